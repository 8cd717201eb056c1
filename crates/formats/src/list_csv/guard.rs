//! Columns of free text: what may stand in one, and how a spreadsheet is kept from running it.

use std::borrow::Cow;

use super::Problem;
use crate::text;

/// Checks that there is text, that it has at most `most` characters, and that it hides none.
pub(super) fn check(text: &str, most: usize) -> Result<(), Problem> {
    if text.is_empty() {
        Err(Problem::TextEmpty)
    } else if text.chars().count() > most {
        Err(Problem::TextTooLong(most))
    } else if text::has_hidden(text) {
        Err(Problem::HiddenCharacter)
    } else {
        Ok(())
    }
}

/// Whether a spreadsheet would run this as a formula once all apostrophes before it are gone.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

/// The text as it is written: one apostrophe more where a spreadsheet would run it, or where [`unguard`] would take one off.
pub(crate) fn guard(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text as it was before [`guard`].
pub(crate) fn unguard(field: &str) -> &str {
    field.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_come_back() {
        for (reference, written) in [
            ("=1+1", "'=1+1"),
            ("@name", "'@name"),
            ("'=1", "''=1"),
            ("''-x", "'''-x"),
            ("'tis", "'tis"),
            ("'", "'"),
            ("T-1", "T-1"),
        ] {
            assert_eq!(guard(reference), written);
            assert_eq!(unguard(written), reference);
        }
        assert_eq!(unguard("=from elsewhere"), "=from elsewhere");
    }

    #[test]
    fn length_counts_characters() {
        assert_eq!(check(&"ł".repeat(200), 200), Ok(()));
        assert_eq!(check(&"ł".repeat(201), 200), Err(Problem::TextTooLong(200)));
        assert_eq!(check("a\u{0}", 200), Err(Problem::HiddenCharacter));
        assert_eq!(check("", 200), Err(Problem::TextEmpty));
    }
}
