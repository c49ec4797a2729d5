//! SQL of contracts.

use super::super::model::{Contract, ContractMode, ContractState};
use super::column;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ContractId, InstitutionId, MerchantId};
use storage::Tx;

/// Adds contracts of one institution; returns the ids of those that took a free place.
pub async fn insert_contracts(
    tx: &mut Tx,
    institution: InstitutionId,
    rows: &[Contract],
) -> sqlx::Result<Vec<ContractId>> {
    // A text[][] of rows of different length does not exist, so products travel joined.
    sqlx::query_scalar(
        "insert into merchant_contract (institution_id, id, merchant_id, acquirer_id,
           acquirer_merchant_code, mode, products, from_day, until_day, state, created_at)
         select $1, id, merchant_id, acquirer_id, code, mode, string_to_array(products, ','),
           from_day, until_day, state, created_at
         from unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[],
           $8::date[], $9::date[], $10::text[], $11::timestamptz[])
           as r (id, merchant_id, acquirer_id, code, mode, products, from_day, until_day, state,
             created_at)
         on conflict do nothing
         returning id",
    )
    .bind(institution)
    .bind(column(rows.iter(), |row| row.id))
    .bind(column(rows.iter(), |row| row.merchant))
    .bind(column(rows.iter(), |row| row.acquirer))
    .bind(column(rows.iter(), |row| row.acquirer_merchant_code.clone()))
    .bind(column(rows.iter(), |row| row.mode))
    .bind(column(rows.iter(), |row| row.products.join(",")))
    .bind(column(rows.iter(), |row| row.from))
    .bind(column(rows.iter(), |row| row.until))
    .bind(column(rows.iter(), |row| row.state))
    .bind(column(rows.iter(), |row| row.created_at))
    .fetch_all(&mut **tx)
    .await
}

/// Sets the acquirers of merchants to those of their active contracts.
pub async fn share_merchants(
    tx: &mut Tx,
    institution: InstitutionId,
    merchants: &[MerchantId],
) -> sqlx::Result<()> {
    sqlx::query(
        "update merchant m set acquirer_ids = coalesce((
           select array_agg(distinct c.acquirer_id) from merchant_contract c
           where c.institution_id = $1 and c.merchant_id = m.id and c.state = 'active'), '{}')
         where m.institution_id = $1 and m.id = any ($2)",
    )
    .bind(institution)
    .bind(merchants)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    institution_id: InstitutionId,
    id: ContractId,
    merchant_id: MerchantId,
    acquirer_id: InstitutionId,
    acquirer_name: String,
    acquirer_merchant_code: String,
    mode: ContractMode,
    products: Vec<String>,
    from_day: NaiveDate,
    until_day: Option<NaiveDate>,
    state: ContractState,
    created_at: DateTime<Utc>,
}

/// Contracts by id or of merchants, newest first; at most 20,000.
pub async fn find_contracts(
    tx: &mut Tx,
    id: Option<ContractId>,
    merchants: Option<&[MerchantId]>,
) -> sqlx::Result<Vec<Contract>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select c.institution_id, c.id, c.merchant_id, c.acquirer_id, i.short_name as acquirer_name,
           c.acquirer_merchant_code, c.mode, c.products, c.from_day, c.until_day, c.state,
           c.created_at
         from merchant_contract c join institution i on i.id = c.acquirer_id
         where ($1::uuid is null or c.id = $1)
           and ($2::uuid[] is null or c.merchant_id = any ($2))
         order by c.id desc limit 20000",
    )
    .bind(id)
    .bind(merchants)
    .fetch_all(&mut **tx)
    .await?;
    let contract = |row: Row| Contract {
        institution: row.institution_id,
        id: row.id,
        merchant: row.merchant_id,
        acquirer: row.acquirer_id,
        acquirer_name: row.acquirer_name,
        acquirer_merchant_code: row.acquirer_merchant_code,
        mode: row.mode,
        products: row.products,
        from: row.from_day,
        until: row.until_day,
        state: row.state,
        created_at: row.created_at,
    };
    Ok(rows.into_iter().map(contract).collect())
}

/// Ends a contract that is in force.
pub async fn end_contract(
    tx: &mut Tx,
    contract: &Contract,
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update merchant_contract set state = 'ended', ended_at = $3
         where institution_id = $1 and id = $2 and state = 'active'",
    )
    .bind(contract.institution)
    .bind(contract.id)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many terminals that are not closed a merchant has with an acquirer.
pub async fn terminals_with(
    tx: &mut Tx,
    institution: InstitutionId,
    merchant: MerchantId,
    acquirer: InstitutionId,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from terminal
         where institution_id = $1 and merchant_id = $2 and acquirer_id = $3
           and state <> 'closed'",
    )
    .bind(institution)
    .bind(merchant)
    .bind(acquirer)
    .fetch_one(&mut **tx)
    .await
}

/// Institutions that acquire and are active, by number or by code: number, code, short name.
pub async fn find_acquirers(
    tx: &mut Tx,
    ids: &[InstitutionId],
    codes: &[String],
) -> sqlx::Result<Vec<(InstitutionId, String, String)>> {
    sqlx::query_as(
        "select id, code, short_name from institution
         where (id = any ($1) or code = any ($2)) and state = 'active'
           and kind in ('acquirer', 'bank', 'payment_institution')
         limit 1000",
    )
    .bind(ids)
    .bind(codes)
    .fetch_all(&mut **tx)
    .await
}
