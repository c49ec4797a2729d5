//! All SQL of the queue.

use super::model::{Filter, Job, JobState, NewJob, Try, TryOutcome};
use crate::scope::only;
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, JobId};
use serde_json::Value;
use storage::Tx;
use uuid::Uuid;

/// Institutions and kinds with due work that one look finds.
const DUE_ROWS_MAX: i64 = 1000;
/// Tries that a job's page shows.
const TRIES_ROWS_MAX: i64 = 100;

/// Adds a job; false when its key is taken.
pub async fn insert(tx: &mut Tx, id: JobId, job: &NewJob) -> sqlx::Result<bool> {
    let created_at =
        id.0.get_timestamp()
            .and_then(|at| {
                let (seconds, nanos) = at.to_unix();
                DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
            })
            .unwrap_or(job.run_at);
    let done = sqlx::query(
        "insert into job (institution_id, id, kind, key, payload, state, due_at, created_at,
           scheduled)
         values ($1, $2, $3, $4, $5, 'queued', $6, $7, $8)
         on conflict (institution_id, kind, key) where state = 'queued' and key is not null
         do nothing",
    )
    .bind(job.institution)
    .bind(id)
    .bind(&job.kind)
    .bind(&job.key)
    .bind(&job.payload)
    .bind(job.run_at)
    .bind(created_at)
    .bind(job.scheduled)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The queued job with that key.
pub async fn queued_with_key(
    tx: &mut Tx,
    institution: InstitutionId,
    kind: &str,
    key: &str,
) -> sqlx::Result<Option<JobId>> {
    sqlx::query_scalar(
        "select id from job
         where institution_id = $1 and kind = $2 and key = $3 and state = 'queued' limit 1",
    )
    .bind(institution)
    .bind(kind)
    .bind(key)
    .fetch_optional(&mut **tx)
    .await
}

/// Institutions that have due work, and of which kinds.
pub async fn due(
    tx: &mut Tx,
    kinds: &[String],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(InstitutionId, String)>> {
    sqlx::query_as(
        "select distinct institution_id, kind from job
         where state in ('queued', 'running') and due_at <= $1 and kind = any($2) limit $3",
    )
    .bind(now)
    .bind(kinds)
    .bind(DUE_ROWS_MAX)
    .fetch_all(&mut **tx)
    .await
}

/// All institutions.
pub async fn institutions(tx: &mut Tx) -> sqlx::Result<Vec<InstitutionId>> {
    sqlx::query_scalar("select id from institution order by id limit $1")
        .bind(DUE_ROWS_MAX)
        .fetch_all(&mut **tx)
        .await
}

/// A job that has just been claimed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Claimed {
    pub id: JobId,
    pub payload: Value,
    pub tries: i32,
}

/// What is claimed: up to `rows` due jobs of one institution and kind, under one lease.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    pub institution: InstitutionId,
    pub kind: &'a str,
    pub rows: i64,
    pub lease: Uuid,
    pub now: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

/// Takes due jobs, passing over those that another node is taking.
pub async fn claim(tx: &mut Tx, claim: &Claim<'_>) -> sqlx::Result<Vec<Claimed>> {
    sqlx::query_as(
        "with due as (
           select id from job
           where institution_id = $1 and kind = $2 and state in ('queued', 'running')
             and due_at <= $3
           order by due_at limit $4 for update skip locked
         )
         update job j
         set state = 'running', lease = $5, due_at = $6, tries = j.tries + 1, started_at = $3,
             steps_done = 0, steps_total = null
         from due where j.institution_id = $1 and j.id = due.id
         returning j.id, j.payload, j.tries",
    )
    .bind(claim.institution)
    .bind(claim.kind)
    .bind(claim.now)
    .bind(claim.rows)
    .bind(claim.lease)
    .bind(claim.until)
    .fetch_all(&mut **tx)
    .await
}

