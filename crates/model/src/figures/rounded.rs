//! Numbers for others: so that no number, and no difference of numbers, tells of a single report.
//!
//! Only numbers of which each thing counts in one are published (a partition). Each is rounded to the nearest multiple of five, and
//! what is below five is only said to be so: every published number stands for at least three true ones. A total is the sum of the
//! *published* numbers ([`sum`]), never rounded from the true one: that would give numbers away, as the tests show. This is conventional
//! rounding (OECD, Glossary of Statistical Disclosure Control) with suppression of small cells, as HESA publishes numbers of students.

use serde::{Deserialize, Serialize};

/// Numbers below this are hidden.
pub const SMALL: u64 = 5;

/// A number as others may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Option<u64>", into = "Option<u64>")]
pub enum Rounded {
    /// Below five: none, or a few.
    Few,
    /// About so many: a multiple of five.
    About(u64),
}

/// A number as others may see it.
pub const fn rounded(n: u64) -> Rounded {
    if n < SMALL { Rounded::Few } else { Rounded::About((n + SMALL / 2) / SMALL * SMALL) }
}

/// The total of published numbers, made of them alone: it tells nothing that they do not.
pub fn sum(numbers: impl IntoIterator<Item = Rounded>) -> Rounded {
    rounded(numbers.into_iter().filter_map(Rounded::told).sum())
}

impl Rounded {
    /// The number, where it is told.
    pub const fn told(self) -> Option<u64> {
        match self {
            Self::Few => None,
            Self::About(n) => Some(n),
        }
    }

    /// What share of `all` it is, in whole percent: made of the told numbers, and only where there are enough of them for a percent to
    /// mean something.
    pub fn percent_of(self, all: Self) -> Option<u64> {
        let (part, all) = (self.told()?, all.told()?);
        (all >= 4 * SMALL).then(|| (part * 100 / all).min(100))
    }
}

impl From<Option<u64>> for Rounded {
    fn from(told: Option<u64>) -> Self {
        told.map_or(Self::Few, rounded)
    }
}

impl From<Rounded> for Option<u64> {
    fn from(number: Rounded) -> Self {
        number.told()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    #[test]
    fn numbers_are_rounded_to_five_and_small_ones_hidden() {
        let told: Vec<_> = [0, 1, 4, 5, 7, 8, 12, 13, 1_000_002].map(|n| rounded(n).told()).to_vec();
        let five = |n| Some(n);
        assert_eq!(told, [None, None, None, five(5), five(5), five(10), five(10), five(15), five(1_000_000)]);
    }

    #[test]
    fn every_published_number_stands_for_several() {
        let mut possible: HashMap<Rounded, u64> = HashMap::new();
        (0..998).for_each(|n| *possible.entry(rounded(n)).or_default() += 1);
        assert!(possible.values().all(|stands_for| *stands_for >= 3), "{possible:?}");
    }

    /// Why a total is never rounded from the true one: fewer than five, 10, 15 and a total of 35 can only be 4, 12 and 17.
    #[test]
    fn a_total_rounded_by_itself_would_give_numbers_away() {
        let table = |a: u64, b: u64, c: u64| [a, b, c, a + b + c].map(rounded);
        let all = || (0..30).flat_map(|a| (0..30).flat_map(move |b| (0..30).map(move |c| (a, b, c))));
        let like = |a, b, c| all().filter(|(x, y, z)| table(*x, *y, *z) == table(a, b, c)).count();
        assert_eq!(like(4, 12, 17), 1);
        // The sum of what is published is the same for all that is published alike.
        let published = |a, b, c| [a, b, c].map(rounded);
        let alike = all().filter(|(a, b, c)| published(*a, *b, *c) == published(4, 12, 17));
        assert_eq!(alike.map(|(a, b, c)| sum(published(a, b, c))).collect::<HashSet<_>>().len(), 1);
        assert!(all().filter(|(a, b, c)| published(*a, *b, *c) == published(4, 12, 17)).count() >= 27);
    }

    #[test]
    fn a_percentage_needs_enough_and_is_made_of_what_is_told() {
        assert_eq!(rounded(17).percent_of(rounded(21)), Some(75));
        assert_eq!(rounded(7).percent_of(rounded(12)), None);
        assert_eq!(rounded(3).percent_of(rounded(100)), None);
    }

    #[test]
    fn it_is_kept_as_the_number_or_nothing() {
        let kept = serde_json::to_string(&[rounded(3), rounded(23)]).unwrap();
        assert_eq!(kept, "[null,25]");
        assert_eq!(serde_json::from_str::<[Rounded; 2]>(&kept).unwrap(), [Rounded::Few, Rounded::About(25)]);
    }
}
