//! A request to a service to keep what it has, until the police come with legal process. It has an end: whoever forgets it finds
//! nothing.

use crate::clock::{DAY, Timestamp};
use crate::named_enum;

named_enum! {
    /// Where a request stands.
    PreservationState {
        /// The service was asked, or is about to be.
        Asked = "asked",
        /// The service says that it keeps what it has.
        Confirmed = "confirmed",
        /// The service refused.
        Refused = "refused",
        /// Its time is over, or it is no longer needed.
        Ended = "ended",
    }
}

/// How long before its end a request is brought to mind.
pub const REMIND: i64 = 14 * DAY;
/// The shortest and the longest time that is asked for at once.
pub const DAYS: core::ops::RangeInclusive<u32> = 1..=366;
/// Days that are asked for where nobody says otherwise: ninety, as many laws have it.
pub const USUAL_DAYS: u32 = 90;

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreservationEvent {
    /// The service says that it keeps what it has.
    Confirmed,
    /// The service refuses.
    Refused,
    /// It is made longer, to this time.
    Extended(Timestamp),
    /// It is no longer needed, or its time is over.
    Ended,
}

/// Why an event cannot happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreservationError {
    /// It is over.
    #[error("the request is over: write a new one")]
    Over,
    /// The service refused.
    #[error("the service refused the request: write a new one, or ask the police")]
    Refused,
    /// The new end is not later.
    #[error("the new end must lie after the present one")]
    NotLater,
}

impl PreservationState {
    /// The state after an event, or why it cannot happen.
    pub fn apply(self, event: PreservationEvent, until: Timestamp) -> Result<Self, PreservationError> {
        match (self, event) {
            (Self::Ended, _) => Err(PreservationError::Over),
            (_, PreservationEvent::Ended) => Ok(Self::Ended),
            (Self::Refused, PreservationEvent::Extended(_)) => Err(PreservationError::Refused),
            (_, PreservationEvent::Extended(to)) if to <= until => Err(PreservationError::NotLater),
            // What was confirmed was the earlier end.
            (_, PreservationEvent::Extended(_)) => Ok(Self::Asked),
            (_, PreservationEvent::Confirmed) => Ok(Self::Confirmed),
            (_, PreservationEvent::Refused) => Ok(Self::Refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PreservationEvent as E;
    use PreservationState as S;

    #[test]
    fn an_extension_is_asked_for_anew() {
        let (now, later) = (Timestamp::from_micros(0), Timestamp::from_micros(DAY));
        assert_eq!(S::Confirmed.apply(E::Extended(later), now), Ok(S::Asked));
        assert_eq!(S::Confirmed.apply(E::Extended(now), now), Err(PreservationError::NotLater));
        assert_eq!(S::Refused.apply(E::Extended(later), now), Err(PreservationError::Refused));
    }

    #[test]
    fn what_is_over_stays_over() {
        let now = Timestamp::from_micros(0);
        for event in [E::Confirmed, E::Refused, E::Ended] {
            assert_eq!(S::Ended.apply(event, now), Err(PreservationError::Over));
        }
    }
}
