//! The audit log, newest first.

use tutela_model::access::Permission;
use tutela_store::audit::{self, LoggedEntry};

use super::{Granted, Query, names};
use crate::error::Error;

/// Lines on a page.
const PAGE: u32 = 100;

/// A page of the log.
pub struct AuditQuery {
    /// Before which number.
    pub before: Option<u64>,
}

/// A page of the log.
pub struct AuditPage {
    /// The entries, newest first; a person is written by name.
    pub entries: Vec<LoggedEntry>,
    /// How many entries are numbered.
    pub numbered: u64,
    /// How many wait for a number; those of public reports wait until their hour is over.
    pub waiting: u64,
    /// Where the next page begins.
    pub next: Option<u64>,
}

impl Query for AuditQuery {
    type Output = AuditPage;
    const PERMISSION: Permission = Permission::ReadAudit;

    async fn answer(self, granted: Granted<'_>) -> Result<AuditPage, Error> {
        let before = self.before.unwrap_or(u64::MAX);
        let (mut entries, (numbered, waiting), names) = granted
            .node
            .store()
            .read("audit page", |tx| async move {
                let entries = audit::newest(&tx, before, PAGE).await?;
                Ok::<_, Error>((entries, audit::counts(&tx).await?, names(&tx).await?))
            })
            .await?;
        for entry in &mut entries {
            let person = entry.actor.strip_prefix("person:").and_then(|id| id.parse().ok());
            if let Some(name) = person.and_then(|id| names.get(&id)) {
                entry.actor.clone_from(name);
            }
        }
        let next = entries.last().and_then(|entry| entry.number).filter(|number| *number > 0);
        Ok(AuditPage { entries, numbered, waiting, next })
    }
}
