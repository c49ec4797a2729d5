//! Tiles of the C2SP tlog-tiles format: where hashes and entries lie, and how the right edge of
//! the tree grows. Pure.

use crate::proofs::{Hash, Node, Range, node_hash, range_hash};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Levels of the tree that one tile holds.
pub const TILE_HEIGHT: u32 = 8;
/// Hashes, or entries, of a full tile.
pub const TILE_WIDTH: usize = 256;
/// Highest level of tiles that is kept: enough for 2^48 leaves.
pub const LEVEL_MAX: u32 = 5;

/// A hash tile: level 0 holds leaf hashes, each hash of level L+1 is the root of a full tile of
/// level L.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    /// Level of tiles.
    pub level: u32,
    /// Place among the tiles of its level.
    pub index: u64,
}

/// The log's stored state contradicts itself: a tile is missing or has the wrong width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("tile {}/{} does not hold the {wanted} hashes that it should", tile.level, tile.index)]
pub struct BadTile {
    /// Which.
    pub tile: TileId,
    /// Hashes that it should hold.
    pub wanted: usize,
}

/// Where a complete subtree lies: its tile, and the hashes of that tile it is the root of.
pub fn locate(node: Node) -> (TileId, std::ops::Range<usize>) {
    let level = node.level / TILE_HEIGHT;
    let inner = node.level % TILE_HEIGHT;
    let first = node.index << inner;
    let start = place_in_tile(first);
    let tile = TileId { level, index: first / TILE_WIDTH as u64 };
    (tile, start..start + (1 << inner))
}

fn place_in_tile(at: u64) -> usize {
    usize::try_from(at % TILE_WIDTH as u64).unwrap_or(0)
}

/// The tiles that the hashes of these ranges need.
pub fn tiles_of(ranges: &[Range]) -> Vec<TileId> {
    let mut tiles: Vec<TileId> =
        ranges.iter().flat_map(|range| range.nodes()).map(|node| locate(node).0).collect();
    tiles.sort_unstable();
    tiles.dedup();
    tiles
}

/// Hash of a range from its tiles.
pub fn hash_of(range: Range, tiles: &BTreeMap<TileId, Vec<Hash>>) -> Result<Hash, BadTile> {
    let mut hashes = Vec::new();
    for node in range.nodes() {
        let (tile, part) = locate(node);
        let wanted = part.end;
        let held = tiles.get(&tile).and_then(|hashes| hashes.get(part));
        hashes.push(complete(held.ok_or(BadTile { tile, wanted })?));
    }
    Ok(range_hash(&hashes))
}

/// Root of a complete subtree from its lowest hashes, whose number is a power of two.
fn complete(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row.chunks_exact(2).map(|pair| node_hash(&pair[0], &pair[1])).collect();
    }
    row[0]
}

/// The right edge of the tree: its last, partial tiles, from which it grows.
#[derive(Clone, Debug)]
pub struct Frontier {
    size: u64,
    /// Hashes of the last tile of each level; empty when the level's last tile is full.
    edge: Vec<Vec<Hash>>,
    changed: BTreeMap<TileId, Vec<Hash>>,
}

impl Frontier {
    /// The partial tiles of a tree: what [`Frontier::new`] needs.
    pub fn tiles(size: u64) -> Vec<(TileId, usize)> {
        (0..=LEVEL_MAX)
            .map(|level| (level, size >> (TILE_HEIGHT * level)))
            .filter(|(_, hashes)| place_in_tile(*hashes) > 0)
            .map(|(level, hashes)| {
                let index = hashes / TILE_WIDTH as u64;
                (TileId { level, index }, place_in_tile(hashes))
            })
            .collect()
    }

    /// The edge of a tree from its stored tiles.
    pub fn new(size: u64, tiles: &BTreeMap<TileId, Vec<Hash>>) -> Result<Frontier, BadTile> {
        let mut edge = vec![Vec::new(); LEVEL_MAX as usize + 1];
        for (tile, wanted) in Frontier::tiles(size) {
            let hashes = tiles.get(&tile).filter(|hashes| hashes.len() == wanted);
            edge[tile.level as usize] = hashes.ok_or(BadTile { tile, wanted })?.clone();
        }
        Ok(Frontier { size, edge, changed: BTreeMap::new() })
    }

