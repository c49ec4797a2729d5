//! The `iso8583 decode` and `iso8583 encode` commands, line by line, over any reader and writer.
//!
//! `decode` takes a message a line in hex (upper or lower case, blanks between bytes allowed),
//! from the TPDU on, without the two length bytes; with `ascii` from the 46-byte header on. It
//! gives a JSON object a line ([`crate::json`]). `encode` takes such lines back to upper-case hex.
//!
//! Empty lines are passed over. A line that cannot be read gives no line out but one on the error
//! stream, as in `line 3: offset 23, field 4: 0x0A holds a nibble that is not 0 to 9`; the others
//! go on, and the result says that not all was well.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufRead, Write};

use crate::encoding;
use crate::error::DecodeError;
use crate::frame::{self, Frame, MOST_BYTES};
use crate::json::{self, JsonError, Show};
use crate::spec::Spec;

/// The longest line read: a message of 65,535 bytes as JSON has room in it.
pub const MOST_LINE_BYTES: usize = 1 << 20;

/// Which way the lines go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Hex to JSON.
    Decode(Show),
    /// JSON to hex.
    Encode,
}

/// Why a line gives nothing. Never repeats card data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineError {
    /// Above [`MOST_LINE_BYTES`].
    Long,
    /// Not UTF-8.
    Text,
    /// A character that is no hex digit: the bytes before it, and its place in the line from 1.
    Hex {
        offset: usize,
        column: usize,
    },
    /// An odd number of hex digits.
    Odd {
        digits: usize,
    },
    Decode(DecodeError),
    /// As before, and the line begins with two bytes that are the length of the rest.
    Framed(DecodeError),
    Json(JsonError),
}

impl std::error::Error for LineError {}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LineError::Long => write!(f, "the line is above {MOST_LINE_BYTES} bytes"),
            LineError::Text => write!(f, "the line is not UTF-8"),
            LineError::Hex { offset, column } => {
                write!(f, "offset {offset}: column {column} is not a hex digit")
            }
            LineError::Odd { digits } => {
                write!(f, "offset {}: half a byte at the end", digits / 2)
            }
            LineError::Decode(error) => write!(f, "{error}"),
            LineError::Framed(error) => {
                write!(f, "{error} (leave out the two length bytes it begins with)")
            }
            LineError::Json(error) => write!(f, "{error}"),
        }
    }
}

/// One line of hex to one line of JSON, without line ends.
///
/// # Errors
/// As [`LineError`] lists.
pub fn decode_line(spec: &Spec, line: &str, show: Show) -> Result<String, LineError> {
    let bytes = hex_bytes(line)?;
    let message = spec.decode(&bytes).map_err(|error| {
        let framed = matches!(frame::take(&bytes, MOST_BYTES), Frame::Whole { used, .. }
            if used == bytes.len());
        if framed { LineError::Framed(error) } else { LineError::Decode(error) }
    })?;
    Ok(json::to_json(spec, &message, show).to_string())
}

/// One line of JSON to one line of upper-case hex, without line ends.
///
/// # Errors
/// As [`LineError`] lists.
pub fn encode_line(spec: &Spec, line: &str) -> Result<String, LineError> {
    let message = json::from_json(spec, line).map_err(LineError::Json)?;
    let bytes = spec.encode(&message).map_err(|error| LineError::Json(JsonError::Encode(error)))?;
    Ok(encoding::hex(&bytes))
}

fn hex_bytes(line: &str) -> Result<Vec<u8>, LineError> {
    let mut bytes = Vec::with_capacity((line.len() / 2).min(MOST_BYTES));
    let mut high = None;
    for (at, character) in line.chars().enumerate() {
        if matches!(character, ' ' | '\t') {
            continue;
        }
        let digit = character.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let digit = digit.ok_or(LineError::Hex { offset: bytes.len(), column: at + 1 })?;
        match high.take() {
            None => high = Some(digit),
            Some(high) => bytes.push(high << 4 | digit),
        }
    }
    match high {
        None => Ok(bytes),
        Some(_) => Err(LineError::Odd { digits: bytes.len() * 2 + 1 }),
    }
}

/// Works through all lines of `input`; `true` when every one of them was read.
///
/// # Errors
/// Only those of the streams.
pub fn run(
    spec: &Spec,
    work: Work,
    input: &mut impl BufRead,
    output: &mut impl Write,
    errors: &mut impl Write,
) -> io::Result<bool> {
    let mut line = Vec::new();
    let mut number = 0_u64;
    let mut all_well = true;
    while read_line(input, &mut line)? {
        number += 1;
        match one(spec, work, &line) {
            Ok(None) => {}
            Ok(Some(made)) => writeln!(output, "{made}")?,
            Err(error) => {
                all_well = false;
                // What is out already comes first where both streams are one terminal.
                output.flush()?;
                writeln!(errors, "line {number}: {error}")?;
            }
        }
    }
    output.flush()?;
    Ok(all_well)
}

/// What one line gives; nothing for an empty one.
fn one(spec: &Spec, work: Work, line: &[u8]) -> Result<Option<String>, LineError> {
    if MOST_LINE_BYTES < line.len() {
        return Err(LineError::Long);
    }
    let text = String::from_utf8_lossy(line);
    // Files from Windows begin with a byte order mark.
    let trimmed = text.trim().trim_start_matches('\u{FEFF}');
    if trimmed.is_empty() {
        return Ok(None);
    }
    match work {
        Work::Decode(show) => decode_line(spec, trimmed, show).map(Some),
        Work::Encode if matches!(text, Cow::Owned(_)) => Err(LineError::Text),
        Work::Encode => encode_line(spec, trimmed).map(Some),
    }
}

/// Reads the next line into `line`, at most one byte more than [`MOST_LINE_BYTES`] of it; the rest
/// of a longer one is passed over. `false` at the end.
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
        let room = MOST_LINE_BYTES + 1 - line.len();
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}
