//! Jobs of the queue.

use ::jobs::JobState;
use ::jobs::queue::{self, Filter, Job, JobDetail};
use axum::extract::State;
use identity::audit;
use kernel::{Cursor, JobId, Page};
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Actor, App, Json, Path, Problem, Query, Right};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read)).routes(routes!(rerun))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct List {
    /// In this state.
    state: Option<JobState>,
    /// Of this kind.
    kind: Option<String>,
    /// False leaves out what the clock queued, unless something went wrong with it.
    routine: Option<bool>,
    /// Go on after.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Jobs, newest first.
#[utoipa::path(get, path = "/jobs", tag = "jobs", params(List),
    responses((status = 200, body = Page<Job>)),
    extensions(("x-right" = json!(Right::JobsRead))))]
async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<List>,
) -> Result<Json<Page<Job>>, Problem> {
    actor.may(Right::JobsRead)?;
    let filter =
        Filter { state: query.state, kind: query.kind, no_routine: query.routine == Some(false) };
    let db = actor.db(&app.db);
    Ok(Json(queue::list(&db, &filter, query.cursor.as_ref(), query.limit).await?))
}

/// One job with its payload, result and tries.
#[utoipa::path(get, path = "/jobs/{id}", tag = "jobs", params(("id" = JobId, Path)),
    responses((status = 200, body = JobDetail)),
    extensions(("x-right" = json!(Right::JobsRead))))]
async fn read(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<JobId>,
) -> Result<Json<JobDetail>, Problem> {
    actor.may(Right::JobsRead)?;
    Ok(Json(queue::get(&actor.db(&app.db), id).await?))
}

/// Run a dead job again.
#[utoipa::path(post, path = "/jobs/{id}/rerun", tag = "jobs", params(("id" = JobId, Path)),
    responses((status = 200, body = Job)),
    extensions(("x-right" = json!(Right::JobsRerun))))]
async fn rerun(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<JobId>,
) -> Result<Json<Job>, Problem> {
    actor.may(Right::JobsRerun)?;
    let now = app.clock.now();
    let mut tx = actor.db(&app.db).begin().await?;
    let job = queue::rerun(&mut tx, id, now).await?;
    let detail = json!({ "kind": job.kind });
    audit::record(&mut tx, &actor, "job.rerun", &id.to_string(), detail, now).await?;
    tx.commit().await?;
    Ok(Json(job))
}
