//! What an import is, its limits, and what can go wrong with the file as a whole.

use chrono::{DateTime, Utc};
use gateway::export::Format;
use kernel::{BadId, Fault, ImportId, InstitutionId, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Most rows of a file.
pub const ROWS_MAX: usize = 20_000;
/// Most bytes of a file: 10 MiB.
pub const BYTES_MAX: usize = 10 * 1024 * 1024;
/// Files of more rows are worked through by a job.
pub const INLINE_ROWS_MAX: usize = 500;
/// Most faults that a record keeps.
pub const ERRORS_KEPT: usize = 1_000;

kernel::words! {
    /// What is imported 导入类型.
    pub enum ImportKind {
        /// Merchants with their stores.
        Merchants = "merchants",
        /// Terminals.
        Terminals = "terminals",
    }
}

kernel::words! {
    /// Where an import stands 导入状态.
    pub enum ImportState {
        /// A job will work it through.
        Queued = "queued",
        /// A job is at it.
        Running = "running",
        /// Every row is in; of a dry run, every row could be.
        Done = "done",
        /// Some rows are faulty; nothing is in.
        Refused = "refused",
    }
}

/// A file that was handed in. Has no `Debug`: it holds clear values.
pub struct Upload {
    /// What is in it.
    pub kind: ImportKind,
    /// Its name.
    pub file_name: String,
    /// Its form.
    pub format: Format,
    /// Its bytes, at most [`BYTES_MAX`].
    pub bytes: Zeroizing<Vec<u8>>,
    /// Find faults, leave nothing.
    pub dry_run: bool,
}

/// A fault of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RowError {
    /// Row as a spreadsheet counts: the head is row 1.
    pub row: u32,
    /// Name of the column; empty when it is the row as a whole.
    pub column: String,
    /// The rule that is broken, in English.
    pub rule: String,
    /// The same as a stable word: of a rule (see `RuleWord`), or the code of the problem that a
    /// single request would meet.
    #[serde(default)]
    #[schema(required)]
    pub code: String,
    /// What the rule counts with, by name.
    #[serde(default)]
    #[schema(required)]
    pub params: BTreeMap<String, String>,
    /// What stands there, at most 64 characters; masked when it is sensitive.
    pub value: String,
}

/// The record of an import 批量导入.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Import {
    /// Id.
    pub id: ImportId,
    /// Whose.
    pub institution_id: InstitutionId,
    /// What is imported.
    pub kind: ImportKind,
    /// Name of the file.
    pub file_name: String,
    /// Form of the file.
    pub format: Format,
    /// Nothing is left in the end.
    pub dry_run: bool,
    /// Where it stands.
    pub state: ImportState,
    /// Rows of the file.
    pub rows_total: i32,
    /// Rows worked through.
    pub rows_done: i32,
    /// Faults by row, the first 1,000.
    pub errors: Vec<RowError>,
    /// All faults.
    pub errors_total: i32,
    /// Written id of who handed it in.
    pub requested_by: String,
    /// His name.
    pub requested_name: String,
    /// When it was handed in.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// What can go wrong with an import as a whole.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such import.
    #[error("there is no import {0}")]
    Missing(ImportId),
    /// Too many bytes.
    #[error("the file has more than {BYTES_MAX} bytes")]
    TooLarge,
    /// Too many rows.
    #[error("the file has more than {ROWS_MAX} rows")]
    TooManyRows,
    /// No rows.
    #[error("the file has no rows under its head")]
    Empty,
    /// The file cannot be read as what it says it is.
    #[error("the file cannot be read as {format}: {why}")]
    Unreadable {
        /// As what.
        format: Format,
        /// Why.
        why: String,
    },
    /// The head lacks a column.
    #[error("the head lacks the column `{0}`")]
    ColumnMissing(&'static str),
    /// The head has a column that nobody knows, or one twice.
    #[error("the head has the column `{0}`, which is unknown or there twice")]
    ColumnUnknown(String),
    /// The vault does not open the file.
    #[error("opening the sealed file")]
    Vault(#[source] storage::vault::Error),
    /// A template could not be written.
    #[error("writing a template")]
    Template(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A cursor that no list gave.
    #[error("cursor is `next` of the page before")]
    Cursor,
    /// A text is no id.
    #[error(transparent)]
    BadId(#[from] BadId),
    /// The database refused.
    #[error("reading or writing imports")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing(_) => Kind::Missing,
            Error::Vault(_) | Error::Template(_) => Kind::Bug,
            Error::Database(inner) => kernel::fault::database_kind(inner),
            _ => Kind::Invalid,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing(_) => "import_missing",
            Error::TooLarge => "import_too_large",
            Error::TooManyRows => "import_too_many_rows",
            Error::Empty => "import_empty",
            Error::Unreadable { .. } => "import_unreadable",
            Error::ColumnMissing(_) => "import_column_missing",
            Error::ColumnUnknown(_) => "import_column_unknown",
            Error::Vault(_) | Error::Template(_) => "imports_failed",
            Error::Cursor => "cursor_invalid",
            Error::BadId(_) => "id_invalid",
            Error::Database(inner) => inner.code(),
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::BadId(_) | Error::Cursor => Some("cursor"),
            Error::ColumnMissing(_) | Error::ColumnUnknown(_) => Some("file"),
            Error::TooLarge | Error::TooManyRows | Error::Empty | Error::Unreadable { .. } => {
                Some("file")
            }
            _ => None,
        }
    }
}
