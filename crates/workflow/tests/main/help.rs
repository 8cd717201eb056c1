//! The help directory: nothing reaches the public that a named person has not called.

use tutela_model::access::Role;
use tutela_model::clock::{DAY, HOUR};
use tutela_model::country::Country;
use tutela_model::help::{CallOutcome, HelpKind, HelpTyped};
use tutela_model::id::HelpEntryId;
use tutela_testkit::{TestNode, on_both_engines};
use tutela_workflow::help::{Call, SEED, add_help, help_in, import_help, note_call, remove_help};
use tutela_workflow::read::{AlertsQuery, HelpEntryQuery, HelpQuery};
use tutela_workflow::{Error, Settings, Viewer};

/// An entry that anybody could call.
pub const LINE: HelpTyped<'static> = HelpTyped {
    country: "LT",
    kind: "helpline",
    name: "Invented helpline",
    phone: "000 111",
    url: "",
    email: "",
    chat: "",
    languages: "lt",
    hours: "24/7",
    source: "invented",
};

fn lithuania() -> Country {
    Country::parse("LT").unwrap()
}

async fn call(
    node: &TestNode,
    viewer: &Viewer,
    entry: HelpEntryId,
    outcome: CallOutcome,
    phone: &str,
) -> Result<(), Error> {
    let changed = HelpTyped { phone, ..HelpTyped::default() };
    note_call(node, viewer, &Call { entry, outcome, answered: "Somebodyanswered", changed }).await
}

async fn shown(node: &TestNode) -> Vec<String> {
    let shown = help_in(node, lithuania()).await.unwrap();
    shown.into_iter().filter_map(|shown| shown.details.phone).collect()
}

on_both_engines!(a_number_is_shown_only_while_somebody_has_confirmed_it, async |database| {
    let node = TestNode::start(&database).await;
    let (analyst, senior) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    let entry = add_help(&node, &analyst, &LINE).await.unwrap();
    assert!(matches!(add_help(&node, &analyst, &LINE).await, Err(Error::Duplicate(_))));
    assert!(shown(&node).await.is_empty());

    let empty = Call { entry: entry.id, outcome: CallOutcome::Confirmed, answered: " ", changed: LINE };
    assert!(matches!(note_call(&node, &analyst, &empty).await, Err(Error::Fields(_))));
    call(&node, &analyst, entry.id, CallOutcome::Confirmed, "").await.unwrap();
    assert_eq!(shown(&node).await, ["000 111"]);
    assert!(!database.holds(b"Somebodyanswered").await, "who answered is sealed");
    let page = node.read(&senior, HelpEntryQuery { id: entry.id }).await.unwrap();
    assert_eq!(
        (page.calls[0].by.as_str(), page.calls[0].answered.as_str()),
        (analyst.person.name.as_str(), "Somebodyanswered")
    );

    let waiting = async || node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap();
    node.clock.advance(149 * DAY);
    node.run_due().await;
    assert!(waiting().await.is_empty());
    node.clock.advance(DAY + 6 * HOUR);
    node.run_due().await;
    node.clock.advance(6 * HOUR);
    node.run_due().await;
    let alerts = waiting().await;
    assert_eq!(alerts.len(), 1, "one alert for the country, told once");
    assert_eq!((alerts[0].record.as_str(), alerts[0].detail.as_str()), ("help:LT", "entries=1"));
    assert_eq!(shown(&node).await.len(), 1);
    node.clock.advance(30 * DAY);
    assert!(shown(&node).await.is_empty(), "a confirmation lapses");
    call(&node, &senior, entry.id, CallOutcome::Confirmed, "").await.unwrap();
    assert_eq!(shown(&node).await.len(), 1);
});

on_both_engines!(a_wrong_number_goes_at_once_and_a_changed_one_is_called_first, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let id = add_help(&node, &analyst, &LINE).await.unwrap().id;
    call(&node, &analyst, id, CallOutcome::Confirmed, "").await.unwrap();
    call(&node, &analyst, id, CallOutcome::Wrong, "").await.unwrap();
    assert!(shown(&node).await.is_empty());
    assert!(call(&node, &analyst, id, CallOutcome::Changed, "000 111").await.is_err(), "nothing has changed");
    call(&node, &analyst, id, CallOutcome::Changed, "000 222").await.unwrap();
    assert!(shown(&node).await.is_empty(), "the new number is called itself");
    call(&node, &analyst, id, CallOutcome::Confirmed, "").await.unwrap();
    assert_eq!(shown(&node).await, ["000 222"]);
    remove_help(&node, &analyst, id).await.unwrap();
    assert!(shown(&node).await.is_empty());
    assert_eq!(database.count("help_call", "1 = 1").await, 0);
});

