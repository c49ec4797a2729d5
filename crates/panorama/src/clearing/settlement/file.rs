//! The payout file and the bank's results, as text. No I/O. `docs/INTEGRATION.md` documents both
//! for banks.

use super::model::{LineState, SettlementBatch};
use crate::imports::{Column, Row, RowError};
use kernel::{Money, Rule, RuleWord, SettlementLineId};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Version of the format, in the head.
pub const VERSION: &str = "1";
/// The columns of a file of results.
pub const RESULT_COLUMNS: &[Column] = &[
    Column::required("line_id", "sln_01jdm3g5k2e8tb4a0w7z9c6v1x"),
    Column::required("result", "paid"),
    Column::required("bank_reference", "20261126000001"),
    Column::optional("reason", "账号户名不符"),
];

/// One payout of a file. Has no `Debug`: it holds an account number.
pub struct Payout {
    /// The line.
    pub line: SettlementLineId,
    /// Number of the merchant.
    pub merchant_code: String,
    /// Account number.
    pub account: String,
    /// Whose account.
    pub name: String,
    /// Its bank.
    pub bank: String,
    /// Fen.
    pub amount_fen: i64,
}

/// Writes the file: a head `H`, a record `P` for each payout, a trailer `T` with their number,
/// their sum and the SHA-256 of every byte before the trailer. UTF-8, lines end with LF. The
/// second is the SHA-256 of the whole file, which the batch keeps.
pub fn write(
    institution_code: &str,
    batch: &SettlementBatch,
    payouts: &[Payout],
) -> (String, String) {
    let date = batch.settle_date.format("%Y%m%d");
    let total: i64 = payouts.iter().map(|payout| payout.amount_fen).sum();
    let mut text = format!("H,{VERSION},{institution_code},{},{date},CNY\n", batch.id);
    for (index, payout) in payouts.iter().enumerate() {
        let Payout { line, merchant_code, account, name, bank, amount_fen } = payout;
        let (name, bank) = (quoted(name), quoted(bank));
        let amount = Money::from_fen(*amount_fen);
        let number = index + 1;
        text.push_str(&format!(
            "P,{number},{line},{merchant_code},{account},{name},{bank},{amount}\n"
        ));
    }
    let sum = hex::encode(Sha256::digest(text.as_bytes()));
    text.push_str(&format!("T,{},{},{sum}\n", payouts.len(), Money::from_fen(total)));
    let whole = hex::encode(Sha256::digest(text.as_bytes()));
    (text, whole)
}

/// A field of CSV, without control characters.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !letter.is_control()).collect();
    format!("\"{}\"", plain.replace('"', "\"\""))
}

/// What the bank says of one payout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankResult {
    /// The line.
    pub line: SettlementLineId,
    /// Paid, rejected or returned.
    pub state: LineState,
    /// The bank's number for it.
    pub bank_reference: String,
    /// Why it was not paid.
    pub reason: String,
}

/// A row of a file of results, checked; its faults are noted.
pub fn result(
    row: &Row,
    seen: &mut HashMap<SettlementLineId, u32>,
    faults: &mut Vec<RowError>,
) -> Option<BankResult> {
    let before = faults.len();
    let line = row.parse::<SettlementLineId>("line_id", faults);
    let state = row.parse::<LineState>("result", faults);
    let is_result =
        |state| matches!(state, LineState::Paid | LineState::Rejected | LineState::Returned);
    if state.is_some_and(|state| !is_result(state)) {
        let rule = Rule::new(RuleWord::WordUnknown, "is `paid`, `rejected` or `returned`");
        faults.push(row.fault("result", rule.with("allowed", "paid, rejected, returned")));
    }
    for column in ["line_id", "result", "bank_reference"] {
        if row.get(column).is_none() {
            faults.push(row.fault(column, Rule::new(RuleWord::Required, "is needed")));
        }
    }
    let (bank_reference, reason) = (row.text("bank_reference"), row.text("reason"));
    for (column, text) in [("bank_reference", &bank_reference), ("reason", &reason)] {
        if 200 < text.chars().count() {
            let rule = Rule::new(RuleWord::TextLength, "has at most 200 characters");
            faults.push(row.fault(column, rule.from_to(0, 200)));
        }
    }
    if let Some(line) = line
        && let Some(first) = seen.insert(line, row.number)
    {
        faults.push(row.fault("line_id", crate::imports::repeated(first)));
    }
    let good = faults.len() == before;
    let (line, state) = (line?, state?);
    good.then_some(BankResult { line, state, bank_reference, reason })
}

#[cfg(test)]
mod tests {
    use super::super::model::BatchState;
    use super::*;
    use chrono::DateTime;
    use kernel::{InstitutionId, SettlementId};
    use uuid::Uuid;

    #[test]
    fn a_file_proves_itself() {
        let id = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0712);
        let batch = SettlementBatch {
            institution_id: InstitutionId(2),
            id: SettlementId(id),
            settle_date: "2026-11-26".parse().unwrap(),
            state: BatchState::Made,
            lines: 1,
            payouts: 1,
            gross_fen: 0,
            fee_fen: 0,
            payout_fen: 0,
            carried_fen: 0,
            file_sha256: None,
            made_at: DateTime::UNIX_EPOCH,
            sent_at: None,
            done_at: None,
        };
        let payout = Payout {
            line: SettlementLineId(id),
            merchant_code: "002653058120001".to_owned(),
            account: "6222021234500000001".to_owned(),
            name: "=山城\"小面\"\n".to_owned(),
            bank: "山城银行".to_owned(),
            amount_fen: 99_400,
        };
        let (text, whole) = write("48026530", &batch, &[payout]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[0].starts_with("H,1,48026530,stl_"), "{}", lines[0]);
        assert!(lines[0].ends_with(",20261126,CNY"));
        assert!(
            lines[1].ends_with(",6222021234500000001,\"=山城\"\"小面\"\"\",\"山城银行\",994.00")
        );
        let before = &text[..text.rfind("T,").unwrap()];
        let sum = hex::encode(Sha256::digest(before.as_bytes()));
        assert_eq!(lines[2], format!("T,1,994.00,{sum}"));
        assert_eq!(whole, hex::encode(Sha256::digest(text.as_bytes())));
    }
}
