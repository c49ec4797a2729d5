//! The documented example, and what is refused of a file and of a line.

use super::*;
use kernel::Fault;
use proptest::prelude::*;

/// The example of the documentation.
fn example() -> String {
    let page = include_str!("../../../../../../docs/INTEGRATION.md");
    let begin = page.find("H,1,acquirer,").unwrap();
    page[begin..].split("```").next().unwrap().to_owned()
}

#[test]
fn the_documented_example_is_read_and_written_again() {
    let text = example();
    let daily = read(text.as_bytes()).unwrap().unwrap();
    assert_eq!((daily.head.lines, daily.head.amount_fen), (2, 90_000));
    assert_eq!(daily.lines[1].amount_fen, -10_000);
    assert!(daily.lines.iter().all(|line| line.alone && line.duplicate_of.is_none()));
    // Times may be written with any offset; ours are written in UTC.
    let again = write(&daily.head, &daily.lines);
    assert_eq!(read(again.as_bytes()).unwrap().unwrap().lines, daily.lines);
}

#[test]
fn a_file_that_is_wrong_as_a_whole_is_refused_by_line_and_field() {
    let text = example();
    let lines: Vec<&str> = text.lines().collect();
    let told = |text: String| read(text.as_bytes()).unwrap_err();
    let swap = |from: &str, to: &str| told(text.replacen(from, to, 1)).to_string();
    for (from, to, said) in [
        ("H,1,", "H,2,", "line 1: form is not `1`"),
        (",CNY,", ",USD,", "line 1: currency is not `CNY`"),
        ("48026530", "4802653", "line 1: acquirer is not eight digits"),
        ("2026-11-22,", "2026-13-22,", "line 1: date is not such as 2026-11-22"),
        ("acquirer,", "issuer,", "line 1: source is neither `acquirer` nor `network`"),
        ("CNY,2,", "CNY,3,", "line 4: count is not the head's"),
        ("T,2,", "T,2,0", "line 4: sha256 is not that of the lines before: the file was changed"),
    ] {
        assert_eq!(swap(from, to), said);
    }
    assert_eq!(told(lines[..3].join("\n")).code(), "reconciliation_file_invalid");
    assert_eq!(told(String::new()).field(), Some("file"));
    let sums = text.replacen(",90000,", ",90001,", 1);
    let body = &sums[..sums.rfind("T,").unwrap()];
    let digest: [u8; 32] = Sha256::digest(body).into();
    let sums = format!("{body}T,2,{}\n", hex::encode(digest));
    assert_eq!(told(sums).to_string(), "line 1: amount is not the sum of the lines' amounts");
    let error = read(b"H,1\n\xff\n").unwrap_err().to_string();
    assert_eq!(error, "line 2: is not UTF-8");
}

/// Columns that are at fault in a line.
fn faulty(line_text: &str) -> Vec<String> {
    let mut faults = Faults { line: 2, found: Vec::new() };
    let read = line(2, line_text, true, &mut faults);
    assert_eq!(read.is_none(), !faults.found.is_empty());
    faults.found.into_iter().map(|fault| fault.column).collect()
}

#[test]
fn every_field_of_a_line_is_held_to_its_rule() {
    let good = "D,M1,00000001,1,2,000000000001,sale,100,1,622202******0001,\
        2026-11-22T08:00:00+08:00,00";
    assert_eq!(faulty(good), Vec::<String>::new());
    for (from, to, column) in [
        ("M1", "", "merchant"),
        ("00000001,", "1,", "terminal"),
        (",1,2,", ",1000000,2,", "batch"),
        (",1,2,", ",1,x,", "trace"),
        ("000000000001", "1", "reference"),
        ("sale", "gift", "kind"),
        (",100,", ",-100,", "amount"),
        (",100,", ",1.00,", "amount"),
        (",1,622202", ",,622202", "fee"),
        ("622202******0001", "6222021234560001", "card"),
        ("08:00:00+08:00", "08:00:00", "time"),
        (",00", ",51", "code"),
    ] {
        let text = good.replacen(from, to, 1);
        // The last `,00` is the code's.
        let text = if column == "code" { good.replace("+08:00,00", "+08:00,51") } else { text };
        assert!(faulty(&text).contains(&column.to_owned()), "{column}: {text}");
    }
    assert_eq!(faulty("D,M1"), [""]);
    assert_eq!(faulty(&good.replacen("D,", "E,", 1)), [""]);
}

proptest! {
    #[test]
    fn no_bytes_make_reading_fail_otherwise(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        at in 0..500_usize,
        byte in any::<u8>(),
    ) {
        let _ = read(&bytes);
        let mut near = example().into_bytes();
        let at = at % near.len();
        near[at] = byte;
        let _ = read(&near);
    }
}
