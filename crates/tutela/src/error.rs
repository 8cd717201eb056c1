//! What the command line says when it cannot do what was asked.

use std::path::PathBuf;

/// Why a command failed, in a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file or folder could not be used.
    #[error("{path}: {problem}")]
    File {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// The configuration cannot be used.
    #[error("the configuration: {0}")]
    Config(String),
    /// The node failed.
    #[error(transparent)]
    Node(#[from] tutela_workflow::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] tutela_store::StoreError),
    /// A rotation of the node's key did not come to its end.
    #[error(transparent)]
    Rotation(#[from] tutela_workflow::rotation::Failed),
    /// An address could not be listened on.
    #[error("{address} cannot be listened on ({problem}): choose another with --listen")]
    Listen {
        /// Which.
        address: String,
        /// What is wrong.
        problem: std::io::Error,
    },
    /// Anything else, said in full.
    #[error("{0}")]
    Said(String),
}

impl Failure {
    /// A failure about a file.
    pub fn file(path: impl Into<PathBuf>, problem: impl ToString) -> Self {
        Self::File { path: path.into(), problem: problem.to_string() }
    }
}
