//! docs/ERRORS.md lists every stable code of a problem, and no code that is gone.
//!
//! Codes are the words in `fn code(&self) -> &'static str` of the error enums, and the first text
//! given to `Problem::new` or to one of the gateway's short forms of it.

use super::{File, Finding, finding};
use std::collections::BTreeMap;

const PAGE: &str = "docs/ERRORS.md";
const METHOD: &str = "fn code(&self) -> &'static str {";
/// Calls whose first text is a code.
const CALLS: &[&str] = &["Problem::new(", "bad(", "conflict(", "refused(", "invalid(", "no_nul("];

pub fn check(files: &[File]) -> Vec<Finding> {
    let Some(page) = files.iter().find(|file| file.path == PAGE) else {
        return vec![finding(PAGE, "is missing")];
    };
    let listed: Vec<&str> = page.text.lines().filter_map(listed).collect();
    let mut known = BTreeMap::new();
    for file in files.iter().filter(|file| file.is_crate_source() && !file.is_test()) {
        let code = file.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for word in methods(code).chain(calls(file, code)) {
            known.entry(word).or_insert(file.path.as_str());
        }
    }
    let mut found = Vec::new();
    for (word, path) in &known {
        if !listed.contains(word) {
            found.push(finding(*path, format!("the code `{word}` is not in {PAGE}")));
        }
    }
    for word in &listed {
        if !known.contains_key(word) {
            found.push(finding(PAGE, format!("lists `{word}`, which no error has")));
        }
    }
    found
}

/// The code of a row: its first cell, in backticks.
fn listed(line: &str) -> Option<&str> {
    line.strip_prefix("| `")?.split('`').next().filter(|word| is_code(word))
}

fn is_code(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Texts in the bodies of the methods that tell codes.
fn methods(code: &str) -> impl Iterator<Item = &str> {
    code.split(METHOD).skip(1).flat_map(|rest| {
        let body = rest.split("\n    }\n").next().unwrap_or_default();
        body.split('"').skip(1).step_by(2).filter(|word| is_code(word))
    })
}

/// Codes given to the calls. The short forms are the gateway's own.
fn calls<'a>(file: &File, code: &'a str) -> impl Iterator<Item = &'a str> {
    let count = if file.path.starts_with("crates/gateway/") { CALLS.len() } else { 1 };
    CALLS[..count].iter().flat_map(move |call| {
        code.split(call).skip(1).filter_map(|rest| {
            // A status may stand before the code; nothing else may.
            let before = rest.split('"').next()?;
            let plain = before.chars().all(|c| c.is_alphanumeric() || " \n_:,".contains(c));
            let word = rest.split('"').nth(1)?;
            (plain && before.matches(',').count() < 2 && is_code(word)).then_some(word)
        })
    })
}
