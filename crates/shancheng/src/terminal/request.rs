//! What a terminal says: requests of the POS dialect, built from the published tables and not
//! from the code that reads them.

use super::{Config, Receipt, card::Card};
use iso8583::tlv::terminal::{PAYMENT_CODE, TERMINAL, Tlv, write};
use iso8583::{Header, Key, Message, Mti, pin};

/// Where the front sits, and who asks.
const TPDU: &str = "6000030000";
/// Financial transaction, version 31, no state, no processing request.
const APPLICATION: &str = "603100310100";
/// F60.4 and F60.5: the terminal reads chips without contact; no chip was tried before.
const READER: &str = "60";
/// Tag of the place inside A2: this front's own profile, since notice 259 names no tag.
const PLACE: [u8; 2] = *b"06";
/// Tag of the program's version inside A2, 8 characters.
const VERSION: &str = "SIM00100";

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 消费.
    Sale,
    /// 消费撤销.
    Void,
    /// 退货.
    Refund,
    /// 余额查询.
    Balance,
    /// 预授权.
    Preauth,
    /// 预授权撤销.
    PreauthVoid,
    /// 预授权完成.
    Completion,
    /// 预授权完成撤销.
    CompletionVoid,
}

impl Kind {
    /// Message type, processing code (F3) and type (F60.1).
    const fn codes(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Kind::Sale => ("0200", "000000", "22"),
            Kind::Void => ("0200", "200000", "23"),
            Kind::Refund => ("0220", "200000", "25"),
            Kind::Balance => ("0200", "310000", "01"),
            Kind::Preauth => ("0100", "030000", "10"),
            Kind::PreauthVoid => ("0100", "200000", "11"),
            Kind::Completion => ("0200", "000000", "20"),
            Kind::CompletionVoid => ("0200", "200000", "21"),
        }
    }

    /// True where an answer that stays away makes a reversal; a refund is looked up by people.
    pub const fn is_reversed(self) -> bool {
        !matches!(self, Kind::Refund | Kind::Balance)
    }

    /// Condition (F25): 06 where it is about a hold.
    const fn condition(self) -> &'static str {
        match self {
            Kind::Sale | Kind::Void | Kind::Refund | Kind::Balance => "00",
            _ => "06",
        }
    }
}

/// Why a reversal is sent: F39 of the 0400.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No answer in time.
    NoAnswer,
    /// The MAC of the answer does not hold.
    BadMac,
    /// The answer does not fit the request.
    Other,
}

impl Reason {
    /// F39.
    pub const fn code(self) -> &'static str {
        match self {
            Reason::NoAnswer => "98",
            Reason::BadMac => "A0",
            Reason::Other => "06",
        }
    }
}

/// The numbers a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// F60.2.
    pub batch: u32,
    /// F11.
    pub trace: u32,
}

/// A message with who asks: F11, F41, F42 and F60.
fn begin(config: &Config, mti: &str, number: Number, field_60: &str) -> Message {
    let header = Header::pos(TPDU, APPLICATION).expect("constants of the right length");
    let mti = Mti::parse(mti).expect("a constant of four digits");
    let mut message = Message::new(header, mti);
    message
        .set(11, &format!("{:06}", number.trace))
        .set(41, &config.terminal_code)
        .set(42, &config.merchant_code)
        .set(60, field_60);
    message
}

/// Sign-in 签到 (F60.3 003, or 001 for keys of single length).
pub fn sign_in(config: &Config, number: Number) -> Message {
    let action = if config.tmk.bytes_count() == 8 { "001" } else { "003" };
    let mut message = begin(config, "0800", number, &format!("00{:06}{action}", number.batch));
    message.set_bytes(59, &terminal_data(config, None)).set(63, &config.operator);
    message
}

/// Echo 回响测试 (301) or sign-off 签退 (002).
pub fn line_message(config: &Config, number: Number, action: &str) -> Message {
    begin(config, "0820", number, &format!("00{:06}{action}", number.batch))
}

