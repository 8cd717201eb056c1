//! Coming back with a receipt: where things stand, the desk's questions, and answers. The report itself is never shown.

use tutela_crypto::Receipt;
use tutela_model::id::{QuestionId, ReportId};
use tutela_model::limits;
use tutela_model::person::Actor;
use tutela_model::referral::OutcomeKind;
use tutela_model::report_state::{Decision, Status};
use tutela_model::team::InboxKind;
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::audit::AuditEntry;
use tutela_store::records::{outcome, question, report};

use super::raise::raise_told;
use crate::error::Error;
use crate::node::Node;
use crate::sealing::{Blob, open, seal};
use crate::team::inbox;

/// What somebody with a receipt is shown.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Where the report stands.
    pub status: Status,
    /// What was decided.
    pub decision: Option<Decision>,
    /// What the desk wrote, oldest first.
    pub exchanges: Vec<Exchange>,
    /// What came of it for a person, as far as the officer has released it, oldest first.
    pub outcomes: Vec<OutcomeKind>,
}

/// A question or a word from the desk.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Its id.
    pub id: QuestionId,
    /// What the desk wrote.
    pub question: String,
    /// Whether it asks for an answer.
    pub needs_answer: bool,
    /// Whether it was answered. The answer is not shown again.
    pub answered: bool,
}

/// A question, or a word that needs no answer, as it is sealed.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) needs_answer: bool,
}

/// Where the report with this receipt stands; `None` where no report has it.
pub async fn visit(node: &Node, receipt: &Receipt) -> Result<Option<Visit>, Error> {
    let digest = node.sealing().keys.receipts().digest(receipt);
    let found = node
        .store()
        .read("visit", |tx| {
            let digest = &digest;
            async move {
                let Some(row) = report::by_receipt(&tx, digest).await? else { return Ok::<_, Error>(None) };
                let questions = question::of_report(&tx, row.id).await?;
                let outcomes = released(&tx, row.id).await?;
                Ok(Some((row, questions, outcomes)))
            }
        })
        .await?;
    let Some((row, questions, outcomes)) = found else { return Ok(None) };
    let key = node.sealing().report_key(row.id, row.data_key.as_deref())?;
    let exchanges = questions
        .iter()
        .map(|row| {
            let word: Word = open(&key, Blob::Question(row.id.0), row.sealed.as_deref())?;
            Ok(Exchange {
                id: row.id,
                question: word.text,
                needs_answer: word.needs_answer,
                answered: row.answered_at.is_some(),
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok(Some(Visit { status: row.state.status, decision: row.state.decision, exchanges, outcomes }))
}

/// What came of a report for a person, as far as the officer has released it: each once, oldest first.
pub(super) async fn released(tx: &Tx, id: ReportId) -> Result<Vec<OutcomeKind>, Error> {
    let mut kinds = Vec::new();
    for row in outcome::of_report(tx, id).await? {
        if row.released_at.is_some() && row.kind.is_about_a_person() && !kinds.contains(&row.kind) {
            kinds.push(row.kind);
        }
    }
    Ok(kinds)
}

/// Answers a question; `false` where there is no such open question. The time is kept to the hour.
pub async fn answer(node: &Node, receipt: &Receipt, id: QuestionId, text: &str) -> Result<bool, Error> {
    let text = text::required("answer", text, limits::TEXT, Lines::Many)?;
    let digest = node.sealing().keys.receipts().digest(receipt);
    let hour = node.now().hour();
    node.store()
        .run("answer", |tx| {
            let (digest, text) = (&digest, &text);
            async move {
                let Some(row) = report::by_receipt(&tx, digest).await? else { return Ok(false) };
                let key = node.sealing().report_key(row.id, row.data_key.as_deref())?;
                let sealed = seal(&key, Blob::Answer(id.0), text, node.rng());
                if !question::answer(&tx, row.id, id, &sealed, hour).await? {
                    return Ok(false);
                }
                report::touch(&tx, row.id, row.times.updated.max(hour)).await?;
                raise_told(&tx, node, &row, text).await?;
                if let Some(asked_by) = question::asked_by(&tx, id).await? {
                    inbox::tell(&tx, node, asked_by, InboxKind::Answered, row.id, None).await?;
                }
                let record = format!("report:{}", row.id);
                let entry = AuditEntry::new(
                    hour,
                    node.rng(),
                    Actor::Public,
                    "question.answered",
                    record,
                    String::new(),
                );
                tx.audit([entry.coarse(node.rng())]).await?;
                Ok(true)
            }
        })
        .await
}
