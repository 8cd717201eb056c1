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

pub(super) fn held(folder: &Path, values: &[&[u8]]) -> std::io::Result<usize> {
    let mut files = Vec::new();
    read_files(folder, &mut files)?;
    let holds = |file: &[u8], value: &[u8]| file.windows(value.len()).any(|window| window == value);
    Ok(values.iter().filter(|value| files.iter().any(|file| holds(file, value))).count())
}

fn read_files(folder: &Path, files: &mut Vec<Vec<u8>>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_files(&path, files)?;
        } else {
            files.push(std::fs::read(&path)?);
        }
    }
    Ok(())
}
