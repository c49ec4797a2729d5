//! How the host answers: the business of an acquirer, small but right.

use super::book::{Book, EntryKey, Told};
use super::script::{Act, Asked, Script};
use crate::acquirer::{MacMaker, mac_holds};
use chrono::Utc;
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
        let hold = request.get(38).unwrap_or_default().to_owned();
        let entry = self.book.add(key, asked, amount_fen, &code, Told::of(request));
        if asked == Asked::Completion {
            entry.hold = hold;
        }
        let reply = answer(request, asked, &code, &entry.reference, &entry.authorization);
        self.deliver(act, reply)
    }

    /// What the request does to the one it names; the response code.
    fn book_effect(&mut self, request: &Message, asked: Asked, amount_fen: i64) -> &'static str {
        if matches!(asked, Asked::Sale | Asked::Preauth | Asked::Balance | Asked::Reversal) {
            return "00";
        }
        let Some(original) = self.original(request, asked) else {
            return "25";
        };
        if !original.stands() || original.completed || !names(asked, original.asked) {
            return "12";
        }
        let whole = original.amount_fen == amount_fen && original.refunded_fen == 0;
        match asked {
            Asked::Void | Asked::CompletionVoid | Asked::PreauthVoid if whole => {
                original.voided = true;
            }
            Asked::Refund if original.refunded_fen + amount_fen <= original.amount_fen => {
                original.refunded_fen += amount_fen;
            }
            // A little above the hold is allowed.
            Asked::Completion if amount_fen * 100 <= original.amount_fen * 115 => {
                original.completed = true;
            }
            _ => return "61",
        }
        if asked == Asked::CompletionVoid {
            self.free_hold(request, true);
        }
        "00"
    }

    /// The entry that a request stands on.
    fn original(&mut self, request: &Message, asked: Asked) -> Option<&mut super::book::Entry> {
        if matches!(asked, Asked::PreauthVoid | Asked::Completion) {
            let get = |field| request.get(field).unwrap_or_default();
            return self.book.hold_mut(get(42), get(38));
        }
        self.book.get_mut(&EntryKey::original(request))
    }

    /// A voided completion leaves its hold as it was, and a void undone takes it again.
    fn free_hold(&mut self, void: &Message, free: bool) {
        let Some(completion) = self.book.get_mut(&EntryKey::original(void)) else {
            return;
        };
        let (merchant, hold) = (completion.merchant.clone(), completion.hold.clone());
        if let Some(hold) = self.book.hold_mut(&merchant, &hold) {
            hold.completed = !free;
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
        let standing = self.book.get_mut(&key).map(|entry| entry.stands());
        let approved = standing == Some(true);
        let undone = self.book.reverse(&key, Utc::now());
        let amount_fen: i64 = request.get(4).and_then(|text| text.parse().ok()).unwrap_or(0);
        let Some(asked) = undone else { return "25" };
        if approved {
            self.give_back(request, asked, amount_fen);
        }
        "00"
    }

    /// What a request did to the one it stands on is undone with it.
    fn give_back(&mut self, request: &Message, asked: Asked, amount_fen: i64) {
        if asked == Asked::CompletionVoid {
            self.free_hold(request, false);
        }
        let Some(original) = self.original(request, asked) else {
            return;
        };
        match asked {
            Asked::Void | Asked::CompletionVoid | Asked::PreauthVoid => original.voided = false,
            Asked::Refund => original.refunded_fen -= amount_fen,
            Asked::Completion => original.completed = false,
            Asked::Sale | Asked::Preauth | Asked::Balance | Asked::Reversal => {}
        }
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
    let code = request.get(60).and_then(|field| field.get(..2)).unwrap_or_default();
    Some(match (&request.mti.as_str()[..3], processing, code) {
        ("040", ..) => Asked::Reversal,
        ("020", "000000", "20") => Asked::Completion,
        ("020", "200000", "21") => Asked::CompletionVoid,
        ("010", "030000", _) => Asked::Preauth,
        ("010", "200000", _) => Asked::PreauthVoid,
        ("020", "000000", _) => Asked::Sale,
        ("020", "200000", _) => Asked::Void,
        ("022", "200000", _) => Asked::Refund,
        ("020", "310000", _) => Asked::Balance,
        _ => return None,
    })
}

/// True where a request may stand on one of the other kind.
fn names(asked: Asked, original: Asked) -> bool {
    match asked {
        Asked::Void => original == Asked::Sale,
        Asked::CompletionVoid => original == Asked::Completion,
        Asked::Refund => matches!(original, Asked::Sale | Asked::Completion),
        Asked::PreauthVoid | Asked::Completion => original == Asked::Preauth,
        _ => false,
    }
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
