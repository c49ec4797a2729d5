//! `shancheng bench`: what the system does a second, side by side with a peer in the same run.

mod ledger;
mod peer;
mod processor;
mod reconcile;
mod road;
mod route;

use crate::Trouble;
use crate::config::Config;
use clap::{Args, Subcommand};
use std::process::ExitCode;
use storage::embedded::{Cluster, ClusterConfig};
use storage::migrate;

/// Measures and prints one line of JSON; progress goes to standard error.
#[derive(Debug, Args)]
pub struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Durable transfers a second through the ledger's public call.
    Ledger {
        /// Seconds of each of the runs.
        #[arg(long, default_value_t = 5)]
        seconds: u64,
    },
    /// A daily file taken in and held against our lines, through reconciliation's public call.
    Reconcile {
        /// Lines of each side.
        #[arg(long, default_value_t = 1_000_000)]
        lines: usize,
    },
    /// Routing decisions a second through the router that the switch asks.
    Route {
        /// Seconds of each of the runs.
        #[arg(long, default_value_t = 5)]
        seconds: u64,
    },
    /// Payments a second over ISO 8583 sockets, from the terminal to the acquirer and back.
    Road {
        /// Seconds of each of the runs.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
        /// Connections of terminals, each with one payment under way.
        #[arg(long, default_value_t = 512)]
        lines: usize,
    },
}

/// Runs on a cluster of its own, which is thrown away afterwards.
pub async fn run(config: &Config, arguments: Bench) -> Result<ExitCode, Trouble> {
    let folder = std::env::temp_dir().join(format!("shancheng-bench-{}", std::process::id()));
    let folder = storage::embedded::reachable_folder(&folder)?;
    std::fs::create_dir_all(&folder)?;
    let mut cluster = ClusterConfig::new(folder.join("postgres"));
    cluster.connections_max = config.database.connections_max + 60;
    let cluster = Cluster::start(cluster).await?;
    let server = cluster.options();
    let measured = match arguments.what {
        What::Ledger { seconds } => {
            ledger::run(&server, &migrate::list(migrations::ALL)?, seconds).await
        }
        What::Reconcile { lines } => {
            reconcile::run(&server, &migrate::list(migrations::ALL)?, &folder, lines).await
        }
        What::Route { seconds } => {
            route::run(&server, &migrate::list(migrations::ALL)?, seconds).await
        }
        What::Road { seconds, lines } => road::run(&cluster, &folder, seconds, lines).await,
    };
    cluster.stop().await;
    std::fs::remove_dir_all(&folder)?;
    println!("{}", measured?);
    Ok(ExitCode::SUCCESS)
}
