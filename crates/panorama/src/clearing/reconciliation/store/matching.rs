//! Putting two sides together in the database, by whole sets: the rules of
//! [`super::super::rules`], a statement or two each.
//!
//! Lines are copied into a table of the session's own first, because `copy` does not go into a
//! table with row-level security; the matching reads them there, and they are kept from there.

use super::super::model::{Day, Policy};
use super::super::rules::CROWD_MAX;
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, ReconFileId, ReconRunId};
use sqlx::postgres::types::PgInterval;
use storage::Tx;

/// Whose lines are put together, and as what.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    pub day: &'a Day,
    pub file: ReconFileId,
    pub run: ReconRunId,
    pub policy: &'a Policy,
    pub at: DateTime<Utc>,
}

impl Run<'_> {
    fn tolerance(&self) -> PgInterval {
        let microseconds = i64::from(self.policy.tolerance_s) * 1_000_000;
        PgInterval { months: 0, days: 0, microseconds }
    }
}

/// The session's tables: their lines, what is left of either side, and the pairs of a step.
/// Sorting and hashing a million lines is worth more memory than a payment.
const TABLES: &str = "
set local work_mem = '128MB';
create temp table recon_in (
  line_no int, merchant_code text, terminal_code text, batch_no int, trace_no int,
  reference_no text, kind text, amount_fen bigint, fee_fen bigint, card_mask text,
  at timestamptz, response_code text, duplicate_of int, alone boolean
) on commit drop;
create temp table recon_left_theirs (like recon_in) on commit drop;
create temp table recon_left_ours (
  id uuid, payment_id uuid, merchant_code text, terminal_code text, batch_no int, trace_no int,
  reference_no text, kind text, amount_fen bigint, fee_fen bigint, card_mask text,
  at timestamptz
) on commit drop;
create temp table recon_step (
  item_id uuid, line_no int, fields smallint, amount_fen bigint
) on commit drop;
";

/// What differs between `o` of ours and `t` of theirs; `$tolerance` stands for the parameter.
macro_rules! differences {
    ($tolerance:literal) => {
        concat!(
            "((o.amount_fen <> t.amount_fen)::int
            + (o.terminal_code <> t.terminal_code)::int * 2
            + (o.batch_no <> t.batch_no)::int * 4
            + (o.trace_no <> t.trace_no)::int * 8
            + coalesce(o.reference_no <> t.reference_no, false)::int * 16
            + (o.kind <> t.kind)::int * 32
            + (o.card_mask <> t.card_mask)::int * 64
            + (o.at not between t.at - ",
            $tolerance,
            " and t.at + ",
            $tolerance,
            ")::int * 128
            + coalesce(t.fee_fen <> o.fee_fen, false)::int * 256)::smallint"
        )
    };
}

/// Makes the session's tables and fills theirs from rows in the binary form of `copy`.
pub async fn copy_in(tx: &mut Tx, rows: &[u8]) -> sqlx::Result<u64> {
    sqlx::raw_sql(TABLES).execute(&mut **tx).await?;
    let mut copy = tx.copy_in_raw("copy recon_in from stdin (format binary)").await?;
    copy.send(rows).await?;
    let count = copy.finish().await?;
    sqlx::raw_sql("analyze recon_in").execute(&mut **tx).await?;
    Ok(count)
}

/// Makes the session's tables and fills theirs from a file that is kept already.
pub async fn read_in(
    tx: &mut Tx,
    institution: InstitutionId,
    file: ReconFileId,
) -> sqlx::Result<u64> {
    sqlx::raw_sql(TABLES).execute(&mut **tx).await?;
    let done = sqlx::query(
        "insert into recon_in
         select line_no, merchant_code, terminal_code, batch_no, trace_no, reference_no, kind,
           amount_fen, fee_fen, card_mask, at, response_code, duplicate_of,
           duplicate_of is null and reference_no is not null and 1 = count(*) filter (
             where duplicate_of is null
           ) over (partition by merchant_code, reference_no, amount_fen)
         from recon_line where institution_id = $1 and file_id = $2",
    )
    .bind(institution)
    .bind(file)
    .execute(&mut **tx)
    .await?;
    sqlx::raw_sql("analyze recon_in").execute(&mut **tx).await?;
    Ok(done.rows_affected())
}

/// Keeps their lines.
pub async fn keep_lines(tx: &mut Tx, run: &Run<'_>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into recon_line (institution_id, file_id, line_no, merchant_code, terminal_code,
           batch_no, trace_no, reference_no, kind, amount_fen, fee_fen, card_mask, at,
           response_code, duplicate_of)
         select $1, $2, line_no, merchant_code, terminal_code, batch_no, trace_no, reference_no,
           kind, amount_fen, fee_fen, card_mask, at, response_code, duplicate_of
         from recon_in",
    )
    .bind(run.day.institution)
    .bind(run.file)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Rule 1, and what it leaves.
