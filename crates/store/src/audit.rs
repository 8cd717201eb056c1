//! The audit log. Every transaction that changes something appends entries without a number; one leased job numbers them in
//! order, hashes them as RFC 6962 leaves and signs the head. Entries hold who, what and which record, and a salted commitment
//! to the details; never content.

use tutela_crypto::commitment::commit;
use tutela_crypto::log::{Frontier, LogKey, SignedHead, leaf_hash};
use tutela_model::clock::{HOUR, Timestamp};
use tutela_model::id::{AuditId, ReportId};
use tutela_model::person::Actor;
use tutela_model::rng::{Rng, random};
use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::{IntoValue, Row, values};
use crate::error::StoreError;

/// What a transaction writes into the log.
#[derive(Clone, Debug)]
pub struct AuditEntry {
    id: AuditId,
    happened_at: Timestamp,
    coarse: bool,
    actor: String,
    action: &'static str,
    record: String,
    salt: [u8; 16],
    detail: String,
}

impl AuditEntry {
    /// `action` is a fixed name such as `report.claimed`; `record` names a record by kind and id, `report:0198…`; `detail` is
    /// made of fixed names, numbers and ids only.
    pub fn new(
        now: Timestamp,
        rng: &dyn Rng,
        actor: Actor,
        action: &'static str,
        record: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            id: AuditId::new(now, rng),
            happened_at: now,
            coarse: false,
            actor: actor.to_string(),
            action,
            record: record.into(),
            salt: random(rng),
            detail: detail.into(),
        }
    }

    /// Its id.
    pub fn id(&self) -> AuditId {
        self.id
    }

    /// The same entry with its time kept to the hour only. It is numbered when the hour is over, in an order that does not
    /// tell when within the hour it was written.
    #[must_use]
    pub fn coarse(mut self, rng: &dyn Rng) -> Self {
        self.happened_at = self.happened_at.hour();
        self.id = AuditId::new(self.happened_at, rng);
        self.coarse = true;
        self
    }
}

const INSERT: &str =
    "INSERT INTO audit_pending (id, happened_at, coarse, actor, action, record, commitment, salt, detail)";

impl Tx {
    /// Appends entries to the log, in this transaction.
    pub async fn audit(&self, entries: impl IntoIterator<Item = AuditEntry>) -> Result<(), StoreError> {
        let rows = entries
            .into_iter()
            .map(|entry| {
                let commitment = commit(&entry.salt, entry.detail.as_bytes());
                values![
                    entry.id.0,
                    entry.happened_at,
                    entry.coarse,
                    entry.actor,
                    entry.action,
                    entry.record,
                    commitment,
                    entry.salt,
                    entry.detail
                ]
            })
            .collect();
        self.insert_rows(INSERT, rows, "").await.map(|_| ())
    }
}

/// An entry as it stands in the log.
#[derive(Clone, Debug)]
pub struct LoggedEntry {
    /// Its number; `None` while it waits for one.
    pub number: Option<u64>,
    /// Its id.
    pub id: Uuid,
    /// When it happened, in microseconds; to the hour where `coarse`.
    pub happened_at: Timestamp,
    /// Whether the time is kept to the hour only.
    pub coarse: bool,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// Which record.
    pub record: String,
    /// The commitment to salt and detail.
    pub commitment: [u8; 32],
    /// The salt; `None` once the detail was erased.
    pub salt: Option<Vec<u8>>,
    /// The detail; `None` once it was erased.
    pub detail: Option<String>,
}

impl LoggedEntry {
    fn read(row: &Row, numbered: bool) -> Result<Self, StoreError> {
        Ok(Self {
            number: if numbered { u64::try_from(row.get::<i64>("number")?).ok() } else { None },
            id: row.get("id")?,
            happened_at: row.time("happened_at")?,
            coarse: row.get::<i64>("coarse")? != 0,
            actor: row.get("actor")?,
            action: row.get("action")?,
            record: row.get("record")?,
            commitment: row.bytes("commitment")?,
            salt: row.get("salt")?,
            detail: row.get("detail")?,
        })
    }

    /// The leaf's hash: over every field but salt and detail, which may be erased; the commitment stands for them.
    pub fn leaf(&self) -> [u8; 32] {
        let mut bytes = b"tutela audit leaf v1\n".to_vec();
        bytes.extend_from_slice(self.id.as_bytes());
        bytes.extend_from_slice(&self.happened_at.micros().to_be_bytes());
        bytes.push(u8::from(self.coarse));
        for text in [&self.actor, &self.action, &self.record] {
            bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes.extend_from_slice(&self.commitment);
        leaf_hash(&bytes)
    }
}

/// Numbers up to `limit` waiting entries and signs the new head; how many it numbered. Call it from one leased job only.
pub async fn number_entries(tx: &Tx, key: &LogKey, now: Timestamp, limit: u32) -> Result<usize, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, happened_at, coarse, actor, action, record, commitment, salt, detail FROM audit_pending \
             WHERE coarse = 0 OR happened_at <= $1 ORDER BY happened_at, id LIMIT $2",
            values![now.plus(-HOUR), limit],
        )
        .await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let head = tx.row("SELECT size, frontier FROM audit_head ORDER BY size DESC LIMIT 1", values![]).await?;
    let mut frontier = match head {
        Some(row) => Frontier::from_bytes(&row.get::<Vec<u8>>("frontier")?)
            .map_err(|_| StoreError::Damaged { column: "audit_head.frontier" })?,
        None => Frontier::default(),
    };
    let mut numbered = Vec::with_capacity(rows.len());
    let mut done = Vec::with_capacity(rows.len());
    for row in &rows {
        let entry = LoggedEntry::read(row, false)?;
        let number = frontier.size();
        frontier.append_leaf_hash(entry.leaf());
        done.push(entry.id);
        numbered.push(values![
            number as i64,
            entry.id,
            entry.happened_at,
            entry.coarse,
            entry.actor,
            entry.action,
            entry.record,
            entry.commitment,
            entry.salt,
            entry.detail
        ]);
    }
    tx.insert_rows(
        "INSERT INTO audit_entry (number, id, happened_at, coarse, actor, action, record, commitment, salt, detail)",
        numbered,
        "",
    )
    .await?;
    for ids in done.chunks(256) {
        let sql = format!("DELETE FROM audit_pending WHERE id IN ({})", Tx::placeholders(1, ids.len()));
        tx.execute_text(sqlx::AssertSqlSafe(sql), ids.iter().flat_map(|id| values![*id]).collect()).await?;
    }
    let head = key.sign_head(frontier.size(), frontier.root(), now.micros());
    tx.execute(
        "INSERT INTO audit_head (size, root, signed_at, signature, frontier) VALUES ($1, $2, $3, $4, $5)",
        values![head.size as i64, head.root, head.at_micros, head.signature.to_vec(), frontier.to_bytes()],
    )
    .await?;
    Ok(rows.len())
}

