//! Every code of a problem has its text in the console's dictionary, in Chinese and English:
//! without one people read the server's own English.

use super::{File, Finding, finding};
use std::collections::HashSet;

/// Where the console says what codes mean.
const DICTIONARY: &str = "web/console/src/shared/i18n/words/problems.ts";
/// Codes of proofs that are checked off line, by the program and not over the API.
const OFF_LINE: &[&str] = &["crates/evidence/src/bundle.rs"];
/// How codes begin that only ever stand in the log: the caller is told `internal`.
const LOGGED: &[&str] = &[
    "approval_payload",
    "approval_without_action",
    "evidence_content_invalid",
    "log_",
    "vault",
    "webhook_key_unreadable",
];
/// Head of the function that gives an error's code.
const CODE: &str = "fn code(&self) -> &'static str {";

pub fn check(files: &[File]) -> Vec<Finding> {
    let Some(dictionary) = files.iter().find(|file| file.path == DICTIONARY) else {
        return Vec::new();
    };
    let known: HashSet<&str> = dictionary
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once(": ["))
        .map(|(code, _)| code)
        .collect();
    let sources = files
        .iter()
        .filter(|file| file.is_crate_source() && !file.is_test())
        .filter(|file| !OFF_LINE.contains(&file.path.as_str()));
    let mut found = Vec::new();
    for file in sources {
        let body = file.text.split("#[cfg(test)]").next().unwrap_or_default();
        for code in codes(body) {
            let logged = LOGGED.iter().any(|start| code.starts_with(start));
            // The console has one text for all that is missing.
            if known.contains(code) || code.ends_with("_missing") || logged {
                continue;
            }
            found.push(finding(&file.path, format!("`{code}` has no text in {DICTIONARY}")));
        }
    }
    found
}

/// Codes that a file gives: those of its errors, and those of problems it makes itself.
fn codes(text: &str) -> Vec<&str> {
    let mut codes = Vec::new();
    for (at, _) in text.match_indices(CODE) {
        codes.extend(literals(block(&text[at + CODE.len()..])));
    }
    for (at, _) in text.match_indices("Problem::new(") {
        let rest = &text[at..];
        let end = rest.find(';').unwrap_or(rest.len());
        codes.extend(literals(&rest[..end]).into_iter().take(1));
    }
    codes.retain(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    codes
}

/// What stands before the brace that closes a block.
fn block(text: &str) -> &str {
    let mut depth = 1;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

fn literals(text: &str) -> Vec<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_without_a_text_is_found() {
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let dictionary = file(DICTIONARY, "export const problem = {\n  door_shut: [\"\", \"\"],\n");
        let source = "fn code(&self) -> &'static str {\n match self {\n A => \"door_shut\",\n \
            B { .. } => \"door_lost\",\n C => \"door_missing\",\n }\n}\nfn f() {\n \
            Problem::new(StatusCode::OK, \"door_open\", \"the door\");\n}\n";
        let found = check(&[dictionary, file("crates/door/src/lib.rs", source)]);
        let rules: Vec<&str> = found.iter().map(|found| found.rule.as_str()).collect();
        assert_eq!(rules.len(), 2);
        assert!(rules[0].starts_with("`door_lost`") && rules[1].starts_with("`door_open`"));
    }
}
