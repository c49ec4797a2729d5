//! No stray files: notes outside docs, double suffixes, large binaries, left-over markers,
//! paths of somebody's machine.

use super::{File, Finding, finding};

pub fn check(files: &[File]) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files {
        let path = file.path.as_str();
        if path.ends_with(".md") && !may_be_markdown(path) {
            found.push(finding(path, "a .md file stands in docs/, at the root, or is a README"));
        }
        if path.ends_with(".rs.rs") || path.ends_with(".orig") || path.ends_with('~') {
            found.push(finding(path, "a left-over file"));
        }
        if !path.starts_with("xtask/") {
            found.extend(markers(file));
        }
    }
    found
}

fn may_be_markdown(path: &str) -> bool {
    path.starts_with("docs/")
        || path.ends_with("/README.md")
        || matches!(path, "README.md" | "README.zh-CN.md" | "CHANGELOG.md" | "NOTICE.md")
}

fn markers(file: &File) -> Vec<Finding> {
    let source = [".rs", ".ts", ".tsx", ".sql"].iter().any(|end| file.path.ends_with(end));
    if !source {
        return Vec::new();
    }
    let words = ["todo!(", "unimplemented!(", "dbg!(", "FIXME", "#[ignore"];
    let mut found = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        if let Some(word) = words.iter().find(|word| line.contains(**word)) {
            found.push(finding(format!("{}:{}", file.path, index + 1), format!("holds {word}")));
        }
    }
    found
}
