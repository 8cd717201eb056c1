//! INTERPOL ICSE hash lists as `;`-separated text, in and out.
//!
//! ```text
//! MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;Number of submissions;File Available;Media Type;Baseline
//! ```
//!
//! There is no public text of the format; header and flags were taken from the public reader IPED `HashDBTool`.
//!
//! - UTF-8, a byte order mark is skipped; lines, quotation marks and their errors are those of [`list_csv`](crate::list_csv).
//! - All twelve columns must be there, in any order and any case. Other columns are left.
//! - `MD5`, `SHA1`: hexadecimal, either case. `PhotoDNA`: hexadecimal or base64. At least one of the three.
//! - `Image ID` becomes the reference, `Series name` the series; hidden characters are taken out, and what is longer than
//!   200 characters is cut.
//! - `Media Type`: text that begins with `image` or `video`, in any case; other text is left.
//! - `Baseline`: y, yes, t, true, 1 or n, no, f, false, 0 or empty. Yes becomes the label `baseline` of scheme `icse`.
//! - The other flags and the number of submissions are left.
//!
//! Written are the twelve columns, PhotoDNA as hexadecimal, and an apostrophe before text that a spreadsheet would run, as in
//! [`list_csv`](crate::list_csv). What has no column is lost: SHA-256, PDQ, origin, other labels. Withdrawn entries and those
//! without MD5, SHA-1 and PhotoDNA are refused.

mod column;
mod reader;
mod writer;

pub(crate) use column::is_header;
pub use reader::Reader;
pub use writer::Writer;

/// Whose label `baseline` is.
const SCHEME: &str = "icse";
/// The label of what every country agrees on.
const BASELINE: &str = "baseline";
