//! What came into a list together, by one hand, and whether a second person let it out.

use tutela_model::clock::Timestamp;
use tutela_workflow::Viewer;
use tutela_workflow::read::BatchRow;

use crate::console::actor::actor;
use crate::console::line::short;
use crate::console::moment::Moment;
use crate::console::words::{count, grouped};
use crate::texts::Texts;

/// Where what came in comes from, of which there are words.
const SOURCES: [&str; 8] =
    ["csv", "vics-1.3", "vics-2.0", "icse-csv", "threatexchange", "subscription", "canaries", "desk"];

/// Where a batch stands.
pub(in crate::console) enum State {
    /// The import runs, or was broken off.
    Incomplete,
    /// It waits for a second person, and the viewer may be that person: where the button sends.
    ToPublish(String),
    /// The viewer brought it in, so that somebody else publishes it.
    Own,
    /// It waits for a second person, whom the viewer is not to be.
    Waits,
    /// In force here and never given on: the list follows an upstream.
    Kept,
    /// Published: by whom, and when.
    Published(String, Moment),
}

/// A batch.
pub(in crate::console) struct BatchLine {
    /// The last part of its id.
    pub(in crate::console) short: String,
    pub(in crate::console) at: Moment,
    pub(in crate::console) by: String,
    pub(in crate::console) source: String,
    /// How many rows.
    pub(in crate::console) count: String,
    /// The same, in words.
    pub(in crate::console) rows: String,
    pub(in crate::console) state: State,
}

/// What the lines are built with.
pub(super) struct Desk<'a> {
    pub(super) texts: Texts,
    pub(super) viewer: &'a Viewer,
    /// The list's address.
    pub(super) path: &'a str,
    /// Whether the viewer keeps lists.
    pub(super) manages: bool,
    /// Whether nothing of the list is given on.
    pub(super) kept: bool,
    pub(super) now: Timestamp,
}

impl Desk<'_> {
    /// A line of what was read; `maker` is the name of the person who brought it in, where it was one.
    pub(super) fn line(&self, batch: &BatchRow, maker: Option<&str>) -> BatchLine {
        let id = batch.id.to_string();
        let own = batch.made_by == self.viewer.actor().to_string();
        let state = match (batch.published_at, batch.closed_at) {
            (Some(at), _) => {
                let by = batch.published_by.as_deref().unwrap_or_default();
                State::Published(self.name(by), Moment::of(self.texts, at, self.now))
            }
            // What an upstream brings is one batch that stays open as long as the list follows it.
            (None, None) if self.kept && batch.source == "subscription" => State::Kept,
            (None, None) => State::Incomplete,
            (None, Some(_)) if self.kept => State::Kept,
            (None, Some(_)) if !self.manages => State::Waits,
            (None, Some(_)) if own => State::Own,
            (None, Some(_)) => State::ToPublish(format!("{}/batches/{id}/publish", self.path)),
        };
        BatchLine {
            short: short(&id),
            at: Moment::of(self.texts, batch.made_at, self.now),
            by: maker.map_or_else(|| self.name(&batch.made_by), str::to_owned),
            source: source(self.texts, &batch.source),
            count: grouped(batch.entries),
            rows: count(self.texts, "rows", batch.entries),
            state,
        }
    }

    /// Who it was: a person by their own name, anything else as the log calls it.
    fn name(&self, by: &str) -> String {
        if by == self.viewer.actor().to_string() || by == self.viewer.person.name {
            return self.texts.get("you");
        }
        actor(self.texts, by)
    }
}

fn source(texts: Texts, name: &str) -> String {
    if SOURCES.contains(&name) {
        texts.get(&format!("source-{}", name.replace('.', "-")))
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::watch::watch;

    #[test]
    fn every_source_has_words() {
        let ((), seen) =
            watch(|| SOURCES.iter().for_each(|source| drop(super::source(Texts::console(), source))));
        assert!(seen.missing.is_empty(), "{:?}", seen.missing);
        assert_eq!(source(Texts::console(), "future"), "future");
    }
}
