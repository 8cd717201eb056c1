//! One report, opened: what was said, what is known, what was decided, what came of it. Every opening is logged.

use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::assessment::{Finding, IndustryClass, Observation};
use tutela_model::clock::Timestamp;
use tutela_model::content::ContentKey;
use tutela_model::exposure::Exposed;
use tutela_model::id::{EntryId, NoticeId, ReportId};
use tutela_model::item::Item;
use tutela_model::list::MatchKind;
use tutela_model::notice::{Finding as Found, NoticeState};
use tutela_model::report::{ChildStatement, Particulars, Standing, standing};
use tutela_store::Tx;
use tutela_store::records::assessment::AssessmentRow;
use tutela_store::records::report::{ReportRow, Times};
use tutela_store::records::{assessment, danger, item, mail, notice, question};

use super::removal;
use super::{Granted, Query, QueueLine, RemovalView, names};
use crate::desk;
use crate::error::Error;
use crate::intake::{Told, Word};
use crate::quality;
use crate::removal::SealedNotice;
use crate::sealing::{Blob, open};
use crate::team::browsing;

/// Reports that name the same content are counted up to here.
const COUNTED: u32 = 100;

/// One report, opened.
pub struct ReportQuery {
    /// Which.
    pub id: ReportId,
}

/// One report, opened.
pub struct ReportPage {
    /// What the queue shows of it.
    pub line: QueueLine,
    /// The clock of each step.
    pub times: Times,
    /// When it happened, where that was said as a time.
    pub occurred_at: Option<Timestamp>,
    /// What is said about the child.
    pub child: ChildStatement,
    /// What belongs to the report as a whole.
    pub particulars: Particulars,
    /// Whose the accounts are: a child who shared their own image is never a subject.
    pub standing: Standing,
    /// Its items.
    pub items: Vec<ItemView>,
    /// Questions to the reporter and their answers.
    pub questions: Vec<QuestionView>,
    /// Notices to hosts.
    pub notices: Vec<NoticeView>,
    /// Where its items lie, whose police are competent, what is held back and what services were asked to keep.
    pub removal: RemovalView,
    /// Whether it was erased: then nothing of the above is left.
    pub erased: bool,
}

/// An item, opened.
pub struct ItemView {
    /// Its place in the report.
    pub position: u32,
    /// The item.
    pub item: Item,
    /// The content it names.
    pub content: Option<ContentKey>,
    /// Whether that content was known when the report came.
    pub known: bool,
    /// Entries of lists that it matches.
    pub matches: Vec<MatchView>,
    /// The newest assessment of its content, whichever report it was made in.
    pub assessment: Option<AssessmentView>,
    /// Whether the assessment is not shown, because the viewer could be the one to give a second opinion on it.
    pub withheld: bool,
    /// How many reports name this content, this one among them, counted up to 100.
    pub named_by: u64,
}

impl ItemView {
    /// Whether it is known to be grave: on a list, or found illegal.
    fn is_grave(&self) -> bool {
        let illegal = |made: &AssessmentView| {
            matches!(made.finding, Finding::Baseline | Finding::NationallyIllegal) || made.class.is_some()
        };
        self.known && !self.matches.is_empty() || self.assessment.as_ref().is_some_and(illegal)
    }
}

/// A match with an entry of a list.
pub struct MatchView {
    /// How.
    pub kind: MatchKind,
    /// The distance; 0 where equal.
    pub distance: u32,
    /// The list.
    pub list: String,
    /// Where the list comes from.
    pub provenance: String,
    /// The entry: what is confirmed or disputed.
    pub entry: EntryId,
    /// Since when the entry is disputed.
    pub disputed_at: Option<Timestamp>,
}

/// An assessment.
pub struct AssessmentView {
    /// What was there.
    pub observation: Observation,
    /// What followed.
    pub finding: Finding,
    /// The industry class, where the scheme has one.
    pub class: Option<IndustryClass>,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// In which report.
    pub report: ReportId,
    /// Which national file was asked.
    pub law: Option<String>,
}

/// A question to the reporter.
pub struct QuestionView {
    /// By whom.
    pub by: String,
    /// When.
    pub asked_at: Timestamp,
    /// The question, or the word.
    pub text: String,
    /// Whether it asks for an answer.
    pub needs_answer: bool,
    /// The answer and its hour.
    pub answer: Option<(Timestamp, String)>,
}

/// A notice, as the report's page shows it.
pub struct NoticeView {
    /// Its id.
    pub id: NoticeId,
    /// Which item.
    pub position: u32,
    /// To which mailbox.
    pub contact: String,
    /// Where it stands.
    pub state: NoticeState,
    /// When it was written.
    pub created_at: Timestamp,
    /// When the host was told.
    pub sent_at: Option<Timestamp>,
    /// Whether a letter of it cannot leave by itself.
    pub stuck: bool,
    /// When somebody or something last looked, and what was found.
    pub checked: Option<(Timestamp, Found)>,
    /// How many reminders went out.
    pub reminders: i64,
    /// When it was found gone.
    pub gone_at: Option<Timestamp>,
}

impl AssessmentView {
    pub(super) fn of(row: AssessmentRow, by: String) -> Self {
        Self {
            observation: row.observation,
            finding: row.finding,
            class: row.observation.industry_class(),
            by,
            at: row.made_at,
            report: row.report,
            law: row.law,
        }
    }
}

impl Query for ReportQuery {
    type Output = ReportPage;
    const PERMISSION: Permission = Permission::ReadReport;

