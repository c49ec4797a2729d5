//! All SQL of clearing lines.

use super::model::Item;
use storage::Tx;

fn column<'a, T>(rows: &'a [Item], of: impl Fn(&'a Item) -> T) -> Vec<T> {
    rows.iter().map(of).collect()
}

/// Writes lines; one that is there already stays as it is. How many were new.
pub async fn insert_items(tx: &mut Tx, rows: &[Item]) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "insert into clearing_item (institution_id, business_date, id, booking, payment_id, kind,
           acquirer_id, merchant_id, merchant_code, acquirer_merchant_code, store_id, terminal_id,
           terminal_code, mcc, batch_no, trace_no, reference_no, card_mask, card_class, amount_fen,
           merchant_fee_fen, issuer_fee_fen, network_fee_fen, acquirer_fee_fen, at)
         select * from unnest($1::int[], $2::date[], $3::uuid[], $4::text[], $5::uuid[],
           $6::text[], $7::int[], $8::uuid[], $9::text[], $10::text[], $11::uuid[], $12::uuid[],
           $13::text[], $14::text[], $15::int[], $16::int[], $17::text[], $18::text[],
           $19::text[], $20::bigint[], $21::bigint[], $22::bigint[], $23::bigint[],
           $24::bigint[], $25::timestamptz[])
         on conflict do nothing",
    )
    .bind(column(rows, |row| row.institution_id))
    .bind(column(rows, |row| row.business_date))
    .bind(column(rows, |row| row.id))
    .bind(column(rows, |row| row.booking))
    .bind(column(rows, |row| row.payment_id))
    .bind(column(rows, |row| row.kind))
    .bind(column(rows, |row| row.acquirer_id))
    .bind(column(rows, |row| row.merchant_id))
    .bind(column(rows, |row| row.merchant_code.as_str()))
    .bind(column(rows, |row| row.acquirer_merchant_code.as_str()))
    .bind(column(rows, |row| row.store_id))
    .bind(column(rows, |row| row.terminal_id))
    .bind(column(rows, |row| row.terminal_code.as_str()))
    .bind(column(rows, |row| row.mcc.as_str()))
    .bind(column(rows, |row| row.batch_no))
    .bind(column(rows, |row| row.trace_no))
    .bind(column(rows, |row| row.reference_no.as_deref()))
    .bind(column(rows, |row| row.card_mask.as_str()))
    .bind(column(rows, |row| row.card_class))
    .bind(column(rows, |row| row.amount_fen))
    .bind(column(rows, |row| row.merchant_fee_fen))
    .bind(column(rows, |row| row.issuer_fee_fen))
    .bind(column(rows, |row| row.network_fee_fen))
    .bind(column(rows, |row| row.acquirer_fee_fen))
    .bind(column(rows, |row| row.at))
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}
