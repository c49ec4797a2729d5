use super::model::{Filter, Person, PersonState};
use crate::actor::Role;
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, PersonId};
use sqlx::Row;
use sqlx::postgres::PgRow;
use storage::Tx;

/// A person with what he proves himself by.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub person: Person,
    pub password_hash: String,
    pub totp_sealed: Option<Vec<u8>>,
    pub totp_new_sealed: Option<Vec<u8>>,
}

/// Claims the login for the person; false when another has it.
pub(super) async fn claim_login(tx: &mut Tx, person: &Person) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into login_claim (login, institution_id, person_id) values ($1, $2, $3) \
         on conflict (login) do nothing",
    )
    .bind(&person.login)
    .bind(person.institution)
    .bind(person.id)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn insert(tx: &mut Tx, person: &Person, hash: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into person (institution_id, id, login, name, roles, state, password_hash, \
         password_changed_at, must_change_password, version, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $8)",
    )
    .bind(person.institution)
    .bind(person.id)
    .bind(&person.login)
    .bind(&person.name)
    .bind(&person.roles)
    .bind(person.state)
    .bind(hash)
    .bind(person.created_at)
    .bind(person.must_change_password)
    .bind(person.version)
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub(super) async fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<PersonId>,
    limit: i64,
) -> sqlx::Result<Vec<Person>> {
    let rows = sqlx::query(
        "select institution_id, id, login, name, roles, state, totp_confirmed_at is not null, \
         must_change_password, version, created_at from person \
         where ($1::text is null or strpos(login, lower($1)) > 0 or strpos(name, $1) > 0) \
           and ($2::int is null or institution_id = $2) and ($3::text is null or state = $3) \
           and ($4::uuid is null or id > $4) \
         order by id limit $5",
    )
    .bind(&filter.q)
    .bind(filter.institution)
    .bind(filter.state)
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(person).collect()
}

