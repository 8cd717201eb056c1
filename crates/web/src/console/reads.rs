//! The log of reads: who opened what, and when; by person or by record; as a file too.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tutela_model::clock::Timestamp;
use tutela_model::id::{PersonId, ReportId};
use tutela_workflow::read::{Pattern, ReadsPage as Found, ReadsQuery};
use url::form_urlencoded::Serializer;

use super::audit::{ACTIONS, action_key};
use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::moment::{Moment, written};
use super::render;
use super::signed_in::SignedInViewer;
use super::words::grouped;
use crate::texts::Texts;

/// The page's address, and that of the file.
pub(super) const PATH: &str = "/console/reads";
/// The address of the file.
pub(super) const CSV: &str = "/console/reads.csv";

/// A reading.
pub(super) struct ReadLine {
    pub(super) number: String,
    pub(super) at: Moment,
    pub(super) who: String,
    pub(super) what: String,
    pub(super) record: String,
    /// Where all readings of this record are listed.
    pub(super) same: String,
}

/// Somebody to choose.
pub(super) struct PersonChoice {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "console/reads.html")]
pub(super) struct ReadsPage {
    pub(super) c: Chrome,
    pub(super) people: Vec<PersonChoice>,
    /// The report that was asked for, if one was.
    pub(super) record: String,
    pub(super) lines: Vec<ReadLine>,
    /// What is not usual: who, and what.
    pub(super) patterns: Vec<(String, String)>,
    /// Whether patterns were looked for.
    pub(super) whole: bool,
    pub(super) file: String,
    pub(super) first: Option<String>,
    pub(super) next: Option<String>,
}

/// What an address asks for. Addresses hold ids and numbers alone.
fn asked(query: &Fields) -> ReadsQuery {
    let record = query.get("record");
    let plain =
        record.len() <= 100 && record.bytes().all(|b| b.is_ascii_alphanumeric() || b":-_".contains(&b));
    ReadsQuery {
        person: query.get("person").parse().ok(),
        record: (plain && !record.is_empty()).then(|| record.to_owned()),
        before: query.get("before").parse().ok(),
    }
}

/// The address of what is asked for.
fn address(path: &str, query: &ReadsQuery) -> String {
    let mut written = Serializer::new(String::new());
    if let Some(person) = query.person {
        written.append_pair("person", &person.to_string());
    }
    if let Some(record) = &query.record {
        written.append_pair("record", record);
    }
    if let Some(before) = query.before {
        written.append_pair("before", &before.to_string());
    }
    let written = written.finish();
    if written.is_empty() { path.to_owned() } else { format!("{path}?{written}") }
}

fn what(texts: Texts, action: &str) -> String {
    if ACTIONS.contains(&action) { texts.get(&action_key(action)) } else { action.to_owned() }
}

fn pattern(texts: Texts, pattern: &Pattern) -> String {
    let n = |n: u64| grouped(n).into();
    match pattern {
        Pattern::ManyInAnHour(records, at) => {
            texts.with_all("pattern-hour", &[("n", n(*records as u64)), ("at", written(*at).into())])
        }
        Pattern::BusyDay { records, usual, day } => texts.with_all(
            "pattern-day",
            &[("n", n(*records)), ("usual", n(*usual)), ("at", written(*day).into())],
        ),
        Pattern::AtNight(records) => texts.with("pattern-night", "n", grouped(*records)),
        Pattern::ManySearches(searches) => texts.with("pattern-searches", "n", grouped(*searches)),
    }
}

impl ReadsPage {
    /// The page of what was read.
    pub(super) fn of(c: Chrome, query: &ReadsQuery, found: &Found, now: Timestamp) -> Self {
        let texts = Texts::console();
        let line = |(entry, name): &(tutela_workflow::read::LoggedEntry, String)| {
            let same = ReadsQuery { record: Some(entry.record.clone()), ..ReadsQuery::default() };
            ReadLine {
                number: entry.number.map(grouped).unwrap_or_default(),
                at: Moment::of(texts, entry.happened_at, now),
                who: name.clone(),
                what: what(texts, &entry.action),
                record: entry.record.clone(),
                same: address(PATH, &same),
            }
        };
        let person = |(id, name): &(PersonId, String)| PersonChoice {
            id: id.to_string(),
            name: name.clone(),
            chosen: query.person == Some(*id),
        };
        let begin = ReadsQuery { before: None, ..query.clone() };
        let record = query.record.as_deref().unwrap_or_default();
        Self {
            c,
            people: found.people.iter().map(person).collect(),
            record: record.strip_prefix("report:").unwrap_or(record).to_owned(),
            lines: found.entries.iter().map(line).collect(),
            patterns: found
                .patterns
                .iter()
                .map(|(_, name, found)| (name.clone(), pattern(texts, found)))
                .collect(),
            whole: query.person.is_none() && query.record.is_none() && query.before.is_none(),
            file: address(CSV, query),
            first: query.before.map(|_| address(PATH, &begin)),
            next: found
                .next
                .map(|before| address(PATH, &ReadsQuery { before: Some(before), ..query.clone() })),
        }
    }
}

/// Shows the log.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let query = asked(&query);
    let found = me.node.read(&me.viewer, query.clone()).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Reads, me.texts.get("nav-reads"), None);
    Ok(render::page(StatusCode::OK, &ReadsPage::of(c, &query, &found, me.now)))
}

/// Goes to what was chosen.
pub(super) async fn find(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    let record = form.get("record").trim();
    let record = match record.parse::<ReportId>() {
        Ok(id) => Some(format!("report:{id}")),
        Err(_) => Some(record.to_owned()).filter(|record| !record.is_empty()),
    };
    let query = ReadsQuery { person: form.get("person").parse().ok(), record, before: None };
    me.permitted(tutela_model::access::Permission::ReadAudit)?;
    Ok(render::see(&address(PATH, &query)))
}

/// A page of it as a file: number, time, who, what, record.
pub(super) async fn csv(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let query = asked(&query);
    let found = me.node.read(&me.viewer, query).await.map_err(|error| me.failed(&error))?;
    let mut text = String::from("number,time,person,act,record\r\n");
    for (entry, name) in &found.entries {
        let number = entry.number.map(|number| number.to_string()).unwrap_or_default();
        let fields = [&number, &entry.happened_at.to_string(), name, &entry.action, &entry.record];
        let fields: Vec<_> = fields.iter().map(|field| quoted(field)).collect();
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"reads.csv\""),
    ];
    Ok((headers, text).into_response())
}

/// A field, so that no program takes a person's name for a formula.
fn quoted(field: &str) -> String {
    let guard = if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", field.replace('"', "\"\""))
}
