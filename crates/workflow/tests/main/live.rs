//! What a page hears of while it is open.

use tutela_model::access::Role;
use tutela_model::clock::{HOUR, MINUTE, SECOND};
use tutela_model::report::{ChildStatement, NewReport};
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::desk::{claim, release};
use tutela_workflow::people::{sign_in, sign_out, totp};
use tutela_workflow::team::add_note;
use tutela_workflow::team::live::{Change, Holder, Listener, Pulse, listen, pulse};
use tutela_workflow::{Error, Settings, Viewer, jobs};

const URL: &str = "https://host.example/page";

/// Somebody who has signed in, with their token.
async fn signed_in(node: &TestNode, role: Role) -> (Viewer, String) {
    let person = node.credentials(role).await;
    let seconds = u64::try_from(node.now().micros() / SECOND).unwrap();
    let code = totp(node, &person.person, &person.totp_secret).unwrap().generate(seconds).to_string();
    let session = sign_in(node, &person.person.name, &person.password, &code).await.unwrap();
    (Viewer { person: session.person }, session.token)
}

/// What is told a second later.
async fn later(node: &TestNode, listener: &mut Listener) -> Vec<Change> {
    node.clock.advance(SECOND);
    listener.look().await.unwrap()
}

fn queue(changes: &[Change]) -> Pulse {
    match changes {
        [Change::Queue(pulse)] => *pulse,
        other => panic!("{other:?}"),
    }
}

on_both_engines!(a_page_hears_that_something_changed_and_never_what, async |database| {
    let node = TestNode::start(&database).await;
    let (viewer, token) = signed_in(&node, Role::Analyst).await;
    let other = node.person(Role::Analyst).await;
    let mut listener = listen(&node, &viewer, &token, None).unwrap();
    let first = pulse(&node, &viewer).await.unwrap();
    assert_eq!(listener.look().await.unwrap(), [Change::Queue(first), Change::Unread(0)]);
    assert!(later(&node, &mut listener).await.is_empty());

    let (_, id) = node.tell(samples::public(samples::url_report(URL))).await;
    let one = queue(&later(&node, &mut listener).await);
    assert_eq!((one.now.all, one.now.urgent, one.mark != first.mark), (1, 0, true));
    let child = ChildStatement { immediate_danger: Some(true), ..ChildStatement::default() };
    node.tell(NewReport { child, ..samples::public(samples::url_report(URL)) }).await;
    let two = queue(&later(&node, &mut listener).await);
    assert_eq!((two.now.all, two.now.urgent), (2, 1));
    claim(&node, &other, id).await.unwrap();
    let held = queue(&later(&node, &mut listener).await);
    assert_eq!((held.now, held.mark != two.mark), (two.now, true));

    add_note(&node, &other, id, &format!("@{}", viewer.person.name)).await.unwrap();
    assert_eq!(later(&node, &mut listener).await, [Change::Unread(1)]);

    // What came before the full hour is told as that of the hour before, so that a page can go on counting.
    node.clock.advance(HOUR - SECOND);
    listener = listen(&node, &viewer, &token, None).unwrap();
    node.clock.advance(SECOND);
    let Change::Queue(next) = listener.look().await.unwrap()[0] else { panic!("a queue") };
    assert_eq!((next.hour, next.before, next.now.all), (two.hour + 1, two.now, 0));
});

on_both_engines!(an_open_report_hears_of_a_colleague_also_on_another_node, async |database| {
    let node = TestNode::start(&database).await;
    let second = node.another_with(Settings::default()).await;
    let (viewer, token) = signed_in(&node, Role::Analyst).await;
    let other = node.person(Role::SeniorAnalyst).await;
    let (_, id) = node.tell(samples::public(samples::url_report(URL))).await;
    let shown = node.open(&viewer, id).await.times.updated;
    let mut listener = listen(&node, &viewer, &token, Some((id, shown))).unwrap();
    listener.look().await.unwrap();
    assert!(later(&node, &mut listener).await.is_empty());

    claim(&second, &other, id).await.unwrap();
    assert!(later(&node, &mut listener).await.contains(&Change::Report(Holder::Colleague)));
    release(&second, &other, id).await.unwrap();
    assert!(later(&node, &mut listener).await.contains(&Change::Report(Holder::Nobody)));
    claim(&node, &viewer, id).await.unwrap();
    assert!(later(&node, &mut listener).await.contains(&Change::Report(Holder::Viewer)));
});

on_both_engines!(a_page_loaded_after_an_act_does_not_hear_of_that_act, async |database| {
    let node = TestNode::start(&database).await;
    let (viewer, token) = signed_in(&node, Role::Analyst).await;
    let (_, id) = node.tell(samples::public(samples::url_report(URL))).await;
    let shown = node.open(&viewer, id).await.times.updated;
    let mut before = listen(&node, &viewer, &token, Some((id, shown))).unwrap();
    before.look().await.unwrap();
    // How the report stands was just looked at; then its reader acts, and loads the page anew.
    claim(&node, &viewer, id).await.unwrap();
    let shown = node.open(&viewer, id).await.times.updated;
    let mut after = listen(&node, &viewer, &token, Some((id, shown))).unwrap();
    let told = |changes: Vec<Change>| changes.iter().any(|change| matches!(change, Change::Report(_)));
    assert!(!told(after.look().await.unwrap()));
    assert!(!told(later(&node, &mut after).await));
    assert!(told(before.look().await.unwrap()));
});

on_both_engines!(listening_ends_with_the_session_and_keeps_nobody_signed_in, async |database| {
    let node = TestNode::start(&database).await;
    let (idle, idle_token) = signed_in(&node, Role::Analyst).await;
    let (out, out_token) = signed_in(&node, Role::Analyst).await;
    let mut listeners =
        [listen(&node, &idle, &idle_token, None).unwrap(), listen(&node, &out, &out_token, None).unwrap()];
    sign_out(&node, &out, &out_token).await.unwrap();
    node.clock.advance(15 * SECOND);
    assert_eq!(listeners[1].look().await.unwrap(), [Change::Ended]);
    for _ in 0..30 {
        assert!(!listeners[0].look().await.unwrap().contains(&Change::Ended));
        node.clock.advance(MINUTE);
    }
    assert_eq!(listeners[0].look().await.unwrap(), [Change::Ended]);
});

on_both_engines!(few_pages_of_one_person_listen_and_all_end_with_the_node, async |database| {
    let node = TestNode::start(&database).await;
    let (viewer, token) = signed_in(&node, Role::Analyst).await;
    let mut open: Vec<_> = (0..6).map(|_| listen(&node, &viewer, &token, None).unwrap()).collect();
    assert!(matches!(listen(&node, &viewer, &token, None), Err(Error::Refused(_))));
    open.pop();
    open.push(listen(&node, &viewer, &token, None).unwrap());
    let (stop, stopped) = tokio::sync::watch::channel(true);
    jobs::run((*node).clone(), stopped).await;
    drop(stop);
    assert_eq!(open[0].next().await, [Change::Ended]);
});
