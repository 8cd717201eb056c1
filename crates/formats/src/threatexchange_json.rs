//! ThreatExchange indicators as JSON, in and out: what users of Meta's ThreatExchange, of `python-threatexchange` (pytx) and
//! of Hasher-Matcher-Actioner exchange as files.
//!
//! ```text
//! {"data":[
//! {"id":"1","indicator":"facefacefacefacefacefacefaceface","type":"HASH_MD5","creation_time":0,"last_updated":0,
//!  "should_delete":false,"status":"MALICIOUS","tags":["media_type_video"],
//!  "descriptors":{"data":[{"id":"1","owner":{"id":"0","name":"…"},"status":"MALICIOUS","tags":["media_type_video"],…}]}}
//! ]}
//! ```
//!
//! The shape is that of the API's `/threat_updates`, with the names that `facebook/ThreatExchange`, `python-threatexchange`,
//! `threatexchange/exchanges/clients/fb_threatexchange/` reads (`threat_updates.py`, `descriptor.py`, `api.py`).
//!
//! **Reading.** `{"data":[…]}` (with `paging` and other names beside it), a bare list, or one record after the other as in
//! JSON lines; a byte order mark is skipped, numbers and booleans may be text. One record gives one
//! [`ListEntry`](crate::list_entry::ListEntry):
//!
//! | name | becomes |
//! |---|---|
//! | `type` and `indicator` (or `raw_indicator`) | `HASH_MD5`, `HASH_SHA1`, `HASH_SHA256`, `HASH_PDQ`, `HASH_VIDEO_MD5`, `HASH_VIDEO_SHA256`, `HASH_PHOTODNA` (144 decimal numbers, hexadecimal or base64), `URI`, `RAW_URI`; another type is a problem of that record only |
//! | `should_delete` with `last_updated` (or `creation_time`), seconds or RFC 3339 | when it was withdrawn |
//! | `owner`, or that of the first descriptor: `name`, else `id` | origin |
//! | `status`, or that of the first descriptor | nothing for `MALICIOUS`, which is what a list of known material says of all it holds; otherwise a label of scheme `threatexchange`, such as `NON_MALICIOUS` |
//! | `tags`, a list or `{"data":[{"text"}]}`: `media_type_image`, `media_type_video` | the kind of media |
//! | tags that begin with `reference:`, `series:`, `label:SCHEME=` | reference, series and, where `status` says nothing else, label |
//!
//! Without a tag `reference:`, `id` is the reference. Memory is bounded by [`MAX_RECORD`].
//!
//! **Writing.** `{"data":[…]}`, one record for each digest, PhotoDNA hash and address of an entry, because a record holds one
//! indicator. Times are whole seconds; 0 where it is not known when a live entry changed. The quality of a PDQ hash is lost.

mod reader;
mod record;
mod writer;

pub use reader::{MAX_RECORD, Reader};
pub use writer::Writer;

/// Whose label a `status` is.
const SCHEME: &str = "threatexchange";
/// The status that is no label.
const MALICIOUS: &str = "MALICIOUS";
/// Tags of ours, before their text.
const REFERENCE: &str = "reference:";
const SERIES: &str = "series:";
const LABEL: &str = "label:";
/// pytx takes a digest with this tag for that of a video.
const MEDIA: &str = "media_type_";
