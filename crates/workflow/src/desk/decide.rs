//! Deciding about a report. "Actionable" writes the notices in the same transaction: one decision, one act.

use tutela_model::access::Permission;
use tutela_model::assessment::Finding;
use tutela_model::id::ReportId;
use tutela_model::item::ItemKind;
use tutela_model::limits;
use tutela_model::report::Origin;
use tutela_model::report_state::{Decision, Event};
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::records::{assessment, item, trace as traces};

use super::{apply, ask, get};
use crate::error::Error;
use crate::intake::Word;
use crate::node::{Node, Viewer};
use crate::removal::{NoticeTo, write_notice};
use crate::trace;

/// A decision, and what goes with it.
#[derive(Clone, Debug)]
pub struct Deciding {
    /// The decision.
    pub decision: Decision,
    /// For an actionable report: which hosts are told about which item.
    pub notices: Vec<NoticeTo>,
    /// A word to the reporter; for a report out of remit it must say where to go.
    pub told: Option<String>,
}

/// Decides about a report that the viewer works on.
pub async fn decide(node: &Node, viewer: &Viewer, id: ReportId, deciding: &Deciding) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    let told = text::check("told", deciding.told.as_deref().unwrap_or_default(), limits::TEXT, Lines::Many)?;
    if deciding.decision != Decision::Actionable && !deciding.notices.is_empty() {
        return Err(Error::Refused("a notice goes out only with the decision \"actionable\""));
    }
    let geo = node.geo().await;
    node.store()
        .run("decide", |tx| {
            let (told, geo) = (&told, &geo);
            async move {
                let mut row = get(&tx, id).await?;
                let key = node.sealing().report_key(id, row.data_key.as_deref())?;
                // A sender with a key has no receipt to come back with, and reads no word.
                if deciding.decision == Decision::OutOfRemit && row.origin != Origin::Api && told.is_none() {
                    return Err(Error::Refused(
                        "tell the reporter where to go instead: a report out of remit is not a dead end",
                    ));
                }
                if deciding.decision == Decision::NotIllegal {
                    must_be_not_illegal(&tx, id).await?;
                }
                apply(
                    &tx,
                    node,
                    &mut row,
                    Event::Decide { by: viewer.person.id, decision: deciding.decision },
                )
                .await?;
                for notice in &deciding.notices {
                    write_notice(&tx, node, viewer, &row, &key, notice).await?;
                    let traced = traces::newest(&tx, id, notice.position).await?;
                    if node.settings().trace.ask && traced.is_none() {
                        trace::begin(&tx, node, viewer.person.id, id, notice.position).await?;
                    }
                }
                if deciding.decision == Decision::Actionable {
                    trace::note_route(&tx, node, geo, id).await?;
                }
                if let Some(text) = told {
                    let word = Word { text: text.clone(), needs_answer: false };
                    ask::write(&tx, node, &key, id, viewer.person.id, &word).await?;
                }
                let detail = format!("decision={} notices={}", deciding.decision, deciding.notices.len());
                Ok::<_, Error>(
                    tx.audit([node.entry(viewer.actor(), "report.decided", format!("report:{id}"), detail)])
                        .await?,
                )
            }
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

/// "Not illegal" needs every content of the report found so, which in turn needs a national file with its source.
async fn must_be_not_illegal(tx: &Tx, id: ReportId) -> Result<(), Error> {
    const UNSURE: Error = Error::Refused(
        "not all content of this report was found not illegal: assess each item; without a national file with its source a \
         finding stays undetermined, and the report can only be informational",
    );
    let items = item::of_report(tx, id).await?;
    let media = items.iter().filter(|item| matches!(item.kind, ItemKind::Url | ItemKind::File));
    let mut found = 0;
    for item in media {
        let content = item.content.ok_or(UNSURE)?;
        let finding = assessment::newest(tx, content).await?.map(|newest| newest.finding);
        if finding != Some(Finding::NotIllegal) {
            return Err(UNSURE);
        }
        found += 1;
    }
    if found == 0 { Err(UNSURE) } else { Ok(()) }
}
