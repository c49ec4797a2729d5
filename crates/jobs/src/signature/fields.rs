//! The part of Structured Fields (RFC 8941) that message signatures need: a dictionary of inner
//! lists of strings with parameters, and a dictionary of byte sequences.

use super::Error;
use base64::{Engine, engine::general_purpose::STANDARD};
use std::fmt;

/// Longest header that is read, in bytes.
pub const HEADER_BYTES_MAX: usize = 4096;
/// Most members of one dictionary.
const MEMBERS_MAX: usize = 8;
/// Most items of one inner list, and most parameters of one item.
const ITEMS_MAX: usize = 32;

/// A bare item: what a parameter may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bare {
    /// Integer of up to 15 digits.
    Integer(i64),
    /// Printable ASCII in quotes.
    Text(String),
    /// A token, without quotes.
    Token(String),
    /// Bytes in base 64 between colons.
    Bytes(Vec<u8>),
    /// `?0` or `?1`; a parameter without a value is true.
    Flag(bool),
}

/// Parameters in the order they were written.
pub type Parameters = Vec<(String, Bare)>;

/// A string with parameters: how a component of a message is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The string.
    pub name: String,
    /// Its parameters.
    pub parameters: Parameters,
}

/// Items in parentheses with parameters: what one signature covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InnerList {
    /// The items.
    pub items: Vec<Item>,
    /// Parameters of the list as a whole.
    pub parameters: Parameters,
}

impl fmt::Display for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bare::Integer(number) => write!(f, "{number}"),
            Bare::Text(text) => quoted(f, text),
            Bare::Token(token) => f.write_str(token),
            Bare::Bytes(bytes) => write!(f, ":{}:", STANDARD.encode(bytes)),
            Bare::Flag(flag) => write!(f, "?{}", u8::from(*flag)),
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        quoted(f, &self.name)?;
        parameters(f, &self.parameters)
    }
}

impl fmt::Display for InnerList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for (place, item) in self.items.iter().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{item}")?;
        }
        f.write_str(")")?;
        parameters(f, &self.parameters)
    }
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for letter in text.chars() {
        if matches!(letter, '"' | '\\') {
            f.write_str("\\")?;
        }
        write!(f, "{letter}")?;
    }
    f.write_str("\"")
}

fn parameters(f: &mut fmt::Formatter<'_>, all: &Parameters) -> fmt::Result {
    for (key, value) in all {
        match value {
            Bare::Flag(true) => write!(f, ";{key}")?,
            other => write!(f, ";{key}={other}")?,
        }
    }
    Ok(())
}

/// Reads a `Signature-Input` header: label and what it covers, in order.
pub fn inner_lists(header: &str) -> Result<Vec<(String, InnerList)>, Error> {
    dictionary(header, |reader| reader.inner_list())
}

/// Reads a dictionary of byte sequences (`Signature`, `Content-Digest`), in order.
pub fn byte_sequences(header: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    dictionary(header, |reader| {
        let bytes = match reader.bare()? {
            Bare::Bytes(bytes) => bytes,
            _ => return Err(reader.bad("a byte sequence between colons")),
        };
        reader.parameters()?;
        Ok(bytes)
    })
}

