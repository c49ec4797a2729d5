//! The vault: what may not lie in the database in clear is sealed here.
//!
//! AES-256-GCM under versioned keys. Each sealed value names the version it was sealed under,
//! so keys rotate without touching old values. The context (`card:<id>`, say) is bound in: a
//! value copied to another row does not open. Equal values are found by a keyed hash
//! ([`Vault::token`]), whose key is apart and does not rotate.
//!
//! The keys come from a file or from `SHANCHENG_MASTER_KEY`: lines (or, in the environment,
//! parts between commas) `token:<64 hex digits>` once and `<version>:<64 hex digits>` once per
//! version, 1 to 65535. The highest version seals; all of them open.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Environment variable that holds the keys.
pub const KEY_VARIABLE: &str = "SHANCHENG_MASTER_KEY";

/// First byte of every sealed value: the format.
const FORMAT: u8 = 1;
/// Format, version, salt, nonce.
const HEAD_BYTES: usize = 1 + 2 + SALT_BYTES + NONCE_BYTES;
const SALT_BYTES: usize = 12;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

type Key = Zeroizing<[u8; 32]>;

/// Seals and opens. Clones share the keys; `Debug` shows the versions only.
#[derive(Clone)]
pub struct Vault {
    keys: Arc<BTreeMap<u16, Key>>,
    token_key: Arc<Key>,
}

/// Why the vault refuses. No message holds a key or a clear value.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Too short or of an unknown format.
    #[error("this is not a sealed value")]
    Malformed,
    /// Sealed under a key that is not there.
    #[error("sealed under version {0} of the master key, which is not given")]
    UnknownVersion(u16),
    /// The value or its context is not what was sealed.
    #[error("the sealed value does not belong here or was changed")]
    Refused,
    /// The key lines cannot be read.
    #[error("master key, part {part}: {rule}")]
    BadKey {
        /// Which line or part, from 1.
        part: usize,
        /// What it must be.
        rule: &'static str,
    },
    /// The key file cannot be used.
    #[error("master key file {}: {rule}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// What is wrong with it.
        rule: String,
    },
    /// Nothing to read keys from.
    #[error("no master key: name a key file or set {KEY_VARIABLE}")]
    NoKey,
}

impl Vault {
    /// Reads the keys from `SHANCHENG_MASTER_KEY`, or else from the file.
    pub fn load(file: Option<&Path>) -> Result<Vault, Error> {
        if let Ok(text) = std::env::var(KEY_VARIABLE) {
            return Vault::from_text(&Zeroizing::new(text));
        }
        Vault::from_file(file.ok_or(Error::NoKey)?)
    }

    /// Reads the keys from a file, which nobody but its owner may read.
    pub fn from_file(file: &Path) -> Result<Vault, Error> {
        let bad = |rule: String| Error::File { file: file.to_path_buf(), rule };
        let about = std::fs::metadata(file).map_err(|error| bad(error.to_string()))?;
        if about.permissions().mode() & 0o077 != 0 {
            return Err(bad("others may read it; set its mode to 0600".to_owned()));
        }
        let text = std::fs::read_to_string(file).map_err(|error| bad(error.to_string()))?;
        Vault::from_text(&Zeroizing::new(text))
    }

    /// Reads the keys from a file and makes it first, with mode 0600, where there is none. For
    /// the demo; a real key is made and kept by people.
    pub fn from_file_or_generate(file: &Path) -> Result<Vault, Error> {
        let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
        match made {
            Ok(mut made) => {
                let text = Zeroizing::new(generate());
                made.write_all(text.as_bytes()).and_then(|()| made.sync_all()).map_err(
                    |error| Error::File { file: file.to_path_buf(), rule: error.to_string() },
                )?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => (),
            Err(error) => {
                return Err(Error::File { file: file.to_path_buf(), rule: error.to_string() });
            }
        }
        Vault::from_file(file)
    }

    /// Reads the keys from lines, or parts between commas, as the module's head describes.
    pub fn from_text(text: &str) -> Result<Vault, Error> {
        let mut keys = BTreeMap::new();
        let mut token_key = None;
        for (index, line) in text.split([',', '\n']).enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = |rule| Error::BadKey { part: index + 1, rule };
            let form = "must be `token` or a version, a colon and 64 hex digits";
            let (name, digits) = line.split_once(':').ok_or_else(|| bad(form))?;
            let mut key = Key::default();
            hex::decode_to_slice(digits, &mut *key).map_err(|_| bad(form))?;
            let again = if name == "token" {
                token_key.replace(key).is_some()
            } else {
                let version = name.parse::<u16>().ok().filter(|version| *version > 0);
                let version = version.ok_or_else(|| bad("a version is 1 to 65535"))?;
                keys.insert(version, key).is_some()
            };
            if again {
                return Err(bad("is given a second time"));
            }
        }
        let parts = text.split([',', '\n']).count();
        let missing = |rule| Error::BadKey { part: parts, rule };
        if keys.is_empty() {
            return Err(missing("at least one version is needed"));
        }
        let token_key = token_key.ok_or_else(|| missing("a `token` key is needed"))?;
        Ok(Vault { keys: Arc::new(keys), token_key: Arc::new(token_key) })
    }

