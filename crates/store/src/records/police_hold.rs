//! Police holds. Who asked is sealed under the report's data key; that there was a hold, and how it ended, is counted openly.

use tutela_model::clock::Timestamp;
use tutela_model::hold::{HoldEnding, HoldState};
use tutela_model::id::{HoldId, PersonId, ReportId};

use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// A hold on the notices of a report.
#[derive(Clone, Debug)]
pub struct HoldRow {
    /// Its id.
    pub id: HoldId,
    /// The report.
    pub report: ReportId,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// Who of the desk placed it.
    pub placed_by: PersonId,
    /// Where it stands.
    pub state: HoldState,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The officers who asked for it and renewed it, sealed; `None` once erased.
    pub sealed: Option<Vec<u8>>,
}

macro_rules! columns {
    () => {
        "id, report, placed_at, placed_by, until, renewals, ended_at, ending, sealed"
    };
}

fn read(row: &Row) -> Result<HoldRow, StoreError> {
    Ok(HoldRow {
        id: HoldId(row.get("id")?),
        report: ReportId(row.get("report")?),
        placed_at: row.time("placed_at")?,
        placed_by: PersonId(row.get("placed_by")?),
        state: HoldState {
            until: row.time("until")?,
            renewals: row.get("renewals")?,
            ending: row.named_option("ending", HoldEnding::parse)?,
        },
        ended_at: row.time_option("ended_at")?,
        sealed: row.get("sealed")?,
    })
}

/// Adds a hold.
pub async fn insert(tx: &Tx, hold: &HoldRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO police_hold (id, report, placed_at, placed_by, until, renewals, sealed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            hold.id.0,
            hold.report.0,
            hold.placed_at,
            hold.placed_by.0,
            hold.state.until,
            hold.state.renewals,
            hold.sealed.clone()
        ],
    )
    .await
    .map(|_| ())
}

/// Writes where a hold stands, and who asked for what by now.
pub async fn set_state(
    tx: &Tx,
    id: HoldId,
    state: HoldState,
    sealed: Option<&[u8]>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE police_hold SET until = $2, renewals = $3, ending = $4, ended_at = $5, sealed = $6 WHERE id = $1",
        values![
            id.0,
            state.until,
            state.renewals,
            state.ending.map(HoldEnding::as_str),
            state.ending.map(|_| now),
            sealed.map(<[u8]>::to_vec)
        ],
    )
    .await
    .map(|_| ())
}

/// The hold with this id.
pub async fn get(tx: &Tx, id: HoldId) -> Result<Option<HoldRow>, StoreError> {
    let row =
        tx.row(concat!("SELECT ", columns!(), " FROM police_hold WHERE id = $1"), values![id.0]).await?;
    row.as_ref().map(read).transpose()
}

/// The hold under which a report's notices wait.
pub async fn open_of_report(tx: &Tx, report: ReportId) -> Result<Option<HoldRow>, StoreError> {
    let sql = concat!("SELECT ", columns!(), " FROM police_hold WHERE report = $1 AND ended_at IS NULL");
    tx.row(sql, values![report.0]).await?.as_ref().map(read).transpose()
}

/// Every hold of a report, in order.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<HoldRow>, StoreError> {
    let sql = concat!("SELECT ", columns!(), " FROM police_hold WHERE report = $1 ORDER BY id");
    let rows = tx.rows(sql, values![report.0]).await?;
    rows.iter().map(read).collect()
}

/// Holds that are open, those first that lapse first.
pub async fn open(tx: &Tx, limit: u32) -> Result<Vec<HoldRow>, StoreError> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM police_hold WHERE ended_at IS NULL ORDER BY until, id LIMIT $1"
    );
    let rows = tx.rows(sql, values![limit]).await?;
    rows.iter().map(read).collect()
}

/// How many holds there were and how they ended: what is told to everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HoldCounts {
    /// Placed.
    pub placed: i64,
    /// Renewals of them.
    pub renewals: i64,
    /// Open now.
    pub open: i64,
    /// Ended because nobody renewed them.
    pub lapsed: i64,
    /// Ended by the go-ahead of the police.
    pub go_ahead: i64,
}

/// Counts the holds that were placed from a time to before another.
pub async fn counts(tx: &Tx, from: Timestamp, to: Timestamp) -> Result<HoldCounts, StoreError> {
    let row = tx
        .row(
            "SELECT COUNT(*) AS placed, CAST(COALESCE(SUM(renewals), 0) AS BIGINT) AS renewals, \
             COUNT(CASE WHEN ended_at IS NULL THEN 1 END) AS open, \
             COUNT(CASE WHEN ending = 'lapsed' THEN 1 END) AS lapsed, \
             COUNT(CASE WHEN ending = 'go_ahead' THEN 1 END) AS go_ahead \
             FROM police_hold WHERE placed_at >= $1 AND placed_at < $2",
            values![from, to],
        )
        .await?;
    let Some(row) = row else { return Ok(HoldCounts::default()) };
    Ok(HoldCounts {
        placed: row.get("placed")?,
        renewals: row.get("renewals")?,
        open: row.get("open")?,
        lapsed: row.get("lapsed")?,
        go_ahead: row.get("go_ahead")?,
    })
}
