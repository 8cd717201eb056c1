//! Reports.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;
use tutela_model::clock::Timestamp;
use tutela_model::completeness::{Completeness, Missing};
use tutela_model::country::Country;
use tutela_model::id::{ApiKeyId, PersonId, ReportId};
use tutela_model::report::{Category, Origin};
use tutela_model::report_state::{Decision, ReportState, Status};
use tutela_model::urgency::{Reason, Urgency};

use super::item::{NewItemRow, insert_items};
use super::related::{self, Shared};
use crate::audit::AuditEntry;
use crate::engine::run::Tx;
use crate::engine::value::{KEYS, Row, Value, join_names, padded, values};
use crate::error::StoreError;

/// A report to be stored, sealed already.
#[derive(Clone, Debug)]
pub struct NewReportRow {
    /// Its id.
    pub id: ReportId,
    /// How it came.
    pub origin: Origin,
    /// What it is about.
    pub category: Category,
    /// The country it names.
    pub country: Option<Country>,
    /// When it came; to the hour for public reports.
    pub received_at: Timestamp,
    /// How urgent it is.
    pub urgency: Urgency,
    /// How complete it is.
    pub completeness: Completeness,
    /// Whose key sent it.
    pub sender: Option<ApiKeyId>,
    /// The keyed digest of sender and idempotency key.
    pub idempotency: Option<[u8; 16]>,
    /// The keyed digest of the request's body.
    pub body_digest: Option<[u8; 32]>,
    /// The keyed digest of the receipt.
    pub receipt: Option<[u8; 32]>,
    /// The sealed data key.
    pub data_key: Vec<u8>,
    /// The sealed particulars.
    pub sealed: Vec<u8>,
    /// Keyed digests of the report's own selectors, such as its reference.
    pub selectors: Vec<[u8; 16]>,
    /// Its items.
    pub items: Vec<NewItemRow>,
    /// What other reports may name too: then their urgency is looked at again.
    pub shared: Vec<Shared>,
    /// What the log says of it.
    pub audit: AuditEntry,
}

impl NewReportRow {
    /// How many rows it takes, about.
    pub(crate) fn rows(&self) -> usize {
        2 + self.items.iter().map(|item| 1 + item.selectors.len() + item.matches.len()).sum::<usize>()
    }
}

/// A report as it stands.
#[derive(Clone, Debug)]
pub struct ReportRow {
    /// Its id.
    pub id: ReportId,
    /// How it came.
    pub origin: Origin,
    /// What it is about.
    pub category: Category,
    /// The country it names.
    pub country: Option<Country>,
    /// The clock of each step.
    pub times: Times,
    /// Where it stands.
    pub state: ReportState,
    /// How urgent it is.
    pub urgency: Urgency,
    /// How complete it is.
    pub completeness: Completeness,
    /// How many items it has.
    pub items: u32,
    /// Whose key sent it.
    pub sender: Option<ApiKeyId>,
    /// The sealed data key; `None` once erased.
    pub data_key: Option<Vec<u8>>,
    /// The sealed particulars; `None` once erased.
    pub sealed: Option<Vec<u8>>,
}

/// When each step happened.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// It came.
    pub received: Timestamp,
    /// It last changed.
    pub updated: Timestamp,
    /// Somebody first looked.
    pub looked_at: Option<Timestamp>,
    /// It was decided.
    pub decided: Option<Timestamp>,
    /// The host was told.
    pub passed_on: Option<Timestamp>,
    /// What it named was found gone.
    pub gone: Option<Timestamp>,
    /// It was closed.
    pub closed: Option<Timestamp>,
}

macro_rules! columns {
    () => {
        "id, origin, category, country, received_at, updated_at, looked_at, decided_at, passed_on_at, gone_at, closed_at, \
         status, claimed_by, decision, urgency, reasons, completeness, missing, items, sender, data_key, sealed"
    };
}

