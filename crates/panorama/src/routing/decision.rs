//! The question, the decision and its reasons. No I/O.

use super::model::RoutedKind;
use crate::acquirers::Standing;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ContractId, InstitutionId, LinkId, Mcc, MerchantId, PaymentId, RouteId};
use std::sync::Arc;

kernel::words! {
    /// What became of a rule 路由结果.
    pub enum Verdict {
        /// The payment goes this way.
        Chosen = "chosen",
        /// It fits, but another goes before it.
        Outranked = "outranked",
        /// It fits, but cannot be used.
        NotEligible = "not_eligible",
        /// It does not fit the payment.
        NotMatching = "not_matching",
    }
}

kernel::words! {
    /// Why 路由原因.
    pub enum Reason {
        /// Chosen: of the rules that fit it has the longest card range.
        LongestBin = "longest_bin",
        /// Chosen: no rule with a card range fits; it is the first of the others.
        FirstMatching = "first_matching",
        /// Chosen: no rule fits; the merchant's home institution acquires it itself.
        DefaultHome = "default_home",
        /// Chosen: no rule fits; the merchant's oldest contract.
        DefaultContract = "default_contract",
        /// A rule before it was chosen.
        Outranked = "outranked",
        /// The merchant has no contract with the acquirer.
        NoContract = "no_contract",
        /// The contract is not in force on that day.
        ContractNotInForce = "contract_not_in_force",
        /// The contract does not cover the product.
        ProductNotContracted = "product_not_contracted",
        /// The acquirer has no such link.
        LinkMissing = "link_missing",
        /// Its link is paused or retired.
        LinkInactive = "link_inactive",
        /// Its link has no connection.
        LinkDown = "link_down",
        /// Its link failed too often of late and is left alone for a while.
        LinkBroken = "link_broken",
        /// Too few payments succeed over its link: left out for a cooling time.
        LinkEliminated = "link_eliminated",
        /// Chosen: no rule fits, and nothing but a link that was left out can be used.
        LastResort = "last_resort",
        /// Another target of the rule was chosen.
        OtherTarget = "other_target",
        /// It is for another kind of payment.
        OtherKind = "other_kind",
        /// It is for another merchant.
        OtherMerchant = "other_merchant",
        /// It is for other cards.
        OtherBin = "other_bin",
        /// It is for other merchant categories.
        OtherMcc = "other_mcc",
        /// The amount is below its range.
        AmountTooLow = "amount_too_low",
        /// The amount is above its range.
        AmountTooHigh = "amount_too_high",
        /// It is for other products.
        OtherProduct = "other_product",
        /// It is for cards of other brands.
        OtherBrand = "other_brand",
        /// It is for cards of another class, or the card is in no range.
        OtherCardClass = "other_card_class",
        /// It is for other days of the week.
        OtherDay = "other_day",
        /// It is for other hours.
        OtherTime = "other_time",
    }
}

kernel::words! {
    /// Why this one of a rule's targets and not another 目标选择原因.
    pub enum TargetReason {
        /// Chosen: the first in order that can be used.
        FirstInOrder = "first_in_order",
        /// Not chosen: one before it can be used.
        LaterInOrder = "later_in_order",
        /// Chosen: the payment falls into its share.
        Share = "share",
        /// Not chosen: the payment falls into another's share.
        OtherShare = "other_share",
        /// Chosen: it has no share, but no target with one can be used.
        Backup = "backup",
        /// Chosen: its fee is the least.
        LeastFee = "least_fee",
        /// Not chosen: its fee is higher.
        HigherFee = "higher_fee",
        /// Chosen: its fee is the least, as another's is, and the payment falls into its share.
        SameFeeShare = "same_fee_share",
    }
}

