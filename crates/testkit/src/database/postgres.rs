//! A database on a PostgreSQL server that was started for tests.

use std::io::Write;
use std::str::FromStr;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Decode, Postgres, Row, Type};
use tutela_model::clock::Timestamp;

use super::must;

/// Names the server: `postgres://user@localhost/postgres?host=/folder/of/its/socket`.
const SERVER: &str = "TUTELA_TEST_POSTGRES";

static SKIPPED: Once = Once::new();
static CREATED: AtomicU32 = AtomicU32::new(0);

pub(super) struct PostgresDatabase {
    server: String,
    name: String,
    url: String,
}

impl PostgresDatabase {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test has no configuration; scripts/test tells it where the server is"
    )]
    pub(super) async fn create() -> Option<Self> {
        let Ok(server) = std::env::var(SERVER) else {
            SKIPPED.call_once(|| {
                // Past the test harness, which hides what a passing test prints.
                let _ = writeln!(std::io::stderr(), "skipped: PostgreSQL (set {SERVER} or run scripts/test)");
            });
            return None;
        };
        let number = CREATED.fetch_add(1, Ordering::Relaxed);
        let name = format!("tutela_test_{}_{number}", std::process::id());
        let database = Self { url: with_database(&server, &name), server, name };
        must("CREATE DATABASE", database.on_server("CREATE DATABASE").await);
        Some(database)
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) async fn remove(&self) {
        must("DROP DATABASE", self.on_server("DROP DATABASE").await);
    }

    async fn on_server(&self, verb: &str) -> Result<(), sqlx::Error> {
        let mut connection = connect(&self.server).await?;
        let how = if verb.starts_with("DROP") { " WITH (FORCE)" } else { "" };
        let sql = format!("{verb} {}{how}", self.name);
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
        connection.close().await
    }

    pub(super) async fn execute(&self, sql: &str) -> Result<(), sqlx::Error> {
        let mut connection = connect(&self.url).await?;
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await?;
        connection.close().await
    }

    pub(super) async fn column<T>(&self, sql: &str) -> Result<Vec<T>, sqlx::Error>
    where
        T: for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        let mut connection = connect(&self.url).await?;
        let rows: Vec<PgRow> = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(&mut connection).await?;
        connection.close().await?;
        rows.iter().map(|row| row.try_get(0)).collect()
    }

    pub(super) async fn held(&self, values: &[&[u8]]) -> Result<usize, sqlx::Error> {
        let rows = self.rows().await?;
        let stands = |value: &[u8]| {
            let hex: String = value.iter().map(|byte| format!("{byte:02x}")).collect();
            let text = std::str::from_utf8(value).ok();
            rows.iter().any(|row| row.contains(&hex) || text.is_some_and(|text| row.contains(text)))
        };
        Ok(values.iter().filter(|value| stands(value)).count())
    }

    pub(super) async fn rows_hold_time(&self, time: Timestamp) -> Result<bool, sqlx::Error> {
        let number = time.micros().to_string();
        let millis = format!("{:012x}", time.millis());
        let in_an_id = format!("{}-{}", &millis[..8], &millis[8..]);
        Ok(self.rows().await?.iter().any(|row| row.contains(&number) || row.contains(&in_an_id)))
    }

    /// Every row of every table as text, blobs in hexadecimal.
    async fn rows(&self) -> Result<Vec<String>, sqlx::Error> {
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
        let mut rows = Vec::new();
        for table in self.column::<String>(tables).await? {
            rows.extend(self.column::<String>(&format!("SELECT t::text FROM {table} t")).await?);
        }
        Ok(rows)
    }
}

async fn connect(url: &str) -> Result<PgConnection, sqlx::Error> {
    PgConnectOptions::from_str(url)?.connect().await
}

/// The same address with another database.
fn with_database(server: &str, name: &str) -> String {
    let (path, query) = server.split_once('?').unwrap_or((server, ""));
    let base = match path.split_once("://") {
        Some((scheme, rest)) => format!("{scheme}://{}", rest.split('/').next().unwrap_or_default()),
        None => path.to_owned(),
    };
    if query.is_empty() { format!("{base}/{name}") } else { format!("{base}/{name}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_of_an_address_changes() {
        let socket = with_database("postgres://me@localhost/postgres?host=/tmp/s", "a");
        assert_eq!(socket, "postgres://me@localhost/a?host=/tmp/s");
        assert_eq!(
            with_database("postgres://me:pw@host.example:5433", "a"),
            "postgres://me:pw@host.example:5433/a"
        );
    }
}
