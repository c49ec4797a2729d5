//! PIN blocks (个人密码密文) of ISO 9564 format 0, with and without the card number.
//!
//! Field 53 says which: `2600000000000000` is a double-length key and the card number in the
//! block, `2000000000000000` a single-length one (both seen in dumps); first digit 1 is without.

use zeroize::{Zeroize, Zeroizing};

use crate::key::{self, Key};

/// Fewest and most digits of a PIN.
pub const DIGITS: std::ops::RangeInclusive<usize> = 4..=12;

/// Why there is no PIN block, or no PIN in it. Says nothing of the PIN or the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    #[error("a PIN is 4 to 12 digits")]
    Pin,
    #[error("a card number is 13 to 19 digits")]
    Card,
    #[error("the block opened holds no PIN: another key, or another card number")]
    Block,
}

/// The clear block of `pin` for `card`; `None` for a card makes the block without card number.
///
/// # Errors
/// When either is not of its form.
pub fn make(pin: &str, card: Option<&str>) -> Result<Zeroizing<[u8; 8]>, PinError> {
    if !DIGITS.contains(&pin.len()) || !is_digits(pin) {
        return Err(PinError::Pin);
    }
    let card = card.map_or(Ok([0; 8]), card_block)?;
    let mut nibbles = Zeroizing::new([0xF; 16]);
    nibbles[0] = 0;
    nibbles[1] = u8::try_from(pin.len()).unwrap_or(0);
    for (nibble, digit) in nibbles[2..].iter_mut().zip(pin.bytes()) {
        *nibble = digit - b'0';
    }
    Ok(Zeroizing::new(key::xor(pack(&nibbles), card)))
}

/// The PIN in a clear block; the opposite of [`make`].
///
/// # Errors
/// [`PinError::Block`] when there is no PIN of 4 to 12 digits, filled with F, in it.
pub fn open(block: &[u8; 8], card: Option<&str>) -> Result<Zeroizing<String>, PinError> {
    let card = card.map_or(Ok([0; 8]), card_block)?;
    let plain = Zeroizing::new(key::xor(*block, card));
    let mut nibbles = Zeroizing::new([0; 16]);
    for (at, byte) in plain.iter().enumerate() {
        nibbles[at * 2] = byte >> 4;
        nibbles[at * 2 + 1] = byte & 15;
    }
    let count = usize::from(nibbles[1]);
    if nibbles[0] != 0 || !DIGITS.contains(&count) {
        return Err(PinError::Block);
    }
    let (digits, filler) = nibbles[2..].split_at(count);
    if digits.iter().any(|digit| 9 < *digit) || filler.iter().any(|nibble| *nibble != 0xF) {
        return Err(PinError::Block);
    }
    let mut pin = Zeroizing::new(String::with_capacity(count));
    pin.extend(digits.iter().map(|digit| char::from(b'0' + digit)));
    Ok(pin)
}

/// A block under `key`, as field 52 carries it.
///
/// # Errors
/// As [`make`].
pub fn encrypt(key: &Key, pin: &str, card: Option<&str>) -> Result<[u8; 8], PinError> {
    Ok(key.encrypt(*make(pin, card)?))
}

/// Field 52 as it came under `from`, under `to`: the card number stays, the format is checked.
///
/// # Errors
/// As [`open`].
pub fn translate(
    block: &[u8; 8],
    from: &Key,
    to: &Key,
    card: Option<&str>,
) -> Result<[u8; 8], PinError> {
    let mut clear = from.decrypt(*block);
    let checked = open(&clear, card);
    let translated = to.encrypt(clear);
    clear.zeroize();
    checked.map(|_| translated)
}

/// Four zeros and the rightmost 12 digits of the card number before its check digit.
fn card_block(card: &str) -> Result<[u8; 8], PinError> {
    if !(13..=19).contains(&card.len()) || !is_digits(card) {
        return Err(PinError::Card);
    }
    let card = card.as_bytes();
    let twelve = &card[card.len() - 13..card.len() - 1];
    let mut nibbles = [0; 16];
    for (nibble, digit) in nibbles[4..].iter_mut().zip(twelve) {
        *nibble = digit - b'0';
    }
    Ok(pack(&nibbles))
}

fn pack(nibbles: &[u8; 16]) -> [u8; 8] {
    std::array::from_fn(|at| nibbles[at * 2] << 4 | nibbles[at * 2 + 1])
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pin: &str, card: Option<&str>, block: &str) {
        let made = make(pin, card).unwrap();
        assert_eq!(hex::encode_upper(*made), block, "{pin} {card:?}");
        assert_eq!(*open(&made, card).unwrap(), pin);
        let (from, to) = (Key::new(&[1; 16]).unwrap(), Key::new(&[7; 24]).unwrap());
        let under = encrypt(&from, pin, card).unwrap();
        let moved = translate(&under, &from, &to, card).unwrap();
        assert_eq!(to.decrypt(moved), *made);
        assert_eq!(translate(&under, &to, &from, card), Err(PinError::Block));
    }

    /// Values of psec 1.3.0, but the last.
    #[test]
    fn blocks_open_to_the_pin_they_were_made_of() {
        check("123456", Some("123456789012345678"), "061253DFFEDCBA98");
        check("123456", Some("1234567890123456"), "0612713176FEDCBA");
        check("1234", Some("4000001234562000"), "041234FEDCBA9DFF");
        check("123456789012", Some("6228480012345678901"), "0C1234444CC66A6F");
        check("123456", None, "06123456FFFFFFFF");
    }

    #[test]
    fn what_is_no_pin_is_refused() {
        for pin in ["123", "1234567890123", "12a4", "１２３４"] {
            assert_eq!(make(pin, None).unwrap_err(), PinError::Pin, "{pin}");
        }
        for card in ["123456789012", "12345678901234567890", "12345678901234x"] {
            assert_eq!(make("1234", Some(card)).unwrap_err(), PinError::Card, "{card}");
        }
        for block in
            ["16123456FFFFFFFF", "03123FFFFFFFFFFF", "06A23456FFFFFFFF", "06123456FFFFFFF0"]
        {
            let mut clear = [0; 8];
            hex::decode_to_slice(block, &mut clear).unwrap();
            assert_eq!(open(&clear, None).unwrap_err(), PinError::Block, "{block}");
        }
    }
}
