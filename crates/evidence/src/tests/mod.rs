//! What the log promises, on a real database.

mod bundles;
mod crashes;
mod log;
mod testing;

use crate::{Log, append};
use kernel::{Clock, InstitutionId, LeafId};
use serde_json::{Value, json};
use storage::Db;
use storage::testing::{TestDatabase, database};

const ORIGIN: &str = "shancheng.test/evidence";
const SEED: [u8; 32] = [3; 32];
const BANK: InstitutionId = InstitutionId(2);
const PAYMENTS: InstitutionId = InstitutionId(3);

async fn world() -> (TestDatabase, Log) {
    let test = database().await;
    test.institutions().await;
    let log = Log::with_seed(&test.db, Clock::system(), ORIGIN, &SEED).await.unwrap();
    (test, log)
}

fn body(number: usize) -> Value {
    json!({"serial": format!("SN{number:06}"), "version": number})
}

async fn add(db: &Db, institution: InstitutionId, number: usize) -> LeafId {
    let mut tx = db.begin().await.unwrap();
    let subject = format!("trm_{number}");
    let now = Clock::system().now();
    let id =
        append(&mut tx, institution, "terminal.bound", &subject, &body(number), now).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Many leaves in one transaction.
async fn add_many(db: &Db, institution: InstitutionId, count: usize) -> Vec<LeafId> {
    let mut tx = db.begin().await.unwrap();
    let mut ids = Vec::new();
    for number in 0..count {
        let now = Clock::system().now();
        let id = append(&mut tx, institution, "test.many", "x", &body(number), now).await;
        ids.push(id.unwrap());
    }
    tx.commit().await.unwrap();
    ids
}
