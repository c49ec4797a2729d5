//! What can go wrong with a list.

use kernel::{CursorForeign, Fault, Kind, fault};

/// Why a page cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The cursor is none of this list.
    #[error(transparent)]
    Cursor(#[from] CursorForeign),
    /// The database.
    #[error("database")]
    Database(#[from] sqlx::Error),
}

impl Fault for ListError {
    fn kind(&self) -> Kind {
        match self {
            ListError::Cursor(cursor) => cursor.kind(),
            ListError::Database(error) => fault::database_kind(error),
        }
    }
    fn code(&self) -> &'static str {
        match self {
            ListError::Cursor(cursor) => cursor.code(),
            ListError::Database(_) => "database",
        }
    }
    fn field(&self) -> Option<&str> {
        match self {
            ListError::Cursor(cursor) => cursor.field(),
            ListError::Database(_) => None,
        }
    }
}
