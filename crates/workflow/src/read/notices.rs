//! Notices: a list without sealed values, and one notice opened, with its letters, which is logged.

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::{HostId, NoticeId, ReportId};
use tutela_model::ladder::Rung;
use tutela_model::letter::LetterState;
use tutela_model::notice::{Finding, NoticeState};
use tutela_store::records::notice::NoticeRow;
use tutela_store::records::{mail, notice, police_hold};
use uuid::Uuid;

use super::{Granted, Query, names};
use crate::desk;
use crate::error::Error;
use crate::outbox::Letter;
use crate::removal::{NextRung, SealedNotice, next_rungs};
use crate::sealing::{Blob, open};
use crate::trace::{HostRecord, record};

/// Lines on a page.
const PAGE: u32 = 50;

/// A page of notices, newest first.
pub struct NoticesQuery {
    /// Only those whose content is not gone yet.
    pub open_only: bool,
    /// Before which notice.
    pub before: Option<NoticeId>,
}

/// A line of the list of notices.
#[derive(Clone, Debug)]
pub struct NoticeLine {
    /// The notice.
    pub id: NoticeId,
    /// Its report.
    pub report: ReportId,
    /// Where it stands.
    pub state: NoticeState,
    /// Who wrote it.
    pub by: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When the host was told.
    pub sent_at: Option<Timestamp>,
    /// When somebody or something last looked, and what was found.
    pub checked: Option<(Timestamp, Finding)>,
    /// How often was looked.
    pub checks: i64,
    /// How many reminders went out.
    pub reminders: i64,
    /// When it was found gone.
    pub gone_at: Option<Timestamp>,
    /// Who was told last.
    pub rung: Rung,
    /// The host.
    pub host: Option<HostId>,
}

impl NoticeLine {
    pub(super) fn of(row: &NoticeRow, by: String) -> Self {
        Self {
            id: row.id,
            report: row.report,
            state: row.state,
            by,
            created_at: row.created_at,
            sent_at: row.sent_at,
            checked: row.checked_at.zip(row.last_finding),
            checks: row.checks,
            reminders: row.reminders,
            gone_at: row.gone_at,
            rung: row.rung,
            host: row.host,
        }
    }
}

impl Query for NoticesQuery {
    /// The lines, and where the next page begins.
    type Output = (Vec<NoticeLine>, Option<NoticeId>);
    const PERMISSION: Permission = Permission::Notices;

    async fn answer(self, granted: Granted<'_>) -> Result<Self::Output, Error> {
        let before = self.before.unwrap_or(NoticeId(Uuid::max()));
        let open_only = self.open_only;
        let (rows, names) = granted
            .node
            .store()
            .read("notices", |tx| async move {
                Ok::<_, Error>((notice::page(&tx, open_only, before, PAGE + 1).await?, names(&tx).await?))
            })
            .await?;
        let more = rows.len() > PAGE as usize;
        let lines: Vec<_> = rows
            .iter()
            .take(PAGE as usize)
            .map(|row| NoticeLine::of(row, names.get(&row.created_by).cloned().unwrap_or_default()))
            .collect();
        let next = lines.last().map(|line| line.id).filter(|_| more);
        Ok((lines, next))
    }
}

/// One notice, opened.
pub struct NoticeQuery {
    /// Which.
    pub id: NoticeId,
}

/// One notice, opened.
pub struct NoticePage {
    /// What the list shows of it.
    pub line: NoticeLine,
    /// To which mailbox; `None` once erased.
    pub contact: Option<String>,
    /// What it names; `None` once erased.
    pub url: Option<String>,
    /// Its letters, oldest first.
    pub letters: Vec<LetterView>,
    /// Whether a mail server is set; else a person hands the letters over.
    pub by_mail: bool,
    /// The host, with how fast it removes.
    pub host: Option<HostRecord>,
    /// Who would be told next, the lowest rung first.
    pub above: Vec<NextRung>,
    /// Until when the police asked to wait.
    pub held_until: Option<Timestamp>,
}

/// A letter in the outbox.
pub struct LetterView {
    /// `notice` or `reminder`.
    pub purpose: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it left the house.
    pub sent_at: Option<Timestamp>,
    /// Where it stands.
    pub state: LetterState,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// The letter; `None` once erased.
    pub letter: Option<Letter>,
}

impl Query for NoticeQuery {
    type Output = NoticePage;
    const PERMISSION: Permission = Permission::Notices;

    async fn answer(self, granted: Granted<'_>) -> Result<NoticePage, Error> {
        let Granted { node, viewer } = granted;
        let id = self.id;
        node.store()
            .run("open notice", |tx| async move {
                let row = notice::get(&tx, id).await?.ok_or(Error::NotFound("notice"))?;
                let report = desk::get(&tx, row.report).await?;
                let names = names(&tx).await?;
                let key = report
                    .data_key
                    .as_deref()
                    .map(|wrapped| node.sealing().unwrap(wrapped, report.id.0))
                    .transpose()?;
                let mut letters = Vec::new();
                for mail in mail::of_notice(&tx, id).await? {
                    let letter = match (&key, &mail.sealed) {
                        (Some(key), Some(sealed)) => {
                            Some(open::<Letter>(key, Blob::Mail(mail.id), Some(sealed))?)
                        }
                        _ => None,
                    };
                    letters.push(LetterView {
                        purpose: mail.purpose,
                        created_at: mail.created_at,
                        sent_at: mail.times.sent,
                        state: mail.times.state(),
                        attempts: mail.attempts,
                        last_error: mail.last_error,
                        letter,
                    });
                }
                let sealed = match (&key, &row.sealed) {
                    (Some(key), Some(sealed)) => {
                        Some(open::<SealedNotice>(key, Blob::Notice(id.0), Some(sealed))?)
                    }
                    _ => None,
                };
                let above = match &key {
                    Some(key) if row.state != NoticeState::Removed => {
                        next_rungs(&tx, node, key, &row).await?
                    }
                    _ => Vec::new(),
                };
                let host = match row.host {
                    Some(host) => record(&tx, host).await?,
                    None => None,
                };
                let hold = police_hold::open_of_report(&tx, row.report).await?;
                tx.audit([node.entry(viewer.actor(), "notice.read", format!("notice:{id}"), String::new())])
                    .await?;
                Ok(NoticePage {
                    line: NoticeLine::of(&row, names.get(&row.created_by).cloned().unwrap_or_default()),
                    contact: sealed.as_ref().map(|sealed| sealed.contact.clone()),
                    url: sealed.map(|sealed| sealed.url),
                    letters,
                    by_mail: node.settings().smtp.is_some(),
                    host,
                    above,
                    held_until: hold.map(|hold| hold.state.until).filter(|_| row.state == NoticeState::Held),
                })
            })
            .await
    }
}
