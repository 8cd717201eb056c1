//! The context of a list's page.

use askama::Template;
use tutela_model::access::Permission;
use tutela_model::api_key::ApiKey;
use tutela_model::clock::Timestamp;
use tutela_model::list::{Action, Purpose};
use tutela_workflow::Viewer;
use tutela_workflow::read::ListPage as Found;

use super::batches::{BatchLine, Desk, State};
use super::following::{Following, Subscription};
use super::{Form, Typed};
use crate::console::chrome::Chrome;
use crate::console::line::short;
use crate::console::lists::{ListLine, PATH};
use crate::console::problem::Problem;
use crate::console::words::word;
use crate::texts::Texts;

/// How many are offered: enough that a copy that leaks in part still holds one.
const USUAL_CANARIES: u32 = 10;
/// Batches that the query gives.
const BATCHES: usize = 50;

/// What the page is built with, besides the list.
pub(in crate::console) struct Around<'a> {
    pub(in crate::console) viewer: &'a Viewer,
    /// The valid keys that read lists, where the viewer keeps lists.
    pub(in crate::console) keys: &'a [ApiKey],
    /// Whether a national law file is set.
    pub(in crate::console) law: bool,
    pub(in crate::console) now: Timestamp,
    pub(in crate::console) typed: &'a Typed,
}

/// An action to choose.
pub(in crate::console) struct Choice {
    pub(in crate::console) value: &'static str,
    pub(in crate::console) name: String,
    pub(in crate::console) about: String,
    pub(in crate::console) chosen: bool,
}

/// What of the list can be changed.
pub(in crate::console) struct Settings {
    pub(in crate::console) actions: Vec<Choice>,
    pub(in crate::console) action_wrong: bool,
    pub(in crate::console) radius: String,
    pub(in crate::console) radius_wrong: bool,
    pub(in crate::console) shared: Vec<Choice>,
    pub(in crate::console) shared_wrong: bool,
    /// Whether only the radius says anything, as with harmless pictures: the rest is sent as it stands.
    pub(in crate::console) radius_alone: bool,
}

/// A key in whose copy canaries can be planted.
pub(in crate::console) struct KeyChoice {
    pub(in crate::console) id: String,
    pub(in crate::console) name: String,
    pub(in crate::console) chosen: bool,
}

/// The form that plants canaries.
pub(in crate::console) struct Canaries {
    /// The keys to choose from.
    pub(in crate::console) keys: Vec<KeyChoice>,
    pub(in crate::console) key_wrong: bool,
    pub(in crate::console) count: String,
    pub(in crate::console) count_wrong: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "console/list.html")]
pub(in crate::console) struct ListPage {
    pub(in crate::console) c: Chrome,
    /// The list's address.
    pub(in crate::console) path: String,
    pub(in crate::console) line: ListLine,
    pub(in crate::console) about: String,
    pub(in crate::console) law: bool,
    /// Whether members are given it, so that a button can say what it does.
    pub(in crate::console) shared: bool,
    pub(in crate::console) harmless: bool,
    /// `None` where the viewer does not keep lists.
    pub(in crate::console) settings: Option<Settings>,
    pub(in crate::console) batches: Vec<BatchLine>,
    /// Whether there may be older batches than those shown.
    pub(in crate::console) cut: bool,
    pub(in crate::console) following: Option<Following>,
    pub(in crate::console) canaries: Option<Canaries>,
    pub(in crate::console) problems: Vec<Problem>,
}

impl ListPage {
    /// The page of what was read.
    pub(in crate::console) fn of(c: Chrome, found: &Found, around: &Around<'_>) -> Self {
        let texts = Texts::console();
        let list = &found.line.size.list;
        let manages = around.viewer.may(Permission::ManageLists);
        let harmless = list.purpose == Purpose::Harmless;
        let follows = found.subscription.as_ref().is_some_and(|found| found.ended_at.is_none());
        let path = format!("{PATH}/{}", list.id);
        let desk = Desk {
            texts,
            viewer: around.viewer,
            path: &path,
            manages,
            kept: follows && !harmless,
            now: around.now,
        };
        let following = found.subscription.as_ref().map(|found| Subscription {
            url: &found.url,
            read_until: found.read_until,
            every: found.every,
            succeeded_at: found.succeeded_at,
            tried_at: found.tried_at,
            last_error: found.last_error.as_deref(),
            ended_at: found.ended_at,
        });
        Self {
            line: ListLine::of(texts, &found.line, around.now),
            about: word(texts, "list-purpose-about", list.purpose),
            law: around.law,
            shared: list.shared,
            harmless,
            settings: manages.then(|| Settings::of(texts, found, around.typed)),
            // A complete batch of no row, as of a list that was made empty, has nothing to say.
            batches: found
                .batches
                .iter()
                .filter(|(batch, _)| batch.entries > 0 || batch.closed_at.is_none())
                .map(|(batch, maker)| desk.line(batch, maker.as_deref()))
                .collect(),
            cut: found.batches.len() >= BATCHES,
            following: following.map(|found| Following::of(texts, &found, around.now)),
            // Members have copies of lists of known material that are this node's own.
            canaries: (manages && !harmless && !follows).then(|| Canaries::of(around)),
            problems: around.typed.problems.clone(),
            path,
            c,
        }
    }
}

impl Settings {
    fn of(texts: Texts, found: &Found, typed: &Typed) -> Self {
        let list = &found.line.size.list;
        let action = typed.get(Form::Settings, "action").unwrap_or(list.action.as_str());
        let shared = typed.get(Form::Settings, "shared").unwrap_or(if list.shared { "yes" } else { "no" });
        let choice = |kind: &str, value, chosen: &str| Choice {
            value,
            name: texts.get(&format!("{kind}-choice-{value}")),
            about: texts.get(&format!("{kind}-about-{value}")),
            chosen: chosen == value,
        };
        // What happens less comes first: nothing acts by itself because somebody did not read to the end.
        let actions = [Action::Review, Action::Automatic].map(|a| choice("list-action", a.as_str(), action));
        Self {
            actions: actions.into(),
            action_wrong: typed.is_wrong("action"),
            radius: typed
                .get(Form::Settings, "radius")
                .map_or_else(|| list.radius.to_string(), str::to_owned),
            radius_wrong: typed.is_wrong("radius"),
            shared: ["no", "yes"].map(|value| choice("list-shared", value, shared)).into(),
            shared_wrong: typed.is_wrong("shared"),
            radius_alone: list.purpose == Purpose::Harmless,
        }
    }

    /// The action that is chosen.
    fn action(&self) -> &'static str {
        chosen(&self.actions)
    }

    /// Whether sharing is chosen: `yes` or `no`.
    fn is_shared(&self) -> &'static str {
        chosen(&self.shared)
    }
}

fn chosen(choices: &[Choice]) -> &'static str {
    choices.iter().find(|choice| choice.chosen).map_or("", |choice| choice.value)
}

impl Canaries {
    fn of(around: &Around<'_>) -> Self {
        let typed = around.typed;
        let chosen = typed.get(Form::Canaries, "key").unwrap_or_default();
        let choice = |key: &ApiKey| {
            let id = key.id.to_string();
            KeyChoice { name: format!("{} ({})", key.name, short(&id)), chosen: chosen == id, id }
        };
        Self {
            keys: around.keys.iter().map(choice).collect(),
            key_wrong: typed.is_wrong("key"),
            count: typed
                .get(Form::Canaries, "count")
                .map_or_else(|| USUAL_CANARIES.to_string(), str::to_owned),
            count_wrong: typed.is_wrong("count"),
        }
    }
}
