//! What a handler gets, and how it says that a try failed.

use super::store::{self, Held};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Clock, InstitutionId, JobId};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use storage::{Db, Tx};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Longest error text that is kept, in characters.
const ERROR_LETTERS_MAX: usize = 2000;

/// Why a try failed.
#[derive(Debug)]
pub enum Failure {
    /// Trying again may help.
    Retry(Box<dyn std::error::Error + Send + Sync>),
    /// Trying again cannot help: the job is dead at once.
    Final(String),
}

impl Failure {
    /// A failure that may pass, in words.
    pub fn retry(text: impl Into<String>) -> Failure {
        Failure::Retry(text.into().into())
    }

    pub(super) fn text(&self) -> String {
        let mut text = match self {
            Failure::Final(text) => text.clone(),
            Failure::Retry(error) => {
                let mut text = error.to_string();
                let mut source = error.source();
                while let Some(error) = source {
                    text = format!("{text}: {error}");
                    source = error.source();
                }
                text
            }
        };
        if let Some((cut, _)) = text.char_indices().nth(ERROR_LETTERS_MAX) {
            text.truncate(cut);
        }
        text
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure::Retry(Box::new(error))
    }
}

/// What a handler gets: the job, and the ways to tell how it goes.
#[derive(Clone, Debug)]
pub struct Context {
    /// The job.
    pub id: JobId,
    /// Whose it is.
    pub institution: InstitutionId,
    /// What it was queued with.
    pub payload: Value,
    /// Which try this is; 1 is the first.
    pub tries: i32,
    /// The database in the scope of the job's institution.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    pub(super) lease: Uuid,
    pub(super) lease_s: i64,
    pub(super) crash: Option<Arc<Crash>>,
}

/// Where a test lets the node die: see [`crate::testing::crash_at_each_step`].
#[derive(Debug, Default)]
pub(crate) struct Crash {
    /// Dies at this step; 0 is never.
    pub at: usize,
    /// Steps so far.
    pub steps: AtomicUsize,
    /// Set when it has died.
    pub died: CancellationToken,
}

impl Crash {
    /// Counts a step; at the one where the node dies, never returns.
    async fn step(&self) {
        if self.steps.fetch_add(1, Ordering::SeqCst) + 1 == self.at {
            self.died.cancel();
            std::future::pending::<()>().await;
        }
    }
}

impl Context {
    /// Reads the payload; one that does not fit makes the job dead.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        T::deserialize(&self.payload).map_err(|bad| Failure::Final(format!("payload: {bad}")))
    }

    /// Tells how far the work is, and renews the lease. An error means that the lease is lost
    /// and another node may be at work: stop.
    pub async fn progress(&self, done: i64, total: Option<i64>) -> Result<(), Failure> {
        let mut tx = self.db.begin().await?;
        if !store::renew(&mut tx, self.held(), Some((done, total)), self.until()).await? {
            return Err(Failure::retry("the lease was lost"));
        }
        tx.commit().await?;
        if let Some(crash) = &self.crash {
            crash.step().await;
        }
        Ok(())
    }

    /// Ends the job in the caller's transaction, so that its effect and its end are one. After
    /// the commit the handler returns `Ok` with anything.
    pub async fn finish(&self, tx: &mut Tx, result: &Value) -> Result<(), Failure> {
        if !store::finish(tx, self.held(), result, self.clock.now()).await? {
            return Err(Failure::retry("the lease was lost"));
        }
        Ok(())
    }

    pub(super) fn held(&self) -> Held {
        Held { institution: self.institution, id: self.id, lease: self.lease }
    }

    pub(super) fn until(&self) -> DateTime<Utc> {
        self.clock.now() + TimeDelta::seconds(self.lease_s)
    }
}
