use super::*;
use crate::texts::watch::{keys, watch};

fn all_keys(sources: &[Source]) -> Vec<(&'static str, std::collections::BTreeSet<&'static str>)> {
    let mut all: Vec<_> = sources.iter().flat_map(|(_, text)| keys(text)).collect();
    all.sort();
    all
}

#[test]
fn every_language_has_the_same_keys_and_arguments() {
    let (_, english) = PUBLIC[0];
    let english = all_keys(english);
    for (language, sources) in PUBLIC {
        let here = all_keys(sources);
        let extra: Vec<_> = here.iter().filter(|key| !english.contains(key)).collect();
        let lacking: Vec<_> = english.iter().filter(|key| !here.contains(key)).collect();
        assert!(extra.is_empty() && lacking.is_empty(), "{language}: extra {extra:?}, lacking {lacking:?}");
    }
    assert_eq!(PUBLIC.iter().map(|(language, _)| *language).collect::<Vec<_>>(), Language::ALL);
}

/// A key that two files name would leave one of its sentences unread.
#[test]
fn no_key_is_named_twice() {
    let public = PUBLIC.iter().map(|(language, sources)| (language.code(), *sources));
    for (face, sources) in public.chain([("console", CONSOLE)]) {
        let all = all_keys(sources);
        let twice: Vec<_> =
            all.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[0].0).collect();
        assert!(twice.is_empty(), "{face}: {twice:?}");
    }
}

#[test]
fn every_line_of_every_file_is_a_message_a_comment_or_empty() {
    for (path, source) in PUBLIC.iter().flat_map(|(_, sources)| *sources).chain(CONSOLE) {
        for line in source.lines() {
            let key = line.split_once(" =").map(|(key, _)| key);
            let plain = |key: &str| key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
            // The variants of a sentence with a count go on indented.
            let goes_on = line.starts_with("    ");
            assert!(
                goes_on || line.is_empty() || line.starts_with('#') || key.is_some_and(plain),
                "{path}: {line}"
            );
        }
    }
}

/// A sentence that changes with a count has a form for every number there is, in the language's own categories.
#[test]
fn a_sentence_with_a_count_has_every_form_of_its_language() {
    let forms = |language| match language {
        Language::En | Language::Fil => ["one", "other"].as_slice(),
        Language::Pt | Language::Es | Language::Fr => &["one", "many", "other"],
        Language::Lt => &["one", "few", "many", "other"],
        Language::Ar => &["zero", "one", "two", "few", "many", "other"],
    };
    for (language, sources) in PUBLIC {
        for (path, source) in *sources {
            let mut at = 0;
            for choice in source.split("->\n").skip(1) {
                at += 1;
                let lines = choice.lines().take_while(|line| line.trim() != "}");
                let named: Vec<_> = lines
                    .filter_map(|line| line.trim().trim_start_matches('*').strip_prefix('[')?.split_once(']'))
                    .map(|(form, _)| form)
                    .collect();
                assert_eq!(named, forms(*language), "{path}, choice {at}");
            }
        }
    }
    let lithuanian = Texts::public(Language::Lt);
    for (limit, words) in
        [(1, "1 adresą"), (3, "3 adresus"), (11, "11 adresų"), (20, "20 adresų"), (21, "21 adresą")]
    {
        assert!(lithuanian.with("error-url-many", "limit", limit).contains(words), "{limit}");
    }
}

#[test]
fn a_missing_sentence_shows_its_key_and_is_noticed() {
    let texts = Texts::public(Language::En);
    let (text, seen) = watch(|| texts.get("no-such-key"));
    assert_eq!(text, "no-such-key");
    assert_eq!(seen.missing.len(), 1);
    let (_, seen) = watch(|| texts.get("foot"));
    assert_eq!(seen.missing.len(), 1, "an argument was not given: {seen:?}");
}

#[test]
fn arguments_are_isolated_where_their_direction_differs() {
    let english = Texts::public(Language::En).with("kept-who-staff", "organisation", "Example Hotline");
    assert!(english.contains("people at Example Hotline."));
    let arabic = Texts::public(Language::Ar).with("kept-who-staff", "organisation", "Example Hotline");
    assert!(arabic.contains("\u{2068}Example Hotline\u{2069}"));
    assert!(Texts::public(Language::En).with("error-long", "limit", 20_000).contains("20000"));
}
