//! What is missing in a language beside English, for the page that shows it.

use sha2::{Digest, Sha256};

use super::{Language, PUBLIC, Source};

/// A language beside English.
pub(crate) struct Compared {
    /// How many sentences English has, without the names of countries.
    pub(crate) sentences: usize,
    /// Keys that the language lacks.
    pub(crate) missing: Vec<&'static str>,
    /// Sentences that are the same as in English: key and text.
    pub(crate) same: Vec<(&'static str, String)>,
    /// A digest of the language's sentences: another one after any change.
    pub(crate) digest: [u8; 32],
}

fn sources(language: Language) -> &'static [Source] {
    PUBLIC.iter().find(|(known, _)| *known == language).map_or(&[], |(_, sources)| sources)
}

/// Names of countries are those of the Unicode CLDR, and many are the same in two languages.
fn sentences(language: Language) -> impl Iterator<Item = (&'static str, String)> {
    sources(language)
        .iter()
        .filter(|(path, _)| !path.ends_with("countries.ftl"))
        .flat_map(|(_, text)| messages(text))
}

fn messages(source: &'static str) -> Vec<(&'static str, String)> {
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" =") {
            Some((key, text)) if !line.starts_with(' ') => found.push((key, text.trim().to_owned())),
            _ => {
                if let Some((_, text)) = found.last_mut() {
                    text.push_str(line);
                }
            }
        }
    }
    found
}

/// Compares a language with English.
pub(crate) fn compared(language: Language) -> Compared {
    let english: Vec<_> = sentences(Language::En).collect();
    let own: Vec<_> = sentences(language).collect();
    let of = |key: &str| own.iter().find(|(known, _)| *known == key).map(|(_, text)| text);
    let missing = english.iter().filter(|(key, _)| of(key).is_none()).map(|(key, _)| *key).collect();
    let same = english.iter().filter(|(key, text)| of(key) == Some(text)).cloned().collect();
    let mut digest = Sha256::new();
    for (key, text) in &own {
        digest.update(format!("{key}\n{text}\n"));
    }
    Compared { sentences: english.len(), missing, same, digest: digest.finalize().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_or_the_same_is_found() {
        for language in Language::ALL {
            let found = compared(*language);
            assert!(found.sentences > 200 && found.missing.is_empty(), "{language}");
            let all_the_same = found.same.len() == found.sentences;
            assert_eq!(all_the_same, *language == Language::En, "{language}");
            assert!(*language == Language::En || found.same.len() < 8, "{language}: {:?}", found.same);
        }
        let choice = "a = one\nb =\n    { $n ->\n       *[other] x\n    }\n\n# c = no\nd = two\n";
        let keys: Vec<_> = messages(choice).into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["a", "b", "d"]);
    }
}
