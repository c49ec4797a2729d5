//! Statements 商户对账单: what a merchant was settled, day by day.

mod http;
mod paper;
mod store;

pub use http::routes;
pub use paper::{ROWS_MAX, pdf};

use super::model::LineState;
use super::{Error, foreign};
use crate::Context;
use chrono::NaiveDate;
use identity::{Actor, Right};
use kernel::{
    Cursor, InstitutionId, MerchantId, Page, Rule, RuleWord, SettlementId, SettlementLineId,
};
use serde::Serialize;

/// One settlement of a merchant at one acquirer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct StatementEntry {
    /// The working day on which it was settled.
    pub settle_date: NaiveDate,
    /// The batch.
    pub batch_id: SettlementId,
    /// The line.
    pub line_id: SettlementLineId,
    /// The acquirer.
    pub acquirer_id: InstitutionId,
    /// Lines of clearing in it.
    pub items: i32,
    /// Payments less refunds, fen.
    pub gross_fen: i64,
    /// Fees, fen.
    pub fee_fen: i64,
    /// What batches before left, fen.
    pub carried_in_fen: i64,
    /// Kept back by holds, fen.
    pub held_fen: i64,
    /// Paid out, fen.
    pub payout_fen: i64,
    /// Left to the next batch, fen.
    pub carried_out_fen: i64,
    /// What has become of the payout.
    pub state: LineState,
    /// Why the bank refused it or sent it back.
    pub reason: String,
}

/// Of whom and of which days a statement is.
#[derive(Clone, Copy, Debug)]
pub struct Of {
    /// The merchant.
    pub merchant: MerchantId,
    /// Settlement days from this one.
    pub from: NaiveDate,
    /// To this one.
    pub until: NaiveDate,
}

/// A merchant's settlements, oldest first.
pub async fn entries(
    context: &Context,
    actor: &Actor,
    of: Of,
    cursor: Option<&Cursor>,
    limit: Option<i64>,
) -> Result<Page<StatementEntry>, Error> {
    actor.may(Right::ClearingRead)?;
    if of.until < of.from {
        let rule = Rule::new(RuleWord::NotBefore, "is not before `from`").with("other", "from");
        return Err(Error::Broken("until", rule));
    }
    let after = cursor.map(|cursor| {
        let (day, line) = cursor.0.split_once('.')?;
        Some((day.parse::<NaiveDate>().ok()?, line.parse::<SettlementLineId>().ok()?))
    });
    let after = after.map(|place| place.ok_or_else(foreign)).transpose()?;
    let limit = kernel::page::limit_rows(limit);
    let mut tx = context.read(actor).await?;
    if super::store::home(&mut tx, of.merchant).await?.is_none() {
        return Err(Error::NoMerchant(of.merchant));
    }
    let rows = store::entries(&mut tx, of, after, limit + 1).await?;
    Ok(Page::cut(rows, limit, |row| format!("{}.{}", row.settle_date, row.line_id)))
}
