//! The outbox 事件: events are written in the transaction of the fact, and told to subscribers.
//!
//! 1. [`publish`] or [`publish_many`] writes to `outbox`, in the caller's transaction. Nothing
//!    can be said about the order of these rows: transactions commit when they will, so "all
//!    ids greater than the last" would lose what commits late.
//! 2. The [`Relay`] moves what is committed to `outbox_log`, an institution at a time, under the
//!    lock of that institution's `outbox_head`, and gives each event the next position. Each row
//!    is taken once, because taking it deletes it. Positions have no gaps, and a reader that
//!    has seen one has been able to see all before it: a cursor over positions is safe.
//!    A writer of many events whose transactions are short may do that itself by
//!    [`append_many`], and spares the relay two writes an event.
//! 3. Each [`Subscriber`] has a cursor per institution. An event it cannot take is parked, with
//!    all later ones of the same aggregate, and tried again with growing pauses; other
//!    aggregates and other subscribers go on. After its last try an event is dead: staff see
//!    it, and the aggregate goes on without it.
//!
//! Delivery is at least once; the event's id is the key to drop a second one by.

mod model;
mod relay;
mod store;
mod subscriber;
mod tail;
#[cfg(test)]
mod tests;

pub use model::{Parked, ParkedState, RelayConfig, matches};
pub use relay::Relay;
pub use subscriber::{HandlerError, Start, Subscriber};
pub use tail::Tail;

use crate::Error;
use chrono::{DateTime, Utc};
use kernel::event::Event;
use kernel::{Cursor, InstitutionId, Page, Rule, RuleWord, page};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use storage::{Db, Tx};
use tokio::sync::Notify;

static HINT: LazyLock<Notify> = LazyLock::new(Notify::new);

/// Writes one event in the caller's transaction.
pub async fn publish(tx: &mut Tx, event: &Event) -> sqlx::Result<()> {
    publish_many(tx, std::slice::from_ref(event)).await
}

/// Writes many events in the caller's transaction, in one statement. Events of one aggregate in
/// one call keep the order of their ids.
pub async fn publish_many(tx: &mut Tx, events: &[Event]) -> sqlx::Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    store::insert(tx, events).await?;
    HINT.notify_waiters();
    Ok(())
}

/// Writes many events straight to the logs of their institutions, in the caller's transaction.
/// It must be the last thing that the transaction does before it commits: until then nobody
/// else's events of these institutions get their positions.
pub async fn append_many(tx: &mut Tx, events: &[Event], now: DateTime<Utc>) -> sqlx::Result<()> {
    // Always in the same order: two writers never wait for each other.
    let mut institutions: BTreeMap<InstitutionId, Vec<&Event>> = BTreeMap::new();
    for event in events {
        institutions.entry(event.institution).or_default().push(event);
    }
    for (institution, events) in institutions {
        store::append(tx, institution, &events, now).await?;
    }
    Ok(())
}

/// Wakes the relay of this process: call it after the commit where milliseconds count. Without
/// it an event waits for the next look, 200 ms at most.
pub fn hint() {
    HINT.notify_waiters();
}

/// Lists events that subscribers could not take, as far as the scope of `db` sees them.
pub async fn parked(
    db: &Db,
    state: Option<ParkedState>,
    cursor: Option<&Cursor>,
    limit: Option<i64>,
) -> Result<Page<Parked>, Error> {
    let after = match cursor {
        None => None,
        Some(cursor) => Some(place(&cursor.0).ok_or_else(|| Error::Invalid {
            field: "cursor",
            rule: Rule::new(RuleWord::CursorForeign, "not a cursor of this list"),
        })?),
    };
    let limit = page::limit_rows(limit);
    let mut tx = db.read().await?;
    let rows = store::list_parked(&mut tx, state, after, limit + 1).await?;
    Ok(Page::cut(rows, limit, |row| {
        format!("{}/{}/{}", row.institution_id, row.position, row.subscriber)
    }))
}

fn place(cursor: &str) -> Option<(InstitutionId, String, i64)> {
    let mut parts = cursor.splitn(3, '/');
    let institution = parts.next()?.parse().ok()?;
    let position = parts.next()?.parse().ok()?;
    Some((institution, parts.next()?.to_owned(), position))
}

/// Lets a subscriber be given a dead event again. Later events of its aggregate may have been
/// given meanwhile.
pub async fn rerun(
    tx: &mut Tx,
    institution: InstitutionId,
    subscriber: &str,
    position: i64,
    now: DateTime<Utc>,
) -> Result<Parked, Error> {
    let revived = store::revive_parked(tx, institution, subscriber, position, now).await?;
    revived.ok_or_else(|| Error::Missing {
        what: "dead event",
        id: format!("{institution}/{position} of {subscriber}"),
    })
}

/// Lets a subscriber be given an institution's events after a position again, as far as they
/// are kept.
pub async fn replay(
    tx: &mut Tx,
    institution: InstitutionId,
    subscriber: &str,
    after: i64,
) -> Result<(), Error> {
    if store::rewind(tx, institution, subscriber, after).await? {
        return Ok(());
    }
    Err(Error::Missing {
        what: "cursor",
        id: format!("{subscriber} of {institution} at or after {after}"),
    })
}

/// Deletes up to `limit` events relayed before `before` that every subscriber has passed, those
/// not seen since `gone` left aside.
pub(crate) async fn delete_old(
    tx: &mut Tx,
    institution: InstitutionId,
    before: DateTime<Utc>,
    gone: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    store::delete_old(tx, institution, before, gone, limit).await
}
