//! What a terminal says its batch sums to, what it uploads when that differs, and the
//! comparison. No I/O.

use super::super::model::PaymentKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Digits of one half of F48 in 0500: amount 12, count 3, twice, and the answer.
const HALF_DIGITS: usize = 31;
/// Digits of one record of an upload: card type 2, trace 6, card 20, amount 12.
const RECORD_DIGITS: usize = 40;
/// Records of one upload at most.
const RECORDS_MAX: usize = 8;

kernel::words! {
    /// Where the settlement of a terminal's batch stands 批结算状态.
    pub enum TerminalBatchState {
        /// The terminal's sums are ours 对平.
        Balanced = "balanced",
        /// They are not; the terminal uploads its records 对不平.
        Uploading = "uploading",
        /// All is uploaded and something differs: a person must look.
        Differing = "differing",
        /// A person has found out why.
        Resolved = "resolved",
    }
}

kernel::words! {
    /// How a record of a batch differs 差异.
    pub enum BatchDifferenceKind {
        /// The terminal has it, we have no approved payment of it.
        MissingHere = "missing_here",
        /// We have it approved, the terminal did not upload it.
        MissingThere = "missing_there",
        /// Both have it, over different amounts.
        Amount = "amount",
        /// Both have it, of different cards.
        Card = "card",
    }
}

/// Sums of a batch. Debit 借记 is what pays the merchant (sale, completion), credit 贷记 what gives
/// back (void, completion void, refund): a voided sale counts on both sides. What was reversed
/// counts on neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BatchSums {
    /// Fen.
    pub debit_fen: i64,
    /// Payments.
    pub debit_count: i64,
    /// Fen.
    pub credit_fen: i64,
    /// Payments.
    pub credit_count: i64,
}

impl BatchSums {
    /// Both together.
    fn and(self, other: BatchSums) -> BatchSums {
        BatchSums {
            debit_fen: self.debit_fen + other.debit_fen,
            debit_count: self.debit_count + other.debit_count,
            credit_fen: self.credit_fen + other.credit_fen,
            credit_count: self.credit_count + other.credit_count,
        }
    }

    /// Of approved payments that stand.
    pub fn of(payments: &[BatchPayment]) -> BatchSums {
        let mut sums = BatchSums::default();
        for payment in payments {
            if payment.kind.pays() {
                sums.debit_fen += payment.amount_fen;
                sums.debit_count += 1;
            } else if payment.kind.gives_back() {
                sums.credit_fen += payment.amount_fen;
                sums.credit_count += 1;
            }
        }
        sums
    }
}

/// An approved payment of a batch that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchPayment {
    pub trace_no: i32,
    pub kind: PaymentKind,
    pub amount_fen: i64,
    /// Keyed hash of the card.
    pub card_token: Vec<u8>,
}

/// A record that a terminal uploaded, its card as a keyed hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRecord {
    pub trace_no: i32,
    pub amount_fen: i64,
    pub card_token: Vec<u8>,
}

/// A record as it is read; its card is a secret.
pub struct Uploaded<'a> {
    pub trace_no: i32,
    pub amount_fen: i64,
    pub card: &'a str,
}

/// Something that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BatchDifference {
    /// Trace number of the payment.
    pub trace_no: i32,
    /// How it differs.
    pub kind: BatchDifferenceKind,
    /// What the terminal says, fen.
    pub terminal_fen: Option<i64>,
    /// What we have, fen.
    pub ours_fen: Option<i64>,
}

/// Reads F48 of a 0500: domestic and foreign cards, 31 digits each. The switch does not keep
/// them apart, so they are taken together. What is missing of the second half counts as nothing.
pub fn sums(field: &str) -> Option<BatchSums> {
    let half = |text: &str| {
        let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
        Some(BatchSums {
            debit_fen: number(0, 12)?,
            debit_count: number(12, 15)?,
            credit_fen: number(15, 27)?,
            credit_count: number(27, 30)?,
        })
    };
    let domestic = half(field)?;
    match field.len() {
        30 | HALF_DIGITS => Some(domestic),
        61 | 62 => Some(domestic.and(half(&field[HALF_DIGITS..])?)),
        _ => None,
    }
}

/// F48 of a 0510: what was asked, with the answer after each half: 1 balanced 平, 2 unbalanced
/// 不平, 3 error 错.
pub fn answered(field: &str, answer: char) -> String {
    let mut text = String::with_capacity(2 * HALF_DIGITS);
    for half in 0..2 {
        let digits = field.get(half * HALF_DIGITS..).unwrap_or_default();
        let digits = digits.get(..HALF_DIGITS - 1).unwrap_or("000000000000000000000000000000");
        text.push_str(digits);
        text.push(answer);
    }
    text
}

/// Reads F48 of an upload: count n2, then so many records of 40 digits.
pub fn records(field: &str) -> Option<Vec<Uploaded<'_>>> {
    let count: usize = field.get(..2)?.parse().ok()?;
    let digits = field.get(2..)?;
    if !(1..=RECORDS_MAX).contains(&count) || digits.len() != count * RECORD_DIGITS {
        return None;
    }
    let record = |index: usize| {
        let text = digits.get(index * RECORD_DIGITS..(index + 1) * RECORD_DIGITS)?;
        Some(Uploaded {
            trace_no: text[2..8].parse().ok()?,
            // A card number has at most 19 digits and never begins with 0.
            card: text[8..28].trim_start_matches('0'),
            amount_fen: text[28..].parse().ok()?,
        })
    };
    (0..count).map(record).collect()
}

/// Reads F48 of the end of an upload: the number of records, n4.
pub fn count(field: &str) -> Option<i64> {
    field.get(..4)?.parse().ok()
}

