//! The rules by which lines of two sides are put together, in memory. The database does the same
//! by a few statements over whole sets ([`super::store`]); a test holds the two against each
//! other on sides that nobody chose.
//!
//! A rule takes lines that no earlier rule has taken, and only where its key says which:
//!
//! 1. merchant, reference number, amount;
//! 2. merchant, terminal, batch, trace number, sign of the amount;
//! 3. merchant, masked card, amount, and times within the tolerance.

use super::file::Line;
use super::model::{Policy, ReconField, ReconStatus};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

/// Rule 3 leaves a key alone that more lines of one side share: nobody could say which is which,
/// and the pairs to look at would grow with the square.
pub const CROWD_MAX: usize = 100;

/// A line of ours, as far as the rules look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ours {
    /// Number of the line on its side.
    pub id: u128,
    /// Payment that it is of.
    pub payment: u128,
    /// The merchant's number with the acquirer.
    pub merchant: String,
    /// Terminal number.
    pub terminal: String,
    /// Batch.
    pub batch: i32,
    /// Trace number.
    pub trace: i32,
    /// Reference number.
    pub reference: Option<String>,
    /// What it was.
    pub kind: String,
    /// Fen, above zero in favour of the merchant.
    pub amount_fen: i64,
    /// What the acquirer keeps, fen.
    pub fee_fen: i64,
    /// Masked card.
    pub card: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What the rules say of one line or one pair.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What it is.
    pub status: ReconStatus,
    /// Ours.
    pub ours: Option<u128>,
    /// Line of theirs.
    pub theirs: Option<i32>,
    /// By which rule.
    pub rule: Option<i16>,
    /// What differs.
    pub fields: i16,
}

/// What differs between two lines of a pair, a bit a field.
pub fn differences(ours: &Ours, theirs: &Line<'_>, policy: &Policy) -> i16 {
    let apart = TimeDelta::seconds(i64::from(policy.tolerance_s));
    let reference = match (&ours.reference, theirs.reference) {
        (Some(ours), Some(theirs)) => ours != theirs,
        _ => false,
    };
    let differs = |field| match field {
        ReconField::Amount => ours.amount_fen != theirs.amount_fen,
        ReconField::Terminal => ours.terminal != theirs.terminal,
        ReconField::Batch => ours.batch != theirs.batch,
        ReconField::Trace => ours.trace != theirs.trace,
        ReconField::Reference => reference,
        ReconField::Kind => ours.kind != theirs.kind,
        ReconField::Card => ours.card != theirs.card,
        ReconField::Time => apart < (ours.at - theirs.at).abs(),
        ReconField::Fee => theirs.fee_fen.is_some_and(|fee| fee != ours.fee_fen),
    };
    let bits = ReconField::ALL.iter().filter(|field| differs(**field)).map(|field| field.bit());
    bits.fold(0, |all, bit| all | bit)
}

/// What a pair is, from what differs: the amount before the rest, the fee last.
pub fn status_of(fields: i16, ours_fen: i64, theirs_fen: i64) -> ReconStatus {
    if fields & ReconField::Amount.bit() != 0 {
        let over = ours_fen < theirs_fen;
        return if over { ReconStatus::AmountOver } else { ReconStatus::AmountUnder };
    }
    match fields & !ReconField::Fee.bit() {
        0 if fields == 0 => ReconStatus::Matched,
        0 => ReconStatus::FeeMismatch,
        _ => ReconStatus::DataMismatch,
    }
}

