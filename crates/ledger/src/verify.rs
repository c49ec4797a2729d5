//! The check of the whole books: everything that is derived is computed again from the journal.
//!
//! The journal is replayed in Rust, transfer by transfer, under the rules; SQL sums it a second
//! way. Both are held against the counters in place, the snapshots, the pending transfers, the
//! batches, and the states that readers would get.

use crate::entry::{Entry, PendingState};
use crate::error::Error;
use crate::model::{Counters, Rules, TransferKind};
use crate::rules::{covered, turned};
use crate::store::append::{self, Head};
use crate::store::read::{self, Point, Standing};
use crate::store::verify as store;
use chrono::{DateTime, Utc};
use kernel::{AccountId, InstitutionId, Money, TransferId};
use serde::Serialize;
use std::collections::HashMap;
use storage::{Db, Tx};

/// Differences that a report lists; more are only counted.
pub const DIFFERENCES_MAX: usize = 1000;

/// What does not add up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Whose books.
    pub institution: InstitutionId,
    /// The account, transfer or batch at fault.
    pub subject: String,
    /// What is there and what should be.
    pub what: String,
}

/// The outcome of a check.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Books checked.
    pub institutions: usize,
    /// Accounts checked.
    pub accounts: usize,
    /// Transfers replayed.
    pub transfers: i64,
    /// Snapshots compared.
    pub snapshots: usize,
    /// Pending transfers still open.
    pub open_pendings: usize,
    /// All differences, listed or not.
    pub differences_count: usize,
    /// The first [`DIFFERENCES_MAX`] of them.
    pub differences: Vec<Difference>,
}

impl Report {
    /// The books add up.
    pub fn good(&self) -> bool {
        self.differences_count == 0
    }

    fn add(&mut self, institution: InstitutionId, subject: impl ToString, what: String) {
        self.differences_count += 1;
        if self.differences.len() < DIFFERENCES_MAX {
            self.differences.push(Difference { institution, subject: subject.to_string(), what });
        }
    }
}

/// Checks all books that the scope sees, as they are at one moment; others may post meanwhile.
pub async fn verify(db: &Db) -> Result<Report, Error> {
    let mut tx = db.read().await?;
    store::hold_still(&mut tx).await?;
    let mut report = Report::default();
    for institution in append::institutions(&mut tx).await? {
        let head = append::head(&mut tx, institution).await?;
        if let Some(head) = head {
            report.institutions += 1;
            verify_books(&mut tx, institution, head, &mut report).await?;
        }
    }
    Ok(report)
}

async fn verify_books(
    tx: &mut Tx,
    institution: InstitutionId,
    head: Head,
    report: &mut Report,
) -> Result<(), Error> {
    let mut replay = Replay::new(institution);
    replay.accounts(tx).await?;
    store::open_snapshots(tx, institution).await?;
    let mut snapshots = store::next_snapshots(tx).await?;
    let mut next = 0;
    loop {
        let entries = append::tail(tx, institution, replay.seq).await?;
        for entry in &entries {
            replay.enter(entry, report);
            while next < snapshots.len() && snapshots[next].0 <= replay.seq {
                replay.compare_snapshot(&snapshots[next], report);
                report.snapshots += 1;
                next += 1;
                if next == snapshots.len() {
                    snapshots = store::next_snapshots(tx).await?;
                    next = 0;
                }
            }
        }
        if (entries.len() as i64) < append::TAIL_ROWS {
            break;
        }
    }
    store::close_snapshots(tx).await?;
    for (seq, standing) in &snapshots[next..] {
        let what = format!("has a snapshot at {seq}, after the end {}", replay.seq);
        report.add(institution, standing.id, what);
    }
    if head.seq != replay.seq || head.watermark > head.seq {
        let what = format!("head {head:?}, journal ends at {}", replay.seq);
        report.add(institution, "head", what);
    }
    report.transfers += replay.seq;
    report.accounts += replay.held.len();
    report.open_pendings += replay.pendings.len();
    replay.compare_pending_sums(report);
    replay.compare_totals(report);
    compare_derived(tx, &replay, head, report).await?;
    for id in store::wrong_pendings(tx, institution).await? {
        let what = "the pending transfer's row and the journal disagree".to_owned();
        report.add(institution, id, what);
    }
    for last in store::wrong_batches(tx, institution).await? {
        let what = "does not join the one before it, or has another time".to_owned();
        report.add(institution, format!("batch {last}"), what);
    }
    Ok(())
}

