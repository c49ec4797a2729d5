//! Payments as the API shows them. Cards appear in their masked form only.

use super::model::{PaymentKind, PaymentState, ReversalReason, ReversalState};
use crate::terminals::BindingCheck;
use chrono::{DateTime, Utc};
use kernel::{
    AccountId, InstitutionId, LinkId, MerchantId, PaymentId, ReversalId, StoreId, TerminalId,
    TransferId,
};
use serde::Serialize;
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
    /// The terminal held against its binding 一致性核验.
    pub binding_check: BindingCheck,
    /// Where it was sent, and what else was considered 路由.
    #[schema(value_type = Object)]
    pub routing: serde_json::Value,
    /// The payment that this one undoes.
    pub original_payment_id: Option<PaymentId>,
    /// Its reversal, where there is one.
    pub reversals: Vec<ReversalView>,
    /// The time line.
    pub hops: Vec<HopView>,
    /// Its entries in the ledger.
    pub entries: Vec<EntryView>,
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
    /// Account debited.
    pub debit: AccountId,
    /// Account credited.
    pub credit: AccountId,
    /// Fen.
    pub amount_fen: i64,
    /// When it was posted.
    pub at: DateTime<Utc>,
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
    /// How often it was sent.
    pub tries: i32,
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
    /// Payments ended within the minutes asked for.
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
    /// At most 60 points over the time asked for.
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
    /// 95th percentile of their times, milliseconds.
    pub p95_ms: u64,
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
