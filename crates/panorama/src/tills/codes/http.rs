//! Routes of merchants' codes: for whoever makes them, and for whoever scans one.

use super::{
    CodeKind, NewBoard, NewCode, PaymentCode, ScanPaid, ScanPayment, ScannedCode, TillPayment,
};
use crate::Context;
use crate::acquirers::Directory;
use crate::switch::counter::Counter;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::page::limit_rows;
use kernel::{Cursor, Page, TerminalId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the handlers reach.
#[derive(Clone)]
pub struct CodesState {
    /// Database, clock, vault.
    pub context: Context,
    /// Of this process's switch; none where there is none.
    pub counter: Option<Counter>,
    /// How far from a board its payers may stand.
    pub acquirers: Directory,
    /// The wallet's page that gives out a code for one payment.
    pub wallet: Arc<str>,
}

impl FromRef<CodesState> for Context {
    fn from_ref(state: &CodesState) -> Context {
        state.context.clone()
    }
}

/// The routes.
pub fn routes() -> OpenApiRouter<CodesState> {
    OpenApiRouter::new()
        .routes(gateway::routes!(create))
        .routes(gateway::routes!(close_order))
        .routes(gateway::routes!(board))
        .routes(gateway::routes!(list))
        .routes(gateway::routes!(read))
        .routes(gateway::routes!(close))
        .routes(gateway::routes!(text))
        .routes(gateway::routes!(scanned))
        .routes(gateway::routes!(pay))
}

/// Make a code for one order, to be shown on the till's screen.
///
/// Show `address` as a QR code. The order stands at `GET /payments/orders/{order_reference}`, and
/// its payment comes as a webhook like any other.
#[utoipa::path(post, path = "/payments/codes", tag = "codes", request_body = NewCode,
    responses((status = 201, body = PaymentCode)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn create(
    State(state): State<CodesState>,
    actor: Actor,
    Json(new): Json<NewCode>,
) -> Result<(StatusCode, Json<PaymentCode>), Problem> {
    actor.may(Right::PaymentsMake)?;
    let made = super::create(&state.context, state.counter.as_ref(), &actor, &new).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct WhichOrder {
    /// The caller's own reference of the order.
    #[param(pattern = "^[0-9A-Za-z_-]{1,32}$")]
    order_reference: String,
}

/// Close an order that nobody has paid: its code is worth nothing from then on.
#[utoipa::path(post, path = "/payments/orders/{order_reference}/close", tag = "codes",
    params(WhichOrder), responses((status = 200, body = TillPayment)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn close_order(
    State(context): State<Context>,
    actor: Actor,
    Path(which): Path<WhichOrder>,
) -> Result<Json<TillPayment>, Problem> {
    actor.may(Right::PaymentsMake)?;
    Ok(Json(super::close_order(&context, &actor, &which.order_reference).await?))
}

/// Make a code to be printed and put up.
#[utoipa::path(post, path = "/payment-codes", tag = "codes", request_body = NewBoard,
    responses((status = 201, body = PaymentCode)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn board(
    State(state): State<CodesState>,
    actor: Actor,
    Json(new): Json<NewBoard>,
) -> Result<(StatusCode, Json<PaymentCode>), Problem> {
    actor.may(Right::PaymentsMake)?;
    let made = super::board(&state.context, state.counter.as_ref(), &actor, &new).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CodesQuery {
    /// Only these.
    kind: Option<CodeKind>,
    /// Only this terminal's.
    terminal: Option<TerminalId>,
    /// Digits, order reference, or a part of the name.
    q: Option<String>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Codes of the caller's institution, newest first.
#[utoipa::path(get, path = "/payment-codes", tag = "codes", params(CodesQuery),
    responses((status = 200, body = Page<PaymentCode>)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn list(
    State(state): State<CodesState>,
    actor: Actor,
    Query(query): Query<CodesQuery>,
) -> Result<Json<Page<PaymentCode>>, Problem> {
    actor.may(Right::PaymentsMake)?;
    let text = query.q.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let only = (query.kind, query.terminal, text);
    let (cursor, limit) = (query.cursor.as_ref(), limit_rows(query.limit));
    let counter = state.counter.as_ref();
    Ok(Json(super::list(&state.context, counter, &actor, only, cursor, limit).await?))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct WhichCode {
    /// The code's 26 digits.
    #[param(pattern = "^[0-9]{26}$")]
    digits: String,
}

/// One code.
#[utoipa::path(get, path = "/payment-codes/{digits}", tag = "codes", params(WhichCode),
    responses((status = 200, body = PaymentCode)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn read(
    State(state): State<CodesState>,
    actor: Actor,
    Path(which): Path<WhichCode>,
) -> Result<Json<PaymentCode>, Problem> {
    actor.may(Right::PaymentsMake)?;
    let counter = state.counter.as_ref();
    Ok(Json(super::get(&state.context, counter, &actor, &which.digits).await?))
}

/// Close a code: nobody pays it any more.
#[utoipa::path(post, path = "/payment-codes/{digits}/close", tag = "codes", params(WhichCode),
    responses((status = 200, body = PaymentCode)),
    extensions(("x-right" = json!(Right::PaymentsMake))))]
async fn close(
    State(state): State<CodesState>,
    actor: Actor,
    Path(which): Path<WhichCode>,
) -> Result<Json<PaymentCode>, Problem> {
    actor.may(Right::PaymentsMake)?;
    let counter = state.counter.as_ref();
    Ok(Json(super::close(&state.context, counter, &actor, &which.digits).await?))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TextQuery {
    /// What was scanned.
    text: String,
}

/// Which code a scanned text is.
#[derive(Serialize, utoipa::ToSchema)]
struct CodeAddress {
    /// Number of the acquirer, 8 digits.
    institution: String,
    /// The code.
    digits: String,
}

/// Read what was scanned: UnionPay's address, or EMVCo's merchant-presented code.
#[utoipa::path(get, path = "/scanned-codes", tag = "codes", params(TextQuery),
    responses((status = 200, body = CodeAddress)), extensions(("x-right" = json!("public"))))]
async fn text(Query(query): Query<TextQuery>) -> Result<Json<CodeAddress>, Problem> {
    let (institution, digits) = super::text(&query.text)?;
    Ok(Json(CodeAddress { institution, digits }))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct Scanned {
    /// Number of the acquirer, 8 digits.
    #[param(pattern = "^[0-9]{8}$")]
    institution: String,
    /// The code's 26 digits.
    #[param(pattern = "^[0-9]{26}$")]
    digits: String,
}

/// What a scanned code is for.
#[utoipa::path(get, path = "/scanned-codes/{institution}/{digits}", tag = "codes",
    params(Scanned), responses((status = 200, body = ScannedCode)),
    extensions(("x-right" = json!("public"))))]
async fn scanned(
    State(state): State<CodesState>,
    Path(which): Path<Scanned>,
) -> Result<Json<ScannedCode>, Problem> {
    let address = (which.institution.as_str(), which.digits.as_str());
    let counter = state.counter.as_ref();
    Ok(Json(super::scanned(&state.context, counter, address, &state.wallet).await?))
}

/// Pay a scanned code with what the payer's wallet gave out. The same again is the same payment.
#[utoipa::path(post, path = "/scanned-codes/{institution}/{digits}/payments", tag = "codes",
    params(Scanned), request_body = ScanPayment, responses((status = 201, body = ScanPaid)),
    extensions(("x-right" = json!("public"))))]
async fn pay(
    State(state): State<CodesState>,
    Path(which): Path<Scanned>,
    Json(ask): Json<ScanPayment>,
) -> Result<(StatusCode, Json<ScanPaid>), Problem> {
    let address = (which.institution.as_str(), which.digits.as_str());
    let (context, counter) = (&state.context, state.counter.as_ref());
    let paid = super::pay(context, counter, &state.acquirers, address, &ask).await?;
    Ok((StatusCode::CREATED, Json(paid)))
}
