//! Reversals in store-and-forward, and the original payments that are undone.

use super::column;
use crate::switch::model::{
    Original, Outcome, PaymentKind, ReversalReason, ReversalState, Sibling,
};
use crate::switch::view::ReversalDeed;
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, LinkId, MerchantId, PaymentId, StoreId, TerminalId};
use serde_json::{Value, json};
use storage::Tx;

/// Most steps kept with a reversal.
const STEPS_MAX: i32 = 100;

/// A reversal to be sent until it is acknowledged.
#[derive(Clone, Debug)]
pub struct NewReversal {
    pub institution: InstitutionId,
    pub payment: PaymentId,
    pub acquirer: InstitutionId,
    pub link: LinkId,
    pub reason: ReversalReason,
    /// Pending, or with staff from the beginning.
    pub state: ReversalState,
    /// What staff should know, where it begins with them.
    pub note: &'static str,
    pub at: DateTime<Utc>,
}

/// Writes reversals; a payment that has one keeps it.
pub async fn insert_reversals(tx: &mut Tx, rows: &[NewReversal]) -> sqlx::Result<u64> {
    if rows.is_empty() {
        return Ok(0);
    }
    let written = sqlx::query(
        "insert into reversal (
            institution_id, payment_id, acquirer_id, link_id, reason, created_at, state, note)
         select t.institution_id, t.payment_id, t.acquirer_id, t.link_id, t.reason, t.created_at,
            t.state, t.note
         from unnest($1::int[], $2::uuid[], $3::int[], $4::uuid[], $5::text[],
            $6::timestamptz[], $7::text[], $8::text[])
            as t (institution_id, payment_id, acquirer_id, link_id, reason, created_at, state,
               note)
         on conflict do nothing",
    )
    .bind(column(rows, |row| row.institution))
    .bind(column(rows, |row| row.payment))
    .bind(column(rows, |row| row.acquirer))
    .bind(column(rows, |row| row.link))
    .bind(column(rows, |row| row.reason))
    .bind(column(rows, |row| row.at))
    .bind(column(rows, |row| row.state))
    .bind(column(rows, |row| row.note))
    .execute(&mut **tx)
    .await?;
    Ok(written.rows_affected())
}

/// A reversal that waits, with what its message is made of.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Waiting {
    #[sqlx(rename = "institution_id")]
    pub institution: InstitutionId,
    #[sqlx(rename = "payment_id")]
    pub payment: PaymentId,
    #[sqlx(rename = "acquirer_id")]
    pub acquirer: InstitutionId,
    pub reason: ReversalReason,
    pub tries: i32,
    pub kind: PaymentKind,
    pub amount_fen: i64,
    pub merchant_id: MerchantId,
    pub store_id: StoreId,
    pub terminal_id: TerminalId,
    pub acquirer_merchant_code: String,
    pub terminal_code: String,
    pub batch_no: i32,
    pub trace_no: i32,
    pub entry_mode: String,
    pub card_sealed: Vec<u8>,
    pub received_at: DateTime<Utc>,
    pub reference_no: Option<String>,
    pub original_batch_no: Option<i32>,
    pub original_trace_no: Option<i32>,
    pub original_received_at: Option<DateTime<Utc>>,
    pub original_authorization: Option<String>,
}

/// Reversals of a link that wait, oldest first.
pub async fn waiting_reversals(
    tx: &mut Tx,
    link: LinkId,
    limit: i64,
) -> sqlx::Result<Vec<Waiting>> {
    sqlx::query_as(
        "select r.institution_id, r.payment_id, r.acquirer_id, r.reason, r.tries, p.kind,
            p.amount_fen, p.merchant_id, p.store_id, p.terminal_id, p.acquirer_merchant_code,
            p.terminal_code, p.batch_no, p.trace_no, p.entry_mode, p.card_sealed, p.received_at,
            o.reference_no, q.batch_no as original_batch_no, q.trace_no as original_trace_no,
            q.received_at as original_received_at, b.authorization_code as original_authorization
         from reversal r
         join payment p on p.institution_id = r.institution_id and p.id = r.payment_id
         left join payment_outcome o
            on o.institution_id = r.institution_id and o.payment_id = r.payment_id
         left join payment q on q.institution_id = p.institution_id and q.id = p.original_id
         left join payment_outcome b
            on b.institution_id = q.institution_id and b.payment_id = q.id
         where r.link_id = $1 and r.state = 'pending'
         order by r.created_at, r.payment_id limit $2",
    )
    .bind(link)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Links that have reversals waiting, and how many each.
pub async fn reversal_depths(tx: &mut Tx) -> sqlx::Result<Vec<(LinkId, i64)>> {
    sqlx::query_as(
        "select link_id, count(*) from reversal where state = 'pending'
         group by link_id order by link_id limit 10000",
    )
    .fetch_all(&mut **tx)
    .await
}

/// What came of one attempt.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub institution: InstitutionId,
    pub payment: PaymentId,
    pub state: ReversalState,
    pub code: Option<String>,
    pub at: DateTime<Utc>,
}

