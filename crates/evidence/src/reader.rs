//! Reading the log: what the gateway serves and what a leaf's holder asks for.

use crate::Error;
use crate::bundle::{FORMAT, ProofBundle};
use crate::proofs::{Hash, Range, consistency_ranges, inclusion_ranges};
use crate::store::{self, LeafRow};
use crate::tiles::{self, Address, Kind, TILE_WIDTH, TileId};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use kernel::{Cursor, InstitutionId, LeafId, Page, page};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use storage::{Db, Tx};

kernel::words! {
    /// Whether a leaf can be proven yet 存证状态.
    pub enum LeafState {
        /// Waits for its place, about a second.
        Pending = "pending",
        /// In the log.
        Proven = "proven",
    }
}

/// A leaf as the console shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Leaf {
    /// Its id.
    pub id: LeafId,
    /// Whose fact it is.
    pub institution_id: InstitutionId,
    /// What happened.
    pub kind: String,
    /// To what.
    pub subject: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The whole entry.
    #[schema(value_type = Object)]
    pub content: Value,
    /// Its place, once it has one.
    pub index: Option<u64>,
    /// Whether it can be proven yet.
    pub state: LeafState,
}

impl From<LeafRow> for Leaf {
    fn from(row: LeafRow) -> Leaf {
        Leaf {
            id: row.id,
            institution_id: row.institution_id,
            kind: row.kind,
            subject: row.subject,
            at: row.at,
            content: serde_json::from_str(&row.content).unwrap_or_default(),
            index: row.log_index.and_then(|index| u64::try_from(index).ok()),
            state: match row.log_index {
                None => LeafState::Pending,
                Some(_) => LeafState::Proven,
            },
        }
    }
}

/// One leaf, as far as the scope of `db` sees it.
pub async fn leaf(db: &Db, id: LeafId) -> Result<Leaf, Error> {
    let mut tx = db.read().await?;
    let row = store::leaf(&mut tx, id).await?;
    row.map(Leaf::from).ok_or(Error::Missing(id))
}

/// Leaves about a subject (a written id), newest first.
pub async fn leaves_of(
    db: &Db,
    subject: &str,
    cursor: Option<&Cursor>,
    limit: Option<i64>,
) -> Result<Page<Leaf>, Error> {
    let before = match cursor {
        None => None,
        Some(cursor) => {
            let id = cursor.0.parse();
            Some(id.map_err(|_| Error::Cursor)?)
        }
    };
    let limit = page::limit_rows(limit);
    let mut tx = db.read().await?;
    let rows = store::leaves_of(&mut tx, subject, before, limit + 1).await?;
    Ok(Page::cut(rows, limit, |row| row.id.to_string()).map(Leaf::from))
}

/// The bundle that proves a leaf under the last checkpoint; none while it waits for its place.
pub async fn proof(db: &Db, id: LeafId) -> Result<Option<ProofBundle>, Error> {
    let mut tx = db.read().await?;
    let row = store::leaf(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    let Some(index) = row.log_index.and_then(|index| u64::try_from(index).ok()) else {
        return Ok(None);
    };
    let log = store::log(&mut tx).await?.ok_or(Error::NoLog)?;
    let (size, note) = store::last_checkpoint(&mut tx).await?.ok_or(Error::NoLog)?;
    let size = u64::try_from(size).unwrap_or(0);
    if size <= index {
        // Sequenced between our two looks: the checkpoint that covers it is there now.
        return Ok(None);
    }
    let hashes = hashes(&mut tx, &inclusion_ranges(index, size)?).await?;
    Ok(Some(ProofBundle {
        format: FORMAT.to_owned(),
        leaf_id: id,
        entry: row.content,
        index,
        tree_size: size,
        inclusion: hashes.iter().map(|hash| STANDARD.encode(hash)).collect(),
        checkpoint: note,
        log_key: log.verifier_key,
        openings: Vec::new(),
    }))
}

/// Hashes of ranges from the stored tiles.
async fn hashes(tx: &mut Tx, ranges: &[Range]) -> Result<Vec<Hash>, Error> {
    let tiles = store::tiles(tx, &tiles::tiles_of(ranges)).await?;
    let hashes = ranges.iter().map(|range| tiles::hash_of(*range, &tiles));
    Ok(hashes.collect::<Result<_, _>>()?)
}

/// The last checkpoint: a signed note, `text/plain; charset=utf-8`.
pub async fn checkpoint(db: &Db) -> Result<String, Error> {
    let mut tx = db.read().await?;
    let last = store::last_checkpoint(&mut tx).await?;
    last.map(|(_, note)| note).ok_or(Error::NoLog)
}

/// The log's verifier key, `name+id+key`.
pub async fn verifier_key(db: &Db) -> Result<String, Error> {
    let mut tx = db.read().await?;
    let log = store::log(&mut tx).await?;
    log.map(|log| log.verifier_key).ok_or(Error::NoLog)
}

/// A tile by its address below `tile/` (see [`Address`]), `application/octet-stream`. Full tiles
/// never change; of a partial one its first hashes or entries are given for as long as asked.
pub async fn tile(db: &Db, address: &Address) -> Result<Vec<u8>, Error> {
    let width = address.width.unwrap_or(TILE_WIDTH);
    let mut tx = db.read().await?;
    match address.kind {
        Kind::Hashes(level) => {
            let tile = TileId { level, index: address.index };
            let mut found = store::tiles(&mut tx, &[tile]).await?;
            let hashes = found.remove(&tile).ok_or(Error::NoTile)?;
            let hashes = hashes.get(..width).ok_or(Error::NoTile)?;
            Ok(tiles::to_bytes(hashes))
        }
        Kind::Entries => {
            let bundle = store::bundle(&mut tx, address.index).await?;
            let bundle = bundle.ok_or(Error::NoTile)?;
            let first = tiles::first_entries(&bundle, width).ok_or(Error::NoTile)?;
            Ok(first.to_vec())
        }
    }
}

/// That the log of `second` leaves begins with that of `first`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ConsistencyProof {
    /// Size of the earlier tree, at least 1.
    pub first: u64,
    /// Size of the later tree.
    pub second: u64,
    /// Hashes in base 64, RFC 6962 §2.1.2.
    pub proof: Vec<String>,
}

/// Proves that the log only grew between two sizes.
pub async fn consistency(db: &Db, first: u64, second: u64) -> Result<ConsistencyProof, Error> {
    let ranges = consistency_ranges(first, second)?;
    let mut tx = db.read().await?;
    let log = store::log(&mut tx).await?.ok_or(Error::NoLog)?;
    let size = u64::try_from(log.size).unwrap_or(0);
    if second > size {
        return Err(crate::proofs::BadProof::Sizes { first, second: size }.into());
    }
    let hashes = hashes(&mut tx, &ranges).await?;
    Ok(ConsistencyProof {
        first,
        second,
        proof: hashes.iter().map(|hash| STANDARD.encode(hash)).collect(),
    })
}
