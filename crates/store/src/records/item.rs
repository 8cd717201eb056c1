//! Items of reports, their selectors and their matches.

use std::collections::HashSet;

use tutela_model::clock::Timestamp;
use tutela_model::content::ContentKey;
use tutela_model::id::{EntryId, ReportId};
use tutela_model::item::ItemKind;
use tutela_model::list::MatchKind;

use super::report::NewReportRow;
use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// The position of selectors that belong to the report as a whole.
const WHOLE_REPORT: i64 = -1;

/// An item to be stored, sealed already.
#[derive(Clone, Debug)]
pub struct NewItemRow {
    /// What kind of thing it is.
    pub kind: ItemKind,
    /// The content that it names.
    pub content: Option<ContentKey>,
    /// Whether that content was known when the report came.
    pub known: bool,
    /// The sealed item.
    pub sealed: Vec<u8>,
    /// Keyed digests of the values it is found by.
    pub selectors: Vec<[u8; 16]>,
    /// Entries of lists that it matches.
    pub matches: Vec<MatchRow>,
}

/// An item as it stands.
#[derive(Clone, Debug)]
pub struct ItemRow {
    /// Its place in the report, from 0.
    pub position: u32,
    /// What kind of thing it is.
    pub kind: ItemKind,
    /// The content that it names.
    pub content: Option<ContentKey>,
    /// Whether that content was known when the report came.
    pub known: bool,
    /// The sealed item; `None` once erased.
    pub sealed: Option<Vec<u8>>,
}

/// A match of an item with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchRow {
    /// The entry.
    pub entry: EntryId,
    /// How it matches.
    pub kind: MatchKind,
    /// The distance; 0 where equal.
    pub distance: u32,
}

/// A match with where its entry comes from.
#[derive(Clone, Debug)]
pub struct MatchOnList {
    /// The item's place in the report.
    pub position: u32,
    /// How it matches.
    pub kind: MatchKind,
    /// The distance; 0 where equal.
    pub distance: u32,
    /// The list's name.
    pub list: String,
    /// Where the list comes from.
    pub provenance: String,
    /// The entry.
    pub entry: EntryId,
    /// Since when the entry is disputed.
    pub disputed_at: Option<Timestamp>,
}

pub(crate) async fn insert_items(tx: &Tx, reports: &[&NewReportRow]) -> Result<(), StoreError> {
    let mut items = Vec::new();
    let mut selectors = Vec::new();
    let mut matches = Vec::new();
    for report in reports {
        selectors.extend(report.selectors.iter().map(|digest| values![digest, report.id.0, WHOLE_REPORT]));
        for (position, item) in report.items.iter().enumerate() {
            let content = item.content.map(|key| key.0.to_vec());
            items.push(values![report.id.0, position, item.kind.as_str(), content, item.known, &item.sealed]);
            selectors.extend(item.selectors.iter().map(|digest| values![digest, report.id.0, position]));
            matches.extend(
                item.matches
                    .iter()
                    .map(|m| values![report.id.0, position, m.entry.0, m.kind.as_str(), m.distance]),
            );
        }
    }
    tx.insert_rows("INSERT INTO item (report, position, kind, content, known, sealed)", items, "").await?;
    tx.insert_rows("INSERT INTO selector (digest, report, position)", selectors, "ON CONFLICT DO NOTHING")
        .await?;
    tx.insert_rows("INSERT INTO item_match (report, position, entry, kind, distance)", matches, "").await?;
    Ok(())
}

fn position(row: &Row) -> Result<u32, StoreError> {
    u32::try_from(row.get::<i64>("position")?).map_err(|_| StoreError::Damaged { column: "position" })
}

/// The items of a report, in order.
pub async fn of_report(tx: &Tx, report: ReportId) -> Result<Vec<ItemRow>, StoreError> {
    let rows = tx
        .rows(
            "SELECT position, kind, content, known, sealed FROM item WHERE report = $1 ORDER BY position",
            values![report.0],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(ItemRow {
                position: position(row)?,
                kind: row.named("kind", ItemKind::parse)?,
                content: match row.get::<Option<Vec<u8>>>("content")? {
                    Some(key) => Some(ContentKey(
                        key.try_into().map_err(|_| StoreError::Damaged { column: "content" })?,
                    )),
                    None => None,
                },
                known: row.get::<i64>("known")? != 0,
                sealed: row.get("sealed")?,
            })
        })
        .collect()
}

/// The matches of a report's items that still stand: an entry that was removed since is no match.
pub async fn matches_of_report(tx: &Tx, report: ReportId) -> Result<Vec<MatchOnList>, StoreError> {
    let rows = tx
        .rows(
            "SELECT m.position, m.kind, m.distance, m.entry, e.disputed_at, l.name, l.provenance FROM item_match m \
             JOIN entry e ON e.id = m.entry JOIN list l ON l.id = e.list \
             WHERE m.report = $1 AND e.removed_at IS NULL ORDER BY m.position, m.distance, l.name",
            values![report.0],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(MatchOnList {
                position: position(row)?,
                kind: row.named("kind", MatchKind::parse)?,
                distance: u32::try_from(row.get::<i64>("distance")?)
                    .map_err(|_| StoreError::Damaged { column: "distance" })?,
                list: row.get("name")?,
                provenance: row.get("provenance")?,
                entry: EntryId(row.get("entry")?),
                disputed_at: row.time_option("disputed_at")?,
            })
        })
        .collect()
}

