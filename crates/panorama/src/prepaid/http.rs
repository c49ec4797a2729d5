//! Routes of prepaid cards.

use super::{NewPrepaidCard, NewPrepaidEntry, PrepaidCard, PrepaidEntry};
use crate::Context;
use axum::extract::State;
use axum::http::StatusCode;
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::page::limit_rows;
use kernel::{Cursor, Page};
use ledger::Ledger;
use serde::Deserialize;

/// What the handlers reach.
#[derive(Clone)]
pub struct PrepaidState {
    /// Database, clock, vault.
    pub context: Context,
    /// The books.
    pub ledger: Ledger,
}

/// The routes.
pub fn routes() -> OpenApiRouter<PrepaidState> {
    OpenApiRouter::new()
        .routes(gateway::routes!(issue))
        .routes(gateway::routes!(read))
        .routes(gateway::routes!(entries, enter))
}

/// Issue a prepaid card of one of your merchants. The same card again changes nothing.
#[utoipa::path(post, path = "/prepaid-cards", tag = "prepaid",
    request_body = NewPrepaidCard, responses((status = 201, body = PrepaidCard)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn issue(
    State(state): State<PrepaidState>,
    actor: Actor,
    Json(new): Json<NewPrepaidCard>,
) -> Result<(StatusCode, Json<PrepaidCard>), Problem> {
    actor.may(Right::PaymentsMake)?;
    let card = super::issue(&state.context, &state.ledger, &actor, &new).await?;
    Ok((StatusCode::CREATED, Json(card)))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct Which {
    /// Number of the card.
    #[param(pattern = "^[0-9A-Za-z_-]{1,32}$")]
    card_no: String,
}

/// A prepaid card and what is on it.
#[utoipa::path(get, path = "/prepaid-cards/{card_no}", tag = "prepaid",
    params(Which), responses((status = 200, body = PrepaidCard)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn read(
    State(state): State<PrepaidState>,
    actor: Actor,
    Path(which): Path<Which>,
) -> Result<Json<PrepaidCard>, Problem> {
    actor.may(Right::PaymentsMake)?;
    Ok(Json(super::card(&state.context, &state.ledger, &actor, &which.card_no).await?))
}

/// Top a prepaid card up, take a payment from it, or give one back in whole or in part.
///
/// The same entry again is done once. 409 `prepaid_balance_short`: there is not enough on it; a
/// new try is a new entry.
#[utoipa::path(post, path = "/prepaid-cards/{card_no}/entries", tag = "prepaid",
    params(Which), request_body = NewPrepaidEntry,
    responses((status = 201, body = PrepaidEntry)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn enter(
    State(state): State<PrepaidState>,
    actor: Actor,
    Path(which): Path<Which>,
    Json(new): Json<NewPrepaidEntry>,
) -> Result<(StatusCode, Json<PrepaidEntry>), Problem> {
    actor.may(Right::PaymentsMake)?;
    let PrepaidState { context, ledger } = &state;
    let entry = super::enter(context, ledger, &actor, &which.card_no, &new).await?;
    Ok((StatusCode::CREATED, Json(entry)))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Entries of a prepaid card, newest first.
#[utoipa::path(get, path = "/prepaid-cards/{card_no}/entries", tag = "prepaid",
    params(Which, ListQuery),
    responses((status = 200, body = Page<PrepaidEntry>)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn entries(
    State(state): State<PrepaidState>,
    actor: Actor,
    Path(which): Path<Which>,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<PrepaidEntry>>, Problem> {
    actor.may(Right::PaymentsMake)?;
    let (cursor, limit) = (query.cursor.as_ref(), limit_rows(query.limit));
    Ok(Json(super::entries(&state.context, &actor, &which.card_no, cursor, limit).await?))
}
