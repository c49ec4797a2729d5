//! Routes of payments, the overview and reversals.

use super::desk::{self, Deed, Error};
use super::feed::Feed;
use super::model::{PaymentKind, PaymentState, ReversalState};
use super::store::{Filter, first_id};
use super::story;
use super::view::{Overview, PaymentDetail, PaymentSummary, ReversalView};
use crate::Context;
use axum::extract::{FromRef, State};
use axum::response::Response;
use axum::response::sse::{Event, KeepAlive, Sse};
use chrono::{DateTime, Utc};
use futures::stream::{Stream, StreamExt, TryStreamExt};
use gateway::export::{self, Cell, Format, Sheet};
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::page::limit_rows;
use kernel::{Cursor, InstitutionId, MerchantId, Money, Page, PaymentId, ReversalId, TerminalId};
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;
use tokio_stream::wrappers::{BroadcastStream, IntervalStream};

/// Rows of a page of an export.
const EXPORT_PAGE_ROWS: i64 = 1000;
/// How often watchers get a new overview.
const OVERVIEW_EVERY: Duration = Duration::from_secs(2);
/// Minutes covered by the overview of the stream.
const STREAM_MINUTES: i64 = 15;

/// What the handlers reach.
#[derive(Clone)]
pub struct PaymentsState {
    /// Database, clock, vault.
    pub context: Context,
    /// Of this process's switch; an empty one where there is none.
    pub feed: Feed,
}

impl FromRef<PaymentsState> for Context {
    fn from_ref(state: &PaymentsState) -> Context {
        state.context.clone()
    }
}

/// All routes of the switch.
pub fn routes() -> OpenApiRouter<PaymentsState> {
    OpenApiRouter::new()
        .routes(gateway::routes!(list))
        .routes(gateway::routes!(download))
        .routes(gateway::routes!(stream))
        .routes(gateway::routes!(read))
        .routes(gateway::routes!(overview))
        .routes(gateway::routes!(reversals))
        .routes(gateway::routes!(retry))
        .routes(gateway::routes!(resolve))
        .merge(super::batch::routes())
}

#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Received at this time or later.
    from: Option<DateTime<Utc>>,
    /// Received before this time.
    to: Option<DateTime<Utc>>,
    /// Only payments that stand so.
    state: Option<PaymentState>,
    /// Only this kind.
    kind: Option<PaymentKind>,
    /// Only those sent to this acquirer.
    acquirer: Option<InstitutionId>,
    /// Only this merchant's.
    merchant: Option<MerchantId>,
    /// Only this terminal's.
    terminal: Option<TerminalId>,
    /// At least so many fen.
    amount_min: Option<i64>,
    /// At most so many fen.
    amount_max: Option<i64>,
    /// A terminal, merchant, serial, trace or reference number, a whole card number, or its last
    /// four digits.
    q: Option<String>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
    /// Kind of file, in an export.
    format: Option<Format>,
}

impl ListQuery {
    fn filter(&self, context: &Context) -> Result<Filter, Error> {
        let text = self.q.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
        let card = text.filter(|text| (16..=19).contains(&text.len())).filter(digits);
        // An id names exactly one payment: it is the range from itself to itself.
        let id: Option<PaymentId> = text.and_then(|text| text.parse().ok());
        let after = |id: PaymentId| PaymentId(uuid::Uuid::from_u128(id.0.as_u128() + 1));
        Ok(Filter {
            from: id.or(self.from.map(first_id)),
            until: id.map(after).or(self.to.map(first_id)),
            before: desk::cursor(self.cursor.as_ref())?,
            state: self.state,
            kind: self.kind,
            acquirer: self.acquirer,
            merchant: self.merchant,
            terminal: self.terminal,
            amount_min_fen: self.amount_min,
            amount_max_fen: self.amount_max,
            text: text.filter(|_| id.is_none()).map(str::to_owned),
            card_token: card.map(|card| context.vault.token("card", card.as_bytes()).to_vec()),
        })
    }
}

/// Payments, newest first. Cards are masked.
#[utoipa::path(get, path = "/payments", tag = "payments", params(ListQuery),
    responses((status = 200, body = Page<PaymentSummary>)),
    extensions(("x-right" = json!(Right::PaymentsRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<PaymentSummary>>, Problem> {
    actor.may(Right::PaymentsRead)?;
    let filter = query.filter(&context)?;
    let limit = limit_rows(query.limit);
    Ok(Json(desk::payments(&context, &actor, &filter, limit).await?))
}

/// Payments as a file: CSV, or XLSX up to 100,000 rows.
#[utoipa::path(get, path = "/payments/export", tag = "payments", params(ListQuery),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    ))),
    extensions(("x-right" = json!(Right::PaymentsExport))))]
async fn download(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Response, Problem> {
    actor.may(Right::PaymentsExport)?;
    let filter = query.filter(&context)?;
    let who = actor.clone();
    let pages = export::pages(move |cursor: Option<Cursor>| {
        let (context, who, mut filter) = (context.clone(), who.clone(), filter.clone());
        async move {
            if cursor.is_some() {
                filter.before = desk::cursor(cursor.as_ref())?;
            }
            desk::payments(&context, &who, &filter, EXPORT_PAGE_ROWS).await
        }
    });
    let rows = pages.map_ok(|page| page.iter().map(cells).collect());
    let format = query.format.unwrap_or(Format::Csv);
    export::answer(format, Sheet { name: "payments", columns: COLUMNS }, rows).await
}

const COLUMNS: &[&str] = &[
    "交易编号",
    "接收时间",
    "类型",
    "状态",
    "金额",
    "卡号",
    "商户号",
    "商户",
    "终端号",
    "序列号",
    "批次号",
    "流水号",
    "参考号",
    "授权码",
    "应答码",
    "应答",
    "收单机构",
    "耗时毫秒",
];

fn cells(payment: &PaymentSummary) -> Vec<Cell> {
    vec![
        payment.id.to_string().into(),
        payment.received_at.into(),
        payment.kind.as_str().into(),
        payment.state.as_str().into(),
        Money::from_fen(payment.amount_fen).into(),
        payment.card.clone().into(),
        payment.merchant_code.clone().into(),
        payment.merchant_name.clone().into(),
        payment.terminal_code.clone().into(),
        payment.serial.clone().into(),
        payment.batch_no.clone().into(),
        payment.trace_no.clone().into(),
        payment.reference_no.clone().into(),
        payment.authorization_code.clone().into(),
        payment.response_code.clone().into(),
        payment.response_text.into(),
        payment.acquirer_name.clone().into(),
        payment.latency_ms.into(),
    ]
}

/// One payment with its time line, routing reasons, binding check, entries and reversals.
#[utoipa::path(get, path = "/payments/{id}", tag = "payments", params(("id" = PaymentId, Path)),
    responses((status = 200, body = PaymentDetail)),
    extensions(("x-right" = json!(Right::PaymentsRead))))]
