//! Style as tests: what a machine can see in the tree.
//!
//! Each check gets every tracked file and returns findings; a finding names file, line and rule.

mod article;
mod codes;
mod levels;
mod links;
mod modules;
mod problems;
mod schemas;
mod sizes;
mod sql;
mod stray;

use std::fmt;
use std::path::Path;
use std::process::{Command, ExitCode};

/// A tracked text file.
pub struct File {
    /// Path below the root, with `/`.
    pub path: String,
    /// Its text; empty for binary files.
    pub text: String,
}

impl File {
    /// Rust source of a crate, tests and examples left out.
    pub fn is_crate_source(&self) -> bool {
        self.path.starts_with("crates/")
            && self.path.ends_with(".rs")
            && self.path.contains("/src/")
    }

    /// A module of tests or what only tests use.
    pub fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs")
            || self.path.contains("/tests/")
            || self.path.contains("/testing")
    }

    /// Something ended in this, as in `store.rs` or `store/`.
    pub fn is_store(&self) -> bool {
        self.path.ends_with("/store.rs") || self.path.contains("/store/")
    }
}

/// One thing that is not as it should be.
pub struct Finding {
    /// Where, as `path` or `path:line`.
    pub place: String,
    /// What the rule is.
    pub rule: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.rule)
    }
}

/// Makes a finding.
pub fn finding(place: impl Into<String>, rule: impl Into<String>) -> Finding {
    Finding { place: place.into(), rule: rule.into() }
}

/// Runs every check and prints what it finds.
pub fn run(root: &Path) -> ExitCode {
    let files = match tracked(root) {
        Ok(files) => files,
        Err(why) => {
            eprintln!("tidy: {why}");
            return ExitCode::from(2);
        }
    };
    let checks: [(&str, fn(&[File]) -> Vec<Finding>); 10] = [
        ("levels", levels::check),
        ("modules", modules::check),
        ("problems", problems::check),
        ("schemas", schemas::check),
        ("sizes", sizes::check),
        ("sql", sql::check),
        ("article", article::check),
        ("codes", codes::check),
        ("links", links::check),
        ("stray", stray::check),
    ];
    let mut found = 0;
    for (name, check) in checks {
        for finding in check(&files) {
            println!("{name}: {finding}");
            found += 1;
        }
    }
    println!("tidy: {} files, {found} findings", files.len());
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn tracked(root: &Path) -> Result<Vec<File>, String> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("git ls-files: {error}"))?;
    if !output.status.success() {
        return Err("git ls-files failed: is this a git checkout?".to_owned());
    }
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut files = Vec::new();
    for path in names.split('\0').filter(|name| !name.is_empty()) {
        // A file that is deleted but not yet committed is listed and cannot be read.
        if let Ok(bytes) = std::fs::read(root.join(path)) {
            let text = String::from_utf8(bytes).unwrap_or_default();
            files.push(File { path: path.to_owned(), text });
        }
    }
    Ok(files)
}
