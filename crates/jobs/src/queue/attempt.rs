//! One try of a job.

use super::context::{Context, Failure};
use super::model::{JobState, KindConfig, TryOutcome, backoff, with_jitter};
use super::store::{self, Claimed, Failed};
use super::worker::Handler;
use serde_json::Value;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Most times that writing an outcome is tried; after that the lease runs out.
const OUTCOME_ROUNDS_MAX: u32 = 5;

/// One try under way.
pub(super) struct Work {
    pub handler: Handler,
    pub config: KindConfig,
    pub hard: CancellationToken,
    pub job: Claimed,
    pub kind: String,
}

enum Ended {
    Well(Value),
    Badly(Failure),
    LeaseLost,
    GivenBack,
    Died,
}

impl Work {
    /// Runs the handler and writes down how it ended.
    pub async fn run(self, context: Context) {
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
        let outcome = match ended {
            Ended::Well(result) => {
                let uneventful = result.is_null() && store::forget(&mut tx, held).await?;
                // False where the handler has ended the job in its own transaction.
                let _ = uneventful || store::finish(&mut tx, held, result, now).await?;
                "done"
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
                "given_back"
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
                let state = left.map(JobState::as_str);
                let (job, kind) = (context.id, &self.kind);
                tracing::warn!(%job, kind, state, "jobs: try failed: {text}");
                if left == Some(JobState::Dead) { "dead" } else { "failed" }
            }
        };
        tx.commit().await?;
        let labels = [("kind", self.kind.clone()), ("outcome", outcome.to_owned())];
        metrics::counter!("job_tries_total", &labels).increment(1);
        Ok(())
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
