//! Hash lists: curated sets of digests with provenance, and what a match with one of their entries leads to.

use crate::clock::Timestamp;
use crate::id::{EntryId, ListId};
use crate::named_enum;

/// The largest radius that a list may be given, in bits. Above 31 a search looks at every hash, and unrelated pictures come
/// near; above 64 nothing but chance is found.
pub const MAX_RADIUS: u32 = 64;

named_enum! {
    /// What a list is a list of.
    Purpose {
        /// Known child sexual abuse material.
        Known = "known",
        /// Harmless pictures that keep matching: a near match with an entry of another list is left out where a harmless
        /// picture is nearer. An equal digest of a file is never left out.
        Harmless = "harmless",
    }
}

named_enum! {
    /// What a platform may do with a match, as far as the list's keeper vouches for the list.
    Action {
        /// Act by itself: the list was looked through by people, entry by entry.
        Automatic = "automatic",
        /// Show it to a person first.
        Review = "review",
    }
}

/// A hash list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its id.
    pub id: ListId,
    /// Its number in the node, from 1: short, because ten million entries in memory carry it.
    pub number: u32,
    /// Its name, unique in the node.
    pub name: String,
    /// Where it comes from: the organisation that curates it and how it reached this node.
    pub provenance: String,
    /// What it is a list of.
    pub purpose: Purpose,
    /// What a match leads to.
    pub action: Action,
    /// The largest distance at which a picture matches, in bits, at most [`MAX_RADIUS`].
    pub radius: u32,
    /// Whether members with a key of scope `list` are given its published entries.
    pub shared: bool,
    /// When it was first imported.
    pub created_at: Timestamp,
}

/// What of a list can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListSettings {
    /// What a match leads to.
    pub action: Action,
    /// The largest distance at which a picture matches, in bits.
    pub radius: u32,
    /// Whether members are given its published entries.
    pub shared: bool,
}

named_enum! {
    /// How a reported file matches an entry.
    MatchKind {
        /// Equal SHA-256.
        Sha256 = "sha256",
        /// Equal SHA-1.
        Sha1 = "sha1",
        /// Equal MD5.
        Md5 = "md5",
        /// PDQ within the list's radius.
        Pdq = "pdq",
        /// Equal normal form of a URL.
        Url = "url",
    }
}

named_enum! {
    /// A confirm or a dispute of an entry.
    Verdict {
        /// The entry is right.
        Affirmative = "affirmative",
        /// The entry is wrong.
        Negative = "negative",
    }
}

named_enum! {
    /// Why an entry is said to be wrong.
    DisputeReason {
        /// It shows nothing illegal.
        Harmless = "harmless",
        /// It does not belong on this list, or under this label.
        Misclassified = "misclassified",
        /// Its perceptual hash matches pictures that are something else.
        MatchesOthers = "matches_others",
        /// Something else.
        Other = "other",
    }
}

impl DisputeReason {
    /// The fixed id under which the Hash Sharing dialect names it.
    pub const fn guid(self) -> &'static str {
        match self {
            Self::Harmless => "8f4c2f60-5d0b-4a53-9d50-7c1e3a0c0001",
            Self::Misclassified => "8f4c2f60-5d0b-4a53-9d50-7c1e3a0c0002",
            Self::MatchesOthers => "8f4c2f60-5d0b-4a53-9d50-7c1e3a0c0003",
            Self::Other => "8f4c2f60-5d0b-4a53-9d50-7c1e3a0c0004",
        }
    }

    /// The reason with this id.
    pub fn of_guid(guid: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.guid().eq_ignore_ascii_case(guid))
    }
}

/// A vote on an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The entry.
    pub entry: EntryId,
    /// Confirm or dispute.
    pub verdict: Verdict,
    /// Why it is disputed; `None` for a confirm.
    pub reason: Option<DisputeReason>,
}

named_enum! {
    /// How somebody senior settles a dispute.
    Settlement {
        /// The entry stands, and acts again.
        Stands = "stands",
        /// The entry is withdrawn: it leaves a tombstone.
        Withdrawn = "withdrawn",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_found_by_its_own_id() {
        for reason in DisputeReason::ALL {
            assert_eq!(DisputeReason::of_guid(&reason.guid().to_uppercase()), Some(*reason));
        }
        assert_eq!(DisputeReason::of_guid("8f4c2f60"), None);
    }
}
