//! How the host answers: the business of an acquirer, small but right.

use super::book::{Book, EntryKey};
use super::script::{Act, Asked, Script};
use crate::acquirer::{MacMaker, mac_holds};
use iso8583::{Message, Spec};
use std::time::Duration;

/// What goes back, and when.
#[derive(Debug)]
pub(super) enum Answer {
    Now(Message),
    After(Duration, Message),
    Twice(Message),
    BadMac(Message),
    Silence,
    HangUp,
}

pub(super) struct Host {
    pub spec: &'static Spec,
    pub mac: Option<MacMaker>,
    pub script: Script,
    pub book: Book,
    pub latency_ms: (u64, u64),
}

impl Host {
    /// Answers one message.
    pub fn answer(&mut self, frame: &[u8]) -> Answer {
        let Ok(request) = self.spec.decode(frame) else {
            return Answer::HangUp;
        };
        if !request.mti.is_request() {
            return Answer::Silence;
        }
        let class = request.mti.as_str().as_bytes()[1];
        if class == b'8' {
            let mut reply = request.reply(&[11, 41, 42, 60]);
            reply.set(39, "00");
            return Answer::Now(reply);
        }
        if let Some(mac) = &self.mac
            && !mac_holds(self.spec, frame, mac)
        {
            return Answer::Now(refusal(&request, "A0"));
        }
        let Some(asked) = asked(&request) else {
            return Answer::Now(refusal(&request, "40"));
        };
        if asked == Asked::Reversal {
            self.reversal(&request)
        } else {
            self.financial(&request, asked)
        }
    }

    fn financial(&mut self, request: &Message, asked: Asked) -> Answer {
        let key = EntryKey::of(request);
        // The same request again gets the first answer again, by no rule.
        if let Some(entry) = self.book.get_mut(&key)
            && entry.asked == asked
        {
            entry.seen += 1;
            let (code, reference) = (entry.code.clone(), entry.reference.clone());
            let authorization = entry.authorization.clone();
            return Answer::Now(answer(request, asked, &code, &reference, &authorization));
        }
        let amount_text = request.get(4).unwrap_or("000000000000");
        let trace = request.get(11).unwrap_or_default();
        let act = self.script.decide(asked, amount_text, trace);
        if act == Act::Lose {
            return Answer::Silence;
        }
        let amount_fen = amount_text.parse().unwrap_or(0);
        let code = match &act {
            Act::Decline { code } => code.clone(),
            _ => self.book_effect(request, asked, amount_fen).to_owned(),
        };
        let entry = self.book.add(key, asked, amount_fen, &code);
        let reply = answer(request, asked, &code, &entry.reference, &entry.authorization);
        self.deliver(act, reply)
    }

    /// What the request does to the one it names; the response code.
    fn book_effect(&mut self, request: &Message, asked: Asked, amount_fen: i64) -> &'static str {
        if !matches!(asked, Asked::Void | Asked::Refund) {
            return "00";
        }
        let Some(original) = self.book.get_mut(&EntryKey::original(request)) else {
            return "25";
        };
        if !original.stands() {
            return "12";
        }
        match asked {
            Asked::Void if original.amount_fen == amount_fen && original.refunded_fen == 0 => {
                original.voided = true;
                "00"
            }
            Asked::Refund if original.refunded_fen + amount_fen <= original.amount_fen => {
                original.refunded_fen += amount_fen;
                "00"
            }
            _ => "61",
        }
    }

    fn reversal(&mut self, request: &Message) -> Answer {
        let trace = request.get(11).unwrap_or_default();
        let act = self.script.decide(Asked::Reversal, request.get(4).unwrap_or_default(), trace);
        if act == Act::Lose {
            return Answer::Silence;
        }
        let code = match &act {
            Act::Decline { code } => code.clone(),
            _ => self.undo(request).to_owned(),
        };
        let mut reply = request.reply(&[2, 3, 4, 11, 25, 32, 37, 41, 42, 49, 60]);
        stamp(&mut reply);
        reply.set(39, &code);
        self.deliver(act, reply)
    }

    fn undo(&mut self, request: &Message) -> &'static str {
        let key = EntryKey::of(request);
        let undone = self.book.reverse(&key);
        let amount_fen: i64 = request.get(4).and_then(|text| text.parse().ok()).unwrap_or(0);
        let Some(asked) = undone else { return "25" };
        // What a void or refund did to its original is undone with it.
        if let Some(original) = self.book.get_mut(&EntryKey::original(request)) {
            match asked {
                Asked::Void => original.voided = false,
                Asked::Refund => original.refunded_fen -= amount_fen,
                _ => {}
            }
        }
        "00"
    }

    fn deliver(&mut self, act: Act, reply: Message) -> Answer {
        let latency_ms = self.script.between(self.latency_ms);
        match act {
            Act::Never | Act::Lose => Answer::Silence,
            Act::HangUp => Answer::HangUp,
            Act::Twice => Answer::Twice(reply),
            Act::BadMac => Answer::BadMac(reply),
            Act::Late { ms } => Answer::After(Duration::from_millis(ms), reply),
            Act::Approve | Act::Decline { .. } if latency_ms == 0 => Answer::Now(reply),
            Act::Approve | Act::Decline { .. } => {
                Answer::After(Duration::from_millis(latency_ms), reply)
            }
        }
    }
}

fn asked(request: &Message) -> Option<Asked> {
    let processing = request.get(3).unwrap_or_default();
    Some(match (&request.mti.as_str()[..3], processing) {
        ("020", "000000") => Asked::Sale,
        ("020", "200000") => Asked::Void,
        ("022", "200000") => Asked::Refund,
        ("020", "310000") => Asked::Balance,
        ("040", _) => Asked::Reversal,
        _ => return None,
    })
}

fn refusal(request: &Message, code: &str) -> Message {
    let mut reply = request.reply(&[3, 4, 11, 25, 41, 42, 49, 60]);
    stamp(&mut reply);
    reply.set(39, code);
    reply
}

fn answer(
    request: &Message,
    asked: Asked,
    code: &str,
    reference: &str,
    authorization: &str,
) -> Message {
    let mut reply = request.reply(&[2, 3, 4, 11, 14, 25, 41, 42, 49, 60]);
    stamp(&mut reply);
    reply.set(37, reference).set(39, code);
    if code == "00" {
        reply.set(38, authorization);
        if asked == Asked::Balance {
            // Account type 10, available 02, CNY, credit, 12 digits of fen.
            reply.set(54, "1002156C000001234567");
        }
    }
    reply
}

/// Local time, date and settlement date of the answer, in China's time (UTC+8).
fn stamp(reply: &mut Message) {
    let now = chrono::Utc::now() + chrono::TimeDelta::hours(8);
    reply
        .set(12, &now.format("%H%M%S").to_string())
        .set(13, &now.format("%m%d").to_string())
        .set(15, &now.format("%m%d").to_string());
}
