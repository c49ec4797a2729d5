//! Answers to terminals.

use super::upstream::china;
use chrono::{DateTime, Datelike, Timelike, Utc};
use iso8583::Message;

/// Fields of a request that its answer repeats.
const REPEATED: [u8; 9] = [2, 3, 4, 11, 25, 41, 42, 49, 60];

/// An answer with a response code, and the time and date of the answer.
pub fn with_code(request: &Message, code: &str, at: DateTime<Utc>) -> Message {
    let mut reply = request.reply(&REPEATED);
    stamp(&mut reply, at);
    reply.set(39, code);
    reply
}

/// What an acquirer told, as far as the terminal gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// F39.
    pub code: String,
    /// F37.
    pub reference_no: Option<String>,
    /// F38.
    pub authorization_code: Option<String>,
    /// F54.
    pub balance: Option<String>,
}

impl Told {
    /// Only a response code.
    pub fn code(code: &str) -> Told {
        Told { code: code.to_owned(), ..Told::default() }
    }

    /// From the acquirer's answer; an answer without a code is no answer one could act on.
    pub fn of(reply: &Message) -> Option<Told> {
        let text = |number| reply.get(number).map(str::to_owned);
        Some(Told {
            code: text(39).filter(|code| code.len() == 2)?,
            reference_no: text(37),
            authorization_code: text(38),
            balance: text(54),
        })
    }

    /// The answer to the terminal.
    pub fn answer(&self, request: &Message, acquirer_code: &str, at: DateTime<Utc>) -> Message {
        let mut reply = with_code(request, &self.code, at);
        reply.set(32, acquirer_code);
        let optional =
            [(37, &self.reference_no), (38, &self.authorization_code), (54, &self.balance)];
        for (number, value) in optional {
            if let Some(value) = value {
                reply.set(number, value);
            }
        }
        reply
    }
}

/// F12, F13 and F15: local time and date in China.
fn stamp(reply: &mut Message, at: DateTime<Utc>) {
    let local = china(at);
    let (mut time, mut date) = ([0; 6], [0; 4]);
    digits(local.hour() * 10_000 + local.minute() * 100 + local.second(), &mut time);
    digits(local.month() * 100 + local.day(), &mut date);
    reply.set_bytes(12, &time).set_bytes(13, &date).set_bytes(15, &date);
}

/// Decimal digits, filled with zeros on the left.
fn digits(mut number: u32, into: &mut [u8]) {
    for place in into.iter_mut().rev() {
        *place = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iso8583::{Header, Mti};

    #[test]
    fn an_answer_carries_the_time_of_china_and_goes_back_where_it_came_from() {
        let header = Header::pos("6000030001", "603100310100").unwrap();
        let mut request = Message::new(header, Mti::parse("0200").unwrap());
        request.set(3, "000000").set(4, "000000000100").set(11, "000007").set(52, "12345678");
        let at = DateTime::from_timestamp(1_795_305_599, 0).unwrap(); // 2026-11-21T23:59:59Z
        let told = Told { reference_no: Some("000000000001".to_owned()), ..Told::code("00") };
        let reply = told.answer(&request, "48026530", at);
        let get = |number| reply.get(number).unwrap_or("-");
        assert_eq!((reply.mti.as_str(), get(12), get(13)), ("0210", "075959", "1122"));
        assert_eq!(
            (get(39), get(37), get(32), get(11)),
            ("00", "000000000001", "48026530", "000007")
        );
        assert!(!reply.has(52));
        assert_eq!(Told::of(&reply).unwrap().code, "00");
    }
}
