//! The gateway's own tables: idempotency keys and nonces.

use chrono::{DateTime, Utc};
use identity::Actor;
use kernel::{InstitutionId, KeyId};
use sqlx::Row;
use storage::Tx;

/// Whose key it is: two callers may use the same word.
pub(crate) struct Owner {
    institution: InstitutionId,
    caller: String,
    key: String,
}

impl Owner {
    pub fn of(actor: &Actor, key: &str) -> Owner {
        Owner { institution: actor.institution, caller: actor.who.to_string(), key: key.to_owned() }
    }
}

/// What is known under a key. No status: the request is still running.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub request_hash: Vec<u8>,
    pub created_at: DateTime<Utc>,
    pub status: Option<i32>,
    pub headers: Vec<(String, String)>,
    pub body: Option<Vec<u8>>,
}

/// Claims a key; false when it is claimed already.
pub(crate) async fn claim_key(
    tx: &mut Tx,
    owner: &Owner,
    hash: &[u8],
    at: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into idempotency_key (institution_id, caller, key, request_hash, created_at, \
         expires_at) values ($1, $2, $3, $4, $5, $6) \
         on conflict (institution_id, caller, key) do nothing",
    )
    .bind(owner.institution)
    .bind(&owner.caller)
    .bind(&owner.key)
    .bind(hash)
    .bind(at)
    .bind(until)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn forget_key_if_old(
    tx: &mut Tx,
    owner: &Owner,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "delete from idempotency_key \
         where institution_id = $1 and caller = $2 and key = $3 and expires_at <= $4",
    )
    .bind(owner.institution)
    .bind(&owner.caller)
    .bind(&owner.key)
    .bind(at)
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub(crate) async fn known(tx: &mut Tx, owner: &Owner) -> sqlx::Result<Option<Known>> {
    let row = sqlx::query(
        "select request_hash, created_at, status, header_names, header_values, body \
         from idempotency_key where institution_id = $1 and caller = $2 and key = $3",
    )
    .bind(owner.institution)
    .bind(&owner.caller)
    .bind(&owner.key)
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| {
        let names: Vec<String> = row.try_get("header_names")?;
        let values: Vec<String> = row.try_get("header_values")?;
        Ok(Known {
            request_hash: row.try_get("request_hash")?,
            created_at: row.try_get("created_at")?,
            status: row.try_get("status")?,
            headers: names.into_iter().zip(values).collect(),
            body: row.try_get("body")?,
        })
    })
    .transpose()
}

/// Keeps the answer to the request that runs under a key.
pub(crate) async fn settle_key(
    tx: &mut Tx,
    owner: &Owner,
    status: u16,
    headers: &[(String, String)],
    body: Option<&[u8]>,
) -> sqlx::Result<()> {
    let (names, values): (Vec<String>, Vec<String>) = headers.iter().cloned().unzip();
    sqlx::query(
        "update idempotency_key set status = $4, header_names = $5, header_values = $6, \
         body = $7 where institution_id = $1 and caller = $2 and key = $3 and status is null",
    )
    .bind(owner.institution)
    .bind(&owner.caller)
    .bind(&owner.key)
    .bind(i32::from(status))
    .bind(names)
    .bind(values)
    .bind(body)
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Frees a key whose request has failed by our fault.
pub(crate) async fn free_key(tx: &mut Tx, owner: &Owner) -> sqlx::Result<()> {
    sqlx::query(
        "delete from idempotency_key \
         where institution_id = $1 and caller = $2 and key = $3 and status is null",
    )
    .bind(owner.institution)
    .bind(&owner.caller)
    .bind(&owner.key)
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Uses a nonce up; false when it was used before.
pub(crate) async fn claim_nonce(
    tx: &mut Tx,
    institution: InstitutionId,
    key: KeyId,
    nonce: &str,
    until: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into signature_nonce (institution_id, key_id, nonce, expires_at) \
         values ($1, $2, $3, $4) on conflict (institution_id, key_id, nonce) do nothing",
    )
    .bind(institution)
    .bind(key)
    .bind(nonce)
    .bind(until)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes keys of one institution that are not known any more.
pub(crate) async fn clean_keys(
    tx: &mut Tx,
    institution: InstitutionId,
    at: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "delete from idempotency_key where institution_id = $1 and (caller, key) in ( \
           select caller, key from idempotency_key \
           where institution_id = $1 and expires_at <= $2 limit $3)",
    )
    .bind(institution)
    .bind(at)
    .bind(limit)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Removes nonces of one institution that the time window refuses anyway.
pub(crate) async fn clean_nonces(
    tx: &mut Tx,
    institution: InstitutionId,
    at: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "delete from signature_nonce where institution_id = $1 and (key_id, nonce) in ( \
           select key_id, nonce from signature_nonce \
           where institution_id = $1 and expires_at <= $2 limit $3)",
    )
    .bind(institution)
    .bind(at)
    .bind(limit)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// A round trip to the database.
pub(crate) async fn ping(tx: &mut Tx) -> sqlx::Result<()> {
    sqlx::query("select 1").execute(&mut **tx).await.map(drop)
}
