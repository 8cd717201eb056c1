//! Whether the crates keep to the floors of the house.
//!
//! The rules are in [`layers`] (our crates among each other), [`libraries`] (libraries of others) and [`sources`] (what a
//! source file may not hold); [`graph`] and [`lexer`] read what they judge.

mod graph;
mod layers;
mod lexer;
mod libraries;
mod sources;

use std::fmt;
use std::io;
use std::path::Path;

use thiserror::Error;

use graph::Graph;

/// The workspace, by where this package lies in it.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A rule that is broken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The crate, or the file and line.
    place: String,
    /// What is wrong there.
    problem: String,
    /// What to do about it.
    remedy: String,
}

impl Violation {
    fn new(place: impl Into<String>, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { place: place.into(), problem: problem.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.place, self.problem, self.remedy)
    }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Broken rules: the check fails.
    pub violations: Vec<Violation>,
    /// What somebody should look at soon.
    pub warnings: Vec<Violation>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for warning in &self.warnings {
            writeln!(f, "warning: {warning}")?;
        }
        for violation in &self.violations {
            writeln!(f, "error: {violation}")?;
        }
        match self.violations.len() {
            0 => writeln!(f, "dependencies: all rules hold"),
            count => writeln!(f, "dependencies: {count} broken"),
        }
    }
}

/// Why nothing could be judged.
#[derive(Debug, Error)]
pub enum CheckError {
    /// `cargo metadata` did not run or failed.
    #[error("cargo metadata failed: {0}")]
    Cargo(String),
    /// Its answer has another shape.
    #[error("the answer of cargo metadata was not understood: {0}")]
    Metadata(#[from] serde_json::Error),
    /// A file could not be read.
    #[error("{path}: {error}")]
    File {
        /// The file or folder.
        path: String,
        /// Why.
        error: io::Error,
    },
}

/// Judges the workspace this program was built from.
///
/// # Errors
///
/// [`CheckError`] where its graph or its files cannot be read.
pub fn run() -> Result<Outcome, CheckError> {
    let root = Path::new(ROOT);
    let graph = Graph::of_workspace(root)?;
    let mut outcome = Outcome::default();
    outcome.violations.extend(layers::check(&graph));
    outcome.violations.extend(libraries::check(&graph));
    sources::check(root, &mut outcome)?;
    outcome.violations.sort();
    outcome.violations.dedup();
    outcome.warnings.sort();
    Ok(outcome)
}
