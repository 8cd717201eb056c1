//! What the police asked to wait for, and what services were asked to keep.

use axum::extract::Path;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::item::Item;
use tutela_model::notice::NoticeState;
use tutela_model::preservation::USUAL_DAYS;
use tutela_model::report_state::{Decision, Status};
use tutela_workflow::read::ReportPage as Found;
use tutela_workflow::removal::{self, NewPreservation, Officer};

use super::page::Around;
use super::traced::left;
use super::{Form, Target, Typed, after, again};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::moment::{Moment, written};
use crate::console::preservations::Line;
use crate::console::problem::Problem;
use crate::console::signed_in::SignedInViewer;
use crate::console::words::word;
use crate::texts::Texts;

/// A hold, open or over.
pub(in crate::console) struct HoldWords {
    pub(in crate::console) id: String,
    /// Where it stands, in words.
    pub(in crate::console) said: String,
    pub(in crate::console) open: bool,
    pub(in crate::console) placed: Moment,
    pub(in crate::console) by: String,
    /// What officers asked for: what, name and unit, when.
    pub(in crate::console) officers: Vec<(String, String, Moment)>,
}

/// Holds and requests, with their forms.
pub(in crate::console) struct Holding {
    pub(in crate::console) holds: Vec<HoldWords>,
    /// Whether a hold can be placed now.
    pub(in crate::console) place: bool,
    pub(in crate::console) open: bool,
    pub(in crate::console) officer: String,
    pub(in crate::console) unit: String,
    pub(in crate::console) requests: Vec<Line>,
    /// Items that a service can keep: place and name. Empty where nothing can be asked now.
    pub(in crate::console) keepable: Vec<(u32, String, bool)>,
    pub(in crate::console) asking: bool,
    pub(in crate::console) service: String,
    pub(in crate::console) mailbox: String,
    pub(in crate::console) days: String,
}

impl Holding {
    pub(super) fn of(texts: Texts, found: &Found, around: &Around<'_>) -> Self {
        let may =
            around.viewer.may(Permission::Notices) && !found.erased && found.line.status != Status::Closed;
        let held = found.removal.holds.iter().any(|hold| hold.ended.is_none());
        let told = |state| !matches!(state, NoticeState::Queued | NoticeState::Held);
        let all_told = !found.notices.is_empty() && found.notices.iter().all(|notice| told(notice.state));
        let hold = around.typed.fields_of(Form::Hold);
        let keep = around.typed.fields_of(Form::Preserve);
        let get = |fields: Option<&Fields>, name: &str| {
            fields.map(|fields| fields.get(name).to_owned()).unwrap_or_default()
        };
        let actionable = found.line.decision == Some(Decision::Actionable);
        let chosen = get(keep, "position");
        let keepable = found.items.iter().filter(|_| may && actionable).filter_map(|view| match &view.item {
            Item::Account(_) | Item::Url(_) => {
                let words = crate::console::item::ItemWords::of(texts, &view.item, found.standing);
                let name = format!("{} · {} {}", view.position + 1, words.kind, words.heading);
                Some((view.position, name, chosen == view.position.to_string()))
            }
            Item::File(_) | Item::Text(_) => None,
        });
        let days = get(keep, "days");
        Self {
            holds: found.removal.holds.iter().map(|hold| HoldWords::of(texts, hold, around)).collect(),
            place: may && !held && !all_told,
            open: hold.is_some(),
            officer: get(hold, "officer"),
            unit: get(hold, "unit"),
            requests: found.removal.requests.iter().map(|line| Line::of(texts, line, around.now)).collect(),
            keepable: keepable.collect(),
            asking: keep.is_some(),
            service: get(keep, "service"),
            mailbox: get(keep, "mailbox"),
            days: if days.is_empty() { USUAL_DAYS.to_string() } else { days },
        }
    }
}

impl HoldWords {
    fn of(texts: Texts, hold: &tutela_workflow::read::HoldView, around: &Around<'_>) -> Self {
        let said = match hold.ended {
            None => texts.with_all(
                "police-hold-open",
                &[
                    ("until", written(hold.until).into()),
                    ("left", left(texts, hold.until, around.now).into()),
                ],
            ),
            Some((ending, at)) => texts.with(&format!("police-hold-ended-{ending}"), "at", written(at)),
        };
        let officers = hold.officers.iter().map(|(at, what, name, unit)| {
            let moment = Moment::of(texts, *at, around.now);
            (word(texts, "police-hold-what", what), format!("{name}, {unit}"), moment)
        });
        Self {
            id: hold.id.to_string(),
            said,
            open: hold.ended.is_none(),
            placed: Moment::of(texts, hold.placed.0, around.now),
            by: hold.placed.1.clone(),
            officers: officers.collect(),
        }
    }
}

/// Places a hold, renews it, or ends it with the go-ahead of the police.
pub(super) async fn hold(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let officer = Officer { name: form.get("officer").to_owned(), unit: form.get("unit").to_owned() };
    let (done, message) = match (form.get("act"), form.get("hold").parse()) {
        ("place", _) => {
            (removal::place_hold(&me.node, &me.viewer, target.id, &officer).await.map(|_| ()), "hold_placed")
        }
        ("renew", Ok(hold)) => {
            (removal::renew_hold(&me.node, &me.viewer, hold, &officer).await, "hold_renewed")
        }
        ("go_ahead", Ok(hold)) => {
            (removal::go_ahead(&me.node, &me.viewer, hold, &officer).await, "hold_over")
        }
        _ => {
            let problems = vec![Problem::at("holding", me.texts.get("wrong-choice"))];
            return again(&me, target, Typed { form: Some(Form::Hold), fields: form, problems }).await;
        }
    };
    after(&me, target, done, (message, "holding"), (Some(Form::Hold), form)).await
}

/// Asks a service to keep what it has.
pub(super) async fn preserve(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let Ok(position) = form.get("position").parse() else {
        let problems = vec![Problem::at("holding", me.texts.get("wrong-choice"))];
        return again(&me, target, Typed { form: Some(Form::Preserve), fields: form, problems }).await;
    };
    let new = NewPreservation {
        position,
        service: form.get("service").to_owned(),
        mailbox: form.get("mailbox").to_owned(),
        // What is no number is no number of days, and the operation says which are.
        days: form.get("days").parse().unwrap_or(0),
    };
    let done = removal::ask_to_preserve(&me.node, &me.viewer, target.id, &new).await.map(|_| ());
    after(&me, target, done, ("preservation_asked", "holding"), (Some(Form::Preserve), form)).await
}
