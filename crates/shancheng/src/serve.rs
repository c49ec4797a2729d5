//! `shancheng serve`: a node in production.

use crate::Trouble;
use crate::config::Config;
use crate::database::Database;
use crate::node::{Node, NodeRole};
use clap::Args;
use kernel::Clock;
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};

/// Runs a node until it is told to stop.
#[derive(Debug, Args)]
pub struct Serve {
    /// What the node does.
    #[arg(long, value_delimiter = ',', default_value = "http,switch,worker")]
    roles: Vec<NodeRole>,
}

/// Runs the node; SIGINT and SIGTERM end it cleanly.
pub async fn run(config: &Config, arguments: Serve) -> Result<ExitCode, Trouble> {
    let database = Database::open(config).await?;
    let node = Node::start(config, &database, &arguments.roles, Clock::system()).await?;
    if let Some(address) = node.http {
        tracing::info!(%address, "console and API");
    }
    if let Some(address) = node.health {
        tracing::info!(%address, "health and metrics");
    }
    until_told().await?;
    tracing::info!("stopping");
    node.stop().await;
    database.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Waits for SIGINT or SIGTERM.
pub async fn until_told() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
