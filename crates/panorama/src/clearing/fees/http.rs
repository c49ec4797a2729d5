//! Routes of fees.

use super::cards::{CardBin, UnknownBin};
use super::{
    BasisPoints, CardBinsTaken, FeeKind, FeeRule, FeeRuleDraft, FeeState, FeeVersion, Filter,
    Preview, Sourced, Trial,
};
use crate::Context;
use crate::acquirers;
use crate::clearing::CardClass;
use crate::imports::{ImportBody, ImportKind, UploadQuery, whole_file};
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use gateway::{Actor, Json, OpenApiRouter, Path, Problem, Query, Right};
use kernel::{ApprovalId, ContractId, Cursor, FeeRuleId, InstitutionId, Mcc, MerchantId, Page};
use serde::{Deserialize, Serialize};

/// All routes of fees.
pub fn routes() -> OpenApiRouter<Context> {
    let files = OpenApiRouter::new().routes(gateway::routes!(import_card_bins)).layer(whole_file());
    OpenApiRouter::new()
        .routes(gateway::routes!(list, create))
        .routes(gateway::routes!(read, change, retire))
        .routes(gateway::routes!(preview))
        .routes(gateway::routes!(card_bins))
        .routes(gateway::routes!(unknown_card_bins))
        .merge(files)
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only rules that set this.
    kind: Option<FeeKind>,
    /// Only rules in this state.
    state: Option<FeeState>,
    /// Only this institution's.
    institution_id: Option<InstitutionId>,
    /// Only those for this contract.
    contract_id: Option<ContractId>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Fee rules, newest first.
#[utoipa::path(get, path = "/clearing/fee-rules", tag = "clearing", params(ListQuery),
    operation_id = "fee_rules_list", responses((status = 200, body = Page<FeeRule>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn list(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<FeeRule>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let filter = Filter {
        kind: query.kind,
        state: query.state,
        institution: query.institution_id,
        contract: query.contract_id,
        cursor: query.cursor,
        limit: query.limit,
    };
    Ok(Json(super::list(&context, &actor, filter).await?))
}

/// A fee rule with every version that was published.
#[derive(Serialize, utoipa::ToSchema)]
struct FeeRuleDetail {
    /// As it was last published or asked for.
    rule: FeeRule,
    /// The newest first.
    versions: Vec<FeeVersion>,
}

/// One fee rule.
#[utoipa::path(get, path = "/clearing/fee-rules/{id}", tag = "clearing",
    operation_id = "fee_rules_read", params(("id" = FeeRuleId, Path)),
    responses((status = 200, body = FeeRuleDetail)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn read(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<FeeRuleId>,
) -> Result<Json<FeeRuleDetail>, Problem> {
    actor.may(Right::ClearingRead)?;
    let (rule, versions) = super::find(&context, &actor, id).await?;
    Ok(Json(FeeRuleDetail { rule, versions }))
}

/// What was asked for waits for a second person.
#[derive(Serialize, utoipa::ToSchema)]
struct FeeRuleAsked {
    /// The approval to be decided.
    approval: ApprovalId,
    /// The rule as it is until then.
    rule: FeeRule,
}

type Asked = (StatusCode, Json<FeeRuleAsked>);

fn asked((rule, approval): (FeeRule, ApprovalId)) -> Asked {
    (StatusCode::ACCEPTED, Json(FeeRuleAsked { approval, rule }))
}

/// Ask for a new fee rule. It holds nothing until another person has approved it.
#[utoipa::path(post, path = "/clearing/fee-rules", tag = "clearing",
    operation_id = "fee_rules_create", request_body = FeeRuleDraft,
    responses((status = 202, body = FeeRuleAsked)),
    extensions(("x-right" = json!(Right::FeesWrite))))]
async fn create(
    State(context): State<Context>,
    actor: Actor,
    Json(draft): Json<FeeRuleDraft>,
) -> Result<Asked, Problem> {
    actor.may(Right::FeesWrite)?;
    Ok(asked(super::create(&context, &actor, draft).await?))
}

/// Ask for another text of a fee rule from a day on; the whole text is given.
#[utoipa::path(put, path = "/clearing/fee-rules/{id}", tag = "clearing",
    operation_id = "fee_rules_change", params(("id" = FeeRuleId, Path)),
    request_body = FeeRuleDraft, responses((status = 202, body = FeeRuleAsked)),
    extensions(("x-right" = json!(Right::FeesWrite))))]
