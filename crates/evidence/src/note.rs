//! Signed notes and checkpoints: C2SP signed-note and tlog-checkpoint, with Ed25519. Pure.

use crate::proofs::Hash;
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Longest note that is read, in bytes.
pub const NOTE_BYTES_MAX: usize = 64 * 1024;
/// Most signatures of a note that are read.
const SIGNATURES_MAX: usize = 100;
/// Number of Ed25519 among the signature types of notes.
const ED25519: u8 = 1;
/// What a signature line begins with: an em dash and a space.
const DASH: &str = "\u{2014} ";

/// Why a note or a key cannot be read or trusted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadNote {
    /// Not a verifier key.
    #[error("`{0}` is not a verifier key name+id+key for Ed25519")]
    Key(String),
    /// Not a signed note.
    #[error("not a signed note: {0}")]
    Form(&'static str),
    /// Not signed by that key.
    #[error("the note is not signed by {0}")]
    NotSigned(String),
    /// The signature by that key is wrong.
    #[error("the signature by {0} does not match the note")]
    Mismatch(String),
    /// A note, but not a checkpoint.
    #[error("not a checkpoint: {0}")]
    Checkpoint(&'static str),
}

/// A name may stand in a signature line: not empty, no space, no `+`.
fn good_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

/// First four bytes of SHA-256(name || 0x0A || type || public key).
fn key_id(name: &str, public: &[u8; 32]) -> [u8; 4] {
    let hash = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', ED25519])
        .chain_update(public)
        .finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

/// Who checks notes: a name and a public key. Written `name+<key id in hex>+<base 64>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: VerifyingKey,
}

impl VerifierKey {
    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let public = self.key.to_bytes();
        let id = hex::encode(key_id(&self.name, &public));
        let mut typed = vec![ED25519];
        typed.extend_from_slice(&public);
        write!(f, "{}+{id}+{}", self.name, STANDARD.encode(typed))
    }
}

impl FromStr for VerifierKey {
    type Err = BadNote;

    fn from_str(text: &str) -> Result<VerifierKey, BadNote> {
        let bad = || BadNote::Key(text.chars().take(200).collect());
        // Base 64 may hold a `+` of its own.
        let mut parts = text.trim().splitn(3, '+');
        let (name, id, key) = match (parts.next(), parts.next(), parts.next()) {
            (Some(name), Some(id), Some(key)) => (name, id, key),
            _ => return Err(bad()),
        };
        let typed = STANDARD.decode(key).map_err(|_| bad())?;
        let (kind, public) = typed.split_first().ok_or_else(bad)?;
        let public: [u8; 32] = public.try_into().map_err(|_| bad())?;
        let right_id = hex::encode(key_id(name, &public)) == id;
        if !good_name(name) || *kind != ED25519 || !right_id {
            return Err(bad());
        }
        let key = VerifyingKey::from_bytes(&public).map_err(|_| bad())?;
        Ok(VerifierKey { name: name.to_owned(), key })
    }
}

/// Who signs notes.
pub struct NoteSigner {
    name: String,
    key: SigningKey,
}

impl NoteSigner {
    /// A signer from a name (no space, no `+`) and the 32-byte seed of its Ed25519 key.
    pub fn try_new(name: &str, seed: &[u8; 32]) -> Result<NoteSigner, BadNote> {
        if !good_name(name) {
            return Err(BadNote::Key(name.to_owned()));
        }
        Ok(NoteSigner { name: name.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// The key to check its notes with.
    pub fn verifier_key(&self) -> VerifierKey {
        VerifierKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// Signs a text, which ends in a newline and has no other control character.
    pub fn sign(&self, text: &str) -> Result<String, BadNote> {
        check_text(text)?;
        let public = self.key.verifying_key().to_bytes();
        let mut signature = key_id(&self.name, &public).to_vec();
        signature.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        let signature = STANDARD.encode(signature);
        Ok(format!("{text}\n{DASH}{} {signature}\n", self.name))
    }
}

fn check_text(text: &str) -> Result<(), BadNote> {
    if !text.ends_with('\n') {
        return Err(BadNote::Form("the text does not end in a newline"));
    }
    if text.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
        return Err(BadNote::Form("the text has a control character"));
    }
    Ok(())
}

/// Checks a note under a key and gives its text. Signatures by others are passed over.
pub fn open<'a>(note: &'a str, key: &VerifierKey) -> Result<&'a str, BadNote> {
    if note.len() > NOTE_BYTES_MAX {
        return Err(BadNote::Form("longer than 64 KiB"));
    }
    let split = note.rfind("\n\n").ok_or(BadNote::Form("no empty line before the signatures"))?;
    let (text, signatures) = (&note[..split + 1], &note[split + 2..]);
    check_text(text)?;
    if signatures.is_empty() || !signatures.ends_with('\n') {
        return Err(BadNote::Form("the last signature does not end in a newline"));
    }
    let lines: Vec<&str> = signatures.lines().collect();
    if lines.len() > SIGNATURES_MAX {
        return Err(BadNote::Form("more than 100 signatures"));
    }
    let wanted_id = key_id(&key.name, &key.key.to_bytes());
    let mut signed = false;
    for line in lines {
        let (name, bytes) = line
            .strip_prefix(DASH)
            .and_then(|line| line.split_once(' '))
            .filter(|(name, _)| good_name(name))
            .ok_or(BadNote::Form("a signature line is not `— name base64`"))?;
        let bytes = STANDARD
            .decode(bytes)
            .ok()
            .filter(|bytes| bytes.len() >= 5)
            .ok_or(BadNote::Form("a signature is not base 64"))?;
        if name != key.name || bytes[..4] != wanted_id {
            continue;
        }
        let right = Signature::from_slice(&bytes[4..])
            .is_ok_and(|signature| key.key.verify_strict(text.as_bytes(), &signature).is_ok());
        if !right {
            return Err(BadNote::Mismatch(key.name.clone()));
        }
        signed = true;
    }
    if signed { Ok(text) } else { Err(BadNote::NotSigned(key.name.clone())) }
}

/// What a log says of itself at a size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: a unique name like an address without its scheme.
    pub origin: String,
    /// Leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads a text that has been checked; extension lines are passed over.
    pub fn parse(text: &str) -> Result<Checkpoint, BadNote> {
        let bad = BadNote::Checkpoint;
        let mut lines = text.lines();
        let origin = lines.next().filter(|line| !line.is_empty());
        let origin = origin.ok_or(bad("no origin line"))?;
        let digits = lines.next().ok_or(bad("no size line"))?;
        let size: u64 = digits.parse().map_err(|_| bad("the size is no number"))?;
        if size.to_string() != digits {
            return Err(bad("the size is not written plainly"));
        }
        let root = lines.next().and_then(|line| STANDARD.decode(line).ok());
        let root = root
            .and_then(|bytes| Hash::try_from(bytes).ok())
            .ok_or(bad("the root is not 32 bytes in base 64"))?;
        if lines.any(str::is_empty) {
            return Err(bad("an extension line is empty"));
        }
        Ok(Checkpoint { origin: origin.to_owned(), size, root })
    }

