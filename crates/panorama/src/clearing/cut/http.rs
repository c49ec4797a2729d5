//! Routes of business days.

use super::{ClearingDay, DayState, DaySum, Filter};
use crate::Context;
use crate::clearing::Item;
use axum::extract::{FromRef, State};
use chrono::NaiveDate;
use gateway::{Actor, Json, OpenApiRouter, Problem, Query, Right};
use kernel::{Cursor, InstitutionId, MerchantId, Page};
use ledger::Ledger;
use serde::Deserialize;

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
        .routes(gateway::routes!(items))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only this institution's.
    institution_id: Option<InstitutionId>,
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
    /// Only this merchant.
    merchant_id: Option<MerchantId>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
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
    let day = (query.institution_id.unwrap_or(actor.institution), query.business_date);
    Ok(Json(super::sums(&context, &actor, day, query.cursor, query.limit).await?))
}

/// Lines of a day. An acquirer sees what it acquired.
#[utoipa::path(get, path = "/clearing/items", tag = "clearing", params(DayQuery),
    operation_id = "clearing_items", responses((status = 200, body = Page<Item>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn items(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<DayQuery>,
) -> Result<Json<Page<Item>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let day = (query.institution_id.unwrap_or(actor.institution), query.business_date);
    let page = (query.cursor, query.limit);
    Ok(Json(super::items(&context, &actor, day, query.merchant_id, page).await?))
}
