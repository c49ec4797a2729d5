//! The queue: jobs 作业 of a kind, with a payload, that a [`Worker`] runs when they are due.
//!
//! States: queued, running, done, dead; superseded when a try failed while a job with the same
//! key was queued anew, which then does its work. A failed try comes back after 2^n seconds
//! (capped, with jitter); after the kind's number of tries the job is dead and waits for staff.
//!
//! Invariants: among queued jobs of an institution and kind a key is unique; whoever writes the
//! outcome of a try holds its lease; every try leaves a row.

mod attempt;
mod context;
mod model;
mod schedule;
mod store;
#[cfg(test)]
mod tests;
mod worker;

pub(crate) use context::Crash;
pub use context::{Context, Failure};
pub use model::{
    Filter, Job, JobDetail, JobState, KindConfig, NewJob, Try, TryOutcome, backoff, with_jitter,
};
pub use schedule::{Schedule, When};
pub use worker::{Worker, WorkerConfig};

use crate::Error;
use chrono::{DateTime, Utc};
use kernel::{Cursor, InstitutionId, JobId, Page, Ruled, page};
use storage::{Db, Tx};

/// Most times an insert is tried against a key that is taken and let go at the same moment.
const ENQUEUE_ROUNDS_MAX: usize = 3;

/// Queues a job in the caller's transaction. When the job has a key and one of its institution
/// and kind is queued already, that one's id is the answer and nothing is added.
pub async fn enqueue(tx: &mut Tx, job: NewJob) -> sqlx::Result<JobId> {
    let id = JobId::new();
    for _ in 0..ENQUEUE_ROUNDS_MAX {
        if store::insert(tx, id, &job).await? {
            return Ok(id);
        }
        let key = job.key.as_deref().unwrap_or_default();
        if let Some(known) = store::queued_with_key(tx, job.institution, &job.kind, key).await? {
            return Ok(known);
        }
    }
    // The key was taken and let go each time: whoever took it started just now, so a job
    // without the key's protection is the safe answer.
    let job = NewJob { key: None, ..job };
    store::insert(tx, id, &job).await?;
    Ok(id)
}

/// Lists jobs, newest first, as far as the scope of `db` sees them.
pub async fn list(
    db: &Db,
    filter: &Filter,
    cursor: Option<&Cursor>,
    limit: Option<i64>,
) -> Result<Page<Job>, Error> {
    let before = match cursor {
        None => None,
        Some(cursor) => Some(
            cursor
                .0
                .parse::<JobId>()
                .map_err(|bad| Error::Invalid { field: "cursor", rule: bad.rule() })?,
        ),
    };
    let limit = page::limit_rows(limit);
    let mut tx = db.read().await?;
    let rows = store::list(&mut tx, filter, before, limit + 1).await?;
    Ok(Page::cut(rows, limit, |job| job.id.to_string()))
}

/// One job with its payload, result and tries.
pub async fn get(db: &Db, id: JobId) -> Result<JobDetail, Error> {
    let mut tx = db.read().await?;
    let found = store::find(&mut tx, id).await?;
    let (job, payload, result) = found.ok_or_else(|| missing(id))?;
    let tries = store::tries(&mut tx, job.institution_id, id).await?;
    Ok(JobDetail { job, payload, result, tries_log: tries })
}

/// Puts a dead job back into the queue with its tries at nothing. Its old tries stay on record.
pub async fn rerun(tx: &mut Tx, id: JobId, now: DateTime<Utc>) -> Result<Job, Error> {
    let (job, ..) = store::find(tx, id).await?.ok_or_else(|| missing(id))?;
    let wrong = |state| Error::NotDead { id, state };
    if job.state != JobState::Dead {
        return Err(wrong(job.state));
    }
    if let Some(key) = &job.key
        && store::queued_with_key(tx, job.institution_id, &job.kind, key).await?.is_some()
    {
        return Err(Error::AlreadyQueued { kind: job.kind.clone(), key: key.clone() });
    }
    if !store::revive(tx, job.institution_id, id, now).await? {
        return Err(wrong(JobState::Queued));
    }
    let (job, ..) = store::find(tx, id).await?.ok_or_else(|| missing(id))?;
    Ok(job)
}

/// Institutions that may have something to delete.
pub(crate) async fn institutions(tx: &mut Tx) -> sqlx::Result<Vec<InstitutionId>> {
    store::institutions(tx).await
}

/// Deletes up to `limit` jobs that ended well before `before`.
pub(crate) async fn delete_ended(
    tx: &mut Tx,
    institution: InstitutionId,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    store::delete_ended(tx, institution, before, limit).await
}

fn missing(id: JobId) -> Error {
    Error::Missing { what: "job", id: id.to_string() }
}
