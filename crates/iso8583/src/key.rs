//! Terminal keys: single, double and triple length DES, their check values, and their wrapping.
//!
//! DES is what terminals in the field speak; nothing of ours rests on it otherwise. Key material
//! is wiped when a key is dropped and never appears in `Debug`.

use std::fmt;

use des::TdesEde3;
use des::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A DES key (密钥) of 8, 16 or 24 bytes.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Key {
    bytes: [u8; 24],
    #[zeroize(skip)]
    length: usize,
    /// Wipes itself.
    #[zeroize(skip)]
    whole: TdesEde3,
    /// The first 8 bytes alone, for the MACs that chain in single DES. Wipes itself.
    #[zeroize(skip)]
    left: TdesEde3,
}

impl Key {
    /// A key from its bytes; `None` when they are not 8, 16 or 24. Parity is not looked at:
    /// hosts in the field send keys without it.
    #[must_use]
    pub fn new(key: &[u8]) -> Option<Key> {
        // Single DES is triple DES with one key thrice, double is K1 K2 K1.
        let mut bytes = [0; 24];
        match key.len() {
            8 => bytes.chunks_exact_mut(8).for_each(|part| part.copy_from_slice(key)),
            16 => {
                bytes[..16].copy_from_slice(key);
                bytes[16..].copy_from_slice(&key[..8]);
            }
            24 => bytes.copy_from_slice(key),
            _ => return None,
        }
        let whole = TdesEde3::new(&bytes.into());
        let mut thrice = bytes;
        thrice.copy_within(..8, 8);
        thrice.copy_within(..8, 16);
        let left = TdesEde3::new(&thrice.into());
        thrice.zeroize();
        Some(Key { bytes, length: key.len(), whole, left })
    }

    /// A key from its hex digits.
    #[must_use]
    pub fn from_hex(digits: &str) -> Option<Key> {
        let mut bytes = hex::decode(digits).ok()?;
        let key = Key::new(&bytes);
        bytes.zeroize();
        key
    }

    /// 8, 16 or 24.
    #[must_use]
    pub fn bytes_count(&self) -> usize {
        self.length
    }

    /// The key itself, for a key store that wraps it under a master key of its own.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    /// Key check value (校验值): the first 4 bytes of eight zero bytes under the key.
    #[must_use]
    pub fn check_value(&self) -> [u8; 4] {
        let [a, b, c, d, ..] = self.encrypt([0; 8]);
        [a, b, c, d]
    }

    /// Why nobody should use the key: `None` when nothing speaks against it.
    #[must_use]
    pub fn weakness(&self) -> Option<Weakness> {
        let parts: Vec<u64> = blocks(self.expose()).map(without_parity).collect();
        if parts
            .iter()
            .any(|part| WEAK.iter().any(|weak| without_parity(weak.to_be_bytes()) == *part))
        {
            return Some(Weakness::Part);
        }
        // Encrypting under the one and decrypting under the other undo each other.
        let repeated = parts.windows(2).any(|pair| pair[0] == pair[1]);
        repeated.then_some(Weakness::Repeated)
    }

    /// One block under the key.
    #[must_use]
    pub fn encrypt(&self, block: [u8; 8]) -> [u8; 8] {
        encrypt(&self.whole, block)
    }

    /// One block back from under the key.
    #[must_use]
    pub fn decrypt(&self, block: [u8; 8]) -> [u8; 8] {
        decrypt(&self.whole, block)
    }

    /// One block under the left 8 bytes in single DES.
    pub(crate) fn encrypt_left(&self, block: [u8; 8]) -> [u8; 8] {
        encrypt(&self.left, block)
    }

    /// One block back from under the left 8 bytes.
    pub(crate) fn decrypt_left(&self, block: [u8; 8]) -> [u8; 8] {
        decrypt(&self.left, block)
    }

    /// `key` under this one, in ECB: how working keys travel under a terminal master key (主密钥).
    #[must_use]
    pub fn wrap(&self, key: &Key) -> Vec<u8> {
        blocks(key.expose()).flat_map(|block| self.encrypt(block)).collect()
    }

    /// A key from under this one; `None` when `wrapped` is not 8, 16 or 24 bytes.
    #[must_use]
    pub fn unwrap(&self, wrapped: &[u8]) -> Option<Key> {
        if !matches!(wrapped.len(), 8 | 16 | 24) {
            return None;
        }
        let mut bytes: Vec<u8> = blocks(wrapped).flat_map(|block| self.decrypt(block)).collect();
        let key = Key::new(&bytes);
        bytes.zeroize();
        key
    }
}

/// What is wrong with a key that has the right length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Eight bytes of it are one of DES's weak or semi-weak keys.
    Part,
    /// Two neighbouring parts of eight bytes are the same: triple DES falls back to single DES.
    Repeated,
}

