//! Checks on text that comes from outside.

use crate::field_error::{FieldError, Problem};

/// Whether text may break lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// One line: no control character at all.
    One,
    /// Several lines: line feed, carriage return and tab may stand.
    Many,
}

/// Characters that turn the direction of what follows; in a URL or a name they only serve to deceive its reader.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Trims, and checks length and characters. An empty text is `None`.
pub fn check(field: &str, text: &str, limit: usize, lines: Lines) -> Result<Option<String>, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > limit {
        return Err(FieldError::new(field, Problem::TooLong { limit }));
    }
    let refused = |c: char| match lines {
        Lines::One => c.is_control() || is_hidden(c),
        Lines::Many => c.is_control() && !matches!(c, '\n' | '\r' | '\t'),
    };
    if text.chars().any(refused) {
        return Err(FieldError::new(field, Problem::ControlCharacter));
    }
    Ok(Some(text.to_owned()))
}

/// Like [`check`], but the text must be given.
pub fn required(field: &str, text: &str, limit: usize, lines: Lines) -> Result<String, FieldError> {
    check(field, text, limit, lines)?.ok_or_else(|| FieldError::new(field, Problem::Missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_name_the_field() {
        let error = check("note", "a\u{0}b", 10, Lines::Many).unwrap_err();
        assert_eq!(error.to_string(), "note holds a control character: remove it");
        assert!(check("name", "a\nb", 10, Lines::One).is_err());
        assert!(check("name", "gpj\u{202e}.exe", 20, Lines::One).is_err());
        assert_eq!(check("note", " a\nb ", 10, Lines::Many).unwrap().as_deref(), Some("a\nb"));
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert!(check("note", "ąąąą", 4, Lines::One).is_ok());
        assert!(check("note", "ąąąąą", 4, Lines::One).is_err());
    }
}
