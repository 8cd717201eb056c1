//! Letters that leave the house. Sealed under their report's data key, or under one of their own; what cannot leave waits here
//! for a person.

use std::collections::HashSet;

use tutela_model::clock::Timestamp;
use tutela_model::id::{NoticeId, ReportId};
use tutela_model::letter::{LetterAbout, LetterTimes};
use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A letter.
#[derive(Clone, Debug)]
pub struct MailRow {
    /// Its id; the same in its Message-ID however often it is sent.
    pub id: Uuid,
    /// What it is about.
    pub about: LetterAbout,
    /// The record it belongs to.
    pub record: Uuid,
    /// The report under whose key it is sealed; else it has a key of its own.
    pub report: Option<ReportId>,
    /// Which letter about its record it is: `notice`, `reminder`, `offer`.
    pub purpose: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it left the house, got stuck, was withdrawn.
    pub times: LetterTimes,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// The wrapped key of its own.
    pub data_key: Option<Vec<u8>>,
    /// The sealed letter; `None` once erased.
    pub sealed: Option<Vec<u8>>,
}

macro_rules! columns {
    () => {
        "id, about, record, notice, report, purpose, created_at, sent_at, stuck_at, withdrawn_at, attempts, last_error, \
         data_key, sealed"
    };
}

fn read(row: &Row) -> Result<MailRow, StoreError> {
    // The program before this one writes no record, only a notice.
    let record = row.get::<Option<Uuid>>("record")?.or(row.get::<Option<Uuid>>("notice")?);
    Ok(MailRow {
        id: row.get("id")?,
        about: row.named("about", LetterAbout::parse)?,
        record: record.ok_or(StoreError::Damaged { column: "mail.record" })?,
        report: row.get::<Option<Uuid>>("report")?.map(ReportId),
        purpose: row.get("purpose")?,
        created_at: row.time("created_at")?,
        times: LetterTimes {
            sent: row.time_option("sent_at")?,
            stuck: row.time_option("stuck_at")?,
            withdrawn: row.time_option("withdrawn_at")?,
        },
        attempts: row.get("attempts")?,
        last_error: row.get("last_error")?,
        data_key: row.get("data_key")?,
        sealed: row.get("sealed")?,
    })
}

/// Adds a letter to the outbox.
pub async fn insert(tx: &Tx, mail: &MailRow) -> Result<(), StoreError> {
    let notice = (mail.about == LetterAbout::Notice).then_some(mail.record);
    tx.execute(
        "INSERT INTO mail (id, about, record, notice, report, purpose, created_at, stuck_at, attempts, data_key, sealed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)",
        values![
            mail.id,
            mail.about.as_str(),
            mail.record,
            notice,
            mail.report.map(|report| report.0),
            &mail.purpose,
            mail.created_at,
            mail.times.stuck,
            mail.data_key.clone(),
            mail.sealed.clone()
        ],
    )
    .await
    .map(|_| ())
}

/// The letter with this id.
pub async fn get(tx: &Tx, id: Uuid) -> Result<Option<MailRow>, StoreError> {
    let row = tx.row(concat!("SELECT ", columns!(), " FROM mail WHERE id = $1"), values![id]).await?;
    row.as_ref().map(read).transpose()
}

/// The letters of a notice, in order.
pub async fn of_notice(tx: &Tx, notice: NoticeId) -> Result<Vec<MailRow>, StoreError> {
    let rows = tx
        .rows(concat!("SELECT ", columns!(), " FROM mail WHERE notice = $1 ORDER BY id"), values![notice.0])
        .await?;
    rows.iter().map(read).collect()
}

/// The notices of a report of which a letter needs a person.
pub async fn stuck_notices(tx: &Tx, report: ReportId) -> Result<HashSet<NoticeId>, StoreError> {
    let rows = tx
        .rows(
            "SELECT notice FROM mail WHERE report = $1 AND notice IS NOT NULL AND stuck_at IS NOT NULL AND withdrawn_at IS NULL",
            values![report.0],
        )
        .await?;
    rows.iter().map(|row| Ok(NoticeId(row.get("notice")?))).collect()
}

/// The letters of any record, in order.
pub async fn of_record(tx: &Tx, record: Uuid) -> Result<Vec<MailRow>, StoreError> {
    let rows = tx
        .rows(concat!("SELECT ", columns!(), " FROM mail WHERE record = $1 ORDER BY id"), values![record])
        .await?;
    rows.iter().map(read).collect()
}

/// Letters that need a person, longest first.
pub async fn stuck(tx: &Tx, limit: u32) -> Result<Vec<MailRow>, StoreError> {
    let rows = tx
        .rows(
            concat!(
                "SELECT ",
                columns!(),
                " FROM mail WHERE stuck_at IS NOT NULL AND withdrawn_at IS NULL ORDER BY stuck_at, id LIMIT $1"
            ),
            values![limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The newest letters before `before`, newest first.
pub async fn page(tx: &Tx, before: Uuid, limit: u32) -> Result<Vec<MailRow>, StoreError> {
    let rows = tx
        .rows(
            concat!("SELECT ", columns!(), " FROM mail WHERE id < $1 ORDER BY id DESC LIMIT $2"),
            values![before, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Notes that a letter left the house: nobody needs to see to it any more.
pub async fn sent(tx: &Tx, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE mail SET sent_at = $2, stuck_at = NULL, attempts = attempts + 1, last_error = NULL WHERE id = $1 \
         AND withdrawn_at IS NULL AND (sent_at IS NULL OR stuck_at IS NOT NULL)",
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

/// Leaves a letter to a person, and why.
pub async fn set_stuck(tx: &Tx, id: Uuid, error: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE mail SET stuck_at = COALESCE(stuck_at, $3), last_error = $2 WHERE id = $1",
        values![id, error, now],
    )
    .await
    .map(|_| ())
}

/// Lets a letter go out by itself again, with what it says now.
pub async fn set_waiting(tx: &Tx, id: Uuid, sealed: &[u8]) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE mail SET stuck_at = NULL, sent_at = NULL, attempts = 0, sealed = $2 WHERE id = $1",
        values![id, sealed],
    )
    .await
    .map(|_| ())
}

/// Notes that a letter need not go any more.
pub async fn set_withdrawn(tx: &Tx, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE mail SET withdrawn_at = COALESCE(withdrawn_at, $2), stuck_at = NULL WHERE id = $1",
        values![id, now],
    )
    .await
    .map(|_| ())
}

/// Forgets what letters without a report said that are done and were written before `before`; how many. Only those of one kind
/// where `about` is given.
pub async fn forget_own(tx: &Tx, about: Option<LetterAbout>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE mail SET sealed = NULL, data_key = NULL WHERE report IS NULL AND created_at < $1 AND sealed IS NOT NULL \
         AND stuck_at IS NULL AND (sent_at IS NOT NULL OR withdrawn_at IS NOT NULL) AND ($2 = '' OR about = $2)",
        values![before, about.map_or("", LetterAbout::as_str)],
    )
    .await
}
