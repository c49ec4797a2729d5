//! The ledger explorer.

use ::ledger::reads::TransferView;
use ::ledger::{
    Account, AccountKind, AccountsQuery, StatementLine, StatementQuery, TrialBalance, reads,
};
use axum::extract::State;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use kernel::{AccountId, Cursor, InstitutionId, Page, TransferId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Actor, App, Json, Path, Problem, Query, Right};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(accounts))
        .routes(routes!(account))
        .routes(routes!(statement))
        .routes(routes!(transfer))
        .routes(routes!(trial_balance))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AccountList {
    /// Of this institution.
    institution_id: Option<InstitutionId>,
    /// Written id of whose money it is.
    owner: Option<String>,
    /// Of this kind.
    kind: Option<AccountKind>,
    /// Part of name or owner.
    q: Option<String>,
    /// Go on after.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Accounts with their balances now.
#[utoipa::path(get, path = "/ledger/accounts", tag = "ledger", params(AccountList),
    responses((status = 200, body = Page<Account>)),
    extensions(("x-right" = json!(Right::LedgerRead))))]
async fn accounts(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<AccountList>,
) -> Result<Json<Page<Account>>, Problem> {
    actor.may(Right::LedgerRead)?;
    let query = AccountsQuery {
        institution: query.institution_id,
        owner: query.owner,
        kind: query.kind,
        q: query.q,
        cursor: query.cursor,
        limit: query.limit,
    };
    Ok(Json(reads::accounts(&actor.db(&app.db), &query).await?))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct At {
    /// As it was then; now when absent.
    at: Option<DateTime<Utc>>,
}

/// One account with its balance.
#[utoipa::path(get, path = "/ledger/accounts/{id}", tag = "ledger",
    params(("id" = AccountId, Path), At), responses((status = 200, body = Account)),
    extensions(("x-right" = json!(Right::LedgerRead))))]
async fn account(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<AccountId>,
    Query(query): Query<At>,
) -> Result<Json<Account>, Problem> {
    actor.may(Right::LedgerRead)?;
    Ok(Json(reads::account(&actor.db(&app.db), id, query.at).await?))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Entries {
    /// Not before.
    from: Option<DateTime<Utc>>,
    /// Not after.
    to: Option<DateTime<Utc>>,
    /// Go on after.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Entries of an account, newest first, each with the balance after it.
#[utoipa::path(get, path = "/ledger/accounts/{id}/statement", tag = "ledger",
    params(("id" = AccountId, Path), Entries),
    responses((status = 200, body = Page<StatementLine>)),
    extensions(("x-right" = json!(Right::LedgerRead))))]
async fn statement(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<AccountId>,
    Query(query): Query<Entries>,
) -> Result<Json<Page<StatementLine>>, Problem> {
    actor.may(Right::LedgerRead)?;
    let db = actor.db(&app.db);
    let institution = reads::account(&db, id, None).await?.institution_id;
    let query =
        StatementQuery { from: query.from, to: query.to, cursor: query.cursor, limit: query.limit };
    Ok(Json(reads::statement(&db, institution, id, &query).await?))
}

/// One transfer of the journal.
#[utoipa::path(get, path = "/ledger/transfers/{id}", tag = "ledger",
    params(("id" = TransferId, Path)), responses((status = 200, body = TransferView)),
    extensions(("x-right" = json!(Right::LedgerRead))))]
async fn transfer(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<TransferId>,
) -> Result<Json<TransferView>, Problem> {
    actor.may(Right::LedgerRead)?;
    Ok(Json(reads::transfer(&actor.db(&app.db), id).await?))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Trial {
    /// Whose books; those of the caller's institution when absent.
    institution_id: Option<InstitutionId>,
    /// Day in China, e.g. `2026-03-02`; today when absent.
    day: Option<NaiveDate>,
}

/// The books of an institution at the end of a day in China.
#[utoipa::path(get, path = "/ledger/trial-balance", tag = "ledger", params(Trial),
    responses((status = 200, body = TrialBalance)),
    extensions(("x-right" = json!(Right::LedgerRead))))]
async fn trial_balance(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Trial>,
) -> Result<Json<TrialBalance>, Problem> {
    actor.may(Right::LedgerRead)?;
    let institution = query.institution_id.unwrap_or(actor.institution);
    if institution != actor.institution && !actor.network {
        return Err(identity::institutions::Error::Missing(institution).into());
    }
    let china = FixedOffset::east_opt(8 * 3600).expect("8 hours are less than a day");
    let day = query.day.unwrap_or_else(|| app.clock.now().with_timezone(&china).date_naive());
    Ok(Json(reads::trial_balance(&actor.db(&app.db), institution, day).await?))
}
