//! A police hold: the notices of a report wait, because an investigation would suffer if the host were told now. A hold lapses by
//! itself; only a named officer makes it longer.

use crate::clock::{HOUR, Timestamp};
use crate::named_enum;

named_enum! {
    /// How a hold ended.
    HoldEnding {
        /// The police said that the host may be told.
        GoAhead = "go_ahead",
        /// Nobody renewed it in time.
        Lapsed = "lapsed",
    }
}

/// How long a hold lasts, and how long each renewal: three days.
pub const HOLD: i64 = 72 * HOUR;

/// Where a hold stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldState {
    /// When it lapses.
    pub until: Timestamp,
    /// How often it was made longer.
    pub renewals: i64,
    /// How it ended.
    pub ending: Option<HoldEnding>,
}

/// What happens to a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldEvent {
    /// A named officer renews it, for so many microseconds from now on.
    Renewed(i64),
    /// The police say that the host may be told.
    GoAhead,
    /// Its time may be over.
    Clock,
}

/// Why an event cannot happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoldError {
    /// It is over.
    #[error("the hold is over: the notices are on their way")]
    Over,
}

impl HoldState {
    /// A hold that begins now.
    pub fn new(now: Timestamp, lasts: i64) -> Self {
        Self { until: now.plus(lasts), renewals: 0, ending: None }
    }

    /// The state after an event, or why it cannot happen. A renewal never makes a hold shorter; one that comes after its time comes
    /// too late, even where the clock has not been looked at yet.
    pub fn apply(self, event: HoldEvent, now: Timestamp) -> Result<Self, HoldError> {
        if self.ending.is_some() {
            return Err(HoldError::Over);
        }
        let over = now >= self.until;
        match event {
            HoldEvent::Renewed(_) if over => Err(HoldError::Over),
            HoldEvent::Renewed(lasts) => {
                Ok(Self { until: self.until.max(now.plus(lasts)), renewals: self.renewals + 1, ..self })
            }
            HoldEvent::GoAhead => Ok(Self { ending: Some(HoldEnding::GoAhead), ..self }),
            HoldEvent::Clock if over => Ok(Self { ending: Some(HoldEnding::Lapsed), ..self }),
            HoldEvent::Clock => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(0);

    #[test]
    fn a_hold_lapses_after_its_time_unless_it_is_renewed() {
        let hold = HoldState::new(NOW, HOLD);
        let before = NOW.plus(HOLD - 1);
        assert_eq!(hold.apply(HoldEvent::Clock, before), Ok(hold));
        assert_eq!(hold.apply(HoldEvent::Clock, NOW.plus(HOLD)).unwrap().ending, Some(HoldEnding::Lapsed));
        let renewed = hold.apply(HoldEvent::Renewed(HOLD), before).unwrap();
        assert_eq!((renewed.until, renewed.renewals), (before.plus(HOLD), 1));
        assert_eq!(renewed.apply(HoldEvent::Clock, NOW.plus(HOLD)), Ok(renewed));
    }

    #[test]
    fn a_renewal_that_comes_late_changes_nothing() {
        let hold = HoldState::new(NOW, HOLD);
        assert_eq!(hold.apply(HoldEvent::Renewed(HOLD), NOW.plus(HOLD)), Err(HoldError::Over));
        let gone = hold.apply(HoldEvent::GoAhead, NOW).unwrap();
        assert_eq!(gone.apply(HoldEvent::Renewed(HOLD), NOW), Err(HoldError::Over));
        assert_eq!(gone.apply(HoldEvent::GoAhead, NOW), Err(HoldError::Over));
    }

    #[test]
    fn a_renewal_never_shortens() {
        let hold = HoldState::new(NOW, HOLD);
        assert_eq!(hold.apply(HoldEvent::Renewed(HOUR), NOW).unwrap().until, hold.until);
    }
}
