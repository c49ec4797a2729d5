//! What can go wrong with the log.

use crate::note::BadNote;
use crate::proofs::BadProof;
use crate::tiles::BadTile;
use kernel::{Fault, Kind, LeafId, fault};

/// Why a leaf cannot be written or the log cannot be read or grown.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The content breaks a rule.
    #[error("evidence: {0}")]
    Body(&'static str),
    /// There is no such leaf, or it is not the caller's.
    #[error("there is no leaf {0}")]
    Missing(LeafId),
    /// The leaf has no place in the log yet; it will within about a second.
    #[error("leaf {0} waits for its place in the log")]
    Pending(LeafId),
    /// A cursor that no list gave.
    #[error("cursor is `next` of the page before")]
    Cursor,
    /// There is no such tile, or not so wide.
    #[error("the log has no such tile")]
    NoTile,
    /// There is no log yet.
    #[error("the log has not been begun")]
    NoLog,
    /// Sizes or indexes that cannot be proven.
    #[error(transparent)]
    Proof(#[from] BadProof),
    /// The log was begun under another origin or key.
    #[error("the log was begun as {known}, not as {given}")]
    OtherLog {
        /// Verifier key in the database.
        known: String,
        /// Verifier key or origin given.
        given: String,
    },
    /// The log's key cannot be opened.
    #[error("the log's signing key cannot be opened")]
    Sealed,
    /// What is stored contradicts itself.
    #[error("the stored log contradicts itself: {0}")]
    Corrupt(String),
    /// The database.
    #[error("the database does not do it")]
    Database(#[from] sqlx::Error),
}

impl From<BadTile> for Error {
    fn from(bad: BadTile) -> Error {
        Error::Corrupt(bad.to_string())
    }
}

impl From<BadNote> for Error {
    fn from(bad: BadNote) -> Error {
        Error::Corrupt(bad.to_string())
    }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Body(_) | Error::Cursor | Error::Proof(_) => Kind::Invalid,
            Error::Missing(_) | Error::NoTile | Error::NoLog => Kind::Missing,
            Error::Pending(_) => Kind::Unavailable,
            Error::OtherLog { .. } | Error::Sealed | Error::Corrupt(_) => Kind::Bug,
            Error::Database(error) => fault::database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Body(_) => "evidence_content_invalid",
            Error::Cursor => "cursor_invalid",
            Error::Missing(_) => "leaf_missing",
            Error::Pending(_) => "leaf_pending",
            Error::NoTile => "tile_missing",
            Error::NoLog => "log_missing",
            Error::Proof(_) => "proof_impossible",
            Error::OtherLog { .. } => "log_key_other",
            Error::Sealed => "log_key_unreadable",
            Error::Corrupt(_) => "log_corrupt",
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        matches!(self, Error::Cursor).then_some("cursor")
    }
}
