//! `shancheng iso8583 decode|encode`: messages in hex to JSON and back, a line each.
//!
//! Reads standard input, writes standard output; a line that cannot be read is reported on standard
//! error with its number, offset and field, the others go on, and the exit status is 1. The form
//! of the lines is said in `iso8583::lines` and `iso8583::json`.

use std::io::{self, BufReader, BufWriter};
use std::process::ExitCode;

use ::iso8583::Spec;
use ::iso8583::json::Show;
use ::iso8583::lines::{self, Work};
use ::iso8583::spec;
use clap::{Args, Subcommand, ValueEnum};

/// Reads and writes ISO 8583 messages, a line each.
#[derive(Debug, Args)]
pub struct Iso8583 {
    #[command(subcommand)]
    way: Way,
}

#[derive(Debug, Subcommand)]
enum Way {
    /// Hex lines (from the TPDU on, without the two length bytes) to JSON lines.
    Decode {
        #[arg(long, value_enum, default_value_t)]
        dialect: Dialect,
        /// Shows card data, PIN blocks and keys in clear; without it the lines do not encode again.
        #[arg(long)]
        unmask: bool,
    },
    /// JSON lines, as `decode --unmask` gives them, to upper-case hex lines, byte for byte.
    Encode {
        #[arg(long, value_enum, default_value_t)]
        dialect: Dialect,
    },
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Dialect {
    /// UnionPay, between terminal and acquirer.
    #[default]
    Pos,
    /// UnionPay, between institutions; the hex starts at the 46-byte header.
    Ascii,
}

impl Dialect {
    fn spec(self) -> &'static Spec {
        match self {
            Dialect::Pos => spec::pos(),
            Dialect::Ascii => spec::ascii(),
        }
    }
}

/// Runs the command; success only when every line was read.
pub fn run(arguments: Iso8583) -> ExitCode {
    let (dialect, work) = match arguments.way {
        Way::Decode { dialect, unmask: true } => (dialect, Work::Decode(Show::Clear)),
        Way::Decode { dialect, unmask: false } => (dialect, Work::Decode(Show::Masked)),
        Way::Encode { dialect } => (dialect, Work::Encode),
    };
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    match lines::run(dialect.spec(), work, &mut input, &mut output, &mut io::stderr().lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // The reader of the output went away: nothing is left to say and no one to hear it.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("iso8583: {error}");
            ExitCode::FAILURE
        }
    }
}
