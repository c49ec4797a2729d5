//! Routes of terminals.

use super::bulk::COLUMNS;
use super::{
    Binding, BindingDraft, Change, DeviceType, Filter, HistoryRow, NewTerminal, Serial, Terminal,
    TerminalCode, TerminalState, TestResult,
};
use crate::imports::{
    FormatQuery, Import, ImportBody, ImportKind, UploadQuery, answered, home_of, template_answer,
    whole_file,
};
use crate::{Context, Note};
use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use evidence::LeafState;
use futures::TryStreamExt;
use gateway::export::{self, Cell, Format, Sheet};
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::{
    ApprovalId, BindingId, Cursor, InstitutionId, KeptPlace, LeafId, MerchantCode, MerchantId,
    Page, StoreId, TerminalId,
};
use serde::{Deserialize, Serialize};

/// The routes.
pub fn routes() -> OpenApiRouter<Context> {
    let files = OpenApiRouter::new().routes(gateway::routes!(import)).layer(whole_file());
    OpenApiRouter::new()
        .routes(gateway::routes!(list, register))
        .routes(gateway::routes!(export))
        .routes(gateway::routes!(template))
        .routes(gateway::routes!(read))
        .routes(gateway::routes!(bind))
        .routes(gateway::routes!(test))
        .routes(gateway::routes!(activate))
        .routes(gateway::routes!(rebind))
        .routes(gateway::routes!(suspend))
        .routes(gateway::routes!(resume))
        .routes(gateway::routes!(close))
        .routes(gateway::routes!(history))
        .routes(gateway::routes!(proof))
        .merge(files)
        .merge(super::reports::routes())
}

/// The five elements that a terminal is bound by 绑定关系.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Binding)]
struct BindingView {
    id: BindingId,
    acquirer_id: InstitutionId,
    /// Element 1.
    acquirer_code: String,
    /// Element 2.
    merchant_code: MerchantCode,
    /// Element 3: credit code, or the responsible person's id number, masked.
    credit_code: String,
    /// Element 4, masked.
    settlement_account: String,
    /// Element 5.
    place: KeptPlace,
    store_id: StoreId,
    terminal_code: TerminalCode,
    bound_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    /// Leaf of the evidence log.
    leaf_id: LeafId,
    /// Absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    proof_state: Option<LeafState>,
}

impl From<Binding> for BindingView {
    fn from(binding: Binding) -> BindingView {
        BindingView {
            id: binding.id,
            acquirer_id: binding.acquirer,
            acquirer_code: binding.acquirer_code,
            merchant_code: binding.merchant_code,
            credit_code: binding.owner.shown().to_owned(),
            settlement_account: binding.settlement_masked,
            place: KeptPlace::new(binding.place, binding.datum),
            store_id: binding.store,
            terminal_code: binding.terminal_code,
            bound_at: binding.bound_at,
            ended_at: binding.ended_at,
            leaf_id: binding.leaf,
            proof_state: None,
        }
    }
}

/// A terminal 受理终端.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Terminal)]
struct TerminalView {
    id: TerminalId,
    /// Home institution, which alone may change it.
    institution_id: InstitutionId,
    serial: Serial,
    device_type: DeviceType,
    maker: String,
    model: String,
    state: TerminalState,
    /// The last trial was good.
    tested: bool,
    /// Number with the acquirer, field 41.
    terminal_code: Option<TerminalCode>,
    merchant_id: Option<MerchantId>,
    merchant_code: Option<MerchantCode>,
    merchant_name: Option<String>,
    store_id: Option<StoreId>,
    store_name: Option<String>,
    /// What it is bound to; after closing, what it was bound to last.
    binding: Option<BindingView>,
    /// Counts the changes.
    version: i32,
    last_seen_at: Option<DateTime<Utc>>,
    opened_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
}

impl From<Terminal> for TerminalView {
    fn from(terminal: Terminal) -> TerminalView {
        let bound = terminal.binding.as_ref();
        TerminalView {
            id: terminal.id,
            institution_id: terminal.institution,
            serial: terminal.serial,
            device_type: terminal.device_type,
            maker: terminal.maker,
            model: terminal.model,
            state: terminal.state,
            tested: terminal.tested,
            terminal_code: bound.map(|binding| binding.terminal_code),
            merchant_id: bound.map(|binding| binding.merchant),
            merchant_code: bound.map(|binding| binding.merchant_code),
            merchant_name: terminal.merchant_name,
            store_id: bound.map(|binding| binding.store),
            store_name: terminal.store_name,
            binding: terminal.binding.map(BindingView::from),
            version: terminal.version,
            last_seen_at: terminal.last_seen_at,
            opened_at: terminal.opened_at,
            closed_at: terminal.closed_at,
        }
    }
}