impl ReportRow {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ReportId(row.get("id")?),
            origin: row.named("origin", Origin::parse)?,
            category: row.named("category", Category::parse)?,
            country: row.named_option("country", Country::parse)?,
            times: Times {
                received: row.time("received_at")?,
                updated: row.time("updated_at")?,
                looked_at: row.time_option("looked_at")?,
                decided: row.time_option("decided_at")?,
                passed_on: row.time_option("passed_on_at")?,
                gone: row.time_option("gone_at")?,
                closed: row.time_option("closed_at")?,
            },
            state: ReportState {
                status: row.named("status", Status::parse)?,
                claimed_by: row.get::<Option<uuid::Uuid>>("claimed_by")?.map(PersonId),
                decision: row.named_option("decision", Decision::parse)?,
            },
            urgency: Urgency {
                score: u32::try_from(row.get::<i64>("urgency")?)
                    .map_err(|_| StoreError::Damaged { column: "urgency" })?,
                reasons: row.names("reasons", Reason::parse)?,
            },
            completeness: Completeness {
                score: u8::try_from(row.get::<i64>("completeness")?)
                    .map_err(|_| StoreError::Damaged { column: "completeness" })?,
                missing: row.names("missing", Missing::parse)?,
            },
            items: u32::try_from(row.get::<i64>("items")?)
                .map_err(|_| StoreError::Damaged { column: "items" })?,
            sender: row.get::<Option<uuid::Uuid>>("sender")?.map(ApiKeyId),
            data_key: row.get("data_key")?,
            sealed: row.get("sealed")?,
        })
    }
}

/// Stores reports with their items, selectors, matches and audit entries.
pub(crate) async fn insert_reports(tx: &Tx, reports: &[&NewReportRow]) -> Result<(), StoreError> {
    related::note_due(tx, reports).await?;
    let rows = reports.iter().map(|report| report_values(report)).collect();
    tx.insert_rows(
        "INSERT INTO report (id, origin, category, country, received_at, updated_at, status, urgency, reasons, \
         completeness, missing, items, sender, idempotency, body_digest, receipt, data_key, sealed)",
        rows,
        "",
    )
    .await?;
    insert_items(tx, reports).await?;
    super::danger::insert(tx, reports).await?;
    tx.audit(reports.iter().map(|report| report.audit.clone())).await
}

fn report_values(report: &NewReportRow) -> Vec<Value> {
    values![
        report.id.0,
        report.origin.as_str(),
        report.category.as_str(),
        report.country.map(|country| country.to_string()),
        report.received_at,
        report.received_at,
        ReportState::NEW.status.as_str(),
        report.urgency.score,
        join_names(report.urgency.reasons.iter().map(|reason| reason.as_str())),
        report.completeness.score,
        join_names(report.completeness.missing.iter().map(|missing| missing.as_str())),
        report.items.len(),
        report.sender.map(|key| key.0),
        report.idempotency.map(|digest| digest.to_vec()),
        report.body_digest.map(|digest| digest.to_vec()),
        report.receipt.map(|digest| digest.to_vec()),
        &report.data_key,
        &report.sealed,
    ]
}

/// Reports that were sent under these idempotency digests before, with the digest of their body.
pub(crate) async fn sent_before(
    tx: &Tx,
    keys: &[[u8; 16]],
) -> Result<HashMap<[u8; 16], (ReportId, [u8; 32])>, StoreError> {
    let mut found = HashMap::new();
    for chunk in keys.chunks(KEYS) {
        let keys = padded(chunk);
        let sql = format!(
            "SELECT idempotency, id, body_digest FROM report WHERE idempotency IN ({})",
            Tx::placeholders(1, keys.len())
        );
        let rows =
            tx.rows_text(AssertSqlSafe(sql), keys.iter().flat_map(|key| values![key]).collect()).await?;
        for row in rows {
            found.insert(row.bytes("idempotency")?, (ReportId(row.get("id")?), row.bytes("body_digest")?));
        }
    }
    Ok(found)
}

