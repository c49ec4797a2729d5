//! The two writers on the path of every payment, each with group commit: intents before
//! anything leaves, endings before anybody is answered. A batch is one transaction of set-based
//! statements.

use super::store::{self, Ending, Intent, NewReversal};
use kernel::event::Event;
use std::collections::HashSet;
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

/// Starts the writer of intents.
pub fn intents(db: Db, config: GroupConfig) -> GroupCommit<Intent, Intended> {
    GroupCommit::start(config, move |rows: Vec<Intent>| {
        let db = db.clone();
        async move {
            match write_intents(&db, &rows).await {
                Ok(replies) => replies,
                Err(error) => {
                    tracing::error!(%error, rows = rows.len(), "payments cannot be written");
                    vec![Intended::Failed; rows.len()]
                }
            }
        }
    })
}

async fn write_intents(db: &Db, rows: &[Intent]) -> sqlx::Result<Vec<Intended>> {
    let mut tx = db.begin().await?;
    if store::insert_intents(&mut tx, rows).await? == rows.len() as u64 {
        tx.commit().await?;
        return Ok(vec![Intended::New; rows.len()]);
    }
    // Some were there already, which is rare: write again, asking which.
    tx.rollback().await?;
    let mut tx = db.begin().await?;
    let new: HashSet<_> = store::insert_new_intents(&mut tx, rows).await?.into_iter().collect();
    tx.commit().await?;
    let reply = |row: &Intent| {
        if new.contains(&row.id) { Intended::New } else { Intended::Known }
    };
    Ok(rows.iter().map(reply).collect())
}

/// Starts the writer of endings.
pub fn endings(db: Db, config: GroupConfig) -> GroupCommit<Ended, Written> {
    GroupCommit::start(config, move |rows: Vec<Ended>| {
        let db = db.clone();
        async move {
            match write_endings(&db, &rows).await {
                Ok(replies) => replies,
                Err(error) => {
                    tracing::error!(%error, rows = rows.len(), "endings cannot be written");
                    vec![Written::Failed; rows.len()]
                }
            }
        }
    })
}

async fn write_endings(db: &Db, rows: &[Ended]) -> sqlx::Result<Vec<Written>> {
    let endings: Vec<Ending> = rows.iter().map(|row| row.ending.clone()).collect();
    let mut tx = db.begin().await?;
    if store::insert_outcomes(&mut tx, &endings).await? == rows.len() as u64 {
        write_companions(&mut tx, rows.iter()).await?;
        tx.commit().await?;
        return Ok(vec![Written::First; rows.len()]);
    }
    tx.rollback().await?;
    let mut tx = db.begin().await?;
    let new: HashSet<_> =
        store::insert_new_outcomes(&mut tx, &endings).await?.into_iter().collect();
    let is_new = |row: &&Ended| new.contains(&row.ending.payment);
    write_companions(&mut tx, rows.iter().filter(is_new)).await?;
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
    tx.commit().await?;
    Ok(replies)
}

/// Reversals and events of endings that are the first.
async fn write_companions<'a>(
    tx: &mut Tx,
    rows: impl Iterator<Item = &'a Ended> + Clone,
) -> sqlx::Result<()> {
    let reversals: Vec<NewReversal> = rows.clone().filter_map(|row| row.reversal.clone()).collect();
    store::insert_reversals(tx, &reversals).await?;
    let events: Vec<Event> = rows.map(|row| row.event.clone()).collect();
    jobs::outbox::publish_many(tx, &events).await
}
