//! All SQL of makers' reports. Serial numbers are compared byte by byte (collation C).

use super::Report;
use super::model::{Registered, Reported};
use kernel::{InstitutionId, ReportId};
use storage::Tx;

/// Adds a report with its rows.
pub async fn insert(tx: &mut Tx, report: &Report, rows: &[Reported]) -> sqlx::Result<()> {
    sqlx::query(
        "insert into makers_report (institution_id, id, file_name, rows_total, created_by,
           created_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(report.institution_id)
    .bind(report.id)
    .bind(&report.file_name)
    .bind(report.rows_total)
    .bind(&report.created_by)
    .bind(report.created_at)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "insert into makers_report_row (institution_id, report_id, serial, maker, model,
           device_type, acquirer_code, reported_at)
         select $1, $2, r.* from unnest($3::text[], $4::text[], $5::text[], $6::text[],
           $7::text[], $8::timestamptz[]) as r",
    )
    .bind(report.institution_id)
    .bind(report.id)
    .bind(rows.iter().map(|row| row.serial.clone()).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.maker.clone()).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.model.clone()).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.device_type).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.acquirer_code.clone()).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.reported_at).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Reports, newest first.
pub async fn list(tx: &mut Tx, before: Option<ReportId>, limit: i64) -> sqlx::Result<Vec<Report>> {
    sqlx::query_as(
        "select id, institution_id, file_name, rows_total, created_by, created_at
         from makers_report where ($1::uuid is null or id < $1) order by id desc limit $2",
    )
    .bind(before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// The institution that took a report in, when the transaction may see it.
pub async fn home(tx: &mut Tx, id: ReportId) -> sqlx::Result<Option<InstitutionId>> {
    sqlx::query_scalar("select institution_id from makers_report where id = $1 limit 1")
        .bind(id)
        .fetch_optional(&mut **tx)
        .await
}

/// Rows of a report after a serial number, in order.
pub async fn reported(
    tx: &mut Tx,
    (institution, id): (InstitutionId, ReportId),
    after: &str,
    limit: i64,
) -> sqlx::Result<Vec<Reported>> {
    sqlx::query_as(
        "select serial, maker, model, device_type, acquirer_code, reported_at
         from makers_report_row
         where institution_id = $1 and report_id = $2 and serial collate \"C\" > $3
         order by serial collate \"C\" limit $4",
    )
    .bind(institution)
    .bind(id)
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Open terminals that the transaction may see, after a serial number, in order.
pub async fn registered(tx: &mut Tx, after: &str, limit: i64) -> sqlx::Result<Vec<Registered>> {
    sqlx::query_as(
        "select t.serial, t.maker, t.model, t.device_type, i.code as acquirer_code
         from terminal t left join institution i on i.id = t.acquirer_id
         where t.state <> 'closed' and t.serial collate \"C\" > $1
         order by t.serial collate \"C\" limit $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}
