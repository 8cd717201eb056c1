//! What a day's numbers are kept apart by.

use crate::named_enum;
use crate::urgency::{Reason, Urgency};

named_enum! {
    /// What a tally is about. Each part has one tally a day for each of its names.
    Part {
        /// Every report of the day it came.
        Reports = "reports",
        /// Reports by how they came.
        Origin = "origin",
        /// Reports by what they are about.
        Category = "category",
        /// Reports by the key that sent them.
        Sender = "sender",
        /// Reports of the day that wait for a decision still; nothing where none does.
        Waiting = "waiting",
        /// Every notice of the day its host was told.
        Notices = "notices",
        /// Notices by host.
        Host = "host",
        /// Notices by the country in which it lies.
        HostCountry = "host_country",
        /// Notices by the key that sent the report.
        NoticeSender = "notice_sender",
    }
}

named_enum! {
    /// How urgent, in three bands that are words: which reasons there are.
    Band {
        /// A child is said to be in danger now.
        Danger = "danger",
        /// Somebody is said to act against a child.
        Child = "child",
        /// About content, or nothing that weighs more.
        Content = "content",
    }
}

impl Band {
    /// The band of a report.
    pub fn of(urgency: &Urgency) -> Self {
        if urgency.reasons.contains(&Reason::DangerNow) {
            Self::Danger
        } else if urgency.score >= Reason::Grooming.weight() {
            Self::Child
        } else {
            Self::Content
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_told_by_its_reasons() {
        let urgency = |reasons: &[Reason]| Urgency {
            score: reasons.iter().map(|reason| reason.weight()).sum(),
            reasons: reasons.to_vec(),
        };
        for (reasons, band) in [
            (&[Reason::DangerNow][..], Band::Danger),
            (&[Reason::OffenderHasAccess], Band::Child),
            (&[Reason::Grooming], Band::Child),
            (&[Reason::SaidUrgent, Reason::Recent, Reason::NewContent, Reason::Public], Band::Content),
            (&[], Band::Content),
        ] {
            assert_eq!(Band::of(&urgency(reasons)), band, "{reasons:?}");
        }
    }
}
