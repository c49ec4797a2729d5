//! Holds: placed by one person at once, released by two.

use super::model::{HoldState, SettlementHold};
use super::store::{self, NarrowHolds};
use super::{Error, foreign};
use crate::Context;
use identity::approvals::{self, Approval};
use identity::{Actor, Approvals, Right, audit};
use kernel::{ApprovalId, Cursor, HoldId, MerchantId, Page, Rule, RuleWord};
use serde::{Deserialize, Serialize};
use serde_json::json;
use storage::Tx;

/// Kind of the approval that a release needs.
const RELEASE: &str = "settlement_hold.release";
/// Longest reason, in characters.
const REASON_MAX: usize = 500;

/// A hold as somebody wants it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldDraft {
    /// Whose money.
    pub merchant_id: MerchantId,
    /// So much of it, fen; all when absent.
    #[schema(minimum = 1)]
    pub amount_fen: Option<i64>,
    /// Why, 1 to 500 characters.
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
}

/// What an approval of a release holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    hold: HoldId,
    reason: String,
}

/// What a list of holds may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct HoldFilter {
    /// Whose money.
    pub merchant: Option<MerchantId>,
    /// State.
    pub state: Option<HoldState>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows of the page.
    pub limit: Option<i64>,
}

/// Holds that the actor may see, newest first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    filter: HoldFilter,
) -> Result<Page<SettlementHold>, Error> {
    actor.may(Right::ClearingRead)?;
    let limit = kernel::page::limit_rows(filter.limit);
    let before = filter.cursor.map(|cursor| cursor.0.parse().map_err(|_| foreign()));
    let narrow = NarrowHolds {
        id: None,
        merchant: filter.merchant,
        state: filter.state,
        before: before.transpose()?,
    };
    let mut tx = context.read(actor).await?;
    let rows = store::holds(&mut tx, &narrow, limit + 1).await?;
    Ok(Page::cut(rows, limit, |hold| hold.id.to_string()))
}

/// Keeps money of a merchant back from the next batch on.
pub async fn place(
    context: &Context,
    actor: &Actor,
    draft: HoldDraft,
) -> Result<SettlementHold, Error> {
    actor.may(Right::ClearingSettle)?;
    let reason = reason(&draft.reason)?;
    if draft.amount_fen.is_some_and(|fen| fen <= 0) {
        let rule = Rule::new(RuleWord::Between, "is above zero").from_to(1, i64::MAX);
        return Err(Error::Broken("amount_fen", rule));
    }
    let at = context.clock.now();
    let mut tx = context.begin(actor).await?;
    let home = store::home(&mut tx, draft.merchant_id).await?;
    // An acquirer may see the merchant, but its money is its home institution's affair.
    let home = home.filter(|home| actor.network || *home == actor.institution);
    let home = home.ok_or(Error::NoMerchant(draft.merchant_id))?;
    let hold = SettlementHold {
        institution_id: home,
        id: HoldId::new(),
        merchant_id: draft.merchant_id,
        amount_fen: draft.amount_fen,
        reason,
        state: HoldState::Active,
        placed_by: actor.who.to_string(),
        placed_at: at,
        released_by: None,
        released_at: None,
    };
    store::insert_hold(&mut tx, &hold).await?;
    let detail = json!({ "merchant": hold.merchant_id, "amount_fen": hold.amount_fen,
        "reason": hold.reason });
    let target = hold.id.to_string();
    audit::record(&mut tx, actor, "settlement_hold.place", &target, detail, at).await?;
    tx.commit().await?;
    Ok(hold)
}

/// Asks for the release of a hold. It keeps money back until somebody else approves.
pub async fn release(
    context: &Context,
    actor: &Actor,
    id: HoldId,
    why: &str,
) -> Result<(SettlementHold, ApprovalId), Error> {
    actor.may(Right::ClearingSettle)?;
    let reason = reason(why)?;
    let at = context.clock.now();
    let mut tx = context.begin(actor).await?;
    let hold = one(&mut tx, id).await?;
    if hold.state != HoldState::Active {
        return Err(Error::HoldIs(hold.state));
    }
    let payload = serde_json::to_value(Asked { hold: id, reason })?;
    let target = id.to_string();
    let detail = json!({ "asked": payload });
    let approval = approvals::request(&mut tx, actor, RELEASE, &target, payload, at).await?;
    let action = "settlement_hold.release.request";
    audit::record(&mut tx, actor, action, &target, detail, at).await?;
    tx.commit().await?;
    Ok((hold, approval))
}

/// Registers what the approval of a release does.
pub fn register(approvals: Approvals) -> Approvals {
    approvals.on(RELEASE, |tx, approval| Box::pin(async move { Ok(apply(tx, approval).await?) }))
}

async fn apply(tx: &mut Tx, approval: &Approval) -> Result<(), Error> {
    let asked: Asked = serde_json::from_value(approval.payload.clone())?;
    let hold = one(tx, asked.hold).await?;
    let at = approval.decided_at.unwrap_or(approval.requested_at);
    if !store::release(tx, hold.id, &approval.requested_by, at).await? {
        return Err(Error::HoldIs(HoldState::Released));
    }
    Ok(())
}

async fn one(tx: &mut Tx, id: HoldId) -> Result<SettlementHold, Error> {
    let narrow = NarrowHolds { id: Some(id), ..NarrowHolds::default() };
    store::holds(tx, &narrow, 1).await?.into_iter().next().ok_or(Error::NoHold(id))
}

fn reason(text: &str) -> Result<String, Error> {
    let text = text.trim();
    if (1..=REASON_MAX).contains(&text.chars().count()) {
        return Ok(text.to_owned());
    }
    Err(Error::Broken("reason", Rule::name(REASON_MAX)))
}
