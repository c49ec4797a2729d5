//! What the check of clearing reads.

use crate::clearing::cut::DaySum;
use crate::clearing::settlement::SettlementLine;
use chrono::NaiveDate;
use kernel::{InstitutionId, MerchantId, SettlementId, SettlementLineId};
use storage::Tx;

/// Institutions that have business days.
pub async fn institutions(tx: &mut Tx) -> sqlx::Result<Vec<InstitutionId>> {
    sqlx::query_scalar(
        "select i.id from institution i
         where exists (select from clearing_day d where d.institution_id = i.id)
         order by i.id",
    )
    .fetch_all(&mut **tx)
    .await
}

/// Days that are cut and do not show the sums of their lines.
pub async fn wrong_days(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<Vec<NaiveDate>> {
    sqlx::query_scalar(
        "select d.business_date from clearing_day d
         left join (
           select business_date, count(*) as lines, sum(amount_fen) as amount_fen,
             sum(merchant_fee_fen) as merchant_fee_fen, sum(issuer_fee_fen) as issuer_fee_fen,
             sum(network_fee_fen) as network_fee_fen, sum(acquirer_fee_fen) as acquirer_fee_fen
           from clearing_item where institution_id = $1 group by business_date
         ) s on s.business_date = d.business_date
         where d.institution_id = $1 and d.state <> 'open'
           and (d.payments + d.reversals, d.amount_fen, d.merchant_fee_fen, d.issuer_fee_fen,
             d.network_fee_fen, d.acquirer_fee_fen)
             is distinct from (coalesce(s.lines, 0), coalesce(s.amount_fen, 0),
             coalesce(s.merchant_fee_fen, 0), coalesce(s.issuer_fee_fen, 0),
             coalesce(s.network_fee_fen, 0), coalesce(s.acquirer_fee_fen, 0))
         order by d.business_date limit 1000",
    )
    .bind(institution)
    .fetch_all(&mut **tx)
    .await
}

/// Batches that do not show the sums of their lines, or of the days they took up.
pub async fn wrong_batches(
    tx: &mut Tx,
    institution: InstitutionId,
) -> sqlx::Result<Vec<SettlementId>> {
    sqlx::query_scalar(
        "select b.id from settlement_batch b
         left join (
           select batch_id, sum(gross_fen) as gross_fen, sum(fee_fen) as fee_fen,
             sum(payout_fen) as payout_fen, sum(carried_out_fen) as carried_fen,
             sum(carried_in_fen) as carried_in_fen
           from settlement_line where institution_id = $1 group by batch_id
         ) l on l.batch_id = b.id
         left join (
           select settled_by, sum(amount_fen) as gross_fen, sum(merchant_fee_fen) as fee_fen
           from clearing_day where institution_id = $1 group by settled_by
         ) d on d.settled_by = b.id
         left join (
           select taken_by, sum(amount_fen) as carried_in_fen
           from settlement_carry where institution_id = $1 group by taken_by
         ) c on c.taken_by = b.id
         where b.institution_id = $1
           and ((b.gross_fen, b.fee_fen, b.payout_fen, b.carried_fen)
             is distinct from (coalesce(l.gross_fen, 0), coalesce(l.fee_fen, 0),
             coalesce(l.payout_fen, 0), coalesce(l.carried_fen, 0))
             or (b.gross_fen, b.fee_fen, coalesce(l.carried_in_fen, 0))
             is distinct from (coalesce(d.gross_fen, 0), coalesce(d.fee_fen, 0),
             coalesce(c.carried_in_fen, 0)))
         order by b.id limit 1000",
    )
    .bind(institution)
    .fetch_all(&mut **tx)
    .await
}

/// What lines leave to later batches, less what waits or was taken up of it: nothing.
pub async fn stray_carries(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select (
           (select coalesce(sum(carried_out_fen), 0) + coalesce(sum(payout_fen)
              filter (where state in ('rejected', 'returned')), 0)
            from settlement_line where institution_id = $1)
           - (select coalesce(sum(amount_fen), 0)
              from settlement_carry where institution_id = $1))::bigint",
    )
    .bind(institution)
    .fetch_one(&mut **tx)
    .await
}

#[derive(sqlx::FromRow)]
struct Booked {
    business_date: NaiveDate,
    #[sqlx(flatten)]
    sum: DaySum,
}

/// What days whose fees are booked come to, for each merchant at each acquirer.
pub async fn booked_sums(
    tx: &mut Tx,
    institution: InstitutionId,
    after: Option<(NaiveDate, MerchantId, InstitutionId)>,
    limit: i64,
) -> sqlx::Result<Vec<(NaiveDate, DaySum)>> {
    let rows: Vec<Booked> = sqlx::query_as(
        "select c.business_date, c.institution_id, c.acquirer_id, c.merchant_id,
           max(c.merchant_code) as merchant_code, count(*) as lines,
           sum(c.amount_fen)::bigint as amount_fen,
           sum(c.merchant_fee_fen)::bigint as merchant_fee_fen,
           sum(c.issuer_fee_fen)::bigint as issuer_fee_fen,
           sum(c.network_fee_fen)::bigint as network_fee_fen,
           sum(c.acquirer_fee_fen)::bigint as acquirer_fee_fen
         from clearing_item c
         join clearing_day d on d.institution_id = c.institution_id
           and d.business_date = c.business_date and d.booked_at is not null
         where c.institution_id = $1
           and ($2::date is null
             or (c.business_date, c.merchant_id, c.acquirer_id) > ($2, $3, $4))
         group by c.institution_id, c.business_date, c.merchant_id, c.acquirer_id
         order by c.business_date, c.merchant_id, c.acquirer_id limit $5",
    )
    .bind(institution)
    .bind(after.map(|after| after.0))
    .bind(after.map(|after| after.1))
    .bind(after.map(|after| after.2))
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.business_date, row.sum)).collect())
}

/// Lines that the bank has paid, by id.
pub async fn paid_lines(
    tx: &mut Tx,
    institution: InstitutionId,
    after: Option<SettlementLineId>,
    limit: i64,
) -> sqlx::Result<Vec<SettlementLine>> {
    sqlx::query_as(
        "select institution_id, batch_id, id, merchant_id, merchant_code, acquirer_id, items,
           gross_fen, fee_fen, carried_in_fen, held_fen, payout_fen, carried_out_fen, state,
           reason, bank_reference, changed_at
         from settlement_line
         where institution_id = $1 and state in ('paid', 'returned')
           and ($2::uuid is null or id > $2)
         order by id limit $3",
    )
    .bind(institution)
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}
