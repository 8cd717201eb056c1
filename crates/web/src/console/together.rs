//! One act for many reports that name the same content: assess it once, decide for all that can be decided so, and see what came of
//! each.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::assessment::{ActClass, AgeBand, Depiction, Observation};
use tutela_model::content::ContentKey;
use tutela_model::id::ReportId;
use tutela_model::report_state::Decision;
use tutela_workflow::Viewer;
use tutela_workflow::read::ContentPage as Found;
use tutela_workflow::team::{Outcome, Together, assess_content, decide_together};

use super::chrome::{Chrome, Place};
use super::content;
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::line::{Line, short};
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::{count, word};
use super::{flash, render};
use crate::texts::Texts;

/// A question with its choices.
pub(super) struct Question {
    pub(super) name: &'static str,
    pub(super) legend: String,
    /// Value, words, whether it is chosen.
    pub(super) choices: Vec<(&'static str, String, bool)>,
}

/// What can be done with the reports that wait.
pub(super) struct TogetherForm {
    /// The reports, each with whether it is ticked.
    pub(super) lines: Vec<(String, Line, bool)>,
    pub(super) said: String,
    pub(super) questions: Vec<Question>,
    /// Whether it was assessed: before that nothing is decided.
    pub(super) assessed: bool,
    pub(super) decisions: Vec<(Decision, String, bool)>,
    /// Whether it is an address, whose host can be told.
    pub(super) address: bool,
    pub(super) contact: String,
    pub(super) told: String,
}

impl TogetherForm {
    /// `None` where nothing waits, or where the viewer may not work on it now.
    pub(super) fn of(
        texts: Texts,
        found: &Found,
        viewer: &Viewer,
        typed: &Fields,
        now: tutela_model::clock::Timestamp,
    ) -> Option<Self> {
        if found.waiting.is_empty() || found.withheld || !viewer.may(Permission::WorkOnReport) {
            return None;
        }
        let sent = typed.all("report").next().is_some();
        let lines = found.waiting.iter().map(|line| {
            let id = line.id.to_string();
            let free = line.mine || line.claimed_by.is_none();
            let ticked = if sent { typed.has("report", &id) } else { free };
            (id, Line::of(texts, line, now, "?list=all"), ticked)
        });
        macro_rules! question {
            ($name:literal, $type:ty) => {
                Question {
                    name: $name,
                    legend: texts.get(concat!("assess-", $name)),
                    choices: <$type>::ALL
                        .iter()
                        .map(|value| {
                            (value.as_str(), word(texts, $name, value), typed.get($name) == value.as_str())
                        })
                        .collect(),
                }
            };
        }
        let decision = |decision: &Decision| {
            (*decision, word(texts, "decision", decision), typed.get("decision") == decision.as_str())
        };
        Some(Self {
            lines: lines.collect(),
            said: count(texts, "together-waiting", found.waiting.len() as u64),
            questions: vec![
                question!("age", AgeBand),
                question!("act", ActClass),
                question!("depiction", Depiction),
            ],
            assessed: !found.assessments.is_empty(),
            decisions: Decision::ALL.iter().map(decision).collect(),
            address: matches!(found.item, Some(tutela_model::item::Item::Url(_))),
            contact: typed.get("contact").to_owned(),
            told: typed.get("told").to_owned(),
        })
    }
}

/// What came of one report.
pub(super) struct Came {
    pub(super) href: String,
    pub(super) short: String,
    pub(super) said: String,
    pub(super) done: bool,
}

/// What came of each report.
#[derive(Template)]
#[template(path = "console/together_done.html")]
pub(super) struct DonePage {
    pub(super) c: Chrome,
    pub(super) said: String,
    pub(super) back: String,
    pub(super) lines: Vec<Came>,
}

impl DonePage {
    /// The page of what was done.
    pub(super) fn of(c: Chrome, content: ContentKey, outcomes: &[(ReportId, Outcome)]) -> Self {
        let texts = Texts::console();
        let said = |outcome: &Outcome| match outcome {
            Outcome::Told => texts.get("came-told"),
            Outcome::Follows => texts.get("came-follows"),
            Outcome::Decided => texts.get("came-decided"),
            Outcome::Refused(refusal) => texts.get(&format!("refused-{}", refusal.as_str())),
        };
        let lines: Vec<_> = outcomes
            .iter()
            .map(|(id, outcome)| Came {
                href: format!("/console/reports/{id}?list=all"),
                short: short(&id.to_string()),
                said: said(outcome),
                done: !matches!(outcome, Outcome::Refused(_)),
            })
            .collect();
        let done = lines.iter().filter(|line| line.done).count();
        Self {
            c,
            said: texts.with_all("together-done", &[("done", done.into()), ("all", lines.len().into())]),
            back: format!("/console/content/{content}"),
            lines,
        }
    }
}

/// Assesses the content, in a report of the viewer's or in one that they take.
pub(super) async fn assess(
    me: SignedInViewer,
    Path(key): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let key: ContentKey = me.permitted(Permission::WorkOnReport)?.named(&key)?;
    let answered = (
        AgeBand::parse(form.get("age")),
        ActClass::parse(form.get("act")),
        Depiction::parse(form.get("depiction")),
    );
    let (Some(age), Some(act), Some(depiction)) = answered else {
        let wrong = vec![Problem::at("together-assess", me.texts.get("together-assess-wrong"))];
        return content::show(&me, key, StatusCode::UNPROCESSABLE_ENTITY, &form, wrong, None).await;
    };
    match assess_content(&me.node, &me.viewer, key, Observation { age, act, depiction }).await {
        Ok(_) => Ok(render::see(&flash::with(&format!("/console/content/{key}#together"), "assessed"))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            content::show(&me, key, StatusCode::UNPROCESSABLE_ENTITY, &form, wrong, None).await
        }
    }
}

/// Decides for all reports that were ticked.
pub(super) async fn decide(
    me: SignedInViewer,
    Path(key): Path<String>,
    Asked(_): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let key: ContentKey = me.permitted(Permission::WorkOnReport)?.named(&key)?;
    let wrong = match Decision::parse(form.get("decision")) {
        Some(decision) => {
            let filled = |name: &str| Some(form.get(name).trim().to_owned()).filter(|text| !text.is_empty());
            let together = Together {
                content: key,
                reports: form.all("report").filter_map(|id| id.parse().ok()).collect(),
                decision,
                contact: filled("contact").filter(|_| decision == Decision::Actionable),
                told: filled("told"),
            };
            match decide_together(&me.node, &me.viewer, &together).await {
                Ok(outcomes) => {
                    let c = me.chrome(Place::Queue, me.texts.get("together-title"), None);
                    return Ok(render::page(StatusCode::OK, &DonePage::of(c, key, &outcomes)));
                }
                Err(error) => problems(me.texts, error).map_err(|error| me.failed(&error))?,
            }
        }
        None => vec![Problem::at("together", me.texts.get("wrong-decision"))],
    };
    content::show(&me, key, StatusCode::UNPROCESSABLE_ENTITY, &form, wrong, None).await
}
