//! Merchants 特约商户 with their stores 门店 and their contracts 受理协议 with acquirers (PN1, PN4,
//! PN15).
//!
//! A merchant is active, suspended or closed. It belongs to the institution that signed it, which
//! alone may change it; acquirers with an active contract may read it, its stores and the
//! contract, and the database enforces both.
//!
//! Invariants: a merchant number names one merchant of the whole system; an institution has one
//! open merchant for one credit code; a micro merchant has a responsible person's id number
//! instead. Id number, settlement account and phone lie sealed in the database, with a form that
//! may be shown and a keyed digest to search by. Every change is a row of the history.

mod add;
mod bulk;
mod columns;
mod draft;
mod http;
mod jobs;
mod model;
mod patch;
mod store;
#[cfg(test)]
mod tests;
mod view;

pub use add::{Entry, NewContract, Rejected, add_many};
pub(crate) use bulk::place as row_place;
pub use bulk::{import, template};
pub use draft::{
    ContractDraft, MerchantDraft, MerchantPatch, NewMerchant, NewOwner, NewStore,
    SettlementAccount, StoreDraft, StorePatch,
};
pub use http::routes;
pub use jobs::worker;
pub use model::{
    BadField, Contract, ContractMode, ContractState, Error, Kept, Merchant, MerchantChange,
    MerchantKind, MerchantState, Store, StoreState,
};
pub use store::HistoryRow;
pub use view::{MerchantView, mark};

use crate::Context;
use ::jobs::outbox;
use chrono::{DateTime, Utc};
use identity::{Actor, audit};
use kernel::event::Event;
use kernel::{ContractId, Cursor, InstitutionId, MerchantId, Page, RuleWord, StoreId, page};
use patch::{apply, apply_to_store, changed_fields};
use serde_json::{Value, json};
use std::collections::HashMap;
use storage::Tx;
pub(crate) use store::escape_like;
use store::{History, Resealed, Search};
use zeroize::Zeroizing;

/// Contexts under which values are sealed and digested in the vault.
pub mod sealed {
    /// Settlement accounts.
    pub const SETTLEMENT: &str = "merchant:settlement";
    /// Id numbers of responsible persons.
    pub const RESPONSIBLE: &str = "merchant:responsible";
    /// Phones.
    pub const PHONE: &str = "merchant:phone";
}

/// What a list of merchants may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of a name; or a whole number, credit code, phone, account or id number.
    pub text: Option<String>,
    /// State.
    pub state: Option<MerchantState>,
    /// District or county.
    pub division: Option<kernel::Division>,
    /// Category.
    pub mcc: Option<kernel::Mcc>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows of the page.
    pub limit: Option<i64>,
}

/// A merchant with what a page shows beside it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The merchant.
    pub merchant: Merchant,
    /// Its open stores.
    pub stores_count: i64,
    /// Its terminals that are not closed.
    pub terminals_count: i64,
    /// Its contracts that the reader may see, newest first.
    pub contracts: Vec<Contract>,
}

/// Signs a merchant for `institution`.
pub async fn create(
    context: &Context,
    actor: &Actor,
    institution: InstitutionId,
    entry: Entry,
) -> Result<Shown, Error> {
    let mut tx = context.begin(actor).await?;
    let at = context.clock.now();
    let added = add_many(&mut tx, context, (actor, institution), vec![entry], at)
        .await
        .map_err(|rejected| rejected.error)?;
    let merchant = added.into_iter().next().ok_or(sqlx::Error::RowNotFound)?;
    let detail = json!({ "code": merchant.code, "name": merchant.name });
    record(&mut tx, actor, "merchant.create", &merchant, detail, at).await?;
    let shown = show(&mut tx, vec![merchant]).await?;
    tx.commit().await?;
    Ok(one(shown)?)
}

/// Changes a merchant's papers. What is absent stays.
pub async fn update(
    context: &Context,
    actor: &Actor,
    id: MerchantId,
    patch: MerchantPatch,
) -> Result<Shown, Error> {
    let mut tx = context.begin(actor).await?;
    let at = context.clock.now();
    let before = lock(&mut tx, actor, id).await?;
    let mut after = before.clone();
    after.state = before.state.next(MerchantChange::Changed)?;
    let resealed = apply(context, &mut after, &patch)?;
    if after == before {
        return Ok(one(show(&mut tx, vec![before]).await?)?);
    }
    after.version += 1;
    let detail = json!({ "changed": changed_fields(&before, &after) });
    let change = (MerchantChange::Changed, detail);
    write(&mut tx, actor, (&before, &after), &resealed, change, "", at).await?;
    let shown = show(&mut tx, vec![after]).await?;
    tx.commit().await?;
    Ok(one(shown)?)
}

