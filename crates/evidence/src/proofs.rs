//! Hashing and proofs of RFC 6962 (with the verification of RFC 9162), pure.
//!
//! Everything about a tree of `size` leaves is said in [`Range`]s of leaves: the root is the
//! range of all, each element of a proof is the hash of one range. A range is made of complete
//! subtrees ([`Node`]s), which never change once they are full; that is why a log can keep its
//! hashes in tiles.

use sha2::{Digest, Sha256};

/// A hash of the tree: SHA-256.
pub type Hash = [u8; 32];

/// Most elements of a proof: a tree has fewer than 2^63 leaves.
pub const PROOF_MAX: usize = 64;

/// Why a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadProof {
    /// The leaf's index is not below the size of the tree.
    #[error("leaf index {index} is not below tree size {size}")]
    OutOfTree {
        /// The leaf's index.
        index: u64,
        /// The size.
        size: u64,
    },
    /// The sizes cannot be compared: the first must be at least 1 and not above the second. A
    /// proof that begins at the empty tree proves nothing and is refused.
    #[error("sizes {first} and {second} cannot be compared: 1 <= first <= second")]
    Sizes {
        /// Size of the earlier tree.
        first: u64,
        /// Size of the later tree.
        second: u64,
    },
    /// Too few or too many elements.
    #[error("the proof has {given} elements, {wanted} are needed")]
    Length {
        /// Elements given.
        given: usize,
        /// Elements needed.
        wanted: usize,
    },
    /// It leads to another root.
    #[error("the proof leads to another root")]
    Root,
}

/// Hash of a leaf: SHA-256(0x00 || entry).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// Hash of an inner node: SHA-256(0x01 || left || right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// Root of the empty tree: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// Root over leaf hashes.
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [only] => *only,
        _ => {
            let (left, right) = leaves.split_at(1 << split_level(leaves.len() as u64));
            node_hash(&root(left), &root(right))
        }
    }
}

/// Level of the greatest complete subtree that is smaller than `size` leaves (at least 2).
fn split_level(size: u64) -> u32 {
    (size - 1).ilog2()
}

/// Leaves from `start` up to but not including `end`; `start` is where a subtree begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// First leaf.
    pub start: u64,
    /// One after the last.
    pub end: u64,
}

/// A complete subtree: its `2^level` leaves begin at `index * 2^level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node {
    /// 0 is a leaf.
    pub level: u32,
    /// Place among the subtrees of its level.
    pub index: u64,
}

impl Range {
    /// All leaves of a tree.
    pub const fn all(size: u64) -> Range {
        Range { start: 0, end: size }
    }

    /// The complete subtrees it is made of, left to right.
    pub fn nodes(self) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut start = self.start;
        while start < self.end {
            let level = (self.end - start).ilog2();
            nodes.push(Node { level, index: start >> level });
            start += 1 << level;
        }
        nodes
    }
}

/// Hash of a range from the hashes of its [`Range::nodes`]; that of nothing is the empty root.
pub fn range_hash(nodes: &[Hash]) -> Hash {
    match nodes.split_last() {
        None => empty_root(),
        Some((last, rest)) => rest.iter().rev().fold(*last, |right, left| node_hash(left, &right)),
    }
}

/// The ranges whose hashes prove that leaf `index` is in the tree of `size` leaves, from the
/// leaf to the root.
pub fn inclusion_ranges(index: u64, size: u64) -> Result<Vec<Range>, BadProof> {
    if index >= size {
        return Err(BadProof::OutOfTree { index, size });
    }
    let mut ranges = Vec::new();
    let mut whole = Range::all(size);
    while whole.end - whole.start > 1 {
        let middle = whole.start + (1 << split_level(whole.end - whole.start));
        let left = Range { end: middle, ..whole };
        let right = Range { start: middle, ..whole };
        if index < middle {
            ranges.push(right);
            whole = left;
        } else {
            ranges.push(left);
            whole = right;
        }
    }
    ranges.reverse();
    Ok(ranges)
}

/// The ranges whose hashes prove that the tree of `second` leaves begins with that of `first`.
pub fn consistency_ranges(first: u64, second: u64) -> Result<Vec<Range>, BadProof> {
    if first == 0 || first > second {
        return Err(BadProof::Sizes { first, second });
    }
    let mut ranges = Vec::new();
    let mut whole = Range::all(second);
    // True while the part of the first tree in sight is that tree itself, which is known.
    let mut known = true;
    while whole.end != first {
        let middle = whole.start + (1 << split_level(whole.end - whole.start));
        if first <= middle {
            ranges.push(Range { start: middle, ..whole });
            whole.end = middle;
        } else {
            ranges.push(Range { end: middle, ..whole });
            whole.start = middle;
            known = false;
        }
    }
    if !known {
        ranges.push(whole);
    }
    ranges.reverse();
    Ok(ranges)
}

/// Checks that the leaf with `leaf_hash` stands at `index` in the tree of `size` and `root`.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), BadProof> {
    let wanted = inclusion_ranges(index, size)?.len();
    if proof.len() != wanted {
        return Err(BadProof::Length { given: proof.len(), wanted });
    }
    // RFC 9162 §2.1.3.2.
    let (mut place, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if place & 1 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    if hash == *root { Ok(()) } else { Err(BadProof::Root) }
}

/// Checks that the tree of `second` leaves and `second_root` begins with that of `first` leaves
/// and `first_root`.
pub fn verify_consistency(
    (first, first_root): (u64, &Hash),
    (second, second_root): (u64, &Hash),
    proof: &[Hash],
) -> Result<(), BadProof> {
    let wanted = consistency_ranges(first, second)?.len();
    if proof.len() != wanted {
        return Err(BadProof::Length { given: proof.len(), wanted });
    }
    if first == second {
        return if first_root == second_root { Ok(()) } else { Err(BadProof::Root) };
    }
    // RFC 9162 §2.1.4.2: a first tree that is a complete subtree is its own first element.
    let mut elements = proof.iter();
    let seed =
        if first.is_power_of_two() { first_root } else { elements.next().ok_or(BadProof::Root)? };
    let (mut place, mut last) = (first - 1, second - 1);
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let (mut old, mut new) = (*seed, *seed);
    for element in elements {
        if place & 1 == 1 || place == last {
            old = node_hash(element, &old);
            new = node_hash(element, &new);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, element);
        }
        place >>= 1;
        last >>= 1;
    }
    if old == *first_root && new == *second_root { Ok(()) } else { Err(BadProof::Root) }
}

/// Hash of a range over leaf hashes held in memory.
pub fn range_of(leaves: &[Hash], range: Range) -> Hash {
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(leaves.len());
    root(&leaves[place(range.start)..place(range.end)])
}

#[cfg(test)]
#[path = "proofs_tests.rs"]
mod tests;
