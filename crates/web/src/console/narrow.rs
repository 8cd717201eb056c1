//! Narrowing the queue: a form whose answer is an address, so that what is shown can be kept, sent to a colleague and come back to.

use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::completeness::Missing;
use tutela_model::country::Country;
use tutela_model::queue::{Age, Narrow};
use tutela_model::report::{Category, Origin};
use tutela_model::urgency::Reason;

use super::failure::Failed;
use super::fields::Fields;
use super::queue::{List, Shown};
use super::render;
use super::signed_in::SignedInViewer;
use super::words::word;
use crate::texts::Texts;

/// A field with its choices.
pub(super) struct Choices {
    pub(super) name: &'static str,
    pub(super) label: String,
    /// Value, words, whether it is chosen.
    pub(super) options: Vec<(String, String, bool)>,
}

/// The form.
pub(super) struct NarrowForm {
    /// Which list it narrows: name and, for somebody's, whose.
    pub(super) list: &'static str,
    pub(super) person: Option<String>,
    pub(super) fields: Vec<Choices>,
    /// What is set, for the form that saves it; empty where nothing is.
    pub(super) set: Vec<(&'static str, String)>,
    /// Whether the viewer may save a view for the whole desk.
    pub(super) may_share: bool,
    /// Whether the form is open.
    pub(super) open: bool,
}

impl NarrowForm {
    pub(super) fn of(texts: Texts, list: List, may_share: bool) -> Self {
        let narrow = &list.narrow;
        let set = narrow.pairs();
        let field = |name: &'static str, options: Vec<(String, String)>| {
            let chosen = set.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
            let options = options
                .into_iter()
                .map(|(value, words)| (chosen == Some(&value), value, words))
                .map(|(chosen, value, words)| (value, words, chosen))
                .collect();
            Choices { name, label: texts.get(&format!("narrow-{name}")), options }
        };
        macro_rules! named {
            ($kind:literal, $name:ty) => {
                <$name>::ALL.iter().map(|name| (name.to_string(), word(texts, $kind, name))).collect()
            };
        }
        let mut countries: Vec<(String, String)> =
            Country::all().map(|country| (country.to_string(), word(texts, "country", country))).collect();
        countries.sort_by(|a, b| a.1.cmp(&b.1));
        let mut fields = vec![
            field("category", named!("category", Category)),
            field("country", countries),
            field("origin", named!("origin", Origin)),
            field("reason", named!("reason", Reason)),
            field("missing", named!("missing", Missing)),
            field("age", named!("age-of", Age)),
        ];
        if matches!(list.shown, Shown::Waiting | Shown::All) {
            fields.push(field("holder", vec![("nobody".to_owned(), texts.get("narrow-holder-nobody"))]));
        }
        let person = if let Shown::Held(person) = list.shown { Some(person.to_string()) } else { None };
        Self { list: list.shown.name(), person, fields, open: false, may_share, set }
    }
}

/// How a list is narrowed, in words; `None` where it is not.
pub(super) fn narrowed(texts: Texts, narrow: &Narrow) -> Option<String> {
    let said = |name: &'static str, value: Option<String>| {
        value.map(|value| texts.with(&format!("narrowed-{name}"), "value", value))
    };
    let parts: Vec<String> = [
        said("category", narrow.category.map(|name| word(texts, "category", name))),
        said("country", narrow.country.map(|name| word(texts, "country", name))),
        said("origin", narrow.origin.map(|name| word(texts, "origin", name))),
        said("reason", narrow.reason.map(|name| word(texts, "reason", name))),
        said("missing", narrow.missing.map(|name| word(texts, "missing", name))),
        said("age", narrow.age.map(|name| word(texts, "age-of", name))),
        narrow.unclaimed.then(|| texts.get("narrow-holder-nobody")),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| texts.with("narrowed", "parts", parts.join(" · ")))
}

/// Goes to the list that was asked for.
pub(super) async fn narrow(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    me.permitted(Permission::ReadQueue)?;
    Ok(render::see(&List::of(&form).href()))
}
