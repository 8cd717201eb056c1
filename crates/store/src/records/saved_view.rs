//! Saved views of the queue: a person's own, and those for the whole desk.

use tutela_model::clock::Timestamp;
use tutela_model::id::{PersonId, ViewId};
use tutela_model::queue::Narrow;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A saved view.
#[derive(Clone, Debug)]
pub struct SavedViewRow {
    /// Its id.
    pub id: ViewId,
    /// Who saved it.
    pub person: PersonId,
    /// Its name.
    pub name: String,
    /// Whether the whole desk sees it.
    pub shared: bool,
    /// Which list it narrows, by its fixed name.
    pub list: String,
    /// How.
    pub narrow: Narrow,
    /// When it was saved.
    pub made_at: Timestamp,
}

fn read(row: &Row) -> Result<SavedViewRow, StoreError> {
    Ok(SavedViewRow {
        id: ViewId(row.get("id")?),
        person: PersonId(row.get("person")?),
        name: row.get("name")?,
        shared: row.get::<i64>("shared")? != 0,
        list: row.get("list")?,
        narrow: Narrow::of_query(&row.get::<String>("narrowed")?),
        made_at: row.time("made_at")?,
    })
}

/// Adds a view.
pub async fn insert(tx: &Tx, view: &SavedViewRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO saved_view (id, person, name, shared, list, narrowed, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            view.id.0,
            view.person.0,
            &view.name,
            view.shared,
            &view.list,
            view.narrow.query(),
            view.made_at
        ],
    )
    .await
    .map(|_| ())
}

/// The views that a person sees: their own and the desk's, by name.
pub async fn seen_by(tx: &Tx, person: PersonId, limit: u32) -> Result<Vec<SavedViewRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, person, name, shared, list, narrowed, made_at FROM saved_view \
             WHERE person = $1 OR shared = 1 ORDER BY name, id LIMIT $2",
            values![person.0, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The view with this id.
pub async fn get(tx: &Tx, id: ViewId) -> Result<Option<SavedViewRow>, StoreError> {
    let row = tx
        .row(
            "SELECT id, person, name, shared, list, narrowed, made_at FROM saved_view WHERE id = $1",
            values![id.0],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Takes a view away.
pub async fn delete(tx: &Tx, id: ViewId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM saved_view WHERE id = $1", values![id.0]).await.map(|_| ())
}
