//! Importing a list: rows are taken in batches inside one door, and a running node sees them within a second.

use tutela_crypto::DataKey;
use tutela_formats::list_csv::Row;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::{EntryId, ListId};
use tutela_model::limits;
use tutela_model::list::List;
use tutela_model::person::Actor;
use tutela_model::text::{self, Lines};
use tutela_store::records::entry::{self, EntryRow};
use tutela_store::records::{list, setting};
use uuid::Uuid;

use super::load::tail;
use super::{SealedEntry, identity};
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::people::actor;
use crate::sealing::{Blob, seal};

/// What an import changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows taken: added, or standing already.
    pub entries: u64,
    /// Rows among them that are tombstones.
    pub removed: u64,
}

/// An import under way. A running node takes it up with [`ListImport::finish`]; one that was broken off is taken up as far as it
/// came at the next start, and importing the same file again completes it.
pub struct ListImport<'a> {
    node: &'a Node,
    actor: Actor,
    list: ListId,
    key: DataKey,
    imported: Imported,
}

impl<'a> ListImport<'a> {
    /// Opens the list `name`, or creates it with this provenance: who curates it, and how it came here.
    pub async fn begin(
        node: &'a Node,
        viewer: Option<&Viewer>,
        name: &str,
        provenance: Option<&str>,
    ) -> Result<Self, Error> {
        let actor = actor(viewer, Permission::ManageLists)?;
        let name = text::required("name", name, limits::SHORT, Lines::One)?;
        let provenance =
            text::check("provenance", provenance.unwrap_or_default(), limits::SHORT, Lines::One)?;
        let (list, key) = node
            .store()
            .run("open list", |tx| {
                let (name, provenance) = (&name, &provenance);
                async move {
                    if let Some(row) = list::by_name(&tx, name).await? {
                        let key = node.sealing().unwrap(&row.data_key, row.list.id.0)?;
                        return Ok((row.list.id, key));
                    }
                    let provenance = provenance.clone().ok_or(Error::NotSetUp(
                        "a new list needs its provenance: say who curates it and how it came here",
                    ))?;
                    let id = ListId::new(node.now(), node.rng());
                    let key = DataKey::generate(node.rng());
                    let wrapped = node.sealing().wrap(&key, id.0, node.rng());
                    let new = List { id, name: name.clone(), provenance, created_at: node.now() };
                    list::insert(&tx, &new, &wrapped).await?;
                    tx.audit([node.entry(actor, "list.added", format!("list:{id}"), String::new())]).await?;
                    Ok::<_, Error>((id, key))
                }
            })
            .await?;
        Ok(Self { node, actor, list, key, imported: Imported::default() })
    }

    /// Takes a batch of rows: all of them or, where the database fails, none.
    pub async fn take(&mut self, rows: &[Row]) -> Result<(), Error> {
        let (node, list) = (self.node, self.list);
        let now = node.now();
        let entries: Vec<EntryRow> = rows
            .iter()
            .map(|row| {
                // Keyed per list, so that the same file in two lists does not show.
                let mut named = list.bytes().to_vec();
                named.extend_from_slice(&identity(&row.digests));
                let identity = node.sealing().keys.index().digest("entry", &named);
                let place = Blob::Entry(Uuid::from_bytes(tail(&identity)));
                EntryRow {
                    id: EntryId::new(now, node.rng()),
                    list,
                    identity,
                    added_at: now,
                    removed_at: row.removed_at.map(Timestamp::from_micros),
                    sealed: seal(&self.key, place, &SealedEntry::of(row), node.rng()),
                }
            })
            .collect();
        node.store()
            .run("import entries", |tx| {
                let entries = &entries;
                async move { entry::upsert(&tx, entries).await }
            })
            .await?;
        self.imported.entries += rows.len() as u64;
        self.imported.removed += rows.iter().filter(|row| row.removed_at.is_some()).count() as u64;
        Ok(())
    }

    /// Makes the import known to every node on this data, and writes it into the log.
    pub async fn finish(self) -> Result<Imported, Error> {
        let (node, list, actor, imported) = (self.node, self.list, self.actor, self.imported);
        node.store()
            .run("finish import", |tx| async move {
                setting::lists_changed(&tx, node.now()).await?;
                let detail = format!("entries={} removed={}", imported.entries, imported.removed);
                tx.audit([node.entry(actor, "list.imported", format!("list:{list}"), detail)]).await
            })
            .await?;
        Ok(imported)
    }
}
