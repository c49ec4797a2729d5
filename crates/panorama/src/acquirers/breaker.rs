//! When a link is left alone 熔断与剔除. A state machine over a sliding window; pure.
//!
//! Only what is wrong with the way counts: no connection, no answer in time, a wrong MAC, or the
//! host saying that it cannot. That a card is declined is a good answer.
//!
//! * closed → open, when of at least `calls_min` payments within `window_s` so many failed as
//!   `failure_permille` says: nothing passes for `open_s`, twice as long after each time that the
//!   link fails again, at most 32 times as long.
//! * open → half open, when that time is over: at most `probes` payments may be under way.
//! * half open → closed, when `probes` payments have come back well; → open, when one fails.
//!
//! Apart from that, a closed link over which too few payments succeed in the long run is
//! eliminated for `cooling_s`: routing takes it only when there is nothing else.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Rule, RuleWord};
use serde::{Deserialize, Serialize};

kernel::words! {
    /// State of a link's breaker 熔断状态.
    pub enum BreakerState {
        /// Payments pass.
        Closed = "closed",
        /// Nothing passes.
        Open = "open",
        /// A few payments pass, to try it.
        HalfOpen = "half_open",
    }
}

kernel::words! {
    /// How a link stands for routing 通道状况.
    pub enum Standing {
        /// Payments may pass.
        Up = "up",
        /// It failed too often; a few payments may pass to try it.
        Probing = "probing",
        /// Too few payments succeed: used only when nothing else can be.
        Eliminated = "eliminated",
        /// It failed too often: nothing may pass.
        Broken = "broken",
        /// It has no connection.
        Down = "down",
    }
}

/// When a link is left alone 通道健康参数. No public rule sets these numbers; the defaults are ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = LinkHealthSettings)]
pub struct HealthSettings {
    /// Length of the window that the breaker looks at, seconds, 10 to 3,600.
    #[schema(minimum = 10, maximum = 3600)]
    pub window_s: i32,
    /// Payments in the window before it is judged, 1 to 10,000.
    #[schema(minimum = 1, maximum = 10000)]
    pub calls_min: i32,
    /// Failed of all in the window at which the breaker opens, thousandths, 1 to 1,000.
    #[schema(minimum = 1, maximum = 1000)]
    pub failure_permille: i32,
    /// How long it stays open the first time, seconds, 1 to 3,600.
    #[schema(minimum = 1, maximum = 3600)]
    pub open_s: i32,
    /// Payments that must come back well before it closes, 1 to 100.
    #[schema(minimum = 1, maximum = 100)]
    pub probes: i32,
    /// Succeeded of all below which the link is eliminated, thousandths, 0 to 1,000; 0 is never.
    #[schema(minimum = 0, maximum = 1000)]
    pub eliminate_below_permille: i32,
    /// Length of the window for that, seconds, 60 to 86,400.
    #[schema(minimum = 60, maximum = 86400)]
    pub eliminate_window_s: i32,
    /// Payments in that window before it is judged, 1 to 100,000.
    #[schema(minimum = 1, maximum = 100000)]
    pub eliminate_calls_min: i32,
    /// How long it is left out, seconds, 10 to 86,400.
    #[schema(minimum = 10, maximum = 86400)]
    pub cooling_s: i32,
}

impl Default for HealthSettings {
    fn default() -> HealthSettings {
        HealthSettings {
            window_s: 60,
            calls_min: 20,
            failure_permille: 500,
            open_s: 30,
            probes: 3,
            eliminate_below_permille: 900,
            eliminate_window_s: 600,
            eliminate_calls_min: 100,
            cooling_s: 300,
        }
    }
}

impl HealthSettings {
    /// The first field that breaks its rule.
    pub fn broken(&self) -> Option<(&'static str, Rule)> {
        let fields = [
            ("health.window_s", self.window_s, 10, 3_600),
            ("health.calls_min", self.calls_min, 1, 10_000),
            ("health.failure_permille", self.failure_permille, 1, 1_000),
            ("health.open_s", self.open_s, 1, 3_600),
            ("health.probes", self.probes, 1, 100),
            ("health.eliminate_below_permille", self.eliminate_below_permille, 0, 1_000),
            ("health.eliminate_window_s", self.eliminate_window_s, 60, 86_400),
            ("health.eliminate_calls_min", self.eliminate_calls_min, 1, 100_000),
            ("health.cooling_s", self.cooling_s, 10, 86_400),
        ];
        let bad =
            fields.into_iter().find(|(_, value, least, most)| !(least..=most).contains(&value));
        bad.map(|(field, _, least, most)| {
            let rule = Rule::new(RuleWord::Between, format!("is {least} to {most}"));
            (field, rule.from_to(least, most))
        })
    }
}

