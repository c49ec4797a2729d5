//! Known vectors (the inputs and roots of certificate transparency's reference tests), the
//! definition written down once more, and properties.

use super::*;
use proptest::prelude::*;

const ENTRIES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn known_leaves() -> Vec<Hash> {
    ENTRIES.iter().map(|text| leaf_hash(&hex::decode(text).unwrap())).collect()
}

fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

fn inclusion(leaves: &[Hash], index: u64) -> Vec<Hash> {
    let ranges = inclusion_ranges(index, leaves.len() as u64).unwrap();
    ranges.into_iter().map(|r| range_of(leaves, r)).collect()
}

fn consistency(leaves: &[Hash], first: u64) -> Vec<Hash> {
    let ranges = consistency_ranges(first, leaves.len() as u64).unwrap();
    ranges.into_iter().map(|r| range_of(leaves, r)).collect()
}

#[test]
fn the_roots_are_those_of_certificate_transparency() {
    let leaves = known_leaves();
    for (size, known) in ROOTS.iter().enumerate() {
        assert_eq!(hex::encode(root(&leaves[..size])), *known, "size {size}");
        let nodes: Vec<Hash> = Range::all(size as u64)
            .nodes()
            .into_iter()
            .map(|node| {
                let start = node.index << node.level;
                let end = start + (1 << node.level);
                range_of(&leaves, Range { start, end })
            })
            .collect();
        assert_eq!(hex::encode(range_hash(&nodes)), *known, "by nodes, {size}");
    }
}

/// RFC 6962 §2.1.3 draws this tree of seven leaves and lists these proofs.
#[test]
fn the_proofs_are_those_of_rfc_6962() {
    let d = leaves(7);
    let [a, b, c, e, f] = [0, 1, 2, 4, 5].map(|n| d[n]);
    let g = node_hash(&a, &b);
    let h = node_hash(&c, &d[3]);
    let i = node_hash(&e, &f);
    let j = d[6];
    let k = node_hash(&g, &h);
    let l = node_hash(&i, &j);
    assert_eq!(root(&d), node_hash(&k, &l));
    assert_eq!(inclusion(&d, 0), [b, h, l]);
    assert_eq!(inclusion(&d, 3), [c, g, l]);
    assert_eq!(inclusion(&d, 4), [f, j, k]);
    assert_eq!(inclusion(&d, 6), [i, k]);
    assert_eq!(consistency(&d, 3), [c, d[3], g, l]);
    assert_eq!(consistency(&d, 4), [l]);
    assert_eq!(consistency(&d, 6), [i, j, k]);
}

#[test]
fn every_proof_of_every_small_tree_holds_and_no_other_does() {
    for size in 1..=33_u64 {
        let all = leaves(size);
        let top = root(&all);
        for index in 0..size {
            let proof = inclusion(&all, index);
            let leaf = &all[index as usize];
            assert_eq!(verify_inclusion(leaf, index, size, &proof, &top), Ok(()));
            for other in (0..size).filter(|other| *other != index) {
                assert!(verify_inclusion(leaf, other, size, &proof, &top).is_err());
            }
            let mut longer = proof.clone();
            longer.push(top);
            assert!(matches!(
                verify_inclusion(leaf, index, size, &longer, &top),
                Err(BadProof::Length { .. })
            ));
        }
        for first in 1..=size {
            let old = root(&all[..first as usize]);
            let proof = consistency(&all, first);
            let check =
                |old: &Hash, new: &Hash| verify_consistency((first, old), (size, new), &proof);
            assert_eq!(check(&old, &top), Ok(()), "{first} {size}");
            assert_eq!(check(&leaf_hash(b"x"), &top), Err(BadProof::Root));
            assert_eq!(check(&old, &leaf_hash(b"x")), Err(BadProof::Root));
        }
    }
}

#[test]
fn the_empty_tree_proves_nothing() {
    let top = root(&leaves(3));
    assert_eq!(
        verify_inclusion(&top, 0, 0, &[], &empty_root()),
        Err(BadProof::OutOfTree { index: 0, size: 0 })
    );
    for (first, second) in [(0, 0), (0, 3), (4, 3)] {
        assert_eq!(
            verify_consistency((first, &empty_root()), (second, &top), &[]),
            Err(BadProof::Sizes { first, second })
        );
    }
}

fn flip(hash: &mut Hash, bit: usize) {
    hash[(bit / 8) % 32] ^= 1 << (bit % 8);
}

proptest! {
    #[test]
    fn an_inclusion_proof_holds_and_a_flipped_bit_never_does(
        size in 1_u64..1500, at in any::<u64>(), bit in 0_usize..256, which in any::<usize>(),
    ) {
        let all = leaves(size);
        let index = at % size;
        let top = root(&all);
        let mut leaf = all[index as usize];
        let mut proof = inclusion(&all, index);
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &proof, &top), Ok(()));
        match which % (proof.len() + 2) {
            0 => flip(&mut leaf, bit),
            1 => {
                let mut top = top;
                flip(&mut top, bit);
                prop_assert!(verify_inclusion(&leaf, index, size, &proof, &top).is_err());
                return Ok(());
            }
            element => flip(&mut proof[element - 2], bit),
        }
        prop_assert_eq!(
            verify_inclusion(&leaf, index, size, &proof, &top),
            Err(BadProof::Root)
        );
    }

    #[test]
    fn a_consistency_proof_holds_and_a_flipped_bit_never_does(
        second in 2_u64..1500, at in any::<u64>(), bit in 0_usize..256, which in any::<usize>(),
    ) {
        let all = leaves(second);
        let first = 1 + at % (second - 1);
        let (old, new) = (root(&all[..first as usize]), root(&all));
        let mut proof = consistency(&all, first);
        prop_assert_eq!(verify_consistency((first, &old), (second, &new), &proof), Ok(()));
        let place = which % proof.len();
        flip(&mut proof[place], bit);
        prop_assert_eq!(
            verify_consistency((first, &old), (second, &new), &proof),
            Err(BadProof::Root)
        );
    }

    #[test]
    fn no_proof_makes_the_checks_panic(
        index in any::<u64>(), size in any::<u64>(), length in 0_usize..70,
    ) {
        let proof = vec![[7; 32]; length];
        prop_assert!(verify_inclusion(&[1; 32], index, size, &proof, &[2; 32]).is_err());
        prop_assert!(verify_consistency((index, &[1; 32]), (size, &[2; 32]), &proof).is_err());
    }
}
