//! Payments as the API shows them. Cards appear in their masked form only.

use super::model::{PaymentKind, PaymentState, ReversalReason, ReversalState};
use crate::terminals::{CheckVerdict, Element};
use chrono::{DateTime, Utc};
use kernel::{
    AccountId, InstitutionId, LinkId, MerchantId, PaymentId, ReversalId, RouteId, StoreId,
    TerminalId, TransferId,
};
use ledger::AccountKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A payment in a list 交易.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaymentSummary {
    /// Its id; made from the time, so later payments sort after earlier ones.
    pub id: PaymentId,
    /// Whose merchant it is.
    pub institution_id: InstitutionId,
    /// To whom it was sent.
    pub acquirer_id: InstitutionId,
    /// Name of the acquirer.
    pub acquirer_name: String,
    /// Over which link.
    pub link_id: LinkId,
    /// What was asked.
    pub kind: PaymentKind,
    /// Where it stands.
    pub state: PaymentState,
    /// Amount in fen.
    pub amount_fen: i64,
    /// Always CNY.
    pub currency: &'static str,
    /// Masked card number: the first six and the last four digits.
    pub card: String,
    /// First six digits of the card.
    pub card_bin: String,
    /// Merchant.
    pub merchant_id: MerchantId,
    /// Its number, field 42.
    pub merchant_code: String,
    /// Its name.
    pub merchant_name: String,
    /// Store.
    pub store_id: StoreId,
    /// Terminal.
    pub terminal_id: TerminalId,
    /// Its number, field 41.
    pub terminal_code: String,
    /// Its serial number.
    pub serial: String,
    /// Merchant category.
    pub mcc: String,
    /// Field 11.
    pub trace_no: String,
    /// Field 60.2.
    pub batch_no: String,
    /// Field 37, from the acquirer.
    pub reference_no: Option<String>,
    /// Field 38, from the acquirer.
    pub authorization_code: Option<String>,
    /// Field 39 as the terminal was told.
    pub response_code: Option<String>,
    /// What it means.
    pub response_text: Option<&'static str>,
    /// When the last byte of the request was there.
    pub received_at: DateTime<Utc>,
    /// When the ending was decided.
    pub answered_at: Option<DateTime<Utc>>,
    /// Milliseconds between the two.
    pub latency_ms: Option<i64>,
}

/// A payment with all that is known of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaymentDetail {
    /// As in the list.
    #[serde(flatten)]
    pub summary: PaymentSummary,
    /// Name of the store.
    pub store_name: Option<String>,
    /// Field 22: how the card was read, and whether a PIN could be entered.
    pub entry_mode: String,
    /// The terminal held against its binding 一致性核验.
    pub binding_check: BindingCheckView,
    /// Where it was sent, and what else was considered 路由.
    pub routing: RoutingView,
    /// The payment that this one undoes.
    pub original_payment_id: Option<PaymentId>,
    /// Voids and refunds of this one, newest first, at most 100.
    pub undone_by: Vec<UndoingView>,
    /// Its reversal, where there is one.
    pub reversals: Vec<ReversalView>,
    /// The time line.
    pub hops: Vec<HopView>,
    /// Its entries in the ledger.
    pub entries: Vec<EntryView>,
}

kernel::words! {
    /// What came of comparing one element 要素结果.
    pub enum ElementOutcome {
        /// As bound.
        Same = "same",
        /// Differs; the payment went on, marked.
        Flagged = "flagged",
        /// Differs; the payment went no further.
        Refused = "refused",
        /// Differs; the acquirer's policy does not mind.
        Ignored = "ignored",
        /// The transaction did not say it, and need not.
        NotSent = "not_sent",
    }
}

/// The terminal of a payment held against its binding.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BindingCheck)]
pub struct BindingCheckView {
    /// In one word.
    pub verdict: CheckVerdict,
    /// How far from its place the terminal was, in metres, when it sent where it was.
    pub distance_m: Option<u32>,
    /// Element by element; empty when there was nothing to hold the payment against.
    pub elements: Vec<ElementView>,
}

/// One element of the binding.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CheckedElement)]
pub struct ElementView {
    /// Which.
    pub element: Element,
    /// As bound when the payment came; identity and account masked.
    pub bound: Option<String>,
    /// As sent. Credit code and settlement account are never sent: the merchant's papers are
    /// held against the binding in their place.
    pub sent: Option<String>,
    /// What came of it.
    pub outcome: ElementOutcome,
}

/// Where a payment was sent, and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Routing)]
pub struct RoutingView {
    /// To this acquirer; absent when it went nowhere, or where the payment went that it undoes.
    pub acquirer: Option<InstitutionId>,
    /// Its short name.
    pub acquirer_name: Option<String>,
    /// Over this link.
    pub link: Option<LinkId>,
    /// Every rule and contract, in the order in which they were looked at.
    pub considered: Vec<ConsideredView>,
}

/// What became of one rule.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ConsideredThen)]
pub struct ConsideredView {
    /// The rule; absent for the merchant's contract itself.
    pub route: Option<RouteId>,
    /// Its name at that time.
    pub name: String,
    /// Where it leads.
    pub acquirer: InstitutionId,
    /// Short name of that acquirer.
    pub acquirer_name: Option<String>,
    /// What became of it: chosen, outranked, not eligible, not matching.
    pub outcome: String,
    /// Why.
    pub reason: String,
    /// Which of the rule's targets; absent where it had one only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<ConsideredTarget>,
}

