//! Corrections: what somebody was told turned out wrong, and everybody who was told learns of it.

use crate::named_enum;

named_enum! {
    /// What is wrong.
    CorrectionKind {
        /// The assessment was wrong.
        WrongAssessment = "wrong_assessment",
        /// Another country, service or host than was said.
        WrongPlace = "wrong_place",
        /// A fact in it was wrong.
        WrongFact = "wrong_fact",
        /// The whole of it is taken back.
        Withdrawn = "withdrawn",
    }
}

named_enum! {
    /// Who was told, and so learns of a correction.
    ToldKind {
        /// The receiver of a referral.
        Referral = "referral",
        /// A host, by a notice.
        Notice = "notice",
    }
}
