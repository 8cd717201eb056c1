//! What is known of each thing that a report names: lists, other reports, assessments; and the form that assesses.

use std::collections::BTreeMap;

use tutela_model::access::Permission;
use tutela_model::assessment::{ActClass, AgeBand, Depiction, Finding, Observation};
use tutela_model::item::Item;
use tutela_model::list::{DisputeReason, MatchKind};
use tutela_workflow::Settings;
use tutela_workflow::read::{ItemView, MatchView, ReportPage as Found};

use super::page::Around;
use super::vote::reason_field;
use super::{Form, Typed};
use crate::console::assessed::{Assessed, finding};
use crate::console::item::ItemWords;
use crate::console::moment::Moment;
use crate::console::words::{count, word};
use crate::texts::Texts;

/// A match in words.
pub(in crate::console) struct MatchWords {
    /// How near.
    pub(in crate::console) how: String,
    pub(in crate::console) list: String,
    pub(in crate::console) provenance: String,
    /// Since when the entry is disputed.
    pub(in crate::console) disputed: Option<Moment>,
    /// The form that confirms or disputes it; `None` where the viewer does not vote.
    pub(in crate::console) vote: Option<VoteForm>,
}

/// The form that confirms or disputes an entry.
pub(in crate::console) struct VoteForm {
    /// The entry's id.
    pub(in crate::console) entry: String,
    /// The id of the field that says why.
    pub(in crate::console) field: String,
    pub(in crate::console) reasons: Vec<Choice>,
    /// Whether it is shown at once, because it was just sent.
    pub(in crate::console) open: bool,
    pub(in crate::console) wrong: bool,
}

/// One answer of a group.
pub(in crate::console) struct Choice {
    pub(in crate::console) value: &'static str,
    pub(in crate::console) label: String,
    pub(in crate::console) chosen: bool,
}

/// A question of the assessment.
pub(in crate::console) struct Group {
    /// The field.
    pub(in crate::console) name: &'static str,
    pub(in crate::console) legend: String,
    pub(in crate::console) choices: Vec<Choice>,
    pub(in crate::console) wrong: bool,
}

/// What is known of an item.
pub(in crate::console) struct Known {
    pub(in crate::console) position: u32,
    pub(in crate::console) item: ItemWords,
    /// The content's page; `None` where the item names none.
    pub(in crate::console) content: Option<String>,
    pub(in crate::console) matches: Vec<MatchWords>,
    /// How many other reports name it, in words; `None` where none does.
    pub(in crate::console) named: Option<String>,
    pub(in crate::console) assessed: Option<Assessed>,
    /// The form; `None` where the viewer cannot assess it now.
    pub(in crate::console) groups: Option<Vec<Group>>,
    /// Whether the form is shown at once.
    pub(in crate::console) form_open: bool,
    pub(in crate::console) token: bool,
    /// Whether the viewer can ask for a second opinion.
    pub(in crate::console) second: bool,
    /// Whether what was found is not shown, because the viewer could give the second opinion.
    pub(in crate::console) withheld: bool,
}

impl Known {
    /// Of every item that can be known: addresses and files.
    pub(super) fn all(texts: Texts, found: &Found, holds: bool, around: &Around<'_>) -> Vec<Self> {
        let media = found.items.iter().filter(|view| matches!(view.item, Item::Url(_) | Item::File(_)));
        let mut all: Vec<_> = media.map(|view| Self::of(texts, view, found, holds, around)).collect();
        // One form at a time: the one that was just sent, else the first thing that nobody has assessed.
        let next = |known: &&mut Self| known.groups.is_some() && known.assessed.is_none();
        if !all.iter().any(|known| known.form_open)
            && let Some(known) = all.iter_mut().find(next)
        {
            known.form_open = true;
        }
        all
    }

    fn of(texts: Texts, view: &ItemView, found: &Found, holds: bool, around: &Around<'_>) -> Self {
        let form = Form::Assess(view.position);
        let others = view.named_by.saturating_sub(1);
        let assessable = holds && view.content.is_some();
        let before = view.assessment.as_ref().map(|made| made.observation);
        let assessed = view.assessment.as_ref();
        Self {
            position: view.position,
            item: ItemWords::of(texts, &view.item, found.standing),
            content: view.content.map(|key| format!("/console/content/{key}")),
            matches: view
                .matches
                .iter()
                .map(|found| match_words(texts, view.position, found, around))
                .collect(),
            named: (others > 0).then(|| count(texts, "named-by", others)),
            assessed: assessed.map(|made| Assessed::of(texts, made, around.now, Some(found.line.id))),
            groups: assessable.then(|| groups(texts, form, around.typed, before)),
            form_open: around.typed.form == Some(form),
            second: assessable && assessed.is_some() && around.viewer.may(Permission::Opinion),
            withheld: view.withheld,
            token: holds && matches!(view.item, Item::Url(_)) && around.viewer.may(Permission::ViewingToken),
        }
    }
}

