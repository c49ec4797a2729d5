//! The line commands: what goes in, what comes out, what is refused and where.

use iso8583::json::Show;
use iso8583::lines::{self, MOST_LINE_BYTES, Work};
use iso8583::{Spec, spec};

const ECHO: &str = "600003000060310031010008000020000000000000000001";

fn run(spec: &Spec, work: Work, input: &[u8]) -> (String, String, bool) {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let well = lines::run(spec, work, &mut &input[..], &mut output, &mut errors).unwrap();
    (String::from_utf8(output).unwrap(), String::from_utf8(errors).unwrap(), well)
}

fn decode(input: &str) -> (String, String, bool) {
    run(spec::pos(), Work::Decode(Show::Clear), input.as_bytes())
}

/// An object that is refused, and what is said of it.
fn refused(object: &str, why: &str) {
    let (output, errors, well) = run(spec::pos(), Work::Encode, object.as_bytes());
    assert_eq!((output.as_str(), well), ("", false), "{object}");
    assert_eq!(errors, format!("line 1: {why}\n"), "{object}");
}

fn object(fields: &str) -> String {
    format!(r#"{{"tpdu":"6000030000","header":"603100310100","mti":"0200","fields":{{{fields}}}}}"#)
}

#[test]
fn an_object_of_a_message() {
    let (output, errors, well) = decode(ECHO);
    let wanted =
        r#"{"tpdu":"6000030000","header":"603100310100","mti":"0800","fields":{"11":"000001"}}"#;
    assert_eq!((output.trim_end(), errors.as_str(), well), (wanted, "", true));
}

#[test]
fn every_dump_goes_to_an_object_and_back() {
    let json: serde_json::Value = serde_json::from_str(include_str!("data/pos.json")).unwrap();
    for dump in json.as_array().unwrap() {
        let hex = dump["hex"].as_str().unwrap();
        let (objects, errors, _) = decode(&hex.to_lowercase());
        assert_eq!(errors, "", "{}", dump["name"]);
        let back = run(spec::pos(), Work::Encode, objects.as_bytes());
        assert_eq!(back, (format!("{hex}\n"), String::new(), true), "{}", dump["name"]);
    }
}

#[test]
fn what_is_not_canonical_is_said() {
    // Field 22 with a spare F, field 63 that is no text, and a bitmap of 16 bytes without need.
    let hex = "6000030000603100310100080080000400000000020000000000000000021F000253FF";
    let (output, _, _) = decode(hex);
    let wanted = r#""bitmap":16,"fields":{"22":{"digits":"021","spare":"F"},"63":{"hex":"53FF"}}}"#;
    assert!(output.contains(wanted), "{output}");
    assert_eq!(run(spec::pos(), Work::Encode, output.as_bytes()).0.trim_end(), hex);
}

#[test]
fn a_wrong_line_is_named_and_the_others_go_on() {
    let cut = &ECHO[..46];
    let input = format!("\r\n{ECHO}\r\n{cut}\n60 00 zz\n\n{ECHO}0\n  {}\n", ECHO.to_lowercase());
    let (output, errors, well) = decode(&input);
    assert_eq!(output.lines().count(), 2);
    assert!(!well);
    let wanted = "line 3: offset 21, field 11: needs 3 bytes, 2 are left\n\
        line 4: offset 2: column 7 is not a hex digit\n\
        line 6: offset 24: half a byte at the end\n";
    assert_eq!(errors, wanted);
}

#[test]
fn the_two_length_bytes_do_not_belong() {
    let (_, errors, _) = decode(&format!("0018{ECHO}"));
    let wanted = "line 1: offset 21, field 5: needs 6 bytes, 5 are left \
        (leave out the two length bytes it begins with)\n";
    assert_eq!(errors, wanted);
}

#[test]
fn lines_that_are_no_text_or_too_long() {
    let mut input = b"\xFF\n".to_vec();
    input.extend(vec![b'0'; MOST_LINE_BYTES + 1]);
    input.push(b'\n');
    input.extend_from_slice(ECHO.as_bytes());
    let (output, errors, well) = run(spec::pos(), Work::Decode(Show::Clear), &input);
    assert_eq!(output.lines().count(), 1);
    let wanted = "line 1: offset 0: column 1 is not a hex digit\n\
        line 2: the line is above 1048576 bytes\n";
    assert_eq!((errors.as_str(), well), (wanted, false));
    let (_, errors, _) = run(spec::pos(), Work::Encode, b"\xFF");
    assert_eq!(errors, "line 1: the line is not UTF-8\n");
    let long = "00".repeat(65_536);
    assert_eq!(decode(&long).1, "line 1: offset 65535, header: 65536 bytes are above 65535\n");
}

#[test]
fn masked_is_the_default_and_does_not_encode() {
    assert_eq!(Show::default(), Show::Masked);
    let clear =
        object(r#""2":"6228480012345678","35":"6228480012345678D2512","52":"0102030405060708""#);
    let (hex, errors, _) = run(spec::pos(), Work::Encode, clear.as_bytes());
    assert_eq!(errors, "");
    let (masked, _, _) = run(spec::pos(), Work::Decode(Show::Masked), hex.as_bytes());
    for wanted in [
        r#""masked":[2,35,52],"fields":{"#,
        r#""2":"622848******5678""#,
        r#""35":"622848******5678D***""#,
        r#""52":"***""#,
    ] {
        assert!(masked.contains(wanted), "{masked}");
    }
    refused(masked.trim_end(), "the object is masked; decode with --unmask to encode again");
}

#[test]
fn objects_that_are_no_message() {
    refused("{", "not JSON at column 1");
    refused("[]", "`object`: wants an object with `mti` and `fields`");
    refused(r#"{"mti":"0200","pan":""}"#, "`pan`: wants no such member");
    refused(r#"{"fields":{}}"#, "`mti`: wants four digits");
    refused(r#"{"mti":"0200","fields":{}}"#, "`tpdu`: wants ten hex digits");
    let header = r#"{"tpdu":"6000030000","header":"6031","mti":"0200","fields":{}}"#;
    refused(header, "`header`: wants twelve hex digits, and ten in `tpdu`");
    refused(&object(r#""1":"0""#), "`1`: wants a field number of 2 to 128");
    refused(&object(r#""129":"0""#), "`129`: wants a field number of 2 to 128");
    refused(&object(r#""2":4"#), "field 2: wants a string or an object");
    refused(&object(r#""2":"62284800x""#), "field 2: holds what is not a digit of this field");
    refused(&object(r#""4":"100""#), "field 4: length 3, wants 12");
    refused(&object(r#""52":"01x""#), "field 52: wants hex digits, two a byte");
    refused(&object(r#""63":"😀""#), "field 63: wants text that GBK has");
    refused(&object(r#""22":{"digits":"021"}"#), "field 22: wants `hex`, or `digits` and `spare`");
    refused(
        &object(r#""22":{"digits":"021","spare":"FF"}"#),
        "field 22: wants one hex digit as `spare`",
    );
    let spare = "field 4: wants no `spare`: it is not a packed field of odd length";
    refused(&object(r#""4":{"digits":"000000000100","spare":"F"}"#), spare);
}

#[test]
fn the_other_dialect() {
    let mti = "30383030";
    let body = format!(
        "{mti}82200000000000000400000000000000{}",
        "30383235313132343030383633373433303031"
    );
    let header = format!("2E0230303739{}303030303030303030{}", "20".repeat(26), "30".repeat(5));
    assert_eq!(header.len(), 92);
    for hex in [body.clone(), format!("{header}{body}")] {
        let (output, errors, _) = run(spec::ascii(), Work::Decode(Show::Clear), hex.as_bytes());
        assert_eq!(errors, "");
        assert!(
            output.contains(r#""fields":{"7":"0825112400","11":"863743","70":"001"}"#),
            "{output}"
        );
        let back = run(spec::ascii(), Work::Encode, output.as_bytes());
        assert_eq!(back.0.trim_end(), hex);
        let (_, errors, _) = run(spec::pos(), Work::Encode, output.as_bytes());
        assert_eq!(errors, "line 1: `tpdu`: wants ten hex digits\n");
    }
    let (_, errors, _) = run(spec::ascii(), Work::Decode(Show::Clear), ECHO.as_bytes());
    assert_eq!(errors, "line 1: offset 0, header: 0x60 is no header length\n");
}
