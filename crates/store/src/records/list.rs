//! Hash lists.

use tutela_model::assessment::Finding;
use tutela_model::clock::Timestamp;
use tutela_model::id::ListId;
use tutela_model::list::{Action, List, ListSettings, Purpose};

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
        number: small(row, "number")?,
        name: row.get("name")?,
        provenance: row.get("provenance")?,
        purpose: row.named("purpose", Purpose::parse)?,
        action: row.named("action", Action::parse)?,
        radius: small(row, "radius")?,
        shared: row.get::<i64>("shared")? != 0,
        created_at: row.time("created_at")?,
    })
}

fn small(row: &Row, column: &'static str) -> Result<u32, StoreError> {
    u32::try_from(row.get::<i64>(column)?).map_err(|_| StoreError::Damaged { column })
}

/// Adds a list. Its number is given here: the next one.
pub async fn insert(tx: &Tx, list: &List, data_key: &[u8]) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO list (id, number, name, provenance, purpose, action, radius, shared, created_at, data_key) \
         SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9 FROM list",
        values![
            list.id.0,
            &list.name,
            &list.provenance,
            list.purpose.as_str(),
            list.action.as_str(),
            list.radius,
            list.shared,
            list.created_at,
            data_key
        ],
    )
    .await
    .map(|_| ())
}

/// Changes what of a list can be changed.
pub async fn set(tx: &Tx, id: ListId, settings: ListSettings) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE list SET action = $2, radius = $3, shared = $4 WHERE id = $1",
        values![id.0, settings.action.as_str(), settings.radius, settings.shared],
    )
    .await
    .map(|_| ())
}

/// The list with this id.
pub async fn get(tx: &Tx, id: ListId) -> Result<Option<ListRow>, StoreError> {
    let row = tx
        .row(
            "SELECT id, number, name, provenance, purpose, action, radius, shared, created_at, data_key FROM list WHERE id = $1",
            values![id.0],
        )
        .await?;
    row.map(|row| Ok(ListRow { list: read(&row)?, data_key: row.get("data_key")? })).transpose()
}

/// The list with this name.
pub async fn by_name(tx: &Tx, name: &str) -> Result<Option<ListRow>, StoreError> {
    let row = tx
        .row("SELECT id, number, name, provenance, purpose, action, radius, shared, created_at, data_key FROM list WHERE name = $1", values![name])
        .await?;
    row.map(|row| Ok(ListRow { list: read(&row)?, data_key: row.get("data_key")? })).transpose()
}

/// All lists with their keys.
pub async fn all(tx: &Tx) -> Result<Vec<ListRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, number, name, provenance, purpose, action, radius, shared, created_at, data_key FROM list ORDER BY id",
            values![],
        )
        .await?;
    rows.iter().map(|row| Ok(ListRow { list: read(row)?, data_key: row.get("data_key")? })).collect()
}

/// All lists with how much each holds.
pub async fn sizes(tx: &Tx) -> Result<Vec<ListSize>, StoreError> {
    let rows = tx
        .rows(
            "SELECT l.id, l.number, l.name, l.provenance, l.purpose, l.action, l.radius, l.shared, l.created_at, \
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

/// How content that matched a list was found to be, when a person looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// The list.
    pub list: ListId,
    /// Whether a digest was equal; else a picture was near.
    pub equal: bool,
    /// What the newest assessment found.
    pub finding: Finding,
    /// How many distinct contents.
    pub contents: u64,
}

/// What people found about content that matched each list: the list's precision, measured.
pub async fn assessed(tx: &Tx) -> Result<Vec<Assessed>, StoreError> {
    let rows = tx
        .rows(
            "SELECT list, equal, finding, COUNT(*) AS n FROM (\
             SELECT e.list AS list, i.content AS content, CAST(MAX(CASE WHEN m.kind = 'pdq' THEN 0 ELSE 1 END) AS BIGINT) AS equal, \
             a.finding AS finding FROM item_match m JOIN entry e ON e.id = m.entry \
             JOIN item i ON i.report = m.report AND i.position = m.position \
             JOIN assessment a ON a.content = i.content \
             WHERE NOT EXISTS (SELECT 1 FROM assessment newer WHERE newer.content = a.content AND newer.id > a.id) \
             GROUP BY e.list, i.content, a.finding) AS looked_at GROUP BY list, equal, finding ORDER BY list, equal, finding",
            values![],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Assessed {
                list: ListId(row.get("list")?),
                equal: row.get::<i64>("equal")? != 0,
                finding: row.named("finding", Finding::parse)?,
                contents: row.get::<i64>("n")?.unsigned_abs(),
            })
        })
        .collect()
}