async fn change(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<FeeRuleId>,
    Json(draft): Json<FeeRuleDraft>,
) -> Result<Asked, Problem> {
    actor.may(Right::FeesWrite)?;
    Ok(asked(super::change(&context, &actor, id, draft).await?))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RetireQuery {
    /// The first day on which it does not hold; tomorrow's business day when absent.
    from_day: Option<NaiveDate>,
}

/// Ask for the end of a fee rule.
#[utoipa::path(delete, path = "/clearing/fee-rules/{id}", tag = "clearing",
    operation_id = "fee_rules_retire", params(("id" = FeeRuleId, Path), RetireQuery),
    responses((status = 202, body = FeeRuleAsked)),
    extensions(("x-right" = json!(Right::FeesWrite))))]
async fn retire(
    State(context): State<Context>,
    actor: Actor,
    Path(id): Path<FeeRuleId>,
    Query(query): Query<RetireQuery>,
) -> Result<Asked, Problem> {
    actor.may(Right::FeesWrite)?;
    let today = running(&context, actor.institution, None).await?;
    let from_day = query.from_day.or(today.succ_opt()).unwrap_or(today);
    Ok(asked(super::retire(&context, &actor, id, from_day).await?))
}

/// A payment that might be.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct FeeTrial {
    /// Who acquires it.
    acquirer_id: InstitutionId,
    /// The merchant, for its category and its contract with the acquirer.
    merchant_id: Option<MerchantId>,
    /// Merchant category, where no merchant is named.
    #[schema(value_type = Option<String>)]
    mcc: Option<Mcc>,
    /// First digits of the card; they are looked up when no class is given.
    #[schema(pattern = "^[0-9]{6,19}$")]
    card_bin: Option<String>,
    /// Class of the card.
    card_class: Option<CardClass>,
    /// Amount, fen; below zero for a refund.
    #[schema(minimum = -1_000_000_000_000_i64, maximum = 1_000_000_000_000_i64)]
    amount_fen: i64,
    /// The business day; the running one when absent.
    day: Option<NaiveDate>,
}

/// A price and where it comes from.
#[derive(Serialize, utoipa::ToSchema)]
struct FeePrice {
    /// Basis points.
    rate_bp: BasisPoints,
    /// The most that one payment costs, fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    cap_fen: Option<i64>,
    /// The rule; absent where none is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_id: Option<FeeRuleId>,
    /// Where it is published or agreed.
    source: String,
}

impl From<Sourced> for FeePrice {
    fn from(sourced: Sourced) -> FeePrice {
        FeePrice {
            rate_bp: sourced.price.rate,
            cap_fen: sourced.price.cap_fen,
            rule_id: sourced.rule,
            source: sourced.source,
        }
    }
}

/// What the fees come to, and why. The parts sum to `merchant_fee_fen`.
#[derive(Serialize, utoipa::ToSchema)]
struct FeePreview {
    /// What the card counts as.
    card_class: CardClass,
    /// The card is in a range, or its class was given; another counts as a credit card.
    card_known: bool,
    /// What the merchant pays.
    merchant: FeePrice,
    /// What the issuer gets.
    issuer: FeePrice,
    /// What the network gets from each side.
    network: FeePrice,
    /// The waiver that frees the category of issuer and network fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver_id: Option<FeeRuleId>,
    /// Fen.
    merchant_fee_fen: i64,
    /// Fen, from the acquirer's side.
    issuer_fee_fen: i64,
    /// Fen, from the acquirer's side.
    network_fee_fen: i64,
    /// Fen, what stays with the acquirer.
    acquirer_fee_fen: i64,
    /// Fen, what the issuer hands on to the network out of its fee.
    issuer_network_fee_fen: i64,
    /// The payment costs its acquirer more than the merchant pays.
    below_cost: bool,
}

/// Largest amount of a trial, fen.
const TRIAL_FEN_MAX: i64 = 1_000_000_000_000;

