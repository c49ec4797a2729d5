//! What can go wrong with rules.

use super::model::{Broken, broken};
use identity::Denied;
use kernel::fault::database_kind;
use kernel::{Fault, InstitutionId, Kind, MerchantId, RouteId, Rule, TerminalId};

/// What can go wrong with rules.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such rule, or not one that the actor may see.
    #[error("there is no route {0}")]
    Missing(RouteId),
    /// No such merchant, or not one that the actor may see.
    #[error("there is no merchant {0}")]
    NoMerchant(MerchantId),
    /// No such terminal with a merchant, or not one that the actor may see.
    #[error("there is no bound terminal {0}")]
    NoTerminal(TerminalId),
    /// Another institution's rule.
    #[error("the route belongs to institution {0}, whose people alone ask for its change")]
    NotYours(InstitutionId),
    /// The actor's roles do not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The input breaks a rule.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// It has ended.
    #[error("the route is retired")]
    Retired,
    /// Changed since the change was asked for.
    #[error("the route has changed meanwhile and is at version {0}; ask again")]
    Stale(i32),
    /// As many as there may be.
    #[error("an institution has at most {0} routes that are not retired")]
    TooMany(i64),
    /// An approval that this program did not write.
    #[error("the approval's payload cannot be read")]
    Payload(#[from] serde_json::Error),
    /// A replay that did not come to its end.
    #[error("the replay was interrupted")]
    Interrupted,
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
            Error::Missing(_) | Error::NoMerchant(_) | Error::NoTerminal(_) => Kind::Missing,
            Error::NotYours(_) | Error::Denied(_) => Kind::Denied,
            Error::Broken(_) => Kind::Invalid,
            Error::Retired | Error::Stale(_) | Error::TooMany(_) => Kind::Conflict,
            Error::Payload(_) | Error::Interrupted => Kind::Bug,
            Error::Evidence(source) => source.kind(),
            Error::Database(source) => database_kind(source),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing(_) => "route_missing",
            Error::NoMerchant(_) => "merchant_missing",
            Error::NoTerminal(_) => "terminal_missing",
            Error::NotYours(_) => "route_of_another",
            Error::Denied(denied) => denied.code(),
            Error::Broken(_) => "field_invalid",
            Error::Retired => "route_retired",
            Error::Stale(_) => "route_changed_meanwhile",
            Error::TooMany(_) => "routes_too_many",
            Error::Payload(_) => "approval_payload",
            Error::Interrupted => "replay_interrupted",
            Error::Evidence(source) => source.code(),
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::Broken(broken) => Some(&broken.field),
            _ => None,
        }
    }

    fn rule(&self) -> Option<&Rule> {
        match self {
            Error::Broken(broken) => Some(&broken.rule),
            _ => None,
        }
    }
}
