//! Proof that an entry stands in the log (RFC 6962, section 2.1.1): the hashes beside its way to the root.

use super::hash::node_hash;

/// The hashes beside the way of a leaf to the root, the leaf's neighbour first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inclusion(Vec<[u8; 32]>);

impl From<Vec<[u8; 32]>> for Inclusion {
    fn from(hashes: Vec<[u8; 32]>) -> Self {
        Self(hashes)
    }
}

impl Inclusion {
    /// The way of leaf `number` in the tree of these leaf hashes; `None` where there is no such leaf.
    pub fn of(leaves: &[[u8; 32]], number: u64) -> Option<Self> {
        let number = usize::try_from(number).ok().filter(|number| *number < leaves.len())?;
        let mut hashes = Vec::new();
        path(leaves, number, &mut hashes);
        Some(Self(hashes))
    }

    /// The hashes.
    pub fn hashes(&self) -> &[[u8; 32]] {
        &self.0
    }

    /// Whether they lead from leaf `number` to the root of the tree of `size` leaves (RFC 9162, section 2.1.3.2).
    pub fn leads(&self, leaf: &[u8; 32], number: u64, size: u64, root: &[u8; 32]) -> bool {
        if number >= size {
            return false;
        }
        let (mut at, mut last, mut hash) = (number, size - 1, *leaf);
        for beside in &self.0 {
            if last == 0 {
                return false;
            }
            if at & 1 == 1 || at == last {
                hash = node_hash(beside, &hash);
                if at & 1 == 0 {
                    while at & 1 == 0 && at != 0 {
                        at >>= 1;
                        last >>= 1;
                    }
                }
            } else {
                hash = node_hash(&hash, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        last == 0 && hash == *root
    }
}

/// The root of a tree, which is not empty; and the hashes beside the way of `number`.
fn path(leaves: &[[u8; 32]], number: usize, hashes: &mut Vec<[u8; 32]>) {
    if leaves.len() <= 1 {
        return;
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    if number < left.len() {
        path(left, number, hashes);
        hashes.push(root(right));
    } else {
        path(right, number - left.len(), hashes);
        hashes.push(root(left));
    }
}

fn root(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => super::hash::empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&root(left), &root(right))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{Frontier, leaf_hash};

    #[test]
    fn every_leaf_of_every_small_tree_leads_to_its_root_and_no_other_does() {
        for size in 1..34_u64 {
            let leaves: Vec<_> = (0..size).map(|n| leaf_hash(&n.to_be_bytes())).collect();
            let mut frontier = Frontier::new();
            leaves.iter().for_each(|leaf| frontier.append_leaf_hash(*leaf));
            let root = frontier.root();
            for number in 0..size {
                let way = Inclusion::of(&leaves, number).unwrap();
                let leaf = leaves[number as usize];
                assert!(way.leads(&leaf, number, size, &root), "{number} of {size}");
                assert!(!way.leads(&leaf_hash(b"another"), number, size, &root));
                assert!(!way.leads(&leaf, number, size, &[0; 32]));
                for wrong in (0..size).filter(|wrong| *wrong != number) {
                    assert!(!way.leads(&leaf, wrong, size, &root), "{wrong} for {number} of {size}");
                }
                let longer = Inclusion::from([way.hashes(), &[[0; 32]]].concat());
                assert!(!longer.leads(&leaf, number, size, &root));
            }
            assert_eq!(Inclusion::of(&leaves, size), None);
        }
    }
}
