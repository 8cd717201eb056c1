//! Hash lists: names, provenance, settings, how much they hold and how precise they proved. No entry is ever listed but those
//! in dispute, and of them only what says where they come from.

use std::collections::HashMap;

use tutela_model::access::Permission;
use tutela_model::assessment::Finding;
use tutela_model::clock::Timestamp;
use tutela_model::id::{EntryId, ListId, PersonId};
use tutela_model::list::{DisputeReason, Verdict};
use tutela_store::records::batch::{self, BatchRow};
use tutela_store::records::list::{self, Assessed, ListSize};
use tutela_store::records::subscription::{self, SubscriptionRow};
use tutela_store::records::{entry, vote};

use super::{Granted, Query, names};
use crate::error::Error;

/// Batches shown of a list.
const BATCHES: u32 = 50;
/// Disputes shown.
const DISPUTES: u32 = 200;

/// All lists.
pub struct ListsQuery;

/// A list, with how precise it proved.
#[derive(Clone, Debug)]
pub struct ListLine {
    /// The list and how much it holds.
    pub size: ListSize,
    /// Of equal digests.
    pub equal: Precision,
    /// Of near pictures.
    pub near: Precision,
}

/// What people found who looked at content that matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Precision {
    /// Contents found illegal.
    pub illegal: u64,
    /// Contents found not illegal.
    pub not_illegal: u64,
    /// Contents of which no rule decides.
    pub undetermined: u64,
}

impl Precision {
    /// The share of decided contents that were illegal, from 0 to 1; `None` where nothing is decided.
    pub fn share(&self) -> Option<f64> {
        let decided = self.illegal + self.not_illegal;
        (decided > 0).then(|| self.illegal as f64 / decided as f64)
    }

    fn of(assessed: &[Assessed], list: ListId, equal: bool) -> Self {
        let mut precision = Self::default();
        for line in assessed.iter().filter(|line| line.list == list && line.equal == equal) {
            let count = match line.finding {
                Finding::Baseline | Finding::NationallyIllegal => &mut precision.illegal,
                Finding::NotIllegal => &mut precision.not_illegal,
                Finding::Undetermined => &mut precision.undetermined,
            };
            *count += line.contents;
        }
        precision
    }
}

impl Query for ListsQuery {
    type Output = Vec<ListLine>;
    const PERMISSION: Permission = Permission::ReadLists;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<ListLine>, Error> {
        let (sizes, assessed) = granted
            .node
            .store()
            .read("list sizes", |tx| async move {
                Ok::<_, Error>((list::sizes(&tx).await?, list::assessed(&tx).await?))
            })
            .await?;
        let line = |size: ListSize| ListLine {
            equal: Precision::of(&assessed, size.list.id, true),
            near: Precision::of(&assessed, size.list.id, false),
            size,
        };
        Ok(sizes.into_iter().map(line).collect())
    }
}

/// One list.
pub struct ListQuery {
    /// Which.
    pub id: ListId,
}

/// One list with what came into it and where it is fetched from.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// The list.
    pub line: ListLine,
    /// Its batches, newest first, each with the name of the person who brought it in where it was one. Whoever published it is
    /// named in the same way.
    pub batches: Vec<(BatchRow, Option<String>)>,
    /// The upstream it follows.
    pub subscription: Option<SubscriptionRow>,
}

impl Query for ListQuery {
    type Output = ListPage;
    const PERMISSION: Permission = Permission::ReadLists;

    async fn answer(self, granted: Granted<'_>) -> Result<ListPage, Error> {
        let lines = ListsQuery.answer(Granted { node: granted.node, viewer: granted.viewer }).await?;
        let line = lines.into_iter().find(|line| line.size.list.id == self.id);
        let line = line.ok_or(Error::NotFound("list"))?;
        let id = self.id;
        let (batches, subscriptions, names) = granted
            .node
            .store()
            .read("list", |tx| async move {
                Ok::<_, Error>((
                    batch::of_list(&tx, id, BATCHES).await?,
                    subscription::all(&tx).await?,
                    names(&tx).await?,
                ))
            })
            .await?;
        let batches = batches.into_iter().map(|mut batch| {
            let maker = person(&names, &batch.made_by);
            batch.published_by = batch.published_by.map(|by| person(&names, &by).unwrap_or(by));
            (batch, maker)
        });
        Ok(ListPage {
            line,
            batches: batches.collect(),
            subscription: subscriptions.into_iter().find(|subscription| subscription.list == id),
        })
    }
}

/// Entries in dispute.
pub struct DisputesQuery;

/// An entry in dispute: where it stands, and who says what of it.
#[derive(Clone, Debug)]
pub struct DisputeLine {
    /// The entry.
    pub entry: EntryId,
    /// Its list's name.
    pub list: String,
    /// Since when it acts no more by itself.
    pub disputed_at: Timestamp,
    /// The votes on it, oldest first.
    pub votes: Vec<VoteLine>,
}

/// A vote.
#[derive(Clone, Debug)]
pub struct VoteLine {
    /// The person's name, or the key as the log names it.
    pub voter: String,
    /// When.
    pub voted_at: Timestamp,
    /// Confirm or dispute.
    pub verdict: Verdict,
    /// Why.
    pub reason: Option<DisputeReason>,
}

impl Query for DisputesQuery {
    type Output = Vec<DisputeLine>;
    const PERMISSION: Permission = Permission::ReadLists;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<DisputeLine>, Error> {
        granted
            .node
            .store()
            .read("disputes", |tx| async move {
                let names = names(&tx).await?;
                let lists: HashMap<_, _> =
                    list::all(&tx).await?.into_iter().map(|row| (row.list.id, row.list.name)).collect();
                let mut lines = Vec::new();
                for row in entry::disputed(&tx, DISPUTES).await? {
                    let votes = vote::of_entry(&tx, row.id).await?;
                    lines.push(DisputeLine {
                        entry: row.id,
                        list: lists.get(&row.list).cloned().unwrap_or_default(),
                        disputed_at: row.disputed_at.unwrap_or(row.added_at),
                        votes: votes
                            .into_iter()
                            .map(|row| VoteLine {
                                voter: person(&names, &row.voter).unwrap_or(row.voter),
                                voted_at: row.voted_at,
                                verdict: row.vote.verdict,
                                reason: row.vote.reason,
                            })
                            .collect(),
                    });
                }
                Ok(lines)
            })
            .await
    }
}

/// The name of the person whom the log calls so.
fn person(names: &HashMap<PersonId, String>, actor: &str) -> Option<String> {
    let id = actor.strip_prefix("person:")?.parse().ok()?;
    names.get(&id).cloned()
}