on_both_engines!(the_list_that_comes_with_the_program_is_taken_whole_and_shows_nothing, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let first = import_help(&node, None, SEED.as_bytes()).await.unwrap().unwrap();
    assert!(first.bad.is_empty(), "{:?}", first.bad);
    assert!(first.added > 250 && first.kept + first.changed == 0, "{first:?}");
    assert!(shown(&node).await.is_empty());
    let again = import_help(&node, Some(&analyst), SEED.as_bytes()).await.unwrap().unwrap();
    assert_eq!((again.added, again.same), (0, first.added));
    assert!(import_help(&node, None, b"no,help\n".as_slice()).await.unwrap().is_err());
});

on_both_engines!(a_file_changes_nothing_that_a_person_confirmed, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let file = |phone: &str, rest: &str| {
        format!(
            "iso2,kind,name,phone,languages,hours,source,verified_on,verified_by\nLT,helpline,Invented helpline,{phone},lt,24/7,invented,2026-11-01,Me\n{rest}"
        )
    };
    let import = async |text: String| import_help(&node, None, text.as_bytes()).await.unwrap().unwrap();
    let taken = import(file("000 111", "XX,helpline,A,1,,,x,,\n")).await;
    assert_eq!((taken.added, taken.bad.len()), (1, 1));
    assert!(taken.bad[0].starts_with("line 3: country is not known"), "{:?}", taken.bad);
    assert!(shown(&node).await.is_empty(), "what a file says of confirmations is not read");
    assert_eq!(import(file("000 999", "")).await.changed, 1);
    let found = node.read(&analyst, HelpQuery).await.unwrap();
    call(&node, &analyst, found.entries[0].id, CallOutcome::Confirmed, "").await.unwrap();
    assert_eq!(import(file("000 666", "")).await.kept, 1);
    assert_eq!(shown(&node).await, ["000 999"]);
});

on_both_engines!(the_own_countrys_emergency_number_is_called_first, async |database| {
    let settings = Settings { country: Some(lithuania()), ..Settings::default() };
    let node = TestNode::start_with(&database, settings).await;
    let analyst = node.person(Role::Analyst).await;
    for (country, kind, phone) in [
        ("DE", "emergency", "000"),
        ("LT", "police", "001"),
        ("LT", "helpline", "002"),
        ("LT", "emergency", "003"),
    ] {
        add_help(&node, &analyst, &HelpTyped { country, kind, phone, ..LINE }).await.unwrap();
    }
    let mut order = Vec::new();
    loop {
        let found = node.read(&analyst, HelpQuery).await.unwrap();
        let Some(id) = found.next(node.now()) else { break };
        let details = &found.entries.iter().find(|entry| entry.id == id).unwrap().details;
        order.push((details.country.to_string(), details.kind));
        assert_eq!(found.is_enough(lithuania(), node.now()), order.len() > 2);
        call(&node, &analyst, id, CallOutcome::Confirmed, "").await.unwrap();
    }
    let kinds: Vec<_> = order.iter().map(|(country, kind)| (country.as_str(), *kind)).collect();
    assert_eq!(
        kinds,
        [
            ("LT", HelpKind::Emergency),
            ("LT", HelpKind::Helpline),
            ("LT", HelpKind::Police),
            ("DE", HelpKind::Emergency)
        ]
    );
});

on_both_engines!(only_the_demo_shows_what_nobody_confirmed_and_marks_it, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let id = add_help(&node, &analyst, &LINE).await.unwrap().id;
    let demo = node.another_with(Settings { unconfirmed_help: true, ..Settings::default() }).await;
    let marks = async |node: &TestNode| -> Vec<bool> {
        help_in(node, lithuania()).await.unwrap().into_iter().map(|shown| shown.confirmed).collect()
    };
    assert!(marks(&node).await.is_empty());
    assert_eq!(marks(&demo).await, [false]);
    call(&node, &analyst, id, CallOutcome::Confirmed, "").await.unwrap();
    assert_eq!((marks(&node).await, marks(&demo).await), (vec![true], vec![true]));
    call(&node, &analyst, id, CallOutcome::Wrong, "").await.unwrap();
    assert!(marks(&demo).await.is_empty(), "what is known to be wrong is shown nowhere");
});
