//! The check of clearing: lines are days, days are batches, batches are the ledger.
//!
//! A day that is cut shows the sums of its lines, and its fees are in the ledger entry by entry;
//! a batch shows the sums of its lines, which are those of the days it took up; what batches
//! carried on is what later ones took up or what still waits; a payout that the bank has paid is
//! in the ledger, and so is its way back. Everything is read as of one moment.

mod store;

use super::cut::books;
use super::settlement::payouts;
use chrono::NaiveDate;
use kernel::fault::database_kind;
use kernel::{Fault, InstitutionId, Kind, TransferId};
use ledger::Transfer;
use ledger::reads::{self, TransferView};
use serde::Serialize;
use std::collections::HashMap;
use storage::{Db, Tx};

/// Rows held against the ledger in one go.
const BATCH_ROWS: i64 = 1_000;
/// Findings that a report lists; more are only counted.
const FINDINGS_MAX: usize = 1_000;

/// The outcome of a check.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ClearingReport {
    /// Institutions looked at.
    pub institutions: usize,
    /// Entries of fees and payouts held against the ledger.
    pub entries: usize,
    /// All findings, listed or not.
    pub findings_count: usize,
    /// The first 1,000 of them.
    pub findings: Vec<ClearingFinding>,
}

/// What does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClearingFinding {
    /// Whose.
    pub institution: InstitutionId,
    /// What is wrong.
    pub what: String,
}

/// Why the check did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The database.
    #[error("clearing cannot be read")]
    Database(#[from] sqlx::Error),
    /// The ledger.
    #[error("entries cannot be read")]
    Ledger(#[from] ledger::Error),
}

impl Fault for VerifyError {
    fn kind(&self) -> Kind {
        match self {
            VerifyError::Database(error) => database_kind(error),
            VerifyError::Ledger(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            VerifyError::Database(_) => "database",
            VerifyError::Ledger(error) => error.code(),
        }
    }
}

impl ClearingReport {
    /// Everything holds.
    pub fn good(&self) -> bool {
        self.findings_count == 0
    }

    fn add(&mut self, institution: InstitutionId, what: String) {
        self.findings_count += 1;
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(ClearingFinding { institution, what });
        }
    }
}

/// Checks every day that is cut and every batch.
pub async fn verify(db: &Db) -> Result<ClearingReport, VerifyError> {
    let mut report = ClearingReport::default();
    let mut tx = db.network().read_still().await?;
    for institution in store::institutions(&mut tx).await? {
        report.institutions += 1;
        for day in store::wrong_days(&mut tx, institution).await? {
            report.add(institution, format!("day {day} is not the sum of its lines"));
        }
        for batch in store::wrong_batches(&mut tx, institution).await? {
            report.add(institution, format!("batch {batch} is not the sum of its lines or days"));
        }
        let strays = store::stray_carries(&mut tx, institution).await?;
        if strays != 0 {
            let what = format!("{strays} fen carried on are not those that were taken up");
            report.add(institution, what);
        }
        fees(&mut tx, institution, &mut report).await?;
        paid(&mut tx, institution, &mut report).await?;
    }
    Ok(report)
}

async fn fees(
    tx: &mut Tx,
    institution: InstitutionId,
    report: &mut ClearingReport,
) -> Result<(), VerifyError> {
    let mut after: Option<(NaiveDate, _, _)> = None;
    loop {
        let rows = store::booked_sums(tx, institution, after, BATCH_ROWS).await?;
        let Some((day, last)) = rows.last() else {
            return Ok(());
        };
        after = Some((*day, last.merchant_id, last.acquirer_id));
        let entries = rows.iter().flat_map(|(day, sum)| books::transfers(*day, sum)).collect();
        held(tx, institution, entries, report).await?;
    }
}

async fn paid(
    tx: &mut Tx,
    institution: InstitutionId,
    report: &mut ClearingReport,
) -> Result<(), VerifyError> {
    let mut after = None;
    loop {
        let rows = store::paid_lines(tx, institution, after, BATCH_ROWS).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = Some(last.id);
        let entries = rows.iter().flat_map(payouts::transfers).collect();
        held(tx, institution, entries, report).await?;
    }
}

/// Holds entries that must be there against the ledger.
async fn held(
    tx: &mut Tx,
    institution: InstitutionId,
    wanted: Vec<Transfer>,
    report: &mut ClearingReport,
) -> Result<(), VerifyError> {
    let ids: Vec<TransferId> = wanted.iter().map(|entry| entry.id).collect();
    let there = reads::by_ids(tx, institution, &ids).await?;
    let there: HashMap<TransferId, TransferView> =
        there.into_iter().map(|entry| (entry.transfer_id, entry)).collect();
    report.entries += wanted.len();
    for entry in wanted {
        let asked = (entry.debit, entry.credit, entry.amount);
        match there.get(&entry.id) {
            None => report.add(institution, format!("entry {} is not in the books", entry.id)),
            Some(found) if (found.debit, found.credit, found.amount_fen) != asked => {
                report.add(institution, format!("entry {} in the books is another", entry.id));
            }
            Some(_) => {}
        }
    }
    Ok(())
}
