//! A clock beside each step: how long ago, and exactly when on hover and in print.

use askama::Template;
use jiff::tz::Offset;
use tutela_model::clock::{DAY, HOUR, MINUTE, Timestamp};

use crate::texts::Texts;

/// A moment, as `<time>`.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<time datetime="{{ iso }}" title="{{ exact }}">{{ relative }}</time>"#, ext = "html")]
pub(super) struct Moment {
    iso: String,
    /// Exactly, with the time zone.
    pub(super) exact: String,
    relative: String,
}

impl Moment {
    /// A moment, seen from `now`.
    pub(super) fn of(texts: Texts, at: Timestamp, now: Timestamp) -> Self {
        let exact = texts.with("moment-exact", "at", written(at));
        Self { iso: at.to_string(), exact, relative: relative(texts, at, now) }
    }

    /// A moment of which the hour alone is known, as with public reports.
    pub(super) fn coarse(texts: Texts, at: Timestamp, now: Timestamp) -> Self {
        let at = at.hour();
        let exact = texts.with("moment-hour", "at", written(at));
        let relative =
            if now.since(at) < HOUR { texts.get("ago-hour") } else { self::relative(texts, at, now) };
        Self { iso: at.to_string(), exact, relative }
    }

    /// One or the other.
    pub(super) fn kept(texts: Texts, at: Timestamp, now: Timestamp, coarse: bool) -> Self {
        if coarse { Self::coarse(texts, at, now) } else { Self::of(texts, at, now) }
    }
}

/// `24 Nov 2026, 09:30`, in UTC.
pub(super) fn written(at: Timestamp) -> String {
    match jiff::Timestamp::from_microsecond(at.micros()) {
        Ok(time) => Offset::UTC.to_datetime(time).strftime("%-d %b %Y, %H:%M").to_string(),
        Err(_) => at.to_string(),
    }
}

fn relative(texts: Texts, at: Timestamp, now: Timestamp) -> String {
    match now.since(at) {
        ..MINUTE => texts.get("ago-now"),
        age if age < HOUR => texts.with("ago-minutes", "n", age / MINUTE),
        age if age < 2 * DAY => texts.with("ago-hours", "n", age / HOUR),
        age if age < 60 * DAY => texts.with("ago-days", "n", age / DAY),
        _ => written(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_relative_with_the_exact_time_beside() {
        let now = Timestamp::parse("2026-11-24T10:30:00Z").unwrap();
        let shown = |age: i64| Moment::of(Texts::console(), now.plus(-age), now).relative;
        assert_eq!(shown(-5), "just now");
        assert_eq!(shown(5 * MINUTE), "5 min ago");
        assert_eq!(shown(26 * HOUR), "26 h ago");
        assert_eq!(shown(3 * DAY), "3 days ago");
        assert_eq!(shown(100 * DAY), "16 Aug 2026, 10:30");
        let coarse = Moment::coarse(Texts::console(), now, now);
        assert_eq!(coarse.relative, "within this hour");
        assert!(coarse.exact.contains("10:00") && coarse.exact.contains("UTC"));
    }
}
