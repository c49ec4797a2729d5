use super::*;

/// Annex B of the specification, one application with track 2.
const ONE: &str = "hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=";
/// The same, two applications and common data with chip data.
const TWO: &str = "hQVDUFYwMWETTwegAAAAVVVVUAhQcm9kdWN0MWETTwegAAAAZmZmUAhQcm9kdWN0MmJJWggSNFZ4kBI0WF8gDkNBUkRIT0xERVIvRU1WXy0IcnVlc2RlZW5kIZ8QBwYBCgMAAACfJghYT9OF+iNLzJ82AgABnzcEbVjvEw==";
const TWO_HEX: &str = "8505435056303161134F07A0000000555555500850726F647563743161134F07A0000000666666500850726F647563743262495A0812345678901234585F200E43415244484F4C4445522F454D565F2D08727565736465656E64219F100706010A030000009F2608584FD385FA234BCC9F360200019F37046D58EF13";

#[test]
fn the_worked_examples_read_and_write() {
    let one = Code::parse(ONE).unwrap();
    let track = one.track_2().unwrap();
    assert_eq!(track.account.reveal(), "1234567890123458");
    assert_eq!((track.expiry.as_str(), track.service_code.as_str()), ("1912", "201"));
    assert_eq!(one.account().unwrap().last_six(), "123458");
    assert!(!one.is_union_pay());

    let two = Code::parse(TWO).unwrap();
    assert_eq!(hex(&two.reveal_bytes()), TWO_HEX);
    assert_eq!(two.applications().count(), 2);
    assert_eq!(two.get(tag::LABEL), Some(&b"Product1"[..]));
    assert_eq!(two.get(tag::CRYPTOGRAM).map(hex).as_deref(), Some("584FD385FA234BCC"));
    assert_eq!(two.account().unwrap().reveal(), "1234567890123458");
    for (code, text) in [(one, ONE), (two, TWO)] {
        assert_eq!(code.reveal().as_str(), text);
        let said = format!("{code:?} {code} {:?}", code.track_2());
        assert!(!said.contains("1234567890123458") && !said.contains("584FD3"), "{said}");
    }
}

#[test]
fn the_worked_examples_are_made() {
    let aid = |last: [u8; 3]| Tlv::bytes(tag::AID, [&b"\xA0\0\0\0"[..], &last].concat());
    let track = track_2_of("1234567890123458", "1912", "201", "12345").unwrap();
    let one = Tlv::template(tag::APPLICATION, vec![aid([0x55; 3]), track]);
    assert_eq!(Code::build(vec![one]).unwrap().reveal().as_str(), ONE);

    let application = |last, label: &str| {
        Tlv::template(tag::APPLICATION, vec![aid(last), Tlv::bytes(tag::LABEL, label)])
    };
    let chip = vec![
        Tlv::bytes(tag::ISSUER_DATA, *b"\x06\x01\x0A\x03\0\0\0"),
        Tlv::bytes(tag::CRYPTOGRAM, hex::decode("584FD385FA234BCC").unwrap()),
        Tlv::bytes(tag::COUNTER, *b"\0\x01"),
        Tlv::bytes(tag::RANDOM, hex::decode("6D58EF13").unwrap()),
    ];
    let common = vec![
        account("1234567890123458").unwrap(),
        Tlv::bytes(tag::HOLDER, "CARDHOLDER/EMV"),
        Tlv::bytes(tag::LANGUAGES, "ruesdeen"),
        Tlv::template(0x64, chip),
    ];
    let objects = vec![
        application([0x55; 3], "Product1"),
        application([0x66; 3], "Product2"),
        Tlv::template(tag::COMMON, common),
    ];
    assert_eq!(Code::build(objects).unwrap().reveal().as_str(), TWO);
}

#[test]
fn unionpay_application_and_its_factor() {
    let aid = Tlv::bytes(tag::AID, hex::decode("A000000333010101").unwrap());
    let track = track_2_of("6292610358444335641", "3012", "220", "").unwrap();
    let code = Code::build(vec![Tlv::template(tag::APPLICATION, vec![aid, track])]).unwrap();
    assert!(code.is_union_pay());
    assert_eq!(code.account().unwrap().last_six(), "335641");
    assert_eq!(format!("{code}"), "consumer's code of 629261*********5641");
}

#[test]
fn what_is_wrong_is_found_where_it_is() {
    let version = "8505435056303031";
    let head = "85054350563031";
    for (bytes, wanted) in [
        ("", "byte 0, 85: the first object is 85"),
        ("6100", "byte 0, 85: the first object is 85"),
        (version, "byte 2, 85: the version is CPV01"),
        (head, "byte 7, 61: is not there"),
        ("8505435056303185054350563031", "byte 14, 85: is there twice"),
        ("850543505630316100", "byte 9, 61.4F: is not there"),
        ("8505435056303161064F04A0000000", "byte 11, 61.4F: 4 bytes, wants 5 to 16"),
        ("8505435056303161074F05A00000", "byte 9, 61: needs 7 bytes, 5 are left"),
        ("8505435056303161078F05A000000001", "byte 9, 61.4F: is not there"),
        ("85054350563031618107", "byte 8, 61: a length is in its shortest form and at most 65535"),
        ("8505435056303161", "byte 8, 61: a tag or a length is cut off"),
        ("8505435056303100", "byte 7, the code: a tag is one to three bytes and not 00"),
        ("850543505630315F", "byte 7, the code: a tag or a length is cut off"),
        (
            "85054350563031610A4F05A0000000015701AA",
            "byte 18, 61.57: wants a number, D, an expiry and a service code, filled with F",
        ),
        (
            "85054350563031610D4F05A0000000015A041234567A",
            "byte 18, 61.5A: wants digits, two a byte, filled with F",
        ),
        ("85054350563031610A4F05A000000001500107", "byte 18, 61.50: wants printable ASCII"),
        ("85054350563031610E4F05A0000000014F05A000000001", "byte 9, 61.4F: is there twice"),
        (
            "850543505630316108630663046302 6300",
            "byte 13, 61.63.63: more than three templates inside each other",
        ),
    ] {
        let bytes = hex::decode(bytes.replace(' ', "")).unwrap();
        let error = Code::parse(&STANDARD.encode(bytes)).unwrap_err();
        assert_eq!(error.to_string(), wanted);
    }
    for text in ["hQVDUFYwMQ", "hQ*=", "重庆", "hQVDUFYwMR=="] {
        assert_eq!(Code::parse(text).unwrap_err().rule, Rule::Base64, "{text}");
    }
    let long = "A".repeat(2_960);
    assert!(matches!(Code::parse(&long).unwrap_err().rule, Rule::Big { .. }));
}

#[test]
fn values_above_127_bytes_and_above_what_a_symbol_holds() {
    let code = |bytes: usize| {
        let aid = Tlv::bytes(tag::AID, *b"\xA0\0\0\x03\x33\x01");
        let long = Tlv::bytes(0xDF01, vec![7; bytes]);
        Code::build(vec![Tlv::template(tag::APPLICATION, vec![aid, long])])
    };
    for bytes in [127, 128, 255, 256, 2_000] {
        let code = code(bytes).unwrap();
        assert_eq!(Code::parse(&code.reveal()).unwrap(), code, "{bytes}");
    }
    for bytes in [2_200, 70_000] {
        assert!(matches!(code(bytes).unwrap_err().rule, Rule::Big { .. }), "{bytes}");
    }
}
