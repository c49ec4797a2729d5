//! The counters of one institution's accounts in memory, and the decision upon each transfer in
//! order. Pure: what it needs is loaded by the writer before, what it decides is written after.
//!
//! Invariants kept here:
//! - An account that is not in memory has a snapshot that is complete up to `head`: accounts
//!   with entries since their last snapshot (dirty ones) are never put out of memory.
//! - `dirty` is ordered by the first entry without a snapshot, so its front is the watermark.
//! - Everything that `decide` changes is in `undo` until `keep` or `forget` is called.

use crate::entry::{Entry, Pending, PendingState};
use crate::model::{Counters, Kind, Rules, Transfer, TransferKind};
use crate::outcome::{Posted, Reason, TransferOutcome};
use crate::rules::{check_form, check_pending, covered, turned};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{AccountId, TransferId};
use std::collections::{HashMap, VecDeque};

/// An account as the book holds it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// None when it has no rules, which is the common case.
    pub rules: Option<Box<Rules>>,
    pub state: State,
    /// In the queue of those that may be put out of memory.
    pub spare: bool,
}

/// What changes of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    pub counters: Counters,
    /// Last entry, 0 when none.
    pub entry: i64,
    /// The counters hold everything up to here at least.
    pub known: i64,
    /// First entry without a snapshot, 0 when none.
    pub dirty: i64,
}

/// A snapshot to be written with the batch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slice {
    pub account: AccountId,
    pub entry: i64,
    pub counters: Counters,
}

enum Undo {
    Account(AccountId, State),
    Pending(TransferId, Option<Pending>),
}

/// How far a linked group is undone.
#[derive(Clone, Copy)]
struct Mark {
    undo: usize,
    rows: usize,
    dirty: usize,
}

/// The accounts of one institution, up to `head`.
pub(crate) struct Book {
    pub head: i64,
    pub at: DateTime<Utc>,
    accounts: HashMap<AccountId, Held>,
    dirty: VecDeque<(AccountId, i64)>,
    spare: VecDeque<AccountId>,
    accounts_max: usize,
    undo: Vec<Undo>,
    /// Pending transfers that the batch is about; others are not held.
    pub pendings: HashMap<TransferId, Pending>,
    /// Rows decided and not yet written.
    pub rows: Vec<Entry>,
    row_of: HashMap<TransferId, usize>,
}

impl Book {
    pub fn new(head: i64, at: DateTime<Utc>, accounts_max: usize) -> Book {
        Book {
            head,
            at,
            accounts: HashMap::new(),
            dirty: VecDeque::new(),
            spare: VecDeque::new(),
            accounts_max,
            undo: Vec::new(),
            pendings: HashMap::new(),
            rows: Vec::new(),
            row_of: HashMap::new(),
        }
    }

    pub fn holds(&self, id: AccountId) -> bool {
        self.accounts.contains_key(&id)
    }

    /// Takes in an account that was read from the database.
    pub fn hold(&mut self, id: AccountId, rules: Rules, state: State) {
        self.spare.push_back(id);
        let rules = rules.any().then(|| Box::new(rules));
        let held = Held { rules, state, spare: true };
        self.accounts.insert(id, held);
    }

    /// Takes in an entry that is in the journal. False when a counter overflows, which means that
    /// the journal is not what this program writes.
    #[must_use]
    pub fn replay(&mut self, entry: &Entry) -> bool {
        let sound = self.enter(entry, true) && self.enter(entry, false);
        self.undo.clear();
        self.head = self.head.max(entry.seq);
        self.at = self.at.max(entry.at);
        sound
    }

    fn enter(&mut self, entry: &Entry, debit: bool) -> bool {
        let id = if debit { entry.debit } else { entry.credit };
        let Some(held) = self.accounts.get(&id) else {
            return false;
        };
        if entry.seq <= held.state.known {
            return true;
        }
        let (pending, posted) = entry.moves();
        match held.state.counters.with(debit, pending, posted) {
            Some(counters) => {
                self.set(id, counters, entry.seq);
                true
            }
            None => false,
        }
    }

