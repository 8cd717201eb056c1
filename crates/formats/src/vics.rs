//! Project VIC lists and cases (VICS 1.2, 1.3 and 2.0), in and out: the JSON that police tools exchange.
//!
//! ```text
//! {"odata.metadata":"http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media","value":[{…},{…}]}
//! {"@odata.context":"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/US/$metadata#Media","value":[{…}]}
//! ```
//!
//! There is no public text of the standard. What stands here was taken from public readers: `fcgreg/VIC-CatParser` and IPED's
//! `HashDBTool` (`sepinf-inc/IPED`), and from documents that public writers make.
//!
//! **Reading.** The first name must be `odata.metadata` or `@odata.context`; its address says version, scheme and whether
//! `value` holds media (`#Media`, a hash list) or cases (`#Cases`, each with its own `Media`). A byte order mark is skipped.
//! Numbers and booleans may be text. Names that are not known here are gone through. One medium gives one
//! [`ListEntry`](crate::list_entry::ListEntry):
//!
//! | name | becomes |
//! |---|---|
//! | `MediaID` | reference |
//! | `MD5`, `SHA1`, `SHA256` | digests, either case |
//! | `PhotoDNA`, or `AlternativeHashes` `[{HashName, HashValue}]` with `PhotoDNA`, `MD5`, `SHA1`, `SHA256`, `PDQ` | digests |
//! | `Category` | label of scheme `vics:US`, `vics:UK`, `vics:Default`, …; also 0. Documents of 1.2 and 1.3 name no scheme: `vics:Default` |
//! | `Series` | series |
//! | `MimeType` | whether it is a picture or a video |
//!
//! *One file that several media name* gives several entries with the same digests, in their order: a file of gigabytes is
//! not kept to compare them. Whoever takes the entries in joins them by their digests. Where one medium names a digest
//! twice, directly and under `AlternativeHashes`, the direct one counts.
//!
//! A medium that can't be read is a [`ListProblem`](crate::list_problem::ListProblem) with its number, and the next is read.
//! After broken JSON nothing is. Memory is bounded by [`MAX_RECORD`].
//!
//! **Writing.** `#Media` documents, a medium a line, the context first and nothing but `value` after it, as IPED demands.
//! IPED reads 2.0 only with the scheme `Default`. What the format has no place for is lost: origin, addresses (an entry
//! with nothing else is refused), quality of a PDQ hash, labels of schemes that are not `vics:…`, references that are not
//! numbers (such a medium gets its place in the list as number), and whether it is a picture or a video.

mod context;
mod media;
mod reader;
mod writer;

pub use context::Version;
pub use reader::{MAX_RECORD, Reader};
pub use writer::Writer;

/// What labels of these documents call their scheme, before its name.
const SCHEME: &str = "vics:";
