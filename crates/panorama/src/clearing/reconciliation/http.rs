//! Routes of reconciliation.

use super::Upload;
use super::file::BODY_BYTES_MAX;
use super::model::{FileTaken, ReconDayState, ReconStatus};
use super::settle::{self, Asked, Settled, Sheet};
use super::store::results::ReconDay;
use super::view::{self, DayFilter, Filter, HEAD, ReconDetail, ReconResult, cells};
use super::ways::ReconWay;
use crate::Context;
use crate::imports::{ImportBody, ImportKind, UploadQuery, home_of};
use axum::extract::{DefaultBodyLimit, FromRef, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use futures::TryStreamExt;
use gateway::export::{self, Format, Sheet as File};
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::{ApprovalId, Cursor, InstitutionId, Page, ReconDayId, ReconResultId};
use ledger::Ledger;
use serde::{Deserialize, Serialize};

/// What the handlers reach.
#[derive(Clone)]
pub struct ReconState {
    /// Database, clock, vault.
    pub context: Context,
    /// Where ways out are booked.
    pub ledger: Ledger,
}

impl FromRef<ReconState> for Context {
    fn from_ref(state: &ReconState) -> Context {
        state.context.clone()
    }
}

/// The routes.
pub fn routes() -> OpenApiRouter<ReconState> {
    let files = OpenApiRouter::new()
        .routes(gateway::routes!(take))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX));
    OpenApiRouter::new()
        .routes(gateway::routes!(days))
        .routes(gateway::routes!(sheet))
        .routes(gateway::routes!(compare))
        .routes(gateway::routes!(close))
        .routes(gateway::routes!(list))
        .routes(gateway::routes!(download))
        .routes(gateway::routes!(read))
        .routes(gateway::routes!(decide))
        .routes(gateway::routes!(assign))
        .routes(gateway::routes!(note))
        .merge(files)
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct DaysQuery {
    /// Only open or closed ones.
    state: Option<ReconDayState>,
    /// Only of one acquirer.
    acquirer_id: Option<InstitutionId>,
    /// Give back what `next` held.
    cursor: Option<Cursor>,
    /// Rows of the page, 1 to 200.
    limit: Option<i64>,
}

/// Business days with a file, the newest first.
#[utoipa::path(get, path = "/reconciliation/days", tag = "reconciliation", params(DaysQuery),
    responses((status = 200, body = Page<ReconDay>)),
    extensions(("x-right" = json!(Right::ReconciliationRead))))]
async fn days(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<DaysQuery>,
) -> Result<Json<Page<ReconDay>>, Problem> {
    actor.may(Right::ReconciliationRead)?;
    let DaysQuery { state, acquirer_id, cursor, limit } = query;
    let filter = DayFilter { state, acquirer: acquirer_id, cursor, limit };
    Ok(Json(view::days(&context, &actor, &filter).await?))
}

/// The sheet of a day: both sides by status, and what is not explained.
#[utoipa::path(get, path = "/reconciliation/days/{id}", tag = "reconciliation",
    params(("id" = ReconDayId, Path)), responses((status = 200, body = Sheet)),
    extensions(("x-right" = json!(Right::ReconciliationRead))))]
async fn sheet(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<ReconDayId>,
) -> Result<Json<Sheet>, Problem> {
    actor.may(Right::ReconciliationRead)?;
    Ok(Json(settle::sheet(&context, &actor, id).await?))
}

/// Hold the file of a day against our lines as they are now.
#[utoipa::path(post, path = "/reconciliation/days/{id}/compare", tag = "reconciliation",
    params(("id" = ReconDayId, Path)), responses((status = 200, body = Sheet)),
    extensions(("x-right" = json!(Right::ReconciliationSettle))))]
async fn compare(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<ReconDayId>,
) -> Result<Json<Sheet>, Problem> {
    actor.may(Right::ReconciliationSettle)?;
    let day = view::day(&context, &actor, id).await?;
    super::again(&context, &actor, &day).await?;
    Ok(Json(settle::sheet(&context, &actor, id).await?))
}

