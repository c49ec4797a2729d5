//! All SQL of the cut.

use super::model::{AcquirerSum, ClearingDay, DayState, DaySum, ItemFilter};
use crate::clearing::Item;
use crate::switch::model::PaymentKind;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ContractId, InstitutionId, MerchantId, PaymentId, StoreId, TerminalId, TransferId};
use storage::Tx;

/// An approved payment, with when its original was answered and how its reversal stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Candidate {
    pub id: PaymentId,
    pub kind: PaymentKind,
    pub acquirer_id: InstitutionId,
    pub merchant_id: MerchantId,
    pub merchant_code: String,
    pub acquirer_merchant_code: String,
    pub store_id: StoreId,
    pub terminal_id: TerminalId,
    pub terminal_code: String,
    pub mcc: String,
    pub batch_no: i32,
    pub trace_no: i32,
    pub reference_no: Option<String>,
    pub card_mask: String,
    pub amount_fen: i64,
    pub answered_at: DateTime<Utc>,
    pub original_at: Option<DateTime<Utc>>,
    /// Amount of the original, fen.
    pub original_fen: Option<i64>,
    /// Of a refund: those of the same original that were answered before it.
    pub earlier_fen: Option<Vec<i64>>,
    pub earlier_at: Option<Vec<DateTime<Utc>>>,
    pub earlier_undone_at: Option<Vec<Option<DateTime<Utc>>>>,
    pub reversed_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// When a contract held.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ContractSpan {
    pub id: ContractId,
    pub merchant_id: MerchantId,
    pub acquirer_id: InstitutionId,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// What a page of payments is narrowed to.
#[derive(Clone, Debug)]
pub struct Span {
    pub institution: InstitutionId,
    /// When the day began at the first acquirer and ended at the last.
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    /// The first id that a payment answered on the day may have, and the first it cannot.
    pub first: PaymentId,
    pub beyond: PaymentId,
    /// When it began and ended at acquirers without a cut-off of their own, and at those with one.
    pub usual: (DateTime<Utc>, DateTime<Utc>),
    pub own: Vec<(InstitutionId, (DateTime<Utc>, DateTime<Utc>))>,
}

/// Makes the day's row when there is none.
pub async fn open(
    tx: &mut Tx,
    institution: InstitutionId,
    day: NaiveDate,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into clearing_day (institution_id, business_date, state, changed_at)
         values ($1, $2, 'open', $3) on conflict do nothing",
    )
    .bind(institution)
    .bind(day)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Locks the day's row and reads its state.
pub async fn lock(
    tx: &mut Tx,
    institution: InstitutionId,
    day: NaiveDate,
) -> sqlx::Result<Option<DayState>> {
    sqlx::query_scalar(
        "select state from clearing_day
         where institution_id = $1 and business_date = $2 for update",
    )
    .bind(institution)
    .bind(day)
    .fetch_optional(&mut **tx)
    .await
}

