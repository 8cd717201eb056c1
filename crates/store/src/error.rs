//! What can go wrong in the store.

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no. Transactions that it asks to retry have been retried before this appears.
    #[error("the database reported: {0}")]
    Database(#[source] sqlx::Error),
    /// The database was migrated by a newer program.
    #[error(
        "the database has schema {found}, this program knows up to {known}: start the newer program, or restore an older copy"
    )]
    SchemaTooNew {
        /// The version found.
        found: i64,
        /// The newest version known.
        known: i64,
    },
    /// The address of the database cannot be read.
    #[error("{0:?} is no database address: write a path to a folder, or postgres://user@host/database")]
    Address(String),
    /// The address of a PostgreSQL names nobody.
    #[error(
        "the address of the database names no user: write postgres://USER@HOST/DATABASE, for a socket \
         postgres://USER@localhost/DATABASE?host=/run/postgresql"
    )]
    NoUser,
    /// A value in the database is not what this program wrote.
    #[error(
        "column {column} holds a value that this program did not write: run `tutela audit verify`, then restore from a backup"
    )]
    Damaged {
        /// The column.
        column: &'static str,
    },
    /// A database that was to be filled holds something already.
    #[error("the database holds something already: a backup is restored into an empty one only")]
    NotEmpty,
    /// Somebody must be alone with the data, and is not.
    #[error(
        "the data is in use: stop every node on it (all of them, where several share one database) and wait for commands that run beside, then try again"
    )]
    InUse,
    /// Somebody is alone with the data.
    #[error(
        "another command needs the data for itself, such as `tutela node-key rotate`: wait until it has ended"
    )]
    Reserved,
    /// The intake queue is full.
    #[error("too many reports are waiting to be written: try again in a moment")]
    Busy,
    /// Somebody kept reading what SQLite's log still holds.
    #[error(
        "the database's log could not be emptied because somebody kept reading it: try again in a moment"
    )]
    LogInUse,
    /// Another worker has the job by now.
    #[error("the lease of the job was lost: another worker does it now")]
    LeaseLost,
    /// The store was closed while the call waited.
    #[error("the node is shutting down")]
    Closed,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolClosed => Self::Closed,
            error => Self::Database(error),
        }
    }
}

impl StoreError {
    /// Whether the same transaction may succeed when it is run again: serialization failure or deadlock (PostgreSQL, SQLSTATE
    /// 40001 and 40P01), or a busy file (SQLite, codes 5 and 6 and their extensions).
    pub(crate) fn is_transient(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        match error.code().as_deref() {
            Some("40001" | "40P01") => true,
            Some(code) if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() => {
                code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6))
            }
            _ => false,
        }
    }

    /// Whether a row with the same unique value stands already.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}
