//! One row: one known file or address.

use std::borrow::Cow;

use jiff::Timestamp;
use tutela_matching::PdqHash;

use super::{Column, Problem, guard};
use crate::list_entry::{Label, ListEntry, MAX_TEXT, MAX_URL, MediaKind};
use crate::{photodna, rfc3339};

/// A problem and the column it stands in.
pub(super) type Fault = (Option<Column>, Problem);

/// Reads a row from its fields, one for each of `columns`.
pub(super) fn parse(columns: &[Column], fields: &[Cow<'_, str>]) -> Result<ListEntry, Fault> {
    if fields.len() != columns.len() {
        return Err((None, Problem::FieldCount { found: fields.len(), expected: columns.len() }));
    }
    let mut row = ListEntry::default();
    let (mut pdq, mut quality, mut scheme, mut label) = (None, None, None, None);
    for (&column, field) in columns.iter().zip(fields).filter(|(_, field)| !field.is_empty()) {
        let digest = |error| (Some(column), Problem::Digest(error));
        let text = || Some(guard::unguard(field).to_owned());
        match column {
            Column::Reference => row.reference = text(),
            Column::Origin => row.origin = text(),
            Column::Url => row.url = text(),
            Column::Series => row.series = text(),
            Column::LabelScheme => scheme = text(),
            Column::Label => label = text(),
            Column::Md5 => row.digests.md5 = Some(field.parse().map_err(digest)?),
            Column::Sha1 => row.digests.sha1 = Some(field.parse().map_err(digest)?),
            Column::Sha256 => row.digests.sha256 = Some(field.parse().map_err(digest)?),
            Column::Pdq => pdq = Some(field.parse().map_err(digest)?),
            Column::PdqQuality => {
                quality = Some(parse_quality(field).ok_or((Some(column), Problem::Quality))?)
            }
            Column::Photodna => {
                let hash = photodna::parse(field).ok_or((Some(column), Problem::PhotoDna))?;
                row.photodna = Some(hash);
            }
            Column::Media => row.media = Some(MediaKind::parse(field).ok_or((Some(column), Problem::Media))?),
            Column::RemovedAt => {
                let time = rfc3339::parse(field).ok_or((Some(column), Problem::RemovedAt))?;
                row.removed_at = Some(time.as_microsecond());
            }
        }
    }
    match (pdq, quality) {
        (Some(hash), quality) => row.digests.pdq = Some(PdqHash { hash, quality: quality.unwrap_or(100) }),
        (None, Some(_)) => return Err((Some(Column::PdqQuality), Problem::QualityWithoutPdq)),
        (None, None) => {}
    }
    row.label = match (scheme, label) {
        (Some(scheme), Some(value)) => Some(Label { scheme, value }),
        (None, None) => None,
        (Some(_), None) => return Err((Some(Column::LabelScheme), Problem::HalfLabel)),
        (None, Some(_)) => return Err((Some(Column::Label), Problem::HalfLabel)),
    };
    check(&row)?;
    Ok(row)
}

/// What must hold of a row whichever way it goes.
pub(super) fn check(row: &ListEntry) -> Result<(), Fault> {
    let label = row.label.as_ref();
    for (column, text, most) in [
        (Column::Reference, row.reference.as_ref(), MAX_TEXT),
        (Column::Origin, row.origin.as_ref(), MAX_TEXT),
        (Column::Url, row.url.as_ref(), MAX_URL),
        (Column::LabelScheme, label.map(|label| &label.scheme), MAX_TEXT),
        (Column::Label, label.map(|label| &label.value), MAX_TEXT),
        (Column::Series, row.series.as_ref(), MAX_TEXT),
    ] {
        if let Some(text) = text {
            guard::check(text, most).map_err(|problem| (Some(column), problem))?;
        }
    }
    if row.is_empty() {
        return Err((None, Problem::NoDigest));
    }
    if row.digests.pdq.is_some_and(|pdq| pdq.quality > 100) {
        return Err((Some(Column::PdqQuality), Problem::Quality));
    }
    if row.removed_at.is_some_and(|micros| micros < 0 || Timestamp::from_microsecond(micros).is_err()) {
        return Err((Some(Column::RemovedAt), Problem::RemovedAt));
    }
    Ok(())
}

/// Digits only: `u8::from_str` would also take `+5`.
fn parse_quality(field: &str) -> Option<u8> {
    let digits = field.bytes().all(|byte| byte.is_ascii_digit());
    field.parse().ok().filter(|quality| digits && *quality <= 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(columns: &[Column], fields: &[&str]) -> Result<ListEntry, Fault> {
        let fields: Vec<_> = fields.iter().map(|field| Cow::Borrowed(*field)).collect();
        super::parse(columns, &fields)
    }

    const MD5: &str = "d41d8cd98f00b204e9800998ecf8427e";

    #[test]
    fn a_hash_without_quality_counts_as_the_best() {
        let pdq = "0".repeat(64);
        let columns = [Column::Pdq, Column::PdqQuality];
        let quality = |fields: &[&str]| read(&columns, fields).unwrap().digests.pdq.unwrap().quality;
        assert_eq!(quality(&[&pdq, ""]), 100);
        assert_eq!(quality(&[&pdq, "0"]), 0);
        for wrong in ["101", "256", "-1", "+5", "1.0", "x"] {
            assert_eq!(read(&columns, &[&pdq, wrong]), Err((Some(Column::PdqQuality), Problem::Quality)));
        }
    }

    #[test]
    fn a_quality_needs_its_hash() {
        let fault = read(&[Column::Md5, Column::PdqQuality], &[MD5, "90"]).unwrap_err();
        assert_eq!(fault, (Some(Column::PdqQuality), Problem::QualityWithoutPdq));
    }

    #[test]
    fn times_become_microseconds() {
        let columns = [Column::Md5, Column::RemovedAt];
        let row = read(&columns, &[MD5, "1970-01-01T01:00:00.000001+01:00"]).unwrap();
        assert_eq!(row.removed_at, Some(1));
        for wrong in ["1969-12-31T23:59:59Z", "2026-11-23", "23.11.2026"] {
            assert_eq!(read(&columns, &[MD5, wrong]), Err((Some(Column::RemovedAt), Problem::RemovedAt)));
        }
    }

    #[test]
    fn a_row_needs_a_digest_and_every_field() {
        let columns = [Column::Reference, Column::Md5];
        assert_eq!(read(&columns, &["T-1", ""]), Err((None, Problem::NoDigest)));
        assert_eq!(read(&columns, &[MD5]), Err((None, Problem::FieldCount { found: 1, expected: 2 })));
    }

    #[test]
    fn an_address_or_a_photodna_hash_is_enough() {
        let url = read(&[Column::Url], &["'=https://host.example/1"]).unwrap();
        assert_eq!(url.url.as_deref(), Some("=https://host.example/1"));
        let hash = read(&[Column::Photodna, Column::Media], &[&"0a".repeat(144), "video"]).unwrap();
        assert_eq!(hash.photodna, Some(Box::new([10; 144])));
        assert_eq!(hash.media, Some(MediaKind::Video));
        let short = read(&[Column::Photodna], &["0a0a"]).unwrap_err();
        assert_eq!(short, (Some(Column::Photodna), Problem::PhotoDna));
        let odd = read(&[Column::Md5, Column::Media], &[MD5, "Image"]).unwrap_err();
        assert_eq!(odd, (Some(Column::Media), Problem::Media));
    }

    #[test]
    fn a_label_needs_its_scheme() {
        let columns = [Column::Md5, Column::LabelScheme, Column::Label];
        assert_eq!(read(&columns, &[MD5, "ncmec", ""]), Err((Some(Column::LabelScheme), Problem::HalfLabel)));
        assert_eq!(read(&columns, &[MD5, "", "A1"]), Err((Some(Column::Label), Problem::HalfLabel)));
        let label = read(&columns, &[MD5, "ncmec", "A1"]).unwrap().label.unwrap();
        assert_eq!((label.scheme.as_str(), label.value.as_str()), ("ncmec", "A1"));
    }
}
