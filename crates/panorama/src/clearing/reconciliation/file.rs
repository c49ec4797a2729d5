//! The daily file of an acquirer or of the network 对账文件: comma-separated text in UTF-8, no
//! quotes, lines ended by LF or CR LF. `docs/INTEGRATION.md` §4 has it with an example.
//!
//! ```text
//! H,1,acquirer,48026530,2026-11-22,CNY,1,100000,600
//! D,002653058120001,00000001,1,1,000000000001,sale,100000,600,622202******0001,2026-11-22T08:00:08+08:00,00
//! T,1,<SHA-256 of every byte before this line, in hex>
//! ```

use super::model::{Error, ReconSource};
use crate::imports::{Outcome, RowError};
use crate::switch::model::PaymentKind;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Rule, RuleWord, Ruled};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Most bytes of a file, as a request's body may have: about 250,000 lines.
pub const BODY_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Most bytes of a file.
pub const BYTES_MAX: usize = 512 * 1024 * 1024;
/// Most lines between head and end.
pub const LINES_MAX: usize = 3_000_000;
/// The form of the file that is read and written here.
const FORM: &str = "1";
/// What the kind of a reversal's line is called; the others are called as payments are.
pub const REVERSAL: &str = "reversal";

/// What the first line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head<'a> {
    /// Whose file.
    pub source: ReconSource,
    /// Institution code of the acquirer.
    pub acquirer_code: &'a str,
    /// The business day.
    pub business_date: NaiveDate,
    /// Lines between head and end.
    pub lines: usize,
    /// Sum of their amounts.
    pub amount_fen: i64,
    /// Sum of their fees, where the file tells fees.
    pub fee_fen: Option<i64>,
}

/// A line of theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Line of the file; the head is line 1.
    pub line_no: i32,
    /// The merchant's number with the acquirer.
    pub merchant: &'a str,
    /// Terminal number.
    pub terminal: &'a str,
    /// Batch.
    pub batch: i32,
    /// Trace number.
    pub trace: i32,
    /// Reference number, where told.
    pub reference: Option<&'a str>,
    /// What it was: the word of a payment's kind, or [`REVERSAL`].
    pub kind: &'a str,
    /// Above zero in favour of the merchant.
    pub amount_fen: i64,
    /// What the acquirer keeps of it, with the sign of the amount; none where not told.
    pub fee_fen: Option<i64>,
    /// First six and last four digits.
    pub card: &'a str,
    /// When it was answered.
    pub at: DateTime<Utc>,
    /// The answer's code.
    pub code: &'a str,
    /// The earlier line that this one repeats in all that names a payment.
    pub duplicate_of: Option<i32>,
    /// No other line, repeats left out, has its merchant, reference number and amount.
    pub alone: bool,
}

/// A file that holds what it says it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Daily<'a> {
    /// Its first line.
    pub head: Head<'a>,
    /// All between.
    pub lines: Vec<Line<'a>>,
    /// Of all that stands before its last line.
    pub sha256: [u8; 32],
}

/// Reads a file: all of it, or the faults of its lines.
pub fn read(bytes: &[u8]) -> Result<Result<Daily<'_>, Outcome>, Error> {
    if BYTES_MAX < bytes.len() {
        return Err(Error::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        broken(line + 1, "is not UTF-8")
    })?;
    let (body, end) = split_end(text)?;
    let mut rows = body.lines().enumerate().map(|(index, text)| (index + 1, text));
    let head = head(rows.next().map_or("", |(_, text)| text))?;
    if LINES_MAX < head.lines {
        return Err(broken(1, &format!("count is above {LINES_MAX}")));
    }
    let sha256 = ending(&head, body, end)?;
    let mut faults = Faults::default();
    let mut lines = Vec::with_capacity(head.lines.min(bytes.len() / 64));
    for (number, text) in rows {
        faults.line = number;
        lines.extend(line(number, text, head.fee_fen.is_some(), &mut faults));
    }
    if !faults.found.is_empty() {
        return Ok(Err(Outcome::of(faults.found)));
    }
    sums(&head, &lines)?;
    mark(&mut lines);
    Ok(Ok(Daily { head, lines, sha256 }))
}

