//! Backups: everything that the database holds, on one consistent state, and the files of the set-up, sealed under a key that ends.
//!
//! Each backup has a key of its own, wrapped by the key of its week. The keys of the weeks stand in the *recovery file*, beside the
//! node key and apart from the data; a week's key is taken out of it when its time is over, and its backups open no more. What was
//! erased meanwhile stands in the same file, and is erased again when a backup is restored.

mod pieces;
mod recovery;
mod restore;
mod write;

pub use recovery::read_recovery;
pub use restore::{Opened, Restored, note_restored, open_backup};
pub use write::{Written, backup};

pub(crate) use recovery::{retire, write_recovery};

use std::io;

use tutela_crypto::RecoveryFileError;
use tutela_formats::backup::BackupError;
use tutela_store::StoreError;

use crate::error::Error;

/// Why no backup was made or restored.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The node or its store failed.
    #[error(transparent)]
    Node(#[from] Error),
    /// A file could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The file is no backup, or was changed.
    #[error(transparent)]
    Form(#[from] BackupError),
    /// The recovery file cannot be read.
    #[error("the recovery file: {0}")]
    Recovery(#[from] RecoveryFileError),
    /// No recovery file is kept.
    #[error("there is no recovery file: start the node once, or set `backup.recovery_file`")]
    NoRecoveryFile,
    /// The key of the backup's week is not there.
    #[error(
        "the recovery file holds no key for this backup: its time is over, or the file belongs to another node, or is an old copy"
    )]
    NoKey,
    /// The key of its week does not open the backup.
    #[error(
        "the backup does not open: the recovery file belongs to another node, or the backup was changed; use another copy"
    )]
    WrongKey,
    /// A part was changed, moved or left out.
    #[error("part {0} of the backup was changed: use another copy")]
    Changed(u64),
    /// It was made by a newer program.
    #[error(
        "the backup has schema {found}, this program knows up to {known}: restore it with the program that made it, or a newer one"
    )]
    SchemaTooNew {
        /// The version found.
        found: i64,
        /// The newest version known.
        known: i64,
    },
    /// The node key at hand is another.
    #[error(
        "the node key is not the one that the backed up data was sealed with: bring the right file, or set `key_file`. If the node's key was rotated \
         after the backup, the recovery file must be a copy of after that rotation, or the node key one of before; if before it, bring the newest node key"
    )]
    OtherNodeKey,
    /// What was written is not what the backup says.
    #[error("table {0} is not what the backup says of it: nothing was kept; use another copy")]
    Differs(String),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}
