//! Reconciliation 对账: the daily file of the other side held against our own lines of clearing.
//!
//! The nouns: a [`File`] is what an acquirer (or the network) sends for a [`Day`]; a *run* holds
//! it against the lines of clearing; a *pair* is a line of theirs and the line of ours that it
//! stands for; a *result* is all that is not a plain match, and staff work on it until nothing is
//! left to explain.
//!
//! Invariants: nothing of a file is kept unless all of it is good; the same file again is
//! answered with the first; another file of the day replaces the former while the day is open,
//! and the former stays; pairs and results are never changed, a decision is a result's next
//! version; theirs less ours is the sum of the results, to the fen.
//!
//! What stands alone on one day and comes with a later day's file is put together by itself
//! ([`days`]).
//!
//! What puts lines together is said once in [`rules`], in memory, and done in the database by a
//! few statements over whole sets; a test holds the two against each other.

mod days;
pub mod file;
mod http;
mod jobs;
mod model;
mod rows;
pub mod rules;
pub mod settle;
mod store;
#[cfg(test)]
mod tests;
pub mod view;
mod ways;

pub use http::{ReconState, routes};
pub use jobs::worker;
pub use model::{
    Day, Entry, Error, File, FileTaken, Policy, ReconDayState, ReconField, ReconSource,
    ReconStatus, StatusCount,
};
pub use store::results::{ReconDay, Side};
pub use ways::{Decision, FOUR_EYES_ABOVE_FEN, ReconWay, WAIT_DAYS_MAX, WRITE_OFF_MAX_FEN};

use crate::Context;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use identity::{Actor, audit};
use kernel::{InstitutionId, ReconFileId, ReconRunId};
use rows::Prepared;
use serde_json::json;
use storage::Tx;
use store::matching::{self, Run};

/// A file that was handed in.
#[derive(Clone)]
pub struct Upload {
    /// Its name.
    pub file_name: String,
    /// Its bytes.
    pub bytes: bytes::Bytes,
    /// Find faults, leave nothing.
    pub dry_run: bool,
}

/// Takes a file in for an institution's books and holds it against them: all of it or nothing.
pub async fn take(
    context: &Context,
    actor: &Actor,
    institution: InstitutionId,
    upload: Upload,
) -> Result<FileTaken, Error> {
    let Upload { file_name, bytes, dry_run } = upload;
    let prepared = match rows::prepare(bytes).await? {
        Ok(prepared) => prepared,
        Err(faults) => {
            return Ok(FileTaken {
                file: None,
                already: false,
                counts: Vec::new(),
                errors: faults.errors,
                errors_total: faults.errors_total,
            });
        }
    };
    let at = context.clock.now();
    let mut tx = context.begin(actor).await?;
    let code = &prepared.acquirer_code;
    let acquirer = store::acquirer(&mut tx, code).await?;
    let acquirer = acquirer.ok_or_else(|| Error::NoAcquirer(code.clone()))?;
    let day = Day { institution, source: prepared.source, acquirer, date: prepared.business_date };
    if let Some(first) = store::same_file(&mut tx, &day, &prepared.sha256).await? {
        return answer(&mut tx, &day, first, at).await;
    }
    if dry_run {
        return Ok(good(None, Vec::new(), false));
    }
    let file = File {
        id: ReconFileId::new(),
        institution_id: institution,
        source: day.source,
        acquirer_id: acquirer,
        business_date: day.date,
        version: 1,
        file_name: file_name.chars().take(200).collect(),
        sha256: hex::encode(prepared.sha256),
        lines: prepared.lines,
        amount_fen: prepared.amount_fen,
        fee_fen: prepared.fee_fen,
        taken_by: actor.who.to_string(),
        taken_name: actor.name.clone(),
        taken_at: at,
    };
    let taken = load(&mut tx, &day, file, &prepared).await?;
    let detail = json!({ "acquirer": code, "date": day.date, "source": day.source,
        "lines": taken.lines, "version": taken.version });
    audit::record(&mut tx, actor, "reconciliation.take", &taken.id.to_string(), detail, at).await?;
    let answered = answer(&mut tx, &day, taken.id, at).await?;
    tx.commit().await?;
    Ok(FileTaken { already: false, ..answered })
}

