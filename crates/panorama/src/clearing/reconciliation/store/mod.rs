//! All SQL of reconciliation: here files, days and runs; in [`matching`] what puts two sides
//! together, in [`days`] lines of two days; in [`results`] what staff work on.

pub mod days;
pub mod matching;
pub mod results;

use super::model::{Day, File, Policy, ReconDayState, StatusCount};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{InstitutionId, ReconDayId, ReconFileId, ReconRunId};
use storage::Tx;

/// The head of a day: which file and run count.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Head {
    /// Where the day stands.
    pub state: ReconDayState,
    /// The file that counts.
    pub file_id: ReconFileId,
    /// Its latest run.
    pub run_id: ReconRunId,
    /// Number of that file.
    pub file_version: i32,
}

/// The institution of a code, when it may acquire.
pub async fn acquirer(tx: &mut Tx, code: &str) -> sqlx::Result<Option<InstitutionId>> {
    sqlx::query_scalar(
        "select id from institution where code = $1 and kind <> 'system_vendor' limit 1",
    )
    .bind(code)
    .fetch_optional(&mut **tx)
    .await
}

/// The file of a day that has this digest.
pub async fn same_file(
    tx: &mut Tx,
    day: &Day,
    sha256: &[u8; 32],
) -> sqlx::Result<Option<ReconFileId>> {
    sqlx::query_scalar(
        "select id from recon_file where institution_id = $1 and source = $2
           and acquirer_id = $3 and business_date = $4 and sha256 = $5
         order by version limit 1",
    )
    .bind(day.institution)
    .bind(day.source)
    .bind(day.acquirer)
    .bind(day.date)
    .bind(&sha256[..])
    .fetch_optional(&mut **tx)
    .await
}

/// One file.
pub async fn file(
    tx: &mut Tx,
    institution: InstitutionId,
    id: ReconFileId,
) -> sqlx::Result<Option<File>> {
    sqlx::query_as(
        "select id, institution_id, source, acquirer_id, business_date, version, file_name,
           encode(sha256, 'hex') as sha256, lines, amount_fen, fee_fen, taken_by, taken_name,
           taken_at
         from recon_file where institution_id = $1 and id = $2",
    )
    .bind(institution)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await
}

/// Makes the head of a day that has none; whether it did. Of two at once one waits here.
pub async fn open_day(
    tx: &mut Tx,
    day: &Day,
    (file, run): (ReconFileId, ReconRunId),
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into recon_day (institution_id, id, source, acquirer_id, business_date, state,
           file_id, run_id, file_version, opened_at)
         values ($1, $8, $2, $3, $4, 'open', $5, $6, 1, $7) on conflict do nothing",
    )
    .bind(day.institution)
    .bind(day.source)
    .bind(day.acquirer)
    .bind(day.date)
    .bind(file)
    .bind(run)
    .bind(at)
    .bind(ReconDayId::new())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Reads the head of a day and holds it until the transaction ends.
pub async fn lock_day(tx: &mut Tx, day: &Day) -> sqlx::Result<Option<Head>> {
    sqlx::query_as(
        "select state, file_id, run_id, file_version from recon_day
         where institution_id = $1 and source = $2 and acquirer_id = $3 and business_date = $4
         for update",
    )
    .bind(day.institution)
    .bind(day.source)
    .bind(day.acquirer)
    .bind(day.date)
    .fetch_optional(&mut **tx)
    .await
}

/// Lets another file and run count.
pub async fn turn_day(tx: &mut Tx, day: &Day, head: &Head) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "update recon_day set file_id = $5, run_id = $6, file_version = $7
         where institution_id = $1 and source = $2 and acquirer_id = $3 and business_date = $4
           and state = 'open'",
    )
    .bind(day.institution)
    .bind(day.source)
    .bind(day.acquirer)
    .bind(day.date)
    .bind(head.file_id)
    .bind(head.run_id)
    .bind(head.file_version)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Adds a file.
pub async fn insert_file(tx: &mut Tx, file: &File, sha256: &[u8; 32]) -> sqlx::Result<()> {
    sqlx::query(
        "insert into recon_file (institution_id, id, source, acquirer_id, business_date, version,
           file_name, sha256, lines, amount_fen, fee_fen, taken_by, taken_name, taken_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(file.institution_id)
    .bind(file.id)
    .bind(file.source)
    .bind(file.acquirer_id)
    .bind(file.business_date)
    .bind(file.version)
    .bind(&file.file_name)
    .bind(&sha256[..])
    .bind(file.lines)
    .bind(file.amount_fen)
    .bind(file.fee_fen)
    .bind(&file.taken_by)
    .bind(&file.taken_name)
    .bind(file.taken_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Adds a run, with the count and sum of our lines as they are now.
pub async fn insert_run(
    tx: &mut Tx,
    day: &Day,
    (file, run): (ReconFileId, ReconRunId),
    (policy, due_on): (&Policy, NaiveDate),
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into recon_run (institution_id, id, file_id, tolerance_s, due_on, ours_lines,
           ours_fen, at)
         select $1, $4, $5, $6, $7, count(*), coalesce(sum(amount_fen), 0), $8
         from clearing_item
         where institution_id = $1 and acquirer_id = $2 and business_date = $3",
    )
    .bind(day.institution)
    .bind(day.acquirer)
    .bind(day.date)
    .bind(run)
    .bind(file)
    .bind(policy.tolerance_s)
    .bind(due_on)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a run has come to: its plain matches, and its results as they stand, by status.
pub async fn counts(
    tx: &mut Tx,
    institution: InstitutionId,
    run: ReconRunId,
    today: NaiveDate,
) -> sqlx::Result<Vec<StatusCount>> {
    sqlx::query_as(
        "select status, count(*) as lines, sum(ours_fen)::bigint as ours_fen,
           sum(theirs_fen)::bigint as theirs_fen
         from (
           select case when r.status = 'expected' and u.due_on < $3 then 'missing'
             else r.status end as status, r.ours_fen, r.theirs_fen
           from recon_result r
           join recon_run u on u.institution_id = r.institution_id and u.id = r.run_id
           where r.institution_id = $1 and r.run_id = $2 and not exists (
             select from recon_result n where n.institution_id = $1 and n.id = r.id
               and n.version > r.version)
           union all
           select 'matched', amount_fen, amount_fen from recon_pair
           where institution_id = $1 and run_id = $2 and fields = 0
         ) as all_of_it
         group by status order by status",
    )
    .bind(institution)
    .bind(run)
    .bind(today)
    .fetch_all(&mut **tx)
    .await
}
