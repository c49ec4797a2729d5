//! All SQL of the log.

use crate::leaf::Parts;
use crate::proofs::Hash;
use crate::tiles::{self, TileId};
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, LeafId};
use std::collections::BTreeMap;
use storage::{Scope, Tx};

/// Name of the one log.
const LOG: &str = "log";

/// Adds a pending leaf.
pub async fn insert_leaf(tx: &mut Tx, parts: &Parts<'_>, content: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into evidence_leaf (institution_id, id, kind, subject, at, content)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(parts.institution)
    .bind(parts.id)
    .bind(parts.kind)
    .bind(parts.subject)
    .bind(parts.at)
    .bind(content)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The log's own row.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LogRow {
    pub origin: String,
    pub verifier_key: String,
    pub key_sealed: Option<Vec<u8>>,
    pub size: i64,
}

/// Begins the log; false when it was begun before.
pub async fn begin_log(
    tx: &mut Tx,
    origin: &str,
    verifier_key: &str,
    key_sealed: Option<&[u8]>,
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into evidence_log (name, origin, verifier_key, key_sealed, size, created_at)
         values ($1, $2, $3, $4, 0, $5) on conflict (name) do nothing",
    )
    .bind(LOG)
    .bind(origin)
    .bind(verifier_key)
    .bind(key_sealed)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The log's row.
pub async fn log(tx: &mut Tx) -> sqlx::Result<Option<LogRow>> {
    sqlx::query_as(
        "select origin, verifier_key, key_sealed, size from evidence_log where name = $1",
    )
    .bind(LOG)
    .fetch_optional(&mut **tx)
    .await
}

/// Locks the log's row and gives the size; none when another node is at it.
pub async fn lock_log(tx: &mut Tx) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar("select size from evidence_log where name = $1 for update skip locked")
        .bind(LOG)
        .fetch_optional(&mut **tx)
        .await
}

