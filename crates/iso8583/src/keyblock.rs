//! Field 62 of a sign-in answer (签到应答): working keys under the terminal's master key.
//!
//! A part is a wrapped key and its check value. Parts follow one another without a length, so the
//! length of the field says what is in it:
//!
//! | bytes | parts |
//! | --- | --- |
//! | 24 | PIN key 8, MAC key 8 |
//! | 40 | PIN key 16, MAC key 16, or 8 and eight zero bytes |
//! | 56 | PIN key 24, MAC key 24, 16 or 8 and zero bytes |
//! | 60 | as 40, and a track key 16 |
//! | 84 | as 56, and a track key 24 |

use crate::key::Key;

const CHECK_BYTES: usize = 4;

/// Working keys of a terminal (工作密钥).
#[derive(Debug, Clone)]
pub struct WorkingKeys {
    /// PIN key (PIK).
    pub pin: Key,
    /// MAC key (MAK): as long as the PIN key or shorter.
    pub mac: Key,
    /// Track key (TDK): double or triple length, as long as the PIN key.
    pub track: Option<Key>,
}

/// Why field 62 holds no keys for this terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyBlockError {
    #[error("{0} bytes are no key block: 24, 40, 56, 60 or 84 are")]
    Length(usize),
    #[error("the check value of the {0} key is another: not this terminal's master key")]
    CheckValue(&'static str),
    #[error("keys of these lengths cannot stand in one block")]
    Lengths,
}

impl WorkingKeys {
    /// Field 62 with these keys under the terminal master key `master`.
    ///
    /// # Errors
    /// [`KeyBlockError::Lengths`] when the MAC key is longer than the PIN key, or a track key is
    /// not as long as it or is of single length.
    pub fn wrap(&self, master: &Key) -> Result<Vec<u8>, KeyBlockError> {
        let width = self.pin.bytes_count();
        let track_fits =
            self.track.as_ref().is_none_or(|track| width != 8 && track.bytes_count() == width);
        if width < self.mac.bytes_count() || !track_fits {
            return Err(KeyBlockError::Lengths);
        }
        let mut field = Vec::with_capacity(84);
        for key in [Some(&self.pin), Some(&self.mac), self.track.as_ref()].into_iter().flatten() {
            let end = field.len() + width;
            field.extend(master.wrap(key));
            field.resize(end, 0);
            field.extend(key.check_value());
        }
        Ok(field)
    }

    /// The keys in `field`, held against their check values: what a terminal does.
    ///
    /// # Errors
    /// When the length is none of the five, or a check value differs.
    pub fn unwrap(master: &Key, field: &[u8]) -> Result<WorkingKeys, KeyBlockError> {
        let width = match field.len() {
            24 => 8,
            40 | 60 => 16,
            56 | 84 => 24,
            other => return Err(KeyBlockError::Length(other)),
        };
        let mut parts = field.chunks_exact(width + CHECK_BYTES);
        let mut next = |name| parts.next().map(|part| unwrap_part(master, part, name)).transpose();
        let short = KeyBlockError::Length(field.len());
        Ok(WorkingKeys {
            pin: next("PIN")?.ok_or(short)?,
            mac: next("MAC")?.ok_or(short)?,
            track: next("track")?,
        })
    }
}

/// True for the lengths a key block may have.
#[must_use]
pub const fn is_length(bytes: usize) -> bool {
    matches!(bytes, 24 | 40 | 56 | 60 | 84)
}

fn unwrap_part(master: &Key, part: &[u8], name: &'static str) -> Result<Key, KeyBlockError> {
    let wrong = KeyBlockError::CheckValue(name);
    let (wrapped, check_value) = part.split_last_chunk::<CHECK_BYTES>().ok_or(wrong)?;
    // A shorter key is filled with zeros; eight of them are no block of a wrapped key.
    let blocks = wrapped.chunks(8).take_while(|block| *block != [0; 8]).count();
    let key = master.unwrap(&wrapped[..blocks * 8]).ok_or(wrong)?;
    if key.check_value() == *check_value { Ok(key) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8, bytes: usize) -> Key {
        let key: Vec<u8> = (0..bytes).map(|at| byte.wrapping_mul(31) ^ at as u8).collect();
        Key::new(&key).unwrap()
    }

    fn check(pin: usize, mac: usize, track: Option<usize>, bytes: Result<usize, KeyBlockError>) {
        let master = key(9, 16);
        let track = track.map(|bytes| key(3, bytes));
        let keys = WorkingKeys { pin: key(1, pin), mac: key(2, mac), track };
        let field = keys.wrap(&master);
        assert_eq!(field.as_ref().map(Vec::len).map_err(|error| *error), bytes);
        let Ok(mut field) = field else { return };
        assert!(is_length(field.len()));
        let back = WorkingKeys::unwrap(&master, &field).unwrap();
        assert_eq!(back.pin.expose(), keys.pin.expose());
        assert_eq!(back.mac.expose(), keys.mac.expose());
        assert_eq!(back.track.is_some(), keys.track.is_some());
        let other = WorkingKeys::unwrap(&key(8, 16), &field);
        assert_eq!(other.unwrap_err(), KeyBlockError::CheckValue("PIN"));
        field.push(0);
        let length = KeyBlockError::Length(field.len());
        assert_eq!(WorkingKeys::unwrap(&master, &field).unwrap_err(), length);
    }

    #[test]
    fn all_five_lengths() {
        check(8, 8, None, Ok(24));
        check(16, 16, None, Ok(40));
        check(16, 8, None, Ok(40));
        check(24, 24, None, Ok(56));
        check(16, 16, Some(16), Ok(60));
        check(16, 8, Some(16), Ok(60));
        check(24, 8, Some(24), Ok(84));
    }

    #[test]
    fn keys_that_cannot_stand_together() {
        check(8, 16, None, Err(KeyBlockError::Lengths));
        check(8, 8, Some(8), Err(KeyBlockError::Lengths));
        check(16, 16, Some(24), Err(KeyBlockError::Lengths));
    }

    #[test]
    fn a_short_mac_key_is_filled_with_zeros() {
        let keys = WorkingKeys { pin: key(1, 16), mac: key(2, 8), track: None };
        let field = keys.wrap(&key(9, 16)).unwrap();
        assert_eq!(field[28..36], [0; 8]);
    }
}
