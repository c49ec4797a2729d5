//! The worker: claims due jobs and runs their handlers.

use super::attempt::Work;
use super::context::{Context, Crash, Failure};
use super::model::KindConfig;
use super::schedule::{self, Schedule};
use super::store::{self, Claim};
use chrono::TimeDelta;
use futures::future::BoxFuture;
use kernel::{Clock, InstitutionId};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use storage::Db;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub(super) type Handler =
    Arc<dyn Fn(Context) -> BoxFuture<'static, Result<Value, Failure>> + Send + Sync>;

struct Entry {
    config: KindConfig,
    handler: Handler,
    slots: Arc<Semaphore>,
}

/// How a worker polls and stops.
#[derive(Clone, Copy, Debug)]
pub struct WorkerConfig {
    /// Shortest pause between two looks that found nothing.
    pub poll_min: Duration,
    /// Longest pause.
    pub poll_max: Duration,
    /// How long running jobs may take to end when the worker is told to stop; then they are
    /// given back.
    pub grace: Duration,
}

impl Default for WorkerConfig {
    fn default() -> WorkerConfig {
        WorkerConfig {
            poll_min: Duration::from_millis(50),
            poll_max: Duration::from_millis(200),
            grace: Duration::from_secs(20),
        }
    }
}

/// Runs jobs of the kinds it knows. Several workers, on several nodes, share the work.
pub struct Worker {
    db: Db,
    clock: Clock,
    config: WorkerConfig,
    kinds: HashMap<String, Entry>,
    schedules: Vec<Schedule>,
    crash: Option<Arc<Crash>>,
}

impl Worker {
    /// A worker that knows no kind yet.
    pub fn new(db: Db, clock: Clock) -> Worker {
        Worker {
            db: db.network(),
            clock,
            config: WorkerConfig::default(),
            kinds: HashMap::new(),
            schedules: Vec::new(),
            crash: None,
        }
    }

    /// Dies at a step of its jobs.
    pub(crate) fn crash(mut self, crash: Arc<Crash>) -> Worker {
        self.crash = Some(crash);
        self
    }

    /// Another way of polling and stopping.
    pub fn config(mut self, config: WorkerConfig) -> Worker {
        self.config = config;
        self
    }

    /// Runs jobs of a kind with this handler. The handler must be idempotent by `Context::id`:
    /// a try whose node dies is tried again.
    pub fn on<F, Fut>(self, kind: &str, handler: F) -> Worker
    where
        F: Fn(Context) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Value, Failure>> + Send + 'static,
    {
        self.on_with(kind, KindConfig::default(), handler)
    }

    /// The same with other limits.
    pub fn on_with<F, Fut>(mut self, kind: &str, config: KindConfig, handler: F) -> Worker
    where
        F: Fn(Context) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Value, Failure>> + Send + 'static,
    {
        let entry = Entry {
            config,
            handler: Arc::new(move |context| Box::pin(handler(context))),
            slots: Arc::new(Semaphore::new(config.concurrency.max(1))),
        };
        self.kinds.insert(kind.to_owned(), entry);
        self
    }

    /// Queues a job by the clock.
    pub fn schedule(mut self, schedule: Schedule) -> Worker {
        self.schedules.push(schedule);
        self
    }

    /// Works until told to stop; then lets running jobs end within the grace and gives back
    /// the rest.
    pub async fn run(self, shutdown: CancellationToken) {
        let mut tasks = JoinSet::new();
        let hard = CancellationToken::new();
        let mut pause = self.config.poll_min;
        let mut ticked_at = None;
        while !shutdown.is_cancelled() {
            let now = self.clock.now();
            if ticked_at.is_none_or(|last| now - last >= TimeDelta::seconds(1)) {
                ticked_at = Some(now);
                if let Err(error) = schedule::tick(&self.db, &self.schedules, now).await {
                    tracing::warn!(%error, "jobs: schedules could not be looked at");
                }
            }
            pause = match self.claim(&mut tasks, &hard).await {
                Ok(0) => (pause * 2).min(self.config.poll_max),
                Ok(_) => self.config.poll_min,
                Err(error) => {
                    tracing::warn!(%error, "jobs: due jobs could not be claimed");
                    self.config.poll_max * 5
                }
            };
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = tokio::time::sleep(pause) => (),
                Some(_) = tasks.join_next() => pause = self.config.poll_min,
            }
        }
        let ended = async { while tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(self.config.grace, ended).await.is_err() {
            hard.cancel();
            while tasks.join_next().await.is_some() {}
        }
    }

