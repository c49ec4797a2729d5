//! One field as data, and its way between bytes and value.

use crate::encoding::{self, Encoding};
use crate::error::{DecodeError, EncodeRule, Rule};
use crate::message::Slot;
use crate::padding::Padding;
use crate::prefix::Prefix;

/// How a field is written: the whole knowledge of a dialect about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub encoding: Encoding,
    /// Matters to packed fields of odd length only.
    pub padding: Padding,
    pub prefix: Prefix,
    /// Length of a fixed field, most of a variable one, in the field's own units.
    pub most: usize,
}

impl Field {
    /// A fixed field, left-aligned.
    #[must_use]
    pub const fn fixed(encoding: Encoding, length: usize, name: &'static str) -> Field {
        Field { name, encoding, padding: Padding::Right, prefix: Prefix::Fixed, most: length }
    }

    /// A variable field, left-aligned.
    #[must_use]
    pub const fn variable(
        encoding: Encoding,
        prefix: Prefix,
        most: usize,
        name: &'static str,
    ) -> Field {
        assert!(most <= prefix.most(), "the length can say as much");
        Field { name, encoding, padding: Padding::Right, prefix, most }
    }

    /// The same field, right-aligned.
    #[must_use]
    pub const fn right_aligned(mut self) -> Field {
        self.padding = Padding::Left;
        self
    }

    /// True of a field of variable length.
    #[must_use]
    pub const fn is_variable(&self) -> bool {
        !matches!(self.prefix, Prefix::Fixed)
    }

    /// Reads the field from `cursor`, appending its value to `values`.
    pub(crate) fn decode(
        &self,
        number: u8,
        cursor: &mut Cursor<'_>,
        values: &mut Vec<u8>,
    ) -> Result<Slot, DecodeError> {
        let length = self.length(number, cursor)?;
        let offset = cursor.at;
        let bytes = cursor.take(self.encoding.bytes(length), number)?;
        let wrong = |(at, rule)| DecodeError { offset: offset + at, field: number, rule };
        let start = values.len();
        let mut spare = 0;
        if !self.encoding.is_packed() {
            self.encoding.check(bytes).map_err(wrong)?;
            values.extend_from_slice(bytes);
        } else if length % 2 == 0 {
            encoding::unpack(self.encoding, bytes, values).map_err(wrong)?;
        } else {
            spare = self.unpack_odd(bytes, values).map_err(wrong)?;
        }
        // The whole message is at most 65,535 bytes, so a value is at most 131,070 characters.
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let length = u16::try_from(length).unwrap_or(u16::MAX);
        Ok(Slot { start, length, spare })
    }

    fn length(&self, number: u8, cursor: &mut Cursor<'_>) -> Result<usize, DecodeError> {
        if !self.is_variable() {
            return Ok(self.most);
        }
        let offset = cursor.at;
        let prefix = cursor.take(self.prefix.bytes(), number)?;
        let wrong = |(at, rule)| DecodeError { offset: offset + at, field: number, rule };
        let length = self.prefix.read(prefix).map_err(wrong)?;
        if self.most < length {
            return Err(wrong((0, Rule::Long { length, most: self.most })));
        }
        Ok(length)
    }

    /// Unpacks a packed field of odd length; the spare nibble may be anything.
    fn unpack_odd(&self, bytes: &[u8], values: &mut Vec<u8>) -> Result<u8, (usize, Rule)> {
        let start = values.len();
        encoding::unpack(Encoding::Nibbles, bytes, values)?;
        let (value, spare) = self.padding.split(&values[start..]);
        if self.encoding == Encoding::Bcd
            && let Some(bad) = value.iter().position(|digit| !digit.is_ascii_digit())
        {
            let at = (bad + usize::from(self.padding == Padding::Left)) / 2;
            return Err((at, Rule::Nibble(bytes[at])));
        }
        let spare = Encoding::Nibbles.nibble(spare).unwrap_or(0);
        match self.padding {
            Padding::Right => drop(values.pop()),
            Padding::Left => drop(values.remove(start)),
        }
        Ok(spare)
    }

    /// Appends the field; text shorter than a fixed field is filled with blanks on the right.
    pub(crate) fn encode(
        &self,
        value: &[u8],
        spare: u8,
        into: &mut Vec<u8>,
    ) -> Result<(), EncodeRule> {
        let length = value.len();
        let blanks = match self.encoding {
            Encoding::Text if !self.is_variable() => self.most.saturating_sub(length),
            _ => 0,
        };
        if self.is_variable() && self.most < length {
            return Err(EncodeRule::Long { length, most: self.most });
        }
        if !self.is_variable() && length + blanks != self.most {
            return Err(EncodeRule::Exactly { length, wants: self.most });
        }
        self.prefix.write(length, into);
        if self.encoding.is_packed() {
            return self.pack(value, spare, into);
        }
        self.encoding.check(value).map_err(|_| EncodeRule::Digits)?;
        into.extend_from_slice(value);
        into.resize(into.len() + blanks, b' ');
        Ok(())
    }

