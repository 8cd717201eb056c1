//! Working side by side.

use tutela_model::access::Role;
use tutela_model::alert::AlertKind;
use tutela_model::clock::{DAY, HOUR, MINUTE};
use tutela_model::completeness::Missing;
use tutela_model::id::{InboxId, ReportId};
use tutela_model::queue::{Age, Narrow};
use tutela_model::report::{Category, ChildStatement, NewReport, Origin};
use tutela_model::report_state::{Decision, StateError};
use tutela_model::team::InboxKind;
use tutela_model::urgency::Reason;
use tutela_store::records::queue::QueueFilter;
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::desk::{ask, claim, decide, erase, release};
use tutela_workflow::intake::{answer, visit};
use tutela_workflow::people::{disable_person, sign_in, totp};
use tutela_workflow::read::{
    AlertsQuery, BesideQuery, CaseLoadQuery, InboxQuery, QueueQuery, SearchQuery, ShiftsQuery, ViewsQuery,
};
use tutela_workflow::team::{
    NewView, accept, add_note, correct_note, decline, delete_view, end_shift, offer, save_view, set_read,
    start_shift, take_back,
};
use tutela_workflow::{DeskSettings, Error, Settings, Viewer};

use crate::steps::{details, only};

const URL: &str = "https://host.example/page";

async fn inbox(node: &TestNode, viewer: &Viewer) -> Vec<(InboxKind, ReportId, InboxId)> {
    let asked = InboxQuery { unread_only: true, before: None };
    let page = node.read(viewer, asked).await.unwrap();
    assert_eq!(page.unread, page.lines.len() as u64);
    page.lines.iter().map(|line| (line.kind, line.report.id, line.id)).collect()
}

async fn waiting(node: &TestNode, viewer: &Viewer, narrow: Narrow) -> Vec<ReportId> {
    let asked = QueueQuery { filter: QueueFilter::Waiting, narrow, after: None };
    node.read(viewer, asked).await.unwrap().lines.iter().map(|line| line.id).collect()
}

/// A report of a child in danger.
fn in_danger() -> NewReport {
    let child = ChildStatement { immediate_danger: Some(true), ..ChildStatement::default() };
    NewReport { child, ..samples::public(samples::url_report(URL)) }
}

on_both_engines!(a_note_is_sealed_corrected_and_told_to_whom_it_names, async |database| {
    let node = TestNode::start(&database).await;
    let (one, other) = (node.person(Role::Analyst).await, node.person(Role::Analyst).await);
    let administrator = node.person(Role::Administrator).await;
    let (_, id) = node.tell(samples::public(samples::url_report(URL))).await;
    let text = format!(
        "Markernote for @{} and @{}; not for @{}",
        other.person.name.to_uppercase(),
        one.person.name,
        administrator.person.name
    );
    let note = add_note(&node, &one, id, &text).await.unwrap();
    let told = inbox(&node, &other).await;
    assert_eq!(told.iter().map(|line| (line.0, line.1)).collect::<Vec<_>>(), [(InboxKind::Mention, id)]);
    assert!(inbox(&node, &one).await.is_empty(), "nobody is told what they wrote themself");

    let refused = correct_note(&node, &other, id, note, "mine now").await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    node.clock.advance(MINUTE);
    let again = format!("Markerbetter for @{}", other.person.name);
    let newest = correct_note(&node, &one, id, note, &again).await.unwrap();
    let twice = correct_note(&node, &one, id, note, "once more").await;
    assert!(matches!(twice, Err(Error::Refused(_))), "{twice:?}");
    assert_eq!(inbox(&node, &other).await.len(), 1, "whoever was told is not told again");

    let beside = node.read(&other, BesideQuery { id }).await.unwrap();
    let [view] = beside.notes.try_into().unwrap();
    assert_eq!((view.id, view.text.as_str(), view.mine), (newest, again.as_str(), false));
    assert_eq!(view.before.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), [text.as_str()]);
    assert!(beside.colleagues.iter().any(|(id, _)| *id == one.person.id));
    let read = format!("note.read person:{} report:{id}", other.person.id);
    assert_eq!(node.logged().await.iter().filter(|line| **line == read).count(), 1);
    assert!(!database.holds(b"Marker").await && !database.holds(b"marker").await);

    let (_, line, mark) = inbox(&node, &other).await[0];
    assert_eq!(line, id);
    assert!(matches!(set_read(&node, &one, mark, true).await, Err(Error::NotFound(_))));
    set_read(&node, &other, mark, true).await.unwrap();
    assert!(inbox(&node, &other).await.is_empty());
    set_read(&node, &other, mark, false).await.unwrap();
    assert_eq!(inbox(&node, &other).await.len(), 1);

    erase(&node, id).await.unwrap();
    assert!(node.read(&other, BesideQuery { id }).await.unwrap().notes.is_empty());
    assert!(database.blobs_in("note", "sealed", "sealed IS NOT NULL").await.is_empty());
    assert!(inbox(&node, &other).await.is_empty());
    assert!(matches!(add_note(&node, &one, id, "late").await, Err(Error::NotFound(_))));
    let missing = ReportId::new(node.now(), node.rng());
    assert!(matches!(add_note(&node, &one, missing, "x").await, Err(Error::NotFound(_))));
    assert!(matches!(add_note(&node, &one, id, " ").await, Err(Error::Fields(_))));
});