fn dictionary<T>(
    header: &str,
    member: impl Fn(&mut Reader<'_>) -> Result<T, Error>,
) -> Result<Vec<(String, T)>, Error> {
    if header.len() > HEADER_BYTES_MAX {
        return Err(Error::Malformed {
            at: HEADER_BYTES_MAX,
            expected: "a header of at most 4096 bytes",
        });
    }
    let mut reader = Reader { bytes: header.as_bytes(), at: 0 };
    let mut members: Vec<(String, T)> = Vec::new();
    reader.spaces();
    loop {
        let key = reader.key()?;
        reader.expect(b'=', "`=`")?;
        let value = member(&mut reader)?;
        if members.iter().any(|(known, _)| *known == key) {
            return Err(reader.bad("each label once"));
        }
        members.push((key, value));
        reader.spaces();
        if reader.peek().is_none() {
            return Ok(members);
        }
        if members.len() == MEMBERS_MAX {
            return Err(reader.bad("at most 8 members"));
        }
        reader.expect(b',', "`,`")?;
        reader.spaces();
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn bad(&self, expected: &'static str) -> Error {
        Error::Malformed { at: self.at, expected }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn expect(&mut self, byte: u8, name: &'static str) -> Result<(), Error> {
        if self.peek() != Some(byte) {
            return Err(self.bad(name));
        }
        self.at += 1;
        Ok(())
    }

    fn spaces(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    fn take_while(&mut self, keep: impl Fn(u8) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
        self.bytes[start..self.at].iter().map(|byte| char::from(*byte)).collect()
    }

    fn key(&mut self) -> Result<String, Error> {
        if !self.peek().is_some_and(|byte| byte.is_ascii_lowercase() || byte == b'*') {
            return Err(self.bad("a key in lower case"));
        }
        Ok(self.take_while(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.*".contains(&byte)
        }))
    }

    fn inner_list(&mut self) -> Result<InnerList, Error> {
        self.expect(b'(', "`(`")?;
        let mut items = Vec::new();
        loop {
            let before = self.at;
            self.spaces();
            if self.peek() == Some(b')') {
                self.at += 1;
                break;
            }
            if items.len() == ITEMS_MAX {
                return Err(self.bad("at most 32 components"));
            }
            if !items.is_empty() && before == self.at {
                return Err(self.bad("a space between components"));
            }
            let name = self.text()?;
            let parameters = self.parameters()?;
            items.push(Item { name, parameters });
        }
        let parameters = self.parameters()?;
        Ok(InnerList { items, parameters })
    }

    fn parameters(&mut self) -> Result<Parameters, Error> {
        let mut all: Parameters = Vec::new();
        while self.peek() == Some(b';') {
            self.at += 1;
            self.spaces();
            let key = self.key()?;
            let value = if self.peek() == Some(b'=') {
                self.at += 1;
                self.bare()?
            } else {
                Bare::Flag(true)
            };
            if all.len() == ITEMS_MAX || all.iter().any(|(known, _)| *known == key) {
                return Err(self.bad("each parameter once, at most 32"));
            }
            all.push((key, value));
        }
        Ok(all)
    }

    fn bare(&mut self) -> Result<Bare, Error> {
        match self.peek() {
            Some(b'"') => self.text().map(Bare::Text),
            Some(b':') => self.bytes_between_colons().map(Bare::Bytes),
            Some(b'?') => {
                self.at += 1;
                let flag = match self.peek() {
                    Some(b'0') => false,
                    Some(b'1') => true,
                    _ => return Err(self.bad("`?0` or `?1`")),
                };
                self.at += 1;
                Ok(Bare::Flag(flag))
            }
            Some(byte) if byte == b'-' || byte.is_ascii_digit() => self.integer(),
            Some(byte) if byte == b'*' || byte.is_ascii_alphabetic() => {
                Ok(Bare::Token(self.take_while(|byte| {
                    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~:/".contains(&byte)
                })))
            }
            _ => Err(self.bad("a value")),
        }
    }

    fn integer(&mut self) -> Result<Bare, Error> {
        let negative = self.peek() == Some(b'-');
        if negative {
            self.at += 1;
        }
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        if digits.len() > 15 || self.peek() == Some(b'.') {
            return Err(self.bad("an integer of up to 15 digits"));
        }
        let number: i64 = digits.parse().map_err(|_| self.bad("an integer"))?;
        Ok(Bare::Integer(if negative { -number } else { number }))
    }

    fn text(&mut self) -> Result<String, Error> {
        self.expect(b'"', "a string in quotes")?;
        let mut text = String::new();
        loop {
            let byte = self.peek().ok_or_else(|| self.bad("a closing quote"))?;
            self.at += 1;
            match byte {
                b'"' => return Ok(text),
                b'\\' => {
                    let escaped = self.peek();
                    if !matches!(escaped, Some(b'"' | b'\\')) {
                        return Err(self.bad("`\\\"` or `\\\\`"));
                    }
                    text.extend(escaped.map(char::from));
                    self.at += 1;
                }
                0x20..=0x7e => text.push(char::from(byte)),
                _ => return Err(self.bad("printable ASCII")),
            }
        }
    }

    fn bytes_between_colons(&mut self) -> Result<Vec<u8>, Error> {
        self.expect(b':', "`:`")?;
        let text = self.take_while(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
        self.expect(b':', "base 64 between colons")?;
        STANDARD.decode(text).map_err(|_| self.bad("base 64 with its padding"))
    }
}
