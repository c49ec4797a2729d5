//! Routes of routing.

use super::decision::{
    Considered, ConsideredTarget, Decision, NoRoute, Reason, TargetReason, Verdict,
};
use super::model::{Conditions, Route, RouteDraft, RouteState, RoutedKind, RoutedProduct};
use super::targets::{Strategy, Target};
use super::{Filter, From, Replay, Replayed, Router, Trial};
use crate::Context;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::{
    ApprovalId, ContractId, Cursor, InstitutionId, LinkId, Mcc, MerchantId, Page, RouteId, Rule,
    RuleWord, TerminalId,
};
use serde::{Deserialize, Serialize};

/// What the handlers reach: the context and this node's routing.
#[derive(Clone)]
pub struct RoutingState {
    /// Database, clock, vault.
    pub context: Context,
    /// The rules in force.
    pub router: Router,
}

impl FromRef<RoutingState> for Context {
    fn from_ref(state: &RoutingState) -> Context {
        state.context.clone()
    }
}

/// All routes of routing.
pub fn routes() -> OpenApiRouter<RoutingState> {
    OpenApiRouter::new()
        .routes(gateway::routes!(list, create))
        .routes(gateway::routes!(read, change, retire))
        .routes(gateway::routes!(dry_run))
        .routes(gateway::routes!(replay))
}

/// A routing rule.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Route)]
struct View {
    id: RouteId,
    /// Whose rule it is; the network branch's (1) hold for all merchants.
    institution_id: InstitutionId,
    name: String,
    /// The smaller number goes first, among rules with card ranges of the same length.
    priority: i32,
    state: RouteState,
    conditions: Conditions,
    /// How one of several targets is found.
    strategy: Strategy,
    /// Where it leads.
    targets: Vec<Target>,
    /// Published changes; 0 as long as it is a draft.
    version: i32,
    created_by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    approved_by: Option<String>,
    created_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
}

impl std::convert::From<Route> for View {
    fn from(route: Route) -> View {
        View {
            id: route.id,
            institution_id: route.institution,
            name: route.name,
            priority: route.priority,
            state: route.state,
            conditions: route.conditions,
            strategy: route.strategy,
            targets: route.targets,
            version: route.version,
            created_by: route.created_by,
            approved_by: route.approved_by,
            created_at: route.created_at,
            changed_at: route.changed_at,
        }
    }
}

/// What was asked for waits for a second person.
#[derive(Serialize, utoipa::ToSchema)]
struct RouteAsked {
    /// The approval to be decided.
    approval: ApprovalId,
    /// The rule as it is until then.
    route: View,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only rules in this state.
    state: Option<RouteState>,
    /// Only rules that lead to this acquirer.
    acquirer: Option<InstitutionId>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Routing rules, by priority.
#[utoipa::path(get, path = "/routes", tag = "routes", params(ListQuery),
    responses((status = 200, body = Page<View>)),
    extensions(("x-right" = json!(Right::RoutesRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<View>>, Problem> {
    actor.may(Right::RoutesRead)?;
    let filter = Filter {
        state: query.state,
        acquirer: query.acquirer,
        cursor: query.cursor,
        limit: query.limit,
    };
    Ok(Json(super::list(&context, &actor, filter).await?.map(View::from)))
}

/// One routing rule.
#[utoipa::path(get, path = "/routes/{id}", tag = "routes", params(("id" = RouteId, Path)),
    responses((status = 200, body = View)),
    extensions(("x-right" = json!(Right::RoutesRead))))]
async fn read(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<RouteId>,
) -> Result<Json<View>, Problem> {
    actor.may(Right::RoutesRead)?;
    Ok(Json(super::find(&context, &actor, id).await?.into()))
}

type Asked = (StatusCode, Json<RouteAsked>);

fn asked((route, approval): (Route, ApprovalId)) -> Asked {
    (StatusCode::ACCEPTED, Json(RouteAsked { approval, route: route.into() }))
}

/// Ask for a new rule. It decides nothing until another person has approved it.
#[utoipa::path(post, path = "/routes", tag = "routes", request_body = RouteDraft,
    responses((status = 202, body = RouteAsked)),
    extensions(("x-right" = json!(Right::RoutesWrite))))]
async fn create(
    State(context): State<Context>,
    actor: Actor,
    Json(draft): Json<RouteDraft>,
) -> Result<Asked, Problem> {
    actor.may(Right::RoutesWrite)?;
    Ok(asked(super::create(&context, &actor, draft).await?))
}

/// A change of a rule; what is absent stays. `conditions` are replaced as a whole.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct RoutePatch {
    name: Option<String>,
    priority: Option<i32>,
    conditions: Option<Conditions>,
    strategy: Option<Strategy>,
    /// Replaced as a whole.
    targets: Option<Vec<Target>>,
}