/// The report with this id.
pub async fn get(tx: &Tx, id: ReportId) -> Result<Option<ReportRow>, StoreError> {
    let row = tx.row(concat!("SELECT ", columns!(), " FROM report WHERE id = $1"), values![id.0]).await?;
    row.as_ref().map(ReportRow::read).transpose()
}

/// The report whose receipt has this digest.
pub async fn by_receipt(tx: &Tx, receipt: &[u8; 32]) -> Result<Option<ReportRow>, StoreError> {
    let row =
        tx.row(concat!("SELECT ", columns!(), " FROM report WHERE receipt = $1"), values![receipt]).await?;
    row.as_ref().map(ReportRow::read).transpose()
}

/// Writes where a report stands now. `old` must be what was read in this transaction; the clock of each step is set once.
pub async fn set_state(
    tx: &Tx,
    id: ReportId,
    old: ReportState,
    new: ReportState,
    now: Timestamp,
) -> Result<(), StoreError> {
    let reached = |status: Status| (old.status < status && new.status == status).then_some(now);
    let looked_at = (old.status == Status::Received && new.status != Status::Received).then_some(now);
    let decided = (old.decision.is_none() && new.decision.is_some()).then_some(now);
    tx.execute(
        "UPDATE report SET status = $2, claimed_by = $3, decision = $4, updated_at = $5, \
         looked_at = COALESCE(looked_at, $6), decided_at = COALESCE(decided_at, $7), \
         passed_on_at = COALESCE(passed_on_at, $8), gone_at = COALESCE(gone_at, $9), closed_at = COALESCE(closed_at, $10), \
         decided_by = COALESCE(decided_by, $11), waiting = CASE WHEN $4 IS NULL THEN waiting END WHERE id = $1",
        values![
            id.0,
            new.status.as_str(),
            new.claimed_by.map(|person| person.0),
            new.decision.map(Decision::as_str),
            now,
            looked_at,
            decided,
            reached(Status::PassedOn),
            reached(Status::Removed),
            reached(Status::Closed),
            // Only whoever holds a report decides it.
            decided.and(old.claimed_by).map(|person| person.0),
        ],
    )
    .await
    .map(|_| ())
}

/// Notes that something about the report changed.
pub async fn touch(tx: &Tx, id: ReportId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE report SET updated_at = $2 WHERE id = $1", values![id.0, now]).await.map(|_| ())
}

/// The reports with these ids that there are, in the order of the ids.
pub async fn get_many(tx: &Tx, ids: &[ReportId]) -> Result<Vec<ReportRow>, StoreError> {
    let mut found = HashMap::new();
    for chunk in ids.chunks(KEYS) {
        let keys = padded(chunk);
        let sql = format!(
            concat!("SELECT ", columns!(), " FROM report WHERE id IN ({})"),
            Tx::placeholders(1, keys.len())
        );
        let rows =
            tx.rows_text(AssertSqlSafe(sql), keys.iter().flat_map(|id| values![id.0]).collect()).await?;
        for row in rows {
            let row = ReportRow::read(&row)?;
            found.insert(row.id, row);
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// How many reports there are.
pub async fn count_all(tx: &Tx) -> Result<u64, StoreError> {
    let row = tx.row("SELECT COUNT(*) AS n FROM report", values![]).await?;
    Ok(row.map_or(Ok(0), |row| row.get::<i64>("n"))?.unsigned_abs())
}

/// Reports before one with a selector of this digest, newest first.
pub async fn by_selector(
    tx: &Tx,
    digest: &[u8; 16],
    before: ReportId,
    limit: u32,
) -> Result<Vec<ReportId>, StoreError> {
    let rows = tx
        .rows(
            "SELECT DISTINCT report FROM selector WHERE digest = $1 AND report < $2 ORDER BY report DESC LIMIT $3",
            values![digest, before.0, limit],
        )
        .await?;
    rows.iter().map(|row| row.get("report").map(ReportId)).collect()
}
