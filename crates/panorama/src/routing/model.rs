//! A routing rule: its conditions, its states, what is wrong with a draft. No I/O.

use super::targets::{self, Strategy, Target};
use crate::clearing::CardClass;
use chrono::{DateTime, Utc};
use kernel::{Brand, InstitutionId, Mcc, MerchantId, RouteId, Rule, RuleWord};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

kernel::words! {
    /// Where a rule stands 规则状态.
    pub enum RouteState {
        /// Asked for, not approved yet.
        Draft = "draft",
        /// Decides.
        Active = "active",
        /// Ended; kept for the payments it decided.
        Retired = "retired",
    }
}

kernel::words! {
    /// Kinds of payment that look for their way 路由的交易类型. What follows a payment (voids,
    /// completions, refunds, reversals) goes where that went.
    pub enum RoutedKind {
        /// A purchase 消费.
        Sale = "sale",
        /// A hold 预授权.
        Preauth = "preauth",
        /// How much is on the card 余额查询.
        BalanceQuery = "balance_query",
    }
}

kernel::words! {
    /// What the merchant's contract calls the way of paying 路由的产品.
    pub enum RoutedProduct {
        /// A card that was swiped, inserted or held to the terminal 银行卡.
        Card = "card",
        /// A code of the payer that the till has scanned 付款码.
        Qr = "qr",
    }
}

kernel::words! {
    /// What is done to a rule 规则变更.
    pub enum RouteChange {
        /// A new one.
        Create = "create",
        /// Another text.
        Change = "change",
        /// Its end.
        Retire = "retire",
    }
}

impl RouteChange {
    /// Kind of the approval that it needs.
    pub const fn approval_kind(self) -> &'static str {
        match self {
            RouteChange::Create => "route.create",
            RouteChange::Change => "route.change",
            RouteChange::Retire => "route.retire",
        }
    }
}

/// A time of day in China, to the minute, written `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minute(pub u16);

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for Minute {
    type Err = String;
    fn from_str(text: &str) -> Result<Minute, String> {
        let bad = || {
            let text: String = text.chars().take(16).collect();
            format!("`{text}` is not a time of the form HH:MM from 00:00 to 23:59")
        };
        let (hour, minute) = text.split_once(':').ok_or_else(bad)?;
        let number = |text: &str, below: u16| {
            let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            let number = digits.then(|| text.parse::<u16>().ok()).flatten();
            number.filter(|number| *number < below)
        };
        match (number(hour, 24), number(minute, 60)) {
            (Some(hour), Some(minute)) => Ok(Minute(hour * 60 + minute)),
            _ => Err(bad()),
        }
    }
}

impl Serialize for Minute {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Minute {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Cards from `low` to `high`, first digits of the card number 卡号段. Both have the same number
/// of digits; the more, the more exact is the range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BinRange {
    /// First digits of the lowest card, 2 to 12.
    #[schema(pattern = "^[0-9]{2,12}$")]
    pub low: String,
    /// First digits of the highest card, as many.
    #[schema(pattern = "^[0-9]{2,12}$")]
    pub high: String,
}

impl BinRange {
    /// Digits and both bounds as numbers. Drafts are checked, so that they are numbers.
    pub(super) fn numbers(&self) -> (u8, u64, u64) {
        let number = |text: &str| text.parse().unwrap_or(0);
        let digits = u8::try_from(self.low.len()).unwrap_or(u8::MAX);
        (digits, number(&self.low), number(&self.high))
    }
}

/// What a payment must be for the rule to fit; what is absent or empty fits all. That the
/// merchant has a contract with the acquirer is always asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Conditions {
    /// Only payments of this merchant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_id: Option<MerchantId>,
    /// Only these cards. The longest range that fits a card wins over shorter ones.
    pub bin_ranges: Vec<BinRange>,
    /// Only these merchant categories.
    #[schema(value_type = Vec<String>)]
    pub mccs: Vec<Mcc>,
    /// From this amount, fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_min_fen: Option<i64>,
    /// Up to this amount, fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_max_fen: Option<i64>,
    /// Only on these days of the week in China; Monday is 1, Sunday 7.
    pub weekdays: Vec<u8>,
    /// From this time of day in China.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, pattern = "^[0-2][0-9]:[0-5][0-9]$")]
    pub from_time: Option<Minute>,
    /// Before this time of day; earlier than `from_time` means the next morning.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, pattern = "^[0-2][0-9]:[0-5][0-9]$")]
    pub until_time: Option<Minute>,
    /// Only these kinds.
    pub kinds: Vec<RoutedKind>,
    /// Only these products.
    pub products: Vec<RoutedProduct>,
    /// Only cards of these brands, by their first digits.
    pub brands: Vec<Brand>,
    /// Only cards of these classes, by the network's card ranges; a card in no range fits none.
    pub card_classes: Vec<CardClass>,
}

