//! What a look-up answers, and which reason is the stronger.

use crate::DigestKind;

/// The id of a list entry, as the caller numbers them; a UUID fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u128);

/// The list that an entry stands in, as the caller numbers them; what it means (its action, its radius) is the caller's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListTag(pub u32);

/// An entry that a file equals or comes near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Match {
    /// The entry.
    pub entry: EntryId,
    /// The list it stands in.
    pub list: ListTag,
    /// The strongest reason why it was found.
    pub how: How,
}

/// Why an entry was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// This digest is equal.
    Equal(DigestKind),
    /// The PDQ hashes are near, but not equal.
    Near {
        /// Bits that differ, 1 to the radius of the query.
        distance: u32,
    },
}

impl How {
    /// Where this reason stands among all: 0 is the strongest. In order: SHA-256, SHA-1, MD5 and PDQ equal,
    /// then near ones by their distance.
    pub const fn rank(self) -> u32 {
        match self {
            Self::Equal(DigestKind::Sha256) => 0,
            Self::Equal(DigestKind::Sha1) => 1,
            Self::Equal(DigestKind::Md5) => 2,
            Self::Equal(DigestKind::Pdq) => 3,
            Self::Near { distance } => distance.saturating_add(3),
        }
    }

    /// The reason that two PDQ hashes at this distance give.
    pub(super) const fn at_distance(distance: u32) -> Self {
        match distance {
            0 => Self::Equal(DigestKind::Pdq),
            _ => Self::Near { distance },
        }
    }
}

/// Keeps the strongest match of each entry, and sorts by strength, then by entry id.
///
/// Near to a crowd of hashes there may be a hundred thousand matches: where no entry can be found twice, they are sorted once.
pub(super) fn strongest_of_each(mut found: Vec<Match>, may_repeat: bool) -> Vec<Match> {
    if may_repeat {
        found.sort_unstable_by_key(|found| (found.entry, found.how.rank()));
        found.dedup_by_key(|found| found.entry);
    }
    found.sort_unstable_by_key(|found| (found.how.rank(), found.entry));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranks_are_in_order() {
        let order = [
            How::Equal(DigestKind::Sha256),
            How::Equal(DigestKind::Sha1),
            How::Equal(DigestKind::Md5),
            How::Equal(DigestKind::Pdq),
            How::Near { distance: 1 },
            How::Near { distance: 31 },
        ];
        assert!(order.is_sorted_by(|a, b| a.rank() < b.rank()));
    }
}
