//! Bulk import of merchants with their stores and a contract: one row a store.

use super::add::{Entry, Rejected, add_many};
use super::draft::{ContractDraft, MerchantDraft, StoreDraft};
use super::model::{BadField, ContractMode, Error, MerchantKind};
use super::store;
use crate::Context;
use crate::imports::{
    self, Column, INLINE_ROWS_MAX, Import, Outcome, Row, RowError, Sheet, Upload, read,
};
use identity::Actor;
use kernel::{Datum, GivenPlace, InstitutionId, Rule, RuleWord, Ruled};
use std::collections::HashMap;

/// Conflicts that only the database knows are found one by one; so many at most.
const CONFLICT_ROUNDS_MAX: usize = 20;

/// The columns. Rows of the same `credit_code` or `responsible_id` are stores of one merchant:
/// the first of them says what the merchant is.
pub const COLUMNS: &[Column] = &[
    Column::required("name", "山城小面（示例）"),
    Column::optional("short_name", "山城小面"),
    Column::required("kind", "enterprise"),
    Column::optional("credit_code", "91110108551385082Q"),
    Column::optional("responsible_id", "").hidden(),
    Column::optional("merchant_code", ""),
    Column::required("mcc", "5812"),
    Column::required("division_code", "500103"),
    Column::required("address", "渝中区民权路1号"),
    Column::required("settlement_account", "6222021234567890128").hidden(),
    Column::required("settlement_bank", "山城银行"),
    Column::required("phone", "13800138000").hidden(),
    Column::required("store_code", "S001"),
    Column::required("store_name", "解放碑店"),
    Column::optional("store_address", "渝中区民权路1号"),
    Column::optional("store_division_code", "500103"),
    Column::optional("store_mcc", ""),
    Column::required("latitude", "29.557700"),
    Column::required("longitude", "106.577000"),
    Column::optional("datum", "wgs84"),
    Column::optional("acquirer_code", "48026530"),
    Column::optional("acquirer_merchant_code", ""),
    Column::optional("mode", "joint"),
    Column::optional("products", "card qr"),
];

/// A file with the columns and an example.
pub fn template(format: gateway::export::Format) -> Result<Vec<u8>, imports::Error> {
    imports::template(format, COLUMNS)
}

/// Takes a file of merchants: all of it or nothing. A small file is worked through at once, a
/// large one by a job.
pub async fn import(
    context: &Context,
    actor: &Actor,
    institution: InstitutionId,
    upload: &Upload,
) -> Result<Import, imports::Error> {
    let sheet = read(upload, COLUMNS).await?;
    let rows = sheet.rows.len();
    if rows > INLINE_ROWS_MAX {
        return imports::queue(context, actor, (institution, upload), rows).await;
    }
    let outcome = work(context, actor, institution, (&sheet, upload.dry_run), None).await?;
    imports::record(context, actor, (institution, upload), rows, outcome).await
}

/// Works a table through. The record of a job is ended with the commit of its rows.
pub(super) async fn work(
    context: &Context,
    actor: &Actor,
    institution: InstitutionId,
    (sheet, dry_run): (&Sheet, bool),
    record: Option<&mut Import>,
) -> Result<Outcome, imports::Error> {
    let mut faults = Vec::new();
    let acquirers = acquirers(context, actor, sheet).await?;
    let mut entries = gather(sheet, &acquirers, &mut faults);
    if !faults.is_empty() {
        return Ok(Outcome::of(faults));
    }
    for _ in 0..CONFLICT_ROUNDS_MAX {
        let mut tx = context.begin(actor).await?;
        let list: Vec<Entry> = entries.iter().map(|(_, entry)| entry.clone()).collect();
        let at = context.clock.now();
        match add_many(&mut tx, context, (actor, institution), list, at).await {
            Ok(_) if faults.is_empty() && !dry_run => {
                if let Some(record) = record {
                    imports::end_in(&mut tx, record, Outcome::default(), at).await?;
                }
                tx.commit().await?;
                return Ok(Outcome::default());
            }
            Ok(_) => break,
            Err(Rejected { error: Error::Database(error), .. }) => return Err(error.into()),
            Err(rejected) => {
                let (row, _) = entries.remove(rejected.index);
                let row = &sheet.rows[row];
                faults.push(row.refused(column(&rejected.error), &rejected.error));
            }
        }
        if entries.is_empty() {
            break;
        }
    }
    Ok(Outcome::of(faults))
}

