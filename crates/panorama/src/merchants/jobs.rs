//! The job that works a large file of merchants through.

use super::bulk;
use crate::Context;
use crate::imports;
use ::jobs::queue::{self, Failure, Worker};
use identity::Actor;
use kernel::ImportId;
use serde_json::{Value, json};

/// Kind of the job.
pub const IMPORT: &str = "merchants.import";

/// Teaches a worker the jobs of merchants.
pub fn worker(worker: Worker, context: Context) -> Worker {
    worker.on(IMPORT, move |job| import(context.clone(), job))
}

/// Idempotent: an import that has ended is left alone, and its rows go in with one commit.
async fn import(context: Context, job: queue::Context) -> Result<Value, Failure> {
    #[derive(serde::Deserialize)]
    struct Payload {
        import_id: ImportId,
    }
    let Payload { import_id } = job.read()?;
    let home = job.institution;
    let Some((mut import, upload)) = imports::begin(&context, home, import_id).await? else {
        return Ok(json!({ "already": "ended" }));
    };
    let total = i64::from(import.rows_total);
    job.progress(0, Some(total)).await?;
    let actor = Actor::system(home, "import");
    let sheet = imports::read(&upload, bulk::COLUMNS).await?;
    let file = (&sheet, upload.dry_run);
    let outcome = bulk::work(&context, &actor, home, file, Some(&mut import)).await?;
    if import.ended_at.is_none() {
        imports::end(&context, &mut import, outcome).await?;
    }
    job.progress(total, Some(total)).await?;
    Ok(json!({ "import_id": import_id, "state": import.state, "faults": import.errors_total }))
}
