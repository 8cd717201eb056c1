//! What the desk keeps beside a report, and handing it to a colleague: notes with mentions, corrections, offers.

use axum::extract::Path;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::NoteId;
use tutela_workflow::read::{Beside as Found, NoteView};
use tutela_workflow::{Error, Viewer, team};

use super::{Form, Target, Typed, after, again};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::moment::Moment;
use crate::console::problem::Problem;
use crate::console::signed_in::SignedInViewer;
use crate::texts::Texts;

/// A note.
pub(in crate::console) struct Note {
    pub(in crate::console) id: String,
    pub(in crate::console) by: String,
    pub(in crate::console) at: Moment,
    pub(in crate::console) text: String,
    /// What it said before.
    pub(in crate::console) before: Vec<(Moment, String)>,
    /// Whether the viewer may correct it.
    pub(in crate::console) may_correct: bool,
    /// What was typed as a correction that could not be taken.
    pub(in crate::console) typed: Option<String>,
}

/// An offer to a colleague, in words.
pub(in crate::console) struct Offer {
    pub(in crate::console) said: String,
    pub(in crate::console) at: Moment,
    pub(in crate::console) to_me: bool,
    pub(in crate::console) mine: bool,
}

/// What the desk keeps beside a report.
pub(in crate::console) struct Beside {
    pub(in crate::console) notes: Vec<Note>,
    /// Whether the viewer may add a note.
    pub(in crate::console) may_note: bool,
    pub(in crate::console) typed: String,
    pub(in crate::console) wrong: bool,
    /// Who can be named.
    pub(in crate::console) names: String,
    pub(in crate::console) offer: Option<Offer>,
    /// To whom the viewer may offer the report: id, name, whether chosen; empty where they may not.
    pub(in crate::console) colleagues: Vec<(String, String, bool)>,
    pub(in crate::console) offering: bool,
    pub(in crate::console) offer_note: String,
}

impl Beside {
    /// `holds`: whether the viewer works on the report; `open`: whether it has not been erased.
    pub(super) fn of(
        texts: Texts,
        found: &Found,
        (viewer, holds, open): (&Viewer, bool, bool),
        typed: &Typed,
        now: Timestamp,
    ) -> Self {
        let works = open && viewer.may(Permission::WorkOnReport);
        let note = |view: &NoteView| {
            let corrected = typed.fields_of(Form::Correct(view.id));
            Note {
                id: view.id.to_string(),
                by: view.by.clone(),
                at: Moment::of(texts, view.at, now),
                text: view.text.clone(),
                before: view
                    .before
                    .iter()
                    .map(|(at, text)| (Moment::of(texts, *at, now), text.clone()))
                    .collect(),
                may_correct: works && view.mine,
                typed: corrected.map(|fields| fields.get("note").to_owned()),
            }
        };
        let offering = typed.fields_of(Form::Offer);
        let chosen = offering.map(|fields| fields.get("to")).unwrap_or_default();
        let said = |fields: Option<&Fields>, name: &str| {
            fields.map(|fields| fields.get(name).to_owned()).unwrap_or_default()
        };
        let names: Vec<String> = found.colleagues.iter().map(|(_, name)| format!("@{name}")).collect();
        let may_offer = works && holds && found.offer.is_none();
        Self {
            notes: found.notes.iter().map(note).collect(),
            may_note: works,
            typed: said(typed.fields_of(Form::Note), "note"),
            wrong: typed.is_wrong(Form::Note, "note"),
            names: names.join(", "),
            offer: found.offer.as_ref().map(|offer| Offer {
                said: match (offer.to_me, offer.mine) {
                    (true, _) => texts.with("offer-to-you", "name", offer.by.clone()),
                    (_, true) => texts.with("offer-by-you", "name", offer.to.clone()),
                    _ => texts.with_all(
                        "offer-between",
                        &[("by", offer.by.clone().into()), ("to", offer.to.clone().into())],
                    ),
                },
                at: Moment::of(texts, offer.at, now),
                to_me: works && offer.to_me,
                mine: works && offer.mine,
            }),
            colleagues: found
                .colleagues
                .iter()
                .filter(|_| may_offer)
                .map(|(id, name)| (id.to_string(), name.clone(), id.to_string() == chosen))
                .collect(),
            offering: offering.is_some(),
            offer_note: said(offering, "offer-note"),
        }
    }
}

/// Adds a note.
pub(super) async fn note(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let done = team::add_note(&me.node, &me.viewer, target.id, form.get("note")).await.map(|_| ());
    after(&me, target, done, ("noted_down", "notes"), (Some(Form::Note), form)).await
}

/// Corrects a note.
pub(super) async fn correct(
    me: SignedInViewer,
    Path((id, note)): Path<(String, String)>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let note: NoteId = me.named(&note)?;
    let done = team::correct_note(&me.node, &me.viewer, target.id, note, form.get("note")).await;
    after(&me, target, done.map(|_| ()), ("note_corrected", "notes"), (Some(Form::Correct(note)), form)).await
}

/// Offers the report to a colleague.
pub(super) async fn offer(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let Ok(to) = form.get("to").parse() else {
        let problems = vec![Problem::at("to", me.texts.get("wrong-colleague"))];
        return again(&me, target, Typed { form: Some(Form::Offer), fields: form, problems }).await;
    };
    let done = team::offer(&me.node, &me.viewer, target.id, to, form.get("offer-note")).await;
    after(&me, target, done, ("offered", "record-h"), (Some(Form::Offer), form)).await
}

/// Takes the report that a colleague offers, does not, or takes an own offer back.
pub(super) async fn answer(
    me: SignedInViewer,
    Path((id, answer)): Path<(String, String)>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let (node, viewer) = (&me.node, &me.viewer);
    let (done, message) = match answer.as_str() {
        "accept" => (team::accept(node, viewer, target.id).await, "offer_accepted"),
        "decline" => (team::decline(node, viewer, target.id).await, "offer_declined"),
        "withdraw" => (team::take_back(node, viewer, target.id).await, "offer_withdrawn"),
        _ => (Err(Error::NotFound("page")), "offered"),
    };
    after(&me, target, done, (message, "record-h"), (None, Fields::default())).await
}
