//! `shancheng verify`: proves the books, the payments, settlement, the evidence log and the audit
//! trail on a live database, or one proof off line.

use crate::config::Config;
use crate::database::Database;
use crate::{Trouble, chain};
use clap::{Args, Subcommand};
use panorama::{clearing, switch};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Proves the books and the logs. Without a word: all of them.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Recomputes every account from the transfers.
    Ledger,
    /// Holds every settled payment against its ending, its reversal and its entries.
    Payments,
    /// Holds cut days, settlement batches and their entries against each other.
    Settlement,
    /// Checks a proof file off line, or without one the whole log in the database.
    Evidence {
        /// Proof bundle as downloaded.
        file: Option<PathBuf>,
        /// Verifier key to trust; without it the one in the file, which proves consistency only.
        #[arg(long)]
        key: Option<String>,
    },
    /// Follows the audit trail's chain of hashes.
    Audit,
}

/// Runs the proofs; the status is 1 when one of them fails.
pub async fn run(config: &Config, arguments: Verify) -> Result<ExitCode, Trouble> {
    if let Some(What::Evidence { file: Some(file), key }) = &arguments.what {
        return bundle(file, key.as_deref());
    }
    let database = Database::look(config).await?;
    let db = &database.db;
    let mut holds = true;
    if matches!(arguments.what, None | Some(What::Ledger)) {
        holds &= say("ledger", ledger::verify(db).await, |report| report.good());
    }
    if matches!(arguments.what, None | Some(What::Payments)) {
        holds &= say("payments", switch::verify(db).await, |report| report.good());
    }
    if matches!(arguments.what, None | Some(What::Settlement)) {
        holds &= say("settlement", clearing::verify(db).await, |report| report.good());
    }
    if matches!(arguments.what, None | Some(What::Evidence { .. })) {
        holds &= say("evidence", evidence::verify(db).await, |report| report.good());
    }
    if matches!(arguments.what, None | Some(What::Audit)) {
        for institution in identity::institutions::list(db).await? {
            let walked = identity::audit::verify(db, institution.id).await;
            holds &= say("audit", walked, |report| report.broken.is_none());
        }
    }
    database.close().await;
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn say<T: serde::Serialize, E: std::error::Error + 'static>(
    what: &str,
    outcome: Result<T, E>,
    holds: impl Fn(&T) -> bool,
) -> bool {
    let report = match outcome {
        Ok(report) => report,
        Err(error) => {
            tell(&format!("{what}: could not be checked: {}", chain(&error)));
            return false;
        }
    };
    let holds = holds(&report);
    let verdict = if holds { "holds" } else { "DOES NOT HOLD" };
    tell(&format!("{what}: {verdict} {}", serde_json::to_string(&report).unwrap_or_default()));
    holds
}

/// A line of the report. A reader that has seen enough is no failure: the status says the rest.
fn tell(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn bundle(file: &PathBuf, key: Option<&str>) -> Result<ExitCode, Trouble> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    match evidence::verify_bundle(&bytes, key) {
        Ok(verified) => {
            println!("{}", serde_json::to_string_pretty(&verified)?);
            if key.is_none() {
                eprintln!(
                    "note: the log's key was taken from the file; give --key to trust no file"
                );
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(why) => {
            eprintln!("{}: NOT PROVEN: {why}", file.display());
            Ok(ExitCode::FAILURE)
        }
    }
}
