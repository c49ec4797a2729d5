//! Routes of tills.

use super::{NewOrder, NewRefund, TillPayment};
use crate::Context;
use crate::switch::counter::Counter;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::page::limit_rows;
use kernel::{Cursor, Page};
use serde::Deserialize;

/// What the handlers reach.
#[derive(Clone)]
pub struct TillsState {
    /// Database, clock, vault.
    pub context: Context,
    /// Of this process's switch; none where there is none.
    pub counter: Option<Counter>,
}

impl FromRef<TillsState> for Context {
    fn from_ref(state: &TillsState) -> Context {
        state.context.clone()
    }
}

/// The routes.
pub fn routes() -> OpenApiRouter<TillsState> {
    OpenApiRouter::new()
        .routes(gateway::routes!(pay))
        .routes(gateway::routes!(list))
        .routes(gateway::routes!(read))
        .routes(gateway::routes!(refund))
        .routes(gateway::routes!(cancel))
}

/// Pay an order by the code that a consumer shows.
///
/// Answers when the acquirer has answered, with the payment as it stands: look at `state`. 503
/// `payment_unknown` says that nobody knows yet: send the same again, or cancel the order.
#[utoipa::path(post, path = "/payments", tag = "tills", request_body = NewOrder,
    responses((status = 201, body = TillPayment)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn pay(
    State(state): State<TillsState>,
    actor: Actor,
    Json(order): Json<NewOrder>,
) -> Result<(StatusCode, Json<TillPayment>), Problem> {
    actor.may(Right::PaymentsMake)?;
    let paid = super::pay(&state.context, state.counter.as_ref(), &actor, &order).await?;
    Ok((StatusCode::CREATED, Json(paid)))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only orders under this reference of the shop's.
    merchant_reference: Option<String>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Orders and refunds of the caller, newest first.
#[utoipa::path(get, path = "/payments/orders", tag = "tills", params(ListQuery),
    responses((status = 200, body = Page<TillPayment>)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<TillPayment>>, Problem> {
    actor.may(Right::PaymentsMake)?;
    let reference = query.merchant_reference.as_deref();
    let limit = limit_rows(query.limit);
    Ok(Json(super::list(&context, &actor, reference, query.cursor.as_ref(), limit).await?))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct Which {
    /// The caller's own reference of the order.
    #[param(pattern = "^[0-9A-Za-z_-]{1,32}$")]
    order_reference: String,
}

/// An order or a refund as it stands.
#[utoipa::path(get, path = "/payments/orders/{order_reference}", tag = "tills", params(Which),
    responses((status = 200, body = TillPayment)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn read(
    State(context): State<Context>,
    actor: Actor,
    Path(which): Path<Which>,
) -> Result<Json<TillPayment>, Problem> {
    actor.may(Right::PaymentsMake)?;
    Ok(Json(super::get(&context, &actor, &which.order_reference).await?))
}

/// Give back a payment, in whole or in part, several times, never more than was paid.
#[utoipa::path(post, path = "/payments/orders/{order_reference}/refunds", tag = "tills",
    params(Which), request_body = NewRefund, responses((status = 201, body = TillPayment)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn refund(
    State(state): State<TillsState>,
    actor: Actor,
    Path(which): Path<Which>,
    Json(refund): Json<NewRefund>,
) -> Result<(StatusCode, Json<TillPayment>), Problem> {
    actor.may(Right::PaymentsMake)?;
    let reference = &which.order_reference;
    let counter = state.counter.as_ref();
    let done = super::refund(&state.context, counter, &actor, reference, &refund).await?;
    Ok((StatusCode::CREATED, Json(done)))
}

/// Take a payment back, whole, on its business day. Repeated it changes nothing.
#[utoipa::path(post, path = "/payments/orders/{order_reference}/cancel", tag = "tills",
    params(Which), responses((status = 200, body = TillPayment)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn cancel(
    State(state): State<TillsState>,
    actor: Actor,
    Path(which): Path<Which>,
) -> Result<Json<TillPayment>, Problem> {
    actor.may(Right::PaymentsMake)?;
    let (counter, reference) = (state.counter.as_ref(), &which.order_reference);
    Ok(Json(super::cancel(&state.context, counter, &actor, reference).await?))
}
