//! A merchant as a row of an exported file.

use super::Shown;
use gateway::export::Cell;

/// Names of the columns.
pub const HEAD: &[&str] = &[
    "merchant_code",
    "name",
    "short_name",
    "kind",
    "credit_code",
    "mcc",
    "division_code",
    "division",
    "address",
    "latitude_e6",
    "longitude_e6",
    "settlement_account",
    "settlement_bank",
    "phone",
    "state",
    "stores",
    "terminals",
    "created_at",
];

/// The row.
pub fn cells(shown: Shown) -> Vec<Cell> {
    let merchant = shown.merchant;
    let place = merchant.place;
    vec![
        merchant.code.to_string().into(),
        merchant.name.into(),
        merchant.short_name.into(),
        merchant.kind.to_string().into(),
        merchant.uscc.into(),
        merchant.mcc.to_string().into(),
        merchant.division.to_string().into(),
        merchant.division.name().into(),
        merchant.address.into(),
        place.map(|place| i64::from(place.latitude_e6)).into(),
        place.map(|place| i64::from(place.longitude_e6)).into(),
        merchant.settlement.masked.into(),
        merchant.settlement_bank.into(),
        merchant.phone.masked.into(),
        merchant.state.to_string().into(),
        shown.stores_count.into(),
        shown.terminals_count.into(),
        merchant.created_at.into(),
    ]
}
