//! Past the store into an SQLite file.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Decode, Row, Sqlite, Type};

async fn connect(folder: &Path) -> Result<SqliteConnection, sqlx::Error> {
    SqliteConnectOptions::new().filename(folder.join("tutela.db")).connect().await
}

pub(super) async fn execute(folder: &Path, sql: &str) -> Result<(), sqlx::Error> {
    let mut connection = connect(folder).await?;
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await?;
    connection.close().await
}

pub(super) async fn column<T>(folder: &Path, sql: &str) -> Result<Vec<T>, sqlx::Error>
where
    T: for<'r> Decode<'r, Sqlite> + Type<Sqlite>,
{
    let mut connection = connect(folder).await?;
    let rows: Vec<SqliteRow> = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(&mut connection).await?;
    connection.close().await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

pub(super) fn files_hold(folder: &Path, bytes: &[u8]) -> std::io::Result<bool> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let found = if path.is_dir() {
            files_hold(&path, bytes)?
        } else {
            std::fs::read(&path)?.windows(bytes.len()).any(|window| window == bytes)
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}
