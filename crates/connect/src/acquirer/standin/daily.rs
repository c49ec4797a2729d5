//! The daily file that the stand-in writes from its book, with faults planted by seed: the form
//! is that of docs/INTEGRATION.md §4, written here anew, as a real acquirer would.

use super::book::{Book, Entry};
use super::script::{Asked, Dice};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What file is asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Business day; it ends at 23:00 in China.
    pub date: NaiveDate,
    /// Institution code of the acquirer.
    pub acquirer: String,
    /// Seed of the faults.
    #[serde(default)]
    pub seed: u64,
    /// Lines of 1,000 that are faulty.
    #[serde(default)]
    pub faulty_permille: u64,
    /// What the acquirer keeps of 10,000; fees are not told when absent.
    #[serde(default)]
    pub fee_per_10000: Option<i64>,
}

/// A file and how many faults of each kind are in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Daily {
    /// The file.
    pub file: String,
    /// Lines in it.
    pub lines: usize,
    /// Lines that were left out.
    pub missing: usize,
    /// Lines of nobody's payment.
    pub strange: usize,
    /// Lines with another amount.
    pub amount: usize,
    /// Lines that are there twice.
    pub twice: usize,
    /// Lines with another fee.
    pub fee: usize,
}

struct Line {
    fields: [String; 6],
    amount_fen: i64,
    fee_fen: Option<i64>,
    card: String,
    at: DateTime<Utc>,
}

/// Writes the file of a day.
pub fn write(book: &Book, wanted: &Wanted) -> Daily {
    let mut dice = Dice(wanted.seed);
    let mut daily = Daily::default();
    let mut lines = Vec::new();
    for entry in book.entries().filter(|entry| entry.code == "00") {
        for mut line in lines_of(entry, wanted) {
            if wanted.faulty_permille <= dice.below(1_000) {
                lines.push(line);
                continue;
            }
            match (dice.below(5), line.fee_fen) {
                (0, _) => daily.missing += 1,
                (1, _) => {
                    lines.push(stranger(&line));
                    lines.push(line);
                    daily.strange += 1;
                }
                (2, _) => {
                    lines.push(Line {
                        fields: line.fields.clone(),
                        card: line.card.clone(),
                        ..line
                    });
                    lines.push(line);
                    daily.twice += 1;
                }
                (3, Some(fee)) => {
                    line.fee_fen = Some(fee + 1);
                    lines.push(line);
                    daily.fee += 1;
                }
                _ => {
                    line.amount_fen += line.amount_fen.signum();
                    lines.push(line);
                    daily.amount += 1;
                }
            }
        }
    }
    daily.lines = lines.len();
    daily.file = text(&lines, wanted);
    daily
}

/// A payment, and what undid it when it was reversed.
fn lines_of(entry: &Entry, wanted: &Wanted) -> Vec<Line> {
    let (kind, sign) = match entry.asked {
        Asked::Sale => ("sale", 1),
        Asked::Void => ("void", -1),
        Asked::Completion => ("completion", 1),
        Asked::CompletionVoid => ("completion_void", -1),
        Asked::Refund => ("refund", -1),
        Asked::Balance | Asked::Preauth | Asked::PreauthVoid | Asked::Reversal => {
            return Vec::new();
        }
    };
    let line = |kind: &str, amount_fen: i64, at| Line {
        fields: [
            entry.merchant.clone(),
            entry.terminal.clone(),
            bare(&entry.batch),
            bare(&entry.trace),
            entry.reference.clone(),
            kind.to_owned(),
        ],
        amount_fen,
        fee_fen: wanted.fee_per_10000.map(|rate| fee(amount_fen, rate)),
        card: entry.card.clone(),
        at,
    };
    let mut lines = vec![line(kind, sign * entry.amount_fen, entry.at)];
    if let Some(reversed_at) = entry.reversed_at {
        lines.push(line("reversal", -sign * entry.amount_fen, reversed_at));
    }
    lines.retain(|line| line.amount_fen != 0 && business_date(line.at) == wanted.date);
    lines
}

