//! `shancheng standin`: outside parties played by programs of their own, which speak the same
//! public protocol as the real ones. Nothing in the product knows that they are stand-ins.

use crate::Trouble;
use clap::{Args, Subcommand, ValueEnum};
use connect::acquirer::standin::{self, Act, Asked, Rule, StandinConfig};
use connect::bank::{self, standin::BankConfig};
use connect::wallet;
use std::path::PathBuf;
use std::process::ExitCode;

/// Plays an outside party.
#[derive(Debug, Args)]
pub struct Standin {
    #[command(subcommand)]
    party: Party,
}

#[derive(Debug, Subcommand)]
enum Party {
    /// An acquirer's host that speaks ISO 8583 over TCP.
    Acquirer(Acquirer),
    /// A settlement bank that takes payout files from a folder and puts results there.
    Bank(Bank),
    /// A payer's wallet: the page that gives out codes for one payment.
    Wallet(Wallet),
}

/// A payer's wallet.
#[derive(Debug, Args)]
pub struct Wallet {
    /// Address of its page.
    #[arg(long, default_value = "127.0.0.1:9083")]
    pub listen: String,
}

/// A settlement bank.
#[derive(Debug, Args)]
pub struct Bank {
    /// The folder, with its places `in` and `out`.
    #[arg(long, value_name = "FOLDER")]
    pub folder: PathBuf,
    /// A payout whose fen end in this is refused.
    #[arg(long, default_value = "13")]
    pub reject_ends: String,
    /// A payout whose fen end in this is paid and comes back in a later file.
    #[arg(long, default_value = "14")]
    pub return_ends: String,
}

/// How the host behaves when no script says otherwise.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Temper {
    /// Answers in a few milliseconds, declines now and then.
    Fast,
    /// Takes its time, and sometimes does not answer at all.
    Slow,
    /// Late, twice, never, or with a wrong MAC.
    Erratic,
    /// By the amount and nothing else, for sandboxes of vendors.
    Sandbox,
}

/// An acquirer's host.
#[derive(Debug, Args)]
pub struct Acquirer {
    /// Address for ISO 8583.
    #[arg(long, default_value = "127.0.0.1:9080")]
    pub listen: String,
    /// Address for control lines: what the host has booked.
    #[arg(long)]
    pub control: Option<String>,
    #[arg(long, value_enum, default_value_t = Temper::Fast)]
    pub temper: Temper,
    /// JSON file with a list of rules in place of the temper's own.
    #[arg(long, value_name = "FILE")]
    pub script: Option<PathBuf>,
    /// Key of the link's MAC in hex; without it MACs are neither made nor checked.
    #[arg(long, env = "SHANCHENG_STANDIN_MAC_KEY", hide_env_values = true)]
    pub mac_key: Option<String>,
    /// Seed of all that is drawn.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Plays the party until the program is ended.
pub async fn run(arguments: Standin) -> Result<ExitCode, Trouble> {
    let acquirer = match arguments.party {
        Party::Acquirer(acquirer) => acquirer,
        Party::Wallet(Wallet { listen }) => {
            wallet::standin::run(&listen).await?;
            return Ok(ExitCode::SUCCESS);
        }
        Party::Bank(Bank { folder, reject_ends, return_ends }) => {
            let config = BankConfig { reject_ends, return_ends, ..BankConfig::new(folder) };
            bank::standin::run(config).await?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    let mut config = acquirer.temper.config();
    if let Some(file) = &acquirer.script {
        config.rules = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    }
    config.listen = acquirer.listen;
    config.control = acquirer.control;
    config.mac_key = acquirer.mac_key;
    config.seed = acquirer.seed;
    standin::run(config).await?;
    Ok(ExitCode::SUCCESS)
}

impl Temper {
    /// Rules and latency of the temper.
    pub fn config(self) -> StandinConfig {
        let (latency_ms, rules) = match self {
            Temper::Fast => ((2, 12), vec![by_amount("51", "51"), by_chance(15, decline("61"))]),
            Temper::Sandbox => ((2, 12), standin::sandbox::rules()),
            Temper::Slow => (
                (80, 400),
                vec![
                    by_amount("51", "51"),
                    by_chance(20, Act::Never),
                    by_chance(30, decline("55")),
                ],
            ),
            Temper::Erratic => (
                (10, 150),
                vec![
                    by_amount("51", "51"),
                    by_chance(20, Act::Late { ms: 9_000 }),
                    by_chance(20, Act::Twice),
                    by_chance(15, Act::Lose),
                    by_chance(10, Act::BadMac),
                    by_chance(30, decline("05")),
                ],
            ),
        };
        StandinConfig { latency_ms, rules, ..StandinConfig::default() }
    }
}

fn decline(code: &str) -> Act {
    Act::Decline { code: code.to_owned() }
}

// Only purchases are declined or left to chance; what undoes one must get through in the end.

fn by_amount(ends: &str, code: &str) -> Rule {
    Rule {
        asked: Some(Asked::Sale),
        amount_ends: Some(ends.to_owned()),
        then: Some(decline(code)),
        ..Rule::default()
    }
}

fn by_chance(permille: u16, then: Act) -> Rule {
    Rule { asked: Some(Asked::Sale), permille: Some(permille), then: Some(then), ..Rule::default() }
}
