//! One door for transactions: [`Store::run`] for changes, [`Store::read`] for reading.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments as _, AssertSqlSafe, Postgres, SqlSafeStr, Sqlite, Transaction};
use tokio::sync::Mutex;

use super::value::{Row, Value};
use super::{Engine, Pools, Store};
use crate::error::StoreError;

/// How often a transaction is run again where the database asks for it.
const ATTEMPTS: u32 = 12;
/// Waited before the second attempt; doubled before each further one, up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(2);
const LONGEST_WAIT: Duration = Duration::from_millis(200);

/// Transactions of public reports and of those who come back. They are not counted: whoever reads the counters every few seconds
/// would learn the minute that is forgotten here.
const UNCOUNTED: [&str; 4] = ["content assessed before", "take reports", "visit", "answer"];

pub(crate) enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// An open transaction. Ends with the closure that it was handed to.
pub struct Tx {
    open: Arc<Mutex<Option<Open>>>,
    engine: Engine,
}

impl Store {
    /// Runs a transaction that changes something. The closure may be called several times and so must have no effect but
    /// through its [`Tx`]; `name` labels it in metrics. Serializable on both engines.
    pub async fn run<T, E, F, R>(&self, name: &'static str, body: F) -> Result<T, E>
    where
        F: Fn(Tx) -> R,
        R: Future<Output = Result<T, E>>,
        E: From<StoreError> + AsStoreError,
    {
        self.attempt(name, true, body).await
    }

    /// Runs a transaction that only reads, on one consistent state.
    pub async fn read<T, E, F, R>(&self, name: &'static str, body: F) -> Result<T, E>
    where
        F: Fn(Tx) -> R,
        R: Future<Output = Result<T, E>>,
        E: From<StoreError> + AsStoreError,
    {
        self.attempt(name, false, body).await
    }

    async fn attempt<T, E, F, R>(&self, name: &'static str, writes: bool, body: F) -> Result<T, E>
    where
        F: Fn(Tx) -> R,
        R: Future<Output = Result<T, E>>,
        E: From<StoreError> + AsStoreError,
    {
        let mut wait = FIRST_WAIT;
        for attempt in 1.. {
            let result = self.once(writes, &body).await;
            let transient = match &result {
                Ok(_) => false,
                Err(error) => error.as_store_error().is_some_and(StoreError::is_transient),
            };
            if !transient || attempt == ATTEMPTS {
                let outcome = if result.is_ok() { "committed" } else { "failed" };
                if !UNCOUNTED.contains(&name) {
                    metrics::counter!("tutela_transactions_total", "name" => name, "outcome" => outcome)
                        .increment(1);
                }
                return result;
            }
            metrics::counter!("tutela_transaction_retries_total", "name" => name).increment(1);
            tracing::debug!(transaction = name, attempt, "the database asked for another try");
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
        Err(E::from(StoreError::Closed))
    }

    async fn once<T, E, F, R>(&self, writes: bool, body: &F) -> Result<T, E>
    where
        F: Fn(Tx) -> R,
        R: Future<Output = Result<T, E>>,
        E: From<StoreError>,
    {
        let open = self.begin(writes).await?;
        let shared = Arc::new(Mutex::new(Some(open)));
        let result = body(Tx { open: Arc::clone(&shared), engine: self.engine() }).await;
        let open = shared.lock().await.take();
        match (open, result) {
            (Some(Open::Sqlite(tx)), Ok(value)) => {
                tx.commit().await.map(|()| value).map_err(|e| StoreError::from(e).into())
            }
            (Some(Open::Postgres(tx)), Ok(value)) => {
                tx.commit().await.map(|()| value).map_err(|e| StoreError::from(e).into())
            }
            // Dropping would roll back later, when the connection is next used: the writer must be free at once.
            (Some(Open::Sqlite(tx)), Err(error)) => {
                let _ = tx.rollback().await;
                Err(error)
            }
            (Some(Open::Postgres(tx)), Err(error)) => {
                let _ = tx.rollback().await;
                Err(error)
            }
            (None, Ok(_)) => Err(StoreError::Closed.into()),
            (None, Err(error)) => Err(error),
        }
    }

    pub(crate) async fn begin(&self, writes: bool) -> Result<Open, StoreError> {
        Ok(match (&self.pools, writes) {
            (Pools::Sqlite { writer, .. }, true) => Open::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            (Pools::Sqlite { readers, .. }, false) => Open::Sqlite(readers.begin().await?),
            (Pools::Postgres(pool), true) => {
                Open::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE").await?)
            }
            (Pools::Postgres(pool), false) => {
                Open::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        })
    }
}

/// An error that may carry a [`StoreError`], so that [`Store::run`] knows what to retry.
pub trait AsStoreError {
    /// The store's error inside, if there is one.
    fn as_store_error(&self) -> Option<&StoreError>;
}

impl AsStoreError for StoreError {
    fn as_store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
}

impl Tx {
    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// A handle that owns its transaction: dropped, it is rolled back.
    pub(crate) fn of(open: Open, engine: Engine) -> Self {
        Self { open: Arc::new(Mutex::new(Some(open))), engine }
    }

    /// Commits a transaction that the handle owns.
    pub(crate) async fn commit(&self) -> Result<(), StoreError> {
        match self.open.lock().await.take().ok_or(StoreError::Closed)? {
            Open::Sqlite(tx) => Ok(tx.commit().await?),
            Open::Postgres(tx) => Ok(tx.commit().await?),
        }
    }

    /// Runs the text of a migration: several statements without values.
    pub(crate) async fn script(&self, sql: &'static str) -> Result<(), StoreError> {
        match self.open.lock().await.as_mut().ok_or(StoreError::Closed)? {
            Open::Sqlite(tx) => _ = sqlx::raw_sql(sql).execute(&mut **tx).await?,
            Open::Postgres(tx) => _ = sqlx::raw_sql(sql).execute(&mut **tx).await?,
        }
        Ok(())
    }

    /// Runs a statement; how many rows it changed.
    pub(crate) async fn execute(&self, sql: &'static str, values: Vec<Value>) -> Result<u64, StoreError> {
        self.execute_text(sql, values).await
    }

    /// Runs a statement whose text was put together here from fixed parts.
    pub(crate) async fn execute_text(
        &self,
        sql: impl SqlSafeStr,
        values: Vec<Value>,
    ) -> Result<u64, StoreError> {
        match self.open.lock().await.as_mut().ok_or(StoreError::Closed)? {
            Open::Sqlite(tx) => {
                let query = sqlx::query_with::<Sqlite, _>(sql, sqlite(values)?);
                Ok(query.execute(&mut **tx).await?.rows_affected())
            }
            Open::Postgres(tx) => {
                let query = sqlx::query_with::<Postgres, _>(sql, postgres(values)?);
                Ok(query.execute(&mut **tx).await?.rows_affected())
            }
        }
    }

    /// Runs a query; all its rows. Callers page by key, so that "all" is bounded.
    pub(crate) async fn rows(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.rows_text(sql, values).await
    }

    /// Runs a query whose text was put together here from fixed parts.
    pub(crate) async fn rows_text(
        &self,
        sql: impl SqlSafeStr,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        match self.open.lock().await.as_mut().ok_or(StoreError::Closed)? {
            Open::Sqlite(tx) => {
                let query = sqlx::query_with::<Sqlite, _>(sql, sqlite(values)?);
                Ok(query.fetch_all(&mut **tx).await?.into_iter().map(Row::Sqlite).collect())
            }
            Open::Postgres(tx) => {
                let query = sqlx::query_with::<Postgres, _>(sql, postgres(values)?);
                Ok(query.fetch_all(&mut **tx).await?.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// Runs a query that finds one row or none.
    pub(crate) async fn row(&self, sql: &'static str, values: Vec<Value>) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Inserts many rows with one statement for each chunk. `head` ends before `VALUES`, `tail` follows the values. Chunks
    /// have one of four sizes, so that their statements are prepared once and kept.
    pub(crate) async fn insert_rows(
        &self,
        head: &'static str,
        rows: Vec<Vec<Value>>,
        tail: &'static str,
    ) -> Result<u64, StoreError> {
        const CHUNKS: [usize; 4] = [64, 16, 4, 1];
        let mut inserted = 0;
        let mut rows = rows.into_iter().peekable();
        while let Some(first) = rows.peek() {
            let columns = first.len();
            let chunk = CHUNKS.into_iter().find(|size| *size <= rows.len()).unwrap_or(1);
            let values = rows.by_ref().take(chunk).flatten().collect();
            let sql = self.values_text(head, chunk, columns, tail);
            inserted += self.execute_text(AssertSqlSafe(sql), values).await?;
        }
        Ok(inserted)
    }

    fn values_text(&self, head: &str, rows: usize, columns: usize, tail: &str) -> String {
        let mut sql = format!("{head} VALUES ");
        for row in 0..rows {
            sql.push_str(if row == 0 { "(" } else { ",(" });
            for column in 0..columns {
                if column > 0 {
                    sql.push(',');
                }
                match self.engine {
                    // SQLite looks numbered placeholders up one by one: plain ones are several times faster.
                    Engine::Sqlite => sql.push('?'),
                    Engine::Postgres => sql.push_str(&format!("${}", row * columns + column + 1)),
                }
            }
            sql.push(')');
        }
        sql.push(' ');
        sql.push_str(tail);
        sql
    }

    /// Placeholders for `IN (…)`, from `$first` on.
    pub(crate) fn placeholders(first: usize, count: usize) -> String {
        (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(",")
    }
}

fn sqlite(values: Vec<Value>) -> Result<SqliteArguments, StoreError> {
    let mut arguments = SqliteArguments::default();
    values.into_iter().try_for_each(|value| value.bind_sqlite(&mut arguments))?;
    Ok(arguments)
}

fn postgres(values: Vec<Value>) -> Result<PgArguments, StoreError> {
    let mut arguments = PgArguments::default();
    arguments.reserve(values.len(), values.len() * 16);
    values.into_iter().try_for_each(|value| value.bind_postgres(&mut arguments))?;
    Ok(arguments)
}
