//! A POS terminal 受理终端, from the other side: the stand-in that signs in, pays and reverses
//! as a real one does. Tests, the demo's trickle of payments and the bench use it.

mod line;

pub use line::{Line, LineError};

use crate::acquirer::put_frame;
use iso8583::{Header, Key, MacProfile, Message, Mti, WorkingKeys};
use std::sync::Arc;

/// What a terminal is.
#[derive(Clone, Debug)]
pub struct TerminalConfig {
    /// F42.
    pub merchant_code: String,
    /// F41.
    pub terminal_code: String,
    /// Serial number, sent in field 59 tag A2; nothing is sent without it.
    pub serial: Option<String>,
    /// Kind of device, sent with the serial number.
    pub device_type: String,
    /// Where it is, as `+29.557700/+106.577000`.
    pub place: Option<String>,
    /// Master key.
    pub master_key: Key,
    /// How it makes MACs.
    pub mac_profile: MacProfile,
}

/// A payment as a terminal remembers it, to void, refund or reverse it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// F2.
    pub card: String,
    /// F3.
    pub processing: String,
    /// F60.1.
    pub kind: &'static str,
    /// Fen.
    pub amount_fen: i64,
    /// F60.2.
    pub batch_no: u32,
    /// F11.
    pub trace_no: u32,
    /// F37 of the answer, once there is one.
    pub reference_no: Option<String>,
    /// F38 of the answer, once there is one.
    pub authorization_code: Option<String>,
    /// F13 of the answer, MMDD.
    pub date: String,
}

/// A terminal and its state.
#[derive(Clone, Debug)]
pub struct Terminal {
    /// What it is.
    pub config: TerminalConfig,
    keys: Option<Arc<WorkingKeys>>,
    batch_no: u32,
    trace_no: u32,
    /// Field 59, made once.
    says: Option<Vec<u8>>,
}

/// Why a sign-in answer is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// Refused with this code.
    #[error("sign-in refused with {0}")]
    Refused(String),
    /// The keys do not open.
    #[error("no usable keys: {0}")]
    Keys(#[from] iso8583::keyblock::KeyBlockError),
    /// No batch number.
    #[error("no batch number in the answer")]
    NoBatch,
}

impl Terminal {
    /// A terminal that is not signed in.
    pub fn new(config: TerminalConfig) -> Terminal {
        let says = says(&config);
        Terminal { config, keys: None, batch_no: 0, trace_no: 0, says }
    }

    /// Batch number of the present session, 0 before the first.
    pub fn batch_no(&self) -> u32 {
        self.batch_no
    }

    /// Uses this trace number next.
    pub fn set_next_trace(&mut self, trace_no: u32) {
        self.trace_no = trace_no.saturating_sub(1);
    }

    fn next_trace(&mut self) -> u32 {
        self.trace_no = self.trace_no % 999_999 + 1;
        self.trace_no
    }

    fn message(&self, mti: &str, trace_no: u32) -> Message {
        let header =
            Header::Pos { tpdu: [0x60, 0, 3, 0, 0], application: [0x60, 0x31, 0, 0x31, 1, 0] };
        // Types are written in this file and are four digits.
        let mut message = Message::new(header, Mti::parse(mti).expect("four digits"));
        message
            .set(11, &format!("{trace_no:06}"))
            .set(41, &self.config.terminal_code)
            .set(42, &self.config.merchant_code);
        message
    }

    fn network(&mut self, mti: &str, action: &str) -> Message {
        let trace_no = self.next_trace();
        let mut message = self.message(mti, trace_no);
        message.set(60, &format!("00{:06}{action}", self.batch_no));
        self.say(&mut message);
        message
    }

    fn say(&self, message: &mut Message) {
        if let Some(says) = &self.says {
            message.set_bytes(59, says);
        }
    }

    /// Sign-in; `action` is 001, 003 or 004.
    pub fn sign_in(&mut self, action: &str) -> Message {
        let mut message = self.network("0800", action);
        message.set(63, "01 ");
        message
    }

