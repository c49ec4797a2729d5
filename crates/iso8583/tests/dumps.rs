//! Dumps of real terminals and hosts decode and encode to the same bytes.

use iso8583::{DecodeError, Rule, spec};

fn dumps() -> Vec<(String, Vec<u8>)> {
    let json: serde_json::Value = serde_json::from_str(include_str!("data/pos.json")).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let dumps = json.as_array().unwrap().iter();
    dumps.map(|dump| (text(&dump["name"]), hex::decode(text(&dump["hex"])).unwrap())).collect()
}

fn dump(name: &str) -> iso8583::Message {
    let (_, bytes) = dumps().into_iter().find(|(other, _)| other == name).unwrap();
    spec::pos().decode(&bytes).unwrap()
}

#[test]
fn every_dump_comes_back_byte_for_byte() {
    let dumps = dumps();
    assert_eq!(dumps.len(), 6);
    for (name, bytes) in dumps {
        let message = spec::pos().decode(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(spec::pos().encode(&message).unwrap(), bytes, "{name}");
    }
}

#[test]
fn values_are_those_a_person_reads() {
    let message = dump("DOWNLOAD_RESPONSE");
    assert_eq!((message.mti.as_str(), message.get(12)), ("0810", Some("163829")));
    assert_eq!(message.get(39), Some("00"));
    assert_eq!(message.get(60), Some("00000001420"));
    assert!(message.text(43).unwrap().starts_with("墨文哲有限公司"));
    assert_eq!(message.text(56).as_deref(), Some("成功"));
    let message = dump("ajsgn_0810");
    assert_eq!((message.get(32), message.get(15)), (Some("03099988"), None));
    assert_eq!(message.bytes(62).unwrap().len(), 40);
}

#[test]
fn every_cut_of_a_dump_is_refused_where_it_ends() {
    for (name, bytes) in dumps() {
        for end in 0..bytes.len() {
            let error = spec::pos().decode(&bytes[..end]).expect_err(&name);
            assert!(matches!(error.rule, Rule::Short { .. }), "{name} {end}: {error}");
            assert!(error.offset <= end, "{name} {end}: {error}");
        }
        let more = [&bytes[..], &[0]].concat();
        let error = spec::pos().decode(&more).expect_err(&name);
        let DecodeError { offset, rule, .. } = error;
        assert_eq!((offset, rule), (bytes.len(), Rule::Left { bytes: 1 }), "{name}");
    }
}
