//! Settlement 结算: what merchants are paid, net of fees, on the working day after the business day.
//!
//! A batch takes up every day that is cut and due (T+1 by the [`calendar`]), and whatever batches
//! before it have left: for each merchant at each acquirer one line,
//! `gross - fee + carried in = payout + carried out`. Who owes is not paid, and owes in the next
//! batch; a hold keeps back all of a merchant's money or an amount, is placed by one person and
//! released by two. The payout file goes to the bank; what the bank refuses or sends back waits
//! for the next batch under a hold ([`payouts`]).
//!
//! Invariants: a day is in one batch and a carried amount is taken up once, in the transaction
//! that makes the batch; of a working day there is one batch; no fen is lost between gross and
//! payout, which the table checks line by line.

pub mod bank;
pub mod calendar;
mod error;
mod file;
pub mod holds;
mod http;
mod jobs;
mod model;
pub mod payouts;
pub mod statements;
mod store;

pub use error::Error;
pub use http::routes;
pub use jobs::worker;
pub use model::{
    BatchState, HoldState, LineState, SettlementBatch, SettlementHold, SettlementLine,
};

use crate::Context;
use chrono::{NaiveDate, TimeDelta};
use identity::{Actor, Right, audit, institutions};
use kernel::{
    Cursor, InstitutionId, MerchantId, Page, Rule, RuleWord, SettlementId, SettlementLineId,
};
use model::{Held, settle};
use serde_json::json;
use std::collections::HashMap;
use storage::Tx;
use store::Narrow;

/// Days that one batch takes up at most.
const DAYS_MAX: i64 = 100;
/// China is eight hours before UTC.
const CHINA: TimeDelta = TimeDelta::hours(8);

/// What a list of batches may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Whose.
    pub institution: Option<InstitutionId>,
    /// State.
    pub state: Option<BatchState>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows of the page.
    pub limit: Option<i64>,
}

/// Makes the batch of a working day that has come; the one that is there when it was made before.
pub async fn make(
    context: &Context,
    actor: &Actor,
    institution: InstitutionId,
    settle_date: NaiveDate,
) -> Result<SettlementBatch, Error> {
    actor.may(Right::ClearingSettle)?;
    let home = institutions::find(&context.db.network(), institution).await?;
    // What was paid in a sandbox is no money: nothing of it is ever due to anybody.
    if home.sandbox {
        return Err(Error::NothingDue(settle_date));
    }
    let at = context.clock.now();
    let mut tx = context.begin(actor).await?;
    let narrow =
        Narrow { institution: Some(institution), day: Some(settle_date), ..Narrow::default() };
    if let Some(there) = store::batches(&mut tx, &narrow, 1).await?.into_iter().next() {
        return Ok(there);
    }
    let calendar = calendar::load(&mut tx).await?;
    if !calendar.works(settle_date) {
        return Err(Error::NotWorking(settle_date));
    }
    if (at + CHINA).date_naive() < settle_date {
        return Err(Error::NotCome(settle_date));
    }
    let mut days = store::lock_days(&mut tx, institution, DAYS_MAX).await?;
    days.retain(|day| calendar.settles_on(*day).is_some_and(|on| on <= settle_date));
    let mut batch = SettlementBatch {
        institution_id: institution,
        id: SettlementId::new(),
        settle_date,
        state: BatchState::Made,
        lines: 0,
        payouts: 0,
        gross_fen: 0,
        fee_fen: 0,
        payout_fen: 0,
        carried_fen: 0,
        file_sha256: None,
        made_at: at,
        sent_at: None,
        done_at: None,
    };
    let lines = lines_of(&mut tx, &batch, &days).await?;
    if lines.is_empty() && days.is_empty() {
        return Err(Error::NothingDue(settle_date));
    }
    sum_up(&mut batch, &lines)?;
    if !store::insert_batch(&mut tx, &batch).await? {
        // Another was faster; what this one took up goes back with the transaction.
        drop(tx);
        let mut tx = context.read(actor).await?;
        let there = store::batches(&mut tx, &narrow, 1).await?.into_iter().next();
        return there.ok_or(Error::NothingDue(settle_date));
    }
    store::insert_lines(&mut tx, &lines).await?;
    store::set_settled(&mut tx, institution, &days, batch.id, at).await?;
    let detail = json!({ "days": days, "lines": batch.lines, "payout_fen": batch.payout_fen });
    audit::record(&mut tx, actor, "settlement.make", &batch.id.to_string(), detail, at).await?;
    tx.commit().await?;
    Ok(batch)
}

