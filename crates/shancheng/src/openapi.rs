//! `shancheng openapi`: the API's description, without database or settings.

use crate::wire;
use std::process::ExitCode;

/// Prints the description.
pub fn run() -> ExitCode {
    let own = gateway::routes().into_openapi();
    let document = gateway::openapi::document([own, wire::description()]);
    match serde_json::to_string_pretty(&gateway::openapi::json(&document)) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("shancheng: {error}");
            ExitCode::FAILURE
        }
    }
}
