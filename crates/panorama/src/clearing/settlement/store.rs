//! All SQL of settlement.

use super::model::{
    BatchState, Due, HoldState, LineState, SettlementBatch, SettlementHold, SettlementLine,
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{HoldId, InstitutionId, MerchantId, SettlementId, SettlementLineId};
use storage::Tx;

/// Days that are cut, in the ledger and in no batch, locked.
pub async fn lock_days(
    tx: &mut Tx,
    institution: InstitutionId,
    limit: i64,
) -> sqlx::Result<Vec<NaiveDate>> {
    sqlx::query_scalar(
        "select business_date from clearing_day
         where institution_id = $1 and state = 'cut' and booked_at is not null
         order by business_date limit $2 for update",
    )
    .bind(institution)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Notes that a batch has taken days up.
pub async fn set_settled(
    tx: &mut Tx,
    institution: InstitutionId,
    days: &[NaiveDate],
    batch: SettlementId,
    at: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "update clearing_day set state = 'settled', settled_by = $3, changed_at = $4
         where institution_id = $1 and business_date = any ($2) and state = 'cut'",
    )
    .bind(institution)
    .bind(days)
    .bind(batch)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// What is due to each merchant at each acquirer: the lines of days, and what waits for the next
/// batch, which this one takes up.
pub async fn take_dues(
    tx: &mut Tx,
    institution: InstitutionId,
    days: &[NaiveDate],
    batch: SettlementId,
) -> sqlx::Result<Vec<Due>> {
    sqlx::query_as(
        "with taken as (
           update settlement_carry set taken_by = $3
           where institution_id = $1 and taken_by is null
           returning merchant_id, merchant_code, acquirer_id, amount_fen
         ), part as (
           select merchant_id, merchant_code, acquirer_id, 1 as items, amount_fen as gross_fen,
             merchant_fee_fen as fee_fen, 0::bigint as carried_fen
           from clearing_item where institution_id = $1 and business_date = any ($2)
           union all
           select merchant_id, merchant_code, acquirer_id, 0, 0, 0, amount_fen from taken
         )
         select merchant_id, max(merchant_code) as merchant_code, acquirer_id,
           sum(items)::bigint as items, sum(gross_fen)::bigint as gross_fen,
           sum(fee_fen)::bigint as fee_fen, sum(carried_fen)::bigint as carried_in_fen
         from part group by merchant_id, acquirer_id order by merchant_id, acquirer_id",
    )
    .bind(institution)
    .bind(days)
    .bind(batch)
    .fetch_all(&mut **tx)
    .await
}

/// What holds keep back: of each merchant all, or a sum.
pub async fn held(
    tx: &mut Tx,
    institution: InstitutionId,
) -> sqlx::Result<Vec<(MerchantId, bool, i64)>> {
    sqlx::query_as(
        "select merchant_id, bool_or(amount_fen is null), coalesce(sum(amount_fen), 0)::bigint
         from settlement_hold where institution_id = $1 and state = 'active'
         group by merchant_id",
    )
    .bind(institution)
    .fetch_all(&mut **tx)
    .await
}

/// Writes a batch; false when its day has one already.
pub async fn insert_batch(tx: &mut Tx, batch: &SettlementBatch) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into settlement_batch (institution_id, id, settle_date, state, lines, payouts,
           gross_fen, fee_fen, payout_fen, carried_fen, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing",
    )
    .bind(batch.institution_id)
    .bind(batch.id)
    .bind(batch.settle_date)
    .bind(batch.state)
    .bind(batch.lines)
    .bind(batch.payouts)
    .bind(batch.gross_fen)
    .bind(batch.fee_fen)
    .bind(batch.payout_fen)
    .bind(batch.carried_fen)
    .bind(batch.made_at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

fn column<'a, Row, T>(rows: &'a [Row], of: impl Fn(&'a Row) -> T) -> Vec<T> {
    rows.iter().map(of).collect()
}

/// Writes the lines of a new batch, and what they carry on.
pub async fn insert_lines(tx: &mut Tx, rows: &[SettlementLine]) -> sqlx::Result<()> {
    sqlx::query(
        "with line as (
           insert into settlement_line (institution_id, batch_id, id, merchant_id, merchant_code,
             acquirer_id, items, gross_fen, fee_fen, carried_in_fen, held_fen, payout_fen,
             carried_out_fen, state, changed_at)
           select * from unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[],
             $6::int[], $7::int[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[],
             $12::bigint[], $13::bigint[], $14::text[], $15::timestamptz[])
           returning institution_id, id, merchant_id, merchant_code, acquirer_id,
             carried_out_fen, changed_at
         )
         insert into settlement_carry (institution_id, line_id, cause, merchant_id,
           merchant_code, acquirer_id, amount_fen, made_at)
         select institution_id, id, 'carried', merchant_id, merchant_code, acquirer_id,
           carried_out_fen, changed_at
         from line where carried_out_fen <> 0",
    )
    .bind(column(rows, |row| row.institution_id))
    .bind(column(rows, |row| row.batch_id))
    .bind(column(rows, |row| row.id))
    .bind(column(rows, |row| row.merchant_id))
    .bind(column(rows, |row| row.merchant_code.as_str()))
    .bind(column(rows, |row| row.acquirer_id))
    .bind(column(rows, |row| row.items))
    .bind(column(rows, |row| row.gross_fen))
    .bind(column(rows, |row| row.fee_fen))
    .bind(column(rows, |row| row.carried_in_fen))
    .bind(column(rows, |row| row.held_fen))
    .bind(column(rows, |row| row.payout_fen))
    .bind(column(rows, |row| row.carried_out_fen))
    .bind(column(rows, |row| row.state))
    .bind(column(rows, |row| row.changed_at))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a list of batches may be narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrow {
    pub id: Option<SettlementId>,
    pub institution: Option<InstitutionId>,
    pub state: Option<BatchState>,
    pub day: Option<NaiveDate>,
    /// The last batch of the page before.
    pub before: Option<SettlementId>,
}

/// Batches that the transaction may see, newest first.
pub async fn batches(
    tx: &mut Tx,
    narrow: &Narrow,
    limit: i64,
) -> sqlx::Result<Vec<SettlementBatch>> {
    sqlx::query_as(
        "select institution_id, id, settle_date, state, lines, payouts, gross_fen, fee_fen,
           payout_fen, carried_fen, file_sha256, made_at, sent_at, done_at
         from settlement_batch
         where ($1::uuid is null or id = $1) and ($2::int is null or institution_id = $2)
           and ($3::text is null or state = $3) and ($4::date is null or settle_date = $4)
           and ($5::uuid is null or id < $5)
         order by id desc limit $6",
    )
    .bind(narrow.id)
    .bind(narrow.institution)
    .bind(narrow.state)
    .bind(narrow.day)
    .bind(narrow.before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Locks a batch that the transaction may see.
pub async fn lock_batch(
    tx: &mut Tx,
    id: SettlementId,
) -> sqlx::Result<Option<(InstitutionId, BatchState)>> {
    sqlx::query_as("select institution_id, state from settlement_batch where id = $1 for update")
        .bind(id)
        .fetch_optional(&mut **tx)
        .await
}

/// Lines of a batch that the transaction may see, by id.
pub async fn lines(
    tx: &mut Tx,
    batch: SettlementId,
    state: Option<LineState>,
    after: Option<SettlementLineId>,
    limit: i64,
) -> sqlx::Result<Vec<SettlementLine>> {
    sqlx::query_as(
        "select institution_id, batch_id, id, merchant_id, merchant_code, acquirer_id, items,
           gross_fen, fee_fen, carried_in_fen, held_fen, payout_fen, carried_out_fen, state,
           reason, bank_reference, changed_at
         from settlement_line
         where batch_id = $1 and ($2::text is null or state = $2)
           and ($3::uuid is null or id > $3)
         order by id limit $4",
    )
    .bind(batch)
    .bind(state)
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Name and bank of merchants of an institution.
pub async fn payees(
    tx: &mut Tx,
    institution: InstitutionId,
    ids: &[MerchantId],
) -> sqlx::Result<Vec<(MerchantId, String, String)>> {
    sqlx::query_as(
        "select id, name, settlement_bank from merchant
         where institution_id = $1 and id = any ($2)",
    )
    .bind(institution)
    .bind(ids)
    .fetch_all(&mut **tx)
    .await
}

/// Keeps the file of a batch that goes to the bank; its payouts are with the bank from now on.
pub async fn set_sent(
    tx: &mut Tx,
    (institution, id): (InstitutionId, SettlementId),
    (sha256, sealed): (&str, &[u8]),
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "with batch as (
           update settlement_batch set state = 'sent', file_sha256 = $3, file_sealed = $4,
             sent_at = $5
           where institution_id = $1 and id = $2 and state = 'made' returning id
         )
         update settlement_line l set state = 'sent', changed_at = $5
         from batch b
         where l.institution_id = $1 and l.batch_id = b.id and l.state = 'payable'",
    )
    .bind(institution)
    .bind(id)
    .bind(sha256)
    .bind(sealed)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The sealed file of a batch that has one.
pub async fn file(tx: &mut Tx, id: SettlementId) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar(
        "select file_sealed from settlement_batch where id = $1 and file_sealed is not null",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await
}

/// Sealed files of batches that are sent and not handed in to the bank.
pub async fn to_hand_in(
    tx: &mut Tx,
    institution: InstitutionId,
    limit: i64,
) -> sqlx::Result<Vec<(SettlementId, Vec<u8>)>> {
    sqlx::query_as(
        "select id, file_sealed from settlement_batch
         where institution_id = $1 and state = 'sent' and handed_in_at is null
         order by id limit $2",
    )
    .bind(institution)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Notes that a batch's file is with the bank.
pub async fn set_handed_in(
    tx: &mut Tx,
    institution: InstitutionId,
    id: SettlementId,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update settlement_batch set handed_in_at = $3
         where institution_id = $1 and id = $2 and handed_in_at is null",
    )
    .bind(institution)
    .bind(id)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes what the bank says of a payout; false when its line is not `from` any more.
pub async fn set_result(tx: &mut Tx, line: &SettlementLine, from: LineState) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update settlement_line set state = $4, reason = $5, bank_reference = $6, changed_at = $7
         where institution_id = $1 and batch_id = $2 and id = $3 and state = $8",
    )
    .bind(line.institution_id)
    .bind(line.batch_id)
    .bind(line.id)
    .bind(line.state)
    .bind(&line.reason)
    .bind(&line.bank_reference)
    .bind(line.changed_at)
    .bind(from)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A payout that came back waits for the next batch.
pub async fn insert_carry(tx: &mut Tx, line: &SettlementLine) -> sqlx::Result<()> {
    sqlx::query(
        "insert into settlement_carry (institution_id, line_id, cause, merchant_id,
           merchant_code, acquirer_id, amount_fen, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
    )
    .bind(line.institution_id)
    .bind(line.id)
    .bind(line.state)
    .bind(line.merchant_id)
    .bind(&line.merchant_code)
    .bind(line.acquirer_id)
    .bind(line.payout_fen)
    .bind(line.changed_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Ends a batch of whose payouts none is with the bank.
pub async fn set_done(
    tx: &mut Tx,
    (institution, id): (InstitutionId, SettlementId),
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update settlement_batch b set state = 'done', done_at = $3
         where b.institution_id = $1 and b.id = $2 and b.state = 'sent' and not exists (
           select from settlement_line l
           where l.institution_id = $1 and l.batch_id = $2 and l.state = 'sent')",
    )
    .bind(institution)
    .bind(id)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn insert_hold(tx: &mut Tx, hold: &SettlementHold) -> sqlx::Result<()> {
    sqlx::query(
        "insert into settlement_hold (institution_id, id, merchant_id, amount_fen, reason, state,
           placed_by, placed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(hold.institution_id)
    .bind(hold.id)
    .bind(hold.merchant_id)
    .bind(hold.amount_fen)
    .bind(&hold.reason)
    .bind(hold.state)
    .bind(&hold.placed_by)
    .bind(hold.placed_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Releases a hold; false when it is released.
pub async fn release(tx: &mut Tx, id: HoldId, by: &str, at: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update settlement_hold set state = 'released', released_by = $2, released_at = $3
         where id = $1 and state = 'active'",
    )
    .bind(id)
    .bind(by)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a list of holds may be narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct NarrowHolds {
    pub id: Option<HoldId>,
    pub merchant: Option<MerchantId>,
    pub state: Option<HoldState>,
    /// The last hold of the page before.
    pub before: Option<HoldId>,
}

/// Holds that the transaction may see, newest first.
pub async fn holds(
    tx: &mut Tx,
    narrow: &NarrowHolds,
    limit: i64,
) -> sqlx::Result<Vec<SettlementHold>> {
    sqlx::query_as(
        "select institution_id, id, merchant_id, amount_fen, reason, state, placed_by, placed_at,
           released_by, released_at
         from settlement_hold
         where ($1::uuid is null or id = $1) and ($2::uuid is null or merchant_id = $2)
           and ($3::text is null or state = $3) and ($4::uuid is null or id < $4)
         order by id desc limit $5",
    )
    .bind(narrow.id)
    .bind(narrow.merchant)
    .bind(narrow.state)
    .bind(narrow.before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Home institution of a merchant that the transaction may see.
pub async fn home(tx: &mut Tx, merchant: MerchantId) -> sqlx::Result<Option<InstitutionId>> {
    sqlx::query_scalar("select institution_id from merchant where id = $1 limit 1")
        .bind(merchant)
        .fetch_optional(&mut **tx)
        .await
}
