//! The fuzz targets' seeds and 20,000 mutations of each, so that every run of the tests covers what
//! the fuzzer starts from. The mutations are the same every time.

use std::path::Path;

use iso8583::json::{self, Show};
use iso8583::{Spec, spec};

const MUTATIONS: u64 = 20_000;

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

fn seeds(dialect: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(dialect);
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read =
        |path: &std::path::PathBuf| (path.display().to_string(), std::fs::read(path).unwrap());
    files.iter().map(read).collect()
}

/// One to four changes: a bit, a byte, a cut, a repeat or a removal.
fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = dice.below(bytes.len());
        match dice.below(5) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = dice.next() as u8,
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

fn check(spec: &Spec, name: &str, bytes: &[u8], by_object: bool) -> bool {
    let message = match spec.decode(bytes) {
        Ok(message) => message,
        Err(error) => {
            assert!(error.offset <= bytes.len(), "{name}: {error} in {}", hex::encode(bytes));
            return false;
        }
    };
    let same = |again: Result<Vec<u8>, _>| {
        assert_eq!(again.unwrap(), bytes, "{name}: {}", hex::encode(bytes));
    };
    same(spec.encode(&message));
    if by_object {
        let object = json::to_json(spec, &message, Show::Clear).to_string();
        same(spec.encode(&json::from_json(spec, &object).unwrap()));
    }
    true
}

fn sweep(spec: &Spec, wanted_seeds: usize) {
    let seeds = seeds(spec.name);
    assert_eq!(seeds.len(), wanted_seeds);
    let mut dice = Dice(20_261_122);
    let mut read = 0_u64;
    for (name, seed) in &seeds {
        assert!(check(spec, name, seed, true), "{name} is no message");
        for round in 0..MUTATIONS {
            let mut bytes = seed.clone();
            mutate(&mut bytes, &mut dice);
            // The object is slow in unoptimised builds; one in 16 goes that way.
            read += u64::from(check(spec, name, &bytes, round % 16 == 0));
        }
    }
    // A sweep that never gets past the header would prove nothing.
    assert!(seeds.len() as u64 * MUTATIONS / 50 < read, "only {read} mutations were messages");
}

#[test]
fn mutations_of_terminal_messages() {
    sweep(spec::pos(), 23);
}

#[test]
fn mutations_of_inter_institution_messages() {
    sweep(spec::ascii(), 5);
}
