//! A terminal's request as the switch understands it: parsed once, here.

use super::answer::Told;
use super::model::{PaymentKind, ReversalReason};
use crate::terminals::{DeviceType, Presented};
use iso8583::Message;
use iso8583::tlv::terminal::{PAYMENT_CODE, TERMINAL, Tlv, parse};
use kernel::{Masked, Place, mask::CardNumber};
use storage::vault::Vault;

/// Tag inside A2 of field 59 that carries where the terminal is, as `+29.557700/+106.577000`.
/// Notice 259 leaves the tag to the parties; this one is our profile's.
const PLACE_TAG: [u8; 2] = *b"06";
/// The product of what is paid by card, and of what is paid by a scanned code.
const CARD_PRODUCT: &str = "card";
const CODE_PRODUCT: &str = "qr";
/// Fields that make a request what it is. Left out: times, PIN block and chip cryptogram, which
/// a terminal may make anew when it repeats itself, and the MAC.
const CONTENT: [u8; 13] = [2, 3, 4, 11, 22, 25, 35, 37, 38, 41, 42, 60, 61];

/// A financial request.
#[derive(Debug)]
pub struct Asked {
    /// What is asked.
    pub kind: PaymentKind,
    /// Fen; 0 in a balance query.
    pub amount_fen: i64,
    /// F11.
    pub trace_no: i32,
    /// F60.2.
    pub batch_no: i32,
    /// F22, three digits.
    pub entry_mode: String,
    /// The card, or the payment code that stands for it. `None` only where a payment by code is
    /// given back: the code is long gone, and the reference number names the payment.
    pub card: Option<Masked<CardNumber>>,
    /// `card` or `qr`, as contracts name it.
    pub product: &'static str,
    /// The payment it follows; always there where the kind follows one.
    pub original: Option<Named>,
    /// The acquirer's reference number of it (F37).
    pub reference_no: Option<String>,
    /// Keyed hash of what is asked.
    pub content: [u8; 16],
}

/// How a request names the payment it follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// By batch and trace number on the same terminal (F61).
    Number(i32, i32),
    /// By the authorisation code of a hold (F38), with the card and the merchant.
    Authorization(String),
}

/// A terminal's reversal.
#[derive(Debug)]
pub struct Reversing {
    /// F11, the original's.
    pub trace_no: i32,
    /// F60.2, the original's.
    pub batch_no: i32,
    /// F39.
    pub reason: ReversalReason,
    /// F4.
    pub amount_fen: Option<i64>,
}

fn number(text: Option<&str>) -> Option<i32> {
    text.filter(|text| !text.is_empty())?.parse().ok()
}

/// F60.2.
pub fn batch_of(message: &Message) -> Option<i32> {
    number(message.get(60)?.get(2..8))
}

/// Reads a financial request; what is wrong with it is told in a response code.
pub fn asked(message: &Message, vault: &Vault) -> Result<Asked, Told> {
    let code = message.get(60).and_then(|field| field.get(..2)).unwrap_or_default();
    let processing = message.get(3).unwrap_or_default();
    let kind =
        PaymentKind::of(message.mti.as_str(), processing, code).ok_or_else(|| Told::code("40"))?;
    let bad_format = || Told::code("30");
    let trace_no = number(message.get(11)).ok_or_else(bad_format)?;
    let batch_no = batch_of(message).ok_or_else(bad_format)?;
    let amount_fen = match message.get(4) {
        Some(digits) => digits.parse::<i64>().map_err(|_| Told::code("13"))?,
        None => 0,
    };
    if kind.has_amount() == (amount_fen == 0) {
        return Err(Told::code("13"));
    }
    if message.get(49).is_some_and(|currency| currency != "156") {
        return Err(Told::code("12"));
    }
    let original = original_of(message, kind);
    if kind.follows() && original.is_none() {
        return Err(bad_format());
    }
    let by_code = is_by_code(message);
    let card = if by_code { code_of(message) } else { card_of(message) };
    if card.is_none() && !(by_code && kind.gives_back() && !message.bytes(59).is_some_and(has_code))
    {
        return Err(Told::code("14"));
    }
    Ok(Asked {
        kind,
        amount_fen,
        trace_no,
        batch_no,
        entry_mode: message.get(22).unwrap_or("000").to_owned(),
        card,
        product: if by_code { CODE_PRODUCT } else { CARD_PRODUCT },
        original,
        reference_no: message.get(37).map(str::to_owned),
        content: content_of(message, vault),
    })
}