on_both_engines!(a_report_is_handed_to_a_colleague_who_takes_it_or_does_not, async |database| {
    let node = TestNode::start(&database).await;
    let (one, other) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    let auditor = node.person(Role::Auditor).await;
    let (_, id) = node.tell(samples::public(samples::url_report(URL))).await;
    let to = other.person.id;
    let not_held = offer(&node, &one, id, to, "").await;
    assert!(matches!(not_held, Err(Error::State(StateError::NotClaimed))));
    claim(&node, &one, id).await.unwrap();
    for nobody in [one.person.id, auditor.person.id] {
        assert!(matches!(offer(&node, &one, id, nobody, "").await, Err(Error::Refused(_))));
    }
    offer(&node, &one, id, to, "Please look.").await.unwrap();
    assert!(matches!(offer(&node, &one, id, to, "").await, Err(Error::Refused(_))));
    assert!(matches!(accept(&node, &one, id).await, Err(Error::Refused(_))));
    let beside = node.read(&other, BesideQuery { id }).await.unwrap();
    assert!(beside.offer.as_ref().is_some_and(|offer| offer.to_me && !offer.mine));
    assert_eq!(beside.notes[0].text, "Please look.");
    assert_eq!(node.read(&other, ShiftsQuery).await.unwrap().offered, 1);

    decline(&node, &other, id).await.unwrap();
    let told: Vec<_> = inbox(&node, &one).await.iter().map(|line| line.0).collect();
    assert_eq!(told, [InboxKind::Declined]);
    assert!(node.open(&one, id).await.line.mine);

    offer(&node, &one, id, to, "").await.unwrap();
    take_back(&node, &one, id).await.unwrap();
    assert!(inbox(&node, &other).await.is_empty(), "an offer that was taken back asks for nothing");
    assert!(matches!(accept(&node, &other, id).await, Err(Error::Refused(_))));

    offer(&node, &one, id, to, "").await.unwrap();
    accept(&node, &other, id).await.unwrap();
    assert!(node.open(&other, id).await.line.mine);
    assert!(inbox(&node, &one).await.iter().any(|line| line.0 == InboxKind::Accepted));
    let passed = format!("report.passed person:{to} report:{id}");
    assert!(node.logged().await.contains(&passed));

    // What goes another way is on offer no longer.
    offer(&node, &other, id, one.person.id, "").await.unwrap();
    release(&node, &other, id).await.unwrap();
    assert!(matches!(accept(&node, &one, id).await, Err(Error::Refused(_))));
    assert!(node.read(&one, BesideQuery { id }).await.unwrap().offer.is_none());
});

