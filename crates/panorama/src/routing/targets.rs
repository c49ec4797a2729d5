//! Where a rule leads: one target or several, and how one of several is found. No I/O.
//!
//! Invariant: the draw depends on the payment's id, the rule and the targets alone, so that the
//! same payment draws the same target however often and wherever it is asked; and a payment whose
//! target can be used keeps it when another target cannot.

use super::model::{Broken, broken};
use kernel::{InstitutionId, LinkId, PaymentId, RouteId, Rule, RuleWord};
use serde::{Deserialize, Serialize};

kernel::words! {
    /// How one of several targets is found 选路策略.
    pub enum Strategy {
        /// The first that can be used 按顺序.
        InOrder = "in_order",
        /// Each takes its share of the payments 按权重.
        Weight = "weight",
        /// The one whose fee is the least; the weights decide among equals 费用最低.
        Cost = "cost",
    }
}

/// A target of a rule 路由目标.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = RouteTarget)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The acquirer.
    pub acquirer_id: InstitutionId,
    /// Over which of the acquirer's links.
    pub link_id: LinkId,
    /// Its share among the weights of the rule, 0 to 1,000. One of weight 0 is used only when
    /// no other can be.
    #[serde(default = "Target::usual_weight")]
    #[schema(minimum = 0, maximum = 1000)]
    pub weight: u32,
}

impl Target {
    /// Targets of a rule at most.
    pub const PER_RULE_MAX: usize = 8;
    /// The greatest weight.
    pub const WEIGHT_MAX: u32 = 1000;

    /// A target of the usual weight.
    pub fn new(acquirer_id: InstitutionId, link_id: LinkId) -> Target {
        Target { acquirer_id, link_id, weight: Target::usual_weight() }
    }

    fn usual_weight() -> u32 {
        100
    }
}

/// Holds the targets of a draft against their rules.
pub(super) fn check(targets: &[Target]) -> Result<(), Broken> {
    if !(1..=Target::PER_RULE_MAX).contains(&targets.len()) {
        let text = format!("has 1 to {} targets", Target::PER_RULE_MAX);
        let rule = Rule::new(RuleWord::Between, text).from_to(1, Target::PER_RULE_MAX);
        return Err(broken("targets", rule));
    }
    for (index, target) in targets.iter().enumerate() {
        let at = |field: &str| format!("targets[{index}].{field}");
        if Target::WEIGHT_MAX < target.weight {
            let rule = Rule::new(RuleWord::Between, format!("is 0 to {}", Target::WEIGHT_MAX));
            return Err(broken(&at("weight"), rule.from_to(0, Target::WEIGHT_MAX)));
        }
        if targets[..index].iter().any(|other| other.link_id == target.link_id) {
            return Err(broken(&at("link_id"), Rule::new(RuleWord::NamedTwice, "is named twice")));
        }
    }
    Ok(())
}

/// The order in which the targets are asked for a payment: each next one is drawn by weight from
/// those that are left; those of weight 0 come last, in their own order.
pub(super) fn order(payment: PaymentId, route: RouteId, targets: &[Target]) -> Order {
    let mut order = Order { places: [0; Target::PER_RULE_MAX], count: 0 };
    // A rule has at most eight targets, which a draft is held against.
    let targets = &targets[..targets.len().min(Target::PER_RULE_MAX)];
    let mut left: u32 = targets.iter().map(|target| target.weight).sum();
    let mut taken = [false; Target::PER_RULE_MAX];
    let mut state = mixed(payment.0.as_u128() ^ route.0.as_u128());
    while 0 < left {
        state = mixed(u128::from(state));
        // The bias of the remainder is below one in 2^50: weights sum to at most 8,000.
        let mut point = u32::try_from(state % u64::from(left)).unwrap_or(0);
        for (place, target) in targets.iter().enumerate().filter(|(_, one)| 0 < one.weight) {
            if taken[place] {
                continue;
            }
            if target.weight <= point {
                point -= target.weight;
                continue;
            }
            taken[place] = true;
            left -= target.weight;
            order.push(place);
            break;
        }
    }
    for (place, taken) in taken[..targets.len()].iter().enumerate() {
        if !taken {
            order.push(place);
        }
    }
    order
}

