//! A country's law, as its operator reads it: rules over age band, act class and depiction.
//!
//! A TOML file of ours:
//!
//! ```toml
//! country = "PT"
//! source = "Penal Code, article N, as published at https://law.example/pt"
//! read_on = "2026-11-01"
//! read_by = "A. Reader"
//!
//! [[rule]]
//! age = ["infant_or_toddler", "prepubescent", "pubescent"]
//! act = ["sexual_act", "genital_focus"]
//! finding = "nationally_illegal"
//!
//! [[rule]]
//! age = ["adult"]
//! finding = "not_illegal"
//! ```
//!
//! The first rule that fits decides. A list that is left out fits every value, also `undetermined`; a list fits
//! `undetermined` only by naming it. Where no rule fits there is no finding, and a person decides. The words are those of
//! [`AgeBand`], [`ActClass`], [`Depiction`] and [`Finding`]; [`NationalLaw`] is read with [`str::parse`].
//!
//! Every key is known and every word is known, or the file is refused. So is a file whose rules would call the real sexual
//! abuse of a child lawful: no country's law says so, and a mistyped or misplaced rule must not either.

mod error;
mod law;
mod parse;
mod vocabulary;

pub use error::{FieldProblem, LawError, Place};
pub use law::{NationalLaw, Rule};
pub use parse::MAX_BYTES;
pub use vocabulary::{ActClass, AgeBand, Depiction, Finding};
