//! An empty database for one test, and a way past the store to look at what it holds.

mod postgres;
mod sqlite;

use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use tutela_model::clock::Timestamp;
use tutela_store::{DatabaseAddress, Engine, Store};
use uuid::Uuid;

use self::postgres::PostgresDatabase;

/// An empty database for one test. Cheap to clone.
#[derive(Clone)]
pub struct TestDatabase(Arc<Place>);

enum Place {
    Sqlite(TempDir),
    Postgres(PostgresDatabase),
}

/// What a test that cannot go on panics with.
fn must<T, E: std::fmt::Display>(what: &str, result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| panic!("{what}: {error}"))
}

impl TestDatabase {
    /// An empty database; `None` where this machine offers no PostgreSQL to tests.
    pub async fn create(engine: Engine) -> Option<Self> {
        let place = match engine {
            Engine::Sqlite => Place::Sqlite(must("a folder for the test", tempfile::tempdir())),
            Engine::Postgres => Place::Postgres(PostgresDatabase::create().await?),
        };
        Some(Self(Arc::new(place)))
    }

    /// Takes a database away, with whoever is still connected to it.
    pub(crate) async fn remove(self) {
        if let Place::Postgres(database) = self.0.as_ref() {
            database.remove().await;
        }
    }

    /// Which engine keeps it.
    pub fn engine(&self) -> Engine {
        match self.0.as_ref() {
            Place::Sqlite(_) => Engine::Sqlite,
            Place::Postgres(_) => Engine::Postgres,
        }
    }

    /// Its address, as a node is told.
    pub fn address(&self) -> DatabaseAddress {
        match self.0.as_ref() {
            Place::Sqlite(folder) => DatabaseAddress::Folder(folder.path().to_owned()),
            Place::Postgres(database) => DatabaseAddress::Postgres(database.url().to_owned()),
        }
    }

    /// The data directory; `None` on PostgreSQL.
    pub fn folder(&self) -> Option<&Path> {
        match self.0.as_ref() {
            Place::Sqlite(folder) => Some(folder.path()),
            Place::Postgres(_) => None,
        }
    }

    /// Opens the store; each call is as another process would.
    pub async fn open(&self) -> Store {
        must("the store", Store::open(&self.address()).await)
    }

    /// Makes letters look as the program before the general outbox wrote them.
    pub async fn age_letters(&self) {
        self.execute("UPDATE mail SET record = NULL").await;
    }

    /// Every figure that is kept, as a line of its key and its bytes.
    pub async fn figures(&self) -> Vec<String> {
        let bytes = match self.engine() {
            Engine::Sqlite => "hex(tally)",
            Engine::Postgres => "encode(tally, 'hex')",
        };
        let line = format!("part || ' ' || day || ' ' || name || ' ' || {bytes}");
        self.texts(&format!("SELECT {line} FROM figure ORDER BY part, day, name")).await
    }

    /// Loses every figure, and how far they were counted.
    pub async fn lose_figures(&self) {
        self.execute("DELETE FROM figure").await;
        self.meddle("setting", "value", "lost", "name = 'figures.progress'").await;
    }

    /// Makes reports look as the program before search by host left them: not found by any selector.
    pub async fn forget_selectors(&self) {
        self.execute("DELETE FROM selector").await;
        self.execute("DELETE FROM setting WHERE name = 'search.hosts'").await;
    }

    /// Makes every entry of every list look as the schema before left it: without generation, batch and digest of its contents.
    pub async fn age_entries(&self) {
        self.execute("UPDATE entry SET generation = 0, contents = NULL, batch = NULL").await;
    }

    /// Writes a report again under another id, in the statement of the program that knew the first schema alone.
    pub async fn copy_as_before(&self, report: Uuid, id: Uuid) {
        const WRITTEN: &str = "origin, category, received_at, updated_at, status, urgency, reasons, completeness, missing, items, \
                               data_key, sealed";
        let id = match self.engine() {
            Engine::Sqlite => format!("x'{}'", id.simple()),
            Engine::Postgres => format!("'{id}'::uuid"),
        };
        let from = self.is("id", report);
        self.execute(&format!(
            "INSERT INTO report (id, {WRITTEN}) SELECT {id}, {WRITTEN} FROM report WHERE {from}"
        ))
        .await;
    }

    /// The version of its schema.
    pub async fn schema(&self) -> i64 {
        self.numbers("SELECT version FROM schema_version").await[0]
    }

    /// Makes it look as if a newer program had migrated it.
    pub async fn set_schema(&self, version: i64) {
        self.execute(&format!("UPDATE schema_version SET version = {version}")).await;
    }

    /// Runs statements past the store.
    pub async fn execute(&self, sql: &str) {
        match self.0.as_ref() {
            Place::Sqlite(folder) => must(sql, sqlite::execute(folder.path(), sql).await),
            Place::Postgres(database) => must(sql, database.execute(sql).await),
        }
    }

