//! Routing 路由: which acquirer takes a payment, over which link (PN2).
//!
//! A rule is a draft until a second person has approved it, then active, and retired at the end.
//! Its text changes only by another approval; every published version is kept and is a leaf in
//! the evidence log. Of the rules that fit a payment and can be used (the merchant has a
//! contract with the acquirer in force for the product, the link is active and up) the one with
//! the longest card range wins, then the smallest priority number, then the institution's own
//! before the network's, then the oldest. Where none fits, the merchant's contract decides: with
//! its home institution first. The decision is kept on the payment with its reasons.
//!
//! A rule leads to one target or several: in order, by weight (a share of the payments each, drawn
//! by the payment's id), or to the one whose fee is the least. A link that fails too often is left
//! out for a while (`acquirers::Breaker`); one over which too few payments succeed is taken only
//! when no rule fits and there is nothing else.
//!
//! Invariant: [`Table`] is pure and never changed; [`Router`] replaces it within a second of a
//! change. Voids, refunds and reversals are not routed: they go where the payment went.

mod decision;
mod error;
mod facts;
mod history;
mod http;
mod model;
mod router;
mod rules;
mod store;
mod table;
mod targets;
mod walk;

pub use decision::{
    Considered, ConsideredTarget, Contract, Decision, LinkEntry, NoRoute, Question, Reason,
    TargetReason, Verdict,
};
pub use error::Error;
pub use history::{Example, Move, Place, REPLAYED_MAX, Replay, Replayed, Share, Sum, replay};
pub use http::{RoutingState, routes};
pub use model::{
    BinRange, Broken, Conditions, Minute, Route, RouteChange, RouteDraft, RouteState, RoutedKind,
    RoutedProduct,
};
pub use router::{REFRESH_EVERY, ROUTES_MAX, Router};
pub use table::{CONSIDERED_MAX, NETWORK, Table};
pub use targets::{Strategy, Target};

use crate::Context;
use crate::acquirers::{self, LinkState};
use chrono::{DateTime, Utc};
use identity::approvals::{self, Approval};
use identity::{Actor, Approvals, Right, audit};
use kernel::{
    ApprovalId, Cursor, InstitutionId, Mcc, MerchantId, Page, PaymentId, RouteId, Rule, RuleWord,
    TerminalId,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use storage::Tx;
use store::Narrow;

/// Rules of one institution that are not retired, at most.
pub const ROUTES_PER_INSTITUTION_MAX: i64 = 500;

/// What a list of rules may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// State.
    pub state: Option<RouteState>,
    /// Acquirer it leads to.
    pub acquirer: Option<InstitutionId>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows of the page.
    pub limit: Option<i64>,
}

/// What an approval of a rule's change holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    change: RouteChange,
    institution: InstitutionId,
    route: RouteId,
    /// The version that the change was made on.
    version: i32,
    draft: RouteDraft,
}

/// Rules that the actor may see, by priority.
pub async fn list(context: &Context, actor: &Actor, filter: Filter) -> Result<Page<Route>, Error> {
    actor.may(Right::RoutesRead)?;
    let limit = kernel::page::limit_rows(filter.limit);
    let narrow = Narrow {
        id: None,
        state: filter.state,
        acquirer: filter.acquirer,
        after: filter.cursor.as_ref().map(place).transpose()?,
    };
    let mut tx = context.read(actor).await?;
    let rows = store::list(&mut tx, &narrow, limit + 1).await?;
    Ok(Page::cut(rows, limit, |route| format!("{}.{}", route.priority, route.id)))
}

/// One rule.
pub async fn find(context: &Context, actor: &Actor, id: RouteId) -> Result<Route, Error> {
    actor.may(Right::RoutesRead)?;
    let mut tx = context.read(actor).await?;
    one(&mut tx, id).await
}

/// Asks for a new rule. It stays a draft until somebody else approves.
pub async fn create(
    context: &Context,
    actor: &Actor,
    draft: RouteDraft,
) -> Result<(Route, ApprovalId), Error> {
    actor.may(Right::RoutesWrite)?;
    check(context, actor, &draft).await?;
    let at = context.clock.now();
    let route = Route {
        institution: actor.institution,
        id: RouteId::new(),
        name: draft.name.trim().to_owned(),
        priority: draft.priority,
        state: RouteState::Draft,
        conditions: draft.conditions.clone(),
        strategy: draft.strategy,
        targets: draft.targets.clone(),
        version: 0,
        created_by: actor.who.to_string(),
        approved_by: None,
        created_at: at,
        changed_at: at,
    };
    let mut tx = context.begin(actor).await?;
    if ROUTES_PER_INSTITUTION_MAX <= store::count(&mut tx, actor.institution).await? {
        return Err(Error::TooMany(ROUTES_PER_INSTITUTION_MAX));
    }
    store::insert(&mut tx, &route).await?;
    let approval = ask(&mut tx, actor, RouteChange::Create, (&route, draft), at).await?;
    tx.commit().await?;
    Ok((route, approval))
}