/// The 4 weak and 12 semi-weak keys of DES (NIST SP 800-67 Rev. 2, on weak keys).
const WEAK: [u64; 16] = [
    0x0101_0101_0101_0101,
    0xFEFE_FEFE_FEFE_FEFE,
    0xE0E0_E0E0_F1F1_F1F1,
    0x1F1F_1F1F_0E0E_0E0E,
    0x01FE_01FE_01FE_01FE,
    0xFE01_FE01_FE01_FE01,
    0x1FE0_1FE0_0EF1_0EF1,
    0xE01F_E01F_F10E_F10E,
    0x01E0_01E0_01F1_01F1,
    0xE001_E001_F101_F101,
    0x1FFE_1FFE_0EFE_0EFE,
    0xFE1F_FE1F_FE0E_FE0E,
    0x011F_011F_010E_010E,
    0x1F01_1F01_0E01_0E01,
    0xE0FE_E0FE_F1FE_F1FE,
    0xFEE0_FEE0_FEF1_FEF1,
];

/// The 56 bits that DES uses: the lowest bit of every byte is parity and counts for nothing.
fn without_parity(block: [u8; 8]) -> u64 {
    u64::from_be_bytes(block) & 0xFEFE_FEFE_FEFE_FEFE
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({} bytes)", self.length)
    }
}

/// Sets the lowest bit of every byte so that it has an odd number of ones, as DES keys are sent.
pub fn set_odd_parity(key: &mut [u8]) {
    for byte in key {
        *byte = *byte & 0xFE | u8::from((*byte & 0xFE).count_ones().is_multiple_of(2));
    }
}

/// `bytes` in blocks of 8, the last filled with zeros.
pub(crate) fn blocks(bytes: &[u8]) -> impl Iterator<Item = [u8; 8]> {
    bytes.chunks(8).map(|chunk| {
        let mut block = [0; 8];
        block[..chunk.len()].copy_from_slice(chunk);
        block
    })
}

pub(crate) fn xor(a: [u8; 8], b: [u8; 8]) -> [u8; 8] {
    (u64::from_ne_bytes(a) ^ u64::from_ne_bytes(b)).to_ne_bytes()
}

fn encrypt(cipher: &TdesEde3, block: [u8; 8]) -> [u8; 8] {
    let mut block = Block::<TdesEde3>::from(block);
    cipher.encrypt_block(&mut block);
    block.into()
}

fn decrypt(cipher: &TdesEde3, block: [u8; 8]) -> [u8; 8] {
    let mut block = Block::<TdesEde3>::from(block);
    cipher.decrypt_block(&mut block);
    block.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOUBLE: &str = "0123456789ABCDEFFEDCBA9876543210";

    fn check(key: &str, check_value: &str) {
        let key = Key::from_hex(key).unwrap();
        assert_eq!(hex::encode_upper(key.check_value()), check_value);
    }

    /// Values of psec 1.3.0.
    #[test]
    fn check_values_of_all_lengths() {
        check(&DOUBLE[..16], "D5D44FF7");
        check(DOUBLE, "08D7B4FB");
        check(&format!("{DOUBLE}89ABCDEF01234567"), "3FD539E3");
        assert!(Key::new(&[0; 7]).is_none());
    }

    #[test]
    fn a_wrapped_key_comes_back() {
        let master = Key::from_hex(DOUBLE).unwrap();
        let key = Key::new(&[0x22; 16]).unwrap();
        let wrapped = master.wrap(&key);
        assert_eq!(hex::encode_upper(&wrapped), "B4ABA2BB791C50E7B4ABA2BB791C50E7");
        assert_eq!(master.unwrap(&wrapped).unwrap().expose(), [0x22; 16]);
        assert!(master.unwrap(&wrapped[..15]).is_none());
    }

    #[test]
    fn debug_shows_no_key() {
        assert_eq!(format!("{:?}", Key::from_hex(DOUBLE).unwrap()), "Key(16 bytes)");
    }

    #[test]
    fn weak_parts_and_repeated_parts_are_found_whatever_their_parity() {
        let of = |digits: &str| Key::from_hex(digits).unwrap().weakness();
        assert_eq!(of(DOUBLE), None);
        assert_eq!(of(&format!("{DOUBLE}89ABCDEF01234567")), None);
        // Parts 1 and 3 the same is how a double length key is written as a triple one.
        assert_eq!(of(&format!("{DOUBLE}0123456789ABCDEF")), None);
        for weak in WEAK {
            let part = hex::encode(weak.to_be_bytes());
            assert_eq!(of(&part), Some(Weakness::Part), "{part}");
            assert_eq!(of(&format!("0123456789ABCDEF{part}")), Some(Weakness::Part), "{part}");
        }
        assert_eq!(of(&"00".repeat(16)), Some(Weakness::Part), "without parity");
        assert_eq!(of("0123456789ABCDEF0022446688AACCEE"), Some(Weakness::Repeated));
        assert_eq!(
            of("1122334455667788FEDCBA9876543210FEDCBA9876543210"),
            Some(Weakness::Repeated)
        );
    }

    #[test]
    fn parity_is_odd() {
        let mut key = [0x00, 0x01, 0x02, 0xFF, 0xFE];
        set_odd_parity(&mut key);
        assert_eq!(key, [0x01, 0x01, 0x02, 0xFE, 0xFE]);
    }
}
