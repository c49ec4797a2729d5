//! Who gets how much of what a merchant pays for a payment. No I/O.
//!
//! Rounding, stated once: each fee is amount × rate, rounded half up (away from zero) to the fen,
//! then cut at its cap. The acquirer's part is the remainder, so the parts always sum to what the
//! merchant pays; it may be below zero, and then the payment costs its acquirer money.

use chrono::{DateTime, Utc};
use kernel::Money;
use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;

/// Decimals of a rate in basis points.
const DECIMALS: u32 = 4;

/// A rate 费率 in basis points of the amount: `60` is 0.60 %. At most four decimals, never a
/// float; written as a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(transparent)]
pub struct BasisPoints(pub Decimal);

/// A text that is not a rate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a rate: basis points from 0 to 1000 with at most four decimals")]
pub struct BadRate(String);

impl BasisPoints {
    /// Of hundredths of a basis point: `of(325)` is 3.25.
    pub const fn of(hundredths: i64) -> BasisPoints {
        BasisPoints(Decimal::from_parts(hundredths.unsigned_abs() as u32, 0, 0, false, 2))
    }

    /// What to multiply an amount by.
    fn factor(self) -> Option<Decimal> {
        self.0.checked_mul(Decimal::new(1, 4))
    }
}

impl fmt::Display for BasisPoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(f)
    }
}

impl FromStr for BasisPoints {
    type Err = BadRate;
    fn from_str(text: &str) -> Result<BasisPoints, BadRate> {
        let bad = || BadRate(text.chars().take(32).collect());
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let rate: Decimal = text.parse().map_err(|_| bad())?;
        let fits = plain && rate.scale() <= DECIMALS && rate <= Decimal::ONE_THOUSAND;
        if fits { Ok(BasisPoints(rate)) } else { Err(bad()) }
    }
}

impl serde::Serialize for BasisPoints {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for BasisPoints {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl utoipa::PartialSchema for BasisPoints {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[0-9]{1,4}([.][0-9]{1,4})?$"))
            .examples(["60"])
            .into()
    }
}

impl utoipa::ToSchema for BasisPoints {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed("BasisPoints")
    }
}

/// A price: a rate, and the most that one payment costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Rate.
    pub rate: BasisPoints,
    /// Cap 封顶, fen.
    pub cap_fen: Option<i64>,
}

impl Price {
    /// The fee of an amount, with its sign; `None` on overflow.
    pub fn fee(&self, amount: Money) -> Option<Money> {
        let fee = amount.at_rate(self.rate.factor()?)?;
        let Some(cap) = self.cap_fen else {
            return Some(fee);
        };
        Some(Money::from_fen(fee.fen().clamp(-cap, cap)))
    }
}

/// What holds for a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What the merchant pays to its acquirer 商户手续费.
    pub merchant: Price,
    /// What the acquirer pays to the issuer 发卡行服务费.
    pub issuer: Price,
    /// What either side pays to the network 网络服务费.
    pub network: Price,
    /// The merchant's category is free of issuer and network fee 减免类.
    pub waived: bool,
}

/// The parts of a merchant's fee, fen with the sign of the amount.
/// `merchant = issuer + network + acquirer`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// What the merchant pays.
    pub merchant_fen: i64,
    /// What the issuer gets from the acquirer's side.
    pub issuer_fen: i64,
    /// What the network gets from the acquirer's side.
    pub network_fen: i64,
    /// What stays with the acquirer 收单服务费.
    pub acquirer_fen: i64,
    /// What the issuer hands on to the network out of `issuer_fen`: the issuer's half of the
    /// network fee. It moves between those two and is no part of the sum.
    pub issuer_network_fen: i64,
}

impl Split {
    /// The payment costs its acquirer more than the merchant pays.
    pub const fn below_cost(&self, amount_fen: i64) -> bool {
        if amount_fen < 0 { 0 < self.acquirer_fen } else { self.acquirer_fen < 0 }
    }

    /// Of what the merchant pays and who else gets a part; the acquirer has the remainder.
    const fn of(merchant_fen: i64, issuer_fen: i64, network_fen: i64) -> Split {
        let acquirer_fen = merchant_fen - issuer_fen - network_fen;
        let issuer_network_fen = network_fen;
        Split { merchant_fen, issuer_fen, network_fen, acquirer_fen, issuer_network_fen }
    }

