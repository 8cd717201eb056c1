//! One line cut into fields.
//!
//! Stricter than the csv crate, which takes a missing quotation mark for text that goes on to the end of the file: in a list
//! of digests a row that swallows the next ones must be an error.

use std::borrow::Cow;

use super::Problem;

/// Cuts `line` at every `separator` into `fields`, which is emptied first. An empty line is one empty field.
pub(crate) fn split<'a>(
    line: &'a str,
    separator: char,
    fields: &mut Vec<Cow<'a, str>>,
) -> Result<(), Problem> {
    fields.clear();
    let mut rest = Some(line);
    while let Some(text) = rest {
        let start = text.trim_ascii_start();
        let (field, after) = match start.strip_prefix('"') {
            Some(body) => quoted(body, separator)?,
            None => plain(text, separator)?,
        };
        fields.push(field);
        rest = after;
    }
    Ok(())
}

/// A field without quotation marks, and what stands after its separator.
fn plain(text: &str, separator: char) -> Result<(Cow<'_, str>, Option<&str>), Problem> {
    let (field, after) = match text.split_once(separator) {
        Some((field, after)) => (field, Some(after)),
        None => (text, None),
    };
    if field.contains('"') {
        return Err(Problem::StrayQuote);
    }
    Ok((Cow::Borrowed(field.trim_ascii()), after))
}

/// A field whose opening quotation mark has been read, and what stands after its separator.
fn quoted(body: &str, separator: char) -> Result<(Cow<'_, str>, Option<&str>), Problem> {
    let mut field = Cow::Borrowed("");
    let mut rest = body;
    loop {
        let (piece, after) = rest.split_once('"').ok_or(Problem::UnclosedQuote)?;
        field += piece;
        match after.strip_prefix('"') {
            Some(more) => {
                field += "\"";
                rest = more;
            }
            None => {
                let after = after.trim_ascii_start();
                return match after.strip_prefix(separator) {
                    Some(next) => Ok((field, Some(next))),
                    None if after.is_empty() => Ok((field, None)),
                    None => Err(Problem::TextAfterQuote),
                };
            }
        }
    }
}

/// One field as it is written: in quotation marks only where it needs them.
pub(crate) fn write(field: &str, separator: char) -> Cow<'_, str> {
    let needs_quotes = field.contains([separator, '"', '\n', '\r']) || field.trim_ascii() != field;
    if needs_quotes {
        Cow::Owned(format!("\"{}\"", field.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str) -> Result<Vec<String>, Problem> {
        let mut fields = Vec::new();
        split(line, ',', &mut fields)?;
        Ok(fields.into_iter().map(Cow::into_owned).collect())
    }

    #[test]
    fn fields_are_cut_at_commas() {
        assert_eq!(cut("a, b ,,").unwrap(), ["a", "b", "", ""]);
        assert_eq!(cut("").unwrap(), [""]);
    }

    #[test]
    fn quotation_marks_keep_what_is_inside() {
        assert_eq!(cut(r#""a,b", " c ","say ""x""" "#).unwrap(), ["a,b", " c ", "say \"x\""]);
        assert_eq!(cut(r#""","#).unwrap(), ["", ""]);
    }

    #[test]
    fn wrong_quotation_marks_are_named() {
        assert_eq!(cut(r#""a,b"#), Err(Problem::UnclosedQuote));
        assert_eq!(cut(r#"a"b,c"#), Err(Problem::StrayQuote));
        assert_eq!(cut(r#""a"b,c"#), Err(Problem::TextAfterQuote));
    }
}