    /// Leaves so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        self.size += 1;
        let mut hash = leaf;
        for level in 0..=LEVEL_MAX {
            let index = (self.size - 1) >> (TILE_HEIGHT * (level + 1));
            let row = &mut self.edge[level as usize];
            row.push(hash);
            self.changed.insert(TileId { level, index }, row.clone());
            if row.len() < TILE_WIDTH {
                return;
            }
            hash = complete(row);
            row.clear();
        }
    }

    /// Root of the tree.
    pub fn root(&self) -> Hash {
        let nodes = Range::all(self.size).nodes();
        let hashes: Vec<Hash> = nodes
            .into_iter()
            .map(|node| {
                let (tile, part) = locate(node);
                complete(&self.edge[tile.level as usize][part])
            })
            .collect();
        range_hash(&hashes)
    }

    /// The same, forgotten here.
    pub(crate) fn take_changed(&mut self) -> BTreeMap<TileId, Vec<Hash>> {
        std::mem::take(&mut self.changed)
    }

    /// The tiles that are new or longer than they were.
    pub fn changed(&self) -> &BTreeMap<TileId, Vec<Hash>> {
        &self.changed
    }
}

/// What a tile's address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Hashes of a level.
    Hashes(u32),
    /// Entries of a tile of level 0.
    Entries,
}

/// Address of a tile below `tile/`: `<level>/<index>[.p/<width>]`, the index in groups of three
/// digits, all but the last with an `x` before it: `0/x001/x234/067.p/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// Hashes or entries.
    pub kind: Kind,
    /// Place among the tiles of its level.
    pub index: u64,
    /// How many hashes or entries; none asks for a full tile.
    pub width: Option<usize>,
}

/// A text that is no tile's address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not <level>/<index>[.p/<width>] with the index in groups of three digits")]
pub struct BadAddress(pub String);

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Hashes(level) => write!(f, "{level}/")?,
            Kind::Entries => f.write_str("entries/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for group in groups[1..].iter().rev() {
            write!(f, "x{group:03}/")?;
        }
        write!(f, "{:03}", groups[0])?;
        match self.width {
            Some(width) => write!(f, ".p/{width}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Address {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Address, BadAddress> {
        let bad = || BadAddress(text.chars().take(64).collect());
        let (level, rest) = text.split_once('/').ok_or_else(bad)?;
        let kind = match level {
            "entries" => Kind::Entries,
            digits => {
                let level: u32 = digits.parse().map_err(|_| bad())?;
                Kind::Hashes(Some(level).filter(|at| *at <= LEVEL_MAX).ok_or_else(bad)?)
            }
        };
        let (index, width) = match rest.split_once(".p/") {
            None => (rest, None),
            Some((index, width)) => (index, Some(width.parse::<usize>().map_err(|_| bad())?)),
        };
        let mut number = 0_u64;
        let mut groups = index.split('/').peekable();
        while let Some(group) = groups.next() {
            let digits = match groups.peek() {
                Some(_) => group.strip_prefix('x').ok_or_else(bad)?,
                None => group,
            };
            if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(bad());
            }
            let value: u64 = digits.parse().map_err(|_| bad())?;
            let longer = number.checked_mul(1000).and_then(|n| n.checked_add(value));
            number = longer.ok_or_else(bad)?;
        }
        let address = Address { kind, index: number, width };
        let partial = width.is_none_or(|width| (1..TILE_WIDTH).contains(&width));
        // One way to write each address: no leading groups of nothing, no `+1`, no `007`.
        if !partial || address.to_string() != text {
            return Err(bad());
        }
        Ok(address)
    }
}

/// The hashes as bytes, one after another.
pub fn to_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.concat()
}

/// The bytes of a tile as hashes; none when they are not whole hashes.
pub fn from_bytes(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    rest.is_empty().then(|| hashes.to_vec())
}

/// Adds an entry to a bundle, after its length in two bytes. False when it is too long.
#[must_use]
pub fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> bool {
    let Ok(length) = u16::try_from(entry.len()) else {
        return false;
    };
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    true
}

