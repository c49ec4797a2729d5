//! Jobs, their states and the rule of the back-off.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{InstitutionId, JobId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

kernel::words! {
    /// State of a job 作业状态.
    pub enum JobState {
        /// Waits for its time.
        Queued = "queued",
        /// A node works on it, or died doing so.
        Running = "running",
        /// Finished.
        Done = "done",
        /// Failed as often as it may; waits for staff.
        Dead = "dead",
        /// Failed while a job with the same key was queued anew, which does its work.
        Superseded = "superseded",
    }
}

kernel::words! {
    /// How one try ended.
    pub enum TryOutcome {
        /// Not yet.
        Running = "running",
        /// Well.
        Done = "done",
        /// With an error.
        Failed = "failed",
        /// The node died, or lost its lease.
        Lost = "lost",
    }
}

/// A job to be queued.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    /// Whose work it is.
    pub institution: InstitutionId,
    /// Which handler runs it: dotted words, e.g. `merchants.import`; at most 64 characters.
    pub kind: String,
    /// Unique among the queued jobs of that institution and kind, where given.
    pub key: Option<String>,
    /// What the handler needs to know; ids rather than copies, never a secret.
    pub payload: Value,
    /// Not before this time.
    pub run_at: DateTime<Utc>,
    /// The clock queues it, by a [`super::Schedule`].
    pub scheduled: bool,
}

impl NewJob {
    /// A job without a key.
    pub fn new(
        institution: InstitutionId,
        kind: impl Into<String>,
        payload: Value,
        run_at: DateTime<Utc>,
    ) -> NewJob {
        let kind = kind.into();
        NewJob { institution, kind, key: None, payload, run_at, scheduled: false }
    }

    /// The same job, queued at most once under this key.
    pub fn once(mut self, key: impl Into<String>) -> NewJob {
        self.key = Some(key.into());
        self
    }
}

/// A job as lists show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// Whose work it is.
    pub institution_id: InstitutionId,
    /// Which handler runs it.
    pub kind: String,
    /// Its key, where it has one.
    pub key: Option<String>,
    /// The clock queued it. A run that found nothing to do leaves no job behind.
    pub scheduled: bool,
    /// Where it stands.
    pub state: JobState,
    /// Tries begun so far.
    pub tries: i32,
    /// When it is due; while it runs, when its lease ends.
    pub due_at: DateTime<Utc>,
    /// Steps done, as its handler tells.
    pub steps_done: i64,
    /// Steps in all, as its handler tells.
    pub steps_total: Option<i64>,
    /// What the last failed try said.
    pub error: Option<String>,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
    /// When the last try began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it came to an end.
    pub finished_at: Option<DateTime<Utc>>,
}

/// One try of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Try {
    /// 1 is the first.
    pub number: i32,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// How.
    pub outcome: TryOutcome,
    /// What it said.
    pub error: Option<String>,
}

/// A job with everything that is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct JobDetail {
    /// The job.
    #[serde(flatten)]
    pub job: Job,
    /// What the handler was given.
    #[schema(value_type = Object)]
    pub payload: Value,
    /// What the handler gave back.
    #[schema(value_type = Object)]
    pub result: Option<Value>,
    /// Its tries, oldest first, at most the last 100.
    pub tries_log: Vec<Try>,
}

/// What a list of jobs is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// Only this state.
    pub state: Option<JobState>,
    /// Only this kind.
    pub kind: Option<String>,
    /// Not what the clock queued, unless something went wrong with it.
    pub no_routine: bool,
}

/// How jobs of one kind are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindConfig {
    /// At most so many at once on this node.
    pub concurrency: usize,
    /// Dead after so many tries.
    pub tries_max: i32,
    /// How long a node that says nothing keeps a job, in seconds. It is renewed at a third.
    pub lease_s: i64,
    /// Longest pause between two tries, in seconds.
    pub backoff_max_s: i64,
}

impl Default for KindConfig {
    fn default() -> KindConfig {
        KindConfig { concurrency: 4, tries_max: 8, lease_s: 60, backoff_max_s: 3600 }
    }
}

/// Pause after the `tries`-th failed try: 2^tries seconds, at most `max_s`.
pub fn backoff(tries: i32, max_s: i64) -> TimeDelta {
    let exponent = u32::try_from(tries.clamp(0, 40)).unwrap_or(0);
    TimeDelta::seconds((1_i64 << exponent).min(max_s.max(1)))
}

/// The pause made up to a fifth longer or shorter, so that what failed together does not come
/// back together. `dice` is evenly spread over all 16-bit numbers.
pub fn with_jitter(pause: TimeDelta, dice: u16) -> TimeDelta {
    let per_mille = 800 + i64::from(dice) * 401 / 65_536;
    TimeDelta::milliseconds(pause.num_milliseconds() * per_mille / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_up_to_its_cap() {
        let pauses: Vec<i64> = (1..=8).map(|n| backoff(n, 100).num_seconds()).collect();
        assert_eq!(pauses, [2, 4, 8, 16, 32, 64, 100, 100]);
        assert_eq!(backoff(i32::MAX, 3600).num_seconds(), 3600);
        assert_eq!(backoff(-1, 3600).num_seconds(), 1);
    }

    #[test]
    fn jitter_stays_within_a_fifth() {
        let pause = TimeDelta::seconds(100);
        assert_eq!(with_jitter(pause, 0).num_milliseconds(), 80_000);
        assert_eq!(with_jitter(pause, u16::MAX).num_milliseconds(), 120_000);
    }
}
