//! Working side by side: for you, the team, notes and offers, a narrowed queue.

use tutela_model::access::Role;
use tutela_model::clock::{DAY, HOUR, MINUTE};
use tutela_model::id::{InboxId, NoteId, PersonId, ViewId};
use tutela_model::queue::{Age, Narrow};
use tutela_model::report::{Category, Origin};
use tutela_model::team::InboxKind;
use tutela_model::urgency::Reason;
use tutela_workflow::read::{
    Beside, CaseLoad, EndedShift, Held, InboxLine, InboxPage, NoteView, OfferView, QueueKey,
    QueuePage as QueueFound, Shifts, View,
};

use super::Samples;
use super::data::{NOW, ago, chrome, queue, uuid};
use super::reports;
use crate::console::chrome::Place;
use crate::console::fields::Fields;
use crate::console::for_you::ForYouPage;
use crate::console::problem::Problem;
use crate::console::queue::{List, QueuePage, Shown};
use crate::console::report::{Form, Typed};
use crate::console::team::TeamPage;
use crate::texts::Texts;

const COLLEAGUES: [&str; 2] = ["Adomas Petrauskas", "Ieva Kazlauskaitė"];

pub(super) fn add(made: &mut Samples) {
    for_you(made);
    team(made);
    beside(made);
    narrowed(made);
}

fn person(n: u32) -> PersonId {
    PersonId(uuid(200 + n))
}

fn for_you(made: &mut Samples) {
    let line = |n: usize, kind: &InboxKind, read| InboxLine {
        id: InboxId(uuid(210 + n as u32)),
        kind: *kind,
        report: queue()[n].clone(),
        at: ago((n as i64 + 1) * 40 * MINUTE),
        by: Some(COLLEAGUES[n % 2].to_owned()),
        read,
    };
    let page = |read, unread, all, later, next| {
        let lines: Vec<_> =
            InboxKind::ALL.iter().enumerate().map(|(n, kind)| line(n, kind, read)).take(unread).collect();
        let found = InboxPage { lines, next, unread: unread as u64 };
        ForYouPage::of(chrome(Role::Analyst, Place::ForYou, "nav-for-you"), &found, all, later, NOW)
    };
    made.add("for-you", &page(false, InboxKind::ALL.len(), false, false, None));
    made.add("for-you-one", &page(false, 1, false, false, None));
    made.add("for-you-all", &page(true, 4, true, true, Some(InboxId(uuid(219)))));
    made.add("for-you-empty", &page(false, 0, false, false, None));
}

fn held(n: u32, held: u64, undecided: u64, urgent: u64) -> Held {
    let oldest = (undecided > 0).then(|| ago(i64::from(n + 1) * 11 * HOUR));
    Held { person: person(n), held, undecided, urgent, oldest }
}

fn team(made: &mut Samples) {
    let quiet =
        Shifts { on: Vec::new(), ended: Vec::new(), mine: held(0, 0, 0, 0), offered: 0, left: Vec::new() };
    let note = "Nothing new on the forum. The album at gallery.host.example comes back every evening: look at the notices first.";
    let ended = |n: u32, held, urgent, note: Option<&str>| EndedShift {
        person: person(n),
        name: COLLEAGUES[n as usize % 2].to_owned(),
        started: ago(20 * HOUR),
        ended: ago(i64::from(n + 1) * 9 * HOUR),
        held,
        urgent,
        note: note.map(str::to_owned),
    };
    let busy = Shifts {
        on: vec![
            ("Rūta Vaitkienė".to_owned(), ago(3 * HOUR), true),
            (COLLEAGUES[1].to_owned(), ago(50 * MINUTE), false),
        ],
        ended: vec![
            ended(0, 4, 2, Some(note)),
            ended(1, 1, 1, None),
            ended(2, 1, 0, None),
            ended(3, 0, 0, None),
        ],
        mine: held(0, 7, 5, 2),
        offered: 2,
        left: vec![(person(0), COLLEAGUES[0].to_owned(), 2)],
    };
    let load = |n: u32, name: &str, on: bool, seen: bool, disabled, held, decided| CaseLoad {
        person: person(n),
        name: name.to_owned(),
        on_shift: on.then(|| ago(3 * HOUR)),
        seen: seen.then(|| ago(2 * DAY)),
        held,
        decided,
        disabled,
    };
    let loads = [
        load(0, COLLEAGUES[0], false, true, false, held(0, 4, 4, 2), 9),
        load(1, COLLEAGUES[1], true, true, false, held(1, 0, 0, 0), 0),
        load(2, "Jonas Jonaitis", false, false, true, held(2, 1, 1, 0), 0),
    ];
    let page = |shifts: &Shifts, loads: Option<&[CaseLoad]>, role| {
        TeamPage::of(chrome(role, Place::Team, "nav-team"), shifts, loads, NOW)
    };
    made.add("team", &page(&busy, Some(&loads), Role::SeniorAnalyst));
    made.add("team-quiet", &page(&quiet, None, Role::Analyst));
    let one = Shifts { offered: 1, mine: held(0, 1, 1, 1), on: Vec::new(), ..busy.clone() };
    made.add("team-off-shift", &page(&one, None, Role::Analyst));
    let mut wrong = page(&busy, None, Role::Analyst);
    wrong.problems = vec![Problem::plain("You are not on shift.".to_owned())];
    wrong.typed = note.to_owned();
    made.add("team-wrong", &wrong);
}