/// The entries of a bundle; none when it is cut or has something after its last entry.
pub fn entries(mut bundle: &[u8]) -> Option<Vec<&[u8]>> {
    let mut entries = Vec::new();
    while !bundle.is_empty() {
        let (length, rest) = bundle.split_first_chunk::<2>()?;
        let (entry, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        entries.push(entry);
        bundle = rest;
    }
    Some(entries)
}

/// The first `count` entries of a bundle, still as a bundle.
pub fn first_entries(bundle: &[u8], count: usize) -> Option<&[u8]> {
    let all = entries(bundle)?;
    let bytes: usize = all.get(..count)?.iter().map(|entry| entry.len() + 2).sum();
    bundle.get(..bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proofs::{leaf_hash, range_of, root};

    #[test]
    fn an_address_is_written_one_way() {
        for (text, kind, index, width) in [
            ("0/000", Kind::Hashes(0), 0, None),
            ("0/x001/x234/067", Kind::Hashes(0), 1_234_067, None),
            ("1/001.p/8", Kind::Hashes(1), 1, Some(8)),
            ("entries/x001/000.p/255", Kind::Entries, 1000, Some(255)),
        ] {
            let address = Address { kind, index, width };
            assert_eq!(text.parse(), Ok(address));
            assert_eq!(address.to_string(), text);
        }
        for text in [
            "",
            "0",
            "0/",
            "0/0",
            "0/x000/001",
            "0/x001",
            "0/1234",
            "6/000",
            "-1/000",
            "00/000",
            "0/000.p/0",
            "0/000.p/256",
            "0/000.p/+1",
            "0/000.p/",
            "data/000",
            "0/001/x000",
            "0/x018/x446/x744/x073/x709/x551/616",
        ] {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_edge_grows_to_the_same_root_and_tiles_from_any_size() {
        let size = 70_000_u64;
        let leaves: Vec<Hash> = (0..size).map(|n| leaf_hash(&n.to_le_bytes())).collect();
        let mut tiles = BTreeMap::new();
        let mut grown = 0_usize;
        for step in [1, 1, 253, 1, 1, 255, 256, 257, 65_000, 3975] {
            let mut frontier = Frontier::new(grown as u64, &tiles).unwrap();
            for leaf in &leaves[grown..grown + step] {
                frontier.push(*leaf);
            }
            grown += step;
            assert_eq!(frontier.size(), grown as u64);
            assert_eq!(frontier.root(), root(&leaves[..grown]), "size {grown}");
            tiles.extend(frontier.changed().clone());
            let all = Range::all(grown as u64);
            assert_eq!(hash_of(all, &tiles), Ok(root(&leaves[..grown])));
        }
        assert_eq!(grown as u64, size);
        for (start, end) in [(0, 1), (512, 768), (65_536, 70_000), (69_632, 69_888)] {
            let range = Range { start, end };
            assert_eq!(hash_of(range, &tiles), Ok(range_of(&leaves, range)));
        }
        assert_eq!(tiles[&TileId { level: 0, index: 0 }].len(), 256);
        assert_eq!(tiles[&TileId { level: 1, index: 1 }].len(), 17);
        assert_eq!(tiles[&TileId { level: 2, index: 0 }].len(), 1);
    }

    #[test]
    fn a_missing_or_cut_tile_is_told() {
        let wanted = BadTile { tile: TileId { level: 0, index: 0 }, wanted: 3 };
        assert_eq!(Frontier::new(3, &BTreeMap::new()).map(|edge| edge.size()), Err(wanted));
        let cut = BTreeMap::from([(wanted.tile, vec![[0; 32]; 2])]);
        assert_eq!(Frontier::new(3, &cut).map(|edge| edge.size()), Err(wanted));
    }

    #[test]
    fn bundles_read_back_and_cut_ones_do_not() {
        let mut bundle = Vec::new();
        for entry in [&b"one"[..], b"", b"three"] {
            assert!(push_entry(&mut bundle, entry));
        }
        assert_eq!(bundle, b"\0\x03one\0\0\0\x05three");
        assert_eq!(entries(&bundle), Some(vec![&b"one"[..], b"", b"three"]));
        assert_eq!(first_entries(&bundle, 2), Some(&b"\0\x03one\0\0"[..]));
        assert_eq!(first_entries(&bundle, 4), None);
        for cut in [1, 4, 6, 11] {
            assert_eq!(entries(&bundle[..cut]), None, "{cut}");
        }
        assert!(!push_entry(&mut bundle, &vec![0; 65_536]));
    }
}
