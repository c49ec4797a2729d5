//! What can go wrong, in six kinds.
//!
//! Every error enum of every module implements [`Fault`]. The kind decides the HTTP status and
//! the log level in one place (the gateway); the code is a stable word that clients may switch
//! on. The message (`Display`) names the field and the rule and may be shown to the caller,
//! except for [`Kind::Bug`], whose detail never leaves the house.

use crate::rule::Rule;

/// Severity and meaning of an error, in six kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The input breaks a stated rule. HTTP 422.
    Invalid,
    /// The caller may not. HTTP 403 (401 when nobody is signed in).
    Denied,
    /// There is no such thing, or its existence is a secret to the caller. HTTP 404.
    Missing,
    /// The state of the system forbids it. HTTP 409.
    Conflict,
    /// Something outside does not answer, or a limit is reached; trying later may work. HTTP 503.
    Unavailable,
    /// Ours to mend. HTTP 500.
    Bug,
}

/// An error with a kind and a stable code.
pub trait Fault: std::error::Error + Send + Sync + 'static {
    /// Meaning and severity.
    fn kind(&self) -> Kind;

    /// Stable word in snake case, e.g. `terminal_serial_taken`.
    fn code(&self) -> &'static str;

    /// Name of the input field at fault, as the caller wrote it, where there is one.
    fn field(&self) -> Option<&str> {
        None
    }

    /// The rule that the input breaks, where it is one that has a word.
    fn rule(&self) -> Option<&Rule> {
        None
    }
}

/// Tells database errors apart by SQLSTATE only, never by constraint name: a distributed
/// PostgreSQL drops the names.
pub fn database_kind(error: &sqlx::Error) -> Kind {
    match error {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
            Kind::Unavailable
        }
        sqlx::Error::Database(inner) => match inner.code().as_deref() {
            Some("40001" | "40P01" | "53300" | "57P01" | "57P02" | "57P03") => Kind::Unavailable,
            Some(code) if code.starts_with("08") => Kind::Unavailable,
            _ => Kind::Bug,
        },
        _ => Kind::Bug,
    }
}

/// A bare database error; its text never leaves the house.
impl Fault for sqlx::Error {
    fn kind(&self) -> Kind {
        database_kind(self)
    }
    fn code(&self) -> &'static str {
        "database"
    }
}

/// SQLSTATE of a database error, when the server gave one.
pub fn sqlstate(error: &sqlx::Error) -> Option<String> {
    match error {
        sqlx::Error::Database(inner) => inner.code().map(|code| code.into_owned()),
        _ => None,
    }
}

/// True for a violated unique or primary key (SQLSTATE 23505).
pub fn is_unique_violation(error: &sqlx::Error) -> bool {
    sqlstate(error).as_deref() == Some("23505")
}
