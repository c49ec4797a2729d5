//! What can go wrong with fee rules.

use super::model::{Broken, broken};
use chrono::NaiveDate;
use identity::Denied;
use kernel::fault::database_kind;
use kernel::{Fault, FeeRuleId, InstitutionId, Kind, Rule};

/// What can go wrong with fee rules.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such rule, or not one that the actor may see.
    #[error("there is no fee rule {0}")]
    Missing(FeeRuleId),
    /// Another institution's rule.
    #[error("the fee rule belongs to institution {0}, whose people alone ask for its change")]
    NotYours(InstitutionId),
    /// The tariff is the network branch's.
    #[error("only the network branch sets what issuers and the network get")]
    TariffOfNetwork,
    /// The actor's roles do not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The input breaks a rule.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// It has ended.
    #[error("the fee rule is retired")]
    Retired,
    /// Changed since the change was asked for.
    #[error("the fee rule has changed meanwhile and is at version {0}; ask again")]
    Stale(i32),
    /// The day has begun, or lines of it are made.
    #[error("a fee rule begins on {0} at the earliest; ask again with a later day")]
    DayPast(NaiveDate),
    /// As many as there may be.
    #[error("an institution has at most {0} fee rules that are not retired")]
    TooMany(i64),
    /// An approval that this program did not write.
    #[error("the approval's payload cannot be read")]
    Payload(#[from] serde_json::Error),
    /// The file of an import.
    #[error(transparent)]
    Import(#[from] crate::imports::Error),
    /// The evidence log refused the leaf.
    #[error("the evidence log")]
    Evidence(#[source] evidence::Error),
    /// The database failed.
    #[error("the database")]
    Database(#[from] sqlx::Error),
}

impl Error {
    pub(super) fn broken(field: &str, rule: Rule) -> Error {
        Error::Broken(broken(field, rule))
    }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing(_) => Kind::Missing,
            Error::NotYours(_) | Error::TariffOfNetwork | Error::Denied(_) => Kind::Denied,
            Error::Broken(_) => Kind::Invalid,
            Error::Retired | Error::Stale(_) | Error::DayPast(_) | Error::TooMany(_) => {
                Kind::Conflict
            }
            Error::Payload(_) => Kind::Bug,
            Error::Import(source) => source.kind(),
            Error::Evidence(source) => source.kind(),
            Error::Database(source) => database_kind(source),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing(_) => "fee_rule_missing",
            Error::NotYours(_) => "fee_rule_of_another",
            Error::TariffOfNetwork => "fee_rule_of_network",
            Error::Denied(denied) => denied.code(),
            Error::Broken(_) => "field_invalid",
            Error::Retired => "fee_rule_retired",
            Error::Stale(_) => "fee_rule_changed_meanwhile",
            Error::DayPast(_) => "fee_rule_day_past",
            Error::TooMany(_) => "fee_rules_too_many",
            Error::Payload(_) => "approval_payload",
            Error::Import(source) => source.code(),
            Error::Evidence(source) => source.code(),
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::Broken(broken) => Some(&broken.field),
            Error::DayPast(_) => Some("from_day"),
            Error::Import(source) => source.field(),
            _ => None,
        }
    }

    fn rule(&self) -> Option<&Rule> {
        match self {
            Error::Broken(broken) => Some(&broken.rule),
            Error::Import(source) => source.rule(),
            _ => None,
        }
    }
}
