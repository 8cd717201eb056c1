//! Days, and spans of them.

use std::fmt;

use crate::clock::{DAY, Timestamp};

/// A day in UTC, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

impl Day {
    /// The day that a moment lies in.
    pub const fn of(at: Timestamp) -> Self {
        Self(at.micros().div_euclid(DAY))
    }

    /// Its first moment.
    pub const fn start(self) -> Timestamp {
        Timestamp::from_micros(self.0.saturating_mul(DAY))
    }

    /// So many days later.
    #[must_use]
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl fmt::Display for Day {
    /// `2026-11-24`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.start().to_string();
        f.write_str(text.split('T').next().unwrap_or(&text))
    }
}

/// Days from the first up to the last, both with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl Span {
    /// How many days it has.
    pub const fn days(self) -> i64 {
        self.last.0 - self.first.0 + 1
    }

    /// The span cut into pieces of so many days, oldest first; the first piece may be shorter.
    pub fn pieces(self, days: i64) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut last = self.last;
        while last >= self.first {
            let first = Day((last.0 - days.max(1) + 1).max(self.first.0));
            pieces.push(Self { first, last });
            last = first.plus(-1);
        }
        pieces.reverse();
        pieces
    }
}

/// How far back the dashboard looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
    /// Ninety days.
    Season,
    /// A year.
    Year,
}

impl Period {
    /// Every period, shortest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Season, Self::Year];

    /// How many days it has, which is its name in addresses too.
    pub const fn days(self) -> i64 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Season => 90,
            Self::Year => 365,
        }
    }

    /// The period of this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.days().to_string() == text)
    }

    /// The days up to today.
    pub const fn until(self, today: Day) -> Span {
        Span { first: today.plus(1 - self.days()), last: today }
    }

    /// Days that one column of a chart stands for, so that a chart has a dozen to thirty of them.
    pub const fn step(self) -> i64 {
        match self {
            Self::Week | Self::Month => 1,
            Self::Season => 7,
            Self::Year => 30,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_ends_today_and_is_cut_whole() {
        let today = Day::of(Timestamp::parse("2026-11-24T23:59:59Z").unwrap());
        assert_eq!(today.to_string(), "2026-11-24");
        for period in Period::ALL {
            let span = period.until(today);
            assert_eq!((span.last, span.days()), (today, period.days()));
            let pieces = span.pieces(period.step());
            assert_eq!(pieces.iter().map(|piece| piece.days()).sum::<i64>(), span.days());
            assert_eq!((pieces[0].first, pieces.last().unwrap().last), (span.first, span.last));
            assert!(pieces.len() <= 30);
            assert_eq!(Period::parse(&period.days().to_string()), Some(period));
        }
    }
}
