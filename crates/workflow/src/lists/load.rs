//! Reading the lists into memory, at the start and whenever they changed, also by another process on the same data.

use tutela_matching::{EntryId as IndexEntry, Index, ListTag};
use tutela_model::id::EntryId;
use tutela_store::records::{entry, list, setting};
use uuid::Uuid;

use super::SealedEntry;
use crate::error::Error;
use crate::node::{LoadedLists, Node};
use crate::sealing::{Blob, open};

/// Entries read at a time.
const PAGE: u32 = 5_000;

/// Reads every list.
pub async fn load(node: &Node) -> Result<(), Error> {
    // The generation is read first: a change while the entries are read makes them be read again.
    let (generation, lists) = node
        .store()
        .read("lists", |tx| async move {
            Ok::<_, Error>((setting::lists_generation(&tx).await?, list::all(&tx).await?))
        })
        .await?;
    let index = Index::new();
    for row in lists {
        let key = node.sealing().unwrap(&row.data_key, row.list.id.0)?;
        let mut after = EntryId(Uuid::nil());
        loop {
            let page = node
                .store()
                .read("entries", |tx| async move { entry::after(&tx, Some(row.list.id), after, PAGE).await })
                .await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            for row in page.iter().filter(|row| row.removed_at.is_none()) {
                let entry: SealedEntry =
                    open(&key, Blob::Entry(Uuid::from_bytes(tail(&row.identity))), Some(&row.sealed))?;
                index.insert(IndexEntry(row.id.0.as_u128()), ListTag(0), &entry.digests());
            }
        }
    }
    metrics::gauge!("tutela_list_entries").set(index.len() as f64);
    if let Ok(mut lists) = node.inner.lists.write() {
        *lists = LoadedLists { index, generation };
    }
    Ok(())
}

/// The sixteen bytes of an entry's identity that its blob is bound to: they stay when the same entry comes again.
pub(super) fn tail(identity: &[u8; 32]) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&identity[16..]);
    bytes
}

/// Reads the lists again if they changed since.
pub async fn reload_if_changed(node: &Node) -> Result<(), Error> {
    let current = node
        .store()
        .read("lists generation", |tx| async move { setting::lists_generation(&tx).await })
        .await?;
    let loaded = node.inner.lists.read().map(|lists| lists.generation).unwrap_or_default();
    if current == loaded { Ok(()) } else { load(node).await }
}
