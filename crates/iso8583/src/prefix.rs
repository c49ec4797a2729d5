//! The length before a variable field.

use crate::error::Rule;

/// How a field says its length, in its own units: digits where packed, bytes elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix {
    /// No length: always as long as the specification says.
    Fixed,
    /// LLVAR of the POS dialect: one BCD byte.
    BcdLl,
    /// LLLVAR of the POS dialect: two BCD bytes. Their first nibble is 0 by the standard; hosts
    /// that send more than 999 use it, so it is read.
    BcdLll,
    /// LLVAR in two ASCII digits.
    AsciiLl,
    /// LLLVAR in three ASCII digits.
    AsciiLll,
}

impl Prefix {
    /// Bytes of the length itself.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Prefix::Fixed => 0,
            Prefix::BcdLl => 1,
            Prefix::BcdLll | Prefix::AsciiLl => 2,
            Prefix::AsciiLll => 3,
        }
    }

    /// The most that the length can say.
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Prefix::Fixed => usize::MAX,
            Prefix::BcdLl | Prefix::AsciiLl => 99,
            Prefix::AsciiLll => 999,
            Prefix::BcdLll => 9999,
        }
    }

    /// Reads the length from its own bytes; an error by its position in them.
    pub(crate) fn read(self, bytes: &[u8]) -> Result<usize, (usize, Rule)> {
        let ascii = matches!(self, Prefix::AsciiLl | Prefix::AsciiLll);
        let mut length = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let bad = (at, Rule::Length(*byte));
            if ascii {
                let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10).ok_or(bad)?;
                length = length * 10 + usize::from(digit);
            } else {
                let (high, low) = (byte >> 4, byte & 15);
                if 9 < high || 9 < low {
                    return Err(bad);
                }
                length = length * 100 + usize::from(high * 10 + low);
            }
        }
        Ok(length)
    }

    /// Appends `length`, which the caller has held against [`Prefix::most`].
    pub(crate) fn write(self, length: usize, into: &mut Vec<u8>) {
        let digit = |divisor: usize| u8::try_from(length / divisor % 10).unwrap_or(0);
        let pair = |divisor: usize| digit(divisor * 10) << 4 | digit(divisor);
        match self {
            Prefix::Fixed => {}
            Prefix::BcdLl => into.push(pair(1)),
            Prefix::BcdLll => into.extend_from_slice(&[pair(100), pair(1)]),
            Prefix::AsciiLl => into.extend_from_slice(&[b'0' + digit(10), b'0' + digit(1)]),
            Prefix::AsciiLll => {
                into.extend_from_slice(&[b'0' + digit(100), b'0' + digit(10), b'0' + digit(1)]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_reads_as_it_was_written() {
        for (prefix, length, bytes) in [
            (Prefix::BcdLl, 19, &[0x19][..]),
            (Prefix::BcdLll, 145, &[0x01, 0x45]),
            (Prefix::BcdLll, 1024, &[0x10, 0x24]),
            (Prefix::AsciiLl, 8, b"08"),
            (Prefix::AsciiLll, 217, b"217"),
            (Prefix::Fixed, 0, b""),
        ] {
            let mut written = Vec::new();
            prefix.write(length, &mut written);
            assert_eq!(written, bytes, "{prefix:?}");
            assert_eq!(prefix.read(bytes), Ok(length), "{prefix:?}");
        }
        assert_eq!(Prefix::BcdLll.read(&[0x00, 0x1A]), Err((1, Rule::Length(0x1A))));
        assert_eq!(Prefix::AsciiLl.read(b"1x"), Err((1, Rule::Length(b'x'))));
    }
}
