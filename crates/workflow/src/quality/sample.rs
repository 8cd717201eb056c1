//! Samples: a share of assessments is drawn at random, and a senior assesses the same content without seeing the first. Nobody at
//! the desk can tell which one will be drawn: chance comes from the node's source of keys.

use tutela_model::access::Permission;
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::id::OpinionId;
use tutela_model::opinion::OpinionPurpose;
use tutela_model::rng::random;
use tutela_store::Tx;
use tutela_store::records::assessment::AssessmentRow;
use tutela_store::records::opinion::{self, OpinionRow};
use tutela_store::records::setting;

use crate::error::Error;
use crate::node::{Node, Viewer};

/// Assessments in a hundred that are drawn where nobody has set another share.
pub const SAMPLE_PERCENT: u32 = 5;

/// The share that is drawn.
pub(crate) async fn sample_percent(tx: &Tx) -> Result<u32, Error> {
    let set = setting::get(tx, setting::SAMPLE_PERCENT).await?;
    Ok(set.and_then(|text| text.parse().ok()).unwrap_or(SAMPLE_PERCENT))
}

/// Sets how many assessments in a hundred are drawn.
pub async fn set_sample_percent(node: &Node, viewer: &Viewer, percent: u32) -> Result<(), Error> {
    viewer.must(Permission::Quality)?;
    if percent > 100 {
        let expected = "write a number from 0 to 100".to_owned();
        return Err(FieldError::new("percent", Problem::Malformed { expected }).into());
    }
    node.store()
        .run("set sample share", |tx| async move {
            setting::set(&tx, setting::SAMPLE_PERCENT, &percent.to_string(), node.now()).await?;
            let detail = format!("percent={percent}");
            Ok(tx.audit([node.entry(viewer.actor(), "sample.share", "desk".to_owned(), detail)]).await?)
        })
        .await
}

/// Draws an assessment or not, in the transaction in which it is made.
pub(crate) async fn draw(tx: &Tx, node: &Node, made: &AssessmentRow, position: u32) -> Result<(), Error> {
    let percent = sample_percent(tx).await?;
    let chance = u32::from_be_bytes(random(node.rng()));
    if u64::from(chance) >= (u64::from(percent) << 32) / 100 {
        return Ok(());
    }
    let row = OpinionRow {
        id: OpinionId::new(node.now(), node.rng()),
        purpose: OpinionPurpose::Sample,
        content: made.content,
        report: made.report,
        position,
        assessment: made.id,
        first_by: made.made_by,
        first: made.observation,
        asked_at: node.now(),
        asked_by: None,
        answer: None,
        differs: false,
        settled_at: None,
        settled_by: None,
    };
    if opinion::insert(tx, &row).await? {
        let record = format!("opinion:{}", row.id);
        let entry = node.entry(
            tutela_model::person::Actor::Node,
            "sample.drawn",
            record,
            format!("report={}", made.report),
        );
        tx.audit([entry]).await?;
    }
    Ok(())
}
