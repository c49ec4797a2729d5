//! Routes of acquirers and their links.

use super::breaker::{BreakerState, Standing};
use super::model::{CutOffSet, Link, LinkPatch, LinkSettings, LinkState, PolicyVersion};

use super::{Acquirer, LinkReport};
use crate::Context;
use crate::clearing::day::CutOff;
use crate::terminals::Policy;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use connect::acquirer::link::LinkPhase as Connection;
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use identity::institutions::{InstitutionKind, InstitutionState};
use kernel::{ApprovalId, InstitutionId, LinkId, Page};
use serde::{Deserialize, Serialize};

/// All routes of acquirers.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(gateway::routes!(list))
        .routes(gateway::routes!(read))
        .routes(gateway::routes!(set_policy))
        .routes(gateway::routes!(set_cut_off))
        .routes(gateway::routes!(links, add_link))
        .routes(gateway::routes!(change_link))
        .routes(gateway::routes!(health))
}

/// An institution that acquires.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Acquirer)]
struct View {
    institution_id: InstitutionId,
    /// Eight digits.
    code: String,
    name: String,
    short_name: String,
    kind: InstitutionKind,
    state: InstitutionState,
    /// Its links, by age.
    links: Vec<LinkName>,
    /// Its policy; absent where you may not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<PolicyVersion>,
    /// When its business day ends now, in China.
    cut_off: CutOff,
    /// What was set of that, the latest day first; absent where you may not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    cut_offs: Option<Vec<CutOffSet>>,
}

/// A link by its name.
#[derive(Serialize, utoipa::ToSchema)]
struct LinkName {
    id: LinkId,
    name: String,
    state: LinkState,
}

impl From<Acquirer> for View {
    fn from(acquirer: Acquirer) -> View {
        let name =
            |link: Link| LinkName { id: link.id, name: link.settings.name, state: link.state };
        View {
            institution_id: acquirer.institution.id,
            code: acquirer.institution.code,
            name: acquirer.institution.name,
            short_name: acquirer.institution.short_name,
            kind: acquirer.institution.kind,
            state: acquirer.institution.state,
            links: acquirer.links.into_iter().map(name).collect(),
            policy: acquirer.policy,
            cut_off: acquirer.cut_off,
            cut_offs: acquirer.cut_offs,
        }
    }
}

/// All acquirers, with the names of their links.
#[utoipa::path(get, path = "/acquirers", tag = "acquirers",
    responses((status = 200, body = Page<View>)),
    extensions(("x-right" = json!(Right::AcquirersRead))))]
async fn list(State(context): State<Context>, actor: Actor) -> Result<Json<Page<View>>, Problem> {
    actor.may(Right::AcquirersRead)?;
    let all = super::list(&context, &actor).await?;
    Ok(Json(Page { items: all.into_iter().map(View::from).collect(), next: None }))
}

/// One acquirer.
#[utoipa::path(get, path = "/acquirers/{institution_id}", tag = "acquirers",
    params(("institution_id" = InstitutionId, Path)), responses((status = 200, body = View)),
    extensions(("x-right" = json!(Right::AcquirersRead))))]
async fn read(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<InstitutionId>,
) -> Result<Json<View>, Problem> {
    actor.may(Right::AcquirersRead)?;
    Ok(Json(super::find(&context, &actor, id).await?.into()))
}

/// Set what the acquirer wants done about terminals that differ from their binding.
#[utoipa::path(put, path = "/acquirers/{institution_id}/policy", tag = "acquirers",
    params(("institution_id" = InstitutionId, Path)), request_body = Policy,
    responses((status = 200, body = PolicyVersion)),
    extensions(("x-right" = json!(Right::AcquirersWrite))))]
async fn set_policy(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<InstitutionId>,
    Json(policy): Json<Policy>,
) -> Result<Json<PolicyVersion>, Problem> {
    actor.may(Right::AcquirersWrite)?;
    Ok(Json(super::set_policy(&context, &actor, id, policy).await?))
}

/// Another cut-off.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct CutOffRequest {
    /// The first business day that ends by it; one that has not begun.
    from_day: NaiveDate,
    /// When, in China: HH:MM from 18:00 to 05:59, what is before noon on the day after.
    cut_off: CutOff,
}

/// What was asked for waits for a second person.
#[derive(Serialize, utoipa::ToSchema)]
struct CutOffAsked {
    /// The approval to be decided.
    approval: ApprovalId,
}

/// Ask for another end of the acquirer's business day from a day on. It holds once another
/// person has approved.
#[utoipa::path(post, path = "/acquirers/{institution_id}/cut-offs", tag = "acquirers",
    params(("institution_id" = InstitutionId, Path)), request_body = CutOffRequest,
    responses((status = 202, body = CutOffAsked)),
    extensions(("x-right" = json!(Right::AcquirersWrite))))]
async fn set_cut_off(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<InstitutionId>,
    Json(input): Json<CutOffRequest>,
) -> Result<(StatusCode, Json<CutOffAsked>), Problem> {
    actor.may(Right::AcquirersWrite)?;
    let set = (input.from_day, input.cut_off);
    let approval = super::set_cut_off(&context, &actor, id, set).await?;
    Ok((StatusCode::ACCEPTED, Json(CutOffAsked { approval })))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LinksQuery {
    /// Only links of this acquirer.
    acquirer: Option<InstitutionId>,
}

/// Links that you may see, with their settings.
#[utoipa::path(get, path = "/links", tag = "acquirers", params(LinksQuery),
    responses((status = 200, body = Page<Link>)),
    extensions(("x-right" = json!(Right::AcquirersRead))))]
