//! What can be wrong with a message, told so that a person with a hex dump finds the byte.

use std::fmt;

/// Why bytes are not a message of the dialect: where, in which field, by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("offset {offset}, {}: {rule}", Place(*.field))]
pub struct DecodeError {
    /// Bytes from the first byte given to the decoder (TPDU, or the 46-byte header).
    pub offset: usize,
    /// 2 to 128; 1 is the bitmap; 0 is what stands before it (header and message type).
    pub field: u8,
    pub rule: Rule,
}

/// The rule a message breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The message ends before the field does.
    Short { need_bytes: usize, have_bytes: usize },
    /// A nibble of packed BCD is not 0 to 9.
    Nibble(u8),
    /// A byte of an ASCII number is not `0` to `9`.
    Digit(u8),
    /// The length before a field is not decimal.
    Length(u8),
    /// The length before a field is above what the field may hold, in its own units.
    Long { length: usize, most: usize },
    /// Bytes are left after the last field the bitmap names.
    Left { bytes: usize },
    /// The whole is above [`crate::frame::MOST_BYTES`].
    Big { bytes: usize, most: usize },
    /// The dialect has no such field, so where it ends cannot be known.
    Unknown,
    /// The first byte of an inter-institution header is no length that header may have.
    Header(u8),
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Rule::Short { need_bytes, have_bytes } => {
                write!(f, "needs {need_bytes} bytes, {have_bytes} are left")
            }
            Rule::Nibble(byte) => write!(f, "0x{byte:02X} holds a nibble that is not 0 to 9"),
            Rule::Digit(byte) => write!(f, "0x{byte:02X} is not an ASCII digit"),
            Rule::Length(byte) => write!(f, "0x{byte:02X} in the length is not decimal"),
            Rule::Long { length, most } => write!(f, "length {length} is above {most}"),
            Rule::Left { bytes } => write!(f, "{bytes} bytes are left after the last field"),
            Rule::Big { bytes, most } => write!(f, "{bytes} bytes are above {most}"),
            Rule::Unknown => write!(f, "the dialect has no such field"),
            Rule::Header(byte) => write!(f, "0x{byte:02X} is no header length"),
        }
    }
}

/// Why a message cannot be written in the dialect. Never repeats the value: it may be a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}: {rule}", Place(*.field))]
pub struct EncodeError {
    /// As in [`DecodeError`].
    pub field: u8,
    pub rule: EncodeRule,
}

/// The rule a value to be written breaks. Lengths are in the field's own units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodeRule {
    /// Something other than 0 to 9 (or 0 to 9 and A to F, for tracks) in a number.
    Digits,
    /// A fixed field of another length.
    Exactly { length: usize, wants: usize },
    /// A variable field above its most.
    Long { length: usize, most: usize },
    /// The header is of the other dialect.
    Header,
    /// The dialect has no such field.
    Unknown,
    /// The whole is above [`crate::frame::MOST_BYTES`].
    Big,
}

impl fmt::Display for EncodeRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            EncodeRule::Digits => write!(f, "holds what is not a digit of this field"),
            EncodeRule::Exactly { length, wants } => write!(f, "length {length}, wants {wants}"),
            EncodeRule::Long { length, most } => write!(f, "length {length} is above {most}"),
            EncodeRule::Header => write!(f, "the header is not of this dialect"),
            EncodeRule::Unknown => write!(f, "the dialect has no such field"),
            EncodeRule::Big => write!(f, "the message is above 65535 bytes"),
        }
    }
}

/// Names a field number for people.
struct Place(u8);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => write!(f, "header"),
            1 => write!(f, "bitmap"),
            n => write!(f, "field {n}"),
        }
    }
}
