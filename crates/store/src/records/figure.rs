//! Figures: tallies of days, and the facts of reports and notices that they are made of.

use std::collections::BTreeSet;

use tutela_model::clock::Timestamp;
use tutela_model::completeness::Missing;
use tutela_model::country::Country;
use tutela_model::figures::{Band, Day, Part, Span, Tally};
use tutela_model::id::{ApiKeyId, HostId};
use tutela_model::notice::NoticeState;
use tutela_model::report::{Category, Origin};
use tutela_model::report_state::Decision;
use tutela_model::urgency::{Reason, Urgency};
use uuid::Uuid;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// What is counted of a report.
#[derive(Clone, Debug)]
pub struct ReportFacts {
    /// Its id, for the next page.
    pub id: Uuid,
    /// How it came.
    pub origin: Origin,
    /// What it is about.
    pub category: Category,
    /// Whose key sent it.
    pub sender: Option<ApiKeyId>,
    /// When it came.
    pub received: Timestamp,
    /// When somebody first looked.
    pub looked_at: Option<Timestamp>,
    /// When it was decided.
    pub decided: Option<Timestamp>,
    /// When everything it named was gone.
    pub gone: Option<Timestamp>,
    /// What was decided.
    pub decision: Option<Decision>,
    /// How urgent it is.
    pub band: Band,
    /// What is missing.
    pub missing: Vec<Missing>,
    /// Whether it was erased.
    pub erased: bool,
}

/// What is counted of a notice whose host was told.
#[derive(Clone, Debug)]
pub struct NoticeFacts {
    /// Its id, for the next page.
    pub id: Uuid,
    /// When the report came.
    pub received: Timestamp,
    /// Whose key sent the report.
    pub sender: Option<ApiKeyId>,
    /// When the host was told.
    pub told: Timestamp,
    /// When what it names was found gone.
    pub gone: Option<Timestamp>,
    /// Where it stands.
    pub state: NoticeState,
    /// The host, where it is known.
    pub host: Option<HostId>,
    /// In which country the machine stands that it lies on; where that was not found, the country of the host.
    pub country: Option<Country>,
}

/// The lowest id that carries a moment.
fn lowest(at: Timestamp) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(at.millis(), &[0; 10]).into_uuid()
}

/// Reports that came on a day, after one of them.
pub async fn reports_of(
    tx: &Tx,
    day: Day,
    after: Option<Uuid>,
    limit: u32,
) -> Result<Vec<ReportFacts>, StoreError> {
    // An id carries the time that a report is said to have come at: no index of its own is needed.
    let rows = tx
        .rows(
            "SELECT id, origin, category, sender, received_at, looked_at, decided_at, gone_at, decision, urgency, reasons, missing, \
             CASE WHEN data_key IS NULL THEN 1 ELSE 0 END AS erased \
             FROM report WHERE id >= $1 AND id > $2 AND id < $3 ORDER BY id LIMIT $4",
            values![
                lowest(day.start()),
                after.unwrap_or(Uuid::nil()),
                lowest(day.plus(1).start()),
                limit
            ],
        )
        .await?;
    rows.iter().map(report).collect()
}

fn report(row: &Row) -> Result<ReportFacts, StoreError> {
    let urgency = Urgency {
        score: u32::try_from(row.get::<i64>("urgency")?).unwrap_or(u32::MAX),
        reasons: row.names("reasons", Reason::parse)?,
    };
    Ok(ReportFacts {
        id: row.get("id")?,
        origin: row.named("origin", Origin::parse)?,
        category: row.named("category", Category::parse)?,
        sender: row.get::<Option<Uuid>>("sender")?.map(ApiKeyId),
        received: row.time("received_at")?,
        looked_at: row.time_option("looked_at")?,
        decided: row.time_option("decided_at")?,
        gone: row.time_option("gone_at")?,
        decision: row.named_option("decision", Decision::parse)?,
        band: Band::of(&urgency),
        missing: row.names("missing", Missing::parse)?,
        erased: erased(row)?,
    })
}

fn erased(row: &Row) -> Result<bool, StoreError> {
    // PostgreSQL's literals are narrower than its columns.
    Ok(match row {
        Row::Sqlite(_) => row.get::<i64>("erased")? == 1,
        Row::Postgres(_) => row.get::<i32>("erased")? == 1,
    })
}