async fn links(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<LinksQuery>,
) -> Result<Json<Page<Link>>, Problem> {
    actor.may(Right::AcquirersRead)?;
    let items = super::links(&context, &actor, query.acquirer).await?;
    Ok(Json(Page { items, next: None }))
}

/// A link to add.
#[derive(Deserialize, utoipa::ToSchema)]
struct NewLink {
    /// The acquirer; your own institution when absent.
    institution_id: Option<InstitutionId>,
    #[serde(flatten)]
    settings: LinkSettings,
}

/// Add a link to an acquirer's host.
#[utoipa::path(post, path = "/links", tag = "acquirers", request_body = NewLink,
    responses((status = 201, body = Link)),
    extensions(("x-right" = json!(Right::AcquirersWrite))))]
async fn add_link(
    State(context): State<Context>,
    actor: Actor,
    Json(new): Json<NewLink>,
) -> Result<(StatusCode, Json<Link>), Problem> {
    actor.may(Right::AcquirersWrite)?;
    let acquirer = new.institution_id.unwrap_or(actor.institution);
    let link = super::add_link(&context, &actor, acquirer, new.settings).await?;
    Ok((StatusCode::CREATED, Json(link)))
}

/// Change a link's settings, pause it, take it up again, or retire it for good.
#[utoipa::path(patch, path = "/links/{id}", tag = "acquirers", params(("id" = LinkId, Path)),
    request_body = LinkPatch, responses((status = 200, body = Link)),
    extensions(("x-right" = json!(Right::AcquirersWrite))))]
async fn change_link(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<LinkId>,
    Json(patch): Json<LinkPatch>,
) -> Result<Json<Link>, Problem> {
    actor.may(Right::AcquirersWrite)?;
    Ok(Json(super::change_link(&context, &actor, id, patch).await?))
}

/// How a link is doing, as each node of the switch sees it.
#[derive(Serialize, utoipa::ToSchema)]
struct Health {
    link_id: LinkId,
    name: String,
    /// Whether it is used.
    state: LinkState,
    /// Whether payments may pass on some node that was heard within 30 s.
    up: bool,
    /// How it stands for routing: as the node says that sees it best; absent when no node was
    /// heard within 30 s.
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<Standing>,
    nodes: Vec<NodeHealth>,
}

/// How one node sees a link.
#[derive(Serialize, utoipa::ToSchema)]
struct NodeHealth {
    node: i32,
    /// State of its connection.
    connection: Connection,
    /// Sent and not answered yet.
    in_flight: u64,
    sent: u64,
    answered: u64,
    unanswered: u64,
    /// Answers to what was given up before.
    late: u64,
    /// Answers to nothing that was asked.
    unmatched: u64,
    /// Answers a second within the last minute, in thousandths.
    rate_milli: u64,
    p50_ms: u64,
    p95_ms: u64,
    approval_rate_permille: u32,
    /// Reversals that wait for the link.
    saf_depth: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_error: Option<String>,
    /// State of the breaker.
    breaker: BreakerState,
    /// When the next payment may try the link; while the breaker is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    open_until: Option<DateTime<Utc>>,
    /// Until when it is left out because too few payments succeed.
    #[serde(skip_serializing_if = "Option::is_none")]
    eliminated_until: Option<DateTime<Utc>>,
    /// Payments in the breaker's window.
    window_calls: u64,
    /// Of those, failed for technical reasons.
    window_failures: u64,
    reported_at: DateTime<Utc>,
}

impl From<LinkReport> for NodeHealth {
    fn from(report: LinkReport) -> NodeHealth {
        let health = report.health;
        NodeHealth {
            node: report.node,
            connection: health.state,
            in_flight: health.in_flight as u64,
            sent: health.sent,
            answered: health.answered,
            unanswered: health.unanswered,
            late: health.late,
            unmatched: health.unmatched,
            rate_milli: health.rate_milli,
            p50_ms: health.p50_ms,
            p95_ms: health.p95_ms,
            approval_rate_permille: health.approval_rate_permille,
            saf_depth: report.saf_depth,
            last_error: health.last_error,
            breaker: report.breaker.state,
            open_until: report.breaker.open_until,
            eliminated_until: report.breaker.eliminated_until,
            window_calls: report.breaker.calls,
            window_failures: report.breaker.failures,
            reported_at: report.at,
        }
    }
}

/// How a link is doing.
#[utoipa::path(get, path = "/links/{id}/health", tag = "acquirers",
    params(("id" = LinkId, Path)), responses((status = 200, body = Health)),
    extensions(("x-right" = json!(Right::AcquirersRead))))]
async fn health(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<LinkId>,
) -> Result<Json<Health>, Problem> {
    actor.may(Right::AcquirersRead)?;
    let (link, reports) = super::health(&context, &actor, id).await?;
    let now = context.clock.now();
    let believed = super::believed(&reports, now);
    Ok(Json(Health {
        link_id: id,
        name: link.settings.name,
        state: link.state,
        standing: super::standings(&reports, now).remove(&id),
        up: believed.iter().any(|report| report.health.state == Connection::Up),
        nodes: reports.into_iter().map(NodeHealth::from).collect(),
    }))
}
