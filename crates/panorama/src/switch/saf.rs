//! Store-and-forward 冲正存储转发: reversals are sent in order per link, again and again as
//! repeats, until the acquirer acknowledges them or a person takes them over.
//!
//! Invariants: a payment has at most one reversal (its primary key); a link's reversals are sent
//! one at a time and oldest first; what is not sent (link down) does not count as a try.

use super::core::Core;
use super::links::AcquirerLink;
use super::model::ReversalState;
use super::pipeline::card_context;
use super::store::{self, Attempt, Waiting};
use super::upstream;
use connect::acquirer::link::{LinkPhase, NotSent, SendError};
use kernel::event::Event;
use kernel::{LinkId, Masked};
use serde_json::json;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};

/// Reversals read at once.
const BATCH_ROWS: i64 = 64;
/// Codes that settle a reversal: done, or there is nothing to reverse.
const SETTLED: [&str; 2] = ["00", "25"];

/// How reversals are tried.
#[derive(Clone, Debug)]
pub struct SafConfig {
    /// Tries without acknowledgement after which a person must look.
    pub tries_max: i32,
    /// Pause after a try that was not acknowledged.
    pub pause: Duration,
    /// How often a link is looked at without being poked: other nodes write reversals too.
    pub look_every: Duration,
}

impl Default for SafConfig {
    fn default() -> Self {
        SafConfig {
            tries_max: 10,
            pause: Duration::from_secs(5),
            look_every: Duration::from_secs(2),
        }
    }
}

/// Wakes the senders.
#[derive(Default)]
pub struct Saf {
    wakers: Mutex<HashMap<LinkId, Arc<Notify>>>,
}

impl Saf {
    /// There is something to send on a link.
    pub fn poke(&self, link: LinkId) {
        self.waker(link).notify_one();
    }

    fn waker(&self, link: LinkId) -> Arc<Notify> {
        let mut wakers = self.wakers.lock().unwrap_or_else(PoisonError::into_inner);
        wakers.entry(link).or_default().clone()
    }
}

/// What to do after a try.
enum Next {
    Continue,
    Pause,
}

/// Sends the reversals of one link until told to stop.
pub async fn run(core: Arc<Core>, link: Arc<AcquirerLink>, mut stop: watch::Receiver<bool>) {
    let waker = core.saf.waker(link.id);
    let mut states = link.link.states();
    while !*stop.borrow() {
        let paused = match round(&core, &link).await {
            Ok(Next::Continue) => false,
            Ok(Next::Pause) => true,
            Err(error) => {
                tracing::warn!(%error, link = %link.id, "reversals cannot be read");
                true
            }
        };
        let wait = if paused { core.config.saf.pause } else { core.config.saf.look_every };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = waker.notified(), if !paused => {}
            _ = states.changed(), if !paused => {}
            _ = stop.changed() => {}
        }
    }
}

/// Sends what waits, until nothing does or one is not acknowledged.
async fn round(core: &Core, link: &AcquirerLink) -> sqlx::Result<Next> {
    loop {
        if link.link.state() != LinkPhase::Up {
            return Ok(Next::Continue);
        }
        let mut tx = core.db.read().await?;
        let waiting = store::waiting_reversals(&mut tx, link.id, BATCH_ROWS).await?;
        drop(tx);
        if waiting.is_empty() {
            return Ok(Next::Continue);
        }
        for reversal in waiting {
            if let Next::Pause = try_once(core, link, &reversal).await? {
                return Ok(Next::Pause);
            }
        }
    }
}

async fn try_once(core: &Core, link: &AcquirerLink, waiting: &Waiting) -> sqlx::Result<Next> {
    let payment = waiting.payment;
    let card = match core.vault.open(&card_context(payment), &waiting.card_sealed) {
        Ok(card) => card,
        Err(error) => {
            tracing::error!(%payment, %error, "the card of a reversal does not open");
            note(core, waiting, ReversalState::Staff, None).await?;
            return Ok(Next::Continue);
        }
    };
    let card: Masked<kernel::mask::CardNumber> =
        Masked::new(String::from_utf8_lossy(&card).into_owned());
    let sent = link.link.send(upstream::reversal(waiting, card.reveal())).await;
    let code = match sent {
        Ok(reply) => reply.message.get(39).map(str::to_owned),
        Err(SendError::NotSent(NotSent::Unwritable)) => {
            tracing::error!(%payment, "a reversal does not fit the dialect");
            note(core, waiting, ReversalState::Staff, None).await?;
            return Ok(Next::Continue);
        }
        Err(SendError::NotSent(_)) => return Ok(Next::Pause),
        Err(SendError::Unknown(why)) => {
            tracing::warn!(%payment, %why, tries = waiting.tries + 1, "reversal unanswered");
            None
        }
    };
    let settled = code.as_deref().is_some_and(|code| SETTLED.contains(&code));
    let state = if settled {
        ReversalState::Acknowledged
    } else if core.config.saf.tries_max <= waiting.tries + 1 {
        tracing::error!(%payment, ?code, "reversal handed to staff");
        metrics::counter!("reversals_to_staff_total").increment(1);
        ReversalState::Staff
    } else {
        ReversalState::Pending
    };
    note(core, waiting, state, code).await?;
    Ok(if state == ReversalState::Pending { Next::Pause } else { Next::Continue })
}

async fn note(
    core: &Core,
    waiting: &Waiting,
    state: ReversalState,
    code: Option<String>,
) -> sqlx::Result<()> {
    let at = core.clock.now();
    let attempt =
        Attempt { institution: waiting.institution, payment: waiting.payment, state, code, at };
    let mut tx = core.db.begin().await?;
    let noted = store::note_attempt(&mut tx, &attempt).await?;
    let name = match state {
        ReversalState::Acknowledged => Some("payment.reversed"),
        ReversalState::Staff => Some("payment.reversal_stuck"),
        ReversalState::Pending | ReversalState::Resolved => None,
    };
    if let Some(name) = name.filter(|_| noted) {
        let data = json!({
            "kind": waiting.kind,
            "amount_fen": waiting.amount_fen,
            "acquirer_id": waiting.acquirer,
            "merchant_id": waiting.merchant_id,
            "store_id": waiting.store_id,
            "terminal_id": waiting.terminal_id,
            "reason": waiting.reason,
            "tries": waiting.tries + 1,
        });
        let event = Event::new(waiting.institution, name, waiting.payment, at, data);
        jobs::outbox::publish(&mut tx, &event).await?;
    }
    tx.commit().await
}
