//! All SQL of statements.

use super::{Of, StatementEntry};
use chrono::NaiveDate;
use kernel::SettlementLineId;
use storage::Tx;

/// A merchant's settlements of some days that the transaction may see, by day.
pub async fn entries(
    tx: &mut Tx,
    of: Of,
    after: Option<(NaiveDate, SettlementLineId)>,
    limit: i64,
) -> sqlx::Result<Vec<StatementEntry>> {
    sqlx::query_as(
        "select b.settle_date, l.batch_id, l.id as line_id, l.acquirer_id, l.items, l.gross_fen,
           l.fee_fen, l.carried_in_fen, l.held_fen, l.payout_fen, l.carried_out_fen, l.state,
           l.reason
         from settlement_batch b
         join settlement_line l on l.institution_id = b.institution_id and l.batch_id = b.id
         where l.merchant_id = $1 and b.settle_date between $2 and $3
           and ($4::date is null or (b.settle_date, l.id) > ($4, $5))
         order by b.settle_date, l.id limit $6",
    )
    .bind(of.merchant)
    .bind(of.from)
    .bind(of.until)
    .bind(after.map(|after| after.0))
    .bind(after.map(|after| after.1))
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}
