//! What can go wrong with settlement.

use super::model::{BatchState, HoldState};
use chrono::NaiveDate;
use identity::Denied;
use kernel::fault::database_kind;
use kernel::{Fault, HoldId, Kind, MerchantId, Rule, SettlementId};

/// What can go wrong with settlement.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such batch, or not one that the actor may see.
    #[error("there is no settlement batch {0}")]
    Missing(SettlementId),
    /// No such hold, or not one that the actor may see.
    #[error("there is no hold {0}")]
    NoHold(HoldId),
    /// No such merchant of the institution.
    #[error("there is no merchant {0}")]
    NoMerchant(MerchantId),
    /// Banks do not work.
    #[error("{0} is no working day")]
    NotWorking(NaiveDate),
    /// A batch is not made before its day.
    #[error("{0} has not come")]
    NotCome(NaiveDate),
    /// There is nothing to settle.
    #[error("no day that is cut and no carried amount is due on {0}")]
    NothingDue(NaiveDate),
    /// It has got too far, or not far enough.
    #[error("the batch is already {0}")]
    BatchIs(BatchState),
    /// Released already.
    #[error("the hold is already {0}")]
    HoldIs(HoldState),
    /// The calendar is the network branch's.
    #[error("only the network branch keeps the calendar of working days")]
    CalendarOfNetwork,
    /// The actor's roles do not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A field of the input breaks a rule.
    #[error("{0}: {1}")]
    Broken(&'static str, Rule),
    /// An amount that no account holds.
    #[error("the amounts of merchant {0} are more than an account holds")]
    TooMuch(MerchantId),
    /// An approval that this program did not write.
    #[error("the approval's payload cannot be read")]
    Payload(#[from] serde_json::Error),
    /// A sealed value cannot be opened.
    #[error("the vault")]
    Vault(#[source] storage::vault::Error),
    /// An account number cannot be opened.
    #[error("a merchant's account cannot be opened")]
    Account(#[source] crate::merchants::Error),
    /// The folder that is shared with the bank.
    #[error("the bank's folder")]
    Bank(#[source] std::io::Error),
    /// The file of an import.
    #[error(transparent)]
    Import(#[from] crate::imports::Error),
    /// There is no font for papers.
    #[error("a paper cannot be written: {0}")]
    Font(#[source] paper::NoFont),
    /// A paper could not be written.
    #[error("a paper cannot be written")]
    Paper(#[source] paper::Broken),
    /// The institution.
    #[error(transparent)]
    Institution(#[from] identity::institutions::Error),
    /// The ledger does not take the payouts.
    #[error("the ledger does not take entries")]
    Ledger(#[from] ledger::Error),
    /// The ledger refuses: a defect, for no rule stands on these accounts.
    #[error("the ledger refuses transfer {0}")]
    Refused(kernel::TransferId),
    /// The database failed.
    #[error("the database")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing(_) | Error::NoHold(_) | Error::NoMerchant(_) => Kind::Missing,
            Error::NotWorking(_)
            | Error::NotCome(_)
            | Error::NothingDue(_)
            | Error::BatchIs(_)
            | Error::HoldIs(_) => Kind::Conflict,
            Error::CalendarOfNetwork | Error::Denied(_) => Kind::Denied,
            Error::Broken(..) => Kind::Invalid,
            Error::TooMuch(_)
            | Error::Payload(_)
            | Error::Vault(_)
            | Error::Refused(_)
            | Error::Paper(_) => Kind::Bug,
            Error::Bank(_) | Error::Font(_) => Kind::Unavailable,
            Error::Account(source) => source.kind(),
            Error::Import(source) => source.kind(),
            Error::Institution(source) => source.kind(),
            Error::Ledger(source) => source.kind(),
            Error::Database(source) => database_kind(source),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing(_) => "settlement_missing",
            Error::NoHold(_) => "hold_missing",
            Error::NoMerchant(_) => "merchant_missing",
            Error::NotWorking(_) => "settlement_day_off",
            Error::NotCome(_) => "settlement_day_to_come",
            Error::NothingDue(_) => "settlement_nothing_due",
            Error::BatchIs(_) => "settlement_state",
            Error::HoldIs(_) => "hold_released",
            Error::CalendarOfNetwork => "calendar_of_network",
            Error::Denied(denied) => denied.code(),
            Error::Broken(..) => "field_invalid",
            Error::TooMuch(_) => "settlement_too_much",
            Error::Payload(_) => "approval_payload",
            Error::Vault(_) => "vault",
            Error::Bank(_) => "bank_folder",
            Error::Font(_) => "font_missing",
            Error::Paper(_) => "paper_failed",
            Error::Account(source) => source.code(),
            Error::Import(source) => source.code(),
            Error::Institution(source) => source.code(),
            Error::Ledger(source) => source.code(),
            Error::Refused(_) => "settlement_entry_refused",
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::Broken(field, _) => Some(field),
            Error::NotWorking(_) | Error::NotCome(_) => Some("settle_date"),
            Error::Import(source) => source.field(),
            _ => None,
        }
    }

    fn rule(&self) -> Option<&Rule> {
        match self {
            Error::Broken(_, rule) => Some(rule),
            Error::Import(source) => source.rule(),
            _ => None,
        }
    }
}
