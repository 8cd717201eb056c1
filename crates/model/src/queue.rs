//! How the queue is narrowed: by what stands in the open, and by fixed names alone, so that it may stand in an address.

use crate::clock::{DAY, Timestamp};
use crate::completeness::Missing;
use crate::country::Country;
use crate::named_enum;
use crate::report::{Category, Origin};
use crate::urgency::Reason;

named_enum! {
    /// When a report came.
    Age {
        /// Within the last day.
        Day = "day",
        /// More than a day ago.
        OverDay = "over_day",
        /// More than three days ago.
        OverThreeDays = "over_three_days",
        /// More than a week ago.
        OverWeek = "over_week",
    }
}

impl Age {
    /// From when on, and before when, reports came, seen from `now`.
    pub fn bounds(self, now: Timestamp) -> (Option<Timestamp>, Option<Timestamp>) {
        match self {
            Self::Day => (Some(now.plus(-DAY)), None),
            Self::OverDay => (None, Some(now.plus(-DAY))),
            Self::OverThreeDays => (None, Some(now.plus(-3 * DAY))),
            Self::OverWeek => (None, Some(now.plus(-7 * DAY))),
        }
    }
}

/// To which reports the queue is narrowed; all of them where nothing is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// What they are about.
    pub category: Option<Category>,
    /// The country they name.
    pub country: Option<Country>,
    /// How they came.
    pub origin: Option<Origin>,
    /// A reason for which they are urgent.
    pub reason: Option<Reason>,
    /// Something that is missing.
    pub missing: Option<Missing>,
    /// When they came.
    pub age: Option<Age>,
    /// Whether nobody holds them.
    pub unclaimed: bool,
}

/// The value that stands for "nobody holds it".
const NOBODY: &str = "nobody";

impl Narrow {
    /// The names of the fields, as they stand in addresses and in saved views.
    pub const FIELDS: [&'static str; 7] =
        ["category", "country", "origin", "reason", "missing", "age", "holder"];

    /// Reads what `field` gives for each name; what is not known narrows nothing.
    pub fn parse<'a>(field: impl Fn(&str) -> &'a str) -> Self {
        Self {
            category: Category::parse(field("category")),
            country: Country::parse(field("country")),
            origin: Origin::parse(field("origin")),
            reason: Reason::parse(field("reason")),
            missing: Missing::parse(field("missing")),
            age: Age::parse(field("age")),
            unclaimed: field("holder") == NOBODY,
        }
    }

    /// What is set: name and value, in order.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let named = |name: &'static str, value: Option<&str>| value.map(|value| (name, value.to_owned()));
        let country = self.country.map(|country| country.to_string());
        [
            named("category", self.category.map(Category::as_str)),
            named("country", country.as_deref()),
            named("origin", self.origin.map(Origin::as_str)),
            named("reason", self.reason.map(Reason::as_str)),
            named("missing", self.missing.map(Missing::as_str)),
            named("age", self.age.map(Age::as_str)),
            named("holder", self.unclaimed.then_some(NOBODY)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What is set as the query of an address: `category=csam&country=LT`. Nothing in it needs escaping.
    pub fn query(&self) -> String {
        let pairs: Vec<String> =
            self.pairs().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("&")
    }

    /// Reads what [`Narrow::query`] wrote.
    pub fn of_query(query: &str) -> Self {
        Self::parse(|name| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.into_iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
        })
    }

    /// Whether nothing is set.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_narrowed_survives_being_written_and_read() {
        let narrow = Narrow {
            category: Some(Category::SelfGenerated),
            country: Country::parse("lt"),
            origin: Some(Origin::Young),
            reason: Some(Reason::DangerNow),
            missing: Some(Missing::AddressTime),
            age: Some(Age::OverWeek),
            unclaimed: true,
        };
        assert_eq!(Narrow::of_query(&narrow.query()), narrow);
        assert_eq!(narrow.pairs().iter().map(|(name, _)| *name).collect::<Vec<_>>(), Narrow::FIELDS);
        assert!(narrow.query().bytes().all(|c| c.is_ascii_alphanumeric() || b"=&_".contains(&c)));
        assert!(Narrow::of_query("").is_all() && Narrow::default().query().is_empty());
    }

    #[test]
    fn what_is_not_known_narrows_nothing() {
        assert!(Narrow::of_query("category=nonsense&country=XX&holder=me&x&text=host.example").is_all());
    }
}
