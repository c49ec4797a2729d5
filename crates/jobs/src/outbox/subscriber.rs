//! A subscriber and the giving of events to it.

use super::model::{ParkedState, RelayConfig, matches};
use super::store::{self, Held, Logged, ToPark};
use crate::queue::{backoff, with_jitter};
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use kernel::event::Event;
use kernel::{Clock, InstitutionId};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use storage::Db;
use uuid::Uuid;

/// Longest error text that is kept, in characters.
const ERROR_LETTERS_MAX: usize = 2000;
/// Parked events tried in one go.
const PARKED_ROWS: i64 = 100;

/// What a handler says of an event that it cannot take.
pub type HandlerError = Box<dyn std::error::Error + Send + Sync>;
type Interest =
    Arc<dyn Fn(Db, InstitutionId) -> BoxFuture<'static, sqlx::Result<bool>> + Send + Sync>;
type Handler =
    Arc<dyn Fn(Vec<(i64, Event)>) -> BoxFuture<'static, Result<(), HandlerError>> + Send + Sync>;

/// Where a subscriber that is new begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With the oldest event that is kept.
    Kept,
    /// With the first event after its first look at an institution.
    Now,
}

/// Somebody in this process who wants to hear of events. On one node at a time per institution.
#[derive(Clone)]
pub struct Subscriber {
    pub(super) name: String,
    patterns: Vec<String>,
    start: Start,
    batch: usize,
    interest: Option<Interest>,
    handler: Handler,
}

impl Subscriber {
    /// Hears of the events whose names match one of `patterns` (`payment.approved`,
    /// `payment.*`, `*`), one at a time. `name` is the subscriber's for good: its cursors are
    /// kept under it.
    pub fn new<F, Fut>(name: &str, patterns: &[&str], handler: F) -> Subscriber
    where
        F: Fn(Event) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        Subscriber::batched(name, patterns, 1, move |events: Vec<Event>| {
            let handler = Arc::clone(&handler);
            async move {
                for event in events {
                    handler(event).await?;
                }
                Ok(())
            }
        })
    }

    /// Hears of up to `rows` events of one institution at a time. When a batch fails its events
    /// are given again one by one, so that only those that fail are parked.
    pub fn batched<F, Fut>(name: &str, patterns: &[&str], rows: usize, handler: F) -> Subscriber
    where
        F: Fn(Vec<Event>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        Subscriber::positioned(name, patterns, rows, move |events| {
            handler(events.into_iter().map(|(_, event)| event).collect())
        })
    }

    /// The same, each event with its position in its institution's log.
    pub fn positioned<F, Fut>(name: &str, patterns: &[&str], rows: usize, handler: F) -> Subscriber
    where
        F: Fn(Vec<(i64, Event)>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        Subscriber {
            name: name.to_owned(),
            patterns: patterns.iter().map(|text| (*text).to_owned()).collect(),
            start: Start::Kept,
            batch: rows.max(1),
            interest: None,
            handler: Arc::new(move |events| Box::pin(handler(events))),
        }
    }

    /// Begins there when new.
    pub fn start(mut self, start: Start) -> Subscriber {
        self.start = start;
        self
    }

    /// Asks before events are read whether this institution's matter at present; while they do
    /// not, the cursor passes them unread.
    pub fn while_interested<F, Fut>(mut self, interest: F) -> Subscriber
    where
        F: Fn(Db, InstitutionId) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = sqlx::Result<bool>> + Send + 'static,
    {
        self.interest = Some(Arc::new(move |db, of| Box::pin(interest(db, of))));
        self
    }

    fn wants(&self, name: &str) -> bool {
        self.patterns.iter().any(|pattern| matches(pattern, name))
    }

    /// Calls the handler in a task of its own: a panic or a hang fails the event only.
    async fn call(&self, events: Vec<(i64, Event)>, limit: Duration) -> Result<(), String> {
        let mut task = tokio::task::JoinSet::new();
        task.spawn((self.handler)(events));
        let text = match tokio::time::timeout(limit, task.join_next()).await {
            Err(_) => format!("the handler did not end within {} s", limit.as_secs()),
            Ok(Some(Ok(Ok(())))) => return Ok(()),
            Ok(Some(Ok(Err(error)))) => error.to_string(),
            Ok(Some(Err(error))) => error.to_string(),
            Ok(None) => "the handler did not start".to_owned(),
        };
        Err(text.chars().take(ERROR_LETTERS_MAX).collect())
    }
}

