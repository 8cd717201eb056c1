//! What can be wrong with a list, and with one line of it.

use std::fmt;
use std::io;

use thiserror::Error;
use tutela_matching::DigestError;

use super::{Column, MAX_LINE};
use crate::photodna;

/// Why a list cannot be read at all: its header. Nothing has been read then; mend the file and read it again.
#[derive(Debug, Error)]
pub enum ListError {
    /// There is no line in it.
    #[error("the list is empty: its first line must name the columns, such as {}", known_columns())]
    Empty,
    /// The first line uses `;` and no comma.
    #[error("line 1: fields are separated by semicolons: save the list with commas")]
    Semicolons,
    /// A column that is not in [`Column`]; the name is quoted and shortened.
    #[error("line 1: {0} is not a column of a hash list; the columns are {columns}", columns = known_columns())]
    UnknownColumn(String),
    /// A column stands twice.
    #[error("line 1: the column {0} stands twice: leave one of them")]
    RepeatedColumn(&'static str),
    /// No column holds digests or addresses.
    #[error("line 1: no column holds digests: name at least one of md5, sha1, sha256, pdq, photodna, url")]
    NoDigestColumn,
    /// The first line is not a line of the format.
    #[error("line 1 {0}")]
    BadHeader(Problem),
    /// The input could not be read.
    #[error("the list could not be read: {0}")]
    Io(#[from] io::Error),
}

fn known_columns() -> String {
    Column::ALL.map(Column::name).join(",")
}

/// One line that was not taken. The lines after it are read all the same, except after [`Problem::Unreadable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Number of the line, from 1 (the header) on.
    pub line: u64,
    /// Name of the column, where one column is to blame.
    pub column: Option<&'static str>,
    /// What is wrong with it.
    pub problem: Problem,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        match self.column {
            Some(column) => write!(f, ", column {column}: {}", self.problem),
            None => write!(f, " {}", self.problem),
        }
    }
}

impl std::error::Error for BadLine {}

/// What is wrong with a line. The text never repeats the line: it may be anything.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// Longer than [`MAX_LINE`].
    #[error("is longer than {MAX_LINE} bytes: every file must stand on a line of its own")]
    TooLong,
    /// Not UTF-8.
    #[error("is not UTF-8: save the list as UTF-8")]
    NotUtf8,
    /// A quoted field does not end on its line.
    #[error("opens a quotation mark and does not close it: close it on the same line")]
    UnclosedQuote,
    /// A quotation mark inside a field that is not quoted.
    #[error(
        "has a quotation mark inside a field: put the whole field in quotation marks and double the mark"
    )]
    StrayQuote,
    /// Something between a closing quotation mark and the comma.
    #[error("has text after a closing quotation mark: a mark inside a quoted field must be doubled")]
    TextAfterQuote,
    /// Too few or too many fields.
    #[error(
        "has {found} fields where the header has {expected}: give every column, empty where nothing is known"
    )]
    FieldCount {
        /// Fields on this line.
        found: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// Neither digest nor address.
    #[error("has no digest: give at least one of md5, sha1, sha256, pdq, photodna, url")]
    NoDigest,
    /// The text is not such a digest.
    #[error("{0}")]
    Digest(DigestError),
    /// Not a whole number from 0 to 100.
    #[error("must be a whole number from 0 to 100, or empty")]
    Quality,
    /// A quality without a hash.
    #[error("is given without a pdq hash: give both or neither")]
    QualityWithoutPdq,
    /// Not a PhotoDNA hash.
    #[error("{}", photodna::EXPECTED)]
    PhotoDna,
    /// Neither `image` nor `video`.
    #[error("must be image or video, or empty")]
    Media,
    /// A label without its scheme, or a scheme without its label.
    #[error("is given without the other: give both label_scheme and label, or neither")]
    HalfLabel,
    /// More characters than the column may have.
    #[error("has more than {0} characters: shorten it")]
    TextTooLong(usize),
    /// Present but without a character; only [`Writer`](super::Writer) says so.
    #[error("is empty: leave it out altogether")]
    TextEmpty,
    /// A control character, or one that hides or turns text.
    #[error("holds a control or hidden character: remove it")]
    HiddenCharacter,
    /// Not an RFC 3339 time, or not between 1970 and 9999.
    #[error("must be a time such as 2026-11-23T10:15:00Z, not before 1970, or empty")]
    RemovedAt,
    /// The input failed; nothing after this line is read.
    #[error("could not be read ({0}): the rest of the list is missing, read it again")]
    Unreadable(io::ErrorKind),
}
