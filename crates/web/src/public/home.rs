//! The first page: is a child in danger now, and whom to call; report; help for young people; come back.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::country::Country;
use tutela_model::help::HelpKind;
use tutela_workflow::help::HelpShown;

use super::frame::Frame;
use super::help::{Contact, CountryChoice, Phone, choices, country_name, found};
use super::reads::Reads;
use super::{Site, page};

/// The first page.
#[derive(Template)]
#[template(path = "public/home.html")]
pub(super) struct Home {
    pub(super) frame: Frame,
    /// What stands before the emergency numbers of the node's own country, where there are some.
    own: Option<String>,
    phones: Vec<Phone>,
    /// Whether nobody has confirmed them.
    unconfirmed: bool,
    countries: Vec<CountryChoice>,
    reads: Reads,
}

impl Home {
    /// `own`: the node's own country with its help.
    pub(super) fn new(frame: Frame, own: Option<(Country, &[HelpShown])>, reads: Reads) -> Self {
        let country = own.map(|(country, _)| country);
        let emergency: Vec<_> = own
            .map_or(&[][..], |(_, found)| found)
            .iter()
            .filter(|shown| shown.details.kind == HelpKind::Emergency)
            .map(|shown| Contact::of(&frame, shown))
            .collect();
        let unconfirmed = emergency.iter().any(|contact| !contact.confirmed);
        let phones: Vec<_> = emergency.into_iter().filter_map(|contact| contact.phone).collect();
        let own = country.filter(|_| !phones.is_empty());
        Self {
            own: own.map(|country| frame.texts().with("home-own", "country", country_name(&frame, country))),
            phones,
            unconfirmed,
            countries: choices(&frame, country),
            reads,
            frame,
        }
    }
}

pub(super) async fn show(State(site): State<Site>) -> Response {
    let frame = site.frame("");
    let reads = Reads::now(&site, &frame).await;
    let own = match site.node.settings().country {
        Some(country) => Some((country, found(&site, country).await)),
        None => None,
    };
    let own = own.as_ref().map(|(country, found)| (*country, found.as_slice()));
    page(StatusCode::OK, &Home::new(frame, own, reads))
}
