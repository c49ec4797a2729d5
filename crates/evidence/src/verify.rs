//! The whole log recomputed from its leaves.

use crate::Error;
use crate::note::{Checkpoint, VerifierKey};
use crate::proofs::{Hash, leaf_hash};
use crate::store;
use crate::tiles::{self, Frontier, TILE_WIDTH, TileId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use storage::{Db, Tx};

/// Leaves read at a time.
const ROWS: i64 = 4096;
/// Findings listed; more are counted only.
const FINDINGS_MAX: usize = 100;

/// Something in the log that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Leaf, tile, checkpoint.
    pub object: String,
    /// What is wrong with it.
    pub why: String,
}

/// What the check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Leaves with a place.
    pub leaves: u64,
    /// Leaves that wait for one.
    pub pending: u64,
    /// Checkpoints checked.
    pub checkpoints: u64,
    /// Root over all leaves, in hex.
    pub root: String,
    /// What is wrong, the first hundred.
    pub findings: Vec<Finding>,
    /// How much is wrong.
    pub wrong: u64,
}

impl Report {
    /// True when nothing is wrong.
    pub fn good(&self) -> bool {
        self.wrong == 0
    }

    fn add(&mut self, object: impl Into<String>, why: impl Into<String>) {
        self.wrong += 1;
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding { object: object.into(), why: why.into() });
        }
    }
}

/// Recomputes the log from its leaves: places without gap or double, hash tiles, entry tiles,
/// and every checkpoint ever signed against the root at its size. Reads one snapshot, so it
/// may run on a live database.
pub async fn verify(db: &Db) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut tx = db.network().read().await?;
    store::snapshot(&mut tx).await?;
    let Some(log) = store::log(&mut tx).await? else {
        report.pending = u64::try_from(store::pending_count(&mut tx).await?).unwrap_or(0);
        return Ok(report);
    };
    let key: Option<VerifierKey> = log.verifier_key.parse().ok();
    if key.is_none() {
        report.add("log", "its verifier key cannot be read");
    }
    let notes = checkpoints(&mut tx, key.as_ref(), &mut report).await?;
    let mut frontier = Frontier::new(0, &BTreeMap::new())?;
    let mut bundle = Vec::new();
    let mut from = 0;
    loop {
        let rows = store::sequenced(&mut tx, from, ROWS).await?;
        let full = rows.len() as i64 == ROWS;
        for (index, id, content) in rows {
            let wanted = frontier.size();
            if u64::try_from(index).ok() != Some(wanted) {
                report.add(id.to_string(), format!("has place {index}, {wanted} is next"));
            }
            if !tiles::push_entry(&mut bundle, content.as_bytes()) {
                report.add(id.to_string(), "is longer than an entry may be");
            }
            frontier.push(leaf_hash(content.as_bytes()));
            from = index + 1;
            if frontier.size().is_multiple_of(TILE_WIDTH as u64) {
                check_tiles(&mut tx, &mut frontier, &mut bundle, &mut report).await?;
            }
            check_checkpoint(&notes, &frontier, &mut report);
        }
        if !full {
            break;
        }
    }
    check_tiles(&mut tx, &mut frontier, &mut bundle, &mut report).await?;
    finish(&mut tx, &log, &notes, &frontier, &mut report).await?;
    Ok(report)
}

/// The signed checkpoints by size.
async fn checkpoints(
    tx: &mut Tx,
    key: Option<&VerifierKey>,
    report: &mut Report,
) -> Result<HashMap<u64, Hash>, Error> {
    let mut notes = HashMap::new();
    let mut above = -1;
    loop {
        let rows = store::checkpoints(tx, above, ROWS).await?;
        let full = rows.len() as i64 == ROWS;
        for (size, note) in rows {
            above = size;
            report.checkpoints += 1;
            let Some(key) = key else { continue };
            match Checkpoint::open(&note, key) {
                Ok(checkpoint) if i64::try_from(checkpoint.size) == Ok(size) => {
                    notes.insert(checkpoint.size, checkpoint.root);
                }
                Ok(other) => {
                    let why = format!("is signed for size {}", other.size);
                    report.add(format!("checkpoint {size}"), why);
                }
                Err(bad) => report.add(format!("checkpoint {size}"), bad.to_string()),
            }
        }
        if !full {
            return Ok(notes);
        }
    }
}

