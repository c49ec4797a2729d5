//! Fees 手续费: who gets how much of what a merchant pays, as dated rules with their source.
//!
//! What issuers and the network get is published (the reform of 2016: issuer at most 0.35 % and
//! 13 yuan for debit cards, at most 0.45 % for credit cards; network 0.0325 % and at most 3.25
//! yuan from each of the two sides; some categories are free of both). The network branch sets
//! it; where no rule is, that tariff itself holds. What a merchant pays is its acquirer's price,
//! by card class or for one contract.
//!
//! A refund gives back what the fee of its payment falls by ([`refunded`]): all refunds together
//! never more than was taken.
//!
//! Of a line's parts `issuer_fee` is what the acquirer's side pays to the issuer, out of which the
//! issuer pays its own half to the network ([`Split::issuer_network_fen`]); `network_fee` is the
//! acquirer's half; `acquirer_fee` is the remainder and may be below zero.
//!
//! Invariants: a version is never changed, begins on a day of which no line is made and that is
//! not over, and names who asked and who approved. So the rules of a past day are always the same,
//! and so is every line that is made again.

pub mod cards;
mod error;
mod http;
mod model;
mod pricing;
mod ranges;
mod split;
pub(super) mod store;
mod table;

pub use error::Error;
pub use http::routes;
pub use model::{Broken, FeeChange, FeeKind, FeeRule, FeeRuleDraft, FeeState, FeeVersion};
pub use pricing::Pricing;
pub use ranges::{CardBinsTaken, card_bins, import_card_bins, unknown_card_bins};
pub use split::{BasisPoints, Price, Refund, Split, Terms, refunded, split};
pub use table::{Case, Explained, FeeBook, FeeTable, Sourced};

use super::CardClass;
use crate::Context;
use crate::acquirers;
use crate::routing::NETWORK;
use cards::CardBook;
use chrono::NaiveDate;
use identity::approvals::{self, Approval};
use identity::{Actor, Approvals, Right, audit};
use kernel::{
    ApprovalId, ContractId, Cursor, FeeRuleId, InstitutionId, MerchantId, Money, Page, Rule,
    RuleWord,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use storage::Tx;
use store::Narrow;

/// Rules of one institution that are not retired, at most.
pub const RULES_PER_INSTITUTION_MAX: i64 = 20_000;
/// Versions that a cut reads at most.
const VERSIONS_MAX: i64 = 1_000_000;
/// Versions of one rule that are shown at most.
const VERSIONS_SHOWN_MAX: i64 = 1_000;

/// What a list of rules may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// What it sets.
    pub kind: Option<FeeKind>,
    /// State.
    pub state: Option<FeeState>,
    /// Whose.
    pub institution: Option<InstitutionId>,
    /// For this contract.
    pub contract: Option<ContractId>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows of the page.
    pub limit: Option<i64>,
}

/// What an approval of a rule's change holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    change: FeeChange,
    institution: InstitutionId,
    rule: FeeRuleId,
    /// The version that the change was made on.
    version: i32,
    draft: FeeRuleDraft,
}

/// Rules that the actor may see, newest first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    filter: Filter,
) -> Result<Page<FeeRule>, Error> {
    actor.may(Right::ClearingRead)?;
    let limit = kernel::page::limit_rows(filter.limit);
    let narrow = Narrow {
        id: None,
        kind: filter.kind,
        state: filter.state,
        institution: filter.institution,
        contract: filter.contract,
        reader: reader(actor),
        before: filter.cursor.as_ref().map(place).transpose()?,
    };
    let mut tx = context.db.network().read().await?;
    let rows = store::list(&mut tx, &narrow, limit + 1).await?;
    Ok(Page::cut(rows, limit, |rule| rule.id.to_string()))
}

/// One rule with its published versions, the newest first.
pub async fn find(
    context: &Context,
    actor: &Actor,
    id: FeeRuleId,
) -> Result<(FeeRule, Vec<FeeVersion>), Error> {
    actor.may(Right::ClearingRead)?;
    let mut tx = context.db.network().read().await?;
    let narrow = Narrow { id: Some(id), reader: reader(actor), ..Narrow::default() };
    let rule = store::list(&mut tx, &narrow, 1).await?.into_iter().next();
    let rule = rule.ok_or(Error::Missing(id))?;
    let versions = store::versions(&mut tx, Some(id), None, VERSIONS_SHOWN_MAX).await?;
    Ok((rule, versions))
}

