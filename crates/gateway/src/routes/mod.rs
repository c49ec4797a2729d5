//! Routes of the crates below the platforms, without the prefix `/api/v1`.

mod about;
mod approvals;
mod audit;
mod events;
mod evidence;
mod institutions;
mod jobs;
mod ledger;
mod partners;
mod people;
mod session;
mod webhooks;

use crate::App;
use utoipa_axum::router::OpenApiRouter;

/// All of them.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(about::routes())
        .merge(session::routes())
        .merge(institutions::routes())
        .merge(people::routes())
        .merge(partners::routes())
        .merge(approvals::routes())
        .merge(audit::routes())
        .merge(jobs::routes())
        .merge(events::routes())
        .merge(ledger::routes())
        .merge(webhooks::routes())
        .merge(evidence::routes())
        .merge(crate::sandbox::routes())
}
