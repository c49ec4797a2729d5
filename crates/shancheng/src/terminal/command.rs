//! `shancheng terminal`: one transaction from the command line, with every message shown masked,
//! so that an integrator can try the front end.

use super::{Card, Config, Number, Outcome, RANGES, Receipt, Reversed, Terminal, Way};
use crate::Trouble;
use clap::{Subcommand, ValueEnum};
use iso8583::{Key, MacProfile};
use kernel::Place;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Plays a POS terminal: signs in, does one thing, and shows every message.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Signs in and shows the batch number.
    SignIn {
        #[command(flatten)]
        till: Till,
    },
    /// A purchase 消费.
    Sale {
        #[command(flatten)]
        till: Till,
        #[command(flatten)]
        reader: Reader,
        /// Amount in fen.
        #[arg(long)]
        amount_fen: i64,
    },
    /// What is on the card 余额查询.
    Balance {
        #[command(flatten)]
        till: Till,
        #[command(flatten)]
        reader: Reader,
    },
    /// Takes a sale back, whole 消费撤销.
    Void {
        #[command(flatten)]
        till: Till,
        #[command(flatten)]
        slip: Slip,
        /// Amount of the sale in fen.
        #[arg(long)]
        amount_fen: i64,
    },
    /// Gives money back for a sale 退货.
    Refund {
        #[command(flatten)]
        till: Till,
        #[command(flatten)]
        slip: Slip,
        /// Amount to give back in fen.
        #[arg(long)]
        amount_fen: i64,
    },
    /// Holds an amount on the card for later 预授权.
    Preauth {
        #[command(flatten)]
        till: Till,
        #[command(flatten)]
        reader: Reader,
        /// Amount in fen.
        #[arg(long)]
        amount_fen: i64,
    },
    /// Gives a hold up, whole 预授权撤销.
    PreauthVoid {
        #[command(flatten)]
        till: Till,
        #[command(flatten)]
        slip: Slip,
        /// Amount of the hold in fen.
        #[arg(long)]
        amount_fen: i64,
    },
    /// Takes what is due from a hold 预授权完成.
    Completion {
        #[command(flatten)]
        till: Till,
        #[command(flatten)]
        slip: Slip,
        /// Amount due in fen.
        #[arg(long)]
        amount_fen: i64,
    },
    /// Takes a completion back, whole 预授权完成撤销.
    CompletionVoid {
        #[command(flatten)]
        till: Till,
        #[command(flatten)]
        slip: Slip,
        /// Amount of the completion in fen.
        #[arg(long)]
        amount_fen: i64,
    },
    /// Asks whether the front is there 回响测试.
    Echo {
        #[command(flatten)]
        till: Till,
    },
    /// Signs off 签退.
    SignOff {
        #[command(flatten)]
        till: Till,
    },
}

/// The terminal.
#[derive(Debug, clap::Args)]
struct Till {
    /// `host:port` of the front.
    #[arg(long, default_value = "127.0.0.1:8583")]
    address: String,
    /// Merchant number, 15 digits.
    #[arg(long)]
    merchant: String,
    /// Terminal number, 8 characters.
    #[arg(long)]
    terminal: String,
    /// Serial number.
    #[arg(long)]
    serial: String,
    /// File with the terminal master key in hex: a key on a command line is no secret.
    #[arg(long, value_name = "FILE")]
    tmk_file: PathBuf,
    /// Kind of device, 01 to 13.
    #[arg(long, default_value = "04")]
    device_type: String,
    /// Where it stands, as `+29.557700/+106.57700`.
    #[arg(long)]
    place: Option<Place>,
    /// Operator, three digits.
    #[arg(long, default_value = "001")]
    operator: String,
    /// How MACs are made.
    #[arg(long, value_enum, default_value_t = Mac::Cup)]
    mac: Mac,
    /// Seconds to wait for an answer.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=300))]
    timeout_s: u64,
}

/// What is read from the card.
#[derive(Debug, clap::Args)]
struct Reader {
    /// Card number; a test card when absent.
    #[arg(long)]
    card: Option<String>,
    /// PIN, 4 to 12 digits; none is sent when absent.
    #[arg(long)]
    pin: Option<String>,
}

