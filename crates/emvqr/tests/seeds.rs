//! The fuzz target's seeds and mutations of each, so that every run of the tests covers what the
//! fuzzer starts from. The mutations are the same every time.

use std::path::Path;

use emvqr::{Recognised, Show, cpm, crc, describe, json, mpm, recognise};

const MUTATIONS: u64 = 4_000;

/// Small and the same everywhere: xorshift64*.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below `limit`, which is not 0.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

fn seeds() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/recognise");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        (path.display().to_string(), std::fs::read_to_string(path).unwrap())
    };
    files.iter().map(read).collect()
}

/// One to four changes: a byte, a digit, a cut, a repeat or a removal.
fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = dice.below(bytes.len());
        match dice.below(5) {
            0 => bytes[at] = dice.next() as u8,
            1 => bytes[at] = b'0' + dice.below(10) as u8,
            2 => bytes.truncate(at),
            3 => {
                let end = (at + 1 + dice.below(8)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => drop(bytes.remove(at)),
        }
    }
}

/// The text with a right check, where there is room for one: else no mutation gets past it.
fn with_check(text: &str) -> Option<String> {
    let body = text.get(..text.len().checked_sub(4)?)?;
    Some(format!("{body}{:04X}", crc::crc16(body.as_bytes())))
}

fn check(text: &str) -> bool {
    if let Ok(code) = mpm::Code::parse(text) {
        assert_eq!(code.to_string(), text);
    }
    if let Ok(code) = cpm::Code::parse(text) {
        assert_eq!(code.reveal().as_str(), text);
    }
    match recognise(text) {
        Ok(code) => {
            if let Recognised::UnionPayMerchant(code) = &code {
                assert_eq!(code.to_string(), text.trim_matches([' ', '\t', '\r', '\n']));
            }
            !describe(&code, Show::Masked).is_empty()
                && json::to_json(&code, Show::Clear).is_object()
        }
        Err(refused) => refused.to_string().is_empty(),
    }
}

#[test]
fn mutations_of_codes() {
    let seeds = seeds();
    assert_eq!(seeds.len(), 16);
    let mut dice = Dice(20_261_125);
    let mut read = 0_u64;
    for (name, seed) in &seeds {
        assert!(check(seed), "{name} is no code");
        for _ in 0..MUTATIONS {
            let mut bytes = seed.clone().into_bytes();
            mutate(&mut bytes, &mut dice);
            let text = String::from_utf8_lossy(&bytes);
            read += u64::from(check(&text));
            if seed.starts_with("0002") {
                read += with_check(&text).map_or(0, |text| u64::from(check(&text)));
            }
        }
    }
    // A sweep that never gets past the check would prove nothing.
    assert!(seeds.len() as u64 * MUTATIONS / 50 < read, "only {read} mutations were codes");
}