/// Why a request cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRequest {
    /// Not 1 to 999,999,999,999 fen.
    #[error("{0} fen is no amount of a payment")]
    Amount(i64),
    /// Not 4 to 12 digits.
    #[error("the PIN or the card number makes no PIN block")]
    Pin,
}

/// A request about a card that was swiped, or a code that was scanned.
pub fn card_request(
    config: &Config,
    kind: Kind,
    number: Number,
    (card, amount_fen): (&Card, i64),
    pin: Option<(&str, &Key)>,
) -> Result<Message, NoRequest> {
    let mut message = financial(config, kind, number, card);
    if kind != Kind::Balance {
        message.set(4, &amount(amount_fen)?);
    }
    if card.by_code {
        message.set(22, "032");
        return Ok(message);
    }
    message.set(22, if pin.is_some() { "021" } else { "022" }).set(35, &card.track2());
    if let Some((digits, key)) = pin {
        let block = pin::encrypt(key, digits, Some(card.pan.reveal()));
        let block = block.map_err(|_| NoRequest::Pin)?;
        let control = if key.bytes_count() == 8 { "2000000000000000" } else { "2600000000000000" };
        message.set(26, "06").set_bytes(52, &block).set(53, control);
    }
    Ok(message)
}

/// What follows an approved payment: the card is keyed in from the slip.
pub fn undoing(
    config: &Config,
    kind: Kind,
    number: Number,
    (original, amount_fen): (&Receipt, i64),
) -> Result<Message, NoRequest> {
    let mut message = financial(config, kind, number, &original.card);
    let of = original.number;
    message
        .set(4, &amount(amount_fen)?)
        .set(61, &format!("{:06}{:06}{}", of.batch, of.trace, original.date));
    if original.card.by_code {
        message.set(22, "032");
    } else {
        let card = &original.card;
        message.set(2, card.pan.reveal()).set(14, &card.expiry).set(22, "012");
    }
    for (field, value) in [(37, &original.reference_no), (38, &original.authorization_code)] {
        if let Some(value) = value {
            message.set(field, value);
        }
    }
    if kind == Kind::Refund {
        message.set(63, "000");
    }
    Ok(message)
}

/// The reversal 冲正 of a request that was sent: same number, the reason in F39.
pub fn reversal(request: &Message, card: &Card, reason: Reason) -> Message {
    let mti = Mti::parse("0400").expect("a constant of four digits");
    let mut message = Message::new(request.header.clone(), mti);
    for field in [3, 4, 11, 14, 22, 25, 38, 41, 42, 49, 59, 60, 61] {
        message.copy(request, field);
    }
    if !card.by_code {
        message.set(2, card.pan.reveal());
    }
    message.set(39, reason.code());
    message
}

fn financial(config: &Config, kind: Kind, number: Number, card: &Card) -> Message {
    let condition = kind.condition();
    let (mti, processing, kind) = kind.codes();
    let field_60 = format!("{kind}{:06}000{READER}", number.batch);
    let mut message = begin(config, mti, number, &field_60);
    message
        .set(3, processing)
        .set(25, condition)
        .set(49, "156")
        .set_bytes(59, &terminal_data(config, Some(card)));
    message
}

fn amount(fen: i64) -> Result<String, NoRequest> {
    if (1..=999_999_999_999).contains(&fen) {
        Ok(format!("{fen:012}"))
    } else {
        Err(NoRequest::Amount(fen))
    }
}

