//! All SQL of imports.

use super::model::{Import, ImportKind, ImportState, RowError};
use chrono::{DateTime, Utc};
use gateway::export::Format;
use kernel::{ImportId, InstitutionId};
use sqlx::types::Json;
use storage::Tx;

/// Adds an import; the sealed file when a job will need it.
pub async fn insert(tx: &mut Tx, import: &Import, sealed: Option<&[u8]>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into bulk_import (institution_id, id, kind, file_name, format, dry_run, state,
           rows_total, rows_done, errors, errors_total, content_sealed, requested_by,
           requested_name, created_at, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(import.institution_id)
    .bind(import.id)
    .bind(import.kind)
    .bind(&import.file_name)
    .bind(import.format)
    .bind(import.dry_run)
    .bind(import.state)
    .bind(import.rows_total)
    .bind(import.rows_done)
    .bind(Json(&import.errors))
    .bind(import.errors_total)
    .bind(sealed)
    .bind(&import.requested_by)
    .bind(&import.requested_name)
    .bind(import.created_at)
    .bind(import.ended_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    institution_id: InstitutionId,
    id: ImportId,
    kind: ImportKind,
    file_name: String,
    format: Format,
    dry_run: bool,
    state: ImportState,
    rows_total: i32,
    rows_done: i32,
    errors: Json<Vec<RowError>>,
    errors_total: i32,
    content_sealed: Option<Vec<u8>>,
    requested_by: String,
    requested_name: String,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

impl Row {
    fn import(self) -> (Import, Option<Vec<u8>>) {
        let import = Import {
            id: self.id,
            institution_id: self.institution_id,
            kind: self.kind,
            file_name: self.file_name,
            format: self.format,
            dry_run: self.dry_run,
            state: self.state,
            rows_total: self.rows_total,
            rows_done: self.rows_done,
            errors: self.errors.0,
            errors_total: self.errors_total,
            requested_by: self.requested_by,
            requested_name: self.requested_name,
            created_at: self.created_at,
            ended_at: self.ended_at,
        };
        (import, self.content_sealed)
    }
}

/// Reads an import with its sealed file and holds it until the transaction ends.
pub async fn lock(
    tx: &mut Tx,
    institution: InstitutionId,
    id: ImportId,
) -> sqlx::Result<Option<(Import, Option<Vec<u8>>)>> {
    let row: Option<Row> = sqlx::query_as(
        "select institution_id, id, kind, file_name, format, dry_run, state, rows_total,
           rows_done, errors, errors_total, content_sealed, requested_by, requested_name,
           created_at, ended_at
         from bulk_import where institution_id = $1 and id = $2 for update",
    )
    .bind(institution)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(Row::import))
}

/// Writes how an import stands. One that has ended loses its file.
pub async fn update(tx: &mut Tx, institution: InstitutionId, import: &Import) -> sqlx::Result<()> {
    sqlx::query(
        "update bulk_import set state = $3, rows_done = $4, errors = $5, errors_total = $6,
           ended_at = $7,
           content_sealed = case when $7::timestamptz is null then content_sealed end
         where institution_id = $1 and id = $2 and state in ('queued', 'running')",
    )
    .bind(institution)
    .bind(import.id)
    .bind(import.state)
    .bind(import.rows_done)
    .bind(Json(&import.errors))
    .bind(import.errors_total)
    .bind(import.ended_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Imports, newest first, without their files.
pub async fn list(
    tx: &mut Tx,
    id: Option<ImportId>,
    before: Option<ImportId>,
    limit: i64,
) -> sqlx::Result<Vec<Import>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select institution_id, id, kind, file_name, format, dry_run, state, rows_total,
           rows_done, case when $1::uuid is null then '[]'::jsonb else errors end as errors,
           errors_total, null::bytea as content_sealed, requested_by, requested_name,
           created_at, ended_at
         from bulk_import
         where ($1::uuid is null or id = $1) and ($2::uuid is null or id < $2)
         order by id desc limit $3",
    )
    .bind(id)
    .bind(before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.import().0).collect())
}
