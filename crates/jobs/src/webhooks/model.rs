//! Webhooks, deliveries and the plan of retries.

use super::guard;
use crate::Error;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{DeliveryId, EventId, InstitutionId, Rule, RuleWord, Ruled, WebhookId};
use serde::{Deserialize, Serialize};

/// Pauses after each failed try: 1 min; 5 min twice; 10 min five times; 1 h five times; 6 h
/// three times. With the first try that is 17 tries over 24 hours.
pub const RETRY_SECONDS: [i64; 16] =
    [60, 300, 300, 600, 600, 600, 600, 600, 3600, 3600, 3600, 3600, 3600, 21600, 21600, 21600];
/// Webhooks of one institution at most.
pub const WEBHOOKS_MAX: i64 = 50;
/// Patterns of one webhook at most.
pub const EVENTS_MAX: usize = 50;

kernel::words! {
    /// State of a webhook 回调状态.
    pub enum WebhookState {
        /// Events are sent.
        Active = "active",
        /// Events are kept and not sent.
        Paused = "paused",
        /// A delivery failed to the last; events are neither kept nor sent.
        Disabled = "disabled",
    }
}

kernel::words! {
    /// State of a delivery 投递状态.
    pub enum DeliveryState {
        /// Will be sent, or sent again.
        Pending = "pending",
        /// Taken by the partner.
        Delivered = "delivered",
        /// Failed to the last.
        Failed = "failed",
    }
}

/// When the next try is due after the `tries`-th failed at `now`; none after the last.
pub fn retry_at(tries: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let place = usize::try_from(tries).ok()?.checked_sub(1)?;
    let pause = RETRY_SECONDS.get(place)?;
    Some(now + TimeDelta::seconds(*pause))
}

/// A webhook 回调.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// Whose it is.
    pub institution_id: InstitutionId,
    /// Where events are posted.
    pub url: String,
    /// Names of events: `payment.approved`, `payment.*` or `*`.
    pub events: Vec<String>,
    /// Where it stands.
    pub state: WebhookState,
    /// `keyid` of its signatures.
    pub key_id: String,
    /// Ed25519 public key to check them with, base 64.
    pub public_key: String,
    /// Why it was disabled.
    pub disabled_why: Option<String>,
    /// When it was disabled.
    pub disabled_at: Option<DateTime<Utc>>,
    /// Counts changes.
    pub version: i32,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// A webhook to be added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewWebhook {
    /// Whose it is.
    pub institution_id: InstitutionId,
    /// Where to post: https; http only where private addresses are allowed.
    pub url: String,
    /// Names of events, 1 to 50: `payment.approved`, `payment.*` or `*`.
    pub events: Vec<String>,
}

/// What to change of a webhook; absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Another address.
    #[serde(default)]
    pub url: Option<String>,
    /// Other names of events.
    #[serde(default)]
    pub events: Option<Vec<String>>,
    /// Another state.
    #[serde(default)]
    pub state: Option<WebhookState>,
    /// The version that was read; the change is refused when there is a newer one.
    #[serde(default)]
    pub version: Option<i32>,
}

/// An event on its way to a webhook 投递.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Delivery {
    /// Its id.
    pub id: DeliveryId,
    /// Whose it is.
    pub institution_id: InstitutionId,
    /// Where it goes.
    pub webhook_id: WebhookId,
    /// What is sent; header `webhook-id`.
    pub event_id: EventId,
    /// Name of the event.
    pub event_name: String,
    /// What the event is about.
    pub aggregate: String,
    /// 0 for the first delivery of the event, then counts replays.
    pub replay: i32,
    /// Where it stands.
    pub state: DeliveryState,
    /// Tries begun so far.
    pub tries: i32,
    /// When the next try is due.
    pub due_at: DateTime<Utc>,
    /// HTTP status of the last answer.
    pub last_status: Option<i32>,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it came to an end.
    pub finished_at: Option<DateTime<Utc>>,
}

/// One try of a delivery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct DeliveryTry {
    /// 1 is the first.
    pub number: i32,
    /// When.
    pub at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub duration_ms: i32,
    /// HTTP status, when there was an answer.
    pub status: Option<i32>,
    /// Why it failed.
    pub error: Option<String>,
    /// Beginning of the answer's body, at most 1,000 characters.
    pub response: Option<String>,
}

/// A delivery with everything that is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DeliveryDetail {
    /// The delivery.
    #[serde(flatten)]
    pub delivery: Delivery,
    /// The body as it is sent: the event as JSON.
    pub body: String,
    /// Its tries, oldest first.
    pub tries: Vec<DeliveryTry>,
}

/// How webhooks are sent.
#[derive(Clone, Debug)]
pub struct WebhookConfig {
    /// Allow http, and addresses on this machine and in private networks: tests, the demo,
    /// partners inside the network's own premises.
    pub allow_private: bool,
    /// How long one try may take in all, in seconds.
    pub timeout_s: u64,
    /// Deliveries on their way at once on this node.
    pub concurrency: usize,
    /// Certificates to trust beside the system's, in PEM.
    pub extra_roots_pem: Vec<String>,
}

impl Default for WebhookConfig {
    fn default() -> WebhookConfig {
        WebhookConfig {
            allow_private: false,
            timeout_s: 15,
            concurrency: 16,
            extra_roots_pem: Vec::new(),
        }
    }
}

pub(super) fn checked_url(url: &str, config: &WebhookConfig) -> Result<String, Error> {
    let url = guard::check_url(url, config.allow_private);
    let url = url.map_err(|bad| Error::Invalid { field: "url", rule: bad.rule() })?;
    Ok(url.to_string())
}

pub(super) fn checked_events(events: &[String]) -> Result<Vec<String>, Error> {
    let good = |pattern: &String| {
        let name = pattern.strip_suffix(".*").unwrap_or(pattern);
        let word = |word: &str| {
            !word.is_empty()
                && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        pattern == "*" || (pattern.len() <= 64 && name.split('.').all(word))
    };
    if events.is_empty() || events.len() > EVENTS_MAX || !events.iter().all(good) {
        let text =
            format!("1 to {EVENTS_MAX} names such as `payment.approved`, `payment.*` or `*`");
        let rule = Rule::new(RuleWord::EventNames, text).with("max", EVENTS_MAX);
        return Err(Error::Invalid { field: "events", rule });
    }
    let mut events = events.to_vec();
    events.sort_unstable();
    events.dedup();
    Ok(events)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_retries_take_a_day() {
        let start = DateTime::UNIX_EPOCH;
        let mut now = start;
        let mut tries = 1;
        while let Some(next) = retry_at(tries, now) {
            now = next;
            tries += 1;
        }
        assert_eq!(tries, 17);
        assert_eq!((now - start).num_minutes(), 1441);
        assert_eq!(retry_at(0, start), None);
        assert_eq!(retry_at(-1, start), None);
    }

    #[test]
    fn patterns_are_checked() {
        let good = |patterns: &[&str]| {
            let owned: Vec<String> = patterns.iter().map(|text| (*text).to_owned()).collect();
            checked_events(&owned).is_ok()
        };
        assert!(good(&["payment.approved", "terminal.*", "*"]));
        for bad in ["", ".*", "payment*", "Payment.approved", "a..b", "a.*.b", "a b"] {
            assert!(!good(&[bad]), "{bad}");
        }
        assert!(!good(&[]));
        assert!(!good(&["*"; 51]));
    }
}
