//! Adding merchants with their stores and contracts: one or twenty thousand, by the same
//! statements.

use super::draft::{ContractDraft, NewMerchant, NewOwner, NewStore};
use super::model::{
    Contract, ContractState, Error, Kept, Merchant, MerchantChange, MerchantState, Store,
    StoreState,
};
use super::store::{self, History, Sealed};
use super::{event, sealed};
use crate::Context;
use ::jobs::outbox;
use chrono::{DateTime, Utc};
use identity::Actor;
use kernel::merchant_code::REGION_CHONGQING;
use kernel::{ContractId, InstitutionId, Mcc, MerchantCode, MerchantId, StoreId};
use serde_json::json;
use std::collections::{BTreeMap, HashSet};
use storage::Tx;

/// Most merchants, stores or contracts that are added or read in one go.
pub const ROWS_MAX: i64 = 20_000;
/// Rounds of taking the next merchant number when one was given out by hand before.
const NUMBER_ROUNDS_MAX: usize = 8;

/// A merchant to be added with what belongs to it.
#[derive(Clone)]
pub struct Entry {
    /// The merchant.
    pub merchant: NewMerchant,
    /// Its stores.
    pub stores: Vec<NewStore>,
    /// Its contracts.
    pub contracts: Vec<NewContract>,
}

/// A contract to be added; the acquirer is known to be one.
pub type NewContract = ContractDraft;

/// Which of many entries was not taken, and why.
#[derive(Debug)]
pub struct Rejected {
    /// Position in the list.
    pub index: usize,
    /// Why.
    pub error: Error,
}

impl From<sqlx::Error> for Rejected {
    fn from(error: sqlx::Error) -> Rejected {
        Rejected { index: 0, error: error.into() }
    }
}

/// Adds merchants of `institution` in the caller's transaction: all of them, or the first that
/// cannot be taken is named and the transaction must not be committed.
pub async fn add_many(
    tx: &mut Tx,
    context: &Context,
    (actor, institution): (&Actor, InstitutionId),
    entries: Vec<Entry>,
    at: DateTime<Utc>,
) -> Result<Vec<Merchant>, Rejected> {
    refuse_known_credit_codes(tx, institution, &entries).await?;
    let ids: Vec<MerchantId> = entries.iter().map(|_| MerchantId::new()).collect();
    let codes = number(tx, institution, &entries, &ids).await?;
    let mut rows = Vec::with_capacity(entries.len());
    for ((entry, id), code) in entries.iter().zip(&ids).zip(codes) {
        rows.push(row(context, &entry.merchant, (institution, *id, code), at));
    }
    store::insert(tx, institution, &rows).await?;
    let mut merchants: Vec<Merchant> = rows.into_iter().map(|(merchant, _)| merchant).collect();
    add_contracts(tx, institution, &mut merchants, &entries, at).await?;
    add_stores(tx, institution, &merchants, &entries, at).await?;
    store::share_stores(tx, institution, &ids).await?;
    let history: Vec<History<'_>> = merchants
        .iter()
        .map(|merchant| History {
            merchant,
            change: MerchantChange::Created,
            from: None,
            actor,
            note: "",
            detail: json!({ "name": merchant.name, "code": merchant.code }),
            at,
        })
        .collect();
    store::insert_history(tx, institution, &history).await?;
    let events: Vec<_> =
        merchants.iter().map(|merchant| event(merchant, MerchantChange::Created, at)).collect();
    outbox::publish_many(tx, &events).await?;
    Ok(merchants)
}

async fn refuse_known_credit_codes(
    tx: &mut Tx,
    institution: InstitutionId,
    entries: &[Entry],
) -> Result<(), Rejected> {
    let code = |entry: &Entry| match &entry.merchant.owner {
        NewOwner::CreditCode(code) => Some(code.to_string()),
        NewOwner::Person(_) => None,
    };
    let codes: Vec<String> = entries.iter().filter_map(code).collect();
    let known = store::known_credit_codes(tx, institution, &codes).await?;
    let mut seen: HashSet<String> = known.into_iter().collect();
    for (index, entry) in entries.iter().enumerate() {
        if let Some(code) = code(entry)
            && !seen.insert(code.clone())
        {
            let error = Error::CreditCodeTaken(code);
            return Err(Rejected { index, error });
        }
    }
    Ok(())
}

