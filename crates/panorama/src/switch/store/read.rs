//! Payments and reversals as the console and partners read them.

use crate::switch::model::{
    Outcome, PaymentKind, PaymentState, ReversalReason, ReversalState, response_text, state,
};
use crate::switch::view::{EntrySide, EntryView, PaymentSummary, ReversalView, UndoingView};
use crate::terminals::DeviceType;
use chrono::{DateTime, Utc};
use kernel::{
    AccountId, InstitutionId, LinkId, MerchantId, PaymentId, ReversalId, StoreId, TerminalId,
    TransferId,
};
use ledger::AccountKind;
use storage::Tx;

/// What a list of payments is narrowed to; what is `None` narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Ids from this one.
    pub from: Option<PaymentId>,
    /// Ids below this one.
    pub until: Option<PaymentId>,
    /// Ids below this one: the cursor.
    pub before: Option<PaymentId>,
    pub state: Option<PaymentState>,
    pub kind: Option<PaymentKind>,
    pub acquirer: Option<InstitutionId>,
    pub merchant: Option<MerchantId>,
    pub terminal: Option<TerminalId>,
    pub amount_min_fen: Option<i64>,
    pub amount_max_fen: Option<i64>,
    /// Exactly a terminal number, merchant number, serial, trace or reference number, or the
    /// last four digits of a card.
    pub text: Option<String>,
    /// Keyed hash of a card number.
    pub card_token: Option<Vec<u8>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: PaymentId,
    institution_id: InstitutionId,
    acquirer_id: InstitutionId,
    acquirer_name: Option<String>,
    link_id: LinkId,
    kind: PaymentKind,
    amount_fen: i64,
    card_mask: String,
    merchant_id: MerchantId,
    merchant_code: String,
    merchant_name: Option<String>,
    store_id: StoreId,
    terminal_id: TerminalId,
    terminal_code: String,
    serial: String,
    mcc: String,
    trace_no: i32,
    batch_no: i32,
    received_at: DateTime<Utc>,
    outcome: Option<Outcome>,
    response_code: Option<String>,
    reference_no: Option<String>,
    authorization_code: Option<String>,
    latency_us: Option<i64>,
    answered_at: Option<DateTime<Utc>>,
    reversal_state: Option<ReversalState>,
}

impl From<Row> for PaymentSummary {
    fn from(row: Row) -> PaymentSummary {
        PaymentSummary {
            id: row.id,
            institution_id: row.institution_id,
            acquirer_id: row.acquirer_id,
            acquirer_name: row.acquirer_name.unwrap_or_default(),
            link_id: row.link_id,
            kind: row.kind,
            state: state(row.outcome, row.reversal_state),
            amount_fen: row.amount_fen,
            currency: "CNY",
            card_bin: row.card_mask.chars().take(6).collect(),
            card: row.card_mask,
            merchant_id: row.merchant_id,
            merchant_code: row.merchant_code,
            merchant_name: row.merchant_name.unwrap_or_default(),
            store_id: row.store_id,
            terminal_id: row.terminal_id,
            terminal_code: row.terminal_code,
            serial: row.serial,
            mcc: row.mcc,
            trace_no: format!("{:06}", row.trace_no),
            batch_no: format!("{:06}", row.batch_no),
            reference_no: row.reference_no,
            authorization_code: row.authorization_code,
            response_text: row.response_code.as_deref().map(response_text),
            response_code: row.response_code,
            received_at: row.received_at,
            answered_at: row.answered_at,
            latency_ms: row.latency_us.map(|us| us / 1000),
        }
    }
}

