//! People.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use identity::people::{self, Filter, FirstPassword, NewPerson, Person, PersonChange, PersonState};
use kernel::{Cursor, InstitutionId, Page, PersonId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Actor, App, Json, Path, Problem, Query, Right, ShownOnce};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, change))
        .routes(routes!(reset))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct List {
    /// Part of login or name.
    q: Option<String>,
    /// Of this institution.
    institution_id: Option<InstitutionId>,
    /// In this state.
    state: Option<PersonState>,
    /// Go on after.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// A new or reset person, with the password to hand over.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct FirstSignIn {
    person: Person,
    /// Shown once; to be changed at the first sign-in.
    first_password: String,
}

impl FirstSignIn {
    fn of(person: Person, first: &FirstPassword) -> FirstSignIn {
        FirstSignIn { person, first_password: first.0.reveal().to_owned() }
    }
}

/// People, in the order they were added.
#[utoipa::path(get, path = "/people", tag = "people", params(List),
    responses((status = 200, body = Page<Person>)),
    extensions(("x-right" = json!(Right::PeopleRead))))]
async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<List>,
) -> Result<Json<Page<Person>>, Problem> {
    actor.may(Right::PeopleRead)?;
    let filter = Filter {
        q: query.q,
        institution: query.institution_id,
        state: query.state,
        cursor: query.cursor,
        limit: query.limit,
    };
    Ok(Json(people::list(&actor.db(&app.db), &filter).await?))
}

/// One person.
#[utoipa::path(get, path = "/people/{id}", tag = "people", params(("id" = PersonId, Path)),
    responses((status = 200, body = Person)),
    extensions(("x-right" = json!(Right::PeopleRead))))]
async fn read(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<PersonId>,
) -> Result<Json<Person>, Problem> {
    actor.may(Right::PeopleRead)?;
    Ok(Json(people::find(&actor.db(&app.db), id).await?))
}

/// Add a person. Answers a first password, shown once.
#[utoipa::path(post, path = "/people", tag = "people",
    responses((status = 201, body = FirstSignIn)),
    extensions(("x-right" = json!(Right::PeopleWrite))))]
async fn create(
    State(app): State<App>,
    actor: Actor,
    Json(new): Json<NewPerson>,
) -> Result<(StatusCode, Extension<ShownOnce>, Json<FirstSignIn>), Problem> {
    actor.may(Right::PeopleWrite)?;
    let now = app.clock.now();
    let (person, first) = people::create(&app.db, &app.secrets, &actor, new, now).await?;
    let once = Extension(ShownOnce("reset the person for a new first password"));
    Ok((StatusCode::CREATED, once, Json(FirstSignIn::of(person, &first))))
}

/// Change name, roles or state of another person.
#[utoipa::path(patch, path = "/people/{id}", tag = "people", params(("id" = PersonId, Path)),
    responses((status = 200, body = Person)),
    extensions(("x-right" = json!(Right::PeopleWrite))))]
async fn change(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<PersonId>,
    Json(change): Json<PersonChange>,
) -> Result<Json<Person>, Problem> {
    actor.may(Right::PeopleWrite)?;
    Ok(Json(people::change(&app.db, &actor, id, change, app.clock.now()).await?))
}

/// Reset another person: a new first password, one-time codes off, all sessions ended.
#[utoipa::path(post, path = "/people/{id}/reset", tag = "people", params(("id" = PersonId, Path)),
    responses((status = 200, body = FirstSignIn)),
    extensions(("x-right" = json!(Right::PeopleWrite))))]
async fn reset(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<PersonId>,
) -> Result<(Extension<ShownOnce>, Json<FirstSignIn>), Problem> {
    actor.may(Right::PeopleWrite)?;
    let first = people::reset(&app.db, &app.secrets, &actor, id, app.clock.now()).await?;
    let person = people::find(&actor.db(&app.db), id).await?;
    let once = Extension(ShownOnce("reset the person again, under a new key"));
    Ok((once, Json(FirstSignIn::of(person, &first))))
}
