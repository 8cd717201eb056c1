//! Notices to hosts, and the re-checks that follow. Every change of state is one call of [`NoticeState::apply`].

use crate::clock::{HOUR, Timestamp};
use crate::named_enum;

named_enum! {
    /// Where a notice stands.
    NoticeState {
        /// Written, waiting to leave the house.
        Queued = "queued",
        /// The host's mail server took it, or a person says it was handed over.
        Sent = "sent",
        /// What it names is gone.
        Removed = "removed",
        /// What it names answers from elsewhere now.
        Moved = "moved",
        /// Still up after the last reminder: a person must act.
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
    /// The last reminder is over and it is still up.
    Overdue,
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
}

impl NoticeState {
    /// The state after an event, or why it cannot happen.
    pub fn apply(self, event: NoticeEvent) -> Result<Self, NoticeError> {
        match (self, event) {
            (Self::Removed, _) => Err(NoticeError::Done),
            (Self::Queued, NoticeEvent::Sent) => Ok(Self::Sent),
            (_, NoticeEvent::Sent) => Ok(self),
            (_, NoticeEvent::Checked(Finding::Removed)) => Ok(Self::Removed),
            (Self::Queued, _) => Err(NoticeError::NotSent),
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
    fn reminders_come_at_one_two_and_three_days() {
        let sent = Timestamp::from_micros(0);
        for (hours, due) in [(0, 0), (23, 0), (24, 1), (47, 1), (48, 2), (72, 3), (500, 3)] {
            assert_eq!(reminders_due(sent, sent.plus(hours * HOUR)), due, "{hours} h");
        }
    }
}
