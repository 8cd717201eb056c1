//! The two engines behind one [`Store`].

mod alone;
pub(crate) mod run;
pub(crate) mod value;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};
use tutela_model::clock::Timestamp;

pub(crate) use self::alone::Company;
use crate::error::StoreError;
use crate::migrate;

/// Which engine keeps the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file in the data directory.
    Sqlite,
    /// PostgreSQL or a database that speaks its protocol.
    Postgres,
}

impl Engine {
    /// Its name, for messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// Where the data lies.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseAddress {
    /// The folder of the SQLite file.
    Folder(PathBuf),
    /// `postgres://…`
    Postgres(String),
}

impl FromStr for DatabaseAddress {
    type Err = StoreError;
    fn from_str(text: &str) -> Result<Self, StoreError> {
        match text.split_once("://") {
            Some(("postgres" | "postgresql", rest)) if names_user(rest) => {
                Ok(Self::Postgres(text.to_owned()))
            }
            Some(("postgres" | "postgresql", _)) => Err(StoreError::NoUser),
            None if !text.is_empty() => Ok(Self::Folder(PathBuf::from(text))),
            // The text may hold a password: only its scheme is repeated.
            Some((scheme, _)) => Err(StoreError::Address(format!("{scheme}://…"))),
            None => Err(StoreError::Address(String::new())),
        }
    }
}

/// Whether what follows the scheme says who signs in. The driver would make somebody up.
fn names_user(rest: &str) -> bool {
    let (place, options) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = place.split('/').next().unwrap_or_default();
    authority.split_once('@').is_some_and(|(user, _)| !user.is_empty())
        || options.split('&').any(|option| option.starts_with("user="))
}

/// The pools of one engine.
#[derive(Clone)]
pub(crate) enum Pools {
    /// One writer, so that writers queue here and never meet a busy file; several readers.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
        /// Tells other processes that the file is in use.
        held: Arc<File>,
    },
    Postgres(PgPool),
}

/// The data of one node. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) pools: Pools,
}

/// What a database server says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Settings on which it depends whether what was answered survives.
    pub settings: Vec<(String, String)>,
    /// Its clock.
    pub now: Timestamp,
    /// Whether the connection is under TLS.
    pub tls: bool,
}

impl Default for Server {
    fn default() -> Self {
        Self { settings: Vec::new(), now: Timestamp::from_micros(0), tls: false }
    }
}

/// How this program names itself to a database server.
const APPLICATION: &str = "tutela";
/// Connections that read at the same time.
const READERS: u32 = 4;
/// Connections to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;
/// KiB of pages that each SQLite connection may keep in memory.
const WRITER_CACHE: i64 = 48 * 1024;
const READER_CACHE: i64 = 4 * 1024;

impl Store {
    /// Opens the database, creates it where it does not exist, and brings it to the schema of this program.
    pub async fn open(address: &DatabaseAddress) -> Result<Self, StoreError> {
        let store = Self { pools: connect(address, Company::Others).await? };
        migrate::migrate(&store).await?;
        Ok(store)
    }

    /// Which engine keeps the data.
    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Writes what SQLite's log still holds into the file and empties the log, so that erased bytes are gone from both.
    /// PostgreSQL keeps its own log: see `docs/operator.md` for what it still holds and for how long.
    pub async fn truncate_log(&self) -> Result<(), StoreError> {
        if let Pools::Sqlite { writer, .. } = &self.pools {
            let busy: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(writer).await?;
            if busy != 0 {
                return Err(StoreError::LogInUse);
            }
        }
        Ok(())
    }

    /// What a database server says of itself; nothing where there is none.
    pub async fn server(&self) -> Result<Server, StoreError> {
        let Pools::Postgres(pool) = &self.pools else { return Ok(Server::default()) };
        let settings: Vec<(String, String)> = sqlx::query_as(
            "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')",
        )
        .fetch_all(pool)
        .await?;
        let (micros, tls): (i64, bool) = sqlx::query_as(
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, \
             COALESCE((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)",
        )
        .fetch_one(pool)
        .await?;
        Ok(Server { settings, now: Timestamp::from_micros(micros), tls })
    }

    /// Closes every connection after the transactions in hand.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers, held } => {
                readers.close().await;
                writer.close().await;
                // Clones of this store may live on; the file is in use no longer.
                let _ = held.unlock();
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

pub(crate) async fn connect(address: &DatabaseAddress, company: Company) -> Result<Pools, StoreError> {
    Ok(match address {
        DatabaseAddress::Folder(folder) => {
            let held = alone::hold(folder, company)?;
            sqlite(&folder.join("tutela.db"), held).await?
        }
        DatabaseAddress::Postgres(url) => Pools::Postgres(postgres(url, company).await?),
    })
}

async fn sqlite(file: &Path, held: File) -> Result<Pools, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // A report that was answered must survive a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        // Erased rows are overwritten, not only unlinked.
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        // Pages. Everybody waits while they are written back: rather often and short than rarely and long.
        .pragma("wal_autocheckpoint", "1500")
        .pragma("journal_size_limit", "67108864");
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options.clone().pragma("cache_size", format!("-{WRITER_CACHE}")))
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .max_lifetime(None)
        .connect_with(options.pragma("cache_size", format!("-{READER_CACHE}")).pragma("query_only", "ON"))
        .await?;
    Ok(Pools::Sqlite { writer, readers, held: Arc::new(held) })
}

async fn postgres(url: &str, company: Company) -> Result<PgPool, StoreError> {
    let options = PgConnectOptions::from_str(url)?.application_name(APPLICATION).options([
        ("synchronous_commit", "on"),
        ("timezone", "UTC"),
        ("lock_timeout", "10000"),
    ]);
    let connections = match company {
        Company::Others => POSTGRES_CONNECTIONS,
        // So that every other session of this program is somebody else's.
        Company::Alone => 1,
    };
    Ok(PgPoolOptions::new().max_connections(connections).connect_with(options).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_who_signs_in() {
        for good in [
            "postgres://tutela@localhost/tutela?host=/run/postgresql",
            "postgresql://tutela:pass@db.example:5433/tutela",
            "postgres:///tutela?host=/run/postgresql&user=tutela",
        ] {
            assert!(matches!(good.parse(), Ok(DatabaseAddress::Postgres(text)) if text == good), "{good}");
        }
        for bad in
            ["postgres:///tutela?host=/run/postgresql", "postgres://localhost/a@b", "postgres://@localhost/a"]
        {
            assert!(matches!(bad.parse::<DatabaseAddress>(), Err(StoreError::NoUser)), "{bad}");
        }
    }
}