/// The column that a conflict is about.
fn column(error: &Error) -> &'static str {
    match error {
        Error::CreditCodeTaken(_) => "credit_code",
        Error::CodeTaken(_) | Error::CodesExhausted(_) => "merchant_code",
        Error::StoreCodeTaken(_) => "store_code",
        Error::ContractTaken => "acquirer_merchant_code",
        _ => "",
    }
}

async fn acquirers(
    context: &Context,
    actor: &Actor,
    sheet: &Sheet,
) -> Result<HashMap<String, InstitutionId>, imports::Error> {
    let mut codes: Vec<String> =
        sheet.rows.iter().filter_map(|row| row.get("acquirer_code").map(str::to_owned)).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut tx = context.read(actor).await?;
    let found = store::find_acquirers(&mut tx, &[], &codes).await?;
    Ok(found.into_iter().map(|(id, code, _)| (code, id)).collect())
}

/// Gathers the rows to merchants, each with the place of its first row.
fn gather(
    sheet: &Sheet,
    acquirers: &HashMap<String, InstitutionId>,
    faults: &mut Vec<RowError>,
) -> Vec<(usize, Entry)> {
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let key = row.get("credit_code").or_else(|| row.get("responsible_id"));
        let at = key.and_then(|key| known.get(key).copied());
        let at = match at {
            Some(at) => at,
            None => {
                let Some(entry) = merchant(row, acquirers, faults) else {
                    // The store may have faults of its own, to be named in the same go.
                    store_of(row, faults);
                    continue;
                };
                if let Some(key) = key {
                    known.insert(key.to_owned(), entries.len());
                }
                entries.push((index, entry));
                entries.len() - 1
            }
        };
        let Some(store) = store_of(row, faults) else {
            continue;
        };
        let stores = &mut entries[at].1.stores;
        if stores.iter().any(|other| other.code == store.code) {
            let text = "the merchant has a store of this code already";
            faults.push(row.fault("store_code", Rule::new(RuleWord::StoreRepeated, text)));
        } else {
            stores.push(store);
        }
    }
    entries
}

fn merchant(
    row: &Row,
    acquirers: &HashMap<String, InstitutionId>,
    faults: &mut Vec<RowError>,
) -> Option<Entry> {
    let before = faults.len();
    let kind = row.parse::<MerchantKind>("kind", faults);
    if row.get("kind").is_none() {
        faults.push(row.fault("kind", Rule::new(RuleWord::Required, "required")));
    }
    let owned = |column: &str| row.get(column).map(str::to_owned);
    let draft = MerchantDraft {
        code: owned("merchant_code"),
        name: row.text("name"),
        short_name: owned("short_name"),
        kind: kind.unwrap_or(MerchantKind::Enterprise),
        uscc: owned("credit_code"),
        responsible_id: owned("responsible_id"),
        mcc: row.text("mcc"),
        division_code: row.text("division_code"),
        address: row.text("address"),
        place: place(row, &mut Vec::new()),
        settlement_account: row.text("settlement_account"),
        settlement_bank: row.text("settlement_bank"),
        phone: row.text("phone"),
    };
    let checked = draft.check();
    let contracts = contract(row, acquirers, faults);
    match checked {
        Ok(merchant) if faults.len() == before => {
            Some(Entry { merchant, stores: Vec::new(), contracts: contracts.into_iter().collect() })
        }
        Ok(_) => None,
        Err(bad) => {
            let renamed = |field: &'static str| match field {
                "uscc" => "credit_code",
                "code" => "merchant_code",
                other => other,
            };
            note(row, bad, renamed, faults);
            None
        }
    }
}