/// What the journal says, against the counters in place, SQL's sums, and what readers get.
async fn compare_derived(
    tx: &mut Tx,
    replay: &Replay,
    head: Head,
    report: &mut Report,
) -> Result<(), Error> {
    let institution = replay.institution;
    let point = Point { seq: head.seq, watermark: head.watermark };
    let mut after = AccountId(uuid::Uuid::nil());
    loop {
        let ids = store::account_ids(tx, institution, after).await?;
        let Some(last) = ids.last().copied() else {
            break;
        };
        let mut sums: HashMap<AccountId, Counters> =
            store::sums(tx, institution, after, last).await?.into_iter().collect();
        for standing in read::standings(tx, institution, &ids, point).await? {
            replay.compare("as read", standing.id, &standing.counters, report);
            let entry = replay.held.get(&standing.id).map_or(0, |held| held.entry);
            if standing.entry != entry {
                let what = format!("last entry {}, should be {entry}", standing.entry);
                report.add(institution, standing.id, what);
            }
            let summed = sums.remove(&standing.id).unwrap_or_default();
            replay.compare("summed by SQL", standing.id, &summed, report);
        }
        after = last;
    }
    let mut after = AccountId(uuid::Uuid::nil());
    loop {
        let rows = store::in_place(tx, institution, after).await?;
        let Some((last, _)) = rows.last() else {
            return Ok(());
        };
        after = *last;
        for (id, counters) in &rows {
            replay.compare("in place", *id, counters, report);
        }
    }
}

#[derive(Default)]
struct Held {
    rules: Rules,
    counters: Counters,
    entry: i64,
}

struct Open {
    debit: AccountId,
    credit: AccountId,
    amount: Money,
}

/// The journal replayed so far.
struct Replay {
    institution: InstitutionId,
    seq: i64,
    at: DateTime<Utc>,
    held: HashMap<AccountId, Held>,
    pendings: HashMap<TransferId, Open>,
}

impl Replay {
    fn new(institution: InstitutionId) -> Replay {
        Replay {
            institution,
            seq: 0,
            at: DateTime::UNIX_EPOCH,
            held: HashMap::new(),
            pendings: HashMap::new(),
        }
    }

    async fn accounts(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let mut after = AccountId(uuid::Uuid::nil());
        loop {
            let ids = store::account_ids(tx, self.institution, after).await?;
            let Some(last) = ids.last() else {
                return Ok(());
            };
            after = *last;
            for (id, rules, _) in append::accounts(tx, self.institution, &ids).await? {
                let held = Held { rules, ..Held::default() };
                self.held.insert(id, held);
            }
        }
    }

    fn enter(&mut self, entry: &Entry, report: &mut Report) {
        let institution = self.institution;
        if entry.seq != self.seq + 1 {
            let what = format!("stands at {} after {}", entry.seq, self.seq);
            report.add(institution, entry.id, what);
        }
        if entry.at < self.at {
            let what = format!("is of {}, before {}", entry.at, self.at);
            report.add(institution, entry.id, what);
        }
        self.seq = entry.seq;
        self.at = entry.at;
        if let Err(what) = self.two_phase(entry) {
            report.add(institution, entry.id, what);
        }
        for debit in [true, false] {
            if let Err(what) = self.side(entry, debit) {
                report.add(institution, entry.id, what);
            }
        }
    }

