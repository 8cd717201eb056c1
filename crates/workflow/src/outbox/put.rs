//! Putting a letter into the outbox, and opening one that lies there.

use tutela_crypto::DataKey;
use tutela_model::id::{ReportId, uuid_v7};
use tutela_model::letter::{LetterAbout, LetterTimes};
use tutela_store::Tx;
use tutela_store::records::mail::{self, MailRow};
use tutela_store::records::report;
use uuid::Uuid;

use super::{Letter, SEND_MAIL};
use crate::error::Error;
use crate::node::Node;
use crate::sealing::{Blob, open, seal};

/// A letter to be put into the outbox.
pub(crate) struct NewLetter<'a> {
    /// What it is about.
    pub(crate) about: LetterAbout,
    /// The record it belongs to.
    pub(crate) record: Uuid,
    /// Which letter about its record it is.
    pub(crate) purpose: &'a str,
    /// The report it belongs to, and that report's key: erasing the report erases the letter. Without one the letter has a key
    /// of its own and is forgotten some time after it left.
    pub(crate) report: Option<(ReportId, &'a DataKey)>,
    /// What it says.
    pub(crate) letter: &'a Letter,
}

/// Puts a letter into the outbox in the caller's transaction, with the job that sends it; its id. Without a mail server it waits
/// for a person from the start. Call [`Node::wake_jobs`] after the transaction.
pub(crate) async fn put(tx: &Tx, node: &Node, new: &NewLetter<'_>) -> Result<Uuid, Error> {
    let now = node.now();
    let id = uuid_v7(now, node.rng());
    let by_mail = node.settings().smtp.is_some();
    let own;
    let (key, data_key) = match new.report {
        Some((_, key)) => (key, None),
        None => {
            own = DataKey::generate(node.rng());
            (&own, Some(node.sealing().wrap(&own, id, node.rng())))
        }
    };
    let row = MailRow {
        id,
        about: new.about,
        record: new.record,
        report: new.report.map(|(report, _)| report),
        purpose: new.purpose.to_owned(),
        created_at: now,
        times: LetterTimes { stuck: (!by_mail).then_some(now), ..LetterTimes::default() },
        attempts: 0,
        last_error: None,
        data_key,
        sealed: Some(seal(key, Blob::Mail(id), new.letter, node.rng())),
    };
    mail::insert(tx, &row).await?;
    if by_mail {
        tx.add_job(node.rng(), SEND_MAIL, Some(id), now).await?;
    }
    Ok(id)
}

/// The key under which a letter is sealed; `None` once it was erased.
pub(super) async fn key_of(tx: &Tx, node: &Node, mail: &MailRow) -> Result<Option<DataKey>, Error> {
    let (wrapped, record) = match mail.report {
        Some(report) => (report::get(tx, report).await?.and_then(|row| row.data_key), report.0),
        None => (mail.data_key.clone(), mail.id),
    };
    Ok(wrapped.map(|wrapped| node.sealing().unwrap(&wrapped, record)).transpose()?)
}

/// What a letter says; `None` once erased.
pub(crate) async fn open_letter(tx: &Tx, node: &Node, mail: &MailRow) -> Result<Option<Letter>, Error> {
    let Some(key) = key_of(tx, node, mail).await?.filter(|_| mail.sealed.is_some()) else {
        return Ok(None);
    };
    open(&key, Blob::Mail(mail.id), mail.sealed.as_deref()).map(Some)
}