/// Asks for another text of a rule. Until somebody else approves, the rule stays as it is.
pub async fn change(
    context: &Context,
    actor: &Actor,
    id: RouteId,
    draft: RouteDraft,
) -> Result<(Route, ApprovalId), Error> {
    actor.may(Right::RoutesWrite)?;
    check(context, actor, &draft).await?;
    let mut tx = context.begin(actor).await?;
    let route = own(&mut tx, actor, id).await?;
    let at = context.clock.now();
    let approval = ask(&mut tx, actor, RouteChange::Change, (&route, draft), at).await?;
    tx.commit().await?;
    Ok((route, approval))
}

/// Asks for the end of a rule.
pub async fn retire(
    context: &Context,
    actor: &Actor,
    id: RouteId,
) -> Result<(Route, ApprovalId), Error> {
    actor.may(Right::RoutesWrite)?;
    let mut tx = context.begin(actor).await?;
    let route = own(&mut tx, actor, id).await?;
    let at = context.clock.now();
    let draft = draft_of(&route);
    let approval = ask(&mut tx, actor, RouteChange::Retire, (&route, draft), at).await?;
    tx.commit().await?;
    Ok((route, approval))
}

/// Registers what the approval of a rule's change does.
pub fn register(approvals: Approvals) -> Approvals {
    let kinds = RouteChange::ALL.iter().map(|change| change.approval_kind());
    kinds.fold(approvals, |approvals, kind| {
        approvals.on(kind, |tx, approval| Box::pin(async move { Ok(apply(tx, approval).await?) }))
    })
}

/// Publishes what was approved, in the transaction of the approval: the rule, its version, its
/// leaf in the evidence log, and the sign for every node to read it.
async fn apply(tx: &mut Tx, approval: &Approval) -> Result<(), Error> {
    let asked: Asked = serde_json::from_value(in_todays_words(approval.payload.clone()))?;
    let before = one(tx, asked.route).await?;
    if before.version != asked.version || before.state == RouteState::Retired {
        return Err(Error::Stale(before.version));
    }
    let at = approval.decided_at.unwrap_or(approval.requested_at);
    let after = Route {
        name: asked.draft.name.trim().to_owned(),
        priority: asked.draft.priority,
        state: match asked.change {
            RouteChange::Create | RouteChange::Change => RouteState::Active,
            RouteChange::Retire => RouteState::Retired,
        },
        conditions: asked.draft.conditions,
        strategy: asked.draft.strategy,
        targets: asked.draft.targets,
        version: before.version + 1,
        created_by: approval.requested_by.clone(),
        approved_by: approval.decided_by.clone(),
        changed_at: at,
        ..before
    };
    if !store::publish(tx, &after).await? {
        return Err(Error::Stale(after.version));
    }
    let leaf = evidence::append(
        tx,
        after.institution,
        "route.published",
        &after.id.to_string(),
        &leaf_body(&after, asked.change),
        at,
    )
    .await
    .map_err(Error::Evidence)?;
    store::insert_version(tx, &after, asked.change, approval.id, leaf).await?;
    acquirers::bump(tx, after.institution).await?;
    Ok(())
}

/// What was asked of the program before this one named one acquirer and link, not targets.
fn in_todays_words(mut payload: serde_json::Value) -> serde_json::Value {
    if let Some(draft) = payload.get_mut("draft").and_then(serde_json::Value::as_object_mut)
        && let (Some(acquirer), Some(link)) = (draft.remove("acquirer_id"), draft.remove("link_id"))
    {
        draft.insert("targets".to_owned(), json!([{ "acquirer_id": acquirer, "link_id": link }]));
    }
    payload
}

fn leaf_body(route: &Route, change: RouteChange) -> serde_json::Value {
    json!({
        "change": change,
        "version": route.version,
        "state": route.state,
        "name": route.name,
        "priority": route.priority,
        "conditions": route.conditions,
        "strategy": route.strategy,
        "targets": route.targets,
        "requested_by": route.created_by,
        "approved_by": route.approved_by,
    })
}

/// A payment that might be.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The merchant, or the terminal that it would come from.
    pub from: From,
    /// Card number or its first digits.
    pub card: String,
    /// Amount, fen.
    pub amount_fen: i64,
    /// Kind.
    pub kind: RoutedKind,
    /// Product.
    pub product: RoutedProduct,
    /// Category; the store's or merchant's own when absent.
    pub mcc: Option<Mcc>,
    /// When; now when absent.
    pub at: Option<DateTime<Utc>>,
}

/// Where a trial comes from.
#[derive(Clone, Copy, Debug)]
pub enum From {
    /// A merchant.
    Merchant(MerchantId),
    /// A terminal, for its merchant and its store's category.
    Terminal(TerminalId),
}

