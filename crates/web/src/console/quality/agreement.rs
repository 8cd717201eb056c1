//! How well two assessments of the same content agree: for the desk, and for a senior also by analyst.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::agreement::Agreement;
use tutela_workflow::quality::set_sample_percent;
use tutela_workflow::read::{AgreementByPersonQuery, AgreementQuery, Agreements, DeskAgreement};

use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::problem::{Problem, problems};
use crate::console::queue::Tab;
use crate::console::signed_in::SignedInViewer;
use crate::console::words::grouped;
use crate::console::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(in crate::console) const PATH: &str = "/console/agreement";

/// How well two agree on one question, in words.
pub(in crate::console) struct Cell {
    /// The share that was equal, with the numbers behind it; `None` where there is no pair.
    pub(in crate::console) share: Option<(String, String)>,
    /// Agreement beyond chance.
    pub(in crate::console) alpha: Option<String>,
}

/// A line of the table.
pub(in crate::console) struct AgreementLine {
    pub(in crate::console) name: String,
    pub(in crate::console) cells: [Cell; 3],
}

impl AgreementLine {
    fn of(texts: Texts, name: String, found: &Agreements) -> Self {
        let cell = |found: Agreement| Cell {
            share: found.percent().map(|percent| {
                let numbers = [("n", grouped(found.equal).into()), ("all", grouped(found.pairs).into())];
                (texts.with("agreement-share", "n", percent), texts.with_all("agreement-of", &numbers))
            }),
            alpha: found.alpha.map(|alpha| texts.with("agreement-alpha", "alpha", format!("{alpha:.2}"))),
        };
        Self { name, cells: [cell(found.age), cell(found.act), cell(found.depiction)] }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/agreement.html")]
pub(in crate::console) struct AgreementPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) tabs: Vec<Tab>,
    pub(in crate::console) problems: Vec<Problem>,
    pub(in crate::console) desk: Vec<AgreementLine>,
    /// By analyst; `None` for whoever is no senior.
    pub(in crate::console) people: Option<Vec<AgreementLine>>,
    pub(in crate::console) share: String,
    /// What was typed into the form, or what holds; `None` where the viewer does not set it.
    pub(in crate::console) typed: Option<String>,
}

impl AgreementPage {
    /// The page of what was read.
    pub(in crate::console) fn of(
        c: Chrome,
        desk: &DeskAgreement,
        people: Option<&[(String, Agreements)]>,
        typed: &Fields,
        problems: Vec<Problem>,
    ) -> Self {
        let texts = Texts::console();
        let line = |key: &str, found: &Agreements| AgreementLine::of(texts, texts.get(key), found);
        let typed =
            if problems.is_empty() { desk.percent.to_string() } else { typed.get("percent").to_owned() };
        Self {
            tabs: super::tabs(texts, PATH),
            desk: vec![line("agreement-sample", &desk.sample), line("agreement-second", &desk.second)],
            people: people.map(|people| {
                people.iter().map(|(name, found)| AgreementLine::of(texts, name.clone(), found)).collect()
            }),
            share: texts.with("sample-share", "n", desk.percent),
            typed: people.map(|_| typed),
            problems,
            c,
        }
    }
}

async fn show(
    me: &SignedInViewer,
    status: StatusCode,
    (typed, wrong): (&Fields, Vec<Problem>),
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let desk = me.node.read(&me.viewer, AgreementQuery).await.map_err(|error| me.failed(&error))?;
    let people = if me.viewer.may(Permission::Quality) {
        let people = me.node.read(&me.viewer, AgreementByPersonQuery).await;
        Some(people.map_err(|error| me.failed(&error))?)
    } else {
        None
    };
    let c = me.chrome(Place::Quality, me.texts.get("agreement-title"), done);
    Ok(render::page(status, &AgreementPage::of(c, &desk, people.as_deref(), typed, wrong)))
}

/// Shows it.
pub(in crate::console) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    show(&me, StatusCode::OK, (&Fields::default(), Vec::new()), flash::of(&query)).await
}

/// Sets how many assessments in a hundred are drawn.
pub(in crate::console) async fn set_share(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    me.permitted(Permission::Quality)?;
    let Ok(percent) = form.get("percent").trim().parse() else {
        let wrong = vec![Problem::at("percent", me.texts.get("wrong-percent"))];
        return show(&me, StatusCode::UNPROCESSABLE_ENTITY, (&form, wrong), None).await;
    };
    match set_sample_percent(&me.node, &me.viewer, percent).await {
        Ok(()) => Ok(render::see(&flash::with(PATH, "share_set"))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(&me, StatusCode::UNPROCESSABLE_ENTITY, (&form, wrong), None).await
        }
    }
}
