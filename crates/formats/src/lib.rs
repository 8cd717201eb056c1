//! Foreign formats and our own file formats: parse and write.
//!
//! - [`list_entry`]: what every hash list format carries of one known file or URL.
//! - [`list_csv`]: a hash list as comma-separated text, in and out.
//! - [`xarf`]: XARF v4 abuse reports for hosts, out.
//! - [`national_law`]: a country's law as rules over age band, act class and depiction, in.
//!
//! Architecture Invariant: nothing here opens a file or a socket, waits, or knows a record of the domain. Bytes come in
//! through [`std::io::Read`] or `&str`, plain structs go out, and the other way round; whoever calls maps them to
//! `tutela_model`. Every parser of outside bytes has a fuzz target in `fuzz/`, bounded memory, and errors that name the line
//! or the field.

pub mod list_csv;
pub mod list_entry;
pub mod national_law;
mod rfc3339;
mod text;
mod words;
pub mod xarf;

pub use words::UnknownWord;
