//! Webhooks 回调: events carried to partners over HTTP, signed.
//!
//! A webhook belongs to an institution and gets that institution's events whose names match its
//! patterns. The [`Webhooks`] subscriber writes a delivery for each; the sender posts the event
//! as JSON, signed by RFC 9421 under the webhook's own Ed25519 key, with `webhook-id` the
//! event's id. Any answer of 200 to 299 is taken; anything else is tried again by
//! [`RETRY_SECONDS`], about a day. A webhook whose delivery fails to the last is disabled and
//! staff are told by the event `webhook.disabled`; set active again it goes on where it was.
//!
//! States: active (sent), paused (kept, not sent), disabled (not even kept).
//!
//! Order: of one aggregate the next event waits until the one before is delivered or has failed
//! for good. Replays wait for nobody and hold nobody up.
//!
//! Addresses inside private networks are refused, by name resolution and literally
//! (`guard.rs`), unless the configuration allows them.

mod guard;
mod model;
mod send;
mod store;
#[cfg(test)]
mod tests;

pub use guard::{BadUrl, check_url, is_allowed};
pub use model::{
    Change, Delivery, DeliveryDetail, DeliveryState, DeliveryTry, EVENTS_MAX, NewWebhook,
    RETRY_SECONDS, WEBHOOKS_MAX, Webhook, WebhookConfig, WebhookState, retry_at,
};
pub use send::Webhooks;

use crate::Error;
use crate::signature::SigningKey;
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use kernel::{
    Cursor, DeliveryId, InstitutionId, KeyId, Page, Rule, RuleWord, Ruled, WebhookId, page,
};
use storage::vault::Vault;
use storage::{Db, Tx};

/// What a webhook's key is sealed for.
fn key_context(id: WebhookId) -> String {
    format!("webhook:{id}")
}

/// A new Ed25519 key: its id, its public half in base 64, its seed sealed.
fn new_key(vault: &Vault, id: WebhookId) -> (String, String, Vec<u8>) {
    let seed: [u8; 32] = rand::random();
    let SigningKey::Ed25519(key) = SigningKey::ed25519(&seed) else {
        unreachable!("an Ed25519 key is made from an Ed25519 seed");
    };
    let public = STANDARD.encode(key.verifying_key().to_bytes());
    let sealed = vault.seal(&key_context(id), &seed);
    (KeyId::new().to_string(), public, sealed)
}

/// Adds a webhook with a key of its own; the answer carries the public half.
pub async fn create(
    tx: &mut Tx,
    vault: &Vault,
    config: &WebhookConfig,
    new: &NewWebhook,
    now: DateTime<Utc>,
) -> Result<Webhook, Error> {
    let url = model::checked_url(&new.url, config)?;
    let events = model::checked_events(&new.events)?;
    if store::count(tx, new.institution_id).await? >= WEBHOOKS_MAX {
        let text = format!("an institution has at most {WEBHOOKS_MAX} webhooks");
        let rule = Rule::new(RuleWord::AtMost, text).with("max", WEBHOOKS_MAX);
        return Err(Error::Invalid { field: "url", rule });
    }
    let id = WebhookId::new();
    let (key_id, public_key, sealed) = new_key(vault, id);
    let webhook = Webhook {
        id,
        institution_id: new.institution_id,
        url,
        events,
        state: WebhookState::Active,
        key_id,
        public_key,
        disabled_why: None,
        disabled_at: None,
        version: 1,
        created_at: now,
    };
    store::insert(tx, &webhook, &sealed).await?;
    Ok(webhook)
}

/// Changes address, patterns or state. Setting a disabled one active lets it go on.
pub async fn update(
    tx: &mut Tx,
    config: &WebhookConfig,
    id: WebhookId,
    change: &Change,
) -> Result<Webhook, Error> {
    let known = get_in(tx, id).await?;
    let mut webhook = known.clone();
    if let Some(url) = &change.url {
        webhook.url = model::checked_url(url, config)?;
    }
    if let Some(events) = &change.events {
        webhook.events = model::checked_events(events)?;
    }
    if let Some(state) = change.state {
        webhook.state = state;
        if state == WebhookState::Active {
            webhook.disabled_why = None;
            webhook.disabled_at = None;
        }
    }
    if change.version.is_some_and(|version| version != known.version)
        || !store::update(tx, &webhook).await?
    {
        return Err(Error::Changed { what: "webhook", id: id.to_string() });
    }
    get_in(tx, id).await
}