    fn two_phase(&mut self, entry: &Entry) -> Result<(), String> {
        if entry.kind == TransferKind::Pending {
            let open = Open { debit: entry.debit, credit: entry.credit, amount: entry.amount };
            self.pendings.insert(entry.id, open);
            return Ok(());
        }
        if entry.kind == TransferKind::Single {
            return Ok(());
        }
        let id = entry.pending.ok_or("resolves nothing")?;
        let open = self.pendings.remove(&id);
        let open =
            open.ok_or_else(|| format!("resolves {id}, which is not {}", PendingState::Open))?;
        let same = open.debit == entry.debit && open.credit == entry.credit;
        if !same || entry.pending_amount != Some(open.amount) || entry.amount > open.amount {
            return Err(format!("resolves {id} by other accounts or amounts"));
        }
        Ok(())
    }

    fn side(&mut self, entry: &Entry, debit: bool) -> Result<(), String> {
        let (id, previous, other) = if debit {
            (entry.debit, entry.debit_previous, entry.credit)
        } else {
            (entry.credit, entry.credit_previous, entry.debit)
        };
        let held =
            self.held.get_mut(&id).ok_or_else(|| format!("moves {id}, which does not exist"))?;
        let before = std::mem::replace(&mut held.entry, entry.seq);
        let (pending, posted) = entry.moves();
        held.counters =
            held.counters.with(debit, pending, posted).ok_or_else(|| format!("overflows {id}"))?;
        if previous != before {
            return Err(format!("points {id} back to {previous}, should be {before}"));
        }
        let (rules, after) = (&held.rules, &held.counters);
        let opens = entry.pending.is_none();
        let listed = rules.only_to.is_empty() || rules.only_to.contains(&other);
        if debit && opens && (rules.credits_only || !listed) {
            return Err(format!("debits {id} against its rules"));
        }
        if debit && rules.debits_must_not_exceed_credits && !covered(after) {
            return Err(format!("takes {id} below zero"));
        }
        if !debit && rules.credits_must_not_exceed_debits && !covered(&turned(after)) {
            return Err(format!("takes the credits of {id} above its debits"));
        }
        Ok(())
    }

    fn compare_snapshot(&self, (seq, standing): &(i64, Standing), report: &mut Report) {
        let entry = self.held.get(&standing.id).map_or(0, |held| held.entry);
        if *seq != self.seq || standing.entry != entry {
            let what = format!("snapshot at {seq} points to {}", standing.entry);
            report.add(self.institution, standing.id, what);
        }
        self.compare("in a snapshot", standing.id, &standing.counters, report);
    }

    fn compare(&self, place: &str, id: AccountId, there: &Counters, report: &mut Report) {
        let should = self.held.get(&id).map(|held| held.counters);
        let should = should.unwrap_or_default();
        if *there != should {
            let what = format!("{place} {there:?}, should be {should:?}");
            report.add(self.institution, id, what);
        }
    }

    /// What accounts have pending is what the open pending transfers reserve.
    fn compare_pending_sums(&self, report: &mut Report) {
        let mut sums: HashMap<AccountId, Counters> = HashMap::new();
        for open in self.pendings.values() {
            for (id, debit) in [(open.debit, true), (open.credit, false)] {
                let sum = sums.entry(id).or_default();
                *sum = sum.with(debit, open.amount.fen(), 0).unwrap_or(*sum);
            }
        }
        for (id, held) in &self.held {
            let sum = sums.get(id).copied().unwrap_or_default();
            let same = sum.debits_pending == held.counters.debits_pending
                && sum.credits_pending == held.counters.credits_pending;
            if !same {
                let what = format!("open pending transfers sum to {sum:?}");
                report.add(self.institution, id, what);
            }
        }
    }

    fn compare_totals(&self, report: &mut Report) {
        let total = |read: fn(&Counters) -> Money| -> i128 {
            let all = self.held.values().map(|held| read(&held.counters));
            all.map(|money| i128::from(money.fen())).sum()
        };
        let pending = total(|c| c.debits_pending) - total(|c| c.credits_pending);
        let posted = total(|c| c.debits_posted) - total(|c| c.credits_posted);
        if pending != 0 || posted != 0 {
            let what = format!("debits less credits: {pending} pending, {posted} posted");
            report.add(self.institution, "trial balance", what);
        }
    }
}
