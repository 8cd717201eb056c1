//! Correcting: writes what is right, and a letter to everybody who was told what was wrong.

use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::clock::DAY;
use tutela_model::correction::{CorrectionKind, ToldKind};
use tutela_model::id::{CorrectionId, ReportId, ToldId};
use tutela_model::letter::LetterAbout;
use tutela_model::limits;
use tutela_model::one_time::TokenKind;
use tutela_model::referral::{ReferralEvent, ReferralWay};
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::records::correction::{self, CorrectionRow, ToldRow};
use tutela_store::records::{notice, referral};
use uuid::Uuid;

use super::{ACKNOWLEDGE_LIFE, WATCH_CORRECTION, letter};
use crate::desk;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::outbox::{self, NewLetter};
use crate::referral::{link_to, new_token, opened};
use crate::removal::SealedNotice;
use crate::sealing::{Blob, open, seal};

/// After how long somebody looks who has not acknowledged.
pub(super) const FIRST_LOOK: i64 = 3 * DAY;

/// Somebody who was told, and how they are reached.
struct Recipient {
    kind: ToldKind,
    record: Uuid,
    /// `None` where the correction lies on their own page.
    mailbox: Option<String>,
}

/// Corrects what was told of a report. Every receiver of a referral and every host that was told learns of it; with
/// [`CorrectionKind::Withdrawn`] referrals are taken back.
pub async fn correct(
    node: &Node,
    viewer: &Viewer,
    report: ReportId,
    kind: CorrectionKind,
    what_is_right: &str,
) -> Result<CorrectionId, Error> {
    viewer.must(Permission::Refer)?;
    let text = text::required("text", what_is_right, limits::TEXT, Lines::Many)?;
    let id = node
        .store()
        .run("correct", |tx| {
            let text = &text;
            async move {
                let row = desk::get(&tx, report).await?;
                let key = node.sealing().report_key(report, row.data_key.as_deref())?;
                let recipients = recipients(&tx, &key, report).await?;
                if recipients.is_empty() {
                    return Err(Error::Refused(
                        "nobody was told of this report yet: there is nothing to correct",
                    ));
                }
                let id = CorrectionId::new(node.now(), node.rng());
                let new = CorrectionRow {
                    id,
                    report,
                    kind,
                    made_at: node.now(),
                    made_by: viewer.person.id,
                    sealed: Some(seal(&key, Blob::Correction(id.0), text, node.rng())),
                };
                correction::insert(&tx, &new).await?;
                for recipient in &recipients {
                    tell(&tx, node, &key, &new, recipient).await?;
                }
                if kind == CorrectionKind::Withdrawn {
                    for mut row in referral::of_report(&tx, report).await? {
                        if !row.state.is_over() {
                            row.state = row.state.apply(ReferralEvent::Withdrawn)?;
                            referral::set_state(&tx, row.id, row.state, node.now()).await?;
                            referral::set_needs_person(&tx, row.id, None).await?;
                        }
                    }
                }
                tx.add_job(node.rng(), WATCH_CORRECTION, Some(id.0), node.now().plus(FIRST_LOOK)).await?;
                let detail = format!("correction={id} kind={kind} told={}", recipients.len());
                let record = format!("report:{report}");
                tx.audit([node.entry(viewer.actor(), "report.corrected", record, detail)]).await?;
                Ok(id)
            }
        })
        .await?;
    node.wake_jobs();
    Ok(id)
}

/// Everybody who was told of a report. A referral that was passed on to another member was read by the first one all the same.
async fn recipients(tx: &Tx, key: &DataKey, report: ReportId) -> Result<Vec<Recipient>, Error> {
    let mut found = Vec::new();
    for row in referral::of_report(tx, report).await? {
        if row.times.delivered.is_none() && row.times.read.is_none() {
            continue;
        }
        let mailbox = match row.way {
            ReferralWay::Mail => Some(opened(key, &row)?.mailbox),
            ReferralWay::Liaison => None,
        };
        found.push(Recipient { kind: ToldKind::Referral, record: row.id.0, mailbox });
    }
    for row in notice::of_report(tx, report).await? {
        if row.sent_at.is_some() {
            let sealed: SealedNotice = open(key, Blob::Notice(row.id.0), row.sealed.as_deref())?;
            found.push(Recipient { kind: ToldKind::Notice, record: row.id.0, mailbox: Some(sealed.contact) });
        }
    }
    Ok(found)
}

async fn tell(
    tx: &Tx,
    node: &Node,
    key: &DataKey,
    new: &CorrectionRow,
    recipient: &Recipient,
) -> Result<(), Error> {
    let told = ToldRow {
        id: ToldId::new(node.now(), node.rng()),
        correction: new.id,
        kind: recipient.kind,
        record: recipient.record,
        told_at: recipient.mailbox.is_none().then(|| node.now()),
        acknowledged_at: None,
        acknowledged_by: None,
    };
    correction::insert_told(tx, &told, new.report).await?;
    let Some(mailbox) = &recipient.mailbox else { return Ok(()) };
    // Without an address of this node the letter asks for an answer by mail.
    let link = match node.settings().public_url {
        Some(_) => {
            let of = (told.id.0, new.report);
            let token = new_token(tx, node, TokenKind::Acknowledge, of, ACKNOWLEDGE_LIFE).await?;
            Some(link_to(node, &format!("correction/{token}"))?)
        }
        None => None,
    };
    let reference = recipient.record.to_string();
    let letter = letter::letter(node, mailbox, new.kind, (recipient.kind, &reference), link);
    let letter = NewLetter {
        about: LetterAbout::Correction,
        record: told.id.0,
        purpose: "correction",
        report: Some((new.report, key)),
        letter: &letter,
    };
    outbox::put(tx, node, &letter).await.map(|_| ())
}
