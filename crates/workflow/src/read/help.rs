//! The help directory, as the desk sees it.

use std::collections::HashMap;

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::help::{CallOutcome, HelpEntry, HelpKind, HelpStanding};
use tutela_model::id::{HelpEntryId, PersonId};
use tutela_store::records::help;

use super::{Granted, Query, names};
use crate::error::Error;
use crate::sealing::Blob;

/// Calls to an entry that are shown.
const CALLS: u32 = 20;

/// Every entry.
pub struct HelpQuery;

/// One entry with the calls to it. Opening it is logged, because it says who answered.
pub struct HelpEntryQuery {
    /// Which.
    pub id: HelpEntryId,
}

/// The directory.
#[derive(Clone, Debug)]
pub struct HelpDirectory {
    /// Its entries, by country, kind and name.
    pub entries: Vec<HelpEntry>,
    /// The names of those who confirmed.
    pub names: HashMap<PersonId, String>,
    /// The node's own country.
    pub own: Option<Country>,
}

/// One entry.
#[derive(Clone, Debug)]
pub struct HelpEntryPage {
    /// The entry.
    pub entry: HelpEntry,
    /// The calls to it, newest first.
    pub calls: Vec<HelpCallLine>,
}

/// A call.
#[derive(Clone, Debug)]
pub struct HelpCallLine {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What came of it.
    pub outcome: CallOutcome,
    /// Who answered.
    pub answered: String,
}

impl HelpDirectory {
    /// Whether the public finds what it needs first in this country: an emergency number and a helpline that are confirmed.
    pub fn is_enough(&self, country: Country, now: Timestamp) -> bool {
        is_enough(&self.entries, country, now)
    }

    /// The entry that needs a call most: the node's own country first, there emergency and helplines; then what lapses.
    pub fn next(&self, now: Timestamp) -> Option<HelpEntryId> {
        self.next_in(None, now)
    }

    /// The same within one country.
    pub fn next_in(&self, country: Option<Country>, now: Timestamp) -> Option<HelpEntryId> {
        let due =
            self.entries.iter().filter(|entry| country.is_none_or(|only| entry.details.country == only));
        let due =
            due.filter(|entry| !matches!(entry.standing(now), HelpStanding::Confirmed | HelpStanding::Wrong));
        due.min_by_key(|entry| {
            let foreign = self.own != Some(entry.details.country);
            // Elsewhere what was confirmed once comes before what never was.
            (
                foreign,
                foreign && entry.confirmed.is_none(),
                entry.details.kind,
                entry.details.country,
                entry.id,
            )
        })
        .map(|entry| entry.id)
    }
}

/// Whether a country has an emergency number and a helpline that are confirmed.
pub fn is_enough(entries: &[HelpEntry], country: Country, now: Timestamp) -> bool {
    [HelpKind::Emergency, HelpKind::Helpline].iter().all(|kind| {
        entries.iter().any(|entry| {
            entry.details.country == country && entry.details.kind == *kind && entry.is_confirmed(now)
        })
    })
}

impl Query for HelpQuery {
    type Output = HelpDirectory;
    const PERMISSION: Permission = Permission::HelpDirectory;

    async fn answer(self, granted: Granted<'_>) -> Result<HelpDirectory, Error> {
        let node = granted.node;
        let (entries, names) =
            node.store()
                .read("help directory", |tx| async move {
                    Ok::<_, Error>((help::all(&tx).await?, names(&tx).await?))
                })
                .await?;
        Ok(HelpDirectory { entries, names, own: node.settings().country })
    }
}

impl Query for HelpEntryQuery {
    type Output = HelpEntryPage;
    const PERMISSION: Permission = Permission::HelpDirectory;

    async fn answer(self, granted: Granted<'_>) -> Result<HelpEntryPage, Error> {
        let Granted { node, viewer } = granted;
        let id = self.id;
        node.store()
            .run("open help entry", |tx| async move {
                let entry = help::get(&tx, id).await?.ok_or(Error::NotFound("help entry"))?;
                let names = names(&tx).await?;
                let mut calls = Vec::new();
                for row in help::calls(&tx, id, CALLS).await? {
                    calls.push(HelpCallLine {
                        at: row.called_at,
                        by: names.get(&row.called_by).cloned().unwrap_or_else(|| row.called_by.to_string()),
                        outcome: row.outcome,
                        answered: node.sealing().open_own(Blob::HelpCall(row.id), &row.sealed)?,
                    });
                }
                if !calls.is_empty() {
                    let record = format!("help:{id}");
                    tx.audit([node.entry(viewer.actor(), "help.calls_read", record, String::new())]).await?;
                }
                Ok(HelpEntryPage { entry, calls })
            })
            .await
    }
}
