//! What a crash leaves behind is found and brought to its end, at the start and every few
//! seconds: a payment without an ending gets one (unknown) and a reversal; an approved payment
//! whose entries may be missing is booked, which changes nothing where they are not.
//!
//! A node looks after its own payments only: those of another may be under way there. How far
//! back it looks is kept in `switch_mark`.

use super::books::{Booked, Error as BooksError};
use super::core::Core;
use super::model::{Booking, Outcome, ReversalReason};
use super::store::{self, Bookable, Ending, NewReversal, Unended};
use super::writers::Ended;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::join_all;
use kernel::event::Event;
use kernel::{InstitutionId, PaymentId};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// Rows looked at in one go.
const BATCH_ROWS: i64 = 1000;
/// Pause between two sweeps.
const SWEEP_EVERY: Duration = Duration::from_secs(5);
/// A payment without an ending is left alone for so long: it may be under way.
const PATIENCE: TimeDelta = TimeDelta::seconds(60);
/// The mark stays so far behind.
const MARK_BEHIND: TimeDelta = TimeDelta::seconds(120);

/// Why recovery did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database.
    #[error("recovery cannot read or write")]
    Database(#[from] sqlx::Error),
    /// The ledger.
    #[error("recovery cannot book")]
    Books(#[from] BooksError),
    /// The writer of endings.
    #[error("an ending cannot be written")]
    Unwritten,
}

/// What recovery found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Payments that got an ending and a reversal.
    pub unended: u64,
    /// Payments booked, most of them a second time.
    pub booked: u64,
}

/// Before anything is served, and once the node's number is held: everything since the mark.
pub async fn at_start(core: &Core) -> Result<Found, Error> {
    let now = core.clock.now();
    let node = core.config.node;
    let mut tx = core.db.read().await?;
    let mark = store::mark(&mut tx, node).await?;
    let institutions = store::institutions(&mut tx).await?;
    drop(tx);
    let mark = mark.unwrap_or(DateTime::UNIX_EPOCH);
    let mut found = Found::default();
    for institution in institutions {
        // No payment of this node is under way yet, so every one without an ending is left over.
        let before = PaymentId(Uuid::max());
        found.unended += end_all(core, institution, store::first_id(mark), before).await?;
        found.booked += book_all(core, institution, store::first_id(mark)).await?;
    }
    found.booked += undo_all(core, mark).await?;
    let mut tx = core.db.begin().await?;
    store::set_mark(&mut tx, node, now - MARK_BEHIND).await?;
    tx.commit().await?;
    tracing::info!(since = %mark, unended = found.unended, booked = found.booked, "recovered");
    Ok(found)
}

/// Sweeps until told to stop.
pub async fn run(core: Arc<Core>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(SWEEP_EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        if let Err(error) = sweep(&core).await {
            tracing::warn!(%error, "the sweep failed, trying again");
        }
    }
}