/// Records the beginning of the tries just claimed, and that the ones before were lost.
pub async fn begin_tries(
    tx: &mut Tx,
    institution: InstitutionId,
    claimed: &[Claimed],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let ids: Vec<JobId> = claimed.iter().map(|job| job.id).collect();
    sqlx::query(
        "update job_try set outcome = 'lost', ended_at = $3
         where institution_id = $1 and job_id = any($2) and outcome = 'running'",
    )
    .bind(institution)
    .bind(&ids[..])
    .bind(now)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "insert into job_try (institution_id, job_id, number, started_at, outcome)
         select $1, j.id,
           coalesce((select max(t.number) from job_try t
                     where t.institution_id = $1 and t.job_id = j.id), 0) + 1,
           $3, 'running'
         from unnest($2::uuid[]) as j (id)",
    )
    .bind(institution)
    .bind(&ids[..])
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Which try of which job: what whoever writes its outcome must hold.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    pub institution: InstitutionId,
    pub id: JobId,
    pub lease: Uuid,
}

/// Tells progress and renews the lease; false when it was lost.
pub async fn renew(
    tx: &mut Tx,
    held: Held,
    steps: Option<(i64, Option<i64>)>,
    until: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update job set due_at = $4, steps_done = coalesce($5, steps_done),
           steps_total = coalesce($6, steps_total)
         where institution_id = $1 and id = $2 and lease = $3 and state = 'running'",
    )
    .bind(held.institution)
    .bind(held.id)
    .bind(held.lease)
    .bind(until)
    .bind(steps.map(|(done, _)| done))
    .bind(steps.and_then(|(_, total)| total))
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a try well; false when its lease was lost.
pub async fn finish(
    tx: &mut Tx,
    held: Held,
    result: &Value,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update job set state = 'done', lease = null, result = $4, error = null, finished_at = $5
         where institution_id = $1 and id = $2 and lease = $3 and state = 'running'",
    )
    .bind(held.institution)
    .bind(held.id)
    .bind(held.lease)
    .bind(result)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    end_try(tx, held, TryOutcome::Done, None, now).await?;
    Ok(true)
}

/// Deletes a scheduled job that did nothing at its first try; false when it is none, or its lease
/// was lost.
pub async fn forget(tx: &mut Tx, held: Held) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "delete from job
         where institution_id = $1 and id = $2 and lease = $3 and state = 'running'
           and scheduled and tries = 1",
    )
    .bind(held.institution)
    .bind(held.id)
    .bind(held.lease)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How a failed try leaves its job.
#[derive(Clone, Copy, Debug)]
pub struct Failed<'a> {
    pub outcome: TryOutcome,
    pub error: Option<&'a str>,
    /// When the next try is due; none makes the job dead.
    pub again_at: Option<DateTime<Utc>>,
    /// The try does not count (the node shut down).
    pub uncounted: bool,
}

