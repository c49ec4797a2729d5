//! A transfer as the journal holds it, and the pending ones.

use crate::model::{Field, Kind, SAME_ACCOUNT, Transfer, TransferKind};
use chrono::{DateTime, Utc};
use kernel::{AccountId, Money, TransferId};
use uuid::Uuid;

/// A transfer as the journal holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id.
    pub id: TransferId,
    /// Place in the journal.
    pub seq: i64,
    /// What it does.
    pub kind: TransferKind,
    /// Account debited.
    pub debit: AccountId,
    /// Account credited.
    pub credit: AccountId,
    /// Moved (single, post), reserved (pending) or freed (void, expire).
    pub amount: Money,
    /// The pending transfer it resolves.
    pub pending: Option<TransferId>,
    /// What that one had reserved.
    pub pending_amount: Option<Money>,
    /// Seconds to live, of a pending one.
    pub timeout_s: Option<i32>,
    /// Linked with the next.
    pub linked: bool,
    /// Why.
    pub code: i32,
    /// What it is about.
    pub reference: Uuid,
    /// The debited account's entry before it, 0 when none.
    pub debit_previous: i64,
    /// The credited account's entry before it, 0 when none.
    pub credit_previous: i64,
    /// When it was booked.
    pub at: DateTime<Utc>,
}

impl Entry {
    /// What it adds to the pending and to the posted counters of both its accounts, in fen.
    pub fn moves(&self) -> (i64, i64) {
        let held = self.pending_amount.map_or(0, Money::fen);
        match self.kind {
            TransferKind::Single => (0, self.amount.fen()),
            TransferKind::Pending => (self.amount.fen(), 0),
            TransferKind::Post => (-held, self.amount.fen()),
            TransferKind::Void | TransferKind::Expire => (-held, 0),
        }
    }

    /// How a repeated transfer compares: nothing, or the first field that differs.
    pub fn differs(&self, again: &Transfer) -> Option<Field> {
        let resolves = again.kind.resolves();
        let timeout = match again.kind {
            Kind::Pending { timeout_s } => timeout_s.map(i64::from),
            _ => None,
        };
        let frees = matches!(self.kind, TransferKind::Void | TransferKind::Expire);
        let same_account = |there: AccountId, here: AccountId| {
            there == here || (resolves.is_some() && here == SAME_ACCOUNT)
        };
        if self.kind != again.kind.word() {
            Some(Field::Kind)
        } else if self.pending != resolves {
            Some(Field::Pending)
        } else if !(self.amount == again.amount || (frees && again.amount == Money::ZERO)) {
            Some(Field::Amount)
        } else if !same_account(self.debit, again.debit) {
            Some(Field::Debit)
        } else if !same_account(self.credit, again.credit) {
            Some(Field::Credit)
        } else if self.timeout_s.map(i64::from) != timeout {
            Some(Field::Timeout)
        } else if self.linked != again.linked {
            Some(Field::Linked)
        } else if self.code != i32::from(again.code) {
            Some(Field::Code)
        } else if self.reference != again.reference {
            Some(Field::Reference)
        } else {
            None
        }
    }
}

kernel::words! {
    /// State of a pending transfer 预留.
    pub enum PendingState {
        /// Still reserved.
        Open = "open",
        /// Moved, wholly or in part.
        Posted = "posted",
        /// Freed.
        Voided = "voided",
        /// Freed because its time was over.
        Expired = "expired",
    }
}

/// A pending transfer and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Account debited.
    pub debit: AccountId,
    /// Account credited.
    pub credit: AccountId,
    /// What it reserves.
    pub amount: Money,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// What became of it.
    pub state: PendingState,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use kernel::InstitutionId;

    fn entry(of: &Transfer) -> Entry {
        Entry {
            id: of.id,
            seq: 1,
            kind: of.kind.word(),
            debit: of.debit,
            credit: of.credit,
            amount: of.amount,
            pending: of.kind.resolves(),
            pending_amount: None,
            timeout_s: None,
            linked: of.linked,
            code: i32::from(of.code),
            reference: of.reference,
            debit_previous: 0,
            credit_previous: 0,
            at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_repeated_transfer_tells_the_field_that_differs() {
        let (debit, credit) = (AccountId::new(), AccountId::new());
        let sent = Transfer::single(InstitutionId(2), debit, credit, Money::from_fen(5));
        let booked = entry(&sent);
        assert_eq!(booked.differs(&sent), None);
        let changes: [(fn(&mut Transfer), Field); 6] = [
            (|t| t.amount = Money::from_fen(6), Field::Amount),
            (|t| t.debit = AccountId::new(), Field::Debit),
            (|t| t.credit = SAME_ACCOUNT, Field::Credit),
            (|t| t.kind = Kind::Pending { timeout_s: None }, Field::Kind),
            (|t| t.code = 9, Field::Code),
            (|t| t.reference = Uuid::now_v7(), Field::Reference),
        ];
        for (change, field) in changes {
            let mut again = sent.clone();
            change(&mut again);
            assert_eq!(booked.differs(&again), Some(field));
        }
    }

    #[test]
    fn resolving_takes_the_accounts_of_the_pending_transfer() {
        let pending = TransferId::new();
        let void = Transfer::void(InstitutionId(2), pending);
        let mut booked = entry(&void);
        booked.debit = AccountId::new();
        booked.credit = AccountId::new();
        booked.amount = Money::from_fen(7);
        booked.pending_amount = Some(Money::from_fen(7));
        assert_eq!(booked.differs(&void), None);
        assert_eq!(booked.moves(), (-7, 0));
        let other = Transfer::void(InstitutionId(2), TransferId::new());
        assert_eq!(booked.differs(&other), Some(Field::Pending));
    }
}