pub async fn by_reference(tx: &mut Tx, run: &Run<'_>) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "with pair as materialized (
           select o.id as item_id, t.line_no, t.amount_fen, ",
        differences!("$5::interval"),
        " as fields
           from (
             select id, acquirer_merchant_code, terminal_code, batch_no, trace_no, reference_no,
               case booking when 'reversal' then booking else kind end as kind, card_mask,
               amount_fen, merchant_fee_fen as fee_fen, at
             from clearing_item
             where institution_id = $1 and acquirer_id = $3 and business_date = $4
           ) as o
           join recon_in t on t.merchant_code = o.acquirer_merchant_code
             and t.reference_no = o.reference_no and t.amount_fen = o.amount_fen
           where t.alone
         ), crowd as (
           select line_no from pair group by line_no having count(*) > 1
         )
         insert into recon_pair (institution_id, run_id, line_no, item_id, rule, fields,
           amount_fen)
         select $1, $2, line_no, item_id, 1, fields, amount_fen from pair
         where line_no not in (select line_no from crowd)"
    ))
    .bind(run.day.institution)
    .bind(run.run)
    .bind(run.day.acquirer)
    .bind(run.day.date)
    .bind(run.tolerance())
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "insert into recon_left_theirs
         select line_no, merchant_code, terminal_code, batch_no, trace_no, reference_no, kind,
           amount_fen, fee_fen, card_mask, at, response_code, duplicate_of, alone
         from recon_in t where duplicate_of is null and not exists (
           select from recon_pair p where p.institution_id = $1 and p.run_id = $2
             and p.line_no = t.line_no)",
    )
    .bind(run.day.institution)
    .bind(run.run)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "insert into recon_left_ours
         select id, payment_id, acquirer_merchant_code, terminal_code, batch_no, trace_no,
           reference_no, case booking when 'reversal' then booking else kind end, amount_fen,
           merchant_fee_fen, card_mask, at
         from clearing_item o
         where institution_id = $1 and acquirer_id = $3 and business_date = $4 and not exists (
           select from recon_pair p where p.institution_id = $1 and p.run_id = $2
             and p.item_id = o.id)",
    )
    .bind(run.day.institution)
    .bind(run.run)
    .bind(run.day.acquirer)
    .bind(run.day.date)
    .execute(&mut **tx)
    .await?;
    sqlx::raw_sql("analyze recon_left_ours; analyze recon_left_theirs").execute(&mut **tx).await?;
    Ok(())
}

/// Rule 2.
pub async fn by_trace(tx: &mut Tx, run: &Run<'_>) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "with ours as (
           select merchant_code, terminal_code, batch_no, trace_no, sign(amount_fen) as side,
             (array_agg(id))[1] as id
           from recon_left_ours group by 1, 2, 3, 4, 5 having count(*) = 1
         ), theirs as (
           select merchant_code, terminal_code, batch_no, trace_no, sign(amount_fen) as side,
             min(line_no) as line_no
           from recon_left_theirs group by 1, 2, 3, 4, 5 having count(*) = 1
         )
         insert into recon_step (item_id, line_no, amount_fen, fields)
         select o.id, t.line_no, t.amount_fen, ",
        differences!("$1::interval"),
        " from ours join theirs
           using (merchant_code, terminal_code, batch_no, trace_no, side)
         join recon_left_ours o on o.id = ours.id
         join recon_left_theirs t on t.line_no = theirs.line_no"
    ))
    .bind(run.tolerance())
    .execute(&mut **tx)
    .await?;
    end_step(tx, run, 2).await
}

/// Rule 3.
pub async fn by_card(tx: &mut Tx, run: &Run<'_>) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "with key as (
           select merchant_code, card_mask, amount_fen from recon_left_ours
           group by 1, 2, 3 having count(*) <= $2
           intersect
           select merchant_code, card_mask, amount_fen from recon_left_theirs
           group by 1, 2, 3 having count(*) <= $2
         ), edge as materialized (
           select o.id as item_id, t.line_no, amount_fen, ",
        differences!("$1::interval"),
        " as fields
           from key
           join recon_left_ours o using (merchant_code, card_mask, amount_fen)
           join recon_left_theirs t using (merchant_code, card_mask, amount_fen)
           where o.at between t.at - $1::interval and t.at + $1::interval
         )
         insert into recon_step (item_id, line_no, amount_fen, fields)
         select item_id, line_no, amount_fen, fields from edge
         where item_id in (select item_id from edge group by 1 having count(*) = 1)
           and line_no in (select line_no from edge group by 1 having count(*) = 1)"
    ))
    .bind(run.tolerance())
    .bind(CROWD_MAX as i64)
    .execute(&mut **tx)
    .await?;
    end_step(tx, run, 3).await
}