/// What keeps payments from passing over a link that stands so.
pub(super) fn obstacle(standing: Standing, last_resort: bool) -> Option<Reason> {
    match standing {
        Standing::Up | Standing::Probing => None,
        Standing::Eliminated if last_resort => None,
        Standing::Eliminated => Some(Reason::LinkEliminated),
        Standing::Broken => Some(Reason::LinkBroken),
        Standing::Down => Some(Reason::LinkDown),
    }
}

/// What the decision needs to know of a contract between a merchant and an acquirer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Id.
    pub id: ContractId,
    /// The acquirer.
    pub acquirer: InstitutionId,
    /// The merchant's number at the acquirer.
    pub acquirer_merchant_code: Arc<str>,
    /// Products agreed, such as `card` and `qr`.
    pub products: Vec<String>,
    /// First day, in China.
    pub from_day: NaiveDate,
    /// Last day, where it has one.
    pub until_day: Option<NaiveDate>,
}

/// What the decision needs to know of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkEntry {
    /// Id; older links have smaller ones.
    pub id: LinkId,
    /// The acquirer whose host it leads to.
    pub acquirer: InstitutionId,
    /// Code of that acquirer, eight digits.
    pub acquirer_code: Arc<str>,
    /// Neither paused nor retired.
    pub active: bool,
}

/// A payment that looks for its way.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Its id, which draws among the targets of a rule.
    pub payment: PaymentId,
    /// The merchant's home institution.
    pub institution: InstitutionId,
    /// The merchant.
    pub merchant: MerchantId,
    /// Sale or balance query: what undoes a payment goes where the payment went.
    pub kind: RoutedKind,
    /// The product, `card` for cards.
    pub product: &'a str,
    /// The card number or its first digits; twelve suffice for every rule.
    pub card: &'a str,
    /// Merchant category code.
    pub mcc: Mcc,
    /// Amount in fen.
    pub amount_fen: i64,
    /// When.
    pub at: DateTime<Utc>,
}

/// One line of the reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered {
    /// The rule; `None` is the merchant's contract itself, without a rule.
    pub route: Option<RouteId>,
    /// Name of the rule.
    pub name: Arc<str>,
    /// Where it leads.
    pub acquirer: InstitutionId,
    /// What became of it.
    pub outcome: Verdict,
    /// Why.
    pub reason: Reason,
    /// What was drawn or compared, where the rule has several targets.
    pub target: Option<ConsideredTarget>,
}

/// One of a rule's several targets, as it was considered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsideredTarget {
    /// The link.
    pub link: LinkId,
    /// Its weight in the rule.
    pub weight: u32,
    /// What the merchant would pay, fen; where the rule compares fees.
    pub fee_fen: Option<i64>,
    /// Why it was taken or not; absent where it could not be used.
    pub reason: Option<TargetReason>,
}

/// Where the payment goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// To this acquirer,
    pub acquirer: InstitutionId,
    /// whose code has eight digits,
    pub acquirer_code: Arc<str>,
    /// over this link,
    pub link: LinkId,
    /// under this contract,
    pub contract: ContractId,
    /// with this merchant number,
    pub acquirer_merchant_code: Arc<str>,
    /// by this rule; `None` when no rule fits.
    pub route: Option<RouteId>,
    /// What was considered on the way, in order.
    pub considered: Vec<Considered>,
}

/// Why it goes nowhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", text(.reason))]
pub struct NoRoute {
    /// The last obstacle: no contract, none in force, none for the product, no link, link down.
    pub reason: Reason,
    /// What was considered, in order.
    pub considered: Vec<Considered>,
}

fn text(reason: &Reason) -> &'static str {
    match reason {
        Reason::LinkDown => "the links to all contracted acquirers are down",
        Reason::LinkBroken => "the links to all contracted acquirers fail too often",
        Reason::LinkMissing | Reason::LinkInactive => "no contracted acquirer has an active link",
        Reason::ProductNotContracted => "no contract of the merchant covers this product",
        Reason::ContractNotInForce => "no contract of the merchant is in force on this day",
        _ => "the merchant has no contract with an acquirer",
    }
}
