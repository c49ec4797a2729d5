//! Money in fen, with checked arithmetic.
//!
//! An amount is an `i64` count of fen 分 (1/100 yuan) in the program and a `bigint` in the
//! database. There is one currency, CNY (ISO 4217 number 156). There is no operator that could
//! overflow in silence: [`Money::plus`] and its kin return `None`.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;

/// An amount in fen 分.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    sqlx::Type,
    utoipa::ToSchema,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Money(i64);

/// A text that is not an amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an amount: {1}")]
pub struct BadMoney(pub String, pub &'static str);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// An amount of `fen`.
    pub const fn from_fen(fen: i64) -> Money {
        Money(fen)
    }

    /// The amount in fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Reads yuan written with at most two decimals, such as `12`, `12.3` or `-0.05`.
    pub fn from_yuan(text: &str) -> Result<Money, BadMoney> {
        let bad = |rule| BadMoney(text.chars().take(32).collect(), rule);
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(part) {
            return Err(bad("only digits and one point are allowed"));
        }
        if part.len() > 2 {
            return Err(bad("yuan have at most two decimals"));
        }
        let fen_part = part.parse::<i64>().map_err(|_| bad("too many digits"))?
            * if part.len() == 1 { 10 } else { 1 };
        whole
            .parse::<i64>()
            .ok()
            .and_then(|yuan| yuan.checked_mul(100))
            .and_then(|fen| fen.checked_add(fen_part))
            .map(|fen| Money(sign * fen))
            .ok_or_else(|| bad("larger than an account can hold"))
    }

    /// Sum, or `None` on overflow.
    pub const fn plus(self, other: Money) -> Option<Money> {
        match self.0.checked_add(other.0) {
            Some(fen) => Some(Money(fen)),
            None => None,
        }
    }

    /// Difference, or `None` on overflow.
    pub const fn minus(self, other: Money) -> Option<Money> {
        match self.0.checked_sub(other.0) {
            Some(fen) => Some(Money(fen)),
            None => None,
        }
    }

    /// Sum of many, or `None` on overflow.
    pub fn sum(amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
        amounts.into_iter().try_fold(Money::ZERO, Money::plus)
    }

    /// `self` × `rate`, rounded half away from zero to the fen; `None` on overflow.
    /// What the rounding adds or takes is the caller's to book.
    pub fn at_rate(self, rate: Decimal) -> Option<Money> {
        Decimal::from(self.0)
            .checked_mul(rate)?
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
            .to_i64()
            .map(Money)
    }

    /// Below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

/// Yuan with two decimals, for people: `1234.50`. The API carries fen.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_are_read_to_the_fen() {
        for (text, fen) in [("12", 1200), ("12.3", 1230), ("12.34", 1234), ("-0.05", -5), ("0", 0)]
        {
            assert_eq!(Money::from_yuan(text).map(Money::fen), Ok(fen), "{text}");
        }
        for text in ["", ".", "1.", ".5", "1.234", "１", "1e3", "99999999999999999999", "--1", "+1"]
        {
            assert!(Money::from_yuan(text).is_err(), "{text}");
        }
    }

    #[test]
    fn overflow_is_told() {
        let most = Money::from_fen(i64::MAX);
        assert_eq!(most.plus(Money::from_fen(1)), None);
        assert_eq!(Money::from_fen(i64::MIN).minus(Money::from_fen(1)), None);
        assert_eq!(Money::sum([most, most]), None);
        assert_eq!(most.at_rate(Decimal::from(2)), None);
    }

    #[test]
    fn a_rate_rounds_half_away_from_zero() {
        let rate = Decimal::new(325, 6); // 0.0325 %
        assert_eq!(Money::from_fen(100_000).at_rate(rate), Some(Money::from_fen(33)));
        assert_eq!(Money::from_fen(-100_000).at_rate(rate), Some(Money::from_fen(-33)));
    }
}
