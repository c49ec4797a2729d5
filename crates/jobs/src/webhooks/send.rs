//! The sender: writes deliveries as events come by, and posts them.

use super::guard::{Resolver, check_url};
use super::key_context;
use super::model::{DeliveryState, WebhookConfig, retry_at};
use super::store::{self, Ended, Outgoing};
use crate::Error;
use crate::outbox::{HandlerError, Subscriber, matches, publish};
use crate::signature::{Request, SigningKey, Stamp, content_digest, sign};
use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt;
use kernel::event::Event;
use kernel::{Clock, InstitutionId};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use storage::Db;
use storage::vault::Vault;
use tokio::task::{self, JoinSet};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Name under which the outbox keeps the cursors of webhooks.
const SUBSCRIBER: &str = "webhooks";
/// Events taken from the outbox in one go.
const BATCH_ROWS: usize = 200;
/// Characters kept of an answer.
const RESPONSE_LETTERS_MAX: usize = 1000;
/// Bytes read of an answer.
const RESPONSE_BYTES_MAX: usize = 4096;
/// Longer than a try may take, so that only a dead node loses its lease.
const LEASE_SPARE_S: i64 = 30;
/// Institutions that are sent for at the same time.
const INSTITUTIONS_AT_ONCE: usize = 16;
const POLL_MIN: Duration = Duration::from_millis(50);
const POLL_MAX: Duration = Duration::from_millis(200);
/// What a delivery's signature covers.
const COMPONENTS: [&str; 4] = ["@method", "@target-uri", "content-digest", "content-type"];

/// Sends webhooks. Several nodes share the work.
#[derive(Clone)]
pub struct Webhooks {
    db: Db,
    clock: Clock,
    vault: Vault,
    config: Arc<WebhookConfig>,
    client: reqwest::Client,
}

