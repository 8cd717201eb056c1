//! Who is on call: a weekly plan in one time zone, and days on which something else holds.

use std::fmt;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::id::{PersonId, TurnId};

/// Minutes in a day.
pub const DAY_MINUTES: u16 = 24 * 60;
/// How far ahead the next turn is looked for.
const AHEAD_DAYS: i64 = 31;

/// The day on which a turn begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TurnDay {
    /// Every week on this day: 1 is Monday, 7 is Sunday.
    Weekly(u8),
    /// On this date alone. A date that is named has its own turns and none of the weekly ones.
    On(Date),
}

impl TurnDay {
    /// Reads a weekday's number or a date such as `2026-12-24`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.parse::<u8>() {
            Ok(day) => (1..=7).contains(&day).then_some(Self::Weekly(day)),
            Err(_) => text.parse().ok().map(Self::On),
        }
    }
}

impl fmt::Display for TurnDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weekly(day) => day.fmt(f),
            Self::On(date) => date.fmt(f),
        }
    }
}

/// Reads a time of day such as `09:30` as minutes since midnight.
pub fn parse_minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Minutes since midnight as `09:30`.
pub fn written_minutes(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// One person's turn, or that nobody is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its id.
    pub id: TurnId,
    /// The day on which it begins.
    pub day: TurnDay,
    /// Minutes since midnight at which it begins.
    pub starts: u16,
    /// Minutes since midnight at which it ends; on the next day where that is not later than its beginning.
    pub ends: u16,
    /// Who; nobody on a date that is named to be free.
    pub person: Option<PersonId>,
    /// In which order people are told who are on call together: the first is told first.
    pub rank: u8,
}

/// The plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The time zone in which its hours are meant.
    pub zone: TimeZone,
    /// Its turns.
    pub turns: Vec<Turn>,
}

/// The time zone of this name, such as `Europe/Vilnius`.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

impl Plan {
    /// Who is on call now, whoever is told first in front.
    pub fn on_call(&self, now: Timestamp) -> Vec<PersonId> {
        let Some(today) = self.date(now) else { return Vec::new() };
        let mut found: Vec<(u8, TurnId, PersonId)> = [today.yesterday().ok(), Some(today)]
            .into_iter()
            .flatten()
            .flat_map(|date| self.spans(date))
            .filter(|(_, from, until)| *from <= now && now < *until)
            .filter_map(|(turn, ..)| Some((turn.rank, turn.id, turn.person?)))
            .collect();
        found.sort();
        let mut people = Vec::new();
        for (_, _, person) in found {
            if !people.contains(&person) {
                people.push(person);
            }
        }
        people
    }

    /// When the next turn begins, within a month.
    pub fn next(&self, now: Timestamp) -> Option<Timestamp> {
        let today = self.date(now)?;
        (0..AHEAD_DAYS)
            .filter_map(|days| today.checked_add(jiff::Span::new().days(days)).ok())
            .find_map(|date| self.spans(date).map(|(_, from, _)| from).filter(|from| *from > now).min())
    }

    /// A moment on this plan's clock: `2026-11-24 09:00`.
    pub fn written(&self, at: Timestamp) -> String {
        jiff::Timestamp::from_microsecond(at.micros())
            .map(|time| self.zone.to_datetime(time).strftime("%Y-%m-%d %H:%M").to_string())
            .unwrap_or_else(|_| at.to_string())
    }

    fn date(&self, now: Timestamp) -> Option<Date> {
        let now = jiff::Timestamp::from_microsecond(now.micros()).ok()?;
        Some(self.zone.to_datetime(now).date())
    }

    /// The turns that begin on a date, with the moments at which they begin and end.
    fn spans(&self, date: Date) -> impl Iterator<Item = (&Turn, Timestamp, Timestamp)> {
        let named = self.turns.iter().any(|turn| turn.day == TurnDay::On(date));
        let weekday = date.weekday().to_monday_one_offset().unsigned_abs();
        let of_the_day = self.turns.iter().filter(move |turn| match turn.day {
            TurnDay::On(on) => on == date,
            TurnDay::Weekly(day) => !named && day == weekday,
        });
        of_the_day.filter(|turn| turn.person.is_some()).filter_map(move |turn| {
            let last = if turn.ends > turn.starts { date } else { date.tomorrow().ok()? };
            Some((turn, self.moment(date, turn.starts)?, self.moment(last, turn.ends)?))
        })
    }

    /// A time of day on a date, also where clocks are put forward or back.
    fn moment(&self, date: Date, minutes: u16) -> Option<Timestamp> {
        let hour = i8::try_from(minutes / 60 % 24).ok()?;
        let minute = i8::try_from(minutes % 60).ok()?;
        let time = Time::new(hour, minute, 0, 0).ok()?;
        let moment = self.zone.to_timestamp(date.to_datetime(time)).ok()?;
        Some(Timestamp::from_micros(moment.as_microsecond()))
    }
}