    async fn answer(self, granted: Granted<'_>) -> Result<ReportPage, Error> {
        let Granted { node, viewer } = granted;
        let id = self.id;
        let geo = &node.geo().await;
        let person = viewer.person.id;
        let again = node.inner.opened.today(node, person, id);
        let page = node
            .store()
            .run("open report", |tx| async move {
                let row = desk::get(&tx, id).await?;
                let names = names(&tx).await?;
                let name = |id| names.get(&id).cloned().unwrap_or_else(|| id.to_string());
                let page = match &row.data_key {
                    Some(wrapped) => {
                        let key = node.sealing().unwrap(wrapped, id.0)?;
                        let country = row.country;
                        let mut page = opened(&tx, row, &key, viewer.person.id, &name).await?;
                        let items = page.items.as_slice();
                        let route = removal::route_of(&tx, node, geo, &key, id, country, items).await?;
                        page.removal = removal::of_report(&tx, &key, id, route, &name).await?;
                        page
                    }
                    None => erased(row, viewer.person.id, &name),
                };
                if !page.line.mine {
                    browsing::opened(&tx, node, viewer, id).await?;
                }
                danger::opened(&tx, id).await?;
                tx.audit([node.entry(viewer.actor(), "report.read", format!("report:{id}"), String::new())])
                    .await?;
                if !again && page.items.iter().any(ItemView::is_grave) {
                    quality::count(&tx, node, person, Exposed::Opened).await?;
                }
                Ok::<_, Error>(page)
            })
            .await?;
        node.inner.opened.note(node, person, id);
        Ok(page)
    }
}

pub(super) type Name<'a> = &'a (dyn Fn(tutela_model::id::PersonId) -> String + Sync);

fn erased(row: ReportRow, viewer: tutela_model::id::PersonId, name: Name<'_>) -> ReportPage {
    ReportPage {
        times: row.times,
        occurred_at: None,
        child: ChildStatement::default(),
        particulars: Particulars::default(),
        standing: standing(row.category),
        items: Vec::new(),
        questions: Vec::new(),
        notices: Vec::new(),
        removal: RemovalView::default(),
        erased: true,
        line: QueueLine::of(row, viewer, |id| Some(name(id))),
    }
}

async fn opened(
    tx: &Tx,
    row: ReportRow,
    key: &DataKey,
    viewer: tutela_model::id::PersonId,
    name: Name<'_>,
) -> Result<ReportPage, Error> {
    let told: Told = open(key, Blob::Particulars(row.id), row.sealed.as_deref())?;
    let items = open_items(tx, row.id, key, viewer, name).await?;
    let mut questions = Vec::new();
    for question in question::of_report(tx, row.id).await? {
        let word: Word = open(key, Blob::Question(question.id.0), question.sealed.as_deref())?;
        let answer = match (question.answered_at, &question.sealed_answer) {
            (Some(at), Some(sealed)) => Some((at, open(key, Blob::Answer(question.id.0), Some(sealed))?)),
            _ => None,
        };
        questions.push(QuestionView {
            by: name(question.asked_by),
            asked_at: question.asked_at,
            text: word.text,
            needs_answer: word.needs_answer,
            answer,
        });
    }
    let stuck = mail::stuck_notices(tx, row.id).await?;
    let mut notices = Vec::new();
    for notice in notice::of_report(tx, row.id).await? {
        let sealed: SealedNotice = open(key, Blob::Notice(notice.id.0), notice.sealed.as_deref())?;
        notices.push(NoticeView {
            stuck: stuck.contains(&notice.id),
            id: notice.id,
            position: notice.position,
            contact: sealed.contact,
            state: notice.state,
            created_at: notice.created_at,
            sent_at: notice.sent_at,
            checked: notice.checked_at.zip(notice.last_finding),
            reminders: notice.reminders,
            gone_at: notice.gone_at,
        });
    }
    Ok(ReportPage {
        times: row.times,
        occurred_at: told.occurred_at,
        child: told.child,
        particulars: told.particulars,
        standing: standing(row.category),
        items,
        questions,
        notices,
        removal: RemovalView::default(),
        erased: false,
        line: QueueLine::of(row, viewer, |id| Some(name(id))),
    })
}

async fn open_items(
    tx: &Tx,
    id: ReportId,
    key: &DataKey,
    viewer: tutela_model::id::PersonId,
    name: Name<'_>,
) -> Result<Vec<ItemView>, Error> {
    let mut matches = item::matches_of_report(tx, id).await?;
    let mut items = Vec::new();
    for row in item::of_report(tx, id).await? {
        let (own, rest) = matches.into_iter().partition(|found| found.position == row.position);
        matches = rest;
        let own: Vec<item::MatchOnList> = own;
        let (assessment, withheld, named_by) = match row.content {
            Some(content) => {
                let withheld = quality::is_blind(tx, content, viewer).await?;
                let newest = assessment::newest(tx, content).await?.filter(|_| !withheld);
                let view = newest.map(|newest| {
                    let by = name(newest.made_by);
                    AssessmentView::of(newest, by)
                });
                (view, withheld, item::count_naming(tx, content, COUNTED).await?)
            }
            None => (None, false, 1),
        };
        items.push(ItemView {
            position: row.position,
            item: open(key, Blob::Item(id, row.position), row.sealed.as_deref())?,
            content: row.content,
            known: row.known,
            matches: own
                .into_iter()
                .map(|m| MatchView {
                    kind: m.kind,
                    distance: m.distance,
                    list: m.list,
                    provenance: m.provenance,
                    entry: m.entry,
                    disputed_at: m.disputed_at,
                })
                .collect(),
            assessment,
            withheld,
            named_by,
        });
    }
    Ok(items)
}
