//! What was decided, and the form that decides: the decision, and for an actionable report which hosts are told.

use tutela_model::assessment::Finding;
use tutela_model::item::Item;
use tutela_model::report::Origin;
use tutela_model::report_state::Decision;
use tutela_workflow::read::{AssessmentView, ItemView, ReportPage as Found};

use super::{Form, Typed};
use crate::console::assessed::finding;
use crate::console::defang::defang;
use crate::console::hosts::record_words;
use crate::console::words::word;
use crate::texts::Texts;

/// What was decided.
pub(in crate::console) struct Decided {
    pub(in crate::console) name: String,
    pub(in crate::console) about: String,
}

impl Decided {
    pub(super) fn of(texts: Texts, decision: Decision) -> Self {
        Self { name: word(texts, "decision", decision), about: word(texts, "decided-about", decision) }
    }
}

/// A decision to choose.
pub(in crate::console) struct Choice {
    pub(in crate::console) value: &'static str,
    pub(in crate::console) name: String,
    pub(in crate::console) about: String,
    /// The label of the button while it is chosen.
    pub(in crate::console) act: String,
    pub(in crate::console) chosen: bool,
}

/// An address whose host can be told.
pub(in crate::console) struct Addressee {
    pub(in crate::console) position: u32,
    /// Defanged.
    pub(in crate::console) url: String,
    pub(in crate::console) finding: String,
    pub(in crate::console) ticked: bool,
    pub(in crate::console) contact: String,
    /// What the trace came to, and how fast that host removes.
    pub(in crate::console) traced: Option<String>,
    pub(in crate::console) wrong: bool,
}

/// The form.
pub(in crate::console) struct Deciding {
    pub(in crate::console) choices: Vec<Choice>,
    pub(in crate::console) wrong: bool,
    pub(in crate::console) addressees: Vec<Addressee>,
    /// Addresses whose host cannot be told yet, defanged, each with the place of its item and why.
    pub(in crate::console) not_yet: Vec<(u32, String, String)>,
    /// Whether a word reaches the reporter at all: a sender with a key has no receipt.
    pub(in crate::console) heard: bool,
    pub(in crate::console) told: String,
    pub(in crate::console) told_wrong: bool,
    /// Whether a hold can be placed with the decision: `None` where one stands already.
    pub(in crate::console) hold: Option<Held>,
}

/// The wish of the police, beside the decision.
pub(in crate::console) struct Held {
    pub(in crate::console) ticked: bool,
    pub(in crate::console) officer: String,
    pub(in crate::console) unit: String,
    pub(in crate::console) wrong: bool,
}

impl Deciding {
    pub(super) fn of(texts: Texts, found: &Found, typed: &Typed) -> Self {
        let fields = typed.fields_of(Form::Decide);
        let chosen = fields.map(|fields| fields.get("decision")).unwrap_or_default();
        let choice = |decision: &Decision| Choice {
            value: decision.as_str(),
            name: word(texts, "decision", decision),
            about: word(texts, "decision-about", decision),
            act: word(texts, "decide-act", decision),
            chosen: chosen == decision.as_str(),
        };
        Self {
            choices: Decision::ALL.iter().map(choice).collect(),
            wrong: typed.is_wrong(Form::Decide, "decision"),
            addressees: addressees(texts, found, typed, Form::Decide),
            not_yet: addresses(found).filter_map(|(view, url)| not_yet(texts, view, url)).collect(),
            heard: found.line.origin != Origin::Api,
            told: fields.map(|fields| fields.get("told").to_owned()).unwrap_or_default(),
            told_wrong: typed.is_wrong(Form::Decide, "told"),
            hold: found.removal.holds.iter().all(|hold| hold.ended.is_some()).then(|| Held {
                ticked: fields.is_some_and(|fields| fields.has("hold", "yes")),
                officer: fields.map(|fields| fields.get("officer").to_owned()).unwrap_or_default(),
                unit: fields.map(|fields| fields.get("unit").to_owned()).unwrap_or_default(),
                wrong: typed.is_wrong(Form::Decide, "officer") || typed.is_wrong(Form::Decide, "unit"),
            }),
        }
    }
}

/// The addresses whose hosts can be told, with what was typed into the form.
pub(super) fn addressees(texts: Texts, found: &Found, typed: &Typed, form: Form) -> Vec<Addressee> {
    let fields = typed.fields_of(form);
    let told = addresses(found).filter_map(|(view, url)| {
        let made = view.assessment.as_ref().filter(|made| is_illegal(made))?;
        let position = view.position.to_string();
        let field = format!("contact-{position}");
        let traced = found.removal.traces.iter().find(|traced| traced.position == view.position);
        Some(Addressee {
            position: view.position,
            url: defang(url),
            finding: finding(texts, made.finding, made.class),
            // One decision, one act: what was found illegal is told unless somebody unticks it.
            ticked: fields.is_none_or(|fields| fields.has("notice", &position)),
            // What was typed; else the traced host's mailbox, which a person confirms by sending the form.
            contact: match fields {
                Some(fields) => fields.get(&field).to_owned(),
                None => traced.and_then(|traced| traced.mailbox.clone()).unwrap_or_default(),
            },
            traced: traced
                .and_then(|traced| traced.host.as_ref())
                .map(|record| format!("{}. {}", record.host.name, record_words(texts, record))),
            wrong: typed.is_wrong(form, &field),
        })
    });
    told.collect()
}

fn addresses(found: &Found) -> impl Iterator<Item = (&ItemView, &str)> {
    found.items.iter().filter_map(|view| match &view.item {
        Item::Url(item) => Some((view, item.url.as_str())),
        _ => None,
    })
}

/// The same rule as the operation's: it decides, this only spares a form that would be refused.
pub(super) fn is_illegal(made: &AssessmentView) -> bool {
    matches!(made.finding, Finding::Baseline | Finding::NationallyIllegal) || made.class.is_some()
}

fn not_yet(texts: Texts, view: &ItemView, url: &str) -> Option<(u32, String, String)> {
    let why = match &view.assessment {
        None => "host-not-assessed",
        Some(made) if !is_illegal(made) => "host-not-illegal",
        Some(_) => return None,
    };
    Some((view.position, defang(url), texts.get(why)))
}