/// Whose eyes read. The tariff is the network branch's and everybody's to see, so that rules are
/// read with the network's eyes and narrowed to the reader's own and the tariff.
fn reader(actor: &Actor) -> Option<InstitutionId> {
    (!actor.network).then_some(actor.institution)
}

/// Asks for a new rule. It stays a draft until somebody else approves.
pub async fn create(
    context: &Context,
    actor: &Actor,
    draft: FeeRuleDraft,
) -> Result<(FeeRule, ApprovalId), Error> {
    actor.may(Right::FeesWrite)?;
    check(context, actor, &draft).await?;
    let at = context.clock.now();
    let rule = FeeRule {
        institution_id: actor.institution,
        id: FeeRuleId::new(),
        kind: draft.kind,
        name: draft.name.trim().to_owned(),
        card_class: draft.card_class,
        contract_id: draft.contract_id,
        mccs: mccs(&draft),
        rate_bp: draft.rate_bp,
        cap_fen: draft.cap_fen,
        source: draft.source.trim().to_owned(),
        from_day: draft.from_day,
        state: FeeState::Draft,
        version: 0,
        created_by: actor.who.to_string(),
        approved_by: None,
        created_at: at,
        changed_at: at,
    };
    let mut tx = context.begin(actor).await?;
    if RULES_PER_INSTITUTION_MAX <= store::count(&mut tx, actor.institution).await? {
        return Err(Error::TooMany(RULES_PER_INSTITUTION_MAX));
    }
    store::insert(&mut tx, &rule).await?;
    let approval = ask(&mut tx, context, actor, FeeChange::Create, (&rule, draft)).await?;
    tx.commit().await?;
    Ok((rule, approval))
}

/// Asks for another text of a rule from a day on. What it sets stays.
pub async fn change(
    context: &Context,
    actor: &Actor,
    id: FeeRuleId,
    draft: FeeRuleDraft,
) -> Result<(FeeRule, ApprovalId), Error> {
    actor.may(Right::FeesWrite)?;
    let mut tx = context.begin(actor).await?;
    let rule = own(&mut tx, actor, id).await?;
    if draft.kind != rule.kind {
        let rule = Rule::new(RuleWord::WordUnknown, format!("stays `{}`", rule.kind));
        return Err(Error::broken("kind", rule.with("allowed", draft.kind)));
    }
    check(context, actor, &draft).await?;
    let approval = ask(&mut tx, context, actor, FeeChange::Change, (&rule, draft)).await?;
    tx.commit().await?;
    Ok((rule, approval))
}

/// Asks for the end of a rule: `from_day` is the first day on which it does not hold.
pub async fn retire(
    context: &Context,
    actor: &Actor,
    id: FeeRuleId,
    from_day: NaiveDate,
) -> Result<(FeeRule, ApprovalId), Error> {
    actor.may(Right::FeesWrite)?;
    let mut tx = context.begin(actor).await?;
    let rule = own(&mut tx, actor, id).await?;
    let earliest = earliest(&mut tx, actor.institution, context.clock.now(), from_day).await?;
    if from_day < earliest {
        return Err(day_broken(earliest));
    }
    let draft = FeeRuleDraft { from_day, ..draft_of(&rule)? };
    let approval = ask(&mut tx, context, actor, FeeChange::Retire, (&rule, draft)).await?;
    tx.commit().await?;
    Ok((rule, approval))
}

/// Registers what the approval of a rule's change does.
pub fn register(approvals: Approvals) -> Approvals {
    let kinds = FeeChange::ALL.iter().map(|change| change.approval_kind());
    kinds.fold(approvals, |approvals, kind| {
        approvals.on(kind, |tx, approval| Box::pin(async move { Ok(apply(tx, approval).await?) }))
    })
}