/// All before the last line, and the last line.
fn split_end(text: &str) -> Result<(&str, &str), Error> {
    let whole = text.trim_end_matches(['\r', '\n']);
    let at = whole.rfind('\n').map_or(0, |at| at + 1);
    if !whole[at..].starts_with("T,") {
        let line = whole.matches('\n').count() + 1;
        return Err(broken(line, "the last line does not begin with `T,`: the file broke off"));
    }
    Ok((&text[..at], &whole[at..]))
}

fn broken(line: usize, why: &str) -> Error {
    Error::File { line: line as u32, why: why.to_owned() }
}

fn head(text: &str) -> Result<Head<'_>, Error> {
    let wrong = |why: &str| broken(1, why);
    let fields: Vec<&str> = text.split(',').collect();
    let ["H", form, source, acquirer_code, date, currency, count, amount, fee] = fields[..] else {
        return Err(wrong("a head is `H,1,source,acquirer,date,CNY,count,amount,fee`"));
    };
    if form != FORM {
        return Err(wrong("form is not `1`"));
    }
    if currency != "CNY" {
        return Err(wrong("currency is not `CNY`"));
    }
    if acquirer_code.len() != 8 || !acquirer_code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong("acquirer is not eight digits"));
    }
    let fee_fen = match fee {
        "" => None,
        told => Some(told.parse().map_err(|_| wrong("fee is not a number of fen"))?),
    };
    Ok(Head {
        source: source.parse().map_err(|_| wrong("source is neither `acquirer` nor `network`"))?,
        acquirer_code,
        business_date: date.parse().map_err(|_| wrong("date is not such as 2026-11-22"))?,
        lines: count.parse().map_err(|_| wrong("count is not a number of lines"))?,
        amount_fen: amount.parse().map_err(|_| wrong("amount is not a number of fen"))?,
        fee_fen,
    })
}

/// Holds the last line against what stands before it.
fn ending(head: &Head<'_>, body: &str, end: &str) -> Result<[u8; 32], Error> {
    let lines = body.matches('\n').count();
    let wrong = |why: &str| broken(lines + 1, why);
    let fields: Vec<&str> = end.split(',').collect();
    let ["T", count, told] = fields[..] else {
        return Err(wrong("the last line is `T,count,sha256`"));
    };
    if count.parse() != Ok(head.lines) {
        return Err(wrong("count is not the head's"));
    }
    if lines != head.lines + 1 {
        let why = format!("the head counts {} lines, {} are there", head.lines, lines - 1);
        return Err(broken(1, &why));
    }
    let sha256: [u8; 32] = Sha256::digest(body).into();
    if !told.eq_ignore_ascii_case(&hex::encode(sha256)) {
        return Err(wrong("sha256 is not that of the lines before: the file was changed"));
    }
    Ok(sha256)
}

/// Holds the head's sums against the lines.
fn sums(head: &Head<'_>, lines: &[Line<'_>]) -> Result<(), Error> {
    let sum = |of: fn(&Line<'_>) -> i64| {
        lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(of(line)))
    };
    if sum(|line| line.amount_fen) != Some(head.amount_fen) {
        return Err(broken(1, "amount is not the sum of the lines' amounts"));
    }
    if head.fee_fen.is_some() && sum(|line| line.fee_fen.unwrap_or(0)) != head.fee_fen {
        return Err(broken(1, "fee is not the sum of the lines' fees"));
    }
    Ok(())
}

#[derive(Default)]
struct Faults {
    line: usize,
    found: Vec<RowError>,
}

impl Faults {
    fn tell(&mut self, column: &str, rule: Rule, value: &str) {
        // A card number in clear must not go into an answer.
        let value = if column == "card" { String::new() } else { value.chars().take(64).collect() };
        self.found.push(RowError {
            row: self.line as u32,
            column: column.to_owned(),
            rule: rule.to_string(),
            code: rule.word.as_str().to_owned(),
            params: rule.params,
            value,
        });
    }