fn good(file: Option<File>, counts: Vec<StatusCount>, already: bool) -> FileTaken {
    FileTaken { file, already, counts, errors: Vec::new(), errors_total: 0 }
}

/// A file that is kept, with what its day has come to.
async fn answer(
    tx: &mut Tx,
    day: &Day,
    file: ReconFileId,
    at: DateTime<Utc>,
) -> Result<FileTaken, Error> {
    let file = store::file(tx, day.institution, file).await?.ok_or(sqlx::Error::RowNotFound)?;
    let head = store::lock_day(tx, day).await?.ok_or(sqlx::Error::RowNotFound)?;
    let counts = store::counts(tx, day.institution, head.run_id, china_date(at)).await?;
    Ok(good(Some(file), counts, true))
}

/// The date in China.
fn china_date(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(8)).date_naive()
}

/// Keeps a file with its lines, lets it count, and puts its lines together with ours.
async fn load(tx: &mut Tx, day: &Day, mut file: File, prepared: &Prepared) -> Result<File, Error> {
    let (run, at) = (ReconRunId::new(), file.taken_at);
    if !store::open_day(tx, day, (file.id, run), at).await? {
        let mut head = store::lock_day(tx, day).await?.ok_or(sqlx::Error::RowNotFound)?;
        if head.state == ReconDayState::Closed {
            return Err(Error::Closed(day.date));
        }
        forget(tx, day, &head, at).await?;
        file.version = head.file_version + 1;
        (head.file_id, head.run_id, head.file_version) = (file.id, run, file.version);
        store::turn_day(tx, day, &head).await?;
    }
    store::insert_file(tx, &file, &prepared.sha256).await?;
    matching::copy_in(tx, &prepared.rows).await?;
    let policy = Policy::default();
    let run = Run { day, file: file.id, run, policy: &policy, at };
    matching::keep_lines(tx, &run).await?;
    put_together(tx, &run).await?;
    Ok(file)
}

/// Archives the results of the run that counted, unless a decision stands on one.
async fn forget(
    tx: &mut Tx,
    day: &Day,
    head: &store::Head,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let decided = store::results::decided(tx, day.institution, head.run_id).await?;
    if decided != 0 {
        return Err(Error::Decided(decided));
    }
    days::take_apart(tx, day.institution, head.run_id, at).await?;
    matching::archive(tx, day.institution, head.run_id, at).await?;
    Ok(())
}

/// Puts the session's lines together with ours, rule by rule, and writes what is left over.
async fn put_together(tx: &mut Tx, run: &Run<'_>) -> Result<(), Error> {
    let due_on = run.day.date + Days::new(u64::from(run.policy.sla_days));
    let ids = (run.file, run.run);
    store::insert_run(tx, run.day, ids, (run.policy, due_on), run.at).await?;
    matching::by_reference(tx, run).await?;
    matching::by_trace(tx, run).await?;
    matching::by_card(tx, run).await?;
    matching::results(tx, run).await?;
    days::put_together(tx, run.day, run.run, run.at).await?;
    Ok(())
}

/// Holds the file of a day against our lines as they are now: lines that were cut after the file
/// came are found by it.
pub async fn again(context: &Context, actor: &Actor, day: &Day) -> Result<Vec<StatusCount>, Error> {
    let at = context.clock.now();
    let mut tx = context.begin(actor).await?;
    let Some(mut head) = store::lock_day(&mut tx, day).await? else {
        return Err(Error::NoFile(day.date));
    };
    if head.state == ReconDayState::Closed {
        return Err(Error::Closed(day.date));
    }
    forget(&mut tx, day, &head, at).await?;
    head.run_id = ReconRunId::new();
    store::turn_day(&mut tx, day, &head).await?;
    matching::read_in(&mut tx, day.institution, head.file_id).await?;
    let policy = Policy::default();
    let run = Run { day, file: head.file_id, run: head.run_id, policy: &policy, at };
    put_together(&mut tx, &run).await?;
    let counts = store::counts(&mut tx, day.institution, head.run_id, china_date(at)).await?;
    let detail = json!({ "source": day.source, "acquirer": day.acquirer, "date": day.date });
    let target = head.file_id.to_string();
    audit::record(&mut tx, actor, "reconciliation.again", &target, detail, at).await?;
    tx.commit().await?;
    Ok(counts)
}
