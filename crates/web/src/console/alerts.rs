//! Alerts: what the node noticed by itself, in words, with what to do; waiting ones first.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::alert::{Alert, AlertKind};
use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::id::AlertId;
use tutela_workflow::read::{AlertsQuery, KeysQuery, ListsQuery, PeopleQuery};
use tutela_workflow::{Error, Viewer, alerts};

use super::actor::actor;
use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::Asked;
use super::line::short;
use super::moment::Moment;
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::{count, country, word};
use super::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(super) const PATH: &str = "/console/alerts";

/// The names of keys and lists, by how the log calls them; as far as the viewer may see them.
pub(super) type Names = HashMap<String, String>;

/// An alert in words.
pub(super) struct AlertWords {
    pub(super) id: String,
    pub(super) kind: String,
    /// What it means.
    pub(super) meaning: String,
    /// What to do about it.
    pub(super) to_do: String,
    /// What it is about, and where that is, if the viewer may go there.
    pub(super) about: String,
    pub(super) href: Option<String>,
    /// Fixed names and numbers.
    pub(super) detail: String,
    pub(super) at: Moment,
    pub(super) seen: Option<Moment>,
}

impl AlertWords {
    fn of(texts: Texts, alert: &Alert, viewer: &Viewer, names: &Names, now: Timestamp) -> Self {
        Self {
            id: alert.id.to_string(),
            kind: word(texts, "alert", alert.kind),
            meaning: word(texts, "alert-means", alert.kind),
            to_do: word(texts, "alert-do", alert.kind),
            about: about(texts, &alert.record, names),
            href: href(alert, viewer),
            detail: alert.detail.clone(),
            at: Moment::of(texts, alert.raised_at, now),
            seen: alert.seen_at.map(|at| Moment::of(texts, at, now)),
        }
    }
}

/// What an alert is about: by its name, or by the last part of its id.
fn about(texts: Texts, record: &str, names: &Names) -> String {
    let name = names.get(record);
    match (record.split_once(':'), name) {
        (Some(("list", _)), Some(name)) => texts.with("about-list", "name", name.clone()),
        (Some(("list", id)), None) => texts.with("about-list-id", "id", short(id)),
        (Some(("key", _)), Some(name)) => texts.with("about-key", "name", name.clone()),
        (Some(("person", _)), Some(name)) => texts.with("about-person", "name", name.clone()),
        (Some(("help", code)), _) => match Country::parse(code) {
            Some(code) => texts.with("about-help", "country", country(texts, code)),
            None => actor(texts, record),
        },
        (Some(("report", id)), _) => texts.with("report-title", "id", short(id)),
        (Some((kind @ ("referral" | "correction"), id)), _) => {
            texts.with(&format!("about-{kind}"), "id", short(id))
        }
        (Some(("outbox", _)), _) => texts.get("about-outbox"),
        _ => actor(texts, record),
    }
}

/// Where it can be looked at or acted on.
fn href(alert: &Alert, viewer: &Viewer) -> Option<String> {
    let (kind, id) = alert.record.split_once(':')?;
    let (permission, path) = match (alert.kind, kind) {
        (AlertKind::Dispute, _) => (Permission::ReadLists, super::disputes::PATH.to_owned()),
        (_, "referral") => (Permission::Refer, format!("{}/{id}", super::referral::list::PATH)),
        (_, "correction") => (Permission::Refer, super::referral::corrections_page::PATH.to_owned()),
        (AlertKind::Letter, _) => (Permission::Letters, super::letters::PATH.to_owned()),
        (_, "list") => (Permission::ReadLists, format!("{}/{id}", super::lists::PATH)),
        (AlertKind::Browsing, _) => (Permission::ReadAudit, "/console/audit".to_owned()),
        (_, "help") => (Permission::HelpDirectory, format!("{}/in/{id}", super::help::PATH)),
        (_, "report") => (Permission::ReadReport, format!("/console/reports/{id}")),
        (AlertKind::Access | AlertKind::Disowned, _) => {
            (Permission::ReadPeople, "/console/people".to_owned())
        }
        (_, "key") => (Permission::ManageKeys, "/console/keys".to_owned()),
        _ => return None,
    };
    viewer.may(permission).then_some(path)
}