fn contract(
    row: &Row,
    acquirers: &HashMap<String, InstitutionId>,
    faults: &mut Vec<RowError>,
) -> Option<ContractDraft> {
    let code = row.get("acquirer_code")?;
    let Some(acquirer) = acquirers.get(code) else {
        let text = "not an active institution that acquires";
        faults.push(row.fault("acquirer_code", Rule::new(RuleWord::AcquirerUnknown, text)));
        return None;
    };
    let mode = row.parse::<ContractMode>("mode", faults);
    let products = row.get("products").unwrap_or("card");
    let contract = ContractDraft {
        acquirer_id: *acquirer,
        acquirer_merchant_code: row.get("acquirer_merchant_code").map(str::to_owned),
        mode: mode.unwrap_or(ContractMode::Joint),
        products: products.split([' ', ';', '、']).map(str::to_owned).collect(),
        from: None,
        until: None,
    };
    if let Err(bad) = contract.check() {
        note(row, vec![bad], |field| field, faults);
        return None;
    }
    Some(contract)
}

fn store_of(row: &Row, faults: &mut Vec<RowError>) -> Option<super::draft::NewStore> {
    let place = place(row, faults)?;
    let or = |column: &str, other: &str| row.get(column).unwrap_or(&row.text(other)).to_owned();
    let draft = StoreDraft {
        code: row.text("store_code"),
        name: row.text("store_name"),
        address: or("store_address", "address"),
        division_code: or("store_division_code", "division_code"),
        mcc: row.get("store_mcc").map(str::to_owned),
        place,
    };
    let renamed = |field: &'static str| match field {
        "code" => "store_code",
        "name" => "store_name",
        "address" => "store_address",
        "division_code" => "store_division_code",
        "mcc" => "store_mcc",
        other => other,
    };
    match draft.check() {
        Ok(store) => Some(store),
        Err(bad) => {
            note(row, bad, renamed, faults);
            None
        }
    }
}

fn note(
    row: &Row,
    bad: Vec<BadField>,
    renamed: impl Fn(&'static str) -> &'static str,
    faults: &mut Vec<RowError>,
) {
    for field in bad {
        faults.push(row.fault(renamed(field.field), field.rule));
    }
}

/// Reads degrees in `latitude` and `longitude`, in the datum stated.
pub(crate) fn place(row: &Row, faults: &mut Vec<RowError>) -> Option<GivenPlace> {
    let before = faults.len();
    let datum = row.parse::<Datum>("datum", faults);
    let mut degrees = |column: &str| {
        let given = row.get(column).and_then(degrees_e6);
        if given.is_none() {
            let text = "degrees with at most six decimals, such as 29.5577";
            faults.push(row.fault(column, Rule::new(RuleWord::Degrees, text)));
        }
        given
    };
    let (latitude_e6, longitude_e6) = (degrees("latitude"), degrees("longitude"));
    if faults.len() > before {
        return None;
    }
    let given = GivenPlace {
        latitude_e6: latitude_e6?,
        longitude_e6: longitude_e6?,
        datum: datum.unwrap_or(Datum::Wgs84),
    };
    match given.keep() {
        Ok(_) => Some(given),
        Err(error) => {
            faults.push(row.fault("latitude", error.rule()));
            None
        }
    }
}

/// Reads decimal degrees into millionths. What is finer than a millionth is cut.
fn degrees_e6(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=3).contains(&whole.len()) || part.len() > 12 {
        return None;
    }
    if !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let part: String = part.chars().chain("000000".chars()).take(6).collect();
    let millionths = whole.parse::<i32>().ok()? * 1_000_000 + part.parse::<i32>().ok()?;
    Some(sign * millionths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_to_the_millionth() {
        for (text, expected) in [
            ("29.5577", Some(29_557_700)),
            ("+106.577", Some(106_577_000)),
            ("-0.0000019", Some(-1)),
            ("7", Some(7_000_000)),
            ("", None),
            (".5", None),
            ("29,5", None),
            ("1234.5", None),
        ] {
            assert_eq!(degrees_e6(text), expected, "{text}");
        }
    }
}
