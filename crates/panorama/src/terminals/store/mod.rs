//! All SQL of terminals: the terminals and their claims here, what hangs on them beside it.

mod bindings;
mod views;

pub use bindings::*;
pub use views::*;

use super::device::{DeviceType, Serial, TerminalCode};
use super::model::{Binding, Change, Owner, Terminal, TerminalState};
use chrono::{DateTime, Utc};
use kernel::{
    BindingId, Datum, InstitutionId, LeafId, MerchantCode, MerchantId, Place, StoreId, TerminalId,
};
use serde_json::Value;
use storage::Tx;

/// Claims serial numbers for terminals; returns those that were free. The database decides
/// between two at the same time: the second waits for the first and finds the row.
pub async fn claim_serials(
    tx: &mut Tx,
    institution: InstitutionId,
    claims: &[(Serial, TerminalId)],
) -> sqlx::Result<Vec<Serial>> {
    sqlx::query_scalar(
        "insert into terminal_serial_claim (serial, institution_id, terminal_id)
         select serial, $1, id from unnest($2::text[], $3::uuid[]) as r (serial, id)
         order by serial
         on conflict (serial) do nothing
         returning serial",
    )
    .bind(institution)
    .bind(column(claims, |(serial, _)| serial.clone()))
    .bind(column(claims, |(_, id)| *id))
    .fetch_all(&mut **tx)
    .await
}

/// Frees the serial number of a terminal that is closed.
pub async fn release_serial(
    tx: &mut Tx,
    institution: InstitutionId,
    serial: &Serial,
    id: TerminalId,
) -> sqlx::Result<()> {
    sqlx::query(
        "delete from terminal_serial_claim
         where serial = $1 and institution_id = $2 and terminal_id = $3",
    )
    .bind(serial)
    .bind(institution)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Claims terminal numbers with acquirers; returns the terminals that got theirs, also those
/// that had it before.
pub async fn claim_codes(
    tx: &mut Tx,
    institution: InstitutionId,
    claims: &[(InstitutionId, TerminalCode, TerminalId)],
) -> sqlx::Result<Vec<TerminalId>> {
    sqlx::query(
        "insert into terminal_code_claim (acquirer_id, terminal_code, institution_id, terminal_id)
         select acquirer_id, code, $1, id
         from unnest($2::int[], $3::text[], $4::uuid[]) as r (acquirer_id, code, id)
         order by acquirer_id, code
         on conflict (acquirer_id, terminal_code) do nothing",
    )
    .bind(institution)
    .bind(column(claims, |row| row.0))
    .bind(column(claims, |row| row.1))
    .bind(column(claims, |row| row.2))
    .execute(&mut **tx)
    .await?;
    sqlx::query_scalar(
        "select c.terminal_id
         from unnest($2::int[], $3::text[], $4::uuid[]) as r (acquirer_id, code, id)
         join terminal_code_claim c on c.acquirer_id = r.acquirer_id
           and c.terminal_code = r.code and c.terminal_id = r.id and c.institution_id = $1
         limit 20000",
    )
    .bind(institution)
    .bind(column(claims, |row| row.0))
    .bind(column(claims, |row| row.1))
    .bind(column(claims, |row| row.2))
    .fetch_all(&mut **tx)
    .await
}

/// Adds terminals of one institution, as registered.
pub async fn insert(
    tx: &mut Tx,
    institution: InstitutionId,
    rows: &[Terminal],
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into terminal (institution_id, id, serial, device_type, maker, model, state,
           tested, version, opened_at, changed_at)
         select $1, id, serial, device_type, maker, model, state, false, version, opened_at,
           opened_at
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
           $8::int[], $9::timestamptz[])
           as r (id, serial, device_type, maker, model, state, version, opened_at)",
    )
    .bind(institution)
    .bind(column(rows, |row| row.id))
    .bind(column(rows, |row| row.serial.clone()))
    .bind(column(rows, |row| row.device_type))
    .bind(column(rows, |row| row.maker.clone()))
    .bind(column(rows, |row| row.model.clone()))
    .bind(column(rows, |row| row.state))
    .bind(column(rows, |row| row.version))
    .bind(column(rows, |row| row.opened_at))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes changed terminals of one institution, each one version up; returns how many were