    /// Both together. Parts of one payment, so that sums are far from any limit.
    const fn plus(self, other: Split) -> Split {
        Split::of(
            self.merchant_fen + other.merchant_fen,
            self.issuer_fen + other.issuer_fen,
            self.network_fen + other.network_fen,
        )
    }

    /// The same taken back.
    pub const fn undone(self) -> Split {
        Split {
            merchant_fen: -self.merchant_fen,
            issuer_fen: -self.issuer_fen,
            network_fen: -self.network_fen,
            acquirer_fen: -self.acquirer_fen,
            issuer_network_fen: -self.issuer_network_fen,
        }
    }
}

/// Splits the fee of an amount, which is below zero where money goes back to the card. `None` on
/// overflow.
pub fn split(amount: Money, terms: &Terms) -> Option<Split> {
    let merchant = terms.merchant.fee(amount)?;
    let (issuer, network) = if terms.waived {
        (Money::ZERO, Money::ZERO)
    } else {
        (terms.issuer.fee(amount)?, terms.network.fee(amount)?)
    };
    let acquirer = merchant.minus(issuer)?.minus(network)?;
    Some(Split {
        merchant_fen: merchant.fen(),
        issuer_fen: issuer.fen(),
        network_fen: network.fen(),
        acquirer_fen: acquirer.fen(),
        issuer_network_fen: network.fen(),
    })
}

/// A refund of a payment, and until when it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refund {
    /// What goes back to the card, above zero, fen.
    pub amount_fen: i64,
    /// When it was answered.
    pub at: DateTime<Utc>,
    /// When it was undone by a reversal.
    pub undone_at: Option<DateTime<Utc>>,
}

