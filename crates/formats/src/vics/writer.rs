//! Writing a hash list.

use std::io::Write;

use serde::Serialize;

use super::context::{DEFAULT, is_scheme};
use super::{SCHEME, Version};
use crate::list_entry::ListEntry;
use crate::list_problem::{ListWriteError, Unfit};
use crate::photodna;

/// Writes a `#Media` document, a medium a line.
///
/// The first entry decides the scheme of the document where [`new`](Self::new) is not told: that of its label, `Default`
/// where it has none. An entry of another `vics:…` scheme is then refused: its number would mean something else. Give it a
/// buffered output.
pub struct Writer<W> {
    output: W,
    version: Version,
    scheme: Option<String>,
    written: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Media {
    #[serde(rename = "MediaID")]
    media_id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<u32>,
    #[serde(rename = "MD5", skip_serializing_if = "Option::is_none")]
    md5: Option<String>,
    #[serde(rename = "SHA1", skip_serializing_if = "Option::is_none")]
    sha1: Option<String>,
    /// Text, as in the lists that are handed out.
    is_precategorized: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<String>,
    #[serde(rename = "PhotoDNA", skip_serializing_if = "Option::is_none")]
    photodna: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternative_hashes: Vec<Alternative>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Alternative {
    hash_name: &'static str,
    hash_value: String,
}

impl<W: Write> Writer<W> {
    /// Writes nothing yet. `scheme` is `US`, `UK`, `Default` or another name of letters, digits, `-` and `_`; another text
    /// counts as none.
    pub fn new(output: W, version: Version, scheme: Option<&str>) -> Self {
        let scheme = scheme.filter(|scheme| is_scheme(scheme)).map(str::to_owned);
        Self { output, version, scheme, written: 0 }
    }

    /// Writes one medium.
    ///
    /// # Errors
    ///
    /// [`ListWriteError::Entry`] for an entry that is withdrawn, has neither digest nor PhotoDNA hash, or whose category is
    /// no number or of another scheme; [`ListWriteError::Io`] where the output fails.
    pub fn write(&mut self, entry: &ListEntry) -> Result<(), ListWriteError> {
        if entry.removed_at.is_some() {
            return Err(ListWriteError::Entry(Unfit::Withdrawn));
        }
        if entry.digests.is_empty() && entry.photodna.is_none() {
            return Err(ListWriteError::Entry(Unfit::NothingToHold));
        }
        let category = self.category(entry).map_err(ListWriteError::Entry)?;
        self.begin()?;
        self.written += 1;
        let line =
            serde_json::to_string(&media(entry, category, self.written)).map_err(std::io::Error::from)?;
        let comma = if self.written > 1 { "," } else { "" };
        Ok(write!(self.output, "{comma}\n{line}")?)
    }

    /// Ends the document, also one without an entry, and gives the output back.
    ///
    /// # Errors
    ///
    /// Those of the output.
    pub fn finish(mut self) -> Result<W, ListWriteError> {
        self.begin()?;
        self.output.write_all(b"\n]}\n")?;
        self.output.flush()?;
        Ok(self.output)
    }

    /// The category, where the label is one of these documents.
    fn category(&mut self, entry: &ListEntry) -> Result<Option<u32>, Unfit> {
        let Some((scheme, value)) =
            entry.label.as_ref().and_then(|label| Some((label.scheme.strip_prefix(SCHEME)?, &label.value)))
        else {
            return Ok(None);
        };
        let number = value.parse().map_err(|_| Unfit::Category)?;
        match &self.scheme {
            Some(own) if own != scheme => Err(Unfit::OtherScheme),
            Some(_) => Ok(Some(number)),
            None if is_scheme(scheme) => {
                self.scheme = Some(scheme.to_owned());
                Ok(Some(number))
            }
            None => Err(Unfit::OtherScheme),
        }
    }

    fn begin(&mut self) -> std::io::Result<()> {
        if self.written > 0 {
            return Ok(());
        }
        let scheme = self.scheme.get_or_insert_with(|| DEFAULT.to_owned());
        let (key, address) = self.version.context(scheme);
        write!(self.output, "{{\"{key}\":\"{address}\",\"value\":[")
    }
}

fn media(entry: &ListEntry, category: Option<u32>, number: u64) -> Media {
    let digests = &entry.digests;
    let upper = |text: String| text.to_uppercase();
    let alternative = |hash_name, value: Option<String>| Some(Alternative { hash_name, hash_value: value? });
    Media {
        media_id: entry.reference.as_deref().and_then(media_id).unwrap_or(number),
        category,
        md5: digests.md5.map(|md5| upper(md5.to_string())),
        sha1: digests.sha1.map(|sha1| upper(sha1.to_string())),
        is_precategorized: if category.is_some() { "true" } else { "false" },
        series: entry.series.clone(),
        photodna: entry.photodna.as_deref().map(photodna::to_base64),
        alternative_hashes: [
            alternative("SHA256", digests.sha256.map(|sha256| upper(sha256.to_string()))),
            alternative("PDQ", digests.pdq.map(|pdq| pdq.hash.to_string())),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}

/// A reference that is a number as this format writes it.
fn media_id(reference: &str) -> Option<u64> {
    reference.parse().ok().filter(|id: &u64| *id <= i64::MAX as u64 && id.to_string() == reference)
}
