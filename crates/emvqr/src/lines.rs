//! The `emvqr describe` and `emvqr decode` commands over any reader and writer: a code a line.
//!
//! `describe` gives lines for people and an empty one after each code, `decode` a JSON object a
//! line ([`crate::json`]). Empty lines are passed over. What is not acceptable gives no line out but
//! one on the error stream, as in `line 3: looks like a WeChat payment code: 17 digits, it has 18`;
//! the others go on, and the result says that not all was well.

use std::io::{self, BufRead, Write};

use crate::mask::Show;
use crate::{describe, json, recognise};

/// The longest line read; what is longer is cut off, and is above what any QR symbol holds.
const MOST_LINE_BYTES: usize = 1 << 16;

/// What each line gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Lines for people.
    Describe,
    /// JSON.
    Decode,
}

/// Works through all lines of `input`; `true` when every one of them was acceptable.
///
/// # Errors
/// Only those of the streams.
pub fn run(
    work: Work,
    show: Show,
    input: &mut impl BufRead,
    output: &mut impl Write,
    errors: &mut impl Write,
) -> io::Result<bool> {
    let mut line = Vec::new();
    let mut number = 0_u64;
    let mut all_well = true;
    while read_line(input, &mut line)? {
        number += 1;
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            continue;
        }
        match recognise(&text) {
            Ok(code) if work == Work::Describe => writeln!(output, "{}", describe(&code, show))?,
            Ok(code) => writeln!(output, "{}", json::to_json(&code, show))?,
            Err(refused) => {
                all_well = false;
                // What is out already comes first where both streams are one terminal.
                output.flush()?;
                writeln!(errors, "line {number}: {refused}")?;
            }
        }
    }
    output.flush()?;
    Ok(all_well)
}

/// Reads the next line into `line`, at most [`MOST_LINE_BYTES`] of it; the rest of a longer one is
/// passed over. `false` at the end.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut any = false;
    loop {
        let buffer = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if buffer.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        let room = MOST_LINE_BYTES - line.len();
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}
