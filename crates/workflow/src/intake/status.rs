//! Where a report stands, for the sender who has its id. Nothing about a person or child, so that nobody is tipped off.

use tutela_model::api_key::ApiKey;
use tutela_model::clock::Timestamp;
use tutela_model::completeness::Completeness;
use tutela_model::id::ReportId;
use tutela_model::referral::OutcomeKind;
use tutela_model::report_state::Status;
use tutela_store::records::report;

use super::Told;
use super::receipt::released;
use crate::error::Error;
use crate::node::Node;
use crate::sealing::{Blob, open};

/// Where a report stands.
#[derive(Clone, Debug)]
pub struct ReportStatus {
    /// Its id.
    pub id: ReportId,
    /// The sender's own id of it; gone once the report was erased.
    pub reference: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// What came of it for a person, as far as the officer has released it, oldest first.
    pub outcomes: Vec<OutcomeKind>,
    /// How complete it is.
    pub completeness: Completeness,
    /// When that last changed.
    pub updated_at: Timestamp,
}

/// Where a report stands that this key sent. Another sender's report is "not found", as one that does not exist.
pub async fn status(node: &Node, key: &ApiKey, id: ReportId) -> Result<ReportStatus, Error> {
    let (row, outcomes) = node
        .store()
        .read("status", |tx| async move {
            let Some(row) = report::get(&tx, id).await?.filter(|row| row.sender == Some(key.id)) else {
                return Ok::<_, Error>(None);
            };
            let outcomes = released(&tx, id).await?;
            Ok(Some((row, outcomes)))
        })
        .await?
        .ok_or(Error::NotFound("report of yours"))?;
    let reference = match node.sealing().report_key(id, row.data_key.as_deref()) {
        Ok(data_key) => {
            open::<Told>(&data_key, Blob::Particulars(id), row.sealed.as_deref())?.particulars.reference
        }
        Err(Error::NotFound(_)) => None,
        Err(error) => return Err(error),
    };
    Ok(ReportStatus {
        id,
        reference,
        status: row.state.status,
        outcomes,
        completeness: row.completeness,
        updated_at: row.times.updated,
    })
}
