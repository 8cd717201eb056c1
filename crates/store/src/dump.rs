//! Every row of every table, whatever tables there are: for backups.
//!
//! What is read comes from one consistent state and is ordered by primary key, in the order of bytes on both engines. What is written
//! goes into an empty database in one transaction, with the schema that it was written under; a newer program then migrates it.

use std::fmt::Write as _;

use sqlx::AssertSqlSafe;
use tutela_crypto::log::Frontier;
use tutela_formats::backup::write_row;

pub use tutela_formats::backup::Cell;

use crate::engine::run::Tx;
use crate::engine::value::{Row, Value};
use crate::engine::{Company, DatabaseAddress, Engine, Store, connect};
use crate::error::StoreError;
use crate::migrate;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// A whole number.
    Int,
    /// A text.
    Text,
    /// Bytes; an id too.
    Bytes,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether the engine has a type of its own for ids and uses it here.
    id: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, by name.
    pub columns: Vec<Column>,
    /// Its primary key: places in `columns`.
    key: Vec<usize>,
}

fn value(cell: &Cell, column: &Column) -> Result<Value, StoreError> {
    let wrong = StoreError::Damaged { column: "backup" };
    Ok(match (cell, column.kind) {
        (Cell::Null, ColumnKind::Int) => Value::Int(None),
        (Cell::Null, ColumnKind::Text) => Value::Text(None),
        (Cell::Null, ColumnKind::Bytes) if column.id => Value::Uuid(None),
        (Cell::Null, ColumnKind::Bytes) => Value::Bytes(None),
        (Cell::Int(number), ColumnKind::Int) => Value::Int(Some(*number)),
        (Cell::Text(text), ColumnKind::Text) => Value::Text(Some(text.clone())),
        (Cell::Bytes(bytes), ColumnKind::Bytes) if column.id => {
            Value::Uuid(Some(uuid::Uuid::from_slice(bytes).map_err(|_| wrong)?))
        }
        (Cell::Bytes(bytes), ColumnKind::Bytes) => Value::Bytes(Some(bytes.clone())),
        _ => return Err(wrong),
    })
}

/// Counts rows and digests them in order, so that two tables can be told to hold the same.
#[derive(Default)]
pub struct Fingerprint(Frontier);

impl Fingerprint {
    /// Takes a row in.
    pub fn take(&mut self, row: &[Cell]) {
        let mut bytes = Vec::with_capacity(256);
        write_row(row, &mut bytes);
        self.0.append(&bytes);
    }

    /// How many rows, and their digest.
    pub fn sum(&self) -> (u64, [u8; 32]) {
        (self.0.size(), self.0.root())
    }
}

/// One consistent state of the data, to be read to the end.
pub struct Snapshot {
    tx: Tx,
}

impl Store {
    /// Begins to read one consistent state. While it lives SQLite's log cannot be emptied.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let open = self.begin(false).await?;
        Ok(Snapshot { tx: Tx::of(open, self.engine()) })
    }
}

impl Snapshot {
    /// The schema's version.
    pub async fn schema(&self) -> Result<i64, StoreError> {
        let row = self.tx.row("SELECT version FROM schema_version", vec![]).await?;
        row.ok_or(StoreError::Damaged { column: "schema_version.version" })?.get("version")
    }

    /// Every table but the one that holds the schema's version, by name.
    pub async fn tables(&self) -> Result<Vec<Table>, StoreError> {
        tables(&self.tx).await
    }

    /// Rows of a table in order of its key, after the row `after`.
    pub async fn rows(
        &self,
        table: &Table,
        after: Option<&[Cell]>,
        limit: u32,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        rows(&self.tx, table, after, limit).await
    }
}

/// An empty database that is being filled, in one transaction: dropped, nothing of it is left.
pub struct Restoring {
    store: Store,
    tx: Tx,
}

