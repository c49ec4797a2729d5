//! docs/INTEGRATION.md shows messages to people who build on them: each must read as the page
//! says, encode to the same bytes, and carry the MAC that its key makes.

use iso8583::json::Show;
use iso8583::lines::{self, Work};
use iso8583::mac::{self, Checked};
use iso8583::{Key, MacProfile, WorkingKeys, pin, spec};

const PAGE: &str = include_str!("../../../docs/INTEGRATION.md");

/// The lines of every block of this kind, block by block.
fn blocks(kind: &str) -> Vec<Vec<&'static str>> {
    let begins = format!("```{kind}\n");
    let block = |rest: &'static str| rest.split("```").next().unwrap_or_default().lines().collect();
    // A block inside a list is indented.
    PAGE.split(begins.as_str()).skip(1).map(block).collect()
}

fn trimmed(lines: &[&'static str]) -> Vec<&'static str> {
    lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect()
}

/// The master key that the page names, and the working keys that its sign-in gave.
fn keys() -> WorkingKeys {
    let (_, rest) = PAGE.split_once("TMK `").expect("the page names a master key");
    let master = Key::from_hex(&rest[..32]).unwrap();
    let sign_in = trimmed(&blocks("hex")[0]);
    let answer = spec::pos().decode(&hex::decode(sign_in[1]).unwrap()).unwrap();
    WorkingKeys::unwrap(&master, answer.bytes(62).unwrap()).unwrap()
}

#[test]
fn every_message_of_the_page_reads_as_it_says_and_back() {
    let shown: Vec<_> = blocks("json").into_iter().map(|block| trimmed(&block)).collect();
    let messages = blocks("hex");
    assert!(messages.len() >= 12, "{} pairs", messages.len());
    for pair in messages {
        let pair = trimmed(&pair);
        let input = pair.join("\n");
        let (mut objects, mut errors) = (Vec::new(), Vec::new());
        let work = Work::Decode(Show::Masked);
        lines::run(spec::pos(), work, &mut input.as_bytes(), &mut objects, &mut errors).unwrap();
        assert_eq!(String::from_utf8(errors).unwrap(), "");
        let objects = String::from_utf8(objects).unwrap();
        let objects: Vec<&str> = objects.lines().collect();
        assert!(shown.contains(&objects), "the page does not show {objects:#?}");
        for line in pair {
            let bytes = hex::decode(line).unwrap();
            let message = spec::pos().decode(&bytes).unwrap();
            assert_eq!(spec::pos().encode(&message).unwrap(), bytes);
        }
    }
}

#[test]
fn every_mac_of_the_page_holds_but_the_wrong_one() {
    let key = keys().mac;
    let (mut good, mut bad) = (0, 0);
    for line in blocks("hex").iter().flat_map(|pair| trimmed(pair)) {
        match mac::check(spec::pos(), &hex::decode(line).unwrap(), MacProfile::CupEcb, &key) {
            Checked::Good => good += 1,
            Checked::Bad => bad += 1,
            Checked::Absent => {}
        }
    }
    assert!(good >= 12, "{good} hold");
    assert_eq!(bad, 1, "the one that is shown as wrong");
}

#[test]
fn the_worked_mac_and_pin_block_are_right() {
    let keys = keys();
    for key in [&keys.pin, &keys.mac] {
        assert!(PAGE.contains(&hex::encode_upper(key.expose())));
    }
    let purchase = blocks("hex")
        .iter()
        .map(|pair| hex::decode(trimmed(pair)[0]).unwrap())
        .find(|bytes| spec::pos().decode(bytes).unwrap().get(3) == Some("000000"))
        .unwrap();
    let data = &purchase[spec::pos().mac_range(&purchase).unwrap()];
    for profile in [MacProfile::CupEcb, MacProfile::X919] {
        let made = hex::encode_upper(mac::mac(profile, &keys.mac, data));
        assert!(PAGE.contains(&made), "{profile:?} gives {made}");
    }
    let block = pin::encrypt(&keys.pin, "123456", Some("6222020000000000018")).unwrap();
    assert!(PAGE.contains(&hex::encode_upper(block)));
}
