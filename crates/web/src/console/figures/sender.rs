//! A page for a sender: what they may be shown of their own reports. No report stands on it, and no small number.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::figures::{Rounded, SMALL, sum};
use tutela_workflow::figures::SenderFigures;
use tutela_workflow::read::SenderQuery;

use super::table::{Cell, Row, Table};
use crate::charts::{Chart, Columns, Meaning};
use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::render;
use crate::console::signed_in::SignedInViewer;
use crate::console::words::{grouped, word};
use crate::texts::Texts;

/// The page.
#[derive(Template)]
#[template(path = "console/figures/sender.html")]
pub(in crate::console) struct SenderPage {
    pub(in crate::console) c: Chrome,
    /// From the desk of which organisation.
    pub(in crate::console) organisation: String,
    pub(in crate::console) said: String,
    pub(in crate::console) charts: Vec<Chart>,
    pub(in crate::console) months: Table,
    pub(in crate::console) missing: Table,
    pub(in crate::console) speed: Table,
}

fn cell(texts: Texts, number: Rounded) -> Cell {
    match number.told() {
        Some(n) => Cell::of(grouped(n), n.to_string()),
        None => Cell::of(texts.with("few", "n", SMALL), String::new()),
    }
}

impl SenderPage {
    /// The page of what was read.
    pub(in crate::console) fn of(mut c: Chrome, found: &SenderFigures, organisation: &str) -> Self {
        let texts = Texts::console();
        c.title = texts.with("sender-title", "name", found.name.as_str());
        let whole = found.whole();
        let percent = |share: Option<u64>| match share {
            Some(n) => Cell::of(texts.with("percent", "n", n), n.to_string()),
            None => Cell::of(texts.get("none"), String::new()),
        };
        let months = found.months.iter().rev().map(|month| Row {
            name: month.month.to_string(),
            href: None,
            cells: vec![
                cell(texts, month.received()),
                cell(texts, month.actionable),
                cell(texts, month.otherwise),
                cell(texts, month.undecided),
                percent(month.share()),
            ],
        });
        let heads = |keys: &[&str]| keys.iter().map(|key| texts.get(&format!("fig-col-{key}"))).collect();
        let missing = found.missing.iter().map(|(missing, number)| Row {
            name: word(texts, "missing", missing),
            href: None,
            cells: vec![cell(texts, *number), percent(number.percent_of(whole.received()))],
        });
        let hours = |hours: Option<u64>| match hours {
            Some(n) => Cell::of(texts.with("within-hours", "n", grouped(n)), n.to_string()),
            None => Cell::of(texts.get("none"), String::new()),
        };
        let speed = [
            ("looked_at", found.looked_at_hours),
            ("decided", found.decided_hours),
            ("gone", found.gone_hours),
        ];
        let received = cell(texts, whole.received()).shown;
        Self {
            organisation: organisation.to_owned(),
            said: texts.with("sender-said", "n", received),
            charts: charts(texts, found),
            months: Table {
                of: texts.get("fig-col-month"),
                heads: heads(&["received", "actionable", "otherwise", "undecided", "actionable-share"]),
                rows: months.collect(),
            },
            missing: Table {
                of: texts.get("fig-col-lacks"),
                heads: heads(&["reports", "share"]),
                rows: missing.collect(),
            },
            speed: Table {
                of: texts.get("fig-col-step"),
                heads: heads(&["half"]),
                rows: speed
                    .map(|(step, found)| Row {
                        name: word(texts, "took", step),
                        href: None,
                        cells: vec![hours(found)],
                    })
                    .to_vec(),
            },
            c,
        }
    }
}

fn charts(texts: Texts, found: &SenderFigures) -> Vec<Chart> {
    let of = |number: fn(&tutela_workflow::figures::MonthOfSender) -> u64| {
        found.months.iter().map(|month| (month.month.to_string(), number(month))).collect::<Vec<_>>()
    };
    let received = of(|month| month.received().told().unwrap_or(0));
    let share = of(|month| month.share().unwrap_or(0));
    let whole = found.whole();
    if whole.received().told().is_none() {
        return Vec::new();
    }
    let chart = |id, values: &[(String, u64)], scale, written| {
        let title = texts.get(&format!("sender-chart-{id}"));
        let description = texts.get(&format!("sender-chart-{id}-shown"));
        Columns {
            id,
            title: &title,
            description: &description,
            meaning: Meaning::Ink,
            values,
            scale,
            written,
        }
        .draw()
    };
    let highest = received.iter().map(|(_, n)| *n).max().unwrap_or(0);
    let mut charts = vec![chart("reports", &received, highest, grouped)];
    if whole.actionable.percent_of(sum([whole.actionable, whole.otherwise])).is_some() {
        charts.push(chart("share", &share, 100, |n| format!("{n} %")));
    }
    charts
}

/// Shows the page.
pub(super) async fn page(me: SignedInViewer, Path(key): Path<String>) -> Result<Response, Failed> {
    let key = me.named(&key)?;
    let found = me.node.read(&me.viewer, SenderQuery { key }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Figures, String::new(), None);
    let page = SenderPage::of(c, &found, &me.node.settings().organisation);
    Ok(render::page(StatusCode::OK, &page))
}
