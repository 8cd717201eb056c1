//! Migrations: two texts that give the same columns on both engines.

use sqlx::{Executor, PgPool, SqlitePool};

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::engine::{Engine, Pools, Store};
use crate::error::StoreError;

/// A migration: its text for SQLite and for PostgreSQL.
struct Migration {
    sqlite: &'static str,
    postgres: &'static str,
}

/// All migrations, oldest first. A migration that has been released is never changed: expand, then contract.
const MIGRATIONS: &[Migration] = &[
    Migration {
        sqlite: include_str!("../migrations/sqlite/0001_path.sql"),
        postgres: include_str!("../migrations/postgres/0001_path.sql"),
    },
    Migration {
        sqlite: include_str!("../migrations/sqlite/0002_recognition.sql"),
        postgres: include_str!("../migrations/postgres/0002_recognition.sql"),
    },
    Migration {
        sqlite: include_str!("../migrations/sqlite/0003_triage.sql"),
        postgres: include_str!("../migrations/postgres/0003_triage.sql"),
    },
    Migration {
        sqlite: include_str!("../migrations/sqlite/0004_team.sql"),
        postgres: include_str!("../migrations/postgres/0004_team.sql"),
    },
    Migration {
        sqlite: include_str!("../migrations/sqlite/0005_removal.sql"),
        postgres: include_str!("../migrations/postgres/0005_removal.sql"),
    },
    Migration {
        sqlite: include_str!("../migrations/sqlite/0006_cooperation.sql"),
        postgres: include_str!("../migrations/postgres/0006_cooperation.sql"),
    },
    Migration {
        sqlite: include_str!("../migrations/sqlite/0007_public.sql"),
        postgres: include_str!("../migrations/postgres/0007_public.sql"),
    },
    Migration {
        sqlite: include_str!("../migrations/sqlite/0008_administration.sql"),
        postgres: include_str!("../migrations/postgres/0008_administration.sql"),
    },
    Migration {
        sqlite: include_str!("../migrations/sqlite/0009_figures.sql"),
        postgres: include_str!("../migrations/postgres/0009_figures.sql"),
    },
];

/// The newest schema that this program knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

// The lock row, not an advisory lock: it works on every database that speaks PostgreSQL's protocol.
const VERSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (lock_row BIGINT PRIMARY KEY NOT NULL, version BIGINT NOT NULL)";
const VERSION_ROW: &str =
    "INSERT INTO schema_version (lock_row, version) VALUES (1, 0) ON CONFLICT DO NOTHING";

pub(crate) async fn migrate(store: &Store) -> Result<(), StoreError> {
    match &store.pools {
        Pools::Sqlite { writer, .. } => migrate_sqlite(writer).await,
        Pools::Postgres(pool) => migrate_postgres(pool).await,
    }
}

async fn migrate_sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    tx.execute(VERSION_TABLE).await?;
    tx.execute(VERSION_ROW).await?;
    let version: i64 = sqlx::query_scalar("SELECT version FROM schema_version").fetch_one(&mut *tx).await?;
    for migration in outstanding(version)? {
        sqlx::raw_sql(migration.sqlite).execute(&mut *tx).await?;
    }
    sqlx::query("UPDATE schema_version SET version = $1").bind(SCHEMA_VERSION).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn migrate_postgres(pool: &PgPool) -> Result<(), StoreError> {
    // Two nodes that start at once may both try to create the table; the loser finds it there.
    if let Err(error) = pool.execute(VERSION_TABLE).await {
        let exists = matches!(&error, sqlx::Error::Database(e) if matches!(e.code().as_deref(), Some("23505" | "42P07")));
        if !exists {
            return Err(error.into());
        }
    }
    pool.execute(VERSION_ROW).await?;
    let mut tx = pool.begin().await?;
    let version: i64 =
        sqlx::query_scalar("SELECT version FROM schema_version FOR UPDATE").fetch_one(&mut *tx).await?;
    for migration in outstanding(version)? {
        sqlx::raw_sql(migration.postgres).execute(&mut *tx).await?;
    }
    sqlx::query("UPDATE schema_version SET version = $1").bind(SCHEMA_VERSION).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives an empty database the schema `version`, in a transaction that its caller commits.
pub(crate) async fn create(tx: &Tx, version: i64) -> Result<(), StoreError> {
    let count = usize::try_from(version).unwrap_or(usize::MAX);
    let known =
        MIGRATIONS.get(..count).ok_or(StoreError::SchemaTooNew { found: version, known: SCHEMA_VERSION })?;
    tx.execute(VERSION_TABLE, vec![]).await?;
    tx.execute(VERSION_ROW, vec![]).await?;
    for migration in known {
        tx.script(match tx.engine() {
            Engine::Sqlite => migration.sqlite,
            Engine::Postgres => migration.postgres,
        })
        .await?;
    }
    tx.execute("UPDATE schema_version SET version = $1", values![version]).await?;
    Ok(())
}

fn outstanding(version: i64) -> Result<&'static [Migration], StoreError> {
    usize::try_from(version)
        .ok()
        .and_then(|done| MIGRATIONS.get(done..))
        .ok_or(StoreError::SchemaTooNew { found: version, known: SCHEMA_VERSION })
}
