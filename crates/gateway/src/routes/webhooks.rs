//! Webhooks: who is told of events, and how each telling went.

use ::jobs::webhooks::{
    self, Change, Delivery, DeliveryDetail, DeliveryState, NewWebhook, Webhook, WebhookState,
};
use axum::extract::State;
use axum::http::StatusCode;
use identity::audit;
use kernel::{Cursor, DeliveryId, InstitutionId, Page, WebhookId};
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Actor, App, Json, Path, Problem, Query, Right};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, change))
        .routes(routes!(rotate_key))
        .routes(routes!(deliveries))
        .routes(routes!(delivery))
        .routes(routes!(replay))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct List {
    /// Go on after.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// A webhook to add.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct WebhookCreate {
    /// For which institution; that of the caller when absent.
    institution_id: Option<InstitutionId>,
    /// Where to post.
    #[schema(max_length = 2000)]
    url: String,
    /// Names of events, 1 to 50: `payment.approved`, `payment.*` or `*`.
    #[schema(min_items = 1, max_items = 50)]
    events: Vec<String>,
}

/// What to change; absent fields stay.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct WebhookChange {
    /// Where to post.
    #[schema(max_length = 2000)]
    url: Option<String>,
    /// Names of events.
    #[schema(min_items = 1, max_items = 50)]
    events: Option<Vec<String>>,
    /// Another state; `active` lets a disabled one go on.
    state: Option<WebhookState>,
    /// Refuse when it has changed since.
    version: Option<i32>,
}

/// Webhooks, newest first.
#[utoipa::path(get, path = "/webhooks", tag = "webhooks", params(List),
    responses((status = 200, body = Page<Webhook>)),
    extensions(("x-right" = json!(Right::WebhooksRead))))]
async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<List>,
) -> Result<Json<Page<Webhook>>, Problem> {
    actor.may(Right::WebhooksRead)?;
    let db = actor.db(&app.db);
    Ok(Json(webhooks::list(&db, query.cursor.as_ref(), query.limit).await?))
}

/// One webhook.
#[utoipa::path(get, path = "/webhooks/{id}", tag = "webhooks", params(("id" = WebhookId, Path)),
    responses((status = 200, body = Webhook)),
    extensions(("x-right" = json!(Right::WebhooksRead))))]
async fn read(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<WebhookId>,
) -> Result<Json<Webhook>, Problem> {
    actor.may(Right::WebhooksRead)?;
    Ok(Json(webhooks::get(&actor.db(&app.db), id).await?))
}

/// Add a webhook with a signing key of its own.
#[utoipa::path(post, path = "/webhooks", tag = "webhooks",
    responses((status = 201, body = Webhook)),
    extensions(("x-right" = json!(Right::WebhooksWrite))))]
async fn create(
    State(app): State<App>,
    actor: Actor,
    Json(input): Json<WebhookCreate>,
) -> Result<(StatusCode, Json<Webhook>), Problem> {
    actor.may(Right::WebhooksWrite)?;
    let institution_id = input.institution_id.unwrap_or(actor.institution);
    let known = identity::institutions::find(&actor.db(&app.db), institution_id).await;
    if known.is_err() || institution_id != actor.institution && !actor.network {
        return Err(identity::people::Error::NoInstitution(institution_id).into());
    }
    let new = NewWebhook { institution_id, url: input.url, events: input.events };
    let now = app.clock.now();
    let mut tx = actor.db(&app.db).begin().await?;
    let config = &app.config.webhooks;
    let webhook = webhooks::create(&mut tx, &app.vault, config, &new, now).await?;
    let detail = json!({ "url": webhook.url, "events": webhook.events });
    let target = webhook.id.to_string();
    audit::record(&mut tx, &actor, "webhook.create", &target, detail, now).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(webhook)))
}

/// Change address, events or state.
#[utoipa::path(patch, path = "/webhooks/{id}", tag = "webhooks", params(("id" = WebhookId, Path)),
    responses((status = 200, body = Webhook)),
    extensions(("x-right" = json!(Right::WebhooksWrite))))]
