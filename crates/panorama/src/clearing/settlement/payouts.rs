//! Payouts: the file that goes to the bank, and what the bank says of it.
//!
//! In the ledger, within the home institution of the merchant:
//!
//! | what | debit | credit |
//! | --- | --- | --- |
//! | paid | `merchant_payable` of the merchant | `bank` of the institution |
//! | returned after it was paid | `bank` | `merchant_payable` |
//!
//! A payout that the bank has refused moves nothing. What came back waits for the next batch, and
//! the merchant is held until two people have seen to its account. Ids are derived from the line:
//! taking results in again changes nothing.

use super::file::{self, BankResult, Payout};
use super::model::{
    BatchState, HoldState, LineState, SettlementBatch, SettlementHold, SettlementLine,
};
use super::store;
use super::{Error, batch_of};
use crate::Context;
use crate::imports::{self, Outcome, RowError, Upload};
use crate::merchants;
use chrono::{DateTime, Utc};
use identity::{Actor, Right, audit, institutions};
use kernel::{HoldId, InstitutionId, Money, Rule, RuleWord, SettlementId, SettlementLineId};
use ledger::accounts::id_for;
use ledger::{AccountKind, Ledger, NewAccount, Transfer, TransferOutcome, code};
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;
use storage::Tx;

/// What the vault seals a payout file for.
pub(super) const SEALED_FOR: &str = "settlement:file";
/// Lines of a batch that one file has at most.
const LINES_MAX: i64 = 1_000_000;
/// Entries booked in one call of the ledger.
const BOOKED_MAX: usize = 4_000;