/// Decides without a payment, over the rules in force and the contracts as they are in the
/// database now, and says of every rule what became of it.
pub async fn dry_run(
    context: &Context,
    router: &Router,
    actor: &Actor,
    trial: Trial,
) -> Result<Result<Decision, NoRoute>, Error> {
    actor.may(Right::RoutesRead)?;
    let mut tx = context.read(actor).await?;
    let subject = match trial.from {
        From::Merchant(id) => store::merchant(&mut tx, id).await?.ok_or(Error::NoMerchant(id))?,
        From::Terminal(id) => store::terminal(&mut tx, id).await?.ok_or(Error::NoTerminal(id))?,
    };
    let contracts = store::contracts_of(&mut tx, subject.merchant_id).await?;
    drop(tx);
    router.refresh().await?;
    let now = context.clock.now();
    let reports = acquirers::all_health(&context.db.network()).await?;
    let standings = acquirers::standings(&reports, now);
    let question = Question {
        payment: PaymentId::new(),
        institution: subject.institution_id,
        merchant: subject.merchant_id,
        kind: trial.kind,
        product: trial.product.as_str(),
        card: &trial.card,
        mcc: trial.mcc.unwrap_or(subject.mcc),
        amount_fen: trial.amount_fen,
        at: trial.at.unwrap_or(now),
    };
    // What this node sees itself, and what it has heard of others.
    let standing = |link| {
        let own = router.board().standing(link, router.board().is_up(link), now);
        standings.get(&link).map_or(own, |heard| own.max(*heard))
    };
    Ok(router.table().explain(&question, &contracts, standing))
}

async fn ask(
    tx: &mut Tx,
    actor: &Actor,
    change: RouteChange,
    (route, draft): (&Route, RouteDraft),
    at: DateTime<Utc>,
) -> Result<ApprovalId, Error> {
    let asked = Asked {
        change,
        institution: route.institution,
        route: route.id,
        version: route.version,
        draft,
    };
    let kind = change.approval_kind();
    let target = route.id.to_string();
    let payload = serde_json::to_value(&asked)?;
    let approval = approvals::request(tx, actor, kind, &target, payload, at).await?;
    let detail = json!({ "approval": approval, "asked": asked });
    audit::record(tx, actor, &format!("{kind}.request"), &target, detail, at).await?;
    Ok(approval)
}

/// What can be checked only by looking it up.
async fn check(context: &Context, actor: &Actor, draft: &RouteDraft) -> Result<(), Error> {
    draft.check()?;
    let mut tx = context.read(actor).await?;
    if let Some(merchant) = draft.conditions.merchant_id
        && store::merchant(&mut tx, merchant).await?.is_none()
    {
        let rule = Rule::new(RuleWord::MerchantUnknown, "is not a merchant that you may see");
        return Err(Error::broken("conditions.merchant_id", rule));
    }
    drop(tx);
    for (index, target) in draft.targets.iter().enumerate() {
        let link = acquirers::link_of_any(&context.db, target.link_id).await?;
        let (word, text) = match link {
            Some(link) if link.institution != target.acquirer_id => {
                (RuleWord::LinkOfAnother, "is a link of another acquirer")
            }
            Some(link) if link.state == LinkState::Retired => (RuleWord::LinkRetired, "is retired"),
            Some(_) => continue,
            None => (RuleWord::LinkUnknown, "is not a link"),
        };
        return Err(Error::broken(&format!("targets[{index}].link_id"), Rule::new(word, text)));
    }
    Ok(())
}

async fn one(tx: &mut Tx, id: RouteId) -> Result<Route, Error> {
    let narrow = Narrow { id: Some(id), ..Narrow::default() };
    let found = store::list(tx, &narrow, 1).await?;
    found.into_iter().next().ok_or(Error::Missing(id))
}

/// A rule of the actor's institution that has not ended: he asks for changes of no other.
async fn own(tx: &mut Tx, actor: &Actor, id: RouteId) -> Result<Route, Error> {
    let route = one(tx, id).await?;
    if route.institution != actor.institution {
        return Err(Error::NotYours(route.institution));
    }
    if route.state == RouteState::Retired {
        return Err(Error::Retired);
    }
    Ok(route)
}

fn draft_of(route: &Route) -> RouteDraft {
    RouteDraft {
        name: route.name.clone(),
        priority: route.priority,
        conditions: route.conditions.clone(),
        strategy: route.strategy,
        targets: route.targets.clone(),
    }
}

fn place(cursor: &Cursor) -> Result<(i32, RouteId), Error> {
    let place = cursor
        .0
        .split_once('.')
        .and_then(|(priority, id)| Some((priority.parse().ok()?, id.parse().ok()?)));
    place.ok_or_else(|| {
        let rule = Rule::new(RuleWord::CursorForeign, "is not one that a list has given");
        Error::broken("cursor", rule)
    })
}

#[cfg(test)]
mod tests;
