//! What stands alone on two days.

use super::super::model::{Day, Entry};
use kernel::{InstitutionId, ReconResultId, ReconRunId};
use storage::Tx;

/// Pairs that one file makes with earlier days at most.
const PAIRS_MAX: i64 = 100_000;

/// A result that waits from an earlier day and one of a run that stand for each other: one of
/// either side, of one merchant and amount, with the same reference number or the same terminal,
/// batch and trace number; only where both are told apart from all others.
pub async fn pairs(
    tx: &mut Tx,
    day: &Day,
    run: ReconRunId,
    days_max: i32,
) -> sqlx::Result<Vec<(ReconResultId, ReconResultId)>> {
    sqlx::query_as(
        "with side as (
           select r.id, r.run_id = $5 as own, r.item_id is not null as ours,
             r.ours_fen + r.theirs_fen as amount_fen,
             coalesce(o.acquirer_merchant_code, l.merchant_code) as merchant_code,
             coalesce(o.terminal_code, l.terminal_code) as terminal_code,
             coalesce(o.batch_no, l.batch_no) as batch_no,
             coalesce(o.trace_no, l.trace_no) as trace_no,
             coalesce(o.reference_no, l.reference_no) as reference_no
           from recon_day d
           join recon_run u on u.institution_id = d.institution_id and u.id = d.run_id
           join recon_result r on r.institution_id = d.institution_id and r.run_id = d.run_id
           left join clearing_item o on o.institution_id = r.institution_id
             and o.business_date = r.business_date and o.id = r.item_id
           left join recon_line l on l.institution_id = r.institution_id
             and l.file_id = u.file_id and l.line_no = r.line_no
           where d.institution_id = $1 and d.source = $2 and d.acquirer_id = $3
             and d.business_date between $4::date - $6 and $4::date
             and r.status in ('expected', 'unexpected') and r.explained_fen = 0
             and (d.state = 'open' or r.way = 'wait') and not exists (
               select from recon_result n where n.institution_id = r.institution_id
                 and n.id = r.id and n.version > r.version)
         ), pair as (
           select w.id as waits, c.id as comes
           from side w
           join side c on c.own and c.ours <> w.ours and c.merchant_code = w.merchant_code
             and c.amount_fen = w.amount_fen and (c.reference_no = w.reference_no
               or (c.terminal_code, c.batch_no, c.trace_no)
                 = (w.terminal_code, w.batch_no, w.trace_no))
           where not w.own
         )
         select waits, comes from pair
         where waits in (select waits from pair group by 1 having count(*) = 1)
           and comes in (select comes from pair group by 1 having count(*) = 1)
         order by waits limit $7",
    )
    .bind(day.institution)
    .bind(day.source)
    .bind(day.acquirer)
    .bind(day.date)
    .bind(run)
    .bind(days_max)
    .bind(PAIRS_MAX)
    .fetch_all(&mut **tx)
    .await
}

/// Results of a run that are put together with another day's by themselves.
pub async fn paired(
    tx: &mut Tx,
    institution: InstitutionId,
    run: ReconRunId,
) -> sqlx::Result<Vec<Entry>> {
    sqlx::query_as(
        "select id, institution_id, version, run_id, source, acquirer_id, business_date, status,
           item_id, line_no, rule, fields, ours_fen, theirs_fen, ours_fee_fen, theirs_fee_fen,
           way, explained_fen, other_id, transfer_id, booked_fen, booked_way, wait_until,
           assigned_to, assigned_name, actor, actor_name, note, at
         from recon_result r
         where institution_id = $1 and run_id = $2 and way = 'other_day' and not exists (
           select from recon_result n where n.institution_id = $1 and n.id = r.id
             and n.version > r.version)
         order by id limit $3",
    )
    .bind(institution)
    .bind(run)
    .bind(PAIRS_MAX)
    .fetch_all(&mut **tx)
    .await
}
