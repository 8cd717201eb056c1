//! The desk where people look by hand: items whose host nobody could tell, and reports that point to no country.

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::{ReportId, TraceId};
use tutela_store::records::{route, trace};
use uuid::Uuid;

use super::{Granted, Query, names};
use crate::error::Error;

/// Lines of each kind on a page: the oldest come first, and leave as they are seen to.
const PAGE: u32 = 100;

/// What waits for a person to look by hand.
pub struct UnknownQuery;

/// An item whose host is unknown.
#[derive(Clone, Debug)]
pub struct UnknownHost {
    /// The report.
    pub report: ReportId,
    /// Which item.
    pub position: u32,
    /// Since when it waits.
    pub since: Timestamp,
    /// Who asked.
    pub by: String,
}

impl Query for UnknownQuery {
    /// Items whose host is unknown, and reports that point to no country with the time since when.
    type Output = (Vec<UnknownHost>, Vec<(ReportId, Timestamp)>);
    const PERMISSION: Permission = Permission::Notices;

    async fn answer(self, granted: Granted<'_>) -> Result<Self::Output, Error> {
        granted
            .node
            .store()
            .read("unknown", |tx| async move {
                let names = names(&tx).await?;
                let hosts = trace::unknown(&tx, TraceId(Uuid::nil()), PAGE).await?;
                let hosts = hosts.into_iter().map(|row| UnknownHost {
                    report: row.report,
                    position: row.position,
                    since: row.ended_at.unwrap_or(row.asked_at),
                    by: names.get(&row.asked_by).cloned().unwrap_or_default(),
                });
                let countries = route::unknown(&tx, ReportId(Uuid::nil()), PAGE).await?;
                Ok((hosts.collect(), countries.iter().map(|row| (row.report, row.made_at)).collect()))
            })
            .await
    }
}
