//! Tokens in letters and on pages for people who do not sign in here.

use crate::named_enum;

named_enum! {
    /// What a token lets its holder do.
    TokenKind {
        /// Open one referral, once.
        Open = "open",
        /// Answer one referral that was opened.
        Answer = "answer",
        /// Read one correction and say that it was noted.
        Acknowledge = "acknowledge",
    }
}
