//! What can go wrong beside a refused transfer.

use kernel::fault::{Fault, Kind, database_kind};
use kernel::{AccountId, TransferId};

/// A call that could not be carried out. A transfer that the books do not allow is not an error
/// but an outcome ([`crate::TransferOutcome::Refused`]).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More in one call than [`crate::TRANSFERS_MAX`].
    #[error("{0} in one call: at most 8192 are allowed")]
    TooMany(usize),
    /// The queue of the posting writer is full. Try again.
    #[error("the ledger's queue is full")]
    Busy,
    /// The database did not answer in time: the transfers may or may not be booked. Repeat the
    /// call with the same ids to learn which.
    #[error("the database does not answer; repeat the call with the same ids")]
    OutcomeUnknown,
    /// The database refused what the program allowed: one of the two is wrong.
    #[error("the database refused the batch: {0}")]
    Refused(String),
    /// The journal does not add up.
    #[error("the journal is broken: {0}")]
    Broken(String),
    /// The posting writer has ended.
    #[error("the ledger is stopped")]
    Stopped,
    /// No such account in these books.
    #[error("account {0} does not exist")]
    AccountMissing(AccountId),
    /// No such transfer in these books.
    #[error("transfer {0} does not exist")]
    TransferMissing(TransferId),
    /// A field of a new account, or of a question, breaks a rule.
    #[error("{field}: {rule}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// What it must be.
        rule: &'static str,
    },
    /// The database failed.
    #[error("ledger: the database failed")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::TooMany(_) | Error::Invalid { .. } => Kind::Invalid,
            Error::Busy | Error::OutcomeUnknown | Error::Stopped => Kind::Unavailable,
            Error::Refused(_) | Error::Broken(_) => Kind::Bug,
            Error::AccountMissing(_) | Error::TransferMissing(_) => Kind::Missing,
            Error::Database(error) => database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::TooMany(_) => "ledger_too_many",
            Error::Busy => "ledger_busy",
            Error::OutcomeUnknown => "ledger_outcome_unknown",
            Error::Refused(_) => "ledger_refused",
            Error::Broken(_) => "ledger_broken",
            Error::Stopped => "ledger_stopped",
            Error::AccountMissing(_) => "account_missing",
            Error::TransferMissing(_) => "transfer_missing",
            Error::Invalid { .. } => "ledger_invalid",
            Error::Database(_) => "ledger_database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::Invalid { field, .. } => Some(field),
            _ => None,
        }
    }
}
