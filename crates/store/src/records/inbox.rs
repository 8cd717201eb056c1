//! What waits for a person: who named them, offered them a report, answered them.

use tutela_model::clock::Timestamp;
use tutela_model::id::{InboxId, PersonId, ReportId};
use tutela_model::team::InboxKind;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// Something that waits for a person.
#[derive(Clone, Debug)]
pub struct InboxRow {
    /// Its id.
    pub id: InboxId,
    /// For whom.
    pub person: PersonId,
    /// Why.
    pub kind: InboxKind,
    /// Which report.
    pub report: ReportId,
    /// Since when; of a reporter's answer the hour.
    pub made_at: Timestamp,
    /// Whose doing it was, where it was a colleague's.
    pub made_by: Option<PersonId>,
    /// When they marked it read.
    pub read_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<InboxRow, StoreError> {
    Ok(InboxRow {
        id: InboxId(row.get("id")?),
        person: PersonId(row.get("person")?),
        kind: row.named("kind", InboxKind::parse)?,
        report: ReportId(row.get("report")?),
        made_at: row.time("made_at")?,
        made_by: row.get::<Option<uuid::Uuid>>("made_by")?.map(PersonId),
        read_at: row.time_option("read_at")?,
    })
}

/// Adds a line.
pub async fn insert(tx: &Tx, line: &InboxRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO inbox (id, person, kind, report, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            line.id.0,
            line.person.0,
            line.kind.as_str(),
            line.report.0,
            line.made_at,
            line.made_by.map(|person| person.0)
        ],
    )
    .await
    .map(|_| ())
}

/// A person's lines before one, newest first: those that were not read, or all.
pub async fn page(
    tx: &Tx,
    person: PersonId,
    unread_only: bool,
    before: InboxId,
    limit: u32,
) -> Result<Vec<InboxRow>, StoreError> {
    let values = values![person.0, before.0, limit];
    let rows = if unread_only {
        tx.rows(
            "SELECT id, person, kind, report, made_at, made_by, read_at FROM inbox \
             WHERE person = $1 AND read_at IS NULL AND id < $2 ORDER BY id DESC LIMIT $3",
            values,
        )
        .await?
    } else {
        tx.rows(
            "SELECT id, person, kind, report, made_at, made_by, read_at FROM inbox \
             WHERE person = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
            values,
        )
        .await?
    };
    rows.iter().map(read).collect()
}

/// How many lines a person has not read, counted up to `limit`.
pub async fn count_unread(tx: &Tx, person: PersonId, limit: u32) -> Result<u64, StoreError> {
    let row = tx
        .row(
            "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM inbox WHERE person = $1 AND read_at IS NULL LIMIT $2) AS unread",
            values![person.0, limit],
        )
        .await?;
    Ok(row.map_or(Ok(0), |row| row.get::<i64>("n"))?.unsigned_abs())
}

/// Marks a person's own line as read, or as not read again; whether there is one.
pub async fn set_read(
    tx: &Tx,
    person: PersonId,
    id: InboxId,
    read_at: Option<Timestamp>,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE inbox SET read_at = $3 WHERE id = $1 AND person = $2",
            values![id.0, person.0, read_at],
        )
        .await?;
    Ok(changed == 1)
}

/// Marks a person's lines of a kind about a report as read.
pub async fn read_about(
    tx: &Tx,
    person: PersonId,
    kind: InboxKind,
    report: ReportId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE inbox SET read_at = $4 WHERE person = $1 AND kind = $2 AND report = $3 AND read_at IS NULL",
        values![person.0, kind.as_str(), report.0, now],
    )
    .await
    .map(|_| ())
}

/// Forgets lines that were read before `before`.
pub async fn delete_read(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM inbox WHERE read_at < $1", values![before]).await
}
