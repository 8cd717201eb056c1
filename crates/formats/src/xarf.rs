//! XARF v4.2.0 reports: what a host's abuse desk reads by machine.
//!
//! Source: the JSON schemas `xarf-core.json`, `types/content-base.json`, `types/content-csam.json` and
//! `types/content-csem.json` of <https://github.com/xarf/xarf-spec> at tag v4.2.0; `scripts/check-xarf` has them judge what
//! is written here.
//!
//! Two types are written, both of the category `content`: `csam` (child sexual abuse material) and `csem` (child sexual
//! exploitation, such as grooming or sextortion).
//!
//! The format forbids visual content as evidence for both. A [`Report`] therefore has no field for evidence at all: not an
//! attachment, not a screenshot, not a free text in which one could travel.

mod check;
mod document;
mod report;
mod vocabulary;

pub use check::{XarfError, XarfProblem};
pub use report::{Content, Csam, Csem, MAX_REFERENCE, Organisation, Report};
pub use vocabulary::{Classification, CsamDetection, CsemDetection, ExploitationType, MediaType};

/// The version of the format that is written.
pub const VERSION: &str = "4.2.0";
