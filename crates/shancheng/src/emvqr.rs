//! `shancheng emvqr describe|decode`: what a till or a phone has scanned, for people and programs.
//!
//! Takes one code as an argument, or codes on standard input, a line each; a code that is not
//! acceptable is reported on standard error with the number of its line, what it looks like and
//! why, the others go on, and the exit status is 1. A payment code given as an argument is seen by
//! who may list the machine's processes: standard input is the better way for one that still pays.

use std::io::{self, BufReader, BufWriter, Read};
use std::process::ExitCode;

use ::emvqr::Show;
use ::emvqr::lines::{self, Work};
use clap::{Args, Subcommand};

/// Reads payment codes and merchants' codes: UnionPay, EMVCo both ways, WeChat and Alipay payment codes.
#[derive(Debug, Args)]
pub struct Emvqr {
    #[command(subcommand)]
    way: Way,
}

#[derive(Debug, Subcommand)]
enum Way {
    /// Each object with its name, for people.
    Describe(Input),
    /// A JSON object a code.
    Decode(Input),
}

#[derive(Debug, Args)]
struct Input {
    /// The code; without one, standard input, a line each.
    code: Option<String>,
    /// Shows card numbers, tokens and payment codes in clear.
    #[arg(long)]
    unmask: bool,
}

/// Runs the command; success only when every code was acceptable.
pub fn run(arguments: Emvqr) -> ExitCode {
    let (work, input) = match arguments.way {
        Way::Describe(input) => (Work::Describe, input),
        Way::Decode(input) => (Work::Decode, input),
    };
    let show = if input.unmask { Show::Clear } else { Show::Masked };
    let codes: Box<dyn Read> = match input.code {
        Some(code) => Box::new(io::Cursor::new(code)),
        None => Box::new(io::stdin().lock()),
    };
    let mut output = BufWriter::new(io::stdout().lock());
    let mut errors = io::stderr().lock();
    match lines::run(work, show, &mut BufReader::new(codes), &mut output, &mut errors) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // The reader of the output went away: nothing is left to say and no one to hear it.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        Err(error) => {
            drop(errors);
            eprintln!("emvqr: {error}");
            ExitCode::FAILURE
        }
    }
}
