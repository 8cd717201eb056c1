//! How urgent a report is: a sum of named reasons, which the queue shows as words.
//!
//! Three kinds of reasons: what somebody *claims* (boxes that were ticked, and what the words of the report tell, read by
//! [`crate::told`]), what follows where several come *together*, and what the node *sees* by itself (content, accounts, reporters).
//! Claims count less where the same words came several times before, or where a sender makes them too often: a flood of false
//! ones stays below the first, and below what anybody else says.

use serde::{Deserialize, Serialize};

use crate::clock::{DAY, Timestamp};
use crate::item::Item;
use crate::named_enum;
use crate::report::{Category, NewReport, Origin};

named_enum! {
    /// Why a report is urgent, heaviest first.
    Reason {
        /// A child is said to be in danger now.
        DangerNow = "danger_now",
        /// The words tell that somebody wants to die, or is to be killed.
        LifeTold = "life_told",
        /// The words tell that a child is being hurt now, or is about to be.
        DangerTold = "danger_told",
        /// The words tell that a child is held, taken away or missing.
        HeldTold = "held_told",
        /// The offender is said to have access to the child.
        OffenderHasAccess = "offender_has_access",
        /// A child tells of itself that it is threatened.
        ChildThreatened = "child_threatened",
        /// Several reporters name the same account for grooming, threats, travel or trafficking.
        SeveralVictims = "several_victims",
        /// The words tell that the offender lives with the child or is alone with it.
        AccessTold = "access_told",
        /// The words hold many signs of danger near one another, or several and a child.
        ManySignsTold = "many_signs_told",
        /// The words tell that somebody comes to a child, or is to be met.
        MeetingTold = "meeting_told",
        /// A child tells of itself.
        ToldByChild = "told_by_child",
        /// It happened within the last three days, and the offender has access.
        RecentAccess = "recent_access",
        /// Somebody wins a child's trust, and they are to meet.
        GroomingMeeting = "grooming_meeting",
        /// The words tell that a child is threatened or blackmailed.
        ThreatTold = "threat_told",
        /// The words tell that a child is offered or sold.
        SoldTold = "sold_told",
        /// The words hold several signs of danger near one another.
        SignsTold = "signs_told",
        /// The words tell that a child is hurt, and no time.
        HarmTold = "harm_told",
        /// Somebody travels, or plans to, in order to abuse.
        Travel = "travel",
        /// The words are those of a child, or give a child's age.
        ChildInWords = "child_in_words",
        /// Somebody threatens a child.
        Sextortion = "sextortion",
        /// A child is sold or moved.
        Trafficking = "trafficking",
        /// Somebody wins a child's trust.
        Grooming = "grooming",
        /// The words ask for help, or tell of fear.
        PleaTold = "plea_told",
        /// The sender says why it is urgent.
        SaidUrgent = "said_urgent",
        /// It names an account that other reports name too.
        RepeatedAccount = "repeated_account",
        /// Several reporters name the same content or account.
        SeveralReporters = "several_reporters",
        /// It happened within the last three days.
        Recent = "recent",
        /// It names content that no list knows and nobody has assessed.
        NewContent = "new_content",
        /// No report named this content before.
        FirstSeen = "first_seen",
        /// It names content that anybody can see.
        Public = "public",
        /// It names content that is on a list or was assessed before.
        KnownContent = "known_content",
        /// Several reports that still wait say the same in the same words: what they claim counts less.
        SameWords = "same_words",
        /// The sender claims danger so often that the claim alone counts less.
        ClaimsTooOften = "claims_too_often",
    }
}

impl Reason {
    /// How much the reason weighs. A statement about a child outweighs everything said about content together.
    pub const fn weight(self) -> u32 {
        match self {
            Self::DangerNow => 10_000,
            Self::LifeTold => 7_000,
            Self::DangerTold => 6_000,
            Self::HeldTold => 5_500,
            Self::OffenderHasAccess | Self::ChildThreatened | Self::SeveralVictims => 5_000,
            Self::AccessTold => 3_500,
            Self::ManySignsTold => 3_200,
            Self::MeetingTold => 3_100,
            Self::ToldByChild => 3_000,
            Self::RecentAccess | Self::GroomingMeeting => 2_000,
            Self::ThreatTold | Self::SoldTold => 2_000,
            Self::SignsTold => 1_800,
            Self::HarmTold => 1_700,
            Self::Travel => 1_500,
            Self::ChildInWords => 1_200,
            Self::Sextortion | Self::Trafficking => 1_000,
            Self::Grooming => 800,
            Self::PleaTold => 700,
            Self::SaidUrgent => 400,
            Self::RepeatedAccount => 300,
            Self::SeveralReporters => 200,
            Self::Recent => 100,
            Self::NewContent => 60,
            Self::FirstSeen => 50,
            Self::Public => 40,
            Self::KnownContent => 10,
            Self::SameWords | Self::ClaimsTooOften => 0,
        }
    }

