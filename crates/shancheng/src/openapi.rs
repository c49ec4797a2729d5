//! `shancheng openapi`: the API's description, without database or settings.

use crate::wire;
use std::io::Write;
use std::process::ExitCode;

/// Prints the description.
pub fn run() -> ExitCode {
    let own = gateway::routes().into_openapi();
    let document = gateway::openapi::document([own, wire::description()]);
    match serde_json::to_string_pretty(&gateway::openapi::json(&document)) {
        Ok(text) => {
            // A reader that has enough, as `head` has, is no fault.
            let _ = writeln!(std::io::stdout(), "{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("shancheng: {error}");
            ExitCode::FAILURE
        }
    }
}
