//! One content: how it was assessed, and which reports name it. Opening it is logged.

use tutela_model::access::Permission;
use tutela_model::content::ContentKey;
use tutela_model::id::ReportId;
use tutela_model::item::Item;
use tutela_store::records::{assessment, item, report};
use uuid::Uuid;

use super::{AssessmentView, Granted, Query, QueueLine, names};
use crate::error::Error;
use crate::quality;
use crate::sealing::{Blob, open};

/// Reports and assessments shown.
const SHOWN: u32 = 50;

/// Reports shown that wait for a decision.
const WAITING: u32 = 100;

/// One content.
pub struct ContentQuery {
    /// Which.
    pub key: ContentKey,
}

/// One content.
pub struct ContentPage {
    /// Which.
    pub key: ContentKey,
    /// The item that names it, from the newest report that was not erased.
    pub item: Option<Item>,
    /// Whether its assessments are not shown, because the viewer could be the one to give a second opinion.
    pub withheld: bool,
    /// Its assessments, newest first: the first one stands.
    pub assessments: Vec<AssessmentView>,
    /// The newest reports that name it, 50 at most.
    pub reports: Vec<QueueLine>,
    /// Reports that name it and wait for a decision, the oldest first, 100 at most.
    pub waiting: Vec<QueueLine>,
}

impl Query for ContentQuery {
    type Output = ContentPage;
    const PERMISSION: Permission = Permission::ReadReport;

    async fn answer(self, granted: Granted<'_>) -> Result<ContentPage, Error> {
        let Granted { node, viewer } = granted;
        let key = self.key;
        node.store()
            .run("open content", |tx| async move {
                let naming = item::naming(&tx, key, ReportId(Uuid::max()), SHOWN).await?;
                if naming.is_empty() {
                    return Err(Error::NotFound("content in any report"));
                }
                let names = names(&tx).await?;
                let mut shown = None;
                let mut reports = Vec::new();
                for (id, position) in naming {
                    let Some(row) = report::get(&tx, id).await? else { continue };
                    if let (None, Some(wrapped)) = (&shown, &row.data_key) {
                        let data_key = node.sealing().unwrap(wrapped, id.0)?;
                        let items = item::of_report(&tx, id).await?;
                        if let Some(found) = items.iter().find(|item| item.position == position) {
                            shown = Some(open::<Item>(
                                &data_key,
                                Blob::Item(id, position),
                                found.sealed.as_deref(),
                            )?);
                        }
                    }
                    reports.push(QueueLine::of(row, viewer.person.id, |id| names.get(&id).cloned()));
                }
                let waiting = item::waiting_naming(&tx, key, WAITING).await?;
                let waiting = report::get_many(&tx, &waiting).await?;
                let line = |row| QueueLine::of(row, viewer.person.id, |id| names.get(&id).cloned());
                let waiting = waiting.into_iter().map(line).collect();
                let withheld = quality::is_blind(&tx, key, viewer.person.id).await?;
                let assessments =
                    if withheld { Vec::new() } else { assessment::history(&tx, key, SHOWN).await? };
                tx.audit([node.entry(
                    viewer.actor(),
                    "content.read",
                    format!("content:{key}"),
                    String::new(),
                )])
                .await?;
                Ok(ContentPage {
                    key,
                    item: shown,
                    withheld,
                    assessments: assessments
                        .into_iter()
                        .map(|row| {
                            let by = names.get(&row.made_by).cloned().unwrap_or_default();
                            AssessmentView::of(row, by)
                        })
                        .collect(),
                    reports,
                    waiting,
                })
            })
            .await
    }
}