/// Holds a merchant for a time: its terminals take no payment. Twice is the same as once.
pub async fn suspend(
    context: &Context,
    actor: &Actor,
    id: MerchantId,
    note: &str,
) -> Result<Shown, Error> {
    set_state(context, actor, id, (MerchantChange::Suspended, note)).await
}

/// Ends a suspension. Twice is the same as once.
pub async fn resume(
    context: &Context,
    actor: &Actor,
    id: MerchantId,
    note: &str,
) -> Result<Shown, Error> {
    set_state(context, actor, id, (MerchantChange::Resumed, note)).await
}

/// Closes a merchant for good; its terminals must be closed before. Twice is the same as once.
pub async fn close(
    context: &Context,
    actor: &Actor,
    id: MerchantId,
    note: &str,
) -> Result<Shown, Error> {
    set_state(context, actor, id, (MerchantChange::Closed, note)).await
}

async fn set_state(
    context: &Context,
    actor: &Actor,
    id: MerchantId,
    (change, note): (MerchantChange, &str),
) -> Result<Shown, Error> {
    let mut tx = context.begin(actor).await?;
    let at = context.clock.now();
    let before = lock(&mut tx, actor, id).await?;
    let state = before.state.next(change)?;
    if state == before.state {
        return Ok(one(show(&mut tx, vec![before]).await?)?);
    }
    if state == MerchantState::Closed {
        let terminals = store::counts(&mut tx, &[id]).await?.first().map_or(0, |row| row.1);
        if terminals > 0 {
            return Err(Error::HasTerminals(terminals));
        }
    }
    let after = Merchant { state, version: before.version + 1, ..before.clone() };
    let resealed = Resealed::default();
    write(&mut tx, actor, (&before, &after), &resealed, (change, json!({})), note, at).await?;
    let shown = show(&mut tx, vec![after]).await?;
    tx.commit().await?;
    Ok(one(shown)?)
}

/// Adds a store.
pub async fn add_store(
    context: &Context,
    actor: &Actor,
    id: MerchantId,
    new: NewStore,
) -> Result<Store, Error> {
    let mut tx = context.begin(actor).await?;
    let at = context.clock.now();
    let before = lock(&mut tx, actor, id).await?;
    before.state.next(MerchantChange::StoreAdded)?;
    let store = add::store_of(&before, new, at);
    let rows = std::slice::from_ref(&store);
    let added = store::insert_stores(&mut tx, before.institution, rows, &before.acquirers).await?;
    if added.is_empty() {
        return Err(Error::StoreCodeTaken(store.code));
    }
    let after = next_version(&before);
    let detail = json!({ "store": store.id, "code": store.code, "name": store.name });
    let change = (MerchantChange::StoreAdded, detail);
    write(&mut tx, actor, (&before, &after), &Resealed::default(), change, "", at).await?;
    tx.commit().await?;
    Ok(store)
}

/// Changes or closes a store. Closing needs its terminals moved or closed.
pub async fn update_store(
    context: &Context,
    actor: &Actor,
    id: StoreId,
    patch: StorePatch,
) -> Result<Store, Error> {
    let mut tx = context.begin(actor).await?;
    let at = context.clock.now();
    let seen = find_store(&mut tx, id).await?;
    let merchant = lock(&mut tx, actor, seen.merchant).await?;
    merchant.state.next(MerchantChange::StoreChanged)?;
    let before = find_store(&mut tx, id).await?;
    let mut after = before.clone();
    apply_to_store(&mut after, &patch)?;
    if after == before {
        return Ok(before);
    }
    if after.state == StoreState::Closed
        && store::terminals_of_store(&mut tx, before.institution, id).await? > 0
    {
        return Err(Error::TerminalsBound);
    }
    after.version += 1;
    if !store::update_store(&mut tx, &after, at).await? {
        return Err(Error::StoreMissing(id));
    }
    if after.mcc != before.mcc {
        store::touch_terminals(&mut tx, &after, at).await?;
    }
    let next = next_version(&merchant);
    let detail = json!({ "store": id, "state": after.state, "name": after.name });
    let change = (MerchantChange::StoreChanged, detail);
    write(&mut tx, actor, (&merchant, &next), &Resealed::default(), change, "", at).await?;
    tx.commit().await?;
    Ok(after)
}

