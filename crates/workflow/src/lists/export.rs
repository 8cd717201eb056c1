//! Exporting a list, tombstones and all, in the form in which it can be imported again.

use tutela_formats::list_csv::{Row, Writer};
use tutela_model::id::EntryId;
use tutela_model::person::Actor;
use tutela_store::records::{entry, list};
use uuid::Uuid;

use super::SealedEntry;
use super::load::tail;
use crate::error::Error;
use crate::node::Node;
use crate::sealing::{Blob, open};

/// Entries read at a time.
const PAGE: u32 = 2_000;

/// Writes a list as CSV; how many rows. Only at the command line: the console shows no entry of any list.
pub async fn export_list(node: &Node, name: &str, output: &mut dyn std::io::Write) -> Result<u64, Error> {
    const WRITE: Error = Error::Refused(
        "the list could not be written: check the space on the disk and the file's permissions",
    );
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
    let mut writer = Writer::new(output).map_err(|_| WRITE)?;
    let mut after = EntryId(Uuid::nil());
    let mut written = 0;
    loop {
        let page = node
            .store()
            .read("entries", |tx| async move { entry::after(&tx, Some(row.list.id), after, PAGE).await })
            .await?;
        let Some(last) = page.last() else { return Ok(written) };
        after = last.id;
        for row in &page {
            let place = Blob::Entry(Uuid::from_bytes(tail(&row.identity)));
            let entry: SealedEntry = open(&key, place, Some(&row.sealed))?;
            let digests = entry.digests();
            let row =
                Row { reference: entry.reference, digests, removed_at: row.removed_at.map(|t| t.micros()) };
            writer.write(&row).map_err(|_| WRITE)?;
            written += 1;
        }
    }
}
