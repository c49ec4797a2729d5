//! What is happening now: rates and times by acquirer in rolling windows, and the payments
//! themselves for whoever watches. Lives in the process; a restart begins anew.

use super::view::PaymentSummary;
use chrono::{DateTime, Utc};
use connect::acquirer::window::{Ending, Tally, Window};
use kernel::InstitutionId;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast;

/// Payments kept for a console that just opened.
const RECENT_MAX: usize = 50;
/// When nobody watches, one payment in so many milliseconds is kept as recent.
const RECENT_EVERY_MS: i64 = 100;
/// Payments a slow watcher may be behind before it loses some.
const WATCH_QUEUE: usize = 256;
/// Seconds of one slot of the long window: what [`Feed::between`] can tell apart.
pub const SLOT_S: i64 = 10;
/// Slots of the long window: an hour, and a minute more, as the running minute of a span that
/// begins on a whole one is not over yet.
const COARSE_SLOTS: usize = 366;
/// Slots of the short window, a second each.
const FINE_SLOTS: usize = 64;

/// Whose payments, and to whom they went.
type Pair = (InstitutionId, InstitutionId);

/// Clones share it.
#[derive(Clone)]
pub struct Feed(Arc<Inner>);

struct Inner {
    /// Second since the epoch from which on all is counted.
    since_s: AtomicI64,
    meters: Mutex<HashMap<Pair, Meter>>,
    recent: Mutex<VecDeque<Arc<PaymentSummary>>>,
    last_recent_ms: AtomicI64,
    watch: broadcast::Sender<Arc<PaymentSummary>>,
}

struct Meter {
    fine: Window,
    coarse: Window,
}

/// Whose figures are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Everybody's.
    Network,
    /// Those of one institution: as owner of the merchant or as acquirer.
    Institution(InstitutionId),
}

impl Seen {
    /// Whether payments of `institution` sent to `acquirer` may be seen.
    pub fn covers(self, institution: InstitutionId, acquirer: InstitutionId) -> bool {
        match self {
            Seen::Network => true,
            Seen::Institution(own) => own == institution || own == acquirer,
        }
    }
}

/// Counts a payment for `/metrics`.
fn measure(acquirer: InstitutionId, ending: Ending) {
    let (outcome, us) = match ending {
        Ending::Approved(us) => ("approved", Some(us)),
        Ending::Declined(us) => ("declined", Some(us)),
        Ending::Unknown => ("unknown", None),
    };
    let labels = [("acquirer", acquirer.to_string()), ("outcome", outcome.to_owned())];
    metrics::counter!("payments_total", &labels).increment(1);
    if let Some(us) = us {
        let time = std::time::Duration::from_micros(us);
        metrics::histogram!("payment_duration_seconds", &labels[..1]).record(time);
    }
}

impl Default for Feed {
    fn default() -> Self {
        Feed::new()
    }
}

impl Feed {
    /// A feed in which nothing has happened.
    pub fn new() -> Feed {
        Feed(Arc::new(Inner {
            since_s: AtomicI64::new(0),
            meters: Mutex::default(),
            recent: Mutex::default(),
            last_recent_ms: AtomicI64::new(0),
            watch: broadcast::Sender::new(WATCH_QUEUE),
        }))
    }

    /// Forgets what was counted and counts anew from `at` on. The last payments stay.
    pub fn begin(&self, at: DateTime<Utc>) {
        let mut meters = self.0.meters.lock().unwrap_or_else(PoisonError::into_inner);
        meters.clear();
        self.0.since_s.store(at.timestamp(), Ordering::Relaxed);
    }

