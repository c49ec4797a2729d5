//! BER-TLV with templates: tags of up to 3 bytes, lengths of up to 2 more.

use std::fmt;

use zeroize::Zeroizing;

use super::error::{Error, Path, Rule};

/// The most templates inside each other.
const MOST_DEPTH: usize = 3;

/// A data object 数据对象 of a consumer's code.
#[derive(Clone, PartialEq, Eq)]
pub struct Tlv {
    /// As hex reads it: `9F26` is 0x9F26.
    pub tag: u32,
    /// What it holds.
    pub value: Value,
}

/// What an object holds. Card numbers and cryptograms: hidden in `Debug`, wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Bytes.
    Bytes(Zeroizing<Vec<u8>>),
    /// Objects of its own.
    Template(Vec<Tlv>),
}

impl Tlv {
    /// An object with bytes.
    pub fn bytes(tag: u32, bytes: impl Into<Vec<u8>>) -> Tlv {
        Tlv { tag, value: Value::Bytes(Zeroizing::new(bytes.into())) }
    }

    /// A template.
    #[must_use]
    pub fn template(tag: u32, objects: Vec<Tlv>) -> Tlv {
        Tlv { tag, value: Value::Template(objects) }
    }

    /// The bytes; none of a template.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.value {
            Value::Bytes(bytes) => Some(bytes),
            Value::Template(_) => None,
        }
    }

    /// The objects inside; none of bytes.
    #[must_use]
    pub fn objects(&self) -> &[Tlv] {
        match &self.value {
            Value::Bytes(_) => &[],
            Value::Template(objects) => objects,
        }
    }
}

impl fmt::Debug for Tlv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Bytes(bytes) => write!(f, "{:02X} {} bytes", self.tag, bytes.len()),
            Value::Template(objects) => {
                write!(f, "{:02X} ", self.tag)?;
                f.debug_list().entries(objects).finish()
            }
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Value::Template(objects) => f.debug_list().entries(objects).finish(),
        }
    }
}

/// What stands at an offset, for whoever checks what was read.
pub(super) type Check<'a> = &'a dyn Fn(&Tlv, Path, usize) -> Result<(), Error>;

/// All objects of a level that begins at `offset`; `check` sees each with the offset of its value.
pub(super) fn read(
    bytes: &[u8],
    path: Path,
    offset: usize,
    check: Check<'_>,
) -> Result<Vec<Tlv>, Error> {
    let mut objects = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (tag, tag_bytes) = read_tag(&bytes[at..]).map_err(|rule| path.at(offset + at, rule))?;
        let here = path.then(tag);
        let (length, length_bytes) = read_length(&bytes[at + tag_bytes..])
            .map_err(|rule| here.at(offset + at + tag_bytes, rule))?;
        let start = at + tag_bytes + length_bytes;
        let Some(value) = bytes.get(start..start + length) else {
            let has = bytes.len() - start;
            return Err(here.at(offset + start, Rule::Short { needs: length, has }));
        };
        let tlv = if is_template(tag) {
            if path.tags().count() == MOST_DEPTH {
                return Err(here.at(offset + at, Rule::Deep));
            }
            Tlv::template(tag, read(value, here, offset + start, check)?)
        } else {
            Tlv::bytes(tag, value)
        };
        check(&tlv, here, offset + start)?;
        objects.push(tlv);
        at = start + length;
    }
    Ok(objects)
}

/// Whether the first byte of a tag says that objects are inside.
fn is_template(tag: u32) -> bool {
    let bytes = tag.to_be_bytes();
    bytes.iter().find(|byte| **byte != 0).is_some_and(|first| first & 0x20 != 0)
}

/// Appends objects. What does not fit a length of two bytes is cut to nothing readable; the
/// reader, who sees all that is written, refuses it.
pub(super) fn write(objects: &[Tlv], into: &mut Zeroizing<Vec<u8>>) {
    for Tlv { tag, value } in objects {
        let tag = tag.to_be_bytes();
        let first = tag.iter().position(|byte| *byte != 0).unwrap_or(3);
        into.extend_from_slice(&tag[first..]);
        let mut inside = Zeroizing::new(Vec::new());
        let value = match value {
            Value::Bytes(bytes) => &bytes[..],
            Value::Template(objects) => {
                write(objects, &mut inside);
                &inside
            }
        };
        match u16::try_from(value.len()).unwrap_or(u16::MAX).to_be_bytes() {
            [0, low @ 0..=0x7F] => into.push(low),
            [0, low] => into.extend_from_slice(&[0x81, low]),
            [high, low] => into.extend_from_slice(&[0x82, high, low]),
        }
        into.extend_from_slice(value);
    }
}

/// The tag at the start of `rest` and its bytes.
fn read_tag(rest: &[u8]) -> Result<(u32, usize), Rule> {
    let first = *rest.first().ok_or(Rule::Cut)?;
    if first == 0 {
        return Err(Rule::Tag);
    }
    if first & 0x1F != 0x1F {
        return Ok((u32::from(first), 1));
    }
    let mut tag = u32::from(first);
    for (at, byte) in rest.iter().enumerate().skip(1).take(2) {
        tag = tag << 8 | u32::from(*byte);
        if byte & 0x80 == 0 {
            return Ok((tag, at + 1));
        }
    }
    Err(if rest.len() < 3 { Rule::Cut } else { Rule::Tag })
}

/// The length at the start of `rest` and its bytes.
fn read_length(rest: &[u8]) -> Result<(usize, usize), Rule> {
    match *rest {
        [] => Err(Rule::Cut),
        [low @ 0..=0x7F, ..] => Ok((usize::from(low), 1)),
        [0x81, low @ 0x80..=0xFF, ..] => Ok((usize::from(low), 2)),
        [0x82, high @ 1..=0xFF, low, ..] => Ok((usize::from(u16::from_be_bytes([high, low])), 3)),
        [0x81] | [0x82] | [0x82, _] => Err(Rule::Cut),
        _ => Err(Rule::Length),
    }
}