/// still as they had been read.
pub async fn update(
    tx: &mut Tx,
    institution: InstitutionId,
    rows: &[Terminal],
    at: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let bound = |row: &Terminal| row.binding.clone();
    let done = sqlx::query(
        "update terminal t set state = r.state, tested = r.tested, binding_id = r.binding_id,
           acquirer_id = r.acquirer_id, merchant_id = r.merchant_id, store_id = r.store_id,
           merchant_code = r.merchant_code, terminal_code = r.terminal_code,
           version = r.version, closed_at = r.closed_at, changed_at = $2
         from unnest($3::uuid[], $4::text[], $5::bool[], $6::uuid[], $7::int[], $8::uuid[],
           $9::uuid[], $10::text[], $11::text[], $12::int[], $13::timestamptz[])
           as r (id, state, tested, binding_id, acquirer_id, merchant_id, store_id,
             merchant_code, terminal_code, version, closed_at)
         where t.institution_id = $1 and t.id = r.id and t.version = r.version - 1",
    )
    .bind(institution)
    .bind(at)
    .bind(column(rows, |row| row.id))
    .bind(column(rows, |row| row.state))
    .bind(column(rows, |row| row.tested))
    .bind(column(rows, |row| bound(row).map(|binding| binding.id)))
    .bind(column(rows, |row| bound(row).map(|binding| binding.acquirer)))
    .bind(column(rows, |row| bound(row).map(|binding| binding.merchant)))
    .bind(column(rows, |row| bound(row).map(|binding| binding.store)))
    .bind(column(rows, |row| bound(row).map(|binding| binding.merchant_code)))
    .bind(column(rows, |row| bound(row).map(|binding| binding.terminal_code)))
    .bind(column(rows, |row| row.version))
    .bind(column(rows, |row| row.closed_at))
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// The institution of a terminal that the transaction may see.
pub async fn home(tx: &mut Tx, id: TerminalId) -> sqlx::Result<Option<InstitutionId>> {
    sqlx::query_scalar("select institution_id from terminal where id = $1 limit 1")
        .bind(id)
        .fetch_optional(&mut **tx)
        .await
}

/// What to look for among terminals. Absent is everything.
#[derive(Clone, Debug, Default)]
pub struct Search {
    pub ids: Option<Vec<TerminalId>>,
    /// A whole serial, terminal or merchant number, or the beginning of a serial.
    pub text: Option<String>,
    pub state: Option<TerminalState>,
    pub merchant: Option<MerchantId>,
    pub store: Option<StoreId>,
    pub before: Option<TerminalId>,
}

/// Reads a terminal and holds it until the transaction ends.
pub async fn lock(
    tx: &mut Tx,
    institution: InstitutionId,
    id: TerminalId,
) -> sqlx::Result<Option<Terminal>> {
    let row: Option<Row> = sqlx::query_as(
        "select t.institution_id, t.id, t.serial, t.device_type, t.maker, t.model, t.state,
           t.tested, t.version, t.opened_at, t.closed_at, null::timestamptz as last_seen_at,
           null::text as merchant_name, null::text as store_name,
           b.id as binding_id, b.acquirer_id, b.acquirer_code, b.merchant_id, b.merchant_code,
           b.store_id, b.terminal_code, b.credit_code, b.responsible_token,
           b.responsible_masked, b.settlement_token, b.settlement_masked, b.latitude_e6,
           b.longitude_e6, b.datum, b.owner_salt, b.settlement_salt, b.leaf_id, b.bound_at, b.ended_at
         from terminal t
         left join terminal_binding b on b.institution_id = t.institution_id
           and b.id = t.binding_id
         where t.institution_id = $1 and t.id = $2
         for update of t",
    )
    .bind(institution)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(Terminal::from))
}