/// Approved payments that were answered on a day, by id.
pub async fn answered(
    tx: &mut Tx,
    span: &Span,
    after: Option<PaymentId>,
    limit: i64,
) -> sqlx::Result<Vec<Candidate>> {
    sqlx::query_as(
        "select p.id, p.kind, p.acquirer_id, p.merchant_id, p.merchant_code,
           p.acquirer_merchant_code, p.store_id, p.terminal_id, p.terminal_code, p.mcc,
           p.batch_no, p.trace_no, o.reference_no, p.card_mask, p.amount_fen, o.answered_at,
           oo.answered_at as original_at, op.amount_fen as original_fen, e.fen as earlier_fen,
           e.at as earlier_at, e.undone_at as earlier_undone_at, r.created_at as reversed_at,
           r.ended_at
         from payment p
         join payment_outcome o on o.institution_id = p.institution_id and o.payment_id = p.id
           and o.state = 'approved'
         left join payment_outcome oo on oo.institution_id = p.institution_id
           and oo.payment_id = p.original_id
         left join payment op on op.institution_id = p.institution_id and op.id = p.original_id
         left join lateral (
           select array_agg(x.amount_fen order by xo.answered_at, x.id) as fen,
             array_agg(xo.answered_at order by xo.answered_at, x.id) as at,
             array_agg(xr.ended_at order by xo.answered_at, x.id) as undone_at
           from payment x
           join payment_outcome xo on xo.institution_id = x.institution_id
             and xo.payment_id = x.id and xo.state = 'approved'
           left join reversal xr on xr.institution_id = x.institution_id and xr.payment_id = x.id
           where p.kind = 'refund' and x.institution_id = p.institution_id
             and x.original_id = p.original_id and x.kind = 'refund'
             and (xo.answered_at, x.id) < (o.answered_at, p.id)
         ) e on true
         left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
         where p.institution_id = $1 and p.id >= $2 and p.id < $3
           and ($4::uuid is null or p.id > $4) and p.kind not in ('balance_query', 'preauth', 'preauth_void')
           and p.amount_fen > 0
           and o.answered_at >= $5 and o.answered_at < $6
         order by p.id limit $7",
    )
    .bind(span.institution)
    .bind(span.first)
    .bind(span.beyond)
    .bind(after)
    .bind(span.from)
    .bind(span.until)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Approved payments whose reversal ended on a day, by id.
pub async fn reversed(
    tx: &mut Tx,
    span: &Span,
    after: Option<PaymentId>,
    limit: i64,
) -> sqlx::Result<Vec<Candidate>> {
    sqlx::query_as(
        "select p.id, p.kind, p.acquirer_id, p.merchant_id, p.merchant_code,
           p.acquirer_merchant_code, p.store_id, p.terminal_id, p.terminal_code, p.mcc,
           p.batch_no, p.trace_no, o.reference_no, p.card_mask, p.amount_fen, o.answered_at,
           oo.answered_at as original_at, op.amount_fen as original_fen, e.fen as earlier_fen,
           e.at as earlier_at, e.undone_at as earlier_undone_at, r.created_at as reversed_at,
           r.ended_at
         from reversal r
         join payment p on p.institution_id = r.institution_id and p.id = r.payment_id
         join payment_outcome o on o.institution_id = p.institution_id and o.payment_id = p.id
           and o.state = 'approved'
         left join payment_outcome oo on oo.institution_id = p.institution_id
           and oo.payment_id = p.original_id
         left join payment op on op.institution_id = p.institution_id and op.id = p.original_id
         left join lateral (
           select array_agg(x.amount_fen order by xo.answered_at, x.id) as fen,
             array_agg(xo.answered_at order by xo.answered_at, x.id) as at,
             array_agg(xr.ended_at order by xo.answered_at, x.id) as undone_at
           from payment x
           join payment_outcome xo on xo.institution_id = x.institution_id
             and xo.payment_id = x.id and xo.state = 'approved'
           left join reversal xr on xr.institution_id = x.institution_id and xr.payment_id = x.id
           where p.kind = 'refund' and x.institution_id = p.institution_id
             and x.original_id = p.original_id and x.kind = 'refund'
             and (xo.answered_at, x.id) < (o.answered_at, p.id)
         ) e on true
         where r.institution_id = $1 and r.ended_at >= $2 and r.ended_at < $3
           and ($4::uuid is null or p.id > $4) and p.kind not in ('balance_query', 'preauth', 'preauth_void')
           and p.amount_fen > 0
         order by p.id limit $5",
    )
    .bind(span.institution)
    .bind(span.from)
    .bind(span.until)
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Payments received by the end of a day that are no line of it: without an ending, or with a
/// reversal that had not ended. How many, and their sum.
pub async fn waiting(tx: &mut Tx, span: &Span) -> sqlx::Result<(i64, i64)> {
    sqlx::query_as(
        "select count(*), coalesce(sum(p.amount_fen), 0)::bigint
         from payment p
         left join payment_outcome o on o.institution_id = p.institution_id
           and o.payment_id = p.id
         left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
         left join unnest($6::int[], $7::timestamptz[], $8::timestamptz[]) as own (id, begun, ended)
           on own.id = p.acquirer_id
         cross join lateral (
           select coalesce(own.begun, $4) as begun, coalesce(own.ended, $5) as ended
         ) as d
         where p.institution_id = $1 and p.id >= $2 and p.id < $3
           and p.kind not in ('balance_query', 'preauth', 'preauth_void')
           and p.amount_fen > 0
           and (
             (o.payment_id is null and p.received_at >= d.begun and p.received_at < d.ended)
             or (o.state = 'approved' and o.answered_at >= d.begun and o.answered_at < d.ended
               and r.created_at < d.ended and (r.ended_at is null or r.ended_at >= d.ended)))",
    )
    .bind(span.institution)
    .bind(span.first)
    .bind(span.beyond)
    .bind(span.usual.0)
    .bind(span.usual.1)
    .bind(span.own.iter().map(|own| own.0).collect::<Vec<_>>())
    .bind(span.own.iter().map(|own| own.1.0).collect::<Vec<_>>())
    .bind(span.own.iter().map(|own| own.1.1).collect::<Vec<_>>())
    .fetch_one(&mut **tx)
    .await
}

/// Writes what an open day's lines come to; with `cut_at` it is open no more.
pub async fn sum_up(
    tx: &mut Tx,
    institution: InstitutionId,
    day: NaiveDate,
    (open_payments, open_fen): (i64, i64),
    (cut_at, at): (Option<DateTime<Utc>>, DateTime<Utc>),
) -> sqlx::Result<()> {
    sqlx::query(
        "update clearing_day d set payments = s.payments, reversals = s.reversals,
           amount_fen = s.amount_fen, merchant_fee_fen = s.merchant_fee_fen,
           issuer_fee_fen = s.issuer_fee_fen, network_fee_fen = s.network_fee_fen,
           acquirer_fee_fen = s.acquirer_fee_fen, below_cost = s.below_cost,
           unknown_cards = s.unknown_cards, open_payments = $3, open_fen = $4,
           cut_at = $5, changed_at = $6,
           state = case when $5::timestamptz is null then 'open' else 'cut' end
         from (
           select count(*) filter (where c.booking = 'payment') as payments,
             count(*) filter (where c.booking = 'reversal') as reversals,
             coalesce(sum(c.amount_fen), 0)::bigint as amount_fen,
             coalesce(sum(c.merchant_fee_fen), 0)::bigint as merchant_fee_fen,
             coalesce(sum(c.issuer_fee_fen), 0)::bigint as issuer_fee_fen,
             coalesce(sum(c.network_fee_fen), 0)::bigint as network_fee_fen,
             coalesce(sum(c.acquirer_fee_fen), 0)::bigint as acquirer_fee_fen,
             count(*) filter (where c.acquirer_fee_fen <> 0
               and (c.acquirer_fee_fen < 0) = (c.amount_fen > 0)) as below_cost,
             count(*) filter (where k.digits is null) as unknown_cards
           from clearing_item c
           left join (
             select distinct left(i.card_mask, 6) as digits
             from clearing_item i
             join card_bin b on b.from_day <= $2
               and left(i.card_mask, length(b.low)) between b.low and b.high
             where i.institution_id = $1 and i.business_date = $2
           ) k on k.digits = left(c.card_mask, 6)
           where c.institution_id = $1 and c.business_date = $2
         ) s
         where d.institution_id = $1 and d.business_date = $2 and d.state = 'open'",
    )
    .bind(institution)
    .bind(day)
    .bind(open_payments)
    .bind(open_fen)
    .bind(cut_at)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that the fees of a day are in the ledger.
pub async fn set_booked(
    tx: &mut Tx,
    institution: InstitutionId,
    day: NaiveDate,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update clearing_day set booked_at = $3, changed_at = $3
         where institution_id = $1 and business_date = $2 and booked_at is null",
    )
    .bind(institution)
    .bind(day)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a list of days may be narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrow {
    pub institution: Option<InstitutionId>,
    pub day: Option<NaiveDate>,
    pub state: Option<DayState>,
    /// The last day of the page before.
    pub before: Option<(NaiveDate, InstitutionId)>,
}

/// Days that the transaction may see, the latest first.
pub async fn list(tx: &mut Tx, narrow: &Narrow, limit: i64) -> sqlx::Result<Vec<ClearingDay>> {
    sqlx::query_as(
        "select institution_id, business_date, state, payments, reversals, amount_fen,
           merchant_fee_fen, issuer_fee_fen, network_fee_fen, acquirer_fee_fen, unknown_cards,
           below_cost, open_payments, open_fen, cut_at, booked_at, changed_at
         from clearing_day
         where ($1::int is null or institution_id = $1)
           and ($2::date is null or business_date = $2) and ($3::text is null or state = $3)
           and ($4::date is null or (business_date, institution_id) < ($4, $5))
         order by business_date desc, institution_id desc limit $6",
    )
    .bind(narrow.institution)
    .bind(narrow.day)
    .bind(narrow.state)
    .bind(narrow.before.map(|before| before.0))
    .bind(narrow.before.map(|before| before.1))
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// What a day comes to for each merchant at each acquirer, as far as the transaction may see.
pub async fn sums(
    tx: &mut Tx,
    institution: InstitutionId,
    day: NaiveDate,
    after: Option<(MerchantId, InstitutionId)>,
    limit: i64,
) -> sqlx::Result<Vec<DaySum>> {
    sqlx::query_as(
        "select institution_id, acquirer_id, merchant_id, max(merchant_code) as merchant_code,
           count(*) as lines, sum(amount_fen)::bigint as amount_fen,
           sum(merchant_fee_fen)::bigint as merchant_fee_fen,
           sum(issuer_fee_fen)::bigint as issuer_fee_fen,
           sum(network_fee_fen)::bigint as network_fee_fen,
           sum(acquirer_fee_fen)::bigint as acquirer_fee_fen
         from clearing_item
         where institution_id = $1 and business_date = $2
           and ($3::uuid is null or (merchant_id, acquirer_id) > ($3, $4))
         group by institution_id, merchant_id, acquirer_id
         order by merchant_id, acquirer_id limit $5",
    )
    .bind(institution)
    .bind(day)
    .bind(after.map(|after| after.0))
    .bind(after.map(|after| after.1))
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// What a day comes to at each acquirer, as far as the transaction may see.
pub async fn acquirer_sums(
    tx: &mut Tx,
    institution: InstitutionId,
    day: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<AcquirerSum>> {
    sqlx::query_as(
        "select acquirer_id, count(distinct merchant_id) as merchants, count(*) as lines,
           sum(amount_fen)::bigint as amount_fen,
           sum(merchant_fee_fen)::bigint as merchant_fee_fen,
           sum(issuer_fee_fen)::bigint as issuer_fee_fen,
           sum(network_fee_fen)::bigint as network_fee_fen,
           sum(acquirer_fee_fen)::bigint as acquirer_fee_fen
         from clearing_item
         where institution_id = $1 and business_date = $2
         group by acquirer_id order by acquirer_id limit $3",
    )
    .bind(institution)
    .bind(day)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Lines of a day, by id.
pub async fn items(
    tx: &mut Tx,
    (institution, day): (InstitutionId, NaiveDate),
    filter: &ItemFilter,
    after: Option<TransferId>,
    limit: i64,
) -> sqlx::Result<Vec<Item>> {
    sqlx::query_as(
        "select institution_id, business_date, id, booking, payment_id, kind, acquirer_id,
           merchant_id, merchant_code, acquirer_merchant_code, store_id, terminal_id,
           terminal_code, mcc, batch_no, trace_no, reference_no, card_mask, card_class,
           amount_fen, merchant_fee_fen, issuer_fee_fen, network_fee_fen, acquirer_fee_fen, at
         from clearing_item
         where institution_id = $1 and business_date = $2
           and ($3::uuid is null or merchant_id = $3) and ($4::uuid is null or id > $4)
           and ($5::int is null or acquirer_id = $5) and ($6::text is null or kind = $6)
           and ($7::text is null or booking = $7) and ($8::text is null or card_class = $8)
         order by id limit $9",
    )
    .bind(institution)
    .bind(day)
    .bind(filter.merchant)
    .bind(after)
    .bind(filter.acquirer)
    .bind(filter.kind)
    .bind(filter.booking)
    .bind(filter.card_class)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// The first day of an institution that may have to be cut: the one after its last that is cut,
/// or that of its first payment.
pub async fn next_to_cut(
    tx: &mut Tx,
    institution: InstitutionId,
) -> sqlx::Result<(Option<NaiveDate>, Option<DateTime<Utc>>)> {
    sqlx::query_as(
        "select
           (select max(business_date) from clearing_day
            where institution_id = $1 and state <> 'open'),
           (select received_at from payment where institution_id = $1 order by id limit 1)",
    )
    .bind(institution)
    .fetch_one(&mut **tx)
    .await
}

/// Days that are cut and whose fees are not in the ledger.
pub async fn unbooked(
    tx: &mut Tx,
    institution: InstitutionId,
    limit: i64,
) -> sqlx::Result<Vec<NaiveDate>> {
    sqlx::query_scalar(
        "select business_date from clearing_day
         where institution_id = $1 and cut_at is not null and booked_at is null
         order by business_date limit $2",
    )
    .bind(institution)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// When these contracts of an institution held.
pub async fn contracts(
    tx: &mut Tx,
    institution: InstitutionId,
    ids: &[ContractId],
) -> sqlx::Result<Vec<ContractSpan>> {
    sqlx::query_as(
        "select id, merchant_id, acquirer_id, created_at, ended_at from merchant_contract
         where institution_id = $1 and id = any ($2) order by created_at desc, id desc",
    )
    .bind(institution)
    .bind(ids)
    .fetch_all(&mut **tx)
    .await
}