/// The page.
#[derive(Template)]
#[template(path = "console/alerts.html")]
pub(super) struct AlertsPage {
    pub(super) c: Chrome,
    pub(super) said: String,
    pub(super) waiting: Vec<AlertWords>,
    pub(super) seen: Vec<AlertWords>,
    pub(super) problems: Vec<Problem>,
}

impl AlertsPage {
    /// The page of what was read: what waits, and everything.
    pub(super) fn of(
        c: Chrome,
        (waiting, all): (&[Alert], &[Alert]),
        viewer: &Viewer,
        names: &Names,
        (problems, now): (Vec<Problem>, Timestamp),
    ) -> Self {
        let texts = Texts::console();
        let words = |alert: &Alert| AlertWords::of(texts, alert, viewer, names, now);
        Self {
            c,
            said: said(texts, waiting.len()),
            waiting: waiting.iter().map(words).collect(),
            seen: all.iter().filter(|alert| alert.seen_at.is_some()).map(words).collect(),
            problems,
        }
    }
}

/// How many wait, in words.
pub(super) fn said(texts: Texts, waiting: usize) -> String {
    count(texts, "alerts-waiting", waiting as u64)
}

/// Shows the alerts.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    show(&me, StatusCode::OK, Vec::new(), flash::of(&query)).await
}

/// Takes note of one.
pub(super) async fn note(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id: AlertId = me.permitted(Permission::Alerts)?.named(&id)?;
    let wrong = match alerts::take_note(&me.node, &me.viewer, id).await {
        Ok(()) => return Ok(render::see(&flash::with(PATH, "noted"))),
        Err(Error::NotFound(_)) => vec![Problem::plain(me.texts.get("wrong-noted"))],
        Err(error) => problems(me.texts, error).map_err(|error| me.failed(&error))?,
    };
    show(&me, StatusCode::UNPROCESSABLE_ENTITY, wrong, None).await
}

async fn show(
    me: &SignedInViewer,
    status: StatusCode,
    wrong: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let read = async |waiting_only| {
        me.node.read(&me.viewer, AlertsQuery { waiting_only }).await.map_err(|error| me.failed(&error))
    };
    let (waiting, all) = (read(true).await?, read(false).await?);
    let names = names(me, &waiting, &all).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Alerts, me.texts.get("nav-alerts"), done);
    let page = AlertsPage::of(c, (&waiting, &all), &me.viewer, &names, (wrong, me.now));
    Ok(render::page(status, &page))
}

/// The names of what the alerts are about, asked for only where one is about such a thing.
async fn names(me: &SignedInViewer, waiting: &[Alert], all: &[Alert]) -> Result<Names, Error> {
    let names_any = |kind: &str| waiting.iter().chain(all).any(|alert| alert.record.starts_with(kind));
    let mut names = Names::new();
    if names_any("key:") && me.viewer.may(Permission::ManageKeys) {
        let keys = me.node.read(&me.viewer, KeysQuery).await?;
        names.extend(keys.into_iter().map(|key| (format!("key:{}", key.id), key.name)));
    }
    if names_any("person:") && me.viewer.may(Permission::ReadPeople) {
        let people = me.node.read(&me.viewer, PeopleQuery).await?;
        names.extend(people.into_iter().map(|person| (format!("person:{}", person.id), person.name)));
    }
    if names_any("list:") && me.viewer.may(Permission::ReadLists) {
        let lists = me.node.read(&me.viewer, ListsQuery).await?;
        names.extend(lists.into_iter().map(|line| {
            let list = line.size.list;
            (format!("list:{}", list.id), list.name)
        }));
    }
    Ok(names)
}
