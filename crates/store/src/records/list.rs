//! Hash lists.

use tutela_model::clock::Timestamp;
use tutela_model::id::ListId;
use tutela_model::list::List;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A list with the sealed key of its entries.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// The list.
    pub list: List,
    /// The sealed data key.
    pub data_key: Vec<u8>,
}

/// A list with how much it holds.
#[derive(Clone, Debug)]
pub struct ListSize {
    /// The list.
    pub list: List,
    /// Entries that stand.
    pub entries: u64,
    /// Tombstones.
    pub removed: u64,
    /// When an entry was last added or removed.
    pub changed_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<List, StoreError> {
    Ok(List {
        id: ListId(row.get("id")?),
        name: row.get("name")?,
        provenance: row.get("provenance")?,
        created_at: row.time("created_at")?,
    })
}

/// Adds a list.
pub async fn insert(tx: &Tx, list: &List, data_key: &[u8]) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO list (id, name, provenance, created_at, data_key) VALUES ($1, $2, $3, $4, $5)",
        values![list.id.0, &list.name, &list.provenance, list.created_at, data_key],
    )
    .await
    .map(|_| ())
}

/// The list with this name.
pub async fn by_name(tx: &Tx, name: &str) -> Result<Option<ListRow>, StoreError> {
    let row = tx
        .row("SELECT id, name, provenance, created_at, data_key FROM list WHERE name = $1", values![name])
        .await?;
    row.map(|row| Ok(ListRow { list: read(&row)?, data_key: row.get("data_key")? })).transpose()
}

/// All lists with their keys.
pub async fn all(tx: &Tx) -> Result<Vec<ListRow>, StoreError> {
    let rows =
        tx.rows("SELECT id, name, provenance, created_at, data_key FROM list ORDER BY id", values![]).await?;
    rows.iter().map(|row| Ok(ListRow { list: read(row)?, data_key: row.get("data_key")? })).collect()
}

/// All lists with how much each holds.
pub async fn sizes(tx: &Tx) -> Result<Vec<ListSize>, StoreError> {
    let rows = tx
        .rows(
            "SELECT l.id, l.name, l.provenance, l.created_at, \
             (SELECT COUNT(*) FROM entry e WHERE e.list = l.id AND e.removed_at IS NULL) AS entries, \
             (SELECT COUNT(*) FROM entry e WHERE e.list = l.id AND e.removed_at IS NOT NULL) AS removed, \
             (SELECT MAX(COALESCE(e.removed_at, e.added_at)) FROM entry e WHERE e.list = l.id) AS changed_at \
             FROM list l ORDER BY l.name",
            values![],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(ListSize {
                list: read(row)?,
                entries: row.get::<i64>("entries")?.unsigned_abs(),
                removed: row.get::<i64>("removed")?.unsigned_abs(),
                changed_at: row.time_option("changed_at")?,
            })
        })
        .collect()
}
