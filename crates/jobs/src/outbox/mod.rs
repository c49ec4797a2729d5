//! The outbox 事件: events are written in the transaction of the fact, and told to subscribers.
//!
//! 1. [`publish`] or [`publish_many`] writes to `outbox`, in the caller's transaction. Nothing
//!    can be said about the order of these rows: transactions commit when they will, so "all
//!    ids greater than the last" would lose what commits late.
//! 2. The [`Relay`] moves what is committed to `outbox_log`, an institution at a time, under the
//!    lock of that institution's `outbox_head`, and gives each event the next position. Each row
//!    is taken once, because taking it deletes it. Positions have no gaps, and a reader that
//!    has seen one has been able to see all before it: a cursor over positions is safe.
//! 3. Each [`Subscriber`] has a cursor per institution. An event it cannot take is parked, with
//!    all later ones of the same aggregate, and tried again with growing pauses; other
//!    aggregates and other subscribers go on. After its last try an event is dead: staff see
//!    it, and the aggregate goes on without it.
//!
//! Delivery is at least once; the event's id is the key to drop a second one by.

mod model;
mod relay;
pub(crate) mod store;
mod subscriber;
mod tail;

pub use model::{Parked, ParkedState, RelayConfig, matches};
pub use relay::Relay;
pub use subscriber::{Start, Subscriber};
pub use tail::Tail;

use kernel::event::Event;
use std::sync::LazyLock;
use storage::Tx;
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

/// Wakes the relay of this process: call it after the commit where milliseconds count. Without
/// it an event waits for the next look, 200 ms at most.
pub fn hint() {
    HINT.notify_waiters();
}