impl Restoring {
    /// Begins to fill the empty database at `address` with the schema `version`. One that holds anything is refused.
    pub async fn begin(address: &DatabaseAddress, version: i64) -> Result<Self, StoreError> {
        let pools = connect(address, Company::Others).await?;
        let store = Store { pools };
        let tx = Tx::of(store.begin(true).await?, store.engine());
        if !tables(&tx).await?.is_empty() {
            return Err(StoreError::NotEmpty);
        }
        migrate::create(&tx, version).await?;
        // What a migration put in stands in the backup too.
        for table in tables(&tx).await? {
            tx.execute_text(AssertSqlSafe(format!("DELETE FROM {}", table.name)), vec![]).await?;
        }
        Ok(Self { store, tx })
    }

    /// The tables of the schema, by name.
    pub async fn tables(&self) -> Result<Vec<Table>, StoreError> {
        tables(&self.tx).await
    }

    /// Writes rows, whose cells are in the order of `names`. A column that this schema does not have is an error.
    pub async fn insert(
        &self,
        table: &Table,
        names: &[String],
        rows: &[Vec<Cell>],
    ) -> Result<(), StoreError> {
        let mut columns = Vec::with_capacity(names.len());
        for name in names {
            let found = table.columns.iter().find(|column| column.name == *name);
            columns.push(found.ok_or(StoreError::Damaged { column: "backup" })?);
        }
        if columns.is_empty() {
            return Err(StoreError::Damaged { column: "backup" });
        }
        // PostgreSQL takes 65,535 values in a statement, SQLite 32,766.
        let most = (30_000 / columns.len()).clamp(1, 500);
        for chunk in rows.chunks(most) {
            let mut sql = format!("INSERT INTO {} ({}) VALUES ", table.name, names.join(","));
            let mut values = Vec::with_capacity(chunk.len() * columns.len());
            for (at, row) in chunk.iter().enumerate() {
                if row.len() != columns.len() {
                    return Err(StoreError::Damaged { column: "backup" });
                }
                sql.push_str(if at == 0 { "(" } else { ",(" });
                for (place, (cell, column)) in row.iter().zip(&columns).enumerate() {
                    let comma = if place == 0 { "" } else { "," };
                    match self.store.engine() {
                        Engine::Sqlite => _ = write!(sql, "{comma}?"),
                        Engine::Postgres => _ = write!(sql, "{comma}${}", values.len() + 1),
                    }
                    values.push(value(cell, column)?);
                }
                sql.push(')');
            }
            self.tx.execute_text(AssertSqlSafe(sql), values).await?;
        }
        Ok(())
    }

    /// How many rows a table holds now, and their digest, over the columns `names`.
    pub async fn fingerprint(&self, table: &Table) -> Result<(u64, [u8; 32]), StoreError> {
        let mut fingerprint = Fingerprint::default();
        let mut after: Option<Vec<Cell>> = None;
        loop {
            let page = rows(&self.tx, table, after.as_deref(), 1_000).await?;
            page.iter().for_each(|row| fingerprint.take(row));
            match page.into_iter().next_back() {
                Some(last) => after = Some(last),
                None => return Ok(fingerprint.sum()),
            }
        }
    }

    /// Keeps what was written.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.tx.commit().await?;
        self.store.truncate_log().await?;
        self.store.close().await;
        Ok(())
    }
}

