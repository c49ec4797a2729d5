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
    ($returning:literal) => {
        concat!(
            "insert into payment_outcome (
    institution_id, payment_id, acquirer_id, state, response_code, reference_no,
    authorization_code, balance, latency_us, hops, answered_at)
  select t.institution_id, t.payment_id, t.acquirer_id, t.state, t.response_code,
    t.reference_no, t.authorization_code, t.balance, t.latency_us, t.hops::json, t.answered_at
  from unnest(
    $1::int[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[],
    $8::text[], $9::bigint[], $10::text[], $11::timestamptz[]
  ) as t (
    institution_id, payment_id, acquirer_id, state, response_code, reference_no,
    authorization_code, balance, latency_us, hops, answered_at)
  on conflict do nothing",
            $returning
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

/// Writes endings; how many were the first of their payment.
pub async fn insert_outcomes(tx: &mut Tx, rows: &[Ending]) -> sqlx::Result<u64> {
    let written = bind(sqlx::query(insert!("")), rows).execute(&mut **tx).await?;
    Ok(written.rows_affected())
}

/// As [`insert_outcomes`], telling whose ending was the first. Used when not all were.
pub async fn insert_new_outcomes(tx: &mut Tx, rows: &[Ending]) -> sqlx::Result<Vec<PaymentId>> {
    use sqlx::Row;
    let query = sqlx::query(insert!(" returning payment_id"));
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
