//! Logs: text for people, JSON for machines, to standard error, a demo's to a file. What is
//! sensitive is a masked type and cannot be logged by chance.

use crate::config::Log;
use std::fs::File;
use std::io::IsTerminal;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Says of every webhook whose certificate is not good, at the level of an error, what stands in
/// the delivery as well: a partner decides how often. A filter that names it wins.
const NOISY: &str = "rustls_platform_verifier=off";

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
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter(&config.filter))
        .with_writer(writer)
        .with_ansi(colours);
    let started = if config.format == "json" {
        builder.json().flatten_event(true).try_init()
    } else {
        builder.try_init()
    };
    if let Err(error) = started {
        eprintln!("shancheng: logs were started before: {error}");
    }
}

/// The levels asked for, without the noise; `info` where the text is none.
fn filter(text: &str) -> EnvFilter {
    EnvFilter::try_new(format!("{NOISY},{text}"))
        .unwrap_or_else(|_| EnvFilter::new(format!("{NOISY},info")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_partners_can_cause_is_silent_unless_asked_for() {
        for (text, wanted) in [
            ("info", ["info", "rustls_platform_verifier=off"]),
            ("warn,rustls_platform_verifier=debug", ["warn", "rustls_platform_verifier=debug"]),
            ("no level=at all", ["info", "rustls_platform_verifier=off"]),
        ] {
            let filter = filter(text).to_string();
            let mut parts: Vec<&str> = filter.split(',').collect();
            parts.sort_unstable();
            let mut wanted = wanted;
            wanted.sort_unstable();
            assert_eq!(parts, wanted, "{text}");
        }
    }
}
