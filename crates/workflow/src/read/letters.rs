//! Letters: those that need a person, or all; and one letter opened, which is logged.

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::letter::{LetterAbout, LetterState};
use tutela_store::records::mail::{self, MailRow};
use uuid::Uuid;

use super::{Granted, Query};
use crate::error::Error;
use crate::outbox::{Letter, open_letter, permission};

/// Lines on a page.
const PAGE: u32 = 50;
/// Letters that need a person, shown at once.
const STUCK: u32 = 500;

/// Letters: those that need a person, or a page of all.
pub struct LettersQuery {
    /// Only those that need a person.
    pub stuck_only: bool,
    /// Before which letter.
    pub before: Option<Uuid>,
}

/// A line of the list of letters. Nothing of it is sealed.
#[derive(Clone, Debug)]
pub struct LetterLine {
    /// The letter.
    pub id: Uuid,
    /// What it is about.
    pub about: LetterAbout,
    /// The record it belongs to.
    pub record: Uuid,
    /// Which letter about its record it is.
    pub purpose: String,
    /// Where it stands.
    pub state: LetterState,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it left the house.
    pub sent_at: Option<Timestamp>,
    /// Since when it needs a person.
    pub stuck_at: Option<Timestamp>,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it did not leave.
    pub last_error: Option<String>,
}

impl LetterLine {
    pub(super) fn of(row: &MailRow) -> Self {
        Self {
            id: row.id,
            about: row.about,
            record: row.record,
            purpose: row.purpose.clone(),
            state: row.times.state(),
            created_at: row.created_at,
            sent_at: row.times.sent,
            stuck_at: row.times.stuck,
            attempts: row.attempts,
            last_error: row.last_error.clone(),
        }
    }
}

impl Query for LettersQuery {
    /// The lines, and where the next page begins.
    type Output = (Vec<LetterLine>, Option<Uuid>);
    const PERMISSION: Permission = Permission::Letters;

    async fn answer(self, granted: Granted<'_>) -> Result<Self::Output, Error> {
        let before = self.before.unwrap_or(Uuid::max());
        let stuck_only = self.stuck_only;
        let rows = granted
            .node
            .store()
            .read("letters", |tx| async move {
                if stuck_only {
                    mail::stuck(&tx, STUCK).await
                } else {
                    mail::page(&tx, before, PAGE + 1).await
                }
            })
            .await?;
        let next = (!stuck_only && rows.len() > PAGE as usize).then(|| rows[PAGE as usize - 1].id);
        let shown = if stuck_only { rows.len() } else { PAGE as usize };
        let lines = rows
            .iter()
            .take(shown)
            .filter(|row| granted.viewer.may(permission(row.about)))
            .map(LetterLine::of)
            .collect();
        Ok((lines, next))
    }
}

/// One letter, opened.
pub struct LetterQuery {
    /// Which.
    pub id: Uuid,
    /// With its one-time link, so that it can be handed over by hand: only of a letter that needs a person.
    pub with_link: bool,
}

/// One letter, opened.
pub struct LetterPage {
    /// What the list shows of it.
    pub line: LetterLine,
    /// What it says; `None` once erased.
    pub letter: Option<Letter>,
    /// Whether it holds a one-time link that is not shown.
    pub link_hidden: bool,
    /// Whether a mail server is set.
    pub by_mail: bool,
}

impl Query for LetterQuery {
    type Output = LetterPage;
    const PERMISSION: Permission = Permission::Letters;

    async fn answer(self, granted: Granted<'_>) -> Result<LetterPage, Error> {
        let Granted { node, viewer } = granted;
        let Self { id, with_link } = self;
        node.store()
            .run("open letter", |tx| async move {
                let mail = mail::get(&tx, id).await?.ok_or(Error::NotFound("letter"))?;
                viewer.must(permission(mail.about))?;
                let line = LetterLine::of(&mail);
                if with_link && line.state != LetterState::NeedsPerson {
                    return Err(Error::Refused("the link is shown only of a letter that needs a person"));
                }
                let mut letter = open_letter(&tx, node, &mail).await?;
                let has_link = letter.as_ref().is_some_and(|letter| letter.link.is_some());
                if let Some(letter) = &mut letter {
                    if with_link {
                        letter.body = letter.body_as_sent();
                    }
                    letter.link = None;
                }
                let record = format!("{}:{}", mail.about, mail.record);
                let detail = format!("letter={id} with_link={}", with_link && has_link);
                tx.audit([node.entry(viewer.actor(), "letter.read", record, detail)]).await?;
                Ok(LetterPage {
                    line,
                    letter,
                    link_hidden: has_link && !with_link,
                    by_mail: node.settings().smtp.is_some(),
                })
            })
            .await
    }
}
