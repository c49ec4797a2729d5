//! All SQL of webhooks.

use super::model::{Delivery, DeliveryState, DeliveryTry, Webhook};
use crate::scope::only;
use chrono::{DateTime, Utc};
use kernel::event::Event;
use kernel::{DeliveryId, EventId, InstitutionId, WebhookId};
use storage::Tx;
use uuid::Uuid;

/// Institutions that one look finds.
const INSTITUTIONS_MAX: i64 = 1000;
/// Tries that a delivery's page shows.
const TRIES_ROWS_MAX: i64 = 100;

/// How many webhooks an institution has.
pub async fn count(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from webhook where institution_id = $1")
        .bind(institution)
        .fetch_one(&mut **tx)
        .await
}

/// Adds a webhook.
pub async fn insert(tx: &mut Tx, webhook: &Webhook, key_sealed: &[u8]) -> sqlx::Result<()> {
    sqlx::query(
        "insert into webhook (institution_id, id, url, events, state, key_id, public_key,
           key_sealed, version, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(webhook.institution_id)
    .bind(webhook.id)
    .bind(&webhook.url)
    .bind(&webhook.events[..])
    .bind(webhook.state)
    .bind(&webhook.key_id)
    .bind(&webhook.public_key)
    .bind(key_sealed)
    .bind(webhook.version)
    .bind(webhook.created_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes a changed webhook; false when its version is not the one that was read.
pub async fn update(tx: &mut Tx, webhook: &Webhook) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update webhook set url = $4, events = $5, state = $6, disabled_why = $7,
           disabled_at = $8, version = version + 1
         where institution_id = $1 and id = $2 and version = $3",
    )
    .bind(webhook.institution_id)
    .bind(webhook.id)
    .bind(webhook.version)
    .bind(&webhook.url)
    .bind(&webhook.events[..])
    .bind(webhook.state)
    .bind(&webhook.disabled_why)
    .bind(webhook.disabled_at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a webhook another key.
pub async fn set_key(
    tx: &mut Tx,
    webhook: &Webhook,
    key_id: &str,
    public_key: &str,
    key_sealed: &[u8],
) -> sqlx::Result<()> {
    sqlx::query(
        "update webhook set key_id = $3, public_key = $4, key_sealed = $5, version = version + 1
         where institution_id = $1 and id = $2",
    )
    .bind(webhook.institution_id)
    .bind(webhook.id)
    .bind(key_id)
    .bind(public_key)
    .bind(key_sealed)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Disables an active webhook; false when it was not active.
pub async fn disable(
    tx: &mut Tx,
    institution: InstitutionId,
    id: WebhookId,
    why: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update webhook set state = 'disabled', disabled_why = $3, disabled_at = $4,
           version = version + 1
         where institution_id = $1 and id = $2 and state = 'active'",
    )
    .bind(institution)
    .bind(id)
    .bind(why)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One webhook.
pub async fn find(tx: &mut Tx, id: WebhookId) -> sqlx::Result<Option<Webhook>> {
    sqlx::query_as(
        "select w.id, w.institution_id, w.url, w.events, w.state, w.key_id, w.public_key,
           w.disabled_why, w.disabled_at, w.version, w.created_at
         from institution i join webhook w on w.institution_id = i.id and w.id = $1 limit 1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await
}

/// Webhooks newest first, before a place.
pub async fn list(
    tx: &mut Tx,
    before: Option<WebhookId>,
    limit: i64,
) -> sqlx::Result<Vec<Webhook>> {
    let only = only(tx);
    sqlx::query_as(
        "select id, institution_id, url, events, state, key_id, public_key, disabled_why,
           disabled_at, version, created_at
         from webhook
         where ($1::int is null or institution_id = $1) and ($2::uuid is null or id < $2)
         order by id desc limit $3",
    )
    .bind(only)
    .bind(before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Webhooks of an institution that events are kept for, with their patterns.
pub async fn listening(
    tx: &mut Tx,
    institution: InstitutionId,
) -> sqlx::Result<Vec<(WebhookId, Vec<String>)>> {
    sqlx::query_as(
        "select id, events from webhook
         where institution_id = $1 and state in ('active', 'paused') order by id limit $2",
    )
    .bind(institution)
    .bind(super::model::WEBHOOKS_MAX)
    .fetch_all(&mut **tx)
    .await
}

/// Writes the deliveries of events to webhooks of one institution; those there are already are
/// passed over.
pub async fn add_deliveries(
    tx: &mut Tx,
    institution: InstitutionId,
    pairs: &[(WebhookId, i64, &Event)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let ids: Vec<DeliveryId> = pairs.iter().map(|_| DeliveryId::new()).collect();
    let webhooks: Vec<WebhookId> = pairs.iter().map(|(webhook, ..)| *webhook).collect();
    let positions: Vec<i64> = pairs.iter().map(|(_, position, _)| *position).collect();
    let events: Vec<EventId> = pairs.iter().map(|(.., event)| event.id).collect();
    let names: Vec<&str> = pairs.iter().map(|(.., event)| event.name.as_str()).collect();
    let aggregates: Vec<&str> = pairs.iter().map(|(.., e)| e.aggregate.as_str()).collect();
    let bodies: Vec<String> =
        pairs.iter().map(|(.., event)| serde_json::to_string(event).unwrap_or_default()).collect();
    sqlx::query(
        "insert into webhook_delivery (institution_id, id, webhook_id, event_id, event_name,
           aggregate, position, body, state, due_at, created_at)
         select $1, n.id, n.webhook_id, n.event_id, n.event_name, n.aggregate,
           n.position, n.body, 'pending', $9, $9
         from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[],
             $8::bigint[])
           as n (id, webhook_id, event_id, event_name, aggregate, body, position)
         on conflict (institution_id, webhook_id, event_id, replay) do nothing",
    )
    .bind(institution)
    .bind(&ids[..])
    .bind(&webhooks[..])
    .bind(&events[..])
    .bind(&names[..])
    .bind(&aggregates[..])
    .bind(&bodies[..])
    .bind(&positions[..])
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Institutions with deliveries to send.
pub async fn due(tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<Vec<InstitutionId>> {
    sqlx::query_scalar(
        "select i.id from institution i
         where exists (
           select 1 from webhook_delivery d
           join webhook w on w.institution_id = i.id and w.id = d.webhook_id
             and w.state = 'active'
           where d.institution_id = i.id and d.state = 'pending' and d.due_at <= $1)
         order by i.id limit $2",
    )
    .bind(now)
    .bind(INSTITUTIONS_MAX)
    .fetch_all(&mut **tx)
    .await
}

/// A delivery to be sent now, with what it needs of its webhook.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Outgoing {
    pub id: DeliveryId,
    pub webhook_id: WebhookId,
    pub event_id: EventId,
    pub body: String,
    pub tries: i32,
    pub url: String,
    pub key_id: String,
    pub key_sealed: Vec<u8>,
}

/// Takes due deliveries of one institution under a lease until `until`: of each aggregate and
/// webhook the first only.
pub async fn claim(
    tx: &mut Tx,
    institution: InstitutionId,
    lease: Uuid,
    limit: i64,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<Vec<Outgoing>> {
    sqlx::query_as(
        "with due as (
           select d.id from webhook_delivery d
           join webhook w on w.institution_id = $1 and w.id = d.webhook_id and w.state = 'active'
           where d.institution_id = $1 and d.state = 'pending' and d.due_at <= $3
             and (d.replay > 0 or not exists (
               select 1 from webhook_delivery e
               where e.institution_id = $1 and e.webhook_id = d.webhook_id
                 and e.aggregate = d.aggregate and e.state = 'pending' and e.replay = 0
                 and e.position < d.position))
           order by d.due_at, d.id limit $2 for update of d skip locked
         )
         update webhook_delivery d set lease = $4, due_at = $5, tries = d.tries + 1
         from due, webhook w
         where d.institution_id = $1 and d.id = due.id
           and w.institution_id = $1 and w.id = d.webhook_id
         returning d.id, d.webhook_id, d.event_id, d.body, d.tries, w.url, w.key_id, w.key_sealed",
    )
    .bind(institution)
    .bind(limit)
    .bind(now)
    .bind(lease)
    .bind(until)
    .fetch_all(&mut **tx)
    .await
}

/// How a try of a delivery ended.
#[derive(Clone, Debug)]
pub struct Ended {
    pub at: DateTime<Utc>,
    pub duration_ms: i32,
    pub status: Option<i32>,
    pub error: Option<String>,
    pub response: Option<String>,
    pub state: DeliveryState,
    /// When the next try is due, while pending.
    pub due_at: Option<DateTime<Utc>>,
}

/// Writes down a try; false when its lease was lost.
pub async fn end_try(
    tx: &mut Tx,
    institution: InstitutionId,
    (id, lease, number): (DeliveryId, Uuid, i32),
    ended: &Ended,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update webhook_delivery set state = $4, lease = null, due_at = coalesce($5, due_at),
           last_status = $6, last_error = $7,
           finished_at = case when $4 = 'pending' then null else $8::timestamptz end
         where institution_id = $1 and id = $2 and lease = $3",
    )
    .bind(institution)
    .bind(id)
    .bind(lease)
    .bind(ended.state)
    .bind(ended.due_at)
    .bind(ended.status)
    .bind(&ended.error)
    .bind(ended.at)
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query(
        "insert into webhook_try (institution_id, delivery_id, number, at, duration_ms, status,
           error, response)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (institution_id, delivery_id, number) do nothing",
    )
    .bind(institution)
    .bind(id)
    .bind(number)
    .bind(ended.at)
    .bind(ended.duration_ms)
    .bind(ended.status)
    .bind(&ended.error)
    .bind(&ended.response)
    .execute(&mut **tx)
    .await?;
    Ok(true)
}

/// Deliveries of a webhook newest first, before a place.
pub async fn deliveries(
    tx: &mut Tx,
    webhook: &Webhook,
    state: Option<DeliveryState>,
    before: Option<DeliveryId>,
    limit: i64,
) -> sqlx::Result<Vec<Delivery>> {
    sqlx::query_as(
        "select id, institution_id, webhook_id, event_id, event_name, aggregate, replay, state,
           tries, due_at, last_status, last_error, created_at, finished_at
         from webhook_delivery
         where institution_id = $1 and webhook_id = $2 and ($3::text is null or state = $3)
           and ($4::uuid is null or id < $4)
         order by id desc limit $5",
    )
    .bind(webhook.institution_id)
    .bind(webhook.id)
    .bind(state)
    .bind(before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// One delivery and its body.
pub async fn delivery(tx: &mut Tx, id: DeliveryId) -> sqlx::Result<Option<(Delivery, String)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        delivery: Delivery,
        body: String,
    }
    let row: Option<Row> = sqlx::query_as(
        "select d.id, d.institution_id, d.webhook_id, d.event_id, d.event_name, d.aggregate,
           d.replay, d.state, d.tries, d.due_at, d.last_status, d.last_error, d.created_at,
           d.finished_at, d.body
         from institution i
         join webhook_delivery d on d.institution_id = i.id and d.id = $1 limit 1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.delivery, row.body)))
}

/// Tries of a delivery, oldest first.
pub async fn delivery_tries(
    tx: &mut Tx,
    institution: InstitutionId,
    id: DeliveryId,
) -> sqlx::Result<Vec<DeliveryTry>> {
    sqlx::query_as(
        "select number, at, duration_ms, status, error, response from webhook_try
         where institution_id = $1 and delivery_id = $2 order by number limit $3",
    )
    .bind(institution)
    .bind(id)
    .bind(TRIES_ROWS_MAX)
    .fetch_all(&mut **tx)
    .await
}

/// Writes the replay of a delivery.
pub async fn replay(
    tx: &mut Tx,
    institution: InstitutionId,
    id: DeliveryId,
    again: DeliveryId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into webhook_delivery (institution_id, id, webhook_id, event_id, event_name,
           aggregate, position, replay, body, state, due_at, created_at)
         select $1, $3, d.webhook_id, d.event_id, d.event_name, d.aggregate, d.position,
           (select max(e.replay) + 1 from webhook_delivery e
            where e.institution_id = $1 and e.webhook_id = d.webhook_id
              and e.event_id = d.event_id),
           d.body, 'pending', $4, $4
         from webhook_delivery d where d.institution_id = $1 and d.id = $2",
    )
    .bind(institution)
    .bind(id)
    .bind(again)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Deletes up to `limit` deliveries that ended before `before`, with their tries.
pub async fn delete_ended(
    tx: &mut Tx,
    institution: InstitutionId,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "delete from webhook_delivery where institution_id = $1 and id in (
           select id from webhook_delivery where institution_id = $1
             and state in ('delivered', 'failed') and finished_at < $2 limit $3)",
    )
    .bind(institution)
    .bind(before)
    .bind(limit)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}
