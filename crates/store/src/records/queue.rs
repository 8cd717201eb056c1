//! Pages of the queue, by key. However it is narrowed, a page looks at a bounded number of reports: where fewer fit than a page
//! holds, it says so and the next page goes on from there.

use sqlx::AssertSqlSafe;
use tutela_model::clock::Timestamp;
use tutela_model::id::{PersonId, ReportId};
use tutela_model::queue::Narrow;
use uuid::Uuid;

use super::report::{self, ReportRow};
use crate::engine::run::Tx;
use crate::engine::value::{IntoValue, Row, Value, values};
use crate::error::StoreError;

/// Reports that a narrowed page of the waiting ones looks at; all that is looked at stands in one index.
const LOOKED_WAITING: u32 = 10_000;
/// The same, of all reports: here the rows themselves are looked at.
const LOOKED_ALL: u32 = 2_000;

/// Which reports a page of the queue shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueFilter {
    /// Not decided yet, and not erased.
    Waiting,
    /// Claimed by this person, decided or not, and not erased.
    ClaimedBy(PersonId),
    /// Every report, newest first.
    All,
}

/// Where a page of the queue begins: after this report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueKey {
    /// The urgency of the last report of the page before.
    pub urgency: u32,
    /// Its id.
    pub id: ReportId,
}

/// A page of the queue.
#[derive(Clone, Debug)]
pub struct Page {
    /// The reports.
    pub rows: Vec<ReportRow>,
    /// Where the next page begins, if there may be more.
    pub next: Option<QueueKey>,
    /// Whether the page ended before it was full, because it had looked at as many reports as one page may.
    pub stopped: bool,
}

