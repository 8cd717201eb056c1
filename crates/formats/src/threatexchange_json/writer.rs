//! Writing records.

use std::io::{self, Write};

use serde::Serialize;

use super::{LABEL, MALICIOUS, MEDIA, REFERENCE, SCHEME, SERIES};
use crate::list_entry::ListEntry;
use crate::list_problem::{ListWriteError, Unfit};
use crate::photodna;

/// Writes `{"data":[…]}`, a record a line. Give it a buffered output.
pub struct Writer<W> {
    output: W,
    written: u64,
}

#[derive(Serialize)]
struct Record<'a> {
    id: String,
    indicator: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    creation_time: i64,
    last_updated: i64,
    should_delete: bool,
    status: &'a str,
    tags: &'a [String],
    descriptors: Page<'a>,
}

#[derive(Serialize)]
struct Page<'a> {
    data: [Descriptor<'a>; 1],
}

/// pytx reads an owner that is a number, and refuses a record whose descriptor has none.
#[derive(Serialize)]
struct Descriptor<'a> {
    id: String,
    owner: Owner<'a>,
    status: &'a str,
    tags: &'a [String],
    added_on: &'static str,
}

#[derive(Serialize)]
struct Owner<'a> {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

impl<W: Write> Writer<W> {
    /// Begins the list.
    ///
    /// # Errors
    ///
    /// Those of the output.
    pub fn new(mut output: W) -> io::Result<Self> {
        output.write_all(b"{\"data\":[")?;
        Ok(Self { output, written: 0 })
    }

    /// Writes one record for each digest, PhotoDNA hash and address.
    ///
    /// # Errors
    ///
    /// [`ListWriteError::Entry`] for an entry without any of them or with a time that is none; [`ListWriteError::Io`] where
    /// the output fails.
    pub fn write(&mut self, entry: &ListEntry) -> Result<(), ListWriteError> {
        if entry.is_empty() {
            return Err(ListWriteError::Entry(Unfit::NothingToHold));
        }
        if entry.removed_at.is_some_and(|micros| micros < 0) {
            return Err(ListWriteError::Entry(Unfit::Time));
        }
        let tags = tags(entry);
        for (kind, indicator) in indicators(entry) {
            self.write_record(entry, kind, &indicator, &tags)?;
        }
        Ok(())
    }

    /// Ends the list and gives the output back.
    ///
    /// # Errors
    ///
    /// Those of the output.
    pub fn finish(mut self) -> Result<W, ListWriteError> {
        self.output.write_all(b"\n]}\n")?;
        self.output.flush()?;
        Ok(self.output)
    }

    fn write_record(
        &mut self,
        entry: &ListEntry,
        kind: &'static str,
        indicator: &str,
        tags: &[String],
    ) -> io::Result<()> {
        let comma = if self.written > 0 { "," } else { "" };
        self.written += 1;
        let id = self.written.to_string();
        let label = entry.label.as_ref().filter(|label| label.scheme == SCHEME);
        let status = label.map_or(MALICIOUS, |label| &label.value);
        let owner = Owner { id: "0", name: entry.origin.as_deref() };
        let descriptor =
            Descriptor { id: id.clone(), owner, status, tags, added_on: "1970-01-01T00:00:00+0000" };
        let record = Record {
            id,
            indicator,
            kind,
            creation_time: 0,
            last_updated: entry.removed_at.unwrap_or(0) / 1_000_000,
            should_delete: entry.removed_at.is_some(),
            status,
            tags,
            descriptors: Page { data: [descriptor] },
        };
        write!(self.output, "{comma}\n{}", serde_json::to_string(&record)?)
    }
}

/// What identifies an entry, each as a type and its text. pytx looks for PDQ hashes in lower case.
fn indicators(entry: &ListEntry) -> impl Iterator<Item = (&'static str, String)> {
    let digests = &entry.digests;
    [
        ("HASH_MD5", digests.md5.map(|md5| md5.to_string())),
        ("HASH_SHA1", digests.sha1.map(|sha1| sha1.to_string())),
        ("HASH_SHA256", digests.sha256.map(|sha256| sha256.to_string())),
        ("HASH_PDQ", digests.pdq.map(|pdq| pdq.hash.to_string())),
        ("HASH_PHOTODNA", entry.photodna.as_deref().map(photodna::to_decimals)),
        ("URI", entry.url.clone()),
    ]
    .into_iter()
    .filter_map(|(kind, text)| Some((kind, text?)))
}

fn tags(entry: &ListEntry) -> Vec<String> {
    let label = entry.label.as_ref().filter(|label| label.scheme != SCHEME);
    [
        entry.media.map(|media| format!("{MEDIA}{}", media.as_str())),
        entry.reference.as_ref().map(|reference| format!("{REFERENCE}{reference}")),
        entry.series.as_ref().map(|series| format!("{SERIES}{series}")),
        label.map(|label| format!("{LABEL}{}={}", label.scheme, label.value)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
