//! The way to the settlement bank over a shared folder: sent files go out, results come in.
//!
//! Each institution has its own folder, named by its code, beneath the configured one. A file is
//! handed in once for each batch; a file of results that holds a fault stays where it is, for
//! people to look at.

use super::payouts::{SEALED_FOR, take_results};
use super::{Error, store};
use crate::Context;
use crate::imports::{ImportKind, Upload};
use crate::routing::NETWORK;
use ::jobs::queue::{Failure, KindConfig, Schedule, When, Worker};
use connect::bank::Drop;
use gateway::export::Format;
use identity::{Actor, institutions};
use kernel::{InstitutionId, SettlementId};
use ledger::Ledger;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Kind of the job.
pub const EXCHANGE: &str = "clearing.bank";
/// Seconds between two looks at the folder.
const EVERY_S: i64 = 15;
/// Batches of one institution handed in by one run at most.
const BATCHES_MAX: i64 = 100;

/// Teaches a worker to exchange files with the bank, where a folder is configured.
pub fn worker(worker: Worker, context: Context, ledger: Ledger, folder: &Path) -> Worker {
    if folder.as_os_str().is_empty() {
        return worker;
    }
    let folder: PathBuf = folder.to_owned();
    let schedule = Schedule {
        name: EXCHANGE.to_owned(),
        when: When::EverySeconds(EVERY_S),
        institution: NETWORK,
        kind: EXCHANGE.to_owned(),
        payload: json!({}),
    };
    worker
        .on_with(EXCHANGE, KindConfig::default(), move |_| {
            let (context, ledger, folder) = (context.clone(), ledger.clone(), folder.clone());
            async move {
                let files = exchange(&context, &ledger, &folder).await;
                let files = files.map_err(|error| Failure::retry(error.to_string()))?;
                Ok(if files == 0 { Value::Null } else { json!({ "files": files }) })
            }
        })
        .schedule(schedule)
}

/// Hands in what is sent and takes in what the bank says; how many files.
pub async fn exchange(context: &Context, ledger: &Ledger, folder: &Path) -> Result<usize, Error> {
    let mut files = 0;
    for institution in institutions::list(&context.db.network()).await? {
        let place = folder.join(&institution.code);
        files += hand_in(context, institution.id, &place).await?;
        if place.is_dir() {
            files += take_in(context, ledger, institution.id, &place).await?;
        }
    }
    Ok(files)
}

async fn hand_in(
    context: &Context,
    institution: InstitutionId,
    place: &Path,
) -> Result<usize, Error> {
    let db = context.db.within(institution);
    let mut tx = db.read().await?;
    let waiting = store::to_hand_in(&mut tx, institution, BATCHES_MAX).await?;
    drop(tx);
    for (id, sealed) in &waiting {
        let text = context.vault.open(SEALED_FOR, sealed).map_err(Error::Vault)?;
        let text = String::from_utf8_lossy(&text);
        // Handing in again is the same as once, so a crash before the mark does no harm.
        Drop::open(place).and_then(|bank| bank.put(&id.to_string(), &text)).map_err(Error::Bank)?;
        let mut tx = db.begin().await?;
        store::set_handed_in(&mut tx, institution, *id, context.clock.now()).await?;
        tx.commit().await?;
    }
    Ok(waiting.len())
}

async fn take_in(
    context: &Context,
    ledger: &Ledger,
    institution: InstitutionId,
    place: &Path,
) -> Result<usize, Error> {
    let bank = Drop::open(place).map_err(Error::Bank)?;
    let actor = Actor::system(institution, "bank");
    let mut taken = 0;
    // By name: a batch's results come before its returns.
    for (name, text) in bank.results().map_err(Error::Bank)? {
        let batch = name.split_once('.').and_then(|(batch, _)| batch.parse().ok());
        let Some(batch): Option<SettlementId> = batch else {
            tracing::warn!(file = name, "a file of the bank names no batch");
            continue;
        };
        let upload = Upload {
            kind: ImportKind::Merchants,
            file_name: name.clone(),
            format: Format::Csv,
            bytes: text.into_bytes().into(),
            dry_run: false,
        };
        match take_results(context, ledger, &actor, batch, &upload).await {
            Ok(result) if result.errors_total == 0 => {
                bank.done(&name).map_err(Error::Bank)?;
                taken += 1;
            }
            Ok(result) => {
                tracing::warn!(file = name, faults = result.errors_total, "a file of the bank");
            }
            Err(error @ (Error::Database(_) | Error::Ledger(_))) => return Err(error),
            Err(error) => tracing::warn!(file = name, %error, "a file of the bank is not taken"),
        }
    }
    Ok(taken)
}