/// Notes an attempt of a reversal that waits; false when it does not wait any more.
pub async fn note_attempt(tx: &mut Tx, attempt: &Attempt) -> sqlx::Result<bool> {
    let ended = matches!(attempt.state, ReversalState::Acknowledged | ReversalState::Resolved);
    let noted = sqlx::query(
        "update reversal set state = $3, tries = tries + 1, tried_at = $4,
            response_code = coalesce($5, response_code), ended_at = $6,
            steps = case when jsonb_array_length(steps) < $8 then steps || $7::jsonb
                else steps end
         where institution_id = $1 and payment_id = $2 and state = 'pending'",
    )
    .bind(attempt.institution)
    .bind(attempt.payment)
    .bind(attempt.state)
    .bind(attempt.at)
    .bind(attempt.code.as_deref())
    .bind(ended.then_some(attempt.at))
    .bind(step(ReversalDeed::Sent, attempt.at, attempt.code.as_deref(), None))
    .bind(STEPS_MAX)
    .execute(&mut **tx)
    .await?;
    Ok(noted.rows_affected() == 1)
}

/// A step as it is appended: JSON.
fn step(deed: ReversalDeed, at: DateTime<Utc>, code: Option<&str>, by: Option<&str>) -> Value {
    json!([{ "at": at, "step": deed, "code": code, "by": by }])
}

/// Notes that the payment itself was answered after it was given up.
pub async fn note_late(
    tx: &mut Tx,
    institution: InstitutionId,
    payment: PaymentId,
    code: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let noted = sqlx::query(
        "update reversal set late_at = $4, late_code = $3
         where institution_id = $1 and payment_id = $2 and late_at is null",
    )
    .bind(institution)
    .bind(payment)
    .bind(code)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(noted.rows_affected() == 1)
}

/// What the payment of a reversal is.
pub async fn kind_of(
    tx: &mut Tx,
    (institution, payment): (InstitutionId, PaymentId),
) -> sqlx::Result<Option<PaymentKind>> {
    sqlx::query_scalar("select kind from payment where institution_id = $1 and id = $2")
        .bind(institution)
        .bind(payment)
        .fetch_optional(&mut **tx)
        .await
}

/// Back from staff into the queue, or out of it by a person's word. Names the state expected.
pub async fn move_reversal(
    tx: &mut Tx,
    (institution, payment): (InstitutionId, PaymentId),
    to: ReversalState,
    (note, by, name): (&str, &str, &str),
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let ended = to == ReversalState::Resolved;
    let deed = if ended { ReversalDeed::Resolved } else { ReversalDeed::Retried };
    let moved = sqlx::query(
        "update reversal set state = $3, tries = case when $6::timestamptz is null then 0
                else tries end, note = $4, ended_at = $6,
            steps = case when jsonb_array_length(steps) < $8 then steps || $7::jsonb
                else steps end,
            resolved_by = case when $6::timestamptz is null then resolved_by else $5 end
         where institution_id = $1 and payment_id = $2 and state in ('staff', 'pending')",
    )
    .bind(institution)
    .bind(payment)
    .bind(to)
    .bind(note)
    .bind(by)
    .bind(ended.then_some(at))
    .bind(step(deed, at, None, Some(name)))
    .bind(STEPS_MAX)
    .execute(&mut **tx)
    .await?;
    Ok(moved.rows_affected() == 1)
}

macro_rules! original {
    ($rest:literal) => {
        concat!(
            "select p.id, p.kind, p.amount_fen, p.acquirer_id, p.link_id, p.merchant_id,
            p.store_id, p.terminal_id, p.batch_no, p.trace_no, p.acquirer_merchant_code,
            p.entry_mode, p.card_token, p.card_sealed, p.card_mask, p.content_token,
            o.reference_no, o.state, r.state as reversal_state
         from payment p
         left join payment_outcome o
            on o.institution_id = p.institution_id and o.payment_id = p.id
         left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
         ",
            $rest
        )
    };
}

/// Finds the payment of a terminal by batch and trace number.
pub async fn original_by_trace(
    tx: &mut Tx,
    institution: InstitutionId,
    terminal: TerminalId,
    (batch_no, trace_no): (i32, i32),
) -> sqlx::Result<Option<Original>> {
    let row: Option<OriginalRow> = sqlx::query_as(original!(
        "where p.institution_id = $1 and p.terminal_id = $2 and p.batch_no = $3
            and p.trace_no = $4"
    ))
    .bind(institution)
    .bind(terminal)
    .bind(batch_no)
    .bind(trace_no)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| row.into_original(institution)))
}

