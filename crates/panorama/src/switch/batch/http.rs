//! Routes of terminals' batches.

use super::{TerminalBatch, TerminalBatchState};
use crate::Context;
use crate::switch::PaymentsState;
use axum::extract::State;
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::page::limit_rows;
use kernel::{Cursor, Page, TerminalId};
use serde::Deserialize;

/// The routes.
pub fn routes() -> OpenApiRouter<PaymentsState> {
    OpenApiRouter::new()
        .routes(gateway::routes!(list))
        .routes(gateway::routes!(read))
        .routes(gateway::routes!(resolve))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only those that stand so.
    state: Option<TerminalBatchState>,
    /// Only this terminal's.
    terminal: Option<TerminalId>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Settlements of terminals' batches, newest first.
#[utoipa::path(get, path = "/terminal-batches", tag = "payments", params(ListQuery),
    responses((status = 200, body = Page<TerminalBatch>)),
    extensions(("x-right" = json!(Right::PaymentsRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<TerminalBatch>>, Problem> {
    actor.may(Right::PaymentsRead)?;
    let only = (query.state, query.terminal);
    let limit = limit_rows(query.limit);
    Ok(Json(super::list(&context, &actor, only, query.cursor.as_ref(), limit).await?))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct Which {
    /// The terminal.
    terminal: TerminalId,
    /// Its batch number, 1 to 999999.
    batch_no: i32,
}

/// One settlement, with what differs.
#[utoipa::path(get, path = "/terminal-batches/{terminal}/{batch_no}", tag = "payments",
    params(Which), responses((status = 200, body = TerminalBatch)),
    extensions(("x-right" = json!(Right::PaymentsRead))))]
async fn read(
    State(context): State<Context>,
    actor: Actor,
    Path(which): Path<Which>,
) -> Result<Json<TerminalBatch>, Problem> {
    actor.may(Right::PaymentsRead)?;
    Ok(Json(super::get(&context, &actor, which.terminal, which.batch_no).await?))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct BatchResolution {
    /// Why it differs and what was done, 1 to 500 characters.
    #[schema(min_length = 1, max_length = 500)]
    note: String,
}

/// Close a batch that differs: the reason is found.
#[utoipa::path(post, path = "/terminal-batches/{terminal}/{batch_no}/resolve", tag = "payments",
    params(Which), request_body = BatchResolution,
    responses((status = 200, body = TerminalBatch)),
    extensions(("x-right" = json!(Right::ReversalsWrite))))]
async fn resolve(
    State(context): State<Context>,
    actor: Actor,
    Path(which): Path<Which>,
    Json(resolution): Json<BatchResolution>,
) -> Result<Json<TerminalBatch>, Problem> {
    actor.may(Right::ReversalsWrite)?;
    let which = (which.terminal, which.batch_no);
    Ok(Json(super::resolve(&context, &actor, which, &resolution.note).await?))
}