/// Terminals by id, newest first.
pub async fn list(tx: &mut Tx, search: &Search, limit: i64) -> sqlx::Result<Vec<Terminal>> {
    let begins =
        search.text.as_deref().map(|text| format!("{}%", crate::merchants::escape_like(text)));
    let rows: Vec<Row> = sqlx::query_as(
        "select t.institution_id, t.id, t.serial, t.device_type, t.maker, t.model, t.state,
           t.tested, t.version, t.opened_at, t.closed_at, a.last_seen_at,
           m.short_name as merchant_name, s.name as store_name,
           b.id as binding_id, b.acquirer_id, b.acquirer_code, b.merchant_id, b.merchant_code,
           b.store_id, b.terminal_code, b.credit_code, b.responsible_token,
           b.responsible_masked, b.settlement_token, b.settlement_masked, b.latitude_e6,
           b.longitude_e6, b.datum, b.owner_salt, b.settlement_salt, b.leaf_id, b.bound_at, b.ended_at
         from terminal t
         left join terminal_binding b on b.institution_id = t.institution_id
           and b.id = t.binding_id
         left join terminal_activity a on a.institution_id = t.institution_id
           and a.terminal_id = t.id
         left join merchant m on m.institution_id = t.institution_id and m.id = t.merchant_id
         left join store s on s.institution_id = t.institution_id and s.id = t.store_id
         where ($1::uuid[] is null or t.id = any ($1))
           and ($2::text is null or t.serial like $3 or t.terminal_code = $2
             or t.merchant_code = $2)
           and ($4::text is null or t.state = $4) and ($5::uuid is null or t.merchant_id = $5)
           and ($6::uuid is null or t.store_id = $6) and ($7::uuid is null or t.id < $7)
         order by t.id desc limit $8",
    )
    .bind(&search.ids)
    .bind(&search.text)
    .bind(begins)
    .bind(search.state)
    .bind(search.merchant)
    .bind(search.store)
    .bind(search.before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Terminal::from).collect())
}

/// A row of the history.
pub struct History<'a> {
    pub terminal: &'a Terminal,
    pub change: Change,
    pub from: Option<TerminalState>,
    pub actor: String,
    pub actor_name: String,
    pub note: String,
    pub detail: Value,
    pub at: DateTime<Utc>,
}

/// Adds rows to the history of terminals of one institution.
pub async fn insert_history(
    tx: &mut Tx,
    institution: InstitutionId,
    rows: &[History<'_>],
) -> sqlx::Result<()> {
    let bound = |row: &History<'_>| row.terminal.binding.clone();
    sqlx::query(
        "insert into terminal_history (institution_id, terminal_id, version, serial, change,
           from_state, to_state, binding_id, acquirer_id, actor, actor_name, note, detail, at)
         select $1, r.* from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[],
           $7::text[], $8::uuid[], $9::int[], $10::text[], $11::text[], $12::text[],
           $13::jsonb[], $14::timestamptz[]) as r",
    )
    .bind(institution)
    .bind(column(rows, |row| row.terminal.id))
    .bind(column(rows, |row| row.terminal.version))
    .bind(column(rows, |row| row.terminal.serial.clone()))
    .bind(column(rows, |row| row.change))
    .bind(column(rows, |row| row.from))
    .bind(column(rows, |row| row.terminal.state))
    .bind(column(rows, |row| bound(row).map(|binding| binding.id)))
    .bind(column(rows, |row| bound(row).map(|binding| binding.acquirer)))
    .bind(column(rows, |row| row.actor.clone()))
    .bind(column(rows, |row| row.actor_name.clone()))
    .bind(column(rows, |row| row.note.clone()))
    .bind(column(rows, |row| row.detail.clone()))
    .bind(column(rows, |row| row.at))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A row of the history as it is read.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct HistoryRow {
    /// Which terminal of the serial number.
    pub terminal_id: TerminalId,
    /// Number of the change.
    pub version: i32,
    /// What was done.
    pub change: Change,
    /// State before.
    pub from_state: Option<TerminalState>,
    /// State after.
    pub to_state: TerminalState,
    /// Binding after.
    pub binding_id: Option<BindingId>,
    /// Written id of who did it.
    pub actor: String,
    /// His name.
    pub actor_name: String,
    /// In his words.
    pub note: String,
    /// What belongs to it.
    pub detail: Value,
    /// When.
    pub at: DateTime<Utc>,
}

