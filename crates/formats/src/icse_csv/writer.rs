//! Writing a list.

use std::io::{self, Write};

use super::column::COLUMNS;
use super::{BASELINE, SCHEME};
use crate::list_csv::{fields, guard};
use crate::list_entry::{ListEntry, MediaKind};
use crate::list_problem::{ListWriteError, Unfit};
use crate::photodna;

/// Writes a list, lines ended by CRLF. Give it a buffered output.
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
        write!(output, "{}\r\n", COLUMNS.join(";"))?;
        Ok(Self { output })
    }

    /// Writes one file. `Baseline` is false where the label is not that of ICSE; what is not known stays empty.
    ///
    /// # Errors
    ///
    /// [`ListWriteError::Entry`] for an entry that is withdrawn or has neither MD5 nor SHA-1 nor PhotoDNA;
    /// [`ListWriteError::Io`] where the output fails.
    pub fn write(&mut self, entry: &ListEntry) -> Result<(), ListWriteError> {
        if entry.removed_at.is_some() {
            return Err(ListWriteError::Entry(Unfit::Withdrawn));
        }
        let md5 = entry.digests.md5.map(|md5| md5.to_string().to_uppercase());
        let sha1 = entry.digests.sha1.map(|sha1| sha1.to_string().to_uppercase());
        let photodna = entry.photodna.as_deref().map(photodna::to_hex);
        if md5.is_none() && sha1.is_none() && photodna.is_none() {
            return Err(ListWriteError::Entry(Unfit::NothingToHold));
        }
        let text = |text: &Option<String>| {
            fields::write(&guard::guard(text.as_deref().unwrap_or_default()), ';').into_owned()
        };
        let baseline =
            entry.label.as_ref().is_some_and(|label| label.scheme == SCHEME && label.value == BASELINE);
        let known = |value: Option<String>| value.unwrap_or_default();
        let nothing = String::new;
        let line = [
            known(md5),
            known(sha1),
            known(photodna),
            text(&entry.reference),
            nothing(),
            nothing(),
            nothing(),
            text(&entry.series),
            nothing(),
            nothing(),
            entry.media.map(MediaKind::as_str).unwrap_or_default().to_owned(),
            baseline.to_string(),
        ];
        Ok(write!(self.output, "{}\r\n", line.join(";"))?)
    }

    /// Flushes the output and gives it back.
    ///
    /// # Errors
    ///
    /// Those of the output.
    pub fn finish(mut self) -> Result<W, ListWriteError> {
        self.output.flush()?;
        Ok(self.output)
    }
}