/// A routing rule 路由规则.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Whose rule it is; the network branch's hold for all merchants.
    pub institution: InstitutionId,
    /// Id.
    pub id: RouteId,
    /// Name, for people.
    pub name: String,
    /// The smaller number goes first, among rules with card ranges of the same length.
    pub priority: i32,
    /// Where it stands.
    pub state: RouteState,
    /// When it fits.
    pub conditions: Conditions,
    /// How one of several targets is found.
    pub strategy: Strategy,
    /// Where it leads, one to eight.
    pub targets: Vec<Target>,
    /// Counts the published changes; 0 as long as it is a draft.
    pub version: i32,
    /// Who asked for the present version.
    pub created_by: String,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// When it was first asked for.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// A rule as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteDraft {
    /// Name, 1 to 60 characters.
    #[schema(min_length = 1, max_length = 60)]
    pub name: String,
    /// 1 to 999; the smaller number goes first.
    #[schema(minimum = 1, maximum = 999)]
    pub priority: i32,
    /// When it fits.
    #[serde(default)]
    pub conditions: Conditions,
    /// How one of several targets is found; by weight when absent.
    #[serde(default = "RouteDraft::usual_strategy")]
    pub strategy: Strategy,
    /// Where it leads, 1 to 8 targets.
    #[schema(min_items = 1, max_items = 8)]
    pub targets: Vec<Target>,
}

/// A rule of the input that is broken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {rule}")]
pub struct Broken {
    /// The field, as the caller wrote it.
    pub field: String,
    /// What it must be.
    pub rule: Rule,
}

pub(super) fn broken(field: &str, rule: Rule) -> Broken {
    Broken { field: field.to_owned(), rule }
}

fn twice(list: &str, index: usize) -> Broken {
    broken(
        &format!("conditions.{list}[{index}]"),
        Rule::new(RuleWord::NamedTwice, "is named twice"),
    )
}

fn doubled<T: PartialEq>(list: &[T]) -> Option<usize> {
    (1..list.len()).find(|index| list[..*index].contains(&list[*index]))
}

impl Conditions {
    /// Digits of a card range at most.
    pub const BIN_DIGITS_MAX: usize = 12;
    /// Card ranges of a rule at most.
    pub const BIN_RANGES_MAX: usize = 200;
    /// Merchant categories of a rule at most.
    pub const MCCS_MAX: usize = 200;

    fn check(&self) -> Result<(), Broken> {
        if Self::BIN_RANGES_MAX < self.bin_ranges.len() {
            let text = format!("has at most {} ranges", Self::BIN_RANGES_MAX);
            let rule = Rule::new(RuleWord::AtMost, text).with("max", Self::BIN_RANGES_MAX);
            return Err(broken("conditions.bin_ranges", rule));
        }
        for (index, range) in self.bin_ranges.iter().enumerate() {
            let at = |end: &str| format!("conditions.bin_ranges[{index}].{end}");
            for (end, text) in [("low", &range.low), ("high", &range.high)] {
                let digits = text.bytes().all(|byte| byte.is_ascii_digit());
                if !digits || !(2..=Self::BIN_DIGITS_MAX).contains(&text.len()) {
                    let rule = Rule::new(RuleWord::Digits, "is 2 to 12 digits");
                    return Err(broken(&at(end), rule.from_to(2, Self::BIN_DIGITS_MAX)));
                }
            }
            if range.low.len() != range.high.len() {
                let rule = Rule::new(RuleWord::SameLengthAs, "has as many digits as `low`");
                return Err(broken(&at("high"), rule.with("other", "low")));
            }
            if range.high < range.low {
                let rule = Rule::new(RuleWord::NotBelow, "is not below `low`");
                return Err(broken(&at("high"), rule.with("other", "low")));
            }
        }
        if Self::MCCS_MAX < self.mccs.len() {
            let text = format!("has at most {} categories", Self::MCCS_MAX);
            let rule = Rule::new(RuleWord::AtMost, text).with("max", Self::MCCS_MAX);
            return Err(broken("conditions.mccs", rule));
        }
        if let Some(index) = doubled(&self.mccs) {
            return Err(twice("mccs", index));
        }
        self.check_amounts().and_then(|()| self.check_times())
    }

