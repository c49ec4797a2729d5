//! Which cards are debit and which credit cards. No I/O.
//!
//! A payment keeps its card number masked, so six digits decide. A card in no range counts as a
//! credit card: the issuer's fee is then the dearer one, so an acquirer, who bears the difference,
//! finds that it has paid too much and never that it owes more. How many such payments a day has
//! is told, so that somebody adds the range.

use crate::clearing::CardClass;
use crate::imports::{Column, Row, RowError};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Rule, RuleWord};
use serde::Serialize;
use std::collections::HashMap;

/// Digits that a masked card number shows.
pub const DIGITS_MAX: usize = 6;
/// Ranges of all issuers at most.
pub const RANGES_MAX: i64 = 50_000;

/// The columns of an import.
pub const COLUMNS: &[Column] = &[
    Column::required("low", "990000"),
    Column::required("high", "990099"),
    Column::required("card_class", "debit"),
    Column::required("issuer", "示例银行"),
    Column::required("from_day", "2026-12-01"),
];

/// Cards from `low` to `high` 卡BIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct CardBin {
    /// First digits of the lowest card, 2 to 6.
    pub low: String,
    /// First digits of the highest card, as many.
    pub high: String,
    /// Holds from this day on, until the same range has a later one.
    pub from_day: NaiveDate,
    /// What the cards are.
    pub card_class: CardClass,
    /// Whose.
    pub issuer: String,
    /// Who added it.
    pub added_by: String,
    /// When.
    pub added_at: DateTime<Utc>,
}

/// First digits in no range, and what a day has of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct UnknownBin {
    /// First six digits.
    pub digits: String,
    /// Lines of the day.
    pub lines: i64,
    /// Their sum, fen.
    pub amount_fen: i64,
}

/// All ranges.
#[derive(Clone, Debug, Default)]
pub struct CardBook {
    /// By low, high, and day.
    by_range: HashMap<(String, String), Vec<(NaiveDate, CardClass)>>,
    /// Each range once, the best fit first.
    ranges: Vec<(String, String)>,
}

impl CardBook {
    /// Of ranges in any order.
    pub fn new(all: Vec<CardBin>) -> CardBook {
        let mut book = CardBook::default();
        for bin in all {
            let range = (bin.low, bin.high);
            book.by_range.entry(range).or_default().push((bin.from_day, bin.card_class));
        }
        for days in book.by_range.values_mut() {
            days.sort_unstable_by_key(|day| std::cmp::Reverse(day.0));
        }
        book.ranges = book.by_range.keys().cloned().collect();
        let width = |(low, high): &(String, String)| {
            high.parse::<u32>().unwrap_or(0) - low.parse::<u32>().unwrap_or(0)
        };
        book.ranges.sort_unstable_by(|one, other| {
            let exactness = other.0.len().cmp(&one.0.len()).then(width(one).cmp(&width(other)));
            exactness.then_with(|| one.cmp(other))
        });
        book
    }

    /// What a card is on a day, by its masked number or first digits: the range with the most
    /// digits, then the narrowest; `None` when it is in no range.
    pub fn class(&self, card: &str, day: NaiveDate) -> Option<CardClass> {
        self.ranges.iter().find_map(|range| {
            let digits = card.get(..range.0.len())?;
            if digits < range.0.as_str() || range.1.as_str() < digits {
                return None;
            }
            let days = &self.by_range[range];
            days.iter().find(|(from, _)| *from <= day).map(|(_, class)| *class)
        })
    }

    /// The classes of a day for look-ups by the first six digits.
    pub fn on(&self, day: NaiveDate) -> CardClasses {
        let mut classes = CardClasses::default();
        // The best fit last: it writes over what is less exact.
        for range in self.ranges.iter().rev() {
            let days = &self.by_range[range];
            if let Some((_, class)) = days.iter().find(|(from, _)| *from <= day) {
                classes.set(range, *class);
            }
        }
        classes
    }
}

/// The class of every card on one day: one byte for each six digits, a megabyte in all, or
/// nothing where there are no ranges.
#[derive(Clone, Default)]
pub struct CardClasses(Vec<u8>);

impl std::fmt::Debug for CardClasses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CardClasses({} numbers)", self.0.len())
    }
}

impl CardClasses {
    const NUMBERS: usize = 1_000_000;

    /// What a card is; `None` when it is in no range or has fewer than six digits.
    pub fn of(&self, card: &str) -> Option<CardClass> {
        let digits = card.get(..DIGITS_MAX)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = plain.then(|| digits.parse::<usize>().ok()).flatten()?;
        match self.0.get(number)? {
            1 => Some(CardClass::Debit),
            2 => Some(CardClass::Credit),
            _ => None,
        }
    }

