//! HTTP manners, in one place: problems, callers, rights, idempotency, signatures, limits, the
//! API's description; and the routes of the crates below the platforms.
//!
//! A platform module writes its routes like this (`http.rs` of a noun):
//!
//! ```
//! use gateway::{Actor, App, Json, OpenApiRouter, Path, Problem, Right, routes};
//! use axum::extract::State;
//! use kernel::TerminalId;
//!
//! #[derive(serde::Serialize, utoipa::ToSchema)]
//! struct Terminal { id: TerminalId }
//!
//! pub fn routes() -> OpenApiRouter<App> {
//!     OpenApiRouter::new().routes(routes!(read))
//! }
//!
//! /// One terminal.
//! #[utoipa::path(get, path = "/terminals/{id}", tag = "terminals",
//!     params(("id" = TerminalId, Path)), responses((status = 200, body = Terminal)),
//!     extensions(("x-right" = json!(Right::TerminalsRead))))]
//! async fn read(
//!     State(app): State<App>, actor: Actor, Path(id): Path<TerminalId>,
//! ) -> Result<Json<Terminal>, Problem> {
//!     actor.may(Right::TerminalsRead)?;
//!     let mut tx = actor.db(&app.db).read().await?;   // sees only what the actor may see
//! #   drop(tx);
//!     Ok(Json(Terminal { id }))                       // any `kernel::Fault` turns by `?`
//! }
//! ```
//!
//! Architecture invariant: an operation that does not say who may call it (`x-right`: a
//! [`Right`], `signed_in` or `public`) stops the start. Architecture invariant: handlers run
//! detached from the connection. Architecture invariant: the detail of a bug, a query string, a
//! body or a secret is never logged nor answered.

mod app;
pub mod authenticate;
mod caller;
mod detached;
mod docs;
pub mod export;
mod extract;
pub mod guard;
pub mod housekeeping;
pub mod idempotency;
mod limits;
pub mod observe;
pub mod openapi;
pub mod problem;
pub mod request_id;
mod router;
mod routes;
pub mod sandbox;
mod store;
pub mod testing;

pub use app::{App, Config, Parts};
pub use caller::{Actor, SessionPerson};
pub use extract::{Json, Path, Query};
pub use idempotency::ShownOnce;
pub use identity::Right;
pub use problem::Problem;
pub use router::{BODY_MAX, Built, build};
pub use routes::routes;
pub use utoipa_axum::router::OpenApiRouter;
pub use utoipa_axum::routes;
