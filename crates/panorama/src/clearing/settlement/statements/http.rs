//! Routes of statements.

use super::{Of, StatementEntry, entries};
use crate::Context;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use futures::TryStreamExt;
use gateway::export::{self, Cell, Format, Sheet};
use gateway::{Actor, Json, OpenApiRouter, Problem, Query, Right};
use kernel::{Cursor, MerchantId, Money, Page};
use serde::Deserialize;

/// Rows of a page of a file.
const EXPORT_PAGE_ROWS: i64 = 200;

/// All routes of statements.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(gateway::routes!(list))
        .routes(gateway::routes!(download))
        .routes(gateway::routes!(paper))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct StatementQuery {
    /// The merchant.
    merchant_id: MerchantId,
    /// Settlement days from this one.
    from: NaiveDate,
    /// To this one.
    until: NaiveDate,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
    /// Kind of file, in an export.
    format: Option<Format>,
}

impl StatementQuery {
    fn of(&self) -> Of {
        Of { merchant: self.merchant_id, from: self.from, until: self.until }
    }
}

/// What a merchant was settled, oldest first.
#[utoipa::path(get, path = "/clearing/statements", tag = "clearing", params(StatementQuery),
    operation_id = "statements_list", responses((status = 200, body = Page<StatementEntry>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<StatementQuery>,
) -> Result<Json<Page<StatementEntry>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let page = entries(&context, &actor, query.of(), query.cursor.as_ref(), query.limit).await?;
    Ok(Json(page))
}

/// A merchant's statement as a file: CSV, or XLSX.
#[utoipa::path(get, path = "/clearing/statements/export", tag = "clearing",
    operation_id = "statements_export", params(StatementQuery),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    ))),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn download(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<StatementQuery>,
) -> Result<Response, Problem> {
    actor.may(Right::ClearingRead)?;
    let (of, who) = (query.of(), actor.clone());
    let from = query.cursor.clone();
    let pages = export::pages(move |cursor: Option<Cursor>| {
        let cursor = cursor.or_else(|| from.clone());
        let (context, who) = (context.clone(), who.clone());
        async move { entries(&context, &who, of, cursor.as_ref(), Some(EXPORT_PAGE_ROWS)).await }
    });
    let rows = pages.map_ok(|page| page.iter().map(cells).collect());
    let format = query.format.unwrap_or(Format::Csv);
    export::answer(format, Sheet { name: "statement", columns: COLUMNS }, rows).await
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PaperQuery {
    /// The merchant.
    merchant_id: MerchantId,
    /// Settlement days from this one.
    from: NaiveDate,
    /// To this one; at most 2,000 settlements.
    until: NaiveDate,
}

/// A merchant's statement as a paper, in Chinese: PDF, A4.
#[utoipa::path(get, path = "/clearing/statements/paper", tag = "clearing",
    operation_id = "statements_paper", params(PaperQuery),
    responses((status = 200, description = "The paper", body = Vec<u8>,
        content_type = "application/pdf")),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn paper(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<PaperQuery>,
) -> Result<Response, Problem> {
    actor.may(Right::ClearingRead)?;
    let PaperQuery { merchant_id: merchant, from, until } = query;
    let pdf = super::pdf(&context, &actor, Of { merchant, from, until }).await?;
    let name = format!("attachment; filename=\"statement-{merchant}-{from}-{until}.pdf\"");
    let heads =
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((StatusCode::OK, heads, pdf).into_response())
}

const COLUMNS: &[&str] = &[
    "结算日",
    "结算批次",
    "结算明细",
    "收单机构",
    "清算笔数",
    "交易净额",
    "手续费",
    "上批结转",
    "暂缓",
    "出款",
    "结转下批",
    "状态",
    "原因",
];

fn cells(entry: &StatementEntry) -> Vec<Cell> {
    let money = |fen| Cell::Money(Money::from_fen(fen));
    vec![
        entry.settle_date.to_string().into(),
        entry.batch_id.to_string().into(),
        entry.line_id.to_string().into(),
        entry.acquirer_id.to_string().into(),
        i64::from(entry.items).into(),
        money(entry.gross_fen),
        money(entry.fee_fen),
        money(entry.carried_in_fen),
        money(entry.held_fen),
        money(entry.payout_fen),
        money(entry.carried_out_fen),
        entry.state.as_str().into(),
        entry.reason.clone().into(),
    ]
}
