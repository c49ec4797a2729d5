//! A POS terminal 终端 in software, for people who try the front, for the demo and for tests.
//!
//! It behaves as a till on a counter does: signs in and checks the key block against its check
//! values, seals what it sends, checks the seal of what it gets, and keeps the reversal of every
//! sale and void in hand *before* the request leaves. Where no answer comes, or one that cannot
//! be trusted, the reversal goes out before the next transaction, up to [`REVERSAL_TRIES`]
//! times; what is not acknowledged then is for people.
//!
//! It is written from the published description of the dialect and shares with the front only
//! the codec, so that the two check each other.

mod answer;
mod card;
mod command;
mod line;
mod request;
#[cfg(test)]
mod tests;

pub use card::{Card, RANGES};
pub use command::{Args, run};
pub use request::{Kind, NoRequest, Number, Reason};

use answer::Verdict;
use iso8583::keyblock::KeyBlockError;
use iso8583::mac::{self, Checked};
use iso8583::{EncodeError, Key, MacProfile, Message, WorkingKeys};
use kernel::Place;
use line::Line;
use std::io;
use std::time::Duration;
use tokio::time::Instant;

/// How often a reversal is sent before it is left to people.
pub const REVERSAL_TRIES: u32 = 3;
/// Most messages passed over while waiting for an answer: late ones to what was given up.
const STRANGERS_MAX: u32 = 64;
/// Codes that settle a reversal: done, no such payment, nothing there to undo.
const REVERSED: [&str; 3] = ["00", "12", "25"];

/// What is set into a terminal when it is installed.
#[derive(Clone, Debug)]
pub struct Config {
    /// `host:port` of the front.
    pub address: String,
    /// Merchant number, 15 digits (F42).
    pub merchant_code: String,
    /// Terminal number, 8 characters (F41).
    pub terminal_code: String,
    /// Serial number 终端序列号 (F59 A2 02).
    pub serial: String,
    /// Kind of device, 01 to 13 (F59 A2 01).
    pub device_type: String,
    /// Where it stands, as it measures it itself.
    pub place: Option<Place>,
    /// Terminal master key 主密钥.
    pub tmk: Key,
    /// Operator, three digits (F63 of the sign-in).
    pub operator: String,
    /// How MACs are made.
    pub mac: MacProfile,
    /// How long an answer is awaited.
    pub answer_timeout: Duration,
}

impl Config {
    /// A smart terminal (04) with UnionPay's MAC that waits 60 s for an answer.
    pub fn new(address: &str, merchant: &str, terminal: &str, serial: &str, tmk: Key) -> Config {
        Config {
            address: address.to_owned(),
            merchant_code: merchant.to_owned(),
            terminal_code: terminal.to_owned(),
            serial: serial.to_owned(),
            device_type: "04".to_owned(),
            place: None,
            tmk,
            operator: "001".to_owned(),
            mac: MacProfile::CupEcb,
            answer_timeout: Duration::from_secs(60),
        }
    }
}

/// What came of a transaction.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Yes.
    Approved(Receipt),
    /// No.
    Declined(Decline),
    /// Nobody knows: no answer in time, or one that cannot be trusted. A sale or void is
    /// reversed before the next transaction.
    Unknown(Reason),
}

/// The slip of an approved transaction 签购单.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Batch and trace number.
    pub number: Number,
    /// Fen; 0 of a balance query.
    pub amount_fen: i64,
    /// The card.
    pub card: Card,
    /// Date of the answer, MMDD.
    pub date: String,
    /// F37.
    pub reference_no: Option<String>,
    /// F38.
    pub authorization_code: Option<String>,
    /// F32.
    pub acquirer_code: Option<String>,
    /// What is on the card, of a balance query; fen.
    pub balance_fen: Option<i64>,
}

/// A no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decline {
    /// F39.
    pub code: String,
}

impl Decline {
    /// The front asks for a new sign-in (77), or does not accept the MAC made here (A0).
    pub fn wants_sign_in(&self) -> bool {
        matches!(self.code.as_str(), "77" | "A0")
    }
}

