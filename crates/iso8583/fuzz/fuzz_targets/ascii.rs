//! Bytes that decode must encode to themselves, by way of the JSON object too.
#![no_main]

use iso8583::json::{self, Show};
use iso8583::spec;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let spec = spec::ascii();
    let Ok(message) = spec.decode(bytes) else { return };
    assert_eq!(spec.encode(&message).as_deref(), Ok(bytes));
    let object = json::to_json(spec, &message, Show::Clear).to_string();
    let read = json::from_json(spec, &object).expect("our own object reads");
    assert_eq!(spec.encode(&read).as_deref(), Ok(bytes));
    let _ = json::to_json(spec, &message, Show::Masked);
    let _ = iso8583::tlv::ber::parse(message.bytes(55).unwrap_or_default());
    let _ = iso8583::tlv::terminal::Terminal::read(message.bytes(59).unwrap_or_default());
    let _ = spec.mac_range(bytes);
});
