//! What is wrong with which field. API and form show the same errors, each in its own way.

use std::fmt;

/// A problem with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The path of the field as the sender wrote it: `items[2].digests.sha256`.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It must be given.
    Missing,
    /// At most so many characters, items or entries.
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// It holds a control character.
    ControlCharacter,
    /// It is not one of the values that are known.
    Unknown {
        /// The values that are.
        expected: &'static str,
    },
    /// It does not have the form that is asked for.
    Malformed {
        /// What is asked for.
        expected: String,
    },
}

impl FieldError {
    /// A problem with a field.
    pub fn new(field: impl Into<String>, problem: Problem) -> Self {
        Self { field: field.into(), problem }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("must be given"),
            Self::TooLong { limit } => write!(f, "is too long: at most {limit}"),
            Self::ControlCharacter => f.write_str("holds a control character: remove it"),
            Self::Unknown { expected } => write!(f, "is not known: use one of {expected}"),
            Self::Malformed { expected } => write!(f, "is not well formed: {expected}"),
        }
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.field, self.problem)
    }
}