async fn change(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<WebhookId>,
    Json(input): Json<WebhookChange>,
) -> Result<Json<Webhook>, Problem> {
    actor.may(Right::WebhooksWrite)?;
    let change =
        Change { url: input.url, events: input.events, state: input.state, version: input.version };
    let mut tx = actor.db(&app.db).begin().await?;
    let webhook = webhooks::update(&mut tx, &app.config.webhooks, id, &change).await?;
    let detail = json!({ "url": webhook.url, "events": webhook.events, "state": webhook.state });
    let now = app.clock.now();
    audit::record(&mut tx, &actor, "webhook.change", &id.to_string(), detail, now).await?;
    tx.commit().await?;
    Ok(Json(webhook))
}

/// Give a webhook a new signing key; from now on deliveries are signed under it.
#[utoipa::path(post, path = "/webhooks/{id}/rotate-key", tag = "webhooks",
    params(("id" = WebhookId, Path)), responses((status = 200, body = Webhook)),
    extensions(("x-right" = json!(Right::WebhooksWrite))))]
async fn rotate_key(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<WebhookId>,
) -> Result<Json<Webhook>, Problem> {
    actor.may(Right::WebhooksWrite)?;
    let now = app.clock.now();
    let mut tx = actor.db(&app.db).begin().await?;
    let webhook = webhooks::rotate_key(&mut tx, &app.vault, id).await?;
    let detail = json!({ "key_id": webhook.key_id });
    audit::record(&mut tx, &actor, "webhook.rotate_key", &id.to_string(), detail, now).await?;
    tx.commit().await?;
    Ok(Json(webhook))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct DeliveryList {
    /// In this state.
    state: Option<DeliveryState>,
    /// Go on after.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Deliveries of a webhook, newest first.
#[utoipa::path(get, path = "/webhooks/{id}/deliveries", tag = "webhooks",
    params(("id" = WebhookId, Path), DeliveryList),
    responses((status = 200, body = Page<Delivery>)),
    extensions(("x-right" = json!(Right::WebhooksRead))))]
async fn deliveries(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<WebhookId>,
    Query(query): Query<DeliveryList>,
) -> Result<Json<Page<Delivery>>, Problem> {
    actor.may(Right::WebhooksRead)?;
    let db = actor.db(&app.db);
    let (cursor, limit) = (query.cursor.as_ref(), query.limit);
    Ok(Json(webhooks::deliveries(&db, id, query.state, cursor, limit).await?))
}

/// One delivery with its body and tries.
#[utoipa::path(get, path = "/webhooks/deliveries/{id}", tag = "webhooks",
    params(("id" = DeliveryId, Path)), responses((status = 200, body = DeliveryDetail)),
    extensions(("x-right" = json!(Right::WebhooksRead))))]
async fn delivery(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<DeliveryId>,
) -> Result<Json<DeliveryDetail>, Problem> {
    actor.may(Right::WebhooksRead)?;
    Ok(Json(webhooks::delivery(&actor.db(&app.db), id).await?))
}

/// Send the event of a delivery once more.
#[utoipa::path(post, path = "/webhooks/deliveries/{id}/replay", tag = "webhooks",
    params(("id" = DeliveryId, Path)), responses((status = 201, body = Delivery)),
    extensions(("x-right" = json!(Right::WebhooksWrite))))]
async fn replay(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<DeliveryId>,
) -> Result<(StatusCode, Json<Delivery>), Problem> {
    actor.may(Right::WebhooksWrite)?;
    let now = app.clock.now();
    let mut tx = actor.db(&app.db).begin().await?;
    let again = webhooks::replay(&mut tx, id, now).await?;
    let detail = json!({ "webhook": again.webhook_id, "again": again.id });
    audit::record(&mut tx, &actor, "webhook.replay", &id.to_string(), detail, now).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(again)))
}
