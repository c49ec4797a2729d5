//! What holds for any message: it comes back from its bytes, and its bytes from it; and no bytes
//! whatever make the codec panic.

use iso8583::encoding::Encoding;
use iso8583::field::Field;
use iso8583::json::{self, Show};
use iso8583::{Header, Message, Mti, Spec, spec};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

/// A value of the shape a field of the dialect has.
fn value(field: Field) -> BoxedStrategy<Vec<u8>> {
    let length =
        if field.is_variable() { 0..=field.most.min(120) } else { field.most..=field.most };
    let byte = match field.encoding {
        Encoding::Bcd | Encoding::Digits => (b'0'..=b'9').boxed(),
        Encoding::Nibbles => proptest::sample::select(&b"0123456789ABCDEF"[..]).boxed(),
        Encoding::Text | Encoding::Binary => any::<u8>().boxed(),
    };
    vec(byte, length).boxed()
}

fn fields(spec: &'static Spec) -> impl Strategy<Value = Vec<(u8, Vec<u8>)>> {
    let numbers = btree_map(2..=128_u8, any::<()>(), 0..24);
    numbers.prop_flat_map(move |numbers| {
        let field = |number: u8| spec.fields[usize::from(number)].unwrap();
        numbers
            .into_keys()
            .map(|number| value(field(number)).prop_map(move |value| (number, value)))
            .collect::<Vec<_>>()
    })
}

fn pos_header() -> impl Strategy<Value = Header> {
    any::<([u8; 5], [u8; 6])>().prop_map(|(tpdu, application)| Header::Pos { tpdu, application })
}

fn cups_header() -> impl Strategy<Value = Header> {
    let header = vec(any::<u8>(), 45).prop_map(|rest| Header::Cups([&[0x2E], &rest[..]].concat()));
    prop_oneof![header, Just(Header::Cups(Vec::new()))]
}

fn mti() -> impl Strategy<Value = Mti> {
    "[0-9]{4}".prop_map(|digits| Mti::parse(&digits).unwrap())
}

fn round_trip(
    spec: &Spec,
    header: Header,
    mti: Mti,
    fields: &[(u8, Vec<u8>)],
) -> Result<(), TestCaseError> {
    let mut message = Message::new(header, mti);
    for (number, value) in fields.iter().rev() {
        message.set_bytes(*number, value);
    }
    let bytes = spec.encode(&message).unwrap();
    let decoded = spec.decode(&bytes).unwrap();
    prop_assert_eq!(&decoded, &message);
    prop_assert_eq!(spec.encode(&decoded).unwrap(), &bytes[..]);
    let head = match &message.header {
        Header::Pos { .. } => 11,
        Header::Cups(bytes) => bytes.len(),
    };
    let long = spec.name == "ascii" || message.numbers().any(|number| 64 < number);
    let signed = message.has(if long { 128 } else { 64 });
    prop_assert_eq!(spec.mac_range(&bytes), signed.then(|| head..bytes.len() - 8));
    let object = json::to_json(spec, &decoded, Show::Clear).to_string();
    let read = json::from_json(spec, &object).unwrap();
    prop_assert_eq!(spec.encode(&read).unwrap(), bytes);
    Ok(())
}

/// Whatever is read is written as it was, by way of the object too; what is not is an error whose
/// place is in the bytes.
fn any_bytes(spec: &Spec, bytes: &[u8]) -> Result<(), TestCaseError> {
    match spec.decode(bytes) {
        Ok(message) => {
            prop_assert_eq!(&spec.encode(&message).unwrap()[..], bytes);
            let object = json::to_json(spec, &message, Show::Clear).to_string();
            let read = json::from_json(spec, &object).unwrap();
            prop_assert_eq!(&spec.encode(&read).unwrap()[..], bytes);
            let masked = json::to_json(spec, &message, Show::Masked).to_string();
            let card = message.get(2).filter(|card| 13 <= card.len());
            prop_assert!(card.is_none_or(|card| !masked.contains(card)));
        }
        Err(error) => prop_assert!(error.offset <= bytes.len(), "{}", error),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_pos_message_comes_back(
        header in pos_header(), mti in mti(), fields in fields(spec::pos())
    ) {
        round_trip(spec::pos(), header, mti, &fields)?;
    }

    #[test]
    fn an_ascii_message_comes_back(
        header in cups_header(), mti in mti(), fields in fields(spec::ascii())
    ) {
        round_trip(spec::ascii(), header, mti, &fields)?;
    }

    #[test]
    fn bytes_behind_a_true_header(bitmap in any::<[u8; 8]>(), rest in vec(any::<u8>(), 0..200)) {
        let mut bytes = b"\x60\0\x03\0\0\x60\x31\0\x31\x01\0\x02\0".to_vec();
        bytes.extend_from_slice(&bitmap);
        bytes.extend_from_slice(&rest);
        any_bytes(spec::pos(), &bytes)?;
        let ascii = [&b"0200"[..], &bytes[13..]].concat();
        any_bytes(spec::ascii(), &ascii)?;
    }

    #[test]
    fn few_fields_of_random_bytes(number in 2..=64_u8, rest in vec(any::<u8>(), 0..60)) {
        let mut bytes = b"\x60\0\x03\0\0\x60\x31\0\x31\x01\0\x02\0".to_vec();
        bytes.extend_from_slice(&(1_u64 << (64 - u32::from(number))).to_be_bytes());
        bytes.extend_from_slice(&rest);
        any_bytes(spec::pos(), &bytes)?;
    }

    #[test]
    fn bytes_of_no_sense(bytes in vec(any::<u8>(), 0..300)) {
        any_bytes(spec::pos(), &bytes)?;
        any_bytes(spec::ascii(), &bytes)?;
        let _ = iso8583::tlv::ber::parse(&bytes);
        let _ = iso8583::tlv::terminal::Terminal::read(&bytes);
        let _ = iso8583::frame::take(&bytes, 100);
        let _ = spec::pos().mac_range(&bytes);
        let _ = spec::ascii().mac_range(&bytes);
    }
}