/// Places of targets in the order in which they are asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order {
    places: [u8; Target::PER_RULE_MAX],
    count: usize,
}

impl Order {
    fn push(&mut self, place: usize) {
        self.places[self.count] = u8::try_from(place).unwrap_or(0);
        self.count += 1;
    }

    /// The places.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.places[..self.count].iter().map(|place| usize::from(*place))
    }
}

/// Both halves of an id, mixed so that every bit depends on every bit (the finaliser of
/// SplitMix64, twice): ids of one moment differ in few bits.
fn mixed(id: u128) -> u64 {
    let [high, low] = [id >> 64, id].map(|half| (half & u128::from(u64::MAX)) as u64);
    finish(finish(low.wrapping_add(0x9e37_79b9_7f4a_7c15)) ^ high)
}

fn finish(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn targets(weights: &[u32]) -> Vec<Target> {
        let target = |(index, weight): (usize, &u32)| Target {
            acquirer_id: InstitutionId(2),
            link_id: LinkId(Uuid::from_u128(index as u128)),
            weight: *weight,
        };
        weights.iter().enumerate().map(target).collect()
    }

    #[test]
    fn targets_that_break_a_rule_name_the_field() {
        let said = |targets: &[Target]| check(targets).unwrap_err().to_string();
        assert_eq!(said(&[]), "targets: has 1 to 8 targets");
        assert_eq!(said(&targets(&[1; 9])), "targets: has 1 to 8 targets");
        assert_eq!(said(&targets(&[1, 1001])), "targets[1].weight: is 0 to 1000");
        let one = targets(&[1])[0];
        assert_eq!(said(&[one, one]), "targets[1].link_id: is named twice");
        assert_eq!(check(&targets(&[0, 1000])), Ok(()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn shares_come_to_the_weights(
            weights in prop::collection::vec(0_u32..=1000, 1..=8),
            seed in any::<u64>(),
            start in any::<u64>(),
        ) {
            let targets = targets(&weights);
            let route = RouteId(Uuid::from_u128(u128::from(seed) << 64 | 7));
            let sum: u32 = weights.iter().sum();
            prop_assume!(0 < sum);
            let count = 20_000_u32;
            let mut firsts = vec![0_u32; weights.len()];
            for number in 0..count {
                // Ids of one burst: they differ in a few low bits only.
                let id = PaymentId(Uuid::from_u128(u128::from(start) << 16 | u128::from(number)));
                firsts[order(id, route, &targets).iter().next().unwrap()] += 1;
            }
            for (weight, first) in weights.iter().zip(firsts) {
                let wanted = i64::from(count) * i64::from(*weight) / i64::from(sum);
                // More than five standard deviations of 20,000 draws.
                let off = (i64::from(first) - wanted).abs();
                prop_assert!(off <= 400, "{first} of {count}, weight {weight} of {sum}");
                if *weight == 0 {
                    prop_assert_eq!(first, 0);
                }
            }
        }

        #[test]
        fn every_target_is_asked_once_and_the_same_each_time(
            weights in prop::collection::vec(0_u32..=1000, 1..=8),
            payment in any::<u128>(),
            route in any::<u128>(),
        ) {
            let targets = targets(&weights);
            let (payment, route) =
                (PaymentId(Uuid::from_u128(payment)), RouteId(Uuid::from_u128(route)));
            let places: Vec<usize> = order(payment, route, &targets).iter().collect();
            let again: Vec<usize> = order(payment, route, &targets).iter().collect();
            prop_assert_eq!(&places, &again);
            let mut sorted = places.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..weights.len()).collect::<Vec<_>>());
            let weighted = weights.iter().filter(|weight| 0 < **weight).count();
            prop_assert!(places[..weighted].iter().all(|place| 0 < weights[*place]));
        }
    }
}
