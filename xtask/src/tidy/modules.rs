//! Inside a module: nobody outside the folder sees `store` or `http`, and money is no float.

use super::{File, Finding, finding};

/// Crates whose every line is a money path.
const MONEY: &[&str] = &["emvqr", "kernel", "ledger", "panorama"];

pub fn check(files: &[File]) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is_crate_source()) {
        for (index, line) in file.text.lines().enumerate() {
            let line = line.trim();
            let place = || format!("{}:{}", file.path, index + 1);
            if line.starts_with("pub mod store") || line.starts_with("pub mod http") {
                found.push(finding(place(), "store and http are private to their folder"));
            }
        }
        if file.path.ends_with("/mod.rs") && !file.text.starts_with("//!") {
            found.push(finding(&file.path, "a mod.rs begins with a //! head"));
        }
    }
    for name in MONEY {
        let path = format!("crates/{name}/src/lib.rs");
        let denied = files
            .iter()
            .any(|file| file.path == path && file.text.contains("clippy::float_arithmetic"));
        if !denied {
            found.push(finding(path, "must say #![deny(clippy::float_arithmetic)]"));
        }
    }
    found
}
