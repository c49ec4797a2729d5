//! All SQL of merchants: the merchants themselves here, what belongs to them beside it.

mod contracts;
mod stores;

pub use contracts::*;
pub use stores::*;

use super::model::{Kept, Merchant, MerchantChange, MerchantKind, MerchantState};
use super::view::MerchantView;
use chrono::{DateTime, Utc};
use identity::Actor;
use kernel::{Datum, Division, InstitutionId, KeptPlace, Mcc, MerchantCode, MerchantId, Place};
use serde_json::Value;
use storage::Tx;

/// What a merchant has that is kept sealed.
pub struct Sealed {
    pub responsible: Option<Vec<u8>>,
    pub settlement: Vec<u8>,
    pub phone: Vec<u8>,
}

/// Takes `count` numbers under a prefix; returns the last, or none when they run out.
pub async fn take_numbers(
    tx: &mut Tx,
    institution: InstitutionId,
    prefix: &str,
    count: i32,
) -> sqlx::Result<Option<i32>> {
    sqlx::query_scalar(
        "insert into merchant_code_counter as c (institution_id, prefix, used)
         values ($1, $2, $3)
         on conflict (institution_id, prefix) do update set used = c.used + excluded.used
           where c.used + excluded.used <= 9999
         returning used",
    )
    .bind(institution)
    .bind(prefix)
    .bind(count)
    .fetch_optional(&mut **tx)
    .await
}

/// Claims merchant numbers for merchants; returns those that were free.
pub async fn claim_codes(
    tx: &mut Tx,
    institution: InstitutionId,
    claims: &[(MerchantCode, MerchantId)],
) -> sqlx::Result<Vec<MerchantCode>> {
    let (codes, merchants): (Vec<_>, Vec<_>) = claims.iter().copied().unzip();
    sqlx::query_scalar(
        "insert into merchant_code_claim (merchant_code, institution_id, merchant_id)
         select code, $1, id from unnest($2::text[], $3::uuid[]) as r (code, id)
         on conflict (merchant_code) do nothing
         returning merchant_code",
    )
    .bind(institution)
    .bind(codes)
    .bind(merchants)
    .fetch_all(&mut **tx)
    .await
}

/// Credit codes among these that the institution has open merchants for.
pub async fn known_credit_codes(
    tx: &mut Tx,
    institution: InstitutionId,
    codes: &[String],
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select uscc from merchant
         where institution_id = $1 and uscc = any ($2) and state <> 'closed' limit 20000",
    )
    .bind(institution)
    .bind(codes)
    .fetch_all(&mut **tx)
    .await
}

/// Adds merchants of one institution.
pub async fn insert(
    tx: &mut Tx,
    institution: InstitutionId,
    rows: &[(Merchant, Sealed)],
) -> sqlx::Result<()> {
    let merchants = || rows.iter().map(|(merchant, _)| merchant);
    let place = |merchant: &Merchant| merchant.place;
    sqlx::query(
        "insert into merchant (institution_id, id, code, name, short_name, kind, uscc,
           responsible_sealed, responsible_token, responsible_masked, mcc, division_code, address,
           latitude_e6, longitude_e6, datum, settlement_sealed, settlement_token,
           settlement_masked, settlement_bank, phone_sealed, phone_token, phone_masked,
           acquirer_ids, state, version, created_at, changed_at)
         select $1, id, code, name, short_name, kind, uscc, responsible_sealed, responsible_token,
           responsible_masked, mcc, division_code, address, latitude_e6, longitude_e6, datum,
           settlement_sealed, settlement_token, settlement_masked, settlement_bank, phone_sealed,
           phone_token, phone_masked, '{}', state, version, created_at, created_at
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
           $8::bytea[], $9::bytea[], $10::text[], $11::text[], $12::text[], $13::text[],
           $14::int[], $15::int[], $16::text[], $17::bytea[], $18::bytea[], $19::text[],
           $20::text[], $21::bytea[], $22::bytea[], $23::text[], $24::text[], $25::int[],
           $26::timestamptz[])
           as r (id, code, name, short_name, kind, uscc, responsible_sealed, responsible_token,
             responsible_masked, mcc, division_code, address, latitude_e6, longitude_e6, datum,
             settlement_sealed, settlement_token, settlement_masked, settlement_bank,
             phone_sealed, phone_token, phone_masked, state, version, created_at)",
    )
    .bind(institution)
    .bind(column(merchants(), |m| m.id))
    .bind(column(merchants(), |m| m.code))
    .bind(column(merchants(), |m| m.name.clone()))
    .bind(column(merchants(), |m| m.short_name.clone()))
    .bind(column(merchants(), |m| m.kind))
    .bind(column(merchants(), |m| m.uscc.clone()))
    .bind(column(rows.iter(), |(_, sealed)| sealed.responsible.clone()))
    .bind(column(merchants(), |m| m.responsible.as_ref().map(|kept| kept.token.to_vec())))
    .bind(column(merchants(), |m| m.responsible.as_ref().map(|kept| kept.masked.clone())))
    .bind(column(merchants(), |m| m.mcc))
    .bind(column(merchants(), |m| m.division))
    .bind(column(merchants(), |m| m.address.clone()))
    .bind(column(merchants(), |m| place(m).map(|p| p.latitude_e6)))
    .bind(column(merchants(), |m| place(m).map(|p| p.longitude_e6)))
    .bind(column(merchants(), |m| place(m).map(|p| p.given_in)))
    .bind(column(rows.iter(), |(_, sealed)| sealed.settlement.clone()))
    .bind(column(merchants(), |m| m.settlement.token.to_vec()))
    .bind(column(merchants(), |m| m.settlement.masked.clone()))
    .bind(column(merchants(), |m| m.settlement_bank.clone()))
    .bind(column(rows.iter(), |(_, sealed)| sealed.phone.clone()))
    .bind(column(merchants(), |m| m.phone.token.to_vec()))
    .bind(column(merchants(), |m| m.phone.masked.clone()))
    .bind(column(merchants(), |m| m.state))
    .bind(column(merchants(), |m| m.version))
    .bind(column(merchants(), |m| m.created_at))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// One column of rows for `unnest`.