fn check_checkpoint(notes: &HashMap<u64, Hash>, frontier: &Frontier, report: &mut Report) {
    let size = frontier.size();
    if notes.get(&size).is_some_and(|root| *root != frontier.root()) {
        let why = "its root is not that of the leaves";
        report.add(format!("checkpoint {size}"), why);
    }
}

/// Compares the tiles that the last leaves changed with those stored, and forgets them.
async fn check_tiles(
    tx: &mut Tx,
    frontier: &mut Frontier,
    bundle: &mut Vec<u8>,
    report: &mut Report,
) -> Result<(), Error> {
    let computed = frontier.take_changed();
    let ids: Vec<TileId> = computed.keys().copied().collect();
    let stored = store::tiles(tx, &ids).await?;
    for (id, hashes) in &computed {
        let name = format!("tile {}/{}", id.level, id.index);
        // A tile of a higher level may be stored with later hashes than are computed yet.
        let agrees = stored.get(id).is_some_and(|held| held.starts_with(hashes));
        if !agrees {
            report.add(name, "does not hold the hashes of the leaves");
        }
    }
    if !bundle.is_empty() {
        let index = (frontier.size() - 1) / TILE_WIDTH as u64;
        let stored = store::bundle(tx, index).await?;
        if stored.as_deref() != Some(bundle.as_slice()) {
            report.add(format!("tile entries/{index}"), "does not hold the leaves");
        }
        bundle.clear();
    }
    Ok(())
}

async fn finish(
    tx: &mut Tx,
    log: &store::LogRow,
    notes: &HashMap<u64, Hash>,
    frontier: &Frontier,
    report: &mut Report,
) -> Result<(), Error> {
    let size = frontier.size();
    if u64::try_from(log.size).ok() != Some(size) {
        report.add("log", format!("says {} leaves, there are {size}", log.size));
    }
    if !notes.contains_key(&size) {
        report.add("log", format!("has no checkpoint for its {size} leaves"));
    }
    for above in notes.keys().filter(|at| **at > size) {
        report.add(format!("checkpoint {above}"), "speaks of leaves that are gone");
    }
    // As many tiles as the leaves make, and as wide: hashes beyond the last leaf would show.
    let wanted = Frontier::tiles(size);
    let ids: Vec<TileId> = wanted.iter().map(|(id, _)| *id).collect();
    let stored = store::tiles(tx, &ids).await?;
    for (id, width) in wanted {
        if stored.get(&id).is_none_or(|hashes| hashes.len() != width) {
            report.add(
                format!("tile {}/{}", id.level, id.index),
                "is not as wide as the leaves make it",
            );
        }
    }
    let counts = store::tile_counts(tx).await?;
    if counts != tile_counts(size) {
        report.add("log", "has more or fewer tiles than its leaves make");
    }
    report.leaves = size;
    report.root = hex::encode(frontier.root());
    report.pending = u64::try_from(store::pending_count(tx).await?).unwrap_or(0);
    Ok(())
}

/// Hash tiles and entry tiles of a tree.
fn tile_counts(size: u64) -> (i64, i64) {
    let width = TILE_WIDTH as u64;
    let mut hashes = size;
    let mut tiles = 0;
    while hashes > 0 {
        tiles += hashes.div_ceil(width);
        hashes /= width;
    }
    let count = |number| i64::try_from(number).unwrap_or(i64::MAX);
    (count(tiles), count(size.div_ceil(width)))
}