    fn set(&mut self, (low, high): &(String, String), class: CardClass) {
        let missing = DIGITS_MAX.saturating_sub(low.len());
        let step = (0..missing).fold(1, |step: usize, _| step * 10);
        let first = |text: &str| text.parse::<usize>().ok().map(|number| number * step);
        let (Some(low), Some(high)) = (first(low), first(high)) else { return };
        if self.0.is_empty() {
            self.0 = vec![0; Self::NUMBERS];
        }
        let byte = if class == CardClass::Debit { 1 } else { 2 };
        let until = (high + step).min(Self::NUMBERS);
        if let Some(span) = self.0.get_mut(low..until) {
            span.fill(byte);
        }
    }
}

/// A row of an import, checked; its faults are noted.
pub fn bin(row: &Row, faults: &mut Vec<RowError>) -> Option<CardBin> {
    let before = faults.len();
    for column in COLUMNS {
        if row.get(column.name).is_none() {
            faults.push(row.fault(column.name, Rule::new(RuleWord::Required, "is needed")));
        }
    }
    let (low, high, issuer) = (row.text("low"), row.text("high"), row.text("issuer"));
    for (column, text) in [("low", &low), ("high", &high)] {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || !(2..=DIGITS_MAX).contains(&text.len()) {
            let rule = Rule::new(RuleWord::Digits, "is 2 to 6 digits").from_to(2, DIGITS_MAX);
            faults.push(row.fault(column, rule));
        }
    }
    if low.len() != high.len() {
        let rule = Rule::new(RuleWord::SameLengthAs, "has as many digits as `low`");
        faults.push(row.fault("high", rule.with("other", "low")));
    } else if high < low {
        let rule = Rule::new(RuleWord::NotBelow, "is not below `low`");
        faults.push(row.fault("high", rule.with("other", "low")));
    }
    if 60 < issuer.chars().count() {
        faults.push(row.fault("issuer", Rule::name(60)));
    }
    let card_class = row.parse::<CardClass>("card_class", faults);
    let from_day = row.get("from_day").and_then(|text| text.parse::<NaiveDate>().ok());
    if from_day.is_none() {
        faults.push(row.fault("from_day", Rule::new(RuleWord::Day, "is a day, YYYY-MM-DD")));
    }
    let good = faults.len() == before;
    let (added_by, added_at) = (String::new(), DateTime::UNIX_EPOCH);
    let (card_class, from_day) = (card_class?, from_day?);
    good.then_some(CardBin { low, high, from_day, card_class, issuer, added_by, added_at })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bin(low: &str, high: &str, from: &str, card_class: CardClass) -> CardBin {
        CardBin {
            low: low.to_owned(),
            high: high.to_owned(),
            from_day: from.parse().unwrap(),
            card_class,
            issuer: "示例银行".to_owned(),
            added_by: String::new(),
            added_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_narrowest_range_and_the_latest_day_decide() {
        use CardClass::{Credit, Debit};
        let book = CardBook::new(vec![
            bin("99", "99", "2026-01-01", Debit),
            bin("990100", "990199", "2026-01-01", Credit),
            bin("990150", "990150", "2026-01-01", Debit),
            bin("990150", "990150", "2026-11-20", Credit),
            bin("9902", "9902", "2026-11-20", Credit),
        ]);
        let class = |card, day: &str| book.class(card, day.parse().unwrap());
        assert_eq!(class("990000******0001", "2026-11-22"), Some(Debit));
        assert_eq!(class("990101******0001", "2026-11-22"), Some(Credit));
        assert_eq!(class("990150******0001", "2026-11-19"), Some(Debit));
        assert_eq!(class("990150******0001", "2026-11-20"), Some(Credit));
        // The look-up of a day says the same.
        for day in ["2026-11-19", "2026-11-20"] {
            let day = day.parse().unwrap();
            let classes = book.on(day);
            for digits in (980_000..1_000_000).chain([0, 622_202]) {
                let card = format!("{digits:06}******0001");
                assert_eq!(classes.of(&card), book.class(&card, day), "{card}");
            }
        }
        assert_eq!(CardBook::default().on("2026-11-20".parse().unwrap()).of("990000"), None);
        // A range that has not begun leaves the card to a wider one.
        assert_eq!(class("990201******0001", "2026-11-19"), Some(Debit));
        assert_eq!(class("622202******0001", "2026-11-22"), None);
        assert_eq!(class("99", "2025-12-31"), None);
        assert_eq!(class("9", "2026-11-22"), None);
    }
}