/// Payments, newest first. Read per institution, so that the primary key serves as the index by
/// time whoever asks.
pub async fn payments(
    tx: &mut Tx,
    filter: &Filter,
    limit: i64,
) -> sqlx::Result<Vec<PaymentSummary>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select x.id, x.institution_id, x.acquirer_id, a.short_name as acquirer_name, x.link_id,
            x.kind, x.amount_fen, x.card_mask, x.merchant_id, x.merchant_code,
            m.short_name as merchant_name, x.store_id, x.terminal_id, x.terminal_code, x.serial,
            x.mcc, x.trace_no, x.batch_no, x.received_at, x.outcome, x.response_code,
            x.reference_no, x.authorization_code, x.latency_us, x.answered_at, x.reversal_state
         from institution i
         cross join lateral (
            select p.institution_id, p.id, p.acquirer_id, p.link_id, p.kind, p.amount_fen,
                p.card_mask, p.merchant_id, p.merchant_code, p.store_id, p.terminal_id,
                p.terminal_code, p.serial, p.mcc, p.trace_no, p.batch_no, p.received_at,
                o.state as outcome, o.response_code, o.reference_no, o.authorization_code,
                o.latency_us, o.answered_at, r.state as reversal_state
            from payment p
            left join payment_outcome o
                on o.institution_id = p.institution_id and o.payment_id = p.id
            left join reversal r
                on r.institution_id = p.institution_id and r.payment_id = p.id
            where p.institution_id = i.id
                and ($1::uuid is null or p.id >= $1)
                and ($2::uuid is null or p.id < $2)
                and ($3::uuid is null or p.id < $3)
                and ($4::text is null or $4 = case
                    when r.state in ('pending', 'staff') then 'reversal_pending'
                    when r.state in ('acknowledged', 'resolved') then 'reversed'
                    else coalesce(o.state, 'sent') end)
                and ($5::text is null or p.kind = $5)
                and ($6::int is null or p.acquirer_id = $6)
                and ($7::uuid is null or p.merchant_id = $7)
                and ($8::uuid is null or p.terminal_id = $8)
                and ($9::bigint is null or p.amount_fen >= $9)
                and ($10::bigint is null or p.amount_fen <= $10)
                and (($11::text is null and $12::bytea is null) or p.card_token = $12
                    or p.terminal_code = $11 or p.merchant_code = $11 or p.serial = $11
                    or o.reference_no = $11 or lpad(p.trace_no::text, 6, '0') = $11
                    or right(p.card_mask, 4) = $11)
            order by p.id desc limit $13
         ) x
         left join merchant m on m.institution_id = x.institution_id and m.id = x.merchant_id
         left join institution a on a.id = x.acquirer_id
         order by x.id desc limit $13",
    )
    .bind(filter.from)
    .bind(filter.until)
    .bind(filter.before)
    .bind(filter.state)
    .bind(filter.kind)
    .bind(filter.acquirer)
    .bind(filter.merchant)
    .bind(filter.terminal)
    .bind(filter.amount_min_fen)
    .bind(filter.amount_max_fen)
    .bind(filter.text.as_deref())
    .bind(filter.card_token.as_deref())
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(PaymentSummary::from).collect())
}

/// What the list does not show of a payment.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Rest {
    /// JSON.
    pub decision: String,
    pub original_id: Option<PaymentId>,
    pub entry_mode: String,
    pub store_name: Option<String>,
    pub device_type: Option<DeviceType>,
    /// JSON.
    pub hops: Option<String>,
}

/// The rest of one payment.
pub async fn payment_rest(
    tx: &mut Tx,
    institution: InstitutionId,
    payment: PaymentId,
) -> sqlx::Result<Option<Rest>> {
    sqlx::query_as(
        "select p.decision::text as decision, p.original_id, p.entry_mode,
            s.name as store_name, t.device_type, o.hops::text as hops
         from payment p
         left join store s on s.institution_id = p.institution_id and s.id = p.store_id
         left join terminal t on t.institution_id = p.institution_id and t.id = p.terminal_id
         left join payment_outcome o
            on o.institution_id = p.institution_id and o.payment_id = p.id
         where p.institution_id = $1 and p.id = $2",
    )
    .bind(institution)
    .bind(payment)
    .fetch_optional(&mut **tx)
    .await
}

#[derive(sqlx::FromRow)]
struct UndoingRow {
    id: PaymentId,
    kind: PaymentKind,
    amount_fen: i64,
    received_at: DateTime<Utc>,
    outcome: Option<Outcome>,
    reversal_state: Option<ReversalState>,
}

/// Voids and refunds of a payment, newest first, at most 100.
pub async fn undoing(
    tx: &mut Tx,
    institution: InstitutionId,
    original: PaymentId,
) -> sqlx::Result<Vec<UndoingView>> {
    let rows: Vec<UndoingRow> = sqlx::query_as(
        "select p.id, p.kind, p.amount_fen, p.received_at, o.state as outcome,
            r.state as reversal_state
         from payment p
         left join payment_outcome o
            on o.institution_id = p.institution_id and o.payment_id = p.id
         left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
         where p.institution_id = $1 and p.original_id = $2
         order by p.id desc limit 100",
    )
    .bind(institution)
    .bind(original)
    .fetch_all(&mut **tx)
    .await?;
    let view = |row: UndoingRow| UndoingView {
        id: row.id,
        kind: row.kind,
        amount_fen: row.amount_fen,
        received_at: row.received_at,
        state: state(row.outcome, row.reversal_state),
    };
    Ok(rows.into_iter().map(view).collect())
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: TransferId,
    code: i32,
    debit_account_id: AccountId,
    debit_kind: AccountKind,
    debit_owner: String,
    credit_account_id: AccountId,
    credit_kind: AccountKind,
    credit_owner: String,
    amount_fen: i64,
    at: DateTime<Utc>,
}