/// Items of reports before one that name this content: report and position, newest first.
pub async fn naming(
    tx: &Tx,
    content: ContentKey,
    before: ReportId,
    limit: u32,
) -> Result<Vec<(ReportId, u32)>, StoreError> {
    let rows = tx
        .rows(
            "SELECT report, position FROM item WHERE content = $1 AND report < $2 ORDER BY report DESC, position LIMIT $3",
            values![content.0, before.0, limit],
        )
        .await?;
    rows.iter().map(|row| Ok((ReportId(row.get("report")?), position(row)?))).collect()
}

/// Reports before one that name this content, newest first.
pub async fn reports_naming(
    tx: &Tx,
    content: ContentKey,
    before: ReportId,
    limit: u32,
) -> Result<Vec<ReportId>, StoreError> {
    let rows = tx
        .rows(
            "SELECT DISTINCT report FROM item WHERE content = $1 AND report < $2 ORDER BY report DESC LIMIT $3",
            values![content.0, before.0, limit],
        )
        .await?;
    rows.iter().map(|row| row.get("report").map(ReportId)).collect()
}

/// Reports that name this content and wait for a decision, the oldest first.
pub async fn waiting_naming(tx: &Tx, content: ContentKey, limit: u32) -> Result<Vec<ReportId>, StoreError> {
    let rows = tx
        .rows(
            "SELECT DISTINCT i.report FROM item i JOIN report r ON r.id = i.report \
             WHERE i.content = $1 AND r.waiting = 1 ORDER BY i.report LIMIT $2",
            values![content.0, limit],
        )
        .await?;
    rows.iter().map(|row| row.get("report").map(ReportId)).collect()
}

/// How many reports name this content, counted up to `limit`.
pub async fn count_naming(tx: &Tx, content: ContentKey, limit: u32) -> Result<u64, StoreError> {
    let row = tx
        .row(
            "SELECT COUNT(*) AS n FROM (SELECT DISTINCT report FROM item WHERE content = $1 LIMIT $2) AS named",
            values![content.0, limit],
        )
        .await?;
    Ok(row.map_or(Ok(0), |row| row.get::<i64>("n"))?.unsigned_abs())
}

/// An item that is matched with the lists again.
#[derive(Clone, Debug)]
pub struct StoredItem {
    /// Its report.
    pub report: ReportId,
    /// Its place in the report.
    pub position: u32,
    /// The sealed item.
    pub sealed: Vec<u8>,
    /// The report's sealed data key.
    pub data_key: Vec<u8>,
}

/// Files and addresses after `after` and of reports up to `last`, in order of report and position, without those that were
/// erased.
pub async fn contents_after(
    tx: &Tx,
    after: (ReportId, u32),
    last: ReportId,
    limit: u32,
) -> Result<Vec<StoredItem>, StoreError> {
    // The page is cut before the join: a planner without fresh statistics would join all that follows and sort it. What is
    // erased loses its items and its key in one transaction, so that the join drops nothing.
    let rows = tx
        .rows(
            "SELECT i.report, i.position, i.sealed, r.data_key FROM \
             (SELECT report, position, sealed FROM item WHERE (report, position) > ($1, $2) AND report <= $3 \
             AND kind IN ('file', 'url') AND sealed IS NOT NULL ORDER BY report, position LIMIT $4) AS i \
             JOIN report r ON r.id = i.report WHERE r.data_key IS NOT NULL ORDER BY i.report, i.position",
            values![after.0.0, after.1, last.0, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(StoredItem {
                report: ReportId(row.get("report")?),
                position: position(row)?,
                sealed: row.get("sealed")?,
                data_key: row.get("data_key")?,
            })
        })
        .collect()
}

/// The matches that these items have, which lie side by side in order of report and position.
pub async fn matches_of(
    tx: &Tx,
    items: &[StoredItem],
) -> Result<HashSet<(ReportId, u32, EntryId)>, StoreError> {
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return Ok(HashSet::new()) };
    let rows = tx
        .rows(
            "SELECT report, position, entry FROM item_match WHERE (report, position) >= ($1, $2) AND (report, position) <= ($3, $4)",
            values![first.report.0, first.position, last.report.0, last.position],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((ReportId(row.get("report")?), position(row)?, EntryId(row.get("entry")?))))
        .collect()
}

/// Adds keyed digests by which reports are found that are stored already.
pub async fn add_selectors(tx: &Tx, found: &[(ReportId, [u8; 16])]) -> Result<(), StoreError> {
    let rows = found.iter().map(|(report, digest)| values![digest, report.0, WHOLE_REPORT]).collect();
    tx.insert_rows("INSERT INTO selector (digest, report, position)", rows, "ON CONFLICT DO NOTHING")
        .await
        .map(|_| ())
}

/// Notes matches of an item that is stored already; how many are new.
pub async fn add_matches(
    tx: &Tx,
    (report, position): (ReportId, u32),
    matches: &[MatchRow],
) -> Result<u64, StoreError> {
    let rows = matches
        .iter()
        .map(|found| values![report.0, position, found.entry.0, found.kind.as_str(), found.distance])
        .collect();
    tx.insert_rows(
        "INSERT INTO item_match (report, position, entry, kind, distance)",
        rows,
        "ON CONFLICT (report, position, entry) DO NOTHING",
    )
    .await
}
