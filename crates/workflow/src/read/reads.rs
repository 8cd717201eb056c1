//! The log of reads: who opened what, and when.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tutela_model::access::Permission;
use tutela_model::clock::{DAY, HOUR, Timestamp};
use tutela_model::id::PersonId;
use tutela_store::audit;

use super::{Granted, LoggedEntry, Query, names};
use crate::error::Error;

/// Lines on a page.
const PAGE: usize = 100;
/// Entries looked through for a page at most, so that it comes at once however long the log is.
const LOOKED_AT: usize = 20_000;
/// Entries read at a time.
const STEP: u32 = 1_000;
/// How far back patterns are looked for.
const BACK: i64 = 30 * DAY;
/// Records that somebody opens within an hour without anybody asking.
const MANY: usize = 40;
/// How many times more than on a usual day is told.
const UNUSUAL: u64 = 3;

/// Acts by which somebody gets to know what is sealed.
const READS: &[&str] = &[
    "report.read",
    "report.searched",
    "report.holds_read",
    "content.read",
    "notice.read",
    "viewing.token_made",
    "viewing.token_redeemed",
    "list.exported",
    "referral.read",
    "note.read",
    "mail.read",
    "trace.read",
];

/// Whether an act is a reading.
pub fn is_read(action: &str) -> bool {
    READS.contains(&action) || action.ends_with(".read") || action.ends_with("_read")
}

/// Who opened what, newest first: of one person, about one record, or all.
#[derive(Clone, Debug, Default)]
pub struct ReadsQuery {
    /// Of this person alone.
    pub person: Option<PersonId>,
    /// About this record alone, as the log names it: `report:…`.
    pub record: Option<String>,
    /// Before this number.
    pub before: Option<u64>,
}

/// What somebody did in the last thirty days that is not usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// So many different records within one hour.
    ManyInAnHour(usize, Timestamp),
    /// So many records on one day, where that many are usual.
    BusyDay {
        /// How many.
        records: u64,
        /// How many on a usual day.
        usual: u64,
        /// Which day.
        day: Timestamp,
    },
    /// So many records between 22 and 5 o'clock UTC.
    AtNight(u64),
    /// So many searches.
    ManySearches(u64),
}

/// A page of the log of reads.
#[derive(Clone, Debug)]
pub struct ReadsPage {
    /// The entries, newest first, with the name of who read.
    pub entries: Vec<(LoggedEntry, String)>,
    /// Where the next page begins.
    pub next: Option<u64>,
    /// Everybody of the desk, by name.
    pub people: Vec<(PersonId, String)>,
    /// What is not usual, by person; only on the first page of all.
    pub patterns: Vec<(PersonId, String, Pattern)>,
}

impl Query for ReadsQuery {
    type Output = ReadsPage;
    const PERMISSION: Permission = Permission::ReadAudit;

    async fn answer(self, granted: Granted<'_>) -> Result<ReadsPage, Error> {
        let node = granted.node;
        let names = node.store().read("names", |tx| async move { names(&tx).await }).await?;
        let name_of = |entry: &LoggedEntry| {
            person_of(entry).and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| entry.actor.clone())
        };
        let (entries, next) = self.page(granted.node).await?;
        let entries =
            entries.into_iter().map(|entry| (name_of(&entry), entry)).map(|(name, entry)| (entry, name));
        let whole = self.person.is_none() && self.record.is_none() && self.before.is_none();
        let found = if whole { patterns(&lately(granted.node).await?) } else { Vec::new() };
        let found = found
            .into_iter()
            .map(|(id, pattern)| (id, names.get(&id).cloned().unwrap_or_else(|| id.to_string()), pattern));
        let mut people: Vec<_> = names.iter().map(|(id, name)| (*id, name.clone())).collect();
        people.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(ReadsPage { entries: entries.collect(), next, people, patterns: found.collect() })
    }
}

