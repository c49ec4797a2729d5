//! Settlement of terminals' batches.

use super::column;
use crate::switch::batch::TerminalBatch;
use crate::switch::batch::model::{
    BatchDifference, BatchPayment, BatchRecord, BatchSums, TerminalBatchState,
};
use crate::switch::model::PaymentKind;
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, TerminalId};
use sqlx::types::Json;
use storage::Tx;

/// Approved payments most in one batch: trace numbers have six digits.
const PAYMENTS_MAX: i64 = 1_000_000;

/// Which batch of which terminal.
#[derive(Clone, Copy, Debug)]
pub struct BatchKey {
    pub institution: InstitutionId,
    pub terminal: TerminalId,
    pub batch_no: i32,
}

/// Approved payments of a batch that stand.
pub async fn batch_payments(tx: &mut Tx, key: BatchKey) -> sqlx::Result<Vec<BatchPayment>> {
    let rows: Vec<(i32, PaymentKind, i64, Vec<u8>)> = sqlx::query_as(
        "select p.trace_no, p.kind, p.amount_fen, p.card_token
         from payment p
         join payment_outcome o
            on o.institution_id = p.institution_id and o.payment_id = p.id
         left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
         where p.institution_id = $1 and p.terminal_id = $2 and p.batch_no = $3
            and o.state = 'approved' and r.payment_id is null
         order by p.trace_no limit $4",
    )
    .bind(key.institution)
    .bind(key.terminal)
    .bind(key.batch_no)
    .bind(PAYMENTS_MAX)
    .fetch_all(&mut **tx)
    .await?;
    let payment = |(trace_no, kind, amount_fen, card_token)| BatchPayment {
        trace_no,
        kind,
        amount_fen,
        card_token,
    };
    Ok(rows.into_iter().map(payment).collect())
}

