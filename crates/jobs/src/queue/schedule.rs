//! Jobs that come back by the clock, once over all nodes.

use super::{NewJob, enqueue, store};
use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta, Utc};
use kernel::InstitutionId;
use serde_json::Value;
use storage::Db;

/// Hours that China's one time zone 北京时间 is ahead of UTC; it has no summer time.
const BEIJING_HOURS: i32 = 8;

/// When a schedule is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At every multiple of so many seconds since 1970, at least 1.
    EverySeconds(i64),
    /// Every day at this time in Beijing 北京时间.
    DailyAt(NaiveTime),
}

impl When {
    /// The first time it is due after `now`.
    pub fn after(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            When::EverySeconds(seconds) => {
                let seconds = seconds.max(1);
                let next = (now.timestamp().div_euclid(seconds) + 1) * seconds;
                DateTime::from_timestamp(next, 0).unwrap_or(now + TimeDelta::seconds(seconds))
            }
            When::DailyAt(time) => {
                let zone = FixedOffset::east_opt(BEIJING_HOURS * 3600)
                    .expect("eight hours are less than a day");
                let local = now.with_timezone(&zone).naive_local();
                let today = local.date().and_time(time);
                let next = if today > local { today } else { today + TimeDelta::days(1) };
                (next - TimeDelta::hours(i64::from(BEIJING_HOURS))).and_utc()
            }
        }
    }
}

/// A job that is queued by the clock. When nodes were down for several of its times, it runs
/// once for all of them; it is not queued twice while it waits. A run whose handler gives back
/// null, which says that there was nothing to do, leaves no job behind: what runs every few
/// seconds would bury the jobs that staff look for.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Name, unique over the system; also the key of its job.
    pub name: String,
    /// When it is due.
    pub when: When,
    /// Whose job it is.
    pub institution: InstitutionId,
    /// Kind of its job.
    pub kind: String,
    /// Payload of its job.
    pub payload: Value,
}

/// Queues what is due; gives how many jobs.
pub(super) async fn tick(
    db: &Db,
    schedules: &[Schedule],
    now: DateTime<Utc>,
) -> sqlx::Result<usize> {
    if schedules.is_empty() {
        return Ok(0);
    }
    let names: Vec<String> = schedules.iter().map(|entry| entry.name.clone()).collect();
    let mut tx = db.read().await?;
    let known = store::schedules(&mut tx, &names).await?;
    drop(tx);
    let mut queued = 0;
    for schedule in schedules {
        let next_at = schedule.when.after(now);
        let seen = known.iter().find(|(name, _)| *name == schedule.name);
        let Some((_, seen)) = seen else {
            let mut tx = db.begin().await?;
            store::add_schedule(&mut tx, &schedule.name, next_at).await?;
            tx.commit().await?;
            continue;
        };
        if *seen > now {
            continue;
        }
        let mut tx = db.begin().await?;
        if store::take_schedule(&mut tx, &schedule.name, *seen, next_at, now).await? {
            let job = NewJob::new(
                schedule.institution,
                schedule.kind.clone(),
                schedule.payload.clone(),
                now,
            );
            let job = NewJob { scheduled: true, ..job.once(schedule.name.clone()) };
            enqueue(&mut tx, job).await?;
            tx.commit().await?;
            queued += 1;
        }
    }
    Ok(queued)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_daily_time_is_beijing_time() {
        let half_past_three = When::DailyAt(NaiveTime::from_hms_opt(3, 30, 0).unwrap());
        for (now, next) in [
            ("2026-11-22T00:00:00Z", "2026-11-22T19:30:00Z"),
            ("2026-11-22T19:29:59Z", "2026-11-22T19:30:00Z"),
            ("2026-11-22T19:30:00Z", "2026-11-23T19:30:00Z"),
            ("2026-12-31T20:00:00Z", "2027-01-01T19:30:00Z"),
        ] {
            assert_eq!(half_past_three.after(at(now)), at(next), "{now}");
        }
    }

    #[test]
    fn every_so_many_seconds_does_not_drift() {
        let minute = When::EverySeconds(60);
        assert_eq!(minute.after(at("2026-11-22T00:00:00.5Z")), at("2026-11-22T00:01:00Z"));
        assert_eq!(minute.after(at("2026-11-22T00:01:00Z")), at("2026-11-22T00:02:00Z"));
    }
}
