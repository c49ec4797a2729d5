//! Lines that come on another day 日切差: a payment near the cut-off is on one business day with us
//! and on the next with them, or the other way round. Whatever stands alone on an earlier day is
//! held against what stands alone in a later day's file, and pairs settle each other.

use super::model::{Day, Entry, Error, ReconDayState};
use super::settle::{latest_taken, write};
use super::store::{self, days, results};
use super::{Policy, ReconWay};
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, ReconResultId, ReconRunId};
use storage::Tx;

/// Who puts lines of two days together.
fn itself() -> (String, String) {
    ("system:reconciliation".to_owned(), "reconciliation".to_owned())
}

/// Puts what stands alone in a run together with what waits from earlier days; how many pairs.
pub async fn put_together(
    tx: &mut Tx,
    day: &Day,
    run: ReconRunId,
    at: DateTime<Utc>,
) -> Result<usize, Error> {
    let pairs = days::pairs(tx, day, run, i32::from(Policy::OTHER_DAYS_MAX)).await?;
    for (earlier, later) in &pairs {
        let waits = newest(tx, *earlier).await?;
        // Later days are held before earlier ones, always, so that nobody waits in a circle.
        store::lock_day(tx, &of(&waits)).await?.ok_or(Error::Missing(*earlier))?;
        let (waits, comes) = (newest(tx, *earlier).await?, newest(tx, *later).await?);
        let (first, second) = match waits.item_id.is_some() {
            true => waits.of_other_day(&comes)?,
            false => {
                let (comes, waits) = comes.of_other_day(&waits)?;
                (waits, comes)
            }
        };
        write(tx, vec![first, second], (&itself(), ""), at).await?;
    }
    Ok(pairs.len())
}

/// Takes pairs of a run that no longer counts apart: what waited on the other day waits again.
/// What waited on a day that is closed stays explained, and then the run stays too.
pub async fn take_apart(
    tx: &mut Tx,
    institution: InstitutionId,
    run: ReconRunId,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    for entry in days::paired(tx, institution, run).await? {
        let Some(other) = entry.other_id else { continue };
        let waits = newest(tx, other).await?;
        let head = store::lock_day(tx, &of(&waits)).await?.ok_or(Error::Missing(other))?;
        let versions = results::versions(tx, other).await?;
        let current = versions.first().ok_or(Error::Missing(other))?;
        if current.way != Some(ReconWay::OtherDay) || current.other_id != Some(entry.id) {
            continue;
        }
        if head.state == ReconDayState::Closed {
            return Err(Error::Decided(1));
        }
        let (taken, before) = latest_taken(&versions).ok_or(Error::NothingTaken(other))?;
        let again = current.undo(taken, before);
        write(tx, vec![again], (&itself(), ""), at).await?;
    }
    Ok(())
}

async fn newest(tx: &mut Tx, id: ReconResultId) -> Result<Entry, Error> {
    results::versions(tx, id).await?.into_iter().next().ok_or(Error::Missing(id))
}

fn of(entry: &Entry) -> Day {
    Day {
        institution: entry.institution_id,
        source: entry.source,
        acquirer: entry.acquirer_id,
        date: entry.business_date,
    }
}