/// Gives a webhook a new key; from now on deliveries are signed under it.
pub async fn rotate_key(tx: &mut Tx, vault: &Vault, id: WebhookId) -> Result<Webhook, Error> {
    let known = get_in(tx, id).await?;
    let (key_id, public_key, sealed) = new_key(vault, id);
    store::set_key(tx, &known, &key_id, &public_key, &sealed).await?;
    get_in(tx, id).await
}

/// Lists webhooks, newest first, as far as the scope of `db` sees them.
pub async fn list(
    db: &Db,
    cursor: Option<&Cursor>,
    limit: Option<i64>,
) -> Result<Page<Webhook>, Error> {
    let before = parsed(cursor)?;
    let limit = page::limit_rows(limit);
    let mut tx = db.read().await?;
    let rows = store::list(&mut tx, before, limit + 1).await?;
    Ok(Page::cut(rows, limit, |webhook| webhook.id.to_string()))
}

/// One webhook.
pub async fn get(db: &Db, id: WebhookId) -> Result<Webhook, Error> {
    let mut tx = db.read().await?;
    get_in(&mut tx, id).await
}

async fn get_in(tx: &mut Tx, id: WebhookId) -> Result<Webhook, Error> {
    let found = store::find(tx, id).await?;
    found.ok_or_else(|| Error::Missing { what: "webhook", id: id.to_string() })
}

/// Lists deliveries of a webhook, newest first.
pub async fn deliveries(
    db: &Db,
    webhook: WebhookId,
    state: Option<DeliveryState>,
    cursor: Option<&Cursor>,
    limit: Option<i64>,
) -> Result<Page<Delivery>, Error> {
    let before = parsed(cursor)?;
    let limit = page::limit_rows(limit);
    let mut tx = db.read().await?;
    let webhook = get_in(&mut tx, webhook).await?;
    let rows = store::deliveries(&mut tx, &webhook, state, before, limit + 1).await?;
    Ok(Page::cut(rows, limit, |delivery| delivery.id.to_string()))
}

/// One delivery with its body and tries.
pub async fn delivery(db: &Db, id: DeliveryId) -> Result<DeliveryDetail, Error> {
    let mut tx = db.read().await?;
    let (delivery, body) =
        store::delivery(&mut tx, id).await?.ok_or_else(|| missing_delivery(id))?;
    let tries = store::delivery_tries(&mut tx, delivery.institution_id, id).await?;
    Ok(DeliveryDetail { delivery, body, tries })
}

/// Sends the event of a delivery once more, as a delivery of its own with the same event id.
pub async fn replay(tx: &mut Tx, id: DeliveryId, now: DateTime<Utc>) -> Result<Delivery, Error> {
    let (known, _) = store::delivery(tx, id).await?.ok_or_else(|| missing_delivery(id))?;
    let again = DeliveryId::new();
    store::replay(tx, known.institution_id, id, again, now).await?;
    let found = store::delivery(tx, again).await?;
    let (delivery, _) = found.ok_or_else(|| missing_delivery(again))?;
    Ok(delivery)
}

/// Deletes up to `limit` deliveries that ended before `before`.
pub(crate) async fn delete_ended(
    tx: &mut Tx,
    institution: InstitutionId,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    store::delete_ended(tx, institution, before, limit).await
}

fn missing_delivery(id: DeliveryId) -> Error {
    Error::Missing { what: "delivery", id: id.to_string() }
}

fn parsed<T: std::str::FromStr<Err = kernel::id::BadId>>(
    cursor: Option<&Cursor>,
) -> Result<Option<T>, Error> {
    let id = cursor.map(|cursor| cursor.0.parse::<T>()).transpose();
    id.map_err(|bad| Error::Invalid { field: "cursor", rule: bad.rule() })
}
