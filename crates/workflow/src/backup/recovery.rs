//! The recovery file on disk: turned each time something is written, so that keys go when their time is over.

use std::fs;
use std::path::Path;

use tutela_crypto::{NodeKeys, PERIOD_DAYS, RecoveryFile};
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::id::ReportId;
use tutela_model::rng::Rng;
use tutela_store::records::erasure;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::Failed;
use crate::error::Error;
use crate::node::Node;
use crate::replace_file::replace_file;

/// Erasures read at a time.
const PAGE: u32 = 1_000;

/// Reads the recovery file; an empty one where there is none yet.
pub fn read_recovery(path: &Path) -> Result<RecoveryFile, Failed> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(RecoveryFile::parse(&Zeroizing::new(text))?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(RecoveryFile::default()),
        Err(error) => Err(error.into()),
    }
}

/// Writes the recovery file anew, where one is kept: this week's key and the next one's are in it, old ones are out, and the list of
/// what was erased is that of the database.
pub(crate) async fn write_recovery(node: &Node) -> Result<(), Error> {
    match turn(node).await {
        Ok(_) => Ok(()),
        Err(Failed::Node(error)) => Err(error),
        Err(error) => {
            tracing::error!(%error, "the recovery file could not be written: backups cannot be made until it can");
            Ok(())
        }
    }
}

/// Turns the recovery file and gives it; `None` where none is kept.
pub(super) async fn turn(node: &Node) -> Result<Option<RecoveryFile>, Failed> {
    let Some(path) = &node.settings().recovery_file else { return Ok(None) };
    let mut file = read_recovery(path)?;
    let keep = node.settings().backup_keep_days;
    let turned = file.turn(node.now(), keep, node.rng());
    let erased = erased(node, keep).await?;
    if turned || erased != file.erased {
        file.erased = erased;
        replace_file(path, file.to_text().as_bytes())?;
    }
    Ok(Some(file))
}

/// Reports that were erased while a backup may still be opened that holds them.
async fn erased(node: &Node, keep_days: u32) -> Result<Vec<ReportId>, Error> {
    let days = i64::from(keep_days) + 2 * PERIOD_DAYS;
    let (mut after, mut found) = ((node.now().plus(-days * DAY), Uuid::nil()), Vec::new());
    loop {
        let page = node
            .store()
            .read("erased lately", |tx| async move { erasure::since(&tx, after, PAGE).await })
            .await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = (last.erased_at, last.id);
        found.extend(page.iter().map(|row| row.report));
    }
}

/// Notes the sealing key that `keys` rotates away from, so that backups under it can still be restored.
pub(crate) fn retire(path: &Path, keys: &NodeKeys, now: Timestamp, rng: &dyn Rng) -> Result<(), Failed> {
    let mut file = read_recovery(path)?;
    if file.retire(keys, now, rng) {
        replace_file(path, file.to_text().as_bytes())?;
    }
    Ok(())
}

/// Until when a backup that is made now can be opened at least.
pub(super) fn opens_until(now: Timestamp, keep_days: u32) -> Timestamp {
    now.plus(i64::from(keep_days) * DAY)
}