async fn lines_of(
    tx: &mut Tx,
    batch: &SettlementBatch,
    days: &[NaiveDate],
) -> Result<Vec<SettlementLine>, Error> {
    let institution = batch.institution_id;
    let dues = store::take_dues(tx, institution, days, batch.id).await?;
    let mut held: HashMap<MerchantId, Held> = HashMap::new();
    for (merchant, all, amount_fen) in store::held(tx, institution).await? {
        held.insert(merchant, if all { Held::All } else { Held::Amount(amount_fen) });
    }
    let mut lines = Vec::with_capacity(dues.len());
    for due in dues {
        let kept = held.entry(due.merchant_id).or_insert(Held::Amount(0));
        let settled = settle(&due, kept).ok_or(Error::TooMuch(due.merchant_id))?;
        let (held_fen, payout_fen, carried_out_fen) = settled;
        lines.push(SettlementLine {
            institution_id: institution,
            batch_id: batch.id,
            id: SettlementLineId::new(),
            merchant_id: due.merchant_id,
            merchant_code: due.merchant_code,
            acquirer_id: due.acquirer_id,
            items: i32::try_from(due.items).unwrap_or(i32::MAX),
            gross_fen: due.gross_fen,
            fee_fen: due.fee_fen,
            carried_in_fen: due.carried_in_fen,
            held_fen,
            payout_fen,
            carried_out_fen,
            state: if payout_fen == 0 { LineState::None } else { LineState::Payable },
            reason: String::new(),
            bank_reference: None,
            changed_at: batch.made_at,
        });
    }
    Ok(lines)
}

fn sum_up(batch: &mut SettlementBatch, lines: &[SettlementLine]) -> Result<(), Error> {
    for line in lines {
        let add = |sum: &mut i64, fen: i64| {
            *sum = sum.checked_add(fen).ok_or(Error::TooMuch(line.merchant_id))?;
            Ok::<_, Error>(())
        };
        add(&mut batch.gross_fen, line.gross_fen)?;
        add(&mut batch.fee_fen, line.fee_fen)?;
        add(&mut batch.payout_fen, line.payout_fen)?;
        add(&mut batch.carried_fen, line.carried_out_fen)?;
        batch.lines += 1;
        batch.payouts += i32::from(line.state == LineState::Payable);
    }
    Ok(())
}

/// Batches that the actor may see, newest first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    filter: Filter,
) -> Result<Page<SettlementBatch>, Error> {
    actor.may(Right::ClearingRead)?;
    let limit = kernel::page::limit_rows(filter.limit);
    let before = filter.cursor.map(|cursor| cursor.0.parse().map_err(|_| foreign()));
    let narrow = Narrow {
        institution: filter.institution,
        state: filter.state,
        before: before.transpose()?,
        ..Narrow::default()
    };
    let mut tx = context.read(actor).await?;
    let rows = store::batches(&mut tx, &narrow, limit + 1).await?;
    Ok(Page::cut(rows, limit, |batch| batch.id.to_string()))
}

/// One batch.
pub async fn find(
    context: &Context,
    actor: &Actor,
    id: SettlementId,
) -> Result<SettlementBatch, Error> {
    actor.may(Right::ClearingRead)?;
    let mut tx = context.read(actor).await?;
    batch_of(&mut tx, id).await
}

/// Lines of a batch. An acquirer sees those of what it acquired.
pub async fn lines(
    context: &Context,
    actor: &Actor,
    id: SettlementId,
    state: Option<LineState>,
    (cursor, limit): (Option<Cursor>, Option<i64>),
) -> Result<Page<SettlementLine>, Error> {
    actor.may(Right::ClearingRead)?;
    let limit = kernel::page::limit_rows(limit);
    let after = cursor.map(|cursor| cursor.0.parse().map_err(|_| foreign())).transpose()?;
    let mut tx = context.read(actor).await?;
    let rows = store::lines(&mut tx, id, state, after, limit + 1).await?;
    if rows.is_empty() {
        batch_of(&mut tx, id).await?;
    }
    Ok(Page::cut(rows, limit, |line| line.id.to_string()))
}

async fn batch_of(tx: &mut Tx, id: SettlementId) -> Result<SettlementBatch, Error> {
    let narrow = Narrow { id: Some(id), ..Narrow::default() };
    store::batches(tx, &narrow, 1).await?.into_iter().next().ok_or(Error::Missing(id))
}

fn foreign() -> Error {
    let rule = Rule::new(RuleWord::CursorForeign, "is not one that a list has given");
    Error::Broken("cursor", rule)
}

#[cfg(test)]
mod tests;
