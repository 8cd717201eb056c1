//! Writing a list.

use std::io::{self, Write};

use jiff::Timestamp;
use thiserror::Error;

use super::{Column, Problem, fields, guard, row};
use crate::list_entry::{ListEntry, MediaKind};
use crate::photodna;

/// Why a row was not written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The row breaks a rule of the format, and nothing of it was written; mend or leave out the row.
    #[error("the row cannot be written: {} {problem}", column.unwrap_or("it"))]
    Row {
        /// Name of the column, where one column is to blame.
        column: Option<&'static str>,
        /// What is wrong with it.
        problem: Problem,
    },
    /// The output failed; what was written so far is no complete list.
    #[error("the list could not be written: {0}")]
    Io(#[from] io::Error),
}

/// Writes a list with every column of [`Column::ALL`], in that order, lines ended by CRLF as RFC 4180 has them.
///
/// What it writes, [`Reader`](super::Reader) reads back as the same rows. Give it a buffered output, and flush that after the
/// last row.
///
/// ```
/// use tutela_formats::{list_csv::Writer, list_entry::ListEntry};
/// use tutela_matching::FileDigests;
///
/// let digests = FileDigests { md5: Some("d41d8cd98f00b204e9800998ecf8427e".parse()?), ..Default::default() };
/// let mut list = Vec::new();
/// let mut writer = Writer::new(&mut list)?;
/// writer.write(&ListEntry { reference: Some("T-1".to_owned()), digests, ..Default::default() })?;
/// assert!(list.ends_with(b"T-1,d41d8cd98f00b204e9800998ecf8427e,,,,,,,,,,,,\r\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Writer<W> {
    output: W,
}

impl<W: Write> Writer<W> {
    /// Writes the header.
    ///
    /// # Errors
    ///
    /// Those of the output.
    pub fn new(mut output: W) -> io::Result<Self> {
        write_line(&mut output, Column::ALL.map(|column| column.name().to_owned()))?;
        Ok(Self { output })
    }

    /// Writes one row.
    ///
    /// # Errors
    ///
    /// [`WriteError::Row`] where the row has neither digest nor address, text that is empty, too long or holds hidden
    /// characters, a quality above 100, or a time before 1970; [`WriteError::Io`] where the output fails.
    pub fn write(&mut self, entry: &ListEntry) -> Result<(), WriteError> {
        row::check(entry)
            .map_err(|(column, problem)| WriteError::Row { column: column.map(Column::name), problem })?;
        Ok(write_line(&mut self.output, Column::ALL.map(|column| field(entry, column)))?)
    }

    /// Gives the output back.
    pub fn into_inner(self) -> W {
        self.output
    }
}

/// The text of one field of an entry that was checked.
fn field(entry: &ListEntry, column: Column) -> String {
    let text = |text: &str| fields::write(&guard::guard(text), ',').into_owned();
    let digests = &entry.digests;
    let label = entry.label.as_ref();
    match column {
        Column::Reference => entry.reference.as_deref().map(text),
        Column::Origin => entry.origin.as_deref().map(text),
        Column::Url => entry.url.as_deref().map(text),
        Column::Series => entry.series.as_deref().map(text),
        Column::LabelScheme => label.map(|label| text(&label.scheme)),
        Column::Label => label.map(|label| text(&label.value)),
        Column::Md5 => digests.md5.map(|digest| digest.to_string()),
        Column::Sha1 => digests.sha1.map(|digest| digest.to_string()),
        Column::Sha256 => digests.sha256.map(|digest| digest.to_string()),
        Column::Pdq => digests.pdq.map(|pdq| pdq.hash.to_string()),
        Column::PdqQuality => digests.pdq.map(|pdq| pdq.quality.to_string()),
        // Base64 may begin with `+`, which a spreadsheet would run.
        Column::Photodna => entry.photodna.as_deref().map(photodna::to_hex),
        Column::Media => entry.media.map(|media| MediaKind::as_str(media).to_owned()),
        Column::RemovedAt => entry
            .removed_at
            .and_then(|micros| Timestamp::from_microsecond(micros).ok())
            .map(|time| time.to_string()),
    }
    .unwrap_or_default()
}

fn write_line(output: &mut impl Write, fields: [String; Column::ALL.len()]) -> io::Result<()> {
    write!(output, "{}\r\n", fields.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_against_the_rules_is_not_written() {
        let mut writer = Writer::new(Vec::new()).unwrap();
        let error = writer.write(&ListEntry::default()).unwrap_err();
        assert!(error.to_string().starts_with("the row cannot be written: it has no digest"));
        let mut row = ListEntry { reference: Some("a\r\nb".to_owned()), ..ListEntry::default() };
        row.digests.md5 = Some(tutela_matching::Md5::from_bytes([7; 16]));
        let error = writer.write(&row).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the row cannot be written: reference holds a control or hidden character: remove it"
        );
        row.reference = Some(String::new());
        assert!(writer.write(&row).is_err());
        row.reference = None;
        row.removed_at = Some(-1);
        assert!(writer.write(&row).is_err());
        assert_eq!(writer.into_inner().split(|byte| *byte == b'\n').count(), 2, "only the header");
    }
}