/// A change of a terminal, or of one that had its serial number before.
#[derive(Serialize, utoipa::ToSchema)]
struct TerminalHistory {
    terminal_id: TerminalId,
    version: i32,
    change: Change,
    from_state: Option<TerminalState>,
    to_state: TerminalState,
    /// Written id of who did it.
    actor: String,
    actor_name: String,
    note: String,
    #[schema(value_type = Object)]
    detail: serde_json::Value,
    /// The binding in force after the change.
    binding: Option<BindingView>,
    at: DateTime<Utc>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// A whole terminal or merchant number, or the beginning of a serial number.
    q: Option<String>,
    /// In this state.
    state: Option<TerminalState>,
    /// Of this merchant.
    merchant: Option<MerchantId>,
    /// In this store.
    store: Option<StoreId>,
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
            merchant: self.merchant,
            store: self.store,
            cursor: self.cursor,
            limit: self.limit,
        }
    }
}

/// A terminal to be registered.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Registration {
    /// Home institution; the caller's own when absent. Only the network branch may name another.
    #[serde(default)]
    institution_id: Option<InstitutionId>,
    /// 8 to 50 letters and digits.
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{8,50}$")]
    serial: String,
    /// 01 to 13.
    device_type: DeviceType,
    /// 1 to 64 characters.
    maker: String,
    /// 1 to 64 characters.
    model: String,
}

/// Terminals, newest first.
#[utoipa::path(get, path = "/terminals", tag = "terminals", params(ListQuery),
    responses((status = 200, body = Page<TerminalView>)),
    extensions(("x-right" = json!(Right::TerminalsRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<TerminalView>>, Problem> {
    actor.may(Right::TerminalsRead)?;
    let page = super::list(&context, &actor, &query.filter()).await?;
    Ok(Json(page.map(TerminalView::from)))
}

/// Register a terminal by its serial number.
#[utoipa::path(post, path = "/terminals", tag = "terminals", request_body = Registration,
    responses((status = 201, body = TerminalView)),
    extensions(("x-right" = json!(Right::TerminalsWrite))))]
async fn register(
    State(context): State<Context>,
    actor: Actor,
    Json(body): Json<Registration>,
) -> Result<(StatusCode, Json<TerminalView>), Problem> {
    actor.may(Right::TerminalsWrite)?;
    let home = home_of(&actor, body.institution_id);
    let new = NewTerminal {
        serial: body.serial.parse::<Serial>()?,
        device_type: body.device_type,
        maker: body.maker,
        model: body.model,
    };
    let terminal = super::register(&context, &actor, home, new).await?;
    Ok((StatusCode::CREATED, Json(terminal.into())))
}

/// One terminal.
#[utoipa::path(get, path = "/terminals/{id}", tag = "terminals",
    params(("id" = TerminalId, Path)), responses((status = 200, body = TerminalView)),
    extensions(("x-right" = json!(Right::TerminalsRead))))]
async fn read(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<TerminalId>,
) -> Result<Json<TerminalView>, Problem> {
    actor.may(Right::TerminalsRead)?;
    show(&context, &actor, id).await
}

/// Bind a registered terminal by the five elements.
#[utoipa::path(post, path = "/terminals/{id}/bind", tag = "terminals",
    params(("id" = TerminalId, Path)), request_body = BindingDraft,
    responses((status = 200, body = TerminalView)),
    extensions(("x-right" = json!(Right::TerminalsWrite))))]
async fn bind(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<TerminalId>,
    Json(draft): Json<BindingDraft>,
) -> Result<Json<TerminalView>, Problem> {
    actor.may(Right::TerminalsWrite)?;
    super::bind(&context, &actor, id, draft).await?;
    show(&context, &actor, id).await
}

/// How a trial went. The body may be left out: then it was good.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct TestBody {
    /// `started`, `passed` or `failed`.
    #[serde(default = "passed")]
    result: TestResult,
    /// In the words of whoever tried it.
    #[serde(default)]
    note: String,
}

const fn passed() -> TestResult {
    TestResult::Passed
}

impl<S: Send + Sync> FromRequest<S> for TestBody {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<TestBody, Problem> {
        let body = crate::note::optional(request, state).await?;
        Ok(body.unwrap_or(TestBody { result: passed(), note: String::new() }))
    }
}

/// Try a terminal out, or say how the trial went.
#[utoipa::path(post, path = "/terminals/{id}/test", tag = "terminals",
    params(("id" = TerminalId, Path)), request_body = TestBody,
    responses((status = 200, body = TerminalView)),
    extensions(("x-right" = json!(Right::TerminalsWrite))))]