/// Split the fee of a payment that might be, and say by which rules.
#[utoipa::path(post, path = "/clearing/fee-rules/preview", tag = "clearing",
    operation_id = "fee_rules_preview", request_body = FeeTrial,
    responses((status = 200, body = FeePreview)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn preview(
    State(context): State<Context>,
    actor: Actor,
    Json(input): Json<FeeTrial>,
) -> Result<Json<FeePreview>, Problem> {
    actor.may(Right::ClearingRead)?;
    let amount_fen = input.amount_fen.clamp(-TRIAL_FEN_MAX, TRIAL_FEN_MAX);
    let trial = Trial {
        acquirer: input.acquirer_id,
        merchant: input.merchant_id,
        mcc: input.mcc.map(|mcc| mcc.to_string()),
        card_bin: input.card_bin,
        card_class: input.card_class,
        amount_fen,
        day: running(&context, input.acquirer_id, input.day).await?,
    };
    let Preview { card_class, card_known, explained, split } =
        super::preview(&context, &actor, trial).await?;
    Ok(Json(FeePreview {
        card_class,
        card_known,
        waiver_id: explained.waiver.map(|(id, _)| id),
        merchant: explained.merchant.into(),
        issuer: explained.issuer.into(),
        network: explained.network.into(),
        merchant_fee_fen: split.merchant_fen,
        issuer_fee_fen: split.issuer_fen,
        network_fee_fen: split.network_fen,
        acquirer_fee_fen: split.acquirer_fen,
        issuer_network_fee_fen: split.issuer_network_fen,
        below_cost: split.below_cost(amount_fen),
    }))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct BinsQuery {
    /// Part of the issuer's name, or first digits of a card.
    q: Option<String>,
    /// Only of this class.
    card_class: Option<CardClass>,
    /// `next` of the page before.
    cursor: Option<Cursor>,
    /// Rows, 1 to 200.
    limit: Option<i64>,
}

/// Which cards are debit and which credit cards, by their first digits.
#[utoipa::path(get, path = "/clearing/card-bins", tag = "clearing", params(BinsQuery),
    operation_id = "card_bins_list", responses((status = 200, body = Page<CardBin>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn card_bins(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<BinsQuery>,
) -> Result<Json<Page<CardBin>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let search = (query.q.as_deref(), query.card_class);
    let page = (query.cursor, query.limit);
    Ok(Json(super::card_bins(&context, &actor, search, page).await?))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DayQuery {
    /// The business day; the running one when absent.
    day: Option<NaiveDate>,
}

/// First digits of a day's lines that are in no card range, the most frequent first.
#[utoipa::path(get, path = "/clearing/card-bins/unknown", tag = "clearing", params(DayQuery),
    operation_id = "card_bins_unknown", responses((status = 200, body = Vec<UnknownBin>)),
    extensions(("x-right" = json!(Right::ClearingRead))))]
async fn unknown_card_bins(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<DayQuery>,
) -> Result<Json<Vec<UnknownBin>>, Problem> {
    actor.may(Right::ClearingRead)?;
    let day = running(&context, actor.institution, query.day).await?;
    Ok(Json(super::unknown_card_bins(&context, &actor, day).await?))
}

/// Take card ranges in by CSV or XLSX: all rows or none. The network branch alone does.
#[utoipa::path(post, path = "/clearing/card-bins/imports", tag = "clearing", params(UploadQuery),
    operation_id = "card_bins_import",
    request_body(content = ImportBody, content_type = "application/octet-stream"),
    responses((status = 200, body = CardBinsTaken)),
    extensions(("x-right" = json!(Right::FeesWrite))))]
async fn import_card_bins(
    State(context): State<Context>,
    actor: Actor,
    Query(query): Query<UploadQuery>,
    body: ImportBody,
) -> Result<Json<CardBinsTaken>, Problem> {
    actor.may(Right::FeesWrite)?;
    let upload = body.upload(ImportKind::Merchants, &query);
    Ok(Json(super::import_card_bins(&context, &actor, &upload).await?))
}

/// A day that was asked for, or the business day that runs at an acquirer.
async fn running(
    context: &Context,
    acquirer: InstitutionId,
    asked: Option<NaiveDate>,
) -> Result<NaiveDate, super::Error> {
    let Some(day) = asked else {
        let book = acquirers::cut_off_book(&context.db).await?;
        return Ok(book.of(acquirer).day_of(context.clock.now()));
    };
    Ok(day)
}
