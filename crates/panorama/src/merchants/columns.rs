//! A merchant as a row of an exported file.

use super::Shown;

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
pub fn cells(shown: Shown) -> Vec<String> {
    let merchant = shown.merchant;
    let place = merchant.place;
    let number = |value: Option<i32>| value.map_or_else(String::new, |value| value.to_string());
    vec![
        merchant.code.to_string(),
        merchant.name,
        merchant.short_name,
        merchant.kind.to_string(),
        merchant.uscc.unwrap_or_default(),
        merchant.mcc.to_string(),
        merchant.division.to_string(),
        merchant.division.name().to_owned(),
        merchant.address,
        number(place.map(|place| place.latitude_e6)),
        number(place.map(|place| place.longitude_e6)),
        merchant.settlement.masked,
        merchant.settlement_bank,
        merchant.phone.masked,
        merchant.state.to_string(),
        shown.stores_count.to_string(),
        shown.terminals_count.to_string(),
        merchant.created_at.to_rfc3339(),
    ]
}