/// Makes the payout file of a batch: its payouts are with the bank from now on. Repeated, it
/// changes nothing.
pub async fn send(
    context: &Context,
    actor: &Actor,
    id: SettlementId,
) -> Result<SettlementBatch, Error> {
    actor.may(Right::ClearingSettle)?;
    let at = context.clock.now();
    let mut tx = context.begin(actor).await?;
    let batch = batch_of(&mut tx, id).await?;
    let institution = institutions::find(&context.db.network(), batch.institution_id).await?;
    let locked = store::lock_batch(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    if locked.1 != BatchState::Made {
        return batch_of(&mut tx, id).await;
    }
    let payouts = payable(context, &mut tx, &batch).await?;
    let (text, sha256) = file::write(&institution.code, &batch, &payouts);
    let sealed = context.vault.seal(SEALED_FOR, text.as_bytes());
    let key = (batch.institution_id, id);
    store::set_sent(&mut tx, key, (&sha256, &sealed), at).await?;
    store::set_done(&mut tx, key, at).await?;
    let detail = json!({ "payouts": payouts.len(), "payout_fen": batch.payout_fen,
        "sha256": sha256 });
    audit::record(&mut tx, actor, "settlement.send", &id.to_string(), detail, at).await?;
    let sent = batch_of(&mut tx, id).await?;
    tx.commit().await?;
    Ok(sent)
}

async fn payable(
    context: &Context,
    tx: &mut Tx,
    batch: &SettlementBatch,
) -> Result<Vec<Payout>, Error> {
    let lines = store::lines(tx, batch.id, Some(LineState::Payable), None, LINES_MAX).await?;
    let mut ids: Vec<_> = lines.iter().map(|line| line.merchant_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let payees = store::payees(tx, batch.institution_id, &ids).await?;
    let payees: HashMap<_, _> =
        payees.into_iter().map(|(id, name, bank)| (id, (name, bank))).collect();
    let clear = merchants::clear_of(tx, context, &ids).await.map_err(Error::Account)?;
    let payout = |line: SettlementLine| {
        let missing = || Error::NoMerchant(line.merchant_id);
        let (name, bank) = payees.get(&line.merchant_id).cloned().ok_or_else(missing)?;
        let account = clear.get(&line.merchant_id).ok_or_else(missing)?;
        let account = account.settlement.to_string();
        Ok(Payout {
            line: line.id,
            merchant_code: line.merchant_code,
            account,
            name,
            bank,
            amount_fen: line.payout_fen,
        })
    };
    lines.into_iter().map(payout).collect()
}

/// The payout file of a batch, in clear. Every look at it leaves a trace.
pub async fn payout_file(
    context: &Context,
    actor: &Actor,
    id: SettlementId,
) -> Result<Vec<u8>, Error> {
    actor.may(Right::ClearingSettle)?;
    let mut tx = context.begin(actor).await?;
    let batch = batch_of(&mut tx, id).await?;
    let sealed = store::file(&mut tx, id).await?.ok_or(Error::BatchIs(batch.state))?;
    let text = context.vault.open(SEALED_FOR, &sealed).map_err(Error::Vault)?;
    let at = context.clock.now();
    audit::record(&mut tx, actor, "settlement.file", &id.to_string(), json!({}), at).await?;
    tx.commit().await?;
    Ok(text.to_vec())
}

/// What came of taking results in: all rows, or the faults and nothing kept.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ResultsTaken {
    /// Payouts whose result is new.
    pub taken: usize,
    /// Faults by row, the first 1,000.
    pub errors: Vec<RowError>,
    /// All faults.
    pub errors_total: usize,
}

/// Takes the bank's results of a batch in: all of them or none; repeated, it changes nothing.
pub async fn take_results(
    context: &Context,
    ledger: &Ledger,
    actor: &Actor,
    id: SettlementId,
    upload: &Upload,
) -> Result<ResultsTaken, Error> {
    actor.may(Right::ClearingSettle)?;
    let at = context.clock.now();
    let mut tx = context.begin(actor).await?;
    let (institution, state) = store::lock_batch(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    if state == BatchState::Made {
        return Err(Error::BatchIs(state));
    }
    let sheet = imports::read(upload, file::RESULT_COLUMNS).await?;
    let lines = store::lines(&mut tx, id, None, None, LINES_MAX).await?;
    let known: HashMap<SettlementLineId, SettlementLine> =
        lines.into_iter().map(|line| (line.id, line)).collect();
    let (mut faults, mut moves, mut seen) = (Vec::new(), Vec::new(), HashMap::new());
    for row in &sheet.rows {
        let Some(result) = file::result(row, &mut seen, &mut faults) else { continue };
        match next(&known, &result, at) {
            Ok(Some(moved)) => moves.push(moved),
            Ok(None) => {}
            Err((column, rule)) => faults.push(row.fault(column, rule)),
        }
    }
    let outcome = Outcome::of(faults);
    let (errors, errors_total) = (outcome.errors, outcome.errors_total);
    if 0 < errors_total || upload.dry_run {
        return Ok(ResultsTaken { taken: 0, errors, errors_total });
    }
    for (from, line) in &moves {
        apply(&mut tx, actor, *from, line).await?;
    }
    let detail = json!({ "rows": moves.len() });
    audit::record(&mut tx, actor, "settlement.results", &id.to_string(), detail, at).await?;
    tx.commit().await?;
    book(context, ledger, institution, id).await?;
    let mut tx = context.begin(actor).await?;
    store::set_done(&mut tx, (institution, id), at).await?;
    tx.commit().await?;
    Ok(ResultsTaken { taken: moves.len(), errors, errors_total })
}

type Moved = (LineState, SettlementLine);

/// A line as a result leaves it, and what it was; none when it is so already.
fn next(
    known: &HashMap<SettlementLineId, SettlementLine>,
    result: &BankResult,
    at: DateTime<Utc>,
) -> Result<Option<Moved>, (&'static str, Rule)> {
    let line = known.get(&result.line).ok_or_else(|| {
        ("line_id", Rule::new(RuleWord::WordUnknown, "is no line of the batch").with("allowed", ""))
    })?;
    match (line.state, result.state) {
        (there, told) if there == told => Ok(None),
        // The bank had paid before it came back, as an earlier file said.
        (LineState::Returned, LineState::Paid) => Ok(None),
        (LineState::Sent, LineState::Paid | LineState::Rejected)
        | (LineState::Paid, LineState::Returned) => {
            let line = SettlementLine {
                state: result.state,
                reason: result.reason.clone(),
                bank_reference: Some(result.bank_reference.clone()),
                changed_at: at,
                ..line.clone()
            };
            Ok(Some((known[&result.line].state, line)))
        }
        (there, told) => {
            let rule = Rule::new(RuleWord::WordUnknown, format!("{told} cannot follow {there}"));
            Err(("result", rule.with("allowed", there)))
        }
    }
}

async fn apply(
    tx: &mut Tx,
    actor: &Actor,
    from: LineState,
    line: &SettlementLine,
) -> Result<(), Error> {
    if !store::set_result(tx, line, from).await? || line.state == LineState::Paid {
        return Ok(());
    }
    store::insert_carry(tx, line).await?;
    let what = if line.state == LineState::Rejected { "银行拒付" } else { "银行退回" };
    let hold = SettlementHold {
        institution_id: line.institution_id,
        id: HoldId::new(),
        merchant_id: line.merchant_id,
        amount_fen: None,
        reason: format!("{what}：{}", line.reason),
        state: HoldState::Active,
        placed_by: actor.who.to_string(),
        placed_at: line.changed_at,
        released_by: None,
        released_at: None,
    };
    store::insert_hold(tx, &hold).await?;
    Ok(())
}

/// Books what the bank has said of a batch, however often it is asked to.
async fn book(
    context: &Context,
    ledger: &Ledger,
    institution: InstitutionId,
    id: SettlementId,
) -> Result<(), Error> {
    let mut tx = context.db.within(institution).read().await?;
    let lines = store::lines(&mut tx, id, None, None, LINES_MAX).await?;
    drop(tx);
    let entries: Vec<Transfer> = lines.iter().flat_map(transfers).collect();
    let owner = institution.to_string();
    let bank = NewAccount::of(institution, AccountKind::Bank, &owner, "结算银行存款");
    let mut accounts = vec![bank];
    for line in lines.iter().filter(|line| line.payout_fen != 0) {
        let owner = line.merchant_id.to_string();
        let (kind, name) = (AccountKind::MerchantPayable, &line.merchant_code);
        accounts.push(NewAccount::of(institution, kind, &owner, name));
    }
    for some in accounts.chunks(BOOKED_MAX) {
        ledger.ensure(some).await?;
    }
    for some in entries.chunks(BOOKED_MAX) {
        let ids: Vec<_> = some.iter().map(|entry| entry.id).collect();
        for (id, outcome) in ids.into_iter().zip(ledger.post(some.to_vec()).await?) {
            if let TransferOutcome::Refused(reason) = outcome {
                tracing::error!(transfer = %id, ?reason, "the ledger refuses a payout's entry");
                return Err(Error::Refused(id));
            }
        }
    }
    Ok(())
}

/// The entries of a line.
pub fn transfers(line: &SettlementLine) -> Vec<Transfer> {
    let institution = line.institution_id;
    let id = |kind, owner: String| id_for(institution, kind, &owner);
    let payable = id(AccountKind::MerchantPayable, line.merchant_id.to_string());
    let bank = id(AccountKind::Bank, institution.to_string());
    let amount = Money::from_fen(line.payout_fen);
    let entry = |debit, credit, leg| {
        let entry = Transfer::single(institution, debit, credit, amount);
        entry.about(line.id.0, leg).code(code::PAYOUT)
    };
    let (paid, returned) = (entry(payable, bank, "paid"), entry(bank, payable, "returned"));
    match line.state {
        LineState::Paid => vec![paid],
        LineState::Returned => vec![paid, returned],
        LineState::None | LineState::Payable | LineState::Sent | LineState::Rejected => Vec::new(),
    }
}
