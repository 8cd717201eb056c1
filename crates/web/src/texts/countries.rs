//! The names of countries, in the order in which a reader looks for them.

use std::sync::LazyLock;

use tutela_model::country::Country;

use super::{Language, PUBLIC};

type Names = Vec<(Country, &'static str)>;

static NAMES: LazyLock<Vec<(Language, Names)>> =
    LazyLock::new(|| PUBLIC.iter().map(|(language, sources)| (*language, read(sources))).collect());

/// Every country with its name, sorted as the language sorts: the file's order is kept, because sorting by code point would put
/// "Åland" behind "Zimbabwe".
pub fn countries(language: Language) -> &'static [(Country, &'static str)] {
    NAMES.iter().find(|(known, _)| *known == language).map_or(&[], |(_, names)| names)
}

fn read(sources: &[super::Source]) -> Names {
    let lines = sources.iter().flat_map(|(_, text)| text.lines());
    lines
        .filter_map(|line| line.strip_prefix("country-")?.split_once(" = "))
        .filter_map(|(code, name)| Some((Country::parse(code)?, name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::texts::Texts;

    #[test]
    fn every_country_has_one_name_in_every_language() {
        for language in Language::ALL {
            let names = countries(*language);
            let codes: HashSet<Country> = names.iter().map(|(country, _)| *country).collect();
            assert_eq!(codes.len(), names.len(), "{language}");
            assert_eq!(codes, Country::all().collect(), "{language}");
            for (country, name) in names {
                assert_eq!(Texts::public(*language).get(&format!("country-{country}")), *name);
            }
        }
        assert_eq!(countries(Language::En)[1].1, "Åland Islands");
    }
}