/// Publishes what was approved, in the transaction of the approval: the rule, its version, and
/// its leaf in the evidence log.
async fn apply(tx: &mut Tx, approval: &Approval) -> Result<(), Error> {
    let asked: Asked = serde_json::from_value(approval.payload.clone())?;
    let before = one(tx, asked.rule).await?;
    if before.version != asked.version || before.state == FeeState::Retired {
        return Err(Error::Stale(before.version));
    }
    let at = approval.decided_at.unwrap_or(approval.requested_at);
    let earliest = earliest(tx, asked.institution, at, asked.draft.from_day).await?;
    if asked.draft.from_day < earliest {
        return Err(Error::DayPast(earliest));
    }
    let after = FeeRule {
        name: asked.draft.name.trim().to_owned(),
        card_class: asked.draft.card_class,
        contract_id: asked.draft.contract_id,
        mccs: mccs(&asked.draft),
        rate_bp: asked.draft.rate_bp,
        cap_fen: asked.draft.cap_fen,
        source: asked.draft.source.trim().to_owned(),
        from_day: asked.draft.from_day,
        state: match asked.change {
            FeeChange::Create | FeeChange::Change => FeeState::Active,
            FeeChange::Retire => FeeState::Retired,
        },
        version: before.version + 1,
        created_by: approval.requested_by.clone(),
        approved_by: approval.decided_by.clone(),
        changed_at: at,
        ..before
    };
    if !store::publish(tx, &after).await? {
        return Err(Error::Stale(after.version));
    }
    let body = json!({ "change": asked.change, "rule": after });
    let (institution, subject) = (after.institution_id, after.id.to_string());
    let leaf = evidence::append(tx, institution, "fee_rule.published", &subject, &body, at);
    let leaf = leaf.await.map_err(Error::Evidence)?;
    store::insert_version(tx, &after, asked.change, approval.id, leaf).await?;
    // Routing may go by cost.
    acquirers::bump(tx, institution).await?;
    Ok(())
}

/// A payment that might be.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Who acquires it.
    pub acquirer: InstitutionId,
    /// The merchant, for its category and contract.
    pub merchant: Option<MerchantId>,
    /// Its category, where no merchant is named.
    pub mcc: Option<String>,
    /// First digits of the card; or else its class.
    pub card_bin: Option<String>,
    /// Class of the card.
    pub card_class: Option<CardClass>,
    /// Amount, fen; below zero for a refund.
    pub amount_fen: i64,
    /// The business day.
    pub day: NaiveDate,
}

/// What the fees of a trial come to, and why.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What the card counts as.
    pub card_class: CardClass,
    /// The card is in a range, or its class was given.
    pub card_known: bool,
    /// The prices with their sources.
    pub explained: Explained,
    /// The parts.
    pub split: Split,
}

/// Splits the fee of a payment that might be, and says by which rules. Rules of other acquirers
/// are seen only where the network branch asks.
pub async fn preview(context: &Context, actor: &Actor, trial: Trial) -> Result<Preview, Error> {
    actor.may(Right::ClearingRead)?;
    let mut tx = context.read(actor).await?;
    let (mcc, contract) = match trial.merchant {
        Some(id) => store::merchant(&mut tx, id, trial.acquirer).await?.ok_or_else(|| {
            let rule = Rule::new(RuleWord::MerchantUnknown, "is not a merchant that you may see");
            Error::broken("merchant_id", rule)
        })?,
        None => (trial.mcc.unwrap_or_default(), None),
    };
    let known = match (trial.card_class, &trial.card_bin) {
        (Some(class), _) => Some(class),
        (None, Some(digits)) => card_book(&mut tx).await?.class(digits, trial.day),
        (None, None) => None,
    };
    let class = known.unwrap_or(CardClass::Credit);
    drop(tx);
    let mut tx = context.db.network().read().await?;
    let table = book(&mut tx, reader(actor)).await?.on(trial.day);
    let case = Case { acquirer: trial.acquirer, contract, mcc: &mcc, class };
    let explained = table.explain(&case);
    let split = split(Money::from_fen(trial.amount_fen), &explained.terms()).ok_or_else(|| {
        let rule = Rule::new(RuleWord::Between, "is within what an account holds");
        Error::broken("amount_fen", rule.from_to(i64::MIN / 2, i64::MAX / 2))
    })?;
    Ok(Preview { card_class: class, card_known: known.is_some(), explained, split })
}

/// Every published version that the transaction and the reader may see.
pub(super) async fn book(tx: &mut Tx, reader: Option<InstitutionId>) -> sqlx::Result<FeeBook> {
    Ok(FeeBook::new(store::versions(tx, None, reader, VERSIONS_MAX).await?))
}

/// Prices and card classes of the business day of a moment, of all institutions: read by routing,
/// in the network's scope.
pub(crate) async fn pricing_at(
    tx: &mut Tx,
    at: chrono::DateTime<chrono::Utc>,
) -> sqlx::Result<Pricing> {
    // Candidates are of several acquirers, so the prices are those of the network's own day.
    let day = acquirers::cut_off_book_in(tx).await?.of(NETWORK).day_of(at);
    let table = book(tx, None).await?.on(day);
    Ok(Pricing::new(&table, &card_book(tx).await?, day))
}

