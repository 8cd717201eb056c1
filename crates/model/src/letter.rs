//! Letters that leave the house, and where each of them stands.

use crate::clock::Timestamp;
use crate::named_enum;

named_enum! {
    /// What a letter is about; its record is of this kind.
    LetterAbout {
        /// A notice to a host.
        Notice = "notice",
        /// A referral to a member.
        Referral = "referral",
        /// A correction of what somebody was told.
        Correction = "correction",
        /// A request to a service to preserve what it has.
        Preservation = "preservation",
        /// A call to the person on call.
        OnCall = "on_call",
        /// A person of the desk: a new password, an invitation.
        Person = "person",
    }
}

named_enum! {
    /// Where a letter stands.
    LetterState {
        /// It goes out by itself.
        Waiting = "waiting",
        /// It left the house.
        Sent = "sent",
        /// A person must see to it: it was refused, came back, or there is no mail server.
        NeedsPerson = "needs_person",
        /// A person said that it need not go any more.
        Withdrawn = "withdrawn",
    }
}

/// The times of a letter, from which follows where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetterTimes {
    /// When it left the house.
    pub sent: Option<Timestamp>,
    /// Since when a person must see to it.
    pub stuck: Option<Timestamp>,
    /// When it was withdrawn.
    pub withdrawn: Option<Timestamp>,
}

impl LetterTimes {
    /// Where the letter stands. A letter that came back has left the house and needs a person all the same.
    pub fn state(self) -> LetterState {
        if self.withdrawn.is_some() {
            LetterState::Withdrawn
        } else if self.stuck.is_some() {
            LetterState::NeedsPerson
        } else if self.sent.is_some() {
            LetterState::Sent
        } else {
            LetterState::Waiting
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_came_back_needs_a_person() {
        let at = Some(Timestamp::from_micros(1));
        let times = |sent, stuck, withdrawn| LetterTimes { sent, stuck, withdrawn }.state();
        assert_eq!(times(None, None, None), LetterState::Waiting);
        assert_eq!(times(at, None, None), LetterState::Sent);
        assert_eq!(times(at, at, None), LetterState::NeedsPerson);
        assert_eq!(times(None, at, at), LetterState::Withdrawn);
    }
}