async fn test(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<TerminalId>,
    body: TestBody,
) -> Result<Json<TerminalView>, Problem> {
    actor.may(Right::TerminalsWrite)?;
    super::test(&context, &actor, id, (body.result, &body.note)).await?;
    show(&context, &actor, id).await
}

/// Let a tried terminal take payments.
#[utoipa::path(post, path = "/terminals/{id}/activate", tag = "terminals",
    params(("id" = TerminalId, Path)), request_body = Note,
    responses((status = 200, body = TerminalView)),
    extensions(("x-right" = json!(Right::TerminalsWrite))))]
async fn activate(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<TerminalId>,
    note: Note,
) -> Result<Json<TerminalView>, Problem> {
    actor.may(Right::TerminalsWrite)?;
    super::activate(&context, &actor, id, &note.note).await?;
    show(&context, &actor, id).await
}

/// What waits for a second pair of eyes.
#[derive(Serialize, utoipa::ToSchema)]
struct TerminalAsked {
    /// The approval to be decided.
    approval: ApprovalId,
}

/// Ask for a terminal to be moved: to another place, store, merchant or acquirer. Another person
/// must approve.
#[utoipa::path(post, path = "/terminals/{id}/rebind", tag = "terminals",
    params(("id" = TerminalId, Path)), request_body = BindingDraft,
    responses((status = 202, body = TerminalAsked)),
    extensions(("x-right" = json!(Right::TerminalsWrite))))]
async fn rebind(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<TerminalId>,
    Json(draft): Json<BindingDraft>,
) -> Result<(StatusCode, Json<TerminalAsked>), Problem> {
    actor.may(Right::TerminalsWrite)?;
    let approval = super::request_rebind(&context, &actor, id, draft).await?;
    Ok((StatusCode::ACCEPTED, Json(TerminalAsked { approval })))
}

/// Hold a terminal for a time.
#[utoipa::path(post, path = "/terminals/{id}/suspend", tag = "terminals",
    params(("id" = TerminalId, Path)), request_body = Note,
    responses((status = 200, body = TerminalView)),
    extensions(("x-right" = json!(Right::TerminalsWrite))))]
async fn suspend(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<TerminalId>,
    note: Note,
) -> Result<Json<TerminalView>, Problem> {
    actor.may(Right::TerminalsWrite)?;
    super::suspend(&context, &actor, id, &note.note).await?;
    show(&context, &actor, id).await
}

/// End a suspension.
#[utoipa::path(post, path = "/terminals/{id}/resume", tag = "terminals",
    params(("id" = TerminalId, Path)), request_body = Note,
    responses((status = 200, body = TerminalView)),
    extensions(("x-right" = json!(Right::TerminalsWrite))))]
async fn resume(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<TerminalId>,
    note: Note,
) -> Result<Json<TerminalView>, Problem> {
    actor.may(Right::TerminalsWrite)?;
    super::resume(&context, &actor, id, &note.note).await?;
    show(&context, &actor, id).await
}

/// Close a terminal for good; every node refuses it within a second.
#[utoipa::path(post, path = "/terminals/{id}/close", tag = "terminals",
    params(("id" = TerminalId, Path)), request_body = Note,
    responses((status = 200, body = TerminalView)),
    extensions(("x-right" = json!(Right::TerminalsWrite))))]
async fn close(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<TerminalId>,
    note: Note,
) -> Result<Json<TerminalView>, Problem> {
    actor.may(Right::TerminalsWrite)?;
    super::close(&context, &actor, id, &note.note).await?;
    show(&context, &actor, id).await
}

/// The changes of a terminal and of those that had its serial number before, newest first; at
/// most 500.
#[utoipa::path(get, path = "/terminals/{id}/history", tag = "terminals",
    params(("id" = TerminalId, Path)), responses((status = 200, body = Page<TerminalHistory>)),
    extensions(("x-right" = json!(Right::TerminalsRead))))]
async fn history(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<TerminalId>,
) -> Result<Json<Page<TerminalHistory>>, Problem> {
    actor.may(Right::TerminalsRead)?;
    let (changes, bindings) = super::history(&context, &actor, id).await?;
    let binding = |row: &HistoryRow| {
        let found = bindings.iter().find(|binding| Some(binding.id) == row.binding_id)?;
        Some(BindingView::from(found.clone()))
    };
    let items = changes.into_iter().map(|row| TerminalHistory {
        binding: binding(&row),
        terminal_id: row.terminal_id,
        version: row.version,
        change: row.change,
        from_state: row.from_state,
        to_state: row.to_state,
        actor: row.actor,
        actor_name: row.actor_name,
        note: row.note,
        detail: row.detail,
        at: row.at,
    });
    Ok(Json(Page { items: items.collect(), next: None }))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ProofQuery {
    /// Which binding; the current one when absent.
    binding: Option<BindingId>,
}

/// The proof that a binding stands in the evidence log: a file to keep and to check off line.
#[utoipa::path(get, path = "/terminals/{id}/proof", tag = "terminals",
    params(("id" = TerminalId, Path), ProofQuery),
    responses((status = 200, body = Object, content_type = "application/json")),
    extensions(("x-right" = json!(Right::EvidenceRead))))]