/// A page of reports: the most urgent first and the oldest first among equals; all reports newest first.
pub async fn page(
    tx: &Tx,
    filter: QueueFilter,
    narrow: &Narrow,
    now: Timestamp,
    after: Option<QueueKey>,
    limit: u32,
) -> Result<Page, StoreError> {
    let scan = Scan::of(filter, narrow, after);
    let mut found = scan.keys(tx, narrow, now, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    // Not full: either there are no more, or the page looked at as many as it may.
    let stopped = match scan.looked {
        Some(looked) if !more => scan.last_looked(tx, looked).await?,
        _ => None,
    };
    let next = if more { found.last().copied() } else { stopped };
    let ids: Vec<ReportId> = found.iter().map(|key| key.id).collect();
    let mut rows = report::get_many(tx, &ids).await?;
    if filter == QueueFilter::Waiting {
        // What an older program decided while this schema stood already.
        rows.retain(|row| row.state.decision.is_none() && row.data_key.is_some());
    }
    Ok(Page { rows, next, stopped: stopped.is_some() })
}

/// What is looked at, in which order, from where on, and how far at most.
struct Scan {
    /// The condition, with its values at `$1` and on.
    condition: &'static str,
    order: &'static str,
    values: Vec<Value>,
    /// `None` looks at all: nothing is narrowed, or there are few.
    looked: Option<u32>,
}

const BY_URGENCY: &str = "urgency DESC, id";

impl Scan {
    fn of(filter: QueueFilter, narrow: &Narrow, after: Option<QueueKey>) -> Self {
        let from = after.unwrap_or(QueueKey { urgency: u32::MAX, id: ReportId(Uuid::nil()) });
        let narrowed = !narrow.is_all();
        match (filter, narrow.country) {
            // The index of countries answers this alone.
            (QueueFilter::Waiting, Some(country)) => Self {
                condition: "waiting = 1 AND (urgency < $1 OR (urgency = $1 AND id > $2)) AND urgency <= $1 AND country = $3",
                order: BY_URGENCY,
                values: values![from.urgency, from.id.0, country.to_string()],
                looked: Some(LOOKED_WAITING),
            },
            (QueueFilter::Waiting, None) => Self {
                condition: "waiting = 1 AND (urgency < $1 OR (urgency = $1 AND id > $2)) AND urgency <= $1",
                order: BY_URGENCY,
                values: values![from.urgency, from.id.0],
                looked: narrowed.then_some(LOOKED_WAITING),
            },
            (QueueFilter::ClaimedBy(person), _) => Self {
                condition: "claimed_by = $1 AND data_key IS NOT NULL AND (urgency < $2 OR (urgency = $2 AND id > $3))",
                order: BY_URGENCY,
                values: values![person.0, from.urgency, from.id.0],
                looked: None,
            },
            (QueueFilter::All, _) => Self {
                condition: "id < $1",
                order: "id DESC",
                values: values![after.map_or(Uuid::max(), |key| key.id.0)],
                looked: narrowed.then_some(LOOKED_ALL),
            },
        }
    }

    async fn keys(
        &self,
        tx: &Tx,
        narrow: &Narrow,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<QueueKey>, StoreError> {
        let mut values = self.values.clone();
        let Self { condition, order, .. } = self;
        let looked = self.looked.map(|looked| placed(&mut values, looked));
        let narrowed = conditions(narrow, now, &mut values);
        let limit = placed(&mut values, limit);
        let sql = match looked {
            Some(looked) => format!(
                "SELECT id, urgency FROM (SELECT id, urgency, category, country, origin, claimed_by, reasons, missing \
                 FROM report WHERE {condition} ORDER BY {order} LIMIT {looked}) AS looked \
                 WHERE 1 = 1{narrowed} ORDER BY {order} LIMIT {limit}"
            ),
            None => format!(
                "SELECT id, urgency FROM report WHERE {condition}{narrowed} ORDER BY {order} LIMIT {limit}"
            ),
        };
        let rows = tx.rows_text(AssertSqlSafe(sql), values).await?;
        rows.iter().map(key).collect()
    }

    /// The last report that was looked at, if there were as many as a page may look at.
    async fn last_looked(&self, tx: &Tx, looked: u32) -> Result<Option<QueueKey>, StoreError> {
        let mut values = self.values.clone();
        let offset = placed(&mut values, looked - 1);
        let Self { condition, order, .. } = self;
        let sql = format!(
            "SELECT id, urgency FROM report WHERE {condition} ORDER BY {order} LIMIT 1 OFFSET {offset}"
        );
        tx.rows_text(AssertSqlSafe(sql), values).await?.first().map(key).transpose()
    }
}

fn key(row: &Row) -> Result<QueueKey, StoreError> {
    Ok(QueueKey {
        urgency: u32::try_from(row.get::<i64>("urgency")?)
            .map_err(|_| StoreError::Damaged { column: "urgency" })?,
        id: ReportId(row.get("id")?),
    })
}

/// Adds a value; the placeholder that stands for it.
fn placed(values: &mut Vec<Value>, value: impl IntoValue) -> String {
    values.push(value.value());
    format!("${}", values.len())
}

/// The conditions of what is narrowed, each with its values.
fn conditions(narrow: &Narrow, now: Timestamp, values: &mut Vec<Value>) -> String {
    let mut sql = String::new();
    let mut equal = |column: &str, value: Option<&str>, sql: &mut String| {
        if let Some(value) = value {
            let place = placed(values, value);
            sql.push_str(&format!(" AND {column} = {place}"));
        }
    };
    equal("category", narrow.category.map(|category| category.as_str()), &mut sql);
    equal("country", narrow.country.map(|country| country.to_string()).as_deref(), &mut sql);
    equal("origin", narrow.origin.map(|origin| origin.as_str()), &mut sql);
    if narrow.unclaimed {
        sql.push_str(" AND claimed_by IS NULL");
    }
    // Names joined by commas. The underscore in a name stands for itself and for any letter: no two names differ in that alone.
    let named = [
        ("reasons", narrow.reason.map(|reason| reason.as_str())),
        ("missing", narrow.missing.map(|missing| missing.as_str())),
    ];
    for (column, name) in named {
        if let Some(name) = name {
            let place = placed(values, format!("%,{name},%"));
            sql.push_str(&format!(" AND (',' || {column} || ',') LIKE {place}"));
        }
    }
    if let Some(age) = narrow.age {
        // An id begins with its time, and so stands in every index.
        let (from, before) = age.bounds(now);
        if let Some(from) = from {
            let place = placed(values, first_id(from));
            sql.push_str(&format!(" AND id >= {place}"));
        }
        if let Some(before) = before {
            let place = placed(values, first_id(before));
            sql.push_str(&format!(" AND id < {place}"));
        }
    }
    sql
}

/// The smallest id of this time.
pub(super) fn first_id(at: Timestamp) -> Uuid {
    Uuid::from_u128(u128::from(at.millis()) << 80)
}

/// How many reports wait for a decision; counted up to `limit`.
pub async fn count_waiting(tx: &Tx, limit: u32) -> Result<u64, StoreError> {
    count(
        tx,
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM report WHERE waiting = 1 LIMIT $1) AS waiting",
        values![limit],
    )
    .await
}

async fn count(tx: &Tx, sql: &'static str, values: Vec<Value>) -> Result<u64, StoreError> {
    let row = tx.row(sql, values).await?;
    Ok(row.map_or(Ok(0), |row| row.get::<i64>("n"))?.unsigned_abs())
}

/// How many reports carry a time of this hour or later in their id, and how many of them are urgent from this score on; counted up
/// to `limit`.
pub async fn arrived_since(
    tx: &Tx,
    from: Timestamp,
    before: Option<Timestamp>,
    urgent: u32,
    limit: u32,
) -> Result<(u64, u64), StoreError> {
    let before = before.map_or(Uuid::max(), first_id);
    let row = tx
        .row(
            "SELECT COUNT(*) AS n, COALESCE(SUM(urgent), 0) AS urgent FROM (SELECT CASE WHEN urgency >= $3 THEN 1 ELSE 0 END AS urgent \
             FROM report WHERE id >= $1 AND id < $2 LIMIT $4) AS arrived",
            values![first_id(from), before, urgent, limit],
        )
        .await?;
    let Some(row) = row else { return Ok((0, 0)) };
    Ok((row.get::<i64>("n")?.unsigned_abs(), row.get::<i64>("urgent")?.unsigned_abs()))
}

/// The first reports that wait, each with who holds it: what a first page shows of them.
pub async fn top(tx: &Tx, limit: u32) -> Result<Vec<(ReportId, Option<PersonId>)>, StoreError> {
    let rows = tx
        .rows(
            "SELECT id, claimed_by FROM report WHERE waiting = 1 ORDER BY urgency DESC, id LIMIT $1",
            values![limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let holder = row.get::<Option<Uuid>>("claimed_by")?.map(PersonId);
            Ok((ReportId(row.get("id")?), holder))
        })
        .collect()
}

/// What a person holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Who.
    pub person: PersonId,
    /// Reports that they hold.
    pub held: u64,
    /// Those of them that are not decided.
    pub undecided: u64,
    /// Those of them that are not decided and urgent.
    pub urgent: u64,
    /// When the oldest of those that are not decided came.
    pub oldest: Option<Timestamp>,
}

