//! Bulk import of terminals: registered, and bound where the row says to what.

use super::binding::{BindingDraft, bind_many};
use super::device::{DeviceType, Serial, TerminalCode};
use super::model::{Error, NewTerminal, Terminal};
use super::{Rejected, register_many};
use crate::Context;
use crate::imports::{
    self, Column, INLINE_ROWS_MAX, Import, Outcome, Row, RowError, Sheet, Upload, read,
};
use crate::merchants;
use chrono::{DateTime, Utc};
use identity::Actor;
use kernel::{InstitutionId, Rule, RuleWord};
use std::collections::HashMap;
use storage::Tx;

/// Conflicts that only the database knows are found one by one; so many at most.
const CONFLICT_ROUNDS_MAX: usize = 20;

/// The columns. A row with a `merchant_code` is bound as well.
pub const COLUMNS: &[Column] = &[
    Column::required("serial", "SN0000000001"),
    Column::required("device_type", "04"),
    Column::required("maker", "示例厂商"),
    Column::required("model", "P1"),
    Column::optional("merchant_code", ""),
    Column::optional("store_code", ""),
    Column::optional("acquirer_code", ""),
    Column::optional("terminal_code", ""),
    Column::optional("latitude", ""),
    Column::optional("longitude", ""),
    Column::optional("datum", ""),
];

/// A file with the columns and an example.
pub fn template(format: gateway::export::Format) -> Result<Vec<u8>, imports::Error> {
    imports::template(format, COLUMNS)
}

/// Takes a file of terminals: all of it or nothing. A small file is worked through at once, a
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

/// A row that keeps the rules.
#[derive(Clone)]
struct Wanted {
    row: usize,
    new: NewTerminal,
    draft: Option<BindingDraft>,
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
    let mut wanted = gather(sheet, &mut faults);
    if !faults.is_empty() {
        return Ok(Outcome::of(faults));
    }
    for _ in 0..CONFLICT_ROUNDS_MAX {
        let mut tx = context.begin(actor).await?;
        let at = context.clock.now();
        match add(&mut tx, context, (actor, institution), &wanted, at).await {
            Ok(()) if faults.is_empty() && !dry_run => {
                if let Some(record) = record {
                    imports::end_in(&mut tx, record, Outcome::default(), at).await?;
                }
                tx.commit().await?;
                return Ok(Outcome::default());
            }
            Ok(()) => break,
            Err(Rejected { error: Error::Database(error), .. }) => return Err(error.into()),
            Err(rejected) => {
                let refused = wanted.remove(rejected.index);
                let row = &sheet.rows[refused.row];
                faults.push(row.refused(column(&rejected.error), &rejected.error));
            }
        }
        if wanted.is_empty() {
            break;
        }
    }
    Ok(Outcome::of(faults))
}

/// Registers all, and binds those that say to what.
async fn add(
    tx: &mut Tx,
    context: &Context,
    (actor, institution): (&Actor, InstitutionId),
    wanted: &[Wanted],
    at: DateTime<Utc>,
) -> Result<(), Rejected> {
    let new = wanted.iter().map(|wanted| wanted.new.clone()).collect();
    let terminals = register_many(tx, (actor, institution), new, at).await?;
    let mut places = Vec::new();
    let mut drafts: Vec<(Terminal, BindingDraft)> = Vec::new();
    for (index, (terminal, wanted)) in terminals.into_iter().zip(wanted).enumerate() {
        if let Some(draft) = &wanted.draft {
            places.push(index);
            drafts.push((terminal, draft.clone()));
        }
    }
    let bound = bind_many(tx, context, actor, drafts, at).await;
    bound.map(drop).map_err(|rejected| Rejected {
        index: places.get(rejected.index).copied().unwrap_or_default(),
        error: rejected.error,
    })
}

/// The column that a conflict is about.
fn column(error: &Error) -> &'static str {
    match error {
        Error::SerialTaken(_) | Error::BadSerial(_) => "serial",
        Error::TerminalCodeTaken(_) => "terminal_code",
        Error::NoMerchant(_) => "merchant_code",
        Error::NoStore(_) => "store_code",
        Error::NoAcquirer(_) | Error::NoContract(_) => "acquirer_code",
        _ => "",
    }
}

fn gather(sheet: &Sheet, faults: &mut Vec<RowError>) -> Vec<Wanted> {
    let mut wanted = Vec::with_capacity(sheet.rows.len());
    let mut serials: HashMap<Serial, u32> = HashMap::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let Some(new) = terminal(row, faults) else {
            continue;
        };
        if let Some(first) = serials.insert(new.serial.clone(), row.number) {
            faults.push(row.fault("serial", imports::repeated(first)));
        }
        let before = faults.len();
        let draft = draft(row, faults);
        if faults.len() == before {
            wanted.push(Wanted { row: index, new, draft });
        }
    }
    wanted
}

fn terminal(row: &Row, faults: &mut Vec<RowError>) -> Option<NewTerminal> {
    for column in ["serial", "device_type", "maker", "model"] {
        if row.get(column).is_none() {
            faults.push(row.fault(column, Rule::new(RuleWord::Required, "required")));
        }
    }
    let serial = row.read("serial", faults);
    let device_type = row.parse::<DeviceType>("device_type", faults);
    let new = NewTerminal {
        serial: serial?,
        device_type: device_type?,
        maker: row.text("maker"),
        model: row.text("model"),
    };
    match new.check() {
        Ok(()) => Some(new),
        Err(Error::BadText { field, rule }) => {
            if row.get(field).is_some() {
                faults.push(row.fault(field, rule));
            }
            None
        }
        Err(error) => {
            faults.push(row.refused("", &error));
            None
        }
    }
}

fn draft(row: &Row, faults: &mut Vec<RowError>) -> Option<BindingDraft> {
    let merchant_code = row.get("merchant_code")?.to_owned();
    for column in ["store_code", "acquirer_code"] {
        if row.get(column).is_none() {
            let rule = Rule::new(RuleWord::GivenWith, "required with a merchant_code");
            faults.push(row.fault(column, rule.with("other", "merchant_code")));
        }
    }
    let placed = row.get("latitude").is_some() || row.get("longitude").is_some();
    let place = if placed { merchants::row_place(row, faults) } else { None };
    Some(BindingDraft {
        merchant_code: Some(merchant_code),
        store_code: row.get("store_code").map(str::to_owned),
        acquirer_code: row.get("acquirer_code").map(str::to_owned),
        terminal_code: row.read::<TerminalCode>("terminal_code", faults),
        place,
        ..BindingDraft::default()
    })
}
