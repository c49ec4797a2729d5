//! Data objects: an identifier of two digits, a length of two digits that counts characters, and a
//! value; a template's value is data objects again.

use std::fmt;

use super::error::{Error, Path, Rule};
use crate::mask;

/// The most characters a value has: its length is two digits.
pub const MOST_VALUE_CHARS: usize = 99;

/// A data object 数据对象 in its place among others.
#[derive(Clone, PartialEq, Eq)]
pub struct Object {
    /// 0 to 99.
    pub id: u8,
    /// What it holds.
    pub value: Value,
}

/// What an object holds.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// Objects of its own.
    Template(Vec<Object>),
}

impl Object {
    /// An object with a text.
    pub fn text(id: u8, text: impl Into<String>) -> Object {
        Object { id, value: Value::Text(text.into()) }
    }

    /// A template.
    #[must_use]
    pub fn template(id: u8, objects: Vec<Object>) -> Object {
        Object { id, value: Value::Template(objects) }
    }

    /// The text; none of a template.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Template(_) => None,
        }
    }

    /// The objects inside; none of a text.
    #[must_use]
    pub fn objects(&self) -> &[Object] {
        match &self.value {
            Value::Text(_) => &[],
            Value::Template(objects) => objects,
        }
    }
}

/// A merchant's account with a card scheme may be a card number: it is hidden.
impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02} {:?}", self.id, self.value)
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) if mask::could_be_card(text) => f.write_str(&mask::digits(text)),
            Value::Text(text) => write!(f, "{text:?}"),
            Value::Template(objects) => f.debug_list().entries(objects).finish(),
        }
    }
}

/// An object as it stands in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'a> {
    pub id: u8,
    pub value: &'a str,
    /// Characters of the value.
    pub length: usize,
    /// Characters before the object, and before its value.
    pub position: usize,
    pub value_position: usize,
}

/// All objects of a level. `path` and `position` say where the level begins.
pub(super) fn read(text: &str, path: Path, position: usize) -> Result<Vec<Raw<'_>>, Error> {
    let mut objects = Vec::new();
    let (mut rest, mut position) = (text, position);
    while !rest.is_empty() {
        let id = two_digits(rest).ok_or(path.at(position, Rule::Identifier))?;
        let (here, start) = (path.then(id), position + 4);
        let length = two_digits(&rest[2..]).filter(|length| 0 < *length);
        let length = usize::from(length.ok_or(here.at(position + 2, Rule::Length))?);
        // The four characters before it are digits, so this is a boundary.
        let after = &rest[4..];
        let Some(end) = end_of(after, length) else {
            let has = after.chars().count();
            return Err(here.at(start, Rule::Short { needs: length, has }));
        };
        let value = &after[..end];
        objects.push(Raw { id, value, length, position, value_position: start });
        rest = &after[end..];
        position = start + length;
    }
    Ok(objects)
}

/// The first identifier that is there twice.
pub(super) fn repeated<'a, 'b>(objects: &'a [Raw<'b>]) -> Option<&'a Raw<'b>> {
    let mut seen = 0_u128;
    objects.iter().find(|object| {
        let bit = 1_u128 << object.id;
        let is_there = seen & bit != 0;
        seen |= bit;
        is_there
    })
}

fn two_digits(text: &str) -> Option<u8> {
    match *text.as_bytes() {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] => Some((tens - b'0') * 10 + (ones - b'0')),
        _ => None,
    }
}

/// Bytes that the first `count` characters take; none when there are fewer.
fn end_of(text: &str, count: usize) -> Option<usize> {
    let ends = text.char_indices().map(|(start, letter)| start + letter.len_utf8());
    ends.take(count).enumerate().last().filter(|(at, _)| at + 1 == count).map(|(_, end)| end)
}

/// Appends objects as they stand in a code.
pub(super) fn write(objects: &[Object], path: Path, into: &mut String) -> Result<(), Error> {
    for object in objects {
        let (id, here) = (object.id, path.then(object.id));
        let position = into.chars().count();
        if 99 < id {
            return Err(path.at(position, Rule::Identifier));
        }
        let inside = match &object.value {
            Value::Text(text) => text.clone(),
            Value::Template(objects) => {
                let mut inside = String::new();
                write(objects, here, &mut inside)
                    .map_err(|error| Error { position: position + 4 + error.position, ..error })?;
                inside
            }
        };
        let length = inside.chars().count();
        if length == 0 {
            return Err(here.at(position + 2, Rule::Length));
        }
        if MOST_VALUE_CHARS < length {
            return Err(here.at(position, Rule::Long { length, most: MOST_VALUE_CHARS }));
        }
        *into += &format!("{id:02}{length:02}{inside}");
    }
    Ok(())
}
