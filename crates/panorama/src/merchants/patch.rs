//! Applying changes of papers: what is absent stays, what is given keeps the rules.

use super::add::keep as seal;
use super::draft::{
    ADDRESS_MAX, MerchantPatch, NAME_MAX, SHORT_NAME_MAX, SettlementAccount, StorePatch, keep, text,
};
use super::model::{BadField, Error, Merchant, Store, StoreState};
use super::sealed;
use super::store::Resealed;
use crate::Context;
use kernel::{Division, Mcc, Mobile, Rule, RuleWord};

/// Puts a patch on a merchant; returns what must be sealed anew.
pub(super) fn apply(
    context: &Context,
    merchant: &mut Merchant,
    patch: &MerchantPatch,
) -> Result<Resealed, Error> {
    let mut bad = Vec::new();
    put(&mut merchant.name, patch.name.as_deref(), |given| text("name", given, NAME_MAX, &mut bad));
    put(&mut merchant.short_name, patch.short_name.as_deref(), |given| {
        text("short_name", given, SHORT_NAME_MAX, &mut bad)
    });
    put(&mut merchant.mcc, patch.mcc.as_deref(), |given| keep("mcc", Mcc::parse(given), &mut bad));
    put(&mut merchant.division, patch.division_code.as_deref(), |given| {
        keep("division_code", Division::parse(given), &mut bad)
    });
    put(&mut merchant.address, patch.address.as_deref(), |given| {
        text("address", given, ADDRESS_MAX, &mut bad)
    });
    put(&mut merchant.settlement_bank, patch.settlement_bank.as_deref(), |given| {
        text("settlement_bank", given, NAME_MAX, &mut bad)
    });
    if let Some(place) = patch.place.and_then(|given| keep("place", given.keep(), &mut bad)) {
        merchant.place = Some(place);
    }
    let mut resealed = Resealed::default();
    if let Some(account) = patch
        .settlement_account
        .as_deref()
        .and_then(|given| keep("settlement_account", SettlementAccount::parse(given), &mut bad))
    {
        let (kept, bytes) = seal(context, sealed::SETTLEMENT, account.reveal(), account.masked());
        merchant.settlement = kept;
        resealed.settlement = Some(bytes);
    }
    let phone = patch.phone.as_deref();
    if let Some(phone) = phone.and_then(|given| keep("phone", Mobile::parse(given), &mut bad)) {
        let (kept, bytes) = seal(context, sealed::PHONE, phone.reveal(), phone.masked());
        merchant.phone = kept;
        resealed.phone = Some(bytes);
    }
    first(bad)?;
    Ok(resealed)
}

/// Names of the fields that differ.
pub(super) fn changed_fields(before: &Merchant, after: &Merchant) -> Vec<&'static str> {
    let fields = [
        ("name", before.name != after.name),
        ("short_name", before.short_name != after.short_name),
        ("mcc", before.mcc != after.mcc),
        ("division_code", before.division != after.division),
        ("address", before.address != after.address),
        ("place", before.place != after.place),
        ("settlement_account", before.settlement != after.settlement),
        ("settlement_bank", before.settlement_bank != after.settlement_bank),
        ("phone", before.phone != after.phone),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// Puts a patch on a store. A closed store stays closed and as it is.
pub(super) fn apply_to_store(store: &mut Store, patch: &StorePatch) -> Result<(), Error> {
    let was_closed = store.state == StoreState::Closed;
    let before = store.clone();
    let mut bad = Vec::new();
    put(&mut store.name, patch.name.as_deref(), |given| text("name", given, NAME_MAX, &mut bad));
    put(&mut store.address, patch.address.as_deref(), |given| {
        text("address", given, ADDRESS_MAX, &mut bad)
    });
    put(&mut store.division, patch.division_code.as_deref(), |given| {
        keep("division_code", Division::parse(given), &mut bad)
    });
    put(&mut store.mcc, patch.mcc.as_deref(), |given| keep("mcc", Mcc::parse(given), &mut bad));
    if let Some(place) = patch.place.and_then(|given| keep("place", given.keep(), &mut bad)) {
        store.place = place;
    }
    store.state = patch.state.unwrap_or(store.state);
    first(bad)?;
    if was_closed && *store != before {
        return Err(BadField {
            field: "state",
            rule: Rule::new(RuleWord::ClosedStays, "a closed store stays closed and as it was"),
        }
        .into());
    }
    Ok(())
}

fn put<T>(place: &mut T, given: Option<&str>, read: impl FnOnce(&str) -> Option<T>) {
    if let Some(value) = given.and_then(read) {
        *place = value;
    }
}

fn first(bad: Vec<BadField>) -> Result<(), Error> {
    match bad.into_iter().next() {
        Some(bad) => Err(bad.into()),
        None => Ok(()),
    }
}
