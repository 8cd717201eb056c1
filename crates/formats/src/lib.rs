//! Foreign formats and our own file formats: parse and write.
//!
//! - [`list_entry`]: what every hash list format carries of one known file or URL.
//! - [`list_formats`]: one door to every format of a hash list, and which format a file has.
//! - [`list_csv`]: our own, comma-separated text, in and out.
//! - [`vics`]: Project VIC 1.3 and 2.0, in and out; 1.2 in.
//! - [`icse_csv`]: INTERPOL ICSE, in and out.
//! - [`threatexchange_json`]: ThreatExchange indicators, in and out.
//! - [`hash_sharing`]: NCMEC's Hash Sharing API, the XML of both sides.
//! - [`shield`]: Project Arachnid Shield's questions and answers.
//! - [`hma`]: Hasher-Matcher-Actioner's questions and answers.
//! - [`xarf`]: XARF v4 abuse reports for hosts, out.
//! - [`help_csv`]: a help directory, in.
//! - [`national_law`]: a country's law as rules over age band, act class and depiction, in.
//! - [`rdap`]: what registries say of networks and domains, and who answers for what, in.
//! - [`geo`]: files in MaxMind's format, in.
//! - [`returned_mail`]: what a mail server reports of a letter that it could not deliver, in.
//! - [`table_csv`]: a table of figures for a spreadsheet, out.
//! - [`network_list`]: networks that deliver for others, are shared, or hide who comes through them, in.
//!
//! Architecture Invariant: nothing here opens a file or a socket, waits, or knows a record of the domain. Bytes come in
//! through [`std::io::Read`] or `&str`, plain structs go out, and the other way round; whoever calls maps them to
//! `tutela_model`. Every parser of outside bytes has a fuzz target in `fuzz/`, bounded memory, and errors that name the line
//! or the field.

pub mod backup;
pub mod geo;
pub mod hash_sharing;
pub mod help_csv;
pub mod hma;
pub mod icse_csv;
pub mod ip_prefix;
mod json_scalar;
mod json_stream;
pub mod list_csv;
pub mod list_entry;
pub mod list_formats;
pub mod list_problem;
pub mod national_law;
pub mod network_list;
mod photodna;
pub mod rdap;
pub mod returned_mail;
mod rfc3339;
pub mod shield;
pub mod table_csv;
mod text;
pub mod threatexchange_json;
pub mod vics;
mod words;
pub mod xarf;
mod xml;

pub use words::UnknownWord;
