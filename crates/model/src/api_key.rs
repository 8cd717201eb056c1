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