/// What came of the reversal in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reversed {
    /// There was none.
    Nothing,
    /// The front has acknowledged it with this code.
    Done(String),
    /// Sent [`REVERSAL_TRIES`] times without an acknowledgement: people must look.
    GivenUp,
}

/// Why a terminal cannot do what it is asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing was sent.
    #[error("the front cannot be reached")]
    Unreachable(#[source] io::Error),
    /// No answer, to a message that moves no money.
    #[error("no answer within {0:?}")]
    NoAnswer(Duration),
    /// Sign-in first.
    #[error("the terminal is not signed in")]
    NotSignedIn,
    /// Sign-in, echo or sign-off was refused.
    #[error("the front answers {0}")]
    Refused(String),
    /// The sign-in answer holds no keys for this terminal.
    #[error("the key block of the sign-in answer")]
    Keys(#[source] KeyBlockError),
    /// The sign-in answer has no batch number or no key block.
    #[error("the sign-in answer lacks {0}")]
    Lacking(&'static str),
    /// Amount or PIN.
    #[error(transparent)]
    Request(#[from] NoRequest),
    /// The card number.
    #[error(transparent)]
    Card(#[from] kernel::card::BadPan),
    /// A setting does not fit its field.
    #[error("a message cannot be written")]
    Encode(#[from] EncodeError),
}

/// The direction of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the front.
    Out,
    /// From the front.
    In,
}

/// Sees every message, for those who want to watch.
pub type Watch = Box<dyn FnMut(Way, &Message) + Send>;

/// One till.
pub struct Terminal {
    config: Config,
    line: Line,
    keys: Option<WorkingKeys>,
    batch: u32,
    trace: u32,
    in_hand: Option<InHand>,
    given_up: u32,
    watch: Option<Watch>,
}

/// A reversal that goes out unless the answer comes.
struct InHand {
    message: Message,
    tries_left: u32,
}

/// What came back.
enum Exchanged {
    Answered(Message, Checked),
    /// It was sent, and that is all that is known.
    Lost,
}

impl Terminal {
    /// A terminal that is switched on, and not signed in.
    pub fn new(config: Config) -> Terminal {
        let line = Line::new(&config.address);
        Terminal {
            config,
            line,
            keys: None,
            batch: 0,
            trace: 0,
            in_hand: None,
            given_up: 0,
            watch: None,
        }
    }

    /// Shows every message to `watch` from now on.
    pub fn watch(&mut self, watch: Watch) {
        self.watch = Some(watch);
    }

    /// Its settings.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Keys are there.
    pub fn is_signed_in(&self) -> bool {
        self.keys.is_some()
    }

    /// A reversal waits for the next transaction.
    pub fn has_reversal(&self) -> bool {
        self.in_hand.is_some()
    }

    /// Reversals that nobody acknowledged.
    pub fn given_up(&self) -> u32 {
        self.given_up
    }

    /// Signs in 签到: takes new working keys, which must match their check values, and the batch
    /// number.
    pub async fn sign_in(&mut self) -> Result<Number, Error> {
        let number = self.next_number();
        let mut message = request::sign_in(&self.config, number);
        let answer = self.ask(&mut message).await?;
        let block = answer.bytes(62).ok_or(Error::Lacking("the key block"))?;
        let keys = WorkingKeys::unwrap(&self.config.tmk, block).map_err(Error::Keys)?;
        self.batch = answer::batch(&answer).ok_or(Error::Lacking("the batch number"))?;
        self.trace = 0;
        self.keys = Some(keys);
        Ok(Number { batch: self.batch, trace: self.trace })
    }

    /// Asks whether the front is there.
    pub async fn echo(&mut self) -> Result<(), Error> {
        let number = self.next_number();
        let mut message = request::line_message(&self.config, number, "301");
        self.ask(&mut message).await.map(drop)
    }

    /// Signs off 签退, with a reversal in hand sent before; the keys are forgotten.
    pub async fn sign_off(&mut self) -> Result<(), Error> {
        if self.is_signed_in() {
            self.reverse().await?;
        }
        let number = self.next_number();
        let mut message = request::line_message(&self.config, number, "002");
        self.ask(&mut message).await?;
        self.keys = None;
        self.line.close();
        Ok(())
    }

    /// A purchase 消费.
    pub async fn sale(
        &mut self,
        amount_fen: i64,
        card: &Card,
        pin: Option<&str>,
    ) -> Result<Outcome, Error> {
        self.by_card(Kind::Sale, (card, amount_fen), pin).await
    }

    /// Holds an amount for later 预授权.
    pub async fn preauth(
        &mut self,
        amount_fen: i64,
        card: &Card,
        pin: Option<&str>,
    ) -> Result<Outcome, Error> {
        self.by_card(Kind::Preauth, (card, amount_fen), pin).await
    }

    /// Gives a hold up 预授权撤销.
    pub async fn preauth_void(&mut self, hold: &Receipt) -> Result<Outcome, Error> {
        self.undo(Kind::PreauthVoid, hold, hold.amount_fen).await
    }

    /// Takes what is due from a hold 预授权完成.
    pub async fn completion(&mut self, hold: &Receipt, amount_fen: i64) -> Result<Outcome, Error> {
        self.undo(Kind::Completion, hold, amount_fen).await
    }

    /// Takes a completion back 预授权完成撤销.
    pub async fn completion_void(&mut self, completion: &Receipt) -> Result<Outcome, Error> {
        self.undo(Kind::CompletionVoid, completion, completion.amount_fen).await
    }

    /// What is on the card 余额查询.
    pub async fn balance(&mut self, card: &Card, pin: Option<&str>) -> Result<Outcome, Error> {
        self.by_card(Kind::Balance, (card, 0), pin).await
    }

    /// Takes a sale back, whole 消费撤销.
    pub async fn void(&mut self, sale: &Receipt) -> Result<Outcome, Error> {
        self.undo(Kind::Void, sale, sale.amount_fen).await
    }

    /// Gives money back for a sale, in whole or in part 退货.
    pub async fn refund(&mut self, sale: &Receipt, amount_fen: i64) -> Result<Outcome, Error> {
        self.undo(Kind::Refund, sale, amount_fen).await
    }

    /// Sends the reversal in hand, if there is one. Done by itself before every transaction.
    pub async fn reverse(&mut self) -> Result<Reversed, Error> {
        while let Some(in_hand) = &mut self.in_hand {
            if in_hand.tries_left == 0 {
                tracing::warn!(
                    terminal = self.config.terminal_code,
                    trace = in_hand.message.get(11).unwrap_or_default(),
                    "a reversal was not acknowledged"
                );
                self.in_hand = None;
                self.given_up += 1;
                return Ok(Reversed::GivenUp);
            }
            let mut message = in_hand.message.clone();
            let exchanged = self.exchange(&mut message, true).await?;
            if let Some(in_hand) = &mut self.in_hand {
                in_hand.tries_left -= 1;
            }
            let Exchanged::Answered(answer, mac) = exchanged else {
                continue;
            };
            let decline = Decline { code: answer.get(39).unwrap_or_default().to_owned() };
            if decline.wants_sign_in() {
                self.keys = None;
                return Err(Error::NotSignedIn);
            }
            if mac == Checked::Good && REVERSED.contains(&decline.code.as_str()) {
                self.in_hand = None;
                return Ok(Reversed::Done(decline.code));
            }
        }
        Ok(Reversed::Nothing)
    }

    async fn by_card(
        &mut self,
        kind: Kind,
        (card, amount_fen): (&Card, i64),
        pin: Option<&str>,
    ) -> Result<Outcome, Error> {
        self.reverse().await?;
        let number = self.next_number();
        let keys = self.keys.as_ref().ok_or(Error::NotSignedIn)?;
        let pin = pin.map(|digits| (digits, &keys.pin));
        let asked = (card, amount_fen);
        let message = request::card_request(&self.config, kind, number, asked, pin)?;
        self.transact(kind, message, answer::receipt(number, amount_fen, card.clone())).await
    }

    async fn undo(
        &mut self,
        kind: Kind,
        sale: &Receipt,
        amount_fen: i64,
    ) -> Result<Outcome, Error> {
        self.reverse().await?;
        let number = self.next_number();
        let message = request::undoing(&self.config, kind, number, (sale, amount_fen))?;
        self.transact(kind, message, answer::receipt(number, amount_fen, sale.card.clone())).await
    }

    async fn transact(
        &mut self,
        kind: Kind,
        mut message: Message,
        mut receipt: Receipt,
    ) -> Result<Outcome, Error> {
        // In hand before the request leaves: whatever happens from here, it is not forgotten.
        self.in_hand = kind.is_reversed().then(|| InHand {
            message: request::reversal(&message, &receipt.card, Reason::NoAnswer),
            tries_left: REVERSAL_TRIES,
        });
        let (answer, mac) = match self.exchange(&mut message, true).await {
            Ok(Exchanged::Answered(answer, mac)) => (answer, mac),
            Ok(Exchanged::Lost) => return Ok(Outcome::Unknown(Reason::NoAnswer)),
            Err(error) => {
                self.in_hand = None;
                return Err(error);
            }
        };
        Ok(match answer::judge(&message, &answer, mac) {
            Verdict::Approved => {
                self.in_hand = None;
                answer::complete(&mut receipt, &answer);
                Outcome::Approved(receipt)
            }
            Verdict::Declined(decline) => {
                self.in_hand = None;
                if decline.wants_sign_in() {
                    self.keys = None;
                }
                Outcome::Declined(decline)
            }
            Verdict::Untrusted(reason) => {
                if let Some(in_hand) = &mut self.in_hand {
                    in_hand.message.set(39, reason.code());
                }
                Outcome::Unknown(reason)
            }
        })
    }

    /// Sends a message that moves no money; the answer must say 00.
    async fn ask(&mut self, message: &mut Message) -> Result<Message, Error> {
        match self.exchange(message, false).await? {
            Exchanged::Lost => Err(Error::NoAnswer(self.config.answer_timeout)),
            Exchanged::Answered(answer, _) => match answer.get(39) {
                Some("00") => Ok(answer),
                code => Err(Error::Refused(code.unwrap_or("without a code").to_owned())),
            },
        }
    }

    /// Sends a message and waits for its answer. An error means that nothing was sent.
    async fn exchange(&mut self, message: &mut Message, sealed: bool) -> Result<Exchanged, Error> {
        let spec = iso8583::spec::pos();
        let mac_key = match (&self.keys, sealed) {
            (Some(keys), true) => Some(keys.mac.clone()),
            (None, true) => return Err(Error::NotSignedIn),
            (_, false) => None,
        };
        let bytes = match &mac_key {
            Some(key) => mac::seal(spec, message, self.config.mac, key)?,
            None => spec.encode(message)?,
        };
        self.line.open().await.map_err(Error::Unreachable)?;
        self.show(Way::Out, message);
        if self.line.send(&bytes).await.is_err() {
            // Part of it, or all, may have arrived.
            self.line.close();
            return Ok(Exchanged::Lost);
        }
        let deadline = Instant::now() + self.config.answer_timeout;
        for _ in 0..STRANGERS_MAX {
            let Ok(Some(frame)) = self.line.receive(deadline).await else {
                return Ok(Exchanged::Lost);
            };
            let Ok(answer) = spec.decode(&frame) else {
                continue;
            };
            self.show(Way::In, &answer);
            if answer::belongs(message, &answer) {
                let check = |key| mac::check(spec, &frame, self.config.mac, key);
                return Ok(Exchanged::Answered(
                    answer,
                    mac_key.as_ref().map_or(Checked::Absent, check),
                ));
            }
        }
        self.line.close();
        Ok(Exchanged::Lost)
    }

    fn show(&mut self, way: Way, message: &Message) {
        if let Some(watch) = &mut self.watch {
            watch(way, message);
        }
    }

    fn next_number(&mut self) -> Number {
        self.trace = self.trace % 999_999 + 1;
        Number { batch: self.batch, trace: self.trace }
    }
}
