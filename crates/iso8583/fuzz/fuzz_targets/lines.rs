//! Lines that nobody checked, both ways.
#![no_main]

use iso8583::json::Show;
use iso8583::lines::{self, Work};
use iso8583::spec;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    for work in [Work::Encode, Work::Decode(Show::Masked), Work::Decode(Show::Clear)] {
        for spec in [spec::pos(), spec::ascii()] {
            let (mut output, mut errors) = (Vec::new(), Vec::new());
            lines::run(spec, work, &mut &input[..], &mut output, &mut errors)
                .expect("streams in memory do not fail");
        }
    }
});
