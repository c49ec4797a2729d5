//! Logs: text for people, JSON for machines, to standard error. What is sensitive is a masked
//! type and cannot be logged by chance.

use crate::config::Log;
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts logging. A second call changes nothing.
pub fn start(config: &Log) {
    let filter = EnvFilter::try_new(&config.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // Colours are for people at a terminal; a file or the journal would keep their codes.
        .with_ansi(std::io::stderr().is_terminal());
    let started = if config.format == "json" {
        builder.json().flatten_event(true).try_init()
    } else {
        builder.try_init()
    };
    if let Err(error) = started {
        eprintln!("shancheng: logs were started before: {error}");
    }
}