/// One of a rule's several targets, as it was considered then.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ConsideredTargetThen)]
pub struct ConsideredTarget {
    /// The link.
    pub link: LinkId,
    /// Its weight in the rule at that time.
    pub weight: u32,
    /// What the merchant would pay, fen; where the rule compared fees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_fen: Option<i64>,
    /// Why it was taken or not; absent where it could not be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// One step on the way of a payment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HopView {
    /// When it was passed.
    pub at: DateTime<Utc>,
    /// Milliseconds since the step before.
    pub ms: i64,
    /// Microseconds since the step before.
    pub us: i64,
    /// Which step.
    pub hop: String,
    /// What there is to say.
    pub detail: String,
}

/// A transfer in the ledger.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// The transfer.
    pub transfer_id: TransferId,
    /// What for: sale, void, refund, reversal.
    pub reason: &'static str,
    /// Account debited.
    pub debit: EntrySide,
    /// Account credited.
    pub credit: EntrySide,
    /// Fen.
    pub amount_fen: i64,
    /// When it was posted.
    pub at: DateTime<Utc>,
}

/// A void or refund of a payment.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Undoing)]
pub struct UndoingView {
    /// Its id.
    pub id: PaymentId,
    /// What it is.
    pub kind: PaymentKind,
    /// Where it stands.
    pub state: PaymentState,
    /// Fen.
    pub amount_fen: i64,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// One side of a transfer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntrySide {
    /// The account.
    pub account: AccountId,
    /// What it is for.
    pub kind: AccountKind,
    /// Whose it is: number of an institution, or id of a merchant.
    pub owner: String,
    /// Name of the owner.
    pub owner_name: Option<String>,
}

/// What was done about a reversal, once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReversalStep {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub step: ReversalDeed,
    /// Field 39 of the answer to it; absent when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Who of the staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

kernel::words! {
    /// What can be done about a reversal 冲正步骤.
    pub enum ReversalDeed {
        /// It was sent to the acquirer.
        Sent = "sent",
        /// Staff put it back into the queue.
        Retried = "retried",
        /// Staff settled it by other means.
        Resolved = "resolved",
    }
}

/// A reversal 冲正.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReversalView {
    /// Its id.
    pub id: ReversalId,
    /// The payment reversed.
    pub payment_id: PaymentId,
    /// Whose it is.
    pub institution_id: InstitutionId,
    /// To whom it is sent.
    pub acquirer_id: InstitutionId,
    /// Over which link.
    pub link_id: LinkId,
    /// Why.
    pub reason: ReversalReason,
    /// Where it stands.
    pub state: ReversalState,
    /// How often it was sent, since staff last put it back.
    pub tries: i32,
    /// What was done about it, oldest first, the first 100 times.
    pub steps: Vec<ReversalStep>,
    /// Field 39 of the last answer.
    pub response_code: Option<String>,
    /// When the payment itself was answered after it was given up.
    pub late_at: Option<DateTime<Utc>>,
    /// With what.
    pub late_code: Option<String>,
    /// What staff wrote.
    pub note: String,
    /// Amount of the payment, fen.
    pub amount_fen: i64,
    /// Merchant of the payment, by name.
    pub merchant_name: String,
    /// Terminal of the payment.
    pub terminal_code: String,
    /// Trace number of the payment.
    pub trace_no: String,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was sent last.
    pub tried_at: Option<DateTime<Utc>>,
    /// When it was acknowledged or settled by staff.
    pub ended_at: Option<DateTime<Utc>>,
}

/// How the road is doing 运行概览.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Overview {
    /// Payments a second over the last 10 seconds.
    pub rate_per_s: f64,
    /// From when on payments were counted: the beginning of the minutes asked for, or later when
    /// this node was started later.
    pub since: DateTime<Utc>,
    /// Payments ended within the minutes asked for: the sum of the series.
    pub count: u64,
    /// Of these, approved.
    pub approved: u64,
    /// Of these, declined.
    pub declined: u64,
    /// Of these, without an answer.
    pub unknown: u64,
    /// Approved of answered, thousandths.
    pub approval_rate_permille: u32,
    /// Median time from receipt to ending, milliseconds.
    pub p50_ms: u64,
    /// 95th percentile.
    pub p95_ms: u64,
    /// 99th percentile.
    pub p99_ms: u64,
    /// Seconds that one point of the series covers: 10, 20, 30 or 60.
    pub step_s: i64,
    /// At most 90 points over the time asked for, on round times; the last is still running.
    pub series: Vec<SeriesPoint>,
    /// By acquirer.
    pub acquirers: Vec<AcquirerHealth>,
    /// The last payments, newest first.
    pub recent: Vec<PaymentSummary>,
}

/// One point of the series.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeriesPoint {
    /// Its beginning.
    pub at: DateTime<Utc>,
    /// Payments ended.
    pub count: u64,
    /// Of these, approved.
    pub approved: u64,
    /// 95th percentile of the times of the answered ones, milliseconds; absent when none was.
    pub p95_ms: Option<u64>,
}

/// How an acquirer is doing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AcquirerHealth {
    /// The acquirer.
    pub id: InstitutionId,
    /// Its name.
    pub name: String,
    /// State of its links: the best of them; `none` when this node has no link to it.
    pub link_state: String,
    /// Payments a second over the last 10 seconds.
    pub rate_per_s: f64,
    /// Approved of answered, thousandths.
    pub approval_rate_permille: u32,
    /// 95th percentile, milliseconds.
    pub p95_ms: u64,
    /// Reversals that wait for it.
    pub saf_depth: i64,
}