/// Reads a terminal's reversal.
pub fn reversing(message: &Message) -> Result<Reversing, Told> {
    let bad_format = || Told::code("30");
    Ok(Reversing {
        trace_no: number(message.get(11)).ok_or_else(bad_format)?,
        batch_no: batch_of(message).ok_or_else(bad_format)?,
        reason: message.get(39).and_then(|code| code.parse().ok()).unwrap_or(ReversalReason::Other),
        amount_fen: message.get(4).and_then(|digits| digits.parse().ok()),
    })
}

fn original_of(message: &Message, kind: PaymentKind) -> Option<Named> {
    if kind.follows_hold() {
        let code = message.get(38).map(str::trim).filter(|code| !code.is_empty())?;
        return Some(Named::Authorization(code.to_owned()));
    }
    let field = message.get(61)?;
    Some(Named::Number(number(field.get(..6))?, number(field.get(6..12))?))
}

/// F22 begins with 03 where a code was scanned.
pub fn is_code_entry(entry_mode: &str) -> bool {
    entry_mode.starts_with("03")
}

fn is_by_code(message: &Message) -> bool {
    message.get(22).is_some_and(is_code_entry)
}

fn has_code(field: &[u8]) -> bool {
    value(&parse(field).unwrap_or_default(), PAYMENT_CODE).is_some()
}

/// The payment code 付款码 in F59, tag A3, when it is one that a consumer shows.
fn code_of(message: &Message) -> Option<Masked<CardNumber>> {
    let all = parse(message.bytes(59)?).ok()?;
    let code = std::str::from_utf8(value(&all, PAYMENT_CODE)?).ok()?.trim();
    is_payment_code(code).then(|| Masked::new(code))
}

/// A code that a consumer shows to pay: UnionPay, EMVCo's consumer-presented mode, WeChat, Alipay.
pub fn is_payment_code(code: &str) -> bool {
    emvqr::recognise(code).is_ok_and(|code| code.side() == emvqr::Side::Consumer)
}

/// F2, or what stands before the separator of track 2.
fn card_of(message: &Message) -> Option<Masked<CardNumber>> {
    let number = match message.get(2) {
        Some(number) => number,
        None => message.get(35)?.split(['D', '=']).next()?,
    };
    let right = (13..=19).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    right.then(|| Masked::new(number))
}

fn content_of(message: &Message, vault: &Vault) -> [u8; 16] {
    let mut content = Vec::with_capacity(256);
    content.extend_from_slice(message.mti.as_str().as_bytes());
    for field in CONTENT {
        if let Some(value) = message.bytes(field) {
            content.push(field);
            // A field has at most 65,535 bytes.
            content.extend_from_slice(&(value.len() as u32).to_be_bytes());
            content.extend_from_slice(value);
        }
    }
    if is_by_code(message)
        && let Some(code) = code_of(message)
    {
        content.extend_from_slice(code.reveal().as_bytes());
    }
    let token = vault.token("payment.content", &content);
    let mut first = [0; 16];
    first.copy_from_slice(&token[..16]);
    first
}

/// What the request says of its terminal; `F59` tag `A2`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Says<'a> {
    serial: Option<&'a str>,
    device_type: Option<DeviceType>,
    place: Option<Place>,
}

impl<'a> Says<'a> {
    /// Reads field 59; what cannot be read counts as not said.
    pub fn of(message: &'a Message) -> Says<'a> {
        let Some(field) = message.bytes(59) else {
            return Says::default();
        };
        let all = parse(field).unwrap_or_default();
        let Some(terminal) = value(&all, TERMINAL).and_then(|list| parse(list).ok()) else {
            return Says::default();
        };
        let text = |tag| value(&terminal, tag).and_then(|text| std::str::from_utf8(text).ok());
        Says {
            serial: text(*b"02").map(str::trim),
            device_type: text(*b"01").and_then(|word| word.parse().ok()),
            place: text(PLACE_TAG).and_then(place),
        }
    }

    /// Serial number (TUSN).
    pub fn serial(&self) -> Option<&'a str> {
        self.serial
    }

    /// As the check of the binding wants it.
    pub fn presented(&self, message: &'a Message) -> Presented<'a> {
        Presented {
            serial: self.serial,
            acquirer_code: message.get(32),
            merchant_code: message.get(42).unwrap_or_default(),
            terminal_code: message.get(41).unwrap_or_default(),
            place: self.place,
            device_type: self.device_type,
        }
    }
}

fn value<'a>(list: &[Tlv<'a>], tag: [u8; 2]) -> Option<&'a [u8]> {
    list.iter().find(|tlv| tlv.tag == tag).map(|tlv| tlv.value)
}

