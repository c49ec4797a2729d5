//! What merchants pay on one day, ready to be looked up payment by payment: for routing by cost,
//! which has some microseconds. Pure.
//!
//! Invariant: it says what [`FeeTable::explain`] says, in a look-up or two instead of a walk.

use super::cards::{CardBook, CardClasses};
use super::split::Price;
use super::table::{FeeTable, UNSET_PRICE};
use super::{FeeKind, FeeVersion};
use crate::clearing::CardClass;
use crate::routing::NETWORK;
use chrono::NaiveDate;
use kernel::{ContractId, InstitutionId, Money};
use std::collections::HashMap;

/// Prices and card classes of one business day.
#[derive(Clone, Debug, Default)]
pub struct Pricing {
    day: Option<NaiveDate>,
    classes: CardClasses,
    of_contract: HashMap<(ContractId, Option<CardClass>), Price>,
    of_acquirer: HashMap<(InstitutionId, Option<CardClass>), Price>,
}

impl Pricing {
    /// Of the rules and card ranges that hold on a day.
    pub fn new(table: &FeeTable, cards: &CardBook, day: NaiveDate) -> Pricing {
        let (classes, day) = (cards.on(day), Some(day));
        let mut pricing = Pricing { day, classes, ..Pricing::default() };
        for rule in table.rules().iter().filter(|rule| rule.kind == FeeKind::Merchant) {
            pricing.take(rule);
        }
        pricing
    }

    /// Of several that say the same thing the first holds, as the table is sorted.
    fn take(&mut self, rule: &FeeVersion) {
        let price = rule.price().unwrap_or(UNSET_PRICE);
        match rule.contract_id {
            Some(contract) => {
                self.of_contract.entry((contract, rule.card_class)).or_insert(price);
            }
            None => {
                self.of_acquirer.entry((rule.institution_id, rule.card_class)).or_insert(price);
            }
        }
    }

    /// The business day that it is of; none when nothing was read.
    pub fn day(&self) -> Option<NaiveDate> {
        self.day
    }

    /// What a card is by its first six digits; `None` when it is in no range.
    pub fn class(&self, card: &str) -> Option<CardClass> {
        self.classes.of(card)
    }

    /// What the merchant pays for an amount, fen: the issuer's, the network's and the acquirer's
    /// part together. A card in no range counts as a credit card, as in clearing. `None` on
    /// overflow.
    pub fn merchant_fee_fen(
        &self,
        acquirer: InstitutionId,
        contract: ContractId,
        class: Option<CardClass>,
        amount_fen: i64,
    ) -> Option<i64> {
        let class = Some(class.unwrap_or(CardClass::Credit));
        let of_contract = |class| self.of_contract.get(&(contract, class));
        let of = |institution, class| self.of_acquirer.get(&(institution, class));
        let price = of_contract(class)
            .or_else(|| of_contract(None))
            .or_else(|| of(acquirer, class))
            .or_else(|| of(acquirer, None))
            .or_else(|| of(NETWORK, class))
            .or_else(|| of(NETWORK, None))
            .unwrap_or(&UNSET_PRICE);
        Some(price.fee(Money::from_fen(amount_fen))?.fen())
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::{Case, FeeBook};
    use super::super::{BasisPoints, FeeChange};
    use super::*;
    use kernel::FeeRuleId;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn contract(number: u8) -> ContractId {
        ContractId(Uuid::from_u128(u128::from(number)))
    }

    fn any_rule() -> impl Strategy<Value = FeeVersion> {
        let class =
            prop_oneof![Just(None), Just(Some(CardClass::Debit)), Just(Some(CardClass::Credit))];
        let parts =
            (1_i32..4, class, prop::option::of(0_u8..3), 0_i64..9000, 1_u32..28, any::<u64>());
        parts.prop_map(|(institution, card_class, of, rate, day, id)| FeeVersion {
            institution_id: InstitutionId(institution),
            rule_id: FeeRuleId(Uuid::from_u128(u128::from(id))),
            version: 1,
            change: FeeChange::Create,
            kind: FeeKind::Merchant,
            name: String::new(),
            card_class,
            contract_id: of.map(contract),
            mccs: Vec::new(),
            rate_bp: Some(BasisPoints::of(rate)),
            cap_fen: (rate % 3 == 0).then_some(800),
            source: String::new(),
            from_day: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(),
            requested_by: String::new(),
            approved_by: String::new(),
            at: chrono::DateTime::UNIX_EPOCH,
        })
    }

    proptest! {
        #[test]
        fn the_look_up_says_what_the_table_says(
            rules in prop::collection::vec(any_rule(), 0..20),
            day in 1_u32..28,
            acquirer in 1_i32..5,
            of in 0_u8..4,
            class in prop::option::of(prop_oneof![Just(CardClass::Debit), Just(CardClass::Credit)]),
            amount_fen in 0_i64..10_000_000,
        ) {
            let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
            let table = FeeBook::new(rules).on(day);
            let pricing = Pricing::new(&table, &CardBook::default(), day);
            let case = Case {
                acquirer: InstitutionId(acquirer),
                contract: Some(contract(of)),
                mcc: "5812",
                class: class.unwrap_or(CardClass::Credit),
            };
            let wanted = table.explain(&case).merchant.price.fee(Money::from_fen(amount_fen));
            let found =
                pricing.merchant_fee_fen(case.acquirer, contract(of), class, amount_fen);
            prop_assert_eq!(found, wanted.map(Money::fen));
        }
    }
}
