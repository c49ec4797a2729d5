//! The number of a node, which one running switch has at a time: each ends what it finds under
//! way at its start as left over by a crash, and two with one number would end each other's.
//!
//! It is taken before recovery and held for the life of the switch. When the hold is lost, with
//! the database for the most part, no payment is taken until it is back.

use super::core::Core;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use storage::{Db, Hold};
use tokio::sync::watch;
use tokio::time::Instant;

/// Class of the advisory locks: "node" in ASCII.
const CLASS: i32 = 0x6e6f_6465;
/// Pause between two tries to take the number, and between two looks whether it is still held.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How often it is told that another has the number.
const TELL_EVERY: Duration = Duration::from_secs(30);

/// Takes the number; `None` when another still has it after `wait`. A node that was killed is
/// forgotten by the database within moments, one whose machine is gone within some seconds.
pub async fn take(db: &Db, node: i32, wait: Duration) -> sqlx::Result<Option<Hold>> {
    let until = Instant::now() + wait;
    let mut told = false;
    loop {
        if let Some(hold) = Hold::try_take(db, CLASS, node).await? {
            return Ok(Some(hold));
        }
        if until <= Instant::now() {
            return Ok(None);
        }
        if !told {
            told = true;
            tracing::warn!(
                node,
                wait_s = wait.as_secs(),
                "another switch holds this node's number, or its connection is not forgotten yet: \
                 waiting"
            );
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Holds the number until told to stop.
pub async fn keep(core: Arc<Core>, hold: Hold, mut stop: watch::Receiver<bool>) {
    let node = core.config.node;
    let mut held = Some(hold);
    let mut told: Option<Instant> = None;
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => break,
        }
        if let Some(hold) = &mut held {
            if hold.lives().await {
                continue;
            }
            core.has_number.store(false, Ordering::Release);
            held = None;
            tracing::warn!(node, "the hold on the node's number is lost: no payment is taken");
        }
        match Hold::try_take(&core.db, CLASS, node).await {
            Ok(Some(hold)) => {
                core.has_number.store(true, Ordering::Release);
                (held, told) = (Some(hold), None);
                tracing::info!(node, "the node's number is held again");
            }
            Ok(None) if told.is_none_or(|at| TELL_EVERY <= at.elapsed()) => {
                told = Some(Instant::now());
                tracing::error!(node, "another switch has this node's number: set switch.node");
            }
            Ok(None) => {}
            Err(error) => tracing::debug!(node, %error, "the node's number cannot be taken"),
        }
    }
    if let Some(hold) = held {
        hold.release().await;
    }
}