fn match_words(texts: Texts, position: u32, found: &MatchView, around: &Around<'_>) -> MatchWords {
    let how = match found.kind {
        MatchKind::Pdq => texts.with("match-pdq", "n", found.distance),
        kind => word(texts, "match", kind),
    };
    MatchWords {
        how,
        list: found.list.clone(),
        provenance: found.provenance.clone(),
        disputed: found.disputed_at.map(|at| Moment::of(texts, at, around.now)),
        vote: around.viewer.may(Permission::Vote).then(|| vote_form(texts, position, found, around.typed)),
    }
}

fn vote_form(texts: Texts, position: u32, found: &MatchView, typed: &Typed) -> VoteForm {
    let form = Form::Vote(position, found.entry);
    let field = reason_field(position, found.entry);
    let chosen = typed.fields_of(form).map(|fields| fields.get("reason")).unwrap_or_default();
    let choice = |reason: &DisputeReason| Choice {
        value: reason.as_str(),
        label: word(texts, "dispute-reason", reason),
        chosen: chosen == reason.as_str(),
    };
    VoteForm {
        entry: found.entry.to_string(),
        reasons: DisputeReason::ALL.iter().map(choice).collect(),
        open: typed.form == Some(form),
        wrong: typed.is_wrong(form, &field),
        field,
    }
}

/// The three questions. What was typed stands, else what was found before.
fn groups(texts: Texts, form: Form, typed: &Typed, before: Option<Observation>) -> Vec<Group> {
    let chosen = |field: &str, before: Option<&'static str>| match typed.fields_of(form) {
        Some(fields) => fields.get(field).to_owned(),
        None => before.unwrap_or_default().to_owned(),
    };
    let group = |name: &'static str, values: Vec<&'static str>, before: Option<&'static str>| {
        let chosen = chosen(name, before);
        // The question stands above: what cannot be told need not be named again.
        let label = |value| {
            if value == "undetermined" { texts.get("cannot-be-told") } else { word(texts, name, value) }
        };
        let choice = |value| Choice { value, label: label(value), chosen: chosen == value };
        Group {
            name,
            legend: texts.get(&format!("assess-{name}")),
            choices: values.into_iter().map(choice).collect(),
            wrong: typed.is_wrong(form, &format!("{name}-{}", form.position())),
        }
    };
    let names = |values: &[AgeBand]| values.iter().map(|value| value.as_str()).collect();
    vec![
        group("age", names(AgeBand::ALL), before.map(|seen| seen.age.as_str())),
        group(
            "act",
            ActClass::ALL.iter().map(|value| value.as_str()).collect(),
            before.map(|seen| seen.act.as_str()),
        ),
        group(
            "depiction",
            Depiction::ALL.iter().map(|value| value.as_str()).collect(),
            before.map(|seen| seen.depiction.as_str()),
        ),
    ]
}

impl Form {
    /// The place of the item it is about.
    fn position(self) -> u32 {
        if let Self::Assess(position) = self { position } else { 0 }
    }
}

/// What follows from which assessment: `{"prepubescent sexual_act real": "…"}`, with the words for everything else under `""`. The
/// rules stay in the model; the script only looks up.
pub(super) fn outcomes(texts: Texts, settings: &Settings) -> String {
    let mut table = BTreeMap::from([(String::new(), word(texts, "finding", Finding::Undetermined))]);
    for &age in AgeBand::ALL {
        for &act in ActClass::ALL {
            for &depiction in Depiction::ALL {
                let seen = Observation { age, act, depiction };
                let (follows, class) = (seen.finding(settings.law.as_deref()), seen.industry_class());
                if follows != Finding::Undetermined || class.is_some() {
                    table.insert(format!("{age} {act} {depiction}"), finding(texts, follows, class));
                }
            }
        }
    }
    serde_json::to_string(&table).unwrap_or_default()
}

/// Which law is asked besides the baseline.
pub(super) fn law(texts: Texts, settings: &Settings) -> String {
    match settings.law.as_deref() {
        Some(law) => texts.with_all(
            "law-file",
            &[
                ("country", crate::console::words::country(texts, law.country()).into()),
                ("source", law.source().to_owned().into()),
            ],
        ),
        None => texts.get("law-none"),
    }
}
