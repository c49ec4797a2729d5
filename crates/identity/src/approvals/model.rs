use chrono::{DateTime, Utc};
use kernel::{ApprovalId, Cursor, Fault, InstitutionId, Kind, fault};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{NOTE_MAX, SEALED};
use crate::actor::{Actor, Denied};

kernel::words! {
    /// State of a request 复核状态.
    pub enum ApprovalState {
        /// Nobody has decided yet.
        Pending = "pending",
        /// Approved and done.
        Approved = "approved",
        /// Rejected; nothing was done.
        Rejected = "rejected",
        /// Nobody decided in time; nothing was done.
        Expired = "expired",
    }
}

kernel::words! {
    /// What the second person says.
    pub enum Decision {
        /// Do it.
        Approve = "approve",
        /// Do not.
        Reject = "reject",
    }
}

/// A request for a second pair of eyes 复核单.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Approval {
    /// Its id.
    pub id: ApprovalId,
    /// Whose.
    #[serde(rename = "institution_id")]
    pub institution: InstitutionId,
    /// Dotted verb, e.g. `route.change`.
    pub kind: String,
    /// Written id of what it is about.
    pub target: String,
    /// What is asked for, without what is sealed in it.
    #[schema(value_type = Object)]
    #[serde(serialize_with = "without_sealed")]
    pub payload: Value,
    /// Where it stands.
    pub state: ApprovalState,
    /// Written id of who asked.
    pub requested_by: String,
    /// His name.
    pub requested_name: String,
    /// When he asked.
    pub requested_at: DateTime<Utc>,
    /// Not decided after this.
    pub expires_at: DateTime<Utc>,
    /// Written id of who decided.
    pub decided_by: Option<String>,
    /// His name.
    pub decided_name: Option<String>,
    /// When he decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why.
    pub note: String,
}

/// Shows a payload without its member [`SEALED`].
fn without_sealed<S: Serializer>(payload: &Value, to: S) -> Result<S::Ok, S::Error> {
    match payload.as_object().filter(|fields| fields.contains_key(SEALED)) {
        Some(fields) => to.collect_map(fields.iter().filter(|(name, _)| *name != SEALED)),
        None => payload.serialize(to),
    }
}

/// What to list; empty fields do not filter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only in this state.
    pub state: Option<ApprovalState>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// Go on after.
    pub cursor: Option<Cursor>,
    /// Rows of a page.
    pub limit: Option<i64>,
}

/// What an action failed with. Any error with a kind and a code turns into it by `?`.
pub struct Failure(Box<dyn Fault>);

impl<E: Fault> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure(Box::new(error))
    }
}

impl std::fmt::Debug for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What can go wrong with a request.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such request, or not one of the caller's institution.
    #[error("there is no approval {0}")]
    Missing(ApprovalId),
    /// He may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// He who asks does not decide.
    #[error("you asked for this yourself; another person must decide")]
    OwnRequest,
    /// Only people decide.
    #[error("only a person can decide, not a program")]
    NotAPerson,
    /// Somebody was quicker.
    #[error("it is already {0}")]
    Decided(ApprovalState),
    /// Too late.
    #[error("it expired at {0}")]
    Expired(DateTime<Utc>),
    /// The note is too long.
    #[error("a note has at most {NOTE_MAX} characters")]
    NoteTooLong,
    /// No module does this.
    #[error("nothing is registered for approvals of kind `{0}`")]
    NoAction(String),
    /// The action itself refuses; nothing was decided.
    #[error("{0}")]
    Action(Failure),
    /// The database.
    #[error("database")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing(_) => Kind::Missing,
            Error::Denied(_) | Error::OwnRequest | Error::NotAPerson => Kind::Denied,
            Error::Decided(_) | Error::Expired(_) => Kind::Conflict,
            Error::NoteTooLong => Kind::Invalid,
            Error::NoAction(_) => Kind::Bug,
            Error::Action(failure) => failure.0.kind(),
            Error::Database(error) => fault::database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing(_) => "approval_missing",
            Error::Denied(denied) => denied.code(),
            Error::OwnRequest => "approval_own_request",
            Error::NotAPerson => "approval_needs_person",
            Error::Decided(_) => "approval_decided",
            Error::Expired(_) => "approval_expired",
            Error::NoteTooLong => "note_too_long",
            Error::NoAction(_) => "approval_without_action",
            Error::Action(failure) => failure.0.code(),
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::NoteTooLong => Some("note"),
            Error::Action(failure) => failure.0.field(),
            _ => None,
        }
    }
}

impl Approval {
    /// The request as decided by `actor`.
    pub(super) fn decide(
        &self,
        actor: &Actor,
        decision: Decision,
        note: &str,
        at: DateTime<Utc>,
    ) -> Result<Approval, Error> {
        if actor.person().is_none() {
            return Err(Error::NotAPerson);
        }
        if self.requested_by == actor.who.to_string() {
            return Err(Error::OwnRequest);
        }
        if self.state != ApprovalState::Pending {
            return Err(Error::Decided(self.state));
        }
        if at >= self.expires_at {
            return Err(Error::Expired(self.expires_at));
        }
        if note.chars().count() > NOTE_MAX {
            return Err(Error::NoteTooLong);
        }
        Ok(Approval {
            state: match decision {
                Decision::Approve => ApprovalState::Approved,
                Decision::Reject => ApprovalState::Rejected,
            },
            decided_by: Some(actor.who.to_string()),
            decided_name: Some(actor.name.clone()),
            decided_at: Some(at),
            note: note.to_owned(),
            ..self.clone()
        })
    }
}