    fn set(&mut self, id: AccountId, counters: Counters, seq: i64) {
        if let Some(held) = self.accounts.get_mut(&id) {
            self.undo.push(Undo::Account(id, held.state));
            held.state.counters = counters;
            held.state.entry = seq;
            held.state.known = seq;
            if held.state.dirty == 0 {
                held.state.dirty = seq;
                self.dirty.push_back((id, seq));
            }
        }
    }

    /// Decides one call, in order; its rows are added to `rows`.
    pub fn decide(
        &mut self,
        transfers: &[Transfer],
        booked: &HashMap<TransferId, Entry>,
        at: DateTime<Utc>,
    ) -> Vec<TransferOutcome> {
        let mut outcomes = Vec::with_capacity(transfers.len());
        let mut rest = transfers;
        while let Some(first) = rest.first() {
            if !first.linked {
                outcomes.push(self.one(first, booked, at));
                rest = &rest[1..];
                continue;
            }
            let Some(end) = rest.iter().position(|transfer| !transfer.linked) else {
                outcomes.extend(self.open_group(rest, booked));
                break;
            };
            let (group, after) = rest.split_at(end + 1);
            self.group(group, booked, at, &mut outcomes);
            rest = after;
        }
        outcomes
    }

    /// A group without an end is refused whole; what is booked already says so.
    fn open_group(
        &self,
        group: &[Transfer],
        booked: &HashMap<TransferId, Entry>,
    ) -> Vec<TransferOutcome> {
        let last = group.len() - 1;
        let answer =
            |(index, transfer): (usize, &Transfer)| {
                self.repeated(transfer, booked).unwrap_or(TransferOutcome::Refused(
                    if index == last { Reason::LinkedOpen } else { Reason::LinkedFailed },
                ))
            };
        group.iter().enumerate().map(answer).collect()
    }

    fn group(
        &mut self,
        group: &[Transfer],
        booked: &HashMap<TransferId, Entry>,
        at: DateTime<Utc>,
        outcomes: &mut Vec<TransferOutcome>,
    ) {
        let mark = self.mark();
        let start = outcomes.len();
        let institution = group[0].institution;
        for transfer in group {
            let outcome = if transfer.institution == institution {
                self.one(transfer, booked, at)
            } else {
                TransferOutcome::Refused(Reason::LinkedAcross)
            };
            outcomes.push(outcome);
            if matches!(outcome, TransferOutcome::Refused(_)) {
                break;
            }
        }
        let new = |outcome: &TransferOutcome| matches!(outcome, TransferOutcome::Posted(_));
        let decided = &mut outcomes[start..];
        let whole = decided.len() == group.len()
            && !matches!(decided.last(), Some(TransferOutcome::Refused(_)))
            && (decided.iter().all(new) || !decided.iter().any(new));
        if whole {
            return;
        }
        self.back_to(mark);
        for outcome in decided.iter_mut().filter(|outcome| new(outcome)) {
            *outcome = TransferOutcome::Refused(Reason::LinkedFailed);
        }
        for transfer in &group[decided.len()..] {
            outcomes.push(
                self.repeated(transfer, booked)
                    .unwrap_or(TransferOutcome::Refused(Reason::LinkedFailed)),
            );
        }
    }

    fn repeated(
        &self,
        transfer: &Transfer,
        booked: &HashMap<TransferId, Entry>,
    ) -> Option<TransferOutcome> {
        let entry = match self.row_of.get(&transfer.id) {
            Some(index) => &self.rows[*index],
            None if booked.is_empty() => return None,
            None => booked.get(&transfer.id)?,
        };
        Some(match entry.differs(transfer) {
            None => TransferOutcome::Exists,
            Some(field) => TransferOutcome::Refused(Reason::ExistsWithDifferent(field)),
        })
    }

    fn one(
        &mut self,
        transfer: &Transfer,
        booked: &HashMap<TransferId, Entry>,
        at: DateTime<Utc>,
    ) -> TransferOutcome {
        if let Some(outcome) = self.repeated(transfer, booked) {
            return outcome;
        }
        match self.check(transfer, at) {
            Ok((entry, debit, credit)) => {
                let (seq, at) = (entry.seq, entry.at);
                self.book(transfer, entry, debit, credit);
                TransferOutcome::Posted(Posted { seq, at, debit, credit })
            }
            Err(reason) => TransferOutcome::Refused(reason),
        }
    }