pub fn column<R, T>(rows: impl Iterator<Item = R>, of: impl Fn(R) -> T) -> Vec<T> {
    rows.map(of).collect()
}

/// A row of the history.
pub struct History<'a> {
    pub merchant: &'a Merchant,
    pub change: MerchantChange,
    pub from: Option<MerchantState>,
    pub actor: &'a Actor,
    pub note: &'a str,
    pub detail: Value,
    pub at: DateTime<Utc>,
}

/// Adds rows to the history of merchants of one institution.
pub async fn insert_history(
    tx: &mut Tx,
    institution: InstitutionId,
    rows: &[History<'_>],
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into merchant_history (institution_id, merchant_id, version, change, from_state,
           to_state, actor, actor_name, note, detail, at)
         select $1, r.* from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[],
           $7::text[], $8::text[], $9::text[], $10::jsonb[], $11::timestamptz[]) as r",
    )
    .bind(institution)
    .bind(column(rows.iter(), |row| row.merchant.id))
    .bind(column(rows.iter(), |row| row.merchant.version))
    .bind(column(rows.iter(), |row| row.change))
    .bind(column(rows.iter(), |row| row.from))
    .bind(column(rows.iter(), |row| row.merchant.state))
    .bind(column(rows.iter(), |row| row.actor.who.to_string()))
    .bind(column(rows.iter(), |row| row.actor.name.clone()))
    .bind(column(rows.iter(), |row| row.note.to_owned()))
    .bind(column(rows.iter(), |row| row.detail.clone()))
    .bind(column(rows.iter(), |row| row.at))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A row of the history as it is read.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct HistoryRow {
    pub version: i32,
    pub change: MerchantChange,
    pub from_state: Option<MerchantState>,
    pub to_state: MerchantState,
    pub actor: String,
    pub actor_name: String,
    pub note: String,
    pub detail: Value,
    pub at: DateTime<Utc>,
}

/// The latest 200 rows of a merchant's history, newest first.
pub async fn history(tx: &mut Tx, id: MerchantId) -> sqlx::Result<Vec<HistoryRow>> {
    sqlx::query_as(
        "select version, change, from_state, to_state, actor, actor_name, note, detail, at
         from merchant_history where merchant_id = $1 order by version desc limit 200",
    )
    .bind(id)
    .fetch_all(&mut **tx)
    .await
}

/// The institution of a merchant that the transaction may see.
pub async fn home(tx: &mut Tx, id: MerchantId) -> sqlx::Result<Option<InstitutionId>> {
    sqlx::query_scalar("select institution_id from merchant where id = $1 limit 1")
        .bind(id)
        .fetch_optional(&mut **tx)
        .await
}

