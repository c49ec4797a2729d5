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

// In the select list the arrays run in step, without the copy of each that `from` would make.
macro_rules! insert {
    ($rest:literal) => {
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
  from (select
    unnest($1::int[]) as institution_id, unnest($2::uuid[]) as id,
    unnest($3::int[]) as node, unnest($4::text[]) as kind,
    unnest($5::int[]) as acquirer_id, unnest($6::uuid[]) as link_id,
    unnest($7::bigint[]) as amount_fen, unnest($8::uuid[]) as merchant_id,
    unnest($9::text[]) as merchant_code, unnest($10::text[]) as acquirer_merchant_code,
    unnest($11::uuid[]) as store_id, unnest($12::uuid[]) as terminal_id,
    unnest($13::text[]) as terminal_code, unnest($14::text[]) as serial,
    unnest($15::text[]) as mcc, unnest($16::int[]) as batch_no,
    unnest($17::int[]) as trace_no, unnest($18::text[]) as entry_mode,
    unnest($19::bytea[]) as card_token, unnest($20::bytea[]) as card_sealed,
    unnest($21::text[]) as card_mask, unnest($22::bytea[]) as content_token,
    unnest($23::uuid[]) as original_id, unnest($24::text[]) as decision,
    unnest($25::timestamptz[]) as received_at
  ) t",
            $rest
        )
    };
}

const INSERT: &str = insert!("");
const INSERT_NEW: &str = insert!(" on conflict do nothing returning id");

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

/// Writes intents, all of them or none: where the terminal, batch and trace number of one are
/// there already, the error is a unique violation (23505).
pub async fn insert_intents(tx: &mut Tx, rows: &[Intent]) -> sqlx::Result<()> {
    bind(sqlx::query(INSERT), rows).execute(&mut **tx).await?;
    Ok(())
}

/// Writes those intents that are new, and tells which. Dearer than [`insert_intents`].
pub async fn insert_new_intents(tx: &mut Tx, rows: &[Intent]) -> sqlx::Result<Vec<PaymentId>> {
    use sqlx::Row;
    let new = bind(sqlx::query(INSERT_NEW), rows).fetch_all(&mut **tx).await?;
    new.iter().map(|row| row.try_get(0)).collect()
}
