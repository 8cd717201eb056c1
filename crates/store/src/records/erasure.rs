//! Erasure: the data key goes, and with it everything that was sealed under it; the rows that find it go too. What was erased, when
//! and by which rule stays as a record with its place in the audit log.

use sqlx::AssertSqlSafe;
use tutela_model::clock::Timestamp;
use tutela_model::id::ReportId;
use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// What erasure does with the rows of a report in a table.
#[derive(Clone, Copy, Debug)]
pub enum Treatment {
    /// They go.
    Delete,
    /// Those that meet a condition go; the others stay.
    DeleteWhere(&'static str),
    /// These columns are emptied; the rows stay, to be counted.
    Empty(&'static [&'static str]),
    /// They stay whole: they say nothing of what was reported.
    Keep,
}

use Treatment::{Delete, DeleteWhere, Empty, Keep};

/// Every table with a column `report`. `every_table_of_a_report_is_known_to_erasure` fails for one that is not named here.
pub const TABLES: &[(&str, Treatment)] = &[
    ("selector", Delete),
    ("item_match", Delete),
    ("viewing_token", Delete),
    ("danger_unread", Delete),
    // An opinion that was given belongs to the content, as an assessment does.
    ("opinion", DeleteWhere("answered_at IS NULL")),
    ("item", Empty(&["content", "sealed"])),
    ("question", Empty(&["sealed", "sealed_answer"])),
    ("notice", Empty(&["content", "sealed"])),
    ("trace", Delete),
    ("route", Delete),
    ("police_hold", Empty(&["sealed"])),
    ("preservation", Empty(&["sealed", "service"])),
    ("mail", Empty(&["sealed"])),
    ("note", Empty(&["sealed"])),
    ("inbox", Delete),
    ("opening", Delete),
    ("notice_follower", Delete),
    ("legal_hold", Empty(&["sealed"])),
    ("one_time", Delete),
    ("referral", Empty(&["sealed", "sealed_reason"])),
    ("outcome", Empty(&["sealed"])),
    ("correction", Empty(&["sealed"])),
    // Who was told of a correction, when, and when they noted it.
    ("correction_told", Keep),
    // An assessment is of content, which other reports name too: fixed names and a keyed digest.
    ("assessment", Keep),
    // Who offered it to whom, and when.
    ("offer", Keep),
    ("erasure", Keep),
];

/// What was erased, in numbers: rows of each table.
pub type Counts = Vec<(&'static str, u64)>;

/// Erases what a report says; `None` where nothing is left to erase. The row itself stays as a tombstone: when it came, what was
/// decided, that it was erased. Call [`crate::Store::truncate_log`] after the transaction.
pub async fn erase_report(tx: &Tx, report: ReportId, now: Timestamp) -> Result<Option<Counts>, StoreError> {
    let id = report.0;
    let erased = tx
        .execute(
            "UPDATE report SET data_key = NULL, sealed = NULL, receipt = NULL, idempotency = NULL, body_digest = NULL, country = NULL, waiting = NULL, updated_at = $2 \
             WHERE id = $1 AND data_key IS NOT NULL",
            values![id, now],
        )
        .await?;
    let mut counts = vec![("report", erased)];
    for (table, treatment) in TABLES {
        let sql = match treatment {
            Delete => format!("DELETE FROM {table} WHERE report = $1"),
            DeleteWhere(condition) => format!("DELETE FROM {table} WHERE report = $1 AND {condition}"),
            Empty(columns) => {
                let set: Vec<_> = columns.iter().map(|column| format!("{column} = NULL")).collect();
                let any: Vec<_> = columns.iter().map(|column| format!("{column} IS NOT NULL")).collect();
                format!("UPDATE {table} SET {} WHERE report = $1 AND ({})", set.join(", "), any.join(" OR "))
            }
            Keep => continue,
        };
        let rows = tx.execute_text(AssertSqlSafe(sql), values![id]).await?;
        if rows > 0 {
            counts.push((table, rows));
        }
    }
    Ok((erased == 1).then_some(counts))
}

/// That something was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasureRow {
    /// Its id.
    pub id: Uuid,
    /// Which report.
    pub report: ReportId,
    /// When.
    pub erased_at: Timestamp,
    /// By whom, as the audit log names them.
    pub erased_by: String,
    /// Why: a fixed name.
    pub reason: String,
    /// Rows of each table, `table=rows` with spaces between.
    pub counts: String,
    /// The id of the audit entry that says so.
    pub audit: Uuid,
}

fn read(row: &Row) -> Result<ErasureRow, StoreError> {
    Ok(ErasureRow {
        id: row.get("id")?,
        report: ReportId(row.get("report")?),
        erased_at: row.time("erased_at")?,
        erased_by: row.get("erased_by")?,
        reason: row.get("reason")?,
        counts: row.get("counts")?,
        audit: row.get("audit")?,
    })
}

const COLUMNS: &str = "SELECT id, report, erased_at, erased_by, reason, counts, audit FROM erasure";

/// Adds a record; one that stands of the same report is kept, as after a restored backup that is erased again.
pub async fn insert(tx: &Tx, row: &ErasureRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO erasure (id, report, erased_at, erased_by, reason, counts, audit) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (report) DO NOTHING",
        values![row.id, row.report.0, row.erased_at, &row.erased_by, &row.reason, &row.counts, row.audit],
    )
    .await
    .map(|_| ())
}

/// The record of a report's erasure.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Option<ErasureRow>, StoreError> {
    let sql = AssertSqlSafe(format!("{COLUMNS} WHERE report = $1"));
    tx.rows_text(sql, values![report.0]).await?.first().map(read).transpose()
}

/// Records of a time or later, oldest first, after the record (`at`, `id`).
pub async fn since(tx: &Tx, after: (Timestamp, Uuid), limit: u32) -> Result<Vec<ErasureRow>, StoreError> {
    let sql =
        AssertSqlSafe(format!("{COLUMNS} WHERE (erased_at, id) > ($1, $2) ORDER BY erased_at, id LIMIT $3"));
    tx.rows_text(sql, values![after.0, after.1, limit]).await?.iter().map(read).collect()
}

/// The newest records, newest first.
pub async fn newest(tx: &Tx, limit: u32) -> Result<Vec<ErasureRow>, StoreError> {
    let sql = AssertSqlSafe(format!("{COLUMNS} ORDER BY erased_at DESC, id DESC LIMIT $1"));
    tx.rows_text(sql, values![limit]).await?.iter().map(read).collect()
}
