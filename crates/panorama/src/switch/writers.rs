//! The two writers on the path of every payment, each with group commit: intents before
//! anything leaves, endings before anybody is answered. A batch is one transaction of set-based
//! statements.

use super::model::ReversalState;
use super::store::{self, Ending, Intent, NewReversal};
use chrono::{DateTime, Utc};
use kernel::Clock;
use kernel::event::Event;
use kernel::fault::is_unique_violation;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use storage::group::{GroupCommit, GroupConfig};
use storage::{Db, Tx};

/// What came of writing an intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intended {
    /// Durable: it may be sent.
    New,
    /// A payment of that terminal, batch and trace number is there already.
    Known,
    /// The database did not take it; it must not be sent.
    Failed,
}

/// An ending with what belongs to it.
#[derive(Clone, Debug)]
pub struct Ended {
    /// How the payment ended.
    pub ending: Ending,
    /// The reversal that goes with an unknown ending.
    pub reversal: Option<NewReversal>,
    /// What others hear of it.
    pub event: Event,
}

/// What came of writing an ending.
#[derive(Clone, Debug)]
pub enum Written {
    /// Durable, and the first.
    First,
    /// There was one already: this.
    Earlier(Box<Ending>),
    /// The database did not take it, or it is not known whether it did; write it again.
    Failed,
}

/// Whether a batch is tried as if all of it were new, which is cheaper, or row by row. One that
/// collides costs both ways; so after a collision the next batches go row by row at once, lest
/// somebody who repeats himself without end makes every batch dear.
#[derive(Debug, Default)]
struct Trust {
    row_by_row: AtomicU32,
}

/// Batches that go row by row after a collision.
const AFTER_COLLISION: u32 = 64;

impl Trust {
    /// Whether the next batch is tried as if it were new.
    fn all_new(&self) -> bool {
        let less = |left: u32| left.checked_sub(1);
        self.row_by_row.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_err()
    }

    fn collided(&self) {
        self.row_by_row.store(AFTER_COLLISION, Ordering::Relaxed);
    }
}

/// Starts the writer of intents.
pub fn intents(db: Db, config: GroupConfig) -> GroupCommit<Intent, Intended> {
    let trust = Arc::new(Trust::default());
    GroupCommit::start(config, move |rows: Vec<Intent>| {
        let (db, trust) = (db.clone(), trust.clone());
        async move {
            match write_intents(&db, &rows, &trust).await {
                Ok(replies) => replies,
                Err(error) => {
                    tracing::error!(%error, rows = rows.len(), "payments cannot be written");
                    vec![Intended::Failed; rows.len()]
                }
            }
        }
    })
}

async fn write_intents(db: &Db, rows: &[Intent], trust: &Trust) -> sqlx::Result<Vec<Intended>> {
    if trust.all_new() {
        let mut tx = db.begin().await?;
        match store::insert_intents(&mut tx, rows).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(vec![Intended::New; rows.len()]);
            }
            Err(error) if is_unique_violation(&error) => trust.collided(),
            Err(error) => return Err(error),
        }
        tx.rollback().await?;
    }
    let mut tx = db.begin().await?;
    let new: HashSet<_> = store::insert_new_intents(&mut tx, rows).await?.into_iter().collect();
    tx.commit().await?;
    let reply = |row: &Intent| {
        if new.contains(&row.id) { Intended::New } else { Intended::Known }
    };
    Ok(rows.iter().map(reply).collect())
}

/// Starts the writer of endings.
pub fn endings(db: Db, clock: Clock, config: GroupConfig) -> GroupCommit<Ended, Written> {
    let trust = Arc::new(Trust::default());
    GroupCommit::start(config, move |rows: Vec<Ended>| {
        let (db, now, trust) = (db.clone(), clock.now(), trust.clone());
        async move {
            match write_endings(&db, &rows, now, &trust).await {
                Ok(replies) => replies,
                Err(error) => {
                    tracing::error!(%error, rows = rows.len(), "endings cannot be written");
                    vec![Written::Failed; rows.len()]
                }
            }
        }
    })
}

async fn write_endings(
    db: &Db,
    rows: &[Ended],
    now: DateTime<Utc>,
    trust: &Trust,
) -> sqlx::Result<Vec<Written>> {
    let endings: Vec<Ending> = rows.iter().map(|row| row.ending.clone()).collect();
    if trust.all_new() {
        let mut tx = db.begin().await?;
        match store::insert_outcomes(&mut tx, &endings).await {
            Ok(()) => {
                write_companions(&mut tx, rows.iter(), now).await?;
                tx.commit().await?;
                return Ok(vec![Written::First; rows.len()]);
            }
            Err(error) if is_unique_violation(&error) => trust.collided(),
            Err(error) => return Err(error),
        }
        tx.rollback().await?;
    }
    let mut tx = db.begin().await?;
    let new: HashSet<_> =
        store::insert_new_outcomes(&mut tx, &endings).await?.into_iter().collect();
    let is_new = |row: &&Ended| new.contains(&row.ending.payment);
    let mut replies = Vec::with_capacity(rows.len());
    for row in rows {
        let ending = &row.ending;
        replies.push(if new.contains(&ending.payment) {
            Written::First
        } else {
            match store::outcome_of(&mut tx, ending.institution, ending.payment).await? {
                Some(earlier) => Written::Earlier(Box::new(earlier)),
                None => Written::Failed,
            }
        });
    }
    write_companions(&mut tx, rows.iter().filter(is_new), now).await?;
    tx.commit().await?;
    Ok(replies)
}

/// Reversals and events of endings that are the first.
async fn write_companions<'a>(
    tx: &mut Tx,
    rows: impl Iterator<Item = &'a Ended> + Clone,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let reversals: Vec<NewReversal> = rows.clone().filter_map(|row| row.reversal.clone()).collect();
    store::insert_reversals(tx, &reversals).await?;
    let mut events: Vec<Event> = rows.clone().map(|row| row.event.clone()).collect();
    let with_staff = |row: &&Ended| {
        row.reversal.as_ref().is_some_and(|reversal| reversal.state == ReversalState::Staff)
    };
    for row in rows.filter(with_staff) {
        let ending = &row.ending;
        tracing::error!(payment = %ending.payment, "reversal handed to staff: it is a refund's");
        metrics::counter!("reversals_to_staff_total").increment(1);
        let (name, data) = ("payment.reversal_stuck", row.event.data.clone());
        events.push(Event::new(ending.institution, name, ending.payment, row.event.at, data));
    }
    jobs::outbox::append_many(tx, &events, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_collision_batches_go_row_by_row_for_a_while() {
        let trust = Trust::default();
        assert!(trust.all_new() && trust.all_new());
        trust.collided();
        let row_by_row = (0..1000).take_while(|_| !trust.all_new()).count();
        assert_eq!(row_by_row, AFTER_COLLISION as usize);
        assert!(trust.all_new());
    }
}
