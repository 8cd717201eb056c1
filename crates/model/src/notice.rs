//! Notices to hosts, and the re-checks that follow. Every change of state is one call of [`NoticeState::apply`].

use crate::clock::{HOUR, Timestamp};
use crate::named_enum;

named_enum! {
    /// Where a notice stands.
    NoticeState {
        /// Written, waiting to leave the house.
        Queued = "queued",
        /// Written, and held back at the wish of the police.
        Held = "held",
        /// The host's mail server took it, or a person says it was handed over.
        Sent = "sent",
        /// What it names is gone.
        Removed = "removed",
        /// What it names answers from elsewhere now.
        Moved = "moved",
        /// Still up after its time: a person must act.
        NeedsPerson = "needs_person",
    }
}

named_enum! {
    /// What a re-check, or a person, found at a URL.
    Finding {
        /// Gone.
        Removed = "removed",
        /// It answers from elsewhere.
        Moved = "moved",
        /// It still answers.
        StillUp = "still_up",
        /// It could not be told: no answer, or one that says neither.
        Unclear = "unclear",
    }
}

/// When the host is reminded, counted from when it was told.
pub const REMINDERS: [i64; 3] = [24 * HOUR, 48 * HOUR, 72 * HOUR];

/// What happens to a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeEvent {
    /// It left the house.
    Sent,
    /// Somebody or something looked.
    Checked(Finding),
    /// Its time is over and it is still up.
    Overdue,
    /// The police ask to wait.
    Held,
    /// The hold is over: it may leave the house.
    Released,
    /// Somebody further up is told.
    Escalated,
}

/// Why an event cannot happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// It has not left the house yet.
    #[error("the notice has not been sent yet: send it, or mark it as handed over")]
    NotSent,
    /// It is over.
    #[error("the notice is done: what it named is gone")]
    Done,
    /// It has left the house.
    #[error("the host was told already: the notice cannot be held back any more")]
    Told,
}

impl NoticeState {
    /// The state after an event, or why it cannot happen.
    pub fn apply(self, event: NoticeEvent) -> Result<Self, NoticeError> {
        match (self, event) {
            (Self::Removed, _) => Err(NoticeError::Done),
            (Self::Queued | Self::Held, NoticeEvent::Held) => Ok(Self::Held),
            (_, NoticeEvent::Held) => Err(NoticeError::Told),
            (Self::Held, NoticeEvent::Released) => Ok(Self::Queued),
            (_, NoticeEvent::Released) => Ok(self),
            // Also where a letter was on its way while the hold was placed: it has left.
            (Self::Queued | Self::Held, NoticeEvent::Sent) => Ok(Self::Sent),
            (_, NoticeEvent::Sent) => Ok(self),
            (_, NoticeEvent::Checked(Finding::Removed)) => Ok(Self::Removed),
            (Self::Queued | Self::Held, _) => Err(NoticeError::NotSent),
            // The clock begins anew with whoever is told now.
            (_, NoticeEvent::Escalated) => Ok(Self::Sent),
            (_, NoticeEvent::Checked(Finding::Moved)) => Ok(Self::Moved),
            (_, NoticeEvent::Checked(Finding::StillUp | Finding::Unclear)) => Ok(self),
            (_, NoticeEvent::Overdue) => Ok(Self::NeedsPerson),
        }
    }

    /// Whether re-checks go on by themselves.
    pub fn is_watched(self) -> bool {
        matches!(self, Self::Sent)
    }
}

/// How many reminders are due at `now`, for a host that was told at `sent`.
pub fn reminders_due(sent: Timestamp, now: Timestamp) -> usize {
    REMINDERS.iter().filter(|after| now.since(sent) >= **after).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_stays_gone() {
        let gone = NoticeState::Sent.apply(NoticeEvent::Checked(Finding::Removed)).unwrap();
        assert_eq!(gone.apply(NoticeEvent::Checked(Finding::StillUp)), Err(NoticeError::Done));
    }

    #[test]
    fn a_queued_notice_is_not_overdue() {
        assert_eq!(NoticeState::Queued.apply(NoticeEvent::Overdue), Err(NoticeError::NotSent));
        assert_eq!(
            NoticeState::Queued.apply(NoticeEvent::Checked(Finding::Removed)),
            Ok(NoticeState::Removed)
        );
    }

    #[test]
    fn a_held_notice_leaves_only_after_its_release() {
        let held = NoticeState::Queued.apply(NoticeEvent::Held).unwrap();
        assert_eq!(held.apply(NoticeEvent::Overdue), Err(NoticeError::NotSent));
        assert!(!held.is_watched());
        assert_eq!(held.apply(NoticeEvent::Released), Ok(NoticeState::Queued));
        assert_eq!(NoticeState::Sent.apply(NoticeEvent::Held), Err(NoticeError::Told));
        assert_eq!(held.apply(NoticeEvent::Checked(Finding::Removed)), Ok(NoticeState::Removed));
    }

    #[test]
    fn whoever_is_told_next_has_time_too() {
        assert_eq!(NoticeState::NeedsPerson.apply(NoticeEvent::Escalated), Ok(NoticeState::Sent));
        assert_eq!(NoticeState::Queued.apply(NoticeEvent::Escalated), Err(NoticeError::NotSent));
    }

    #[test]
    fn reminders_come_at_one_two_and_three_days() {
        let sent = Timestamp::from_micros(0);
        for (hours, due) in [(0, 0), (23, 0), (24, 1), (47, 1), (48, 2), (72, 3), (500, 3)] {
            assert_eq!(reminders_due(sent, sent.plus(hours * HOUR)), due, "{hours} h");
        }
    }
}
