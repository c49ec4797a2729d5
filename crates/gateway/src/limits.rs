//! Requests a second of each partner: a bucket of tokens that refills with time.
//!
//! The buckets are of this node: with several nodes a partner may reach the limit on each.

use chrono::{DateTime, Utc};
use kernel::PartnerId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Buckets kept at once; beyond it, full ones are forgotten.
const BUCKETS_MAX: usize = 10_000;

/// The buckets of all partners.
#[derive(Debug, Default)]
pub(crate) struct Limits(Mutex<HashMap<PartnerId, Bucket>>);

/// Thousandths of a token, so that refilling needs no fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bucket {
    tokens_milli: i64,
    at: DateTime<Utc>,
}

impl Bucket {
    fn refilled(self, rate_per_s: i32, burst: i32, now: DateTime<Utc>) -> Bucket {
        let elapsed_ms = (now - self.at).num_milliseconds().clamp(0, 86_400_000);
        let full = i64::from(burst) * 1000;
        let tokens_milli = (self.tokens_milli + elapsed_ms * i64::from(rate_per_s)).min(full);
        // Time below a millisecond is kept for the next time by not moving `at` past it.
        let at = self.at + chrono::TimeDelta::milliseconds(elapsed_ms);
        Bucket { tokens_milli, at: if elapsed_ms == 86_400_000 { now } else { at } }
    }
}

impl Limits {
    /// Takes one token, or says after how many seconds there will be one.
    pub fn take(
        &self,
        partner: PartnerId,
        rate_per_s: i32,
        burst: i32,
        now: DateTime<Utc>,
    ) -> Result<(), u64> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= BUCKETS_MAX && !buckets.contains_key(&partner) {
            buckets.retain(|_, bucket| (now - bucket.at).num_seconds() < 60);
        }
        let fresh = Bucket { tokens_milli: i64::from(burst) * 1000, at: now };
        let bucket = buckets.entry(partner).or_insert(fresh);
        *bucket = bucket.refilled(rate_per_s, burst, now);
        if bucket.tokens_milli >= 1000 {
            bucket.tokens_milli -= 1000;
            return Ok(());
        }
        let missing_milli = 1000 - bucket.tokens_milli;
        let wait_ms = missing_milli.div_euclid(i64::from(rate_per_s.max(1))) + 1;
        Err(u64::try_from(wait_ms.div_euclid(1000) + 1).unwrap_or(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_burst_passes_and_then_the_rate_holds() {
        let limits = Limits::default();
        let partner = PartnerId::new();
        let mut now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        for _ in 0..4 {
            assert_eq!(limits.take(partner, 2, 4, now), Ok(()));
        }
        assert_eq!(limits.take(partner, 2, 4, now), Err(1));
        now += TimeDelta::milliseconds(499);
        assert_eq!(limits.take(partner, 2, 4, now), Err(1));
        now += TimeDelta::milliseconds(1);
        assert_eq!(limits.take(partner, 2, 4, now), Ok(()));
        assert_eq!(limits.take(PartnerId::new(), 2, 4, now), Ok(()), "each has his own");
    }

    #[test]
    fn over_a_minute_no_more_than_burst_and_rate_pass() {
        let limits = Limits::default();
        let partner = PartnerId::new();
        let start = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let passed = (0..60_000)
            .filter(|ms| {
                let now = start + TimeDelta::milliseconds(*ms);
                limits.take(partner, 7, 20, now).is_ok()
            })
            .count();
        assert!((20 + 7 * 60 - 1..=20 + 7 * 60).contains(&passed), "{passed}");
    }

    #[test]
    fn a_clock_set_back_gives_no_tokens() {
        let limits = Limits::default();
        let partner = PartnerId::new();
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        assert_eq!(limits.take(partner, 1, 1, now), Ok(()));
        assert_eq!(limits.take(partner, 1, 1, now - TimeDelta::hours(1)), Err(2));
    }
}
