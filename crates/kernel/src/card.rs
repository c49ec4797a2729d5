//! Card numbers 卡号 (ISO/IEC 7812): 12 to 19 digits, the last a Luhn check digit.

use crate::mask::{CardNumber, Mask};
use std::fmt;
use std::str::FromStr;
use zeroize::Zeroize;

/// Fewest digits of a card number.
pub const PAN_DIGITS_MIN: usize = 12;
/// Most digits of a card number.
pub const PAN_DIGITS_MAX: usize = 19;

/// A card number. `Debug`, `Display` and JSON show the first six and the last four digits
/// only; the memory is wiped when it is dropped; [`Pan::reveal`] is the one way to the whole.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Pan {
    digits: [u8; PAN_DIGITS_MAX],
    length: u8,
}

/// Why a text is not a card number. Never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPan {
    /// Too short or too long.
    #[error("a card number has 12 to 19 digits, not {0}")]
    Length(usize),
    /// Something else than digits.
    #[error("a card number has digits only")]
    Letter,
    /// The Luhn check digit is wrong.
    #[error("the check digit of the card number is wrong")]
    Check,
}

impl Pan {
    /// Reads a card number and checks length, digits and the Luhn digit.
    pub fn parse(text: &str) -> Result<Pan, BadPan> {
        let pan = Pan::read_unchecked_digit(text)?;
        if luhn_digit(&pan.digits[..pan.len() - 1]) != pan.digits[pan.len() - 1] {
            return Err(BadPan::Check);
        }
        Ok(pan)
    }

    /// Reads a card number as a terminal sent it: length and digits only. Some closed-loop cards
    /// carry no Luhn digit, and whether the number is a card's is the issuer's to say.
    pub fn read_unchecked_digit(text: &str) -> Result<Pan, BadPan> {
        let bytes = text.as_bytes();
        if !bytes.iter().all(u8::is_ascii_digit) {
            return Err(BadPan::Letter);
        }
        if !(PAN_DIGITS_MIN..=PAN_DIGITS_MAX).contains(&bytes.len()) {
            return Err(BadPan::Length(bytes.len()));
        }
        let mut digits = [0; PAN_DIGITS_MAX];
        digits[..bytes.len()].copy_from_slice(bytes);
        Ok(Pan { digits, length: bytes.len() as u8 })
    }

    /// Makes the card number of all digits but the last by adding the Luhn digit.
    pub fn complete(without_check: &str) -> Result<Pan, BadPan> {
        if !without_check.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(BadPan::Letter);
        }
        let check = luhn_digit(without_check.as_bytes()) as char;
        let mut text = format!("{without_check}{check}");
        let pan = Pan::parse(&text);
        text.zeroize();
        pan
    }

    /// The number in clear. Every caller is a place to look at in a review.
    pub fn reveal(&self) -> &str {
        std::str::from_utf8(&self.digits[..self.len()]).expect("parse admits digits only")
    }

    /// The form that may be shown and stored: first six, stars, last four.
    pub fn masked(&self) -> String {
        CardNumber::masked(self.reveal())
    }

    /// The first `digits` digits, at most ten: what routing looks at, not card data.
    pub fn bin(&self, digits: usize) -> &str {
        &self.reveal()[..digits.min(10)]
    }

    /// The last four digits.
    pub fn last_four(&self) -> &str {
        &self.reveal()[self.len() - 4..]
    }

    /// Number of digits, 12 to 19.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        usize::from(self.length)
    }
}

/// Luhn check digit, as ASCII, of the digits before it (ASCII).
fn luhn_digit(before: &[u8]) -> u8 {
    let sum: u32 = before
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            match (place % 2 == 0, digit) {
                (true, 5..) => digit * 2 - 9,
                (true, _) => digit * 2,
                (false, _) => digit,
            }
        })
        .sum();
    b'0' + ((10 - sum % 10) % 10) as u8
}

impl Drop for Pan {
    fn drop(&mut self) {
        self.digits.zeroize();
    }
}

impl fmt::Debug for Pan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Display for Pan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl FromStr for Pan {
    type Err = BadPan;
    fn from_str(text: &str) -> Result<Pan, BadPan> {
        Pan::parse(text)
    }
}

impl serde::Serialize for Pan {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn test_numbers_are_accepted() {
        for text in [
            "6222021234567890128",
            "4111111111111111",
            "5555555555554444",
            "378282246310005",
            "6212341111111111111",
        ] {
            let first = &text[..text.len() - 1];
            let pan = Pan::complete(first).unwrap();
            assert_eq!(pan.len(), text.len());
            assert_eq!(pan.bin(6), &text[..6]);
        }
        assert!(Pan::parse("4111111111111111").is_ok());
        assert!(Pan::parse("378282246310005").is_ok());
    }

    #[test]
    fn each_broken_rule_has_its_name() {
        for (text, error) in [
            ("", BadPan::Length(0)),
            ("41111111111", BadPan::Length(11)),
            ("41111111111111111111", BadPan::Length(20)),
            ("4111 1111 1111 1111", BadPan::Letter),
            ("４111111111111111", BadPan::Letter),
            ("4111111111111112", BadPan::Check),
        ] {
            assert_eq!(Pan::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn nothing_shows_by_chance() {
        let pan = Pan::parse("4111111111111111").unwrap();
        assert_eq!(format!("{pan:?} {pan}"), "411111******1111 411111******1111");
        assert_eq!(serde_json::to_string(&pan).unwrap(), "\"411111******1111\"");
        assert_eq!(pan.last_four(), "1111");
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_found(body in "62[0-9]{10,16}", place in 0_usize..12, other in 0_u8..10) {
            let good = Pan::complete(&body).unwrap();
            let mut bytes = good.reveal().as_bytes().to_vec();
            prop_assume!(bytes[place] != b'0' + other);
            bytes[place] = b'0' + other;
            let text = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(Pan::parse(&text), Err(BadPan::Check));
        }
    }
}
