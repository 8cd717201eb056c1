//! Times as RFC 3339 writes them.
//!
//! jiff reads more than that (other separators, bracketed zones, years of six digits); a file that others must read gets the
//! narrow form only.

use jiff::Timestamp;

/// Reads `2026-11-23T10:15:00Z` or `2026-11-23T11:15:00.5+01:00`; `None` for anything else, also for a time without zone.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    has_shape(text.as_bytes()).then(|| text.parse().ok()).flatten()
}

/// Whether the bytes have the shape `date-time` of RFC 3339, section 5.6. Whether the day exists is jiff's to say.
fn has_shape(text: &[u8]) -> bool {
    let Some((date_time, rest)) = text.split_at_checked(19) else { return false };
    let fits = |text: &[u8], shape: &[u8]| {
        text.len() == shape.len()
            && text.iter().zip(shape).all(|(byte, expected)| match expected {
                b'0' => byte.is_ascii_digit(),
                _ => byte == expected,
            })
    };
    let rest = match rest.strip_prefix(b".") {
        Some(fraction) => match fraction.iter().position(|byte| !byte.is_ascii_digit()) {
            Some(digits @ 1..=9) => &fraction[digits..],
            _ => return false,
        },
        None => rest,
    };
    fits(date_time, b"0000-00-00T00:00:00")
        && (rest == b"Z" || fits(rest, b"+00:00") || fits(rest, b"-00:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrow_form_is_read() {
        for (text, utc) in [
            ("2026-11-23T10:15:00Z", "2026-11-23T10:15:00Z"),
            ("2026-11-23T11:15:00.500+01:00", "2026-11-23T10:15:00.5Z"),
            ("2024-02-29T23:59:59-00:00", "2024-02-29T23:59:59Z"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), utc);
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "2026-11-23",
            "2026-11-23T10:15:00",
            "2026-11-23 10:15:00Z",
            "2026-11-23T10:15Z",
            "2026-11-23T10:15:00.Z",
            "2026-11-23T10:15:00+01",
            "2026-11-23T10:15:00+01:00[Europe/Lisbon]",
            "+002026-11-23T10:15:00Z",
            "2026-02-29T10:15:00Z",
            "2026-11-23T25:15:00Z",
            "ﾂ026-11-23T10:15:00Z",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
