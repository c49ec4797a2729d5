//! Reads and makes a merchant's code of the usual size, and recognises a consumer's, and prints how
//! many a second on one core: the median of five rounds, as one JSON line.

use std::hint::black_box;
use std::time::Instant;

use emvqr::mpm::{Account, Code, Draft, Error, LocalName, UnionPayAccount};
use emvqr::recognise;

const ROUNDS: usize = 5;
const CODES: u32 = 100_000;

fn main() -> Result<(), Error> {
    let mut draft = Draft::cny("5812", "HONGYADONG HOTPOT", "CHONGQING");
    let account = UnionPayAccount::new("01036530", "01036530", "102653058120001")?;
    draft.accounts = vec![Account::UnionPay(account)];
    draft.amount = Some(8_850);
    draft.local_name = Some(LocalName::new("zh", "洪崖洞火锅", Some("重庆")));
    let text = draft.build()?.to_string();
    let read = median(|| drop(black_box(Code::parse(black_box(&text)))));
    let make = median(|| {
        black_box(black_box(&draft).build().map(|code| code.to_string())).ok();
    });
    let consumer = "hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=";
    let consumer = median(|| drop(black_box(recognise(black_box(consumer)))));
    let chars = text.chars().count();
    print!(r#"{{"name":"emvqr","chars":{chars},"read_per_s":{read},"make_per_s":{make},"#);
    println!(r#""consumer_per_s":{consumer}}}"#);
    Ok(())
}

/// How often a second `work` can be done.
fn median(mut work: impl FnMut()) -> u64 {
    let mut rates: Vec<u64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            (0..CODES).for_each(|_| work());
            let nanoseconds = start.elapsed().as_nanos().max(1);
            u64::try_from(u128::from(CODES) * 1_000_000_000 / nanoseconds).unwrap_or(u64::MAX)
        })
        .collect();
    rates.sort_unstable();
    rates[ROUNDS / 2]
}
