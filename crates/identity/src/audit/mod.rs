//! The audit trail 审计: who did what to which thing, and when.
//!
//! Invariants, each kept by the database: entries are only added (the program has no grant to
//! change or delete one); the entries of an institution are numbered without gaps and each keeps
//! the SHA-256 of the one before, so that a change made behind the program's back breaks the
//! chain at that place. [`verify`] walks it.
//!
//! An entry is written in the transaction of the deed, so there is no deed without its entry.
//! The head of the chain is locked until that transaction ends: record last, just before commit.

mod model;
mod store;

pub use model::{AuditEntry, Break, Filter, Verified};

use chrono::{DateTime, Utc};
use kernel::{AuditId, InstitutionId, Page};
use serde_json::Value;
use storage::{Db, Tx};

use crate::{Actor, ListError};

/// Longest action name, in characters.
pub const ACTION_MAX: usize = 64;
/// Longest target, in characters.
pub const TARGET_MAX: usize = 200;

/// Writes an entry to the trail of the actor's institution, in the caller's transaction.
///
/// `action` is a dotted verb such as `terminal.close`, `target` the written id of the thing.
/// `detail` must hold no secret and no clear card or identity number.
pub async fn record(
    tx: &mut Tx,
    actor: &Actor,
    action: &str,
    target: &str,
    detail: Value,
    at: DateTime<Utc>,
) -> sqlx::Result<AuditId> {
    let institution = actor.institution;
    let head = store::lock_head(tx, institution).await?;
    let entry = AuditEntry {
        institution,
        number: head.number + 1,
        id: AuditId::new(),
        at,
        actor: actor.who.to_string(),
        actor_name: actor.name.clone(),
        action: action.chars().take(ACTION_MAX).collect(),
        target: target.chars().take(TARGET_MAX).collect(),
        detail,
    };
    let hash = entry.hash(&head.hash);
    store::insert(tx, &entry, &head.hash, &hash).await?;
    store::set_head(tx, institution, entry.number, &hash).await?;
    Ok(entry.id)
}

/// One page of the trail, newest first.
pub async fn list(db: &Db, filter: &Filter) -> Result<Page<AuditEntry>, ListError> {
    let after = filter.after()?;
    let mut tx = db.read().await?;
    let limit = kernel::page::limit_rows(filter.limit);
    let rows = store::list(&mut tx, filter, after, limit + 1).await?;
    Ok(Page::cut(rows, limit, AuditEntry::cursor))
}

/// Walks the whole chain of an institution, in slices, and says where it is broken if it is.
pub async fn verify(db: &Db, institution: InstitutionId) -> sqlx::Result<Verified> {
    const SLICE: i64 = 1000;
    let mut tx = db.read().await?;
    let head = store::head(&mut tx, institution).await?;
    let mut walk = model::Walk::default();
    loop {
        let rows = store::slice(&mut tx, institution, walk.number(), SLICE).await?;
        let last = rows.len() < SLICE as usize;
        for row in &rows {
            if let Err(found) = walk.step(row) {
                return Ok(Verified { institution, entries: walk.number(), broken: Some(found) });
            }
        }
        if last {
            break;
        }
    }
    Ok(Verified { institution, entries: walk.number(), broken: walk.end(&head).err() })
}
