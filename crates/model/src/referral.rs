//! Referrals: what the desk hands to another organisation, and what came of it. Every change of state is one call of
//! [`ReferralState::apply`].

use crate::clock::{DAY, HOUR, Timestamp};
use crate::named_enum;

named_enum! {
    /// Where a referral stands.
    ReferralState {
        /// Offered; the letter has not left the house yet.
        Offered = "offered",
        /// It is with the member: the letter left, or it lies on the liaison's page.
        Delivered = "delivered",
        /// Somebody of the member opened it.
        Read = "read",
        /// The member took it on.
        Accepted = "accepted",
        /// The member does not take it on, and said why: it needs a new addressee.
        Declined = "declined",
        /// It was offered to another member instead.
        Rerouted = "rerouted",
        /// The desk took the offer back.
        Withdrawn = "withdrawn",
    }
}

named_enum! {
    /// How a referral reaches the member.
    ReferralWay {
        /// By mail with a link that opens once.
        Mail = "mail",
        /// On the page of the member's liaison, who signs in.
        Liaison = "liaison",
    }
}

named_enum! {
    /// What a receiver may do with what it was sent. Whoever sends it decides.
    HandlingCode {
        /// Use it to protect a child and in proceedings, and pass it to whoever is competent in the same country.
        Use = "use",
        /// Work with it, but ask before it is used in court or passed on.
        AskBeforeCourt = "ask_before_court",
        /// Work with it, and pass it to nobody without asking.
        KeepToYourself = "keep_to_yourself",
        /// Know it, and ask before anything is done with it.
        AskBeforeActing = "ask_before_acting",
    }
}

named_enum! {
    /// What came of a referral.
    OutcomeKind {
        /// A child is safe.
        ChildSafe = "child_safe",
        /// A child was identified.
        ChildIdentified = "child_identified",
        /// A suspect was identified.
        SuspectIdentified = "suspect_identified",
        /// Somebody was charged.
        Charge = "charge",
        /// Somebody was convicted.
        Conviction = "conviction",
        /// What was named is gone.
        Removed = "removed",
        /// Nothing came of it; the member says why.
        None = "none",
    }
}

impl OutcomeKind {
    /// Whether it is about a person: then whoever reported learns of it only after the officer releases it.
    pub const fn is_about_a_person(self) -> bool {
        match self {
            Self::ChildSafe
            | Self::ChildIdentified
            | Self::SuspectIdentified
            | Self::Charge
            | Self::Conviction => true,
            Self::Removed | Self::None => false,
        }
    }
}

/// What happens to a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferralEvent {
    /// It is with the member.
    Delivered,
    /// Somebody of the member opened it.
    Opened,
    /// The member takes it on.
    Accepted,
    /// The member does not take it on.
    Declined,
    /// The member tells what came of it.
    Outcome,
    /// The desk offers it to another member.
    Rerouted,
    /// The desk takes it back.
    Withdrawn,
}

/// Why an event cannot happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReferralError {
    /// Nobody has read it yet.
    #[error("open the referral and read it first")]
    NotRead,
    /// It was not accepted.
    #[error("accept the referral first, or decline it and say why")]
    NotAccepted,
    /// It was declined.
    #[error("the referral was declined already: the desk looks for another addressee")]
    Declined,
    /// It went to another member, or was taken back.
    #[error("the desk took this referral back or offered it to somebody else: nothing is left to do here")]
    Over,
}

impl ReferralState {
    /// The state after an event, or why it cannot happen. It never goes back: what was read stays read.
    pub fn apply(self, event: ReferralEvent) -> Result<Self, ReferralError> {
        use ReferralEvent as E;
        match (self, event) {
            (Self::Rerouted | Self::Withdrawn, _) => Err(ReferralError::Over),
            (_, E::Rerouted) => Ok(Self::Rerouted),
            (_, E::Withdrawn) => Ok(Self::Withdrawn),
            (Self::Offered, E::Delivered) => Ok(Self::Delivered),
            (_, E::Delivered) => Ok(self),
            // A link in a letter that was handed over by hand may be opened before anybody says that it was.
            (Self::Offered | Self::Delivered, E::Opened) => Ok(Self::Read),
            (_, E::Opened) => Ok(self),
            (Self::Declined, E::Accepted | E::Declined | E::Outcome) => Err(ReferralError::Declined),
            (Self::Offered | Self::Delivered, _) => Err(ReferralError::NotRead),
            (Self::Read | Self::Accepted, E::Accepted) => Ok(Self::Accepted),
            (Self::Read | Self::Accepted, E::Declined) => Ok(Self::Declined),
            (Self::Accepted, E::Outcome) => Ok(Self::Accepted),
            (Self::Read, E::Outcome) => Err(ReferralError::NotAccepted),
        }
    }

