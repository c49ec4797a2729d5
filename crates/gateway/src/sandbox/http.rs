use super::model::{Filter, SandboxRequest, SandboxRequestRow, SignatureResult};
use super::replay::{Inside, ReplayKey, run};
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Cursor, Page};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Actor, App, Json, Path, Problem, Query, Right};

/// The routes.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(requests)).routes(routes!(request)).routes(routes!(replay))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct List {
    /// Part of the address; or a whole request id, idempotency key or problem code.
    q: Option<String>,
    /// Only those answered with a problem, or only the others.
    refused: Option<bool>,
    /// Only those whose signature was held so.
    signature: Option<SignatureResult>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// What the sandbox's partners asked of the API in the last week, newest first.
#[utoipa::path(get, path = "/sandbox/requests", tag = "sandbox", params(List),
    responses((status = 200, body = Page<SandboxRequestRow>)),
    extensions(("x-right" = json!(Right::SandboxRead))))]
async fn requests(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<List>,
) -> Result<Json<Page<SandboxRequestRow>>, Problem> {
    actor.may(Right::SandboxRead)?;
    let List { q, refused, signature, cursor, limit } = query;
    let text = q.filter(|text| !text.is_empty());
    let filter = Filter { text, refused, signature, cursor, limit };
    Ok(Json(super::list(&app.db, &actor, &filter).await?))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct Which {
    /// Its id in the list.
    #[param(pattern = "^[0-9a-f]{32}$")]
    id: String,
}

/// One of them, with its bodies, and the signature base where the signature was refused.
#[utoipa::path(get, path = "/sandbox/requests/{id}", tag = "sandbox", params(Which),
    responses((status = 200, body = SandboxRequest)),
    extensions(("x-right" = json!(Right::SandboxRead))))]
async fn request(
    State(app): State<App>,
    actor: Actor,
    Path(which): Path<Which>,
) -> Result<Json<SandboxRequest>, Problem> {
    actor.may(Right::SandboxRead)?;
    Ok(Json(super::get(&app.db, &actor, &which.id).await?))
}

/// How to send it again.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SandboxReplay {
    /// Under the idempotency key it had, or a new one.
    key: ReplayKey,
}

/// Send one again as it was, and see what the API says now.
#[utoipa::path(post, path = "/sandbox/requests/{id}/replay", tag = "sandbox", params(Which),
    responses((status = 201, body = SandboxRequest)),
    extensions(("x-right" = json!(Right::SandboxWrite))))]
async fn replay(
    State(app): State<App>,
    actor: Actor,
    Path(which): Path<Which>,
    inside: Extension<Inside>,
    Json(asked): Json<SandboxReplay>,
) -> Result<(StatusCode, Json<SandboxRequest>), Problem> {
    actor.may(Right::SandboxWrite)?;
    let again = run(&app, inside.0, &actor, (&which.id, asked.key)).await?;
    Ok((StatusCode::CREATED, Json(again)))
}