fn beside(made: &mut Samples) {
    let note = |n: u32, mine, before: &[&str]| NoteView {
        id: NoteId(uuid(230 + n)),
        by: if mine { "Rūta Vaitkienė" } else { COLLEAGUES[0] }.to_owned(),
        mine,
        at: ago(i64::from(n + 1) * 50 * MINUTE),
        text: "The same account stands in the report of last week. @Adomas Petrauskas, you had that one."
            .to_owned(),
        before: before.iter().map(|text| (ago(2 * HOUR), (*text).to_owned())).collect(),
    };
    let colleagues: Vec<_> =
        COLLEAGUES.iter().zip(0..).map(|(name, n)| (person(n), (*name).to_owned())).collect();
    let notes = vec![note(0, false, &[]), note(1, true, &["The same account stands in another report."])];
    let found = Beside { notes, offer: None, colleagues: colleagues.clone() };
    let mine = reports::mine();
    let (list, held) = (List::whole(Shown::Waiting), List::whole(Shown::Held(person(0))));
    made.add("report-notes", &reports::beside(&mine, Role::Analyst, &Typed::default(), &found, held));
    let offer = |mine, to_me| OfferView {
        by: COLLEAGUES[0].to_owned(),
        to: COLLEAGUES[1].to_owned(),
        at: ago(20 * MINUTE),
        mine,
        to_me,
    };
    for (name, offer) in
        [("by-you", offer(true, false)), ("to-you", offer(false, true)), ("between", offer(false, false))]
    {
        let found = Beside { offer: Some(offer), colleagues: colleagues.clone(), ..Beside::default() };
        let page = reports::beside(&reports::waiting(), Role::Analyst, &Typed::default(), &found, list);
        made.add(&format!("report-offer-{name}"), &page);
    }
    let wrong = |form, fields: Fields, field: &str, key: &str| Typed {
        form: Some(form),
        fields,
        problems: vec![Problem::at(field, Texts::console().get(key))],
    };
    let id = NoteId(uuid(231));
    for (name, typed) in [
        ("note", wrong(Form::Note, [("note", "")].into(), "note", "wrong-missing")),
        ("offer", wrong(Form::Offer, [("offer-note", "Please look.")].into(), "to", "wrong-colleague")),
        ("correct", wrong(Form::Correct(id), [("note", "x")].into(), &format!("note-{id}"), "wrong-missing")),
    ] {
        made.add(
            &format!("report-wrong-{name}"),
            &reports::beside(&mine, Role::Analyst, &typed, &found, list),
        );
    }
}

fn narrowed(made: &mut Samples) {
    let narrow = Narrow {
        category: Some(Category::Grooming),
        country: "LT".to_owned().try_into().ok(),
        origin: Some(Origin::Young),
        reason: Some(Reason::Recent),
        missing: Some(tutela_model::completeness::Missing::Who),
        age: Some(Age::Day),
        unclaimed: true,
    };
    let view = |n: u32, name: &str, shared, narrow| View {
        id: ViewId(uuid(240 + n)),
        name: name.to_owned(),
        shared,
        list: "waiting".to_owned(),
        narrow,
        may_delete: true,
    };
    let other = Narrow { unclaimed: true, ..Narrow::default() };
    let views =
        [view(0, "Grooming, Lithuania, free", false, narrow), view(1, "Nobody holds it", true, other)];
    let page = |lines: Vec<_>, stopped: bool, list, left| {
        let next = stopped.then(|| QueueKey { urgency: 7, id: queue()[7].id });
        let found = QueueFound { lines, next, waiting: 8, stopped, left };
        let c = chrome(Role::SeniorAnalyst, Place::Queue, "queue-title");
        QueuePage::of(c, &found, &views, list, (false, true), NOW)
    };
    let list = List { shown: Shown::Waiting, narrow };
    made.add("queue-narrowed", &page(queue()[2..3].to_vec(), false, list, Vec::new()));
    made.add("queue-narrowed-stopped", &page(Vec::new(), true, list, Vec::new()));
    made.add("queue-narrowed-empty", &page(Vec::new(), false, list, Vec::new()));
    let held = List::whole(Shown::Held(person(0)));
    let left = vec![(person(0), COLLEAGUES[0].to_owned(), 2)];
    made.add("queue-held", &page(queue()[1..2].to_vec(), false, held, left));
    let mut empty = page(Vec::new(), false, held, Vec::new());
    empty.problems = vec![Problem::plain("There are as many views as fit: delete one first.".to_owned())];
    empty.notes.push((crate::console::for_you::PATH.to_owned(), "One thing waits for you.".to_owned()));
    empty.standing = Some("498000 3 1 5 0 1234567".to_owned());
    made.add("queue-held-empty", &empty);
}