on_both_engines!(an_answer_waits_for_whoever_asked_and_tells_the_hour, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (receipt, id) = node.tell(samples::public(samples::url_report(URL))).await;
    claim(&node, &analyst, id).await.unwrap();
    ask(&node, &analyst, id, "When?").await.unwrap();
    let question = visit(&node, &receipt).await.unwrap().unwrap().exchanges[0].id;
    node.clock.advance(HOUR + 7_654_321);
    let (answered, asked) = (node.now(), InboxQuery { unread_only: true, before: None });
    assert!(answer(&node, &receipt, question, "On Sunday.").await.unwrap());
    let page = node.read(&analyst, asked).await.unwrap();
    assert_eq!((page.lines[0].kind, page.lines[0].at), (InboxKind::Answered, answered.hour()));
    assert!(!database.holds_time(answered).await, "the minute of an answer is not kept");
});

on_both_engines!(a_shift_leaves_a_note_and_the_desk_sees_what_is_urgent, async |database| {
    let node = TestNode::start(&database).await;
    let (one, other) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    let (_, urgent) = node.tell(in_danger()).await;
    let (_, calm) = node.tell(samples::public(samples::url_report(URL))).await;
    assert!(matches!(end_shift(&node, &one, "").await, Err(Error::Refused(_))));
    start_shift(&node, &one).await.unwrap();
    assert!(matches!(start_shift(&node, &one).await, Err(Error::Refused(_))));
    for id in [urgent, calm] {
        claim(&node, &one, id).await.unwrap();
    }
    let shifts = node.read(&other, ShiftsQuery).await.unwrap();
    assert_eq!(
        shifts.on.iter().map(|(name, ..)| name.as_str()).collect::<Vec<_>>(),
        [one.person.name.as_str()]
    );
    assert!(shifts.left.is_empty(), "whoever is on shift has left nothing");

    node.clock.advance(HOUR);
    end_shift(&node, &one, "Markershift: look at the forum.").await.unwrap();
    let shifts = node.read(&other, ShiftsQuery).await.unwrap();
    let [ended] = &shifts.ended[..] else { panic!("{shifts:?}") };
    assert_eq!((ended.held, ended.urgent), (2, 1));
    assert_eq!(ended.note.as_deref(), Some("Markershift: look at the forum."));
    assert_eq!(shifts.left, [(one.person.id, one.person.name.clone(), 1)]);
    let queue = QueueQuery { filter: QueueFilter::Waiting, narrow: Narrow::default(), after: None };
    assert_eq!(node.read(&other, queue).await.unwrap().left.len(), 1);
    assert!(!database.holds(b"Markershift").await);
    assert!(node.logged().await.iter().any(|line| line.starts_with("shift.read person:")));

    start_shift(&node, &one).await.unwrap();
    assert!(node.read(&other, ShiftsQuery).await.unwrap().left.is_empty());
    // The note goes after its time; that there was a shift stays.
    node.clock.advance(31 * DAY);
    node.run_due().await;
    assert!(database.blobs_in("shift", "sealed", "sealed IS NOT NULL").await.is_empty());
    assert_eq!(database.count("shift", "ended_at IS NOT NULL AND held = 2").await, 1);
});

on_both_engines!(a_senior_sees_what_each_person_holds, async |database| {
    let node = TestNode::start(&database).await;
    let (one, senior) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    node.person(Role::Auditor).await;
    let (_, urgent) = node.tell(in_danger()).await;
    let (_, decided) = node.tell(samples::public(samples::url_report(URL))).await;
    for id in [urgent, decided] {
        claim(&node, &one, id).await.unwrap();
    }
    decide(&node, &one, decided, &only(Decision::Informational)).await.unwrap();
    let loads = node.read(&senior, CaseLoadQuery).await.unwrap();
    assert_eq!(loads.len(), 2, "whoever does not work on reports is not in it");
    let load = loads.iter().find(|load| load.person == one.person.id).unwrap();
    assert_eq!((load.held.held, load.held.undecided, load.held.urgent, load.decided), (1, 1, 1, 1));
    assert!(load.held.oldest.is_some() && load.on_shift.is_none());
    node.clock.advance(DAY);
    let loads = node.read(&senior, CaseLoadQuery).await.unwrap();
    assert_eq!(loads.iter().map(|load| load.decided).sum::<u64>(), 0, "today only");
});

