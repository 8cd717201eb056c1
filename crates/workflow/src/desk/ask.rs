//! Asking the reporter, or telling them something. They see it when they come back with their receipt.

use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::id::{PersonId, QuestionId, ReportId};
use tutela_model::limits;
use tutela_model::report::Origin;
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::records::question::{self, QuestionRow};

use super::{get, must_hold};
use crate::error::Error;
use crate::intake::Word;
use crate::node::{Node, Viewer};
use crate::sealing::{Blob, seal};

/// Asks the reporter of a public report a question.
pub async fn ask(node: &Node, viewer: &Viewer, id: ReportId, question: &str) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    let text = text::required("question", question, limits::TEXT, Lines::Many)?;
    node.store()
        .run("ask reporter", |tx| {
            let text = &text;
            async move {
                let row = get(&tx, id).await?;
                must_hold(&row, viewer)?;
                if row.origin == Origin::Api {
                    return Err(Error::Refused(
                        "this report came by a key and has no receipt: write to its sender instead",
                    ));
                }
                let key = node.sealing().report_key(id, row.data_key.as_deref())?;
                let word = Word { text: text.clone(), needs_answer: true };
                write(&tx, node, &key, id, viewer.person.id, &word).await?;
                Ok(tx
                    .audit([node.entry(
                        viewer.actor(),
                        "question.asked",
                        format!("report:{id}"),
                        String::new(),
                    )])
                    .await?)
            }
        })
        .await
}

/// Tells a reporter something that needs no answer.
pub(crate) async fn write_word(
    tx: &Tx,
    node: &Node,
    key: &DataKey,
    report: ReportId,
    by: PersonId,
    text: &str,
) -> Result<(), Error> {
    let word = Word { text: text.to_owned(), needs_answer: false };
    write(tx, node, key, report, by, &word).await
}

/// Seals and stores what the reporter will see.
pub(super) async fn write(
    tx: &Tx,
    node: &Node,
    key: &DataKey,
    report: ReportId,
    by: PersonId,
    word: &Word,
) -> Result<(), Error> {
    let id = QuestionId::new(node.now(), node.rng());
    let sealed = seal(key, Blob::Question(id.0), word, node.rng());
    let row = QuestionRow {
        id,
        report,
        asked_at: node.now(),
        asked_by: by,
        sealed: Some(sealed),
        answered_at: None,
        sealed_answer: None,
    };
    Ok(question::insert(tx, &row).await?)
}
