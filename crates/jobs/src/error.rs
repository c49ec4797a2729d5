//! What can go wrong when jobs, events and webhooks are asked for.

use kernel::{Fault, Kind, Rule, fault};

/// Why a job, a delivery or a webhook cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none with that id, or it is not the caller's.
    #[error("there is no {what} {id}")]
    Missing {
        /// What was asked for.
        what: &'static str,
        /// Its written id.
        id: String,
    },
    /// Only a dead job can be run again.
    #[error("job {id} is {state}, only a dead one can be run again")]
    NotDead {
        /// Its id.
        id: kernel::JobId,
        /// Its state.
        state: crate::JobState,
    },
    /// Another job with the same key waits already.
    #[error("another {kind} job with key `{key}` is queued already")]
    AlreadyQueued {
        /// Kind of both.
        kind: String,
        /// Key of both.
        key: String,
    },
    /// The input breaks a rule.
    #[error("{field}: {rule}")]
    Invalid {
        /// Field at fault.
        field: &'static str,
        /// The rule.
        rule: Rule,
    },
    /// Somebody else changed it first.
    #[error("{what} {id} was changed by somebody else, read it again")]
    Changed {
        /// What it is.
        what: &'static str,
        /// Its written id.
        id: String,
    },
    /// The key of a webhook cannot be sealed or opened.
    #[error("the webhook's signing key cannot be sealed or opened")]
    Sealed,
    /// The database.
    #[error("the database does not do it")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing { .. } => Kind::Missing,
            Error::NotDead { .. } | Error::AlreadyQueued { .. } | Error::Changed { .. } => {
                Kind::Conflict
            }
            Error::Invalid { .. } => Kind::Invalid,
            Error::Sealed => Kind::Bug,
            Error::Database(error) => fault::database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing { .. } => "missing",
            Error::NotDead { .. } => "job_not_dead",
            Error::AlreadyQueued { .. } => "job_already_queued",
            Error::Changed { .. } => "changed_meanwhile",
            Error::Invalid { .. } => "field_invalid",
            Error::Sealed => "webhook_key_unreadable",
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::Invalid { field, .. } => Some(field),
            _ => None,
        }
    }

    fn rule(&self) -> Option<&Rule> {
        match self {
            Error::Invalid { rule, .. } => Some(rule),
            _ => None,
        }
    }
}