/// Parts that a window is kept in: it moves on by a sixtieth of its length.
const PARTS: usize = 60;
/// An opening is at most two to this power times as long as the first.
const LONGER_MAX: u32 = 5;
/// A probe of which nothing was heard for so long is given up: longer than any answer is awaited.
const PROBE_LOST_AFTER: TimeDelta = TimeDelta::seconds(90);

/// Payments and failures of a window.
#[derive(Clone, Debug)]
struct Tally {
    part_ms: i64,
    /// Which part of time each place holds, and its payments and failures.
    parts: [(i64, u32, u32); PARTS],
}

impl Tally {
    fn new(window_s: i32) -> Tally {
        let part_ms = (i64::from(window_s) * 1000 / PARTS as i64).max(1);
        Tally { part_ms, parts: [(i64::MIN, 0, 0); PARTS] }
    }

    fn add(&mut self, at: DateTime<Utc>, well: bool) {
        let part = at.timestamp_millis().div_euclid(self.part_ms);
        // A remainder below sixty.
        let place = &mut self.parts[part.rem_euclid(PARTS as i64) as usize];
        if place.0 != part {
            *place = (part, 0, 0);
        }
        place.1 = place.1.saturating_add(1);
        place.2 = place.2.saturating_add(u32::from(!well));
    }

