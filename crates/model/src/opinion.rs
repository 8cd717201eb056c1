//! Second looks at an assessment by somebody who does not see the first one.

use crate::named_enum;

named_enum! {
    /// Why somebody looks a second time.
    OpinionPurpose {
        /// The analyst asked a colleague.
        Second = "second",
        /// Drawn at random, for a senior to see how well the desk agrees.
        Sample = "sample",
    }
}

/// How long the desk's agreement is looked back on.
pub const AGREEMENT_PERIOD: i64 = 90 * crate::clock::DAY;