/// Gives every entry its merchant number: the one it states, or the next under its prefix.
async fn number(
    tx: &mut Tx,
    institution: InstitutionId,
    entries: &[Entry],
    ids: &[MerchantId],
) -> Result<Vec<MerchantCode>, Rejected> {
    let mut codes: Vec<Option<MerchantCode>> =
        entries.iter().map(|entry| entry.merchant.code).collect();
    let stated: Vec<_> =
        codes.iter().zip(ids).filter_map(|(code, id)| Some(((*code)?, *id))).collect();
    let claimed: HashSet<MerchantCode> =
        store::claim_codes(tx, institution, &stated).await?.into_iter().collect();
    for (index, code) in codes.iter().enumerate() {
        if let Some(code) = code
            && !claimed.contains(code)
        {
            let error = Error::CodeTaken(code.to_string());
            return Err(Rejected { index, error });
        }
    }
    for _ in 0..NUMBER_ROUNDS_MAX {
        let open: Vec<usize> = (0..codes.len()).filter(|index| codes[*index].is_none()).collect();
        if open.is_empty() {
            break;
        }
        let made = make_numbers(tx, institution, entries, &open).await?;
        let claims: Vec<_> = made.iter().map(|(index, code)| (*code, ids[*index])).collect();
        let claimed: HashSet<MerchantCode> =
            store::claim_codes(tx, institution, &claims).await?.into_iter().collect();
        for (index, code) in made {
            codes[index] = Some(code).filter(|code| claimed.contains(code));
        }
    }
    let whole = codes.iter().enumerate().map(|(index, code)| {
        code.ok_or_else(|| {
            let error = Error::CodesExhausted(prefix(institution, entries[index].merchant.mcc));
            Rejected { index, error }
        })
    });
    whole.collect()
}

/// Takes the next numbers for the entries at `open`, a statement for each prefix.
async fn make_numbers(
    tx: &mut Tx,
    institution: InstitutionId,
    entries: &[Entry],
    open: &[usize],
) -> Result<Vec<(usize, MerchantCode)>, Rejected> {
    let mut by_category: BTreeMap<Mcc, Vec<usize>> = BTreeMap::new();
    for index in open {
        by_category.entry(entries[*index].merchant.mcc).or_default().push(*index);
    }
    let mut made = Vec::with_capacity(open.len());
    for (mcc, indexes) in by_category {
        let prefix = prefix(institution, mcc);
        let exhausted =
            || Rejected { index: indexes[0], error: Error::CodesExhausted(prefix.clone()) };
        let count = i32::try_from(indexes.len()).map_err(|_| exhausted())?;
        let taken = store::take_numbers(tx, institution, &prefix, count).await?;
        let last = taken.ok_or_else(exhausted)?;
        for (index, serial) in indexes.iter().zip(last - count + 1..) {
            let text = format!("{prefix}{serial:04}");
            made.push((*index, MerchantCode::parse(&text).map_err(|_| exhausted())?));
        }
    }
    Ok(made)
}

/// Institution (3), region (4), category (4). An institution beyond 999 states its numbers.
fn prefix(institution: InstitutionId, mcc: Mcc) -> String {
    format!("{:03}{REGION_CHONGQING:04}{mcc}", institution.0)
}

fn row(
    context: &Context,
    new: &NewMerchant,
    (institution, id, code): (InstitutionId, MerchantId, MerchantCode),
    at: DateTime<Utc>,
) -> (Merchant, Sealed) {
    let (uscc, person) = match &new.owner {
        NewOwner::CreditCode(code) => (Some(code.to_string()), None),
        NewOwner::Person(person) => (None, Some(person)),
    };
    let responsible =
        person.map(|person| keep(context, sealed::RESPONSIBLE, person.reveal(), person.masked()));
    let account = &new.settlement;
    let (settlement, settlement_sealed) =
        keep(context, sealed::SETTLEMENT, account.reveal(), account.masked());
    let (phone, phone_sealed) =
        keep(context, sealed::PHONE, new.phone.reveal(), new.phone.masked());
    let (responsible, responsible_sealed) = responsible.unzip();
    let merchant = Merchant {
        institution,
        id,
        code,
        name: new.name.clone(),
        short_name: new.short_name.clone(),
        kind: new.kind,
        uscc,
        responsible,
        mcc: new.mcc,
        division: new.division,
        address: new.address.clone(),
        place: new.place,
        settlement,
        settlement_bank: new.settlement_bank.clone(),
        phone,
        acquirers: Vec::new(),
        state: MerchantState::Active,
        version: 1,
        created_at: at,
    };
    let sealed = Sealed {
        responsible: responsible_sealed,
        settlement: settlement_sealed,
        phone: phone_sealed,
    };
    (merchant, sealed)
}

