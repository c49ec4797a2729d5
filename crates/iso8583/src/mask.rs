//! What of a message people may see: card data, PIN blocks and keys are hidden unless asked for.
//!
//! A card number shows its first 6 and last 4 digits. In free text it is looked for: the number of
//! this very message wherever it stands, and any 13 to 19 digits that could be one (first digits
//! of a bank card, check digit right). The search prefers hiding too much to showing a card.

use std::ops::Range;

use crate::encoding::{self, Encoding};
use crate::keyblock;
use crate::message::Message;
use crate::spec::{HeaderKind, Spec};
use crate::tlv::terminal;

/// Stands for a value of which nothing is shown, whatever its length.
const HIDDEN: &str = "***";

/// The value of field `number` as people may see it; `None` where it may be shown as it is.
#[must_use]
pub fn masked(spec: &Spec, message: &Message, number: u8) -> Option<String> {
    let bytes = message.bytes(number)?;
    match number {
        2 => Some(card_number(&String::from_utf8_lossy(bytes))),
        35 => Some(track_2(&String::from_utf8_lossy(bytes))),
        14 | 34 | 36 | 45 | 52 | 55 | 96 => Some(HIDDEN.to_owned()),
        62 if is_key_block(message, bytes) => Some(HIDDEN.to_owned()),
        // Identity documents and the check number of the card travel here between institutions.
        61 if spec.header == HeaderKind::Cups => Some(HIDDEN.to_owned()),
        46..=48 | 54 | 56..=59 | 62 | 63 | 102..=127 => {
            let hidden = search(spec, message, number, bytes);
            (hidden != bytes).then(|| shown(spec, number, &hidden))
        }
        _ => None,
    }
}

/// First 6 and last 4 digits of a card number; nothing of one too short to hide anything.
#[must_use]
pub fn card_number(digits: &str) -> String {
    let count = digits.len();
    if count < 13 || !digits.is_ascii() {
        return HIDDEN.to_owned();
    }
    format!("{}{}{}", &digits[..6], "*".repeat(count - 10), &digits[count - 4..])
}

/// The card number of a track and nothing after it; nothing of a ciphered track.
fn track_2(track: &str) -> String {
    match track.split_once(['D', '=']) {
        Some((card, _)) if is_digits(card) => format!("{}D{HIDDEN}", card_number(card)),
        _ => HIDDEN.to_owned(),
    }
}

/// Working keys, or whatever else a host sends down in field 62 of a network message.
fn is_key_block(message: &Message, bytes: &[u8]) -> bool {
    message.mti.as_str().starts_with("08") || keyblock::is_length(bytes.len())
}

/// `bytes` with every digit of a card number that may not be seen replaced by `*`.
fn search(spec: &Spec, message: &Message, number: u8, bytes: &[u8]) -> Vec<u8> {
    let own = own_cards(message);
    let mut hidden = bytes.to_vec();
    hide_own(&mut hidden, bytes, &own);
    if number == 59 {
        hide_payment_codes(&mut hidden, bytes);
    }
    // Totals of a settlement are long digits that are no cards; batch records do hold cards.
    if number == 48 && message.mti.as_str().starts_with("05") {
        return hidden;
    }
    let whole = 0..bytes.len();
    // The digits of tags and lengths are no part of the values beside them.
    let values = if number == 59 { terminal_values(bytes) } else { vec![whole] };
    for value in values {
        hide_likely(&mut hidden[value.clone()], &bytes[value], |_| true);
    }
    if !is_binary(spec, number) && encoding::gbk_text(bytes).is_some() {
        return hidden;
    }
    // In what is shown as hex a card may stand packed as well: its digits from a whole byte on.
    let hex = encoding::hex(&hidden).into_bytes();
    let mut packed = hex.clone();
    hide_own(&mut packed, &hex, &own);
    hide_likely(&mut packed, &hex, |at| at % 2 == 0 && hex[at..].starts_with(b"62"));
    if packed == hex { hidden } else { packed }
}

fn hide_own(hidden: &mut [u8], bytes: &[u8], own: &[Vec<u8>]) {
    for card in own {
        for at in 0..bytes.len() {
            if bytes[at..].starts_with(card) {
                hide_middle(&mut hidden[at..at + card.len()]);
            }
        }
    }
}

/// Hides what could be a card number and starts where `may_start` says.
fn hide_likely(hidden: &mut [u8], bytes: &[u8], may_start: impl Fn(usize) -> bool) {
    for start in 0..bytes.len() {
        if !begins_a_card(&bytes[start..]) || !may_start(start) {
            continue;
        }
        for length in 13..=19 {
            let Some(digits) = bytes.get(start..start + length) else {
                break;
            };
            if is_card(digits) {
                hide_middle(&mut hidden[start..start + length]);
            }
        }
    }
}

/// Where the values of field 59 are, those inside the terminal data one by one; all of it where
/// it is no list.
fn terminal_values(bytes: &[u8]) -> Vec<Range<usize>> {
    let all = 0..bytes.len();
    let Ok(list) = terminal::parse(bytes) else {
        return vec![all];
    };
    let whole = |tlv: &terminal::Tlv<'_>| tlv.offset..tlv.offset + tlv.value.len();
    let inside = |tlv: &terminal::Tlv<'_>| {
        let parts = terminal::parse(tlv.value).ok().filter(|_| tlv.tag == terminal::TERMINAL)?;
        let moved = |part: &terminal::Tlv<'_>| {
            tlv.offset + part.offset..tlv.offset + part.offset + part.value.len()
        };
        Some(parts.iter().map(moved).collect::<Vec<_>>())
    };
    list.iter().flat_map(|tlv| inside(tlv).unwrap_or_else(|| vec![whole(tlv)])).collect()
}

