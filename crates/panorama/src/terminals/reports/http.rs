//! Routes of makers' reports.

use super::{Report, ReportDifference, Taken};
use crate::Context;
use crate::imports::{ImportBody, ImportKind, UploadQuery, home_of, whole_file};
use axum::extract::State;
use axum::http::StatusCode;
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::{Cursor, Page, ReportId};

/// The routes.
pub fn routes() -> OpenApiRouter<Context> {
    let files = OpenApiRouter::new().routes(gateway::routes!(take)).layer(whole_file());
    OpenApiRouter::new()
        .routes(gateway::routes!(list))
        .routes(gateway::routes!(differences))
        .merge(files)
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct PageQuery {
    /// Give back what `next` held.
    cursor: Option<Cursor>,
    /// Rows of the page, 1 to 200.
    limit: Option<i64>,
}

/// Makers' reports, newest first.
#[utoipa::path(get, path = "/makers-reports", tag = "makers-reports", params(PageQuery),
    responses((status = 200, body = Page<Report>)),
    extensions(("x-right" = json!(Right::MakersReportsRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Report>>, Problem> {
    actor.may(Right::MakersReportsRead)?;
    Ok(Json(super::list(&context, &actor, query.cursor.as_ref(), query.limit).await?))
}

/// Hand a maker's report in: all rows or none.
#[utoipa::path(post, path = "/makers-reports", tag = "makers-reports", params(UploadQuery),
    request_body(content = ImportBody, content_type = "application/octet-stream"),
    responses((status = 201, body = Taken), (status = 200, body = Taken)),
    extensions(("x-right" = json!(Right::MakersReportsWrite))))]
async fn take(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<UploadQuery>,
    body: ImportBody,
) -> Result<(StatusCode, Json<Taken>), Problem> {
    actor.may(Right::MakersReportsWrite)?;
    let home = home_of(&actor, query.institution_id);
    let upload = body.upload(ImportKind::Terminals, &query);
    let taken = super::take(&context, &actor, home, &upload).await?;
    let made = taken.report.is_some();
    let status = if made { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(taken)))
}

/// What disagrees between a report and the register as it is now, by serial number.
#[utoipa::path(get, path = "/makers-reports/{id}/differences", tag = "makers-reports",
    params(("id" = ReportId, Path), PageQuery),
    responses((status = 200, body = Page<ReportDifference>)),
    extensions(("x-right" = json!(Right::TerminalsRead))))]
async fn differences(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<ReportId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ReportDifference>>, Problem> {
    actor.may(Right::TerminalsRead)?;
    let cursor = query.cursor.as_ref();
    let page = super::differences(&context, &actor, id, cursor, query.limit).await?;
    page.map(Json).ok_or_else(|| {
        let detail = format!("there is no makers' report {id}");
        Problem::new(StatusCode::NOT_FOUND, "makers_report_missing", detail)
    })
}
