//! Routes of keys. What they are sent and answer is never logged and, where it is a key, not
//! kept for whoever sends the request again.

use super::custody::{self, MadeMasterKey, TerminalKeys};
use super::{KeyComponent, KeyMark, KeySheet, KeyStore, LinkKeyPurpose};
use crate::Context;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Right, ShownOnce};
use kernel::{ApprovalId, LinkId, Page, TerminalId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the handlers reach.
#[derive(Clone)]
pub struct KeysState {
    /// Database, clock, vault.
    pub context: Context,
    /// Where keys are sealed.
    pub keys: Arc<dyn KeyStore>,
}

/// All routes of keys.
pub fn routes() -> OpenApiRouter<KeysState> {
    OpenApiRouter::new()
        .routes(gateway::routes!(keys))
        .routes(gateway::routes!(make_key))
        .routes(gateway::routes!(load_key))
        .routes(gateway::routes!(link_keys))
        .routes(gateway::routes!(load_link_key))
}

/// The keys of a terminal by their check values, and whether it is signed in.
#[utoipa::path(get, path = "/terminals/{id}/keys", tag = "terminals",
    params(("id" = TerminalId, Path)), responses((status = 200, body = TerminalKeys)),
    extensions(("x-right" = json!(Right::TerminalsRead))))]
async fn keys(
    State(state): State<KeysState>,
    actor: Actor,
    Path(id): Path<TerminalId>,
) -> Result<Json<TerminalKeys>, Problem> {
    actor.may(Right::TerminalsRead)?;
    Ok(Json(custody::of_terminal(&state.context, &actor, id).await?))
}

/// Make a new master key for a terminal. It is answered once, in two components; the terminal
/// must load it and sign in anew.
#[utoipa::path(post, path = "/terminals/{id}/keys/make", tag = "terminals", params(("id" = TerminalId, Path)),
    responses((status = 201, body = MadeMasterKey)),
    extensions(("x-right" = json!(Right::TerminalsWrite))))]
async fn make_key(
    State(state): State<KeysState>,
    actor: Actor,
    Path(id): Path<TerminalId>,
) -> Result<(StatusCode, Extension<ShownOnce>, Json<MadeMasterKey>), Problem> {
    actor.may(Right::TerminalsWrite)?;
    let made = custody::make(&state.context, &*state.keys, &actor, id).await?;
    let once = ShownOnce("if the key was lost on the way, make another one under a new key");
    Ok((StatusCode::CREATED, Extension(once), Json(made)))
}

/// Load a terminal's master key that exists elsewhere, from two or three components. The
/// terminal must sign in anew.
#[utoipa::path(post, path = "/terminals/{id}/keys/load", tag = "terminals", params(("id" = TerminalId, Path)), request_body = KeySheet,
    responses((status = 200, body = TerminalKeys)),
    extensions(("x-right" = json!(Right::TerminalsWrite))))]
async fn load_key(
    State(state): State<KeysState>,
    actor: Actor,
    Path(id): Path<TerminalId>,
    Json(sheet): Json<KeySheet>,
) -> Result<Json<TerminalKeys>, Problem> {
    actor.may(Right::TerminalsWrite)?;
    Ok(Json(custody::load(&state.context, &*state.keys, &actor, id, &sheet).await?))
}

/// The keys of a link by their check values.
#[utoipa::path(get, path = "/links/{id}/keys", tag = "acquirers", params(("id" = LinkId, Path)),
    responses((status = 200, body = Page<KeyMark>)),
    extensions(("x-right" = json!(Right::AcquirersRead))))]
async fn link_keys(
    State(state): State<KeysState>,
    actor: Actor,
    Path(id): Path<LinkId>,
) -> Result<Json<Page<KeyMark>>, Problem> {
    actor.may(Right::AcquirersRead)?;
    let items = custody::of_link(&state.context, &actor, id).await?;
    Ok(Json(Page { items, next: None }))
}

/// A key shared with an acquirer, as its custodians enter it.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkKeySheet {
    purpose: LinkKeyPurpose,
    /// Two or three components of one length.
    #[schema(min_items = 2, max_items = 3)]
    components: Vec<KeyComponent>,
    /// Check value of the whole key, where the papers tell it: 6 or 8 hex digits.
    #[serde(default)]
    #[schema(pattern = "^[0-9A-Fa-f]{6,8}$")]
    check_value: Option<String>,
}

/// A link's key that waits for a second pair of eyes.
#[derive(Serialize, utoipa::ToSchema)]
struct LinkKeyAsked {
    /// The approval to be decided.
    approval: ApprovalId,
    /// Check value of the key, for whoever decides.
    check_value: String,
}

/// Ask for a key shared with an acquirer to be put in force, from two or three components.
/// Another person must approve; the running switch then uses it within a second.
#[utoipa::path(post, path = "/links/{id}/keys/load", tag = "acquirers", params(("id" = LinkId, Path)), request_body = LinkKeySheet,
    responses((status = 202, body = LinkKeyAsked)),
    extensions(("x-right" = json!(Right::AcquirersWrite))))]
async fn load_link_key(
    State(state): State<KeysState>,
    actor: Actor,
    Path(id): Path<LinkId>,
    Json(body): Json<LinkKeySheet>,
) -> Result<(StatusCode, Json<LinkKeyAsked>), Problem> {
    actor.may(Right::AcquirersWrite)?;
    let (context, keys) = (&state.context, &*state.keys);
    let of = (id, body.purpose);
    let sheet = KeySheet { components: body.components, check_value: body.check_value };
    let (approval, check_value) =
        custody::request_link_key(context, keys, &actor, of, &sheet).await?;
    Ok((StatusCode::ACCEPTED, Json(LinkKeyAsked { approval, check_value })))
}
