//! Decodes and encodes a sale of the size terminals send, with its MAC, and prints how many a
//! second on one core: the median of five rounds, as one JSON line.

use std::hint::black_box;
use std::time::Instant;

use iso8583::{Header, Key, MacProfile, Message, Mti, mac, spec};

const ROUNDS: usize = 5;
const MESSAGES: u32 = 200_000;

fn main() {
    let key = Key::new(&[0x5A; 16]).expect("16 bytes are a key");
    let message = sale();
    let bytes = spec::pos().encode(&message).expect("the sale fits the dialect");
    let decode = median(|| {
        let message = spec::pos().decode(black_box(&bytes)).expect("our own bytes");
        black_box(message);
    });
    let mut into = Vec::with_capacity(512);
    let encode = median(|| {
        into.clear();
        spec::pos().encode_into(black_box(&message), &mut into).expect("as before");
        black_box(&into);
    });
    let range = spec::pos().mac_range(&bytes).expect("the sale has a MAC");
    let check = median(|| {
        black_box(mac::mac(MacProfile::CupEcb, &key, black_box(&bytes[range.clone()])));
    });
    let (size, fields) = (bytes.len(), message.numbers().count());
    print!(r#"{{"name":"iso8583","bytes":{size},"fields":{fields},"decode_per_s":{decode},"#);
    println!(r#""encode_per_s":{encode},"mac_per_s":{check}}}"#);
}

/// How often a second `work` can be done.
fn median(mut work: impl FnMut()) -> u64 {
    let mut rates: Vec<u64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            (0..MESSAGES).for_each(|_| work());
            let nanoseconds = start.elapsed().as_nanos().max(1);
            u64::try_from(u128::from(MESSAGES) * 1_000_000_000 / nanoseconds).unwrap_or(u64::MAX)
        })
        .collect();
    rates.sort_unstable();
    rates[ROUNDS / 2]
}

/// A chip sale of 22 fields; the card is made up.
fn sale() -> Message {
    let header = Header::pos("6000030000", "603100310100").expect("ten digits and twelve");
    let mut message = Message::new(header, Mti::parse("0200").expect("four digits"));
    message
        .set(2, "6228480012345678")
        .set(3, "000000")
        .set(4, "000000001111")
        .set(11, "000079")
        .set(12, "141554")
        .set(13, "0824")
        .set(14, "2903")
        .set(22, "071")
        .set(23, "000")
        .set(25, "00")
        .set(26, "12")
        .set(41, "10016919")
        .set(42, "843290045820001")
        .set(46, &"PI064040202051400002402106870001".repeat(2)[..61])
        .set(49, "156")
        .set_bytes(52, &[0x7A; 8])
        .set(53, "2410000000000000")
        .set_bytes(55, &[0x9F; 145])
        .set(60, "2200072700060")
        .set_bytes(62, &[0x31; 24])
        .set_bytes(63, &[0x53; 21])
        .set_bytes(64, b"83592745");
    message
}
