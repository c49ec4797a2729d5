//! Which days are working days. No I/O.

use crate::imports::{Column, Row, RowError};
use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use kernel::{Rule, RuleWord};
use serde::Serialize;
use std::collections::HashMap;

/// Days after which a calendar without a working day is taken for a mistake.
const SEARCH_DAYS_MAX: usize = 60;

/// The columns of an import.
pub const COLUMNS: &[Column] = &[
    Column::required("day", "2027-02-06"),
    Column::required("works", "no"),
    Column::required("name", "春节"),
];

/// A day that is not as its weekday says: a holiday, or a working day made up for one 调休.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct WorkingDay {
    /// Which day.
    pub day: NaiveDate,
    /// Whether banks work.
    pub works: bool,
    /// What it is called.
    pub name: String,
    /// Who added it.
    pub added_by: String,
    /// When.
    pub added_at: DateTime<Utc>,
}

/// The calendar of working days 工作日历.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    exceptions: HashMap<NaiveDate, bool>,
}

impl Calendar {
    /// Of days that are not as their weekday says.
    pub fn new(days: &[WorkingDay]) -> Calendar {
        Calendar { exceptions: days.iter().map(|day| (day.day, day.works)).collect() }
    }

    /// Whether banks work on a day.
    pub fn works(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.exceptions.get(&day).copied().unwrap_or(!weekend)
    }

    /// The next working day after a business day: when T+1 settles it. `None` when there is none
    /// within 60 days.
    pub fn settles_on(&self, day: NaiveDate) -> Option<NaiveDate> {
        day.iter_days().skip(1).take(SEARCH_DAYS_MAX).find(|day| self.works(*day))
    }
}

/// A row of an import, checked; its faults are noted.
pub fn day(row: &Row, faults: &mut Vec<RowError>) -> Option<WorkingDay> {
    let day = row.get("day").and_then(|text| text.parse::<NaiveDate>().ok());
    if day.is_none() {
        faults.push(row.fault("day", Rule::new(RuleWord::Day, "is a day, YYYY-MM-DD")));
    }
    let works = match row.get("works") {
        Some("yes" | "是") => Some(true),
        Some("no" | "否") => Some(false),
        _ => {
            let rule = Rule::new(RuleWord::WordUnknown, "is `yes` or `no`");
            faults.push(row.fault("works", rule.with("allowed", "yes, no")));
            None
        }
    };
    let name = row.text("name");
    if !(1..=60).contains(&name.chars().count()) {
        faults.push(row.fault("name", Rule::name(60)));
        return None;
    }
    let (added_by, added_at) = (String::new(), DateTime::UNIX_EPOCH);
    Some(WorkingDay { day: day?, works: works?, name, added_by, added_at })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exception(text: &str, works: bool) -> WorkingDay {
        WorkingDay {
            day: text.parse().unwrap(),
            works,
            name: "春节".to_owned(),
            added_by: String::new(),
            added_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn weekends_and_holidays_move_settlement_and_made_up_days_do_not() {
        let calendar = Calendar::new(&[
            exception("2027-02-04", false),
            exception("2027-02-05", false),
            exception("2027-02-07", true),
        ]);
        for (day, on) in [
            // A plain weekday, then Friday to Monday.
            ("2026-11-25", "2026-11-26"),
            ("2026-11-27", "2026-11-30"),
            ("2026-11-28", "2026-11-30"),
            // Thursday and Friday off, Sunday made up.
            ("2027-02-03", "2027-02-07"),
            ("2027-02-07", "2027-02-08"),
        ] {
            let settled = calendar.settles_on(day.parse().unwrap()).unwrap();
            assert_eq!(settled.to_string(), on, "{day}");
        }
    }

    #[test]
    fn a_calendar_without_working_days_is_a_mistake() {
        let start: NaiveDate = "2026-11-25".parse().unwrap();
        let off = |day: NaiveDate| exception(&day.to_string(), false);
        let days: Vec<WorkingDay> = start.iter_days().take(100).map(off).collect();
        assert_eq!(Calendar::new(&days).settles_on(start), None);
    }
}
