//! The ways out of a result 差错处理, as rules. No I/O.
//!
//! A payment's entry has put our amount on the acquirer's receivable. Whatever way is taken, the
//! receivable becomes what the acquirer will pay, and the difference moves to the account of the
//! way: theirs stands, so it waits in suspense until it can be placed; ours stands, so it is
//! claimed from the acquirer; or it is lost. What was put together by hand moves nothing: both
//! lines are on the one receivable already.

use super::model::{Entry, Error, ReconSource, ReconStatus, status_may_end};
use chrono::{Days, NaiveDate};
use kernel::{AccountId, InstitutionId, Money, TransferId};
use ledger::accounts::id_for;
use ledger::{AccountKind, NewAccount, Transfer, code};

/// Fen above which another person must approve a way out: 1,000 yuan.
pub const FOUR_EYES_ABOVE_FEN: i64 = 100_000;
/// Most that is written off by one decision: 10,000 yuan.
pub const WRITE_OFF_MAX_FEN: i64 = 1_000_000;
/// Most days that a result may wait for.
pub const WAIT_DAYS_MAX: u64 = 30;

kernel::words! {
    /// A way out of a result 处理方式.
    pub enum ReconWay {
        /// Their amount stands; the difference waits in suspense 认对方.
        AcceptTheirs = "accept_theirs",
        /// Our amount stands; the difference is claimed from the acquirer 认我方.
        AcceptOurs = "accept_ours",
        /// What is lacking is lost 核销.
        WriteOff = "write_off",
        /// Put together with a result of the other side by staff 手工勾对.
        ByHand = "by_hand",
        /// Put together with a line of another day's file, by itself 日切差勾对.
        OtherDay = "other_day",
        /// It may still come 等待.
        Wait = "wait",
        /// A way that was taken is taken back 撤销处理.
        Undo = "undo",
    }
}

/// What staff decide of one result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Their amount stands.
    AcceptTheirs,
    /// Our amount stands.
    AcceptOurs,
    /// So many fen are lost; all that is open when not said.
    WriteOff(Option<i64>),
    /// Until when.
    Wait(NaiveDate),
}

impl Entry {
    /// Theirs less ours, net of fees where a pair tells both, fen.
    pub fn difference_fen(&self) -> i64 {
        let pair = self.item_id.is_some() && self.line_no.is_some();
        let fees = match (pair, self.ours_fee_fen, self.theirs_fee_fen) {
            (true, Some(ours), Some(theirs)) => theirs - ours,
            _ => 0,
        };
        self.theirs_fen - self.ours_fen - fees
    }

    /// What no decision explains yet, fen.
    pub fn open_fen(&self) -> i64 {
        if status_may_end(self.status) { self.difference_fen() - self.explained_fen } else { 0 }
    }

