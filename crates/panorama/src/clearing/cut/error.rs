//! What can go wrong with a cut.

use super::lines::TooMuch;
use chrono::NaiveDate;
use identity::Denied;
use kernel::fault::database_kind;
use kernel::{Fault, InstitutionId, Kind, Rule};

/// What can go wrong with a cut.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such day, or not one that the actor may see.
    #[error("institution {0} has no clearing day {1}")]
    Missing(InstitutionId, NaiveDate),
    /// It has not begun.
    #[error("the business day {0} has not begun")]
    NotBegun(NaiveDate),
    /// The actor's roles do not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The institution.
    #[error(transparent)]
    Institution(#[from] identity::institutions::Error),
    /// A field of the input breaks a rule.
    #[error("{0}: {1}")]
    Broken(&'static str, Rule),
    /// A line that no account holds.
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
    /// The ledger does not take the fees.
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
            Error::Missing(..) => Kind::Missing,
            Error::NotBegun(_) => Kind::Conflict,
            Error::Denied(_) => Kind::Denied,
            Error::Broken(..) => Kind::Invalid,
            Error::TooMuch(_) | Error::Refused(_) => Kind::Bug,
            Error::Institution(source) => source.kind(),
            Error::Ledger(source) => source.kind(),
            Error::Database(source) => database_kind(source),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing(..) => "clearing_day_missing",
            Error::NotBegun(_) => "clearing_day_not_begun",
            Error::Denied(denied) => denied.code(),
            Error::Broken(..) => "field_invalid",
            Error::Institution(source) => source.code(),
            Error::TooMuch(_) => "clearing_line_too_much",
            Error::Ledger(source) => source.code(),
            Error::Refused(_) => "clearing_entry_refused",
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::Broken(field, _) => Some(field),
            Error::NotBegun(_) => Some("business_date"),
            _ => None,
        }
    }

    fn rule(&self) -> Option<&Rule> {
        match self {
            Error::Broken(_, rule) => Some(rule),
            _ => None,
        }
    }
}
