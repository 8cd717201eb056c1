//! Entries in dispute: which list, since when, and who says what. What an entry names is never shown.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::EntryId;
use tutela_model::list::{Settlement, Verdict};
use tutela_workflow::lists;
use tutela_workflow::read::{DisputeLine as Found, DisputesQuery};

use super::actor::actor;
use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::line::short;
use super::moment::Moment;
use super::problem::{Problem, problems};
use super::queue::Tab;
use super::signed_in::SignedInViewer;
use super::words::{count, word};
use super::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(super) const PATH: &str = "/console/disputes";

/// A vote in words.
pub(super) struct VoteWords {
    pub(super) voter: String,
    /// What they say.
    pub(super) says: String,
    pub(super) at: Moment,
}

/// An entry in dispute.
pub(super) struct Dispute {
    /// The whole id of the entry, by which it is acted on.
    pub(super) id: String,
    /// The last part of it, by which people talk about it.
    pub(super) short: String,
    pub(super) list: String,
    pub(super) since: Moment,
    /// How many say what, in words.
    pub(super) tally: String,
    pub(super) votes: Vec<VoteWords>,
}

impl Dispute {
    fn of(texts: Texts, found: &Found, now: Timestamp) -> Self {
        let id = found.entry.to_string();
        let against = found.votes.iter().filter(|vote| vote.verdict == Verdict::Negative).count() as u64;
        let stands = found.votes.len() as u64 - against;
        Self {
            short: short(&id),
            id,
            list: found.list.clone(),
            since: Moment::of(texts, found.disputed_at, now),
            tally: format!(
                "{}, {}",
                count(texts, "votes-wrong", against),
                count(texts, "votes-right", stands)
            ),
            votes: found
                .votes
                .iter()
                .map(|vote| VoteWords {
                    voter: actor(texts, &vote.voter),
                    says: match vote.reason {
                        Some(reason) => word(texts, "dispute-reason", reason),
                        None => word(texts, "verdict", vote.verdict),
                    },
                    at: Moment::of(texts, vote.voted_at, now),
                })
                .collect(),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/disputes.html")]
pub(super) struct DisputesPage {
    pub(super) c: Chrome,
    pub(super) tabs: Vec<Tab>,
    pub(super) disputes: Vec<Dispute>,
    pub(super) may_settle: bool,
    pub(super) problems: Vec<Problem>,
}

impl DisputesPage {
    /// The page of what was read, with what is wrong.
    pub(super) fn of(
        c: Chrome,
        found: &[Found],
        may_settle: bool,
        problems: Vec<Problem>,
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        Self {
            c,
            tabs: super::lists::tabs(texts, PATH),
            disputes: found.iter().map(|line| Dispute::of(texts, line, now)).collect(),
            may_settle,
            problems,
        }
    }
}

/// Shows the disputes.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    show(&me, StatusCode::OK, Vec::new(), flash::of(&query)).await
}

/// Settles one.
pub(super) async fn settle(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id: EntryId = me.permitted(Permission::SettleDispute)?.named(&id)?;
    let Some(settlement) = Settlement::parse(form.get("settlement")) else {
        let problem = Problem::plain(me.texts.get("wrong-settlement"));
        return show(&me, StatusCode::UNPROCESSABLE_ENTITY, vec![problem], None).await;
    };
    match lists::settle(&me.node, &me.viewer, id, settlement).await {
        Ok(()) => {
            let message = match settlement {
                Settlement::Stands => "entry_stands",
                Settlement::Withdrawn => "entry_withdrawn",
            };
            Ok(render::see(&flash::with(PATH, message)))
        }
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(&me, StatusCode::UNPROCESSABLE_ENTITY, wrong, None).await
        }
    }
}

async fn show(
    me: &SignedInViewer,
    status: StatusCode,
    wrong: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, DisputesQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Lists, me.texts.get("disputes-title"), done);
    let may_settle = me.viewer.may(Permission::SettleDispute);
    Ok(render::page(status, &DisputesPage::of(c, &found, may_settle, wrong, me.now)))
}
