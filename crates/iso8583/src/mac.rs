//! Message authentication codes (报文鉴别码) of the POS dialect.
//!
//! Which one a host wants is part of the link's settings: UnionPay's own terminals use the first,
//! some acquirers ANSI's.

use crate::error::EncodeError;
use crate::key::{self, Key};
use crate::message::Message;
use crate::spec::Spec;

/// How a MAC is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MacProfile {
    /// UnionPay "ECB": all blocks are XORed into one, written as 16 hex characters, the first
    /// half encrypted, XORed with the second, encrypted again, written as hex, and the first 8
    /// *characters* are the MAC. The whole key is used, whatever its length.
    CupEcb,
    /// ANSI X9.19: chained in single DES under the left half; the last block decrypted under the
    /// right half and encrypted under the left. With a single-length key this is X9.9.
    X919,
    /// ANSI X9.9: chained in single DES under the first 8 bytes of the key.
    X99,
}

/// The MAC of `data`, filled with zeros to whole blocks; nothing at all counts as one block.
#[must_use]
pub fn mac(profile: MacProfile, key: &Key, data: &[u8]) -> [u8; 8] {
    match profile {
        MacProfile::CupEcb => cup_ecb(key, data),
        MacProfile::X99 => chain(key, data),
        MacProfile::X919 => last_step(key, chain(key, data)),
    }
}

/// True when `given` is the MAC of `data`; takes the same time wherever they differ.
#[must_use]
pub fn verify(profile: MacProfile, key: &Key, data: &[u8], given: &[u8]) -> bool {
    let Ok(given) = <[u8; 8]>::try_from(given) else {
        return false;
    };
    let wanted = u64::from_ne_bytes(mac(profile, key, data));
    std::hint::black_box(wanted ^ u64::from_ne_bytes(given)) == 0
}

/// What the MAC of a message received is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// As it should be.
    Good,
    /// Another: a changed message, or another key.
    Bad,
    /// The message has no MAC.
    Absent,
}

/// Encodes `message` of the POS dialect with its MAC, which is set as field 64 there as well.
/// Between institutions the MAC is made over chosen fields, not over bytes: see the link.
///
/// # Errors
/// As [`Spec::encode`].
pub fn seal(
    spec: &Spec,
    message: &mut Message,
    profile: MacProfile,
    key: &Key,
) -> Result<Vec<u8>, EncodeError> {
    message.set_bytes(64, &[0; 8]);
    let mut bytes = spec.encode(message)?;
    if let Some(range) = spec.mac_range(&bytes) {
        let end = range.end;
        let made = mac(profile, key, &bytes[range]);
        bytes[end..].copy_from_slice(&made);
        message.set_bytes(64, &made);
    }
    Ok(bytes)
}

/// Holds the MAC of an encoded message of the POS dialect against the key.
#[must_use]
pub fn check(spec: &Spec, encoded: &[u8], profile: MacProfile, key: &Key) -> Checked {
    match spec.mac_range(encoded) {
        None => Checked::Absent,
        Some(range) => {
            let (data, given) = (&encoded[range.clone()], &encoded[range.end..]);
            if verify(profile, key, data, given) { Checked::Good } else { Checked::Bad }
        }
    }
}

fn cup_ecb(key: &Key, data: &[u8]) -> [u8; 8] {
    let folded = key::blocks(data).fold([0; 8], key::xor);
    let (first, second) = hex_halves(folded);
    let block = key.encrypt(key::xor(key.encrypt(first), second));
    hex_halves(block).0
}

/// The 16 upper-case hex characters of a block, in two halves.
fn hex_halves(block: [u8; 8]) -> ([u8; 8], [u8; 8]) {
    let mut text = [[0; 8]; 2];
    for (at, byte) in block.into_iter().enumerate() {
        let half = &mut text[at / 4];
        let place = at % 4 * 2;
        half[place] = hex_character(byte >> 4);
        half[place + 1] = hex_character(byte & 15);
    }
    (text[0], text[1])
}

