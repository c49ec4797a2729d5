//! Which price holds for a payment. No I/O.

use super::model::{FeeChange, FeeKind, FeeVersion};
use super::split::{BasisPoints, Price, Terms};
use crate::clearing::CardClass;
use chrono::NaiveDate;
use kernel::{ContractId, FeeRuleId, InstitutionId};
use std::collections::HashMap;

/// Source of what holds where no rule is.
pub const REFORM: &str = "银行卡刷卡手续费定价机制调整，2016-09-06 起执行";
/// Source of the price of a merchant whose acquirer has set none.
pub const UNSET: &str = "收单机构未设置，按 0.60% 暂计";
/// Basis points, in hundredths, that such a merchant pays.
const UNSET_RATE: i64 = 6000;
/// What a merchant pays whose acquirer has set no price.
pub(super) const UNSET_PRICE: Price = Price { rate: BasisPoints::of(UNSET_RATE), cap_fen: None };

/// What a payment is to the tables.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// Who acquired it.
    pub acquirer: InstitutionId,
    /// Under which contract, where it is known.
    pub contract: Option<ContractId>,
    /// Of its merchant.
    pub mcc: &'a str,
    /// Of its card.
    pub class: CardClass,
}

/// A price and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced {
    /// The price.
    pub price: Price,
    /// The rule that sets it; none where no rule is.
    pub rule: Option<FeeRuleId>,
    /// Where it is published or agreed.
    pub source: String,
}

/// What holds for a payment, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// What the merchant pays.
    pub merchant: Sourced,
    /// What the issuer gets.
    pub issuer: Sourced,
    /// What the network gets from each side.
    pub network: Sourced,
    /// The waiver that frees the merchant's category.
    pub waiver: Option<(FeeRuleId, String)>,
}

impl Explained {
    /// The terms alone.
    pub fn terms(&self) -> Terms {
        Terms {
            merchant: self.merchant.price,
            issuer: self.issuer.price,
            network: self.network.price,
            waived: self.waiver.is_some(),
        }
    }
}

/// The rules in force on one day.
#[derive(Clone, Debug, Default)]
pub struct FeeTable {
    rules: Vec<FeeVersion>,
}

/// Every published version; the past never changes, so the rules of any day can be told.
#[derive(Clone, Debug, Default)]
pub struct FeeBook {
    versions: Vec<FeeVersion>,
}

impl FeeBook {
    /// Of versions in any order.
    pub fn new(versions: Vec<FeeVersion>) -> FeeBook {
        FeeBook { versions }
    }

    /// Contracts that have, or had, a price of their own.
    pub fn contracts(&self) -> Vec<ContractId> {
        let mut all: Vec<_> = self.versions.iter().filter_map(|rule| rule.contract_id).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The rules in force on a day: of each, the highest version that has begun by then.
    pub fn on(&self, day: NaiveDate) -> FeeTable {
        let mut latest: HashMap<FeeRuleId, &FeeVersion> = HashMap::new();
        for version in self.versions.iter().filter(|version| version.from_day <= day) {
            let kept = latest.entry(version.rule_id).or_insert(version);
            if kept.version < version.version {
                *kept = version;
            }
        }
        let holds = |version: &&FeeVersion| version.change != FeeChange::Retire;
        let mut rules: Vec<FeeVersion> = latest.into_values().filter(holds).cloned().collect();
        // Where two say the same thing, the one that began later wins, then the younger.
        rules.sort_by_key(|rule| std::cmp::Reverse((rule.from_day, rule.rule_id)));
        FeeTable { rules }
    }
}

impl FeeTable {
    /// The rules; where two say the same thing, the one that holds comes first.
    pub(super) fn rules(&self) -> &[FeeVersion] {
        &self.rules
    }

    /// What holds for a payment, with its sources.
    pub fn explain(&self, case: &Case<'_>) -> Explained {
        let debit = case.class == CardClass::Debit;
        let (rate, cap_fen) = if debit { (3500, Some(1300)) } else { (4500, None) };
        let issuer = self.tariff(FeeKind::Issuer, case.class);
        let network = self.tariff(FeeKind::Network, case.class);
        let merchant = self.merchant(case);
        Explained {
            merchant: sourced(merchant, (UNSET_RATE, None, UNSET)),
            issuer: sourced(issuer, (rate, cap_fen, REFORM)),
            network: sourced(network, (325, Some(325), REFORM)),
            waiver: self
                .rules
                .iter()
                .find(|rule| rule.kind == FeeKind::Waiver && has(&rule.mccs, case.mcc))
                .map(|rule| (rule.rule_id, rule.source.clone())),
        }
    }

    fn tariff(&self, kind: FeeKind, class: CardClass) -> Option<&FeeVersion> {
        let fits = |exact: bool| {
            move |rule: &&FeeVersion| rule.kind == kind && rule.card_class == exact.then_some(class)
        };
        let find = |exact| self.rules.iter().find(fits(exact));
        find(true).or_else(|| find(false))
    }

