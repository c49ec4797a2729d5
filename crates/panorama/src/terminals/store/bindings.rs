//! SQL of bindings.

use super::super::device::Serial;
use super::super::model::{Binding, Owner};
use super::{BindingRow, column};
use chrono::{DateTime, Utc};
use kernel::{BindingId, InstitutionId, LeafId, TerminalId};
use storage::Tx;

/// A binding to be written.
pub struct NewBinding<'a> {
    pub terminal: TerminalId,
    pub serial: &'a Serial,
    /// Version of the terminal from which on it holds.
    pub version: i32,
    pub binding: &'a Binding,
    pub by: String,
}

/// Adds bindings of terminals of one institution.
pub async fn insert_bindings(
    tx: &mut Tx,
    institution: InstitutionId,
    rows: &[NewBinding<'_>],
) -> sqlx::Result<()> {
    let credit_code = |owner: &Owner| match owner {
        Owner::CreditCode(code) => Some(code.clone()),
        Owner::Person { .. } => None,
    };
    let person = |owner: &Owner| match owner {
        Owner::Person { token, masked } => Some((token.to_vec(), masked.clone())),
        Owner::CreditCode(_) => None,
    };
    sqlx::query(
        "insert into terminal_binding (institution_id, id, terminal_id, version, serial,
           acquirer_id, acquirer_code, merchant_id, merchant_code, store_id, terminal_code,
           credit_code, responsible_token, responsible_masked, settlement_token,
           settlement_masked, latitude_e6, longitude_e6, datum, owner_salt, settlement_salt,
           leaf_id, bound_at, bound_by)
         select $1, r.* from unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::int[],
           $7::text[], $8::uuid[], $9::text[], $10::uuid[], $11::text[], $12::text[],
           $13::bytea[], $14::text[], $15::bytea[], $16::text[], $17::int[], $18::int[],
           $19::text[], $20::bytea[], $21::bytea[], $22::uuid[], $23::timestamptz[],
           $24::text[]) as r",
    )
    .bind(institution)
    .bind(column(rows, |row| row.binding.id))
    .bind(column(rows, |row| row.terminal))
    .bind(column(rows, |row| row.version))
    .bind(column(rows, |row| row.serial.clone()))
    .bind(column(rows, |row| row.binding.acquirer))
    .bind(column(rows, |row| row.binding.acquirer_code.clone()))
    .bind(column(rows, |row| row.binding.merchant))
    .bind(column(rows, |row| row.binding.merchant_code))
    .bind(column(rows, |row| row.binding.store))
    .bind(column(rows, |row| row.binding.terminal_code))
    .bind(column(rows, |row| credit_code(&row.binding.owner)))
    .bind(column(rows, |row| person(&row.binding.owner).map(|person| person.0)))
    .bind(column(rows, |row| person(&row.binding.owner).map(|person| person.1)))
    .bind(column(rows, |row| row.binding.settlement_token.to_vec()))
    .bind(column(rows, |row| row.binding.settlement_masked.clone()))
    .bind(column(rows, |row| row.binding.place.latitude_e6))
    .bind(column(rows, |row| row.binding.place.longitude_e6))
    .bind(column(rows, |row| row.binding.datum))
    .bind(column(rows, |row| row.binding.owner_salt.to_vec()))
    .bind(column(rows, |row| row.binding.settlement_salt.to_vec()))
    .bind(column(rows, |row| row.binding.leaf))
    .bind(column(rows, |row| row.binding.bound_at))
    .bind(column(rows, |row| row.by.clone()))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Ends a binding; the leaf says so in the evidence log.
pub async fn end_binding(
    tx: &mut Tx,
    institution: InstitutionId,
    id: BindingId,
    leaf: LeafId,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update terminal_binding set ended_at = $3, end_leaf_id = $4
         where institution_id = $1 and id = $2 and ended_at is null",
    )
    .bind(institution)
    .bind(id)
    .bind(at)
    .bind(leaf)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The latest 100 bindings of a terminal, newest first.
pub async fn bindings(tx: &mut Tx, terminal: TerminalId) -> sqlx::Result<Vec<Binding>> {
    let rows: Vec<BindingRow> = sqlx::query_as(
        "select id as binding_id, acquirer_id, acquirer_code, merchant_id, merchant_code,
           store_id, terminal_code, credit_code, responsible_token, responsible_masked,
           settlement_token, settlement_masked, latitude_e6, longitude_e6, datum, owner_salt,
           settlement_salt, leaf_id,
           bound_at, ended_at
         from terminal_binding where terminal_id = $1 order by version desc limit 100",
    )
    .bind(terminal)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().filter_map(BindingRow::binding).collect())
}