/// Latitude and longitude in degrees with a sign and up to six decimals, as
/// `+37.12/-121.213`.
fn place(text: &str) -> Option<Place> {
    let (latitude, longitude) = text.trim().split_once('/')?;
    let place = Place { latitude_e6: degrees(latitude)?, longitude_e6: degrees(longitude)? };
    let inside = place.latitude_e6.abs() <= 90_000_000 && place.longitude_e6.abs() <= 180_000_000;
    inside.then_some(place)
}

fn degrees(text: &str) -> Option<i32> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => (1, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || 3 < whole.len()
        || 6 < part.len()
        || !all_digits(whole)
        || !all_digits(part)
    {
        return None;
    }
    let millionths: i32 = format!("{part:0<6}").parse().ok()?;
    Some(sign * (whole.parse::<i32>().ok()? * 1_000_000 + millionths))
}

#[cfg(test)]
mod tests {
    use super::*;
    use iso8583::{Header, Mti};

    const KEYS: &str = "token:1111111111111111111111111111111111111111111111111111111111111111,\
        1:2222222222222222222222222222222222222222222222222222222222222222";

    fn sale() -> Message {
        let header = Header::pos("6000030000", "603100310100").unwrap();
        let mut message = Message::new(header, Mti::parse("0200").unwrap());
        message
            .set(3, "000000")
            .set(4, "000000000100")
            .set(11, "000007")
            .set(22, "021")
            .set(35, "6222021234567890123D25122011234567890")
            .set(49, "156")
            .set(60, "22000001000");
        message
    }

    fn read(message: &Message) -> Result<Asked, String> {
        asked(message, &Vault::from_text(KEYS).unwrap()).map_err(|told| told.code)
    }

    #[test]
    fn a_sale_is_read_from_its_track() {
        let asked = read(&sale()).unwrap();
        assert_eq!((asked.kind, asked.amount_fen), (PaymentKind::Sale, 100));
        assert_eq!((asked.trace_no, asked.batch_no), (7, 1));
        assert_eq!(asked.card.unwrap().reveal(), "6222021234567890123");
        assert_eq!(asked.product, "card");
    }

    #[test]
    fn a_payment_code_stands_for_a_card() {
        let by_code = |code: &str| {
            let mut message = sale();
            message.remove(35).set(22, "032");
            message.set_bytes(59, format!("A3{:03}{code}", code.len()).as_bytes());
            message
        };
        let asked = read(&by_code("6212345678901234567")).unwrap();
        assert_eq!((asked.product, asked.card.unwrap().reveal().len()), ("qr", 19));
        assert_ne!(
            read(&by_code("6212345678901234567")).unwrap().content,
            read(&by_code("6212345678901234568")).unwrap().content
        );
        for code in ["134567890123456789", "2812345678901234"] {
            assert!(read(&by_code(code)).is_ok(), "{code}");
        }
        for code in ["", "62123456789012345", "9912345678901234567", "62X2345678901234567"] {
            assert_eq!(read(&by_code(code)).unwrap_err(), "14", "{code}");
        }
        // A code is given back by its reference number; a card is not.
        let mut refund = by_code("");
        refund.remove(59).set(61, "0000010000071125").set(60, "25000001000");
        refund.mti = Mti::parse("0220").unwrap();
        refund.set(3, "200000");
        assert!(read(&refund).unwrap().card.is_none());
        refund.set(22, "012");
        assert_eq!(read(&refund).unwrap_err(), "14");
    }

    #[test]
    fn what_is_wrong_is_told_in_a_code() {
        for (field, value, code) in [
            (3, "990000", "40"),
            (4, "000000000000", "13"),
            (11, "", "30"),
            (49, "840", "12"),
            (60, "23000001000", "40"),
            (60, "22", "30"),
            (35, "12D34", "14"),
        ] {
            let mut message = sale();
            message.set(field, value);
            assert_eq!(read(&message).unwrap_err(), code, "field {field}");
        }
    }

    #[test]
    fn a_repetition_has_the_content_of_the_first_and_another_amount_has_not() {
        let first = read(&sale()).unwrap().content;
        let mut again = sale();
        again.set(12, "101010").set_bytes(52, &[1; 8]).set_bytes(64, &[2; 8]);
        assert_eq!(read(&again).unwrap().content, first);
        again.set(4, "000000000101");
        assert_ne!(read(&again).unwrap().content, first);
    }

    #[test]
    fn places_are_read_to_the_millionth() {
        let at = |latitude_e6, longitude_e6| Some(Place { latitude_e6, longitude_e6 });
        assert_eq!(place("+37.12/-121.213"), at(37_120_000, -121_213_000));
        assert_eq!(place("29.557700/106.577"), at(29_557_700, 106_577_000));
        for text in ["", "1", "91/0", "1.1234567/2", "a/b", "+/-", "1/2/3"] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
