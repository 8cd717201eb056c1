//! What reports share: accounts and content that several of them name. Every look here is bounded, so that a flood of reports
//! about one account costs no more than a few.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;
use tutela_model::clock::Timestamp;
use tutela_model::content::ContentKey;
use tutela_model::id::{ApiKeyId, ReportId};
use tutela_model::report::Origin;
use tutela_model::urgency::{Reason, Urgency};

use super::report::NewReportRow;
use crate::engine::run::Tx;
use crate::engine::value::{KEYS, Row, Value, join_names, padded, values};
use crate::error::StoreError;

/// An account or content that more reports than this name tells nothing of a child any more: a service's own account, a page that
/// everybody knows, or somebody who floods us.
pub const OVER_COMMON: u32 = 50;

/// Something that several reports may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shared {
    /// An account: a user name, an e-mail address or a phone number, by its keyed digest.
    Account([u8; 16]),
    /// Content that is neither listed nor assessed.
    Content(ContentKey),
}

impl Shared {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Account(digest) => digest.to_vec(),
            Self::Content(key) => key.0.to_vec(),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::Content(_) => "content",
        }
    }

    /// The table of its rows and the column it stands in.
    fn place(&self) -> (&'static str, &'static str) {
        match self {
            Self::Account(_) => ("selector", "digest"),
            Self::Content(_) => ("item", "content"),
        }
    }

    fn read(row: &Row) -> Result<Self, StoreError> {
        match row.get::<String>("kind")?.as_str() {
            "account" => Ok(Self::Account(row.bytes("digest")?)),
            "content" => Ok(Self::Content(ContentKey(row.bytes("digest")?))),
            _ => Err(StoreError::Damaged { column: "kind" }),
        }
    }
}

/// Those of these that some report names, each with its row of the query; `also` is what is read of it besides, given its table and
/// column. A query for each [`KEYS`]; some may come twice.
async fn named(
    tx: &Tx,
    asked: &[Shared],
    also: fn(&str, &str) -> String,
) -> Result<Vec<(Shared, Row)>, StoreError> {
    let by_bytes: HashMap<Vec<u8>, Shared> = asked.iter().map(|shared| (shared.bytes(), *shared)).collect();
    let (accounts, contents): (Vec<Shared>, Vec<Shared>) =
        asked.iter().partition(|shared| matches!(shared, Shared::Account(_)));
    let mut found = Vec::new();
    for chunk in accounts.chunks(KEYS).chain(contents.chunks(KEYS)) {
        let (table, column) = chunk[0].place();
        let given: Vec<Value> =
            padded(chunk).iter().map(|shared| Value::Bytes(Some(shared.bytes()))).collect();
        let list = (1..=given.len()).map(|n| format!("(${n})")).collect::<Vec<_>>().join(",");
        let also = also(table, column);
        let sql = format!(
            "WITH given (digest) AS (VALUES {list}) SELECT digest{also} FROM given \
             WHERE EXISTS (SELECT 1 FROM {table} t WHERE t.{column} = given.digest)"
        );
        for row in tx.rows_text(AssertSqlSafe(sql), given).await? {
            let digest: Vec<u8> = row.get("digest")?;
            found.extend(by_bytes.get(&digest).map(|shared| (*shared, row)));
        }
    }
    Ok(found)
}

/// How many reports name each of these, counted up to one more than [`OVER_COMMON`]; those that none names are left out.
pub async fn counts(tx: &Tx, asked: &[Shared]) -> Result<HashMap<Shared, u32>, StoreError> {
    let found = |table: &str, column: &str| {
        format!(
            ", (SELECT COUNT(DISTINCT report) FROM (SELECT t.report FROM {table} t WHERE t.{column} = given.digest \
             LIMIT {}) AS named) AS found",
            OVER_COMMON + 1
        )
    };
    let rows = named(tx, asked, found).await?;
    let count = |(shared, row): &(Shared, Row)| {
        Ok((*shared, u32::try_from(row.get::<i64>("found")?).unwrap_or(u32::MAX)))
    };
    rows.iter().map(count).collect()
}

/// A report that names something shared.
#[derive(Clone, Debug)]
pub struct Naming {
    /// The report.
    pub id: ReportId,
    /// How it came.
    pub origin: Origin,
    /// Whose key sent it.
    pub sender: Option<ApiKeyId>,
    /// Whether nobody has decided about it.
    pub waiting: bool,
    /// How urgent it is.
    pub urgency: Urgency,
}