    /// Takes the keys and the batch number of a sign-in answer.
    pub fn signed_in(&mut self, reply: &Message) -> Result<(), SignInError> {
        let code = reply.get(39).unwrap_or("none");
        if code != "00" {
            return Err(SignInError::Refused(code.to_owned()));
        }
        let block = reply.bytes(62).unwrap_or_default();
        let keys = WorkingKeys::unwrap(&self.config.master_key, block)?;
        let batch = reply.get(60).and_then(|field| field.get(2..8)?.parse().ok());
        self.batch_no = batch.ok_or(SignInError::NoBatch)?;
        self.keys = Some(Arc::new(keys));
        Ok(())
    }

    /// Echo.
    pub fn echo(&mut self) -> Message {
        self.network("0820", "301")
    }

    /// Sign-off.
    pub fn sign_off(&mut self) -> Message {
        self.network("0820", "002")
    }

    fn financial(
        &mut self,
        (mti, processing, kind): (&str, &str, &'static str),
        card: &str,
        amount_fen: i64,
    ) -> (Message, Slip) {
        let trace_no = self.next_trace();
        let mut message = self.message(mti, trace_no);
        message
            .set(2, card)
            .set(3, processing)
            .set(22, "012")
            .set(25, condition(kind))
            .set(49, "156");
        if 0 < amount_fen {
            message.set(4, &format!("{amount_fen:012}"));
        }
        message.set(60, &format!("{kind}{:06}000", self.batch_no));
        self.say(&mut message);
        let slip = Slip {
            card: card.to_owned(),
            processing: processing.to_owned(),
            kind,
            amount_fen,
            batch_no: self.batch_no,
            trace_no,
            reference_no: None,
            authorization_code: None,
            date: "0000".to_owned(),
        };
        (message, slip)
    }

    /// A purchase.
    pub fn sale(&mut self, card: &str, amount_fen: i64) -> (Message, Slip) {
        self.financial(("0200", "000000", "22"), card, amount_fen)
    }

    /// A purchase by the payment code that a consumer shows.
    pub fn code_sale(&mut self, code: &str, amount_fen: i64) -> (Message, Slip) {
        let (message, slip) = self.sale(code, amount_fen);
        (self.by_code(message, Some(code)), slip)
    }

    /// The same message about a code in place of a card; without the code where it is gone.
    pub fn by_code(&self, mut message: Message, code: Option<&str>) -> Message {
        message.remove(2).set(22, "032");
        let mut field = self.says.clone().unwrap_or_default();
        if let Some(code) = code {
            field.extend_from_slice(format!("A3{:03}{code}", code.len()).as_bytes());
        }
        message.set_bytes(59, &field);
        message
    }

    /// A balance query.
    pub fn balance(&mut self, card: &str) -> (Message, Slip) {
        self.financial(("0200", "310000", "01"), card, 0)
    }

    /// Takes a purchase back.
    pub fn void(&mut self, sale: &Slip) -> (Message, Slip) {
        self.undoing(("0200", "200000", "23"), sale, sale.amount_fen)
    }

    /// Returns goods of a purchase.
    pub fn refund(&mut self, sale: &Slip, amount_fen: i64) -> (Message, Slip) {
        self.undoing(("0220", "200000", "25"), sale, amount_fen)
    }

    /// Holds an amount for later.
    pub fn preauth(&mut self, card: &str, amount_fen: i64) -> (Message, Slip) {
        self.financial(("0100", "030000", "10"), card, amount_fen)
    }

    /// Gives a hold up.
    pub fn preauth_void(&mut self, hold: &Slip) -> (Message, Slip) {
        self.undoing(("0100", "200000", "11"), hold, hold.amount_fen)
    }

    /// Takes what is due from a hold.
    pub fn completion(&mut self, hold: &Slip, amount_fen: i64) -> (Message, Slip) {
        self.undoing(("0200", "000000", "20"), hold, amount_fen)
    }

    /// Takes a completion back.
    pub fn completion_void(&mut self, completion: &Slip) -> (Message, Slip) {
        self.undoing(("0200", "200000", "21"), completion, completion.amount_fen)
    }

    fn undoing(
        &mut self,
        kind: (&str, &str, &'static str),
        sale: &Slip,
        amount_fen: i64,
    ) -> (Message, Slip) {
        let (mut message, slip) = self.financial(kind, &sale.card, amount_fen);
        if let Some(code) = &sale.authorization_code {
            message.set(38, code);
        }
        let Slip { batch_no, trace_no, date, .. } = sale;
        message.set(61, &format!("{batch_no:06}{trace_no:06}{date}"));
        if let Some(reference) = &sale.reference_no {
            message.set(37, reference);
        }
        (message, slip)
    }

    /// Settles the batch: debit amount and count, credit amount and count, of domestic cards.
    pub fn settlement(&mut self, debit: (i64, u32), credit: (i64, u32)) -> Message {
        let half = format!("{:012}{:03}{:012}{:03}0", debit.0, debit.1, credit.0, credit.1);
        self.batch_message("0500", "201", &format!("{half}{}", "0".repeat(31)))
    }

    /// Uploads up to eight payments of a batch that does not balance.
    pub fn upload(&mut self, slips: &[&Slip]) -> Message {
        let record = |slip: &&Slip| {
            format!("00{:06}{:0>20}{:012}", slip.trace_no, slip.card, slip.amount_fen)
        };
        let records: String = slips.iter().map(record).collect();
        self.batch_message("0320", "201", &format!("{:02}{records}", slips.len()))
    }

    /// Ends an upload of so many payments.
    pub fn upload_end(&mut self, count: u32) -> Message {
        self.batch_message("0320", "202", &format!("{count:04}"))
    }

    fn batch_message(&mut self, mti: &str, action: &str, sums: &str) -> Message {
        let mut message = self.network(mti, action);
        message.set(48, sums).set(49, "156");
        message
    }

    /// Reverses a payment, for `reason` (98, 96, A0, 06).
    pub fn reversal(&self, slip: &Slip, reason: &str) -> Message {
        let mut message = self.message("0400", slip.trace_no);
        message
            .set(2, &slip.card)
            .set(3, &slip.processing)
            .set(4, &format!("{:012}", slip.amount_fen))
            .set(22, "012")
            .set(25, condition(slip.kind))
            .set(39, reason)
            .set(49, "156")
            .set(60, &format!("{}{:06}000", slip.kind, slip.batch_no));
        self.say(&mut message);
        message
    }

    /// Puts an encrypted PIN into a request; false when not signed in or the PIN is no PIN.
    pub fn enter_pin(&self, message: &mut Message, pin: &str) -> bool {
        let card = message.get(2).map(str::to_owned);
        let Some(keys) = &self.keys else {
            return false;
        };
        let Ok(block) = iso8583::pin::encrypt(&keys.pin, pin, card.as_deref()) else {
            return false;
        };
        message.set(26, "12").set_bytes(52, &block).set(53, "2600000000000000");
        true
    }

    /// Appends a message as a frame, with its MAC where one belongs; false when it does not fit
    /// the dialect.
    pub fn put(&self, message: &mut Message, into: &mut Vec<u8>) -> bool {
        let guarded = !message.mti.as_str().starts_with("08");
        let keys = self.keys.clone().filter(|_| guarded);
        let profile = self.config.mac_profile;
        let mac = keys.map(|keys| -> crate::acquirer::MacMaker {
            Arc::new(move |data| iso8583::mac::mac(profile, &keys.mac, data))
        });
        put_frame(iso8583::spec::pos(), message, mac.as_ref(), into).is_ok()
    }

    /// True when an encoded answer carries the MAC it should.
    pub fn holds(&self, frame: &[u8]) -> bool {
        let Some(keys) = &self.keys else {
            return false;
        };
        let Some(range) = iso8583::spec::pos().mac_range(frame) else {
            return false;
        };
        let given = &frame[range.end..];
        iso8583::mac::verify(self.config.mac_profile, &keys.mac, &frame[range], given)
    }
}

/// F25: 06 where it is about a hold.
fn condition(kind: &str) -> &'static str {
    if matches!(kind, "10" | "11" | "20" | "21") { "06" } else { "00" }
}

fn says(config: &TerminalConfig) -> Option<Vec<u8>> {
    let serial = config.serial.as_ref()?;
    let part = |tag: &str, value: &str| format!("{tag}{:03}{value}", value.len());
    let mut list = part("01", &config.device_type) + &part("02", serial);
    if let Some(place) = &config.place {
        list += &part("06", place);
    }
    Some(part("A2", &list).into_bytes())
}