on_both_engines!(what_somebody_holds_who_does_not_come_goes_back_to_the_queue, async |database| {
    let node = TestNode::start(&database).await;
    let away = node.credentials(Role::Analyst).await;
    let seconds = u64::try_from(node.now().micros() / 1_000_000).unwrap();
    let code = totp(&node, &away.person, &away.totp_secret).unwrap().generate(seconds).to_string();
    sign_in(&node, &away.person.name, &away.password, &code).await.unwrap();
    let away = Viewer { person: away.person };
    let (disabled, other) = (node.person(Role::Analyst).await, node.person(Role::Analyst).await);
    let (_, held_away) = node.tell(samples::public(samples::url_report(URL))).await;
    let (_, held_disabled) = node.tell(in_danger()).await;
    claim(&node, &away, held_away).await.unwrap();
    claim(&node, &disabled, held_disabled).await.unwrap();
    node.run_due().await;
    assert!(node.open(&away, held_away).await.line.mine, "nobody is away yet");

    disable_person(&node, None, disabled.person.id).await.unwrap();
    node.clock.advance(10 * MINUTE);
    node.run_due().await;
    claim(&node, &other, held_disabled).await.unwrap();
    assert!(matches!(claim(&node, &other, held_away).await, Err(Error::State(StateError::ClaimedByOther))));

    node.clock.advance(25 * HOUR);
    node.run_due().await;
    assert!(node.open(&other, held_disabled).await.line.mine, "nobody knows whether the other one is away");
    assert_eq!(node.open(&other, held_away).await.line.claimed_by, None);
    assert_eq!(inbox(&node, &away).await[0].0, InboxKind::Returned);
    assert_eq!(
        details(&node, "report.returned").await.iter().filter(|line| line.ends_with("why=away")).count(),
        1
    );
});

on_both_engines!(the_queue_is_narrowed_by_what_stands_in_the_open, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (_, danger) = node.tell(in_danger()).await;
    let grooming = NewReport { category: Category::Grooming, origin: Origin::Young, ..samples::telling("M") };
    let (_, grooming) = node.tell(grooming).await;
    node.clock.advance(2 * DAY);
    let (_, new) = node.tell(samples::public(samples::url_report("https://host.example/new"))).await;
    claim(&node, &analyst, danger).await.unwrap();
    let all = Narrow::default();
    for (narrow, found) in [
        (all, vec![danger, grooming, new]),
        (Narrow { category: Some(Category::Grooming), ..all }, vec![grooming]),
        (Narrow { country: "LT".to_owned().try_into().ok(), ..all }, vec![grooming]),
        (Narrow { origin: Some(Origin::Young), ..all }, vec![grooming]),
        (Narrow { reason: Some(Reason::DangerNow), ..all }, vec![danger]),
        (Narrow { missing: Some(Missing::Who), ..all }, vec![danger, new]),
        (Narrow { age: Some(Age::Day), ..all }, vec![new]),
        (Narrow { age: Some(Age::OverDay), ..all }, vec![danger, grooming]),
        (Narrow { age: Some(Age::OverWeek), ..all }, vec![]),
        (Narrow { unclaimed: true, ..all }, vec![grooming, new]),
        (Narrow { unclaimed: true, category: Some(Category::Csam), age: Some(Age::OverDay), ..all }, vec![]),
    ] {
        assert_eq!(waiting(&node, &analyst, narrow).await, found, "{narrow:?}");
    }
    let mine = QueueFilter::ClaimedBy(analyst.person.id);
    for (filter, narrow, n) in [
        (mine, Narrow { category: Some(Category::Csam), ..all }, 1),
        (mine, Narrow { category: Some(Category::Travel), ..all }, 0),
        (QueueFilter::All, Narrow { category: Some(Category::Csam), ..all }, 2),
        (QueueFilter::All, Narrow { age: Some(Age::Day), missing: Some(Missing::Who), ..all }, 1),
    ] {
        let page = node.read(&analyst, QueueQuery { filter, narrow, after: None }).await.unwrap();
        assert_eq!((page.lines.len(), page.stopped), (n, false), "{filter:?} {narrow:?}");
    }
});