/// Close a day on which every fen is explained.
#[utoipa::path(post, path = "/reconciliation/days/{id}/close", tag = "reconciliation",
    params(("id" = ReconDayId, Path)), responses((status = 200, body = Sheet)),
    extensions(("x-right" = json!(Right::ReconciliationSettle))))]
async fn close(
    State(state): State<ReconState>,
    actor: Actor,
    Path(id): Path<ReconDayId>,
) -> Result<Json<Sheet>, Problem> {
    actor.may(Right::ReconciliationSettle)?;
    Ok(Json(settle::close(&state.context, &state.ledger, &actor, id).await?))
}

/// Hand a daily file in: all lines or none.
#[utoipa::path(post, path = "/reconciliation/files", tag = "reconciliation", params(UploadQuery),
    request_body(content = ImportBody, content_type = "application/octet-stream"),
    responses((status = 201, body = FileTaken), (status = 200, body = FileTaken)),
    extensions(("x-right" = json!(Right::ReconciliationSettle))))]
async fn take(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<UploadQuery>,
    body: ImportBody,
) -> Result<(StatusCode, Json<FileTaken>), Problem> {
    actor.may(Right::ReconciliationSettle)?;
    let home = home_of(&actor, query.institution_id);
    let file = body.upload(ImportKind::Terminals, &query);
    let upload = Upload {
        file_name: file.file_name,
        bytes: bytes::Bytes::copy_from_slice(&file.bytes),
        dry_run: file.dry_run,
    };
    let taken = super::take(&context, &actor, home, upload).await?;
    let made = taken.file.is_some() && !taken.already;
    let status = if made { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(taken)))
}

#[derive(Clone, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only of one day.
    day_id: Option<ReconDayId>,
    /// Only of one status.
    status: Option<ReconStatus>,
    /// Only of one acquirer.
    acquirer_id: Option<InstitutionId>,
    /// Only what you work on.
    #[serde(default)]
    mine: bool,
    /// Only what waits for staff.
    #[serde(default)]
    open: bool,
    /// Only of business days at least so many days ago.
    age_days: Option<u32>,
    /// Give back what `next` held.
    cursor: Option<Cursor>,
    /// Rows of the page, 1 to 200.
    limit: Option<i64>,
    /// Form of an export; `csv` when absent.
    format: Option<Format>,
}

/// Oldest age that a list can be narrowed to, in days.
const AGE_DAYS_MAX: u32 = 36_500;

impl ListQuery {
    fn filter(self) -> Filter {
        Filter {
            day: self.day_id,
            status: self.status,
            acquirer: self.acquirer_id,
            mine: self.mine,
            open: self.open,
            age_days: self.age_days.map(|days| days.min(AGE_DAYS_MAX)),
            cursor: self.cursor,
            limit: self.limit,
        }
    }
}

/// What is not a plain match, as it stands, the newest day first.
#[utoipa::path(get, path = "/reconciliation/results", tag = "reconciliation", params(ListQuery),
    responses((status = 200, body = Page<ReconResult>)),
    extensions(("x-right" = json!(Right::ReconciliationRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<ReconResult>>, Problem> {
    actor.may(Right::ReconciliationRead)?;
    Ok(Json(view::list(&context, &actor, &query.filter()).await?))
}

/// The same list as a file: CSV, or XLSX up to 100,000 rows.
#[utoipa::path(get, path = "/reconciliation/results/export", tag = "reconciliation",
    params(ListQuery),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    ))),
    extensions(("x-right" = json!(Right::ReconciliationRead))))]
async fn download(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Response, Problem> {
    actor.may(Right::ReconciliationRead)?;
    let format = query.format.unwrap_or(Format::Csv);
    let filter = Filter { limit: Some(kernel::page::PAGE_LIMIT_MAX), ..query.filter() };
    let pages = export::pages(move |cursor: Option<Cursor>| {
        let (context, actor) = (context.clone(), actor.clone());
        let filter = Filter { cursor: cursor.or_else(|| filter.cursor.clone()), ..filter.clone() };
        async move { view::list(&context, &actor, &filter).await }
    });
    let rows = pages.map_ok(|page| page.into_iter().map(cells).collect());
    export::answer(format, File { name: "reconciliation", columns: HEAD }, rows).await
}

/// One result: both sides beside each other, and all its versions.
#[utoipa::path(get, path = "/reconciliation/results/{id}", tag = "reconciliation",
    params(("id" = ReconResultId, Path)), responses((status = 200, body = ReconDetail)),
    extensions(("x-right" = json!(Right::ReconciliationRead))))]
