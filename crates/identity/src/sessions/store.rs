use super::model::{Session, Throttle};
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, PersonId, SessionId};
use sqlx::Row;
use sqlx::postgres::PgRow;
use storage::Tx;

/// Whose a login is, with the hash of his password.
pub(super) struct Claim {
    pub institution: InstitutionId,
    pub person: PersonId,
    pub password_hash: String,
}

pub(super) async fn claim(tx: &mut Tx, login: &str) -> sqlx::Result<Option<Claim>> {
    let row = sqlx::query(
        "select c.institution_id, c.person_id, p.password_hash from login_claim c \
         join person p on p.institution_id = c.institution_id and p.id = c.person_id \
         where c.login = $1",
    )
    .bind(login)
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| {
        Ok(Claim {
            institution: row.try_get(0)?,
            person: row.try_get(1)?,
            password_hash: row.try_get(2)?,
        })
    })
    .transpose()
}

/// Locks the count of a key until the transaction ends, making it when there is none.
pub(super) async fn lock_throttle(
    tx: &mut Tx,
    key: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<Throttle> {
    sqlx::query(
        "insert into sign_in_throttle (key, failures, locked_until, last_at) \
         values ($1, 0, $2, $2) on conflict (key) do nothing",
    )
    .bind(key)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    let row = sqlx::query(
        "select failures, locked_until, last_at from sign_in_throttle where key = $1 for update",
    )
    .bind(key)
    .fetch_one(&mut **tx)
    .await?;
    Ok(Throttle {
        failures: row.try_get(0)?,
        locked_until: row.try_get(1)?,
        last_at: row.try_get(2)?,
    })
}

pub(super) async fn set_throttle(tx: &mut Tx, key: &str, next: &Throttle) -> sqlx::Result<()> {
    sqlx::query(
        "update sign_in_throttle set failures = $2, locked_until = $3, last_at = $4 \
         where key = $1",
    )
    .bind(key)
    .bind(next.failures)
    .bind(next.locked_until)
    .bind(next.last_at)
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub(super) async fn forget(tx: &mut Tx, key: &str) -> sqlx::Result<()> {
    sqlx::query("delete from sign_in_throttle where key = $1")
        .bind(key)
        .execute(&mut **tx)
        .await
        .map(drop)
}

pub(super) async fn insert(tx: &mut Tx, session: &Session, hash: &[u8]) -> sqlx::Result<()> {
    sqlx::query(
        "insert into session (institution_id, id, person_id, token_hash, address, agent, \
         created_at, last_seen_at, idle_until, expires_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(session.institution)
    .bind(session.id)
    .bind(session.person)
    .bind(hash)
    .bind(&session.address)
    .bind(&session.agent)
    .bind(session.created_at)
    .bind(session.last_seen_at)
    .bind(session.idle_until)
    .bind(session.expires_at)
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub(super) async fn by_token(
    tx: &mut Tx,
    institution: InstitutionId,
    hash: &[u8],
) -> sqlx::Result<Option<Session>> {
    let row = sqlx::query(
        "select institution_id, id, person_id, address, agent, created_at, last_seen_at, \
         idle_until, expires_at, revoked_at from session \
         where institution_id = $1 and token_hash = $2",
    )
    .bind(institution)
    .bind(hash)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(session).transpose()
}

pub(super) async fn of_person(
    tx: &mut Tx,
    institution: InstitutionId,
    person: PersonId,
    limit: i64,
) -> sqlx::Result<Vec<Session>> {
    let rows = sqlx::query(
        "select institution_id, id, person_id, address, agent, created_at, last_seen_at, \
         idle_until, expires_at, revoked_at from session \
         where institution_id = $1 and person_id = $2 and revoked_at is null \
         order by created_at desc, id desc limit $3",
    )
    .bind(institution)
    .bind(person)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(session).collect()
}

pub(super) async fn find_own(
    tx: &mut Tx,
    owner: (InstitutionId, PersonId),
    id: SessionId,
) -> sqlx::Result<Option<Session>> {
    let row = sqlx::query(
        "select institution_id, id, person_id, address, agent, created_at, last_seen_at, \
         idle_until, expires_at, revoked_at from session \
         where institution_id = $1 and person_id = $2 and id = $3",
    )
    .bind(owner.0)
    .bind(owner.1)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(session).transpose()
}

pub(super) async fn touch(
    tx: &mut Tx,
    session: &Session,
    at: DateTime<Utc>,
    idle_until: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update session set last_seen_at = $3, idle_until = $4 \
         where institution_id = $1 and id = $2 and revoked_at is null and last_seen_at < $3",
    )
    .bind(session.institution)
    .bind(session.id)
    .bind(at)
    .bind(idle_until)
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Ends one session of a person, or all of them but one.
pub(super) async fn revoke(
    tx: &mut Tx,
    owner: (InstitutionId, PersonId),
    only: Option<SessionId>,
    keep: Option<SessionId>,
    why: (&str, DateTime<Utc>),
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "update session set revoked_at = $5, revoked_why = $6 \
         where institution_id = $1 and person_id = $2 and revoked_at is null \
           and ($3::uuid is null or id = $3) and ($4::uuid is null or id <> $4)",
    )
    .bind(owner.0)
    .bind(owner.1)
    .bind(only)
    .bind(keep)
    .bind(why.1)
    .bind(why.0)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Removes sessions of one institution that ended before a time.
pub(super) async fn clean_sessions(
    tx: &mut Tx,
    institution: InstitutionId,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "delete from session where institution_id = $1 and id in ( \
           select id from session where institution_id = $1 and expires_at < $2 limit $3)",
    )
    .bind(institution)
    .bind(before)
    .bind(limit)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Removes failures that are forgotten anyway.
pub(super) async fn clean_throttles(tx: &mut Tx, before: DateTime<Utc>) -> sqlx::Result<u64> {
    let done = sqlx::query("delete from sign_in_throttle where last_at < $1 and locked_until < $1")
        .bind(before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}

fn session(row: &PgRow) -> sqlx::Result<Session> {
    Ok(Session {
        institution: row.try_get("institution_id")?,
        id: row.try_get("id")?,
        person: row.try_get("person_id")?,
        address: row.try_get("address")?,
        agent: row.try_get("agent")?,
        created_at: row.try_get("created_at")?,
        last_seen_at: row.try_get("last_seen_at")?,
        idle_until: row.try_get("idle_until")?,
        expires_at: row.try_get("expires_at")?,
        revoked_at: row.try_get("revoked_at")?,
    })
}
