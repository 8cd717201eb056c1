//! The right edge of the tree: all that appending needs.

use thiserror::Error;

use super::hash::{empty_root, leaf_hash, node_hash};

/// The largest size: what a signed 64-bit column of the database holds.
const MAX_SIZE: u64 = i64::MAX as u64;

/// The state of a log that is only appended to, in at most 2 kB however long the log is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// The roots of the full trees that the leaves make up, the largest first: one for each bit of `size`.
    peaks: Vec<[u8; 32]>,
}

/// Why bytes are not a frontier.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FrontierError {
    /// Too few bytes to hold the size.
    #[error("the state of the audit log is cut short: {found} bytes; build it again from the log's leaves")]
    TooShort {
        /// Bytes found.
        found: usize,
    },
    /// A size above 2^63 - 1.
    #[error("the state of the audit log names an impossible size: build it again from the log's leaves")]
    TooLarge,
    /// Not as many peaks as the size asks for.
    #[error(
        "the state of the audit log has {found} bytes instead of {expected}: build it again from the log's leaves"
    )]
    WrongLength {
        /// Bytes a log of this size has.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
}

impl Frontier {
    /// The state of an empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves there are.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends an entry; gives back its leaf hash.
    pub fn append(&mut self, entry: &[u8]) -> [u8; 32] {
        let leaf = leaf_hash(entry);
        self.append_leaf_hash(leaf);
        leaf
    }

    /// Appends the leaf hash of an entry, as [`Frontier::append`] gave it back. Never hand in bytes that somebody else chose.
    pub fn append_leaf_hash(&mut self, leaf: [u8; 32]) {
        let mut node = leaf;
        // Every full tree as large as the one that has just become full makes one of double the size with it.
        let merging = self.peaks.len() - self.size.trailing_ones() as usize;
        for left in self.peaks.drain(merging..).rev() {
            node = node_hash(&left, &node);
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root of the tree: the Merkle tree hash of RFC 6962 over all leaves so far.
    pub fn root(&self) -> [u8; 32] {
        let mut peaks = self.peaks.iter().rev().copied();
        let smallest = peaks.next().unwrap_or_else(empty_root);
        peaks.fold(smallest, |right, left| node_hash(&left, &right))
    }

    /// The size as 8 bytes, big-endian, then the peaks of 32 bytes each, the largest tree's first.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.size.to_be_bytes(), self.peaks.as_flattened()].concat()
    }

    /// Reads what [`Frontier::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// [`FrontierError`] where there are not as many bytes as the size asks for. Whether the hashes are the
    /// right ones shows only in the root.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FrontierError> {
        let found = bytes.len();
        let (size, rest) = bytes.split_first_chunk::<8>().ok_or(FrontierError::TooShort { found })?;
        let size = u64::from_be_bytes(*size);
        if size > MAX_SIZE {
            return Err(FrontierError::TooLarge);
        }
        let expected = 8 + 32 * size.count_ones() as usize;
        if found != expected {
            return Err(FrontierError::WrongLength { expected, found });
        }
        let (peaks, _) = rest.as_chunks::<32>();
        Ok(Self { size, peaks: peaks.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hex;

    /// The definition of RFC 6962, section 2.1, word for word.
    fn merkle_tree_hash(entries: &[Vec<u8>]) -> [u8; 32] {
        match entries {
            [] => empty_root(),
            [entry] => leaf_hash(entry),
            _ => {
                let half = entries.len().next_power_of_two() / 2;
                let (left, right) = entries.split_at(half);
                node_hash(&merkle_tree_hash(left), &merkle_tree_hash(right))
            }
        }
    }

    fn frontier(entries: &[Vec<u8>]) -> Frontier {
        let mut frontier = Frontier::new();
        entries.iter().for_each(|entry| {
            frontier.append(entry);
        });
        frontier
    }

    /// Entries and roots of the tests of Certificate Transparency's reference implementation.
    #[test]
    fn the_known_answers_of_certificate_transparency() {
        let entries = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        let roots = [
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
        let mut frontier = Frontier::new();
        assert_eq!(frontier.root(), *hex::bytes(roots[0]));
        for (entry, root) in entries.iter().zip(&roots[1..]) {
            assert_eq!(frontier.append(&hex::bytes(entry)), leaf_hash(&hex::bytes(entry)));
            assert_eq!(frontier.root(), *hex::bytes(root));
        }
        assert_eq!(frontier.size(), 8);
    }

    #[test]
    fn bytes_that_are_no_frontier_are_refused() {
        assert_eq!(Frontier::from_bytes(&[0; 7]), Err(FrontierError::TooShort { found: 7 }));
        assert_eq!(Frontier::from_bytes(&[0xff; 8]), Err(FrontierError::TooLarge));
        assert_eq!(
            Frontier::from_bytes(&[0; 40]),
            Err(FrontierError::WrongLength { expected: 8, found: 40 })
        );
        let bytes = frontier(&vec![vec![]; 3]).to_bytes();
        assert_eq!(
            Frontier::from_bytes(&bytes[..71]),
            Err(FrontierError::WrongLength { expected: 72, found: 71 })
        );
    }

    proptest! {
        #[test]
        fn the_root_is_the_merkle_tree_hash(entries in proptest::collection::vec(any::<Vec<u8>>(), 0..70)) {
            prop_assert_eq!(frontier(&entries).root(), merkle_tree_hash(&entries));
        }

        #[test]
        fn appending_goes_on_after_reading(before in 0_usize..70, after in 0_usize..70) {
            let entries: Vec<_> = (0..before + after).map(|at| at.to_be_bytes().to_vec()).collect();
            let whole = frontier(&entries);
            let mut read = Frontier::from_bytes(&frontier(&entries[..before]).to_bytes()).unwrap();
            entries[before..].iter().for_each(|entry| read.append_leaf_hash(leaf_hash(entry)));
            prop_assert_eq!(read, whole);
        }

        #[test]
        fn any_change_of_an_entry_changes_the_root(size in 1_usize..40, at: prop::sample::Index) {
            let mut entries = vec![vec![0]; size];
            let root = frontier(&entries).root();
            entries[at.index(size)] = vec![1];
            prop_assert_ne!(frontier(&entries).root(), root);
        }
    }
}
