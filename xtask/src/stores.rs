//! Every statement of every store has run in some test.
//!
//! The test cluster logs each statement (without parameters). After the tests, each SQL literal
//! of each `store.rs` must be found there; one that is not has no test that would notice when
//! it breaks, since no build ever sees a database.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const VERBS: &[&str] = &["select ", "insert ", "update ", "delete ", "with "];

/// Empties the log, before the tests.
pub fn forget() -> ExitCode {
    for log in logs() {
        if let Err(error) = fs::OpenOptions::new().write(true).truncate(true).open(&log) {
            eprintln!("stores: {}: {error}", log.display());
        }
    }
    ExitCode::SUCCESS
}

/// Compares the stores with the log, after the tests.
pub fn check(root: &Path) -> ExitCode {
    let logs = logs();
    if logs.is_empty() {
        eprintln!("stores: no log of a test cluster; run the tests first");
        return ExitCode::FAILURE;
    }
    let ran = executed(&logs);
    let (mut seen, mut missing) = (0, 0);
    for path in stores(&root.join("crates")) {
        let text = fs::read_to_string(&path).unwrap_or_default();
        for literal in literals(&text) {
            let sql = fold(&literal);
            if !VERBS.iter().any(|verb| sql.starts_with(verb)) {
                continue;
            }
            seen += 1;
            // What a store composes is looked for by its fixed parts.
            let parts: Vec<&str> = sql.split(['{', '}']).step_by(2).map(str::trim).collect();
            if !ran.iter().any(|line| parts.iter().all(|part| line.contains(part))) {
                let place = path.strip_prefix(root).unwrap_or(&path).display();
                println!(
                    "stores: {place}: no test runs `{}`",
                    sql.chars().take(90).collect::<String>()
                );
                missing += 1;
            }
        }
    }
    println!("stores: {seen} statements, {missing} without a test");
    if missing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Logs of the test clusters of this user.
fn logs() -> Vec<PathBuf> {
    let entries = fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("shancheng-test-"))
        .map(|entry| entry.path().join("log"))
        .filter(|log| log.exists())
        .collect()
}

/// Statements in the logs, white space folded, each once.
fn executed(logs: &[PathBuf]) -> BTreeSet<String> {
    let mut statements = BTreeSet::new();
    for log in logs {
        let bytes = fs::read(log).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let mut current = String::new();
        for line in text.lines() {
            // A statement's further lines begin with a tab.
            if let Some(more) = line.strip_prefix('\t') {
                current.push(' ');
                current.push_str(more);
                continue;
            }
            statements.insert(fold(&current));
            current = match line.split_once("LOG:  ") {
                Some((_, said)) => said.split_once(": ").map_or("", |(_, sql)| sql).to_owned(),
                None => String::new(),
            };
        }
        statements.insert(fold(&current));
    }
    statements
}

fn stores(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(stores(&path));
            continue;
        }
        let name = path.to_string_lossy();
        let is_store = name.ends_with("/store.rs") || name.contains("/store/");
        if is_store && name.ends_with(".rs") && name.contains("/src/") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The string literals of Rust source, with `\` line continuations resolved.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line_or_more in source.split("//") {
        // Comments hold no literals that matter: each part after `//` starts at its next line.
        let body = match source.starts_with(line_or_more) {
            true => line_or_more,
            false => line_or_more.split_once('\n').map_or("", |(_, rest)| rest),
        };
        let mut letters = body.chars().peekable();
        while let Some(letter) = letters.next() {
            if letter != '"' {
                continue;
            }
            let mut literal = String::new();
            while let Some(letter) = letters.next() {
                match letter {
                    '"' => break,
                    '\\' => match letters.next() {
                        Some('\n') => {
                            while letters.next_if(|next| next.is_whitespace()).is_some() {}
                        }
                        Some('n' | 't') => literal.push(' '),
                        Some(other) => literal.push(other),
                        None => break,
                    },
                    other => literal.push(other),
                }
            }
            found.push(literal);
        }
    }
    found
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_read_over_lines() {
        let source =
            "a(\"select 1 \\\n    from x\"); // \"select no\"\nb(r#\"update y\n set z\"#);";
        assert_eq!(literals(source), ["select 1 from x", "update y\n set z"]);
    }
}
