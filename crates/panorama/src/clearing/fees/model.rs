//! A fee rule: its kinds, its states, what is wrong with a draft. No I/O.

use super::split::{BasisPoints, Price};
use crate::clearing::CardClass;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ContractId, FeeRuleId, InstitutionId, Mcc, Rule, RuleWord, Ruled};
use serde::{Deserialize, Serialize};

kernel::words! {
    /// What a rule sets 费率类别.
    pub enum FeeKind {
        /// What issuers get, by card class 发卡行服务费.
        Issuer = "issuer",
        /// What the network gets from each of the two sides 网络服务费.
        Network = "network",
        /// Categories free of both 减免类商户.
        Waiver = "waiver",
        /// What merchants pay 商户手续费.
        Merchant = "merchant",
    }
}

kernel::words! {
    /// Where a rule stands 费率状态.
    pub enum FeeState {
        /// Asked for, not approved yet.
        Draft = "draft",
        /// Holds from its day on.
        Active = "active",
        /// Holds no more from its day on; kept for the days before.
        Retired = "retired",
    }
}

kernel::words! {
    /// What is done to a rule 费率变更.
    pub enum FeeChange {
        /// A new one.
        Create = "create",
        /// Another text.
        Change = "change",
        /// Its end.
        Retire = "retire",
    }
}

impl FeeChange {
    /// Kind of the approval that it needs.
    pub const fn approval_kind(self) -> &'static str {
        match self {
            FeeChange::Create => "fee_rule.create",
            FeeChange::Change => "fee_rule.change",
            FeeChange::Retire => "fee_rule.retire",
        }
    }
}

impl FeeKind {
    /// Set by the network branch alone, for all.
    pub const fn is_tariff(self) -> bool {
        !matches!(self, FeeKind::Merchant)
    }
}

/// A dated fee rule 费率规则.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct FeeRule {
    /// Whose rule it is: the acquirer's, or the network branch's (1), which holds for all.
    pub institution_id: InstitutionId,
    /// Id.
    pub id: FeeRuleId,
    /// What it sets.
    pub kind: FeeKind,
    /// Name, for people.
    pub name: String,
    /// Only cards of this class.
    pub card_class: Option<CardClass>,
    /// Only payments under this contract.
    pub contract_id: Option<ContractId>,
    /// Categories that a waiver is for.
    pub mccs: Vec<String>,
    /// Basis points; none for a waiver.
    pub rate_bp: Option<BasisPoints>,
    /// The most that one payment costs, fen.
    pub cap_fen: Option<i64>,
    /// Where it is published or agreed.
    pub source: String,
    /// The first day on which the present text holds, or does not any more.
    pub from_day: NaiveDate,
    /// Where it stands.
    pub state: FeeState,
    /// Published changes; 0 as long as it is a draft.
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

/// A published version of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct FeeVersion {
    /// Whose.
    pub institution_id: InstitutionId,
    /// Of which rule.
    pub rule_id: FeeRuleId,
    /// Counts from 1.
    pub version: i32,
    /// What was done.
    pub change: FeeChange,
    /// What it sets.
    pub kind: FeeKind,
    /// Name.
    pub name: String,
    /// Only cards of this class.
    pub card_class: Option<CardClass>,
    /// Only payments under this contract.
    pub contract_id: Option<ContractId>,
    /// Categories of a waiver.
    pub mccs: Vec<String>,
    /// Basis points.
    pub rate_bp: Option<BasisPoints>,
    /// Cap, fen.
    pub cap_fen: Option<i64>,
    /// Where it is published or agreed.
    pub source: String,
    /// From this day on.
    pub from_day: NaiveDate,
    /// Who asked.
    pub requested_by: String,
    /// Who approved.
    pub approved_by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl FeeVersion {
    /// The price that it sets.
    pub fn price(&self) -> Option<Price> {
        Some(Price { rate: self.rate_bp?, cap_fen: self.cap_fen })
    }
}

/// A rule as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeRuleDraft {
    /// What it sets; never changes.
    pub kind: FeeKind,
    /// Name, 1 to 60 characters.
    #[schema(min_length = 1, max_length = 60)]
    pub name: String,
    /// Only cards of this class; an issuer fee names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_class: Option<CardClass>,
    /// Only payments under this contract of the acquirer; only for what a merchant pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract_id: Option<ContractId>,
    /// Categories that a waiver is for.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub mccs: Vec<Mcc>,
    /// Basis points as a text, `60` is 0.60 %; a waiver has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_bp: Option<BasisPoints>,
    /// The most that one payment costs, fen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    pub cap_fen: Option<i64>,
    /// Where it is published or agreed, 1 to 200 characters.
    #[schema(min_length = 1, max_length = 200)]
    pub source: String,
    /// The first day on which it holds.
    pub from_day: NaiveDate,
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

/// The ceiling of a published fee: most basis points, in hundredths, and most fen.
const fn ceiling(kind: FeeKind, class: Option<CardClass>) -> (i64, Option<i64>) {
    match (kind, class) {
        (FeeKind::Issuer, Some(CardClass::Credit)) => (4500, None),
        (FeeKind::Issuer, _) => (3500, Some(1300)),
        (FeeKind::Network, _) => (325, Some(325)),
        (FeeKind::Waiver | FeeKind::Merchant, _) => (100_000, None),
    }
}

impl FeeRuleDraft {
    /// Categories of a waiver at most.
    pub const MCCS_MAX: usize = 200;

