//! The help directory: which countries have numbers that somebody confirmed, and what needs a call next.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::help::{HelpEntry, HelpKind, HelpStanding, HelpTyped};
use tutela_workflow::Error;
use tutela_workflow::help::{SEED, add_help, import_help};
use tutela_workflow::read::{HelpDirectory, HelpQuery};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::help_entry::{reached, web};
use super::members::Choice;
use super::moment::Moment;
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::{count, country, grouped, word};
use super::{flash, render};
use crate::texts::{Language, Texts, countries};

/// The page's address.
pub(super) const PATH: &str = "/console/help";

/// A country with what is known of it.
pub(super) struct CountryLine {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) own: bool,
    /// Whether an emergency number and a helpline are confirmed.
    pub(super) enough: bool,
    pub(super) confirmed: String,
    pub(super) lapsing: String,
    pub(super) waiting: String,
    pub(super) wrong: String,
}

/// The page of all countries.
#[derive(Template)]
#[template(path = "console/help.html")]
pub(super) struct HelpPage {
    pub(super) c: Chrome,
    pub(super) said: String,
    /// What the node's own country lacks.
    pub(super) own: String,
    pub(super) lines: Vec<CountryLine>,
    /// Where the next call is noted.
    pub(super) next: Option<String>,
    pub(super) countries: Vec<Choice>,
    pub(super) problems: Vec<Problem>,
}

impl HelpPage {
    /// The page of what was read.
    pub(super) fn of(c: Chrome, found: &HelpDirectory, problems: Vec<Problem>, now: Timestamp) -> Self {
        let texts = Texts::console();
        let mut by_country: BTreeMap<(bool, String, Country), Vec<&HelpEntry>> = BTreeMap::new();
        for entry in &found.entries {
            let code = entry.details.country;
            by_country.entry((found.own != Some(code), country(texts, code), code)).or_default().push(entry);
        }
        let line = |((foreign, name, code), entries): ((bool, String, Country), Vec<&HelpEntry>)| {
            let number = |standings: &[HelpStanding]| {
                let n = entries.iter().filter(|entry| standings.contains(&entry.standing(now))).count();
                if n == 0 { String::new() } else { grouped(n as u64) }
            };
            CountryLine {
                href: format!("{PATH}/in/{code}"),
                name,
                own: !foreign,
                enough: found.is_enough(code, now),
                confirmed: number(&[HelpStanding::Confirmed, HelpStanding::Lapsing]),
                lapsing: number(&[HelpStanding::Lapsing]),
                waiting: number(&[HelpStanding::Unconfirmed, HelpStanding::Lapsed]),
                wrong: number(&[HelpStanding::Wrong]),
            }
        };
        let own = match found.own {
            None => texts.get("help-own-none"),
            Some(code) if found.is_enough(code, now) => {
                texts.with("help-own-enough", "country", country(texts, code))
            }
            Some(code) => texts.with("help-own-lacks", "country", country(texts, code)),
        };
        Self {
            said: count(texts, "help-entries", found.entries.len() as u64),
            own,
            next: found.next(now).map(|id| format!("{PATH}/{id}")),
            lines: by_country.into_iter().map(line).collect(),
            countries: choices(found.own),
            c,
            problems,
        }
    }
}

/// Every country, with one chosen.
pub(super) fn choices(chosen: Option<Country>) -> Vec<Choice> {
    let choice = |(code, name): &(Country, &'static str)| Choice {
        value: code.to_string(),
        name: (*name).to_owned(),
        chosen: chosen == Some(*code),
    };
    countries(Language::En).iter().map(choice).collect()
}

/// An entry in a list.
pub(super) struct EntryLine {
    pub(super) href: String,
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) reached: String,
    pub(super) standing: &'static str,
    pub(super) standing_words: String,
    /// By whom and when it was confirmed.
    pub(super) confirmed: Option<(String, Moment)>,
}

/// The page of one country.
#[derive(Template)]
#[template(path = "console/help_country.html")]
pub(super) struct CountryPage {
    pub(super) c: Chrome,
    pub(super) code: String,
    pub(super) lines: Vec<EntryLine>,
    pub(super) next: Option<String>,
    pub(super) kinds: Vec<Choice>,
    pub(super) typed: Fields,
    pub(super) problems: Vec<Problem>,
}

