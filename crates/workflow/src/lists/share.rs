//! What members are given of shared lists: published entries, tombstones of what was published, and their own canaries.

use tutela_formats::list_entry::ListEntry;
use tutela_model::access::Permission;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::clock::Timestamp;
use tutela_model::id::{EntryId, ListId};
use tutela_model::list::Purpose;
use tutela_model::person::Actor;
use tutela_store::records::{entry, list};

use super::load::open_entry;
use crate::error::Error;
use crate::node::Node;

/// A list that members are given.
#[derive(Clone, Debug)]
pub struct SharedList {
    /// Its id.
    pub id: ListId,
    /// Its number, by which members name it.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub provenance: String,
}

/// An entry as a member is given it.
#[derive(Clone, Debug)]
pub struct SharedEntry {
    /// Its id.
    pub id: EntryId,
    /// The number of its list.
    pub list: u32,
    /// When it last changed for members.
    pub shared_at: Timestamp,
    /// What it says; a tombstone carries no digest.
    pub entry: ListEntry,
}

/// Some entries, in order of the time when they changed.
#[derive(Clone, Debug)]
pub struct SharedPage {
    /// The entries.
    pub entries: Vec<SharedEntry>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<(Timestamp, EntryId)>,
}

/// The shared lists, for a key of scope `list`.
pub async fn shared_lists(node: &Node, key: &ApiKey) -> Result<Vec<SharedList>, Error> {
    must_share(key)?;
    let rows = node.store().read("shared lists", |tx| async move { list::all(&tx).await }).await?;
    Ok(rows
        .into_iter()
        .map(|row| row.list)
        .filter(|list| list.shared && list.purpose == Purpose::Known)
        .map(|list| SharedList {
            id: list.id,
            number: list.number,
            name: list.name,
            provenance: list.provenance,
        })
        .collect())
}

/// What of a shared list changed for members from `from` until before `until`. The first page of a reading is logged.
pub async fn shared_page(
    node: &Node,
    key: &ApiKey,
    list_number: u32,
    (from, until): (Timestamp, Timestamp),
    after: Option<(Timestamp, EntryId)>,
    limit: u32,
) -> Result<SharedPage, Error> {
    must_share(key)?;
    let (row, page) = node
        .store()
        .run("shared entries", |tx| async move {
            let rows = list::all(&tx).await?;
            let row = rows.into_iter().find(|row| row.list.number == list_number && row.list.shared);
            let row = row.ok_or(Error::NotFound("shared list"))?;
            let begin = after.unwrap_or((from, EntryId(uuid::Uuid::nil())));
            let page = entry::shared(&tx, row.list.id, (from, until), begin, limit).await?;
            if after.is_none() && !page.is_empty() {
                let record = format!("list:{}", row.list.id);
                let detail = format!("from={} until={}", from.micros(), until.micros());
                tx.audit([node.entry(Actor::Key(key.id), "list.shared", record, detail)]).await?;
            }
            Ok::<_, Error>((row, page))
        })
        .await?;
    let data_key = node.sealing().unwrap(&row.data_key, row.list.id.0)?;
    let next = match page.last() {
        Some(last) if page.len() == limit as usize => last.shared_at.map(|at| (at, last.id)),
        _ => None,
    };
    let mut entries = Vec::with_capacity(page.len());
    for found in &page {
        let sealed = open_entry(&data_key, found)?;
        if sealed.canary().is_some_and(|holder| holder != key.id) {
            continue;
        }
        let removed_at = found.removed_at.map(|at| at.micros());
        let mut entry = sealed.into_entry(removed_at);
        if removed_at.is_some() {
            // A tombstone says that an entry is gone, and nothing of what it was.
            entry = ListEntry { media: entry.media, removed_at, ..ListEntry::default() };
        }
        entries.push(SharedEntry {
            id: found.id,
            list: list_number,
            shared_at: found.shared_at.unwrap_or(found.added_at),
            entry,
        });
    }
    Ok(SharedPage { entries, next })
}

fn must_share(key: &ApiKey) -> Result<(), Error> {
    if key.scope == Scope::List { Ok(()) } else { Err(Error::Denied(Permission::ReadLists)) }
}
