//! NCMEC's Hash Sharing API, version 2: what both sides say, as XML.
//!
//! What is known of it in public is its client in `facebook/ThreatExchange`, `python-threatexchange`,
//! `threatexchange/exchanges/clients/ncmec/hash_api.py`, and that client's tests. What is written here, it reads.
//!
//! | request | answer |
//! |---|---|
//! | `GET /v2/entries?from=…&to=…` | [`EntriesPage`]: at most 1,000 entries, in any order of time |
//! | `GET /v2/status` | [`Status`] |
//! | `GET /v2/members` | [`Members`] |
//! | `GET /v2/feedback/{type}/reasons` | [`FeedbackReasons`] |
//! | `PUT /v2/entries/{member}/{id}/{type}/feedback` with a [`FeedbackSubmission`] | nothing |
//!
//! Every document is read from its bytes with one `parse` and written with one `to_xml`. Namespaces are not looked at, names
//! that are not known here are gone through. A DOCTYPE, an entity of its own, a document of more than
//! [`MAX_DOCUMENT`](crate::xml::MAX_DOCUMENT) bytes or nested deeper than 32 elements is refused ([`XmlError`]).
//!
//! **Entries.** One entry has a key, `{member}-{id}`; a later one of the same key replaces it, and a deleted one
//! (`deletedImage`, `deletedVideo`) takes it away. `md5`, `sha1`, `pdq` and `pdna` are read and written in lower-case
//! hexadecimal (`pdna` is also read as base64); other fingerprints are not kept. `classification` is a label of scheme
//! `ncmec`, in the origin's own words: `A1`, `B2`. Times have whole seconds.

mod document;
mod entries;
mod entry;
mod feedback;
mod member;

pub use crate::xml::{MAX_DOCUMENT, XmlError};
pub use document::DocumentError;
pub use entries::{EntriesPage, MAX_PAGE};
pub use entry::{BadEntry, SharedEntry};
pub use feedback::{Feedback, FeedbackReason, FeedbackReasons, FeedbackSubmission, Fingerprint, Opinion};
pub use member::{Member, Members, Status};

/// The namespace of every document.
const NAMESPACE: &str = "https://hashsharing.ncmec.org/hashsharing/v2";
/// Whose label a classification is.
const SCHEME: &str = "ncmec";