    /// Seals `clear` for `context`. 43 bytes longer than what goes in.
    pub fn seal(&self, context: &str, clear: &[u8]) -> Vec<u8> {
        let (version, key) = self.keys.last_key_value().expect("from_text refuses an empty list");
        let mut sealed = Vec::with_capacity(HEAD_BYTES + clear.len() + TAG_BYTES);
        sealed.push(FORMAT);
        sealed.extend(version.to_be_bytes());
        let mut random = [0_u8; SALT_BYTES + NONCE_BYTES];
        rand::fill(&mut random[..]);
        sealed.extend(random);
        let body = cipher(key, &random[..SALT_BYTES])
            .encrypt(
                &nonce(&random[SALT_BYTES..]),
                Payload { msg: clear, aad: &bound(&sealed[..3], context) },
            )
            .expect("AES-GCM takes messages up to 64 GiB");
        sealed.extend(body);
        sealed
    }

    /// Opens what was sealed for the same `context`.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        if sealed.len() < HEAD_BYTES + TAG_BYTES || sealed[0] != FORMAT {
            return Err(Error::Malformed);
        }
        let (head, body) = sealed.split_at(HEAD_BYTES);
        let version = u16::from_be_bytes([head[1], head[2]]);
        let key = self.keys.get(&version).ok_or(Error::UnknownVersion(version))?;
        let (salt, nonce_bytes) = head[3..].split_at(SALT_BYTES);
        cipher(key, salt)
            .decrypt(&nonce(nonce_bytes), Payload { msg: body, aad: &bound(&head[..3], context) })
            .map(Zeroizing::new)
            .map_err(|_| Error::Refused)
    }

    /// Version that a value was sealed under, so that a job can seal old ones anew.
    pub fn version_of(sealed: &[u8]) -> Option<u16> {
        match sealed {
            [FORMAT, high, low, ..] => Some(u16::from_be_bytes([*high, *low])),
            _ => None,
        }
    }

    /// Version that seals now.
    pub fn version(&self) -> u16 {
        self.keys.last_key_value().map_or(0, |(version, _)| *version)
    }

    /// A keyed hash (HMAC-SHA256) of `clear`, the same for the same context and value, to find
    /// equal values by. Without the key it says nothing, however few values are possible.
    pub fn token(&self, context: &str, clear: &[u8]) -> [u8; 32] {
        let mut mac = keyed(&self.token_key);
        mac.update(&(context.len() as u64).to_be_bytes());
        mac.update(context.as_bytes());
        mac.update(clear);
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault")
            .field("versions", &self.keys.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// Lines of a new key file: a token key and version 1.
pub fn generate() -> String {
    let mut bytes = Zeroizing::new([0_u8; 64]);
    rand::fill(&mut bytes[..]);
    format!(
        "# Master key. Losing it loses every sealed value; who has it can open them all.\n\
         token:{}\n1:{}\n",
        hex::encode(&bytes[..32]),
        hex::encode(&bytes[32..])
    )
}

/// A cipher under a key of its own per value: random nonces of 96 bits alone would allow only
/// 2^32 values per key, which a busy network seals in a month.
fn cipher(key: &Key, salt: &[u8]) -> Aes256Gcm {
    let mut mac = keyed(key);
    mac.update(b"shancheng vault seal 1");
    mac.update(salt);
    let derived: Key = Zeroizing::new(mac.finalize().into_bytes().into());
    Aes256Gcm::new_from_slice(&*derived).expect("the key has 32 bytes")
}

fn keyed(key: &Key) -> Hmac<Sha256> {
    Hmac::new_from_slice(&**key).expect("HMAC takes keys of any length")
}

fn nonce(bytes: &[u8]) -> Nonce<aes_gcm::aead::consts::U12> {
    let bytes: [u8; NONCE_BYTES] = bytes.try_into().expect("callers cut 12 bytes");
    bytes.into()
}

fn bound(head: &[u8], context: &str) -> Vec<u8> {
    [head, context.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TOKEN: &str = "token:1111111111111111111111111111111111111111111111111111111111111111";
    const ONE: &str = "1:2222222222222222222222222222222222222222222222222222222222222222";
    const TWO: &str = "2:3333333333333333333333333333333333333333333333333333333333333333";

    fn vault(parts: &[&str]) -> Vault {
        Vault::from_text(&parts.join("\n")).unwrap()
    }

    #[test]
    fn what_was_sealed_opens_in_its_context_only() {
        let vault = vault(&[TOKEN, ONE]);
        let sealed = vault.seal("card:1", b"6222021234567890123");
        assert_eq!(sealed.len(), 19 + 43);
        assert_eq!(&**vault.open("card:1", &sealed).unwrap(), b"6222021234567890123");
        let other = vault.open("card:2", &sealed);
        assert!(matches!(other, Err(Error::Refused)), "{other:?}");
        assert_ne!(sealed, vault.seal("card:1", b"6222021234567890123"));
    }

    #[test]
    fn old_key_versions_still_open_and_the_newest_seals() {
        let old = vault(&[TOKEN, ONE]).seal("c", b"clear");
        let both = vault(&[TWO, TOKEN, ONE]);
        assert_eq!(&**both.open("c", &old).unwrap(), b"clear");
        let new = both.seal("c", b"clear");
        assert_eq!((Vault::version_of(&old), Vault::version_of(&new)), (Some(1), Some(2)));
        let lost = vault(&[TOKEN, TWO]).open("c", &old);
        assert!(matches!(lost, Err(Error::UnknownVersion(1))), "{lost:?}");
    }

    #[test]
    fn tokens_are_equal_for_equal_values_and_do_not_rotate() {
        let token = |vault: &Vault, context, clear: &[u8]| vault.token(context, clear);
        let (one, both) = (vault(&[TOKEN, ONE]), vault(&[TOKEN, ONE, TWO]));
        assert_eq!(token(&one, "card", b"6222"), token(&both, "card", b"6222"));
        assert_ne!(token(&one, "card", b"6222"), token(&one, "card", b"6223"));
        assert_ne!(token(&one, "card6", b"222"), token(&one, "card", b"6222"));
    }

    proptest! {
        #[test]
        fn no_changed_byte_opens(clear in prop::collection::vec(any::<u8>(), 0..64),
                                 place in any::<prop::sample::Index>(), change in 1_u8..) {
            let vault = vault(&[TOKEN, ONE]);
            let mut sealed = vault.seal("c", &clear);
            prop_assert_eq!(&**vault.open("c", &sealed).unwrap(), &clear[..]);
            let place = place.index(sealed.len());
            sealed[place] ^= change;
            prop_assert!(vault.open("c", &sealed).is_err());
            prop_assert!(vault.open("c", &sealed[..place]).is_err());
        }
    }

    #[test]
    fn bad_keys_are_named_and_never_shown() {
        let of = |parts: &[&str]| Vault::from_text(&parts.join(",")).unwrap_err().to_string();
        assert_eq!(of(&[TOKEN]), "master key, part 1: at least one version is needed");
        assert_eq!(of(&[ONE]), "master key, part 1: a `token` key is needed");
        assert_eq!(of(&[TOKEN, ONE, ONE]), "master key, part 3: is given a second time");
        assert_eq!(
            of(&[TOKEN, "0:22"]),
            "master key, part 2: must be `token` or a version, a colon and 64 hex digits"
        );
        let shown = format!("{:?}", vault(&[TOKEN, ONE, TWO]));
        assert_eq!(shown, "Vault { versions: [1, 2], .. }");
    }

    #[test]
    fn the_demo_key_file_is_made_once_and_for_its_owner_only() {
        let folder = std::env::temp_dir().join(format!("vault-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&folder).unwrap();
        let file = folder.join("master.key");
        let first = Vault::from_file_or_generate(&file).unwrap();
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let again = Vault::from_file_or_generate(&file).unwrap();
        let sealed = first.seal("c", b"clear");
        assert_eq!(&**again.open("c", &sealed).unwrap(), b"clear");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        let refused = Vault::from_file(&file).unwrap_err().to_string();
        assert!(refused.ends_with("others may read it; set its mode to 0600"), "{refused}");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
