//! The bundle that a holder keeps, and its check with nothing else at hand. Pure.

use crate::leaf::{Salt, canonical, salted};
use crate::note::{BadNote, Checkpoint, VerifierKey};
use crate::proofs::{BadProof, Hash, PROOF_MAX, leaf_hash, verify_inclusion};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use kernel::{Fault, InstitutionId, Kind, LeafId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What the `format` field says.
pub const FORMAT: &str = "shancheng.evidence/1";
/// Longest bundle that is read, in bytes.
pub const BUNDLE_BYTES_MAX: usize = 256 * 1024;
/// Most opened fields.
const OPENINGS_MAX: usize = 64;

/// A salted field shown in clear by whoever holds value and salt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Where in the entry the salted hash stands: a JSON pointer such as `/body/credit_code`.
    pub pointer: String,
    /// The clear value.
    pub value: String,
    /// Its salt, 64 hex digits.
    pub salt: String,
}

impl Opening {
    /// Opens a field.
    pub fn new(pointer: &str, value: &str, salt: &Salt) -> Opening {
        Opening { pointer: pointer.to_owned(), value: value.to_owned(), salt: hex::encode(salt) }
    }
}

/// Everything needed to check that a leaf is in the log: a JSON file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProofBundle {
    /// `shancheng.evidence/1`.
    pub format: String,
    /// The leaf's id; also inside the entry.
    pub leaf_id: LeafId,
    /// The entry, byte for byte: canonical JSON.
    pub entry: String,
    /// Place of the leaf, 0 is the first.
    pub index: u64,
    /// Leaves of the tree that the checkpoint speaks of.
    pub tree_size: u64,
    /// Inclusion proof, from the leaf to the root: hashes in base 64.
    pub inclusion: Vec<String>,
    /// Checkpoint: a signed note.
    pub checkpoint: String,
    /// The log's verifier key: `name+id+key`.
    pub log_key: String,
    /// Salted fields in clear.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub openings: Vec<Opening>,
}

impl ProofBundle {
    /// The file.
    pub fn to_json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self)
            .expect("a bundle is texts and numbers, which JSON can hold");
        bytes.push(b'\n');
        bytes
    }
}

/// What a good bundle proves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Verified {
    /// The leaf.
    pub leaf_id: LeafId,
    /// Whose fact it is.
    pub institution_id: InstitutionId,
    /// What happened.
    pub kind: String,
    /// To what.
    pub subject: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The fact.
    #[schema(value_type = Object)]
    pub body: Value,
    /// The fields shown in clear, each with its hash in the entry.
    pub opened: Vec<Opening>,
    /// Place of the leaf.
    pub index: u64,
    /// Leaves of the tree.
    pub tree_size: u64,
    /// Root over them, in hex.
    pub root: String,
    /// Which log.
    pub origin: String,
    /// The key that it was checked under.
    pub log_key: String,
    /// True when the caller named that key; false when the bundle's own was believed, which
    /// proves only that the bundle agrees with itself.
    pub key_trusted: bool,
}

/// Why a bundle proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Not a bundle.
    #[error("this is not a proof bundle: {0}")]
    NotABundle(String),
    /// A format of another time.
    #[error("the bundle's format is `{0}`, this program reads {FORMAT}")]
    Format(String),
    /// The caller's key is no key.
    #[error("the trusted key: {0}")]
    TrustedKey(BadNote),
    /// The bundle names another log's key than the caller trusts.
    #[error("the bundle is of the log {given}, the trusted key is {trusted}")]
    OtherKey {
        /// Key in the bundle.
        given: String,
        /// Key that the caller trusts.
        trusted: String,
    },
    /// The checkpoint is not the log's.
    #[error("the checkpoint: {0}")]
    Checkpoint(BadNote),
    /// The checkpoint is of another size than the bundle says.
    #[error("the checkpoint is of {checkpoint} leaves, the bundle says {bundle}")]
    Size {
        /// Size in the checkpoint.
        checkpoint: u64,
        /// Size in the bundle.
        bundle: u64,
    },
    /// The entry is not in the tree.
    #[error("the entry is not in the log at that place: {0}")]
    NotIncluded(BadProof),
    /// An element of the proof is no hash.
    #[error("element {0} of the inclusion proof is not 32 bytes in base 64")]
    Element(usize),
    /// The entry is not what a leaf is.
    #[error("the entry is not a leaf: {0}")]
    Entry(String),
    /// The entry is of another leaf.
    #[error("the entry is of leaf {entry}, the bundle says {bundle}")]
    OtherLeaf {
        /// Id in the entry.
        entry: LeafId,
        /// Id in the bundle.
        bundle: LeafId,
    },
    /// An opened field is not what the leaf holds.
    #[error("the field {0} does not open with that value and salt")]
    Opening(String),
}

