//! Reading the lists into memory: all at the start, then whatever changed, also by another process on the same data.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tutela_crypto::DataKey;
use tutela_matching::{Change, EntryId as IndexEntry, ListTag};
use tutela_model::id::{BatchId, EntryId, ListId};
use tutela_model::list::Purpose;
use tutela_store::records::entry::EntryRow;
use tutela_store::records::list::ListRow;
use tutela_store::records::{batch, entry, list, setting};
use uuid::Uuid;

use super::SealedEntry;
use super::identity::{normal_url, tail};
use super::state::{ListInMemory, Marks};
use crate::error::Error;
use crate::node::Node;
use crate::sealing::{Blob, open};

/// Entries read at a time.
const PAGE: u32 = 5_000;

/// Reads every change of the lists since the last time; all of them at the start.
pub async fn load(node: &Node) -> Result<(), Error> {
    let lists = &node.inner.lists;
    let _one_at_a_time = lists.loading.lock().await;
    let loaded = lists.marks(|marks| marks.generation);
    // Up to which generation is settled first: what changes while the entries are read is read the next time.
    let (generation, context) = context(node).await?;
    lists.mark(|marks| {
        marks.lists = context.values().map(|list| (list.tag, Arc::clone(&list.shown))).collect();
    });
    // Entries of before there were generations have none: they come first.
    let mut after = (loaded, EntryId(if loaded == 0 { Uuid::nil() } else { Uuid::max() }));
    loop {
        let page = node
            .store()
            .read("changed entries", |tx| async move { entry::changed(&tx, after, generation, PAGE).await })
            .await?;
        let Some(last) = page.last() else { break };
        after = (last.generation, last.id);
        take(node, &context, &page)?;
    }
    lists.mark(|marks| marks.generation = generation);
    metrics::gauge!("tutela_list_entries").set(lists.index.len() as f64);
    if lists.index.merge_is_due() {
        let node = node.clone();
        // Look-ups go on meanwhile; nobody waits for it.
        tokio::task::spawn_blocking(move || node.inner.lists.index.merge());
    }
    Ok(())
}

/// Reads what changed, if anything did.
pub async fn reload_if_changed(node: &Node) -> Result<(), Error> {
    let current = node
        .store()
        .read("lists generation", |tx| async move { setting::lists_generation(&tx).await })
        .await?;
    let loaded = node.inner.lists.marks(|marks| marks.generation);
    if current == loaded { Ok(()) } else { load(node).await }
}

/// A list with what its entries are opened and judged with.
struct OpenList {
    tag: ListTag,
    shown: Arc<ListInMemory>,
    key: DataKey,
    /// For a list of harmless pictures, which takes effect only where two people stand behind it: its published batches.
    published: Option<HashSet<BatchId>>,
}

async fn context(node: &Node) -> Result<(u64, HashMap<ListId, OpenList>), Error> {
    let (generation, rows) = node
        .store()
        .read("lists", |tx| async move {
            let generation = setting::lists_generation(&tx).await?;
            let mut rows = Vec::new();
            for row in list::all(&tx).await? {
                let published = match row.list.purpose {
                    Purpose::Harmless => Some(batch::published(&tx, row.list.id).await?),
                    Purpose::Known => None,
                };
                rows.push((row, published));
            }
            Ok::<_, Error>((generation, rows))
        })
        .await?;
    let open = |(row, published): (ListRow, Option<Vec<BatchId>>)| {
        let key = node.sealing().unwrap(&row.data_key, row.list.id.0)?;
        let shown = Arc::new(ListInMemory::from(&row.list));
        let published = published.map(|batches| batches.into_iter().collect());
        Ok((row.list.id, OpenList { tag: ListTag(row.list.number), shown, key, published }))
    };
    Ok((generation, rows.into_iter().map(open).collect::<Result<_, Error>>()?))
}

/// Something that is noted of an entry.
type Mark = Box<dyn FnOnce(&mut Marks)>;

/// Takes a page of changed entries into memory.
fn take(node: &Node, context: &HashMap<ListId, OpenList>, page: &[EntryRow]) -> Result<(), Error> {
    let lists = &node.inner.lists;
    let mut changes = Vec::with_capacity(page.len());
    let mut marked: Vec<Mark> = Vec::new();
    for row in page {
        let (id, index_id) = (row.id, IndexEntry(row.id.0.as_u128()));
        marked.push(Box::new(move |marks| marks.forget(id)));
        let Some(list) = context.get(&row.list) else { continue };
        let published = |batches: &HashSet<BatchId>| row.batch.is_some_and(|id| batches.contains(&id));
        if !row.stands() || list.published.as_ref().is_some_and(|batches| !published(batches)) {
            changes.push(Change::Remove(index_id));
            continue;
        }
        let sealed = open_entry(&list.key, row)?;
        if row.disputed_at.is_some() {
            marked.push(Box::new(move |marks| {
                marks.disputed.insert(id);
            }));
        }
        if let Some(key) = sealed.canary() {
            marked.push(Box::new(move |marks| {
                marks.canaries.insert(id, key);
            }));
        }
        if let Some(url) = &sealed.url {
            let (url, tag) = (url_digest(node, url), list.tag);
            marked.push(Box::new(move |marks| marks.add_url(id, tag, url)));
        }
        changes.push(Change::Insert(index_id, list.tag, sealed.digests()));
    }
    // The marks stand before the entries can be found: a canary is never taken for a listed picture.
    lists.mark(|marks| marked.into_iter().for_each(|mark| mark(marks)));
    lists.index.apply(&changes);
    lists.changed(changes.len());
    Ok(())
}

/// Opens the sealed part of an entry.
pub(crate) fn open_entry(key: &DataKey, row: &EntryRow) -> Result<SealedEntry, Error> {
    open(key, Blob::Entry(Uuid::from_bytes(tail(&row.identity))), Some(&row.sealed))
}

/// The keyed digest by which a listed address is found.
pub(crate) fn url_digest(node: &Node, url: &str) -> [u8; 16] {
    node.sealing().short("listed url", normal_url(url).as_bytes())
}