/// Writes a settlement down; false when the batch has one.
pub async fn insert_batch(tx: &mut Tx, batch: &TerminalBatch) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into terminal_batch (institution_id, terminal_id, batch_no, acquirer_id,
            merchant_id, merchant_code, terminal_code, state, terminal_sums, our_sums,
            created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
         on conflict do nothing",
    )
    .bind(batch.institution_id)
    .bind(batch.terminal_id)
    .bind(batch.batch_no)
    .bind(batch.acquirer_id)
    .bind(batch.merchant_id)
    .bind(&batch.merchant_code)
    .bind(&batch.terminal_code)
    .bind(batch.state)
    .bind(Json(batch.terminal_sums))
    .bind(Json(batch.our_sums))
    .bind(batch.created_at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// No payment of the batch is taken any more, while the terminal's session is in it.
pub async fn settle_session(tx: &mut Tx, key: BatchKey, at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "update terminal_session set settled = true, changed_at = $4
         where institution_id = $1 and terminal_id = $2 and batch_no = $3 and not settled",
    )
    .bind(key.institution)
    .bind(key.terminal)
    .bind(key.batch_no)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

macro_rules! select_batch {
    ($rest:literal) => {
        concat!(
            "select b.institution_id, b.terminal_id, b.batch_no, b.acquirer_id, b.merchant_id,
            b.merchant_code, b.terminal_code, b.state, b.terminal_sums, b.our_sums,
            b.differences, b.note, b.resolved_by, b.created_at, b.changed_at
         from terminal_batch b ",
            $rest
        )
    };
}

/// The settlement of a batch, locked against another request about it.
pub async fn lock_batch(tx: &mut Tx, key: BatchKey) -> sqlx::Result<Option<TerminalBatch>> {
    sqlx::query_as(select_batch!(
        "where b.institution_id = $1 and b.terminal_id = $2 and b.batch_no = $3 for update"
    ))
    .bind(key.institution)
    .bind(key.terminal)
    .bind(key.batch_no)
    .fetch_optional(&mut **tx)
    .await
}

/// The settlement of a terminal's batch, whosoever it is.
pub async fn read_batch(
    tx: &mut Tx,
    terminal: TerminalId,
    batch_no: i32,
) -> sqlx::Result<Option<TerminalBatch>> {
    sqlx::query_as(select_batch!("where b.terminal_id = $1 and b.batch_no = $2 limit 1"))
        .bind(terminal)
        .bind(batch_no)
        .fetch_optional(&mut **tx)
        .await
}

/// Settlements, newest first, after one.
pub async fn batches(
    tx: &mut Tx,
    (state, terminal): (Option<TerminalBatchState>, Option<TerminalId>),
    before: Option<(DateTime<Utc>, TerminalId)>,
    limit: i64,
) -> sqlx::Result<Vec<TerminalBatch>> {
    let (before_at, before_id) = before.unzip();
    sqlx::query_as(select_batch!(
        "where ($1::text is null or b.state = $1) and ($2::uuid is null or b.terminal_id = $2)
           and ($3::timestamptz is null or (b.created_at, b.terminal_id) < ($3, $4))
         order by b.created_at desc, b.terminal_id desc limit $5"
    ))
    .bind(state)
    .bind(terminal)
    .bind(before_at)
    .bind(before_id)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Keeps uploaded records; how many of them differ from one that is there under their number.
pub async fn insert_batch_records(
    tx: &mut Tx,
    key: BatchKey,
    records: &[BatchRecord],
) -> sqlx::Result<i64> {
    sqlx::query(
        "insert into terminal_batch_record (institution_id, terminal_id, batch_no, trace_no,
            amount_fen, card_token)
         select $1, $2, $3, t.trace_no, t.amount_fen, t.card_token
         from unnest($4::int[], $5::bigint[], $6::bytea[]) as t (trace_no, amount_fen, card_token)
         on conflict do nothing",
    )
    .bind(key.institution)
    .bind(key.terminal)
    .bind(key.batch_no)
    .bind(column(records, |row| row.trace_no))
    .bind(column(records, |row| row.amount_fen))
    .bind(column(records, |row| row.card_token.as_slice()))
    .execute(&mut **tx)
    .await?;
    sqlx::query_scalar(
        "select count(*)
         from unnest($4::int[], $5::bigint[], $6::bytea[]) as t (trace_no, amount_fen, card_token)
         join terminal_batch_record r on r.institution_id = $1 and r.terminal_id = $2
            and r.batch_no = $3 and r.trace_no = t.trace_no
         where (r.amount_fen, r.card_token) <> (t.amount_fen, t.card_token)",
    )
    .bind(key.institution)
    .bind(key.terminal)
    .bind(key.batch_no)
    .bind(column(records, |row| row.trace_no))
    .bind(column(records, |row| row.amount_fen))
    .bind(column(records, |row| row.card_token.as_slice()))
    .fetch_one(&mut **tx)
    .await
}

/// What was uploaded of a batch.
pub async fn batch_records(tx: &mut Tx, key: BatchKey) -> sqlx::Result<Vec<BatchRecord>> {
    let rows: Vec<(i32, i64, Vec<u8>)> = sqlx::query_as(
        "select trace_no, amount_fen, card_token from terminal_batch_record
         where institution_id = $1 and terminal_id = $2 and batch_no = $3
         order by trace_no limit $4",
    )
    .bind(key.institution)
    .bind(key.terminal)
    .bind(key.batch_no)
    .bind(PAYMENTS_MAX)
    .fetch_all(&mut **tx)
    .await?;
    let record =
        |(trace_no, amount_fen, card_token)| BatchRecord { trace_no, amount_fen, card_token };
    Ok(rows.into_iter().map(record).collect())
}

/// What came of an upload. The sums are counted anew: a payment may have been reversed since.
pub async fn end_batch(
    tx: &mut Tx,
    key: BatchKey,
    (state, sums): (TerminalBatchState, BatchSums),
    differences: &[BatchDifference],
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update terminal_batch set state = $4, our_sums = $5, differences = $6, changed_at = $7
         where institution_id = $1 and terminal_id = $2 and batch_no = $3",
    )
    .bind(key.institution)
    .bind(key.terminal)
    .bind(key.batch_no)
    .bind(state)
    .bind(Json(sums))
    .bind(Json(differences))
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A person has found out why a batch differs; false when it is not open.
pub async fn resolve_batch(
    tx: &mut Tx,
    key: BatchKey,
    (note, by): (&str, &str),
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update terminal_batch set state = 'resolved', note = $4, resolved_by = $5,
            changed_at = $6
         where institution_id = $1 and terminal_id = $2 and batch_no = $3
            and state in ('uploading', 'differing')",
    )
    .bind(key.institution)
    .bind(key.terminal)
    .bind(key.batch_no)
    .bind(note)
    .bind(by)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
