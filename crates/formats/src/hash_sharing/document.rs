//! What the documents have in common: their first line, their times, and what can be wrong with one as a whole.

use jiff::Timestamp;
use thiserror::Error;

use super::NAMESPACE;
use crate::rfc3339;
use crate::xml::{self, Element, XmlError};

/// Why a document can't be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// No XML that is read here.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// Another document.
    #[error("the document is not <{expected}>: look at the address that was asked")]
    Root {
        /// Name of the root it should have.
        expected: &'static str,
    },
    /// An element that must be there, or has no sense.
    #[error("{element} {problem}")]
    Element {
        /// Its name, with `@` before that of an attribute.
        element: &'static str,
        /// What is wrong, and what must stand there.
        problem: &'static str,
    },
}

/// Reads a document whose root has this name.
pub(super) fn parse(xml: &[u8], expected: &'static str) -> Result<Element, DocumentError> {
    let root = xml::parse(xml)?;
    if root.name == expected { Ok(root) } else { Err(DocumentError::Root { expected }) }
}

/// A document with this root around `inside`.
pub(super) fn document(root: &str, inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<{root} xmlns=\"{NAMESPACE}\">{inside}</{root}>\n"
    )
}

/// `<name>text</name>`.
pub(super) fn tag(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", xml::escaped(text))
}

/// Microseconds since 1970 as `2026-11-23T10:15:00Z`: what is under a second is left out. `None` outside 1970 to 9999.
pub(super) fn time(micros: i64) -> Option<String> {
    let second = Timestamp::from_second(micros.div_euclid(1_000_000)).ok()?;
    (micros >= 0).then(|| second.to_string())
}

/// A time as microseconds since 1970; `None` for text that is none, or before 1970.
pub(super) fn parse_time(text: &str) -> Option<i64> {
    rfc3339::parse(text).map(|time| time.as_microsecond()).filter(|micros| *micros >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_whole_seconds() {
        assert_eq!(time(1_999_999).as_deref(), Some("1970-01-01T00:00:01Z"));
        assert_eq!(time(-1), None);
        assert_eq!(time(i64::MAX), None);
        assert_eq!(parse_time("2017-10-24T15:00:00.000Z"), Some(1_508_857_200_000_000));
        assert_eq!(parse_time("1969-12-31T23:59:59Z"), None);
    }
}