/// Puts two sides together. Lines of theirs are marked ([`super::file::mark`]).
pub fn reconcile(ours: &[Ours], theirs: &[Line<'_>], policy: &Policy) -> Vec<Finding> {
    let mut sides = Sides {
        ours: ours.iter().collect(),
        theirs: theirs.iter().filter(|line| line.duplicate_of.is_none()).collect(),
        pairs: Vec::new(),
    };
    sides.by_key(
        1,
        |ours| {
            let reference = ours.reference.clone()?;
            Some((ours.merchant.clone(), reference, ours.amount_fen))
        },
        |theirs| {
            let reference = theirs.reference?.to_owned();
            Some((theirs.merchant.to_owned(), reference, theirs.amount_fen))
        },
    );
    sides.by_key(
        2,
        |ours| {
            let place = (ours.merchant.clone(), ours.terminal.clone(), ours.batch, ours.trace);
            Some((place, ours.amount_fen.signum()))
        },
        |theirs| {
            let (merchant, terminal) = (theirs.merchant.to_owned(), theirs.terminal.to_owned());
            Some(((merchant, terminal, theirs.batch, theirs.trace), theirs.amount_fen.signum()))
        },
    );
    sides.by_card(policy);
    sides.findings(theirs, policy)
}

struct Sides<'a> {
    ours: Vec<&'a Ours>,
    theirs: Vec<&'a Line<'a>>,
    pairs: Vec<(i16, &'a Ours, &'a Line<'a>)>,
}

impl<'a> Sides<'a> {
    /// Pairs lines that alone on either side have a key.
    fn by_key<K: Eq + Hash>(
        &mut self,
        rule: i16,
        of_ours: impl Fn(&Ours) -> Option<K>,
        of_theirs: impl Fn(&Line<'_>) -> Option<K>,
    ) {
        let (mut left, mut right): (HashMap<K, Vec<_>>, HashMap<K, Vec<_>>) = Default::default();
        for ours in &self.ours {
            if let Some(key) = of_ours(ours) {
                left.entry(key).or_default().push(*ours);
            }
        }
        for theirs in &self.theirs {
            if let Some(key) = of_theirs(theirs) {
                right.entry(key).or_default().push(*theirs);
            }
        }
        for (key, ours) in left {
            if let ([ours], Some([theirs])) = (&ours[..], right.get(&key).map(Vec::as_slice)) {
                self.pairs.push((rule, *ours, *theirs));
            }
        }
        self.forget_pairs();
    }

    /// Pairs lines of one merchant, card and amount whose times name each other alone.
    fn by_card(&mut self, policy: &Policy) {
        let apart = TimeDelta::seconds(i64::from(policy.tolerance_s));
        let (mut left, mut right): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) = Default::default();
        for ours in &self.ours {
            let key = (ours.merchant.as_str(), ours.card.as_str(), ours.amount_fen);
            left.entry(key).or_default().push(*ours);
        }
        for theirs in &self.theirs {
            let key = (theirs.merchant, theirs.card, theirs.amount_fen);
            right.entry(key).or_default().push(*theirs);
        }
        let near = |ours: &Ours, theirs: &Line<'_>| (ours.at - theirs.at).abs() <= apart;
        for (key, ours) in &left {
            let Some(theirs) = right.get(key) else { continue };
            if CROWD_MAX < ours.len().max(theirs.len()) {
                continue;
            }
            for left in ours {
                let of_left: Vec<_> = theirs.iter().filter(|line| near(left, line)).collect();
                let [right] = of_left[..] else { continue };
                if ours.iter().filter(|line| near(line, right)).count() == 1 {
                    self.pairs.push((3, *left, *right));
                }
            }
        }
        self.forget_pairs();
    }

    fn forget_pairs(&mut self) {
        let ours: BTreeSet<u128> = self.pairs.iter().map(|(_, ours, _)| ours.id).collect();
        let theirs: BTreeSet<i32> = self.pairs.iter().map(|(.., theirs)| theirs.line_no).collect();
        self.ours.retain(|line| !ours.contains(&line.id));
        self.theirs.retain(|line| !theirs.contains(&line.line_no));
    }

    fn findings(self, all: &[Line<'_>], policy: &Policy) -> Vec<Finding> {
        let mut found: Vec<Finding> = Vec::new();
        for (rule, ours, theirs) in &self.pairs {
            let fields = differences(ours, theirs, policy);
            found.push(Finding {
                status: status_of(fields, ours.amount_fen, theirs.amount_fen),
                ours: Some(ours.id),
                theirs: Some(theirs.line_no),
                rule: Some(*rule),
                fields,
            });
        }
        let alone = |status, ours, theirs| Finding { status, ours, theirs, rule: None, fields: 0 };
        // A payment and its undoing that only one side tells come to nothing.
        let mut of_payment: BTreeMap<u128, (usize, i64)> = BTreeMap::new();
        for line in &self.ours {
            let (count, sum) = of_payment.entry(line.payment).or_default();
            (*count, *sum) = (*count + 1, *sum + line.amount_fen);
        }
        for line in &self.ours {
            let void = of_payment[&line.payment] == (2, 0);
            let status = if void { ReconStatus::Void } else { ReconStatus::Expected };
            found.push(alone(status, Some(line.id), None));
        }
        let place = |line: &Line<'a>| (line.merchant, line.terminal, line.batch, line.trace);
        let mut of_place: BTreeMap<_, (usize, i64)> = BTreeMap::new();
        for line in &self.theirs {
            let (count, sum) = of_place.entry(place(line)).or_default();
            (*count, *sum) = (*count + 1, *sum + line.amount_fen);
        }
        for line in &self.theirs {
            let void = of_place[&place(line)] == (2, 0);
            let status = if void { ReconStatus::Void } else { ReconStatus::Unexpected };
            found.push(alone(status, None, Some(line.line_no)));
        }
        let repeats = all.iter().filter(|line| line.duplicate_of.is_some());
        found.extend(repeats.map(|line| alone(ReconStatus::Duplicate, None, Some(line.line_no))));
        found.sort();
        found
    }
}
