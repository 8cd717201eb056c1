//! The JSON document, field for field as the schemas have it.
//!
//! Only fields the schemas define: a reader in strict mode refuses any other.

use serde::Serialize;
use tutela_matching::FileDigests;

use super::report::{Content, Csam, Csem, Organisation, Report};
use super::{Classification, CsamDetection, CsemDetection, ExploitationType, MediaType, VERSION};

/// A whole document.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    xarf_version: &'static str,
    report_id: &'a str,
    timestamp: &'a str,
    reporter: Contact<'a>,
    sender: Contact<'a>,
    source_identifier: &'a str,
    category: &'static str,
    #[serde(flatten)]
    details: Details,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    verified_at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

/// `contact_info` of `xarf-core.json`.
#[derive(Serialize)]
struct Contact<'a> {
    org: &'a str,
    contact: &'a str,
    domain: &'a str,
}

/// What differs between the types; the variant's name is the field `type`.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Details {
    Csam {
        classification: Classification,
        detection_method: CsamDetection,
        #[serde(skip_serializing_if = "Option::is_none")]
        media_type: Option<MediaType>,
        #[serde(skip_serializing_if = "Option::is_none")]
        hash_values: Option<HashValues>,
    },
    Csem {
        exploitation_type: ExploitationType,
        detection_method: CsemDetection,
    },
}

/// `hash_values` of `content-csam.json`, lower-case hexadecimal. PhotoDNA is not ours to compute.
#[derive(Serialize)]
struct HashValues {
    #[serde(skip_serializing_if = "Option::is_none")]
    md5: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha1: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

impl<'a> From<&'a Report> for Document<'a> {
    fn from(report: &'a Report) -> Self {
        Self {
            xarf_version: VERSION,
            report_id: &report.report_id,
            timestamp: &report.timestamp,
            reporter: Contact::from(&report.reporter),
            sender: Contact::from(&report.reporter),
            source_identifier: &report.source_identifier,
            category: "content",
            details: Details::from(&report.content),
            url: &report.url,
            verified_at: report.verified_at.as_deref(),
            description: report.reference.as_ref().map(|reference| format!("Our reference: {reference}")),
        }
    }
}

impl<'a> From<&'a Organisation> for Contact<'a> {
    fn from(organisation: &'a Organisation) -> Self {
        Self { org: &organisation.org, contact: &organisation.contact, domain: &organisation.domain }
    }
}

impl From<&Content> for Details {
    fn from(content: &Content) -> Self {
        match *content {
            Content::Csam(Csam { classification, detection_method, media_type, hashes }) => Self::Csam {
                classification,
                detection_method,
                media_type,
                hash_values: HashValues::of(&hashes),
            },
            Content::Csem(Csem { exploitation_type, detection_method }) => {
                Self::Csem { exploitation_type, detection_method }
            }
        }
    }
}

impl HashValues {
    /// `None` where no digest is known that the format has a place for.
    fn of(digests: &FileDigests) -> Option<Self> {
        let values = Self {
            md5: digests.md5.map(|digest| digest.to_string()),
            sha1: digests.sha1.map(|digest| digest.to_string()),
            sha256: digests.sha256.map(|digest| digest.to_string()),
        };
        let any = values.md5.is_some() || values.sha1.is_some() || values.sha256.is_some();
        any.then_some(values)
    }
}
