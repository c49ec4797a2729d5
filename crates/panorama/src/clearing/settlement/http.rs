//! Routes of settlement.

use super::calendar::{self, WorkingDay, WorkingDaysTaken};
use super::holds::{self, HoldDraft, HoldFilter};
use super::model::{
    BatchState, HoldState, LineState, SettlementBatch, SettlementHold, SettlementLine,
};
use super::payouts::{self, ResultsTaken};
use super::{Filter, file};
use crate::Context;
use crate::clearing::cut::ClearingState;
use crate::imports::{ImportBody, ImportKind, UploadQuery, home_of, whole_file};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::{ApprovalId, Cursor, HoldId, InstitutionId, MerchantId, Page, SettlementId};
use serde::{Deserialize, Serialize};

/// All routes of settlement.
pub fn routes() -> OpenApiRouter<ClearingState> {
    let files = OpenApiRouter::new()
        .routes(gateway::routes!(import_days))
        .routes(gateway::routes!(take_results))
        .layer(whole_file());
    OpenApiRouter::new()
        .routes(gateway::routes!(list, make))
        .routes(gateway::routes!(read))
        .routes(gateway::routes!(lines))
        .routes(gateway::routes!(send))
        .routes(gateway::routes!(payout_file))
        .routes(gateway::routes!(list_holds, place_hold))
        .routes(gateway::routes!(release_hold))
        .routes(gateway::routes!(list_days))
        .merge(files)
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only this institution's.
    institution_id: Option<InstitutionId>,
    /// Only batches in this state.
    state: Option<BatchState>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Settlement batches, newest first.
#[utoipa::path(get, path = "/clearing/settlements", tag = "clearing", params(ListQuery),
    operation_id = "settlements_list", responses((status = 200, body = Page<SettlementBatch>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<SettlementBatch>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let filter = Filter {
        institution: query.institution_id,
        state: query.state,
        cursor: query.cursor,
        limit: query.limit,
    };
    Ok(Json(super::list(&context, &actor, filter).await?))
}

/// Which batch to make.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SettlementRequest {
    /// The working day on which it is paid.
    settle_date: NaiveDate,
    /// Whose merchants; the caller's own institution when absent.
    institution_id: Option<InstitutionId>,
}

/// Make the batch of a working day: it takes up every day that is cut and due. Repeated, it
/// answers the batch that is there.
#[utoipa::path(post, path = "/clearing/settlements", tag = "clearing",
    operation_id = "settlements_make", request_body = SettlementRequest,
    responses((status = 200, body = SettlementBatch)),
    extensions(("x-right" = json!(Right::ClearingSettle))))]
async fn make(
    State(context): State<Context>,
    actor: Actor,
    Json(input): Json<SettlementRequest>,
) -> Result<Json<SettlementBatch>, Problem> {
    actor.may(Right::ClearingSettle)?;
    let whose = home_of(&actor, input.institution_id);
    Ok(Json(super::make(&context, &actor, whose, input.settle_date).await?))
}

/// One settlement batch.
#[utoipa::path(get, path = "/clearing/settlements/{id}", tag = "clearing",
    operation_id = "settlements_read", params(("id" = SettlementId, Path)),
    responses((status = 200, body = SettlementBatch)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn read(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<SettlementId>,
) -> Result<Json<SettlementBatch>, Problem> {
    actor.may(Right::ClearingRead)?;
    Ok(Json(super::find(&context, &actor, id).await?))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LinesQuery {
    /// Only lines in this state.
    state: Option<LineState>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Lines of a settlement batch. An acquirer sees those of what it acquired.
#[utoipa::path(get, path = "/clearing/settlements/{id}/lines", tag = "clearing",
    operation_id = "settlements_lines", params(("id" = SettlementId, Path), LinesQuery),
    responses((status = 200, body = Page<SettlementLine>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn lines(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<SettlementId>,
    Query(query): Query<LinesQuery>,
) -> Result<Json<Page<SettlementLine>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let page = (query.cursor, query.limit);
    Ok(Json(super::lines(&context, &actor, id, query.state, page).await?))
}

/// Make the payout file of a batch; its payouts are with the bank from now on. Repeated, it
/// changes nothing.
#[utoipa::path(post, path = "/clearing/settlements/{id}/send", tag = "clearing",
    operation_id = "settlements_send", params(("id" = SettlementId, Path)),
    responses((status = 200, body = SettlementBatch)),
    extensions(("x-right" = json!(Right::ClearingSettle))))]
async fn send(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<SettlementId>,
) -> Result<Json<SettlementBatch>, Problem> {
    actor.may(Right::ClearingSettle)?;
    Ok(Json(payouts::send(&context, &actor, id).await?))
}

/// The payout file of a batch, with account numbers in clear.
#[utoipa::path(get, path = "/clearing/settlements/{id}/file", tag = "clearing",
    operation_id = "settlements_file", params(("id" = SettlementId, Path)),
    responses((status = 200, body = String, content_type = "text/csv")),
    extensions(("x-right" = json!(Right::ClearingSettle))))]
