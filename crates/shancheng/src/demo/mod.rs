//! `shancheng demo`: everything on one machine, with Chongqing merchants, the hosts of three
//! acquirers and of the sandbox played by stand-ins, and a trickle of payments.

mod boards;
mod clearing;
mod fees;
mod hosts;
pub mod merchants;
pub mod people;
mod routes;
pub mod traffic;

use crate::Trouble;
use crate::config::Config;
use crate::database::Database;
use crate::logs;
use crate::node::{Node, NodeRole};
use crate::serve::until_told;
use crate::terminal;
use chrono::TimeDelta;
use clap::Args;
use iso8583::{Key, MacProfile};
use kernel::{Clock, TerminalId};
use merchants::Till;
use panorama::switch::keys::{KeyOwner, KeyPurpose, KeyRef, custody};
use serde_json::{Value, json};
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tokio_util::sync::CancellationToken;

/// Name of the log in the demo's folder, and how long it may be when a demo starts.
const LOG: &str = "demo.log";
const LOG_BYTES_MAX: u64 = 16 << 20;

/// Marks in the demo's folder that its payments of before are made.
const HISTORY: &str = "history-made";
/// Far enough for a clock that is behind to catch up.
const CATCH_UP_DAYS: i64 = 3_650;

/// Everything on one machine, with demo data.
#[derive(Debug, Args)]
pub struct Demo {
    /// Folder of the demo's data; made when missing, kept between runs.
    #[arg(long, default_value = "data/demo")]
    data: PathBuf,
    /// Address of console and API.
    #[arg(long, default_value = "127.0.0.1:8080")]
    http: String,
    /// Address of the POS front end.
    #[arg(long, default_value = "127.0.0.1:8583")]
    pos: String,
    /// First port of the stand-ins; 0 takes free ones.
    #[arg(long, default_value_t = 9080)]
    standins_from: u16,
    /// Addresses of the acquirers' hosts, fast, slow and erratic, where they run already: then
    /// no stand-ins are started. Their keys are in the file of `--ready`.
    #[arg(long, value_delimiter = ',', value_name = "ADDRESS,ADDRESS,ADDRESS")]
    hosts: Vec<String>,
    /// Payments a second; 0 for none.
    #[arg(long, default_value_t = 2.0)]
    rate: f64,
    /// Payments that are made at the first start, so that the console has something to show: as
    /// many on a business day before, which is cut, settled and reconciled, as on the running one.
    #[arg(long, default_value_t = 300)]
    history: usize,
    /// Business days before the running one that the first start plays, 1 to 60. All but the last
    /// are ended: every difference is decided, the days are closed and paid out.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=60))]
    days: u32,
    /// Writes addresses, sign-ins and terminals to this file when all is up.
    #[arg(long)]
    ready: Option<PathBuf>,
    /// Throws earlier demo data away.
    #[arg(long)]
    fresh: bool,
}