    /// Whether it is a claim of danger that somebody makes in words or by a box, and that a flood of false ones could make too.
    pub const fn is_claim(self) -> bool {
        matches!(
            self,
            Self::DangerNow
                | Self::LifeTold
                | Self::DangerTold
                | Self::HeldTold
                | Self::OffenderHasAccess
                | Self::AccessTold
                | Self::ManySignsTold
                | Self::MeetingTold
                | Self::ToldByChild
                | Self::RecentAccess
                | Self::GroomingMeeting
                | Self::ChildThreatened
                | Self::ThreatTold
                | Self::SoldTold
                | Self::SignsTold
                | Self::HarmTold
                | Self::ChildInWords
                | Self::PleaTold
                | Self::SaidUrgent
        )
    }

    /// Whether it says that a child may be in danger at this moment: such a report is never refused to anybody who could take it.
    pub const fn is_danger(self) -> bool {
        matches!(self, Self::DangerNow | Self::LifeTold | Self::DangerTold | Self::HeldTold)
    }

    /// Whether the words of a report tell it.
    pub const fn is_told(self) -> bool {
        matches!(
            self,
            Self::LifeTold
                | Self::DangerTold
                | Self::HeldTold
                | Self::AccessTold
                | Self::ManySignsTold
                | Self::MeetingTold
                | Self::ThreatTold
                | Self::SoldTold
                | Self::SignsTold
                | Self::HarmTold
                | Self::ChildInWords
                | Self::PleaTold
        )
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

/// What is known around a report besides what it says.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// One answer for each item.
    pub known: Vec<Known>,
    /// What its words tell; see [`crate::told`].
    pub told: Vec<Reason>,
    /// Whether other reports name an account of it, and not so many that it tells nothing.
    pub repeated_account: bool,
    /// Whether other reporters name the same content or account.
    pub several_reporters: bool,
    /// Whether it names content that no report named before.
    pub first_seen: bool,
    /// Whether several reports that wait say the same in the same words.
    pub same_words: bool,
    /// Whether its sender claims danger too often.
    pub claims_too_often: bool,
}

/// By what claims are divided where they count less.
const DOUBT: u32 = 4;

/// How urgent a report is, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urgency {
    /// The sum of the weights of the reasons; claims that are in doubt count a quarter.
    pub score: u32,
    /// The reasons, heaviest first.
    pub reasons: Vec<Reason>,
}

impl Urgency {
    /// Of a report that came at `now`. Known content lowers what its own item adds (10 instead of 60) and never what is said
    /// about a child or about access.
    pub fn of(report: &NewReport, around: &Around, now: Timestamp) -> Self {
        let mut reasons = around.told.clone();
        let mut add = |condition: bool, reason: Reason| {
            if condition {
                reasons.push(reason);
            }
        };
        let told = |reason| around.told.contains(&reason);
        let access = report.child.offender_has_access == Some(true);
        let recent = report.occurred_at.is_some_and(|at| now.since(at) <= 3 * DAY);
        let young = report.origin == Origin::Young;
        add(report.child.immediate_danger == Some(true), Reason::DangerNow);
        add(access, Reason::OffenderHasAccess);
        add(young, Reason::ToldByChild);
        add(report.category == Category::Travel, Reason::Travel);
        add(report.category == Category::Sextortion, Reason::Sextortion);
        add(report.category == Category::Trafficking, Reason::Trafficking);
        add(report.category == Category::Grooming, Reason::Grooming);
        add(report.particulars.urgent_reason.is_some(), Reason::SaidUrgent);
        add(recent, Reason::Recent);
        let threatened = told(Reason::ThreatTold) || report.category == Category::Sextortion;
        add(recent && (access || told(Reason::AccessTold)), Reason::RecentAccess);
        add(report.category == Category::Grooming && told(Reason::MeetingTold), Reason::GroomingMeeting);
        add((young || told(Reason::ChildInWords)) && threatened, Reason::ChildThreatened);
        add(around.repeated_account, Reason::RepeatedAccount);
        add(around.several_reporters, Reason::SeveralReporters);
        let content = || {
            report
                .items
                .iter()
                .zip(&around.known)
                .filter(|(item, _)| matches!(item, Item::Url(_) | Item::File(_)))
        };
        add(content().any(|(_, known)| *known == Known::No), Reason::NewContent);
        add(around.first_seen, Reason::FirstSeen);
        let is_public = |item: &Item| {
            matches!(item, Item::Url(_)) || matches!(item, Item::File(f) if f.public == Some(true))
        };
        add(content().any(|(item, known)| *known == Known::No && is_public(item)), Reason::Public);
        add(content().any(|(_, known)| *known == Known::Yes), Reason::KnownContent);
        add(around.same_words, Reason::SameWords);
        add(around.claims_too_often, Reason::ClaimsTooOften);
        Self::sum(reasons)
    }

