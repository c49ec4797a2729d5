use super::model::{Approval, ApprovalState, Filter};
use chrono::{DateTime, Utc};
use kernel::{ApprovalId, InstitutionId};
use sqlx::Row;
use sqlx::postgres::PgRow;
use storage::Tx;

pub(super) async fn insert(tx: &mut Tx, approval: &Approval) -> sqlx::Result<()> {
    sqlx::query(
        "insert into approval (institution_id, id, kind, target, payload, state, requested_by, \
         requested_name, requested_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(approval.institution)
    .bind(approval.id)
    .bind(&approval.kind)
    .bind(&approval.target)
    .bind(&approval.payload)
    .bind(approval.state)
    .bind(&approval.requested_by)
    .bind(&approval.requested_name)
    .bind(approval.requested_at)
    .bind(approval.expires_at)
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub(super) async fn find(tx: &mut Tx, id: ApprovalId) -> sqlx::Result<Option<Approval>> {
    let row = sqlx::query(
        "select institution_id, id, kind, target, payload, state, requested_by, requested_name, \
         requested_at, expires_at, decided_by, decided_name, decided_at, note \
         from approval where id = $1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(approval).transpose()
}

pub(super) async fn lock(tx: &mut Tx, id: ApprovalId) -> sqlx::Result<Option<Approval>> {
    let row = sqlx::query(
        "select institution_id, id, kind, target, payload, state, requested_by, requested_name, \
         requested_at, expires_at, decided_by, decided_name, decided_at, note \
         from approval where id = $1 for update",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(approval).transpose()
}

/// Writes a decision on a request that is still pending.
pub(super) async fn decide(tx: &mut Tx, decided: &Approval) -> sqlx::Result<()> {
    let done = sqlx::query(
        "update approval set state = $3, decided_by = $4, decided_name = $5, decided_at = $6, \
         note = $7 where institution_id = $1 and id = $2 and state = 'pending'",
    )
    .bind(decided.institution)
    .bind(decided.id)
    .bind(decided.state)
    .bind(&decided.decided_by)
    .bind(&decided.decided_name)
    .bind(decided.decided_at)
    .bind(&decided.note)
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

pub(super) async fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<ApprovalId>,
    limit: i64,
) -> sqlx::Result<Vec<Approval>> {
    let rows = sqlx::query(
        "select institution_id, id, kind, target, payload, state, requested_by, requested_name, \
         requested_at, expires_at, decided_by, decided_name, decided_at, note from approval \
         where ($1::text is null or state = $1) and ($2::text is null or kind = $2) \
           and ($3::uuid is null or id < $3) \
         order by id desc limit $4",
    )
    .bind(filter.state)
    .bind(&filter.kind)
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(approval).collect()
}

/// Closes requests of one institution that nobody has decided in time.
pub(super) async fn expire(
    tx: &mut Tx,
    institution: InstitutionId,
    at: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "update approval set state = $4 where institution_id = $1 and state = 'pending' \
         and id in (select id from approval \
           where institution_id = $1 and state = 'pending' and expires_at <= $2 \
           order by expires_at limit $3 for update skip locked)",
    )
    .bind(institution)
    .bind(at)
    .bind(limit)
    .bind(ApprovalState::Expired)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

fn approval(row: &PgRow) -> sqlx::Result<Approval> {
    Ok(Approval {
        id: row.try_get("id")?,
        institution: row.try_get("institution_id")?,
        kind: row.try_get("kind")?,
        target: row.try_get("target")?,
        payload: row.try_get("payload")?,
        state: row.try_get("state")?,
        requested_by: row.try_get("requested_by")?,
        requested_name: row.try_get("requested_name")?,
        requested_at: row.try_get("requested_at")?,
        expires_at: row.try_get("expires_at")?,
        decided_by: row.try_get("decided_by")?,
        decided_name: row.try_get("decided_name")?,
        decided_at: row.try_get("decided_at")?,
        note: row.try_get("note")?,
    })
}
