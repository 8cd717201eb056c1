//! How much grave material somebody of the desk was exposed to, when a pause is due, and when it is enough for a day.

use crate::clock::{DAY, MINUTE, Timestamp};
use crate::named_enum;

named_enum! {
    /// What counts.
    Exposed {
        /// Content was assessed.
        Assessed = "assessed",
        /// A token for the viewing machine was made.
        Viewed = "viewed",
        /// A report was opened whose content is on a list or was found illegal.
        Opened = "opened",
    }
}

/// What a supervisor sets, for the desk or for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExposureLimit {
    /// How much is enough for a day; 0 sets no limit.
    pub daily: u32,
    /// After how much in a row a pause is suggested.
    pub pause_after: u32,
    /// How long a pause is; and after how many times as long without one it is suggested.
    pub pause_minutes: u32,
}

/// How many pauses long somebody may go on before one is suggested, whatever they did in that time.
const PAUSES_IN_A_ROW: i64 = 4;

impl Default for ExposureLimit {
    /// No daily limit until a supervisor has set one: what is right differs from desk to desk. The pause is our proposal, and
    /// awaits the word of people who do this work.
    fn default() -> Self {
        Self { daily: 0, pause_after: 20, pause_minutes: 15 }
    }
}

/// What somebody was exposed to on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// The day, counted from 1970.
    pub day: i64,
    /// Contents assessed.
    pub assessed: u32,
    /// Tokens for the viewing machine made.
    pub viewed: u32,
    /// Reports of grave content opened.
    pub opened: u32,
    /// How much in a row, without a pause.
    pub run: u32,
    /// When that began, in microseconds since 1970.
    pub run_since: i64,
    /// When the last thing was, in microseconds since 1970.
    pub last_at: i64,
    /// How much more than the limit a supervisor has allowed today.
    pub extra: u32,
}

/// Whether a pause is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// So much in a row.
    AfterMany(u32),
    /// So many minutes without one.
    AfterMinutes(u32),
}

/// The day of a moment, counted from 1970 in UTC.
pub fn day(at: Timestamp) -> i64 {
    at.micros().div_euclid(DAY)
}

impl Exposure {
    /// Of a day on which nothing happened yet.
    pub fn of_day(day: i64) -> Self {
        Self { day, ..Self::default() }
    }

    /// Everything of the day.
    pub fn total(&self) -> u32 {
        self.assessed.saturating_add(self.viewed).saturating_add(self.opened)
    }

    /// Counts one thing more. A gap as long as a pause is a pause.
    pub fn count(&mut self, what: Exposed, now: Timestamp, limit: ExposureLimit) {
        let count = match what {
            Exposed::Assessed => &mut self.assessed,
            Exposed::Viewed => &mut self.viewed,
            Exposed::Opened => &mut self.opened,
        };
        *count = count.saturating_add(1);
        if self.paused(now, limit) {
            (self.run, self.run_since) = (0, now.micros());
        }
        self.run = self.run.saturating_add(1);
        self.last_at = now.micros().max(self.last_at);
    }

    fn paused(&self, now: Timestamp, limit: ExposureLimit) -> bool {
        self.run == 0 || now.micros() - self.last_at >= i64::from(limit.pause_minutes.max(1)) * MINUTE
    }

    /// Whether a pause is suggested now.
    pub fn pause(&self, now: Timestamp, limit: ExposureLimit) -> Option<Pause> {
        if self.paused(now, limit) {
            return None;
        }
        let minutes = self.last_at.saturating_sub(self.run_since) / MINUTE;
        if limit.pause_after > 0 && self.run >= limit.pause_after {
            Some(Pause::AfterMany(self.run))
        } else if minutes >= i64::from(limit.pause_minutes) * PAUSES_IN_A_ROW && limit.pause_minutes > 0 {
            Some(Pause::AfterMinutes(u32::try_from(minutes).unwrap_or(u32::MAX)))
        } else {
            None
        }
    }

    /// Whether it is enough for today.
    pub fn is_enough(&self, limit: ExposureLimit) -> bool {
        limit.daily > 0 && self.total() >= limit.daily.saturating_add(self.extra)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: ExposureLimit = ExposureLimit { daily: 10, pause_after: 5, pause_minutes: 15 };

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_micros(minute * MINUTE)
    }

    #[test]
    fn a_pause_is_suggested_after_many_in_a_row_and_ends_the_row() {
        let mut exposure = Exposure::of_day(0);
        for minute in 0..5 {
            assert_eq!(exposure.pause(at(minute), LIMIT), None);
            exposure.count(Exposed::Assessed, at(minute), LIMIT);
        }
        assert_eq!(exposure.pause(at(5), LIMIT), Some(Pause::AfterMany(5)));
        assert_eq!(exposure.pause(at(19), LIMIT), None, "they have paused");
        exposure.count(Exposed::Viewed, at(19), LIMIT);
        assert_eq!((exposure.run, exposure.total()), (1, 6));
    }

    #[test]
    fn a_pause_is_suggested_after_an_hour_without_one() {
        let mut exposure = Exposure::of_day(0);
        for minute in [0, 14, 28, 42, 60] {
            let patient = ExposureLimit { pause_after: 50, pause_minutes: 20, ..LIMIT };
            exposure.count(Exposed::Opened, at(minute), patient);
        }
        let hourly = ExposureLimit { pause_after: 50, ..LIMIT };
        assert_eq!(exposure.pause(at(61), hourly), Some(Pause::AfterMinutes(60)));
    }

    #[test]
    fn it_is_enough_at_the_limit_and_a_supervisor_may_let_it_go_on() {
        let mut exposure = Exposure::of_day(0);
        (0..10).for_each(|minute| exposure.count(Exposed::Assessed, at(minute), LIMIT));
        assert!(exposure.is_enough(LIMIT) && !exposure.is_enough(ExposureLimit { daily: 0, ..LIMIT }));
        exposure.extra = 1;
        assert!(!exposure.is_enough(LIMIT));
    }
}