/// One giving of events of one institution to one subscriber.
pub(super) struct Giving<'a> {
    pub db: Db,
    pub clock: &'a Clock,
    pub config: &'a RelayConfig,
    pub subscriber: &'a Subscriber,
    pub institution: InstitutionId,
}

/// What one giving has to write down.
#[derive(Default)]
struct Outcome {
    taken_parked: Vec<i64>,
    failed_parked: Vec<ToPark>,
    parked: Vec<ToPark>,
    position: i64,
}

impl Giving<'_> {
    /// Gives what there is; returns how many events were taken, parked or passed over.
    pub async fn run(&self) -> sqlx::Result<usize> {
        let lease = Uuid::new_v4();
        let held = Held { institution: self.institution, subscriber: &self.subscriber.name, lease };
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let heads = store::heads(&mut tx).await?;
        let head = heads.iter().find(|(id, _)| *id == self.institution);
        let start = match self.subscriber.start {
            Start::Kept => 0,
            Start::Now => head.map_or(0, |(_, position)| *position),
        };
        let until = now + TimeDelta::seconds(self.config.lease_s);
        let Some(position) = store::take_cursor(&mut tx, held, start, now, until).await? else {
            return Ok(0);
        };
        let parked = store::due_parked(&mut tx, held, now, PARKED_ROWS).await?;
        if parked.is_empty() && self.subscriber.interest.is_some() {
            tx.commit().await?;
            // Asked after the head was read: who gets interested later misses nothing later.
            if !self.interested().await? {
                let end = head.map_or(position, |(_, end)| position.max(*end));
                self.write_down(held, &Outcome { position: end, ..Outcome::default() }).await?;
                return Ok(usize::try_from(end - position).unwrap_or(0));
            }
            tx = self.db.begin().await?;
        }
        let rows = store::read(&mut tx, self.institution, position, self.config.read_rows).await?;
        let aggregates: Vec<String> = rows.iter().map(|row| row.aggregate.clone()).collect();
        let blocked = store::blocked(&mut tx, held, &aggregates).await?;
        tx.commit().await?;

        let mut outcome = Outcome { position, ..Outcome::default() };
        let count = parked.len() + rows.len();
        let deadline = Instant::now() + self.third();
        self.give_parked(parked, deadline, &mut outcome).await;
        self.give_new(&rows, blocked.into_iter().collect(), deadline, &mut outcome).await;
        self.write_down(held, &outcome).await?;
        Ok(count)
    }

    async fn interested(&self) -> sqlx::Result<bool> {
        match &self.subscriber.interest {
            Some(interest) => interest(self.db.clone(), self.institution).await,
            None => Ok(true),
        }
    }

    fn third(&self) -> Duration {
        Duration::from_secs(u64::try_from(self.config.lease_s).unwrap_or(60).max(3) / 3)
    }

    async fn give_parked(
        &self,
        parked: Vec<(i32, Logged)>,
        deadline: Instant,
        outcome: &mut Outcome,
    ) {
        for (tries, row) in parked {
            if Instant::now() >= deadline {
                return;
            }
            let event = (row.position, row.event(self.institution));
            match self.subscriber.call(vec![event], self.third()).await {
                Ok(()) => outcome.taken_parked.push(row.position),
                Err(error) => {
                    let failed = self.failed(&row, tries + 1, error);
                    outcome.failed_parked.push(failed);
                }
            }
        }
    }

    async fn give_new(
        &self,
        rows: &[Logged],
        mut blocked: HashSet<String>,
        deadline: Instant,
        outcome: &mut Outcome,
    ) {
        let mut chunk: Vec<&Logged> = Vec::new();
        for row in rows {
            if !self.subscriber.wants(&row.name) {
                continue;
            }
            if blocked.contains(&row.aggregate) {
                outcome.parked.push(self.behind(row));
                continue;
            }
            chunk.push(row);
            if chunk.len() == self.subscriber.batch {
                self.give_chunk(&chunk, &mut blocked, deadline, outcome).await;
                chunk.clear();
                outcome.position = row.position;
                if Instant::now() >= deadline {
                    return;
                }
            }
        }
        if !chunk.is_empty() {
            self.give_chunk(&chunk, &mut blocked, deadline, outcome).await;
        }
        if let Some(last) = rows.last() {
            outcome.position = last.position;
        }
    }

    /// Gives a chunk in one call, and one by one when that fails.
    async fn give_chunk(
        &self,
        chunk: &[&Logged],
        blocked: &mut HashSet<String>,
        deadline: Instant,
        outcome: &mut Outcome,
    ) {
        let given = |row: &&Logged| (row.position, row.event(self.institution));
        let events = chunk.iter().map(given);
        let Err(error) = self.subscriber.call(events.collect(), self.third()).await else {
            return;
        };
        for row in chunk {
            if blocked.contains(&row.aggregate) || (chunk.len() > 1 && Instant::now() >= deadline) {
                blocked.insert(row.aggregate.clone());
                outcome.parked.push(self.behind(row));
                continue;
            }
            let alone = match chunk {
                [_] => Err(error.clone()),
                _ => {
                    let event = vec![given(row)];
                    self.subscriber.call(event, self.third()).await
                }
            };
            if let Err(error) = alone {
                blocked.insert(row.aggregate.clone());
                outcome.parked.push(self.failed(row, 1, error));
            }
        }
    }

    /// A failed event, to be tried again or dead.
    fn failed(&self, row: &Logged, tries: i32, error: String) -> ToPark {
        let dead = tries >= self.config.tries_max;
        let name = &self.subscriber.name;
        tracing::warn!(subscriber = name, event = %row.id, tries, dead, "outbox: {error}");
        let pause = with_jitter(backoff(tries, self.config.backoff_max_s), rand::random());
        ToPark {
            position: row.position,
            event: row.id,
            aggregate: row.aggregate.clone(),
            state: if dead { ParkedState::Dead } else { ParkedState::Waiting },
            tries,
            due_at: self.clock.now() + pause,
            error: Some(error),
        }
    }

    /// An event that waits behind a parked one of its aggregate.
    fn behind(&self, row: &Logged) -> ToPark {
        ToPark {
            position: row.position,
            event: row.id,
            aggregate: row.aggregate.clone(),
            state: ParkedState::Waiting,
            tries: 0,
            due_at: self.clock.now(),
            error: None,
        }
    }

    /// Writes the outcome in one transaction and gives the cursor back. When the lease was lost
    /// nothing is written, and whoever has it gives the same events again.
    async fn write_down(&self, held: Held<'_>, outcome: &Outcome) -> sqlx::Result<()> {
        let now: DateTime<Utc> = self.clock.now();
        let mut tx = self.db.begin().await?;
        if !store::advance(&mut tx, held, outcome.position, now).await? {
            tracing::warn!(subscriber = held.subscriber, "outbox: the cursor's lease was lost");
            return Ok(());
        }
        for position in &outcome.taken_parked {
            store::unpark(&mut tx, held, *position).await?;
        }
        for row in &outcome.failed_parked {
            store::repark(&mut tx, held, row).await?;
        }
        for row in &outcome.parked {
            store::park(&mut tx, held, row, now).await?;
        }
        tx.commit().await
    }
}
