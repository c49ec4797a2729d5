//! What is deleted when it has grown old.

use crate::queue::{Failure, KindConfig, Schedule, When, Worker};
use crate::{outbox, queue, webhooks};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use kernel::InstitutionId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use storage::Db;

/// Kind of the job, and name of its schedule.
const KIND: &str = "jobs.retention";
/// Whose job it is: the network branch.
const NETWORK: InstitutionId = InstitutionId(1);
/// Rows deleted in one transaction.
const ROWS: i64 = 5000;

/// A subscriber that was not seen for so many times the events' days holds them no more.
const GONE_TIMES: i64 = 3;

/// How long things are kept, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Jobs that ended well. Dead ones stay until staff deal with them.
    pub jobs_days: i64,
    /// Events that every subscriber has passed.
    pub events_days: i64,
    /// Deliveries that ended.
    pub deliveries_days: i64,
}

impl Default for Retention {
    fn default() -> Retention {
        Retention { jobs_days: 30, events_days: 30, deliveries_days: 90 }
    }
}

/// How much was deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deleted {
    /// Jobs.
    pub jobs: u64,
    /// Events.
    pub events: u64,
    /// Deliveries.
    pub deliveries: u64,
}

/// Adds the job that deletes what is old, every day at 03:30 in Beijing.
pub fn register(worker: Worker, keep: Retention) -> Worker {
    let config = KindConfig { concurrency: 1, lease_s: 300, ..KindConfig::default() };
    worker
        .on_with(KIND, config, move |context| async move {
            let now = context.clock.now();
            let deleted = run(&context.db.network(), keep, now).await?;
            serde_json::to_value(deleted).map_err(Failure::from)
        })
        .schedule(Schedule {
            name: KIND.to_owned(),
            when: When::DailyAt(NaiveTime::from_hms_opt(3, 30, 0).unwrap_or(NaiveTime::MIN)),
            institution: NETWORK,
            kind: KIND.to_owned(),
            payload: json!({}),
        })
}

/// Deletes what is old, an institution and a few thousand rows at a time.
pub async fn run(db: &Db, keep: Retention, now: DateTime<Utc>) -> sqlx::Result<Deleted> {
    let before = |days| now - TimeDelta::days(days);
    let mut deleted = Deleted::default();
    let mut tx = db.read().await?;
    let institutions = queue::institutions(&mut tx).await?;
    drop(tx);
    for institution in institutions {
        let db = db.within(institution);
        loop {
            let mut tx = db.begin().await?;
            let limit = before(keep.jobs_days);
            let jobs = queue::delete_ended(&mut tx, institution, limit, ROWS).await?;
            let limit = before(keep.events_days);
            let gone = before(keep.events_days * GONE_TIMES);
            let events = outbox::delete_old(&mut tx, institution, limit, gone, ROWS).await?;
            let limit = before(keep.deliveries_days);
            let sent = webhooks::delete_ended(&mut tx, institution, limit, ROWS).await?;
            tx.commit().await?;
            deleted.jobs += jobs;
            deleted.events += events;
            deleted.deliveries += sent;
            if jobs + events + sent == 0 {
                break;
            }
        }
    }
    Ok(deleted)
}