/// Whether somebody reads now, as the public is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The desk has made no plan: nothing is said.
    NotSaid,
    /// Somebody is on call.
    Now,
    /// Nobody is.
    Later {
        /// When somebody is again, written on the desk's clock, with its time zone.
        next: Option<(String, String)>,
    },
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    fn turn(day: &str, starts: &str, ends: &str, who: Option<u128>, rank: u8) -> Turn {
        Turn {
            id: TurnId(Uuid::from_u128(u128::from(rank))),
            day: TurnDay::parse(day).unwrap(),
            starts: parse_minutes(starts).unwrap(),
            ends: parse_minutes(ends).unwrap(),
            person: who.map(person),
            rank,
        }
    }

    fn plan(turns: Vec<Turn>) -> Plan {
        Plan { zone: zone("Europe/Vilnius").unwrap(), turns }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn a_turn_is_meant_in_its_time_zone() {
        // 2026-11-23 is a Monday; Vilnius is two hours ahead in winter and three in summer.
        let plan = plan(vec![turn("1", "09:00", "17:00", Some(1), 1)]);
        assert_eq!(plan.on_call(at("2026-11-23T06:59:59Z")), []);
        assert_eq!(plan.on_call(at("2026-11-23T07:00:00Z")), [person(1)]);
        assert_eq!(plan.on_call(at("2026-11-23T14:59:59Z")), [person(1)]);
        assert_eq!(plan.on_call(at("2026-11-23T15:00:00Z")), []);
        assert_eq!(plan.on_call(at("2026-07-06T06:00:00Z")), [person(1)]);
        assert_eq!(plan.next(at("2026-11-23T15:00:00Z")), Some(at("2026-11-30T07:00:00Z")));
        assert_eq!(plan.written(at("2026-11-30T07:00:00Z")), "2026-11-30 09:00");
    }

    #[test]
    fn a_night_reaches_into_the_next_day() {
        let plan =
            plan(vec![turn("7", "22:00", "06:00", Some(1), 1), turn("1", "06:00", "06:00", Some(2), 1)]);
        assert_eq!(plan.on_call(at("2026-11-23T03:59:00Z")), [person(1)]);
        assert_eq!(plan.on_call(at("2026-11-23T04:00:00Z")), [person(2)]);
        assert_eq!(plan.on_call(at("2026-11-24T03:59:00Z")), [person(2)], "a turn may last a whole day");
        assert_eq!(plan.on_call(at("2026-11-24T04:00:00Z")), []);
    }

    #[test]
    fn a_date_that_is_named_has_its_own_turns() {
        let weekly = turn("4", "00:00", "00:00", Some(1), 1);
        let free = turn("2026-12-24", "00:00", "00:00", None, 1);
        let plan = plan(vec![weekly, free]);
        assert_eq!(plan.on_call(at("2026-12-17T12:00:00Z")), [person(1)]);
        assert_eq!(plan.on_call(at("2026-12-24T12:00:00Z")), []);
        assert_eq!(plan.next(at("2026-12-24T12:00:00Z")), Some(at("2026-12-30T22:00:00Z")));
    }

    #[test]
    fn people_are_told_in_order_and_each_once() {
        let plan = plan(vec![
            turn("1", "08:00", "20:00", Some(3), 3),
            turn("1", "08:00", "20:00", Some(1), 1),
            turn("1", "09:00", "20:00", Some(1), 2),
        ]);
        assert_eq!(plan.on_call(at("2026-11-23T10:00:00Z")), [person(1), person(3)]);
    }

    #[test]
    fn clocks_that_are_put_forward_or_back_leave_no_hole() {
        // Clocks go back on 2026-10-25 and forward on 2027-03-28, both in the night to Sunday.
        let days = ["1", "2", "3", "4", "5", "6", "7"];
        let plan = plan(days.into_iter().map(|day| turn(day, "03:30", "03:30", Some(1), 1)).collect());
        for start in ["2026-10-24T12:00:00Z", "2027-03-27T12:00:00Z"] {
            for quarter in 0..4 * 24 {
                let now = at(start).plus(quarter * 15 * crate::clock::MINUTE);
                assert_eq!(plan.on_call(now), [person(1)], "{now}");
            }
        }
    }

    #[test]
    fn what_is_no_day_or_time_is_refused() {
        for text in ["0", "8", "2026-13-01", "monday", ""] {
            assert_eq!(TurnDay::parse(text), None, "{text}");
        }
        for text in ["24:00", "9", "09:60", "-1:00", ""] {
            assert_eq!(parse_minutes(text), None, "{text}");
        }
        assert_eq!((parse_minutes("9:05"), written_minutes(545).as_str()), (Some(545), "09:05"));
        assert!(zone("Europe/Nowhere").is_none());
    }
}
