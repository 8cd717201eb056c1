//! PDQ hashes: made of a picture, their quality, and how far two of them are apart.

mod dct;
mod filter;
mod hasher;
mod simd;

use crate::Pdq;

pub use hasher::{MAX_PICTURE_SIDE, PdqError, PdqHasher, PdqPicture, hash_luma, hash_rgb};
pub use simd::CpuPath;

/// The largest distance at which two PDQ hashes count as the same picture, in bits.
///
/// Source: the PDQ paper and README of facebook/ThreatExchange, which match at 31 of 256 or fewer.
pub const MATCH_DISTANCE: u32 = 31;

/// The least quality at which a PDQ hash says anything, of 0 to 100.
///
/// Source: the same README, which drops hashes of quality 49 and below. Such pictures are nearly
/// featureless, and their hashes come near to each other by chance.
pub const MIN_QUALITY: u8 = 50;

/// A PDQ hash and the quality it was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PdqHash {
    /// The hash.
    pub hash: Pdq,
    /// Quality, 0 to 100. Where a list names none, the caller gives 100: who curates a list has dropped
    /// the poor ones already.
    pub quality: u8,
}

impl PdqHash {
    /// Whether the quality is at least [`MIN_QUALITY`], so that the hash may match.
    pub const fn is_usable(&self) -> bool {
        self.quality >= MIN_QUALITY
    }
}

/// The number of bits in which the two hashes differ, 0 to 256.
pub fn distance(a: &Pdq, b: &Pdq) -> u32 {
    words(a).iter().zip(words(b)).map(|(a, b)| (a ^ b).count_ones()).sum()
}

/// The hash as four numbers, the highest bits first.
pub(crate) fn words(hash: &Pdq) -> [u64; 4] {
    let (words, _) = hash.as_bytes().as_chunks::<8>();
    std::array::from_fn(|at| u64::from_be_bytes(words[at]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_ends_of_the_scale() {
        let (none, all) = (Pdq::from_bytes([0; 32]), Pdq::from_bytes([0xff; 32]));
        assert_eq!(distance(&none, &none), 0);
        assert_eq!(distance(&none, &all), 256);
    }

    #[test]
    fn the_hexadecimal_is_big_endian() {
        let top = Pdq::parse(&format!("8{:063}", 0)).unwrap();
        assert_eq!(words(&top), [1 << 63, 0, 0, 0]);
    }

    #[test]
    fn quality_is_cut_at_fifty() {
        let hash = Pdq::from_bytes([0; 32]);
        assert!(!PdqHash { hash, quality: 49 }.is_usable());
        assert!(PdqHash { hash, quality: 50 }.is_usable());
    }

    proptest! {
        #[test]
        fn distance_is_a_metric(a: [u8; 32], b: [u8; 32], c: [u8; 32]) {
            let [a, b, c] = [a, b, c].map(Pdq::from_bytes);
            prop_assert_eq!(distance(&a, &a), 0);
            prop_assert_eq!(distance(&a, &b) == 0, a == b);
            prop_assert_eq!(distance(&a, &b), distance(&b, &a));
            prop_assert!(distance(&a, &c) <= distance(&a, &b) + distance(&b, &c));
        }
    }
}