/// Seals a value and digests it.
pub(super) fn keep(context: &Context, kind: &str, clear: &str, masked: String) -> (Kept, Vec<u8>) {
    let token = context.vault.token(kind, clear.as_bytes());
    (Kept { masked, token }, context.vault.seal(kind, clear.as_bytes()))
}

async fn add_contracts(
    tx: &mut Tx,
    institution: InstitutionId,
    merchants: &mut [Merchant],
    entries: &[Entry],
    at: DateTime<Utc>,
) -> Result<(), Rejected> {
    let mut contracts = Vec::new();
    for (index, (merchant, entry)) in merchants.iter_mut().zip(entries).enumerate() {
        for new in &entry.contracts {
            let contract = contract_of(merchant, (new, ""), at);
            merchant.acquirers.push(contract.acquirer);
            contracts.push((index, contract));
        }
    }
    if contracts.is_empty() {
        return Ok(());
    }
    let rows: Vec<Contract> = contracts.iter().map(|(_, contract)| contract.clone()).collect();
    let added = store::insert_contracts(tx, institution, &rows).await?;
    let added: HashSet<ContractId> = added.into_iter().collect();
    if let Some((index, _)) = contracts.iter().find(|(_, row)| !added.contains(&row.id)) {
        return Err(Rejected { index: *index, error: Error::ContractTaken });
    }
    let ids: Vec<MerchantId> = merchants.iter().map(|merchant| merchant.id).collect();
    store::share_merchants(tx, institution, &ids).await?;
    Ok(())
}

async fn add_stores(
    tx: &mut Tx,
    institution: InstitutionId,
    merchants: &[Merchant],
    entries: &[Entry],
    at: DateTime<Utc>,
) -> Result<(), Rejected> {
    let mut stores = Vec::new();
    for (index, (merchant, entry)) in merchants.iter().zip(entries).enumerate() {
        for new in &entry.stores {
            stores.push((index, store_of(merchant, new.clone(), at)));
        }
    }
    let rows: Vec<Store> = stores.iter().map(|(_, store)| store.clone()).collect();
    let added = store::insert_stores(tx, institution, &rows, &[]).await?;
    let added: HashSet<StoreId> = added.into_iter().collect();
    if let Some((index, store)) = stores.iter().find(|(_, row)| !added.contains(&row.id)) {
        return Err(Rejected { index: *index, error: Error::StoreCodeTaken(store.code.clone()) });
    }
    Ok(())
}

/// A new store of a merchant.
pub(super) fn store_of(merchant: &Merchant, new: NewStore, at: DateTime<Utc>) -> Store {
    Store {
        institution: merchant.institution,
        id: StoreId::new(),
        merchant: merchant.id,
        code: new.code,
        name: new.name,
        address: new.address,
        division: new.division,
        mcc: new.mcc.unwrap_or(merchant.mcc),
        place: new.place,
        state: StoreState::Active,
        version: 1,
        created_at: at,
    }
}

/// A new contract of a merchant.
pub(super) fn contract_of(
    merchant: &Merchant,
    (new, acquirer_name): (&ContractDraft, &str),
    at: DateTime<Utc>,
) -> Contract {
    let own_code = || merchant.code.to_string();
    Contract {
        institution: merchant.institution,
        id: ContractId::new(),
        merchant: merchant.id,
        acquirer: new.acquirer_id,
        acquirer_name: acquirer_name.to_owned(),
        acquirer_merchant_code: new.acquirer_merchant_code.clone().unwrap_or_else(own_code),
        mode: new.mode,
        products: new.products.clone(),
        from: new.from.unwrap_or_else(|| at.date_naive()),
        until: new.until,
        state: ContractState::Active,
        created_at: at,
    }
}
