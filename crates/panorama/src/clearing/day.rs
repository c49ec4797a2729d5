//! Which business day a moment belongs to. No I/O.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use kernel::InstitutionId;
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

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
/// A cut-off is not before this time of the evening, in seconds of the day 18:00 ...
const EVENING_S: i64 = 18 * 3600;
/// ... or before this time of the morning 06:00, so that the day is settled on the next one.
const MORNING_S: i64 = 6 * 3600;

/// A text that is no cut-off.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time HH:MM from 18:00 to 05:59")]
pub struct BadCutOff(String);

impl FromStr for CutOff {
    type Err = BadCutOff;
    fn from_str(text: &str) -> Result<CutOff, BadCutOff> {
        let bad = || BadCutOff(text.chars().take(16).collect());
        let plain = text.len() == 5;
        let time = NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| bad())?;
        let seconds = time.signed_duration_since(NaiveTime::MIN).num_seconds();
        let fits = plain && !(MORNING_S..EVENING_S).contains(&seconds);
        if fits { Ok(CutOff(time)) } else { Err(bad()) }
    }
}

impl fmt::Display for CutOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%H:%M").fmt(f)
    }
}

impl serde::Serialize for CutOff {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for CutOff {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl utoipa::PartialSchema for CutOff {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^(1[89]|2[0-3]|0[0-5]):[0-5][0-9]$"))
            .examples(["23:00"])
            .into()
    }
}

impl utoipa::ToSchema for CutOff {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed("CutOff")
    }
}

impl CutOff {
    /// When a business day ends by it: between noon of its date and noon of the next.
    fn ends(self, day: NaiveDate) -> DateTime<Utc> {
        let seconds = self.0.signed_duration_since(NaiveTime::MIN).num_seconds();
        let date = if NOON_S <= seconds { day } else { next(day) };
        (date.and_time(self.0) - CHINA).and_utc()
    }

    /// The business day of a moment.
    pub fn day_of(self, at: DateTime<Utc>) -> NaiveDate {
        CutOffs::of(self).day_of(at)
    }
}

fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// The cut-offs of one acquirer, each from a business day on.
///
/// As a day ends between noon of its date and noon of the next whatever its cut-off is, days
/// follow each other without gap or overlap also where the cut-off changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CutOffs {
    /// Before the first of [`CutOffs::from`].
    first: CutOff,
    /// By day.
    from: Vec<(NaiveDate, CutOff)>,
}

impl CutOffs {
    /// The same on every day.
    fn of(first: CutOff) -> CutOffs {
        CutOffs { first, from: Vec::new() }
    }

    /// By which a business day ends.
    pub fn at(&self, day: NaiveDate) -> CutOff {
        let begun = self.from.iter().rev().find(|(from, _)| *from <= day);
        begun.map_or(self.first, |(_, cut_off)| *cut_off)
    }

    fn ends(&self, day: NaiveDate) -> DateTime<Utc> {
        self.at(day).ends(day)
    }

    /// The business day of a moment.
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        // The days that end from noon of this date to noon of the next.
        let day = (at + CHINA - TimeDelta::seconds(NOON_S)).date_naive();
        if at < self.ends(day) { day } else { next(day) }
    }

    /// When a business day begins and when it ends; the end is the beginning of the next.
    pub fn span(&self, day: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
        let before = day.pred_opt().unwrap_or(day);
        (self.ends(before), self.ends(day))
    }
}

/// The cut-offs of every acquirer.
#[derive(Clone, Debug, Default)]
pub struct CutOffBook {
    of: HashMap<InstitutionId, CutOffs>,
    usual: CutOffs,
}

impl CutOffBook {
    /// Of what each has set, from which day on.
    pub fn new(set: impl IntoIterator<Item = (InstitutionId, NaiveDate, CutOff)>) -> CutOffBook {
        let mut book = CutOffBook::default();
        for (acquirer, day, cut_off) in set {
            book.of.entry(acquirer).or_default().from.push((day, cut_off));
        }
        for cut_offs in book.of.values_mut() {
            cut_offs.from.sort_unstable_by_key(|(day, _)| *day);
        }
        book
    }

    /// Those of an acquirer; the usual one where it has set none.
    pub fn of(&self, acquirer: InstitutionId) -> &CutOffs {
        self.of.get(&acquirer).unwrap_or(&self.usual)
    }