    /// Whether the member still owes an answer.
    pub const fn is_unanswered(self) -> bool {
        matches!(self, Self::Offered | Self::Delivered | Self::Read)
    }

    /// Whether it is over with this member.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Rerouted | Self::Withdrawn)
    }
}

/// How long a one-time link can be opened.
pub const LINK_LIFE: i64 = 7 * DAY;
/// How long the code on an opened page can be used to answer.
pub const ANSWER_LIFE: i64 = 366 * DAY;

/// When a member is reminded, and when the desk is told that nobody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// When the member is reminded, counted from when it was offered.
    pub reminders: [i64; 2],
    /// When the desk is told.
    pub overdue: i64,
}

impl Patience {
    /// With a referral about a child in danger now, or with any other.
    pub const fn of(danger_now: bool) -> Self {
        if danger_now {
            Self { reminders: [2 * HOUR, 6 * HOUR], overdue: 12 * HOUR }
        } else {
            Self { reminders: [3 * DAY, 7 * DAY], overdue: 10 * DAY }
        }
    }

    /// How many reminders are due at `now`.
    pub fn reminders_due(&self, offered: Timestamp, now: Timestamp) -> usize {
        self.reminders.iter().filter(|after| now.since(offered) >= **after).count()
    }

    /// Whether the desk must be told.
    pub fn is_overdue(&self, offered: Timestamp, now: Timestamp) -> bool {
        now.since(offered) >= self.overdue
    }

    /// When to look next; `None` once the desk was told.
    pub fn next(&self, offered: Timestamp, now: Timestamp) -> Option<Timestamp> {
        let steps = self.reminders.iter().chain([&self.overdue]);
        steps.map(|after| offered.plus(*after)).find(|at| *at > now)
    }
}

#[cfg(test)]
mod tests {
    use super::ReferralEvent as E;
    use super::ReferralState as S;
    use super::*;

    const EVENTS: [E; 7] =
        [E::Delivered, E::Opened, E::Accepted, E::Declined, E::Outcome, E::Rerouted, E::Withdrawn];

    fn after(events: &[E]) -> Result<S, ReferralError> {
        events.iter().try_fold(S::Offered, |state, event| state.apply(*event))
    }

    #[test]
    fn nobody_answers_what_nobody_read() {
        for event in [E::Accepted, E::Declined, E::Outcome] {
            assert_eq!(after(&[E::Delivered, event]), Err(ReferralError::NotRead));
        }
        assert_eq!(after(&[E::Delivered, E::Opened, E::Outcome]), Err(ReferralError::NotAccepted));
        assert_eq!(after(&[E::Opened, E::Accepted, E::Outcome, E::Outcome]), Ok(S::Accepted));
    }

    #[test]
    fn what_is_over_stays_over() {
        for event in EVENTS {
            assert_eq!(S::Rerouted.apply(event), Err(ReferralError::Over));
            assert_eq!(S::Withdrawn.apply(event), Err(ReferralError::Over));
        }
    }

    #[test]
    fn what_was_declined_waits_for_another_addressee_only() {
        for event in EVENTS {
            let next = S::Declined.apply(event);
            let moved = matches!(event, E::Rerouted | E::Withdrawn);
            assert_eq!(moved, next.is_ok_and(|next| next != S::Declined), "{event:?}");
        }
        // A member may find out later that it is not competent.
        assert_eq!(after(&[E::Opened, E::Accepted, E::Declined]), Ok(S::Declined));
    }

    #[test]
    fn a_letter_that_is_late_takes_nothing_back() {
        assert_eq!(after(&[E::Opened, E::Accepted, E::Delivered, E::Opened]), Ok(S::Accepted));
    }

    #[test]
    fn the_desk_is_told_sooner_where_a_child_is_in_danger() {
        let (offered, calm, danger) = (Timestamp::from_micros(0), Patience::of(false), Patience::of(true));
        assert!(danger.overdue < calm.reminders[0]);
        assert_eq!(calm.reminders_due(offered, offered.plus(4 * DAY)), 1);
        assert_eq!(calm.next(offered, offered.plus(8 * DAY)), Some(offered.plus(10 * DAY)));
        assert_eq!(calm.next(offered, offered.plus(10 * DAY)), None);
        assert!(calm.is_overdue(offered, offered.plus(10 * DAY)));
    }
}
