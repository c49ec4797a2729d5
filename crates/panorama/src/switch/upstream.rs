//! What goes to an acquirer: the terminal's request under the acquirer's own numbers, and
//! reversals made from what is stored.

use super::request::is_code_entry;
use super::store::Waiting;
use chrono::{DateTime, FixedOffset, Utc};
use iso8583::tlv::terminal::{PAYMENT_CODE, Tlv, write};
use iso8583::{Header, Message, Mti};

/// China's time, UTC+8, which terminals and acquirers write.
pub fn china(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    // Eight hours are within the day that an offset may have.
    let offset = FixedOffset::east_opt(8 * 3600).expect("8 hours are an offset");
    at.with_timezone(&offset)
}

/// The terminal's request as the acquirer gets it: its own merchant number, the PIN block under
/// the key shared with it, no MAC (the link makes its own).
pub fn request(
    incoming: &Message,
    acquirer_merchant_code: &str,
    pin_block: Option<[u8; 8]>,
) -> Message {
    let mut message = incoming.clone();
    message.set(42, acquirer_merchant_code).remove(64);
    match pin_block {
        Some(block) => message.set_bytes(52, &block),
        None => message.remove(52),
    };
    message
}

/// The reversal of a payment; a repeat when it was sent before. The link puts its own header.
pub fn reversal(waiting: &Waiting, card: &str) -> Message {
    let mti = if 0 < waiting.tries { "0401" } else { "0400" };
    // The types are written here and are four digits.
    let mti = Mti::parse(mti).expect("four digits");
    let header = Header::Pos { tpdu: [0x60, 0, 0, 0, 0], application: [0; 6] };
    let (_, processing, condition, kind) = waiting.kind.request();
    let mut message = Message::new(header, mti);
    message
        .set(3, processing)
        .set(4, &format!("{:012}", waiting.amount_fen))
        .set(11, &format!("{:06}", waiting.trace_no))
        .set(22, &waiting.entry_mode)
        .set(25, condition)
        .set(39, waiting.reason.as_str())
        .set(41, &waiting.terminal_code)
        .set(42, &waiting.acquirer_merchant_code)
        .set(49, "156")
        .set(60, &format!("{kind}{:06}000", waiting.batch_no));
    // A code stands where it stood in the request: in F59.
    if is_code_entry(&waiting.entry_mode) {
        let code = Tlv { tag: PAYMENT_CODE, value: card.as_bytes(), offset: 0 };
        message.set_bytes(59, &write(&[code]).unwrap_or_default());
    } else {
        message.set(2, card);
    }
    if let Some(reference) = &waiting.reference_no {
        message.set(37, reference);
    }
    if waiting.kind.follows_hold()
        && let Some(code) = &waiting.original_authorization
    {
        message.set(38, code);
    }
    if waiting.kind.follows()
        && let (Some(batch_no), Some(trace_no)) =
            (waiting.original_batch_no, waiting.original_trace_no)
    {
        let at = china(waiting.original_received_at.unwrap_or(waiting.received_at));
        message.set(61, &format!("{batch_no:06}{trace_no:06}{}", at.format("%m%d")));
    }
    message
}