    fn all(&self) -> impl Iterator<Item = &CutOffs> {
        self.of.values().chain([&self.usual])
    }

    /// When a business day begins at the first acquirer and ends at the last.
    pub fn widest(&self, day: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
        let (from, until) = self.usual.span(day);
        let wider = |(from, until): (DateTime<Utc>, DateTime<Utc>), cut_offs: &CutOffs| {
            let (begin, end) = cut_offs.span(day);
            (from.min(begin), until.max(end))
        };
        self.all().fold((from, until), wider)
    }

    /// The earliest business day that a moment belongs to at some acquirer.
    pub fn first_day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        self.all().map(|cut_offs| cut_offs.day_of(at)).min().unwrap_or_default()
    }

    /// Begin and end of a day at each acquirer that has cut-offs of its own.
    pub fn spans(&self, day: NaiveDate) -> Vec<(InstitutionId, (DateTime<Utc>, DateTime<Utc>))> {
        self.of.iter().map(|(acquirer, cut_offs)| (*acquirer, cut_offs.span(day))).collect()
    }

    /// Begin and end of a day where nothing is set.
    pub fn usual(&self, day: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
        self.usual.span(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-11-{text}+08:00").parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        format!("2026-11-{text}").parse().unwrap()
    }

    #[test]
    fn what_comes_after_the_cut_off_belongs_to_the_next_day() {
        let evening = CutOff::default();
        assert_eq!(evening.day_of(at("25T22:59:59")), day("25"));
        assert_eq!(evening.day_of(at("25T23:00:00")), day("26"));
        let night: CutOff = "02:00".parse().unwrap();
        assert_eq!(night.day_of(at("26T01:59:59")), day("25"));
        assert_eq!(night.day_of(at("26T02:00:00")), day("26"));
    }

    #[test]
    fn a_change_makes_one_day_longer_or_shorter() {
        let set = |from: &str, text: &str| (InstitutionId(3), day(from), text.parse().unwrap());
        let book = CutOffBook::new([set("26", "02:00"), set("24", "20:00")]);
        let own = book.of(InstitutionId(3));
        assert_eq!(own.span(day("23")), (at("22T23:00:00"), at("23T23:00:00")));
        assert_eq!(own.span(day("24")), (at("23T23:00:00"), at("24T20:00:00")));
        assert_eq!(own.span(day("26")), (at("25T20:00:00"), at("27T02:00:00")));
        assert_eq!(
            (own.at(day("25")).to_string(), own.at(day("23"))),
            ("20:00".to_owned(), CutOff::default())
        );
        assert_eq!(book.of(InstitutionId(2)).span(day("26")).1, at("26T23:00:00"));
        assert_eq!(book.widest(day("26")), (at("25T20:00:00"), at("27T02:00:00")));
        assert_eq!(book.first_day_of(at("27T01:00:00")), day("26"));
    }

    #[test]
    fn a_cut_off_leaves_time_to_settle() {
        for text in ["18:00", "23:00", "23:59", "00:00", "05:59"] {
            assert_eq!(text.parse::<CutOff>().unwrap().to_string(), text);
        }
        for text in ["", "06:00", "12:00", "17:59", "24:00", "3:00", "23:00:00", "二十三"] {
            assert!(text.parse::<CutOff>().is_err(), "{text}");
        }
    }

    fn any_cut_off() -> impl Strategy<Value = CutOff> {
        let time = |s| CutOff(NaiveTime::from_num_seconds_from_midnight_opt(s, 0).unwrap());
        (0..86_400_u32).prop_map(time)
    }

    proptest! {
        #[test]
        fn each_moment_is_in_one_day(
            seconds in 1_000_000..4_000_000_000_i64,
            first in any_cut_off(),
            changes in proptest::collection::vec((-3..4_i64, any_cut_off()), 0..4),
        ) {
            let at = DateTime::from_timestamp(seconds, 0).unwrap();
            let mut from: Vec<_> = changes.into_iter()
                .map(|(days, cut_off)| (at.date_naive() + TimeDelta::days(days), cut_off)).collect();
            from.sort_unstable_by_key(|(day, _)| *day);
            let cut_offs = CutOffs { first, from };
            let day = cut_offs.day_of(at);
            let (from, until) = cut_offs.span(day);
            prop_assert!(from <= at && at < until);
            prop_assert_eq!(cut_offs.span(next(day)).0, until);
            prop_assert_eq!(cut_offs.day_of(from), day);
        }
    }
}
