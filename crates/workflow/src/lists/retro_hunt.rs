//! Matching what was reported earlier with what came newly into the lists.
//!
//! An item keeps whether it was known when it came, and its report the urgency that followed: a match that is found later is shown
//! with the report and told as an alert, and moves nothing in the queue behind people's backs.

use serde::{Deserialize, Serialize};
use tutela_model::alert::AlertKind;
use tutela_model::clock::{HOUR, MINUTE};
use tutela_model::id::{ReportId, uuid_v7};
use tutela_model::item::Item;
use tutela_store::StoreError;
use tutela_store::jobs::Job;
use tutela_store::records::item::{self, MatchRow, StoredItem};
use tutela_store::records::{entry, setting};
use uuid::Uuid;

use crate::alerts;
use crate::error::Error;
use crate::intake::{asked, match_row};
use crate::jobs::{JobError, rest};
use crate::node::Node;
use crate::sealing::{Blob, open};

/// The kind of the regular job.
pub(crate) const RETRO_HUNT: &str = "retro_hunt";
/// How often it is looked whether a list grew.
const EVERY: i64 = 5 * MINUTE;
/// Items matched in one transaction.
const PAGE: u32 = 500;
/// Pages in one run of the job; the next run goes on where it ended.
const PAGES: usize = 40;
/// What came later than this after the hunt began was matched with the grown lists when it came, on every node that shares
/// this database: each has read them by then, and clocks differ by less.
const LATER: i64 = HOUR;
/// Reports that an alert names.
const NAMED: usize = 20;

/// How far the hunt is. Kept with the data, so that a restart goes on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Hunt {
    /// Every item was matched with the lists as they stood at this generation.
    done: u64,
    /// The generation that the hunt under way will have matched; `None` between hunts.
    until: Option<u64>,
    /// The last report that it looks at.
    #[serde(default)]
    last: Option<Uuid>,
    /// The last item that was matched.
    report: Uuid,
    position: u32,
    /// Items with new matches, and the first of their reports.
    items: u64,
    reports: Vec<ReportId>,
}

/// Matches some pages of stored items, or looks whether there is anything to do.
pub(crate) async fn retro_hunt(node: &Node, job: &Job) -> Result<(), JobError> {
    let mut hunt = begin(node).await?;
    for _ in 0..PAGES {
        if hunt.until.is_none() {
            break;
        }
        let begun = node.now();
        hunt = go_on(node, hunt).await?;
        rest(node, begun).await;
    }
    let again = if hunt.until.is_some() { node.now() } else { node.now().plus(EVERY) };
    Ok(node.store().run("retro-hunt", |tx| async move { tx.repeat_job(job, again).await }).await?)
}

/// Begins a hunt where a list grew since the last one, or goes on with one that was broken off.
async fn begin(node: &Node) -> Result<Hunt, Error> {
    node.store()
        .run("begin retro-hunt", |tx| async move {
            let kept = setting::get(&tx, setting::RETRO_HUNT).await?;
            let mut hunt: Hunt = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
            // Only what is in memory can be found.
            let loaded = node.inner.lists.marks(|marks| marks.generation);
            if hunt.until.is_some() || loaded <= hunt.done {
                return Ok(hunt);
            }
            let grew = entry::any_standing_after(&tx, hunt.done, loaded).await?;
            hunt = if grew {
                let last = Some(uuid_v7(node.now().plus(LATER), node.rng()));
                Hunt { done: hunt.done, until: Some(loaded), last, ..Hunt::default() }
            } else {
                Hunt { done: loaded, ..Hunt::default() }
            };
            keep(&tx, node, &hunt).await?;
            Ok::<_, Error>(hunt)
        })
        .await
}

/// Matches the next page of items.
async fn go_on(node: &Node, hunt: Hunt) -> Result<Hunt, Error> {
    let after = (ReportId(hunt.report), hunt.position);
    let last = ReportId(hunt.last.unwrap_or(Uuid::max()));
    let (page, known) = node
        .store()
        .read("stored items", |tx| async move {
            let page = item::contents_after(&tx, after, last, PAGE).await?;
            let known = item::matches_of(&tx, &page).await?;
            Ok::<_, StoreError>((page, known))
        })
        .await?;
    let opened: Vec<Item> = page.iter().map(|stored| open_item(node, stored)).collect::<Result<_, _>>()?;
    let questions: Vec<_> = opened.iter().map(asked).collect();
    let hits = node.find(&questions);
    node.store()
        .run("match again", |tx| {
            let (mut hunt, page, known, hits) = (hunt.clone(), &page, &known, &hits);
            async move {
                for (stored, hits) in page.iter().zip(hits) {
                    let is_known =
                        |row: &MatchRow| known.contains(&(stored.report, stored.position, row.entry));
                    // Most were matched when they came: these cost the writer nothing.
                    let rows: Vec<_> =
                        hits.found.iter().map(match_row).filter(|row| !is_known(row)).collect();
                    let added = item::add_matches(&tx, (stored.report, stored.position), &rows).await?;
                    if added > 0 {
                        hunt.items += 1;
                        if hunt.reports.len() < NAMED && !hunt.reports.contains(&stored.report) {
                            hunt.reports.push(stored.report);
                        }
                    }
                }
                match page.last() {
                    Some(last) => (hunt.report, hunt.position) = (last.report.0, last.position),
                    None => hunt = end(&tx, node, hunt).await?,
                }
                keep(&tx, node, &hunt).await?;
                Ok(hunt)
            }
        })
        .await
}

/// Ends a hunt, and tells what it found.
async fn end(tx: &tutela_store::Tx, node: &Node, hunt: Hunt) -> Result<Hunt, Error> {
    if hunt.items > 0 {
        let reports: Vec<_> = hunt.reports.iter().map(ToString::to_string).collect();
        let detail = format!("items={} reports={}", hunt.items, reports.join(","));
        let record = format!("generation:{}", hunt.until.unwrap_or(hunt.done));
        alerts::raise(tx, node, AlertKind::RetroHunt, record, detail).await?;
    }
    Ok(Hunt { done: hunt.until.unwrap_or(hunt.done), ..Hunt::default() })
}

async fn keep(tx: &tutela_store::Tx, node: &Node, hunt: &Hunt) -> Result<(), Error> {
    let text = serde_json::to_string(hunt).unwrap_or_default();
    Ok(setting::set(tx, setting::RETRO_HUNT, &text, node.now()).await?)
}

fn open_item(node: &Node, stored: &StoredItem) -> Result<Item, Error> {
    let key = node.sealing().report_key(stored.report, Some(&stored.data_key))?;
    open(&key, Blob::Item(stored.report, stored.position), Some(&stored.sealed))
}