    /// The entry that books a transfer, and the counters of both accounts after it.
    fn check(
        &self,
        transfer: &Transfer,
        at: DateTime<Utc>,
    ) -> Result<(Entry, Counters, Counters), Reason> {
        check_form(transfer)?;
        let mut entry = self.draft(transfer, at);
        if let Some(pending_id) = transfer.kind.resolves() {
            let pending = self.pendings.get(&pending_id).ok_or(Reason::PendingMissing)?;
            check_pending(transfer, pending, at)?;
            entry.debit = pending.debit;
            entry.credit = pending.credit;
            entry.pending = Some(pending_id);
            entry.pending_amount = Some(pending.amount);
            if !matches!(transfer.kind, Kind::Post { .. }) {
                entry.amount = pending.amount;
            }
        }
        let debit = self.accounts.get(&entry.debit).ok_or(Reason::DebitMissing)?;
        let credit = self.accounts.get(&entry.credit).ok_or(Reason::CreditMissing)?;
        entry.debit_previous = debit.state.entry;
        entry.credit_previous = credit.state.entry;
        let (pending, posted) = entry.moves();
        let debit_after = debit.state.counters.with(true, pending, posted);
        let credit_after = credit.state.counters.with(false, pending, posted);
        if let (Some(rules), Some(after)) = (&debit.rules, &debit_after) {
            let opens = transfer.kind.resolves().is_none();
            if opens && rules.credits_only {
                return Err(Reason::CreditsOnly);
            }
            if opens && !rules.only_to.is_empty() && !rules.only_to.contains(&entry.credit) {
                return Err(Reason::NotAllowedTo);
            }
            if rules.debits_must_not_exceed_credits && !covered(after) {
                return Err(Reason::ExceedsCredits);
            }
        }
        if let (Some(rules), Some(after)) = (&credit.rules, &credit_after)
            && rules.credits_must_not_exceed_debits
            && !covered(&turned(after))
        {
            return Err(Reason::ExceedsDebits);
        }
        match (debit_after, credit_after) {
            (Some(debit), Some(credit)) => Ok((entry, debit, credit)),
            _ => Err(Reason::Overflow),
        }
    }

    fn draft(&self, transfer: &Transfer, at: DateTime<Utc>) -> Entry {
        let timeout_s = match transfer.kind {
            Kind::Pending { timeout_s } => timeout_s.and_then(|s| i32::try_from(s).ok()),
            _ => None,
        };
        Entry {
            id: transfer.id,
            seq: self.head + self.rows.len() as i64 + 1,
            kind: transfer.kind.word(),
            debit: transfer.debit,
            credit: transfer.credit,
            amount: transfer.amount,
            pending: None,
            pending_amount: None,
            timeout_s,
            linked: transfer.linked,
            code: i32::from(transfer.code),
            reference: transfer.reference,
            debit_previous: 0,
            credit_previous: 0,
            at,
        }
    }

    fn book(&mut self, transfer: &Transfer, entry: Entry, debit: Counters, credit: Counters) {
        self.set(entry.debit, debit, entry.seq);
        self.set(entry.credit, credit, entry.seq);
        let resolved = |state| (transfer.kind.resolves(), state);
        let (changed, state) = match entry.kind {
            TransferKind::Single => (None, PendingState::Open),
            TransferKind::Pending => (Some(entry.id), PendingState::Open),
            TransferKind::Post => resolved(PendingState::Posted),
            TransferKind::Void => resolved(PendingState::Voided),
            TransferKind::Expire => resolved(PendingState::Expired),
        };
        if let Some(id) = changed {
            let before = self.pendings.get(&id).copied();
            self.undo.push(Undo::Pending(id, before));
            let expires_at = entry
                .timeout_s
                .and_then(|s| entry.at.checked_add_signed(TimeDelta::seconds(s.into())));
            let pending = before.unwrap_or(Pending {
                debit: entry.debit,
                credit: entry.credit,
                amount: entry.amount,
                expires_at,
                state,
            });
            self.pendings.insert(id, Pending { state, ..pending });
        }
        self.row_of.insert(entry.id, self.rows.len());
        self.rows.push(entry);
    }

