//! Events that a subscriber of the outbox could not take.

use ::jobs::outbox::{self, Parked, ParkedState};
use axum::extract::State;
use identity::audit;
use kernel::{Cursor, InstitutionId, Page};
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Actor, App, Json, Path, Problem, Query, Right};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(rerun))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct List {
    /// In this state.
    state: Option<ParkedState>,
    /// Go on after.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Parked events, by institution and position.
#[utoipa::path(get, path = "/events/parked", tag = "jobs", params(List),
    responses((status = 200, body = Page<Parked>)),
    extensions(("x-right" = json!(Right::JobsRead))))]
async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<List>,
) -> Result<Json<Page<Parked>>, Problem> {
    actor.may(Right::JobsRead)?;
    let db = actor.db(&app.db);
    Ok(Json(outbox::parked(&db, query.state, query.cursor.as_ref(), query.limit).await?))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct Which {
    /// Whose event it is.
    institution: InstitutionId,
    /// Who could not take it.
    subscriber: String,
    /// Its position in the institution's log.
    position: i64,
}

/// Give a dead event to its subscriber again. Later events of its aggregate may have been given
/// meanwhile.
#[utoipa::path(post, path = "/events/parked/{institution}/{subscriber}/{position}/rerun",
    tag = "jobs", params(Which), responses((status = 200, body = Parked)),
    extensions(("x-right" = json!(Right::JobsRerun))))]
async fn rerun(
    State(app): State<App>,
    actor: Actor,
    Path(which): Path<Which>,
) -> Result<Json<Parked>, Problem> {
    actor.may(Right::JobsRerun)?;
    let now = app.clock.now();
    let Which { institution, subscriber, position } = which;
    let mut tx = actor.db(&app.db).begin().await?;
    let event = outbox::rerun(&mut tx, institution, &subscriber, position, now).await?;
    let subject = format!("{institution}/{position}");
    let detail = json!({ "subscriber": subscriber });
    audit::record(&mut tx, &actor, "event.rerun", &subject, detail, now).await?;
    tx.commit().await?;
    outbox::hint();
    Ok(Json(event))
}
