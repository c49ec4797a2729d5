//! The `shancheng` program: one binary for every role.

mod bench;
mod config;
mod console;
mod database;
mod demo;
mod doctor;
mod emvqr;
mod files;
mod iso8583;
mod listen;
mod logs;
mod node;
mod openapi;
mod serve;
mod set_up;
mod standin;
mod terminal;
mod verify;
mod wire;

use clap::{Parser, Subcommand};
use config::Config;
use std::path::PathBuf;
use std::process::ExitCode;

/// A payment allocates a few hundred small things on many tasks, which the system's allocator
/// serves at more than a tenth of the whole cost.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Shancheng 山城: an open system for a regional card network and everyone around it.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
struct Shancheng {
    /// Settings file; the defaults and their meaning: `shancheng doctor --defaults`.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs everything on one machine with demo data.
    Demo(demo::Demo),
    /// Runs a node: console and API, POS front end, background work.
    Serve(serve::Serve),
    /// Makes the network branch and its first administrator, once.
    SetUp(set_up::SetUp),
    /// Proves the books, the evidence log and the audit trail.
    Verify(verify::Verify),
    /// Brings the database's schema up to date.
    Migrate,
    /// Looks at settings, keys and database and says what is wrong.
    Doctor(doctor::Doctor),
    /// Plays an outside party in its public protocol.
    Standin(standin::Standin),
    /// Plays a POS terminal, to try the front end by hand.
    Terminal(terminal::Args),
    /// Turns ISO 8583 messages from hex to JSON and back.
    Iso8583(iso8583::Iso8583),
    /// Reads what a till has scanned: payment codes and merchants' codes.
    Emvqr(emvqr::Emvqr),
    /// Prints the API's description (OpenAPI 3.1) as JSON.
    Openapi,
    /// Measures the system beside a peer, on a database cluster of its own.
    Bench(bench::Bench),
}

/// What ends the program with a message and status 1.
type Trouble = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let Shancheng { config, command } = Shancheng::parse();
    // Without settings, database or runtime.
    if let Command::Iso8583(arguments) = command {
        return iso8583::run(arguments);
    }
    if let Command::Emvqr(arguments) = command {
        return emvqr::run(arguments);
    }
    if let Command::Openapi = command {
        return openapi::run();
    }
    let config = match Config::load(config.as_deref()) {
        Ok(config) => config,
        Err(error) => {
            eprintln!("shancheng: {error}");
            return ExitCode::from(2);
        }
    };
    // A demo talks to a person, and logs to a file of its own.
    if !matches!(command, Command::Demo(_)) {
        logs::start(&config.log);
    }
    if let Err(error) = files::raise_limit() {
        tracing::warn!(%error, "no more files can be open than the shell gave");
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("shancheng: no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(config, command)) {
        Ok(status) => status,
        Err(error) => {
            eprintln!("shancheng: {}", chain(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn run(config: Config, command: Command) -> Result<ExitCode, Trouble> {
    match command {
        Command::Demo(arguments) => demo::run(config, arguments).await,
        Command::Serve(arguments) => serve::run(&config, arguments).await,
        Command::SetUp(arguments) => set_up::run(&config, arguments).await,
        Command::Verify(arguments) => verify::run(&config, arguments).await,
        Command::Migrate => database::migrate(&config).await,
        Command::Doctor(arguments) => doctor::run(&config, arguments).await,
        Command::Standin(arguments) => standin::run(arguments).await,
        Command::Terminal(arguments) => terminal::run(arguments).await,
        Command::Iso8583(arguments) => Ok(iso8583::run(arguments)),
        Command::Emvqr(arguments) => Ok(emvqr::run(arguments)),
        Command::Openapi => Ok(openapi::run()),
        Command::Bench(arguments) => bench::run(&config, arguments).await,
    }
}

/// An error and what caused it, on one line.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let said = inner.to_string();
        if !text.ends_with(&said) {
            text = format!("{text}: {said}");
        }
        cause = inner.source();
    }
    text
}
