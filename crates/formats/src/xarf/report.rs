//! What a report is made from.

use tutela_matching::FileDigests;

use super::document::Document;
use super::{Classification, CsamDetection, CsemDetection, ExploitationType, MediaType, XarfError, check};

/// Most characters of [`Report::reference`].
pub const MAX_REFERENCE: usize = 200;

/// One report to one host about one URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The id of this report, a UUID in its hyphenated form. Sending the same report again keeps it.
    pub report_id: String,
    /// When the incident was noticed, RFC 3339.
    pub timestamp: String,
    /// When somebody last saw that the URL answered, RFC 3339.
    pub verified_at: Option<String>,
    /// Who complains. Written as the sender too: a node sends its own reports.
    pub reporter: Organisation,
    /// Where the material comes from: the address of the server where it is known, else its domain or the URL. At most 4096
    /// characters, none of them a space.
    pub source_identifier: String,
    /// The URL of the material: absolute, its path and query percent-encoded, at most 4096 characters.
    pub url: String,
    /// How the reporter calls the case, for the host's answer: at most [`MAX_REFERENCE`] characters. The format has no field
    /// of its own for it; it becomes the `description`.
    pub reference: Option<String>,
    /// What is reported.
    pub content: Content,
}

/// An organisation as the format names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its name, at most 200 characters.
    pub org: String,
    /// Its e-mail address.
    pub contact: String,
    /// Its domain, in its ASCII form, such as `hotline.example`.
    pub domain: String,
}

/// The two types of report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Child sexual abuse material.
    Csam(Csam),
    /// Child sexual exploitation.
    Csem(Csem),
}

/// What the type `csam` tells besides the URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csam {
    /// Its legal class.
    pub classification: Classification,
    /// How it was found.
    pub detection_method: CsamDetection,
    /// What kind of media it is.
    pub media_type: Option<MediaType>,
    /// The digests known of it. The format has no place for PDQ: that one is not written.
    pub hashes: FileDigests,
}

/// What the type `csem` tells besides the URL. The format has no place for digests here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csem {
    /// What is being done.
    pub exploitation_type: ExploitationType,
    /// How it was found.
    pub detection_method: CsemDetection,
}

impl Report {
    /// The report as one JSON object on one line, without a line end.
    ///
    /// # Errors
    ///
    /// [`XarfError`], naming the field, where the schemas would refuse the document or a field could be read in two ways.
    pub fn to_json(&self) -> Result<String, XarfError> {
        check::report(self)?;
        serde_json::to_string(&Document::from(self)).map_err(XarfError::json)
    }
}
