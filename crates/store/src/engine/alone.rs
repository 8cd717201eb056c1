//! Being alone with the data: for what no running node may see half done.

use std::fs::{File, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use super::{APPLICATION, DatabaseAddress, Pools, Store, connect};
use crate::error::StoreError;
use crate::migrate;

/// Whether others may use the data at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Company {
    /// They may: nodes, and commands beside them.
    Others,
    /// Nobody may.
    Alone,
}

/// The file that tells who uses a SQLite database. Not the database itself: SQLite would lose its own locks when it is closed.
const LOCK: &str = "tutela.db-lock";
/// How often a database server is asked again whether others are gone: a process that has ended may be a session for a moment yet.
const TRIES: u32 = 20;
const BETWEEN: Duration = Duration::from_millis(150);

impl Store {
    /// Opens the database as [`Store::open`] does, for somebody who must be alone with it. While this store lives no other can open a
    /// SQLite database; on PostgreSQL ask [`Store::must_be_alone`] again before anything is done that cannot be undone.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`] where a node or a command uses the data.
    pub async fn open_alone(address: &DatabaseAddress) -> Result<Self, StoreError> {
        let store = Self { pools: connect(address, Company::Alone).await? };
        store.must_be_alone().await?;
        migrate::migrate(&store).await?;
        Ok(store)
    }

    /// An error where somebody else uses the data of a store that was opened by [`Store::open_alone`].
    pub async fn must_be_alone(&self) -> Result<(), StoreError> {
        let Pools::Postgres(pool) = &self.pools else { return Ok(()) };
        for attempt in 1..=TRIES {
            let others: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM pg_stat_activity \
                 WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()",
            )
            .bind(APPLICATION)
            .fetch_one(pool)
            .await?;
            if others == 0 {
                return Ok(());
            }
            if attempt < TRIES {
                tokio::time::sleep(BETWEEN).await;
            }
        }
        Err(StoreError::InUse)
    }
}

/// Marks a SQLite database as used, with others or alone, for as long as the file is open.
pub(super) fn hold(folder: &Path, company: Company) -> Result<File, StoreError> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(folder.join(LOCK))
        .map_err(|error| StoreError::Database(sqlx::Error::Io(error)))?;
    let held = match company {
        Company::Others => file.try_lock_shared(),
        Company::Alone => file.try_lock(),
    };
    match (held, company) {
        (Ok(()), _) => Ok(file),
        (Err(TryLockError::WouldBlock), Company::Others) => Err(StoreError::Reserved),
        (Err(TryLockError::WouldBlock), Company::Alone) => Err(StoreError::InUse),
        // A file system without locks: nodes run there all the same, but nobody can know to be alone.
        (Err(TryLockError::Error(_)), Company::Others) => Ok(file),
        (Err(TryLockError::Error(error)), Company::Alone) => {
            Err(StoreError::Database(sqlx::Error::Io(error)))
        }
    }
}
