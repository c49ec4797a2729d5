//! How a link is doing.

use crate::acquirer::window::{Ending, Window};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

kernel::words! {
    /// State of a link 通道状态.
    pub enum LinkPhase {
        /// No connection; the next attempt comes after the back-off.
        Down = "down",
        /// The connection is being made.
        Connecting = "connecting",
        /// Connected, the sign-on is not answered yet.
        SigningOn = "signing_on",
        /// Payments may pass.
        Up = "up",
        /// Being stopped: what is in flight is awaited, nothing new is taken.
        Draining = "draining",
    }
}

/// Seconds of the latency window.
const WINDOW_S: usize = 60;

/// What a link tells about itself.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct LinkHealth {
    /// Name of the link, as configured.
    pub name: String,
    /// State now.
    pub state: LinkPhase,
    /// Requests sent and not answered yet.
    pub in_flight: usize,
    /// Requests sent since the start.
    pub sent: u64,
    /// Answers that found their request.
    pub answered: u64,
    /// Requests given up without an answer.
    pub unanswered: u64,
    /// Answers to requests that were given up before.
    pub late: u64,
    /// Answers to nothing we asked.
    pub unmatched: u64,
    /// Answers of the last minute a second, in thousandths.
    pub rate_milli: u64,
    /// Median of the last minute, milliseconds.
    pub p50_ms: u64,
    /// 95th percentile of the last minute, milliseconds.
    pub p95_ms: u64,
    /// Approved of answered within the last minute, thousandths.
    pub approval_rate_permille: u32,
    /// Why the last connection ended, where one did.
    pub last_error: Option<String>,
}

#[derive(Default)]
pub(super) struct Counters {
    pub sent: AtomicU64,
    pub answered: AtomicU64,
    pub unanswered: AtomicU64,
    pub late: AtomicU64,
    pub unmatched: AtomicU64,
}

pub(super) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

pub(super) struct Recent {
    window: Mutex<Window>,
    pub last_error: Mutex<Option<String>>,
}

impl Recent {
    pub fn new() -> Recent {
        Recent { window: Mutex::new(Window::new(WINDOW_S)), last_error: Mutex::default() }
    }

    pub fn ended(&self, ending: Ending) {
        let now_s = second_now();
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        window.add(now_s, ending);
    }

    pub fn failed(&self, why: String) {
        *self.last_error.lock().unwrap_or_else(PoisonError::into_inner) = Some(why);
    }
}

/// The second since the epoch: for statistics, so the machine's own clock will do.
fn second_now() -> i64 {
    chrono::Utc::now().timestamp()
}

pub(super) fn health(
    name: &str,
    state: LinkPhase,
    in_flight: usize,
    counters: &Counters,
    recent: &Recent,
) -> LinkHealth {
    let now_s = second_now();
    let sum = {
        let window = recent.window.lock().unwrap_or_else(PoisonError::into_inner);
        window.sum(now_s - WINDOW_S as i64 + 1, now_s + 1)
    };
    let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    LinkHealth {
        name: name.to_owned(),
        state,
        in_flight,
        sent: get(&counters.sent),
        answered: get(&counters.answered),
        unanswered: get(&counters.unanswered),
        late: get(&counters.late),
        unmatched: get(&counters.unmatched),
        rate_milli: sum.count * 1000 / WINDOW_S as u64,
        p50_ms: sum.times.quantile_us(500).div_ceil(1000),
        p95_ms: sum.times.quantile_us(950).div_ceil(1000),
        approval_rate_permille: sum.approval_permille(),
        last_error: recent.last_error.lock().unwrap_or_else(PoisonError::into_inner).clone(),
    }
}
