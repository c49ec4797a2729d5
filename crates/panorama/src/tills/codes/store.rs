//! All SQL of merchants' codes.

use super::super::model::Owner;
use super::model::{Attempt, Code, CodeKind, Tally};
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, MerchantId, Place, TerminalId};
use storage::Tx;

/// Writes a code; false when its order has one.
pub async fn insert(tx: &mut Tx, code: &Code) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into payment_code (institution_id, digits, kind, caller, order_reference,
           acquirer_code, terminal_institution_id, terminal_id, merchant_id, name, serial, place,
           amount_fen, amount_max_fen, day_max_fen, uses_max, face_to_face, remote_reason,
           expires_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
           $19, $20)
         on conflict do nothing",
    )
    .bind(code.owner.institution)
    .bind(&code.digits)
    .bind(code.kind)
    .bind(&code.owner.caller)
    .bind(code.order_reference.as_deref())
    .bind(&code.acquirer_code)
    .bind(code.terminal.0)
    .bind(code.terminal.1)
    .bind(code.merchant)
    .bind(code.name.as_deref())
    .bind(&code.serial)
    .bind(code.place.map(|place| place.to_string()))
    .bind(code.amount_fen)
    .bind(code.amount_max_fen)
    .bind(code.day_max_fen)
    .bind(code.uses_max)
    .bind(code.face_to_face)
    .bind(code.remote_reason.as_deref())
    .bind(code.expires_at)
    .bind(code.created_at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[derive(sqlx::FromRow)]
struct CodeRow {
    institution_id: InstitutionId,
    digits: String,
    kind: CodeKind,
    caller: String,
    order_reference: Option<String>,
    acquirer_code: String,
    terminal_institution_id: InstitutionId,
    terminal_id: TerminalId,
    merchant_id: MerchantId,
    name: Option<String>,
    serial: String,
    place: Option<String>,
    amount_fen: Option<i64>,
    amount_max_fen: Option<i64>,
    day_max_fen: Option<i64>,
    uses_max: Option<i32>,
    face_to_face: bool,
    remote_reason: Option<String>,
    expires_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
}

impl From<CodeRow> for Code {
    fn from(row: CodeRow) -> Code {
        Code {
            owner: Owner { institution: row.institution_id, caller: row.caller },
            digits: row.digits,
            kind: row.kind,
            order_reference: row.order_reference,
            acquirer_code: row.acquirer_code,
            terminal: (row.terminal_institution_id, row.terminal_id),
            merchant: row.merchant_id,
            name: row.name,
            serial: row.serial,
            // Written by [`insert`], so that it can be read.
            place: row.place.and_then(|place| place.parse::<Place>().ok()),
            amount_fen: row.amount_fen,
            amount_max_fen: row.amount_max_fen,
            day_max_fen: row.day_max_fen,
            uses_max: row.uses_max,
            face_to_face: row.face_to_face,
            remote_reason: row.remote_reason,
            expires_at: row.expires_at,
            created_at: row.created_at,
            closed_at: row.closed_at,
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select institution_id, digits, kind, caller, order_reference, acquirer_code,
               terminal_institution_id, terminal_id, merchant_id, name, serial, place, amount_fen,
               amount_max_fen, day_max_fen, uses_max, face_to_face, remote_reason, expires_at,
               created_at, closed_at
             from payment_code ",
            $rest
        )
    };
}

/// A code by its digits, whoever made it.
pub async fn by_digits(tx: &mut Tx, digits: &str) -> sqlx::Result<Option<Code>> {
    let row: Option<CodeRow> =
        sqlx::query_as(select!("where digits = $1")).bind(digits).fetch_optional(&mut **tx).await?;
    Ok(row.map(Code::from))
}

/// The code of an order.
pub async fn of_order(
    tx: &mut Tx,
    owner: &Owner,
    order_reference: &str,
) -> sqlx::Result<Option<Code>> {
    let row: Option<CodeRow> = sqlx::query_as(select!(
        "where institution_id = $1 and caller = $2 and order_reference = $3"
    ))
    .bind(owner.institution)
    .bind(&owner.caller)
    .bind(order_reference)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(Code::from))
}

/// A code that nobody else pays or closes until the transaction ends.
pub async fn lock(
    tx: &mut Tx,
    (institution, digits): (InstitutionId, &str),
) -> sqlx::Result<Option<Code>> {
    let row: Option<CodeRow> =
        sqlx::query_as(select!("where institution_id = $1 and digits = $2 for update"))
            .bind(institution)
            .bind(digits)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(row.map(Code::from))
}

/// Codes that the transaction sees, newest first, after one.
pub async fn list(
    tx: &mut Tx,
    (kind, terminal): (Option<CodeKind>, Option<TerminalId>),
    text: Option<&str>,
    before: Option<(DateTime<Utc>, String)>,
    limit: i64,
) -> sqlx::Result<Vec<Code>> {
    let (before_at, before_digits) = before.unzip();
    let rows: Vec<CodeRow> = sqlx::query_as(select!(
        "where ($1::text is null or kind = $1)
           and ($2::uuid is null or terminal_id = $2)
           and ($3::text is null or digits = $3 or order_reference = $3
             or strpos(lower(name), lower($3)) > 0)
           and ($4::timestamptz is null or (created_at, digits) < ($4, $5))
         order by created_at desc, digits desc limit $6"
    ))
    .bind(kind)
    .bind(terminal)
    .bind(text)
    .bind(before_at)
    .bind(before_digits)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Code::from).collect())
}

