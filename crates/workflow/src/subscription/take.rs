//! Putting what was read into the list.

use std::collections::HashMap;

use tutela_crypto::DataKey;
use tutela_formats::list_entry::ListEntry;
use tutela_model::clock::Timestamp;
use tutela_model::id::ListId;
use tutela_store::Tx;
use tutela_store::records::{batch, entry, setting, vote};

use super::page::Record;
use super::subscribe::open_batch;
use crate::error::Error;
use crate::lists::{Destination, Identity, SealedEntry, identity};
use crate::node::Node;

/// What a span brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    /// Records, tombstones among them.
    pub(super) entries: u64,
    /// Tombstones.
    pub(super) removed: u64,
    /// Records that changed something.
    pub(super) changed: u64,
}

/// Puts records into the list, in the caller's transaction. What was read before `read_until` was taken before.
pub(super) async fn take(
    tx: &Tx,
    node: &Node,
    (list, key): (ListId, &DataKey),
    records: &[Record],
    read_until: Timestamp,
) -> Result<Taken, Error> {
    if records.is_empty() {
        return Ok(Taken::default());
    }
    let batch = open_batch(tx, list).await?;
    let into = Destination { list, batch, key, by: Identity::Reference };
    let generation = setting::lists_changed(tx, node.now()).await?;
    let settled: HashMap<_, _> = vote::withdrawn(tx, list).await?.into_iter().collect();
    let (mut withdrawn, mut said) = (Vec::new(), Vec::new());
    for record in records {
        let entry = &record.entry;
        let name = name(node, list, entry);
        if entry.removed_at.is_some() {
            withdrawn.push(name);
            continue;
        }
        // Read once more, a while after somebody here withdrew it: the upstream said nothing new about it.
        let old = record.at < read_until && settled.get(&name).is_some_and(|at| record.at < *at);
        if !old {
            said.push(into.row(node, generation, name, entry, SealedEntry::of(entry)));
        }
    }
    let changed = entry::withdraw(tx, list, &withdrawn, generation, node.now()).await?
        + entry::upsert(tx, &said).await?;
    // Most of what is read once more stands already: the batch counts what it brought.
    batch::add(tx, batch, changed).await?;
    Ok(Taken { entries: records.len() as u64, removed: withdrawn.len() as u64, changed })
}

/// An entry is the same as long as the upstream's key of it is: the member behind it may change its name.
fn name(node: &Node, list: ListId, entry: &ListEntry) -> [u8; 32] {
    let key = ListEntry { reference: entry.reference.clone(), ..ListEntry::default() };
    identity(node.sealing(), list, Identity::Reference, &key)
}