    /// The contract's own price wins over the acquirer's, that over the network's; a price for
    /// the card's class over one for all cards.
    fn merchant(&self, case: &Case<'_>) -> Option<&FeeVersion> {
        let rank = |rule: &FeeVersion| {
            let class = match rule.card_class {
                None => 0,
                Some(class) if class == case.class => 1,
                Some(_) => return None,
            };
            let owner = match rule.contract_id {
                Some(contract) if Some(contract) == case.contract => 4,
                Some(_) => return None,
                None if rule.institution_id == case.acquirer => 2,
                None if rule.institution_id == crate::routing::NETWORK => 0,
                None => return None,
            };
            Some(owner + class)
        };
        let prices = self.rules.iter().filter(|rule| rule.kind == FeeKind::Merchant);
        let ranked = prices.filter_map(|rule| Some((rank(rule)?, rule)));
        // Of equals the first, as the table is sorted.
        ranked.reduce(|best, next| if best.0 < next.0 { next } else { best }).map(|(_, rule)| rule)
    }
}

fn has(mccs: &[String], mcc: &str) -> bool {
    mccs.iter().any(|listed| listed == mcc)
}

fn sourced(rule: Option<&FeeVersion>, unset: (i64, Option<i64>, &str)) -> Sourced {
    let set = rule.and_then(|rule| Some((rule.price()?, rule)));
    match set {
        Some((price, rule)) => {
            Sourced { price, rule: Some(rule.rule_id), source: rule.source.clone() }
        }
        None => {
            let (rate, cap_fen, source) = unset;
            let price = Price { rate: BasisPoints::of(rate), cap_fen };
            Sourced { price, rule: None, source: source.to_owned() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn version(kind: FeeKind, institution: i32, rate: i64) -> FeeVersion {
        FeeVersion {
            institution_id: InstitutionId(institution),
            rule_id: FeeRuleId::new(),
            version: 1,
            change: FeeChange::Create,
            kind,
            name: String::new(),
            card_class: None,
            contract_id: None,
            mccs: Vec::new(),
            rate_bp: Some(BasisPoints::of(rate)),
            cap_fen: None,
            source: "源".to_owned(),
            from_day: day("2026-11-01"),
            requested_by: String::new(),
            approved_by: String::new(),
            at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    fn case(contract: Option<ContractId>, class: CardClass) -> Case<'static> {
        Case { acquirer: InstitutionId(3), contract, mcc: "8062", class }
    }

    fn rate(book: &FeeBook, on: &str, case: &Case<'_>) -> String {
        book.on(day(on)).explain(case).merchant.price.rate.to_string()
    }

    #[test]
    fn without_a_rule_the_published_tariff_holds() {
        let book = FeeBook::default();
        let debit = book.on(day("2026-11-25")).explain(&case(None, CardClass::Debit));
        assert_eq!(debit.issuer.price, Price { rate: BasisPoints::of(3500), cap_fen: Some(1300) });
        assert_eq!(debit.network.price, Price { rate: BasisPoints::of(325), cap_fen: Some(325) });
        assert_eq!((debit.merchant.rule, &*debit.merchant.source), (None, UNSET));
        let credit = book.on(day("2026-11-25")).explain(&case(None, CardClass::Credit));
        assert_eq!(credit.issuer.price, Price { rate: BasisPoints::of(4500), cap_fen: None });
        assert!(!credit.terms().waived);
    }

    #[test]
    fn the_nearest_price_wins() {
        let contract = ContractId::new();
        let class = Some(CardClass::Debit);
        let of = |rate, institution| version(FeeKind::Merchant, institution, rate);
        let mut book = FeeBook::new(vec![of(7000, 1), of(100, 4)]);
        let (plain, signed) =
            (case(None, CardClass::Debit), case(Some(contract), CardClass::Debit));
        assert_eq!(rate(&book, "2026-11-25", &plain), "70");
        book.versions.push(of(6000, 3));
        assert_eq!(rate(&book, "2026-11-25", &plain), "60");
        book.versions.push(FeeVersion { card_class: class, ..of(5500, 3) });
        assert_eq!(rate(&book, "2026-11-25", &plain), "55");
        book.versions.push(FeeVersion { contract_id: Some(contract), ..of(3800, 3) });
        assert_eq!(rate(&book, "2026-11-25", &plain), "55");
        assert_eq!(rate(&book, "2026-11-25", &signed), "38");
        assert_eq!(rate(&book, "2026-11-25", &case(None, CardClass::Credit)), "60");
    }

    #[test]
    fn each_day_has_its_own_rules() {
        let first = version(FeeKind::Merchant, 3, 6000);
        let second = FeeVersion {
            version: 2,
            change: FeeChange::Change,
            rate_bp: Some(BasisPoints::of(5000)),
            from_day: day("2026-11-10"),
            ..first.clone()
        };
        let end = FeeVersion {
            version: 3,
            change: FeeChange::Retire,
            from_day: day("2026-11-20"),
            ..second.clone()
        };
        let book = FeeBook::new(vec![end, first, second]);
        let case = case(None, CardClass::Debit);
        for (on, wanted) in [
            ("2026-10-31", "60"),
            ("2026-11-09", "60"),
            ("2026-11-10", "50"),
            ("2026-11-19", "50"),
            ("2026-11-20", "60"),
        ] {
            assert_eq!(rate(&book, on, &case), wanted, "{on}");
        }
        assert_eq!(book.on(day("2026-11-20")).explain(&case).merchant.rule, None);
    }

    #[test]
    fn a_waiver_frees_its_categories() {
        let waiver = FeeVersion {
            mccs: vec!["8062".to_owned()],
            rate_bp: None,
            ..version(FeeKind::Waiver, 1, 0)
        };
        let table = FeeBook::new(vec![waiver]).on(day("2026-11-25"));
        let hospital = case(None, CardClass::Debit);
        assert!(table.explain(&hospital).terms().waived);
        assert!(!table.explain(&Case { mcc: "5812", ..hospital }).terms().waived);
    }

    #[test]
    fn of_two_alike_the_later_day_wins() {
        let old = version(FeeKind::Network, 1, 300);
        let new = FeeVersion { from_day: day("2026-11-02"), ..version(FeeKind::Network, 1, 200) };
        let table = FeeBook::new(vec![old, new]).on(day("2026-11-25"));
        let network = table.explain(&case(None, CardClass::Debit)).network;
        assert_eq!(network.price.rate.to_string(), "2");
    }
}