async fn payout_file(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<SettlementId>,
) -> Result<Response, Problem> {
    actor.may(Right::ClearingSettle)?;
    let text = payouts::payout_file(&context, &actor, id).await?;
    let name = format!("attachment; filename=\"payout-v{}-{id}.csv\"", file::VERSION);
    let heads = [
        (header::CONTENT_TYPE, gateway::export::CSV_TYPE.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((StatusCode::OK, heads, text).into_response())
}

/// Take the bank's results of a batch in: all rows or none.
#[utoipa::path(post, path = "/clearing/settlements/{id}/results", tag = "clearing",
    operation_id = "settlements_results", params(("id" = SettlementId, Path), UploadQuery),
    request_body(content = ImportBody, content_type = "application/octet-stream"),
    responses((status = 200, body = ResultsTaken)),
    extensions(("x-right" = json!(Right::ClearingSettle))))]
async fn take_results(
    State(state): State<ClearingState>,
    actor: Actor,
    Path(id): Path<SettlementId>,
    Query(query): Query<UploadQuery>,
    body: ImportBody,
) -> Result<Json<ResultsTaken>, Problem> {
    actor.may(Right::ClearingSettle)?;
    let upload = body.upload(ImportKind::Merchants, &query);
    let taken = payouts::take_results(&state.context, &state.ledger, &actor, id, &upload).await?;
    Ok(Json(taken))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct HoldsQuery {
    /// Only this merchant's.
    merchant_id: Option<MerchantId>,
    /// Only holds in this state.
    state: Option<HoldState>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Holds on merchants' money, newest first.
#[utoipa::path(get, path = "/clearing/holds", tag = "clearing", params(HoldsQuery),
    operation_id = "holds_list", responses((status = 200, body = Page<SettlementHold>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn list_holds(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<HoldsQuery>,
) -> Result<Json<Page<SettlementHold>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let filter = HoldFilter {
        merchant: query.merchant_id,
        state: query.state,
        cursor: query.cursor,
        limit: query.limit,
    };
    Ok(Json(holds::list(&context, &actor, filter).await?))
}

/// Keep money of a merchant back from the next batch on.
#[utoipa::path(post, path = "/clearing/holds", tag = "clearing", operation_id = "holds_place",
    request_body = HoldDraft, responses((status = 201, body = SettlementHold)),
    extensions(("x-right" = json!(Right::ClearingSettle))))]
async fn place_hold(
    State(context): State<Context>,
    actor: Actor,
    Json(draft): Json<HoldDraft>,
) -> Result<(StatusCode, Json<SettlementHold>), Problem> {
    actor.may(Right::ClearingSettle)?;
    Ok((StatusCode::CREATED, Json(holds::place(&context, &actor, draft).await?)))
}

/// Why a hold is to end.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct HoldRelease {
    /// 1 to 500 characters.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// What was asked for waits for a second person.
#[derive(Serialize, utoipa::ToSchema)]
struct HoldAsked {
    /// The approval to be decided.
    approval: ApprovalId,
    /// The hold as it is until then.
    hold: SettlementHold,
}

/// Ask for the release of a hold. It keeps money back until another person has approved.
#[utoipa::path(post, path = "/clearing/holds/{id}/release", tag = "clearing",
    operation_id = "holds_release", params(("id" = HoldId, Path)), request_body = HoldRelease,
    responses((status = 202, body = HoldAsked)),
    extensions(("x-right" = json!(Right::ClearingSettle))))]
async fn release_hold(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<HoldId>,
    Json(input): Json<HoldRelease>,
) -> Result<(StatusCode, Json<HoldAsked>), Problem> {
    actor.may(Right::ClearingSettle)?;
    let (hold, approval) = holds::release(&context, &actor, id, &input.reason).await?;
    Ok((StatusCode::ACCEPTED, Json(HoldAsked { approval, hold })))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageQuery {
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Days that are not as their weekday says: holidays, and working days made up for them.
#[utoipa::path(get, path = "/clearing/working-days", tag = "clearing", params(PageQuery),
    operation_id = "working_days_list", responses((status = 200, body = Page<WorkingDay>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn list_days(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<WorkingDay>>, Problem> {
    actor.may(Right::ClearingRead)?;
    Ok(Json(calendar::list(&context, &actor, query.cursor, query.limit).await?))
}

/// Take holidays and working days in by CSV or XLSX: all rows or none. The network branch alone
/// does.
#[utoipa::path(post, path = "/clearing/working-days/imports", tag = "clearing",
    operation_id = "working_days_import", params(UploadQuery),
    request_body(content = ImportBody, content_type = "application/octet-stream"),
    responses((status = 200, body = WorkingDaysTaken)),
    extensions(("x-right" = json!(Right::ClearingSettle))))]
async fn import_days(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<UploadQuery>,
    body: ImportBody,
) -> Result<Json<WorkingDaysTaken>, Problem> {
    actor.may(Right::ClearingSettle)?;
    let upload = body.upload(ImportKind::Merchants, &query);
    Ok(Json(calendar::import(&context, &actor, &upload).await?))
}
