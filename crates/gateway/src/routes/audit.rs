//! The audit trail.

use axum::extract::State;
use chrono::{DateTime, Utc};
use identity::audit::{self, AuditEntry, Filter, Verified};
use kernel::{Cursor, InstitutionId, Page};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Actor, App, Json, Problem, Query, Right};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(verify))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct List {
    /// Written id of an actor.
    actor: Option<String>,
    /// Start of the action's name, e.g. `terminal.`.
    action: Option<String>,
    /// Written id of what it was done to.
    target: Option<String>,
    /// Not before.
    from: Option<DateTime<Utc>>,
    /// Before.
    to: Option<DateTime<Utc>>,
    /// Go on after.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// What was done, newest first.
#[utoipa::path(get, path = "/audit", tag = "audit", params(List),
    responses((status = 200, body = Page<AuditEntry>)),
    extensions(("x-right" = json!(Right::AuditRead))))]
async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<List>,
) -> Result<Json<Page<AuditEntry>>, Problem> {
    actor.may(Right::AuditRead)?;
    let filter = Filter {
        actor: query.actor,
        action: query.action,
        target: query.target,
        from: query.from,
        to: query.to,
        cursor: query.cursor,
        limit: query.limit,
    };
    Ok(Json(audit::list(&actor.db(&app.db), &filter).await?))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Verify {
    /// Whose trail; that of the caller when absent.
    institution_id: Option<InstitutionId>,
}

/// Walk a whole trail and say whether its chain is unbroken.
#[utoipa::path(get, path = "/audit/verify", tag = "audit", params(Verify),
    responses((status = 200, body = Verified)),
    extensions(("x-right" = json!(Right::AuditRead))))]
async fn verify(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Verify>,
) -> Result<Json<Verified>, Problem> {
    actor.may(Right::AuditRead)?;
    let institution = query.institution_id.unwrap_or(actor.institution);
    let db = actor.db(&app.db);
    if institution != actor.institution {
        // Others' trails are the network branch's to see.
        if !actor.network {
            return Err(identity::institutions::Error::Missing(institution).into());
        }
        identity::institutions::find(&db, institution).await?;
    }
    Ok(Json(audit::verify(&db, institution).await?))
}
