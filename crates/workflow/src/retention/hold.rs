//! Legal holds: a court or an authority wants a report kept, whatever the rules say.

use serde::{Deserialize, Serialize};
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::id::{LegalHoldId, ReportId};
use tutela_model::text::{self, Lines};
use tutela_store::records::legal_hold::{self, LegalHoldRow};
use tutela_store::records::report;

use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::sealing::{Blob, seal};

/// Characters of a reason.
const REASON: usize = 1_000;

/// A hold to be put on a report.
#[derive(Clone, Debug)]
pub struct NewHold {
    /// Why: who wants it kept, under which number. Sealed.
    pub reason: String,
    /// Until when; without it, until it is lifted.
    pub until: Option<Timestamp>,
}

/// What is sealed of a hold.
#[derive(Serialize, Deserialize)]
pub(crate) struct SealedHold {
    pub(crate) reason: String,
}

/// Puts a report under legal hold: neither time nor a person erases it until the hold is over.
pub async fn hold(
    node: &Node,
    viewer: &Viewer,
    report: ReportId,
    new: &NewHold,
) -> Result<LegalHoldId, Error> {
    viewer.must(Permission::LegalHold)?;
    let reason = text::required("reason", &new.reason, REASON, Lines::Many)?;
    if new.until.is_some_and(|until| until <= node.now()) {
        let expected = "a day that is still to come, or nothing".to_owned();
        return Err(FieldError::new("until", Problem::Malformed { expected }).into());
    }
    let id = LegalHoldId::new(node.now(), node.rng());
    node.store()
        .run("legal hold", |tx| {
            let reason = &reason;
            async move {
                let row = report::get(&tx, report).await?.ok_or(Error::NotFound("report"))?;
                let key = node.sealing().report_key(report, row.data_key.as_deref())?;
                let value = SealedHold { reason: reason.clone() };
                let hold = LegalHoldRow {
                    id,
                    report,
                    sealed: Some(seal(&key, Blob::LegalHold(id.0), &value, node.rng())),
                    made_at: node.now(),
                    made_by: viewer.person.id,
                    until: new.until,
                    lifted_at: None,
                    lifted_by: None,
                };
                legal_hold::insert(&tx, &hold).await?;
                let until = new.until.map_or_else(|| "lifted".to_owned(), |until| until.to_string());
                let detail = format!("hold={id} until={until}");
                tx.audit([node.entry(viewer.actor(), "report.held", format!("report:{report}"), detail)])
                    .await?;
                Ok(id)
            }
        })
        .await
}

/// Lifts a hold.
pub async fn lift_hold(node: &Node, viewer: &Viewer, report: ReportId, id: LegalHoldId) -> Result<(), Error> {
    viewer.must(Permission::LegalHold)?;
    node.store()
        .run("lift hold", |tx| async move {
            if !legal_hold::lift(&tx, report, id, viewer.person.id, node.now()).await? {
                return Err(Error::NotFound("hold that stands"));
            }
            let detail = format!("hold={id}");
            Ok(tx
                .audit([node.entry(viewer.actor(), "report.hold_lifted", format!("report:{report}"), detail)])
                .await?)
        })
        .await
}
