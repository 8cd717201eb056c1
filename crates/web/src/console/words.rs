//! Words for the fixed names of the model, and a few that are put together.

use std::fmt::Display;

use tutela_model::country::Country;

use crate::texts::Texts;

/// The words for a fixed name: `category-csam`.
pub(super) fn word(texts: Texts, kind: &str, name: impl Display) -> String {
    texts.get(&format!("{kind}-{name}"))
}

/// The name of a country.
pub(super) fn country(texts: Texts, country: Country) -> String {
    word(texts, "country", country)
}

/// A number of things: `key-one` for one, `key-many` with `{ $n }` for all others.
pub(super) fn count(texts: Texts, key: &str, n: u64) -> String {
    if n == 1 {
        texts.get(&format!("{key}-one"))
    } else {
        texts.with(&format!("{key}-many"), "n", grouped(n))
    }
}

/// A number with its thousands apart, by a space that never breaks.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// A sentence of a lower crate, which begin small and end open, as a sentence.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let end = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{start}{}{end}", chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_never_cut() {
        for (n, text) in
            [(0, "0"), (999, "999"), (1000, "1\u{202f}000"), (1234567, "1\u{202f}234\u{202f}567")]
        {
            assert_eq!(grouped(n), text);
        }
    }

    #[test]
    fn a_sentence_begins_large_and_ends() {
        assert_eq!(sentence("claim the report first"), "Claim the report first.");
        assert_eq!(sentence(""), ".");
    }
}