    /// Payments and failures of the window that ends now.
    fn sum(&self, at: DateTime<Utc>) -> (u64, u64) {
        let last = at.timestamp_millis().div_euclid(self.part_ms);
        let first = last - PARTS as i64 + 1;
        let within = self.parts.iter().filter(|part| (first..=last).contains(&part.0));
        within.fold((0, 0), |sum, part| (sum.0 + u64::from(part.1), sum.1 + u64::from(part.2)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Closed,
    Open { until: DateTime<Utc> },
    HalfOpen { since: DateTime<Utc>, under_way: i32, well: i32, last_at: DateTime<Utc> },
}

/// What a breaker says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakerReport {
    /// State.
    pub state: BreakerState,
    /// When the next payment may try it; while it is open.
    pub open_until: Option<DateTime<Utc>>,
    /// Until when it is left out for too few successes.
    pub eliminated_until: Option<DateTime<Utc>>,
    /// Payments in the breaker's window.
    pub calls: u64,
    /// Of those, failed.
    pub failures: u64,
}

impl BreakerReport {
    /// Of a link of which nothing is known.
    pub const NEW: BreakerReport = BreakerReport {
        state: BreakerState::Closed,
        open_until: None,
        eliminated_until: None,
        calls: 0,
        failures: 0,
    };

    /// How the link stands, by what was said then.
    pub fn standing(&self, connected: bool, now: DateTime<Utc>) -> Standing {
        match self.state {
            _ if !connected => Standing::Down,
            BreakerState::Open if self.open_until.is_some_and(|until| now < until) => {
                Standing::Broken
            }
            BreakerState::Open | BreakerState::HalfOpen => Standing::Probing,
            BreakerState::Closed if self.eliminated_until.is_some_and(|until| now < until) => {
                Standing::Eliminated
            }
            BreakerState::Closed => Standing::Up,
        }
    }
}

/// The breaker of one link at one node.
#[derive(Clone, Debug)]
pub struct Breaker {
    settings: HealthSettings,
    phase: Phase,
    /// Openings since it was last closed.
    openings: u32,
    eliminated_until: Option<DateTime<Utc>>,
    recent: Tally,
    long: Tally,
}

impl Breaker {
    /// Closed, knowing nothing.
    pub fn new(settings: HealthSettings) -> Breaker {
        Breaker {
            settings,
            phase: Phase::Closed,
            openings: 0,
            eliminated_until: None,
            recent: Tally::new(settings.window_s),
            long: Tally::new(settings.eliminate_window_s),
        }
    }

    /// What it goes by.
    pub fn settings(&self) -> &HealthSettings {
        &self.settings
    }

    /// How the link stands for the next payment.
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        match self.phase {
            Phase::Open { until } if now < until => Standing::Broken,
            Phase::Open { .. } => Standing::Probing,
            Phase::HalfOpen { under_way, well, last_at, .. } => {
                let lost = last_at + PROBE_LOST_AFTER <= now;
                let free = lost || under_way + well < self.settings.probes;
                if free { Standing::Probing } else { Standing::Broken }
            }
            Phase::Closed if self.is_eliminated(now) => Standing::Eliminated,
            Phase::Closed => Standing::Up,
        }
    }

    /// A payment is about to take the link: a probe counts as under way from here on. False when
    /// another was quicker and nothing may pass any more.
    pub fn claim(&mut self, now: DateTime<Utc>) -> bool {
        match self.standing(now) {
            Standing::Broken | Standing::Down => return false,
            Standing::Up | Standing::Eliminated => return true,
            Standing::Probing => (),
        }
        let (since, under_way, well) = match self.phase {
            Phase::HalfOpen { since, under_way, well, last_at } => {
                let lost = last_at + PROBE_LOST_AFTER <= now;
                (since, if lost { 0 } else { under_way }, well)
            }
            Phase::Open { .. } | Phase::Closed => (now, 0, 0),
        };
        self.phase = Phase::HalfOpen { since, under_way: under_way + 1, well, last_at: now };
        true
    }

    /// A payment that left at `sent` has come back well, or has failed.
    pub fn record(&mut self, sent: DateTime<Utc>, now: DateTime<Utc>, well: bool) {
        match self.phase {
            // What left before it opened says nothing new.
            Phase::Open { .. } => (),
            Phase::HalfOpen { since, .. } if sent < since => (),
            Phase::HalfOpen { .. } if !well => self.open(now),
            Phase::HalfOpen { since, under_way, well, last_at } => {
                let (under_way, well) = ((under_way - 1).max(0), well + 1);
                if self.settings.probes <= well {
                    *self = Breaker::new(self.settings);
                } else {
                    self.phase = Phase::HalfOpen { since, under_way, well, last_at };
                }
            }
            Phase::Closed => {
                self.recent.add(now, well);
                self.long.add(now, well);
                if !well {
                    self.judge(now);
                }
            }
        }
    }

    /// For the board.
    pub fn report(&self, now: DateTime<Utc>) -> BreakerReport {
        let (calls, failures) = self.recent.sum(now);
        let (state, open_until) = match self.phase {
            Phase::Closed => (BreakerState::Closed, None),
            Phase::Open { until } if now < until => (BreakerState::Open, Some(until)),
            Phase::Open { .. } | Phase::HalfOpen { .. } => (BreakerState::HalfOpen, None),
        };
        let eliminated_until = self.eliminated_until.filter(|until| now < *until);
        BreakerReport { state, open_until, eliminated_until, calls, failures }
    }

    fn is_eliminated(&self, now: DateTime<Utc>) -> bool {
        self.eliminated_until.is_some_and(|until| now < until)
    }

    fn judge(&mut self, now: DateTime<Utc>) {
        let number = |setting: i32| u64::try_from(setting).unwrap_or(0);
        let settings = self.settings;
        let (calls, failures) = self.recent.sum(now);
        let enough = number(settings.calls_min) <= calls;
        if enough && number(settings.failure_permille) * calls <= failures * 1000 {
            return self.open(now);
        }
        let (calls, failures) = self.long.sum(now);
        let enough = number(settings.eliminate_calls_min) <= calls;
        let low = (calls - failures) * 1000 < number(settings.eliminate_below_permille) * calls;
        if enough && low && !self.is_eliminated(now) {
            self.eliminated_until = Some(now + TimeDelta::seconds(settings.cooling_s.into()));
            // After the cooling time it is judged by what comes then.
            self.long = Tally::new(settings.eliminate_window_s);
        }
    }

    fn open(&mut self, now: DateTime<Utc>) {
        let longer = 1 << self.openings.min(LONGER_MAX);
        let until = now + TimeDelta::seconds(i64::from(self.settings.open_s) * longer);
        self.openings += 1;
        self.phase = Phase::Open { until };
        self.recent = Tally::new(self.settings.window_s);
        self.long = Tally::new(self.settings.eliminate_window_s);
        self.eliminated_until = None;
    }
}

#[cfg(test)]
#[path = "breaker_tests.rs"]
mod tests;