/// Records a contract with an acquirer, which may read the merchant from now on.
pub async fn add_contract(
    context: &Context,
    actor: &Actor,
    id: MerchantId,
    new: ContractDraft,
) -> Result<Contract, Error> {
    new.check()?;
    let mut tx = context.begin(actor).await?;
    let at = context.clock.now();
    let before = lock(&mut tx, actor, id).await?;
    before.state.next(MerchantChange::ContractAdded)?;
    let found = store::find_acquirers(&mut tx, &[new.acquirer_id], &[]).await?;
    let Some((_, _, acquirer_name)) = found.first() else {
        return Err(draft::rule(
            "acquirer_id",
            RuleWord::AcquirerUnknown,
            "not an active institution that acquires",
        )
        .into());
    };
    let contract = add::contract_of(&before, (&new, acquirer_name), at);
    let rows = std::slice::from_ref(&contract);
    if store::insert_contracts(&mut tx, before.institution, rows).await?.is_empty() {
        return Err(Error::ContractTaken);
    }
    let mut after = next_version(&before);
    after.acquirers.push(contract.acquirer);
    let detail = json!({ "contract": contract.id, "acquirer_id": contract.acquirer });
    let change = (MerchantChange::ContractAdded, detail);
    write(&mut tx, actor, (&before, &after), &Resealed::default(), change, "", at).await?;
    store::share_stores(&mut tx, before.institution, &[id]).await?;
    tx.commit().await?;
    Ok(contract)
}

/// Ends a contract; the terminals under it must be closed or moved before. Twice is the same as
/// once.
pub async fn end_contract(
    context: &Context,
    actor: &Actor,
    id: ContractId,
) -> Result<Contract, Error> {
    let mut tx = context.begin(actor).await?;
    let at = context.clock.now();
    let seen = find_contract(&mut tx, id).await?;
    let before = lock(&mut tx, actor, seen.merchant).await?;
    let contract = find_contract(&mut tx, id).await?;
    if contract.state == ContractState::Ended {
        return Ok(contract);
    }
    let (home, acquirer) = (before.institution, contract.acquirer);
    if store::terminals_with(&mut tx, home, before.id, acquirer).await? > 0 {
        return Err(Error::TerminalsBound);
    }
    store::end_contract(&mut tx, &contract, at).await?;
    let mut after = next_version(&before);
    after.acquirers.retain(|known| *known != acquirer);
    let detail = json!({ "contract": id, "acquirer_id": acquirer });
    let change = (MerchantChange::ContractEnded, detail);
    write(&mut tx, actor, (&before, &after), &Resealed::default(), change, "", at).await?;
    store::share_stores(&mut tx, home, &[before.id]).await?;
    tx.commit().await?;
    Ok(Contract { state: ContractState::Ended, ..contract })
}

/// One page of the merchants that the actor may see, newest first.
pub async fn list(context: &Context, actor: &Actor, filter: &Filter) -> Result<Page<Shown>, Error> {
    let limit = page::limit_rows(filter.limit);
    let search = search(context, filter)?;
    let mut tx = context.read(actor).await?;
    let rows = store::list(&mut tx, &search, limit + 1).await?;
    let page = Page::cut(rows, limit, |merchant| merchant.id.to_string());
    Ok(Page { items: show(&mut tx, page.items).await?, next: page.next })
}

/// One merchant.
pub async fn get(context: &Context, actor: &Actor, id: MerchantId) -> Result<Shown, Error> {
    let mut tx = context.read(actor).await?;
    let rows = store::list(&mut tx, &by_id(id), 1).await?;
    show(&mut tx, rows).await?.pop().ok_or(Error::Missing(id))
}