/// What the last of a payment's refunds gives back, below zero: the fee of what was left of the
/// payment before it, less the fee of what is left after it, and of each part never more than
/// what was taken less what refunds that stand have given back. So all refunds of a payment
/// together give back no more than was taken, also where a cap was reached, and the last one of
/// a whole payment gives back the rest to the fen. `None` on overflow.
pub fn refunded(original_fen: i64, refunds: &[Refund], terms: &Terms) -> Option<Split> {
    let of = |fen: i64| split(Money::from_fen(fen), terms);
    let taken = of(original_fen)?;
    let mut given: Vec<Split> = Vec::with_capacity(refunds.len());
    for (index, refund) in refunds.iter().enumerate() {
        let (mut left_fen, mut left) = (original_fen, taken);
        for (earlier, back) in refunds[..index].iter().zip(&given) {
            if earlier.undone_at.is_none_or(|undone| refund.at < undone) {
                left_fen = left_fen.checked_sub(earlier.amount_fen)?;
                left = left.plus(*back);
            }
        }
        let before = left_fen.max(0);
        let after = before.checked_sub(refund.amount_fen)?.max(0);
        let (before, after) = (of(before)?, of(after)?);
        let part = |part: fn(&Split) -> i64| (part(&before) - part(&after)).min(part(&left)).max(0);
        given.push(Split::of(
            -part(|split| split.merchant_fen),
            -part(|split| split.issuer_fen),
            -part(|split| split.network_fen),
        ));
    }
    Some(given.last().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn price(hundredths: i64, cap_fen: Option<i64>) -> Price {
        Price { rate: BasisPoints::of(hundredths), cap_fen }
    }

    fn debit() -> Terms {
        Terms {
            merchant: price(6000, None),
            issuer: price(3500, Some(1300)),
            network: price(325, Some(325)),
            waived: false,
        }
    }

    fn credit() -> Terms {
        Terms { issuer: price(4500, None), ..debit() }
    }

    fn parts(fen: i64, terms: &Terms) -> (i64, i64, i64, i64) {
        let split = split(Money::from_fen(fen), terms).unwrap();
        (split.merchant_fen, split.issuer_fen, split.network_fen, split.acquirer_fen)
    }

    #[test]
    fn the_worked_figures_come_out() {
        // 1000.00 yuan by debit card at 0.60 %: the network's 32.5 fen are rounded up.
        assert_eq!(parts(100_000, &debit()), (600, 350, 33, 217));
        // 5000.00: the issuer's 17.50 are cut at 13.00; the network's 1.625 are rounded up.
        assert_eq!(parts(500_000, &debit()), (3000, 1300, 163, 1537));
        // 20000.00: the network's 6.50 are cut at 3.25.
        assert_eq!(parts(2_000_000, &debit()), (12_000, 1300, 325, 10_375));
        // By credit card there is no cap for the issuer.
        assert_eq!(parts(2_000_000, &credit()), (12_000, 9000, 325, 2675));
        assert_eq!(parts(-100_000, &debit()), (-600, -350, -33, -217));
        assert_eq!(parts(1, &debit()), (0, 0, 0, 0));
    }

    /// What each of a payment's refunds gives back to its merchant and takes from its issuer.
    fn given(original_fen: i64, refunds: &[Refund], terms: &Terms) -> Vec<(i64, i64)> {
        let upto = |count| refunded(original_fen, &refunds[..count], terms).unwrap();
        (1..=refunds.len()).map(upto).map(|one| (one.merchant_fen, one.issuer_fen)).collect()
    }

    /// A refund in some minute, undone in another.
    fn refund(amount_fen: i64, minute: i64, undone: Option<i64>) -> Refund {
        let at = |minute| DateTime::UNIX_EPOCH + TimeDelta::minutes(minute);
        Refund { amount_fen, at: at(minute), undone_at: undone.map(at) }
    }

    #[test]
    fn refunds_of_a_capped_payment_give_back_its_fee_once() {
        // 20000.00 by debit card: the issuer had 13.00, its cap, which it reaches at 3714.28.
        let quarters: Vec<_> = (0..4).map(|minute| refund(500_000, minute, None)).collect();
        let wanted = [(-3000, 0), (-3000, 0), (-3000, 0), (-3000, -1300)];
        assert_eq!(given(2_000_000, &quarters, &debit()), wanted);
        // 1000.00, refunded by a fifth: what is left is priced anew, so that no fen is lost.
        assert_eq!(given(100_000, &[refund(20_000, 0, None)], &debit()), [(-120, -70)]);
        // A refund that was undone gives its fee free again; one under way does not yet.
        let whole = |at, undone| refund(100_000, at, undone);
        let after = [whole(0, Some(2)), whole(3, None)];
        assert_eq!(given(100_000, &after, &debit()), [(-600, -350), (-600, -350)]);
        let meanwhile = [whole(0, Some(2)), whole(1, None)];
        assert_eq!(given(100_000, &meanwhile, &debit()), [(-600, -350), (0, 0)]);
    }

    #[test]
    fn a_waived_category_pays_its_acquirer_alone() {
        assert_eq!(parts(100_000, &Terms { waived: true, ..debit() }), (600, 0, 0, 600));
    }

    #[test]
    fn a_price_below_cost_is_seen() {
        let cheap = Terms { merchant: price(3000, None), ..debit() };
        assert_eq!(parts(100_000, &cheap), (300, 350, 33, -83));
        for (fen, terms, below) in
            [(100_000, cheap, true), (-100_000, cheap, true), (100_000, debit(), false)]
        {
            let split = split(Money::from_fen(fen), &terms).unwrap();
            assert_eq!(split.below_cost(fen), below, "{fen}");
        }
    }

    #[test]
    fn the_issuers_half_of_the_network_fee_is_no_part_of_the_sum() {
        let split = split(Money::from_fen(100_000), &debit()).unwrap();
        assert_eq!(split.issuer_network_fen, 33);
        assert_eq!(split.undone().issuer_network_fen, -33);
    }

    #[test]
    fn rates_are_exact_texts() {
        for (text, said) in [("60", "60"), ("3.25", "3.25"), ("0", "0"), ("38.0000", "38")] {
            assert_eq!(text.parse::<BasisPoints>().unwrap().to_string(), said);
        }
        for text in ["", "-1", "1001", "1e2", "0.00001", "６", "1,5"] {
            assert!(text.parse::<BasisPoints>().is_err(), "{text}");
        }
        assert!(serde_json::from_str::<BasisPoints>("60").is_err(), "a number may be a float");
    }

    fn any_price() -> impl Strategy<Value = Price> {
        (0..100_000_i64, proptest::option::of(0..100_000_i64))
            .prop_map(|(rate, cap)| price(rate, cap))
    }

    fn any_terms() -> impl Strategy<Value = Terms> {
        (any_price(), any_price(), any_price(), any::<bool>()).prop_map(
            |(merchant, issuer, network, waived)| Terms { merchant, issuer, network, waived },
        )
    }

    proptest! {
        #[test]
        fn parts_sum_and_signs_mirror(fen in -10_000_000_000_i64..10_000_000_000, terms in any_terms()) {
            let there = split(Money::from_fen(fen), &terms).unwrap();
            let sum = there.issuer_fen + there.network_fen + there.acquirer_fen;
            prop_assert_eq!(there.merchant_fen, sum);
            let back = split(Money::from_fen(-fen), &terms).unwrap();
            prop_assert_eq!(back, there.undone());
            for (part, price) in [(there.merchant_fen, terms.merchant), (there.issuer_fen, terms.issuer),
                (there.network_fen, terms.network)] {
                prop_assert!(price.cap_fen.is_none_or(|cap| part.abs() <= cap));
                prop_assert!(part == 0 || part.signum() == fen.signum());
            }
        }

        #[test]
        fn refunds_never_give_back_more_than_was_taken(
            fen in 1..10_000_000_i64,
            parts in proptest::collection::vec((1..4_000_000_i64, 0..40_i64, any::<bool>()), 1..8),
            terms in any_terms(),
        ) {
            let undone = |minute: i64, later, is: bool| is.then_some(minute + later);
            let refunds: Vec<Refund> = (0_i64..).step_by(10).zip(&parts)
                .map(|(at, (part, later, is))| refund(*part, at, undone(at, *later, *is)))
                .collect();
            let taken = split(Money::from_fen(fen), &terms).unwrap();
            let each: Vec<Split> = (1..=refunds.len())
                .map(|count| refunded(fen, &refunds[..count], &terms).unwrap()).collect();
            // After every refund: what was taken, less what the refunds that stand give back.
            for (index, now) in refunds.iter().enumerate() {
                let stands = |one: &&(&Refund, &Split)| one.0.undone_at.is_none_or(|at| now.at < at);
                let all: Vec<_> = refunds.iter().zip(&each).take(index + 1).collect();
                let kept = all.iter().filter(stands).fold(taken, |kept, (_, back)| kept.plus(**back));
                prop_assert!(0 <= kept.merchant_fen && 0 <= kept.issuer_fen && 0 <= kept.network_fen);
                let back = each[index];
                let sum = back.issuer_fen + back.network_fen + back.acquirer_fen;
                prop_assert_eq!(back.merchant_fen, sum);
            }
        }

        #[test]
        fn refunds_of_the_whole_give_back_the_whole(
            parts in proptest::collection::vec(1..4_000_000_i64, 1..8), terms in any_terms(),
        ) {
            let fen = parts.iter().sum();
            let refunds: Vec<Refund> =
                (0..).zip(&parts).map(|(at, part)| refund(*part, at, None)).collect();
            let back = |count| refunded(fen, &refunds[..count], &terms).unwrap();
            let sum = (1..=refunds.len()).map(back).fold(Split::default(), Split::plus);
            prop_assert_eq!(sum.undone(), split(Money::from_fen(fen), &terms).unwrap());
        }

        #[test]
        fn more_money_is_never_less_fee(fen in 0..10_000_000_000_i64, more in 0..1_000_000_i64, terms in any_terms()) {
            let less = split(Money::from_fen(fen), &terms).unwrap();
            let more = split(Money::from_fen(fen + more), &terms).unwrap();
            prop_assert!(less.merchant_fen <= more.merchant_fen);
            prop_assert!(less.issuer_fen <= more.issuer_fen);
            prop_assert!(less.network_fen <= more.network_fen);
        }

        #[test]
        fn a_fee_is_within_half_a_fen_of_the_exact_one(fen in 0..10_000_000_000_i64, rate in 0..100_000_i64) {
            let fee = price(rate, None).fee(Money::from_fen(fen)).unwrap().fen();
            // In millionths of a fen.
            let exact = i128::from(fen) * i128::from(rate);
            let off = i128::from(fee) * 1_000_000 - exact;
            prop_assert!(-500_000 < off && off <= 500_000, "{off}");
        }
    }
}
