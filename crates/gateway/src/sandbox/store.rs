use super::model::{Filter, SandboxRequest, SandboxRequestRow};
use chrono::{DateTime, Utc};
use kernel::InstitutionId;
use storage::Tx;

/// Writes a request down.
pub(super) async fn insert(tx: &mut Tx, request: &SandboxRequest) -> sqlx::Result<()> {
    let row = &request.row;
    sqlx::query(
        "insert into sandbox_request (institution_id, id, at, partner_id, key_id, method, target, \
         request_id, status, problem_code, signature, signature_base, signature_input, \
         idempotency_key, replayed, request_body, response_body, body_sealed, duration_ms, \
         replay_of) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
         $16, $17, $18, $19, $20)",
    )
    .bind(row.institution_id)
    .bind(&row.id)
    .bind(row.at)
    .bind(row.partner_id)
    .bind(row.key_id)
    .bind(&row.method)
    .bind(&row.target)
    .bind(&row.request_id)
    .bind(row.status)
    .bind(&row.problem_code)
    .bind(row.signature)
    .bind(&request.signature_base)
    .bind(&request.signature_input)
    .bind(&row.idempotency_key)
    .bind(row.replayed)
    .bind(&request.request_body)
    .bind(&request.response_body)
    .bind(&request.body_sealed)
    .bind(row.duration_ms)
    .bind(&row.replay_of)
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Requests newest first, before an id.
pub(super) async fn list(
    tx: &mut Tx,
    filter: &Filter,
    before: Option<&str>,
    limit: i64,
) -> sqlx::Result<Vec<SandboxRequestRow>> {
    sqlx::query_as(
        "select id, institution_id, at, partner_id, key_id, method, target, request_id, status, \
           problem_code, signature, idempotency_key, replayed, duration_ms, replay_of \
         from sandbox_request \
         where ($1::text is null or strpos(target, $1) > 0 or request_id = $1 or id = $1 \
             or idempotency_key = $1 or problem_code = $1) \
           and ($2::boolean is null or (status >= 400) = $2) \
           and ($3::text is null or signature = $3) and ($4::text is null or id < $4) \
         order by id desc limit $5",
    )
    .bind(&filter.text)
    .bind(filter.refused)
    .bind(filter.signature)
    .bind(before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// One request.
pub(super) async fn get(tx: &mut Tx, id: &str) -> sqlx::Result<Option<SandboxRequest>> {
    sqlx::query_as(
        "select id, institution_id, at, partner_id, key_id, method, target, request_id, status, \
           problem_code, signature, idempotency_key, replayed, duration_ms, replay_of, \
           signature_base, signature_input, request_body, response_body, body_sealed, \
           body_sealed is not null as repeatable \
         from sandbox_request where id = $1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await
}

/// Removes requests of one institution that are too old or too many.
pub(super) async fn clean(
    tx: &mut Tx,
    institution: InstitutionId,
    (before, rows): (DateTime<Utc>, i64),
    limit: i64,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "delete from sandbox_request where institution_id = $1 and id in ( \
           select id from sandbox_request where institution_id = $1 and (at < $2 or id <= ( \
             select id from sandbox_request where institution_id = $1 \
             order by id desc offset $3 limit 1)) \
           limit $4)",
    )
    .bind(institution)
    .bind(before)
    .bind(rows)
    .bind(limit)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}