on_both_engines!(views_are_ones_own_or_the_desks, async |database| {
    let node = TestNode::start(&database).await;
    let (one, other) = (node.person(Role::Analyst).await, node.person(Role::Analyst).await);
    let senior = node.person(Role::SeniorAnalyst).await;
    let narrow = Narrow { category: Some(Category::Grooming), unclaimed: true, ..Narrow::default() };
    let view = |name: &str, shared| NewView { name: name.to_owned(), list: "waiting", narrow, shared };
    let own = save_view(&node, &one, &view("own", false)).await.unwrap();
    let desks = save_view(&node, &senior, &view("desk's", true)).await.unwrap();
    assert!(matches!(save_view(&node, &one, &view("", false)).await, Err(Error::Fields(_))));
    let whole = NewView { narrow: Narrow::default(), ..view("whole", false) };
    assert!(matches!(save_view(&node, &one, &whole).await, Err(Error::Refused(_))));
    let seen = node.read(&one, ViewsQuery).await.unwrap();
    assert_eq!(
        seen.iter().map(|view| (view.id, view.may_delete)).collect::<Vec<_>>(),
        [(desks, false), (own, true)]
    );
    assert!(seen.iter().all(|view| view.narrow == narrow));
    assert_eq!(node.read(&other, ViewsQuery).await.unwrap().len(), 1);
    assert!(matches!(delete_view(&node, &other, own).await, Err(Error::NotFound(_))));
    assert!(matches!(delete_view(&node, &one, desks).await, Err(Error::Denied(_))));
    delete_view(&node, &senior, desks).await.unwrap();
    delete_view(&node, &one, own).await.unwrap();
    assert!(node.read(&one, ViewsQuery).await.unwrap().is_empty());
});

on_both_engines!(many_openings_without_work_are_told_once, async |database| {
    let desk = DeskSettings { opened_without_work: 2, ..DeskSettings::default() };
    let node = TestNode::start_with(&database, Settings { desk, ..Settings::default() }).await;
    let (one, auditor) = (node.person(Role::Analyst).await, node.person(Role::Auditor).await);
    let mut ids = Vec::new();
    for n in 0..4 {
        ids.push(node.tell(samples::public(samples::url_report(&format!("{URL}/{n}")))).await.1);
    }
    let alerts = async || {
        let alerts = node.read(&auditor, AlertsQuery { waiting_only: true }).await.unwrap();
        alerts.into_iter().filter(|alert| alert.kind == AlertKind::Browsing).collect::<Vec<_>>()
    };
    node.open(&one, ids[0]).await;
    claim(&node, &one, ids[0]).await.unwrap();
    for _ in 0..2 {
        node.open(&one, ids[0]).await;
        node.open(&one, ids[1]).await;
    }
    assert!(alerts().await.is_empty(), "what somebody works on, and a second look, count for nothing");
    node.open(&one, ids[2]).await;
    node.open(&one, ids[3]).await;
    let [alert] = &alerts().await[..] else { panic!("one alert") };
    assert_eq!(alert.record, format!("person:{}", one.person.id));
});

on_both_engines!(a_host_finds_all_its_addresses_page_by_page, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let key = node.key(tutela_model::api_key::Scope::Report).await.key;
    let mut ids = Vec::new();
    for n in 0..60 {
        node.clock.advance(2_000);
        ids.push(node.send(&key, samples::url_report(&format!("https://gallery.host.example/{n}"))).await);
    }
    node.send(&key, samples::url_report("https://other.example/1")).await;
    ids.reverse();
    let search = async |text: &str, before| {
        let asked = SearchQuery { text: text.to_owned(), before };
        let found = node.read(&analyst, asked).await.unwrap();
        (found.lines.iter().map(|line| line.id).collect::<Vec<_>>(), found.next)
    };
    for host in ["host.example", "gallery[.]host.example", "Gallery.HOST.example"] {
        let (first, next) = search(host, None).await;
        assert_eq!((&first[..], next), (&ids[..50], Some(ids[49])), "{host}");
        assert_eq!(search(host, next).await, (ids[50..].to_vec(), None), "{host}");
    }
    assert!(search("https://host.example/", None).await.0.is_empty(), "an address is not its host");
    assert!(search("example", None).await.0.is_empty());

    // Reports from before are given theirs by a job.
    database.forget_selectors().await;
    assert!(search("host.example", None).await.0.is_empty());
    node.clock.advance(2 * DAY);
    node.run_due().await;
    assert_eq!(search("host.example", None).await.0, ids[..50]);
});
