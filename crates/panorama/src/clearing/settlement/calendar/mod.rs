//! The calendar of working days 工作日历: weekends are off; holidays and the working days made up
//! for them are imported by the network branch, for all.

mod model;
mod store;

pub use model::{Calendar, WorkingDay};

use super::Error;
use crate::Context;
use crate::imports::{self, Outcome, RowError, Upload};
use crate::routing::NETWORK;
use chrono::NaiveDate;
use identity::{Actor, Right, audit};
use kernel::{Cursor, Page};
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;
use storage::Tx;

/// Days that a calendar holds at most: a century of holidays.
const DAYS_MAX: i64 = 10_000;

/// What came of an import of days: all rows, or the faults and nothing kept.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct WorkingDaysTaken {
    /// Days taken in.
    pub taken: usize,
    /// Faults by row, the first 1,000.
    pub errors: Vec<RowError>,
    /// All faults.
    pub errors_total: usize,
}

/// The calendar as it is known now.
pub(super) async fn load(tx: &mut Tx) -> sqlx::Result<Calendar> {
    Ok(Calendar::new(&store::list(tx, None, DAYS_MAX).await?))
}

/// Days that are not as their weekday says, by day.
pub async fn list(
    context: &Context,
    actor: &Actor,
    cursor: Option<Cursor>,
    limit: Option<i64>,
) -> Result<Page<WorkingDay>, Error> {
    actor.may(Right::ClearingRead)?;
    let limit = kernel::page::limit_rows(limit);
    let after = cursor.map(|cursor| cursor.0.parse::<NaiveDate>().map_err(|_| super::foreign()));
    let after = after.transpose()?;
    let mut tx = context.read(actor).await?;
    let rows = store::list(&mut tx, after, limit + 1).await?;
    Ok(Page::cut(rows, limit, |day| day.day.to_string()))
}

/// Takes days in: all of them or none. Only the network branch does.
pub async fn import(
    context: &Context,
    actor: &Actor,
    upload: &Upload,
) -> Result<WorkingDaysTaken, Error> {
    actor.may(Right::ClearingSettle)?;
    if actor.institution != NETWORK {
        return Err(Error::CalendarOfNetwork);
    }
    let sheet = imports::read(upload, model::COLUMNS).await?;
    let (mut faults, mut days) = (Vec::new(), Vec::new());
    let mut seen = HashMap::new();
    let at = context.clock.now();
    for row in &sheet.rows {
        let Some(day) = model::day(row, &mut faults) else { continue };
        if let Some(first) = seen.insert(day.day, row.number) {
            faults.push(row.fault("day", imports::repeated(first)));
        }
        days.push(WorkingDay { added_by: actor.who.to_string(), added_at: at, ..day });
    }
    let outcome = Outcome::of(faults);
    let (errors, errors_total) = (outcome.errors, outcome.errors_total);
    if 0 < errors_total || upload.dry_run {
        return Ok(WorkingDaysTaken { taken: 0, errors, errors_total });
    }
    let mut tx = context.begin(actor).await?;
    store::put(&mut tx, &days).await?;
    let detail = json!({ "rows": days.len() });
    audit::record(&mut tx, actor, "working_days.import", &upload.file_name, detail, at).await?;
    tx.commit().await?;
    Ok(WorkingDaysTaken { taken: days.len(), errors, errors_total })
}