impl CountryPage {
    /// The page of what was read, with what was typed.
    pub(super) fn of(
        c: Chrome,
        found: &HelpDirectory,
        code: Country,
        (typed, problems): (Fields, Vec<Problem>),
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let mut entries: Vec<_> =
            found.entries.iter().filter(|entry| entry.details.country == code).collect();
        entries.sort_by_key(|entry| (entry.details.kind, entry.details.name.clone()));
        let line = |entry: &&HelpEntry| EntryLine {
            href: format!("{PATH}/{}", entry.id),
            kind: word(texts, "help-kind", entry.details.kind),
            name: entry.details.name.clone(),
            reached: reached(&entry.details),
            standing: entry.standing(now).as_str(),
            standing_words: word(texts, "help-standing", entry.standing(now)),
            confirmed: entry.confirmed.map(|(at, by)| {
                let name = found.names.get(&by).cloned().unwrap_or_else(|| by.to_string());
                (name, Moment::of(texts, at, now))
            }),
        };
        let chosen = HelpKind::parse(typed.get("kind")).unwrap_or(HelpKind::Helpline);
        let kind = |kind: &HelpKind| Choice {
            value: kind.to_string(),
            name: word(texts, "help-kind", kind),
            chosen: *kind == chosen,
        };
        Self {
            code: code.to_string(),
            lines: entries.iter().map(line).collect(),
            next: found.next_in(Some(code), now).map(|id| format!("{PATH}/{id}")),
            kinds: HelpKind::ALL.iter().map(kind).collect(),
            c,
            typed,
            problems,
        }
    }
}

async fn directory(me: &SignedInViewer) -> Result<HelpDirectory, Failed> {
    me.node.read(&me.viewer, HelpQuery).await.map_err(|error| me.failed(&error))
}

/// Shows the countries.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    show(&me, StatusCode::OK, Vec::new(), flash::of(&query)).await
}

/// Takes in the list that comes with the program.
pub(super) async fn take_seed(me: SignedInViewer) -> Result<Response, Failed> {
    match import_help(&me.node, Some(&me.viewer), SEED.as_bytes()).await {
        Ok(Ok(_)) => Ok(render::see(&flash::with(PATH, "help_imported"))),
        Ok(Err(error)) => {
            let wrong = vec![Problem::plain(error.to_string())];
            show(&me, StatusCode::UNPROCESSABLE_ENTITY, wrong, None).await
        }
        Err(error) => Err(me.failed(&error)),
    }
}

/// Leads from a choice to the page of that country.
pub(super) async fn choose(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    me.permitted(Permission::HelpDirectory)?;
    let place = Country::parse(form.get("country")).map(|code| format!("/in/{code}"));
    Ok(render::see(&format!("{PATH}{}", place.unwrap_or_default())))
}

async fn show(
    me: &SignedInViewer,
    status: StatusCode,
    wrong: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = directory(me).await?;
    let c = me.chrome(Place::Help, me.texts.get("help-title"), done);
    Ok(render::page(status, &HelpPage::of(c, &found, wrong, me.now)))
}

/// Shows one country.
pub(super) async fn country_page(
    me: SignedInViewer,
    Path(code): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let code = country_of(&me, &code)?;
    show_country(&me, code, StatusCode::OK, (Fields::default(), Vec::new()), flash::of(&query)).await
}

/// Adds an entry to a country.
pub(super) async fn add(
    me: SignedInViewer,
    Path(code): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let code = country_of(&me, &code)?;
    let typed = HelpTyped {
        country: code.as_str(),
        kind: form.get("kind"),
        name: form.get("name"),
        phone: form.get("phone"),
        url: form.get("url"),
        email: form.get("email"),
        chat: form.get("chat"),
        languages: form.get("languages"),
        hours: form.get("hours"),
        source: form.get("source"),
    };
    match add_help(&me.node, &me.viewer, &typed).await {
        Ok(entry) => Ok(render::see(&flash::with(&format!("{PATH}/{}", entry.id), "help_added"))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show_country(&me, code, StatusCode::UNPROCESSABLE_ENTITY, (form, wrong), None).await
        }
    }
}

fn country_of(me: &SignedInViewer, code: &str) -> Result<Country, Failed> {
    me.permitted(Permission::HelpDirectory)?;
    Country::parse(code).ok_or_else(|| me.failed(&Error::NotFound("country")))
}

async fn show_country(
    me: &SignedInViewer,
    code: Country,
    status: StatusCode,
    typed: (Fields, Vec<Problem>),
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let found = directory(me).await?;
    let title = me.texts.with("help-country-title", "country", country(me.texts, code));
    let c = me.chrome(Place::Help, title, done);
    Ok(render::page(status, &CountryPage::of(c, &found, code, typed, me.now)))
}

/// An address without its scheme: no page of the console holds anything that a browser makes a link of.
pub(super) fn plain(url: Option<&str>) -> String {
    url.map(web).unwrap_or_default()
}