    fn pack(&self, value: &[u8], spare: u8, into: &mut Vec<u8>) -> Result<(), EncodeRule> {
        let nibble = |character: &u8| self.encoding.nibble(*character).ok_or(EncodeRule::Digits);
        let odd = value.len() % 2 == 1;
        let (first, rest) = match (odd && self.padding == Padding::Left, value) {
            (true, [first, rest @ ..]) => (Some(first), rest),
            _ => (None, value),
        };
        if let Some(first) = first {
            into.push(spare << 4 | nibble(first)?);
        }
        for pair in rest.chunks(2) {
            let low = pair.get(1).map_or(Ok(spare), nibble)?;
            into.push(nibble(&pair[0])? << 4 | low);
        }
        Ok(())
    }
}

/// A place in the bytes being read.
pub(crate) struct Cursor<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Cursor<'a> {
    /// The next `count` bytes, or why field `number` cannot have them.
    pub fn take(&mut self, count: usize, number: u8) -> Result<&'a [u8], DecodeError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(taken) = rest.get(..count) else {
            let rule = Rule::Short { need_bytes: count, have_bytes: rest.len() };
            return Err(DecodeError { offset: self.at, field: number, rule });
        };
        self.at += count;
        Ok(taken)
    }

    /// As [`Cursor::take`], as an array.
    pub fn take_array<const N: usize>(&mut self, number: u8) -> Result<[u8; N], DecodeError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N, number)?);
        Ok(array)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes of one field, its value and spare nibble, and the way back.
    fn check(field: Field, bytes: &str, value: &str, spare: u8) {
        let bytes = hex::decode(bytes).unwrap();
        let mut cursor = Cursor { bytes: &bytes, at: 0 };
        let mut values = b"before".to_vec();
        let slot = field.decode(60, &mut cursor, &mut values).unwrap();
        assert_eq!((&values[6..], slot.spare), (value.as_bytes(), spare), "{bytes:02X?}");
        assert_eq!(usize::from(slot.length), value.len());
        let mut written = Vec::new();
        field.encode(value.as_bytes(), spare, &mut written).unwrap();
        assert_eq!(written, bytes, "{value}");
    }

    fn fails(field: Field, bytes: &str, offset: usize, rule: Rule) {
        let bytes = hex::decode(bytes).unwrap();
        let mut cursor = Cursor { bytes: &bytes, at: 0 };
        let error = field.decode(60, &mut cursor, &mut Vec::new()).err();
        assert_eq!(error, Some(DecodeError { offset, field: 60, rule }), "{bytes:02X?}");
    }

    const N3: Field = Field::fixed(Encoding::Bcd, 3, "");
    const Z37: Field = Field::variable(Encoding::Nibbles, Prefix::BcdLl, 37, "");
    const N17: Field = Field::variable(Encoding::Bcd, Prefix::BcdLll, 17, "");
    const ANS40: Field = Field::variable(Encoding::Text, Prefix::AsciiLll, 40, "");

    #[test]
    fn fields_go_both_ways() {
        check(N3, "0210", "021", 0);
        check(N3, "021F", "021", 15);
        check(N3.right_aligned(), "0001", "001", 0);
        check(N3.right_aligned(), "F001", "001", 15);
        check(Field::fixed(Encoding::Bcd, 6, ""), "000079", "000079", 0);
        check(Z37, "056228D0", "6228D", 0);
        check(Z37, "046228", "6228", 0);
        check(N17, "001122000000030F", "22000000030", 15);
        check(N17, "0000", "", 0);
        check(ANS40, "303033435550", "CUP", 0);
    }

    #[test]
    fn wrong_bytes_are_found_where_they_are() {
        fails(N3, "02", 0, Rule::Short { need_bytes: 2, have_bytes: 1 });
        fails(N3, "0A10", 0, Rule::Nibble(0x0A));
        fails(N3, "00A0", 1, Rule::Nibble(0xA0));
        fails(N3.right_aligned(), "000D", 1, Rule::Nibble(0x0D));
        fails(N17, "00060102A3", 4, Rule::Nibble(0xA3));
        fails(Z37, "38", 0, Rule::Long { length: 38, most: 37 });
        fails(Z37, "3A", 0, Rule::Length(0x3A));
        fails(Z37, "056228", 1, Rule::Short { need_bytes: 3, have_bytes: 2 });
        fails(N17, "00", 0, Rule::Short { need_bytes: 2, have_bytes: 1 });
    }

    #[test]
    fn wrong_values_are_refused() {
        let encode = |field: Field, value: &[u8]| field.encode(value, 0, &mut Vec::new());
        assert_eq!(encode(N3, b"01"), Err(EncodeRule::Exactly { length: 2, wants: 3 }));
        assert_eq!(encode(N3, b"0D1"), Err(EncodeRule::Digits));
        assert_eq!(encode(N17, &[b'1'; 18]), Err(EncodeRule::Long { length: 18, most: 17 }));
        assert_eq!(encode(Z37, b"62=x"), Err(EncodeRule::Digits));
        let mut blank = Vec::new();
        let fixed = Field::fixed(Encoding::Text, 4, "");
        assert_eq!(fixed.encode(b"ab", 0, &mut blank), Ok(()));
        assert_eq!(blank, b"ab  ");
    }
}
