//! The clock is handed in, never read in passing, so that a test can hold time still.

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Where the time comes from. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Clock(Source);

#[derive(Clone, Debug, Default)]
enum Source {
    #[default]
    Machine,
    Held(Arc<Mutex<DateTime<Utc>>>),
    /// So many milliseconds behind the machine.
    Behind(Arc<AtomicI64>),
}

/// Bits of an id below its 48 bits of milliseconds.
const BELOW_TIME: u32 = 80;

impl Clock {
    /// The machine's clock.
    pub const fn system() -> Clock {
        Clock(Source::Machine)
    }

    /// A clock that moves only when told.
    pub fn manual(start: DateTime<Utc>) -> Clock {
        Clock(Source::Held(Arc::new(Mutex::new(start))))
    }

    /// A clock that runs as the machine's does, behind it until it is moved forward.
    pub fn behind(by: TimeDelta) -> Clock {
        Clock(Source::Behind(Arc::new(AtomicI64::new(by.num_milliseconds().max(0)))))
    }

    /// The time now, cut to the microsecond that PostgreSQL keeps.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0 {
            Source::Machine | Source::Behind(_) => Utc::now() - self.late(),
            Source::Held(held) => *held.lock().unwrap_or_else(PoisonError::into_inner),
        };
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// How far it is behind the machine's clock, in whole milliseconds.
    fn late(&self) -> TimeDelta {
        match &self.0 {
            Source::Behind(ms) => TimeDelta::milliseconds(ms.load(Ordering::Relaxed)),
            Source::Machine | Source::Held(_) => TimeDelta::zero(),
        }
    }

    /// A new id, for what is found by the time in its id: that time is the clock's own where it
    /// runs, and the machine's where it is held.
    pub fn id(&self) -> Uuid {
        let made = Uuid::now_v7();
        let late = u128::try_from(self.late().num_milliseconds()).unwrap_or(0);
        Uuid::from_u128(made.as_u128() - (late << BELOW_TIME))
    }

    /// Moves a manual clock forward, and one that is behind, which never passes the machine's.
    /// The machine's clock does not move.
    pub fn advance(&self, by: TimeDelta) {
        match &self.0 {
            Source::Machine => {}
            Source::Held(held) => *held.lock().unwrap_or_else(PoisonError::into_inner) += by,
            Source::Behind(ms) => {
                let step = by.num_milliseconds();
                let less = |late: i64| Some(late.saturating_sub(step).max(0));
                let _ = ms.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_behind_catches_up_and_no_more() {
        let clock = Clock::behind(TimeDelta::days(2));
        let apart = |clock: &Clock| (Utc::now() - clock.now() - clock.late()).num_seconds();
        let time_of = |id: Uuid| (id.as_u128() >> BELOW_TIME) as i64;
        assert_eq!((clock.late(), apart(&clock)), (TimeDelta::days(2), 0));
        let id = clock.id();
        assert!((time_of(id) - clock.now().timestamp_millis()).abs() < 1_000);
        assert_eq!(id.get_version_num(), 7);
        clock.advance(TimeDelta::days(3));
        assert_eq!((clock.late(), apart(&clock)), (TimeDelta::zero(), 0));
        assert!(id < clock.id());
    }
}
