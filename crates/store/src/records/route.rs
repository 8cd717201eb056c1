//! Routes: which country's police are competent for a report. The facts and a person's reason are sealed under the report's key.

use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::id::ReportId;
use tutela_model::trace::Confidence;

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// The route of a report.
#[derive(Clone, Debug)]
pub struct RouteRow {
    /// The report.
    pub report: ReportId,
    /// The country that comes first; `None` where nothing points to one and a person must decide.
    pub country: Option<Country>,
    /// How far it can be relied on.
    pub confidence: Option<Confidence>,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom: the node from facts, or a person.
    pub made_by: String,
    /// A person's reason, sealed.
    pub sealed: Option<Vec<u8>>,
}

fn read(row: &Row) -> Result<RouteRow, StoreError> {
    Ok(RouteRow {
        report: ReportId(row.get("report")?),
        country: row.named_option("country", Country::parse)?,
        confidence: row.named_option("confidence", Confidence::parse)?,
        made_at: row.time("made_at")?,
        made_by: row.get("made_by")?,
        sealed: row.get("sealed")?,
    })
}

/// Writes the route of a report over what stood before.
pub async fn set(tx: &Tx, route: &RouteRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO route (report, country, confidence, made_at, made_by, sealed) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (report) DO UPDATE SET country = excluded.country, confidence = excluded.confidence, \
         made_at = excluded.made_at, made_by = excluded.made_by, sealed = excluded.sealed",
        values![
            route.report.0,
            route.country.map(|country| country.to_string()),
            route.confidence.map(Confidence::as_str),
            route.made_at,
            &route.made_by,
            route.sealed.clone()
        ],
    )
    .await
    .map(|_| ())
}

/// The route of a report.
pub async fn get(tx: &Tx, report: ReportId) -> Result<Option<RouteRow>, StoreError> {
    let sql = "SELECT report, country, confidence, made_at, made_by, sealed FROM route WHERE report = $1";
    tx.row(sql, values![report.0]).await?.as_ref().map(read).transpose()
}

/// Reports for which no country was found and no person has decided, oldest first, from one on.
pub async fn unknown(tx: &Tx, after: ReportId, limit: u32) -> Result<Vec<RouteRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT report, country, confidence, made_at, made_by, sealed FROM route \
             WHERE country IS NULL AND made_by = 'node' AND report > $1 ORDER BY report LIMIT $2",
            values![after.0, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}