/// Ask for a change of a rule. It stays as it is until another person has approved.
#[utoipa::path(patch, path = "/routes/{id}", tag = "routes", params(("id" = RouteId, Path)),
    request_body = RoutePatch, responses((status = 202, body = RouteAsked)),
    extensions(("x-right" = json!(Right::RoutesWrite))))]
async fn change(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<RouteId>,
    Json(patch): Json<RoutePatch>,
) -> Result<Asked, Problem> {
    actor.may(Right::RoutesWrite)?;
    let old = super::find(&context, &actor, id).await?;
    let draft = RouteDraft {
        name: patch.name.unwrap_or(old.name),
        priority: patch.priority.unwrap_or(old.priority),
        conditions: patch.conditions.unwrap_or(old.conditions),
        strategy: patch.strategy.unwrap_or(old.strategy),
        targets: patch.targets.unwrap_or(old.targets),
    };
    Ok(asked(super::change(&context, &actor, id, draft).await?))
}

/// Ask for the end of a rule.
#[utoipa::path(delete, path = "/routes/{id}", tag = "routes", params(("id" = RouteId, Path)),
    responses((status = 202, body = RouteAsked)),
    extensions(("x-right" = json!(Right::RoutesWrite))))]
async fn retire(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<RouteId>,
) -> Result<Asked, Problem> {
    actor.may(Right::RoutesWrite)?;
    Ok(asked(super::retire(&context, &actor, id).await?))
}

/// A payment that might be.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct DryRun {
    /// The merchant; or else `terminal`.
    merchant: Option<MerchantId>,
    /// The terminal, for its merchant and its store's category; or else `merchant`.
    terminal: Option<TerminalId>,
    /// First digits of the card, 2 to 19; or else `pan`.
    #[schema(pattern = "^[0-9]{2,19}$")]
    card_bin: Option<String>,
    /// The card number; never kept.
    #[schema(pattern = "^[0-9]{12,19}$")]
    pan: Option<String>,
    /// Amount, fen.
    #[schema(minimum = 0)]
    amount_fen: i64,
    /// Kind; a sale when absent.
    kind: Option<RoutedKind>,
    /// Product; a card when absent.
    product: Option<RoutedProduct>,
    /// Merchant category; the store's or merchant's own when absent.
    #[schema(value_type = Option<String>)]
    mcc: Option<Mcc>,
    /// When; now when absent.
    at: Option<DateTime<Utc>>,
}

impl DryRun {
    fn trial(self) -> Result<Trial, super::Error> {
        let from = match (self.merchant, self.terminal) {
            (Some(merchant), None) => From::Merchant(merchant),
            (None, Some(terminal)) => From::Terminal(terminal),
            _ => {
                let rule = Rule::new(RuleWord::NotBoth, "is given, or `terminal`, not both");
                return Err(super::Error::broken("merchant", rule.with("other", "terminal")));
            }
        };
        let (field, card) = match (self.card_bin, self.pan) {
            (Some(bin), None) => ("card_bin", bin),
            (None, Some(pan)) => ("pan", pan),
            _ => {
                let rule = Rule::new(RuleWord::NotBoth, "is given, or `pan`, not both");
                return Err(super::Error::broken("card_bin", rule.with("other", "pan")));
            }
        };
        let least = if field == "pan" { 12 } else { 2 };
        let digits = card.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || !(least..=19).contains(&card.len()) {
            let rule = Rule::new(RuleWord::Digits, format!("is {least} to 19 digits"));
            return Err(super::Error::broken(field, rule.from_to(least, 19)));
        }
        if self.amount_fen < 0 {
            let rule = Rule::new(RuleWord::NotNegative, "is not negative");
            return Err(super::Error::broken("amount_fen", rule));
        }
        Ok(Trial {
            from,
            card,
            amount_fen: self.amount_fen,
            kind: self.kind.unwrap_or(RoutedKind::Sale),
            product: self.product.unwrap_or(RoutedProduct::Card),
            mcc: self.mcc,
            at: self.at,
        })
    }
}

/// Where the payment would go, and what became of every rule.
#[derive(Serialize, utoipa::ToSchema)]
struct DryRunAnswer {
    /// The acquirer; absent when it would go nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    acquirer: Option<InstitutionId>,
    /// Its short name.
    #[serde(skip_serializing_if = "Option::is_none")]
    acquirer_name: Option<String>,
    /// The link.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<LinkId>,
    /// The contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    contract: Option<ContractId>,
    /// The merchant's number with the acquirer.
    #[serde(skip_serializing_if = "Option::is_none")]
    acquirer_merchant_code: Option<String>,
    /// The rule; absent when the merchant's contract itself decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    route: Option<RouteId>,
    /// Why it would go nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    obstacle: Option<Reason>,
    /// Every rule and contract, in the order in which they were looked at.
    considered: Vec<ConsideredView>,
}

