use super::model::Institution;
use kernel::InstitutionId;
use sqlx::Row;
use sqlx::postgres::PgRow;
use storage::Tx;

pub(super) async fn list(tx: &mut Tx, limit: i64) -> sqlx::Result<Vec<Institution>> {
    let rows = sqlx::query(
        "select id, code, name, short_name, kind, state, sandbox, created_at from institution \
         order by id limit $1",
    )
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(institution).collect()
}

pub(crate) async fn find(tx: &mut Tx, id: InstitutionId) -> sqlx::Result<Option<Institution>> {
    let row = sqlx::query(
        "select id, code, name, short_name, kind, state, sandbox, created_at from institution \
         where id = $1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(institution).transpose()
}

pub(super) async fn lock(tx: &mut Tx, id: InstitutionId) -> sqlx::Result<Option<Institution>> {
    let row = sqlx::query(
        "select id, code, name, short_name, kind, state, sandbox, created_at from institution \
         where id = $1 for update",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(institution).transpose()
}

/// One at a time gives out numbers.
pub(super) async fn lock_numbers(tx: &mut Tx) -> sqlx::Result<()> {
    sqlx::query("lock table institution in share row exclusive mode")
        .execute(&mut **tx)
        .await
        .map(drop)
}

pub(super) async fn last_number(tx: &mut Tx) -> sqlx::Result<i32> {
    sqlx::query_scalar("select coalesce(max(id), 0) from institution").fetch_one(&mut **tx).await
}

pub(super) async fn code_taken(tx: &mut Tx, code: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar("select exists (select from institution where code = $1)")
        .bind(code)
        .fetch_one(&mut **tx)
        .await
}

pub(super) async fn insert(tx: &mut Tx, new: &Institution) -> sqlx::Result<()> {
    sqlx::query(
        "insert into institution (id, code, name, short_name, kind, state, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id)
    .bind(&new.code)
    .bind(&new.name)
    .bind(&new.short_name)
    .bind(new.kind)
    .bind(new.state)
    .bind(new.created_at)
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub(super) async fn update(tx: &mut Tx, after: &Institution) -> sqlx::Result<()> {
    sqlx::query("update institution set name = $2, short_name = $3, state = $4 where id = $1")
        .bind(after.id)
        .bind(&after.name)
        .bind(&after.short_name)
        .bind(after.state)
        .execute(&mut **tx)
        .await
        .map(drop)
}

pub(super) async fn mark_sandbox(tx: &mut Tx, id: InstitutionId) -> sqlx::Result<()> {
    sqlx::query("update institution set sandbox = true where id = $1")
        .bind(id)
        .execute(&mut **tx)
        .await
        .map(drop)
}

fn institution(row: &PgRow) -> sqlx::Result<Institution> {
    Ok(Institution {
        id: row.try_get("id")?,
        code: row.try_get("code")?,
        name: row.try_get("name")?,
        short_name: row.try_get("short_name")?,
        kind: row.try_get("kind")?,
        state: row.try_get("state")?,
        sandbox: row.try_get("sandbox")?,
        created_at: row.try_get("created_at")?,
    })
}
