//! `lines decode|encode [--dialect pos|ascii] [--unmask]`: the two commands without the rest of
//! the program, for scripts that test the codec alone.

use std::io::{self, BufReader, BufWriter};
use std::process::ExitCode;

use iso8583::json::Show;
use iso8583::lines::{self, Work};
use iso8583::spec;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |wanted: &str| arguments.iter().any(|argument| argument == wanted);
    let show = if has("--unmask") { Show::Clear } else { Show::Masked };
    let work = match arguments.first().map(String::as_str) {
        Some("decode") => Work::Decode(show),
        Some("encode") => Work::Encode,
        _ => {
            eprintln!("usage: lines decode|encode [--dialect pos|ascii] [--unmask]");
            return ExitCode::from(2);
        }
    };
    let spec = if has("ascii") { spec::ascii() } else { spec::pos() };
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    match lines::run(spec, work, &mut input, &mut output, &mut io::stderr().lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) | Err(_) => ExitCode::FAILURE,
    }
}