    /// The sum of these reasons.
    fn sum(mut reasons: Vec<Reason>) -> Self {
        let has = |reason| reasons.contains(&reason);
        let at_a_child = has(Reason::Grooming)
            || has(Reason::Sextortion)
            || has(Reason::Travel)
            || has(Reason::Trafficking);
        if at_a_child && has(Reason::RepeatedAccount) && has(Reason::SeveralReporters) {
            reasons.push(Reason::SeveralVictims);
        }
        reasons.sort();
        reasons.dedup();
        let doubted = reasons.contains(&Reason::SameWords) || reasons.contains(&Reason::ClaimsTooOften);
        let weigh = |reason: &Reason| match reason.weight() {
            weight if doubted && reason.is_claim() => weight / DOUBT,
            weight => weight,
        };
        Self { score: reasons.iter().map(weigh).sum(), reasons }
    }

    /// The same with reasons that came up later; `None` where all of them stood already. It never falls.
    pub fn raised(&self, later: &[Reason]) -> Option<Self> {
        if later.iter().all(|reason| self.reasons.contains(reason)) {
            return None;
        }
        let mut raised = Self::sum(self.reasons.iter().chain(later).copied().collect());
        raised.score = raised.score.max(self.score.saturating_add(1));
        Some(raised)
    }

    /// Whether a child may be in danger at this moment.
    pub fn is_danger(&self) -> bool {
        self.reasons.iter().any(|reason| reason.is_danger())
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

    fn knowing(known: &[Known]) -> Around {
        Around { known: known.to_vec(), ..Around::default() }
    }

    const NOW: Timestamp = Timestamp::from_micros(0);

    proptest! {
        #[test]
        fn knowing_content_never_outweighs_a_statement_about_a_child(known in prop::collection::vec(any::<bool>(), 0..6)) {
            let known: Vec<Known> = known.into_iter().map(|k| if k { Known::Yes } else { Known::No }).collect();
            let in_danger = Urgency::of(&report(Some(true), known.len()), &knowing(&known), NOW);
            let around = Around {
                repeated_account: true,
                several_reporters: true,
                first_seen: true,
                ..knowing(&vec![Known::No; known.len()])
            };
            let calm = Urgency::of(&report(None, known.len()), &around, NOW);
            prop_assert!(in_danger.score > calm.score);
            prop_assert_eq!(in_danger.reasons[0], Reason::DangerNow);
        }
    }

    #[test]
    fn known_content_lowers_only_its_own_item() {
        let both = Urgency::of(&report(None, 2), &knowing(&[Known::Yes, Known::No]), NOW);
        let new = Urgency::of(&report(None, 1), &knowing(&[Known::No]), NOW);
        let known = Urgency::of(&report(None, 1), &knowing(&[Known::Yes]), NOW);
        assert!(both.score >= new.score && known.score < new.score);
    }

    #[test]
    fn reasons_come_heaviest_first() {
        assert!(Reason::ALL.is_sorted_by_key(|reason| std::cmp::Reverse(reason.weight())));
        let around =
            Around { told: vec![Reason::PleaTold, Reason::DangerTold], ..knowing(&[Known::Yes, Known::No]) };
        let urgency = Urgency::of(&report(Some(true), 2), &around, NOW);
        assert!(urgency.reasons.is_sorted_by_key(|reason| std::cmp::Reverse(reason.weight())));
    }

    #[test]
    fn what_comes_together_weighs_more_than_its_parts() {
        let mut told = report(None, 0);
        told.category = Category::Grooming;
        let meeting = Around { told: vec![Reason::MeetingTold], ..Around::default() };
        let urgency = Urgency::of(&told, &meeting, NOW);
        assert!(urgency.reasons.contains(&Reason::GroomingMeeting));
        told.child.offender_has_access = Some(true);
        told.occurred_at = Some(NOW);
        assert!(Urgency::of(&told, &meeting, NOW).reasons.contains(&Reason::RecentAccess));
        told.origin = Origin::Young;
        told.category = Category::Sextortion;
        assert!(Urgency::of(&told, &meeting, NOW).reasons.contains(&Reason::ChildThreatened));
    }

    #[test]
    fn claims_in_doubt_stay_below_the_same_claims_of_others_and_above_none() {
        let told = vec![Reason::DangerTold, Reason::PleaTold];
        let plain = Around { told: told.clone(), ..knowing(&[Known::No]) };
        let first = Urgency::of(&report(Some(true), 1), &plain, NOW);
        for (same_words, claims_too_often) in [(true, false), (false, true)] {
            let doubted = Around { same_words, claims_too_often, ..plain.clone() };
            let again = Urgency::of(&report(Some(true), 1), &doubted, NOW);
            let one_claim = Urgency::of(&report(Some(true), 1), &knowing(&[Known::No]), NOW);
            let calm = Urgency::of(&report(None, 1), &knowing(&[Known::No]), NOW);
            assert!(first.score > again.score && one_claim.score > again.score && again.score > calm.score);
        }
    }

    #[test]
    fn urgency_only_rises() {
        let before = Urgency::of(&report(None, 1), &knowing(&[Known::No]), NOW);
        let after = before.raised(&[Reason::RepeatedAccount, Reason::SeveralReporters]).unwrap();
        assert_eq!(after.score, before.score + 500);
        assert_eq!(after.raised(&[Reason::RepeatedAccount]), None);
    }
}