async fn proof(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<TerminalId>,
    Query(query): Query<ProofQuery>,
) -> Result<Response, Problem> {
    actor.may(Right::EvidenceRead)?;
    let bundle = super::proof(&context, &actor, id, query.binding).await?;
    let place = format!("attachment; filename=\"{id}.proof.json\"");
    Ok(([(header::CONTENT_DISPOSITION, place)], Json(bundle)).into_response())
}

/// Import terminals: all rows or none. Rows with a merchant are bound as well.
#[utoipa::path(post, path = "/terminals/import", tag = "imports", params(UploadQuery),
    request_body(content = ImportBody, content_type = "application/octet-stream"),
    responses((status = 200, body = Import), (status = 202, body = Import)),
    extensions(("x-right" = json!(Right::TerminalsWrite))))]
async fn import(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<UploadQuery>,
    body: ImportBody,
) -> Result<(StatusCode, Json<Import>), Problem> {
    actor.may(Right::TerminalsWrite)?;
    let home = home_of(&actor, query.institution_id);
    let upload = body.upload(ImportKind::Terminals, &query);
    Ok(answered(super::import(&context, &actor, home, &upload).await?))
}

/// An empty file for importing terminals, with an example.
#[utoipa::path(get, path = "/terminals/import/template", tag = "imports", params(FormatQuery),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    ))),
    extensions(("x-right" = json!(Right::TerminalsRead))))]
async fn template(actor: Actor, Query(query): Query<FormatQuery>) -> Result<Response, Problem> {
    actor.may(Right::TerminalsRead)?;
    template_answer(ImportKind::Terminals, COLUMNS, &query)
}

/// Terminals as a file: CSV, or XLSX up to 100,000 rows.
#[utoipa::path(get, path = "/terminals/export", tag = "terminals", params(ListQuery),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    ))),
    extensions(("x-right" = json!(Right::TerminalsRead))))]
async fn export(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Response, Problem> {
    actor.may(Right::TerminalsRead)?;
    let format = query.format.unwrap_or(Format::Csv);
    let filter = Filter { limit: Some(kernel::page::PAGE_LIMIT_MAX), ..query.filter() };
    let pages = export::pages(move |cursor: Option<Cursor>| {
        let (context, actor) = (context.clone(), actor.clone());
        let filter = Filter { cursor: cursor.or_else(|| filter.cursor.clone()), ..filter.clone() };
        async move { super::list(&context, &actor, &filter).await }
    });
    let rows = pages.map_ok(|page| page.into_iter().map(cells).collect());
    export::answer(format, Sheet { name: "terminals", columns: HEAD }, rows).await
}

const HEAD: &[&str] = &[
    "serial",
    "device_type",
    "maker",
    "model",
    "state",
    "terminal_code",
    "acquirer_code",
    "merchant_code",
    "credit_code",
    "settlement_account",
    "place",
    "bound_at",
    "last_seen_at",
    "opened_at",
    "closed_at",
];

fn cells(terminal: Terminal) -> Vec<Cell> {
    let bound = terminal.binding.as_ref();
    let of = |cell: fn(&Binding) -> String| Cell::from(bound.map(cell));
    vec![
        terminal.serial.to_string().into(),
        terminal.device_type.to_string().into(),
        terminal.maker.clone().into(),
        terminal.model.clone().into(),
        terminal.state.to_string().into(),
        of(|binding| binding.terminal_code.to_string()),
        of(|binding| binding.acquirer_code.clone()),
        of(|binding| binding.merchant_code.to_string()),
        of(|binding| binding.owner.shown().to_owned()),
        of(|binding| binding.settlement_masked.clone()),
        of(|binding| binding.place.to_string()),
        bound.map(|binding| binding.bound_at).into(),
        terminal.last_seen_at.into(),
        terminal.opened_at.into(),
        terminal.closed_at.into(),
    ]
}

/// A terminal with the state of its proof.
async fn show(
    context: &Context,
    actor: &identity::Actor,
    id: TerminalId,
) -> Result<Json<TerminalView>, Problem> {
    let mut view = TerminalView::from(super::get(context, actor, id).await?);
    if let Some(binding) = view.binding.as_mut() {
        let leaf = evidence::leaf(&context.db.network(), binding.leaf_id).await?;
        binding.proof_state = Some(leaf.state);
    }
    Ok(Json(view))
}
