//! Which country a phone number belongs to, by the digits that it begins with.

use std::sync::LazyLock;

use crate::country::Country;

/// The beginnings and their countries, in order of the beginnings. Where they come from stands in the file.
static CODES: LazyLock<Vec<(&'static str, Country)>> = LazyLock::new(|| {
    let lines = include_str!("../data/calling_codes.csv").lines().filter(|line| !line.starts_with('#'));
    let mut codes: Vec<_> = lines
        .filter_map(|line| line.split_once(','))
        .filter_map(|(digits, country)| Some((digits, Country::parse(country)?)))
        .collect();
    codes.sort_unstable();
    codes
});

/// The country of an international number, `+37060000000`, and the beginning that told it: the longest that is known. A number
/// without a plus belongs to no country that could be known.
pub fn country_of_phone(number: &str) -> Option<(Country, &'static str)> {
    let digits = number.strip_prefix('+')?;
    (1..=digits.len().min(7)).rev().find_map(|length| {
        let start = digits.get(..length)?;
        let at = CODES.binary_search_by_key(&start, |(code, _)| code).ok()?;
        CODES.get(at).map(|(code, country)| (*country, *code))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_decides() {
        for (number, country) in [
            ("+37060000042", "LT"),
            ("+12025550100", "US"),
            ("+14165550100", "CA"),
            ("+12465550100", "BB"),
            ("+441481960000", "GG"),
            ("+447700900000", "GB"),
            ("+639170000000", "PH"),
            ("+77010000000", "KZ"),
        ] {
            assert_eq!(country_of_phone(number).map(|(found, _)| found), Country::parse(country), "{number}");
        }
    }

    #[test]
    fn a_number_without_a_plus_belongs_nowhere() {
        for number in ["37060000042", "", "+", "+999000", "+é"] {
            assert_eq!(country_of_phone(number), None, "{number}");
        }
        assert!(CODES.len() > 250, "{}", CODES.len());
    }
}