/// The newest approved hold of a card with a merchant under an authorisation code.
pub async fn hold_by_authorization(
    tx: &mut Tx,
    institution: InstitutionId,
    (merchant, card_token): (MerchantId, &[u8]),
    code: &str,
) -> sqlx::Result<Option<Original>> {
    let row: Option<OriginalRow> = sqlx::query_as(original!(
        "where p.institution_id = $1 and p.merchant_id = $2 and p.card_token = $3
            and p.kind = 'preauth' and o.state = 'approved' and o.authorization_code = $4
         order by p.id desc limit 1"
    ))
    .bind(institution)
    .bind(merchant)
    .bind(card_token)
    .bind(code)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| row.into_original(institution)))
}

#[derive(sqlx::FromRow)]
struct OriginalRow {
    id: PaymentId,
    kind: PaymentKind,
    amount_fen: i64,
    acquirer_id: InstitutionId,
    link_id: LinkId,
    merchant_id: MerchantId,
    store_id: StoreId,
    terminal_id: TerminalId,
    batch_no: i32,
    trace_no: i32,
    acquirer_merchant_code: String,
    entry_mode: String,
    card_token: Vec<u8>,
    card_sealed: Vec<u8>,
    card_mask: String,
    content_token: Vec<u8>,
    reference_no: Option<String>,
    state: Option<Outcome>,
    reversal_state: Option<ReversalState>,
}

impl OriginalRow {
    fn into_original(self, institution: InstitutionId) -> Original {
        Original {
            id: self.id,
            institution,
            kind: self.kind,
            amount_fen: self.amount_fen,
            acquirer: self.acquirer_id,
            link: self.link_id,
            merchant: self.merchant_id,
            store: self.store_id,
            acquirer_merchant_code: self.acquirer_merchant_code,
            terminal: self.terminal_id,
            number: (self.batch_no, self.trace_no),
            entry_mode: self.entry_mode,
            card_token: self.card_token,
            card_sealed: self.card_sealed,
            card_mask: self.card_mask,
            content_token: self.content_token,
            reference_no: self.reference_no,
            outcome: self.state,
            reversal: self.reversal_state,
        }
    }
}

/// What stands on a payment, that of one kind and state summed up: however many they are, none
/// is left out.
pub async fn siblings(
    tx: &mut Tx,
    institution: InstitutionId,
    original: PaymentId,
) -> sqlx::Result<Vec<Sibling>> {
    type Row = (PaymentKind, i64, Option<Outcome>, Option<ReversalState>, bool);
    let rows: Vec<Row> = sqlx::query_as(
        "select s.kind, sum(s.amount_fen)::bigint, s.outcome, s.reversal, s.voided
         from (
           select p.kind, p.amount_fen, o.state as outcome, r.state as reversal, exists (
               select 1 from payment v
               join payment_outcome a
                 on a.institution_id = v.institution_id and a.payment_id = v.id
               left join reversal u on u.institution_id = v.institution_id and u.payment_id = v.id
               where v.institution_id = p.institution_id and v.original_id = p.id
                 and v.kind = 'completion_void' and a.state = 'approved' and u.payment_id is null
             ) as voided
           from payment p
           left join payment_outcome o
              on o.institution_id = p.institution_id and o.payment_id = p.id
           left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
           where p.institution_id = $1 and p.original_id = $2
         ) s
         group by s.kind, s.outcome, s.reversal, s.voided",
    )
    .bind(institution)
    .bind(original)
    .fetch_all(&mut **tx)
    .await?;
    let sibling = |(kind, amount_fen, outcome, reversal, voided)| Sibling {
        kind,
        amount_fen,
        outcome,
        reversal,
        voided,
    };
    Ok(rows.into_iter().map(sibling).collect())
}

/// The hold that a voided completion was taken from, named by the void.
pub async fn hold_of_void(
    tx: &mut Tx,
    institution: InstitutionId,
    void: PaymentId,
) -> sqlx::Result<Option<PaymentId>> {
    sqlx::query_scalar(
        "select c.original_id from payment v
         join payment c on c.institution_id = v.institution_id and c.id = v.original_id
         where v.institution_id = $1 and v.id = $2 and c.original_id is not null",
    )
    .bind(institution)
    .bind(void)
    .fetch_optional(&mut **tx)
    .await
}

/// Takes the lock of a payment that is to be undone, until the transaction ends.
pub async fn lock_payment(
    tx: &mut Tx,
    institution: InstitutionId,
    payment: PaymentId,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into payment_lock (institution_id, payment_id, taken) values ($1, $2, 1)
         on conflict (institution_id, payment_id) do update set taken = payment_lock.taken + 1",
    )
    .bind(institution)
    .bind(payment)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
