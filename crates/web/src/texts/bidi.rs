//! Arguments whose writing direction differs from the sentence they stand in.
//!
//! Without isolation an Arabic name in an English sentence pulls the punctuation and numbers beside it to its own side, and an
//! English one does so in Arabic. The marks are put only where they do something.

use fluent_bundle::FluentValue;

use super::Language;

/// First strong isolate: what follows finds its own direction, apart from its surroundings.
const FSI: char = '\u{2068}';
/// Pop directional isolate: ends it.
const PDI: char = '\u{2069}';

/// The value, isolated where it is a text that runs against the language's direction.
pub(super) fn isolated<'v>(language: Language, value: &FluentValue<'v>) -> FluentValue<'v> {
    match value {
        FluentValue::String(text) if text.chars().any(|c| runs_against(language, c)) => {
            FluentValue::from(format!("{FSI}{text}{PDI}"))
        }
        other => other.clone(),
    }
}

fn runs_against(language: Language, c: char) -> bool {
    match language.direction() {
        "rtl" => c.is_alphabetic() && !is_right_to_left(c),
        _ => is_right_to_left(c),
    }
}

/// Letters of the scripts that are written from right to left, and their presentation forms.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn isolates(language: Language, text: &str) -> bool {
        let value = isolated(language, &FluentValue::from(text.to_owned()));
        matches!(value, FluentValue::String(text) if text.starts_with(FSI) && text.ends_with(PDI))
    }

    #[test]
    fn only_what_runs_against_the_sentence_is_isolated() {
        assert!(!isolates(Language::En, "Hotline 24"));
        assert!(isolates(Language::En, "الخط الساخن"));
        assert!(!isolates(Language::Ar, "الخط الساخن 24"));
        assert!(isolates(Language::Ar, "Hotline"));
    }
}