fn hex_character(nibble: u8) -> u8 {
    if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 }
}

fn chain(key: &Key, data: &[u8]) -> [u8; 8] {
    let blocks = key::blocks(if data.is_empty() { &[0] } else { data });
    blocks.fold([0; 8], |chained, block| key.encrypt_left(key::xor(chained, block)))
}

/// Decryption under the right half and encryption under the left. The whole of a double key is
/// E(left) D(right) E(left), so one decryption under the left before it gives the same.
fn last_step(key: &Key, chained: [u8; 8]) -> [u8; 8] {
    if key.bytes_count() == 8 { chained } else { key.encrypt(key.decrypt_left(chained)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec;

    const DOUBLE: &str = "0123456789ABCDEFFEDCBA9876543210";

    fn check(profile: MacProfile, key: &str, data: &[u8], wanted: &str) {
        let key = Key::from_hex(key).unwrap();
        let made = mac(profile, &key, data);
        assert_eq!(hex::encode_upper(made), wanted, "{profile:?}");
        assert!(verify(profile, &key, data, &made));
        for bit in 0..64 {
            let mut wrong = made;
            wrong[bit / 8] ^= 1 << (bit % 8);
            assert!(!verify(profile, &key, data, &wrong), "{profile:?} {bit}");
        }
        assert!(!verify(profile, &key, data, &made[..7]));
    }

    #[test]
    fn the_vector_of_unionpay() {
        let json: serde_json::Value =
            serde_json::from_str(include_str!("../tests/data/pos_mac.json")).unwrap();
        let cases = json["cases"].as_array().unwrap();
        assert!(!cases.is_empty());
        for case in cases {
            let data = hex::decode(case["mab"].as_str().unwrap()).unwrap();
            let wanted = hex::encode_upper(case["mac_ascii"].as_str().unwrap());
            check(MacProfile::CupEcb, case["key"].as_str().unwrap(), &data, &wanted);
        }
    }

    #[test]
    fn a_sealed_message_checks_until_a_byte_changes() {
        let key = Key::from_hex(DOUBLE).unwrap();
        let header = crate::Header::pos("6000030000", "603100310100").unwrap();
        let mut message = Message::new(header, crate::Mti::parse("0200").unwrap());
        message.set(4, "000000000100").set(63, "CUP");
        let plain = spec::pos().encode(&message).unwrap();
        for profile in [MacProfile::CupEcb, MacProfile::X919, MacProfile::X99] {
            let held = |bytes: &[u8]| super::check(spec::pos(), bytes, profile, &key);
            assert_eq!(held(&plain), Checked::Absent);
            let mut bytes = seal(spec::pos(), &mut message, profile, &key).unwrap();
            assert_eq!(spec::pos().decode(&bytes).unwrap(), message);
            assert_eq!(held(&bytes), Checked::Good);
            // What stands before the message type is not covered.
            bytes[1] ^= 1;
            assert_eq!(held(&bytes), Checked::Good);
            for at in (11..13).chain(21..bytes.len()) {
                bytes[at] ^= 1;
                assert_eq!(held(&bytes), Checked::Bad, "{profile:?} {at}");
                bytes[at] ^= 1;
            }
        }
    }

    /// Values of psec 1.3.0, zero padding.
    #[test]
    fn ansi_macs() {
        let text = b"0200 some data of a message, 37 bytes";
        let whole: Vec<u8> = (0..48).collect();
        check(MacProfile::X919, DOUBLE, text, "DEE0550331707432");
        check(MacProfile::X919, DOUBLE, &whole, "E197AD0C7240A120");
        check(MacProfile::X99, DOUBLE, text, "1080BC1AAAF28918");
        check(MacProfile::X99, &DOUBLE[..16], &whole, "B8BCFADDAAAD9E23");
        check(MacProfile::X919, &DOUBLE[..16], &whole, "B8BCFADDAAAD9E23");
    }
}