/// What became of one rule.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Considered)]
struct ConsideredView {
    /// The rule; absent for the merchant's contract itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    route: Option<RouteId>,
    /// Its name.
    name: String,
    acquirer: InstitutionId,
    outcome: Verdict,
    reason: Reason,
    /// Which of the rule's targets; absent where it has one only.
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<ConsideredTargetView>,
}

/// One of a rule's several targets, as it was considered.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ConsideredTarget)]
struct ConsideredTargetView {
    link: LinkId,
    /// Its weight in the rule.
    weight: u32,
    /// What the merchant would pay, fen; where the rule compares fees.
    #[serde(skip_serializing_if = "Option::is_none")]
    fee_fen: Option<i64>,
    /// Why it was taken or not; absent where it could not be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<TargetReason>,
}

fn target(target: ConsideredTarget) -> ConsideredTargetView {
    let ConsideredTarget { link, weight, fee_fen, reason } = target;
    ConsideredTargetView { link, weight, fee_fen, reason }
}

fn lines(considered: Vec<Considered>) -> Vec<ConsideredView> {
    let line = |line: Considered| ConsideredView {
        route: line.route,
        name: line.name.to_string(),
        acquirer: line.acquirer,
        outcome: line.outcome,
        reason: line.reason,
        target: line.target.map(target),
    };
    considered.into_iter().map(line).collect()
}

/// Try the rules on a payment that might be.
#[utoipa::path(post, path = "/routes/dry-run", tag = "routes", request_body = DryRun,
    responses((status = 200, body = DryRunAnswer)),
    extensions(("x-right" = json!(Right::RoutesRead))))]
async fn dry_run(
    State(state): State<RoutingState>,
    actor: Actor,
    Json(input): Json<DryRun>,
) -> Result<Json<DryRunAnswer>, Problem> {
    actor.may(Right::RoutesRead)?;
    let trial = input.trial()?;
    let router = &state.router;
    let outcome = super::dry_run(&state.context, router, &actor, trial).await?;
    Ok(Json(match outcome {
        Ok(decision) => found(router, decision),
        Err(NoRoute { reason, considered }) => DryRunAnswer {
            acquirer: None,
            acquirer_name: None,
            link: None,
            contract: None,
            acquirer_merchant_code: None,
            route: None,
            obstacle: Some(reason),
            considered: lines(considered),
        },
    }))
}

fn found(router: &Router, decision: Decision) -> DryRunAnswer {
    let name = router.acquirers().now().name(decision.acquirer);
    DryRunAnswer {
        acquirer: Some(decision.acquirer),
        acquirer_name: Some(name.to_string()),
        link: Some(decision.link),
        contract: Some(decision.contract),
        acquirer_merchant_code: Some(decision.acquirer_merchant_code.to_string()),
        route: decision.route,
        obstacle: None,
        considered: lines(decision.considered),
    }
}

/// A change of the rules, to be tried on payments of the past.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ReplayBody {
    /// The newest so many, 1 to 20,000; 5,000 when absent.
    #[schema(minimum = 1, maximum = 20000)]
    payments: Option<i64>,
    /// Received from this moment on.
    from: Option<DateTime<Utc>>,
    /// Received before this moment.
    until: Option<DateTime<Utc>>,
    /// Only of this merchant.
    merchant: Option<MerchantId>,
    /// The rule that would be another, or gone; absent for a new one.
    route: Option<RouteId>,
    /// The rule as it would be; absent for the end of `route`.
    draft: Option<RouteDraft>,
}

/// Payments of a replay where nobody says how many.
const REPLAYED_USUALLY: i64 = 5_000;

/// Try a change of the rules on payments of the past: what would have gone another way, and what
/// it would have cost. Contracts, links and prices are today's, and every link counts as healthy.
#[utoipa::path(post, path = "/routes/dry-run/history", tag = "routes", request_body = ReplayBody,
    responses((status = 200, body = Replayed)),
    extensions(("x-right" = json!(Right::RoutesRead))))]
async fn replay(
    State(state): State<RoutingState>,
    actor: Actor,
    Json(body): Json<ReplayBody>,
) -> Result<Json<Replayed>, Problem> {
    actor.may(Right::RoutesRead)?;
    let replay = Replay {
        payments: body.payments.unwrap_or(REPLAYED_USUALLY),
        from: body.from,
        until: body.until,
        merchant: body.merchant,
        route: body.route,
        draft: body.draft,
    };
    Ok(Json(super::replay(&state.context, &state.router, &actor, replay).await?))
}
