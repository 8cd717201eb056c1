//! An assessment in words.

use tutela_model::assessment::{Finding, IndustryClass, Observation};
use tutela_model::clock::Timestamp;
use tutela_model::id::ReportId;
use tutela_workflow::read::AssessmentView;

use super::line::short;
use super::moment::Moment;
use super::words::word;
use crate::texts::Texts;

/// An assessment in words.
#[derive(Clone, Debug)]
pub(super) struct Assessed {
    /// What follows.
    pub(super) finding: String,
    /// What was seen: age band, act class, real or simulated.
    pub(super) seen: [String; 3],
    pub(super) by: String,
    pub(super) at: Moment,
    /// The report it was made in, where that is another one: address and short id.
    pub(super) elsewhere: Option<(String, String)>,
    /// The law that was asked.
    pub(super) law: Option<String>,
}

impl Assessed {
    /// An assessment, as seen from a report.
    pub(super) fn of(texts: Texts, made: &AssessmentView, now: Timestamp, here: Option<ReportId>) -> Self {
        let id = made.report.to_string();
        Self {
            finding: finding(texts, made.finding, made.class),
            seen: seen(texts, made.observation),
            by: made.by.clone(),
            at: Moment::of(texts, made.at, now),
            elsewhere: (here != Some(made.report)).then(|| (format!("/console/reports/{id}"), short(&id))),
            law: made.law.clone(),
        }
    }
}

/// What follows from an assessment, with the industry class beside it.
pub(super) fn finding(texts: Texts, finding: Finding, class: Option<IndustryClass>) -> String {
    let words = word(texts, "finding", finding);
    match class {
        Some(class) => {
            let class = word(texts, "class", class);
            texts.with_all("finding-with-class", &[("finding", words.into()), ("class", class.into())])
        }
        None => words,
    }
}

/// What was seen, each part in words.
fn seen(texts: Texts, seen: Observation) -> [String; 3] {
    [word(texts, "age", seen.age), word(texts, "act", seen.act), word(texts, "depiction", seen.depiction)]
}