/// Entries of a payment in the ledger.
pub async fn entries(
    tx: &mut Tx,
    institution: InstitutionId,
    payment: PaymentId,
) -> sqlx::Result<Vec<EntryView>> {
    let rows: Vec<EntryRow> = sqlx::query_as(
        "select t.id, t.code, t.debit_account_id, d.kind as debit_kind, d.owner as debit_owner,
            t.credit_account_id, c.kind as credit_kind, c.owner as credit_owner, t.amount_fen,
            t.at
         from ledger_transfer t
         join ledger_account d
            on d.institution_id = t.institution_id and d.id = t.debit_account_id
         join ledger_account c
            on c.institution_id = t.institution_id and c.id = t.credit_account_id
         where t.institution_id = $1 and t.reference = $2 order by t.seq limit 100",
    )
    .bind(institution)
    .bind(payment)
    .fetch_all(&mut **tx)
    .await?;
    let entry = |row: EntryRow| EntryView {
        transfer_id: row.id,
        reason: u16::try_from(row.code).map_or("other", ledger::code::word),
        debit: EntrySide {
            account: row.debit_account_id,
            kind: row.debit_kind,
            owner: row.debit_owner,
            owner_name: None,
        },
        credit: EntrySide {
            account: row.credit_account_id,
            kind: row.credit_kind,
            owner: row.credit_owner,
            owner_name: None,
        },
        amount_fen: row.amount_fen,
        at: row.at,
    };
    Ok(rows.into_iter().map(entry).collect())
}

#[derive(sqlx::FromRow)]
struct ReversalRow {
    institution_id: InstitutionId,
    payment_id: PaymentId,
    acquirer_id: InstitutionId,
    link_id: LinkId,
    reason: ReversalReason,
    state: ReversalState,
    tries: i32,
    /// JSON.
    steps: String,
    response_code: Option<String>,
    late_at: Option<DateTime<Utc>>,
    late_code: Option<String>,
    note: String,
    amount_fen: i64,
    merchant_name: Option<String>,
    terminal_code: String,
    trace_no: i32,
    created_at: DateTime<Utc>,
    tried_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
}

impl From<ReversalRow> for ReversalView {
    fn from(row: ReversalRow) -> ReversalView {
        ReversalView {
            id: ReversalId(row.payment_id.0),
            payment_id: row.payment_id,
            institution_id: row.institution_id,
            acquirer_id: row.acquirer_id,
            link_id: row.link_id,
            reason: row.reason,
            state: row.state,
            tries: row.tries,
            steps: serde_json::from_str(&row.steps).unwrap_or_default(),
            response_code: row.response_code,
            late_at: row.late_at,
            late_code: row.late_code,
            note: row.note,
            amount_fen: row.amount_fen,
            merchant_name: row.merchant_name.unwrap_or_default(),
            terminal_code: row.terminal_code,
            trace_no: format!("{:06}", row.trace_no),
            created_at: row.created_at,
            tried_at: row.tried_at,
            ended_at: row.ended_at,
        }
    }
}

/// Reversals, newest first; of one payment when it is given.
pub async fn reversals(
    tx: &mut Tx,
    (state, payment): (Option<ReversalState>, Option<PaymentId>),
    before: Option<PaymentId>,
    limit: i64,
) -> sqlx::Result<Vec<ReversalView>> {
    let rows: Vec<ReversalRow> = sqlx::query_as(
        "select r.institution_id, r.payment_id, r.acquirer_id, r.link_id, r.reason, r.state,
            r.tries, r.steps::text as steps, r.response_code, r.late_at, r.late_code, r.note,
            p.amount_fen, m.short_name as merchant_name, p.terminal_code, p.trace_no,
            r.created_at, r.tried_at, r.ended_at
         from reversal r
         join payment p on p.institution_id = r.institution_id and p.id = r.payment_id
         left join merchant m on m.institution_id = p.institution_id and m.id = p.merchant_id
         where ($1::text is null or r.state = $1) and ($2::uuid is null or r.payment_id = $2)
            and ($3::uuid is null or r.payment_id < $3)
         order by r.payment_id desc limit $4",
    )
    .bind(state)
    .bind(payment)
    .bind(before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(ReversalView::from).collect())
}

/// Reversals waiting by acquirer.
pub async fn depth_by_acquirer(tx: &mut Tx) -> sqlx::Result<Vec<(InstitutionId, i64)>> {
    sqlx::query_as(
        "select acquirer_id, count(*) from reversal where state in ('pending', 'staff')
         group by acquirer_id order by acquirer_id limit 10000",
    )
    .fetch_all(&mut **tx)
    .await
}
