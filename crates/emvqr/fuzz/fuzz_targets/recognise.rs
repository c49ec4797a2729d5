//! Whatever a till may scan: what is read is written the same again, and nothing panics.
#![no_main]

use emvqr::{Show, cpm, describe, json, mpm, recognise, unionpay};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    if let Ok(code) = mpm::Code::parse(&text) {
        assert_eq!(code.to_string(), text);
    }
    if let Ok(code) = cpm::Code::parse(&text) {
        assert_eq!(*code.reveal(), text);
    }
    if let Ok(code) = unionpay::MerchantCode::parse(&text) {
        assert_eq!(code.to_string(), text);
    }
    if let Ok(code) = recognise(&text) {
        describe(&code, Show::Masked);
        json::to_json(&code, Show::Clear);
    }
});