    /// What the draft alone shows.
    pub fn check(&self) -> Result<(), Broken> {
        for (field, text, max) in [("name", &self.name, 60), ("source", &self.source, 200)] {
            if !(1..=max).contains(&text.trim().chars().count()) {
                return Err(broken(field, Rule::name(max)));
            }
        }
        let needs = |field, absent: bool| {
            let rule = || Rule::new(RuleWord::Required, "is needed for this kind");
            if absent { Err(broken(field, rule())) } else { Ok(()) }
        };
        let none = |field, given: bool| {
            let rule = || Rule::new(RuleWord::AtMost, "is not given for this kind").with("max", 0);
            if given { Err(broken(field, rule())) } else { Ok(()) }
        };
        needs("card_class", self.kind == FeeKind::Issuer && self.card_class.is_none())?;
        none("contract_id", self.kind != FeeKind::Merchant && self.contract_id.is_some())?;
        if self.kind == FeeKind::Waiver {
            needs("mccs", self.mccs.is_empty())?;
            none("rate_bp", self.rate_bp.is_some())?;
            none("card_class", self.card_class.is_some())?;
            none("cap_fen", self.cap_fen.is_some())?;
        } else {
            none("mccs", !self.mccs.is_empty())?;
        }
        self.check_mccs()?;
        self.check_price()
    }

    fn check_mccs(&self) -> Result<(), Broken> {
        if Self::MCCS_MAX < self.mccs.len() {
            let text = format!("has at most {} categories", Self::MCCS_MAX);
            let rule = Rule::new(RuleWord::AtMost, text).with("max", Self::MCCS_MAX);
            return Err(broken("mccs", rule));
        }
        let twice = (1..self.mccs.len()).find(|at| self.mccs[..*at].contains(&self.mccs[*at]));
        match twice {
            Some(at) => {
                let rule = Rule::new(RuleWord::NamedTwice, "is named twice");
                Err(broken(&format!("mccs[{at}]"), rule))
            }
            None => Ok(()),
        }
    }

    /// No dearer than what is published: the ceilings of the fee reform of 2016.
    fn check_price(&self) -> Result<(), Broken> {
        if self.kind == FeeKind::Waiver {
            return Ok(());
        }
        let (rate_max, cap_max) = ceiling(self.kind, self.card_class);
        let rate_max = BasisPoints::of(rate_max);
        if self.rate_bp.is_none_or(|rate| rate_max < rate) {
            let rule = Rule::new(RuleWord::Between, format!("is 0 to {rate_max} basis points"));
            return Err(broken("rate_bp", rule.from_to(0, rate_max)));
        }
        let most = cap_max.unwrap_or(i64::MAX);
        let missing = cap_max.is_some() && self.cap_fen.is_none();
        if missing || self.cap_fen.is_some_and(|cap| !(0..=most).contains(&cap)) {
            let rule = Rule::new(RuleWord::Between, format!("is 0 to {most} fen"));
            return Err(broken("cap_fen", rule.from_to(0, most)));
        }
        Ok(())
    }
}

impl Ruled for Broken {
    fn rule(&self) -> Rule {
        self.rule.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn draft(kind: FeeKind) -> FeeRuleDraft {
        FeeRuleDraft {
            kind,
            name: "标准".to_owned(),
            card_class: (kind == FeeKind::Issuer).then_some(CardClass::Debit),
            contract_id: None,
            mccs: if kind == FeeKind::Waiver { vec!["8062".parse().unwrap()] } else { Vec::new() },
            rate_bp: (kind != FeeKind::Waiver).then(|| BasisPoints::of(300)),
            cap_fen: kind.is_tariff().then_some(300).filter(|_| kind != FeeKind::Waiver),
            source: "公告".to_owned(),
            from_day: "2026-11-23".parse().unwrap(),
        }
    }

    #[test]
    fn a_draft_says_what_is_wrong_with_it() {
        for kind in FeeKind::ALL {
            assert_eq!(draft(*kind).check(), Ok(()), "{kind}");
        }
        type Change = fn(&mut FeeRuleDraft);
        let cases: &[(FeeKind, &str, Change)] = &[
            (FeeKind::Merchant, "name", |d| d.name = " ".to_owned()),
            (FeeKind::Merchant, "source", |d| d.source.clear()),
            (FeeKind::Merchant, "mccs", |d| d.mccs = vec!["8062".parse().unwrap()]),
            (FeeKind::Merchant, "rate_bp", |d| d.rate_bp = None),
            (FeeKind::Merchant, "cap_fen", |d| d.cap_fen = Some(-1)),
            (FeeKind::Issuer, "card_class", |d| d.card_class = None),
            (FeeKind::Issuer, "contract_id", |d| d.contract_id = Some(ContractId::new())),
            (FeeKind::Issuer, "rate_bp", |d| d.rate_bp = Some(BasisPoints::of(3501))),
            (FeeKind::Issuer, "cap_fen", |d| d.cap_fen = Some(1301)),
            (FeeKind::Issuer, "cap_fen", |d| d.cap_fen = None),
            (FeeKind::Network, "rate_bp", |d| d.rate_bp = Some(BasisPoints::of(326))),
            (FeeKind::Network, "cap_fen", |d| d.cap_fen = Some(326)),
            (FeeKind::Waiver, "mccs", |d| d.mccs.clear()),
            (FeeKind::Waiver, "mccs[1]", |d| d.mccs = vec!["8062".parse().unwrap(); 2]),
            (FeeKind::Waiver, "rate_bp", |d| d.rate_bp = Some(BasisPoints::of(1))),
            (FeeKind::Waiver, "cap_fen", |d| d.cap_fen = Some(1)),
            (FeeKind::Waiver, "card_class", |d| d.card_class = Some(CardClass::Debit)),
        ];
        for (kind, field, change) in cases {
            let mut draft = draft(*kind);
            change(&mut draft);
            assert_eq!(draft.check().unwrap_err().field, *field, "{kind}");
        }
    }
}
