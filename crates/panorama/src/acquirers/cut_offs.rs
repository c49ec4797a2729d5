//! When an acquirer's business day ends 日切时间: a dated setting that two people make. A change
//! begins with a business day that has not begun, so that no payment changes its day.

use super::model::{CutOffSet, Error};
use super::{own_acquirer, store};
use crate::Context;
use crate::clearing::day::{CutOff, CutOffBook};
use chrono::NaiveDate;
use identity::approvals::{self, Approval};
use identity::{Actor, Approvals, Right, audit};
use kernel::{ApprovalId, InstitutionId, Rule, RuleWord};
use serde::{Deserialize, Serialize};
use serde_json::json;
use storage::{Db, Tx};

/// Kind of the approval.
pub const SET: &str = "acquirer.cut_off";
/// Changes of all acquirers that are read at most.
pub(super) const CUT_OFFS_MAX: i64 = 100_000;

/// What an approval holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    acquirer: InstitutionId,
    from_day: NaiveDate,
    cut_off: CutOff,
}

/// The cut-offs of all acquirers, for whoever must tell business days.
pub async fn cut_off_book(db: &Db) -> sqlx::Result<CutOffBook> {
    let mut tx = db.network().read().await?;
    cut_off_book_in(&mut tx).await
}

/// The cut-offs that a transaction may see.
pub async fn cut_off_book_in(tx: &mut Tx) -> sqlx::Result<CutOffBook> {
    let all = store::cut_offs(tx, None, CUT_OFFS_MAX).await?;
    Ok(CutOffBook::new(all.into_iter().map(|set| (set.institution_id, set.from_day, set.cut_off))))
}

/// Asks for another cut-off from a business day on. It holds once somebody else has approved.
pub async fn set_cut_off(
    context: &Context,
    actor: &Actor,
    acquirer: InstitutionId,
    (from_day, cut_off): (NaiveDate, CutOff),
) -> Result<ApprovalId, Error> {
    actor.may(Right::AcquirersWrite)?;
    own_acquirer(context, actor, acquirer).await?;
    let at = context.clock.now();
    let mut tx = context.begin(actor).await?;
    let running = cut_off_book_in(&mut tx).await?.of(acquirer).day_of(at);
    if from_day <= running {
        let earliest = running.succ_opt().unwrap_or(running);
        let rule = Rule::new(RuleWord::NotBefore, format!("is not before {earliest}"));
        let rule = rule.with("other", earliest);
        return Err(Error::Invalid { field: "from_day".to_owned(), rule });
    }
    if store::cut_offs(&mut tx, Some(acquirer), CUT_OFFS_MAX)
        .await?
        .iter()
        .any(|set| set.from_day == from_day)
    {
        return Err(Error::CutOffTaken(from_day));
    }
    let payload = serde_json::to_value(Asked { acquirer, from_day, cut_off })?;
    let target = acquirer.to_string();
    let detail = json!({ "asked": payload });
    let approval = approvals::request(&mut tx, actor, SET, &target, payload, at).await?;
    audit::record(&mut tx, actor, "acquirer.cut_off.request", &target, detail, at).await?;
    tx.commit().await?;
    Ok(approval)
}

/// Registers what the approval of a cut-off does.
pub fn register(approvals: Approvals) -> Approvals {
    approvals.on(SET, |tx, approval| Box::pin(async move { Ok(apply(tx, approval).await?) }))
}

async fn apply(tx: &mut Tx, approval: &Approval) -> Result<(), Error> {
    let Asked { acquirer, from_day, cut_off } = serde_json::from_value(approval.payload.clone())?;
    let at = approval.decided_at.unwrap_or(approval.requested_at);
    let running = cut_off_book_in(tx).await?.of(acquirer).day_of(at);
    if from_day <= running {
        return Err(Error::CutOffPast(from_day));
    }
    let set = CutOffSet {
        institution_id: acquirer,
        from_day,
        cut_off,
        requested_by: approval.requested_by.clone(),
        approved_by: approval.decided_by.clone().unwrap_or_default(),
        at,
    };
    if !store::insert_cut_off(tx, &set, approval.id).await? {
        return Err(Error::CutOffTaken(from_day));
    }
    Ok(())
}
