//! Lists come in pages with a cursor.

use crate::{Fault, Kind};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Most rows a page may hold.
pub const PAGE_LIMIT_MAX: i64 = 200;
/// Rows of a page when the caller does not say.
pub const PAGE_LIMIT_DEFAULT: i64 = 50;

/// Where a page begins: the id after which it goes on. Opaque to callers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// A cursor that this list never gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cursor is `next` of the page before")]
pub struct CursorForeign;

impl Fault for CursorForeign {
    fn kind(&self) -> Kind {
        Kind::Invalid
    }
    fn code(&self) -> &'static str {
        "cursor_invalid"
    }
    fn field(&self) -> Option<&str> {
        Some("cursor")
    }
}

impl Cursor {
    /// The place in the list that it names.
    pub fn place<T: FromStr>(&self) -> Result<T, CursorForeign> {
        self.0.parse().map_err(|_| CursorForeign)
    }
}

/// One page of a list.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Give this as `cursor` to get the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Makes a page of `limit` rows from up to `limit + 1` that the store read; `cursor` says
    /// where the last one stands.
    pub fn cut(mut rows: Vec<T>, limit: i64, cursor: impl Fn(&T) -> String) -> Page<T> {
        let limit = usize::try_from(limit).unwrap_or(0);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(|row| Cursor(cursor(row))) } else { None };
        Page { items: rows, next }
    }

    /// The same page with every row turned.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), next: self.next }
    }
}

/// Rows to read for a page: what the caller asked, held between 1 and [`PAGE_LIMIT_MAX`].
pub fn limit_rows(asked: Option<i64>) -> i64 {
    asked.unwrap_or(PAGE_LIMIT_DEFAULT).clamp(1, PAGE_LIMIT_MAX)
}
