//! The phrases that the generator works with: ours, or somebody else's.

use std::path::Path;

use crate::error::Failure;

/// Languages that reports are told in.
pub(super) const LANGUAGES: [&str; 7] = ["en", "pt", "es", "fr", "ar", "fil", "lt"];

/// A phrase that somebody may write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) language: &'static str,
    pub(super) text: String,
    /// Whether it tells that a child may be in danger.
    pub(super) urgent: bool,
}

/// Our own phrases.
pub(super) fn built_in() -> Result<Vec<Phrase>, Failure> {
    parse(include_str!("phrases.tsv")).map_err(Failure::Said)
}

/// Somebody else's.
pub(super) fn read(path: &Path) -> Result<Vec<Phrase>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, error))?;
    parse(&text).map_err(|problem| Failure::file(path, problem))
}

/// Sentences that say nothing, by language.
pub(super) fn filler() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("filler.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
}

fn language(code: &str) -> Option<&'static str> {
    LANGUAGES.into_iter().find(|language| *language == code.trim())
}

/// Lines of language, phrase, urgent 1 or 0, separated by tabs. Empty lines and lines that begin with `#` say nothing.
pub(super) fn parse(text: &str) -> Result<Vec<Phrase>, String> {
    let mut phrases = Vec::new();
    for (n, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |problem: String| format!("line {}: {problem}", n + 1);
        let fields: Vec<&str> = line.split('\t').collect();
        let [code, phrase, urgent] = fields[..] else {
            return Err(wrong(format!(
                "has {} fields: write language, phrase and 1 or 0, separated by tabs",
                fields.len()
            )));
        };
        let language = language(code).ok_or_else(|| {
            wrong(format!(
                "{:?} is not a language of the public site: write one of {}",
                code,
                LANGUAGES.join(", ")
            ))
        })?;
        if phrase.trim().is_empty() {
            return Err(wrong("the phrase is empty".to_owned()));
        }
        let urgent = match urgent.trim() {
            "1" => true,
            "0" => false,
            other => return Err(wrong(format!("urgent is {other:?}: write 1 or 0"))),
        };
        phrases.push(Phrase { language, text: phrase.trim().to_owned(), urgent });
    }
    if !phrases.iter().any(|phrase| phrase.urgent) {
        return Err("holds no urgent phrase: mark at least one with 1".to_owned());
    }
    Ok(phrases)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_phrases_are_urgent_and_not_in_every_language() {
        let ours = built_in().unwrap();
        for language in LANGUAGES {
            for urgent in [true, false] {
                let several = ours.iter().filter(|p| p.language == language && p.urgent == urgent).count();
                assert!(several >= 8, "{language} {urgent}: {several}");
            }
            assert!(filler().iter().filter(|(code, _)| *code == language).count() >= 7, "{language}");
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        for (text, says) in [
            ("en\thelp", "line 1: has 2 fields"),
            ("# note\n\nxx\thelp\t1", "line 3: \"xx\" is not a language"),
            ("en\thelp\tyes", "line 1: urgent is \"yes\""),
            ("en\t \t1", "line 1: the phrase is empty"),
            ("en\tfine\t0", "no urgent phrase"),
        ] {
            let problem = parse(text).unwrap_err();
            assert!(problem.contains(says), "{problem}");
        }
        assert_eq!(parse("\u{feff}en\thelp\t1\r\n").unwrap().len(), 1);
    }
}
