//! Settings that are kept with the data: marks that nodes on one database share, and what the operator has recorded.

use tutela_model::clock::Timestamp;

use crate::engine::run::Tx;
use crate::engine::value::values;
use crate::error::StoreError;

/// Rises whenever a list changes, so that a running node reads its lists again.
pub const LISTS_GENERATION: &str = "lists.generation";
/// The legal basis on which re-checks ask a host whether something is gone; re-checks are off without it.
pub const RECHECK_LEGAL_BASIS: &str = "recheck.legal_basis";
/// How far earlier reports were matched with what came newly into the lists.
pub const RETRO_HUNT: &str = "lists.retro_hunt";
/// How far reports from before there was search by host were given the hosts of their addresses.
pub const SEARCH_HOSTS: &str = "search.hosts";
/// The id of the saved index that fits this data.
pub const LISTS_SNAPSHOT: &str = "lists.snapshot";
/// How far the figures are counted.
pub const FIGURES: &str = "figures.progress";
/// Up to which number the details of audit entries were erased because their time was over.
pub const DETAILS_ERASED: &str = "audit.details_erased";
/// When the last backup was finished, in microseconds.
pub const LAST_BACKUP: &str = "backup.last";
/// The time zone in which the hours of the on-call plan are meant.
pub const ON_CALL_ZONE: &str = "on_call.zone";
/// Minutes after which the next person on call is told.
pub const ON_CALL_MINUTES: &str = "on_call.minutes";
/// Tells whether the node key at hand is the one that this data was sealed with.
pub const KEY_CHECK: &str = "key.check";
/// When a rotation of the node's sealing key began; there only while it is not finished.
pub const KEY_ROTATION: &str = "key.rotation";
/// How many assessments in a hundred are drawn for a senior to assess again.
pub const SAMPLE_PERCENT: &str = "quality.sample_percent";

/// The value of a setting.
pub async fn get(tx: &Tx, name: &str) -> Result<Option<String>, StoreError> {
    let row = tx.row("SELECT value FROM setting WHERE name = $1", values![name]).await?;
    row.map(|row| row.get("value")).transpose()
}

/// Sets a setting.
pub async fn set(tx: &Tx, name: &str, value: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO setting (name, value, changed_at) VALUES ($1, $2, $3) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
        values![name, value, now],
    )
    .await
    .map(|_| ())
}

/// Takes a setting away; whether there was one.
pub async fn unset(tx: &Tx, name: &str) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM setting WHERE name = $1", values![name]).await? == 1)
}

/// Raises the generation of the lists, and tells the new one. Two transactions that do so come one after the other, so that
/// whoever read up to a generation has read every change before it.
pub async fn lists_changed(tx: &Tx, now: Timestamp) -> Result<u64, StoreError> {
    let generation = lists_generation(tx).await? + 1;
    set(tx, LISTS_GENERATION, &generation.to_string(), now).await?;
    Ok(generation)
}

/// The generation of the lists.
pub async fn lists_generation(tx: &Tx) -> Result<u64, StoreError> {
    Ok(get(tx, LISTS_GENERATION).await?.and_then(|text| text.parse().ok()).unwrap_or(0))
}
