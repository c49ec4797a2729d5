//! What a start and the periodic sweep look for.

use crate::switch::model::{Outcome, PaymentKind};
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, LinkId, PaymentId};
use storage::Tx;
use uuid::Uuid;

/// A payment that was to be sent and has no ending.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Unended {
    #[sqlx(rename = "institution_id")]
    pub institution: InstitutionId,
    pub id: PaymentId,
    pub kind: PaymentKind,
    #[sqlx(rename = "acquirer_id")]
    pub acquirer: InstitutionId,
    #[sqlx(rename = "link_id")]
    pub link: LinkId,
    pub received_at: DateTime<Utc>,
}

/// A payment whose entries must stand in the ledger.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Bookable {
    #[sqlx(rename = "institution_id")]
    pub institution: InstitutionId,
    pub id: PaymentId,
    pub kind: PaymentKind,
    #[sqlx(rename = "acquirer_id")]
    pub acquirer: InstitutionId,
    pub merchant_id: kernel::MerchantId,
    pub amount_fen: i64,
    /// True when a reversal undoes it.
    pub reversed: bool,
}

/// The smallest id that a payment received at `at` can have.
pub fn first_id(at: DateTime<Utc>) -> PaymentId {
    let ms = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    PaymentId(Uuid::from_u128(u128::from(ms) << 80))
}

/// Before which time all payments of the node are known to be settled.
pub async fn mark(tx: &mut Tx, node: i32) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar("select settled_before from switch_mark where node = $1")
        .bind(node)
        .fetch_optional(&mut **tx)
        .await
}

/// Moves the mark forward; it never goes back.
pub async fn set_mark(tx: &mut Tx, node: i32, before: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into switch_mark (node, settled_before) values ($1, $2)
         on conflict (node) do update
            set settled_before = greatest(switch_mark.settled_before, excluded.settled_before)",
    )
    .bind(node)
    .bind(before)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Institutions that may have payments: all of them.
pub async fn institutions(tx: &mut Tx) -> sqlx::Result<Vec<InstitutionId>> {
    sqlx::query_scalar("select id from institution order by id limit 10000")
        .fetch_all(&mut **tx)
        .await
}

/// Payments of the node after `after` and below `before` without an ending, in order.
pub async fn unended(
    tx: &mut Tx,
    (institution, node): (InstitutionId, i32),
    after: PaymentId,
    before: PaymentId,
    limit: i64,
) -> sqlx::Result<Vec<Unended>> {
    sqlx::query_as(
        "select p.institution_id, p.id, p.kind, p.acquirer_id, p.link_id, p.received_at
         from payment p
         left join payment_outcome o
            on o.institution_id = p.institution_id and o.payment_id = p.id
         where p.institution_id = $1 and p.node = $2 and p.id > $3 and p.id < $4
            and o.payment_id is null
         order by p.id limit $5",
    )
    .bind(institution)
    .bind(node)
    .bind(after)
    .bind(before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Approved payments of the node after `after`, in order.
pub async fn approved(
    tx: &mut Tx,
    (institution, node): (InstitutionId, i32),
    after: PaymentId,
    limit: i64,
) -> sqlx::Result<Vec<Bookable>> {
    sqlx::query_as(
        "select p.institution_id, p.id, p.kind, p.acquirer_id, p.merchant_id, p.amount_fen,
            r.payment_id is not null as reversed
         from payment p
         join payment_outcome o on o.institution_id = p.institution_id and o.payment_id = p.id
         left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
         where p.institution_id = $1 and p.node = $2 and p.id > $3 and o.state = $4
         order by p.id limit $5",
    )
    .bind(institution)
    .bind(node)
    .bind(after)
    .bind(Outcome::Approved)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Approved payments whose reversal was asked for since `since`, in order.
pub async fn undone_since(
    tx: &mut Tx,
    since: DateTime<Utc>,
    after: PaymentId,
    limit: i64,
) -> sqlx::Result<Vec<Bookable>> {
    sqlx::query_as(
        "select p.institution_id, p.id, p.kind, p.acquirer_id, p.merchant_id, p.amount_fen,
            true as reversed
         from reversal r
         join payment p on p.institution_id = r.institution_id and p.id = r.payment_id
         join payment_outcome o on o.institution_id = p.institution_id and o.payment_id = p.id
         where r.created_at >= $1 and r.payment_id > $2 and o.state = $3
         order by r.payment_id limit $4",
    )
    .bind(since)
    .bind(after)
    .bind(Outcome::Approved)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}
