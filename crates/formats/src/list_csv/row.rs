//! One row: one file.

use std::borrow::Cow;

use jiff::Timestamp;
use tutela_matching::PdqHash;

use super::{Column, Problem, reference};
use crate::rfc3339;

/// One known file, or the tombstone of one.
pub type Row = crate::list_entry::ListEntry;

/// A problem and the column it stands in.
pub(super) type Fault = (Option<Column>, Problem);

impl Row {
    /// Reads a row from its fields, one for each of `columns`.
    pub(super) fn parse(columns: &[Column], fields: &[Cow<'_, str>]) -> Result<Self, Fault> {
        if fields.len() != columns.len() {
            return Err((None, Problem::FieldCount { found: fields.len(), expected: columns.len() }));
        }
        let mut row = Self::default();
        let mut pdq = None;
        let mut quality = None;
        for (&column, field) in columns.iter().zip(fields).filter(|(_, field)| !field.is_empty()) {
            let digest = |error| (Some(column), Problem::Digest(error));
            match column {
                Column::Reference => row.reference = Some(reference::unguard(field).to_owned()),
                Column::Md5 => row.digests.md5 = Some(field.parse().map_err(digest)?),
                Column::Sha1 => row.digests.sha1 = Some(field.parse().map_err(digest)?),
                Column::Sha256 => row.digests.sha256 = Some(field.parse().map_err(digest)?),
                Column::Pdq => pdq = Some(field.parse().map_err(digest)?),
                Column::PdqQuality => {
                    quality = Some(parse_quality(field).ok_or((Some(column), Problem::Quality))?)
                }
                Column::RemovedAt => {
                    let time = rfc3339::parse(field).ok_or((Some(column), Problem::RemovedAt))?;
                    row.removed_at = Some(time.as_microsecond());
                }
            }
        }
        match (pdq, quality) {
            (Some(hash), quality) => {
                row.digests.pdq = Some(PdqHash { hash, quality: quality.unwrap_or(100) })
            }
            (None, Some(_)) => return Err((Some(Column::PdqQuality), Problem::QualityWithoutPdq)),
            (None, None) => {}
        }
        row.check()?;
        Ok(row)
    }

    /// What must hold of a row whichever way it goes.
    pub(super) fn check(&self) -> Result<(), Fault> {
        if let Some(text) = &self.reference {
            let fault = |problem| (Some(Column::Reference), problem);
            reference::check(text).map_err(fault)?;
            if text.is_empty() {
                return Err(fault(Problem::ReferenceEmpty));
            }
        }
        if self.digests.is_empty() {
            return Err((None, Problem::NoDigest));
        }
        if self.digests.pdq.is_some_and(|pdq| pdq.quality > 100) {
            return Err((Some(Column::PdqQuality), Problem::Quality));
        }
        if self.removed_at.is_some_and(|micros| micros < 0 || Timestamp::from_microsecond(micros).is_err()) {
            return Err((Some(Column::RemovedAt), Problem::RemovedAt));
        }
        Ok(())
    }
}

/// Digits only: `u8::from_str` would also take `+5`.
fn parse_quality(field: &str) -> Option<u8> {
    let digits = field.bytes().all(|byte| byte.is_ascii_digit());
    field.parse().ok().filter(|quality| digits && *quality <= 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(columns: &[Column], fields: &[&str]) -> Result<Row, Fault> {
        let fields: Vec<_> = fields.iter().map(|field| Cow::Borrowed(*field)).collect();
        Row::parse(columns, &fields)
    }

    const MD5: &str = "d41d8cd98f00b204e9800998ecf8427e";

    #[test]
    fn a_hash_without_quality_counts_as_the_best() {
        let pdq = "0".repeat(64);
        let columns = [Column::Pdq, Column::PdqQuality];
        let quality = |fields: &[&str]| parse(&columns, fields).unwrap().digests.pdq.unwrap().quality;
        assert_eq!(quality(&[&pdq, ""]), 100);
        assert_eq!(quality(&[&pdq, "0"]), 0);
        for wrong in ["101", "256", "-1", "+5", "1.0", "x"] {
            assert_eq!(parse(&columns, &[&pdq, wrong]), Err((Some(Column::PdqQuality), Problem::Quality)));
        }
    }

    #[test]
    fn a_quality_needs_its_hash() {
        let fault = parse(&[Column::Md5, Column::PdqQuality], &[MD5, "90"]).unwrap_err();
        assert_eq!(fault, (Some(Column::PdqQuality), Problem::QualityWithoutPdq));
    }

    #[test]
    fn times_become_microseconds() {
        let columns = [Column::Md5, Column::RemovedAt];
        let row = parse(&columns, &[MD5, "1970-01-01T01:00:00.000001+01:00"]).unwrap();
        assert_eq!(row.removed_at, Some(1));
        for wrong in ["1969-12-31T23:59:59Z", "2026-11-23", "23.11.2026"] {
            assert_eq!(parse(&columns, &[MD5, wrong]), Err((Some(Column::RemovedAt), Problem::RemovedAt)));
        }
    }

    #[test]
    fn a_row_needs_a_digest_and_every_field() {
        let columns = [Column::Reference, Column::Md5];
        assert_eq!(parse(&columns, &["T-1", ""]), Err((None, Problem::NoDigest)));
        assert_eq!(parse(&columns, &[MD5]), Err((None, Problem::FieldCount { found: 1, expected: 2 })));
    }
}
