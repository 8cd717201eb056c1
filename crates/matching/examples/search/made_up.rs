//! Hashes that nobody took of a picture.

use tutela_matching::{EntryId, FileDigests, ListTag, Md5, Pdq, PdqHash, Sha1, Sha256};

/// Splitmix64: the same numbers in every run.
pub struct Numbers(pub u64);

impl Numbers {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        bytes
            .chunks_mut(8)
            .for_each(|chunk| chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]));
        bytes
    }

    /// A hash that differs from another in exactly so many bits.
    pub fn near(&mut self, mut hash: [u8; 32], distance: u32) -> [u8; 32] {
        let original = hash;
        let differing =
            |hash: &[u8; 32]| hash.iter().zip(original).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>();
        while differing(&hash) < distance {
            let bit = self.next() as usize % 256;
            hash[bit / 8] |= !original[bit / 8] & 1 << (bit % 8);
            hash[bit / 8] &= !(original[bit / 8] & 1 << (bit % 8));
        }
        hash
    }
}

/// Which hashes the index holds.
#[derive(Clone, Copy)]
pub struct Kind {
    /// Every tenth hash lies within 20 bits of one of a hundred centres.
    pub skewed: bool,
    /// Every entry has MD5, SHA-1 and SHA-256 too.
    pub all_digests: bool,
}

impl Kind {
    /// A centre of a crowd; some are nearly blank, as are the hashes of nearly blank pictures.
    pub fn centre(number: u64) -> [u8; 32] {
        match number % 4 {
            0 => [number as u8; 32].map(|byte| if byte.is_multiple_of(8) { 0 } else { 0xff }),
            1 => std::array::from_fn(|at| if (at as u64 / 2 + number).is_multiple_of(4) { 0xff } else { 0 }),
            _ => Numbers(number).bytes(),
        }
    }

    /// The hash of an entry.
    pub fn hash(self, number: u64) -> [u8; 32] {
        let mut numbers = Numbers(number << 8);
        if self.skewed && number.is_multiple_of(10) {
            let distance = numbers.next() as u32 % 21;
            return numbers.near(Self::centre(number / 10 % 100), distance);
        }
        numbers.bytes()
    }

    /// An entry.
    pub fn entry(self, number: u64) -> (EntryId, ListTag, FileDigests) {
        let mut digests = picture(self.hash(number));
        if self.all_digests {
            let mut numbers = Numbers((number << 8) + 0x1234_5678);
            digests.md5 = Some(Md5::from_bytes(numbers.bytes()));
            digests.sha1 = Some(Sha1::from_bytes(numbers.bytes()));
            digests.sha256 = Some(Sha256::from_bytes(numbers.bytes()));
        }
        (EntryId(number.into()), ListTag(1), digests)
    }

    /// A question, and the entry that it must find: half of them lie 0 to 31 bits from an entry, half anywhere.
    pub fn question(self, number: u64, entries: u64) -> ([u8; 32], Option<EntryId>) {
        let mut numbers = Numbers(!number << 20);
        if number.is_multiple_of(2) || entries == 0 {
            return (numbers.bytes(), None);
        }
        let mut entry = numbers.next() % entries;
        if self.skewed && number % 4 == 1 {
            entry -= entry % 10;
        }
        (numbers.near(self.hash(entry), (number / 2 % 32) as u32), Some(EntryId(entry.into())))
    }
}

/// What is known of a picture.
pub fn picture(hash: [u8; 32]) -> FileDigests {
    FileDigests { pdq: Some(PdqHash { hash: Pdq::from_bytes(hash), quality: 100 }), ..FileDigests::default() }
}