/// The latest 500 changes of all terminals that ever had a serial number, newest first.
pub async fn history(tx: &mut Tx, serial: &Serial) -> sqlx::Result<Vec<HistoryRow>> {
    sqlx::query_as(
        "select terminal_id, version, change, from_state, to_state, binding_id, actor,
           actor_name, note, detail, at
         from terminal_history where serial = $1
         order by at desc, terminal_id desc, version desc limit 500",
    )
    .bind(serial)
    .fetch_all(&mut **tx)
    .await
}

/// Notes when transactions of terminals were last seen.
pub async fn note_seen(
    tx: &mut Tx,
    institution: InstitutionId,
    rows: &[(TerminalId, DateTime<Utc>)],
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into terminal_activity as a (institution_id, terminal_id, last_seen_at)
         select $1, id, max(at) from unnest($2::uuid[], $3::timestamptz[]) as r (id, at)
         group by id order by id
         on conflict (institution_id, terminal_id)
           do update set last_seen_at = greatest(a.last_seen_at, excluded.last_seen_at)",
    )
    .bind(institution)
    .bind(column(rows, |row| row.0))
    .bind(column(rows, |row| row.1))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// One column of rows for `unnest`.
fn column<R, T>(rows: &[R], of: impl Fn(&R) -> T) -> Vec<T> {
    rows.iter().map(of).collect()
}

#[derive(sqlx::FromRow)]
struct Row {
    institution_id: InstitutionId,
    id: TerminalId,
    serial: Serial,
    device_type: DeviceType,
    maker: String,
    model: String,
    state: TerminalState,
    tested: bool,
    version: i32,
    opened_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    last_seen_at: Option<DateTime<Utc>>,
    merchant_name: Option<String>,
    store_name: Option<String>,
    #[sqlx(flatten)]
    binding: BindingRow,
}

#[derive(sqlx::FromRow)]
struct BindingRow {
    binding_id: Option<BindingId>,
    acquirer_id: Option<InstitutionId>,
    acquirer_code: Option<String>,
    merchant_id: Option<MerchantId>,
    merchant_code: Option<MerchantCode>,
    store_id: Option<StoreId>,
    terminal_code: Option<TerminalCode>,
    credit_code: Option<String>,
    responsible_token: Option<[u8; 32]>,
    responsible_masked: Option<String>,
    settlement_token: Option<[u8; 32]>,
    settlement_masked: Option<String>,
    latitude_e6: Option<i32>,
    longitude_e6: Option<i32>,
    datum: Option<Datum>,
    owner_salt: Option<[u8; 32]>,
    settlement_salt: Option<[u8; 32]>,
    leaf_id: Option<LeafId>,
    bound_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
}

impl BindingRow {
    /// The binding; none when the outer join found none.
    fn binding(self) -> Option<Binding> {
        let owner = match self.credit_code {
            Some(code) => Owner::CreditCode(code),
            None => {
                Owner::Person { token: self.responsible_token?, masked: self.responsible_masked? }
            }
        };
        Some(Binding {
            id: self.binding_id?,
            acquirer: self.acquirer_id?,
            acquirer_code: self.acquirer_code?,
            merchant: self.merchant_id?,
            merchant_code: self.merchant_code?,
            store: self.store_id?,
            terminal_code: self.terminal_code?,
            owner,
            settlement_masked: self.settlement_masked?,
            settlement_token: self.settlement_token?,
            place: Place { latitude_e6: self.latitude_e6?, longitude_e6: self.longitude_e6? },
            datum: self.datum?,
            owner_salt: self.owner_salt?,
            settlement_salt: self.settlement_salt?,
            leaf: self.leaf_id?,
            bound_at: self.bound_at?,
            ended_at: self.ended_at,
        })
    }
}

impl From<Row> for Terminal {
    fn from(row: Row) -> Terminal {
        Terminal {
            institution: row.institution_id,
            id: row.id,
            serial: row.serial,
            device_type: row.device_type,
            maker: row.maker,
            model: row.model,
            state: row.state,
            tested: row.tested,
            version: row.version,
            opened_at: row.opened_at,
            closed_at: row.closed_at,
            last_seen_at: row.last_seen_at,
            merchant_name: row.merchant_name,
            store_name: row.store_name,
            binding: row.binding.binding(),
        }
    }
}
