//! The job that books a way out.

use super::settle::{self, BOOK};
use crate::Context;
use ::jobs::queue::{self, Failure, Worker};
use kernel::ReconResultId;
use ledger::Ledger;
use serde_json::{Value, json};

/// Teaches a worker the jobs of reconciliation.
pub fn worker(worker: Worker, context: Context, ledger: Ledger) -> Worker {
    worker.on(BOOK, move |job| book(context.clone(), ledger.clone(), job))
}

/// Idempotent: the entry's id stands in the version, and the ledger books an id once.
async fn book(context: Context, ledger: Ledger, job: queue::Context) -> Result<Value, Failure> {
    #[derive(serde::Deserialize)]
    struct Payload {
        id: ReconResultId,
        version: i32,
    }
    let Payload { id, version } = job.read()?;
    let found = settle::book_version(&context, &ledger, id, version).await?;
    Ok(json!({ "id": id, "version": version, "found": found }))
}
