//! Where to find help, by the country that the reader chooses. The choice is sent by a form and answered with an address: nobody is
//! placed on a map by their network, and nothing personal stands in the address.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use tutela_model::country::Country;
use tutela_model::help::HelpKind;
use tutela_workflow::help::{HelpShown, help_in};

use super::frame::Frame;
use super::problem::Problem;
use super::report_form::form_fields;
use super::{Site, page};
use crate::texts::{countries, spoken};

/// A country to choose.
pub(super) struct CountryChoice {
    pub(super) code: String,
    pub(super) name: &'static str,
    pub(super) chosen: bool,
}

/// Every country in the page's language.
pub(super) fn choices(frame: &Frame, chosen: Option<Country>) -> Vec<CountryChoice> {
    let choice = |(code, name): &(Country, &'static str)| CountryChoice {
        code: code.to_string(),
        name,
        chosen: chosen == Some(*code),
    };
    countries(frame.language()).iter().map(choice).collect()
}

/// The name of a country in the page's language.
pub(super) fn country_name(frame: &Frame, country: Country) -> String {
    frame.texts().get(&format!("country-{country}"))
}

/// Somebody to turn to.
pub(super) struct Contact {
    pub(super) name: String,
    pub(super) phone: Option<Phone>,
    pub(super) url: Option<String>,
    pub(super) chat: Option<String>,
    pub(super) email: Option<String>,
    pub(super) languages: Option<String>,
    pub(super) hours: Option<String>,
    pub(super) confirmed: bool,
}

/// A number as it is read and as a phone dials it.
pub(super) struct Phone {
    pub(super) shown: String,
    pub(super) dialled: String,
}

impl Phone {
    fn of(number: &str) -> Self {
        let dialled = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        // Numbers are read in groups: a group is not torn at the end of a line.
        Self { shown: number.replace(' ', "\u{a0}"), dialled }
    }
}

impl Contact {
    pub(super) fn of(frame: &Frame, shown: &HelpShown) -> Self {
        let details = &shown.details;
        let names: Vec<_> = details.languages.iter().map(|code| spoken(code)).collect();
        let said = |key: &str, argument: &str, value: String| frame.texts().with(key, argument, value);
        Self {
            name: details.name.clone(),
            phone: details.phone.as_deref().map(Phone::of),
            url: details.url.clone(),
            chat: details.chat.clone(),
            email: details.email.clone(),
            languages: (!names.is_empty()).then(|| said("help-languages", "languages", names.join(", "))),
            hours: details.hours.clone().map(|hours| said("help-hours", "hours", hours)),
            confirmed: shown.confirmed,
        }
    }
}

/// Help of one kind.
pub(super) struct Kind {
    pub(super) name: HelpKind,
    pub(super) heading: String,
    pub(super) about: String,
    pub(super) contacts: Vec<Contact>,
}

/// The page.
#[derive(Template)]
#[template(path = "public/help.html")]
pub(super) struct HelpPage {
    pub(super) frame: Frame,
    /// The heading: of the country, or of the page where none is chosen.
    pub(super) heading: String,
    pub(super) chosen: Option<Country>,
    pub(super) kinds: Vec<Kind>,
    pub(super) countries: Vec<CountryChoice>,
    /// What stands where help is missing.
    pub(super) missing: Option<String>,
    /// Whether something is shown that nobody has confirmed.
    pub(super) unconfirmed: bool,
}

impl HelpPage {
    pub(super) fn new(frame: Frame, chosen: Option<Country>, found: &[HelpShown]) -> Self {
        let kind = |kind: &HelpKind| {
            let of_kind = found.iter().filter(|shown| shown.details.kind == *kind);
            Kind {
                name: *kind,
                heading: frame.t(&format!("help-{kind}")),
                about: frame.t(&format!("help-{kind}-about")),
                contacts: of_kind.map(|shown| Contact::of(&frame, shown)).collect(),
            }
        };
        let kinds: Vec<_> = HelpKind::ALL.iter().map(kind).filter(|kind| !kind.contacts.is_empty()).collect();
        let missing = match kinds.first() {
            None => Some("help-none"),
            Some(first) if first.name != HelpKind::Emergency => Some("help-no-emergency"),
            Some(_) => None,
        };
        Self {
            heading: match chosen {
                Some(country) => frame.texts().with("help-in-h", "country", country_name(&frame, country)),
                None => frame.t("help-h"),
            },
            missing: missing.filter(|_| chosen.is_some()).map(|key| frame.t(key)),
            unconfirmed: found.iter().any(|shown| !shown.confirmed),
            countries: choices(&frame, chosen),
            chosen,
            kinds,
            frame,
        }
    }
}

/// The entries of a country. A store that does not answer hides the numbers and nothing else.
pub(super) async fn found(site: &Site, country: Country) -> Vec<HelpShown> {
    help_in(&site.node, country).await.unwrap_or_else(|error| {
        tracing::error!(%error, "the help directory could not be read");
        Vec::new()
    })
}

/// Asks which country.
pub(super) async fn show(State(site): State<Site>) -> Response {
    page(StatusCode::OK, &HelpPage::new(site.frame("help"), None, &[]))
}

/// Leads to the country that was chosen.
pub(super) async fn choose(State(site): State<Site>, body: Bytes) -> Response {
    let chosen = form_fields(&body).find(|(name, _)| name == "country").map(|(_, value)| value);
    let country = chosen.and_then(|code| Country::parse(&code));
    let place = country.map(|country| format!("/{country}")).unwrap_or_default();
    Redirect::to(&format!("/{}/help{place}", site.language)).into_response()
}

/// Shows the help of one country.
pub(super) async fn show_country(State(site): State<Site>, Path(code): Path<String>) -> Response {
    match Country::parse(&code) {
        Some(country) => {
            let found = found(&site, country).await;
            let frame = site.frame(format!("help/{country}"));
            page(StatusCode::OK, &HelpPage::new(frame, Some(country), &found))
        }
        None => Problem::Missing.page(site.frame("")),
    }
}
