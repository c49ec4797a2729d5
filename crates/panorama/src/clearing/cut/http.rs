//! Routes of business days.

use super::{AcquirerSum, ClearingDay, DayState, DaySum, Filter, ItemFilter};
use crate::Context;
use crate::clearing::{Booking, CardClass, Item};
use crate::switch::model::PaymentKind;
use axum::extract::{FromRef, State};
use axum::response::Response;
use chrono::NaiveDate;
use futures::TryStreamExt;
use gateway::export::{self, Cell, Format, Sheet};
use gateway::{Actor, Json, OpenApiRouter, Problem, Query, Right};
use kernel::{Cursor, InstitutionId, MerchantId, Money, Page};
use ledger::Ledger;
use serde::Deserialize;

/// Rows of a page of a file.
const EXPORT_PAGE_ROWS: i64 = 200;

/// What the handlers reach: the context and the ledger.
#[derive(Clone)]
pub struct ClearingState {
    /// Database, clock, vault.
    pub context: Context,
    /// Where fees and payouts are booked.
    pub ledger: Ledger,
}

impl FromRef<ClearingState> for Context {
    fn from_ref(state: &ClearingState) -> Context {
        state.context.clone()
    }
}

/// All routes of business days.
pub fn routes() -> OpenApiRouter<ClearingState> {
    OpenApiRouter::new()
        .routes(gateway::routes!(list, cut))
        .routes(gateway::routes!(sums))
        .routes(gateway::routes!(download_sums))
        .routes(gateway::routes!(acquirer_sums))
        .routes(gateway::routes!(items))
        .routes(gateway::routes!(download_items))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only this institution's.
    institution_id: Option<InstitutionId>,
    /// Only this day.
    business_date: Option<NaiveDate>,
    /// Only days that have got so far.
    state: Option<DayState>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Business days, the latest first.
#[utoipa::path(get, path = "/clearing/days", tag = "clearing", params(ListQuery),
    operation_id = "clearing_days_list", responses((status = 200, body = Page<ClearingDay>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<ClearingDay>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let filter = Filter {
        institution: query.institution_id,
        day: query.business_date,
        state: query.state,
        cursor: query.cursor,
        limit: query.limit,
    };
    Ok(Json(super::list(&context, &actor, filter).await?))
}

/// Which day to cut.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct CutRequest {
    /// The business day; one that runs is cut as far as it has got.
    business_date: NaiveDate,
    /// Whose merchants; the caller's own institution when absent.
    institution_id: Option<InstitutionId>,
}

/// Cut a business day: its payments become lines. Repeated, it adds what has come since, and
/// nothing once the day is cut for good, which happens by itself after its end.
#[utoipa::path(post, path = "/clearing/days", tag = "clearing", operation_id = "clearing_days_cut",
    request_body = CutRequest, responses((status = 200, body = ClearingDay)),
    extensions(("x-right" = json!(Right::ClearingSettle))))]