/// Notices whose host was told on a day, after one of them.
pub async fn notices_of(
    tx: &Tx,
    day: Day,
    after: Option<(Timestamp, Uuid)>,
    limit: u32,
) -> Result<Vec<NoticeFacts>, StoreError> {
    let (from, id) = after.unwrap_or((day.start(), Uuid::nil()));
    let rows = tx
        .rows(
            "SELECT n.id, n.sent_at, n.gone_at, n.state, n.host, COALESCE(t.country, h.country) AS country, r.received_at, r.sender \
             FROM notice n JOIN report r ON r.id = n.report LEFT JOIN host h ON h.id = n.host \
             LEFT JOIN trace t ON t.report = n.report AND t.position = n.position AND t.newest = 1 \
             WHERE n.sent_at IS NOT NULL AND n.sent_at >= $1 AND n.sent_at < $2 AND (n.sent_at > $1 OR n.id > $3) \
             ORDER BY n.sent_at, n.id LIMIT $4",
            values![from, day.plus(1).start(), id, limit],
        )
        .await?;
    let read = |row: &Row| {
        Ok(NoticeFacts {
            id: row.get("id")?,
            received: row.time("received_at")?,
            sender: row.get::<Option<Uuid>>("sender")?.map(ApiKeyId),
            told: row.time("sent_at")?,
            gone: row.time_option("gone_at")?,
            state: row.named("state", NoticeState::parse)?,
            host: row.get::<Option<Uuid>>("host")?.map(HostId),
            country: row.named_option("country", Country::parse)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Days whose reports have changed since a moment: the days on which they came.
pub async fn days_of_reports_touched(tx: &Tx, since: Timestamp) -> Result<BTreeSet<Day>, StoreError> {
    let rows = tx
        .rows(
            "SELECT DISTINCT received_at / 86400000000 AS day FROM report \
             WHERE (looked_at IS NOT NULL OR data_key IS NULL) AND updated_at >= $1",
            values![since],
        )
        .await?;
    rows.iter().map(|row| row.get("day").map(Day)).collect()
}

/// Days whose notices may have changed since a moment: the days on which their hosts were told.
pub async fn days_of_notices_touched(tx: &Tx, since: Timestamp) -> Result<BTreeSet<Day>, StoreError> {
    let rows = tx
        .rows(
            "SELECT DISTINCT n.sent_at / 86400000000 AS day FROM report r JOIN notice n ON n.report = r.id \
             WHERE (r.looked_at IS NOT NULL OR r.data_key IS NULL) AND r.updated_at >= $1 AND n.sent_at IS NOT NULL",
            values![since],
        )
        .await?;
    rows.iter().map(|row| row.get("day").map(Day)).collect()
}

/// The first day on which a report came.
pub async fn first_day(tx: &Tx) -> Result<Option<Day>, StoreError> {
    let row = tx.row("SELECT received_at FROM report ORDER BY id LIMIT 1", values![]).await?;
    row.map(|row| row.time("received_at").map(Day::of)).transpose()
}

/// Puts the tallies of these parts of a day in place of those that stood there.
pub async fn replace(
    tx: &Tx,
    day: Day,
    parts: &[Part],
    tallies: &[(Part, String, Tally)],
) -> Result<(), StoreError> {
    for part in parts {
        tx.execute("DELETE FROM figure WHERE part = $1 AND day = $2", values![part.as_str(), day.0]).await?;
    }
    let rows = tallies
        .iter()
        .map(|(part, name, tally)| values![part.as_str(), day.0, name, tally.to_bytes()])
        .collect();
    tx.insert_rows("INSERT INTO figure (part, day, name, tally)", rows, "").await.map(|_| ())
}

/// The tally of a name on a day.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The day.
    pub day: Day,
    /// Whose; empty where a part has one name only.
    pub name: String,
    /// What it came to.
    pub tally: Tally,
}

fn read(row: &Row) -> Result<Figure, StoreError> {
    let tally = row.get::<Vec<u8>>("tally")?;
    Ok(Figure {
        day: Day(row.get("day")?),
        name: row.get("name")?,
        tally: Tally::from_bytes(&tally).map_err(|_| StoreError::Damaged { column: "tally" })?,
    })
}

/// The tallies of every name of a part in a span, oldest first.
pub async fn of_part(tx: &Tx, part: Part, span: Span) -> Result<Vec<Figure>, StoreError> {
    let rows = tx
        .rows(
            "SELECT day, name, tally FROM figure WHERE part = $1 AND day >= $2 AND day <= $3 ORDER BY day, name",
            values![part.as_str(), span.first.0, span.last.0],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The tallies of one name of a part in a span, oldest first.
pub async fn of_name(tx: &Tx, part: Part, name: &str, span: Span) -> Result<Vec<Figure>, StoreError> {
    let rows = tx
        .rows(
            "SELECT day, name, tally FROM figure WHERE part = $1 AND name = $2 AND day >= $3 AND day <= $4 ORDER BY day",
            values![part.as_str(), name, span.first.0, span.last.0],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// When the reports came that are undecided though a child is said to be in danger now, most urgent first.
pub async fn danger_waiting(tx: &Tx, limit: u32) -> Result<Vec<Timestamp>, StoreError> {
    let rows = tx
        .rows(
            "SELECT received_at, reasons FROM report WHERE waiting = 1 AND urgency >= $1 \
             ORDER BY urgency DESC, id LIMIT $2",
            values![Reason::DangerNow.weight(), limit],
        )
        .await?;
    let mut waiting = Vec::new();
    for row in rows {
        if row.names("reasons", Reason::parse)?.contains(&Reason::DangerNow) {
            waiting.push(row.time("received_at")?);
        }
    }
    Ok(waiting)
}
