//! The relay: moves events to the log and has them given to subscribers.

use super::HINT;
use super::model::RelayConfig;
use super::store;
use super::subscriber::{Giving, Subscriber};
use futures::StreamExt;
use kernel::{Clock, InstitutionId};
use std::sync::Arc;
use std::time::Duration;
use storage::Db;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Institutions that one subscriber is given events of at the same time.
const INSTITUTIONS_AT_ONCE: usize = 4;
/// First pause after a hint: its transaction is about to commit.
const HINT_PAUSE: Duration = Duration::from_millis(2);

/// Moves events and gives them to the subscribers of this process. Several relays, on several
/// nodes, share the work.
pub struct Relay {
    db: Db,
    clock: Clock,
    config: RelayConfig,
    subscribers: Vec<Subscriber>,
}

impl Relay {
    /// A relay that nobody listens to yet.
    pub fn new(db: Db, clock: Clock) -> Relay {
        Relay { db: db.network(), clock, config: RelayConfig::default(), subscribers: Vec::new() }
    }

    /// Another way of polling and retrying.
    pub fn config(mut self, config: RelayConfig) -> Relay {
        self.config = config;
        self
    }

    /// Adds a subscriber.
    pub fn subscribe(mut self, subscriber: Subscriber) -> Relay {
        self.subscribers.push(subscriber);
        self
    }

    /// Works until told to stop; what is being given is finished first.
    pub async fn run(self, shutdown: CancellationToken) {
        let relay = Arc::new(self);
        let moved = Arc::new(Notify::new());
        let mut tasks = JoinSet::new();
        for subscriber in relay.subscribers.clone() {
            let (relay, moved, shutdown) = (relay.clone(), moved.clone(), shutdown.clone());
            tasks.spawn(async move {
                let mut pause = Pause::new(&relay.config);
                while !shutdown.is_cancelled() {
                    let wake = moved.notified();
                    match relay.give(&subscriber).await {
                        Ok(0) => pause.wait(wake, &shutdown).await,
                        Ok(_) => pause.reset(),
                        Err(error) => {
                            let name = &subscriber.name;
                            tracing::warn!(%error, subscriber = name, "outbox: nothing given");
                            pause.long(&shutdown).await;
                        }
                    }
                }
            });
        }
        let mut pause = Pause::new(&relay.config);
        while !shutdown.is_cancelled() {
            let wake = HINT.notified();
            match relay.move_events().await {
                Ok(0) => pause.wait(wake, &shutdown).await,
                Ok(_) => {
                    moved.notify_waiters();
                    pause.reset();
                }
                Err(error) => {
                    tracing::warn!(%error, "outbox: nothing moved");
                    pause.long(&shutdown).await;
                }
            }
        }
        while tasks.join_next().await.is_some() {}
    }

    /// Moves and gives everything that is due by now; gives how many events were moved. For
    /// tests and tools.
    pub async fn run_due(&self) -> sqlx::Result<usize> {
        let mut moved = 0;
        loop {
            let count = self.move_events().await?;
            if count == 0 {
                break;
            }
            moved += count;
        }
        for subscriber in &self.subscribers {
            while self.give(subscriber).await? > 0 {}
        }
        Ok(moved)
    }

    /// Moves what is committed, an institution a transaction; gives how many events.
    pub async fn move_events(&self) -> sqlx::Result<usize> {
        let mut tx = self.db.read().await?;
        let mut institutions = store::with_events(&mut tx).await?;
        if institutions.is_empty() {
            institutions = store::with_events_unknown(&mut tx).await?;
        }
        drop(tx);
        let mut moved = 0;
        for institution in institutions {
            moved += self.move_of(institution).await?;
        }
        Ok(usize::try_from(moved).unwrap_or(0))
    }

    async fn move_of(&self, institution: InstitutionId) -> sqlx::Result<i64> {
        let mut tx = self.db.within(institution).begin().await?;
        let position = store::lock_head(&mut tx, institution).await?;
        let rows = self.config.move_rows;
        let now = self.clock.now();
        let moved = store::move_events(&mut tx, institution, position, rows, now).await?;
        tx.commit().await?;
        Ok(moved)
    }

    /// Gives a subscriber what there is for it, several institutions at a time.
    async fn give(&self, subscriber: &Subscriber) -> sqlx::Result<usize> {
        let mut tx = self.db.read().await?;
        let behind = store::behind(&mut tx, &subscriber.name, self.clock.now()).await?;
        drop(tx);
        let given: Vec<sqlx::Result<usize>> = futures::stream::iter(behind)
            .map(|institution| async move {
                let giving = Giving {
                    db: self.db.within(institution),
                    clock: &self.clock,
                    config: &self.config,
                    subscriber,
                    institution,
                };
                giving.run().await
            })
            .buffer_unordered(INSTITUTIONS_AT_ONCE)
            .collect()
            .await;
        let mut count = 0;
        for one in given {
            count += one?;
        }
        Ok(count)
    }
}

/// The pause between two looks: grows while there is nothing, shrinks on a hint.
struct Pause {
    now: Duration,
    min: Duration,
    max: Duration,
}

impl Pause {
    fn new(config: &RelayConfig) -> Pause {
        Pause { now: config.poll_min, min: config.poll_min, max: config.poll_max }
    }

    fn reset(&mut self) {
        self.now = self.min;
    }

    async fn wait(&mut self, wake: impl Future<Output = ()>, shutdown: &CancellationToken) {
        tokio::select! {
            () = shutdown.cancelled() => (),
            () = wake => {
                self.now = HINT_PAUSE;
                tokio::time::sleep(HINT_PAUSE).await;
            }
            () = tokio::time::sleep(self.now) => self.now = (self.now * 2).min(self.max),
        }
    }

    async fn long(&mut self, shutdown: &CancellationToken) {
        tokio::select! {
            () = shutdown.cancelled() => (),
            () = tokio::time::sleep(self.max * 5) => (),
        }
    }
}