async fn cut(
    State(state): State<ClearingState>,
    actor: Actor,
    Json(input): Json<CutRequest>,
) -> Result<Json<ClearingDay>, Problem> {
    actor.may(Right::ClearingSettle)?;
    let whose = crate::imports::home_of(&actor, input.institution_id);
    let day = input.business_date;
    Ok(Json(super::cut(&state.context, &state.ledger, &actor, whose, day).await?))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DayQuery {
    /// The business day.
    business_date: NaiveDate,
    /// Home institution of the merchants; the caller's own when absent.
    institution_id: Option<InstitutionId>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
    /// Kind of file, in an export.
    format: Option<Format>,
}

impl DayQuery {
    fn day(&self, actor: &Actor) -> (InstitutionId, NaiveDate) {
        (self.institution_id.unwrap_or(actor.institution), self.business_date)
    }
}

/// What a day comes to for each merchant at each acquirer. An acquirer sees what it acquired.
#[utoipa::path(get, path = "/clearing/sums", tag = "clearing", params(DayQuery),
    operation_id = "clearing_sums", responses((status = 200, body = Page<DaySum>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn sums(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<DayQuery>,
) -> Result<Json<Page<DaySum>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let day = query.day(&actor);
    Ok(Json(super::sums(&context, &actor, day, query.cursor, query.limit).await?))
}

/// A day's sums of merchants as a file: CSV, or XLSX.
#[utoipa::path(get, path = "/clearing/sums/export", tag = "clearing", params(DayQuery),
    operation_id = "clearing_sums_export",
    responses((status = 200, description = "The file", content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    ))),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn download_sums(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<DayQuery>,
) -> Result<Response, Problem> {
    actor.may(Right::ClearingRead)?;
    let (day, who, from) = (query.day(&actor), actor.clone(), query.cursor);
    let pages = export::pages(move |cursor: Option<Cursor>| {
        let cursor = cursor.or_else(|| from.clone());
        let (context, who) = (context.clone(), who.clone());
        async move { super::sums(&context, &who, day, cursor, Some(EXPORT_PAGE_ROWS)).await }
    });
    let rows = pages.map_ok(|page| page.iter().map(sum_cells).collect());
    let sheet = Sheet { name: "clearing-sums", columns: SUM_COLUMNS };
    export::answer(query.format.unwrap_or(Format::Csv), sheet, rows).await
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AcquirersQuery {
    /// The business day.
    business_date: NaiveDate,
    /// Home institution of the merchants; the caller's own when absent.
    institution_id: Option<InstitutionId>,
}

/// What a day comes to at each acquirer. An acquirer sees what it acquired.
#[utoipa::path(get, path = "/clearing/sums/acquirers", tag = "clearing", params(AcquirersQuery),
    operation_id = "clearing_sums_acquirers", responses((status = 200, body = Vec<AcquirerSum>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn acquirer_sums(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<AcquirersQuery>,
) -> Result<Json<Vec<AcquirerSum>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let day = (query.institution_id.unwrap_or(actor.institution), query.business_date);
    Ok(Json(super::acquirer_sums(&context, &actor, day).await?))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ItemsQuery {
    /// The business day.
    business_date: NaiveDate,
    /// Home institution of the merchants; the caller's own when absent.
    institution_id: Option<InstitutionId>,
    /// Only this merchant's.
    merchant_id: Option<MerchantId>,
    /// Only what this one acquired.
    acquirer_id: Option<InstitutionId>,
    /// Only of this kind.
    kind: Option<PaymentKind>,
    /// Only payments, or only their undoing.
    booking: Option<Booking>,
    /// Only of this class of card.
    card_class: Option<CardClass>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
    /// Kind of file, in an export.
    format: Option<Format>,
}

impl ItemsQuery {
    fn day(&self, actor: &Actor) -> (InstitutionId, NaiveDate) {
        (self.institution_id.unwrap_or(actor.institution), self.business_date)
    }

    fn filter(&self) -> ItemFilter {
        ItemFilter {
            merchant: self.merchant_id,
            acquirer: self.acquirer_id,
            kind: self.kind,
            booking: self.booking,
            card_class: self.card_class,
        }
    }
}

/// Lines of a day. An acquirer sees what it acquired.
#[utoipa::path(get, path = "/clearing/items", tag = "clearing", params(ItemsQuery),
    operation_id = "clearing_items", responses((status = 200, body = Page<Item>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn items(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ItemsQuery>,
) -> Result<Json<Page<Item>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let (day, filter) = (query.day(&actor), query.filter());
    let page = (query.cursor, query.limit);
    Ok(Json(super::items(&context, &actor, day, &filter, page).await?))
}

/// Lines of a day as a file: CSV, or XLSX.
#[utoipa::path(get, path = "/clearing/items/export", tag = "clearing", params(ItemsQuery),
    operation_id = "clearing_items_export",
    responses((status = 200, description = "The file", content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    ))),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn download_items(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ItemsQuery>,
) -> Result<Response, Problem> {
    actor.may(Right::ClearingRead)?;
    let (day, filter, who) = (query.day(&actor), query.filter(), actor.clone());
    let from = query.cursor;
    let pages = export::pages(move |cursor: Option<Cursor>| {
        let page = (cursor.or_else(|| from.clone()), Some(EXPORT_PAGE_ROWS));
        let (context, who) = (context.clone(), who.clone());
        async move { super::items(&context, &who, day, &filter, page).await }
    });
    let rows = pages.map_ok(|page| page.iter().map(item_cells).collect());
    let sheet = Sheet { name: "clearing-items", columns: ITEM_COLUMNS };
    export::answer(query.format.unwrap_or(Format::Csv), sheet, rows).await
}

const SUM_COLUMNS: &[&str] = &[
    "商户编号",
    "收单机构",
    "清算笔数",
    "交易净额",
    "商户手续费",
    "发卡行服务费",
    "网络服务费",
    "收单服务费",
];

fn sum_cells(sum: &DaySum) -> Vec<Cell> {
    let money = |fen| Cell::Money(Money::from_fen(fen));
    vec![
        sum.merchant_code.clone().into(),
        sum.acquirer_id.to_string().into(),
        sum.lines.into(),
        money(sum.amount_fen),
        money(sum.merchant_fee_fen),
        money(sum.issuer_fee_fen),
        money(sum.network_fee_fen),
        money(sum.acquirer_fee_fen),
    ]
}

const ITEM_COLUMNS: &[&str] = &[
    "清算日",
    "明细",
    "交易",
    "类型",
    "记账",
    "收单机构",
    "商户编号",
    "收单商户编号",
    "终端号",
    "MCC",
    "批次号",
    "流水号",
    "检索参考号",
    "卡号",
    "卡种",
    "金额",
    "商户手续费",
    "发卡行服务费",
    "网络服务费",
    "收单服务费",
    "时间",
];

fn item_cells(item: &Item) -> Vec<Cell> {
    let money = |fen| Cell::Money(Money::from_fen(fen));
    vec![
        item.business_date.to_string().into(),
        item.id.to_string().into(),
        item.payment_id.to_string().into(),
        item.kind.as_str().into(),
        item.booking.as_str().into(),
        item.acquirer_id.to_string().into(),
        item.merchant_code.clone().into(),
        item.acquirer_merchant_code.clone().into(),
        item.terminal_code.clone().into(),
        item.mcc.clone().into(),
        i64::from(item.batch_no).into(),
        i64::from(item.trace_no).into(),
        item.reference_no.clone().into(),
        item.card_mask.clone().into(),
        item.card_class.as_str().into(),
        money(item.amount_fen),
        money(item.merchant_fee_fen),
        money(item.issuer_fee_fen),
        money(item.network_fee_fen),
        money(item.acquirer_fee_fen),
        item.at.into(),
    ]
}
