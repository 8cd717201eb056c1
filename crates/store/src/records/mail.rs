//! Mail that leaves the house. Sealed under its report's data key; without a mail server it waits here for a person.

use tutela_model::clock::Timestamp;
use tutela_model::id::{NoticeId, ReportId};
use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A mail.
#[derive(Clone, Debug)]
pub struct MailRow {
    /// Its id; the same in its Message-ID however often it is sent.
    pub id: Uuid,
    /// The notice it belongs to.
    pub notice: NoticeId,
    /// The report under whose key it is sealed.
    pub report: ReportId,
    /// `notice` or `reminder`.
    pub purpose: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it left the house.
    pub sent_at: Option<Timestamp>,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// The sealed mail; `None` once erased.
    pub sealed: Option<Vec<u8>>,
}

fn read(row: &Row) -> Result<MailRow, StoreError> {
    Ok(MailRow {
        id: row.get("id")?,
        notice: NoticeId(row.get("notice")?),
        report: ReportId(row.get("report")?),
        purpose: row.get("purpose")?,
        created_at: row.time("created_at")?,
        sent_at: row.time_option("sent_at")?,
        attempts: row.get("attempts")?,
        last_error: row.get("last_error")?,
        sealed: row.get("sealed")?,
    })
}

/// Adds a mail to the outbox.
pub async fn insert(tx: &Tx, mail: &MailRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO mail (id, notice, report, purpose, created_at, attempts, sealed) VALUES ($1, $2, $3, $4, $5, 0, $6)",
        values![mail.id, mail.notice.0, mail.report.0, &mail.purpose, mail.created_at, mail.sealed.clone()],
    )
    .await
    .map(|_| ())
}

/// The mail with this id.
pub async fn get(tx: &Tx, id: Uuid) -> Result<Option<MailRow>, StoreError> {
    let row = tx
        .row(
            "SELECT id, notice, report, purpose, created_at, sent_at, attempts, last_error, sealed FROM mail WHERE id = $1",
            values![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The mails of a notice, in order.
pub async fn of_notice(tx: &Tx, notice: NoticeId) -> Result<Vec<MailRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, notice, report, purpose, created_at, sent_at, attempts, last_error, sealed FROM mail \
             WHERE notice = $1 ORDER BY id",
            values![notice.0],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Notes that a mail left the house.
pub async fn sent(tx: &Tx, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE mail SET sent_at = $2, attempts = attempts + 1, last_error = NULL WHERE id = $1 AND sent_at IS NULL",
        values![id, now],
    )
    .await
    .map(|_| ())
}

/// Notes that a try failed.
pub async fn failed(tx: &Tx, id: Uuid, error: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE mail SET attempts = attempts + 1, last_error = $2 WHERE id = $1", values![id, error])
        .await
        .map(|_| ())
}
