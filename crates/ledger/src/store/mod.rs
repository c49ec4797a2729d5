//! All SQL of the ledger.

pub(crate) mod append;
pub(crate) mod read;
pub(crate) mod verify;

use crate::entry::{Entry, Pending, PendingState};
use crate::model::{Counters, TransferKind};
use chrono::{DateTime, Utc};
use kernel::{AccountId, Money, TransferId};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
pub(crate) struct EntryRow {
    id: TransferId,
    seq: i64,
    kind: TransferKind,
    debit_account_id: AccountId,
    credit_account_id: AccountId,
    amount_fen: i64,
    pending_id: Option<TransferId>,
    pending_fen: Option<i64>,
    timeout_s: Option<i32>,
    linked: bool,
    code: i32,
    reference: Uuid,
    debit_previous_seq: i64,
    credit_previous_seq: i64,
    at: DateTime<Utc>,
}

impl From<EntryRow> for Entry {
    fn from(row: EntryRow) -> Entry {
        Entry {
            id: row.id,
            seq: row.seq,
            kind: row.kind,
            debit: row.debit_account_id,
            credit: row.credit_account_id,
            amount: Money::from_fen(row.amount_fen),
            pending: row.pending_id,
            pending_amount: row.pending_fen.map(Money::from_fen),
            timeout_s: row.timeout_s,
            linked: row.linked,
            code: row.code,
            reference: row.reference,
            debit_previous: row.debit_previous_seq,
            credit_previous: row.credit_previous_seq,
            at: row.at,
        }
    }
}

#[derive(FromRow)]
pub(crate) struct PendingRow {
    pub id: TransferId,
    debit_account_id: AccountId,
    credit_account_id: AccountId,
    amount_fen: i64,
    expires_at: Option<DateTime<Utc>>,
    state: PendingState,
}

impl PendingRow {
    pub fn pending(&self) -> Pending {
        Pending {
            debit: self.debit_account_id,
            credit: self.credit_account_id,
            amount: Money::from_fen(self.amount_fen),
            expires_at: self.expires_at,
            state: self.state,
        }
    }
}

#[derive(Clone, Copy, FromRow)]
pub(crate) struct CountersRow {
    debits_pending_fen: i64,
    debits_posted_fen: i64,
    credits_pending_fen: i64,
    credits_posted_fen: i64,
}

impl From<CountersRow> for Counters {
    fn from(row: CountersRow) -> Counters {
        Counters {
            debits_pending: Money::from_fen(row.debits_pending_fen),
            debits_posted: Money::from_fen(row.debits_posted_fen),
            credits_pending: Money::from_fen(row.credits_pending_fen),
            credits_posted: Money::from_fen(row.credits_posted_fen),
        }
    }
}
