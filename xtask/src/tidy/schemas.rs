//! No two types go by one name in the API's description: the later would take the place of the
//! earlier without a word.

use super::{File, Finding, finding};
use std::collections::HashMap;

pub fn check(files: &[File]) -> Vec<Finding> {
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is_crate_source() && !file.is_test()) {
        for (name, line) in names(&file.text) {
            let place = format!("{}:{line}", file.path);
            match seen.get(&name) {
                Some(other) => found.push(finding(
                    place,
                    format!("`{name}` is described in {other} too: rename one, or #[schema(as)]"),
                )),
                None => drop(seen.insert(name, place)),
            }
        }
    }
    found
}

/// What a file describes, each with its line: types that derive `ToSchema`, and words.
fn names(text: &str) -> Vec<(String, usize)> {
    let (mut names, mut described, mut renamed) = (Vec::new(), false, None);
    for (index, line) in text.lines().map(str::trim).enumerate() {
        let words = line.trim_end() == "kernel::words! {" || line == "words! {";
        if words || (line.starts_with("#[derive(") && line.contains("ToSchema")) {
            (described, renamed) = (true, None);
        } else if let Some(name) = line.strip_prefix("#[schema(as = ") {
            renamed = Some(identifier(name));
        } else if let Some(item) = item(line) {
            if described {
                names.push((renamed.take().unwrap_or_else(|| identifier(item)), index + 1));
            }
            described = false;
        }
    }
    names
}

/// What follows `struct` or `enum`.
fn item(line: &str) -> Option<&str> {
    let bare = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub "));
    let bare = bare.unwrap_or(line);
    bare.strip_prefix("struct ").or_else(|| bare.strip_prefix("enum "))
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_once() {
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let one = "kernel::words! {\n    /// W.\n    pub enum State {\n";
        let two = "#[derive(utoipa::ToSchema)]\npub struct State {\n";
        let three = "#[derive(utoipa::ToSchema)]\n#[schema(as = Other)]\npub struct State {\n";
        let four = "#[derive(Debug)]\nstruct State;\n";
        let at = |name: &str, text: &str| file(&format!("crates/{name}/src/lib.rs"), text);
        assert_eq!(check(&[at("a", one), at("b", three), at("c", four)]).len(), 0);
        let found = check(&[at("a", one), at("b", two)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, "crates/b/src/lib.rs:2");
    }
}
