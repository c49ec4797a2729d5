//! Chores of the project: `cargo xtask tidy`, `cargo xtask ci`, `cargo xtask client`.
//!
//! Architecture invariant: xtask depends on no crate of the workspace, so it runs when nothing
//! else compiles.

mod ci;
mod stores;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
usage: cargo xtask COMMAND

  tidy     levels of crates, sizes, SQL outside stores, docs/ against the tree, stray files
  stores   after the tests: has every statement of every store run in one of them?
  ci       all tests: tidy, format, lints, Rust tests, web tests, wire tests, browser tests
  ci NAME  one step of it; `ci --list` names them
  client   openapi.json from the binary, and web/api from openapi.json
";

fn main() -> ExitCode {
    let root = root();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["tidy"] => tidy::run(&root),
        ["stores"] => stores::check(&root),
        ["stores", "--forget"] => stores::forget(),
        ["ci", names @ ..] => ci::run(&root, names),
        ["client"] => ci::run(&root, &["openapi", "client"]),
        _ => {
            eprint!("{HELP}");
            ExitCode::from(2)
        }
    }
}

/// The repository's folder: the parent of xtask. Asked of cargo at run time: a target folder that
/// several clones share may hold an xtask that was built in another of them.
fn root() -> PathBuf {
    let own = std::env::var("CARGO_MANIFEST_DIR");
    let own = own.unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    Path::new(&own).parent().map(Path::to_path_buf).unwrap_or_default()
}
