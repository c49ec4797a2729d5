//! Logs: text for people, JSON for machines, to standard error, a demo's to a file. What is
//! sensitive is a masked type and cannot be logged by chance.

use crate::config::Log;
use std::fs::File;
use std::io::IsTerminal;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Starts logging. A second call changes nothing.
pub fn start(config: &Log) {
    // Colours are for people at a terminal; a file or the journal would keep their codes.
    begin(config, std::io::stderr, std::io::stderr().is_terminal());
}

/// Starts logging to a file.
pub fn start_in(config: &Log, file: File) {
    begin(config, Arc::new(file), false);
}

fn begin<W>(config: &Log, writer: W, colours: bool)
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(&config.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(colours);
    let started = if config.format == "json" {
        builder.json().flatten_event(true).try_init()
    } else {
        builder.try_init()
    };
    if let Err(error) = started {
        eprintln!("shancheng: logs were started before: {error}");
    }
}
