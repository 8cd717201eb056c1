//! Corrections: who has not said that they noted one, and what was corrected of a report.

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::correction::{CorrectionKind, ToldKind};
use tutela_model::id::{CorrectionId, NoticeId, ReferralId, ReportId, ToldId};
use tutela_store::Tx;
use tutela_store::records::correction::{self, ToldRow};
use tutela_store::records::{member, referral, report};
use uuid::Uuid;

use super::{Granted, Query, names};
use crate::error::Error;
use crate::node::Node;
use crate::sealing::{Blob, open};

/// Lines shown at once.
const LINES: u32 = 500;

/// Somebody who was told of a correction.
#[derive(Clone, Debug)]
pub struct ToldView {
    /// Which telling of it.
    pub id: ToldId,
    /// The correction.
    pub correction: CorrectionId,
    /// The report.
    pub report: ReportId,
    /// What is wrong.
    pub kind: CorrectionKind,
    /// What is right; `None` once erased.
    pub text: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// How they were told what was wrong, and by which referral or notice.
    pub about: (ToldKind, Uuid),
    /// The member's name, where it is one.
    pub member: Option<String>,
    /// When the letter left.
    pub told_at: Option<Timestamp>,
    /// When they said that they noted it.
    pub acknowledged_at: Option<Timestamp>,
}

/// A telling of a correction, opened. Whoever calls writes the log of it.
pub(super) async fn told_view(tx: &Tx, node: &Node, told: &ToldRow) -> Result<ToldView, Error> {
    let row = correction::get(tx, told.correction).await?.ok_or(Error::NotFound("correction"))?;
    let held = report::get(tx, row.report).await?.and_then(|report| report.data_key);
    let text = match (held, &row.sealed) {
        (Some(wrapped), Some(sealed)) => {
            let key = node.sealing().unwrap(&wrapped, row.report.0)?;
            Some(open(&key, Blob::Correction(row.id.0), Some(sealed))?)
        }
        _ => None,
    };
    let member = match told.kind {
        ToldKind::Referral => match referral::get(tx, ReferralId(told.record)).await? {
            Some(row) => member::get(tx, row.member).await?.map(|member| member.name),
            None => None,
        },
        ToldKind::Notice => None,
    };
    Ok(ToldView {
        id: told.id,
        correction: row.id,
        report: row.report,
        kind: row.kind,
        text,
        made_at: row.made_at,
        about: (told.kind, told.record),
        member,
        told_at: told.told_at,
        acknowledged_at: told.acknowledged_at,
    })
}

/// Who has not said that they noted a correction, longest first. Without what is right.
pub struct UnacknowledgedQuery;

impl Query for UnacknowledgedQuery {
    type Output = Vec<ToldView>;
    const PERMISSION: Permission = Permission::Refer;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<ToldView>, Error> {
        let node = granted.node;
        node.store()
            .read("unacknowledged corrections", |tx| async move {
                let mut found = Vec::new();
                for told in correction::unacknowledged(&tx, LINES).await? {
                    let mut view = told_view(&tx, node, &told).await?;
                    view.text = None;
                    found.push(view);
                }
                Ok(found)
            })
            .await
    }
}

/// What was corrected of a report, opened.
pub struct CorrectionsQuery {
    /// The report.
    pub report: ReportId,
}

/// A correction, opened.
#[derive(Clone, Debug)]
pub struct CorrectionView {
    /// The correction.
    pub id: CorrectionId,
    /// What is wrong.
    pub kind: CorrectionKind,
    /// Who made it.
    pub by: String,
    /// When.
    pub made_at: Timestamp,
    /// What is right; `None` once erased.
    pub text: Option<String>,
    /// Everybody who is told.
    pub told: Vec<ToldView>,
}

/// What was corrected of a report, and who could be told of another correction.
pub struct CorrectionsPage {
    /// What was corrected, oldest first.
    pub corrections: Vec<CorrectionView>,
    /// How many members and hosts were told of the report.
    pub would_be_told: usize,
}

impl Query for CorrectionsQuery {
    type Output = CorrectionsPage;
    const PERMISSION: Permission = Permission::Refer;

    async fn answer(self, granted: Granted<'_>) -> Result<CorrectionsPage, Error> {
        let Granted { node, viewer } = granted;
        let id = self.report;
        node.store()
            .run("corrections of a report", |tx| async move {
                report::get(&tx, id).await?.ok_or(Error::NotFound("report"))?;
                let names = names(&tx).await?;
                let mut corrections = Vec::new();
                for row in correction::of_report(&tx, id).await? {
                    let mut told = Vec::new();
                    for who in correction::told_of(&tx, row.id).await? {
                        told.push(told_view(&tx, node, &who).await?);
                    }
                    corrections.push(CorrectionView {
                        id: row.id,
                        kind: row.kind,
                        by: names.get(&row.made_by).cloned().unwrap_or_default(),
                        made_at: row.made_at,
                        text: told.first().and_then(|view| view.text.clone()),
                        told,
                    });
                }
                let told = referral::of_report(&tx, id)
                    .await?
                    .iter()
                    .filter(|row| row.times.delivered.is_some() || row.times.read.is_some())
                    .count();
                let hosts = tutela_store::records::notice::of_report(&tx, id).await?;
                let hosts = hosts.iter().filter(|row| row.sent_at.is_some()).count();
                if !corrections.is_empty() {
                    let record = format!("report:{id}");
                    tx.audit([node.entry(viewer.actor(), "correction.read", record, String::new())]).await?;
                }
                Ok(CorrectionsPage { corrections, would_be_told: told + hosts })
            })
            .await
    }
}

/// The notice or referral as the console addresses it.
impl ToldView {
    /// The notice, where it is one.
    pub fn notice(&self) -> Option<NoticeId> {
        (self.about.0 == ToldKind::Notice).then_some(NoticeId(self.about.1))
    }

    /// The referral, where it is one.
    pub fn referral(&self) -> Option<ReferralId> {
        (self.about.0 == ToldKind::Referral).then_some(ReferralId(self.about.1))
    }
}