    /// Queues what the clock asks for and runs everything that is due by now, until nothing is;
    /// gives how many tries were made. For tests and tools: it does not wait for what is due
    /// later.
    pub async fn run_due(&self) -> sqlx::Result<usize> {
        schedule::tick(&self.db, &self.schedules, self.clock.now()).await?;
        let mut tasks = JoinSet::new();
        let mut tries = 0;
        loop {
            let claimed = self.claim(&mut tasks, &CancellationToken::new()).await?;
            tries += claimed;
            while tasks.join_next().await.is_some() {}
            if claimed == 0 {
                return Ok(tries);
            }
        }
    }

    async fn claim(
        &self,
        tasks: &mut JoinSet<()>,
        hard: &CancellationToken,
    ) -> sqlx::Result<usize> {
        let free = |entry: &Entry| entry.slots.available_permits() > 0;
        let kinds: Vec<String> = self
            .kinds
            .iter()
            .filter(|(_, entry)| free(entry))
            .map(|(kind, _)| kind.clone())
            .collect();
        if kinds.is_empty() {
            return Ok(0);
        }
        let mut tx = self.db.read().await?;
        let mut due = store::due(&mut tx, &kinds, self.clock.now()).await?;
        drop(tx);
        // No institution is always first.
        let turn = usize::from(rand::random::<u16>()).checked_rem(due.len());
        due.rotate_left(turn.unwrap_or(0));
        let mut count = 0;
        for (institution, kind) in due {
            let Some(entry) = self.kinds.get(&kind) else {
                continue;
            };
            let mut permits = Vec::new();
            while let Ok(permit) = Arc::clone(&entry.slots).try_acquire_owned() {
                permits.push(permit);
            }
            count += self.claim_of(institution, &kind, entry, permits, (tasks, hard)).await?;
        }
        Ok(count)
    }

    async fn claim_of(
        &self,
        institution: InstitutionId,
        kind: &str,
        entry: &Entry,
        permits: Vec<OwnedSemaphorePermit>,
        (tasks, hard): (&mut JoinSet<()>, &CancellationToken),
    ) -> sqlx::Result<usize> {
        if permits.is_empty() {
            return Ok(0);
        }
        let now = self.clock.now();
        let claim = Claim {
            institution,
            kind,
            rows: i64::try_from(permits.len()).unwrap_or(1),
            lease: Uuid::new_v4(),
            now,
            until: now + TimeDelta::seconds(entry.config.lease_s),
        };
        let db = self.db.within(institution);
        let mut tx = db.begin().await?;
        let claimed = store::claim(&mut tx, &claim).await?;
        if claimed.is_empty() {
            return Ok(0);
        }
        store::begin_tries(&mut tx, institution, &claimed, now).await?;
        tx.commit().await?;
        let count = claimed.len();
        for (job, permit) in claimed.into_iter().zip(permits) {
            let context = Context {
                id: job.id,
                institution,
                payload: job.payload.clone(),
                tries: job.tries,
                db: db.clone(),
                clock: self.clock.clone(),
                lease: claim.lease,
                lease_s: entry.config.lease_s,
                crash: self.crash.clone(),
            };
            let work = Work {
                handler: Arc::clone(&entry.handler),
                config: entry.config,
                hard: hard.clone(),
                job,
                kind: kind.to_owned(),
            };
            tasks.spawn(async move {
                work.run(context).await;
                drop(permit);
            });
        }
        Ok(count)
    }
}
