//! docs/ARTICLE.md maps the article's nouns to folders: every path it names exists, and every
//! folder of a platform is named.

use super::{File, Finding, finding};
use std::collections::BTreeSet;

const PAGE: &str = "docs/ARTICLE.md";
const PLATFORMS: &[&str] = &["panorama", "lifecircle", "workforce"];

pub fn check(files: &[File]) -> Vec<Finding> {
    let Some(page) = files.iter().find(|file| file.path == PAGE) else {
        return vec![finding(PAGE, "is missing")];
    };
    let named: BTreeSet<&str> = paths(&page.text).collect();
    let mut found = Vec::new();
    for path in &named {
        let is_there = files.iter().any(|file| file.path.starts_with(path));
        if !is_there {
            found.push(finding(PAGE, format!("names {path}, which is not there")));
        }
    }
    for folder in platform_folders(files) {
        if !named.contains(folder.as_str()) {
            found.push(finding(PAGE, format!("does not name {folder}")));
        }
    }
    found
}

/// Paths in backticks that begin with `crates/` or `web/`, without the closing slash.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.starts_with("crates/") || word.starts_with("web/"))
        .map(|word| word.trim_end_matches('/'))
}

fn platform_folders(files: &[File]) -> BTreeSet<String> {
    let mut folders = BTreeSet::new();
    for file in files {
        for platform in PLATFORMS {
            let prefix = format!("crates/{platform}/src/");
            if let Some((noun, _)) =
                file.path.strip_prefix(&prefix).and_then(|rest| rest.split_once('/'))
            {
                folders.insert(format!("{prefix}{noun}"));
            }
        }
    }
    folders
}
