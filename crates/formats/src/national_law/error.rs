//! Why a law file was refused.

use std::fmt;

use thiserror::Error;

use super::{AgeBand, MAX_BYTES};
use crate::UnknownWord;

/// Why a law file was refused. Nothing of it is used then; mend the file and read it again.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LawError {
    /// Larger than [`MAX_BYTES`].
    #[error(
        "the law file has more than {MAX_BYTES} bytes: it should hold one country's rules and nothing else"
    )]
    TooLarge,
    /// Not TOML.
    #[error("line {line}: {message}")]
    Syntax {
        /// Number of the line, from 1 on.
        line: usize,
        /// What the TOML reader says.
        message: String,
    },
    /// A field is missing, unknown, or not what it should be.
    #[error("{place}, field {field}: {problem}")]
    Field {
        /// Where the field stands.
        place: Place,
        /// Name of the field; one that is not known is quoted and shortened.
        field: String,
        /// What is wrong with it.
        problem: FieldProblem,
    },
    /// There is no rule.
    #[error("the file has no [[rule]]: without rules nothing would ever be found illegal or lawful")]
    NoRules,
    /// The rules call the real sexual abuse of a child lawful.
    #[error(
        "rule {rule} calls a real sexual_act with a child of age {age} not_illegal: no law says so; look for a list \
         that is missing or mistyped in this rule, or put the rule for children before it"
    )]
    AbuseCalledLawful {
        /// Number of the rule that decides so, from 1 on.
        rule: usize,
        /// The age band it decides so for.
        age: AgeBand,
    },
}

/// Where in the file a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the rules.
    Head,
    /// In the rule with this number, from 1 on.
    Rule(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head => f.write_str("head"),
            Self::Rule(number) => write!(f, "rule {number}"),
        }
    }
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FieldProblem {
    /// It must be there.
    #[error("is missing: write {0}")]
    Missing(&'static str),
    /// No such field here.
    #[error("is not known here; the fields are {0}")]
    Unknown(&'static str),
    /// Another kind of value.
    #[error("is a TOML {found} where {expected} should stand")]
    Kind {
        /// What stands there.
        found: &'static str,
        /// What should.
        expected: &'static str,
    },
    /// Nothing in it, or more than a line.
    #[error("must be one line of text that says something: write {0}")]
    NotALine(&'static str),
    /// A list without a value would fit nothing.
    #[error(
        "is an empty list, so that the rule could never fit: name values, or leave the field out to fit all"
    )]
    EmptyList,
    /// A word that is not in the vocabulary; it is quoted and shortened.
    #[error("{word} {error}")]
    Word {
        /// The word that stands there.
        word: String,
        /// Which would be allowed.
        error: UnknownWord,
    },
    /// Not two upper-case letters.
    #[error("must be the country's two upper-case letters of ISO 3166-1, such as \"PT\"")]
    Country,
    /// Not a day.
    #[error("must be a day in quotation marks, such as \"2026-11-01\"")]
    Day,
}