/// The card numbers that the message names in fields 2 and 35.
fn own_cards(message: &Message) -> Vec<Vec<u8>> {
    let track = message.get(35).and_then(|track| track.split(['D', '=']).next());
    let cards = [message.get(2), track].into_iter().flatten();
    cards.filter(|card| 13 <= card.len()).map(|card| card.as_bytes().to_vec()).collect()
}

fn hide_payment_codes(hidden: &mut [u8], bytes: &[u8]) {
    let codes = terminal::parse(bytes).unwrap_or_default().into_iter();
    for code in codes.filter(|tlv| tlv.tag == terminal::PAYMENT_CODE) {
        hide_middle(&mut hidden[code.offset..code.offset + code.value.len()]);
    }
}

/// Leaves the first 6 and the last 4; all is hidden of what is shorter than a card number.
fn hide_middle(digits: &mut [u8]) {
    let range = if digits.len() < 13 { 0..digits.len() } else { 6..digits.len() - 4 };
    digits[range].fill(b'*');
}

/// True where the first digits are those of some bank card: UnionPay 62 and 60, 81; its members'
/// older 9; Visa 4; MasterCard 51 to 58 and 22 to 27; JCB, American Express and Diners 30 to 38.
fn begins_a_card(digits: &[u8]) -> bool {
    match digits {
        [b'4' | b'6' | b'9', ..] | [b'8', b'1', ..] => true,
        [b'5', second, ..] => (b'0'..=b'8').contains(second),
        [b'3', second, ..] => matches!(second, b'0' | b'4'..=b'8'),
        [b'2', second, ..] => (b'2'..=b'7').contains(second),
        _ => false,
    }
}

/// True of 13 to 19 digits whose last is their check digit (Luhn, GB/T 17552).
fn is_card(digits: &[u8]) -> bool {
    if !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = digits.iter().rev().enumerate().fold(0, |sum, (at, digit)| {
        let digit = u32::from(digit - b'0');
        sum + if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
    });
    sum.is_multiple_of(10)
}

fn is_binary(spec: &Spec, number: u8) -> bool {
    let field = spec.fields[usize::from(number)].as_ref();
    field.is_some_and(|field| field.encoding == Encoding::Binary)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Text where it is text, else hex; hex in which digits are hidden is ASCII already.
fn shown(spec: &Spec, number: u8, hidden: &[u8]) -> String {
    match encoding::gbk_text(hidden) {
        Some(text) if !is_binary(spec, number) || text.contains('*') => text.into_owned(),
        _ => encoding::hex(hidden),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Header, Mti};
    use crate::spec;

    fn check(mti: &str, number: u8, value: &[u8], wanted: Option<&str>) {
        let header = Header::pos("6000030000", "603100310100").unwrap();
        let mut message = Message::new(header, Mti::parse(mti).unwrap());
        message.set(2, "6228480012345678").set_bytes(number, value);
        let seen = masked(spec::pos(), &message, number);
        assert_eq!(seen.as_deref(), wanted, "{number} {}", value.escape_ascii());
    }

    #[test]
    fn card_data_is_hidden() {
        check("0200", 2, b"6228480012345678", Some("622848******5678"));
        check("0200", 2, b"6228480012345678901", Some("622848*********8901"));
        check("0200", 2, b"62284800", Some("***"));
        check("0200", 35, b"6228480012345678D2512201123", Some("622848******5678D***"));
        check("0200", 35, b"0FA3FFCA97ED0D0A", Some("***"));
        check("0200", 14, b"2512", Some("***"));
        check("0200", 52, &[1; 8], Some("***"));
        check("0200", 55, &[0x5A, 1, 2], Some("***"));
        check("0200", 4, b"000000000100", None);
        check("0200", 37, b"622848001234", None);
    }

    #[test]
    fn cards_are_found_in_text() {
        check("0200", 63, b"CUP", None);
        // The message's own card, whose check digit is wrong.
        check("0200", 59, b"99018x6228480012345678y", Some("99018x622848******5678y"));
        // Another card, whose check digit is right, with digits before it.
        check("0200", 57, b"id 4111111111111111x", Some("id 411111******1111x"));
        check("0200", 57, b"4111111111111112", None);
        check("0200", 59, b"A3018134567890123456789", Some("A3018134567********6789"));
        let text = [b"\xB3\xC9\xB9\xA6".as_slice(), b"4111111111111111"].concat();
        check("0210", 63, &text, Some("成功411111******1111"));
        let terminal = b"A20430100204020200000300263456789012303006345678";
        check("0200", 59, terminal, None);
        let binary = [b"\x00".as_slice(), b"4111111111111111"].concat();
        check("0210", 63, &binary, Some("003431313131312A2A2A2A2A2A31313131"));
        // More than the card is hidden where digits follow it without a break.
        check("0320", 48, b"01000123622848001234567800", Some("0100012362284*********7800"));
        check("0500", 48, b"000000062284000000000000000000622840", None);
    }

    #[test]
    fn keys_are_hidden() {
        check("0810", 62, &[7; 40], Some("***"));
        check("0810", 62, b"parameters", Some("***"));
        check("0210", 62, &[7; 60], Some("***"));
        check("0210", 62, b"a slip", None);
        let packed = hex::decode("FF0162284800123456780F").unwrap();
        check("0200", 62, &packed, Some("FF01622848******56780F"));
        check("0200", 59, &packed, Some("FF01622848******56780F"));
    }
}