    /// Waits for staff on a date: neither settled nor waiting.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        let waits =
            self.way == Some(ReconWay::Wait) && self.wait_until.is_some_and(|day| today <= day);
        status_may_end(self.status) && !waits
    }

    /// The next version by a decision.
    pub fn decide(&self, decision: &Decision, today: NaiveDate) -> Result<Entry, Error> {
        if !status_may_end(self.status) {
            return Err(Error::Ended(self.id, self.status));
        }
        let open = self.open_fen();
        let (way, fen) = match decision {
            Decision::AcceptTheirs => (ReconWay::AcceptTheirs, open),
            Decision::AcceptOurs => (ReconWay::AcceptOurs, open),
            Decision::WriteOff(asked) => {
                let most = open.checked_neg().unwrap_or(0).min(WRITE_OFF_MAX_FEN);
                let fen = asked.unwrap_or(-open);
                if fen < 1 || most < fen {
                    return Err(Error::WriteOff { fen, most });
                }
                (ReconWay::WriteOff, -fen)
            }
            Decision::Wait(until) => return self.wait(*until, today),
        };
        let left = open - fen;
        Ok(Entry {
            version: self.version + 1,
            status: if left == 0 { ReconStatus::Matched } else { ReconStatus::PartiallyReconciled },
            way: Some(way),
            wait_until: None,
            explained_fen: self.explained_fen + fen,
            other_id: None,
            ..self.booking(way, fen)
        })
    }

    fn wait(&self, until: NaiveDate, today: NaiveDate) -> Result<Entry, Error> {
        let last = today + Days::new(WAIT_DAYS_MAX);
        if !matches!(
            self.status,
            ReconStatus::Expected | ReconStatus::Missing | ReconStatus::Unexpected
        ) {
            return Err(Error::NotWaiting(self.status));
        }
        if until <= today || last < until {
            return Err(Error::WaitUntil { until, last });
        }
        let kept = self.plain();
        let version = self.version + 1;
        Ok(Entry { version, way: Some(ReconWay::Wait), wait_until: Some(until), ..kept })
    }

    /// The next versions of two results that stand for each other, one of either side: as much
    /// is explained as both have.
    pub fn by_hand(&self, other: &Entry) -> Result<(Entry, Entry), Error> {
        self.with(other, ReconWay::ByHand)
    }

    /// The same for lines of two days that were found to stand for each other.
    pub fn of_other_day(&self, other: &Entry) -> Result<(Entry, Entry), Error> {
        self.with(other, ReconWay::OtherDay)
    }

    fn with(&self, other: &Entry, way: ReconWay) -> Result<(Entry, Entry), Error> {
        let alike = (self.institution_id, self.source, self.acquirer_id)
            == (other.institution_id, other.source, other.acquirer_id);
        let (mine, theirs) = (self.open_fen(), other.open_fen());
        let sides = self.line_no.is_none() && other.item_id.is_none();
        let both = status_may_end(self.status) && status_may_end(other.status);
        if !alike || !sides || !both || mine.signum() * theirs.signum() != -1 {
            return Err(Error::NoPair(self.id, other.id));
        }
        let fen = mine.abs().min(theirs.abs());
        let next = |entry: &Entry, open: i64, other: &Entry| {
            let part = fen * open.signum();
            let whole = part == open;
            Entry {
                version: entry.version + 1,
                status: if whole { ReconStatus::Matched } else { ReconStatus::PartiallyReconciled },
                way: Some(way),
                wait_until: None,
                explained_fen: entry.explained_fen + part,
                other_id: Some(other.id),
                ..entry.plain()
            }
        };
        Ok((next(self, mine, other), next(other, theirs, self)))
    }

    /// The version that takes a booked or explained one back; `before` is the one before it.
    pub fn undo(&self, taken: &Entry, before: &Entry) -> Entry {
        let way = taken.booked_way.or(taken.way).unwrap_or(ReconWay::Undo);
        Entry {
            version: self.version + 1,
            status: before.status,
            way: Some(ReconWay::Undo),
            wait_until: None,
            explained_fen: before.explained_fen,
            other_id: None,
            ..self.booking(way, -taken.booked_fen)
        }
    }

    /// The same result without a booking: what a version that books nothing begins with.
    pub fn plain(&self) -> Entry {
        Entry { transfer_id: None, booked_fen: 0, booked_way: None, ..self.clone() }
    }

    fn booking(&self, way: ReconWay, fen: i64) -> Entry {
        if fen == 0 {
            return self.plain();
        }
        let transfer_id = Some(TransferId::new());
        Entry { transfer_id, booked_fen: fen, booked_way: Some(way), ..self.clone() }
    }

    /// The accounts and the entry of this version, when it has one.
    pub fn entry(&self) -> Option<(Vec<NewAccount>, Transfer)> {
        let (id, way) = (self.transfer_id?, self.booked_way?);
        let books = self.institution_id;
        let (kind, owner) = account(self.acquirer_id, self.source, way);
        let payer = self.acquirer_id.to_string();
        let receivable = id_for(books, AccountKind::AcquirerReceivable, &payer);
        let against = id_for(books, kind, &owner);
        let accounts = vec![
            NewAccount::of(books, AccountKind::AcquirerReceivable, &payer, ""),
            NewAccount::of(books, kind, &owner, &owner),
        ];
        let (debit, credit): (AccountId, AccountId) =
            if 0 < self.booked_fen { (receivable, against) } else { (against, receivable) };
        let amount = Money::from_fen(self.booked_fen.abs());
        let single = Transfer::single(books, debit, credit, amount);
        let transfer = Transfer { id, reference: self.id.0, ..single };
        Some((accounts, transfer.code(code::CORRECTION)))
    }
}

/// The account of a way, and whose it is.
pub fn account(
    acquirer: InstitutionId,
    source: ReconSource,
    way: ReconWay,
) -> (AccountKind, String) {
    match way {
        ReconWay::WriteOff => (AccountKind::Loss, format!("{acquirer}:{source}")),
        ReconWay::AcceptOurs => (AccountKind::Suspense, format!("{acquirer}:{source}:claim")),
        _ => (AccountKind::Suspense, format!("{acquirer}:{source}:unplaced")),
    }
}