impl ReadsQuery {
    async fn page(&self, node: &crate::node::Node) -> Result<(Vec<LoggedEntry>, Option<u64>), Error> {
        let actor = self.person.map(|id| format!("person:{id}"));
        let (mut before, mut looked_at, mut found) = (self.before.unwrap_or(u64::MAX), 0, Vec::new());
        loop {
            let (actor, record) = (actor.as_deref(), self.record.as_deref());
            let step = node
                .store()
                .read("reads", |tx| async move { audit::of_people(&tx, actor, record, before, STEP).await })
                .await?;
            let ended = step.len() < STEP as usize;
            for entry in step {
                before = entry.number.unwrap_or(0);
                looked_at += 1;
                if is_read(&entry.action) {
                    found.push(entry);
                    if found.len() == PAGE {
                        return Ok((found, Some(before).filter(|number| *number > 0)));
                    }
                }
            }
            if ended {
                return Ok((found, None));
            }
            if looked_at >= LOOKED_AT {
                return Ok((found, Some(before)));
            }
        }
    }
}

fn person_of(entry: &LoggedEntry) -> Option<PersonId> {
    entry.actor.strip_prefix("person:").and_then(|id| id.parse().ok())
}

/// Readings of the last thirty days, as far as is looked.
async fn lately(node: &crate::node::Node) -> Result<Vec<LoggedEntry>, Error> {
    let (since, mut before, mut found, mut looked_at) = (node.now().plus(-BACK), u64::MAX, Vec::new(), 0);
    loop {
        let step = node
            .store()
            .read("reads lately", |tx| async move { audit::of_people(&tx, None, None, before, STEP).await })
            .await?;
        looked_at += step.len();
        before = step.last().and_then(|entry| entry.number).unwrap_or(0);
        let old = step.last().is_none_or(|entry| entry.happened_at < since);
        found.extend(step.into_iter().filter(|entry| entry.happened_at >= since && is_read(&entry.action)));
        if old || before == 0 || looked_at >= LOOKED_AT {
            return Ok(found);
        }
    }
}

/// What is not usual among readings.
fn patterns(entries: &[LoggedEntry]) -> Vec<(PersonId, Pattern)> {
    let mut by_person: HashMap<PersonId, Vec<&LoggedEntry>> = HashMap::new();
    for entry in entries {
        if let Some(person) = person_of(entry) {
            by_person.entry(person).or_default().push(entry);
        }
    }
    let mut found = Vec::new();
    for (person, entries) in by_person {
        let (mut hours, mut days): (BTreeMap<_, BTreeSet<&str>>, BTreeMap<_, BTreeSet<&str>>) =
            (BTreeMap::new(), BTreeMap::new());
        let (mut night, mut searches) = (BTreeSet::new(), 0);
        for entry in entries {
            if entry.action == "report.searched" {
                searches += 1;
                continue;
            }
            hours.entry(entry.happened_at.hour()).or_default().insert(&entry.record);
            days.entry(entry.happened_at.day()).or_default().insert(&entry.record);
            let hour = entry.happened_at.since(entry.happened_at.day()) / HOUR;
            if !(5..22).contains(&hour) {
                night.insert(&entry.record);
            }
        }
        if let Some((hour, records)) = hours.iter().max_by_key(|(_, records)| records.len())
            && records.len() >= MANY
        {
            found.push((person, Pattern::ManyInAnHour(records.len(), *hour)));
        }
        let mut sizes: Vec<_> = days.values().map(|records| records.len() as u64).collect();
        sizes.sort_unstable();
        if let (Some(usual), Some((day, most))) = (
            sizes.get(sizes.len() / 2).copied().filter(|_| sizes.len() >= 5),
            days.iter().max_by_key(|(_, records)| records.len()),
        ) {
            let records = most.len() as u64;
            if records >= 20 && records >= UNUSUAL * usual.max(1) {
                found.push((person, Pattern::BusyDay { records, usual, day: *day }));
            }
        }
        if night.len() >= 10 {
            found.push((person, Pattern::AtNight(night.len() as u64)));
        }
        if searches >= 100 {
            found.push((person, Pattern::ManySearches(searches)));
        }
    }
    found.sort_by_key(|(person, _)| *person);
    found
}