/// What differs between what a terminal uploaded and what we have, by trace number.
pub fn differences(records: &[BatchRecord], payments: &[BatchPayment]) -> Vec<BatchDifference> {
    let money = payments.iter().filter(|payment| payment.kind.moves_money());
    let ours: BTreeMap<i32, &BatchPayment> = money.map(|one| (one.trace_no, one)).collect();
    let theirs: BTreeMap<i32, &BatchRecord> =
        records.iter().map(|record| (record.trace_no, record)).collect();
    let mut traces: Vec<i32> = ours.keys().chain(theirs.keys()).copied().collect();
    traces.sort_unstable();
    traces.dedup();
    let differs = |trace_no: i32| {
        let (their, our) = (theirs.get(&trace_no), ours.get(&trace_no));
        let kind = match (their, our) {
            (Some(_), None) => BatchDifferenceKind::MissingHere,
            (None, Some(_)) => BatchDifferenceKind::MissingThere,
            (Some(their), Some(our)) if their.amount_fen != our.amount_fen => {
                BatchDifferenceKind::Amount
            }
            (Some(their), Some(our)) if their.card_token != our.card_token => {
                BatchDifferenceKind::Card
            }
            _ => return None,
        };
        let terminal_fen = their.map(|record| record.amount_fen);
        let ours_fen = our.map(|payment| payment.amount_fen);
        Some(BatchDifference { trace_no, kind, terminal_fen, ours_fen })
    };
    traces.into_iter().filter_map(differs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn payment(trace_no: i32, kind: PaymentKind, amount_fen: i64) -> BatchPayment {
        BatchPayment { trace_no, kind, amount_fen, card_token: vec![1] }
    }

    fn record(trace_no: i32, amount_fen: i64, card: u8) -> BatchRecord {
        BatchRecord { trace_no, amount_fen, card_token: vec![card] }
    }

    #[test]
    fn both_halves_are_read_and_answered() {
        let half = |debit: i64, credit: i64| format!("{debit:012}002{credit:012}0010");
        let field = &(half(1000, 300) + &half(5, 0));
        let wanted =
            BatchSums { debit_fen: 1005, debit_count: 4, credit_fen: 300, credit_count: 2 };
        assert_eq!(sums(field), Some(wanted));
        let told = answered(field, '2');
        assert_eq!((told.len(), &told[30..31], &told[61..]), (62, "2", "2"));
        assert_eq!(sums(&told), sums(field));
        for bad in ["", "1", &field[..29], &field[..40], &format!("{field}0")] {
            assert_eq!(sums(bad), None, "{bad}");
        }
        assert_eq!(answered("", '3').len(), 62);
    }

    #[test]
    fn a_voided_sale_counts_on_both_sides_and_a_hold_on_none() {
        let sums = BatchSums::of(&[
            payment(1, PaymentKind::Sale, 500),
            payment(2, PaymentKind::Void, 500),
            payment(3, PaymentKind::Preauth, 900),
            payment(4, PaymentKind::Completion, 700),
            payment(5, PaymentKind::Refund, 100),
            payment(6, PaymentKind::BalanceQuery, 0),
        ]);
        let wanted =
            BatchSums { debit_fen: 1200, debit_count: 2, credit_fen: 600, credit_count: 2 };
        assert_eq!(sums, wanted);
    }

    #[test]
    fn records_are_of_forty_digits() {
        let one = "00000042006222021234567890123000000001234";
        let one = &one[..40];
        let field = format!("02{one}{one}");
        let read = records(&field).unwrap();
        assert_eq!((read.len(), read[0].trace_no), (2, 42));
        assert!(read[0].card.starts_with("622202"));
        for bad in ["", "00", "01", &format!("09{}", one.repeat(9)), &format!("01{one}0")] {
            assert!(records(bad).is_none(), "{bad}");
        }
        assert_eq!((count("0012"), count("1")), (Some(12), None));
    }

    #[test]
    fn each_way_of_differing_has_its_name() {
        let ours = [
            payment(1, PaymentKind::Sale, 100),
            payment(2, PaymentKind::Sale, 200),
            payment(3, PaymentKind::Sale, 300),
            payment(4, PaymentKind::Sale, 400),
            payment(5, PaymentKind::Preauth, 500),
        ];
        let theirs = [record(1, 100, 1), record(2, 201, 1), record(3, 300, 9), record(7, 700, 1)];
        let found: Vec<String> = differences(&theirs, &ours)
            .iter()
            .map(|one| format!("{} {}", one.trace_no, one.kind))
            .collect();
        assert_eq!(found, ["2 amount", "3 card", "4 missing_there", "7 missing_here"]);
    }

    proptest! {
        #[test]
        fn nothing_a_terminal_sends_makes_reading_fail(text in "[0-9]{0,330}") {
            let _ = (sums(&text), records(&text), count(&text));
            prop_assert_eq!(answered(&text, '1').len(), 62);
        }

        #[test]
        fn what_is_the_same_differs_in_nothing(amounts in proptest::collection::vec(1..9999_i64, 0..40)) {
            let with = |index: usize| i32::try_from(index).unwrap();
            let ours: Vec<_> = amounts.iter().enumerate()
                .map(|(at, fen)| payment(with(at), PaymentKind::Sale, *fen)).collect();
            let theirs: Vec<_> = amounts.iter().enumerate()
                .map(|(at, fen)| record(with(at), *fen, 1)).collect();
            prop_assert!(differences(&theirs, &ours).is_empty());
            if let Some((_, short)) = theirs.split_first() {
                prop_assert_eq!(differences(short, &ours).len(), 1);
            }
        }
    }
}
