//! Tutela's own hash list: one known file a line, as comma-separated text.
//!
//! ```text
//! reference,md5,sha1,sha256,pdq,pdq_quality,removed_at
//! T-1,d41d8cd98f00b204e9800998ecf8427e,,,,,
//! T-2,,da39a3ee5e6b4b0d3255bfef95601890afd80709,,,,2026-11-23T10:15:00Z
//! ```
//!
//! Those seven columns are the whole of older lists; [`Column::ALL`] has the rest.
//!
//! The format is ours, on top of RFC 4180:
//!
//! - UTF-8, a byte order mark is skipped; lines end with LF or CRLF; empty lines are skipped.
//! - The first line names the columns, in any order and any case. A column that is not in [`Column`] is an error, so that a
//!   mistyped name does not silently drop digests.
//! - A field may stand in quotation marks, with `""` for one mark. Outside them, spaces around a field are ignored. A quoted
//!   field ends on its line: no field of a list may hold a line break, and a forgotten mark then costs one line, not the
//!   rest of the file.
//! - `reference`: how the origin calls the file, at most 200 characters, or empty. So are `origin`, the member there who
//!   added it, and `series`.
//! - `md5`, `sha1`, `sha256`, `pdq`: hexadecimal, either case.
//! - `photodna`: 288 hexadecimal digits or 192 characters of base64; written as hexadecimal.
//! - `url`: an address as the origin writes it, at most [`MAX_URL`](crate::list_entry::MAX_URL) characters. A row needs at
//!   least one of the four digests, `photodna` and `url`.
//! - `media`: `image`, `video` or empty.
//! - `label_scheme`, `label`: the origin's classification and whose scheme it is; both or neither.
//! - `pdq_quality`: 0 to 100; without it a PDQ hash counts as quality 100.
//! - `removed_at`: empty, or when the entry was withdrawn (RFC 3339). Such a row is a tombstone: a receiver takes the entry
//!   out and keeps the knowledge that it was withdrawn.
//!
//! **Spreadsheets.** Excel and LibreOffice run a field that starts with `=`, `+`, `-` or `@` as a formula. [`Writer`] puts an
//! apostrophe before such text (`reference`, `origin`, `url`, `label_scheme`, `label`, `series`), which spreadsheets show as text, and [`Reader`] takes it off again: exactly one
//! apostrophe is added to, or taken from, text made of apostrophes followed by one of those four characters. Every
//! other text stands as it is, so that each one comes back as it went out. No other column can start that way.

mod column;
pub(crate) mod fields;
pub(crate) mod guard;
pub(crate) mod lines;
mod problem;
mod reader;
mod row;
mod writer;

pub use column::Column;
pub use lines::MAX_LINE;
pub use problem::{BadLine, ListError, Problem};
pub use reader::Reader;
pub use writer::{WriteError, Writer};
