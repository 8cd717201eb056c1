//! How urgent a report is: a sum of named reasons, which the queue shows as words.

use serde::{Deserialize, Serialize};

use crate::clock::{DAY, Timestamp};
use crate::item::Item;
use crate::named_enum;
use crate::report::{Category, NewReport, Origin};

named_enum! {
    /// Why a report is urgent.
    Reason {
        /// A child is said to be in danger now.
        DangerNow = "danger_now",
        /// The offender is said to have access to the child.
        OffenderHasAccess = "offender_has_access",
        /// A child tells of itself.
        ToldByChild = "told_by_child",
        /// Somebody travels, or plans to, in order to abuse.
        Travel = "travel",
        /// Somebody threatens a child.
        Sextortion = "sextortion",
        /// A child is sold or moved.
        Trafficking = "trafficking",
        /// Somebody wins a child's trust.
        Grooming = "grooming",
        /// The sender says why it is urgent.
        SaidUrgent = "said_urgent",
        /// It happened within the last three days.
        Recent = "recent",
        /// It names content that was not seen before.
        NewContent = "new_content",
        /// It names content that anybody can see.
        Public = "public",
        /// It names content that is on a list or was assessed before.
        KnownContent = "known_content",
    }
}

impl Reason {
    /// How much the reason weighs. A statement about a child outweighs everything said about content together.
    pub const fn weight(self) -> u32 {
        match self {
            Self::DangerNow => 10_000,
            Self::OffenderHasAccess => 5_000,
            Self::ToldByChild => 3_000,
            Self::Travel => 1_500,
            Self::Sextortion => 1_000,
            Self::Trafficking => 1_000,
            Self::Grooming => 800,
            Self::SaidUrgent => 400,
            Self::Recent => 100,
            Self::NewContent => 60,
            Self::Public => 40,
            Self::KnownContent => 10,
        }
    }
}

/// Whether an item's content was known when it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// On a list by equality, or assessed before.
    Yes,
    /// Not as far as this node knows.
    No,
}

/// How urgent a report is, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urgency {
    /// The sum of the weights of the reasons.
    pub score: u32,
    /// The reasons, heaviest first.
    pub reasons: Vec<Reason>,
}

impl Urgency {
    /// Of a report that came at `now`. `known` has one answer for each item: known content lowers what its own item adds
    /// (10 instead of 60) and never what is said about a child or about access.
    pub fn of(report: &NewReport, known: &[Known], now: Timestamp) -> Self {
        let mut reasons = Vec::new();
        let mut add = |condition: bool, reason: Reason| {
            if condition {
                reasons.push(reason);
            }
        };
        add(report.child.immediate_danger == Some(true), Reason::DangerNow);
        add(report.child.offender_has_access == Some(true), Reason::OffenderHasAccess);
        add(report.origin == Origin::Young, Reason::ToldByChild);
        add(report.category == Category::Travel, Reason::Travel);
        add(report.category == Category::Sextortion, Reason::Sextortion);
        add(report.category == Category::Trafficking, Reason::Trafficking);
        add(report.category == Category::Grooming, Reason::Grooming);
        add(report.particulars.urgent_reason.is_some(), Reason::SaidUrgent);
        add(report.occurred_at.is_some_and(|at| now.since(at) <= 3 * DAY), Reason::Recent);
        let content = || {
            report.items.iter().zip(known).filter(|(item, _)| matches!(item, Item::Url(_) | Item::File(_)))
        };
        add(content().any(|(_, known)| *known == Known::No), Reason::NewContent);
        let is_public = |item: &Item| {
            matches!(item, Item::Url(_)) || matches!(item, Item::File(f) if f.public == Some(true))
        };
        add(content().any(|(item, known)| *known == Known::No && is_public(item)), Reason::Public);
        add(content().any(|(_, known)| *known == Known::Yes), Reason::KnownContent);
        Self { score: reasons.iter().map(|reason| reason.weight()).sum(), reasons }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::item::UrlItem;
    use crate::report::{ChildStatement, Particulars};

    fn report(danger: Option<bool>, urls: usize) -> NewReport {
        let url = Item::Url(UrlItem { url: "https://host.example/".into(), note: None });
        NewReport {
            origin: Origin::Api,
            category: Category::Csam,
            occurred_at: None,
            child: ChildStatement { immediate_danger: danger, ..ChildStatement::default() },
            items: vec![url; urls],
            particulars: Particulars::default(),
        }
    }

    proptest! {
        #[test]
        fn knowing_content_never_outweighs_a_statement_about_a_child(known in prop::collection::vec(any::<bool>(), 0..6)) {
            let known: Vec<Known> = known.into_iter().map(|k| if k { Known::Yes } else { Known::No }).collect();
            let now = Timestamp::from_micros(0);
            let in_danger = Urgency::of(&report(Some(true), known.len()), &known, now);
            let all_new = vec![Known::No; known.len()];
            let calm = Urgency::of(&report(None, known.len()), &all_new, now);
            prop_assert!(in_danger.score > calm.score);
            prop_assert_eq!(in_danger.reasons[0], Reason::DangerNow);
        }
    }

    #[test]
    fn known_content_lowers_only_its_own_item() {
        let now = Timestamp::from_micros(0);
        let both = Urgency::of(&report(None, 2), &[Known::Yes, Known::No], now);
        let new = Urgency::of(&report(None, 1), &[Known::No], now);
        let known = Urgency::of(&report(None, 1), &[Known::Yes], now);
        assert!(both.score >= new.score && known.score < new.score);
    }

    #[test]
    fn reasons_come_heaviest_first() {
        let urgency =
            Urgency::of(&report(Some(true), 2), &[Known::Yes, Known::No], Timestamp::from_micros(0));
        assert!(urgency.reasons.is_sorted_by_key(|reason| std::cmp::Reverse(reason.weight())));
    }
}
