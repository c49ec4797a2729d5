//! What is known of a payment before it leaves.

use super::column;
use crate::switch::model::PaymentKind;
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, LinkId, MerchantId, PaymentId, StoreId, TerminalId};
use storage::Tx;

/// A payment about to be sent.
#[derive(Clone, Debug)]
pub struct Intent {
    pub institution: InstitutionId,
    pub id: PaymentId,
    pub node: i32,
    pub kind: PaymentKind,
    pub acquirer: InstitutionId,
    pub link: LinkId,
    pub amount_fen: i64,
    pub merchant: MerchantId,
    pub merchant_code: String,
    pub acquirer_merchant_code: String,
    pub store: StoreId,
    pub terminal: TerminalId,
    pub terminal_code: String,
    pub serial: String,
    pub mcc: String,
    pub batch_no: i32,
    pub trace_no: i32,
    pub entry_mode: String,
    pub card_token: Vec<u8>,
    pub card_sealed: Vec<u8>,
    pub card_mask: String,
    pub content_token: Vec<u8>,
    pub original: Option<PaymentId>,
    /// JSON.
    pub decision: String,
    pub received_at: DateTime<Utc>,
}

macro_rules! insert {
    ($returning:literal) => {
        concat!(
            "insert into payment (
    institution_id, id, node, kind, acquirer_id, link_id, amount_fen, merchant_id,
    merchant_code, acquirer_merchant_code, store_id, terminal_id, terminal_code, serial, mcc,
    batch_no, trace_no, entry_mode, card_token, card_sealed, card_mask, content_token,
    original_id, decision, received_at)
  select t.institution_id, t.id, t.node, t.kind, t.acquirer_id, t.link_id, t.amount_fen,
    t.merchant_id, t.merchant_code, t.acquirer_merchant_code, t.store_id, t.terminal_id,
    t.terminal_code, t.serial, t.mcc, t.batch_no, t.trace_no, t.entry_mode, t.card_token,
    t.card_sealed, t.card_mask, t.content_token, t.original_id, t.decision::json, t.received_at
  from unnest(
    $1::int[], $2::uuid[], $3::int[], $4::text[], $5::int[], $6::uuid[], $7::bigint[],
    $8::uuid[], $9::text[], $10::text[], $11::uuid[], $12::uuid[], $13::text[], $14::text[],
    $15::text[], $16::int[], $17::int[], $18::text[], $19::bytea[], $20::bytea[], $21::text[],
    $22::bytea[], $23::uuid[], $24::text[], $25::timestamptz[]
  ) as t (
    institution_id, id, node, kind, acquirer_id, link_id, amount_fen, merchant_id,
    merchant_code, acquirer_merchant_code, store_id, terminal_id, terminal_code, serial, mcc,
    batch_no, trace_no, entry_mode, card_token, card_sealed, card_mask, content_token,
    original_id, decision, received_at)
  on conflict do nothing",
            $returning
        )
    };
}

const INSERT: &str = insert!("");
const INSERT_RETURNING: &str = insert!(" returning id");

type Query<'q> = sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments>;

fn bind<'q>(query: Query<'q>, rows: &'q [Intent]) -> Query<'q> {
    query
        .bind(column(rows, |row| row.institution))
        .bind(column(rows, |row| row.id))
        .bind(column(rows, |row| row.node))
        .bind(column(rows, |row| row.kind))
        .bind(column(rows, |row| row.acquirer))
        .bind(column(rows, |row| row.link))
        .bind(column(rows, |row| row.amount_fen))
        .bind(column(rows, |row| row.merchant))
        .bind(column(rows, |row| row.merchant_code.as_str()))
        .bind(column(rows, |row| row.acquirer_merchant_code.as_str()))
        .bind(column(rows, |row| row.store))
        .bind(column(rows, |row| row.terminal))
        .bind(column(rows, |row| row.terminal_code.as_str()))
        .bind(column(rows, |row| row.serial.as_str()))
        .bind(column(rows, |row| row.mcc.as_str()))
        .bind(column(rows, |row| row.batch_no))
        .bind(column(rows, |row| row.trace_no))
        .bind(column(rows, |row| row.entry_mode.as_str()))
        .bind(column(rows, |row| row.card_token.as_slice()))
        .bind(column(rows, |row| row.card_sealed.as_slice()))
        .bind(column(rows, |row| row.card_mask.as_str()))
        .bind(column(rows, |row| row.content_token.as_slice()))
        .bind(column(rows, |row| row.original))
        .bind(column(rows, |row| row.decision.as_str()))
        .bind(column(rows, |row| row.received_at))
}

/// Writes intents; how many were new. A row whose terminal, batch and trace number are there
/// already is left out.
pub async fn insert_intents(tx: &mut Tx, rows: &[Intent]) -> sqlx::Result<u64> {
    let written = bind(sqlx::query(INSERT), rows).execute(&mut **tx).await?;
    Ok(written.rows_affected())
}

/// As [`insert_intents`], telling which were new. Used when not all of them were.
pub async fn insert_new_intents(tx: &mut Tx, rows: &[Intent]) -> sqlx::Result<Vec<PaymentId>> {
    use sqlx::Row;
    let new = bind(sqlx::query(INSERT_RETURNING), rows).fetch_all(&mut **tx).await?;
    new.iter().map(|row| row.try_get(0)).collect()
}
