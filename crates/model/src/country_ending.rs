//! Which country the ending of a name stands for.

use std::sync::LazyLock;

use crate::country::Country;

/// Endings that do not stand for the country of their letters. Where they come from stands in the file.
static ENDINGS: LazyLock<Vec<(&'static str, Option<Country>)>> = LazyLock::new(|| {
    let lines = include_str!("../data/country_endings.csv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(','))
        .map(|(ending, country)| (ending, Country::parse(country)))
        .collect()
});

/// The country that the last part of a name stands for; `None` where it tells nothing.
pub fn country_of_name(name: &str) -> Option<Country> {
    let ending = name.trim_end_matches('.').rsplit('.').next()?.to_ascii_lowercase();
    match ENDINGS.iter().find(|(known, _)| *known == ending) {
        Some((_, country)) => *country,
        None => Country::parse(&ending),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_tells_a_country_only_where_it_is_used_as_one() {
        assert_eq!(country_of_name("host.lt"), Country::parse("LT"));
        assert_eq!(country_of_name("host.co.UK."), Country::parse("GB"));
        for nothing in ["host.example", "host.io", "host.eu", "192.0.2.1", "host.onion", ""] {
            assert_eq!(country_of_name(nothing), None, "{nothing}");
        }
    }
}
