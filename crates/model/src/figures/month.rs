//! Months: what a sender is shown is shown of whole ones.

use std::fmt;

use jiff::civil::date;
use jiff::tz::Offset;

use super::span::{Day, Span};
use crate::clock::Timestamp;

/// A month, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i16,
    /// 1 to 12.
    number: i8,
}

impl Month {
    /// The month that a moment lies in.
    pub fn of(at: Timestamp) -> Self {
        let time = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or_default();
        let date = Offset::UTC.to_datetime(time).date();
        Self { year: date.year(), number: date.month() }
    }

    /// The one before.
    #[must_use]
    pub fn before(self) -> Self {
        match self.number {
            1 => Self { year: self.year - 1, number: 12 },
            number => Self { number: number - 1, ..self },
        }
    }

    fn first(self) -> Day {
        let start =
            Offset::UTC.to_timestamp(date(self.year, self.number, 1).at(0, 0, 0, 0)).unwrap_or_default();
        Day::of(Timestamp::from_micros(start.as_microsecond()))
    }

    /// Its days.
    pub fn span(self) -> Span {
        let next = match self.number {
            12 => Self { year: self.year + 1, number: 1 },
            number => Self { number: number + 1, ..self },
        };
        Span { first: self.first(), last: next.first().plus(-1) }
    }

    /// The last so many whole months before a moment, oldest first.
    pub fn finished(at: Timestamp, months: usize) -> Vec<Self> {
        let all = std::iter::successors(Some(Self::of(at).before()), |month| Some(month.before()));
        let mut months: Vec<_> = all.take(months).collect();
        months.reverse();
        months
    }
}

impl fmt::Display for Month {
    /// `2026-11`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_that_are_over_have_all_their_days() {
        let now = Timestamp::parse("2028-03-01T00:00:00Z").unwrap();
        let months = Month::finished(now, 3);
        assert_eq!(
            months.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2027-12", "2028-01", "2028-02"]
        );
        assert_eq!(months.iter().map(|month| month.span().days()).collect::<Vec<_>>(), [31, 31, 29]);
        assert_eq!(months[2].span().last.to_string(), "2028-02-29");
    }
}