/// F59 with tag A2: device type, serial number, random factor (the card's last six digits),
/// program version and place.
fn terminal_data(config: &Config, card: Option<&Card>) -> Vec<u8> {
    let place = config.place.map(|place| place.to_string());
    let factor = card.map(|card| &card.pan.reveal()[card.pan.len() - 6..]);
    let parts = [
        (*b"01", Some(config.device_type.as_str())),
        (*b"02", Some(config.serial.as_str())),
        (*b"03", factor),
        (*b"05", Some(VERSION)),
        (PLACE, place.as_deref()),
    ];
    let parts: Vec<Tlv<'_>> = parts
        .iter()
        .filter_map(|(tag, value)| {
            value.map(|value| Tlv { tag: *tag, value: value.as_bytes(), offset: 0 })
        })
        .collect();
    // A serial number of more than 999 characters does not come from a terminal's label.
    let inner = write(&parts).unwrap_or_default();
    let mut all = vec![Tlv { tag: TERMINAL, value: &inner, offset: 0 }];
    if let Some(card) = card.filter(|card| card.by_code) {
        all.push(Tlv { tag: PAYMENT_CODE, value: card.pan.reveal().as_bytes(), offset: 0 });
    }
    write(&all).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::card::RANGES;
    use super::super::tests::config;
    use super::*;
    use iso8583::tlv::terminal::Terminal;

    const NUMBER: Number = Number { batch: 7, trace: 42 };

    fn lines(message: &Message) -> String {
        let spec = iso8583::spec::pos();
        // What is written is read back before it is shown: the dialect takes it.
        let bytes = spec.encode(message).unwrap();
        iso8583::describe::describe(spec, &spec.decode(&bytes).unwrap())
    }

    fn sale() -> (Card, Message) {
        let card = Card::test(RANGES[0], 42);
        let key = Key::new(&[7; 16]).unwrap();
        let message =
            card_request(&config(""), Kind::Sale, NUMBER, (&card, 1234), Some(("123456", &key)));
        (card, message.unwrap())
    }

    #[test]
    fn a_sale_says_who_and_where_the_terminal_is() {
        let (card, message) = sale();
        let get = |field| message.get(field).unwrap_or("-");
        assert_eq!((message.mti.as_str(), get(3), get(4)), ("0200", "000000", "000000001234"));
        assert_eq!((get(11), get(22), get(60)), ("000042", "021", "2200000700060"));
        assert_eq!(get(35), card.track2());
        let said = Terminal::read(message.bytes(59).unwrap()).unwrap().unwrap();
        assert_eq!(said.serial.as_deref(), Some("SCSIM00000000001"));
        assert_eq!(said.random_factor.as_deref(), card.pan.reveal().get(13..));
        assert!(get(59).contains("06021+29.557700/+106.57700"), "{}", get(59));
        assert!(!lines(&message).contains(card.pan.reveal()), "described masked");
    }

    #[test]
    fn a_pin_block_opens_with_the_card_it_was_made_for() {
        let (card, message) = sale();
        let block: [u8; 8] = message.bytes(52).unwrap().try_into().unwrap();
        let clear = Key::new(&[7; 16]).unwrap().decrypt(block);
        assert_eq!(*pin::open(&clear, Some(card.pan.reveal())).unwrap(), "123456");
        assert_eq!(message.get(53), Some("2600000000000000"));
    }

    #[test]
    fn a_reversal_names_the_request_it_undoes() {
        let (card, sale) = sale();
        let message = reversal(&sale, &card, Reason::NoAnswer);
        for field in [3, 4, 11, 41, 42, 60] {
            assert_eq!(message.get(field), sale.get(field), "field {field}");
        }
        assert_eq!((message.mti.as_str(), message.get(39)), ("0400", Some("98")));
        assert_eq!((message.has(35), message.has(52)), (false, false));
        lines(&message);
    }

    #[test]
    fn amounts_that_do_not_fit_are_no_request() {
        let card = Card::test(RANGES[0], 1);
        for fen in [0, -1, 1_000_000_000_000] {
            let made = card_request(&config(""), Kind::Sale, NUMBER, (&card, fen), None);
            assert_eq!(made.unwrap_err(), NoRequest::Amount(fen));
        }
    }
}
