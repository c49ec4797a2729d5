//! One till of the demo: a terminal, its cashier, and what it has sold.

use super::draw::{Customer, Deed, Dice};
use crate::terminal::{Config, Error, Outcome, Receipt, Terminal};
use kernel::MerchantCode;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::Instant;

/// Slips a till keeps.
const SLIPS_MAX: usize = 20;
/// Categories where an amount is held first: hotels 酒店.
const HOLDS: [&str; 1] = ["7011"];
/// Goods come back no sooner than this.
const REFUND_AFTER: Duration = Duration::from_secs(30);
/// Longest pause after a failure.
const PAUSE_MAX: Duration = Duration::from_secs(60);
/// How long a patient till waits for an answer, and how long an impatient one: less than the
/// front waits for an acquirer, so that terminals have something to reverse.
const WAITS: [Duration; 3] =
    [Duration::from_secs(20), Duration::from_secs(20), Duration::from_secs(5)];

/// What came of the traffic so far.
#[derive(Debug, Default)]
pub struct Tally {
    /// Said yes to.
    pub approved: AtomicU64,
    /// Said no to.
    pub declined: AtomicU64,
    /// Without an answer that could be trusted.
    pub unknown: AtomicU64,
    /// Not sent: no connection, no sign-in.
    pub failed: AtomicU64,
    /// Reversals that nobody acknowledged; not counted with the others.
    pub given_up: AtomicU64,
}

impl Tally {
    /// All of them.
    pub fn count(&self) -> u64 {
        [&self.approved, &self.declined, &self.unknown, &self.failed]
            .iter()
            .map(|one| one.load(Ordering::Relaxed))
            .sum()
    }

    fn note(&self, outcome: &Result<Outcome, Error>) {
        let counter = match outcome {
            Ok(Outcome::Approved(_)) => &self.approved,
            Ok(Outcome::Declined(_)) => &self.declined,
            Ok(Outcome::Unknown(_)) => &self.unknown,
            Err(_) => &self.failed,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

struct Slip {
    receipt: Receipt,
    at: Instant,
    left_fen: i64,
}

/// A till.
pub(super) struct Till {
    terminal: Terminal,
    category: String,
    dice: Dice,
    slips: VecDeque<Slip>,
    /// What is held for the guest who stays.
    hold: Option<Receipt>,
    failures: u32,
    closed_until: Option<Instant>,
}

impl Till {
    /// Till number `index` of a plan with this seed.
    pub fn new(mut config: Config, seed: u64, index: usize) -> Till {
        config.answer_timeout = WAITS[index % WAITS.len()];
        let code = MerchantCode::parse(&config.merchant_code);
        let category = code.map(|code| code.category().to_owned()).unwrap_or_default();
        Till {
            terminal: Terminal::new(config),
            category,
            dice: Dice::new(seed, index as u64),
            slips: VecDeque::with_capacity(SLIPS_MAX),
            hold: None,
            failures: 0,
            closed_until: None,
        }
    }

    /// Serves one customer, unless it waits for the front to come back.
    pub async fn serve(&mut self, tally: &Tally) {
        if self.closed_until.is_some_and(|until| Instant::now() < until) {
            return;
        }
        let given_up = self.terminal.given_up();
        let outcome = self.attempt().await;
        tally.note(&outcome);
        let given_up = u64::from(self.terminal.given_up() - given_up);
        tally.given_up.fetch_add(given_up, Ordering::Relaxed);
        match outcome {
            Ok(_) => {
                self.failures = 0;
                self.closed_until = None;
            }
            Err(error) => {
                // 1 s, 2 s, 4 s and so on.
                let pause = Duration::from_secs(1 << self.failures.min(6)).min(PAUSE_MAX);
                self.failures += 1;
                self.closed_until = Some(Instant::now() + pause);
                let terminal = &self.terminal.config().terminal_code;
                tracing::debug!(%terminal, ?error, ?pause, "a till of the demo pauses");
            }
        }
    }

    async fn attempt(&mut self) -> Result<Outcome, Error> {
        if !self.terminal.is_signed_in() {
            self.terminal.sign_in().await?;
        }
        let may_refund = self.returnable().is_some();
        match self.dice.deed(!self.slips.is_empty(), may_refund) {
            Deed::Sale => self.sale().await,
            Deed::Balance => {
                let Customer { card, pin } = self.dice.customer();
                self.terminal.balance(&card, pin).await
            }
            Deed::Void => self.void().await,
            Deed::Refund => self.refund().await,
        }
    }

    async fn sale(&mut self) -> Result<Outcome, Error> {
        let amount_fen = self.dice.amount_fen(&self.category);
        if HOLDS.contains(&self.category.as_str()) {
            return self.stay(amount_fen).await;
        }
        let outcome = if self.dice.shows_code() {
            let code = self.dice.phone();
            self.terminal.sale(amount_fen, &code, None).await?
        } else {
            let Customer { card, pin } = self.dice.customer();
            self.terminal.sale(amount_fen, &card, pin).await?
        };
        if let Outcome::Approved(receipt) = &outcome {
            if self.slips.len() == SLIPS_MAX {
                self.slips.pop_front();
            }
            let receipt = receipt.clone();
            self.slips.push_back(Slip { receipt, at: Instant::now(), left_fen: amount_fen });
        }
        Ok(outcome)
    }

    /// A guest leaves and pays from what was held, or another arrives and a hold is made; now and
    /// then one does not come.
    async fn stay(&mut self, amount_fen: i64) -> Result<Outcome, Error> {
        let Some(hold) = self.hold.take() else {
            let Customer { card, pin } = self.dice.customer();
            let outcome = self.terminal.preauth(amount_fen, &card, pin).await?;
            if let Outcome::Approved(receipt) = &outcome {
                self.hold = Some(receipt.clone());
            }
            return Ok(outcome);
        };
        if self.dice.below(8) == 0 {
            return self.terminal.preauth_void(&hold).await;
        }
        let due_fen = self.dice.part_of(hold.amount_fen);
        self.terminal.completion(&hold, due_fen).await
    }

    async fn void(&mut self) -> Result<Outcome, Error> {
        let Some(slip) = self.slips.pop_back() else {
            return self.sale().await;
        };
        self.terminal.void(&slip.receipt).await
    }

    async fn refund(&mut self) -> Result<Outcome, Error> {
        let slip = self.returnable().and_then(|index| self.slips.remove(index));
        let Some(mut slip) = slip else {
            return self.sale().await;
        };
        let part_fen = self.dice.part_of(slip.left_fen);
        let outcome = self.terminal.refund(&slip.receipt, part_fen).await?;
        slip.left_fen -= part_fen;
        if matches!(outcome, Outcome::Approved(_)) && 0 < slip.left_fen {
            self.slips.push_front(slip);
        }
        Ok(outcome)
    }

    /// The oldest slip whose goods may come back.
    fn returnable(&self) -> Option<usize> {
        self.slips.iter().position(|slip| REFUND_AFTER <= slip.at.elapsed())
    }
}
