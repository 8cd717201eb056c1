//! Alerts: what a person must be told of, because the node noticed it by itself.

use crate::clock::Timestamp;
use crate::id::AlertId;
use crate::named_enum;

named_enum! {
    /// What was noticed.
    AlertKind {
        /// An entry that stands on no list but one member's copy was asked for: that copy has leaked.
        Leak = "leak",
        /// A key asks for many near variants of one known picture, as somebody does who tries how much must be changed.
        Probing = "probing",
        /// A list cannot be fetched from upstream.
        Subscription = "subscription",
        /// Content reported earlier matches what came newly into a list.
        RetroHunt = "retro_hunt",
        /// A person opens far more reports than they work on.
        Browsing = "browsing",
        /// Somebody disputes an entry.
        Dispute = "dispute",
        /// Letters cannot leave the house.
        Letter = "letter",
        /// Somebody took a report of a child in danger beyond their daily limit: another should take over.
        OverLimit = "over_limit",
        /// A sender says so often that a child is in danger now that the claim alone no longer counts.
        ClaimsTooOften = "claims_too_often",
        /// Somebody was given a way in to reports: added, given a role, or their password or codes were reset.
        Access = "access",
        /// Somebody says that they did not ask for what an administrator reset.
        Disowned = "disowned",
        /// Confirmations of numbers in the help directory lapse soon.
        HelpLapses = "help_lapses",
        /// Somebody reported danger now, and nobody on call could be told.
        NobodyOnCall = "nobody_on_call",
        /// The time for which a service was asked to keep something is nearly over.
        Preservation = "preservation",
        /// A link that opens once was tried again.
        OpenedTwice = "opened_twice",
        /// A referral was declined, or nobody answered it.
        ReferralWaits = "referral_waits",
        /// Somebody has not said that they noted a correction.
        CorrectionUnnoted = "correction_unnoted",
    }
}

/// An alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// What was noticed.
    pub kind: AlertKind,
    /// When.
    pub raised_at: Timestamp,
    /// What it is about, as the audit log names it: `key:…`, `list:…`.
    pub record: String,
    /// Fixed names and numbers; never content.
    pub detail: String,
    /// When somebody took note of it.
    pub seen_at: Option<Timestamp>,
}
