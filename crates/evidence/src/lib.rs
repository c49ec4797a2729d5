//! Evidence 存证: facts that must be provable later are leaves of one Merkle log over the whole
//! network branch, in the open C2SP tlog-tiles format with signed checkpoints. Anyone can check a
//! proof off line; nobody, this system's operators included, can change or take back a leaf
//! without every later check failing.
//!
//! - [`append`] writes a pending leaf in the caller's transaction: the leaf exists exactly when
//!   the fact does.
//! - The [`Log`] (a loop in the worker role) gives pending leaves their places within about a
//!   second: index, tiles and a signed checkpoint in one transaction under the lock of the log's
//!   row. A crash at any point leaves the log as it was before or after, never between.
//! - [`proof`] gives the bundle that a holder keeps; [`verify_bundle`] checks it with nothing
//!   but the bundle and the log's key. `docs` and `tests/wire/verify_bundle.py` do it in another
//!   language.
//! - [`verify`] recomputes the whole log from its leaves.
//!
//! A leaf holds no personal data, [`salted`] hashes instead.
//!
//! Architecture invariant: a leaf never changes; row-level security lets the program set its
//! index once and nothing else.

mod bundle;
mod error;
mod leaf;
mod log;
pub mod note;
pub mod proofs;
pub mod reader;
mod store;
#[cfg(test)]
mod tests;
pub mod tiles;
mod verify;

pub use bundle::{Opening, ProofBundle, Verified, Why, verify_bundle};
pub use error::Error;
pub use leaf::{CONTENT_BYTES_MAX, Salt, canonical, new_salt, salted};
pub use log::{Log, LogConfig};
pub use reader::{Leaf, LeafState, leaf, leaves_of, proof};
pub use verify::{Finding, Report, verify};

use chrono::{DateTime, Utc};
use kernel::{InstitutionId, LeafId};
use serde_json::Value;
use storage::Tx;

/// Writes a leaf in the caller's transaction and gives its id. `kind` says what happened
/// (`terminal.bound`), `subject` is the written id of what it happened to, `body` the fact as a
/// JSON object: integers, texts, booleans, lists and objects, no floats, no personal data.
/// The log gives it an index within about a second after the commit.
pub async fn append(
    tx: &mut Tx,
    institution: InstitutionId,
    kind: &str,
    subject: &str,
    body: &Value,
    at: DateTime<Utc>,
) -> Result<LeafId, Error> {
    let id = LeafId::new();
    let parts = leaf::Parts { id, institution, kind, subject, at, body };
    let content = leaf::content(&parts)?;
    store::insert_leaf(tx, &parts, &content).await?;
    Ok(id)
}
