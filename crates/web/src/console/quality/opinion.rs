//! One second look: what is to be assessed, without the first assessment; or the two that differ, for whoever decides.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::assessment::{ActClass, AgeBand, Depiction, Observation};
use tutela_model::id::{OpinionId, ReportId};
use tutela_model::item::Item;
use tutela_model::report::Standing;
use tutela_workflow::quality::{ask_opinion, give_opinion, opinion_viewing_token, settle_opinion};
use tutela_workflow::read::{OpinionPage as Found, OpinionQuery};
use tutela_workflow::{Error, Viewer};

use super::opinions;
use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::item::ItemWords;
use crate::console::problem::{Problem, problems};
use crate::console::report::known::{Choice, Group};
use crate::console::report::viewing::TokenPage;
use crate::console::signed_in::SignedInViewer;
use crate::console::words::word;
use crate::console::{flash, render};
use crate::texts::Texts;

/// The page.
#[derive(Template)]
#[template(path = "console/opinion.html")]
pub(in crate::console) struct OpinionPage {
    pub(in crate::console) c: Chrome,
    /// Where the acts are sent.
    pub(in crate::console) path: String,
    pub(in crate::console) problems: Vec<Problem>,
    pub(in crate::console) purpose: String,
    pub(in crate::console) item: ItemWords,
    /// The two that differ, in words: first and second.
    pub(in crate::console) both: Option<(Vec<String>, Vec<String>)>,
    pub(in crate::console) groups: Vec<Group>,
    pub(in crate::console) token: bool,
}

impl OpinionPage {
    /// The page of what was read, with what was typed.
    pub(in crate::console) fn of(
        mut c: Chrome,
        found: &Found,
        viewer: &Viewer,
        typed: &Fields,
        problems: Vec<Problem>,
    ) -> Self {
        let texts = Texts::console();
        let purpose = word(texts, "opinion-purpose", found.line.purpose);
        c.title = texts.get(if found.both.is_some() { "opinion-settle-title" } else { "opinion-give-title" });
        Self {
            path: format!("{}/{}", opinions::PATH, found.line.id),
            purpose,
            // Whose the accounts are does not matter: only addresses and files are assessed.
            item: ItemWords::of(texts, &found.item, Standing::Reported),
            both: found.both.map(|(one, other)| (words(texts, one), words(texts, other))),
            groups: groups(texts, typed, &problems),
            token: matches!(found.item, Item::Url(_)) && viewer.may(Permission::ViewingToken),
            problems,
            c,
        }
    }
}

/// What somebody saw, in words.
fn words(texts: Texts, seen: Observation) -> Vec<String> {
    let told = |kind: &str, value: &str| match value {
        "undetermined" => {
            format!("{}: {}", texts.get(&format!("assess-{kind}")), texts.get("cannot-be-told"))
        }
        value => word(texts, kind, value),
    };
    vec![
        told("age", seen.age.as_str()),
        told("act", seen.act.as_str()),
        told("depiction", seen.depiction.as_str()),
    ]
}

/// The three questions, with nothing chosen but what was typed.
fn groups(texts: Texts, typed: &Fields, problems: &[Problem]) -> Vec<Group> {
    let group = |name: &'static str, values: Vec<&'static str>| {
        let choice = |value: &'static str| Choice {
            value,
            label: if value == "undetermined" {
                texts.get("cannot-be-told")
            } else {
                word(texts, name, value)
            },
            chosen: typed.get(name) == value,
        };
        Group {
            name,
            legend: texts.get(&format!("assess-{name}")),
            choices: values.into_iter().map(choice).collect(),
            wrong: problems.iter().any(|problem| problem.field.as_deref() == Some(name)),
        }
    };
    vec![
        group("age", AgeBand::ALL.iter().map(|value| value.as_str()).collect()),
        group("act", ActClass::ALL.iter().map(|value| value.as_str()).collect()),
        group("depiction", Depiction::ALL.iter().map(|value| value.as_str()).collect()),
    ]
}

