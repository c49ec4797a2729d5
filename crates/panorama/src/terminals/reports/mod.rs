//! Makers' reports 厂商报备: what makers say they have delivered, held against what is registered.
//!
//! Notice 259 of 2021 has makers report serial number, model and acquirer of every terminal; a
//! terminal that its maker does not know, or knows otherwise, is to be looked at. The comparison
//! is made when it is asked for, so a terminal registered after the report is no difference.

mod http;
mod model;
mod store;

pub use http::routes;
pub use model::{DifferenceKind, Registered, ReportDifference, Reported, compare};

use super::device::{DeviceType, Serial};
use crate::Context;
use crate::imports::{self, Column, Outcome, Row, RowError, Upload, read};
use chrono::{DateTime, NaiveDate, Utc};
use identity::{Actor, audit};
use kernel::{Cursor, InstitutionId, Page, ReportId, Rule, RuleWord, page};
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;

/// The columns.
pub const COLUMNS: &[Column] = &[
    Column::required("serial", "SN0000000001"),
    Column::required("maker", "示例厂商"),
    Column::required("model", "P1"),
    Column::required("device_type", "04"),
    Column::required("acquirer_code", "48026530"),
    Column::required("reported_at", "2026-11-22"),
];

/// Rows of each side that one page looks at.
const SLICE_ROWS: i64 = 1_000;
/// Slices that one page looks at, at most: a page of few differences may be short and still
/// have a next one.
const SLICES_MAX: usize = 20;

/// A report of a maker 厂商报备.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct Report {
    /// Id.
    pub id: ReportId,
    /// Who took it in.
    pub institution_id: InstitutionId,
    /// Name of the file.
    pub file_name: String,
    /// Terminals reported.
    pub rows_total: i32,
    /// Who handed it in.
    pub created_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// What came of handing a report in: a report, or the faults of its rows and nothing kept.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Taken {
    /// The report, when every row is good.
    pub report: Option<Report>,
    /// Faults by row, the first 1,000.
    pub errors: Vec<RowError>,
    /// All faults.
    pub errors_total: usize,
}

/// Takes a report in: all of it or nothing.
pub async fn take(
    context: &Context,
    actor: &Actor,
    institution: InstitutionId,
    upload: &Upload,
) -> Result<Taken, imports::Error> {
    let sheet = read(upload, COLUMNS).await?;
    let mut faults = Vec::new();
    let mut seen: HashMap<Serial, u32> = HashMap::new();
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        let Some(reported) = reported(row, &mut faults) else {
            continue;
        };
        if let Some(first) = seen.insert(reported.serial.clone(), row.number) {
            faults.push(row.fault("serial", imports::repeated(first)));
        }
        rows.push(reported);
    }
    let outcome = Outcome::of(faults);
    let mut taken =
        Taken { report: None, errors: outcome.errors, errors_total: outcome.errors_total };
    if taken.errors_total > 0 || upload.dry_run {
        return Ok(taken);
    }
    let report = Report {
        id: ReportId::new(),
        institution_id: institution,
        file_name: upload.file_name.chars().take(200).collect(),
        rows_total: rows.len() as i32,
        created_by: actor.who.to_string(),
        created_at: context.clock.now(),
    };
    let mut tx = context.begin(actor).await?;
    store::insert(&mut tx, &report, &rows).await?;
    let detail = json!({ "rows": report.rows_total });
    let (target, at) = (report.id.to_string(), report.created_at);
    audit::record(&mut tx, actor, "makers_report.take", &target, detail, at).await?;
    tx.commit().await?;
    taken.report = Some(report);
    Ok(taken)
}

fn reported(row: &Row, faults: &mut Vec<RowError>) -> Option<Reported> {
    let before = faults.len();
    for column in COLUMNS {
        match row.get(column.name) {
            None => faults.push(row.fault(column.name, Rule::new(RuleWord::Required, "required"))),
            Some(text) if text.chars().count() > 64 => {
                let rule = Rule::new(RuleWord::TextLength, "at most 64 characters");
                faults.push(row.fault(column.name, rule.from_to(1, 64)));
            }
            Some(_) => (),
        }
    }
    let serial = row.read::<Serial>("serial", faults);
    let device_type = row.parse::<DeviceType>("device_type", faults);
    let acquirer_code = row.text("acquirer_code");
    let is_code = acquirer_code.len() == 8 && acquirer_code.bytes().all(|b| b.is_ascii_digit());
    if !acquirer_code.is_empty() && !is_code {
        let rule = Rule::new(RuleWord::Digits, "eight digits").from_to(8, 8);
        faults.push(row.fault("acquirer_code", rule));
    }
    let reported_at = row.get("reported_at").map(day_or_time);
    if reported_at == Some(None) {
        let text = "a day or a time such as 2026-11-22T08:00:00+08:00";
        faults.push(row.fault("reported_at", Rule::new(RuleWord::Time, text)));
    }
    if faults.len() > before {
        return None;
    }
    Some(Reported {
        serial: serial?,
        device_type: device_type?,
        maker: row.text("maker"),
        model: row.text("model"),
        acquirer_code,
        reported_at: reported_at??,
    })
}

fn day_or_time(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.with_timezone(&Utc));
    }
    let day = text.parse::<NaiveDate>().ok()?;
    Some(day.and_time(chrono::NaiveTime::MIN).and_utc())
}

/// One page of reports, newest first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    cursor: Option<&Cursor>,
    limit: Option<i64>,
) -> Result<Page<Report>, imports::Error> {
    let limit = page::limit_rows(limit);
    let before = cursor.map(|cursor| cursor.0.parse()).transpose()?;
    let mut tx = context.read(actor).await?;
    let rows = store::list(&mut tx, before, limit + 1).await?;
    Ok(Page::cut(rows, limit, |report| report.id.to_string()))
}

/// One page of what disagrees between a report and what is registered, by serial number. `None`
/// when there is no such report.
pub async fn differences(
    context: &Context,
    actor: &Actor,
    id: ReportId,
    cursor: Option<&Cursor>,
    limit: Option<i64>,
) -> Result<Option<Page<ReportDifference>>, imports::Error> {
    let limit = page::limit_rows(limit) as usize;
    let after: Option<Serial> =
        cursor.map(|cursor| cursor.0.parse().map_err(|_| imports::Error::Cursor)).transpose()?;
    let mut after = after.map_or_else(String::new, |serial| serial.as_str().to_owned());
    let mut tx = context.read(actor).await?;
    let Some(home) = store::home(&mut tx, id).await? else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for _ in 0..SLICES_MAX {
        let reported = store::reported(&mut tx, (home, id), &after, SLICE_ROWS).await?;
        let registered = store::registered(&mut tx, &after, SLICE_ROWS).await?;
        let slice = model::slice(&reported, &registered, SLICE_ROWS as usize);
        for difference in compare(slice.reported, slice.registered) {
            after.clone_from(&difference.serial);
            found.push(difference);
            if found.len() == limit {
                let next = Some(Cursor(after));
                return Ok(Some(Page { items: found, next }));
            }
        }
        match slice.goes_on_after {
            Some(serial) => after = serial,
            None => {
                return Ok(Some(Page { items: found, next: None }));
            }
        }
    }
    let next = Some(Cursor(after));
    Ok(Some(Page { items: found, next }))
}
