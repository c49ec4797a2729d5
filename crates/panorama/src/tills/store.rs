//! All SQL of tills' orders.

use super::model::{Order, OrderKind, Owner, TillPayment, TillRow};
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, TerminalId};
use storage::Tx;

/// How many numbers a terminal has used, this one included.
pub async fn next_number(
    tx: &mut Tx,
    (institution, terminal): (InstitutionId, TerminalId),
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "insert into till_counter (institution_id, terminal_id, used) values ($1, $2, 1)
         on conflict (institution_id, terminal_id) do update set used = till_counter.used + 1
         returning used",
    )
    .bind(institution)
    .bind(terminal)
    .fetch_one(&mut **tx)
    .await
}

/// Writes an order; false when the caller has used its reference.
pub async fn insert_order(tx: &mut Tx, order: &Order) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into till_order (institution_id, caller, order_reference, kind,
           merchant_reference, original_reference, terminal_institution_id, terminal_id, batch_no,
           trace_no, amount_fen, body_hash, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         on conflict do nothing",
    )
    .bind(order.owner.institution)
    .bind(&order.owner.caller)
    .bind(&order.order_reference)
    .bind(order.kind)
    .bind(order.merchant_reference.as_deref())
    .bind(order.original_reference.as_deref())
    .bind(order.terminal_institution)
    .bind(order.terminal)
    .bind(order.number.0)
    .bind(order.number.1)
    .bind(order.amount_fen)
    .bind(&order.body_hash)
    .bind(order.created_at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[derive(sqlx::FromRow)]
struct OrderRow {
    kind: OrderKind,
    merchant_reference: Option<String>,
    original_reference: Option<String>,
    terminal_institution_id: InstitutionId,
    terminal_id: TerminalId,
    batch_no: i32,
    trace_no: i32,
    amount_fen: i64,
    body_hash: Vec<u8>,
    created_at: DateTime<Utc>,
}

/// An order by its reference.
pub async fn order(
    tx: &mut Tx,
    owner: &Owner,
    order_reference: &str,
) -> sqlx::Result<Option<Order>> {
    let row: Option<OrderRow> = sqlx::query_as(
        "select kind, merchant_reference, original_reference, terminal_institution_id,
           terminal_id, batch_no, trace_no, amount_fen, body_hash, created_at
         from till_order
         where institution_id = $1 and caller = $2 and order_reference = $3",
    )
    .bind(owner.institution)
    .bind(&owner.caller)
    .bind(order_reference)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Order {
        owner: owner.clone(),
        order_reference: order_reference.to_owned(),
        kind: row.kind,
        merchant_reference: row.merchant_reference,
        original_reference: row.original_reference,
        terminal_institution: row.terminal_institution_id,
        terminal: row.terminal_id,
        number: (row.batch_no, row.trace_no),
        amount_fen: row.amount_fen,
        body_hash: row.body_hash,
        created_at: row.created_at,
    }))
}

/// Who acquired the payment of an order, once there is one.
pub async fn acquirer(tx: &mut Tx, order: &Order) -> sqlx::Result<Option<InstitutionId>> {
    sqlx::query_scalar(
        "select acquirer_id from payment where institution_id = $1 and terminal_id = $2
           and batch_no = $3 and trace_no = $4 limit 1",
    )
    .bind(order.terminal_institution)
    .bind(order.terminal)
    .bind(order.number.0)
    .bind(order.number.1)
    .fetch_optional(&mut **tx)
    .await
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select t.order_reference, t.merchant_reference, t.kind, t.original_reference,
           p.id as payment_id, t.amount_fen, t.terminal_id, o.state as outcome,
           r.state as reversal, o.reference_no, o.response_code, t.created_at, o.answered_at,
           c.closed_at,
           coalesce((
             select sum(q.amount_fen)::bigint from payment q
             join payment_outcome a
               on a.institution_id = q.institution_id and a.payment_id = q.id
             left join reversal u on u.institution_id = q.institution_id and u.payment_id = q.id
             where q.institution_id = p.institution_id and q.original_id = p.id
               and q.kind = 'refund' and a.state = 'approved' and u.payment_id is null
           ), 0) as refunded_fen
         from till_order t
         left join payment p on p.institution_id = t.terminal_institution_id
           and p.terminal_id = t.terminal_id and p.batch_no = t.batch_no
           and p.trace_no = t.trace_no
         left join payment_outcome o
           on o.institution_id = p.institution_id and o.payment_id = p.id
         left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
         left join payment_code c on c.institution_id = t.institution_id and c.caller = t.caller
           and c.order_reference = t.order_reference
         ",
            $rest
        )
    };
}

/// An order with its payment.
pub async fn payment(
    tx: &mut Tx,
    owner: &Owner,
    order_reference: &str,
) -> sqlx::Result<Option<TillPayment>> {
    let row: Option<TillRow> = sqlx::query_as(select!(
        "where t.institution_id = $1 and t.caller = $2 and t.order_reference = $3"
    ))
    .bind(owner.institution)
    .bind(&owner.caller)
    .bind(order_reference)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(TillPayment::from))
}

/// Orders of a caller, newest first, after one.
pub async fn payments(
    tx: &mut Tx,
    owner: &Owner,
    merchant_reference: Option<&str>,
    before: Option<(DateTime<Utc>, String)>,
    limit: i64,
) -> sqlx::Result<Vec<TillPayment>> {
    let (before_at, before_reference) = before.unzip();
    let rows: Vec<TillRow> = sqlx::query_as(select!(
        "where t.institution_id = $1 and t.caller = $2
           and ($3::text is null or t.merchant_reference = $3)
           and ($4::timestamptz is null or (t.created_at, t.order_reference) < ($4, $5))
         order by t.created_at desc, t.order_reference desc limit $6"
    ))
    .bind(owner.institution)
    .bind(&owner.caller)
    .bind(merchant_reference)
    .bind(before_at)
    .bind(before_reference)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(TillPayment::from).collect())
}
