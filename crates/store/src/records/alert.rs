//! Alerts that wait for a person.

use tutela_model::alert::{Alert, AlertKind};
use tutela_model::clock::Timestamp;
use tutela_model::id::{AlertId, PersonId};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

fn read(row: &Row) -> Result<Alert, StoreError> {
    Ok(Alert {
        id: AlertId(row.get("id")?),
        kind: row.named("kind", AlertKind::parse)?,
        raised_at: row.time("raised_at")?,
        record: row.get("record")?,
        detail: row.get("detail")?,
        seen_at: row.time_option("seen_at")?,
    })
}

/// Raises an alert unless one of the same kind about the same record still waits for a person; whether it was raised.
pub async fn raise(tx: &Tx, alert: &Alert) -> Result<bool, StoreError> {
    let raised = tx
        .execute(
            "INSERT INTO alert (id, kind, raised_at, record, detail) SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS \
             (SELECT 1 FROM alert WHERE record = $4 AND kind = $2 AND seen_at IS NULL)",
            values![alert.id.0, alert.kind.as_str(), alert.raised_at, &alert.record, &alert.detail],
        )
        .await?;
    Ok(raised == 1)
}

/// Alerts, newest first; only those that wait, or all.
pub async fn list(tx: &Tx, waiting_only: bool, limit: u32) -> Result<Vec<Alert>, StoreError> {
    let sql = if waiting_only {
        "SELECT id, kind, raised_at, record, detail, seen_at FROM alert WHERE seen_at IS NULL ORDER BY id DESC LIMIT $1"
    } else {
        "SELECT id, kind, raised_at, record, detail, seen_at FROM alert ORDER BY id DESC LIMIT $1"
    };
    tx.rows(sql, values![limit]).await?.iter().map(read).collect()
}

/// How many wait, counted up to `limit`.
pub async fn waiting(tx: &Tx, limit: u32) -> Result<u64, StoreError> {
    let row = tx
        .row(
            "SELECT COUNT(*) AS n FROM (SELECT id FROM alert WHERE seen_at IS NULL LIMIT $1) AS open_alerts",
            values![limit],
        )
        .await?;
    Ok(row.map_or(Ok(0), |row| row.get::<i64>("n"))?.unsigned_abs())
}

/// Notes that a person took note of an alert; whether it waited.
pub async fn set_seen(tx: &Tx, id: AlertId, by: PersonId, now: Timestamp) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE alert SET seen_at = $2, seen_by = $3 WHERE id = $1 AND seen_at IS NULL",
            values![id.0, now, by.0],
        )
        .await?;
    Ok(changed == 1)
}

/// What an alert is about; `None` where there is none of this id.
pub async fn kind(tx: &Tx, id: AlertId) -> Result<Option<AlertKind>, StoreError> {
    let row = tx.row("SELECT kind FROM alert WHERE id = $1", values![id.0]).await?;
    row.map(|row| row.named("kind", AlertKind::parse)).transpose()
}