    fn hold(&mut self, column: &str, text: &str, rule: impl FnOnce() -> Rule, holds: bool) {
        if !holds {
            self.tell(column, rule(), text);
        }
    }
}

/// Columns of a line, its letter left out.
const COLUMNS: usize = 11;

fn line<'a>(number: usize, text: &'a str, fees: bool, faults: &mut Faults) -> Option<Line<'a>> {
    let before = faults.found.len();
    let mut fields = text.split(',');
    let letter = fields.next();
    let mut field = [""; COLUMNS];
    let mut count = 0;
    for text in fields {
        if count < COLUMNS {
            field[count] = text;
        }
        count += 1;
    }
    if letter != Some("D") || count != COLUMNS {
        let text = "D, and eleven fields with commas between";
        faults.tell("", Rule::new(RuleWord::TextLength, text).from_to(COLUMNS, COLUMNS), "");
        return None;
    }
    let [merchant, terminal, batch, trace, reference, kind, amount, fee, card, at, code] = field;
    letters("merchant", merchant, (1, 15), faults);
    letters("terminal", terminal, (8, 8), faults);
    if !reference.is_empty() {
        letters("reference", reference, (12, 12), faults);
    }
    letters("code", code, (2, 2), faults);
    faults.hold("code", code, approved, ["00", "10", "11", "A2", "A4", "A5", "A6"].contains(&code));
    faults.hold("card", card, mask_rule, is_mask(card));
    let batch = number_of("batch", batch, 999_999, faults);
    let trace = number_of("trace", trace, 999_999, faults);
    let amount_fen = fen("amount", amount, faults);
    signed(kind, amount_fen, faults);
    let fee_fen = match (fees, fee) {
        (true, _) => Some(fen("fee", fee, faults)),
        (false, "") => None,
        (false, told) => {
            let text = "empty, as the head tells no fees";
            faults.tell("fee", Rule::new(RuleWord::GivenWith, text).with("other", "head"), told);
            None
        }
    };
    let time = DateTime::parse_from_rfc3339(at);
    let rule = || Rule::new(RuleWord::Time, "a time such as 2026-11-22T08:00:00+08:00");
    faults.hold("time", at, rule, time.is_ok());
    if before < faults.found.len() {
        return None;
    }
    Some(Line {
        line_no: number as i32,
        merchant,
        terminal,
        batch,
        trace,
        reference: Some(reference).filter(|text| !text.is_empty()),
        kind,
        amount_fen,
        fee_fen,
        card,
        at: time.ok()?.with_timezone(&Utc),
        code,
        duplicate_of: None,
        alone: false,
    })
}

fn letters(column: &str, text: &str, (min, max): (usize, usize), faults: &mut Faults) {
    let good = (min..=max).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    let rule = || {
        let text = format!("{min} to {max} letters and digits");
        Rule::new(RuleWord::LettersDigits, text).from_to(min, max)
    };
    faults.hold(column, text, rule, good);
}

fn number_of(column: &str, text: &str, max: i32, faults: &mut Faults) -> i32 {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|number| digits && (0..=max).contains(number));
    let rule = || Rule::new(RuleWord::Between, format!("is 0 to {max}")).from_to(0, max);
    faults.hold(column, text, rule, number.is_some());
    number.unwrap_or(0)
}

/// The most of one line: ten billion yuan.
const FEN_MAX: i64 = 1_000_000_000_000;

fn fen(column: &str, text: &str, faults: &mut Faults) -> i64 {
    let number = text.parse::<i64>().ok().filter(|fen| fen.abs() <= FEN_MAX);
    let rule = || Rule::new(RuleWord::Between, "a whole number of fen").from_to(-FEN_MAX, FEN_MAX);
    faults.hold(column, text, rule, number.is_some());
    number.unwrap_or(0)
}

