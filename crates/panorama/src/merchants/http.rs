//! Routes of merchants, their stores and contracts.

use super::bulk::COLUMNS;
use super::columns::{HEAD, cells};
use super::draft;
use super::{
    BadField, Contract, ContractDraft, ContractMode, ContractState, Entry, Error, Filter,
    HistoryRow, MerchantChange, MerchantDraft, MerchantKind, MerchantPatch, MerchantState, Shown,
    Store, StoreDraft, StorePatch, StoreState,
};
use crate::imports::{
    FormatQuery, Import, ImportBody, ImportKind, UploadQuery, answered, home_of, template_answer,
    whole_file,
};
use crate::{Context, Note};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use futures::TryStreamExt;
use gateway::export::{self, Format, Sheet};
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::{
    ContractId, Cursor, Division, InstitutionId, KeptPlace, Mcc, MerchantCode, MerchantId, Page,
    Rule, RuleWord, StoreId,
};
use serde::{Deserialize, Serialize};

/// The routes.
pub fn routes() -> OpenApiRouter<Context> {
    let files = OpenApiRouter::new().routes(gateway::routes!(import)).layer(whole_file());
    OpenApiRouter::new()
        .routes(gateway::routes!(list, create))
        .routes(gateway::routes!(export))
        .routes(gateway::routes!(template))
        .routes(gateway::routes!(read, change))
        .routes(gateway::routes!(history))
        .routes(gateway::routes!(suspend))
        .routes(gateway::routes!(resume))
        .routes(gateway::routes!(close))
        .routes(gateway::routes!(stores, add_store))
        .routes(gateway::routes!(change_store))
        .routes(gateway::routes!(contracts, add_contract))
        .routes(gateway::routes!(end_contract))
        .merge(files)
}

/// A merchant 特约商户.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Merchant)]
struct MerchantView {
    id: MerchantId,
    /// Home institution, which alone may change it.
    institution_id: InstitutionId,
    /// Merchant number, 15 digits.
    code: MerchantCode,
    name: String,
    short_name: String,
    kind: MerchantKind,
    /// Credit code; absent for a micro merchant.
    uscc: Option<String>,
    /// Responsible person's id number, masked; of a micro merchant.
    responsible_id: Option<String>,
    mcc: Mcc,
    division_code: Division,
    address: String,
    place: Option<KeptPlace>,
    /// Masked.
    settlement_account: String,
    settlement_bank: String,
    /// Masked.
    phone: String,
    state: MerchantState,
    /// Open stores.
    stores_count: i64,
    /// Terminals that are not closed.
    terminals_count: i64,
    /// Those that you may see, newest first.
    contracts: Vec<ContractView>,
    /// Counts the changes.
    version: i32,
    created_at: DateTime<Utc>,
}

impl From<Shown> for MerchantView {
    fn from(shown: Shown) -> MerchantView {
        let merchant = shown.merchant;
        MerchantView {
            id: merchant.id,
            institution_id: merchant.institution,
            code: merchant.code,
            name: merchant.name,
            short_name: merchant.short_name,
            kind: merchant.kind,
            uscc: merchant.uscc,
            responsible_id: merchant.responsible.map(|person| person.masked),
            mcc: merchant.mcc,
            division_code: merchant.division,
            address: merchant.address,
            place: merchant.place,
            settlement_account: merchant.settlement.masked,
            settlement_bank: merchant.settlement_bank,
            phone: merchant.phone.masked,
            state: merchant.state,
            stores_count: shown.stores_count,
            terminals_count: shown.terminals_count,
            contracts: shown.contracts.into_iter().map(ContractView::from).collect(),
            version: merchant.version,
            created_at: merchant.created_at,
        }
    }
}

/// A store 门店.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Store)]
struct StoreView {
    id: StoreId,
    merchant_id: MerchantId,
    /// Store code, unique within the merchant.
    code: String,
    name: String,
    address: String,
    division_code: Division,
    mcc: Mcc,
    place: KeptPlace,
    state: StoreState,
    version: i32,
    created_at: DateTime<Utc>,
}

impl From<Store> for StoreView {
    fn from(store: Store) -> StoreView {
        StoreView {
            id: store.id,
            merchant_id: store.merchant,
            code: store.code,
            name: store.name,
            address: store.address,
            division_code: store.division,
            mcc: store.mcc,
            place: store.place,
            state: store.state,
            version: store.version,
            created_at: store.created_at,
        }
    }
}

/// A contract with an acquirer 受理协议.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Contract)]
struct ContractView {
    id: ContractId,
    merchant_id: MerchantId,
    acquirer_id: InstitutionId,
    acquirer_name: String,
    /// The merchant's number with the acquirer.
    acquirer_merchant_code: String,
    mode: ContractMode,
    products: Vec<String>,
    from: NaiveDate,
    until: Option<NaiveDate>,
    state: ContractState,
    created_at: DateTime<Utc>,
}