/// Ends a try badly; gives the state it leaves, none when its lease was lost.
pub async fn fail(
    tx: &mut Tx,
    held: Held,
    failed: &Failed<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<JobState>> {
    let state: Option<JobState> = sqlx::query_scalar(
        "update job j set lease = null, error = coalesce($4, error),
           tries = tries - $7,
           due_at = coalesce($5, due_at),
           finished_at = case when $5::timestamptz is null then $6 end,
           state = case
             when $5::timestamptz is null then 'dead'
             when exists (
               select 1 from job q where q.institution_id = $1 and q.kind = j.kind
                 and q.key = j.key and q.state = 'queued'
             ) then 'superseded'
             else 'queued' end
         where institution_id = $1 and id = $2 and lease = $3 and state = 'running'
         returning state",
    )
    .bind(held.institution)
    .bind(held.id)
    .bind(held.lease)
    .bind(failed.error)
    .bind(failed.again_at)
    .bind(now)
    .bind(i32::from(failed.uncounted))
    .fetch_optional(&mut **tx)
    .await?;
    if state.is_some() {
        end_try(tx, held, failed.outcome, failed.error, now).await?;
    }
    Ok(state)
}

async fn end_try(
    tx: &mut Tx,
    held: Held,
    outcome: TryOutcome,
    error: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update job_try set outcome = $3, error = $4, ended_at = $5
         where institution_id = $1 and job_id = $2 and outcome = 'running'",
    )
    .bind(held.institution)
    .bind(held.id)
    .bind(outcome)
    .bind(error)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Jobs newest first, before a place.
pub async fn list(
    tx: &mut Tx,
    filter: &Filter,
    before: Option<JobId>,
    limit: i64,
) -> sqlx::Result<Vec<Job>> {
    let only = only(tx);
    sqlx::query_as(
        "select id, institution_id, kind, key, scheduled, state, tries, due_at, steps_done,
           steps_total, error, created_at, started_at, finished_at
         from job
         where ($1::int is null or institution_id = $1)
           and ($2::text is null or state = $2)
           and ($3::text is null or kind = $3)
           and ($4::uuid is null or id < $4)
           and (not $6 or not scheduled or error is not null or state = 'dead')
         order by id desc limit $5",
    )
    .bind(only)
    .bind(filter.state)
    .bind(&filter.kind)
    .bind(before)
    .bind(limit)
    .bind(filter.no_routine)
    .fetch_all(&mut **tx)
    .await
}

/// One job, its payload and its result.
pub async fn find(tx: &mut Tx, id: JobId) -> sqlx::Result<Option<(Job, Value, Option<Value>)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        job: Job,
        payload: Value,
        result: Option<Value>,
    }
    let row: Option<Row> = sqlx::query_as(
        "select j.id, j.institution_id, j.kind, j.key, j.scheduled, j.state, j.tries, j.due_at,
           j.steps_done, j.steps_total, j.error, j.created_at, j.started_at, j.finished_at,
           j.payload, j.result
         from institution i join job j on j.institution_id = i.id and j.id = $1 limit 1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.job, row.payload, row.result)))
}

/// The tries of a job, oldest first.
pub async fn tries(tx: &mut Tx, institution: InstitutionId, id: JobId) -> sqlx::Result<Vec<Try>> {
    let mut rows: Vec<Try> = sqlx::query_as(
        "select number, started_at, ended_at, outcome, error from job_try
         where institution_id = $1 and job_id = $2 order by number desc limit $3",
    )
    .bind(institution)
    .bind(id)
    .bind(TRIES_ROWS_MAX)
    .fetch_all(&mut **tx)
    .await?;
    rows.reverse();
    Ok(rows)
}

/// Puts a dead job back; false when it is not dead any more.
pub async fn revive(
    tx: &mut Tx,
    institution: InstitutionId,
    id: JobId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update job set state = 'queued', tries = 0, due_at = $3, finished_at = null
         where institution_id = $1 and id = $2 and state = 'dead'",
    )
    .bind(institution)
    .bind(id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes up to `limit` jobs that ended before `before`; dead ones stay.
pub async fn delete_ended(
    tx: &mut Tx,
    institution: InstitutionId,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "delete from job where institution_id = $1 and id in (
           select id from job where institution_id = $1 and state in ('done', 'superseded')
             and finished_at < $2 limit $3)",
    )
    .bind(institution)
    .bind(before)
    .bind(limit)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// When each of these schedules is next due; those never seen are absent.
pub async fn schedules(
    tx: &mut Tx,
    names: &[String],
) -> sqlx::Result<Vec<(String, DateTime<Utc>)>> {
    sqlx::query_as(
        "select name, next_at from schedule_claim where name = any($1) order by name limit 1000",
    )
    .bind(names)
    .fetch_all(&mut **tx)
    .await
}

/// Makes a schedule known.
pub async fn add_schedule(tx: &mut Tx, name: &str, next_at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into schedule_claim (name, next_at) values ($1, $2) on conflict (name) do nothing",
    )
    .bind(name)
    .bind(next_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes the run of a schedule that was due at `seen`; false when another node took it.
pub async fn take_schedule(
    tx: &mut Tx,
    name: &str,
    seen: DateTime<Utc>,
    next_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update schedule_claim set next_at = $3, last_at = $4 where name = $1 and next_at = $2",
    )
    .bind(name)
    .bind(seen)
    .bind(next_at)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
