//! The payout file as a bank reads it.

use sha2::{Digest, Sha256};

/// Payouts of a file at most.
const LINES_MAX: usize = 1_000_000;

/// One payout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutLine {
    /// Id of the line; a result names it.
    pub id: String,
    /// Fen.
    pub amount_fen: i64,
}

/// A payout file that holds what its trailer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutFile {
    /// Id of the batch.
    pub batch: String,
    /// Its payouts.
    pub lines: Vec<PayoutLine>,
}

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    /// The first line is no head of version 1.
    #[error("the first line is no head `H,1,…`")]
    Head,
    /// A line is no payout.
    #[error("line {0} is no payout `P,…`")]
    Line(usize),
    /// The last line is no trailer.
    #[error("the last line is no trailer `T,…`")]
    Trailer,
    /// Number or sum differ from the trailer's.
    #[error("the trailer says another number or sum")]
    Totals,
    /// The bytes are not those of which the trailer tells the SHA-256.
    #[error("the trailer's SHA-256 is of another text")]
    Sum,
    /// More payouts than a file may have.
    #[error("a file has at most {LINES_MAX} payouts")]
    TooMany,
}

/// Reads a file and holds it against its trailer.
pub fn read(text: &str) -> Result<PayoutFile, BadFile> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let (before, trailer) = body.rsplit_once('\n').ok_or(BadFile::Trailer)?;
    let before = &text[..before.len() + 1];
    let mut records = before.lines().map(fields);
    let head = records.next().unwrap_or_default();
    if head.len() != 6 || (&*head[0], &*head[1]) != ("H", "1") {
        return Err(BadFile::Head);
    }
    let mut lines = Vec::new();
    for (index, record) in records.enumerate() {
        let number = index + 2;
        if LINES_MAX <= index {
            return Err(BadFile::TooMany);
        }
        let amount = record.get(7).and_then(|amount| fen(amount));
        match (record.len(), record.first().map(String::as_str), amount) {
            (8, Some("P"), Some(amount_fen)) => {
                lines.push(PayoutLine { id: record[2].clone(), amount_fen });
            }
            _ => return Err(BadFile::Line(number)),
        }
    }
    let trailer = fields(trailer);
    if trailer.len() != 4 || trailer[0] != "T" {
        return Err(BadFile::Trailer);
    }
    let total: i64 = lines.iter().map(|line| line.amount_fen).sum();
    if trailer[1] != lines.len().to_string() || fen(&trailer[2]) != Some(total) {
        return Err(BadFile::Totals);
    }
    if trailer[3] != hex::encode(Sha256::digest(before.as_bytes())) {
        return Err(BadFile::Sum);
    }
    Ok(PayoutFile { batch: head[3].clone(), lines })
}

/// Fields of a record; those in double quotes without them.
fn fields(record: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut quoted = false;
    for letter in record.chars() {
        match letter {
            '"' => {
                // A double quote inside a quoted field is written twice: it ends and begins again.
                let last = all.last_mut().expect("it begins with one");
                if !quoted && !last.is_empty() {
                    last.push('"');
                }
                quoted = !quoted;
            }
            ',' if !quoted => all.push(String::new()),
            other => all.last_mut().expect("it begins with one").push(other),
        }
    }
    all
}

fn fen(yuan: &str) -> Option<i64> {
    kernel::Money::from_yuan(yuan).ok().map(kernel::Money::fen)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A file of payouts of these amounts.
    pub fn file(batch: &str, amounts: &[&str]) -> String {
        let mut text = format!("H,1,48026530,{batch},20261126,CNY\n");
        let mut total = 0;
        for (index, amount) in amounts.iter().enumerate() {
            let number = index + 1;
            total += fen(amount).unwrap();
            text.push_str(&format!(
                "P,{number},{batch}-{number},002653058120001,6222,\"小\"\"面,一\",\"银行\",{amount}\n"
            ));
        }
        let sum = hex::encode(Sha256::digest(text.as_bytes()));
        let total = kernel::Money::from_fen(total);
        text.push_str(&format!("T,{},{total},{sum}\n", amounts.len()));
        text
    }

    #[test]
    fn a_file_is_taken_when_it_is_what_its_trailer_says() {
        let text = file("b1", &["994.00", "0.05"]);
        let read_back = read(&text).unwrap();
        assert_eq!(read_back.batch, "b1");
        assert_eq!(read_back.lines[1], PayoutLine { id: "b1-2".to_owned(), amount_fen: 5 });
        assert_eq!(read(&file("b2", &[])).unwrap().lines, []);
        for (bad, why) in [
            (text.replace("002653058120001", "002653058120002"), BadFile::Sum),
            (text.replace("\"银行\",0.05", "\"银行\",0.06"), BadFile::Totals),
            (text.replace("H,1,", "H,2,"), BadFile::Head),
            (text.replace("P,2,", "X,2,"), BadFile::Line(3)),
            (text.replace("T,2,", "Z,2,"), BadFile::Trailer),
            (text.lines().next().unwrap().to_owned(), BadFile::Trailer),
        ] {
            assert_eq!(read(&bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn quotes_come_off() {
        assert_eq!(fields("P,\"a\"\"b,c\",d"), ["P", "a\"b,c", "d"]);
    }
}