/// What everybody holds who holds anything; `urgent` is the score from which on a report is.
pub async fn held(tx: &Tx, urgent: u32) -> Result<Vec<Held>, StoreError> {
    let rows = tx
        .rows(
            "SELECT claimed_by, COUNT(*) AS held, SUM(CASE WHEN waiting = 1 THEN 1 ELSE 0 END) AS undecided, \
             SUM(CASE WHEN waiting = 1 AND urgency >= $1 THEN 1 ELSE 0 END) AS urgent, \
             MIN(CASE WHEN waiting = 1 THEN received_at END) AS oldest \
             FROM report WHERE claimed_by IS NOT NULL AND data_key IS NOT NULL GROUP BY claimed_by",
            values![urgent],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let number = |column| row.get::<i64>(column).map(i64::unsigned_abs);
            Ok(Held {
                person: PersonId(row.get("claimed_by")?),
                held: number("held")?,
                undecided: number("undecided")?,
                urgent: number("urgent")?,
                oldest: row.time_option("oldest")?,
            })
        })
        .collect()
}

/// Who holds urgent reports that are not decided, and how many; of the first `limit` urgent ones.
pub async fn urgent_held(tx: &Tx, urgent: u32, limit: u32) -> Result<Vec<(PersonId, u64)>, StoreError> {
    let rows = tx
        .rows(
            "SELECT claimed_by, COUNT(*) AS n FROM (SELECT claimed_by FROM report WHERE waiting = 1 AND urgency >= $1 \
             ORDER BY urgency DESC, id LIMIT $2) AS urgent WHERE claimed_by IS NOT NULL GROUP BY claimed_by",
            values![urgent, limit],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((PersonId(row.get("claimed_by")?), row.get::<i64>("n")?.unsigned_abs())))
        .collect()
}

/// How many reports each person decided since.
pub async fn decided_since(tx: &Tx, since: Timestamp) -> Result<Vec<(PersonId, u64)>, StoreError> {
    // One range of the index for each person, not one of all that was ever decided.
    let rows = tx
        .rows(
            "SELECT p.id, (SELECT COUNT(*) FROM report r WHERE r.decided_by = p.id AND r.decided_at >= $1) AS n FROM person p",
            values![since],
        )
        .await?;
    rows.iter().map(|row| Ok((PersonId(row.get("id")?), row.get::<i64>("n")?.unsigned_abs()))).collect()
}

/// Reports held by people who may no longer sign in, and undecided ones held by people who were last seen before `away`; each with
/// whether it is the former.
pub async fn left_behind(tx: &Tx, away: Timestamp, limit: u32) -> Result<Vec<(ReportId, bool)>, StoreError> {
    // People first: SQLite keeps the order of a CROSS JOIN, and looks at what each of them holds.
    let rows = tx
        .rows(
            "SELECT r.id, p.disabled_at FROM person p CROSS JOIN report r WHERE r.claimed_by = p.id \
             AND (p.disabled_at IS NOT NULL OR p.seen_at < $1) AND r.data_key IS NOT NULL \
             AND (p.disabled_at IS NOT NULL OR (r.waiting = 1 AND r.updated_at < $1)) LIMIT $2",
            values![away, limit],
        )
        .await?;
    let disabled = |row: &Row| row.get::<Option<i64>>("disabled_at").map(|at| at.is_some());
    rows.iter().map(|row| Ok((ReportId(row.get("id")?), disabled(row)?))).collect()
}