async fn sweep(core: &Core) -> Result<(), Error> {
    // Another node may be working on what looks left over.
    if !core.has_number() {
        return Ok(());
    }
    for (at, booked) in core.take_unbooked() {
        if let Err(error) = core.books.book(std::slice::from_ref(&booked)).await {
            core.keep_unbooked(at, booked);
            tracing::warn!(payment = %booked.payment, %error, "still not booked");
        }
    }
    let now = core.clock.now();
    let node = core.config.node;
    let mut tx = core.db.read().await?;
    let mark = store::mark(&mut tx, node).await?.unwrap_or(now - MARK_BEHIND);
    let institutions = store::institutions(&mut tx).await?;
    drop(tx);
    let oldest = core.flights.oldest().unwrap_or(now).min(now - PATIENCE);
    let before = store::first_id(oldest - TimeDelta::seconds(1));
    for institution in institutions {
        end_all(core, institution, store::first_id(mark), before).await?;
    }
    let unbooked = core.oldest_unbooked().unwrap_or(now);
    let settled = (now - MARK_BEHIND).min(oldest - PATIENCE).min(unbooked - PATIENCE);
    let mut tx = core.db.begin().await?;
    store::set_mark(&mut tx, node, settled).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends what has no ending between two ids.
async fn end_all(
    core: &Core,
    institution: InstitutionId,
    mut after: PaymentId,
    before: PaymentId,
) -> Result<u64, Error> {
    let mut count = 0;
    loop {
        let mut tx = core.db.read().await?;
        let of = (institution, core.config.node);
        let rows = store::unended(&mut tx, of, after, before, BATCH_ROWS).await?;
        drop(tx);
        let Some(last) = rows.last() else {
            return Ok(count);
        };
        after = last.id;
        let at = core.clock.now();
        let endings: Vec<Ended> = rows.iter().map(|row| left_over(row, at)).collect();
        // Together, so that the writer gathers them.
        let written = join_all(endings.iter().map(|ended| core.write_ending(ended))).await;
        if written.iter().any(Option::is_none) {
            return Err(Error::Unwritten);
        }
        rows.iter().for_each(|row| core.saf.poke(row.link));
        count += rows.len() as u64;
    }
}

fn left_over(row: &Unended, at: DateTime<Utc>) -> Ended {
    let reversal = NewReversal {
        institution: row.institution,
        payment: row.id,
        acquirer: row.acquirer,
        link: row.link,
        reason: ReversalReason::NoAnswer,
        state: row.kind.reversal_begins(),
        note: row.kind.reversal_note(),
        at,
    };
    let data = json!({"kind": row.kind, "acquirer_id": row.acquirer, "recovered": true});
    // What had no way to go never left the house.
    let stayed = row.link == super::subject::Route::NO_LINK;
    let (outcome, code, name) = if stayed {
        (Outcome::Failed, "96", "payment.failed")
    } else {
        (Outcome::Unknown, "98", "payment.unknown")
    };
    Ended {
        ending: Ending {
            institution: row.institution,
            payment: row.id,
            acquirer: row.acquirer,
            outcome,
            code: code.to_owned(),
            reference_no: None,
            authorization_code: None,
            balance: None,
            latency_us: (at - row.received_at).num_microseconds().unwrap_or(i64::MAX),
            hops: "[]".to_owned(),
            answered_at: at,
        },
        reversal: (row.kind.has_amount() && !stayed).then_some(reversal),
        event: Event::new(row.institution, name, row.id, at, data),
    }
}

/// Books what is approved after an id.
async fn book_all(
    core: &Core,
    institution: InstitutionId,
    mut after: PaymentId,
) -> Result<u64, Error> {
    let mut count = 0;
    loop {
        let mut tx = core.db.read().await?;
        let of = (institution, core.config.node);
        let rows = store::approved(&mut tx, of, after, BATCH_ROWS).await?;
        drop(tx);
        let Some(last) = rows.last() else {
            return Ok(count);
        };
        after = last.id;
        book(core, &rows).await?;
        count += rows.len() as u64;
    }
}

/// Undoes the entries of what was reversed since a time, whoever asked.
async fn undo_all(core: &Core, since: DateTime<Utc>) -> Result<u64, Error> {
    let mut after = PaymentId(Uuid::nil());
    let mut count = 0;
    loop {
        let mut tx = core.db.read().await?;
        let rows = store::undone_since(&mut tx, since, after, BATCH_ROWS).await?;
        drop(tx);
        let Some(last) = rows.last() else {
            return Ok(count);
        };
        after = last.id;
        book(core, &rows).await?;
        count += rows.len() as u64;
    }
}

async fn book(core: &Core, rows: &[Bookable]) -> Result<(), Error> {
    let mut all = Vec::with_capacity(rows.len() * 2);
    for row in rows.iter().filter(|row| row.kind.moves_money()) {
        core.books.prepare(row.institution, row.acquirer, row.merchant_id).await?;
        let booked = |booking| Booked {
            institution: row.institution,
            payment: row.id,
            kind: row.kind,
            acquirer: row.acquirer,
            merchant: row.merchant_id,
            amount_fen: row.amount_fen,
            booking,
        };
        all.push(booked(Booking::Payment));
        if row.reversed {
            all.push(booked(Booking::Reversal));
        }
    }
    Ok(core.books.book(&all).await?)
}