impl From<Contract> for ContractView {
    fn from(contract: Contract) -> ContractView {
        ContractView {
            id: contract.id,
            merchant_id: contract.merchant,
            acquirer_id: contract.acquirer,
            acquirer_name: contract.acquirer_name,
            acquirer_merchant_code: contract.acquirer_merchant_code,
            mode: contract.mode,
            products: contract.products,
            from: contract.from,
            until: contract.until,
            state: contract.state,
            created_at: contract.created_at,
        }
    }
}

/// A change of a merchant.
#[derive(Serialize, utoipa::ToSchema)]
struct MerchantHistory {
    version: i32,
    change: MerchantChange,
    from_state: Option<MerchantState>,
    to_state: MerchantState,
    /// Written id of who did it.
    actor: String,
    actor_name: String,
    note: String,
    #[schema(value_type = Object)]
    detail: serde_json::Value,
    at: DateTime<Utc>,
}

impl From<HistoryRow> for MerchantHistory {
    fn from(row: HistoryRow) -> MerchantHistory {
        MerchantHistory {
            version: row.version,
            change: row.change,
            from_state: row.from_state,
            to_state: row.to_state,
            actor: row.actor,
            actor_name: row.actor_name,
            note: row.note,
            detail: row.detail,
            at: row.at,
        }
    }
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Part of a name; or a whole merchant number, credit code, phone, account or id number.
    q: Option<String>,
    /// In this state.
    state: Option<MerchantState>,
    /// In this district or county, six digits.
    division: Option<Division>,
    /// Of this category, four digits.
    mcc: Option<Mcc>,
    /// Give back what `next` held.
    cursor: Option<Cursor>,
    /// Rows of the page, 1 to 200.
    limit: Option<i64>,
    /// Form of an export; `csv` when absent.
    format: Option<Format>,
}

impl ListQuery {
    fn filter(self) -> Filter {
        Filter {
            text: self.q,
            state: self.state,
            division: self.division,
            mcc: self.mcc,
            cursor: self.cursor,
            limit: self.limit,
        }
    }
}

/// A merchant to be signed, with its first stores and contracts.
#[derive(Deserialize, utoipa::ToSchema)]
struct NewMerchantBody {
    /// Home institution; the caller's own when absent. Only the network branch may name another.
    #[serde(default)]
    institution_id: Option<InstitutionId>,
    /// The papers.
    #[serde(flatten)]
    merchant: MerchantDraft,
    /// First stores, at most 100.
    #[serde(default)]
    stores: Vec<StoreDraft>,
    /// First contracts, at most 100.
    #[serde(default)]
    contracts: Vec<ContractDraft>,
}

/// Stores or contracts that a merchant may be signed with at once.
const BESIDE_MAX: usize = 100;

impl NewMerchantBody {
    fn entry(&self) -> Result<Entry, Error> {
        let first = |bad: Vec<BadField>| {
            let none = || draft::rule("body", RuleWord::Required, "breaks a rule");
            bad.into_iter().next().unwrap_or_else(none)
        };
        if self.stores.len() > BESIDE_MAX || self.contracts.len() > BESIDE_MAX {
            let rule = Rule::new(RuleWord::AtMost, "at most 100 at once").with("max", BESIDE_MAX);
            return Err(draft::breaks("stores", rule).into());
        }
        for contract in &self.contracts {
            contract.check()?;
        }
        let stores = self.stores.iter().map(StoreDraft::check).collect::<Result<_, _>>();
        Ok(Entry {
            merchant: self.merchant.check().map_err(first)?,
            stores: stores.map_err(first)?,
            contracts: self.contracts.clone(),
        })
    }
}

