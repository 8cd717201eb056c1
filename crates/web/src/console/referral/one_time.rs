//! The pages behind the links in letters, for people who do not sign in here. A link that is followed shows a page that says
//! nothing; only its button opens what it leads to. So a program that checks mail reads nothing and uses nothing up.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tutela_model::clock::Timestamp;
use tutela_model::referral::ReferralState;
use tutela_workflow::correction::{
    Acknowledging, CorrectionShown, acknowledge, look_correction as look_at_correction, show_correction,
};
use tutela_workflow::referral::{
    AnswerPage, By, LinkState, Opened, answered_with, look as look_at, open_link,
};
use tutela_workflow::{Error, Node};

use super::answering::{OutcomeChoice, act, choices};
use super::words::{OutcomeWords, PackageWords};
use crate::console::Console;
use crate::console::chrome::Chrome;
use crate::console::failure::Failed;
use crate::console::fields::Fields;
use crate::console::moment::{Moment, written};
use crate::console::problem::{Problem, problems};
use crate::console::render;
use crate::console::words::word;
use crate::texts::Texts;

/// A page that says nothing but what to do, or why nothing can be done.
#[derive(Template)]
#[template(path = "console/referral/link.html")]
pub(in crate::console) struct LinkPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) about: String,
    /// The label of the button that opens it, where it can be opened.
    pub(in crate::console) button: Option<String>,
    /// Whom to ask.
    pub(in crate::console) contact: String,
    pub(in crate::console) organisation: String,
}

impl LinkPage {
    /// What a link stands for; `None` where it leads nowhere.
    pub(in crate::console) fn of(node: (&str, &str), state: Option<LinkState>) -> Self {
        let texts = Texts::console();
        let at = |at: Timestamp| texts.with("moment-exact", "at", written(at));
        let (name, time) = match state {
            Some(LinkState::Ready(until)) => ("ready", Some(at(until))),
            Some(LinkState::Opened(when)) => ("opened", Some(at(when))),
            Some(LinkState::Expired) => ("expired", None),
            Some(LinkState::Replaced) => ("replaced", None),
            Some(LinkState::Over) => ("over", None),
            None => ("unknown", None),
        };
        let about = format!("link-{name}-about");
        let about = time.map_or_else(|| texts.get(&about), |time| texts.with(&about, "at", time));
        let button = matches!(state, Some(LinkState::Ready(_))).then(|| texts.get("link-open"));
        Self::new(node, texts.get(&format!("link-{name}-h")), about, button)
    }

    fn new(
        (organisation, contact): (&str, &str),
        title: String,
        about: String,
        button: Option<String>,
    ) -> Self {
        let mut c = Chrome::bare();
        c.title = title;
        Self { c, about, button, contact: contact.to_owned(), organisation: organisation.to_owned() }
    }

    /// Before a correction is opened; or where the link leads nowhere.
    pub(in crate::console) fn correction(node: (&str, &str), there: bool) -> Self {
        let texts = Texts::console();
        if there {
            let button = Some(texts.get("link-correction-open"));
            Self::new(node, texts.get("link-correction-h"), texts.get("link-correction-about"), button)
        } else {
            Self::of(node, None)
        }
    }
}

/// A referral that was opened, or where it stands for whoever holds its code.
#[derive(Template)]
#[template(path = "console/referral/opened.html")]
pub(in crate::console) struct OpenedPage {
    pub(in crate::console) c: Chrome,
    /// What was sent: shown once.
    pub(in crate::console) package: Option<PackageWords>,
    pub(in crate::console) json: Option<String>,
    pub(in crate::console) code: String,
    pub(in crate::console) state: String,
    pub(in crate::console) accepted: bool,
    pub(in crate::console) to_answer: bool,
    pub(in crate::console) handling_about: String,
    pub(in crate::console) outcomes: Vec<OutcomeWords>,
    pub(in crate::console) choices: Vec<OutcomeChoice>,
    pub(in crate::console) typed: Fields,
    pub(in crate::console) problems: Vec<Problem>,
    pub(in crate::console) contact: String,
}

impl OpenedPage {
    /// The page of a referral that was opened just now.
    pub(in crate::console) fn opened(contact: &str, opened: &Opened, now: Timestamp) -> Self {
        let mut made = Self::of(contact, &opened.page, &opened.code, (Fields::default(), Vec::new()), now);
        made.package = Some(PackageWords::of(Texts::console(), &opened.package));
        made.json = Some(opened.json.clone());
        made
    }

    /// The page for whoever answers with a code.
    pub(in crate::console) fn of(
        contact: &str,
        page: &AnswerPage,
        code: &str,
        (typed, problems): (Fields, Vec<Problem>),
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let mut c = Chrome::bare();
        c.title = texts.with("referral-ref", "id", page.id.to_string());
        Self {
            c,
            package: None,
            json: None,
            code: code.to_owned(),
            state: word(texts, "referral-state", page.state),
            accepted: page.state == ReferralState::Accepted,
            to_answer: matches!(page.state, ReferralState::Read | ReferralState::Accepted),
            handling_about: word(texts, "handling-about", page.handling),
            outcomes: OutcomeWords::all(texts, &page.outcomes, now),
            choices: choices(texts, &typed),
            typed,
            problems,
            contact: contact.to_owned(),
        }
    }
}

