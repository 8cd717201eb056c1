//! What the doctor says of retention and of backups.

use tutela_model::clock::{Clock, DAY, Timestamp};
use tutela_model::retention::Kept;
use tutela_store::records::{legal_hold, setting};
use tutela_store::{Store, StoreError};
use tutela_workflow::Settings;

use super::{Findings, Weight};
use crate::error::Failure;
use crate::machine::SystemClock;

/// Days after which a backup is too old.
const BACKUP_DAYS: i64 = 7;

/// Kinds of records that nothing erases.
pub(super) fn rules(settings: &Settings, findings: &mut Findings) {
    let rules = &settings.retention;
    let for_ever: Vec<_> =
        Kept::ALL.iter().filter(|kind| rules.days(**kind).is_none()).map(|kind| kind.as_str()).collect();
    let text = format!(
        "nothing is ever erased by time of: {}. Set retention.…_days to what your law and your data protection officer say",
        for_ever.join(", ")
    );
    findings.check(for_ever.is_empty(), "every kind of record has its time", Weight::Warning, &text);
    if settings.backup_keep_days > rules.shortest().unwrap_or(u32::MAX) {
        let text = "backup.keep_days is longer than reports are kept: what is erased can be opened in backups for longer than it was kept";
        findings.add(Weight::Warning, text);
    }
}

/// When the last backup was made; holds that stand for long.
pub(super) async fn backups(store: &Store, findings: &mut Findings) -> Result<(), Failure> {
    let now = SystemClock.now();
    let (last, holds) = store
        .read("doctor backups", |tx| async move {
            let last = setting::get(&tx, setting::LAST_BACKUP).await?;
            Ok::<_, StoreError>((last, legal_hold::standing(&tx, now, 1_000).await?))
        })
        .await?;
    match last.and_then(|text| text.parse().ok()).map(Timestamp::from_micros) {
        None => findings.add(
            Weight::Warning,
            "no backup was ever made: `tutela backup --data DIR --to FILE`, daily, to another machine",
        ),
        Some(at) if now.since(at) > BACKUP_DAYS * DAY => findings.add(
            Weight::Warning,
            format!("the last backup is of {at}: see why the daily `tutela backup` no longer runs"),
        ),
        Some(at) => findings.add(Weight::Good, format!("the last backup is of {at}")),
    }
    let old = holds.iter().filter(|hold| now.since(hold.made_at) > 365 * DAY).count();
    if old > 0 {
        let text = format!(
            "{old} legal holds stand for more than a year: ask a senior analyst whether they still must"
        );
        findings.add(Weight::Note, text);
    }
    Ok(())
}
