//! Exporting a list, tombstones and all, in a form in which it can be imported again.

use tutela_formats::list_entry::ListEntry;
use tutela_model::id::EntryId;
use tutela_model::person::Actor;
use tutela_store::records::{entry, list};
use uuid::Uuid;

use super::load::open_entry;
use crate::error::Error;
use crate::node::Node;

/// Entries read at a time.
const PAGE: u32 = 2_000;

/// Gives every entry of a list to `write`; how many. Only at the command line: the console shows no entry of any list. Canaries
/// are left out: an export for one receiver plants its own.
pub async fn export_list(
    node: &Node,
    name: &str,
    write: &mut (dyn FnMut(&ListEntry) -> std::io::Result<()> + Send),
) -> Result<u64, Error> {
    let row = node
        .store()
        .run("export list", |tx| async move {
            let row = list::by_name(&tx, name).await?.ok_or(Error::NotFound("list"))?;
            let record = format!("list:{}", row.list.id);
            tx.audit([node.entry(Actor::Operator, "list.exported", record, String::new())]).await?;
            Ok::<_, Error>(row)
        })
        .await?;
    let key = node.sealing().unwrap(&row.data_key, row.list.id.0)?;
    let mut after = EntryId(Uuid::nil());
    let mut written = 0;
    loop {
        let page = node
            .store()
            .read("entries", |tx| async move { entry::after(&tx, row.list.id, after, PAGE).await })
            .await?;
        let Some(last) = page.last() else { return Ok(written) };
        after = last.id;
        for row in &page {
            let sealed = open_entry(&key, row)?;
            if sealed.canary().is_some() {
                continue;
            }
            let entry = sealed.into_entry(row.removed_at.map(|at| at.micros()));
            write(&entry).map_err(|_| {
                Error::Refused(
                    "the list could not be written: check the space on the disk and the file's permissions",
                )
            })?;
            written += 1;
        }
    }
}