/// What is read from the slip of the sale.
#[derive(Debug, clap::Args)]
struct Slip {
    /// Card number; the test card when absent.
    #[arg(long)]
    card: Option<String>,
    /// Batch number of the sale.
    #[arg(long)]
    batch: u32,
    /// Trace number of the sale.
    #[arg(long)]
    trace: u32,
    /// Reference number of the sale (F37).
    #[arg(long)]
    reference: Option<String>,
    /// Authorisation code of the payment (F38); a hold is named by it.
    #[arg(long)]
    authorisation: Option<String>,
    /// Date of the sale, MMDD.
    #[arg(long, default_value = "0000")]
    date: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Mac {
    /// UnionPay's.
    Cup,
    /// ANSI X9.19.
    X919,
}

/// Runs one command. The status is 0 for a yes, 1 for everything else.
pub async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let (till, act) = match args.act {
        Act::SignIn { till } => (till, Wish::SignIn),
        Act::Echo { till } => (till, Wish::Echo),
        Act::SignOff { till } => (till, Wish::SignOff),
        Act::Balance { till, reader } => (till, Wish::Balance(reader)),
        Act::Sale { till, reader, amount_fen } => (till, Wish::Sale(reader, amount_fen)),
        Act::Preauth { till, reader, amount_fen } => (till, Wish::Preauth(reader, amount_fen)),
        Act::PreauthVoid { till, slip, amount_fen } => (till, Wish::PreauthVoid(slip, amount_fen)),
        Act::Completion { till, slip, amount_fen } => (till, Wish::Completion(slip, amount_fen)),
        Act::CompletionVoid { till, slip, amount_fen } => {
            (till, Wish::CompletionVoid(slip, amount_fen))
        }
        Act::Void { till, slip, amount_fen } => (till, Wish::Void(slip, amount_fen)),
        Act::Refund { till, slip, amount_fen } => (till, Wish::Refund(slip, amount_fen)),
    };
    let mut terminal = Terminal::new(till.config()?);
    terminal.watch(Box::new(|way, message| {
        let arrow = if way == Way::Out { "-->" } else { "<--" };
        println!("{arrow}\n{}", iso8583::describe::describe(iso8583::spec::pos(), message));
    }));
    let outcome = act.grant(&mut terminal).await?;
    let yes = match outcome {
        None => true,
        Some(outcome) => tell(&mut terminal, outcome).await?,
    };
    Ok(if yes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is asked of the terminal.
enum Wish {
    SignIn,
    Echo,
    SignOff,
    Balance(Reader),
    Sale(Reader, i64),
    Void(Slip, i64),
    Preauth(Reader, i64),
    PreauthVoid(Slip, i64),
    Completion(Slip, i64),
    CompletionVoid(Slip, i64),
    Refund(Slip, i64),
}

impl Wish {
    /// `None`: there is no outcome beyond that it worked.
    async fn grant(self, terminal: &mut Terminal) -> Result<Option<Outcome>, super::Error> {
        if let Wish::Echo = self {
            return terminal.echo().await.map(|()| None);
        }
        let Number { batch, .. } = terminal.sign_in().await?;
        println!("signed in, batch {batch:06}\n");
        Ok(Some(match self {
            Wish::SignIn | Wish::Echo => return Ok(None),
            Wish::SignOff => return terminal.sign_off().await.map(|()| None),
            Wish::Balance(reader) => {
                terminal.balance(&reader.card()?, reader.pin.as_deref()).await?
            }
            Wish::Sale(reader, fen) => {
                terminal.sale(fen, &reader.card()?, reader.pin.as_deref()).await?
            }
            Wish::Preauth(reader, fen) => {
                terminal.preauth(fen, &reader.card()?, reader.pin.as_deref()).await?
            }
            Wish::PreauthVoid(slip, fen) => terminal.preauth_void(&slip.receipt(fen)?).await?,
            Wish::Completion(slip, fen) => terminal.completion(&slip.receipt(fen)?, fen).await?,
            Wish::CompletionVoid(slip, fen) => {
                terminal.completion_void(&slip.receipt(fen)?).await?
            }
            Wish::Void(slip, fen) => terminal.void(&slip.receipt(fen)?).await?,
            Wish::Refund(slip, fen) => terminal.refund(&slip.receipt(fen)?, fen).await?,
        }))
    }
}

/// Says what came of it; a reversal in hand is sent now, there is no next transaction.
async fn tell(terminal: &mut Terminal, outcome: Outcome) -> Result<bool, Trouble> {
    match outcome {
        Outcome::Approved(receipt) => {
            println!("approved: {}", slip(&receipt));
            return Ok(true);
        }
        Outcome::Declined(no) => println!("declined: {}", no.code),
        Outcome::Unknown(reason) => println!("unknown: {reason:?}"),
    }
    if terminal.has_reversal() {
        match terminal.reverse().await? {
            Reversed::Done(code) => println!("reversed: {code}"),
            Reversed::GivenUp => println!("NOT reversed: the front does not acknowledge it"),
            Reversed::Nothing => {}
        }
    }
    Ok(false)
}

fn slip(receipt: &Receipt) -> String {
    let Number { batch, trace } = receipt.number;
    let mut text = format!("{} fen, batch {batch:06}, trace {trace:06}", receipt.amount_fen);
    for (name, value) in [
        ("reference", &receipt.reference_no),
        ("authorisation", &receipt.authorization_code),
        ("acquirer", &receipt.acquirer_code),
    ] {
        if let Some(value) = value {
            text = format!("{text}, {name} {value}");
        }
    }
    match receipt.balance_fen {
        Some(fen) => format!("{text}, balance {fen} fen"),
        None => text,
    }
}

impl Till {
    fn config(self) -> Result<Config, Trouble> {
        let text = std::fs::read_to_string(&self.tmk_file)
            .map_err(|error| format!("{}: {error}", self.tmk_file.display()))?;
        let wrong = || format!("{}: no 8, 16 or 24 bytes in hex", self.tmk_file.display());
        let tmk = Key::from_hex(text.trim()).ok_or_else(wrong)?;
        let mut config =
            Config::new(&self.address, &self.merchant, &self.terminal, &self.serial, tmk);
        config.device_type = self.device_type;
        config.place = self.place;
        config.operator = self.operator;
        config.answer_timeout = Duration::from_secs(self.timeout_s);
        config.mac = match self.mac {
            Mac::Cup => MacProfile::CupEcb,
            Mac::X919 => MacProfile::X919,
        };
        Ok(config)
    }
}

fn card(number: Option<&str>) -> Result<Card, super::Error> {
    match number {
        Some(number) => Ok(Card::parse(number)?),
        None => Ok(Card::test(RANGES[0], 1)),
    }
}

impl Reader {
    fn card(&self) -> Result<Card, super::Error> {
        card(self.card.as_deref())
    }
}

impl Slip {
    fn receipt(&self, amount_fen: i64) -> Result<Receipt, super::Error> {
        let number = Number { batch: self.batch, trace: self.trace };
        let mut receipt = super::answer::receipt(number, amount_fen, card(self.card.as_deref())?);
        receipt.date.clone_from(&self.date);
        receipt.reference_no.clone_from(&self.reference);
        receipt.authorization_code.clone_from(&self.authorisation);
        Ok(receipt)
    }
}
