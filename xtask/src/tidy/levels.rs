//! A crate may depend only on lower levels; a platform never on another platform.

use super::{File, Finding, finding};

const LEVELS: &[(&str, u8)] = &[
    ("kernel", 0),
    ("iso8583", 0),
    ("emvqr", 0),
    ("paper", 0),
    ("migrations", 0),
    ("storage", 1),
    ("jobs", 2),
    ("connect", 2),
    ("ledger", 3),
    ("evidence", 3),
    ("identity", 3),
    ("gateway", 4),
    ("panorama", 6),
    ("shancheng", 7),
];

pub fn check(files: &[File]) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files {
        let Some(name) = crate_of_manifest(&file.path) else {
            continue;
        };
        let Some(level) = level(name) else {
            found.push(finding(&file.path, "crate has no level in xtask/src/tidy/levels.rs"));
            continue;
        };
        for dependency in dependencies(&file.text) {
            if let Some(below) = self::level(dependency).filter(|below| *below >= level) {
                let rule = format!("{name} (level {level}) may not use {dependency} ({below})");
                found.push(finding(&file.path, rule));
            }
        }
    }
    found
}

fn level(name: &str) -> Option<u8> {
    LEVELS.iter().find(|(known, _)| *known == name).map(|(_, level)| *level)
}

fn crate_of_manifest(path: &str) -> Option<&str> {
    let name = path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
    (!name.contains('/')).then_some(name)
}

/// Names under `[dependencies]`; what tests and examples use may be anything.
fn dependencies(manifest: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    manifest.lines().filter_map(move |line| {
        if line.starts_with('[') {
            inside = line.trim() == "[dependencies]";
            return None;
        }
        let end = line.find(['.', ' ', '=']).unwrap_or(0);
        (inside && end > 0).then(|| &line[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(name: &str, dependency: &str) -> File {
        File {
            path: format!("crates/{name}/Cargo.toml"),
            text: format!("[dependencies]\n{dependency}.workspace = true\n"),
        }
    }

    #[test]
    fn a_crate_uses_lower_levels_only() {
        assert!(check(&[manifest("ledger", "storage")]).is_empty());
        assert_eq!(check(&[manifest("storage", "ledger")]).len(), 1);
        assert_eq!(check(&[manifest("ledger", "evidence")]).len(), 1);
        assert_eq!(check(&[manifest("newcomer", "kernel")]).len(), 1);
    }
}
