//! A table for a spreadsheet: RFC 4180, with every field that one would run as a formula made text.

use crate::list_csv::guard::guard;

/// One line of fields. A field that would be run is given an apostrophe before it; a negative number is one of those, and ours never are.
pub fn line<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let fields: Vec<String> = fields.into_iter().map(field).collect();
    fields.join(",") + "\r\n"
}

fn field(text: &str) -> String {
    // A tab or a line end before the sign hides it from the eye and not from a spreadsheet.
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let guarded = guard(plain.trim());
    if guarded.contains(['"', ',', ';']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_run_and_nothing_breaks_out() {
        for (text, written) in [
            ("Invented Host", "Invented Host"),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("\t+1", "'+1"),
            ("@sum", "'@sum"),
            ("a,b", "\"a,b\""),
            ("two\r\nlines", "two  lines"),
            ("", ""),
        ] {
            assert_eq!(line([text]), format!("{written}\r\n"), "{text:?}");
        }
        assert_eq!(line(["a", "1"]), "a,1\r\n");
    }
}
