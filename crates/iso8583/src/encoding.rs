//! How the characters of a field become bytes: packed BCD, nibbles, ASCII digits, text, binary.

use std::borrow::Cow;

use encoding_rs::GBK;

use crate::error::Rule;

/// The encoding of a field's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Packed BCD, 0 to 9 only; counted in digits.
    Bcd,
    /// Packed nibbles 0 to F (tracks with their D separator, ciphered tracks); counted in nibbles.
    Nibbles,
    /// ASCII digits; counted in bytes.
    Digits,
    /// Text in GBK, of which ASCII is a part; counted in bytes.
    Text,
    /// Bytes as they are.
    Binary,
}

impl Encoding {
    /// True where two characters share a byte.
    #[must_use]
    pub const fn is_packed(self) -> bool {
        matches!(self, Encoding::Bcd | Encoding::Nibbles)
    }

    /// Bytes that `units` of this encoding take.
    #[must_use]
    pub const fn bytes(self, units: usize) -> usize {
        if self.is_packed() { units.div_ceil(2) } else { units }
    }

    /// Checks that `bytes`, taken from a message and not packed, are of this encoding.
    pub(crate) fn check(self, bytes: &[u8]) -> Result<(), (usize, Rule)> {
        if self != Encoding::Digits {
            return Ok(());
        }
        match bytes.iter().position(|byte| !byte.is_ascii_digit()) {
            Some(at) => Err((at, Rule::Digit(bytes[at]))),
            None => Ok(()),
        }
    }

    /// The value of one character of a packed field, or `None` when it is not of this encoding.
    /// `=` is the separator of a track and written as D.
    pub(crate) fn nibble(self, character: u8) -> Option<u8> {
        match (self, character) {
            (_, b'0'..=b'9') => Some(character - b'0'),
            (Encoding::Nibbles, b'A'..=b'F') => Some(character - b'A' + 10),
            (Encoding::Nibbles, b'a'..=b'f') => Some(character - b'a' + 10),
            (Encoding::Nibbles, b'=') => Some(0xD),
            _ => None,
        }
    }
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Both characters of every byte, so that unpacking is one look a byte.
static PAIRS: [[u8; 2]; 256] = {
    let mut pairs = [[0; 2]; 256];
    let mut byte = 0;
    while byte < 256 {
        pairs[byte] = [HEX[byte >> 4], HEX[byte & 15]];
        byte += 1;
    }
    pairs
};

/// Appends the characters of packed `bytes`; for [`Encoding::Bcd`] the first byte with a nibble
/// above 9 is the error, by its position in `bytes`.
pub(crate) fn unpack(
    encoding: Encoding,
    bytes: &[u8],
    into: &mut Vec<u8>,
) -> Result<(), (usize, Rule)> {
    if encoding == Encoding::Bcd {
        for (at, byte) in bytes.iter().enumerate() {
            if 9 < byte >> 4 || 9 < byte & 15 {
                return Err((at, Rule::Nibble(*byte)));
            }
        }
    }
    let start = into.len();
    into.resize(start + bytes.len() * 2, 0);
    for (pair, byte) in into[start..].chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&PAIRS[usize::from(*byte)]);
    }
    Ok(())
}

/// Upper-case hex of `bytes`.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| PAIRS[usize::from(*byte)]).map(char::from).collect()
}

/// The text of GBK `bytes`, or `None` when the same bytes could not be made from the text again
/// or when it holds control characters: such a value is shown as hex.
#[must_use]
pub fn gbk_text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if bytes.iter().any(u8::is_ascii_control) {
        return None;
    }
    if bytes.is_ascii() {
        return std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
    }
    let text = GBK.decode_without_bom_handling_and_without_replacement(bytes)?;
    (gbk_bytes(&text)?.as_ref() == bytes).then_some(text)
}

/// The GBK bytes of `text`, or `None` when GBK has no such character.
#[must_use]
pub fn gbk_bytes(text: &str) -> Option<Cow<'_, [u8]>> {
    let (bytes, _, unmappable) = GBK.encode(text);
    (!unmappable).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gbk_goes_both_ways_or_not_at_all() {
        assert_eq!(gbk_text(&[0xB3, 0xC9, 0xB9, 0xA6]).as_deref(), Some("成功"));
        assert_eq!(gbk_bytes("成功").as_deref(), Some(&[0xB3, 0xC9, 0xB9, 0xA6][..]));
        assert_eq!(gbk_text(b"CUP 01"), Some(Cow::Borrowed("CUP 01")));
        for bytes in [&b"\x00"[..], b"\xEF\x01", b"\xFF", b"\x81", b"\x84\x31\xA4\x37"] {
            assert_eq!(gbk_text(bytes), None, "{bytes:02X?}");
        }
        assert_eq!(gbk_bytes("\u{1F600}"), None);
    }
}