    fn check_amounts(&self) -> Result<(), Broken> {
        let negative = |amount: Option<i64>| amount.is_some_and(|fen| fen < 0);
        let rule = || Rule::new(RuleWord::NotNegative, "is not negative");
        if negative(self.amount_min_fen) {
            return Err(broken("conditions.amount_min_fen", rule()));
        }
        if negative(self.amount_max_fen) {
            return Err(broken("conditions.amount_max_fen", rule()));
        }
        match (self.amount_min_fen, self.amount_max_fen) {
            (Some(least), Some(most)) if most < least => {
                let rule = Rule::new(RuleWord::NotBelow, "is not below `amount_min_fen`");
                Err(broken("conditions.amount_max_fen", rule.with("other", "amount_min_fen")))
            }
            _ => Ok(()),
        }
    }

    fn check_times(&self) -> Result<(), Broken> {
        for (index, day) in self.weekdays.iter().enumerate() {
            if !(1..=7).contains(day) {
                let field = format!("conditions.weekdays[{index}]");
                let rule = Rule::new(RuleWord::Between, "is 1 (Monday) to 7 (Sunday)");
                return Err(broken(&field, rule.from_to(1, 7)));
            }
        }
        if let Some(index) = doubled(&self.weekdays) {
            return Err(twice("weekdays", index));
        }
        if let Some(index) = doubled(&self.kinds) {
            return Err(twice("kinds", index));
        }
        if let Some(index) = doubled(&self.products) {
            return Err(twice("products", index));
        }
        if let Some(index) = doubled(&self.brands) {
            return Err(twice("brands", index));
        }
        if let Some(index) = doubled(&self.card_classes) {
            return Err(twice("card_classes", index));
        }
        let (field, other, word, how) = match (self.from_time, self.until_time) {
            (Some(_), None) => ("until_time", "from_time", RuleWord::GivenWith, "given with"),
            (None, Some(_)) => ("from_time", "until_time", RuleWord::GivenWith, "given with"),
            (Some(from), Some(until)) if from == until => {
                ("until_time", "from_time", RuleWord::NotSameAs, "not the same as")
            }
            _ => return Ok(()),
        };
        let rule = Rule::new(word, format!("is {how} `{other}`")).with("other", other);
        Err(broken(&format!("conditions.{field}"), rule))
    }
}

impl RouteDraft {
    /// What can be checked without looking anything up.
    pub fn check(&self) -> Result<(), Broken> {
        let name = self.name.trim();
        if name.is_empty() || 60 < name.chars().count() || name.chars().any(char::is_control) {
            let rule = Rule::new(RuleWord::TextLength, "is 1 to 60 characters");
            return Err(broken("name", rule.from_to(1, 60)));
        }
        if !(1..=999).contains(&self.priority) {
            let rule = Rule::new(RuleWord::Between, "is 1 to 999");
            return Err(broken("priority", rule.from_to(1, 999)));
        }
        self.conditions.check()?;
        targets::check(&self.targets)
    }