    fn mark(&self) -> Mark {
        Mark { undo: self.undo.len(), rows: self.rows.len(), dirty: self.dirty.len() }
    }

    fn back_to(&mut self, mark: Mark) {
        while self.undo.len() > mark.undo {
            match self.undo.pop() {
                Some(Undo::Account(id, state)) => {
                    if let Some(held) = self.accounts.get_mut(&id) {
                        held.state = state;
                    }
                }
                Some(Undo::Pending(id, Some(pending))) => {
                    self.pendings.insert(id, pending);
                }
                Some(Undo::Pending(id, None)) => {
                    self.pendings.remove(&id);
                }
                None => break,
            }
        }
        for row in self.rows.drain(mark.rows..) {
            self.row_of.remove(&row.id);
        }
        self.dirty.truncate(mark.dirty);
    }

    /// Gives up what was decided.
    pub fn forget(&mut self) {
        // Nothing is undone further back: `dirty` grew by what `set` pushed since then.
        let pushed = self
            .undo
            .iter()
            .filter(|undo| matches!(undo, Undo::Account(_, state) if state.dirty == 0))
            .count();
        let mark = Mark { undo: 0, rows: 0, dirty: self.dirty.len() - pushed };
        self.back_to(mark);
        self.pendings.clear();
    }

    /// The accounts to write snapshots of with this batch, oldest first, and the watermark that
    /// holds then: every entry up to it is in a snapshot.
    pub fn slices(&mut self) -> (Vec<Slice>, i64) {
        let last = self.head + self.rows.len() as i64;
        let oldest = self.dirty.front().map_or(last, |(_, seq)| *seq);
        let lag = last - oldest;
        let most = match lag {
            ..LAG_FREE => 0,
            LAG_FREE..LAG_HIGH => 32 + self.rows.len() / 16,
            _ => 32 + self.rows.len(),
        };
        let mut slices = Vec::new();
        let mut watermark = last;
        for (id, seq) in &self.dirty {
            let state = self.accounts.get(id).map(|held| held.state);
            let Some(state) = state.filter(|state| state.dirty == *seq) else {
                continue;
            };
            if slices.len() == most || last - seq < LAG_FREE {
                watermark = seq - 1;
                break;
            }
            slices.push(Slice { account: *id, entry: state.entry, counters: state.counters });
        }
        (slices, watermark)
    }

    /// The batch is durable: `slices` are snapshots now.
    pub fn keep(&mut self, slices: &[Slice], at: DateTime<Utc>) {
        self.head += self.rows.len() as i64;
        self.at = at;
        self.rows.clear();
        self.row_of.clear();
        self.undo.clear();
        self.pendings.clear();
        for slice in slices {
            if let Some(held) = self.accounts.get_mut(&slice.account) {
                held.state.dirty = 0;
                if !held.spare {
                    held.spare = true;
                    self.spare.push_back(slice.account);
                }
            }
        }
        while let Some((id, seq)) = self.dirty.front() {
            let state = self.accounts.get(id).map(|held| held.state.dirty);
            if state == Some(*seq) {
                break;
            }
            self.dirty.pop_front();
        }
        self.make_room();
    }

    /// Puts accounts out of memory that a snapshot covers, oldest first.
    pub fn make_room(&mut self) {
        while self.accounts.len() > self.accounts_max {
            let Some(id) = self.spare.pop_front() else {
                return;
            };
            match self.accounts.get_mut(&id) {
                Some(held) if held.state.dirty == 0 => {
                    self.accounts.remove(&id);
                }
                Some(held) => held.spare = false,
                None => (),
            }
        }
    }
}

/// Entries that may be without a snapshot before slices are written: a restart replays at least
/// these, a balance in the past adds up at most these and what has gathered since.
pub(crate) const LAG_FREE: i64 = 4096;
/// From here on slices are as large as the batch itself.
const LAG_HIGH: i64 = 500_000;