/// Runs the demo until it is told to stop.
pub async fn run(mut config: Config, arguments: Demo) -> Result<ExitCode, Trouble> {
    let standins = addresses(&arguments)?;
    config.data = storage::embedded::reachable_folder(&arguments.data)?;
    if arguments.fresh {
        throw_away(&config.data)?;
    }
    config.http.listen.clone_from(&arguments.http);
    config.http.public_url = format!("http://{}", arguments.http);
    config.switch.listen.clone_from(&arguments.pos);
    config.webhooks.allow_private_addresses = true;
    config.demo = true;
    if let Some(wallet) = hosts::wallet(&standins) {
        config.codes.wallet_url = wallet;
    }
    if config.settlement.bank_folder.as_os_str().is_empty() {
        config.settlement.bank_folder = config.data.join("bank");
    }
    config.sandbox.acquirer = people::SANDBOX_CODE.to_owned();
    let log = open_log(&config)?;
    say("starting the database");
    let database = Database::open(&config).await?;
    let outcome = on(&config, &database, &arguments, &standins, &log).await;
    database.close().await;
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn on(
    config: &Config,
    database: &Database,
    arguments: &Demo,
    standins: &[String],
    log: &File,
) -> Result<(), Trouble> {
    say("loading institutions, people, merchants, terminals");
    let made = config.data.join(HISTORY);
    // The first start begins on a business day before this one.
    let clock = match 0 < arguments.history && !made.exists() {
        true => Clock::behind(clearing::behind(Clock::system().now(), arguments.days)),
        false => Clock::system(),
    };
    let sign_ins = people::load(config, &database.db, clock.now()).await?;
    let roles = [NodeRole::Http, NodeRole::Switch, NodeRole::Worker];
    let node = Node::start(config, database, &roles, clock).await?;
    let hosts = if arguments.hosts.is_empty() {
        hosts::start(&node, standins, log).await?
    } else {
        hosts::at(&arguments.hosts)?
    };
    let stop = CancellationToken::new();
    let outcome = live(&node, arguments, config, (&hosts, &sign_ins), &stop).await;
    say("stopping");
    stop.cancel();
    node.stop().await;
    hosts.stop().await;
    outcome
}

async fn live(
    node: &Node,
    arguments: &Demo,
    config: &Config,
    (hosts, sign_ins): (&hosts::Hosts, &[people::SignIn]),
    stop: &CancellationToken,
) -> Result<(), Trouble> {
    let folder = config.data.as_path();
    hosts.load(node).await?;
    let tills = merchants::load(&node.context).await?;
    let boards = merchants::boards(&node.context).await?;
    provide_master_keys(node, &tills).await?;
    routes::load(node).await?;
    fees::load(node).await?;
    let (Some(http), Some(switch)) = (node.http, &node.switch) else {
        return Err("the demo plays every role".into());
    };
    let pos = switch.address().to_string();
    let plan = traffic::Plan {
        terminals: tills.iter().map(|till| terminal_of(node, till, &pos, config)).collect(),
        rate_per_s: arguments.rate,
        seed: 7,
    };
    hosts.ready(node).await;
    boards::load(node, &boards).await?;
    let made = folder.join(HISTORY);
    let bank = &config.settlement.bank_folder;
    if arguments.history > 0 && !made.exists() {
        for day in 1..arguments.days {
            say(&format!("playing business day {day} of {}", arguments.days));
            traffic::burst(plan.clone(), arguments.history).await;
            node.app.clock.advance(TimeDelta::days(1));
            clearing::end_day(node, bank).await?;
        }
        say("making some payments, so that there is something to see");
        traffic::burst(plan.clone(), arguments.history).await;
        node.app.clock.advance(TimeDelta::days(CATCH_UP_DAYS));
        say("cutting, settling and reconciling the business day before");
        clearing::load(node).await?;
        traffic::burst(plan.clone(), arguments.history).await;
        // All at once as it was, it would dwarf what comes after it in the overview.
        switch.feed().begin(node.app.clock.now());
        std::fs::write(&made, "")?;
    }
    clearing::bank(node, bank, stop).await?;
    if arguments.rate > 0.0 {
        tokio::spawn(traffic::run(plan, stop.clone()));
    }
    if let Some(file) = &arguments.ready {
        let mut content = ready(node, &http.to_string(), &pos, sign_ins, &tills);
        content["hosts"] = hosts.described(node);
        write_ready(file, &content)?;
    }
    welcome(&http.to_string(), &pos, folder, sign_ins);
    until_told().await?;
    Ok(())
}

/// Gives every terminal its master key, unless it has one: somebody may have made another.
async fn provide_master_keys(node: &Node, tills: &[Till]) -> Result<(), Trouble> {
    let at = node.context.clock.now();
    for till in tills {
        let owner = KeyOwner::Terminal(till.id);
        let of = (till.institution, KeyRef { owner, purpose: KeyPurpose::Tmk });
        custody::provide(&node.context.db, &*node.keys, of, &master_key(node, till.id), at).await?;
    }
    Ok(())
}

/// Master key of a demo terminal, derived from the demo's own secret, so that its till knows it
/// after a restart too.
fn master_key(node: &Node, id: TerminalId) -> [u8; 16] {
    let token = node.context.vault.token("demo:master-key", id.0.as_bytes());
    let mut key = [0; 16];
    key.copy_from_slice(&token[..16]);
    iso8583::key::set_odd_parity(&mut key);
    key
}

fn terminal_of(node: &Node, till: &Till, address: &str, config: &Config) -> terminal::Config {
    let x919 = config.switch.x919_acquirers.contains(&till.acquirer_code);
    let tmk = Key::new(&master_key(node, till.id)).expect("16 bytes are a key's length");
    let mut terminal =
        terminal::Config::new(address, &till.merchant_code, &till.terminal_code, &till.serial, tmk);
    terminal.device_type.clone_from(&till.device_type);
    terminal.place = Some(till.place);
    if x919 {
        terminal.mac = MacProfile::X919;
    }
    terminal
}

fn ready(node: &Node, http: &str, pos: &str, sign_ins: &[people::SignIn], tills: &[Till]) -> Value {
    let terminals: Vec<Value> = tills
        .iter()
        .map(|till| {
            json!({
                "id": till.id,
                "institution_id": till.institution,
                "merchant_code": till.merchant_code,
                "terminal_code": till.terminal_code,
                "serial": till.serial,
                "acquirer_code": till.acquirer_code,
                "place": till.place,
                "tmk": hex::encode_upper(master_key(node, till.id)),
            })
        })
        .collect();
    json!({
        "http": format!("http://{http}"),
        "pos": pos,
        "sign_ins": sign_ins,
        "terminals": terminals,
    })
}

/// In one step, so that whoever waits for the file never reads half of it.
fn write_ready(file: &Path, content: &Value) -> Result<(), Trouble> {
    let half = file.with_extension("half");
    std::fs::write(&half, serde_json::to_vec_pretty(content)?)?;
    std::fs::rename(half, file)?;
    Ok(())
}

/// Addresses of the stand-ins, after a look whether every port of the demo is free: an answer at
/// once is worth more than one after the database was made.
fn addresses(arguments: &Demo) -> Result<Vec<String>, Trouble> {
    let standins = match arguments.hosts.is_empty() {
        true => hosts::addresses(arguments.standins_from)?,
        false => Vec::new(),
    };
    let wanted = [("--http", &arguments.http), ("--pos", &arguments.pos)];
    let wanted = wanted.into_iter().chain(standins.iter().map(|one| ("--standins-from", one)));
    for (option, address) in wanted {
        if let Err(error) = TcpListener::bind(address) {
            let why = format!("cannot listen on {address}: {error}");
            return Err(format!("{why}; is another demo running? {option} takes another").into());
        }
    }
    Ok(standins)
}

/// The log, kept out of the way of what the demo says to people.
fn open_log(config: &Config) -> Result<File, Trouble> {
    std::fs::create_dir_all(&config.data)?;
    let file = config.data.join(LOG);
    let long = file.metadata().is_ok_and(|about| LOG_BYTES_MAX < about.len());
    if long {
        std::fs::remove_file(&file)?;
    }
    let log = File::options().create(true).append(true).open(&file)?;
    logs::start_in(&config.log, log.try_clone()?);
    Ok(log)
}

fn throw_away(folder: &Path) -> Result<(), Trouble> {
    storage::embedded::check_unused(&folder.join("postgres"))?;
    // Only a folder that is a demo's: never one that somebody named by mistake.
    let ours = folder.join("postgres").exists() || folder.join("master.key").exists();
    if folder.exists() && ours {
        std::fs::remove_dir_all(folder)?;
    }
    Ok(())
}

fn say(what: &str) {
    println!("shancheng demo: {what}");
}

fn welcome(http: &str, pos: &str, folder: &Path, sign_ins: &[people::SignIn]) {
    println!();
    println!("  Console    http://{http}/");
    println!("  API        http://{http}/docs   (OpenAPI: /api/openapi.json)");
    println!("  POS front  {pos}   (ISO 8583 over TCP)");
    println!("  Data       {}", folder.display());
    println!("  Log        {}", folder.join(LOG).display());
    println!();
    println!("  Sign in with any of these; the password is {} for all:", people::PASSWORD);
    for person in sign_ins {
        println!("    {:<20} {} · {}", person.login, person.institution, person.does);
    }
    println!();
    println!("  Merchants, people and positions are generated. Ctrl-C ends the demo; its data");
    println!("  stays, and `shancheng demo --fresh` begins anew.");
    println!();
}
