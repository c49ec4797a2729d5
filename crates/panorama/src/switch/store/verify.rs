//! What the check of payments reads.

use crate::switch::model::{Outcome, PaymentKind, ReversalState};
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, LinkId, MerchantId, PaymentId};
use storage::Tx;

/// A settled payment with what became of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Settled {
    pub id: PaymentId,
    pub kind: PaymentKind,
    #[sqlx(rename = "acquirer_id")]
    pub acquirer: InstitutionId,
    #[sqlx(rename = "link_id")]
    pub link: LinkId,
    #[sqlx(rename = "merchant_id")]
    pub merchant: MerchantId,
    pub amount_fen: i64,
    pub outcome: Option<Outcome>,
    pub reversal: Option<ReversalState>,
    pub reversed_at: Option<DateTime<Utc>>,
}

/// Before this time every payment of every node is settled; none without a switch.
pub async fn settled_before(tx: &mut Tx) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar("select min(settled_before) from switch_mark").fetch_one(&mut **tx).await
}

/// Payments of an institution after `after` that their node has settled, in order.
pub async fn settled(
    tx: &mut Tx,
    institution: InstitutionId,
    after: PaymentId,
    limit: i64,
) -> sqlx::Result<Vec<Settled>> {
    sqlx::query_as(
        "select p.id, p.kind, p.acquirer_id, p.link_id, p.merchant_id, p.amount_fen,
            o.state as outcome, r.state as reversal, r.created_at as reversed_at
         from payment p
         join switch_mark m on m.node = p.node and p.received_at < m.settled_before
         left join payment_outcome o
            on o.institution_id = p.institution_id and o.payment_id = p.id
         left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
         where p.institution_id = $1 and p.id > $2
         order by p.id limit $3",
    )
    .bind(institution)
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// How many endings and how many reversals of an institution belong to no payment.
pub async fn strays(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<(i64, i64)> {
    sqlx::query_as(
        "select
            (select count(*) from payment_outcome o where o.institution_id = $1 and not exists (
               select from payment p where p.institution_id = $1 and p.id = o.payment_id)),
            (select count(*) from reversal r where r.institution_id = $1 and not exists (
               select from payment p where p.institution_id = $1 and p.id = r.payment_id))",
    )
    .bind(institution)
    .fetch_one(&mut **tx)
    .await
}