#[derive(sqlx::FromRow)]
struct Row {
    institution_id: InstitutionId,
    id: MerchantId,
    code: MerchantCode,
    name: String,
    short_name: String,
    kind: MerchantKind,
    uscc: Option<String>,
    responsible_token: Option<[u8; 32]>,
    responsible_masked: Option<String>,
    mcc: Mcc,
    division_code: Division,
    address: String,
    latitude_e6: Option<i32>,
    longitude_e6: Option<i32>,
    datum: Option<Datum>,
    settlement_token: [u8; 32],
    settlement_masked: String,
    settlement_bank: String,
    phone_token: [u8; 32],
    phone_masked: String,
    acquirer_ids: Vec<InstitutionId>,
    state: MerchantState,
    version: i32,
    created_at: DateTime<Utc>,
}

impl From<Row> for Merchant {
    fn from(row: Row) -> Merchant {
        let kept = |masked, token| Kept { masked, token };
        let place = || {
            let place = Place { latitude_e6: row.latitude_e6?, longitude_e6: row.longitude_e6? };
            Some(KeptPlace::new(place, row.datum?))
        };
        Merchant {
            place: place(),
            institution: row.institution_id,
            id: row.id,
            code: row.code,
            name: row.name,
            short_name: row.short_name,
            kind: row.kind,
            uscc: row.uscc,
            responsible: row.responsible_masked.zip(row.responsible_token).map(|(m, t)| kept(m, t)),
            mcc: row.mcc,
            division: row.division_code,
            address: row.address,
            settlement: kept(row.settlement_masked, row.settlement_token),
            settlement_bank: row.settlement_bank,
            phone: kept(row.phone_masked, row.phone_token),
            acquirers: row.acquirer_ids,
            state: row.state,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

/// Reads a merchant and holds it until the transaction ends.
pub async fn lock(
    tx: &mut Tx,
    institution: InstitutionId,
    id: MerchantId,
) -> sqlx::Result<Option<Merchant>> {
    let row: Option<Row> = sqlx::query_as(
        "select institution_id, id, code, name, short_name, kind, uscc, responsible_token,
           responsible_masked, mcc, division_code, address, latitude_e6, longitude_e6, datum,
           settlement_token, settlement_masked, settlement_bank, phone_token, phone_masked,
           acquirer_ids, state, version, created_at
         from merchant where institution_id = $1 and id = $2 for update",
    )
    .bind(institution)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(Merchant::from))
}

/// What to look for among merchants. Absent is everything.
#[derive(Clone, Debug, Default)]
pub struct Search {
    pub ids: Option<Vec<MerchantId>>,
    pub codes: Option<Vec<String>>,
    /// Part of the name, or a whole merchant number or credit code.
    pub text: Option<String>,
    /// Keyed digests of the same text as phone, account or id number.
    pub tokens: Vec<Vec<u8>>,
    pub state: Option<MerchantState>,
    pub division: Option<Division>,
    pub mcc: Option<Mcc>,
    /// Only those before this id.
    pub before: Option<MerchantId>,
}

/// Merchants by id, newest first.
pub async fn list(tx: &mut Tx, search: &Search, limit: i64) -> sqlx::Result<Vec<Merchant>> {
    let like = search.text.as_deref().map(|text| format!("%{}%", escape_like(text)));
    let rows: Vec<Row> = sqlx::query_as(
        "select institution_id, id, code, name, short_name, kind, uscc, responsible_token,
           responsible_masked, mcc, division_code, address, latitude_e6, longitude_e6, datum,
           settlement_token, settlement_masked, settlement_bank, phone_token, phone_masked,
           acquirer_ids, state, version, created_at
         from merchant
         where ($1::uuid[] is null or id = any ($1)) and ($2::text[] is null or code = any ($2))
           and ($3::text is null or name ilike $4 or short_name ilike $4 or code = $3
             or uscc = $3 or phone_token = any ($5) or settlement_token = any ($5)
             or responsible_token = any ($5))
           and ($6::text is null or state = $6) and ($7::text is null or division_code = $7)
           and ($8::text is null or mcc = $8) and ($9::uuid is null or id < $9)
         order by id desc limit $10",
    )
    .bind(&search.ids)
    .bind(&search.codes)
    .bind(&search.text)
    .bind(like)
    .bind(&search.tokens)
    .bind(search.state)
    .bind(search.division)
    .bind(search.mcc)
    .bind(search.before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Merchant::from).collect())
}

/// What is sealed of merchants: settlement account, responsible person.
pub async fn sealed(
    tx: &mut Tx,
    ids: &[MerchantId],
) -> sqlx::Result<Vec<(MerchantId, Vec<u8>, Option<Vec<u8>>)>> {
    sqlx::query_as(
        "select id, settlement_sealed, responsible_sealed from merchant
         where id = any ($1) limit 20000",
    )
    .bind(ids)
    .fetch_all(&mut **tx)
    .await
}

/// Takes the meaning from the letters that `like` reads as wild.
pub fn escape_like(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// How many open stores and terminals each of these merchants has, in their order.
pub async fn counts(tx: &mut Tx, ids: &[MerchantId]) -> sqlx::Result<Vec<(i64, i64)>> {
    sqlx::query_as(
        "select
           (select count(*) from store s where s.merchant_id = r.id and s.state = 'active'),
           (select count(*) from terminal t where t.merchant_id = r.id and t.state <> 'closed')
         from unnest($1::uuid[]) with ordinality as r (id, place) order by r.place limit 200",
    )
    .bind(ids)
    .fetch_all(&mut **tx)
    .await
}

/// Sealed values that change; absent stays.
#[derive(Default)]
pub struct Resealed {
    pub settlement: Option<Vec<u8>>,
    pub phone: Option<Vec<u8>>,
}

/// Writes a merchant's papers, when nobody changed them since it was read.
pub async fn update(
    tx: &mut Tx,
    merchant: &Merchant,
    sealed: &Resealed,
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let place = merchant.place;
    let done = sqlx::query(
        "update merchant set name = $3, short_name = $4, mcc = $5, division_code = $6,
           address = $7, latitude_e6 = $8, longitude_e6 = $9, datum = $10,
           settlement_sealed = coalesce($11, settlement_sealed), settlement_token = $12,
           settlement_masked = $13, settlement_bank = $14,
           phone_sealed = coalesce($15, phone_sealed), phone_token = $16, phone_masked = $17,
           acquirer_ids = $18, state = $19, version = $20, changed_at = $21
         where institution_id = $1 and id = $2 and version = $20 - 1",
    )
    .bind(merchant.institution)
    .bind(merchant.id)
    .bind(&merchant.name)
    .bind(&merchant.short_name)
    .bind(merchant.mcc)
    .bind(merchant.division)
    .bind(&merchant.address)
    .bind(place.map(|place| place.latitude_e6))
    .bind(place.map(|place| place.longitude_e6))
    .bind(place.map(|place| place.given_in))
    .bind(&sealed.settlement)
    .bind(merchant.settlement.token)
    .bind(&merchant.settlement.masked)
    .bind(&merchant.settlement_bank)
    .bind(&sealed.phone)
    .bind(merchant.phone.token)
    .bind(&merchant.phone.masked)
    .bind(&merchant.acquirers)
    .bind(merchant.state)
    .bind(merchant.version)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[derive(sqlx::FromRow)]
struct ViewRow {
    institution_id: InstitutionId,
    id: MerchantId,
    code: MerchantCode,
    short_name: String,
    mcc: Mcc,
    uscc: Option<String>,
    responsible_token: Option<[u8; 32]>,
    settlement_token: [u8; 32],
    state: MerchantState,
    version: i32,
    changed_at: DateTime<Utc>,
}

/// What the switch keeps of merchants changed at or after `since`, in order of change, after
/// the place `after`.
pub async fn views(
    tx: &mut Tx,
    since: DateTime<Utc>,
    after: Option<(DateTime<Utc>, MerchantId)>,
    limit: i64,
) -> sqlx::Result<Vec<(MerchantView, DateTime<Utc>)>> {
    let rows: Vec<ViewRow> = sqlx::query_as(
        "select institution_id, id, code, short_name, mcc, uscc, responsible_token,
           settlement_token, state, version, changed_at
         from merchant
         where changed_at >= $1 and ($2::timestamptz is null or (changed_at, id) > ($2, $3))
         order by changed_at, id limit $4",
    )
    .bind(since)
    .bind(after.map(|place| place.0))
    .bind(after.map(|place| place.1))
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    let view = |row: ViewRow| {
        let view = MerchantView::new(
            (row.institution_id, row.id, row.code),
            row.short_name,
            (row.mcc, row.state, row.version),
            row.uscc.as_deref().map_or(&[][..], str::as_bytes),
            row.responsible_token.as_ref().map_or(&[][..], |token| &token[..]),
            &row.settlement_token,
        );
        (view, row.changed_at)
    };
    Ok(rows.into_iter().map(view).collect())
}
