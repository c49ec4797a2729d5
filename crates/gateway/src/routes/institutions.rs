//! Institutions.

use axum::extract::State;
use axum::http::StatusCode;
use identity::institutions::{self, Institution, InstitutionChange, NewInstitution};
use kernel::{InstitutionId, Page};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Actor, App, Json, Path, Problem, Right};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(read, change))
}

/// All institutions, by number. There are at most 1,000, so there is one page.
#[utoipa::path(get, path = "/institutions", tag = "institutions",
    responses((status = 200, body = Page<Institution>)),
    extensions(("x-right" = json!(Right::InstitutionsRead))))]
async fn list(State(app): State<App>, actor: Actor) -> Result<Json<Page<Institution>>, Problem> {
    actor.may(Right::InstitutionsRead)?;
    let items = institutions::list(&actor.db(&app.db)).await?;
    Ok(Json(Page { items, next: None }))
}

/// One institution.
#[utoipa::path(get, path = "/institutions/{id}", tag = "institutions",
    params(("id" = InstitutionId, Path)), responses((status = 200, body = Institution)),
    extensions(("x-right" = json!(Right::InstitutionsRead))))]
async fn read(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<InstitutionId>,
) -> Result<Json<Institution>, Problem> {
    actor.may(Right::InstitutionsRead)?;
    Ok(Json(institutions::find(&actor.db(&app.db), id).await?))
}

/// Add an institution.
#[utoipa::path(post, path = "/institutions", tag = "institutions",
    responses((status = 201, body = Institution)),
    extensions(("x-right" = json!(Right::InstitutionsWrite))))]
async fn create(
    State(app): State<App>,
    actor: Actor,
    Json(new): Json<NewInstitution>,
) -> Result<(StatusCode, Json<Institution>), Problem> {
    actor.may(Right::InstitutionsWrite)?;
    let created = institutions::create(&app.db, &actor, new, app.clock.now()).await?;
    Ok((StatusCode::CREATED, Json(created)))
}

/// Change names or state. A suspended institution's people and partners are not answered.
#[utoipa::path(patch, path = "/institutions/{id}", tag = "institutions",
    params(("id" = InstitutionId, Path)), responses((status = 200, body = Institution)),
    extensions(("x-right" = json!(Right::InstitutionsWrite))))]
async fn change(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<InstitutionId>,
    Json(change): Json<InstitutionChange>,
) -> Result<Json<Institution>, Problem> {
    actor.may(Right::InstitutionsWrite)?;
    let now = app.clock.now();
    Ok(Json(institutions::change(&app.db, &actor, id, change, now).await?))
}