/// The newest reports that name it, at most `limit`.
pub async fn naming(tx: &Tx, shared: Shared, limit: u32) -> Result<Vec<Naming>, StoreError> {
    const OF_ACCOUNT: &str = "SELECT r.id, r.origin, r.sender, r.decision, r.urgency, r.reasons, r.data_key IS NULL AS erased FROM \
        (SELECT DISTINCT report FROM (SELECT report FROM selector WHERE digest = $1 ORDER BY report DESC LIMIT $2) AS rows) AS named \
        JOIN report r ON r.id = named.report ORDER BY r.id DESC";
    const OF_CONTENT: &str = "SELECT r.id, r.origin, r.sender, r.decision, r.urgency, r.reasons, r.data_key IS NULL AS erased FROM \
        (SELECT DISTINCT report FROM (SELECT report FROM item WHERE content = $1 ORDER BY report DESC LIMIT $2) AS rows) AS named \
        JOIN report r ON r.id = named.report ORDER BY r.id DESC";
    let sql = if matches!(shared, Shared::Account(_)) { OF_ACCOUNT } else { OF_CONTENT };
    let rows = tx.rows(sql, values![shared.bytes(), limit]).await?;
    rows.iter()
        .map(|row| {
            Ok(Naming {
                id: ReportId(row.get("id")?),
                origin: row.named("origin", Origin::parse)?,
                sender: row.get::<Option<uuid::Uuid>>("sender")?.map(ApiKeyId),
                waiting: row.get::<Option<String>>("decision")?.is_none() && !truth(row, "erased")?,
                urgency: Urgency {
                    score: u32::try_from(row.get::<i64>("urgency")?)
                        .map_err(|_| StoreError::Damaged { column: "urgency" })?,
                    reasons: row.names("reasons", Reason::parse)?,
                },
            })
        })
        .collect()
}

/// A truth value of an expression: a number on SQLite, a boolean on PostgreSQL.
fn truth(row: &Row, column: &'static str) -> Result<bool, StoreError> {
    match row {
        Row::Sqlite(_) => Ok(row.get::<i64>(column)? != 0),
        Row::Postgres(_) => row.get::<bool>(column),
    }
}

/// How many reports that wait for a decision were told in these words, counted up to `limit`.
pub async fn waiting_in_words(tx: &Tx, words: &[u8; 16], limit: u32) -> Result<u32, StoreError> {
    let row = tx
        .row(
            "SELECT COUNT(*) AS n FROM (SELECT report FROM selector WHERE digest = $1 ORDER BY report DESC LIMIT $2) AS told \
             JOIN report r ON r.id = told.report WHERE r.decision IS NULL",
            values![words, limit],
        )
        .await?;
    let n = row.map_or(Ok(0), |row| row.get::<i64>("n"))?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Notes what these reports share with earlier ones or with each other, so that the earlier ones are looked at again; to be
/// called before they are stored. One look for each thing shared, whatever the number of reports that name it.
pub(crate) async fn note_due(tx: &Tx, reports: &[&NewReportRow]) -> Result<(), StoreError> {
    let mut times: HashMap<Shared, usize> = HashMap::new();
    for report in reports {
        for shared in &report.shared {
            *times.entry(*shared).or_default() += 1;
        }
    }
    if times.is_empty() {
        return Ok(());
    }
    let (mut due, once): (Vec<_>, Vec<_>) = times.into_iter().partition(|(_, times)| *times > 1);
    let once: Vec<Shared> = once.into_iter().map(|(shared, _)| shared).collect();
    let earlier = named(tx, &once, |_, _| String::new()).await?;
    due.extend(earlier.into_iter().map(|(shared, _)| (shared, 1)));
    due.sort();
    due.dedup();
    let rows = due.iter().map(|(shared, _)| values![shared.bytes(), shared.kind()]).collect();
    tx.insert_rows("INSERT INTO urgency_due (digest, kind)", rows, "ON CONFLICT DO NOTHING").await.map(|_| ())
}

/// What is to be looked at again, at most `limit`.
pub async fn due(tx: &Tx, limit: u32) -> Result<Vec<Shared>, StoreError> {
    let rows =
        tx.rows("SELECT digest, kind FROM urgency_due ORDER BY digest LIMIT $1", values![limit]).await?;
    rows.iter().map(Shared::read).collect()
}

/// Notes that it was looked at.
pub async fn done(tx: &Tx, shared: Shared) -> Result<(), StoreError> {
    tx.execute("DELETE FROM urgency_due WHERE digest = $1", values![shared.bytes()]).await.map(|_| ())
}

/// Writes down how urgent a waiting report has become; whether it still waited.
pub async fn raise(tx: &Tx, id: ReportId, urgency: &Urgency, at: Timestamp) -> Result<bool, StoreError> {
    let raised = tx
        .execute(
            "UPDATE report SET urgency = $2, reasons = $3, updated_at = CASE WHEN updated_at > $4 THEN updated_at ELSE $4 END \
             WHERE id = $1 AND decision IS NULL AND data_key IS NOT NULL AND urgency < $2",
            values![
                id.0,
                urgency.score,
                join_names(urgency.reasons.iter().map(|reason| reason.as_str())),
                at
            ],
        )
        .await?;
    Ok(raised == 1)
}