/// Keeps the pairs of a step and takes their lines from what is left.
async fn end_step(tx: &mut Tx, run: &Run<'_>, rule: i16) -> sqlx::Result<()> {
    sqlx::query(
        "insert into recon_pair (institution_id, run_id, line_no, item_id, rule, fields,
           amount_fen)
         select $1, $2, line_no, item_id, $3, fields, amount_fen from recon_step",
    )
    .bind(run.day.institution)
    .bind(run.run)
    .bind(rule)
    .execute(&mut **tx)
    .await?;
    sqlx::raw_sql(
        "delete from recon_left_ours o using recon_step s where s.item_id = o.id;
         delete from recon_left_theirs t using recon_step s where s.line_no = t.line_no;
         delete from recon_step;",
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes the first version of every result: pairs that differ, and lines that stand alone.
pub async fn results(tx: &mut Tx, run: &Run<'_>) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "with found (status, item_id, line_no, rule, fields, ours_fen, theirs_fen, ours_fee_fen,
           theirs_fee_fen) as (
           select case
               when o.amount_fen < t.amount_fen then 'amount_over'
               when t.amount_fen < o.amount_fen then 'amount_under'
               when p.fields = 256 then 'fee_mismatch'
               else 'data_mismatch' end,
             p.item_id, p.line_no, p.rule, p.fields, o.amount_fen, t.amount_fen,
             o.merchant_fee_fen, t.fee_fen
           from recon_pair p
           join recon_in t on t.line_no = p.line_no
           join clearing_item o on o.institution_id = $1 and o.acquirer_id = $5
             and o.business_date = $6 and o.id = p.item_id
           where p.institution_id = $1 and p.run_id = $2 and p.fields <> 0
           union all
           select case when v.payment_id is null then 'expected' else 'void' end, o.id, null,
             null, 0, o.amount_fen, 0, o.fee_fen, null
           from recon_left_ours o left join (
             select payment_id from recon_left_ours group by payment_id
             having count(*) = 2 and sum(amount_fen) = 0
           ) as v using (payment_id)
           union all
           select case when v.trace_no is null then 'unexpected' else 'void' end, null, t.line_no,
             null, 0, 0, t.amount_fen, null, t.fee_fen
           from recon_left_theirs t left join (
             select merchant_code, terminal_code, batch_no, trace_no from recon_left_theirs
             group by 1, 2, 3, 4 having count(*) = 2 and sum(amount_fen) = 0
           ) as v using (merchant_code, terminal_code, batch_no, trace_no)
           union all
           select 'duplicate', null, line_no, null, 0, 0, amount_fen, null, fee_fen
           from recon_in where duplicate_of is not null
         )
         insert into recon_result (institution_id, id, version, run_id, source, acquirer_id,
           business_date, status, item_id, line_no, rule, fields, ours_fen, theirs_fen,
           ours_fee_fen, theirs_fee_fen, actor, actor_name, note, at)
         select $1, gen_random_uuid(), 1, $2, $4, $5, $6, status, item_id, line_no, rule, fields,
           ours_fen, theirs_fen, ours_fee_fen, theirs_fee_fen, 'system:reconciliation',
           'reconciliation', '', $3
         from found",
    )
    .bind(run.day.institution)
    .bind(run.run)
    .bind(run.at)
    .bind(run.day.source)
    .bind(run.day.acquirer)
    .bind(run.day.date)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Writes a version of every result of a run that no longer counts: archived.
pub async fn archive(
    tx: &mut Tx,
    institution: InstitutionId,
    run: ReconRunId,
    at: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "insert into recon_result (institution_id, id, version, run_id, source, acquirer_id,
           business_date, status, item_id, line_no, rule, fields, ours_fen, theirs_fen,
           ours_fee_fen, theirs_fee_fen, actor, actor_name, note, at)
         select institution_id, id, version + 1, run_id, source, acquirer_id, business_date,
           'archived', item_id, line_no, rule, fields, ours_fen, theirs_fen, ours_fee_fen,
           theirs_fee_fen, 'system:reconciliation', 'reconciliation', '', $3
         from recon_result r
         where institution_id = $1 and run_id = $2 and status <> 'archived' and not exists (
           select from recon_result n where n.institution_id = $1 and n.id = r.id
             and n.version > r.version)",
    )
    .bind(institution)
    .bind(run)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}
