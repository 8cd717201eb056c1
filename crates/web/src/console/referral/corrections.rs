//! Correcting what was told of a report, and what was corrected before.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::correction::CorrectionKind;
use tutela_model::id::ReportId;
use tutela_workflow::correction;
use tutela_workflow::read::{CorrectionsPage as Found, CorrectionsQuery};

use super::words::ToldWords;
use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::line::short;
use crate::console::moment::Moment;
use crate::console::problem::{Problem, problems};
use crate::console::signed_in::SignedInViewer;
use crate::console::words::{count, word};
use crate::console::{flash, render};
use crate::texts::Texts;

/// A kind to choose.
pub(in crate::console) struct KindChoice {
    pub(in crate::console) value: &'static str,
    pub(in crate::console) name: String,
    pub(in crate::console) chosen: bool,
}

/// A correction that was made.
pub(in crate::console) struct Made {
    pub(in crate::console) kind: String,
    pub(in crate::console) by: String,
    pub(in crate::console) made: Moment,
    pub(in crate::console) text: Option<String>,
    pub(in crate::console) told: Vec<ToldWords>,
}

/// The page.
#[derive(Template)]
#[template(path = "console/referral/corrections.html")]
pub(in crate::console) struct ReportCorrectionsPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) path: String,
    pub(in crate::console) report: String,
    pub(in crate::console) report_short: String,
    pub(in crate::console) made: Vec<Made>,
    /// How many would be told, in words; `None` where nobody was told of the report.
    pub(in crate::console) leaves: Option<String>,
    pub(in crate::console) kinds: Vec<KindChoice>,
    pub(in crate::console) text: String,
    pub(in crate::console) problems: Vec<Problem>,
}

impl ReportCorrectionsPage {
    /// The page of what was read, with what was typed and what is wrong.
    pub(in crate::console) fn of(
        c: Chrome,
        id: ReportId,
        found: &Found,
        (typed, problems): (&Fields, Vec<Problem>),
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let id = id.to_string();
        let made = found.corrections.iter().map(|made| Made {
            kind: word(texts, "correction", made.kind),
            by: made.by.clone(),
            made: Moment::of(texts, made.made_at, now),
            text: made.text.clone(),
            told: ToldWords::all(texts, &made.told, now),
        });
        let kinds = CorrectionKind::ALL.iter().map(|kind| KindChoice {
            value: kind.as_str(),
            name: word(texts, "correction", kind),
            chosen: typed.get("kind") == kind.as_str(),
        });
        Self {
            c,
            path: format!("/console/reports/{id}/corrections"),
            report: format!("/console/reports/{id}"),
            report_short: short(&id),
            made: made.collect(),
            leaves: (found.would_be_told > 0)
                .then(|| count(texts, "leaves-correction", found.would_be_told as u64)),
            kinds: kinds.collect(),
            text: typed.get("text").to_owned(),
            problems,
        }
    }
}

/// Shows what was corrected, and the form.
pub(super) async fn page(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Refer)?.named(&id)?;
    show(&me, id, StatusCode::OK, (&Fields::default(), Vec::new()), flash::of(&query)).await
}

/// Corrects.
pub(super) async fn correct(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Refer)?.named(&id)?;
    let wrong = match CorrectionKind::parse(form.get("kind")) {
        None => vec![Problem::at("kind", me.texts.get("wrong-correction"))],
        Some(kind) => match correction::correct(&me.node, &me.viewer, id, kind, form.get("text")).await {
            Ok(_) => {
                let path = format!("/console/reports/{id}/corrections");
                return Ok(render::see(&flash::with(&path, "corrected")));
            }
            Err(error) => problems(me.texts, error).map_err(|error| me.failed(&error))?,
        },
    };
    show(&me, id, StatusCode::UNPROCESSABLE_ENTITY, (&form, wrong), None).await
}

async fn show(
    me: &SignedInViewer,
    id: ReportId,
    status: StatusCode,
    typed: (&Fields, Vec<Problem>),
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let read = me.node.read(&me.viewer, CorrectionsQuery { report: id }).await;
    let found = read.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Referrals, me.texts.get("corrections-of-title"), done);
    Ok(render::page(status, &ReportCorrectionsPage::of(c, id, &found, typed, me.now)))
}
