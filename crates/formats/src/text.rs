//! Text that comes from outside: what may stand on one line, and how it is quoted in an error.

/// Whether text holds a character that breaks a line, is invisible, or turns the direction of what follows.
///
/// Such characters have no place in a reference or a name; in a log, a mail or a spreadsheet they only deceive.
pub(crate) fn has_hidden(text: &str) -> bool {
    text.chars().any(is_hidden)
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Text from another's list as it is kept: hidden characters taken out, at most `most` characters; `None` where none is left.
pub(crate) fn cleaned(text: &str, most: usize) -> Option<String> {
    let text: String = text.chars().filter(|c| !is_hidden(*c)).take(most).collect();
    Some(text).filter(|text| !text.is_empty())
}

/// A yes or no as other tools write it, in any case; `None` for anything else.
pub(crate) fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "y" | "yes" | "t" | "true" | "1" => Some(true),
        "n" | "no" | "f" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// Text as it is quoted in an error: in quotation marks, escaped, at most 40 characters of it.
pub(crate) fn quoted(text: &str) -> String {
    const SHOWN: usize = 40;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_shown_short_and_escaped() {
        assert_eq!(quoted("a\u{1b}[2Jb"), r#""a\u{1b}[2Jb""#);
        assert_eq!(quoted(&"é".repeat(41)), format!("\"{}\"…", "é".repeat(40)));
    }

    #[test]
    fn hidden_characters_are_seen() {
        for text in ["a\nb", "a\0", "gpj\u{202e}.exe", "\u{feff}a", "a\u{2028}b"] {
            assert!(has_hidden(text), "{text:?}");
        }
        assert!(!has_hidden("Akte 12/ł – 2"));
    }
}
