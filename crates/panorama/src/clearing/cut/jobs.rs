//! The job that cuts days.

use crate::Context;
use crate::routing::NETWORK;
use ::jobs::queue::{Failure, KindConfig, Schedule, When, Worker};
use ledger::Ledger;
use serde_json::{Value, json};

/// Kind of the job.
pub const CUT: &str = "clearing.cut";
/// Seconds between two looks for days that have ended: a node that was down at the cut-off cuts
/// as soon as it is back.
const EVERY_S: i64 = 300;

/// Teaches a worker to cut.
pub fn worker(worker: Worker, context: Context, ledger: Ledger) -> Worker {
    let schedule = Schedule {
        name: CUT.to_owned(),
        when: When::EverySeconds(EVERY_S),
        institution: NETWORK,
        kind: CUT.to_owned(),
        payload: json!({}),
    };
    worker
        .on_with(CUT, KindConfig::default(), move |_| {
            let (context, ledger) = (context.clone(), ledger.clone());
            async move {
                let days = super::cut_due(&context, &ledger).await;
                let days = days.map_err(|error| Failure::retry(error.to_string()))?;
                // Null, which leaves no trace of the run, when there was nothing to cut.
                Ok(if days == 0 { Value::Null } else { json!({ "days": days }) })
            }
        })
        .schedule(schedule)
}
