//! SQL stands only in stores, and every store function is called from somewhere else.

use super::{File, Finding, finding};

/// Crates that are about the database itself.
const FREE: &[&str] = &[
    "crates/storage/",
    "crates/migrations/",
    "crates/shancheng/src/bench/",
    "crates/shancheng/src/doctor.rs",
];

pub fn check(files: &[File]) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is_crate_source()) {
        if file.is_store() {
            found.extend(unused(file, files));
            continue;
        }
        // Tests look behind the stores, or they would prove a store by itself.
        if FREE.iter().any(|free| file.path.starts_with(free)) || file.is_test() {
            continue;
        }
        let body = file.text.split("#[cfg(test)]").next().unwrap_or_default();
        for (index, line) in body.lines().enumerate() {
            if ["sqlx::query", "sqlx::raw_sql", "query_as(", "query_scalar("]
                .iter()
                .any(|call| line.contains(call))
            {
                let place = format!("{}:{}", file.path, index + 1);
                found.push(finding(place, "SQL belongs into store.rs"));
            }
        }
    }
    found
}

fn unused(store: &File, files: &[File]) -> Vec<Finding> {
    let folder = store.path.split("/src/").next().unwrap_or_default();
    let mut found = Vec::new();
    for name in public_functions(&store.text) {
        let call = format!("{name}(");
        let used = files.iter().any(|file| {
            file.path.starts_with(folder)
                && file.path != store.path
                && file.path.ends_with(".rs")
                && file.text.contains(&call)
        });
        if !used && store.text.matches(&call).count() < 2 {
            found.push(finding(&store.path, format!("nobody calls {name}: delete it")));
        }
    }
    found
}

fn public_functions(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let line = line.trim_start();
        if !line.starts_with("pub") {
            return None;
        }
        let rest = line.split_once("fn ")?.1;
        let end = rest.find(['(', '<'])?;
        Some(&rest[..end])
    })
}
