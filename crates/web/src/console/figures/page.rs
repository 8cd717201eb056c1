//! The dashboard.

use askama::Template;
use tutela_model::clock::Timestamp;
use tutela_model::figures::Period;
use tutela_workflow::FiguresSettings;
use tutela_workflow::read::{Named, Totals};

use super::PATH;
use super::duration;
use super::sections::{Section, sections};
use crate::console::chrome::Chrome;
use crate::console::moment::Moment;
use crate::console::queue::Tab;
use crate::console::words::{count, grouped};
use crate::texts::Texts;

/// The page.
#[derive(Template)]
#[template(path = "console/figures/page.html")]
pub(in crate::console) struct FiguresPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) tabs: Vec<Tab>,
    /// Which days, in words.
    pub(in crate::console) said: String,
    /// When was counted.
    pub(in crate::console) counted: Moment,
    /// Whether older days are still being counted.
    pub(in crate::console) partial: bool,
    /// Children in danger now whose reports wait, in words; none where none does.
    pub(in crate::console) danger: Option<String>,
    pub(in crate::console) sections: Vec<Section>,
    /// What keeps the period in an address.
    pub(in crate::console) query: String,
    /// Whether the viewer sees totals alone.
    pub(in crate::console) totals_only: bool,
}

impl FiguresPage {
    /// The page of what was read.
    pub(in crate::console) fn of(
        c: Chrome,
        totals: &Totals,
        named: Option<&Named>,
        settings: &FiguresSettings,
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let tab = |period: Period| Tab {
            href: format!("{PATH}?days={}", period.days()),
            name: texts.get(&format!("period-{}", period.days())),
            here: period == totals.period,
        };
        let span =
            [("first", totals.span.first.to_string().into()), ("last", totals.span.last.to_string().into())];
        Self {
            tabs: Period::ALL.into_iter().map(tab).collect(),
            said: texts.with_all("figures-said", &span),
            counted: Moment::of(texts, totals.counted_until, now),
            partial: !totals.whole,
            danger: danger(texts, &totals.waiting.danger, now),
            sections: sections(texts, totals, named, settings),
            query: format!("?days={}", totals.period.days()),
            totals_only: named.is_none(),
            c,
        }
    }
}

fn danger(texts: Texts, waiting: &[Timestamp], now: Timestamp) -> Option<String> {
    let oldest = waiting.iter().min()?;
    let since = u64::try_from(now.since(*oldest) / 1_000_000).unwrap_or(0);
    let many = count(texts, "danger-waits", waiting.len() as u64);
    Some(format!("{many} {}", texts.with("danger-oldest", "time", duration::seconds(texts, since))))
}

/// A share in percent, or that there is nothing to take a share of.
pub(super) fn percent(texts: Texts, part: u64, all: u64) -> String {
    match (part * 100).checked_div(all) {
        Some(percent) => texts.with("percent", "n", grouped(percent)),
        None => texts.get("none"),
    }
}
