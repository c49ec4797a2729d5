//! Routes of the crates below the platforms, without the prefix `/api/v1`.

mod session;

use crate::App;
use utoipa_axum::router::OpenApiRouter;

/// All of them.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(session::routes())
}