pub(crate) async fn find(tx: &mut Tx, id: PersonId) -> sqlx::Result<Option<Person>> {
    let row = sqlx::query(
        "select institution_id, id, login, name, roles, state, totp_confirmed_at is not null, \
         must_change_password, version, created_at from person where id = $1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(person).transpose()
}

pub(super) async fn lock(tx: &mut Tx, id: PersonId) -> sqlx::Result<Option<Person>> {
    let row = sqlx::query(
        "select institution_id, id, login, name, roles, state, totp_confirmed_at is not null, \
         must_change_password, version, created_at from person where id = $1 for update",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(person).transpose()
}

/// Writes name, roles and state over the version before.
pub(super) async fn update(tx: &mut Tx, after: &Person) -> sqlx::Result<()> {
    let done = sqlx::query(
        "update person set name = $3, roles = $4, state = $5, version = $6 \
         where institution_id = $1 and id = $2 and version = $6 - 1",
    )
    .bind(after.institution)
    .bind(after.id)
    .bind(&after.name)
    .bind(&after.roles)
    .bind(after.state)
    .bind(after.version)
    .execute(&mut **tx)
    .await?;
    one(done.rows_affected())
}

pub(super) async fn secrets(
    tx: &mut Tx,
    institution: InstitutionId,
    id: PersonId,
) -> sqlx::Result<Option<Kept>> {
    let row = sqlx::query(
        "select institution_id, id, login, name, roles, state, totp_confirmed_at is not null, \
         must_change_password, version, created_at, password_hash, totp_sealed, \
         totp_new_sealed from person where institution_id = $1 and id = $2",
    )
    .bind(institution)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(kept).transpose()
}

pub(crate) async fn lock_secrets(
    tx: &mut Tx,
    institution: InstitutionId,
    id: PersonId,
) -> sqlx::Result<Option<Kept>> {
    let row = sqlx::query(
        "select institution_id, id, login, name, roles, state, totp_confirmed_at is not null, \
         must_change_password, version, created_at, password_hash, totp_sealed, \
         totp_new_sealed from person where institution_id = $1 and id = $2 \
         for update",
    )
    .bind(institution)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(kept).transpose()
}

pub(super) async fn set_password(
    tx: &mut Tx,
    person: &Person,
    hash: &str,
    must_change: bool,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let done = sqlx::query(
        "update person set password_hash = $3, must_change_password = $4, \
         password_changed_at = $5 where institution_id = $1 and id = $2",
    )
    .bind(person.institution)
    .bind(person.id)
    .bind(hash)
    .bind(must_change)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    one(done.rows_affected())
}

pub(super) async fn set_new_totp(tx: &mut Tx, person: &Person, sealed: &[u8]) -> sqlx::Result<()> {
    let done =
        sqlx::query("update person set totp_new_sealed = $3 where institution_id = $1 and id = $2")
            .bind(person.institution)
            .bind(person.id)
            .bind(sealed)
            .execute(&mut **tx)
            .await?;
    one(done.rows_affected())
}

pub(super) async fn turn_totp_on(
    tx: &mut Tx,
    person: &Person,
    step: i64,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let done = sqlx::query(
        "update person set totp_sealed = totp_new_sealed, totp_new_sealed = null, \
         totp_confirmed_at = $3, totp_last_step = $4 \
         where institution_id = $1 and id = $2 and totp_confirmed_at is null",
    )
    .bind(person.institution)
    .bind(person.id)
    .bind(at)
    .bind(step)
    .execute(&mut **tx)
    .await?;
    one(done.rows_affected())
}

pub(super) async fn clear_totp(tx: &mut Tx, person: &Person) -> sqlx::Result<()> {
    sqlx::query("delete from recovery_code where institution_id = $1 and person_id = $2")
        .bind(person.institution)
        .bind(person.id)
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "update person set totp_sealed = null, totp_new_sealed = null, totp_confirmed_at = null, \
         totp_last_step = 0 where institution_id = $1 and id = $2",
    )
    .bind(person.institution)
    .bind(person.id)
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Uses up a step of time; false when a code of that step or a later one was used before.
pub(crate) async fn set_totp_step(tx: &mut Tx, person: &Person, step: i64) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update person set totp_last_step = $3 \
         where institution_id = $1 and id = $2 and totp_last_step < $3",
    )
    .bind(person.institution)
    .bind(person.id)
    .bind(step)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn set_recovery_codes(
    tx: &mut Tx,
    person: &Person,
    hashes: &[Vec<u8>],
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into recovery_code (institution_id, person_id, hash, created_at) \
         select $1, $2, hash, $4 from unnest($3::bytea[]) as fresh (hash)",
    )
    .bind(person.institution)
    .bind(person.id)
    .bind(hashes)
    .bind(at)
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Uses up a recovery code; false when there is none like it.
pub(crate) async fn use_recovery_code(
    tx: &mut Tx,
    person: &Person,
    hash: &[u8],
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update recovery_code set used_at = $4 \
         where institution_id = $1 and person_id = $2 and hash = $3 and used_at is null",
    )
    .bind(person.institution)
    .bind(person.id)
    .bind(hash)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn holds_role(
    tx: &mut Tx,
    institution: InstitutionId,
    role: Role,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from person where institution_id = $1 and $2 = any (roles) \
         and state = $3)",
    )
    .bind(institution)
    .bind(role)
    .bind(PersonState::Active)
    .fetch_one(&mut **tx)
    .await
}

fn one(rows: u64) -> sqlx::Result<()> {
    if rows == 1 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

fn person(row: &PgRow) -> sqlx::Result<Person> {
    Ok(Person {
        institution: row.try_get(0)?,
        id: row.try_get(1)?,
        login: row.try_get(2)?,
        name: row.try_get(3)?,
        roles: row.try_get(4)?,
        state: row.try_get(5)?,
        totp: row.try_get(6)?,
        must_change_password: row.try_get(7)?,
        version: row.try_get(8)?,
        created_at: row.try_get(9)?,
    })
}

fn kept(row: &PgRow) -> sqlx::Result<Kept> {
    Ok(Kept {
        person: person(row)?,
        password_hash: row.try_get(10)?,
        totp_sealed: row.try_get(11)?,
        totp_new_sealed: row.try_get(12)?,
    })
}