    pub(super) fn usual_strategy() -> Strategy {
        Strategy::Weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::LinkId;

    fn draft() -> RouteDraft {
        RouteDraft {
            name: "银联借记卡".to_owned(),
            priority: 10,
            conditions: Conditions::default(),
            strategy: Strategy::Weight,
            targets: vec![Target::new(InstitutionId(2), LinkId::new())],
        }
    }

    #[test]
    fn a_draft_that_breaks_a_rule_names_the_field_and_the_rule() {
        type Change = fn(&mut RouteDraft);
        let range = |low: &str, high: &str| BinRange { low: low.to_owned(), high: high.to_owned() };
        let cases: &[(&str, Change)] = &[
            ("name: is 1 to 60 characters", |d| d.name = "  ".to_owned()),
            ("name: is 1 to 60 characters", |d| d.name = "长".repeat(61)),
            ("priority: is 1 to 999", |d| d.priority = 0),
            ("conditions.mccs[1]: is named twice", |d| {
                d.conditions.mccs = vec!["5812".parse().unwrap(); 2]
            }),
            ("conditions.amount_min_fen: is not negative", |d| {
                d.conditions.amount_min_fen = Some(-1);
            }),
            ("conditions.amount_max_fen: is not below `amount_min_fen`", |d| {
                d.conditions.amount_min_fen = Some(2);
                d.conditions.amount_max_fen = Some(1);
            }),
            ("conditions.weekdays[0]: is 1 (Monday) to 7 (Sunday)", |d| {
                d.conditions.weekdays = vec![0];
            }),
            ("conditions.until_time: is given with `from_time`", |d| {
                d.conditions.from_time = Some(Minute(60));
            }),
            ("conditions.until_time: is not the same as `from_time`", |d| {
                d.conditions.from_time = Some(Minute(60));
                d.conditions.until_time = Some(Minute(60));
            }),
            ("conditions.kinds[1]: is named twice", |d| {
                d.conditions.kinds = vec![RoutedKind::Sale; 2];
            }),
            ("conditions.products[1]: is named twice", |d| {
                d.conditions.products = vec![RoutedProduct::Qr; 2];
            }),
            ("conditions.brands[1]: is named twice", |d| {
                d.conditions.brands = vec![Brand::Visa; 2];
            }),
            ("conditions.card_classes[1]: is named twice", |d| {
                d.conditions.card_classes = vec![CardClass::Debit; 2];
            }),
            ("targets: has 1 to 8 targets", |d| d.targets.clear()),
        ];
        for (said, change) in cases {
            let mut draft = draft();
            change(&mut draft);
            assert_eq!(draft.check().unwrap_err().to_string(), *said);
        }
        for (said, range) in [
            ("low: is 2 to 12 digits", range("6", "6")),
            ("high: is 2 to 12 digits", range("62", "6x")),
            ("high: has as many digits as `low`", range("62", "623")),
            ("high: is not below `low`", range("63", "62")),
        ] {
            let mut draft = draft();
            draft.conditions.bin_ranges = vec![range];
            let field = format!("conditions.bin_ranges[0].{said}");
            assert_eq!(draft.check().unwrap_err().to_string(), field);
        }
        assert_eq!(draft().check(), Ok(()));
    }

    #[test]
    fn times_are_written_as_they_are_read() {
        for text in ["00:00", "08:30", "23:59"] {
            assert_eq!(text.parse::<Minute>().unwrap().to_string(), text);
        }
        for text in ["24:00", "8:30", "08:60", "0830", "+1:30"] {
            assert!(text.parse::<Minute>().is_err(), "{text}");
        }
    }

    #[test]
    fn conditions_read_back_what_they_write_and_refuse_what_they_do_not_know() {
        let text = r#"{"bin_ranges":[{"low":"6222","high":"6225"}],"mccs":["5812"],
            "amount_max_fen":5000,"weekdays":[1],"from_time":"22:00","until_time":"06:00",
            "kinds":["sale"],"products":["qr"],"brands":["visa"],"card_classes":["debit"]}"#;
        let read: Conditions = serde_json::from_str(text).unwrap();
        let written = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<Conditions>(&written).unwrap(), read);
        assert!(serde_json::from_str::<Conditions>(r#"{"bin":"62"}"#).is_err());
    }
}