/// Numbered entries from `from` on, in order.
pub async fn numbered(tx: &Tx, from: u64, limit: u32) -> Result<Vec<LoggedEntry>, StoreError> {
    let rows = tx
        .rows(
            "SELECT number, id, happened_at, coarse, actor, action, record, commitment, salt, detail FROM audit_entry \
             WHERE number >= $1 ORDER BY number LIMIT $2",
            values![from as i64, limit],
        )
        .await?;
    rows.iter().map(|row| LoggedEntry::read(row, true)).collect()
}

/// Numbered entries that say that a report was erased.
pub async fn erased(tx: &Tx, report: ReportId) -> Result<Vec<LoggedEntry>, StoreError> {
    let rows = tx
        .rows(
            "SELECT number, id, happened_at, coarse, actor, action, record, commitment, salt, detail FROM audit_entry \
             WHERE record = $1 AND action = 'report.erased' ORDER BY number",
            values![format!("report:{report}")],
        )
        .await?;
    rows.iter().map(|row| LoggedEntry::read(row, true)).collect()
}

/// Numbered entries of people, newest first, before the number `before`: those of one person, about one record, or all.
pub async fn of_people(
    tx: &Tx,
    actor: Option<&str>,
    record: Option<&str>,
    before: u64,
    limit: u32,
) -> Result<Vec<LoggedEntry>, StoreError> {
    const COLUMNS: &str = "SELECT number, id, happened_at, coarse, actor, action, record, commitment, salt, detail FROM audit_entry \
                           WHERE substr(actor, 1, 7) = 'person:' AND number < $1";
    let before = i64::try_from(before).unwrap_or(i64::MAX);
    let mut values = values![before];
    let mut sql = COLUMNS.to_owned();
    for (column, wanted) in [("actor", actor), ("record", record)] {
        if let Some(wanted) = wanted {
            values.push(wanted.value());
            sql.push_str(&format!(" AND {column} = ${}", values.len()));
        }
    }
    values.push(limit.value());
    sql.push_str(&format!(" ORDER BY number DESC LIMIT ${}", values.len()));
    let rows = tx.rows_text(sqlx::AssertSqlSafe(sql), values).await?;
    rows.iter().map(|row| LoggedEntry::read(row, true)).collect()
}

/// Entries that wait for a number, oldest first, after the entry `after`.
pub async fn waiting(tx: &Tx, after: Uuid, limit: u32) -> Result<Vec<LoggedEntry>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, happened_at, coarse, actor, action, record, commitment, salt, detail FROM audit_pending \
             WHERE id > $1 ORDER BY id LIMIT $2",
            values![after, limit],
        )
        .await?;
    rows.iter().map(|row| LoggedEntry::read(row, false)).collect()
}

/// Signed heads of trees of `from` leaves or more, in order.
pub async fn heads(tx: &Tx, from: u64, limit: u32) -> Result<Vec<SignedHead>, StoreError> {
    let rows = tx
        .rows(
            "SELECT size, root, signed_at, signature FROM audit_head WHERE size >= $1 ORDER BY size LIMIT $2",
            values![from as i64, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(SignedHead {
                size: u64::try_from(row.get::<i64>("size")?)
                    .map_err(|_| StoreError::Damaged { column: "size" })?,
                root: row.bytes("root")?,
                at_micros: row.get("signed_at")?,
                signature: row.bytes("signature")?,
            })
        })
        .collect()
}

/// How many entries are numbered, and how many wait.
pub async fn counts(tx: &Tx) -> Result<(u64, u64), StoreError> {
    let row = tx
        .row(
            "SELECT (SELECT COALESCE(MAX(number) + 1, 0) FROM audit_entry) AS numbered, \
             (SELECT COUNT(*) FROM audit_pending) AS waiting",
            values![],
        )
        .await?
        .ok_or(StoreError::Damaged { column: "audit_entry.number" })?;
    Ok((row.get::<i64>("numbered")?.unsigned_abs(), row.get::<i64>("waiting")?.unsigned_abs()))
}

/// The newest numbered entries before `before`, newest first.
pub async fn newest(tx: &Tx, before: u64, limit: u32) -> Result<Vec<LoggedEntry>, StoreError> {
    let rows = tx
        .rows(
            "SELECT number, id, happened_at, coarse, actor, action, record, commitment, salt, detail FROM audit_entry \
             WHERE number < $1 ORDER BY number DESC LIMIT $2",
            values![i64::try_from(before).unwrap_or(i64::MAX), limit],
        )
        .await?;
    rows.iter().map(|row| LoggedEntry::read(row, true)).collect()
}
