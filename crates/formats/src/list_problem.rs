//! What can be wrong with a list, whichever format it has, and with an entry that shall be written into one.

use std::fmt;
use std::io;

use thiserror::Error;
use tutela_matching::DigestError;

use crate::list_csv::{BadLine, ListError, Problem, WriteError};
use crate::photodna;

/// Something that was not read, and where it stands.
#[derive(Debug)]
pub struct ListProblem {
    /// Where.
    pub place: Place,
    /// Name of the column or field, where one is to blame.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub fault: Fault,
}

/// Where in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The list as a whole.
    List,
    /// A line, from 1 (the header) on.
    Line(u64),
    /// A record, from 1 on.
    Record(u64),
}

impl ListProblem {
    /// Whether nothing is read after it. Where it is `false`, the next record is read.
    pub fn ends_list(&self) -> bool {
        match &self.fault {
            Fault::Header(_) | Fault::Broken { .. } | Fault::CutOff | Fault::TooDeep => true,
            Fault::WrongDocument(_) | Fault::Unreadable(_) => true,
            Fault::Line(problem) => matches!(problem, Problem::Unreadable(_)),
            _ => false,
        }
    }
}

impl fmt::Display for ListProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, column) = match self.place {
            // A header's own text names its line.
            Place::List if matches!(self.fault, Fault::Header(_)) => return self.fault.fmt(f),
            Place::List => ("the list".to_owned(), ""),
            Place::Line(line) => (format!("line {line}"), "column "),
            Place::Record(record) => (format!("record {record}"), ""),
        };
        match self.field {
            Some(field) => write!(f, "{place}, {column}{field}: {}", self.fault),
            None => write!(f, "{place} {}", self.fault),
        }
    }
}

impl std::error::Error for ListProblem {}

/// What is wrong. The text never repeats the record: it may be anything.
#[derive(Debug, Error)]
pub enum Fault {
    /// The header of a list of lines.
    #[error(transparent)]
    Header(ListError),
    /// One line of a list of lines.
    #[error(transparent)]
    Line(Problem),
    /// The text is not such a digest.
    #[error(transparent)]
    Digest(DigestError),
    /// The text is no PhotoDNA hash.
    #[error("{}", photodna::EXPECTED)]
    PhotoDna,
    /// A number was expected.
    #[error("must be a whole number from 0 to 4294967295")]
    Number,
    /// Text was expected.
    #[error("must be text")]
    NotText,
    /// An address that is empty, longer than [`MAX_URL`](crate::list_entry::MAX_URL) or holds hidden characters.
    #[error("must be an address of at most 8192 characters without control or hidden characters")]
    Url,
    /// A moment was expected, as seconds since 1970.
    #[error("must be the seconds since 1970, as a whole number before the year 10000")]
    Time,
    /// A yes or no was expected.
    #[error("must be yes or no, or empty")]
    Flag,
    /// A kind of indicator that no list of ours holds, such as a domain or a text.
    #[error("is a kind of indicator that is not kept here: leave the record out")]
    Kind,
    /// Nothing to recognise a file or a page by.
    #[error("has nothing to recognise it by: give a digest, a PhotoDNA hash or an address")]
    NothingKnown,
    /// The record's JSON doesn't have the shape of the format.
    #[error("is no JSON object of this format, or holds a number out of range: mend or leave out the record")]
    NotARecord,
    /// A field stands twice.
    #[error("has a field twice: leave one of them")]
    Repeated,
    /// Longer than the most bytes a record may have.
    #[error("is longer than {0} bytes: no record of a hash list is, look whether the file is one")]
    TooLong(usize),
    /// Brackets, quotation marks or commas are wrong, so that no further record can be found.
    #[error("is no JSON at byte {at}, and nothing after it was read: mend the file or fetch it again")]
    Broken {
        /// Bytes before the fault.
        at: u64,
    },
    /// The input ends inside the document.
    #[error("ends before it is complete: the file was cut off, fetch it again")]
    CutOff,
    /// Nested deeper than any list is.
    #[error("is nested deeper than any hash list: look whether the file is one")]
    TooDeep,
    /// Another kind of document; the text says what was expected.
    #[error("{0}")]
    WrongDocument(&'static str),
    /// The input failed; nothing after this is read.
    #[error("could not be read ({0}): the rest of the list is missing, read it again")]
    Unreadable(io::ErrorKind),
}

impl From<ListError> for ListProblem {
    fn from(error: ListError) -> Self {
        Self { place: Place::List, field: None, fault: Fault::Header(error) }
    }
}

impl From<BadLine> for ListProblem {
    fn from(bad: BadLine) -> Self {
        Self { place: Place::Line(bad.line), field: bad.column, fault: Fault::Line(bad.problem) }
    }
}

/// Why an entry was not written.
#[derive(Debug, Error)]
pub enum ListWriteError {
    /// The entry can't stand in this format, and nothing of it was written: leave it out and go on.
    #[error("the entry cannot be written: it {0}")]
    Entry(Unfit),
    /// An entry breaks a rule of our own CSV; nothing of it was written.
    #[error(transparent)]
    Csv(WriteError),
    /// The output failed; what was written so far is no complete list.
    #[error("the list could not be written: {0}")]
    Io(#[from] io::Error),
}

impl ListWriteError {
    /// Whether only this entry is lost and the next one can be written.
    pub fn is_about_entry(&self) -> bool {
        matches!(self, Self::Entry(_) | Self::Csv(WriteError::Row { .. }))
    }
}

impl From<WriteError> for ListWriteError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Io(error) => Self::Io(error),
            row @ WriteError::Row { .. } => Self::Csv(row),
        }
    }
}

/// Why a format has no place for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unfit {
    /// The format knows no tombstones.
    #[error("is withdrawn, and this format has no place for that: leave it out")]
    Withdrawn,
    /// None of what identifies it has a place in the format.
    #[error(
        "has nothing to recognise it by that this format can hold: choose another format or leave it out"
    )]
    NothingToHold,
    /// A label of another country's scheme than the document.
    #[error("has a category of another scheme than the document: write each scheme into a list of its own")]
    OtherScheme,
    /// A label that is no number, where the format wants one.
    #[error("has a category that is not a whole number: leave it out")]
    Category,
    /// The format names each entry.
    #[error("has no id: give each entry one of its own")]
    NoId,
    /// A time outside 1970 to 9999.
    #[error("has a time before 1970 or after 9999: mend the time")]
    Time,
}