/// Whether the sign is one that the kind of line can have.
fn signed(kind: &str, amount_fen: i64, faults: &mut Faults) {
    if kind == REVERSAL {
        let rule = || Rule::new(RuleWord::Between, "is not 0").from_to(-FEN_MAX, FEN_MAX);
        return faults.hold("amount", "0", rule, amount_fen != 0);
    }
    let (word, good) = match kind.parse::<PaymentKind>() {
        Err(error) => return faults.tell("kind", error.rule(), kind),
        Ok(kind) if kind.pays() => ("above 0", 0 < amount_fen),
        Ok(kind) if kind.gives_back() => ("below 0", amount_fen < 0),
        Ok(_) => ("not 0", amount_fen != 0),
    };
    let rule = || {
        let text = format!("the amount of a {kind} is {word}");
        Rule::new(RuleWord::Between, text).from_to(-FEN_MAX, FEN_MAX)
    };
    faults.hold("amount", &amount_fen.to_string(), rule, good);
}

fn approved() -> Rule {
    let text = "the code of an approval: what was declined does not belong here";
    Rule::new(RuleWord::WordUnknown, text).with("allowed", "00, 10, 11, A2, A4, A5, A6")
}

fn mask_rule() -> Rule {
    let text = "a masked card number: six digits, stars, four digits";
    Rule::new(RuleWord::CardNumber, text)
}

fn is_mask(text: &str) -> bool {
    let bytes = text.as_bytes();
    (13..=19).contains(&bytes.len())
        && bytes[..6].iter().all(u8::is_ascii_digit)
        && bytes[bytes.len() - 4..].iter().all(u8::is_ascii_digit)
        && bytes[6..bytes.len() - 4].iter().all(|byte| *byte == b'*')
}

/// All that names a payment: a line that agrees in all of it with an earlier one repeats it.
type Named<'a> = (&'a str, &'a str, i32, i32, Option<&'a str>, i64);

/// Finds repeats, and the lines whose merchant, reference number and amount are theirs alone.
/// Both are properties of the file, and one walk over it in memory is cheaper than two
/// aggregations in the database.
pub fn mark(lines: &mut [Line<'_>]) {
    let mut seen: HashMap<Named<'_>, i32> = HashMap::with_capacity(lines.len());
    let mut keys: HashMap<(&str, &str, i64), u32> = HashMap::with_capacity(lines.len());
    for line in lines.iter_mut() {
        let named =
            (line.merchant, line.terminal, line.batch, line.trace, line.reference, line.amount_fen);
        line.duplicate_of = match seen.get(&named) {
            Some(first) => Some(*first),
            None => {
                seen.insert(named, line.line_no);
                if let Some(reference) = line.reference {
                    *keys.entry((line.merchant, reference, line.amount_fen)).or_default() += 1;
                }
                None
            }
        };
    }
    for line in lines {
        let key = line.reference.map(|reference| (line.merchant, reference, line.amount_fen));
        line.alone = line.duplicate_of.is_none() && key.is_some_and(|key| keys[&key] == 1);
    }
}

/// Writes a file: the head counts and sums what the lines hold.
pub fn write(head: &Head<'_>, lines: &[Line<'_>]) -> String {
    use std::fmt::Write;
    let fees = head.fee_fen.is_some();
    let sum = |of: fn(&Line<'_>) -> i64| lines.iter().map(of).sum::<i64>();
    let fee = if fees { sum(|line| line.fee_fen.unwrap_or(0)).to_string() } else { String::new() };
    let mut text = format!(
        "H,{FORM},{},{},{},CNY,{},{},{fee}\n",
        head.source,
        head.acquirer_code,
        head.business_date,
        lines.len(),
        sum(|line| line.amount_fen),
    );
    for line in lines {
        let fee = if fees { line.fee_fen.unwrap_or(0).to_string() } else { String::new() };
        let at = line.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let _ = writeln!(
            text,
            "D,{},{},{},{},{},{},{},{fee},{},{at},{}",
            line.merchant,
            line.terminal,
            line.batch,
            line.trace,
            line.reference.unwrap_or(""),
            line.kind,
            line.amount_fen,
            line.card,
            line.code,
        );
    }
    let sha256: [u8; 32] = Sha256::digest(&text).into();
    let _ = writeln!(text, "T,{},{}", lines.len(), hex::encode(sha256));
    text
}

#[cfg(test)]
mod tests;