impl Webhooks {
    /// A sender. Fails when the system's certificates cannot be read.
    pub fn try_new(
        db: Db,
        clock: Clock,
        vault: Vault,
        config: WebhookConfig,
    ) -> Result<Webhooks, reqwest::Error> {
        // Does nothing when the process has chosen its cryptography before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let roots: Result<Vec<_>, _> = config
            .extra_roots_pem
            .iter()
            .map(|pem| reqwest::Certificate::from_pem(pem.as_bytes()))
            .collect();
        let client = reqwest::Client::builder()
            .tls_certs_merge(roots?)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(Resolver { allow_private: config.allow_private }))
            .connect_timeout(Duration::from_secs(config.timeout_s.clamp(1, 5)))
            .timeout(Duration::from_secs(config.timeout_s.max(1)))
            .pool_max_idle_per_host(4)
            .user_agent("Shancheng-Webhooks/1")
            .build()?;
        Ok(Webhooks { db: db.network(), clock, vault, config: Arc::new(config), client })
    }

    /// What the relay must be given ([`crate::outbox::Relay::subscribe`]) so that events become
    /// deliveries.
    pub fn subscriber(&self) -> Subscriber {
        let this = self.clone();
        let taking = Subscriber::positioned(SUBSCRIBER, &["*"], BATCH_ROWS, move |events| {
            let this = this.clone();
            async move { this.accept(&events).await }
        });
        taking.while_interested(|db: Db, institution| async move {
            let mut tx = db.read().await?;
            Ok(!store::listening(&mut tx, institution).await?.is_empty())
        })
    }

    /// Writes deliveries for events of one institution.
    async fn accept(&self, events: &[(i64, Event)]) -> Result<(), HandlerError> {
        let Some(institution) = events.first().map(|(_, event)| event.institution) else {
            return Ok(());
        };
        let mut tx = self.db.within(institution).begin().await?;
        let webhooks = store::listening(&mut tx, institution).await?;
        let mut pairs = Vec::new();
        for (position, event) in events {
            for (webhook, patterns) in &webhooks {
                if patterns.iter().any(|pattern| matches(pattern, &event.name)) {
                    pairs.push((*webhook, *position, event));
                }
            }
        }
        if pairs.is_empty() {
            return Ok(());
        }
        store::add_deliveries(&mut tx, institution, &pairs, self.clock.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sends what is due until told to stop; what is on its way is finished first.
    pub async fn run(&self, shutdown: CancellationToken) {
        let mut pause = POLL_MIN;
        let mut under_way = UnderWay::default();
        while !shutdown.is_cancelled() {
            pause = match self.begin_due(&mut under_way).await {
                Ok(0) => (pause * 2).min(POLL_MAX),
                Ok(_) => POLL_MIN,
                Err(error) => {
                    tracing::warn!(%error, "webhooks: nothing sent");
                    POLL_MAX * 5
                }
            };
            tokio::select! {
                () = shutdown.cancelled() => (),
                () = under_way.one_ended(), if !under_way.tasks.is_empty() => (),
                () = tokio::time::sleep(pause) => (),
            }
        }
        while !under_way.tasks.is_empty() {
            under_way.one_ended().await;
        }
    }

    /// Begins to send for each institution that has something due and is not being sent for: a
    /// receiver that keeps one waiting keeps no other. Gives how many it began.
    async fn begin_due(&self, under_way: &mut UnderWay) -> Result<usize, Error> {
        let mut tx = self.db.read().await?;
        let institutions = store::due(&mut tx, self.clock.now()).await?;
        drop(tx);
        let mut begun = 0;
        for institution in institutions {
            let full = INSTITUTIONS_AT_ONCE <= under_way.tasks.len();
            if full || under_way.of.values().any(|other| *other == institution) {
                continue;
            }
            let this = self.clone();
            let task = under_way.tasks.spawn(async move {
                if let Err(error) = this.send_due_of(institution).await {
                    tracing::warn!(%error, %institution, "webhooks: nothing sent");
                    tokio::time::sleep(POLL_MAX * 5).await;
                }
            });
            under_way.of.insert(task.id(), institution);
            begun += 1;
        }
        Ok(begun)
    }

    /// Sends everything that is due by now; gives how many tries were made. For tests and
    /// tools.
    pub async fn run_due(&self) -> Result<usize, Error> {
        let mut tries = 0;
        loop {
            let sent = self.send_round().await?;
            if sent == 0 {
                return Ok(tries);
            }
            tries += sent;
        }
    }

    async fn send_round(&self) -> Result<usize, Error> {
        let mut tx = self.db.read().await?;
        let institutions = store::due(&mut tx, self.clock.now()).await?;
        drop(tx);
        let mut sent = 0;
        for institution in institutions {
            sent += self.send_due_of(institution).await?;
        }
        Ok(sent)
    }

    /// Takes what is due of an institution, and sends it, some at once.
    async fn send_due_of(&self, institution: InstitutionId) -> Result<usize, Error> {
        let lease = Uuid::new_v4();
        let now = self.clock.now();
        let timeout_s = i64::try_from(self.config.timeout_s).unwrap_or(15);
        let until = now + TimeDelta::seconds(timeout_s + LEASE_SPARE_S);
        let rows = i64::try_from(self.config.concurrency.max(1)).unwrap_or(1);
        let mut tx = self.db.within(institution).begin().await?;
        let outgoing = store::claim(&mut tx, institution, lease, rows, now, until).await?;
        tx.commit().await?;
        let sent = outgoing.len();
        let results: Vec<Result<(), Error>> = futures::stream::iter(outgoing)
            .map(|row| self.send_one(institution, lease, row))
            .buffer_unordered(self.config.concurrency.max(1))
            .collect()
            .await;
        results.into_iter().collect::<Result<(), Error>>()?;
        Ok(sent)
    }

    async fn send_one(
        &self,
        institution: InstitutionId,
        lease: Uuid,
        row: Outgoing,
    ) -> Result<(), Error> {
        let began = Instant::now();
        let answer = self.post(&row).await;
        let duration_ms = i32::try_from(began.elapsed().as_millis()).unwrap_or(i32::MAX);
        let at = self.clock.now();
        let (status, error, response) = match answer {
            Ok((status, text)) if (200..300).contains(&status) => (Some(status), None, Some(text)),
            Ok((status, text)) => {
                let error = format!("answered {status}");
                (Some(status), Some(error), Some(text))
            }
            Err(error) => (None, Some(error), None),
        };
        let due_at = error.as_ref().and_then(|_| retry_at(row.tries, at));
        let state = match (&error, due_at) {
            (None, _) => DeliveryState::Delivered,
            (Some(_), Some(_)) => DeliveryState::Pending,
            (Some(_), None) => DeliveryState::Failed,
        };
        let ended = Ended {
            at,
            duration_ms,
            status: status.map(i32::from),
            error,
            response,
            state,
            due_at,
        };
        self.write_down(institution, lease, &row, &ended).await
    }

    /// Writes down a try; after the last one, disables the webhook and tells staff.
    async fn write_down(
        &self,
        institution: InstitutionId,
        lease: Uuid,
        row: &Outgoing,
        ended: &Ended,
    ) -> Result<(), Error> {
        let mut tx = self.db.within(institution).begin().await?;
        if !store::end_try(&mut tx, institution, (row.id, lease, row.tries), ended).await? {
            tracing::warn!(delivery = %row.id, "webhooks: the lease was lost");
            return Ok(());
        }
        if ended.state == DeliveryState::Failed {
            let why = format!(
                "delivery {} failed {} times: {}",
                row.id,
                row.tries,
                ended.error.as_deref().unwrap_or_default()
            );
            tracing::error!(webhook = %row.webhook_id, "webhooks: disabled: {why}");
            let at = ended.at;
            if store::disable(&mut tx, institution, row.webhook_id, &why, at).await? {
                let data = json!({"webhook_id": row.webhook_id, "url": row.url, "why": why});
                let event = Event::new(institution, "webhook.disabled", row.webhook_id, at, data);
                publish(&mut tx, &event).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Posts a delivery; gives the status and the beginning of the answer, or what went wrong.
    async fn post(&self, row: &Outgoing) -> Result<(u16, String), String> {
        let url = check_url(&row.url, self.config.allow_private).map_err(|bad| bad.to_string())?;
        let digest = content_digest(row.body.as_bytes());
        let signed = self.sign(row, url.as_str(), &digest, self.clock.now())?;
        let mut response = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .header("content-digest", digest)
            .header("signature-input", signed.signature_input)
            .header("signature", signed.signature)
            .header("webhook-id", row.event_id.to_string())
            .header("webhook-attempt", row.tries.to_string())
            .body(row.body.clone())
            .send()
            .await
            .map_err(|error| cause(&error))?;
        let mut body = Vec::new();
        while body.len() < RESPONSE_BYTES_MAX {
            match response.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                // The status has been said: what is lost of the text does not matter.
                Ok(None) | Err(_) => break,
            }
        }
        body.truncate(RESPONSE_BYTES_MAX);
        let text = String::from_utf8_lossy(&body).replace('\0', "");
        let text = text.chars().take(RESPONSE_LETTERS_MAX).collect();
        Ok((response.status().as_u16(), text))
    }

    fn sign(
        &self,
        row: &Outgoing,
        url: &str,
        digest: &str,
        now: DateTime<Utc>,
    ) -> Result<crate::signature::Headers, String> {
        let seed = self
            .vault
            .open(&key_context(row.webhook_id), &row.key_sealed)
            .ok()
            .and_then(|seed| <[u8; 32]>::try_from(seed.as_slice()).ok())
            .ok_or_else(|| Error::Sealed.to_string())?;
        let request = Request {
            method: "POST",
            target_uri: url,
            headers: &[("content-digest", digest), ("content-type", "application/json")],
        };
        let stamp = Stamp {
            created: Some(now),
            keyid: Some(row.key_id.clone()),
            nonce: Some(Uuid::new_v4().simple().to_string()),
            ..Stamp::default()
        };
        let key = SigningKey::ed25519(&seed);
        sign(&request, "sig1", &COMPONENTS, &stamp, &key).map_err(|error| error.to_string())
    }
}

/// Institutions that are being sent for.
#[derive(Default)]
struct UnderWay {
    tasks: JoinSet<()>,
    of: HashMap<task::Id, InstitutionId>,
}

impl UnderWay {
    async fn one_ended(&mut self) {
        let id = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(error)) => {
                tracing::error!(%error, "webhooks: sending broke off");
                error.id()
            }
            None => return,
        };
        self.of.remove(&id);
    }
}

/// The error with its causes, without the address, which may carry a secret of the partner.
fn cause(error: &reqwest::Error) -> String {
    let mut text = if error.is_timeout() {
        "no answer in time".to_owned()
    } else if error.is_connect() {
        "no connection".to_owned()
    } else {
        "no answer".to_owned()
    };
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text = format!("{text}: {inner}");
        source = inner.source();
    }
    text.chars().take(RESPONSE_LETTERS_MAX).collect()
}
