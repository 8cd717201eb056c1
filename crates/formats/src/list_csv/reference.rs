//! References: what may stand in one, and how a spreadsheet is kept from running it.

use std::borrow::Cow;

use super::Problem;
use crate::text;

/// Most characters a reference may have.
pub const MAX_REFERENCE: usize = 200;

/// Checks length and characters.
pub(super) fn check(reference: &str) -> Result<(), Problem> {
    if reference.chars().count() > MAX_REFERENCE {
        Err(Problem::ReferenceTooLong)
    } else if text::has_hidden(reference) {
        Err(Problem::HiddenCharacter)
    } else {
        Ok(())
    }
}

/// Whether a spreadsheet would run this as a formula once all apostrophes before it are gone.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

/// The reference as it is written: one apostrophe more where a spreadsheet would run it, or where [`unguard`] would take one off.
pub(super) fn guard(reference: &str) -> Cow<'_, str> {
    if is_formula(reference) { Cow::Owned(format!("'{reference}")) } else { Cow::Borrowed(reference) }
}

/// The reference as it was before [`guard`].
pub(super) fn unguard(field: &str) -> &str {
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
        assert_eq!(check(&"ł".repeat(MAX_REFERENCE)), Ok(()));
        assert_eq!(check(&"ł".repeat(MAX_REFERENCE + 1)), Err(Problem::ReferenceTooLong));
        assert_eq!(check("a\u{0}"), Err(Problem::HiddenCharacter));
    }
}