impl Fault for Why {
    fn kind(&self) -> Kind {
        Kind::Invalid
    }

    fn code(&self) -> &'static str {
        match self {
            Why::NotABundle(_) | Why::Format(_) => "bundle_malformed",
            Why::TrustedKey(_) => "bundle_key_malformed",
            Why::OtherKey { .. } => "bundle_key_other",
            Why::Checkpoint(_) | Why::Size { .. } => "bundle_checkpoint_wrong",
            Why::NotIncluded(_) | Why::Element(_) => "bundle_not_included",
            Why::Entry(_) | Why::OtherLeaf { .. } => "bundle_entry_wrong",
            Why::Opening(_) => "bundle_opening_wrong",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: LeafId,
    institution: InstitutionId,
    kind: String,
    subject: String,
    at: DateTime<Utc>,
    body: Value,
}

/// Checks a bundle off line: the checkpoint is signed by the log, the entry is in the tree that
/// the checkpoint speaks of, and the opened fields are those of the entry. Name the log's key
/// (`trusted`) as it was published: a bundle brings its own, which a forger would bring too.
pub fn verify_bundle(bytes: &[u8], trusted: Option<&str>) -> Result<Verified, Why> {
    if bytes.len() > BUNDLE_BYTES_MAX {
        return Err(Why::NotABundle("longer than 256 KiB".to_owned()));
    }
    let bundle: ProofBundle =
        serde_json::from_slice(bytes).map_err(|bad| Why::NotABundle(bad.to_string()))?;
    if bundle.format != FORMAT {
        return Err(Why::Format(bundle.format.chars().take(64).collect()));
    }
    let key: VerifierKey = bundle.log_key.parse().map_err(Why::Checkpoint)?;
    if let Some(trusted) = trusted {
        let trusted: VerifierKey = trusted.parse().map_err(Why::TrustedKey)?;
        if trusted != key {
            return Err(Why::OtherKey { given: key.to_string(), trusted: trusted.to_string() });
        }
    }
    let checkpoint = Checkpoint::open(&bundle.checkpoint, &key).map_err(Why::Checkpoint)?;
    if checkpoint.size != bundle.tree_size {
        return Err(Why::Size { checkpoint: checkpoint.size, bundle: bundle.tree_size });
    }
    let proof = hashes(&bundle.inclusion)?;
    let leaf = leaf_hash(bundle.entry.as_bytes());
    verify_inclusion(&leaf, bundle.index, checkpoint.size, &proof, &checkpoint.root)
        .map_err(Why::NotIncluded)?;
    let entry = entry(&bundle)?;
    Ok(Verified {
        leaf_id: entry.id,
        institution_id: entry.institution,
        kind: entry.kind,
        subject: entry.subject,
        at: entry.at,
        body: entry.body,
        opened: bundle.openings,
        index: bundle.index,
        tree_size: checkpoint.size,
        root: hex::encode(checkpoint.root),
        origin: checkpoint.origin,
        log_key: key.to_string(),
        key_trusted: trusted.is_some(),
    })
}

fn hashes(proof: &[String]) -> Result<Vec<Hash>, Why> {
    if proof.len() > PROOF_MAX {
        return Err(Why::Element(PROOF_MAX));
    }
    let hash = |text: &String| Hash::try_from(STANDARD.decode(text).ok()?).ok();
    proof.iter().enumerate().map(|(place, text)| hash(text).ok_or(Why::Element(place))).collect()
}

/// The entry as a leaf, with its opened fields checked.
fn entry(bundle: &ProofBundle) -> Result<Entry, Why> {
    let bad = |text: String| Why::Entry(text);
    let whole: Value = serde_json::from_str(&bundle.entry).map_err(|e| bad(e.to_string()))?;
    let written = canonical(&whole).map_err(|e| bad(e.to_string()))?;
    if written != bundle.entry {
        return Err(bad("it is not canonical JSON".to_owned()));
    }
    if bundle.openings.len() > OPENINGS_MAX {
        return Err(Why::Opening("more than 64".to_owned()));
    }
    for opening in &bundle.openings {
        let mut salt = Salt::default();
        let right = hex::decode_to_slice(&opening.salt, &mut salt).is_ok()
            && whole.pointer(&opening.pointer).and_then(Value::as_str)
                == Some(&salted(&opening.value, &salt));
        if !right {
            return Err(Why::Opening(opening.pointer.chars().take(128).collect()));
        }
    }
    let entry: Entry = serde_json::from_value(whole).map_err(|e| bad(e.to_string()))?;
    if entry.id != bundle.leaf_id {
        return Err(Why::OtherLeaf { entry: entry.id, bundle: bundle.leaf_id });
    }
    Ok(entry)
}