/// Sets the size of the locked log.
pub async fn set_size(tx: &mut Tx, from: i64, to: i64) -> sqlx::Result<bool> {
    let done = sqlx::query("update evidence_log set size = $3 where name = $1 and size = $2")
        .bind(LOG)
        .bind(from)
        .bind(to)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Leaves without a place, by institution and time. Not locked: they change by the holder of
/// the log's lock only.
pub async fn pending(
    tx: &mut Tx,
    limit: i64,
) -> sqlx::Result<Vec<(InstitutionId, LeafId, String)>> {
    sqlx::query_as(
        "select institution_id, id, content from evidence_leaf where log_index is null
         order by institution_id, id limit $1",
    )
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Gives leaves of one institution their places; gives how many had none before.
pub async fn set_indexes(
    tx: &mut Tx,
    institution: InstitutionId,
    leaves: &[LeafId],
    indexes: &[i64],
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "update evidence_leaf l set log_index = n.log_index
         from unnest($2::uuid[], $3::bigint[]) as n (id, log_index)
         where l.institution_id = $1 and l.id = n.id and l.log_index is null",
    )
    .bind(institution)
    .bind(leaves)
    .bind(indexes)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// These tiles, as far as there are.
pub async fn tiles(tx: &mut Tx, wanted: &[TileId]) -> sqlx::Result<BTreeMap<TileId, Vec<Hash>>> {
    let levels: Vec<i32> = wanted.iter().map(|tile| signed32(tile.level)).collect();
    let indexes: Vec<i64> = wanted.iter().map(|tile| signed(tile.index)).collect();
    let rows: Vec<(i32, i64, Vec<u8>)> = sqlx::query_as(
        "select t.level, t.tile_index, t.hashes
         from unnest($1::int[], $2::bigint[]) as w (level, tile_index)
         join evidence_tile t on t.level = w.level and t.tile_index = w.tile_index
         limit $3",
    )
    .bind(&levels[..])
    .bind(&indexes[..])
    .bind(signed(wanted.len() as u64))
    .fetch_all(&mut **tx)
    .await?;
    let mut found = BTreeMap::new();
    for (level, index, bytes) in rows {
        let tile =
            TileId { level: u32::try_from(level).unwrap_or(u32::MAX), index: unsigned(index) };
        let hashes = tiles::from_bytes(&bytes);
        found.extend(hashes.map(|hashes| (tile, hashes)));
    }
    Ok(found)
}

/// Writes a tile that is new or longer.
pub async fn put_tile(tx: &mut Tx, tile: TileId, hashes: &[Hash]) -> sqlx::Result<()> {
    sqlx::query(
        "insert into evidence_tile (level, tile_index, hashes) values ($1, $2, $3)
         on conflict (level, tile_index) do update set hashes = excluded.hashes",
    )
    .bind(signed32(tile.level))
    .bind(signed(tile.index))
    .bind(tiles::to_bytes(hashes))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Entries of a tile of level 0.
pub async fn bundle(tx: &mut Tx, index: u64) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar("select entries from evidence_bundle where tile_index = $1")
        .bind(signed(index))
        .fetch_optional(&mut **tx)
        .await
}

/// Writes the entries of a tile that is new or longer.
pub async fn put_bundle(tx: &mut Tx, index: u64, entries: &[u8]) -> sqlx::Result<()> {
    sqlx::query(
        "insert into evidence_bundle (tile_index, entries) values ($1, $2)
         on conflict (tile_index) do update set entries = excluded.entries",
    )
    .bind(signed(index))
    .bind(entries)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Keeps a checkpoint.
pub async fn put_checkpoint(
    tx: &mut Tx,
    size: i64,
    root: &Hash,
    note: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("insert into evidence_checkpoint (size, root, note, at) values ($1, $2, $3, $4)")
        .bind(size)
        .bind(&root[..])
        .bind(note)
        .bind(at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The last checkpoint's size and note.
pub async fn last_checkpoint(tx: &mut Tx) -> sqlx::Result<Option<(i64, String)>> {
    sqlx::query_as("select size, note from evidence_checkpoint order by size desc limit 1")
        .fetch_optional(&mut **tx)
        .await
}

/// Checkpoints above a size, in order.
pub async fn checkpoints(tx: &mut Tx, above: i64, limit: i64) -> sqlx::Result<Vec<(i64, String)>> {
    sqlx::query_as(
        "select size, note from evidence_checkpoint where size > $1 order by size limit $2",
    )
    .bind(above)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// A leaf as it is stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LeafRow {
    pub id: LeafId,
    pub institution_id: InstitutionId,
    pub kind: String,
    pub subject: String,
    pub at: DateTime<Utc>,
    pub content: String,
    pub log_index: Option<i64>,
}

/// One leaf, as far as the scope sees it.
pub async fn leaf(tx: &mut Tx, id: LeafId) -> sqlx::Result<Option<LeafRow>> {
    sqlx::query_as(
        "select l.id, l.institution_id, l.kind, l.subject, l.at, l.content, l.log_index
         from institution i join evidence_leaf l on l.institution_id = i.id and l.id = $1
         limit 1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await
}

/// Leaves about a subject, newest first, before a place.
pub async fn leaves_of(
    tx: &mut Tx,
    subject: &str,
    before: Option<LeafId>,
    limit: i64,
) -> sqlx::Result<Vec<LeafRow>> {
    let only = match tx.scope() {
        Scope::Institution(institution) => Some(institution),
        Scope::Network => None,
    };
    sqlx::query_as(
        "select l.id, l.institution_id, l.kind, l.subject, l.at, l.content, l.log_index
         from institution i
         join evidence_leaf l on l.institution_id = i.id and l.subject = $2
         where ($1::int is null or i.id = $1) and ($3::uuid is null or l.id < $3)
         order by l.id desc limit $4",
    )
    .bind(only)
    .bind(subject)
    .bind(before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Leaves with a place from an index on, in order, with their places.
pub async fn sequenced(
    tx: &mut Tx,
    from: i64,
    limit: i64,
) -> sqlx::Result<Vec<(i64, LeafId, String)>> {
    sqlx::query_as(
        "select log_index, id, content from evidence_leaf where log_index >= $1
         order by log_index, id limit $2",
    )
    .bind(from)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Lets all later statements of a transaction that has done nothing yet see one snapshot.
pub async fn snapshot(tx: &mut Tx) -> sqlx::Result<()> {
    sqlx::query("set transaction isolation level repeatable read").execute(&mut **tx).await?;
    Ok(())
}

/// How many leaves wait for a place.
pub async fn pending_count(tx: &mut Tx) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from evidence_leaf where log_index is null")
        .fetch_one(&mut **tx)
        .await
}

/// How many tiles and bundles are stored.
pub async fn tile_counts(tx: &mut Tx) -> sqlx::Result<(i64, i64)> {
    sqlx::query_as(
        "select (select count(*) from evidence_tile), (select count(*) from evidence_bundle)",
    )
    .fetch_one(&mut **tx)
    .await
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn signed32(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
