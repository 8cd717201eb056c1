//! What the public is told in numbers: whole quarters, rounded, published once. There only where the operator publishes.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tutela_formats::table_csv::line;
use tutela_model::figures::{Rounded, sum};
use tutela_workflow::figures::{Published, published};

use super::frame::Frame;
use super::problem::Problem;
use super::{Site, page};
use crate::console::grouped;
use crate::texts::Texts;

/// A line: its name, and the number as it may be told.
pub(super) struct Line {
    name: String,
    number: String,
    /// For a file: empty where it is not told.
    raw: String,
    /// Whether others are said to be of it.
    total: bool,
}

/// A quarter or a year.
pub(super) struct Block {
    heading: String,
    lines: Vec<Line>,
}

/// The page.
#[derive(Template)]
#[template(path = "public/figures.html")]
pub(super) struct Figures {
    pub(super) frame: Frame,
    blocks: Vec<Block>,
}

impl Figures {
    /// The page of what was published, newest quarter first.
    pub(super) fn new(frame: Frame, published: &[Published]) -> Self {
        let texts = frame.texts();
        let mut blocks = Vec::new();
        let mut year = None;
        for quarter in published {
            if year.replace(quarter.quarter.year()) != Some(quarter.quarter.year()) {
                let of_year: Vec<_> =
                    published.iter().filter(|other| other.quarter.year() == quarter.quarter.year()).collect();
                blocks.extend(whole_year(texts, &of_year));
            }
            let arguments = [
                ("n", quarter.quarter.number().to_string().into()),
                ("year", quarter.quarter.year().to_string().into()),
            ];
            blocks.push(Block {
                heading: texts.with_all("figures-quarter", &arguments),
                lines: lines(texts, quarter),
            });
        }
        Self { frame, blocks }
    }

    fn csv(&self) -> String {
        let texts = self.frame.texts();
        let heads = ["figures-title", "figures-what", "figures-number"].map(|key| texts.get(key));
        let mut text = format!("\u{feff}{}", line(heads.iter().map(String::as_str)));
        for block in &self.blocks {
            for of in &block.lines {
                text.push_str(&line([block.heading.as_str(), of.name.as_str(), of.raw.as_str()]));
            }
        }
        text
    }
}

fn told(texts: Texts, number: Rounded) -> (String, String) {
    match number.told() {
        Some(n) => (grouped(n), n.to_string()),
        None => (texts.get("figures-few"), String::new()),
    }
}

fn lines(texts: Texts, of: &Published) -> Vec<Line> {
    let number = |key: &str, number, total| {
        let (shown, raw) = told(texts, number);
        Line { name: texts.get(&format!("figures-{key}")), number: shown, raw, total }
    };
    let (shown, raw) = told(texts, of.gone_in_time);
    let in_time =
        Line { name: texts.with("figures-in-time", "days", of.days), number: shown, raw, total: false };
    let median = match of.median_hours {
        Some(hours) if hours >= 48 => texts.with("figures-days", "n", hours / 24),
        Some(hours) => texts.with("figures-hours", "n", hours),
        None => texts.get("figures-none"),
    };
    let raw = of.median_hours.map(|hours| hours.to_string()).unwrap_or_default();
    vec![
        number("received", of.received(), true),
        number("actionable", of.actionable, false),
        number("informational", of.informational, false),
        number("out_of_remit", of.out_of_remit, false),
        number("not_illegal", of.not_illegal, false),
        number("undecided", of.undecided, false),
        number("told", of.told(), true),
        in_time,
        number("later", of.gone_later, false),
        number("up", of.not_gone, false),
        Line { name: texts.get("figures-median"), number: median, raw, total: true },
        number("holds", of.holds, true),
    ]
}

/// A year made of the numbers of its quarters, and of nothing else; none where one quarter alone is published of it.
fn whole_year(texts: Texts, quarters: &[&Published]) -> Option<Block> {
    let newest = quarters.first().filter(|_| quarters.len() > 1)?;
    let all = |number: fn(&Published) -> Rounded| sum(quarters.iter().map(|quarter| number(quarter)));
    let year = Published {
        quarter: newest.quarter,
        actionable: all(|quarter| quarter.actionable),
        informational: all(|quarter| quarter.informational),
        out_of_remit: all(|quarter| quarter.out_of_remit),
        not_illegal: all(|quarter| quarter.not_illegal),
        undecided: all(|quarter| quarter.undecided),
        gone_in_time: all(|quarter| quarter.gone_in_time),
        gone_later: all(|quarter| quarter.gone_later),
        not_gone: all(|quarter| quarter.not_gone),
        days: newest.days,
        holds: all(|quarter| quarter.holds),
        median_hours: None,
    };
    let heading = texts.with("figures-year", "year", newest.quarter.year().to_string());
    let mut lines = lines(texts, &year);
    lines.retain(|line| line.name != texts.get("figures-median"));
    Some(Block { heading, lines })
}

async fn found(site: &Site) -> Result<Figures, Response> {
    match published(&site.node).await {
        Ok(Some(published)) => Ok(Figures::new(site.frame("figures"), &published)),
        Ok(None) => Err(Problem::Missing.page(site.frame(""))),
        Err(error) => {
            tracing::error!(%error, "the published figures could not be read");
            Err(Problem::Broken.page(site.frame("")))
        }
    }
}

/// Shows the page.
pub(super) async fn show(State(site): State<Site>) -> Response {
    match found(&site).await {
        Ok(figures) => page(StatusCode::OK, &figures),
        Err(problem) => problem,
    }
}

/// The same as a file.
pub(super) async fn csv(State(site): State<Site>) -> Response {
    match found(&site).await {
        Ok(figures) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"figures.csv\""),
            ];
            (headers, figures.csv()).into_response()
        }
        Err(problem) => problem,
    }
}
