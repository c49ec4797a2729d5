//! Test cards: the ranges are real, so that routing has something to decide on; the accounts are
//! invented and begin with zeros, so that nobody takes one for a real card.

use kernel::Pan;
use kernel::card::BadPan;

/// Expiry of every test card, YYMM.
const EXPIRY: &str = "3012";
/// Service code and discretionary data of track 2: no real data.
const TRACK_REST: &str = "22000000000";
/// Most characters of track 2.
const TRACK_MAX: usize = 37;

/// A range of test cards 测试卡段.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// First six digits.
    pub bin: &'static str,
    /// Digits of a card number.
    pub digits: usize,
    /// A debit card, which wants a PIN.
    pub debit: bool,
}

/// The ranges that test cards are made of.
pub const RANGES: [Range; 4] = [
    Range { bin: "622202", digits: 19, debit: true },
    Range { bin: "621700", digits: 19, debit: true },
    Range { bin: "625965", digits: 16, debit: false },
    Range { bin: "622588", digits: 16, debit: true },
];

/// A card in the reader. Shown masked only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Card number.
    pub pan: Pan,
    /// YYMM.
    pub expiry: String,
    /// It is a payment code on a screen 付款码, not a card.
    pub by_code: bool,
}

impl Card {
    /// The test card of a range with this account number, of which seven digits count.
    pub fn test(range: Range, account: u32) -> Card {
        let width = range.digits - range.bin.len() - 1;
        let body = format!("{}{:0width$}", range.bin, account % 10_000_000);
        let pan = Pan::complete(&body).expect("a range has 16 or 19 digits and nothing else");
        Card { pan, expiry: EXPIRY.to_owned(), by_code: false }
    }

    /// What somebody shows on a phone: 19 digits of UnionPay that begin with 62.
    pub fn shown(number: u32) -> Card {
        let pan = Pan::complete(&format!("62{number:016}"));
        let pan = pan.expect("18 digits and a check digit");
        Card { pan, expiry: EXPIRY.to_owned(), by_code: true }
    }

    /// A card of which only the number is known.
    pub fn parse(number: &str) -> Result<Card, BadPan> {
        Ok(Card { pan: Pan::parse(number)?, expiry: EXPIRY.to_owned(), by_code: false })
    }

    /// Track 2 as the reader gives it: number, separator, expiry, service code and the rest.
    pub fn track2(&self) -> String {
        let track = format!("{}D{}{TRACK_REST}", self.pan.reveal(), self.expiry);
        track.chars().take(TRACK_MAX).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_cards_are_valid_and_clearly_invented() {
        for range in RANGES {
            for account in [0, 1, 42, 9_999_999, u32::MAX] {
                let card = Card::test(range, account);
                let number = card.pan.reveal();
                assert_eq!(number.len(), range.digits);
                assert!(number.starts_with(&format!("{}00", range.bin)), "{range:?}");
                assert_eq!(Card::parse(number).unwrap(), card);
                assert!(card.track2().len() <= TRACK_MAX);
                assert!(!format!("{card:?}").contains(number));
            }
        }
    }

    #[test]
    fn a_wrong_check_digit_is_no_card() {
        let good = Card::test(RANGES[0], 1);
        let (body, check) = good.pan.reveal().split_at(18);
        let other = (check.parse::<u32>().unwrap() + 1) % 10;
        assert_eq!(Card::parse(&format!("{body}{other}")).unwrap_err(), BadPan::Check);
    }
}