/// What was answered, or what is wrong.
fn observation(texts: Texts, form: &Fields) -> Result<Observation, Vec<Problem>> {
    let age = AgeBand::parse(form.get("age"));
    let act = ActClass::parse(form.get("act"));
    let depiction = Depiction::parse(form.get("depiction"));
    if let (Some(age), Some(act), Some(depiction)) = (age, act, depiction) {
        return Ok(Observation { age, act, depiction });
    }
    let given = [("age", age.is_some()), ("act", act.is_some()), ("depiction", depiction.is_some())];
    let open = given.into_iter().filter(|(_, given)| !given);
    Err(open.map(|(name, _)| Problem::at(name, texts.get(&format!("wrong-{name}")))).collect())
}

async fn show(
    me: &SignedInViewer,
    status: StatusCode,
    id: OpinionId,
    (typed, wrong): (&Fields, Vec<Problem>),
) -> Result<Response, Failed> {
    let found = me.node.read(&me.viewer, OpinionQuery { id }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Quality, String::new(), None);
    Ok(render::page(status, &OpinionPage::of(c, &found, &me.viewer, typed, wrong)))
}

/// Shows one.
pub(in crate::console) async fn page(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Opinion)?.named(&id)?;
    show(&me, StatusCode::OK, id, (&Fields::default(), Vec::new())).await
}

/// After an act: on to the list with a message, or the page again.
async fn after(
    me: &SignedInViewer,
    id: OpinionId,
    form: &Fields,
    done: Result<&'static str, Error>,
) -> Result<Response, Failed> {
    match done {
        Ok(message) => Ok(render::see(&flash::with(opinions::PATH, message))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(me, StatusCode::UNPROCESSABLE_ENTITY, id, (form, wrong)).await
        }
    }
}

/// Gives an opinion.
pub(in crate::console) async fn give(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Opinion)?.named(&id)?;
    match observation(me.texts, &form) {
        Ok(seen) => {
            let given = give_opinion(&me.node, &me.viewer, id, seen).await;
            let done = given.map(|differs| if differs { "opinion_differs" } else { "opinion_equal" });
            after(&me, id, &form, done).await
        }
        Err(wrong) => show(&me, StatusCode::UNPROCESSABLE_ENTITY, id, (&form, wrong)).await,
    }
}

/// Decides what stands.
pub(in crate::console) async fn settle(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Quality)?.named(&id)?;
    match observation(me.texts, &form) {
        Ok(stands) => {
            let settled = settle_opinion(&me.node, &me.viewer, id, stands).await;
            after(&me, id, &form, settled.map(|()| "opinion_settled")).await
        }
        Err(wrong) => show(&me, StatusCode::UNPROCESSABLE_ENTITY, id, (&form, wrong)).await,
    }
}

/// Makes a token for the viewing machine and shows it.
pub(in crate::console) async fn token(
    me: SignedInViewer,
    Path(id): Path<String>,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::ViewingToken)?.named(&id)?;
    match opinion_viewing_token(&me.node, &me.viewer, id).await {
        Ok(token) => {
            let c = me.chrome(Place::Quality, me.texts.get("token-title"), None);
            let back = format!("{}/{id}", opinions::PATH);
            Ok(render::page(StatusCode::OK, &TokenPage::of(c, token, me.now, back)))
        }
        Err(error) => after(&me, id, &Fields::default(), Err(error)).await,
    }
}

/// Asks for a second opinion on an item of a report.
pub(in crate::console) async fn ask(
    me: SignedInViewer,
    Path((id, position)): Path<(String, String)>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let report: ReportId = me.permitted(Permission::Opinion)?.named(&id)?;
    let position: u32 = me.named(&position)?;
    let done = ask_opinion(&me.node, &me.viewer, report, position).await.map(|_| ());
    crate::console::report::after_asking(&me, report, position, &query, done).await
}
