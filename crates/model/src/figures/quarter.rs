//! Quarters of a year: what is published is published of a whole one.

use std::fmt;

use jiff::civil::date;
use jiff::tz::Offset;

use super::span::{Day, Span};
use crate::clock::Timestamp;

/// A quarter of a year, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i16,
    /// 1 to 4.
    number: i8,
}

impl Quarter {
    /// The quarter that a moment lies in.
    pub fn of(at: Timestamp) -> Self {
        let time = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or_default();
        let date = Offset::UTC.to_datetime(time).date();
        Self { year: date.year(), number: (date.month() - 1) / 3 + 1 }
    }

    /// Reads `2026-Q3`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.split_once("-Q")?;
        let (year, number) = (year.parse().ok()?, number.parse().ok()?);
        ((1970..=9000).contains(&year) && (1..=4).contains(&number)).then_some(Self { year, number })
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1 to 4.
    pub fn number(self) -> i8 {
        self.number
    }

    /// The one before.
    #[must_use]
    pub fn before(self) -> Self {
        match self.number {
            1 => Self { year: self.year - 1, number: 4 },
            number => Self { number: number - 1, ..self },
        }
    }

    fn after(self) -> Self {
        match self.number {
            4 => Self { year: self.year + 1, number: 1 },
            number => Self { number: number + 1, ..self },
        }
    }

    fn first(self) -> Day {
        let date = date(self.year, (self.number - 1) * 3 + 1, 1);
        let start = Offset::UTC.to_timestamp(date.at(0, 0, 0, 0)).unwrap_or_default();
        Day::of(Timestamp::from_micros(start.as_microsecond()))
    }

    /// Its days.
    pub fn span(self) -> Span {
        Span { first: self.first(), last: self.after().first().plus(-1) }
    }

    /// The first moment after it.
    pub fn end(self) -> Timestamp {
        self.after().first().start()
    }
}

impl fmt::Display for Quarter {
    /// `2026-Q3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_has_its_days() {
        let quarter = Quarter::of(Timestamp::parse("2026-12-31T23:59:59Z").unwrap());
        assert_eq!(quarter.to_string(), "2026-Q4");
        let span = quarter.span();
        assert_eq!(
            (span.first.to_string(), span.last.to_string()),
            ("2026-10-01".into(), "2026-12-31".into())
        );
        assert_eq!(quarter.end().to_string(), "2027-01-01T00:00:00Z");
        assert_eq!(quarter.before().before().before().before().to_string(), "2025-Q4");
        assert_eq!(Quarter::parse("2026-Q4"), Some(quarter));
        for wrong in ["2026-Q5", "2026-Q0", "2026", "-Q1", "99999-Q1"] {
            assert_eq!(Quarter::parse(wrong), None, "{wrong}");
        }
    }
}
