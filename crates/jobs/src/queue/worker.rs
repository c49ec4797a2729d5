//! The worker: claims due jobs and runs their handlers.

use super::model::{KindConfig, TryOutcome, backoff, with_jitter};
use super::schedule::{self, Schedule};
use super::store::{self, Claim, Claimed, Failed, Held};
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use kernel::{Clock, InstitutionId, JobId};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use storage::{Db, Tx};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Longest error text that is kept, in characters.
const ERROR_LETTERS_MAX: usize = 2000;
/// Most times that writing an outcome is tried; after that the lease runs out.
const OUTCOME_ROUNDS_MAX: u32 = 5;

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

    fn text(&self) -> String {
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
    lease: Uuid,
    lease_s: i64,
    crash: Option<Arc<Crash>>,
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

    fn held(&self) -> Held {
        Held {
            institution: self.institution,
            id: self.id,
            lease: self.lease,
        }
    }

    fn until(&self) -> DateTime<Utc> {
        self.clock.now() + TimeDelta::seconds(self.lease_s)
    }
}

type Handler = Arc<dyn Fn(Context) -> BoxFuture<'static, Result<Value, Failure>> + Send + Sync>;

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
        if tokio::time::timeout(self.config.grace, ended)
            .await
            .is_err()
        {
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
            count += self
                .claim_of(institution, &kind, entry, permits, (tasks, hard))
                .await?;
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

/// One try under way.
struct Work {
    handler: Handler,
    config: KindConfig,
    hard: CancellationToken,
    job: Claimed,
    kind: String,
}

enum Ended {
    Well(Value),
    Badly(Failure),
    LeaseLost,
    GivenBack,
    Died,
}

impl Work {
    async fn run(self, context: Context) {
        let ended = if self.job.tries > self.config.tries_max {
            Ended::Badly(Failure::Final(format!(
                "its node died or lost its lease in each of {} tries",
                self.config.tries_max
            )))
        } else {
            self.attempt(context.clone()).await
        };
        for round in 1..=OUTCOME_ROUNDS_MAX {
            match self.record(&context, &ended).await {
                Ok(()) => return,
                Err(error) => {
                    tracing::warn!(%error, job = %context.id, round, "jobs: outcome not written");
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            }
        }
    }

    async fn attempt(&self, context: Context) -> Ended {
        let heart = context.clone();
        // A task of its own, so that a panic ends the try and not the worker.
        let mut task = JoinSet::new();
        task.spawn((self.handler)(context));
        tokio::select! {
            biased;
            () = died(&heart) => Ended::Died,
            done = task.join_next() => match done {
                Some(Ok(Ok(result))) => Ended::Well(result),
                Some(Ok(Err(failure))) => Ended::Badly(failure),
                Some(Err(error)) => Ended::Badly(Failure::retry(format!("the handler: {error}"))),
                None => Ended::Badly(Failure::retry("the handler did not start")),
            },
            () = keep_lease(&heart) => Ended::LeaseLost,
            () = self.hard.cancelled() => Ended::GivenBack,
        }
    }

    async fn record(&self, context: &Context, ended: &Ended) -> sqlx::Result<()> {
        let now = context.clock.now();
        let held = context.held();
        let mut tx = context.db.begin().await?;
        match ended {
            // False where the handler has ended the job in its own transaction.
            Ended::Well(result) => {
                store::finish(&mut tx, held, result, now).await?;
            }
            Ended::Died => return Ok(()),
            Ended::LeaseLost => {
                tracing::warn!(job = %context.id, kind = self.kind, "jobs: lease lost");
                return Ok(());
            }
            Ended::GivenBack => {
                let failed = Failed {
                    outcome: TryOutcome::Lost,
                    error: None,
                    again_at: Some(now),
                    uncounted: true,
                };
                store::fail(&mut tx, held, &failed, now).await?;
            }
            Ended::Badly(failure) => {
                let text = failure.text();
                let over = self.job.tries >= self.config.tries_max;
                let dead = over || matches!(failure, Failure::Final(_));
                let pause = backoff(self.job.tries, self.config.backoff_max_s);
                let failed = Failed {
                    outcome: TryOutcome::Failed,
                    error: Some(&text),
                    again_at: (!dead).then(|| now + with_jitter(pause, rand::random())),
                    uncounted: false,
                };
                let left = store::fail(&mut tx, held, &failed, now).await?;
                let state = left.map(super::JobState::as_str);
                tracing::warn!(job = %context.id, kind = self.kind, state, "jobs: try failed: {text}");
            }
        }
        tx.commit().await
    }
}

/// Returns when a test lets the node die.
async fn died(context: &Context) {
    match &context.crash {
        Some(crash) => crash.died.cancelled().await,
        None => std::future::pending().await,
    }
}

/// Renews the lease while the handler runs; returns when it is lost.
async fn keep_lease(context: &Context) {
    let third = Duration::from_secs(u64::try_from(context.lease_s).unwrap_or(60).max(3) / 3);
    loop {
        tokio::time::sleep(third).await;
        let renewed = async {
            let mut tx = context.db.begin().await?;
            let kept = store::renew(&mut tx, context.held(), None, context.until()).await?;
            tx.commit().await?;
            Ok::<bool, sqlx::Error>(kept)
        };
        match renewed.await {
            Ok(true) => (),
            Ok(false) => return,
            Err(error) => tracing::warn!(%error, job = %context.id, "jobs: lease not renewed"),
        }
    }
}
