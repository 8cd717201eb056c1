//! Importing into a list: rows are taken in batches inside one door, and a running node sees them within a second.

use tutela_crypto::DataKey;
use tutela_formats::list_entry::ListEntry;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::{BatchId, EntryId, ListId};
use tutela_model::list::Purpose;
use tutela_model::person::Actor;
use tutela_store::Tx;
use tutela_store::records::batch::{self, BatchRow};
use tutela_store::records::entry::{self, EntryRow};
use tutela_store::records::{list, setting};
use uuid::Uuid;

use super::SealedEntry;
use super::change::{NewList, create, is_followed};
use super::identity::{contents, identity, tail};
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::people::actor;
use crate::sealing::{Blob, seal};

/// What makes two rows the same entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Its strongest digest, or its address: for files that people keep.
    Content,
    /// The origin's own name of it: for an upstream, which may correct the digests of an entry and withdraws it by its name.
    Reference,
}

/// What an import changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows taken: added, changed, or standing already.
    pub entries: u64,
    /// Rows among them that are tombstones.
    pub removed: u64,
    /// Rows that changed something.
    pub changed: u64,
}

/// An import under way. What was taken is in force at once; one that was broken off is completed by importing the same file
/// again. Members are given what it brought once a second person has published its batch.
pub struct ListImport<'a> {
    node: &'a Node,
    actor: Actor,
    list: ListId,
    batch: BatchId,
    key: DataKey,
    imported: Imported,
}

impl<'a> ListImport<'a> {
    /// Opens the list `name`, or creates it as `new` says. `source` names the format that the rows come in.
    pub async fn begin(
        node: &'a Node,
        viewer: Option<&Viewer>,
        name: &str,
        new: Option<NewList>,
        source: &'static str,
    ) -> Result<Self, Error> {
        let actor = actor(viewer, Permission::ManageLists)?;
        let new = new.map(|new| new.checked(name)).transpose()?;
        let batch = BatchId::new(node.now(), node.rng());
        let (list, key) = node
            .store()
            .run("open list", |tx| {
                let new = new.clone();
                async move {
                    let (list, key) = match (list::by_name(&tx, name).await?, new) {
                        (Some(row), _) => {
                            if is_followed(&tx, row.list.id).await? {
                                return Err(Error::Refused(
                                    "this list follows an upstream, which alone changes it: import into another list",
                                ));
                            }
                            (row.list.id, node.sealing().unwrap(&row.data_key, row.list.id.0)?)
                        }
                        (None, Some(new)) => create(&tx, node, actor, new).await?,
                        (None, None) => {
                            return Err(Error::NotSetUp(
                                "a new list needs its provenance: say who curates it and how it came here",
                            ));
                        }
                    };
                    batch::insert(&tx, &new_batch(batch, list, actor, source, node.now())).await?;
                    Ok::<_, Error>((list, key))
                }
            })
            .await?;
        Ok(Self { node, actor, list, batch, key, imported: Imported::default() })
    }

    /// Takes some rows: all of them or, where the database fails, none.
    pub async fn take(&mut self, rows: &[ListEntry]) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let into = Destination { list: self.list, batch: self.batch, key: &self.key, by: Identity::Content };
        let node = self.node;
        let changed =
            node.store().run("import entries", |tx| async move { into.put(&tx, node, rows).await }).await?;
        self.imported.entries += rows.len() as u64;
        self.imported.removed += rows.iter().filter(|row| row.removed_at.is_some()).count() as u64;
        self.imported.changed += changed;
        Ok(())
    }

    /// Closes the batch and writes the import into the log.
    pub async fn finish(self) -> Result<Imported, Error> {
        let (node, list, actor, imported) = (self.node, self.list, self.actor, self.imported);
        let batch = self.batch;
        node.store()
            .run("finish import", |tx| async move {
                batch::close(&tx, batch, node.now()).await?;
                let detail = format!(
                    "batch={batch} entries={} removed={} changed={}",
                    imported.entries, imported.removed, imported.changed
                );
                tx.audit([node.entry(actor, "list.imported", format!("list:{list}"), detail)]).await
            })
            .await?;
        Ok(imported)
    }
}

pub(crate) fn new_batch(id: BatchId, list: ListId, actor: Actor, source: &str, now: Timestamp) -> BatchRow {
    BatchRow {
        id,
        list,
        made_at: now,
        made_by: actor.to_string(),
        source: source.to_owned(),
        entries: 0,
        closed_at: None,
        published_at: None,
        published_by: None,
    }
}

/// Where rows go.
#[derive(Clone, Copy)]
pub(crate) struct Destination<'a> {
    pub(crate) list: ListId,
    pub(crate) batch: BatchId,
    pub(crate) key: &'a DataKey,
    pub(crate) by: Identity,
}

impl Destination<'_> {
    /// Puts rows into the list, in the caller's transaction; how many changed something. A tombstone that names nothing but the
    /// origin's reference withdraws the entry of that reference.
    pub(crate) async fn put(self, tx: &Tx, node: &Node, rows: &[ListEntry]) -> Result<u64, Error> {
        let generation = setting::lists_changed(tx, node.now()).await?;
        let (bare, said): (Vec<_>, Vec<_>) =
            rows.iter().partition(|row| row.is_empty() && row.removed_at.is_some());
        let name = |row: &ListEntry| identity(node.sealing(), self.list, self.by, row);
        let bare: Vec<_> = bare.into_iter().map(name).collect();
        let withdrawn = entry::withdraw(tx, self.list, &bare, generation, node.now()).await?;
        let said: Vec<_> = said
            .into_iter()
            .map(|row| self.row(node, generation, name(row), row, SealedEntry::of(row)))
            .collect();
        let changed = entry::upsert(tx, &said).await?;
        batch::add(tx, self.batch, rows.len() as u64).await?;
        Ok(withdrawn + changed)
    }

    pub(crate) fn row(
        self,
        node: &Node,
        generation: u64,
        identity: [u8; 32],
        said: &ListEntry,
        sealed: SealedEntry,
    ) -> EntryRow {
        let (now, place) = (node.now(), Blob::Entry(Uuid::from_bytes(tail(&identity))));
        EntryRow {
            id: EntryId::new(now, node.rng()),
            list: self.list,
            identity,
            contents: Some(contents(node.sealing(), &sealed, said.removed_at)),
            batch: Some(self.batch),
            generation,
            added_at: now,
            removed_at: said.removed_at.map(Timestamp::from_micros),
            shared_at: None,
            disputed_at: None,
            sealed: seal(self.key, place, &sealed, node.rng()),
        }
    }
}

/// A list of known material with this provenance, as most imports make.
impl From<&str> for NewList {
    fn from(provenance: &str) -> Self {
        Self { provenance: provenance.to_owned(), purpose: Purpose::Known, name: String::new() }
    }
}