/// The latest 200 changes of a merchant, newest first. Only its home institution and the
/// network see them.
pub async fn history(
    context: &Context,
    actor: &Actor,
    id: MerchantId,
) -> Result<Vec<HistoryRow>, Error> {
    let mut tx = context.read(actor).await?;
    store::home(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    Ok(store::history(&mut tx, id).await?)
}

/// One page of a merchant's stores, oldest first.
pub async fn stores(
    context: &Context,
    actor: &Actor,
    id: MerchantId,
    cursor: Option<&Cursor>,
    limit: Option<i64>,
) -> Result<Page<Store>, Error> {
    let limit = page::limit_rows(limit);
    let after = cursor.map(|cursor| cursor.0.parse::<StoreId>()).transpose();
    let after = after.map_err(|_| {
        draft::rule("cursor", RuleWord::CursorForeign, "give back what `next` held")
    })?;
    let mut tx = context.read(actor).await?;
    store::home(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    let rows = store::find_stores(&mut tx, None, Some(&[id]), after, limit + 1).await?;
    Ok(Page::cut(rows, limit, |store| store.id.to_string()))
}

/// A merchant's contracts that the actor may see, newest first.
pub async fn contracts(
    context: &Context,
    actor: &Actor,
    id: MerchantId,
) -> Result<Vec<Contract>, Error> {
    let mut tx = context.read(actor).await?;
    store::home(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    Ok(store::find_contracts(&mut tx, None, Some(&[id])).await?)
}

/// Merchants changed at or after `since`, a page in the order of their change; for the read
/// model of the switch.
pub(crate) async fn views(
    tx: &mut Tx,
    since: DateTime<Utc>,
    after: Option<(DateTime<Utc>, MerchantId)>,
    limit: i64,
) -> sqlx::Result<Vec<(MerchantView, DateTime<Utc>)>> {
    store::views(tx, since, after, limit).await
}

/// Merchants by number or id that the transaction may see, for tying terminals to them.
pub(crate) async fn find_many(
    tx: &mut Tx,
    ids: Option<Vec<MerchantId>>,
    codes: Option<Vec<String>>,
) -> sqlx::Result<Vec<Merchant>> {
    let search = Search { ids, codes, ..Search::default() };
    store::list(tx, &search, add::ROWS_MAX).await
}

/// Stores of merchants, for tying terminals to them.
pub(crate) async fn stores_of(tx: &mut Tx, merchants: &[MerchantId]) -> sqlx::Result<Vec<Store>> {
    store::find_stores(tx, None, Some(merchants), None, add::ROWS_MAX).await
}

/// Contracts of merchants, for tying terminals to them.
pub(crate) async fn contracts_of(
    tx: &mut Tx,
    merchants: &[MerchantId],
) -> sqlx::Result<Vec<Contract>> {
    store::find_contracts(tx, None, Some(merchants)).await
}

/// Sensitive values of a merchant in clear. Wiped when dropped; has no `Debug`.
#[derive(Clone)]
pub(crate) struct Clear {
    /// Settlement account.
    pub settlement: Zeroizing<String>,
    /// Id number of the responsible person of a micro merchant.
    pub person: Option<Zeroizing<String>>,
}

/// Opens what is sealed of merchants, for the digests of the evidence log.
pub(crate) async fn clear_of(
    tx: &mut Tx,
    context: &Context,
    ids: &[MerchantId],
) -> Result<HashMap<MerchantId, Clear>, Error> {
    let open = |kind: &str, sealed: &[u8]| {
        let clear = context.vault.open(kind, sealed).map_err(Error::Vault)?;
        Ok::<_, Error>(Zeroizing::new(String::from_utf8_lossy(&clear).into_owned()))
    };
    let mut all = HashMap::with_capacity(ids.len());
    for (id, settlement, person) in store::sealed(tx, ids).await? {
        let clear = Clear {
            settlement: open(sealed::SETTLEMENT, &settlement)?,
            person: person.map(|person| open(sealed::RESPONSIBLE, &person)).transpose()?,
        };
        all.insert(id, clear);
    }
    Ok(all)
}

/// Active institutions that acquire, by number or code.
pub(crate) async fn acquirers(
    tx: &mut Tx,
    ids: &[InstitutionId],
    codes: &[String],
) -> sqlx::Result<Vec<(InstitutionId, String)>> {
    let found = store::find_acquirers(tx, ids, codes).await?;
    Ok(found.into_iter().map(|(id, code, _)| (id, code)).collect())
}

/// Locks a merchant of the actor's for a change. One that he may only read is another's.
async fn lock(tx: &mut Tx, actor: &Actor, id: MerchantId) -> Result<Merchant, Error> {
    let home = store::home(tx, id).await?.ok_or(Error::Missing(id))?;
    if !actor.network && home != actor.institution {
        return Err(Error::NotHome);
    }
    store::lock(tx, home, id).await?.ok_or(Error::Missing(id))
}

/// Writes a changed merchant with its history, its event and its entry in the audit trail.
async fn write(
    tx: &mut Tx,
    actor: &Actor,
    (before, after): (&Merchant, &Merchant),
    resealed: &Resealed,
    (change, detail): (MerchantChange, Value),
    note: &str,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    if !store::update(tx, after, resealed, at).await? {
        return Err(Error::Missing(after.id));
    }
    let row = History {
        merchant: after,
        change,
        from: Some(before.state),
        actor,
        note,
        detail: detail.clone(),
        at,
    };
    store::insert_history(tx, after.institution, &[row]).await?;
    outbox::publish(tx, &event(after, change, at)).await?;
    record(tx, actor, &format!("merchant.{change}"), after, detail, at).await
}

async fn record(
    tx: &mut Tx,
    actor: &Actor,
    action: &str,
    merchant: &Merchant,
    detail: Value,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    audit::record(tx, actor, action, &merchant.id.to_string(), detail, at).await?;
    Ok(())
}

/// What others hear of a change.
fn event(merchant: &Merchant, change: MerchantChange, at: DateTime<Utc>) -> Event {
    let data = json!({
        "merchant_id": merchant.id,
        "code": merchant.code,
        "state": merchant.state,
        "version": merchant.version,
    });
    Event::new(merchant.institution, &format!("merchant.{change}"), merchant.id, at, data)
}

/// Puts beside merchants what a page shows of them.
async fn show(tx: &mut Tx, merchants: Vec<Merchant>) -> sqlx::Result<Vec<Shown>> {
    if merchants.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<MerchantId> = merchants.iter().map(|merchant| merchant.id).collect();
    let counts = store::counts(tx, &ids).await?;
    let contracts = store::find_contracts(tx, None, Some(&ids)).await?;
    let shown = merchants.into_iter().zip(counts).map(|(merchant, (stores, terminals))| Shown {
        contracts: contracts.iter().filter(|row| row.merchant == merchant.id).cloned().collect(),
        merchant,
        stores_count: stores,
        terminals_count: terminals,
    });
    Ok(shown.collect())
}

fn one(shown: Vec<Shown>) -> sqlx::Result<Shown> {
    shown.into_iter().next().ok_or(sqlx::Error::RowNotFound)
}

fn by_id(id: MerchantId) -> Search {
    Search { ids: Some(vec![id]), ..Search::default() }
}

fn search(context: &Context, filter: &Filter) -> Result<Search, Error> {
    let before = filter.cursor.as_ref().map(|cursor| cursor.0.parse::<MerchantId>()).transpose();
    let before = before.map_err(|_| {
        draft::rule("cursor", RuleWord::CursorForeign, "give back what `next` held")
    })?;
    let text = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let token = |kind: &str| {
        let token = text.map(|text| context.vault.token(kind, text.as_bytes()));
        token.map(|token| token.to_vec())
    };
    let kinds = [sealed::SETTLEMENT, sealed::RESPONSIBLE, sealed::PHONE];
    Ok(Search {
        tokens: kinds.into_iter().filter_map(token).collect(),
        text: text.map(str::to_owned),
        state: filter.state,
        division: filter.division,
        mcc: filter.mcc,
        before,
        ..Search::default()
    })
}

fn next_version(merchant: &Merchant) -> Merchant {
    Merchant { version: merchant.version + 1, ..merchant.clone() }
}

async fn find_store(tx: &mut Tx, id: StoreId) -> Result<Store, Error> {
    let rows = store::find_stores(tx, Some(&[id]), None, None, 1).await?;
    rows.into_iter().next().ok_or(Error::StoreMissing(id))
}

async fn find_contract(tx: &mut Tx, id: ContractId) -> Result<Contract, Error> {
    let rows = store::find_contracts(tx, Some(id), None).await?;
    rows.into_iter().next().ok_or(Error::ContractMissing(id))
}
