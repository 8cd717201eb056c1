//! Assessing content: what was there, and what follows from it. It belongs to the content, whichever report names it.

use tutela_model::access::Permission;
use tutela_model::assessment::{Finding, Observation};
use tutela_model::id::{AssessmentId, ReportId};
use tutela_store::records::assessment::{self, AssessmentRow};
use tutela_store::records::{item, report};

use super::{get, must_hold};
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::quality;

/// Assesses the content that an item of a report names. A further assessment stands in place of the one before, which is kept.
pub async fn assess(
    node: &Node,
    viewer: &Viewer,
    id: ReportId,
    position: u32,
    observation: Observation,
) -> Result<Finding, Error> {
    viewer.must(Permission::WorkOnReport)?;
    let law = node.settings().law.as_deref();
    let finding = observation.finding(law);
    node.store()
        .run("assess content", |tx| async move {
            let row = get(&tx, id).await?;
            must_hold(&row, viewer)?;
            let items = item::of_report(&tx, id).await?;
            let content = items
                .iter()
                .find(|item| item.position == position)
                .ok_or(Error::NotFound("item"))?
                .content
                .ok_or(Error::Refused("only a web address or a file with a SHA-256 can be assessed"))?;
            let made = AssessmentRow {
                id: AssessmentId::new(node.now(), node.rng()),
                content,
                report: id,
                made_at: node.now(),
                made_by: viewer.person.id,
                observation,
                finding,
                law: law.map(|law| format!("{}: {}", law.country(), law.source())),
            };
            assessment::insert(&tx, &made).await?;
            quality::after_assessment(&tx, node, &made, position).await?;
            report::touch(&tx, id, node.now()).await?;
            let detail = format!(
                "age={} act={} depiction={} finding={finding}",
                observation.age, observation.act, observation.depiction
            );
            let record = format!("content:{content}");
            Ok::<_, Error>(tx.audit([node.entry(viewer.actor(), "content.assessed", record, detail)]).await?)
        })
        .await?;
    Ok(finding)
}
