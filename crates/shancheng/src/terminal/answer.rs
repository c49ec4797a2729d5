//! What a terminal makes of an answer.

use super::request::{Number, Reason};
use super::{Decline, Receipt};
use iso8583::Message;
use iso8583::mac::Checked;

/// Codes that mean yes; the others than 00 tell of a defect that does not concern the money.
const APPROVED: [&str; 6] = ["00", "11", "A2", "A4", "A5", "A6"];

/// The verdict on an answer to a financial request.
#[derive(Debug)]
pub enum Verdict {
    /// Money has moved, or the balance is told.
    Approved,
    /// It has not.
    Declined(Decline),
    /// It says something that cannot be relied on.
    Untrusted(Reason),
}

/// Whether `answer` belongs to `request`: the type of its answer, its trace number, its terminal.
pub fn belongs(request: &Message, answer: &Message) -> bool {
    answer.mti == request.mti.reply()
        && [11, 41].iter().all(|field| answer.get(*field) == request.get(*field))
}

/// Judges an answer. A yes must carry a MAC that holds and be over the amount asked for. A no
/// may come without a MAC (the front may have no key to make one), but not with a wrong one.
pub fn judge(request: &Message, answer: &Message, mac: Checked) -> Verdict {
    let Some(code) = answer.get(39).filter(|code| code.len() == 2) else {
        return Verdict::Untrusted(Reason::Other);
    };
    let approved = APPROVED.contains(&code);
    match mac {
        Checked::Bad => Verdict::Untrusted(Reason::BadMac),
        Checked::Absent if approved => Verdict::Untrusted(Reason::BadMac),
        _ if approved && answer.get(4) != request.get(4) => Verdict::Untrusted(Reason::Other),
        _ if approved => Verdict::Approved,
        _ => Verdict::Declined(Decline { code: code.to_owned() }),
    }
}

/// Fills in what an approval tells.
pub fn complete(receipt: &mut Receipt, answer: &Message) {
    let text = |field| answer.get(field).map(|text| text.trim().to_owned());
    receipt.reference_no = text(37).filter(|text| !text.is_empty());
    receipt.authorization_code = text(38).filter(|text| !text.is_empty());
    receipt.acquirer_code = text(32);
    receipt.date = text(13).unwrap_or_else(|| "0000".to_owned());
    receipt.balance_fen = answer.get(54).and_then(balance_fen);
}

/// F54: account type 2, kind of amount 2, currency 3, sign 1 (C or D), fen 12.
fn balance_fen(field: &str) -> Option<i64> {
    let fen: i64 = field.get(8..20)?.parse().ok()?;
    match field.get(7..8)? {
        "C" => Some(fen),
        "D" => Some(-fen),
        _ => None,
    }
}

/// F60.2 of a sign-in answer: the batch number from now on.
pub fn batch(answer: &Message) -> Option<u32> {
    answer.get(60)?.get(2..8)?.parse().ok()
}

/// The receipt of a request before its answer.
pub fn receipt(number: Number, amount_fen: i64, card: super::Card) -> Receipt {
    Receipt {
        number,
        amount_fen,
        card,
        date: "0000".to_owned(),
        reference_no: None,
        authorization_code: None,
        acquirer_code: None,
        balance_fen: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iso8583::{Header, Mti};

    fn request() -> Message {
        let header = Header::pos("6000030000", "603100310100").unwrap();
        let mut message = Message::new(header, Mti::parse("0200").unwrap());
        message.set(4, "000000000100").set(11, "000001").set(41, "00000001");
        message
    }

    fn answer(code: &str) -> Message {
        let mut answer = request().reply(&[4, 11, 41]);
        answer.set(39, code);
        answer
    }

    #[test]
    fn a_yes_needs_a_mac_and_a_no_may_do_without() {
        let judge = |code: &str, mac| judge(&request(), &answer(code), mac);
        assert!(matches!(judge("00", Checked::Good), Verdict::Approved));
        assert!(matches!(judge("11", Checked::Good), Verdict::Approved));
        for mac in [Checked::Absent, Checked::Bad] {
            assert!(matches!(judge("00", mac), Verdict::Untrusted(Reason::BadMac)), "{mac:?}");
        }
        assert!(matches!(judge("51", Checked::Absent), Verdict::Declined(_)));
        assert!(matches!(judge("51", Checked::Bad), Verdict::Untrusted(Reason::BadMac)));
    }

    #[test]
    fn a_yes_to_another_amount_is_not_trusted() {
        let mut other = answer("00");
        other.set(4, "000000000101");
        let verdict = judge(&request(), &other, Checked::Good);
        assert!(matches!(verdict, Verdict::Untrusted(Reason::Other)));
    }

    #[test]
    fn an_answer_belongs_by_type_trace_and_terminal() {
        assert!(belongs(&request(), &answer("00")));
        for (field, value) in [(11, "000002"), (41, "00000002")] {
            let mut other = answer("00");
            other.set(field, value);
            assert!(!belongs(&request(), &other), "field {field}");
        }
        let mut reversal = answer("00");
        reversal.mti = Mti::parse("0410").unwrap();
        assert!(!belongs(&request(), &reversal));
    }

    #[test]
    fn balances_are_read_with_their_sign() {
        assert_eq!(balance_fen("1002156C000001234567"), Some(1_234_567));
        assert_eq!(balance_fen("1002156D000000000100"), Some(-100));
        for field in ["", "1002156X000000000100", "1002156C0000"] {
            assert_eq!(balance_fen(field), None, "{field}");
        }
    }
}
