//! Keys, MACs and PIN blocks a line each, so that another implementation can be held against ours:
//!
//! ```text
//! kcv KEY              check value
//! wrap MASTER KEY      KEY under MASTER
//! cup|x919|x99 KEY HEX MAC of the bytes
//! pin KEY PIN CARD     PIN block under KEY; CARD may be -
//! keys MASTER PIK MAK  field 62 of a sign-in answer
//! ```
//!
//! For tests only: keys on a command's input are no way to run a payment system.

use std::io::{self, BufRead};
use std::process::ExitCode;

use iso8583::{Key, MacProfile, WorkingKeys, encoding, mac, pin};

fn main() -> ExitCode {
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match answer(&words) {
            Some(bytes) => println!("{}", encoding::hex(&bytes)),
            None => {
                eprintln!("not understood: {}", words.first().unwrap_or(&""));
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

fn answer(words: &[&str]) -> Option<Vec<u8>> {
    let made = |profile, key: &str, data: &str| {
        let data = hex::decode(data).ok()?;
        Some(mac::mac(profile, &Key::from_hex(key)?, &data).to_vec())
    };
    match *words {
        ["kcv", key] => Some(Key::from_hex(key)?.check_value().to_vec()),
        ["wrap", master, key] => Some(Key::from_hex(master)?.wrap(&Key::from_hex(key)?)),
        ["cup", key, data] => made(MacProfile::CupEcb, key, data),
        ["x919", key, data] => made(MacProfile::X919, key, data),
        ["x99", key, data] => made(MacProfile::X99, key, data),
        ["pin", key, digits, card] => {
            let card = Some(card).filter(|card| *card != "-");
            pin::encrypt(&Key::from_hex(key)?, digits, card).ok().map(Vec::from)
        }
        ["keys", master, pik, mak] => {
            let (pin, mac) = (Key::from_hex(pik)?, Key::from_hex(mak)?);
            WorkingKeys { pin, mac, track: None }.wrap(&Key::from_hex(master)?).ok()
        }
        _ => None,
    }
}
