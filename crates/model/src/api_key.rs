//! API keys: what a sender may do, and how often.

use crate::id::ApiKeyId;
use crate::named_enum;

named_enum! {
    /// What a key is for.
    Scope {
        /// Send reports and ask where they stand.
        Report = "report",
        /// Redeem viewing tokens: for the desk's isolated viewing machine alone.
        Viewing = "viewing",
        /// Ask whether a file is known. Never told how near a picture is.
        Lookup = "lookup",
        /// Ask whether a file is known and how near: for vetted members alone.
        Distance = "distance",
        /// Read the published entries of shared lists, and vote on them.
        List = "list",
    }
}

impl Scope {
    /// Whether a key of this scope may do what needs `other`: a key for distances may also ask without them.
    pub fn covers(self, other: Self) -> bool {
        self == other || (self == Self::Distance && other == Self::Lookup)
    }
}

/// Requests a minute that a key may make unless it was given another budget.
pub const DEFAULT_BUDGET: u32 = 600;

/// A sender's key. The secret itself is kept as a keyed digest only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// Whose it is.
    pub name: String,
    /// What it is for.
    pub scope: Scope,
    /// Requests a minute.
    pub budget: u32,
    /// Whether it was revoked.
    pub revoked: bool,
}
