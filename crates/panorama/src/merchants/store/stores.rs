//! SQL of stores.

use super::super::model::{Store, StoreState};
use super::column;
use chrono::{DateTime, Utc};
use kernel::{Datum, Division, InstitutionId, KeptPlace, Mcc, MerchantId, Place, StoreId};
use storage::Tx;

/// Adds stores of one institution; returns the ids of those whose code was free.
pub async fn insert_stores(
    tx: &mut Tx,
    institution: InstitutionId,
    rows: &[Store],
    acquirers: &[InstitutionId],
) -> sqlx::Result<Vec<StoreId>> {
    sqlx::query_scalar(
        "insert into store (institution_id, id, merchant_id, code, name, address, division_code,
           mcc, latitude_e6, longitude_e6, datum, acquirer_ids, state, version, created_at,
           changed_at)
         select $1, id, merchant_id, code, name, address, division_code, mcc, latitude_e6,
           longitude_e6, datum, $2, state, version, created_at, created_at
         from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
           $9::text[], $10::int[], $11::int[], $12::text[], $13::text[], $14::int[],
           $15::timestamptz[])
           as r (id, merchant_id, code, name, address, division_code, mcc, latitude_e6,
             longitude_e6, datum, state, version, created_at)
         on conflict (institution_id, merchant_id, code) do nothing
         returning id",
    )
    .bind(institution)
    .bind(acquirers)
    .bind(column(rows.iter(), |row| row.id))
    .bind(column(rows.iter(), |row| row.merchant))
    .bind(column(rows.iter(), |row| row.code.clone()))
    .bind(column(rows.iter(), |row| row.name.clone()))
    .bind(column(rows.iter(), |row| row.address.clone()))
    .bind(column(rows.iter(), |row| row.division))
    .bind(column(rows.iter(), |row| row.mcc))
    .bind(column(rows.iter(), |row| row.place.latitude_e6))
    .bind(column(rows.iter(), |row| row.place.longitude_e6))
    .bind(column(rows.iter(), |row| row.place.given_in))
    .bind(column(rows.iter(), |row| row.state))
    .bind(column(rows.iter(), |row| row.version))
    .bind(column(rows.iter(), |row| row.created_at))
    .fetch_all(&mut **tx)
    .await
}

#[derive(sqlx::FromRow)]
struct Row {
    institution_id: InstitutionId,
    id: StoreId,
    merchant_id: MerchantId,
    code: String,
    name: String,
    address: String,
    division_code: Division,
    mcc: Mcc,
    latitude_e6: i32,
    longitude_e6: i32,
    datum: Datum,
    state: StoreState,
    version: i32,
    created_at: DateTime<Utc>,
}

impl From<Row> for Store {
    fn from(row: Row) -> Store {
        let place = Place { latitude_e6: row.latitude_e6, longitude_e6: row.longitude_e6 };
        Store {
            institution: row.institution_id,
            id: row.id,
            merchant: row.merchant_id,
            code: row.code,
            name: row.name,
            address: row.address,
            division: row.division_code,
            mcc: row.mcc,
            place: KeptPlace::new(place, row.datum),
            state: row.state,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

/// Stores of one institution by id, or of one merchant when `merchant` is given; oldest first.
pub async fn find_stores(
    tx: &mut Tx,
    ids: Option<&[StoreId]>,
    merchants: Option<&[MerchantId]>,
    after: Option<StoreId>,
    limit: i64,
) -> sqlx::Result<Vec<Store>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select institution_id, id, merchant_id, code, name, address, division_code, mcc,
           latitude_e6, longitude_e6, datum, state, version, created_at
         from store
         where ($1::uuid[] is null or id = any ($1))
           and ($2::uuid[] is null or merchant_id = any ($2)) and ($3::uuid is null or id > $3)
         order by id limit $4",
    )
    .bind(ids)
    .bind(merchants)
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Store::from).collect())
}

/// Writes a store, when nobody changed it since it was read.
pub async fn update_store(tx: &mut Tx, store: &Store, at: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update store set name = $3, address = $4, division_code = $5, mcc = $6,
           latitude_e6 = $7, longitude_e6 = $8, datum = $9, state = $10, version = $11,
           changed_at = $12
         where institution_id = $1 and id = $2 and version = $11 - 1",
    )
    .bind(store.institution)
    .bind(store.id)
    .bind(&store.name)
    .bind(&store.address)
    .bind(store.division)
    .bind(store.mcc)
    .bind(store.place.latitude_e6)
    .bind(store.place.longitude_e6)
    .bind(store.place.given_in)
    .bind(store.state)
    .bind(store.version)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Marks the terminals of a store as changed, so that the switch reads the store's category anew.
pub async fn touch_terminals(tx: &mut Tx, store: &Store, at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "update terminal set changed_at = $3
         where institution_id = $1 and store_id = $2 and state <> 'closed'",
    )
    .bind(store.institution)
    .bind(store.id)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Lets the acquirers of a merchant read its stores.
pub async fn share_stores(
    tx: &mut Tx,
    institution: InstitutionId,
    merchants: &[MerchantId],
) -> sqlx::Result<()> {
    sqlx::query(
        "update store s set acquirer_ids = m.acquirer_ids
         from merchant m
         where m.institution_id = $1 and m.id = any ($2)
           and s.institution_id = $1 and s.merchant_id = m.id",
    )
    .bind(institution)
    .bind(merchants)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many terminals that are not closed are bound to a store.
pub async fn terminals_of_store(
    tx: &mut Tx,
    institution: InstitutionId,
    store: StoreId,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from terminal
         where institution_id = $1 and store_id = $2 and state <> 'closed'",
    )
    .bind(institution)
    .bind(store)
    .fetch_one(&mut **tx)
    .await
}