    /// Since when it has counted; the epoch when nobody said.
    pub fn since(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0.since_s.load(Ordering::Relaxed), 0).unwrap_or_default()
    }

    /// Counts a payment that ended in the second `at_s`.
    pub(super) fn count(&self, pair: Pair, ending: Ending, at_s: i64) {
        let mut meters = self.0.meters.lock().unwrap_or_else(PoisonError::into_inner);
        let meter = meters.entry(pair).or_insert_with(|| Meter {
            fine: Window::new(FINE_SLOTS),
            coarse: Window::new(COARSE_SLOTS),
        });
        meter.fine.add(at_s, ending);
        meter.coarse.add(at_s.div_euclid(SLOT_S), ending);
    }

    /// A payment has ended. The summary is made only when somebody is to see it.
    pub fn ended(
        &self,
        pair: Pair,
        ending: Ending,
        at: DateTime<Utc>,
        summary: impl FnOnce() -> PaymentSummary,
    ) {
        measure(pair.1, ending);
        self.count(pair, ending, at.timestamp());
        let now_ms = at.timestamp_millis();
        let watched = 0 < self.0.watch.receiver_count();
        let last_ms = self.0.last_recent_ms.load(Ordering::Relaxed);
        if !watched && now_ms < last_ms + RECENT_EVERY_MS {
            return;
        }
        self.0.last_recent_ms.store(now_ms, Ordering::Relaxed);
        let summary = Arc::new(summary());
        {
            let mut recent = self.0.recent.lock().unwrap_or_else(PoisonError::into_inner);
            recent.push_front(summary.clone());
            recent.truncate(RECENT_MAX);
        }
        if watched {
            // Nobody listening any more is no failure.
            let _ = self.0.watch.send(summary);
        }
    }

    /// Every payment from now on.
    pub fn watch(&self) -> broadcast::Receiver<Arc<PaymentSummary>> {
        self.0.watch.subscribe()
    }

    /// The last payments, newest first.
    pub fn recent(&self, seen: Seen) -> Vec<PaymentSummary> {
        let recent = self.0.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent
            .iter()
            .filter(|payment| seen.covers(payment.institution_id, payment.acquirer_id))
            .map(|payment| PaymentSummary::clone(payment))
            .collect()
    }

    /// Acquirers that had payments within the last hour.
    pub fn acquirers(&self, seen: Seen) -> Vec<InstitutionId> {
        let meters = self.0.meters.lock().unwrap_or_else(PoisonError::into_inner);
        let covered = meters.keys().filter(|(own, acquirer)| seen.covers(*own, *acquirer));
        let mut acquirers: Vec<InstitutionId> = covered.map(|pair| pair.1).collect();
        acquirers.sort_unstable();
        acquirers.dedup();
        acquirers
    }

    /// The sum of the last `seconds` (at most a minute) before `at`, the running one left out.
    pub fn last_seconds(
        &self,
        seen: Seen,
        acquirer: Option<InstitutionId>,
        at: DateTime<Utc>,
        seconds: i64,
    ) -> Tally {
        let now = at.timestamp();
        self.sum(seen, acquirer, |meter| meter.fine.sum(now - seconds, now))
    }

    /// The sum from `from_s` up to and without `until_s`, both whole slots of [`SLOT_S`] seconds.
    pub fn between(
        &self,
        seen: Seen,
        acquirer: Option<InstitutionId>,
        (from_s, until_s): (i64, i64),
    ) -> Tally {
        debug_assert!(from_s % SLOT_S == 0 && until_s % SLOT_S == 0, "{from_s} to {until_s}");
        let (from, until) = (from_s.div_euclid(SLOT_S), until_s.div_euclid(SLOT_S));
        self.sum(seen, acquirer, |meter| meter.coarse.sum(from, until))
    }

    fn sum(
        &self,
        seen: Seen,
        acquirer: Option<InstitutionId>,
        of: impl Fn(&Meter) -> Tally,
    ) -> Tally {
        let meters = self.0.meters.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = Tally::default();
        for ((own, to), meter) in meters.iter() {
            if seen.covers(*own, *to) && acquirer.is_none_or(|wanted| wanted == *to) {
                all.merge(&of(meter));
            }
        }
        all
    }
}