    /// Signs it; the signer's name is the origin.
    pub fn sign(&self, signer: &NoteSigner) -> Result<String, BadNote> {
        if signer.name != self.origin {
            return Err(BadNote::Checkpoint("the signer's name is not the origin"));
        }
        signer.sign(&self.text())
    }

    /// Checks a signed checkpoint under the log's key, whose name must be the origin.
    pub fn open(note: &str, key: &VerifierKey) -> Result<Checkpoint, BadNote> {
        let checkpoint = Checkpoint::parse(open(note, key)?)?;
        if checkpoint.origin != key.name {
            return Err(BadNote::Checkpoint("it is of another log than the key"));
        }
        Ok(checkpoint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the signed-note specification.
    const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const NOTE: &str = "This is an example message.\n\n\u{2014} example.com/foo \
        Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72Ineya\
        QM=\n";

    #[test]
    fn the_example_of_the_specification_opens() {
        let key: VerifierKey = KEY.parse().unwrap();
        assert_eq!(key.to_string(), KEY);
        assert_eq!(open(NOTE, &key), Ok("This is an example message.\n"));
        assert_eq!(
            open(&NOTE.replace("example message", "exemple message"), &key),
            Err(BadNote::Mismatch("example.com/foo".to_owned()))
        );
        for text in [
            "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/fo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a",
            "",
        ] {
            assert!(text.parse::<VerifierKey>().is_err(), "{text}");
        }
    }

    fn signer() -> NoteSigner {
        NoteSigner::try_new("shancheng.example/evidence", &[7; 32]).unwrap()
    }

    fn checkpoint() -> Checkpoint {
        Checkpoint { origin: "shancheng.example/evidence".to_owned(), size: 42, root: [9; 32] }
    }

    #[test]
    fn a_checkpoint_reads_back_under_its_key_only() {
        let note = checkpoint().sign(&signer()).unwrap();
        let key = signer().verifier_key();
        assert_eq!(Checkpoint::open(&note, &key), Ok(checkpoint()));
        let other = NoteSigner::try_new("shancheng.example/evidence", &[8; 32]).unwrap();
        assert_eq!(
            Checkpoint::open(&note, &other.verifier_key()),
            Err(BadNote::NotSigned("shancheng.example/evidence".to_owned()))
        );
        let named = NoteSigner::try_new("other.example", &[7; 32]).unwrap();
        assert!(checkpoint().sign(&named).is_err());
        let foreign = named.sign(&checkpoint().text()).unwrap();
        assert_eq!(
            Checkpoint::open(&foreign, &named.verifier_key()),
            Err(BadNote::Checkpoint("it is of another log than the key"))
        );
    }

    #[test]
    fn signatures_by_others_are_passed_over() {
        let note = checkpoint().sign(&signer()).unwrap();
        let witness = NoteSigner::try_new("witness.example", &[1; 32]).unwrap();
        let theirs = witness.sign(&checkpoint().text()).unwrap();
        let line = theirs.lines().last().unwrap();
        let both = format!("{note}{line}\n");
        assert_eq!(Checkpoint::open(&both, &signer().verifier_key()), Ok(checkpoint()));
        assert!(open(&both, &witness.verifier_key()).is_ok());
    }

    #[test]
    fn every_changed_byte_of_a_note_is_noticed() {
        let note = checkpoint().sign(&signer()).unwrap();
        let key = signer().verifier_key();
        for place in 0..note.len() {
            let mut bytes = note.clone().into_bytes();
            bytes[place] ^= 1;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(Checkpoint::open(&changed, &key).is_err(), "byte {place}");
            }
        }
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        for text in [
            "",
            "origin\n",
            "origin\n1\n",
            "origin\n-1\nAAAA\n",
            "origin\n01\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n",
            "\n1\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n",
            "origin\n1\nCQkJCQ==\n",
        ] {
            assert!(Checkpoint::parse(text).is_err(), "{text:?}");
        }
    }
}