/// Half a fen and more is a fen.
fn fee(amount_fen: i64, rate: i64) -> i64 {
    amount_fen.signum() * ((amount_fen.abs() * rate + 5_000) / 10_000)
}

fn business_date(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(8 + 1)).date_naive()
}

/// Digits without zeros before them.
fn bare(digits: &str) -> String {
    digits.parse::<u32>().unwrap_or(0).to_string()
}

/// A line of a batch that no terminal has.
fn stranger(line: &Line) -> Line {
    let mut fields = line.fields.clone();
    fields[2] = "999999".to_owned();
    fields[4] = format!("X{}", fields[4].get(1..).unwrap_or("00000000000"));
    let amount_fen = line.amount_fen * 2;
    Line { fields, amount_fen, card: line.card.clone(), ..*line }
}

fn text(lines: &[Line], wanted: &Wanted) -> String {
    let amount: i64 = lines.iter().map(|line| line.amount_fen).sum();
    let fees = wanted.fee_per_10000.is_some();
    let told = |fee: i64| if fees { fee.to_string() } else { String::new() };
    let fee = told(lines.iter().filter_map(|line| line.fee_fen).sum());
    let count = lines.len();
    let mut text =
        format!("H,1,acquirer,{},{},CNY,{count},{amount},{fee}\n", wanted.acquirer, wanted.date);
    for line in lines {
        let (fee, at) = (told(line.fee_fen.unwrap_or(0)), line.at);
        let at = at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let fields = line.fields.join(",");
        text.push_str(&format!("D,{fields},{},{fee},{},{at},00\n", line.amount_fen, line.card));
    }
    let digest: [u8; 32] = Sha256::digest(&text).into();
    text.push_str(&format!("T,{count},{}\n", hex::encode(digest)));
    text
}

#[cfg(test)]
mod tests {
    use super::super::book::{EntryKey, Told};
    use super::*;

    fn book(entries: u32) -> Book {
        let mut book = Book::new(10_000);
        let at: DateTime<Utc> = "2026-11-22T04:00:00Z".parse().unwrap();
        for number in 1..=entries {
            let told = Told { card: "622202******0001".to_owned(), at };
            let key = EntryKey::named("M1", "00000001", "000001", &format!("{number:06}"));
            book.add(key.clone(), Asked::Sale, 10_000, "00", told);
            if number % 10 == 0 {
                book.reverse(&key, at);
            }
        }
        book
    }

    fn wanted(json: &str) -> Wanted {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_file_tells_what_was_approved_and_what_was_undone() {
        let daily = write(&book(10), &wanted(r#"{"date":"2026-11-22","acquirer":"48026530"}"#));
        assert_eq!((daily.lines, daily.missing), (11, 0));
        let rows: Vec<&str> = daily.file.lines().collect();
        assert_eq!(rows[0], "H,1,acquirer,48026530,2026-11-22,CNY,11,90000,");
        let first = "D,M1,00000001,1,1,000000000001,sale,10000,,622202******0001,\
            2026-11-22T04:00:00Z,00";
        assert_eq!(rows[1], first);
        assert!(rows[11].contains(",reversal,-10000,"), "{}", rows[11]);
        assert!(rows[12].starts_with("T,11,"));
        let other = write(&book(10), &wanted(r#"{"date":"2026-11-21","acquirer":"48026530"}"#));
        assert_eq!(other.lines, 0);
    }

    #[test]
    fn faults_are_planted_by_seed_and_counted() {
        let asked = r#"{"date":"2026-11-22","acquirer":"48026530","seed":7,
            "faulty_permille":100,"fee_per_10000":60}"#;
        let daily = write(&book(1_000), &wanted(asked));
        let kinds = [daily.missing, daily.strange, daily.amount, daily.twice, daily.fee];
        assert!(kinds.iter().all(|kind| 0 < *kind), "{kinds:?}");
        assert_eq!(daily.lines + daily.missing - daily.strange - daily.twice, 1_100);
        assert_eq!(write(&book(1_000), &wanted(asked)), daily);
    }
}
