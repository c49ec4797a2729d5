//! Routes of sandboxes.

use super::{OpenSandbox, Sandbox, SandboxKey};
use crate::Context;
use axum::Extension;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use gateway::{Actor, Json, OpenApiRouter, Problem, Right, ShownOnce};
use kernel::InstitutionId;

/// What the handlers reach.
#[derive(Clone)]
pub struct SandboxState {
    /// Database, clock, vault.
    pub context: Context,
    /// The acquirer whose host answers in sandboxes; none where none are opened.
    pub acquirer: Option<InstitutionId>,
}

impl FromRef<SandboxState> for Context {
    fn from_ref(state: &SandboxState) -> Context {
        state.context.clone()
    }
}

/// The routes.
pub fn routes() -> OpenApiRouter<SandboxState> {
    OpenApiRouter::new().routes(gateway::routes!(read, open))
}

/// Your sandbox: merchant, till, codes to scan, amounts that do not go well.
#[utoipa::path(get, path = "/sandbox", tag = "sandbox",
    responses((status = 200, body = Sandbox)),
    extensions(("x-right" = json!(Right::SandboxRead))))]
async fn read(State(context): State<Context>, actor: Actor) -> Result<Json<Sandbox>, Problem> {
    actor.may(Right::SandboxRead)?;
    Ok(Json(super::sandbox(&context, &actor).await?))
}

/// Open your sandbox, if there is none yet, and get a new key for it.
///
/// The first call sets up a merchant, a store, an active till and a partner of your institution.
/// Each call registers your public key or makes a pair, whose private key is in this answer and
/// nowhere else. Of more than five keys the oldest is revoked.
#[utoipa::path(post, path = "/sandbox", tag = "sandbox",
    request_body = OpenSandbox, responses((status = 201, body = SandboxKey)),
    extensions(("x-right" = json!(Right::SandboxWrite))))]
async fn open(
    State(state): State<SandboxState>,
    actor: Actor,
    Json(wanted): Json<OpenSandbox>,
) -> Result<(StatusCode, Extension<ShownOnce>, Json<SandboxKey>), Problem> {
    actor.may(Right::SandboxWrite)?;
    let opened = super::open(&state.context, state.acquirer, &actor, &wanted).await?;
    let advice =
        Extension(ShownOnce("POST /sandbox under a new idempotency key makes another key"));
    Ok((StatusCode::CREATED, advice, Json(opened)))
}
