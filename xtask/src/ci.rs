//! All tests in order, cheapest first, each with the time it took.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// A step: its name and the shell line that does it.
struct Step {
    name: &'static str,
    line: &'static str,
}

/// `$T` is the cargo target folder, `$V` the Python folder for wire tests.
const STEPS: &[Step] = &[
    Step { name: "tidy", line: "cargo xtask tidy" },
    Step { name: "format", line: "cargo fmt --all --check" },
    Step {
        name: "lints",
        line: "cargo clippy --workspace --all-targets --locked --quiet -- -D warnings",
    },
    Step {
        name: "licences",
        line: "if cargo deny --version >/dev/null 2>&1; then \
               cargo deny --offline check bans licenses sources; \
               else echo 'cargo-deny is not installed: skipped'; fi",
    },
    Step {
        name: "web",
        line: "cd web && npm ci --no-fund --no-audit && npm run lint && npm test && npm run build",
    },
    Step {
        name: "rust",
        line: "cargo xtask stores --forget; if cargo nextest --version >/dev/null 2>&1; then \
               cargo nextest run --workspace --locked --no-fail-fast; \
               else cargo test --workspace --locked; fi",
    },
    Step { name: "stores", line: "cargo xtask stores" },
    Step {
        name: "openapi",
        line: "cargo build --locked --quiet -p shancheng && $T/debug/shancheng openapi > openapi.json",
    },
    Step {
        name: "client",
        line: "python3 clients/python/generate.py && cd web && npm run generate",
    },
    Step {
        name: "drift",
        line: "git diff --exit-code --stat -- openapi.json web/api clients migrations/schema.sql",
    },
    Step {
        name: "wire",
        line: "cargo build --locked --quiet -p iso8583 --example keys -p emvqr --example codes && \
               tools/wire.sh $T/debug",
    },
    Step { name: "browser", line: "tools/browser.sh $T/debug" },
];

/// Runs all steps, or those named.
pub fn run(root: &Path, names: &[&str]) -> ExitCode {
    if names == ["--list"] {
        STEPS.iter().for_each(|step| println!("{}", step.name));
        return ExitCode::SUCCESS;
    }
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        eprintln!("xtask: no step `{unknown}`; cargo xtask ci --list names them");
        return ExitCode::from(2);
    }
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let target = root.join(target).display().to_string();
    let mut passed = Vec::new();
    for step in STEPS.iter().filter(|step| names.is_empty() || names.contains(&step.name)) {
        println!("\n== {} ==", step.name);
        let started = Instant::now();
        let line = step.line.replace("$T", &target);
        let status = Command::new("bash").args(["-euc", &line]).current_dir(root).status();
        let seconds = started.elapsed().as_secs();
        if !status.is_ok_and(|status| status.success()) {
            println!("\n{}: FAILED after {seconds} s: {line}", step.name);
            return ExitCode::FAILURE;
        }
        passed.push(format!("{} {seconds} s", step.name));
    }
    println!("\nall passed: {}", passed.join(", "));
    ExitCode::SUCCESS
}