/// All card ranges.
pub(super) async fn card_book(tx: &mut Tx) -> sqlx::Result<CardBook> {
    Ok(CardBook::new(store::bins(tx, (None, None), None, cards::RANGES_MAX).await?))
}

async fn ask(
    tx: &mut Tx,
    context: &Context,
    actor: &Actor,
    change: FeeChange,
    (rule, draft): (&FeeRule, FeeRuleDraft),
) -> Result<ApprovalId, Error> {
    let asked = Asked {
        change,
        institution: rule.institution_id,
        rule: rule.id,
        version: rule.version,
        draft,
    };
    let (kind, target, at) = (change.approval_kind(), rule.id.to_string(), context.clock.now());
    let payload = serde_json::to_value(&asked)?;
    let approval = approvals::request(tx, actor, kind, &target, payload, at).await?;
    let detail = json!({ "approval": approval, "asked": asked });
    audit::record(tx, actor, &format!("{kind}.request"), &target, detail, at).await?;
    Ok(approval)
}

/// What can be checked only by looking it up.
async fn check(context: &Context, actor: &Actor, draft: &FeeRuleDraft) -> Result<(), Error> {
    draft.check()?;
    if draft.kind.is_tariff() && actor.institution != NETWORK {
        return Err(Error::TariffOfNetwork);
    }
    let mut tx = context.read(actor).await?;
    let earliest =
        earliest(&mut tx, actor.institution, context.clock.now(), draft.from_day).await?;
    if draft.from_day < earliest {
        return Err(day_broken(earliest));
    }
    let Some(contract) = draft.contract_id else {
        return Ok(());
    };
    let acquirer = store::acquirer_of(&mut tx, contract).await?;
    if acquirer != Some(actor.institution) {
        let rule = Rule::new(RuleWord::AcquirerUnknown, "is not a contract of your institution");
        return Err(Error::broken("contract_id", rule));
    }
    Ok(())
}

fn day_broken(earliest: NaiveDate) -> Error {
    let rule = Rule::new(RuleWord::NotBefore, format!("is not before {earliest}"));
    Error::broken("from_day", rule.with("other", earliest))
}

/// The first day on which something asked for `from` may begin: the business day that runs at an
/// institution, or the next when lines of that or a later day are made.
async fn earliest(
    tx: &mut Tx,
    institution: InstitutionId,
    at: chrono::DateTime<chrono::Utc>,
    from: NaiveDate,
) -> sqlx::Result<NaiveDate> {
    let today = acquirers::cut_off_book_in(tx).await?.of(institution).day_of(at);
    let wanted = from.max(today);
    let next = wanted.succ_opt().unwrap_or(wanted);
    if store::is_cut(tx, wanted).await? { Ok(next) } else { Ok(today) }
}

async fn one(tx: &mut Tx, id: FeeRuleId) -> Result<FeeRule, Error> {
    let narrow = Narrow { id: Some(id), ..Narrow::default() };
    store::list(tx, &narrow, 1).await?.into_iter().next().ok_or(Error::Missing(id))
}

/// A rule of the actor's institution that has not ended: he asks for changes of no other.
async fn own(tx: &mut Tx, actor: &Actor, id: FeeRuleId) -> Result<FeeRule, Error> {
    let rule = one(tx, id).await?;
    if rule.institution_id != actor.institution {
        return Err(Error::NotYours(rule.institution_id));
    }
    if rule.state == FeeState::Retired {
        return Err(Error::Retired);
    }
    Ok(rule)
}

fn mccs(draft: &FeeRuleDraft) -> Vec<String> {
    draft.mccs.iter().map(ToString::to_string).collect()
}

fn draft_of(rule: &FeeRule) -> Result<FeeRuleDraft, Error> {
    let mccs = rule.mccs.iter().map(|mcc| mcc.parse());
    Ok(FeeRuleDraft {
        kind: rule.kind,
        name: rule.name.clone(),
        card_class: rule.card_class,
        contract_id: rule.contract_id,
        mccs: mccs.collect::<Result<_, kernel::mcc::BadMcc>>().unwrap_or_default(),
        rate_bp: rule.rate_bp,
        cap_fen: rule.cap_fen,
        source: rule.source.clone(),
        from_day: rule.from_day,
    })
}

fn foreign() -> Error {
    Error::broken("cursor", Rule::new(RuleWord::CursorForeign, "is not one that a list has given"))
}

fn place(cursor: &Cursor) -> Result<FeeRuleId, Error> {
    cursor.0.parse().map_err(|_| foreign())
}

#[cfg(test)]
mod tests;