/// What became of the tries to pay each of these codes, in their order.
pub async fn tallies(
    tx: &mut Tx,
    codes: &[(InstitutionId, &str)],
    day_begins: DateTime<Utc>,
    lately: DateTime<Utc>,
) -> sqlx::Result<Vec<Tally>> {
    let (institutions, digits): (Vec<InstitutionId>, Vec<&str>) = codes.iter().copied().unzip();
    sqlx::query_as(
        "select count(*) filter (where s.standing = 'paid') as paid,
           count(*) filter (where s.standing = 'open') as open,
           coalesce(sum(s.amount_fen) filter (
             where s.standing in ('paid', 'open') and $3 <= s.created_at), 0)::bigint as day_fen,
           count(*) filter (where s.standing = 'failed' and $4 <= s.created_at) as failed_lately
         from unnest($1::int[], $2::text[]) with ordinality as c (institution_id, digits, place)
         left join lateral (
           select a.amount_fen, a.created_at, case
             when a.void or r.state is not null or o.state in ('declined', 'failed') then 'failed'
             when o.state = 'approved' then 'paid'
             else 'open' end as standing
           from payment_code_attempt a
           left join payment p on p.institution_id = a.terminal_institution_id
             and p.terminal_id = a.terminal_id and p.batch_no = a.batch_no
             and p.trace_no = a.trace_no
           left join payment_outcome o
             on o.institution_id = p.institution_id and o.payment_id = p.id
           left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
           where a.institution_id = c.institution_id and a.digits = c.digits
         ) s on true
         group by c.place order by c.place",
    )
    .bind(institutions)
    .bind(digits)
    .bind(day_begins)
    .bind(lately)
    .fetch_all(&mut **tx)
    .await
}

/// Who tries to pay which code with what: the key of a try.
#[derive(Clone, Copy, Debug)]
pub struct Try<'a> {
    pub institution: InstitutionId,
    pub digits: &'a str,
    pub auth_hash: &'a [u8],
}

/// A try, with the payment that came of it.
pub async fn attempt(tx: &mut Tx, of: Try<'_>) -> sqlx::Result<Option<Attempt>> {
    sqlx::query_as(
        "select a.batch_no, a.trace_no, a.amount_fen, a.void, p.id as payment_id,
           o.state as outcome, r.state as reversal, o.reference_no, o.response_code, o.answered_at
         from payment_code_attempt a
         left join payment p on p.institution_id = a.terminal_institution_id
           and p.terminal_id = a.terminal_id and p.batch_no = a.batch_no
           and p.trace_no = a.trace_no
         left join payment_outcome o on o.institution_id = p.institution_id and o.payment_id = p.id
         left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
         where a.institution_id = $1 and a.digits = $2 and a.auth_hash = $3",
    )
    .bind(of.institution)
    .bind(of.digits)
    .bind(of.auth_hash)
    .fetch_optional(&mut **tx)
    .await
}

/// Writes a try, of a code that [`lock`] holds.
pub async fn insert_attempt(
    tx: &mut Tx,
    of: Try<'_>,
    order_reference: &str,
    terminal: (InstitutionId, TerminalId),
    (batch_no, trace_no): (i32, i32),
    amount_fen: i64,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into payment_code_attempt (institution_id, digits, auth_hash, order_reference,
           terminal_institution_id, terminal_id, batch_no, trace_no, amount_fen, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(of.institution)
    .bind(of.digits)
    .bind(of.auth_hash)
    .bind(order_reference)
    .bind(terminal.0)
    .bind(terminal.1)
    .bind(batch_no)
    .bind(trace_no)
    .bind(amount_fen)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The order of a code names the payment of its latest try.
pub async fn point_order(
    tx: &mut Tx,
    owner: &Owner,
    order_reference: &str,
    (batch_no, trace_no): (i32, i32),
) -> sqlx::Result<()> {
    sqlx::query(
        "update till_order set batch_no = $4, trace_no = $5
         where institution_id = $1 and caller = $2 and order_reference = $3",
    )
    .bind(owner.institution)
    .bind(&owner.caller)
    .bind(order_reference)
    .bind(batch_no)
    .bind(trace_no)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A try that surely never became a payment.
pub async fn void_attempt(tx: &mut Tx, of: Try<'_>) -> sqlx::Result<()> {
    sqlx::query(
        "update payment_code_attempt set void = true
         where institution_id = $1 and digits = $2 and auth_hash = $3",
    )
    .bind(of.institution)
    .bind(of.digits)
    .bind(of.auth_hash)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Closes a code that [`lock`] holds.
pub async fn close(
    tx: &mut Tx,
    (institution, digits): (InstitutionId, &str),
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update payment_code set closed_at = $3
         where institution_id = $1 and digits = $2 and closed_at is null",
    )
    .bind(institution)
    .bind(digits)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether a terminal's merchant is a micro merchant 小微商户.
pub async fn is_micro(tx: &mut Tx, merchant: MerchantId) -> sqlx::Result<bool> {
    let micro: Option<bool> =
        sqlx::query_scalar("select kind = 'micro' from merchant where id = $1")
            .bind(merchant)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(micro.unwrap_or_default())
}
