//! The job that makes settlement batches.

use super::{Error, make};
use crate::Context;
use crate::routing::NETWORK;
use ::jobs::queue::{Failure, KindConfig, Schedule, When, Worker};
use chrono::NaiveTime;
use identity::{Actor, institutions};
use serde_json::{Value, json};

/// Kind of the job.
pub const SETTLE: &str = "clearing.settle";

/// Teaches a worker to make the batches of each working day at 09:30 in China. Sending them to
/// the bank is for people.
pub fn worker(worker: Worker, context: Context) -> Worker {
    let schedule = Schedule {
        name: SETTLE.to_owned(),
        when: When::DailyAt(NaiveTime::from_hms_opt(9, 30, 0).unwrap_or_default()),
        institution: NETWORK,
        kind: SETTLE.to_owned(),
        payload: json!({}),
    };
    worker
        .on_with(SETTLE, KindConfig::default(), move |_| {
            let context = context.clone();
            async move {
                let made = make_due(&context).await;
                let made = made.map_err(|error| Failure::retry(error.to_string()))?;
                Ok(if made == 0 { Value::Null } else { json!({ "batches": made }) })
            }
        })
        .schedule(schedule)
}

/// Makes today's batch of every institution that has something due; how many.
pub(super) async fn make_due(context: &Context) -> Result<usize, Error> {
    let today = (context.clock.now() + super::CHINA).date_naive();
    let mut made = 0;
    for institution in institutions::list(&context.db.network()).await? {
        let actor = Actor::system(institution.id, "settlement");
        match make(context, &actor, institution.id, today).await {
            Ok(_) => made += 1,
            Err(Error::NothingDue(_) | Error::NotWorking(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(made)
}
