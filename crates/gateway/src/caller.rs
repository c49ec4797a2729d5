//! Who calls: the extractors that handlers take.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use identity::partners::Signer;
use identity::sessions::Current;
use std::ops::Deref;
use std::sync::Arc;

use crate::Problem;

/// Whom the authentication layer has found.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    Nobody,
    Person(Arc<Current>),
    Partner(Arc<Signer>),
}

impl Caller {
    pub fn of(extensions: &axum::http::Extensions) -> Caller {
        extensions.get::<Caller>().cloned().unwrap_or(Caller::Nobody)
    }

    pub fn actor(&self) -> Option<&identity::Actor> {
        match self {
            Caller::Nobody => None,
            Caller::Person(current) => Some(&current.actor),
            Caller::Partner(signer) => Some(&signer.actor),
        }
    }
}

/// Somebody known: a person with a session, or a partner with a signature. It stands for
/// [`identity::Actor`]: `&actor` can be given wherever that is asked for.
#[derive(Clone, Debug)]
pub struct Actor(pub identity::Actor);

impl Deref for Actor {
    type Target = identity::Actor;
    fn deref(&self) -> &identity::Actor {
        &self.0
    }
}

/// A person with his session, for what only he can do: his own password, codes and sessions.
#[derive(Clone, Debug)]
pub struct SessionPerson(pub Arc<Current>);

/// The problem of a caller whom nobody knows.
pub(crate) fn unknown() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "sign_in_required",
        "sign in, or sign the request with a registered key",
    )
}

impl<S: Send + Sync> FromRequestParts<S> for Actor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Actor, Problem> {
        let caller = Caller::of(&parts.extensions);
        caller.actor().cloned().map(Actor).ok_or_else(unknown)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SessionPerson {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<SessionPerson, Problem> {
        match Caller::of(&parts.extensions) {
            Caller::Person(current) => Ok(SessionPerson(current)),
            Caller::Nobody => Err(unknown()),
            Caller::Partner(_) => Err(Problem::new(
                StatusCode::FORBIDDEN,
                "person_needed",
                "only a person with a session can do this",
            )),
        }
    }
}