    /// The whole numbers in the first column of a query.
    pub async fn numbers(&self, sql: &str) -> Vec<i64> {
        match self.0.as_ref() {
            Place::Sqlite(folder) => must(sql, sqlite::column(folder.path(), sql).await),
            Place::Postgres(database) => must(sql, database.column(sql).await),
        }
    }

    /// The ids in the first column of a query.
    pub async fn ids(&self, sql: &str) -> Vec<Uuid> {
        match self.0.as_ref() {
            Place::Sqlite(folder) => must(sql, sqlite::column(folder.path(), sql).await),
            Place::Postgres(database) => must(sql, database.column(sql).await),
        }
    }

    /// The texts in the first column of a query; an absent one is `"NULL"`.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let found: Vec<Option<String>> = match self.0.as_ref() {
            Place::Sqlite(folder) => must(sql, sqlite::column(folder.path(), sql).await),
            Place::Postgres(database) => must(sql, database.column(sql).await),
        };
        found.into_iter().map(|text| text.unwrap_or_else(|| "NULL".to_owned())).collect()
    }

    /// The blobs in the first column of a query.
    pub async fn blobs(&self, sql: &str) -> Vec<Vec<u8>> {
        match self.0.as_ref() {
            Place::Sqlite(folder) => must(sql, sqlite::column(folder.path(), sql).await),
            Place::Postgres(database) => must(sql, database.column(sql).await),
        }
    }

    /// Writes a text into a column past the store, as somebody who meddles with the database does.
    pub async fn meddle(&self, table: &str, column: &str, text: &str, condition: &str) {
        self.execute(&format!("UPDATE {table} SET {column} = '{text}' WHERE {condition}")).await;
    }

    /// Writes bytes that no key opens into a sealed column, as a fault of the disk does.
    pub async fn damage(&self, table: &str, column: &str, condition: &str) {
        let bytes = match self.engine() {
            Engine::Sqlite => "x'0102'",
            Engine::Postgres => "'\\x0102'",
        };
        self.execute(&format!("UPDATE {table} SET {column} = {bytes} WHERE {condition}")).await;
    }

    /// How many rows of a table meet a condition.
    pub async fn count(&self, table: &str, condition: &str) -> i64 {
        self.numbers(&format!("SELECT COUNT(*) FROM {table} WHERE {condition}")).await[0]
    }

    /// The ids in a column of a table, of the rows that meet a condition.
    pub async fn ids_in(&self, table: &str, column: &str, condition: &str) -> Vec<Uuid> {
        self.ids(&format!("SELECT {column} FROM {table} WHERE {condition}")).await
    }

    /// The times in a column of a table, of the rows that meet a condition; absent ones are left out.
    pub async fn times_in(&self, table: &str, column: &str, condition: &str) -> Vec<Timestamp> {
        let sql = format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL AND {condition}");
        self.numbers(&sql).await.into_iter().map(Timestamp::from_micros).collect()
    }

    /// The texts in a column of a table, of the rows that meet a condition, in the order of their ids.
    pub async fn texts_in(&self, table: &str, column: &str, condition: &str) -> Vec<String> {
        self.texts(&format!("SELECT {column} FROM {table} WHERE {condition} ORDER BY id")).await
    }

    /// The blobs in a column of a table, of the rows that meet a condition.
    pub async fn blobs_in(&self, table: &str, column: &str, condition: &str) -> Vec<Vec<u8>> {
        self.blobs(&format!("SELECT {column} FROM {table} WHERE {condition}")).await
    }

    /// The condition that a column is this id, as the engine writes ids.
    pub fn is(&self, column: &str, id: Uuid) -> String {
        match self.engine() {
            Engine::Sqlite => format!("{column} = x'{}'", id.simple()),
            Engine::Postgres => format!("{column} = '{id}'"),
        }
    }

    /// Whether these bytes stand anywhere in the database. On SQLite every byte of every file in the data directory is searched,
    /// free pages and the log too; on PostgreSQL every row that can be read.
    pub async fn holds(&self, bytes: &[u8]) -> bool {
        self.held(&[bytes]).await == 1
    }

    /// How many of these values stand somewhere in the database, looked for as [`TestDatabase::holds`] does.
    pub async fn held(&self, values: &[&[u8]]) -> usize {
        match self.0.as_ref() {
            Place::Sqlite(folder) => must("the data directory", sqlite::held(folder.path(), values)),
            Place::Postgres(database) => must("the database", database.held(values).await),
        }
    }

    /// Whether this time to the microsecond stands anywhere in the database, or to the millisecond in an id.
    pub async fn holds_time(&self, time: Timestamp) -> bool {
        let in_an_id = &time.millis().to_be_bytes()[2..];
        match self.0.as_ref() {
            Place::Sqlite(_) => self.holds(&time.micros().to_be_bytes()).await || self.holds(in_an_id).await,
            Place::Postgres(database) => must("the database", database.rows_hold_time(time).await),
        }
    }
}