async fn tables(tx: &Tx) -> Result<Vec<Table>, StoreError> {
    let sql = match tx.engine() {
        Engine::Sqlite => {
            "SELECT t.name AS tbl, c.name AS col, c.type AS kind, CAST(c.pk AS INTEGER) AS key_place FROM sqlite_schema t \
             JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'schema_version' \
             ORDER BY t.name, c.name"
        }
        Engine::Postgres => {
            "SELECT c.table_name::text COLLATE \"C\" AS tbl, c.column_name::text COLLATE \"C\" AS col, c.data_type::text AS kind, \
             COALESCE((SELECT k.ordinal_position FROM information_schema.table_constraints p \
               JOIN information_schema.key_column_usage k ON k.constraint_schema = p.constraint_schema AND k.constraint_name = p.constraint_name AND k.table_name = p.table_name \
               WHERE p.constraint_type = 'PRIMARY KEY' AND p.table_schema = c.table_schema AND p.table_name = c.table_name \
               AND k.column_name = c.column_name), 0)::bigint AS key_place \
             FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name \
             WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name <> 'schema_version' ORDER BY 1, 2"
        }
    };
    let mut tables: Vec<(Table, Vec<(i64, usize)>)> = Vec::new();
    for row in tx.rows(sql, vec![]).await? {
        let (name, column): (String, String) = (row.get("tbl")?, row.get("col")?);
        let kind: String = row.get("kind")?;
        let place: i64 = row.get("key_place")?;
        let kind_of = match kind.as_str() {
            "INTEGER" | "bigint" => ColumnKind::Int,
            "TEXT" | "text" => ColumnKind::Text,
            "BLOB" | "bytea" | "uuid" => ColumnKind::Bytes,
            _ => return Err(StoreError::Damaged { column: "schema" }),
        };
        if tables.last().is_none_or(|(table, _)| table.name != name) {
            tables.push((Table { name, columns: Vec::new(), key: Vec::new() }, Vec::new()));
        }
        if let Some((table, key)) = tables.last_mut() {
            if place > 0 {
                key.push((place, table.columns.len()));
            }
            table.columns.push(Column { name: column, kind: kind_of, id: kind == "uuid" });
        }
    }
    Ok(tables
        .into_iter()
        .map(|(mut table, mut key)| {
            key.sort_unstable();
            table.key = key.into_iter().map(|(_, at)| at).collect();
            table
        })
        .collect())
}

async fn rows(
    tx: &Tx,
    table: &Table,
    after: Option<&[Cell]>,
    limit: u32,
) -> Result<Vec<Vec<Cell>>, StoreError> {
    if table.key.is_empty() {
        return Err(StoreError::Damaged { column: "schema" });
    }
    let columns: Vec<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
    // The order of bytes, whatever the database's language.
    let key: Vec<_> = table
        .key
        .iter()
        .filter_map(|at| table.columns.get(*at))
        .map(|column| match (tx.engine(), column.kind) {
            (Engine::Postgres, ColumnKind::Text) => format!("{} COLLATE \"C\"", column.name),
            _ => column.name.clone(),
        })
        .collect();
    let key = key.join(",");
    let mut values = Vec::new();
    let mut beyond = String::new();
    if let Some(after) = after {
        for at in &table.key {
            let (Some(cell), Some(column)) = (after.get(*at), table.columns.get(*at)) else {
                return Err(StoreError::Damaged { column: "schema" });
            };
            values.push(value(cell, column)?);
        }
        beyond = format!(" WHERE ({key}) > ({})", Tx::placeholders(1, values.len()));
    }
    let sql =
        format!("SELECT {} FROM {}{beyond} ORDER BY {key} LIMIT {limit}", columns.join(","), table.name);
    let found = tx.rows_text(AssertSqlSafe(sql), values).await?;
    found.iter().map(|row| cells(row, table)).collect()
}

fn cells(row: &Row, table: &Table) -> Result<Vec<Cell>, StoreError> {
    let read = |(at, column): (usize, &Column)| {
        Ok(match column.kind {
            ColumnKind::Int => row.at::<Option<i64>>(at)?.map_or(Cell::Null, Cell::Int),
            ColumnKind::Text => row.at::<Option<String>>(at)?.map_or(Cell::Null, Cell::Text),
            ColumnKind::Bytes if column.id => {
                row.at::<Option<uuid::Uuid>>(at)?.map_or(Cell::Null, |id| Cell::Bytes(id.as_bytes().to_vec()))
            }
            ColumnKind::Bytes => row.at::<Option<Vec<u8>>>(at)?.map_or(Cell::Null, Cell::Bytes),
        })
    };
    table.columns.iter().enumerate().map(read).collect()
}
