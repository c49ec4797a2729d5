//! Four-eyes approvals.

use axum::extract::State;
use identity::approvals::{self, Approval, ApprovalState, Decision, Filter};
use kernel::{ApprovalId, Cursor, Page};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Actor, App, Json, Path, Problem, Query, Right};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read))
        .routes(routes!(approve))
        .routes(routes!(reject))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct List {
    /// In this state.
    state: Option<ApprovalState>,
    /// Of this kind, e.g. `route.change`.
    kind: Option<String>,
    /// Go on after.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// What the second person says.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApprovalNote)]
struct Note {
    /// Why, at most 500 characters.
    #[serde(default)]
    #[schema(max_length = 500)]
    note: String,
}

/// Requests for a second pair of eyes, newest first.
#[utoipa::path(get, path = "/approvals", tag = "approvals", params(List),
    responses((status = 200, body = Page<Approval>)),
    extensions(("x-right" = json!(Right::ApprovalsRead))))]
async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<List>,
) -> Result<Json<Page<Approval>>, Problem> {
    actor.may(Right::ApprovalsRead)?;
    let filter =
        Filter { state: query.state, kind: query.kind, cursor: query.cursor, limit: query.limit };
    Ok(Json(approvals::list(&actor.db(&app.db), &filter).await?))
}

/// One request.
#[utoipa::path(get, path = "/approvals/{id}", tag = "approvals",
    params(("id" = ApprovalId, Path)), responses((status = 200, body = Approval)),
    extensions(("x-right" = json!(Right::ApprovalsRead))))]
async fn read(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<ApprovalId>,
) -> Result<Json<Approval>, Problem> {
    actor.may(Right::ApprovalsRead)?;
    Ok(Json(approvals::find(&actor.db(&app.db), id).await?))
}

/// Approve: what was asked for is done in the same transaction. Not for him who asked.
#[utoipa::path(post, path = "/approvals/{id}/approve", tag = "approvals",
    params(("id" = ApprovalId, Path)), responses((status = 200, body = Approval)),
    extensions(("x-right" = json!(Right::ApprovalsDecide))))]
async fn approve(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<ApprovalId>,
    Json(input): Json<Note>,
) -> Result<Json<Approval>, Problem> {
    actor.may(Right::ApprovalsDecide)?;
    decide(&app, &actor, id, Decision::Approve, &input.note).await
}

/// Reject: nothing is done, and the request is kept. Not for him who asked.
#[utoipa::path(post, path = "/approvals/{id}/reject", tag = "approvals",
    params(("id" = ApprovalId, Path)), responses((status = 200, body = Approval)),
    extensions(("x-right" = json!(Right::ApprovalsDecide))))]
async fn reject(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<ApprovalId>,
    Json(input): Json<Note>,
) -> Result<Json<Approval>, Problem> {
    actor.may(Right::ApprovalsDecide)?;
    decide(&app, &actor, id, Decision::Reject, &input.note).await
}

async fn decide(
    app: &App,
    actor: &Actor,
    id: ApprovalId,
    decision: Decision,
    note: &str,
) -> Result<Json<Approval>, Problem> {
    let now = app.clock.now();
    Ok(Json(app.approvals.decide(&app.db, actor, id, decision, note, now).await?))
}