/// Where somebody types the code of the page that they opened.
#[derive(Template)]
#[template(path = "console/referral/code.html")]
pub(in crate::console) struct CodePage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) problems: Vec<Problem>,
    pub(in crate::console) contact: String,
}

impl CodePage {
    /// The page, with what is wrong.
    pub(in crate::console) fn of(contact: &str, problems: Vec<Problem>) -> Self {
        let mut c = Chrome::bare();
        c.title = c.t("code-title");
        Self { c, problems, contact: contact.to_owned() }
    }
}

/// A correction that was opened.
#[derive(Template)]
#[template(path = "console/referral/correction.html")]
pub(in crate::console) struct CorrectionPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) reference: String,
    pub(in crate::console) kind: String,
    pub(in crate::console) text: String,
    pub(in crate::console) made: Moment,
    pub(in crate::console) noted: Option<Moment>,
    pub(in crate::console) contact: String,
}

impl CorrectionPage {
    /// The page of what was read.
    pub(in crate::console) fn of(contact: &str, found: &CorrectionShown, now: Timestamp) -> Self {
        let texts = Texts::console();
        let mut c = Chrome::bare();
        c.title = texts.get("correction-title");
        Self {
            c,
            reference: found.about.1.to_string(),
            kind: word(texts, "correction", found.kind),
            text: found.text.clone(),
            made: Moment::of(texts, found.made_at, now),
            noted: found.acknowledged_at.map(|at| Moment::of(texts, at, now)),
            contact: contact.to_owned(),
        }
    }
}

fn names(node: &Node) -> (&str, &str) {
    (&node.settings().organisation, &node.settings().contact)
}

fn failed(error: &Error) -> Response {
    Failed::of(Chrome::bare(), None, error).into_response()
}

fn link(node: &Node, state: Option<LinkState>) -> Response {
    let status = match state {
        Some(LinkState::Ready(_)) => StatusCode::OK,
        Some(_) => StatusCode::GONE,
        None => StatusCode::NOT_FOUND,
    };
    render::page(status, &LinkPage::of(names(node), state))
}

/// A link was followed: nothing is opened.
pub(super) async fn look(State(console): State<Console>, Path(token): Path<String>) -> Response {
    match look_at(&console.node, &token).await {
        Ok(state) => link(&console.node, state),
        Err(error) => failed(&error),
    }
}

/// The button was pressed.
pub(super) async fn open(State(console): State<Console>, Path(token): Path<String>) -> Response {
    let node = &console.node;
    match open_link(node, &token).await {
        Ok(Some(Ok(opened))) => {
            render::page(StatusCode::OK, &OpenedPage::opened(names(node).1, &opened, node.now()))
        }
        Ok(Some(Err(state))) => link(node, Some(state)),
        Ok(None) => link(node, None),
        Err(error) => failed(&error),
    }
}

/// Asks for a code.
pub(super) async fn ask_code(State(console): State<Console>) -> Response {
    render::page(StatusCode::OK, &CodePage::of(names(&console.node).1, Vec::new()))
}

/// Answers with a code, or shows where the referral stands. The code never stands in an address.
pub(super) async fn answer(State(console): State<Console>, form: Fields) -> Response {
    let node = &console.node;
    let contact = names(node).1;
    let code = form.get("code").to_owned();
    let mut wrong = Vec::new();
    if !form.get("act").is_empty()
        && let Err(error) = act(node, By::Code(&code), &form).await
    {
        match error {
            Error::NotFound(_) => {}
            error => match problems(Texts::console(), error) {
                Ok(problems) => wrong = problems,
                Err(error) => return failed(&error),
            },
        }
    }
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    match answered_with(node, &code).await {
        Ok(Some(page)) => {
            // What was answered is not typed again.
            let typed = if wrong.is_empty() { Fields::default() } else { form };
            render::page(status, &OpenedPage::of(contact, &page, &code, (typed, wrong), node.now()))
        }
        Ok(None) | Err(Error::NotFound(_)) => {
            let wrong = vec![Problem::at("code", Texts::console().get("wrong-code"))];
            render::page(StatusCode::NOT_FOUND, &CodePage::of(contact, wrong))
        }
        Err(error) => failed(&error),
    }
}

/// A link to a correction was followed: nothing is opened.
pub(super) async fn look_correction(State(console): State<Console>, Path(token): Path<String>) -> Response {
    match look_at_correction(&console.node, &token).await {
        Ok(there) => {
            let status = if there { StatusCode::OK } else { StatusCode::NOT_FOUND };
            render::page(status, &LinkPage::correction(names(&console.node), there))
        }
        Err(error) => failed(&error),
    }
}

/// The button was pressed: the correction is shown; with a second button it is noted.
pub(super) async fn correction(
    State(console): State<Console>,
    Path(token): Path<String>,
    form: Fields,
) -> Response {
    let node = &console.node;
    if form.get("act") == "noted"
        && let Err(error) = acknowledge(node, Acknowledging::Link(&token)).await
        && !matches!(error, Error::NotFound(_))
    {
        return failed(&error);
    }
    match show_correction(node, &token).await {
        Ok(Some(found)) => {
            render::page(StatusCode::OK, &CorrectionPage::of(names(node).1, &found, node.now()))
        }
        Ok(None) | Err(Error::NotFound(_)) => {
            render::page(StatusCode::NOT_FOUND, &LinkPage::correction(names(node), false))
        }
        Err(error) => failed(&error),
    }
}
