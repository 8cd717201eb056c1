//! Noticing a key that probes: it found a known picture, and then asks for many variants of it, as somebody does who tries how
//! much must be changed before it is known no more.
//!
//! Only look-ups near such a picture are slowed; everything else that the key asks is answered at once. So a platform whose
//! uploader probes goes on protecting, and its people are told.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use tutela_matching::{Pdq, distance};
use tutela_model::clock::{HOUR, Timestamp};
use tutela_model::id::ApiKeyId;

/// Distinct variants of one picture within an hour after which a key is taken to probe. Copies of one picture that many people
/// send come to a handful of hashes: re-encoding changes few bits and the same few.
pub(crate) const VARIANTS: usize = 32;
/// How near a hash must be to count as a variant, in bits: beyond the match distance, because whoever probes goes there.
const NEAR: u32 = 64;
/// Known pictures remembered of each key.
const CENTRES: usize = 256;

/// Every key's recent finds.
#[derive(Default)]
pub(crate) struct Probing {
    keys: Mutex<HashMap<ApiKeyId, Vec<Centre>>>,
    gates: Mutex<HashMap<ApiKeyId, Arc<tokio::sync::Mutex<()>>>>,
}

/// A known picture that a key found, and what it asked for near it.
struct Centre {
    hash: Pdq,
    since: Timestamp,
    variants: HashSet<Pdq>,
}

/// What was noticed about one look-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Noticed {
    /// The answer waits.
    pub(crate) slow: bool,
    /// It was noticed with this look-up, so that people are told now.
    pub(crate) first: bool,
}

impl Probing {
    /// Where requests of one key wait for each other.
    pub(crate) fn gate(&self, key: ApiKeyId) -> Arc<tokio::sync::Mutex<()>> {
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(gates.entry(key).or_default())
    }

    /// Watches a look-up.
    pub(crate) fn watch(&self, key: ApiKeyId, hash: &Pdq, found: bool, now: Timestamp) -> Noticed {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let centres = match keys.get_mut(&key) {
            Some(centres) => centres,
            None if found => keys.entry(key).or_default(),
            None => return Noticed::default(),
        };
        centres.retain(|centre| (0..HOUR).contains(&now.since(centre.since)));
        let near = centres.iter_mut().find(|centre| distance(&centre.hash, hash) <= NEAR);
        let Some(centre) = near else {
            if found {
                if centres.len() == CENTRES {
                    // The one that was tried least: a flood of finds does not hide a picture that is being probed.
                    let least = (0..CENTRES).min_by_key(|at| centres[*at].variants.len()).unwrap_or(0);
                    centres.remove(least);
                }
                centres.push(Centre { hash: *hash, since: now, variants: HashSet::new() });
            }
            return Noticed::default();
        };
        if centre.hash == *hash || centre.variants.len() >= VARIANTS {
            return Noticed { slow: centre.variants.len() >= VARIANTS && centre.hash != *hash, first: false };
        }
        centre.variants.insert(*hash);
        let first = centre.variants.len() == VARIANTS;
        Noticed { slow: first, first }
    }
}

#[cfg(test)]
mod tests {
    use tutela_model::clock::MINUTE;
    use uuid::Uuid;

    use super::*;

    const KEY: ApiKeyId = ApiKeyId(Uuid::nil());

    fn variant(n: u8) -> Pdq {
        let mut bytes = [0x55; 32];
        bytes[0] = n;
        Pdq::from_bytes(bytes)
    }

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_micros(minutes * MINUTE)
    }

    #[test]
    fn variants_of_a_known_picture_are_noticed_once_and_slowed_from_then_on() {
        let probing = Probing::default();
        assert_eq!(probing.watch(KEY, &variant(0), true, at(0)), Noticed::default());
        let noticed: Vec<_> = (1..=40).map(|n| probing.watch(KEY, &variant(n), n < 20, at(1))).collect();
        assert_eq!(noticed.iter().filter(|noticed| noticed.first).count(), 1);
        assert_eq!(noticed.iter().position(|noticed| noticed.slow), Some(VARIANTS - 1));
        assert!(noticed[VARIANTS - 1..].iter().all(|noticed| noticed.slow));
        let far = Pdq::from_bytes([0xaa; 32]);
        assert!(!probing.watch(KEY, &far, true, at(1)).slow, "what is far from it is not slowed");
        assert!(!probing.watch(ApiKeyId(Uuid::max()), &variant(50), true, at(1)).slow, "nor is another key");
        assert!(!probing.watch(KEY, &variant(50), false, at(62)).slow, "and after an hour it is forgotten");
    }

    #[test]
    fn pictures_that_nobody_knows_may_come_in_any_number_of_variants() {
        let probing = Probing::default();
        assert!((0..200).all(|n| probing.watch(KEY, &variant(n), false, at(0)) == Noticed::default()));
    }

    #[test]
    fn the_same_picture_again_is_no_variant() {
        let probing = Probing::default();
        assert!((0..200).all(|n| !probing.watch(KEY, &variant(n % 4), true, at(0)).slow));
    }
}
