//! Partners and their keys.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use identity::partners::{
    self, Filter, KeyChange, NewKey, NewPartner, Partner, PartnerChange, PartnerKey, PartnerState,
};
use kernel::{Cursor, KeyId, Page, PartnerId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Actor, App, Json, Path, Problem, Query, Right};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, change))
        .routes(routes!(keys, add_key))
        .routes(routes!(revoke_key))
        .routes(routes!(retire_key))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct List {
    /// Part of the name.
    q: Option<String>,
    /// In this state.
    state: Option<PartnerState>,
    /// Go on after.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Partners, in the order they were added.
#[utoipa::path(get, path = "/partners", tag = "partners", params(List),
    responses((status = 200, body = Page<Partner>)),
    extensions(("x-right" = json!(Right::PartnersRead))))]
async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<List>,
) -> Result<Json<Page<Partner>>, Problem> {
    actor.may(Right::PartnersRead)?;
    let filter =
        Filter { q: query.q, state: query.state, cursor: query.cursor, limit: query.limit };
    Ok(Json(partners::list(&actor.db(&app.db), &filter).await?))
}

/// One partner.
#[utoipa::path(get, path = "/partners/{id}", tag = "partners", params(("id" = PartnerId, Path)),
    responses((status = 200, body = Partner)),
    extensions(("x-right" = json!(Right::PartnersRead))))]
async fn read(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<PartnerId>,
) -> Result<Json<Partner>, Problem> {
    actor.may(Right::PartnersRead)?;
    Ok(Json(partners::find(&actor.db(&app.db), id).await?))
}

/// Add a partner.
#[utoipa::path(post, path = "/partners", tag = "partners",
    responses((status = 201, body = Partner)),
    extensions(("x-right" = json!(Right::PartnersWrite))))]
async fn create(
    State(app): State<App>,
    actor: Actor,
    Json(new): Json<NewPartner>,
) -> Result<(StatusCode, Json<Partner>), Problem> {
    actor.may(Right::PartnersWrite)?;
    let created = partners::create(&app.db, &actor, new, app.clock.now()).await?;
    Ok((StatusCode::CREATED, Json(created)))
}

/// Change name, roles, state or limits.
#[utoipa::path(patch, path = "/partners/{id}", tag = "partners", params(("id" = PartnerId, Path)),
    responses((status = 200, body = Partner)),
    extensions(("x-right" = json!(Right::PartnersWrite))))]
async fn change(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<PartnerId>,
    Json(change): Json<PartnerChange>,
) -> Result<Json<Partner>, Problem> {
    actor.may(Right::PartnersWrite)?;
    Ok(Json(partners::change(&app.db, &actor, id, change, app.clock.now()).await?))
}

/// A partner's keys, newest first, at most 100: there is one page.
#[utoipa::path(get, path = "/partners/{id}/keys", tag = "partners",
    params(("id" = PartnerId, Path)), responses((status = 200, body = Page<PartnerKey>)),
    extensions(("x-right" = json!(Right::PartnersRead))))]
async fn keys(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<PartnerId>,
) -> Result<Json<Page<PartnerKey>>, Problem> {
    actor.may(Right::PartnersRead)?;
    let items = partners::keys(&actor.db(&app.db), id).await?;
    Ok(Json(Page { items, next: None }))
}

/// Register a public key.
#[utoipa::path(post, path = "/partners/{id}/keys", tag = "partners",
    params(("id" = PartnerId, Path)), responses((status = 201, body = PartnerKey)),
    extensions(("x-right" = json!(Right::PartnersWrite))))]
async fn add_key(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<PartnerId>,
    Json(new): Json<NewKey>,
) -> Result<(StatusCode, Json<PartnerKey>), Problem> {
    actor.may(Right::PartnersWrite)?;
    let key = partners::add_key(&app.db, &actor, id, new, app.clock.now()).await?;
    Ok((StatusCode::CREATED, Json(key)))
}

/// Revoke a key: it is good for nothing from now on. Revoking twice is the same as once.
#[utoipa::path(delete, path = "/partners/{id}/keys/{key}", tag = "partners",
    params(("id" = PartnerId, Path), ("key" = KeyId, Path)),
    responses((status = 200, body = PartnerKey)),
    extensions(("x-right" = json!(Right::PartnersWrite))))]
async fn revoke_key(
    State(app): State<App>,
    actor: Actor,
    Path(ids): Path<(PartnerId, KeyId)>,
) -> Result<Json<PartnerKey>, Problem> {
    actor.may(Right::PartnersWrite)?;
    let now = app.clock.now();
    Ok(Json(partners::change_key(&app.db, &actor, ids, KeyChange::Revoke, now).await?))
}

/// Until when a retired key is good.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Retire {
    /// Not good from then on.
    valid_until: DateTime<Utc>,
}

/// Retire a key: it is good until a date while a newer one takes over.
#[utoipa::path(post, path = "/partners/{id}/keys/{key}/retire", tag = "partners",
    params(("id" = PartnerId, Path), ("key" = KeyId, Path)),
    responses((status = 200, body = PartnerKey)),
    extensions(("x-right" = json!(Right::PartnersWrite))))]
async fn retire_key(
    State(app): State<App>,
    actor: Actor,
    Path(ids): Path<(PartnerId, KeyId)>,
    Json(input): Json<Retire>,
) -> Result<Json<PartnerKey>, Problem> {
    actor.may(Right::PartnersWrite)?;
    let change = KeyChange::Retire(input.valid_until);
    Ok(Json(partners::change_key(&app.db, &actor, ids, change, app.clock.now()).await?))
}
