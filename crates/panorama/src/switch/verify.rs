//! The check of payments: what the switch promises of each, held against what is written.
//!
//! A payment that its node has settled (`switch_mark`) has an ending; an unknown one has a
//! reversal; an approved one has its entry in the ledger, and its undoing once it is reversed;
//! no other has an entry. Everything is read as of one moment, so payments may go on meanwhile.

use super::books::{Booked, transfer};
use super::model::{Booking, Outcome, transfer_id};
use super::store::{self, Settled};
use super::subject::Route;
use chrono::{DateTime, Utc};
use kernel::fault::database_kind;
use kernel::{Fault, InstitutionId, Kind, PaymentId, TransferId};
use ledger::code;
use ledger::reads::{self, TransferView};
use serde::Serialize;
use std::collections::HashMap;
use storage::{Db, Tx};
use uuid::Uuid;

/// Payments held against the books in one go.
const BATCH_ROWS: i64 = 1000;
/// Findings that a report lists; more are only counted.
const FINDINGS_MAX: usize = 1000;
/// Codes of the entries that the switch makes.
const CODES: [u16; 4] = [code::SALE, code::VOID, code::REFUND, code::REVERSAL];

/// The outcome of a check.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PaymentsReport {
    /// Institutions looked at.
    pub institutions: usize,
    /// Settled payments checked.
    pub payments: usize,
    /// Entries in the ledger that belong to them.
    pub entries: usize,
    /// All findings, listed or not.
    pub findings_count: usize,
    /// The first 1,000 of them.
    pub findings: Vec<PaymentFinding>,
}

/// What does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaymentFinding {
    /// Whose payment.
    pub institution: InstitutionId,
    /// The payment; none where something belongs to no payment.
    pub payment: Option<PaymentId>,
    /// What is wrong with it.
    pub what: String,
}

/// Why the check did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The database.
    #[error("payments cannot be read")]
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

impl PaymentsReport {
    /// Everything holds.
    pub fn good(&self) -> bool {
        self.findings_count == 0
    }

    fn add(
        &mut self,
        institution: InstitutionId,
        payment: Option<PaymentId>,
        what: impl Into<String>,
    ) {
        self.findings_count += 1;
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(PaymentFinding { institution, payment, what: what.into() });
        }
    }
}

/// Checks all settled payments.
pub async fn verify(db: &Db) -> Result<PaymentsReport, VerifyError> {
    let mut report = PaymentsReport::default();
    let mut tx = db.network().read_still().await?;
    let Some(before) = store::settled_before(&mut tx).await? else {
        return Ok(report);
    };
    for institution in store::institutions(&mut tx).await? {
        report.institutions += 1;
        check(&mut tx, institution, before, &mut report).await?;
    }
    Ok(report)
}

async fn check(
    tx: &mut Tx,
    institution: InstitutionId,
    before: DateTime<Utc>,
    report: &mut PaymentsReport,
) -> Result<(), VerifyError> {
    let limit = store::first_id(before);
    let (mut after, mut booked) = (PaymentId(Uuid::nil()), 0);
    loop {
        let rows = store::settled(tx, institution, after, BATCH_ROWS).await?;
        let Some(last) = rows.last() else {
            break;
        };
        after = last.id;
        let ids: Vec<TransferId> = rows
            .iter()
            .flat_map(|row| [Booking::Payment, Booking::Reversal].map(|of| transfer_id(row.id, of)))
            .collect();
        let entries = reads::by_ids(tx, institution, &ids).await?;
        report.payments += rows.len();
        report.entries += entries.len();
        booked += entries.iter().filter(|entry| entry.reference < limit.0).count() as i64;
        let entries = entries.into_iter().map(|entry| (entry.transfer_id, entry)).collect();
        for row in &rows {
            for what in wrong(institution, row, &entries, before) {
                report.add(institution, Some(row.id), what);
            }
        }
    }
    let there = reads::count_about(tx, institution, &CODES, limit.0).await?;
    if there != booked {
        let what = format!("{} entries of the ledger belong to no payment", there - booked);
        report.add(institution, None, what);
    }
    let (endings, reversals) = store::strays(tx, institution).await?;
    if (endings, reversals) != (0, 0) {
        let what = format!("{endings} endings and {reversals} reversals belong to no payment");
        report.add(institution, None, what);
    }
    Ok(())
}

/// What is wrong with a payment.
fn wrong(
    institution: InstitutionId,
    row: &Settled,
    entries: &HashMap<TransferId, TransferView>,
    before: DateTime<Utc>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let went_out = row.link != Route::NO_LINK && row.kind.has_amount();
    match (row.outcome, row.reversal) {
        (None, _) => wrong.push("has no ending".to_owned()),
        (Some(Outcome::Unknown), None) if went_out => {
            wrong.push("is unknown and not reversed".to_owned());
        }
        (Some(outcome @ (Outcome::Declined | Outcome::Failed)), Some(_)) => {
            wrong.push(format!("is {outcome} and reversed"));
        }
        _ => {}
    }
    let booked =
        row.outcome == Some(Outcome::Approved) && row.kind.moves_money() && 0 < row.amount_fen;
    // One that was asked for just now may not be in the books yet.
    let undone = booked && row.reversed_at.is_some_and(|at| at < before);
    let may_be_undone = booked && row.reversal.is_some();
    for (booking, must, may, name) in [
        (Booking::Payment, booked, booked, "entry"),
        (Booking::Reversal, undone, may_be_undone, "undoing"),
    ] {
        let wanted = transfer(&Booked {
            institution,
            payment: row.id,
            kind: row.kind,
            acquirer: row.acquirer,
            merchant: row.merchant,
            amount_fen: row.amount_fen,
            booking,
        });
        match entries.get(&wanted.id) {
            None if must => wrong.push(format!("its {name} is not in the books")),
            Some(_) if !may => wrong.push(format!("its {name} is in the books without cause")),
            Some(there) => {
                let found = (there.debit, there.credit, there.amount_fen, there.code);
                let asked = (wanted.debit, wanted.credit, wanted.amount, i32::from(wanted.code));
                if found != asked {
                    wrong.push(format!("its {name} in the books is another"));
                }
            }
            None => {}
        }
    }
    wrong
}
