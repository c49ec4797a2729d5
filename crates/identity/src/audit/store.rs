use super::model::{AuditEntry, Filter, Head, Linked, Place};
use kernel::InstitutionId;
use sqlx::Row;
use sqlx::postgres::PgRow;
use storage::Tx;

pub(super) async fn head(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<Head> {
    let row = sqlx::query("select number, hash from audit_head where institution_id = $1")
        .bind(institution)
        .fetch_optional(&mut **tx)
        .await?;
    row.map(|row| Ok(Head { number: row.try_get(0)?, hash: row.try_get(1)? }))
        .unwrap_or_else(|| Ok(Head::default()))
}

/// Locks the end of the chain until the transaction ends, making it when there is none.
pub(super) async fn lock_head(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<Head> {
    let locked = "select number, hash from audit_head where institution_id = $1 for update";
    for _ in 0..2 {
        let row = sqlx::query(locked).bind(institution).fetch_optional(&mut **tx).await?;
        if let Some(row) = row {
            return Ok(Head { number: row.try_get(0)?, hash: row.try_get(1)? });
        }
        sqlx::query(
            "insert into audit_head (institution_id, number, hash) values ($1, 0, '') \
             on conflict (institution_id) do nothing",
        )
        .bind(institution)
        .execute(&mut **tx)
        .await?;
    }
    Err(sqlx::Error::RowNotFound)
}

pub(super) async fn set_head(
    tx: &mut Tx,
    institution: InstitutionId,
    number: i64,
    hash: &[u8],
) -> sqlx::Result<()> {
    sqlx::query(
        "update audit_head set number = $2, hash = $3 \
         where institution_id = $1 and number = $2 - 1",
    )
    .bind(institution)
    .bind(number)
    .bind(hash)
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub(super) async fn insert(
    tx: &mut Tx,
    entry: &AuditEntry,
    previous: &[u8],
    hash: &[u8],
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into audit_entry (institution_id, number, id, at, actor, actor_name, action, \
         target, detail, previous, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::json, $10, $11)",
    )
    .bind(entry.institution)
    .bind(entry.number)
    .bind(entry.id)
    .bind(entry.at)
    .bind(&entry.actor)
    .bind(&entry.actor_name)
    .bind(&entry.action)
    .bind(&entry.target)
    .bind(entry.detail.to_string())
    .bind(previous)
    .bind(hash)
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub(super) async fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<Place>,
    limit: i64,
) -> sqlx::Result<Vec<AuditEntry>> {
    let rows = sqlx::query(
        "select institution_id, number, id, at, actor, actor_name, action, target, detail \
         from audit_entry \
         where ($1::text is null or actor = $1) \
           and ($2::text is null or starts_with(action, $2)) \
           and ($3::text is null or target = $3) \
           and ($4::timestamptz is null or at >= $4) \
           and ($5::timestamptz is null or at < $5) \
           and ($6::timestamptz is null or (at, institution_id, number) < ($6, $7, $8)) \
         order by at desc, institution_id desc, number desc limit $9",
    )
    .bind(&filter.actor)
    .bind(&filter.action)
    .bind(&filter.target)
    .bind(filter.from)
    .bind(filter.to)
    .bind(after.map(|after| after.0))
    .bind(after.map(|after| after.1))
    .bind(after.map(|after| after.2))
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(entry).collect()
}

/// Entries after `number`, in order, for the walk along the chain.
pub(super) async fn slice(
    tx: &mut Tx,
    institution: InstitutionId,
    number: i64,
    limit: i64,
) -> sqlx::Result<Vec<Linked>> {
    let rows = sqlx::query(
        "select institution_id, number, id, at, actor, actor_name, action, target, detail, \
         previous, hash from audit_entry \
         where institution_id = $1 and number > $2 order by number limit $3",
    )
    .bind(institution)
    .bind(number)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    rows.iter()
        .map(|row| {
            let (previous, hash) = (row.try_get("previous")?, row.try_get("hash")?);
            Ok(Linked { entry: entry(row)?, previous, hash })
        })
        .collect()
}

fn entry(row: &PgRow) -> sqlx::Result<AuditEntry> {
    Ok(AuditEntry {
        institution: row.try_get("institution_id")?,
        number: row.try_get("number")?,
        id: row.try_get("id")?,
        at: row.try_get("at")?,
        actor: row.try_get("actor")?,
        actor_name: row.try_get("actor_name")?,
        action: row.try_get("action")?,
        target: row.try_get("target")?,
        detail: row.try_get("detail")?,
    })
}