/// Merchants, newest first.
#[utoipa::path(get, path = "/merchants", tag = "merchants", params(ListQuery),
    responses((status = 200, body = Page<MerchantView>)),
    extensions(("x-right" = json!(Right::MerchantsRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<MerchantView>>, Problem> {
    actor.may(Right::MerchantsRead)?;
    let page = super::list(&context, &actor, &query.filter()).await?;
    Ok(Json(page.map(MerchantView::from)))
}

/// Sign a merchant.
#[utoipa::path(post, path = "/merchants", tag = "merchants", request_body = NewMerchantBody,
    responses((status = 201, body = MerchantView)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn create(
    State(context): State<Context>,
    actor: Actor,
    Json(body): Json<NewMerchantBody>,
) -> Result<(StatusCode, Json<MerchantView>), Problem> {
    actor.may(Right::MerchantsWrite)?;
    let home = home_of(&actor, body.institution_id);
    let shown = super::create(&context, &actor, home, body.entry()?).await?;
    Ok((StatusCode::CREATED, Json(shown.into())))
}

/// One merchant.
#[utoipa::path(get, path = "/merchants/{id}", tag = "merchants",
    params(("id" = MerchantId, Path)), responses((status = 200, body = MerchantView)),
    extensions(("x-right" = json!(Right::MerchantsRead))))]
async fn read(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<MerchantId>,
) -> Result<Json<MerchantView>, Problem> {
    actor.may(Right::MerchantsRead)?;
    Ok(Json(super::get(&context, &actor, id).await?.into()))
}

/// Change a merchant's papers. What is absent stays.
#[utoipa::path(patch, path = "/merchants/{id}", tag = "merchants",
    params(("id" = MerchantId, Path)), request_body = MerchantPatch,
    responses((status = 200, body = MerchantView)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn change(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<MerchantId>,
    Json(patch): Json<MerchantPatch>,
) -> Result<Json<MerchantView>, Problem> {
    actor.may(Right::MerchantsWrite)?;
    Ok(Json(super::update(&context, &actor, id, patch).await?.into()))
}

/// The latest 200 changes of a merchant, newest first.
#[utoipa::path(get, path = "/merchants/{id}/history", tag = "merchants",
    params(("id" = MerchantId, Path)), responses((status = 200, body = Page<MerchantHistory>)),
    extensions(("x-right" = json!(Right::MerchantsRead))))]
async fn history(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<MerchantId>,
) -> Result<Json<Page<MerchantHistory>>, Problem> {
    actor.may(Right::MerchantsRead)?;
    let rows = super::history(&context, &actor, id).await?;
    Ok(Json(whole(rows.into_iter().map(MerchantHistory::from).collect())))
}

/// Hold a merchant for a time; its terminals take no payment.
#[utoipa::path(post, path = "/merchants/{id}/suspend", tag = "merchants",
    params(("id" = MerchantId, Path)), request_body = Note,
    responses((status = 200, body = MerchantView)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn suspend(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<MerchantId>,
    note: Note,
) -> Result<Json<MerchantView>, Problem> {
    actor.may(Right::MerchantsWrite)?;
    Ok(Json(super::suspend(&context, &actor, id, &note.note).await?.into()))
}

/// End a suspension.
#[utoipa::path(post, path = "/merchants/{id}/resume", tag = "merchants",
    params(("id" = MerchantId, Path)), request_body = Note,
    responses((status = 200, body = MerchantView)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn resume(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<MerchantId>,
    note: Note,
) -> Result<Json<MerchantView>, Problem> {
    actor.may(Right::MerchantsWrite)?;
    Ok(Json(super::resume(&context, &actor, id, &note.note).await?.into()))
}

/// Close a merchant for good; its terminals must be closed before.
#[utoipa::path(post, path = "/merchants/{id}/close", tag = "merchants",
    params(("id" = MerchantId, Path)), request_body = Note,
    responses((status = 200, body = MerchantView)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn close(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<MerchantId>,
    note: Note,
) -> Result<Json<MerchantView>, Problem> {
    actor.may(Right::MerchantsWrite)?;
    Ok(Json(super::close(&context, &actor, id, &note.note).await?.into()))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct PageQuery {
    /// Give back what `next` held.
    cursor: Option<Cursor>,
    /// Rows of the page, 1 to 200.
    limit: Option<i64>,
}

/// A merchant's stores, oldest first.
#[utoipa::path(get, path = "/merchants/{id}/stores", tag = "merchants",
    params(("id" = MerchantId, Path), PageQuery),
    responses((status = 200, body = Page<StoreView>)),
    extensions(("x-right" = json!(Right::MerchantsRead))))]
async fn stores(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<MerchantId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<StoreView>>, Problem> {
    actor.may(Right::MerchantsRead)?;
    let page = super::stores(&context, &actor, id, query.cursor.as_ref(), query.limit).await?;
    Ok(Json(page.map(StoreView::from)))
}

/// Add a store.
#[utoipa::path(post, path = "/merchants/{id}/stores", tag = "merchants",
    params(("id" = MerchantId, Path)), request_body = StoreDraft,
    responses((status = 201, body = StoreView)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn add_store(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<MerchantId>,
    Json(draft): Json<StoreDraft>,
) -> Result<(StatusCode, Json<StoreView>), Problem> {
    actor.may(Right::MerchantsWrite)?;
    let new = draft.check().map_err(first_bad)?;
    let store = super::add_store(&context, &actor, id, new).await?;
    Ok((StatusCode::CREATED, Json(store.into())))
}

/// Change or close a store.
#[utoipa::path(patch, path = "/stores/{id}", tag = "merchants",
    params(("id" = StoreId, Path)), request_body = StorePatch,
    responses((status = 200, body = StoreView)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn change_store(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<StoreId>,
    Json(patch): Json<StorePatch>,
) -> Result<Json<StoreView>, Problem> {
    actor.may(Right::MerchantsWrite)?;
    Ok(Json(super::update_store(&context, &actor, id, patch).await?.into()))
}

/// A merchant's contracts that you may see, newest first.
#[utoipa::path(get, path = "/merchants/{id}/contracts", tag = "merchants",
    params(("id" = MerchantId, Path)), responses((status = 200, body = Page<ContractView>)),
    extensions(("x-right" = json!(Right::MerchantsRead))))]
async fn contracts(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<MerchantId>,
) -> Result<Json<Page<ContractView>>, Problem> {
    actor.may(Right::MerchantsRead)?;
    let rows = super::contracts(&context, &actor, id).await?;
    Ok(Json(whole(rows.into_iter().map(ContractView::from).collect())))
}

/// Record a contract with an acquirer, which may read the merchant from now on.
#[utoipa::path(post, path = "/merchants/{id}/contracts", tag = "merchants",
    params(("id" = MerchantId, Path)), request_body = ContractDraft,
    responses((status = 201, body = ContractView)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn add_contract(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<MerchantId>,
    Json(draft): Json<ContractDraft>,
) -> Result<(StatusCode, Json<ContractView>), Problem> {
    actor.may(Right::MerchantsWrite)?;
    let contract = super::add_contract(&context, &actor, id, draft).await?;
    Ok((StatusCode::CREATED, Json(contract.into())))
}

/// End a contract; the terminals under it must be closed or moved before.
#[utoipa::path(post, path = "/contracts/{id}/end", tag = "merchants",
    params(("id" = ContractId, Path)), responses((status = 200, body = ContractView)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn end_contract(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<ContractId>,
) -> Result<Json<ContractView>, Problem> {
    actor.may(Right::MerchantsWrite)?;
    Ok(Json(super::end_contract(&context, &actor, id).await?.into()))
}

/// Import merchants with their stores: all rows or none.
#[utoipa::path(post, path = "/merchants/import", tag = "imports", params(UploadQuery),
    request_body(content = ImportBody, content_type = "application/octet-stream"),
    responses((status = 200, body = Import), (status = 202, body = Import)),
    extensions(("x-right" = json!(Right::MerchantsWrite))))]
async fn import(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<UploadQuery>,
    body: ImportBody,
) -> Result<(StatusCode, Json<Import>), Problem> {
    actor.may(Right::MerchantsWrite)?;
    let home = home_of(&actor, query.institution_id);
    let upload = body.upload(ImportKind::Merchants, &query);
    Ok(answered(super::import(&context, &actor, home, &upload).await?))
}

/// An empty file for importing merchants, with an example.
#[utoipa::path(get, path = "/merchants/import/template", tag = "imports", params(FormatQuery),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    ))),
    extensions(("x-right" = json!(Right::MerchantsRead))))]
async fn template(actor: Actor, Query(query): Query<FormatQuery>) -> Result<Response, Problem> {
    actor.may(Right::MerchantsRead)?;
    template_answer(ImportKind::Merchants, COLUMNS, &query)
}

/// Merchants as a file: CSV, or XLSX up to 100,000 rows.
#[utoipa::path(get, path = "/merchants/export", tag = "merchants", params(ListQuery),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    ))),
    extensions(("x-right" = json!(Right::MerchantsRead))))]
async fn export(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Response, Problem> {
    actor.may(Right::MerchantsRead)?;
    let format = query.format.unwrap_or(Format::Csv);
    let filter = Filter { limit: Some(kernel::page::PAGE_LIMIT_MAX), ..query.filter() };
    let pages = export::pages(move |cursor: Option<Cursor>| {
        let (context, actor) = (context.clone(), actor.clone());
        let filter = Filter { cursor: cursor.or_else(|| filter.cursor.clone()), ..filter.clone() };
        async move { super::list(&context, &actor, &filter).await }
    });
    let rows = pages.map_ok(|page| page.into_iter().map(cells).collect());
    export::answer(format, Sheet { name: "merchants", columns: HEAD }, rows).await
}

fn first_bad(bad: Vec<BadField>) -> Problem {
    match bad.into_iter().next() {
        Some(bad) => Error::from(bad).into(),
        None => Problem::bug(&"a draft was refused without a reason"),
    }
}

/// A list that is always one page.
fn whole<T>(items: Vec<T>) -> Page<T> {
    Page { items, next: None }
}
