//! What the partners of a sandbox ask of the API 沙箱请求记录, for their developers to look at.
//!
//! Only requests of partners whose institution has a sandbox are kept, and those of real partners
//! take no other way than before. Kept is the request and its answer with masks, how the
//! signature was held, and, where it did not hold, the signature base that this server made: most
//! of the time of whoever signs for the first time goes into finding the difference. The body
//! lies sealed beside it, so that the request can be sent again as it was.
//!
//! Rows live [`KEPT`], at most [`ROWS_MAX`] an institution.

mod http;
mod model;
mod replay;
mod store;
mod tape;

pub use model::{Error, SandboxRequest, SandboxRequestRow, SignatureResult};

pub(crate) use http::routes;
pub(crate) use replay::{Again, Inside};
pub(crate) use tape::Tape;

use chrono::{DateTime, TimeDelta, Utc};
use identity::Actor;
use kernel::{Cursor, InstitutionId, Page};
use model::Filter;
use storage::Db;

/// How long a request is kept.
pub const KEPT: TimeDelta = TimeDelta::days(7);
/// Most requests of one institution that are kept.
pub const ROWS_MAX: i64 = 20_000;
/// Most bytes of a body that are shown.
pub const SHOWN_MAX: usize = 16 * 1024;
/// Most bytes of a body that can be sent again.
pub const SEALED_MAX: usize = 64 * 1024;

/// Requests, newest first.
pub(crate) async fn list(
    db: &Db,
    actor: &Actor,
    filter: &Filter,
) -> Result<Page<SandboxRequestRow>, Error> {
    let before = filter.cursor.as_ref().map(|cursor| place(cursor)).transpose()?;
    let limit = kernel::page::limit_rows(filter.limit);
    let mut tx = actor.db(db).read().await?;
    let rows = store::list(&mut tx, filter, before, limit + 1).await?;
    Ok(Page::cut(rows, limit, |row| row.id.clone()))
}

/// One request with its bodies.
pub(crate) async fn get(db: &Db, actor: &Actor, id: &str) -> Result<SandboxRequest, Error> {
    let mut tx = actor.db(db).read().await?;
    store::get(&mut tx, id).await?.ok_or(Error::Missing)
}

/// Removes what is older than [`KEPT`], or beyond [`ROWS_MAX`].
pub(crate) async fn clean(
    db: &Db,
    institution: InstitutionId,
    at: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let mut tx = db.within(institution).begin().await?;
    let deleted = store::clean(&mut tx, institution, (at - KEPT, ROWS_MAX), limit).await?;
    tx.commit().await?;
    Ok(deleted)
}

fn place(cursor: &Cursor) -> Result<&str, Error> {
    let hex = cursor.0.len() == 32 && cursor.0.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hex { Ok(&cursor.0) } else { Err(Error::Cursor) }
}
