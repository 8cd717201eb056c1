//! JSON values of lists whose writers don't agree whether a number or a boolean is text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::list_entry::MAX_TEXT;
use crate::list_problem::Fault;
use crate::text;

/// A value that is no list and no object, whatever its writer took it for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Scalar {
    /// `null`, or the field isn't there.
    #[default]
    Nothing,
    /// Text, or a number or boolean as text.
    Text(String),
    /// A list or an object.
    Other,
}

impl Scalar {
    /// The text without white space around it; `None` where there is none.
    ///
    /// # Errors
    ///
    /// [`Fault::NotText`] for a list or an object.
    pub(crate) fn text(&self) -> Result<Option<&str>, Fault> {
        match self {
            Self::Nothing => Ok(None),
            Self::Text(text) => Ok(Some(text.trim()).filter(|text| !text.is_empty())),
            Self::Other => Err(Fault::NotText),
        }
    }

    /// The text as it is kept: hidden characters taken out and at most [`MAX_TEXT`] characters.
    ///
    /// A name that is too long costs its end, never the digests beside it.
    pub(crate) fn label(&self) -> Result<Option<String>, Fault> {
        Ok(self.text()?.and_then(|text| text::cleaned(text, MAX_TEXT)))
    }

    /// A whole number.
    pub(crate) fn number(&self) -> Result<Option<u32>, Fault> {
        self.text()?.map(|text| text.parse().map_err(|_| Fault::Number)).transpose()
    }

    /// A yes or no; `None` where nothing is said.
    pub(crate) fn flag(&self) -> Result<Option<bool>, Fault> {
        self.text()?.map(|text| text::flag(text).ok_or(Fault::Flag)).transpose()
    }

    /// A digest.
    pub(crate) fn digest<D>(&self) -> Result<Option<D>, Fault>
    where
        D: std::str::FromStr<Err = tutela_matching::DigestError>,
    {
        self.text()?.map(|text| text.parse().map_err(Fault::Digest)).transpose()
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Scalar, E> {
        Ok(Scalar::Text(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Scalar, E> {
        Ok(Scalar::Text(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Scalar, E> {
        Ok(Scalar::Text(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Scalar, E> {
        Ok(Scalar::Text(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }
}

/// Reads a record. `serde` would take a list for one, field by field; only an object is.
///
/// # Errors
///
/// [`Fault`] without the text of `serde_json`, which may quote the record.
pub(crate) fn record<'de, T: Deserialize<'de>>(json: &'de [u8]) -> Result<T, Fault> {
    if json.first() != Some(&b'{') {
        return Err(Fault::NotARecord);
    }
    serde_json::from_slice(json).map_err(|error| {
        if error.to_string().starts_with("duplicate field") { Fault::Repeated } else { Fault::NotARecord }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Scalar {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn numbers_and_booleans_may_be_text() {
        assert_eq!(read("7").number().unwrap(), Some(7));
        assert_eq!(read("\" 7 \"").number().unwrap(), Some(7));
        assert_eq!(read("true").flag().unwrap(), Some(true));
        assert_eq!(read("\"False\"").flag().unwrap(), Some(false));
        assert_eq!(read("null").text().unwrap(), None);
        assert_eq!(read("\"\"").text().unwrap(), None);
    }

    #[test]
    fn what_does_not_fit_is_a_fault() {
        for json in ["-1", "1.5", "99999999999999999999", "1e300", "\"1x\""] {
            assert!(matches!(read(json).number(), Err(Fault::Number)), "{json}");
        }
        assert!(matches!(read("[1,[2]]").text(), Err(Fault::NotText)));
        assert!(matches!(read("{\"a\":{}}").text(), Err(Fault::NotText)));
        assert!(matches!(read("2").flag(), Err(Fault::Flag)));
    }

    #[test]
    fn a_name_is_cut_and_cleaned() {
        let json = format!("\"a\\u202eb\\n{}\"", "ł".repeat(300));
        assert_eq!(read(&json).label().unwrap(), Some(format!("ab{}", "ł".repeat(198))));
    }
}
