//! Which business day a moment belongs to. No I/O.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

/// The time of day in China at which a business day ends and the next one begins 日切时间.
/// After noon, the rest of the calendar day belongs to the next business day; before noon, the
/// first hours belong to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CutOff(pub NaiveTime);

impl Default for CutOff {
    /// 23:00, as the network's hosts do.
    fn default() -> CutOff {
        CutOff(NaiveTime::from_hms_opt(23, 0, 0).unwrap_or_default())
    }
}

/// China has one time, eight hours before UTC.
const CHINA: TimeDelta = TimeDelta::hours(8);
/// From here on a cut-off ends the business day of the same date.
const NOON_S: i64 = 12 * 3600;

impl CutOff {
    /// Seconds from the midnight that begins a date to the cut-off that begins its business day:
    /// below zero when that is on the day before.
    fn begins_s(self) -> i64 {
        let seconds = self.0.signed_duration_since(NaiveTime::MIN).num_seconds();
        if NOON_S <= seconds { seconds - 24 * 3600 } else { seconds }
    }

    /// The business day of a moment.
    pub fn day_of(self, at: DateTime<Utc>) -> NaiveDate {
        (at + CHINA - TimeDelta::seconds(self.begins_s())).date_naive()
    }

    /// When a business day begins and when it ends; the end is the beginning of the next.
    pub fn span(self, day: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
        let begin = |day: NaiveDate| {
            (day.and_time(NaiveTime::MIN) + TimeDelta::seconds(self.begins_s()) - CHINA).and_utc()
        };
        (begin(day), begin(day.checked_add_days(Days::new(1)).unwrap_or(day)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_comes_after_the_cut_off_belongs_to_the_next_day() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let evening = CutOff::default();
        assert_eq!(evening.day_of(at("2026-11-25T22:59:59+08:00")), day("2026-11-25"));
        assert_eq!(evening.day_of(at("2026-11-25T23:00:00+08:00")), day("2026-11-26"));
        let night = CutOff(NaiveTime::from_hms_opt(2, 0, 0).unwrap());
        assert_eq!(night.day_of(at("2026-11-26T01:59:59+08:00")), day("2026-11-25"));
        assert_eq!(night.day_of(at("2026-11-26T02:00:00+08:00")), day("2026-11-26"));
    }

    proptest! {
        #[test]
        fn each_moment_is_in_one_day(seconds in 0..4_000_000_000_i64, cut_s in 0..86_400_u32) {
            let cut = CutOff(NaiveTime::from_num_seconds_from_midnight_opt(cut_s, 0).unwrap());
            let at = DateTime::from_timestamp(seconds, 0).unwrap();
            let (from, until) = cut.span(cut.day_of(at));
            prop_assert!(from <= at && at < until);
            prop_assert_eq!(until - from, TimeDelta::days(1));
        }
    }
}
