//! Files hold one meaning: no source file over 600 lines, no line over 120 columns.

use super::{File, Finding, finding};

const LINES_MAX: usize = 600;
const COLUMNS_MAX: usize = 120;

pub fn check(files: &[File]) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| is_written_source(&file.path)) {
        let lines = file.text.lines().count();
        if lines > LINES_MAX {
            found.push(finding(&file.path, format!("{lines} lines, more than {LINES_MAX}")));
        }
        if !file.path.ends_with(".rs") {
            continue;
        }
        for (index, line) in file.text.lines().enumerate() {
            let columns = line.chars().count();
            // A long literal cannot be folded without changing it.
            if columns > COLUMNS_MAX && !line.contains('"') {
                let place = format!("{}:{}", file.path, index + 1);
                found.push(finding(place, format!("{columns} columns, more than {COLUMNS_MAX}")));
            }
        }
    }
    found
}

fn is_written_source(path: &str) -> bool {
    let source = [".rs", ".ts", ".tsx", ".py", ".sh", ".css"];
    source.iter().any(|end| path.ends_with(end))
        && !path.ends_with(".d.ts")
        && !path.contains("/generated/")
}