async fn read(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<PaymentId>,
) -> Result<Json<PaymentDetail>, Problem> {
    actor.may(Right::PaymentsRead)?;
    Ok(Json(story::payment(&context, &actor, id).await?))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OverviewQuery {
    /// Minutes covered, 1 to 60.
    minutes: Option<i64>,
}

/// How the road is doing.
#[utoipa::path(get, path = "/overview", tag = "payments", params(OverviewQuery),
    responses((status = 200, body = Overview)),
    extensions(("x-right" = json!(Right::PaymentsRead))))]
async fn overview(
    State(state): State<PaymentsState>,
    actor: Actor,
    Query(query): Query<OverviewQuery>,
) -> Result<Json<Overview>, Problem> {
    actor.may(Right::PaymentsRead)?;
    let minutes = query.minutes.unwrap_or(desk::OVERVIEW_MINUTES_MAX);
    Ok(Json(desk::overview(&state.context, &actor, &state.feed, minutes).await?))
}

/// Payments as they happen (event `payment`) and an overview every two seconds (event
/// `overview`). A watcher that is too slow misses payments, never the overview.
#[utoipa::path(get, path = "/payments/stream", tag = "payments",
    responses((status = 200, description = "Server-sent events",
        content_type = "text/event-stream", body = String)),
    extensions(("x-right" = json!(Right::PaymentsRead))))]
async fn stream(
    State(state): State<PaymentsState>,
    actor: Actor,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>> + use<>>, Problem> {
    actor.may(Right::PaymentsRead)?;
    let seen = desk::seen(&actor);
    let payments = BroadcastStream::new(state.feed.watch()).filter_map(move |payment| {
        let event =
            payment.ok().filter(|payment| seen.covers(payment.institution_id, payment.acquirer_id));
        let event =
            event.and_then(|payment| Event::default().event("payment").json_data(&*payment).ok());
        async move { event }
    });
    let ticks = IntervalStream::new(tokio::time::interval(OVERVIEW_EVERY));
    let overviews = ticks.filter_map(move |_| {
        let (state, actor) = (state.clone(), actor.clone());
        async move {
            let made = desk::overview(&state.context, &actor, &state.feed, STREAM_MINUTES).await;
            // A database that does not answer now may answer at the next tick.
            Event::default().event("overview").json_data(made.ok()?).ok()
        }
    });
    let both = futures::stream::select(payments, overviews).map(Ok);
    Ok(Sse::new(both).keep_alive(KeepAlive::default()))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ReversalsQuery {
    /// Only reversals that stand so.
    state: Option<ReversalState>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Reversals, newest first.
#[utoipa::path(get, path = "/reversals", tag = "payments", params(ReversalsQuery),
    responses((status = 200, body = Page<ReversalView>)),
    extensions(("x-right" = json!(Right::PaymentsRead))))]
async fn reversals(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ReversalsQuery>,
) -> Result<Json<Page<ReversalView>>, Problem> {
    actor.may(Right::PaymentsRead)?;
    let before = desk::cursor(query.cursor.as_ref())?;
    let limit = limit_rows(query.limit);
    let page = desk::reversals(&context, &actor, query.state, before, limit).await?;
    Ok(Json(page))
}

/// Put a stuck reversal back into the queue.
#[utoipa::path(post, path = "/reversals/{id}/retry", tag = "payments",
    params(("id" = ReversalId, Path)), responses((status = 200, body = ReversalView)),
    extensions(("x-right" = json!(Right::ReversalsWrite))))]
async fn retry(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<ReversalId>,
) -> Result<Json<ReversalView>, Problem> {
    actor.may(Right::ReversalsWrite)?;
    Ok(Json(desk::settle(&context, &actor, id, Deed::Retry).await?))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Resolution {
    /// How it was settled, 1 to 500 characters.
    #[schema(min_length = 1, max_length = 500)]
    note: String,
}

/// Close a stuck reversal that was settled with the acquirer by other means.
#[utoipa::path(post, path = "/reversals/{id}/resolve", tag = "payments",
    params(("id" = ReversalId, Path)), request_body = Resolution,
    responses((status = 200, body = ReversalView)),
    extensions(("x-right" = json!(Right::ReversalsWrite))))]
async fn resolve(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<ReversalId>,
    Json(resolution): Json<Resolution>,
) -> Result<Json<ReversalView>, Problem> {
    actor.may(Right::ReversalsWrite)?;
    let deed = Deed::Resolve(resolution.note);
    Ok(Json(desk::settle(&context, &actor, id, deed).await?))
}
