//! What pages say of the tree is true: links between pages lead to pages and headings that are
//! there, paths in backticks exist, and a page that source names exists.

use super::{File, Finding, finding};
use std::path::{Component, Path, PathBuf};

/// A word in backticks that begins so is a path of the tree.
const ROOTS: &[&str] = &["crates/", "web/", "docs/", "tools/", "xtask/", "migrations/"];

pub fn check(files: &[File]) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files {
        if file.path.ends_with(".md") {
            found.extend(links(file, files));
            found.extend(paths(file, files));
        } else if file.path.ends_with(".rs") && !file.path.starts_with("xtask/") {
            found.extend(pages(file, files));
        }
    }
    found
}

/// Links `[name](target)` that stay inside.
fn links(file: &File, files: &[File]) -> Vec<Finding> {
    let mut found = Vec::new();
    for target in file.text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        if target.contains("://") || target.contains(char::is_whitespace) || target.is_empty() {
            continue;
        }
        let (path, heading) = target.split_once('#').unwrap_or((target, ""));
        let place = if path.is_empty() { file.path.clone() } else { beside(&file.path, path) };
        if !exists(&place, files) {
            found.push(finding(&file.path, format!("links to {target}, which is not there")));
        } else if !heading.is_empty() && !has_heading(&place, heading, files) {
            found.push(finding(&file.path, format!("links to {target}: no such heading")));
        }
    }
    found
}

fn beside(page: &str, target: &str) -> String {
    let mut whole = PathBuf::new();
    for part in Path::new(page).parent().unwrap_or(Path::new("")).join(target).components() {
        match part {
            Component::ParentDir => _ = whole.pop(),
            Component::Normal(name) => whole.push(name),
            _ => {}
        }
    }
    whole.to_string_lossy().into_owned()
}

fn exists(path: &str, files: &[File]) -> bool {
    let path = path.trim_end_matches('/');
    let inside =
        |file: &File| file.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
    files.iter().any(|file| file.path == path || inside(file))
}

fn has_heading(page: &str, heading: &str, files: &[File]) -> bool {
    let Some(page) = files.iter().find(|file| file.path == page) else {
        return true;
    };
    let heads = page.text.lines().filter(|line| line.starts_with('#'));
    heads.map(|line| anchor(line.trim_start_matches('#').trim())).any(|known| known == heading)
}

/// The anchor that code hosts make of a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// Paths in backticks; a `*` stands for anything.
fn paths(file: &File, files: &[File]) -> Vec<Finding> {
    let words = file.text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let is_path = |word: &&str| {
        let plain = !word.contains(|c: char| c.is_whitespace() || "<>{}…".contains(c));
        plain && ROOTS.iter().any(|root| word.starts_with(root))
    };
    let mut found = Vec::new();
    for word in words.filter(is_path) {
        let is_there = match word.split_once('*') {
            None => exists(word, files),
            Some((before, after)) => {
                let last = after.rsplit('*').next().unwrap_or_default();
                files.iter().any(|file| file.path.starts_with(before) && file.path.ends_with(last))
            }
        };
        // A folder of build products is named, and is in no checkout.
        if !is_there && !word.contains("node_modules") && !word.contains("/dist") {
            found.push(finding(&file.path, format!("names {word}, which is not there")));
        }
    }
    found
}

/// Pages that source refers to.
fn pages(file: &File, files: &[File]) -> Vec<Finding> {
    let mut found = Vec::new();
    for rest in file.text.split("docs/").skip(1) {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "/-_.".contains(c)));
        let name = &rest[..end.unwrap_or(rest.len())];
        let Some(name) = name.find(".md").map(|end| &name[..end + 3]) else {
            continue;
        };
        if !exists(&format!("docs/{name}"), files) {
            found.push(finding(&file.path, format!("refers to docs/{name}, which is not there")));
        }
    }
    found
}