async fn read(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<ReconResultId>,
) -> Result<Json<ReconDetail>, Problem> {
    actor.may(Right::ReconciliationRead)?;
    Ok(Json(view::get(&context, &actor, id).await?))
}

/// A way out of a result.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SettleBody {
    /// The version that you have read.
    version: i32,
    /// Which way.
    way: ReconWay,
    /// How much is written off, fen; all of it when absent.
    #[serde(default)]
    amount_fen: Option<i64>,
    /// Until when it waits.
    #[serde(default)]
    until: Option<NaiveDate>,
    /// The result of the other side that it is put together with by hand.
    #[serde(default)]
    other: Option<ReconResultId>,
    /// Why, at most 500 characters.
    #[serde(default)]
    note: String,
}

/// What came of a decision: one of the two.
#[derive(Serialize, utoipa::ToSchema)]
struct SettleAnswer {
    /// The result as it stands now.
    result: Option<ReconResult>,
    /// What another person must approve first.
    approval: Option<ApprovalId>,
}

/// Take a way out of a result, or take the latest one back. 202: another person must approve.
#[utoipa::path(post, path = "/reconciliation/results/{id}/settle", tag = "reconciliation",
    params(("id" = ReconResultId, Path)), request_body = SettleBody,
    responses((status = 200, body = SettleAnswer), (status = 202, body = SettleAnswer)),
    extensions(("x-right" = json!(Right::ReconciliationSettle))))]
async fn decide(
    State(state): State<ReconState>,
    actor: Actor,
    Path(id): Path<ReconResultId>,
    Json(body): Json<SettleBody>,
) -> Result<(StatusCode, Json<SettleAnswer>), Problem> {
    actor.may(Right::ReconciliationSettle)?;
    let SettleBody { version, way, amount_fen, until, other, note } = body;
    let asked = Asked { id, version, way, amount_fen, until, other, note };
    Ok(match settle::settle(&state.context, &state.ledger, &actor, asked).await? {
        Settled::Done(entry) => {
            let result = Some((*entry).into());
            (StatusCode::OK, Json(SettleAnswer { result, approval: None }))
        }
        Settled::Asked(id) => {
            (StatusCode::ACCEPTED, Json(SettleAnswer { result: None, approval: Some(id) }))
        }
    })
}

/// Which version was read.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct AssignBody {
    /// The version that you have read.
    version: i32,
}

/// Take a result over.
#[utoipa::path(post, path = "/reconciliation/results/{id}/assign", tag = "reconciliation",
    params(("id" = ReconResultId, Path)), request_body = AssignBody,
    responses((status = 200, body = ReconResult)),
    extensions(("x-right" = json!(Right::ReconciliationSettle))))]
async fn assign(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<ReconResultId>,
    Json(body): Json<AssignBody>,
) -> Result<Json<ReconResult>, Problem> {
    actor.may(Right::ReconciliationSettle)?;
    Ok(Json(settle::assign(&context, &actor, (id, body.version)).await?.into()))
}

/// A note on a result.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ReconNoteBody {
    /// The version that you have read.
    version: i32,
    /// 1 to 500 characters.
    note: String,
}

/// Add a note to a result.
#[utoipa::path(post, path = "/reconciliation/results/{id}/note", tag = "reconciliation",
    params(("id" = ReconResultId, Path)), request_body = ReconNoteBody,
    responses((status = 200, body = ReconResult)),
    extensions(("x-right" = json!(Right::ReconciliationSettle))))]
async fn note(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<ReconResultId>,
    Json(body): Json<ReconNoteBody>,
) -> Result<Json<ReconResult>, Problem> {
    actor.may(Right::ReconciliationSettle)?;
    Ok(Json(settle::note(&context, &actor, (id, body.version), &body.note).await?.into()))
}
