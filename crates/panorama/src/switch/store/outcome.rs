//! What came of payments. The first ending written is the one.

use super::column;
use crate::switch::model::Outcome;
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, PaymentId};
use storage::Tx;

/// How a payment ended.
#[derive(Clone, Debug)]
pub struct Ending {
    pub institution: InstitutionId,
    pub payment: PaymentId,
    pub acquirer: InstitutionId,
    pub outcome: Outcome,
    /// F39 told to the terminal.
    pub code: String,
    /// F37.
    pub reference_no: Option<String>,
    /// F38.
    pub authorization_code: Option<String>,
    /// F54.
    pub balance: Option<String>,
    pub latency_us: i64,
    /// JSON: `[[hop, microseconds from receipt], …]`.
    pub hops: String,
    pub answered_at: DateTime<Utc>,
}

macro_rules! insert {
    ($rest:literal) => {
        concat!(
            "insert into payment_outcome (
    institution_id, payment_id, acquirer_id, state, response_code, reference_no,
    authorization_code, balance, latency_us, hops, answered_at)
  select t.institution_id, t.payment_id, t.acquirer_id, t.state, t.response_code,
    t.reference_no, t.authorization_code, t.balance, t.latency_us, t.hops::json, t.answered_at
  from (select
    unnest($1::int[]) as institution_id, unnest($2::uuid[]) as payment_id,
    unnest($3::int[]) as acquirer_id, unnest($4::text[]) as state,
    unnest($5::text[]) as response_code, unnest($6::text[]) as reference_no,
    unnest($7::text[]) as authorization_code, unnest($8::text[]) as balance,
    unnest($9::bigint[]) as latency_us, unnest($10::text[]) as hops,
    unnest($11::timestamptz[]) as answered_at
  ) t",
            $rest
        )
    };
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments>;

fn bind<'q>(query: Query<'q>, rows: &'q [Ending]) -> Query<'q> {
    query
        .bind(column(rows, |row| row.institution))
        .bind(column(rows, |row| row.payment))
        .bind(column(rows, |row| row.acquirer))
        .bind(column(rows, |row| row.outcome))
        .bind(column(rows, |row| row.code.as_str()))
        .bind(column(rows, |row| row.reference_no.as_deref()))
        .bind(column(rows, |row| row.authorization_code.as_deref()))
        .bind(column(rows, |row| row.balance.as_deref()))
        .bind(column(rows, |row| row.latency_us))
        .bind(column(rows, |row| row.hops.as_str()))
        .bind(column(rows, |row| row.answered_at))
}

/// Writes endings, all of them or none: where one's payment has an ending already, the error is
/// a unique violation (23505).
pub async fn insert_outcomes(tx: &mut Tx, rows: &[Ending]) -> sqlx::Result<()> {
    bind(sqlx::query(insert!("")), rows).execute(&mut **tx).await?;
    Ok(())
}

/// Writes those endings that are the first of their payments, and tells whose. Dearer than
/// [`insert_outcomes`].
pub async fn insert_new_outcomes(tx: &mut Tx, rows: &[Ending]) -> sqlx::Result<Vec<PaymentId>> {
    use sqlx::Row;
    let query = sqlx::query(insert!(" on conflict do nothing returning payment_id"));
    let new = bind(query, rows).fetch_all(&mut **tx).await?;
    new.iter().map(|row| row.try_get(0)).collect()
}

/// The ending of a payment, where it has one.
pub async fn outcome_of(
    tx: &mut Tx,
    institution: InstitutionId,
    payment: PaymentId,
) -> sqlx::Result<Option<Ending>> {
    let row: Option<(
        InstitutionId,
        Outcome,
        String,
        Option<String>,
        Option<String>,
        Option<String>,
        i64,
        String,
        DateTime<Utc>,
    )> = sqlx::query_as(
        "select acquirer_id, state, response_code, reference_no, authorization_code,
                balance, latency_us, hops::text, answered_at
             from payment_outcome where institution_id = $1 and payment_id = $2",
    )
    .bind(institution)
    .bind(payment)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(
        |(acquirer, outcome, code, reference_no, authorization_code, balance, us, hops, at)| {
            Ending {
                institution,
                payment,
                acquirer,
                outcome,
                code,
                reference_no,
                authorization_code,
                balance,
                latency_us: us,
                hops,
                answered_at: at,
            }
        },
    ))
}
