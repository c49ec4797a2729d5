//! The counter 柜台: payments that come over HTTP, made into the request that a terminal would
//! send and taken the same road, under the same checks.

use super::answer::Told;
use super::core::{Core, TimeLine};
use super::model::PaymentKind;
use super::subject::Subject;
use crate::terminals::{Refusal, TerminalView, admit};
use iso8583::tlv::terminal::{PAYMENT_CODE, TERMINAL, Tlv, write};
use iso8583::{Header, Message, Mti};
use kernel::{Place, TerminalId};
use std::sync::Arc;
use tokio_util::task::TaskTracker;

/// The way in for what is not a POS terminal. Clones share it.
#[derive(Clone)]
pub struct Counter {
    core: Arc<Core>,
    under_way: TaskTracker,
}

/// A request over the counter.
#[derive(Clone, Debug)]
pub struct CounterAsk<'a> {
    /// The till, a registered terminal.
    pub terminal: TerminalId,
    /// What is asked.
    pub kind: PaymentKind,
    /// Batch and trace number, never used before by this terminal for another request.
    pub number: (i32, i32),
    /// Fen.
    pub amount_fen: i64,
    /// What was scanned; none where a payment is given back.
    pub code: Option<&'a str>,
    /// Batch and trace number of the payment it follows.
    pub original: Option<(i32, i32)>,
    /// The acquirer's reference number of that payment.
    pub reference_no: Option<&'a str>,
    /// The till's serial number, as it says itself.
    pub serial: &'a str,
    /// Where the till says it is.
    pub place: Option<Place>,
}

impl Counter {
    pub(super) fn new(core: Arc<Core>, under_way: TaskTracker) -> Counter {
        Counter { core, under_way }
    }

    /// A terminal as this node knows it.
    pub fn terminal(&self, id: TerminalId) -> Option<Arc<TerminalView>> {
        self.core.directory.get(id)
    }

    /// Takes a request down the road. `None`: nobody knows how it ended; the same request again
    /// gets the same answer once there is one.
    pub async fn pay(&self, ask: &CounterAsk<'_>) -> Result<Option<Told>, Refusal> {
        let _under_way = self.under_way.token();
        let subject = self.subject(ask.terminal)?;
        admit(&subject.view, false)?;
        let line = TimeLine::new(&self.core.clock);
        let message = request(ask, &subject);
        Ok(self.core.pay(&message, &subject, line).await)
    }

    /// Reverses a payment. Refused is only a terminal that is not known: undoing is always taken.
    pub async fn reverse(&self, ask: &CounterAsk<'_>) -> Result<Option<Told>, Refusal> {
        let _under_way = self.under_way.token();
        let subject = self.subject(ask.terminal)?;
        let line = TimeLine::new(&self.core.clock);
        let mut message = request(ask, &subject);
        // The types are written here and are four digits.
        message.mti = Mti::parse("0400").expect("four digits");
        message.set(39, super::model::ReversalReason::Other.as_str());
        Ok(self.core.reverse(&message, &subject, line).await)
    }

    fn subject(&self, terminal: TerminalId) -> Result<Subject, Refusal> {
        self.core.directory.get(terminal).map(Subject::new).ok_or(Refusal::Unknown)
    }
}

fn request(ask: &CounterAsk<'_>, subject: &Subject) -> Message {
    let header = Header::Pos { tpdu: [0x60, 0, 0, 0, 0], application: [0; 6] };
    let (mti, processing, condition, kind) = ask.kind.request();
    let mti = Mti::parse(mti).expect("four digits");
    let mut message = Message::new(header, mti);
    let (batch_no, trace_no) = ask.number;
    message
        .set(3, processing)
        .set(4, &format!("{:012}", ask.amount_fen))
        .set(11, &format!("{trace_no:06}"))
        .set(22, "032")
        .set(25, condition)
        .set(41, subject.terminal_code())
        .set(42, subject.merchant_code())
        .set(49, "156")
        .set_bytes(59, &says(ask, subject))
        .set(60, &format!("{kind}{batch_no:06}000"));
    if let Some(reference) = ask.reference_no {
        message.set(37, reference);
    }
    if let Some((batch_no, trace_no)) = ask.original {
        message.set(61, &format!("{batch_no:06}{trace_no:06}0000"));
    }
    message
}

/// F59: the terminal data as the till states them, and the code.
fn says(ask: &CounterAsk<'_>, subject: &Subject) -> Vec<u8> {
    let tlv = |tag: &[u8; 2], value| Tlv { tag: *tag, value, offset: 0 };
    let place = ask.place.map(|place| place.to_string());
    let mut parts = vec![
        tlv(b"01", subject.view.device_type.as_str().as_bytes()),
        tlv(b"02", ask.serial.as_bytes()),
    ];
    if let Some(place) = &place {
        parts.push(tlv(b"06", place.as_bytes()));
    }
    // Serial numbers and codes are checked for their length before.
    let inner = write(&parts).unwrap_or_default();
    let mut outer = vec![Tlv { tag: TERMINAL, value: &inner, offset: 0 }];
    if let Some(code) = ask.code {
        outer.push(Tlv { tag: PAYMENT_CODE, value: code.as_bytes(), offset: 0 });
    }
    write(&outer).unwrap_or_default()
}
