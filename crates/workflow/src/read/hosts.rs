//! Hosts: how fast each removes, and one with its notices. In the open: organisations, times and states.

use tutela_model::access::Permission;
use tutela_model::host::normal_name;
use tutela_model::id::{HostId, NoticeId};
use tutela_store::records::{host, notice};
use uuid::Uuid;

use super::{Granted, NoticeLine, Query, names};
use crate::error::Error;
use crate::trace::{HostRecord, record};

/// Lines on a page.
const PAGE: u32 = 50;

/// A page of hosts, by name.
pub struct HostsQuery {
    /// After which name; empty for the first page.
    pub after: String,
}

impl Query for HostsQuery {
    /// The records, and after which name the next page begins.
    type Output = (Vec<HostRecord>, Option<String>);
    const PERMISSION: Permission = Permission::Notices;

    async fn answer(self, granted: Granted<'_>) -> Result<Self::Output, Error> {
        let after = normal_name(&self.after);
        let after = &after;
        granted
            .node
            .store()
            .read("hosts", |tx| async move {
                let rows = host::page(&tx, after, PAGE + 1).await?;
                let more = rows.len() > PAGE as usize;
                let mut records = Vec::new();
                for row in rows.iter().take(PAGE as usize) {
                    records.extend(record(&tx, row.host.id).await?);
                }
                let next = records.last().filter(|_| more).map(|last: &HostRecord| last.host.name.clone());
                Ok((records, next))
            })
            .await
    }
}

/// One host with its newest notices.
pub struct HostQuery {
    /// Which.
    pub id: HostId,
}

impl Query for HostQuery {
    type Output = (HostRecord, Vec<NoticeLine>);
    const PERMISSION: Permission = Permission::Notices;

    async fn answer(self, granted: Granted<'_>) -> Result<Self::Output, Error> {
        let id = self.id;
        granted
            .node
            .store()
            .read("host", |tx| async move {
                let record = record(&tx, id).await?.ok_or(Error::NotFound("host"))?;
                let names = names(&tx).await?;
                let rows = notice::of_host(&tx, id, NoticeId(Uuid::max()), PAGE).await?;
                let by = |row: &notice::NoticeRow| names.get(&row.created_by).cloned().unwrap_or_default();
                Ok((record, rows.iter().map(|row| NoticeLine::of(row, by(row))).collect()))
            })
            .await
    }
}
