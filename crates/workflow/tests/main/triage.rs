//! Urgency from words, from what reports share, and against floods.

use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_model::clock::HOUR;
use tutela_model::id::ReportId;
use tutela_model::item::{AccountItem, Item, TextItem};
use tutela_model::queue::Narrow;
use tutela_model::report::{Category, NewReport, Origin};
use tutela_model::report_state::Decision;
use tutela_model::urgency::{Reason, Urgency};
use tutela_store::records::queue::QueueFilter;
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::Settings;
use tutela_workflow::desk::{ask, claim, decide};
use tutela_workflow::intake::answer;
use tutela_workflow::read::{AlertsQuery, QueueQuery};

use crate::steps::only;

fn text(text: &str) -> NewReport {
    samples::public(NewReport {
        category: Category::Other,
        ..samples::report(vec![Item::Text(TextItem { text: text.to_owned() })])
    })
}

fn account(handle: &str) -> NewReport {
    let account = AccountItem {
        service: Some("chat.example".to_owned()),
        handle: Some(handle.to_owned()),
        ..AccountItem::default()
    };
    NewReport { category: Category::Grooming, ..samples::report(vec![Item::Account(account)]) }
}

async fn urgency(node: &TestNode, id: ReportId) -> Urgency {
    let analyst = node.person(Role::Analyst).await;
    node.open(&analyst, id).await.line.urgency
}

async fn waiting(node: &TestNode) -> Vec<ReportId> {
    let analyst = node.person(Role::Analyst).await;
    let query = QueueQuery { filter: QueueFilter::Waiting, narrow: Narrow::default(), after: None };
    node.read(&analyst, query).await.unwrap().lines.into_iter().map(|line| line.id).collect()
}

on_both_engines!(what_the_words_tell_comes_before_what_no_word_tells, async |database| {
    let node = TestNode::start(&database).await;
    let (_, calm) = node.tell(text("I saw this page, please have a look")).await;
    let (_, danger) = node.tell(text("Jis dabar muša mano sesę, padėkit")).await;
    let (_, film) = node.tell(text("In the film the girl is hurt now")).await;
    let first = waiting(&node).await;
    assert_eq!(first[0], danger);
    assert!(urgency(&node, danger).await.reasons.contains(&Reason::DangerTold));
    assert_eq!(urgency(&node, calm).await.score, urgency(&node, film).await.score);
    assert!(!database.holds("muša".as_bytes()).await, "only the names of reasons are kept in the open");
});

on_both_engines!(an_account_that_comes_again_raises_the_report_that_waits, async |database| {
    let node = TestNode::start(&database).await;
    let (one, other) = (node.key(Scope::Report).await, node.key(Scope::Report).await);
    let first = node.send(&one.key, account("someone")).await;
    let decided = node.send(&one.key, account("someone")).await;
    let analyst = node.person(Role::Analyst).await;
    claim(&node, &analyst, decided).await.unwrap();
    decide(&node, &analyst, decided, &only(Decision::Informational)).await.unwrap();
    let before = urgency(&node, first).await;
    assert!(!before.reasons.contains(&Reason::RepeatedAccount));
    node.run_due().await;
    let repeated = urgency(&node, first).await;
    assert!(repeated.reasons.contains(&Reason::RepeatedAccount) && repeated.score > before.score);
    assert!(!repeated.reasons.contains(&Reason::SeveralReporters), "one sender twice is one reporter");

    let by_another = node.send(&other.key, account("Someone")).await;
    assert!(urgency(&node, by_another).await.reasons.contains(&Reason::SeveralReporters), "at once");
    node.clock.advance(HOUR);
    node.run_due().await;
    assert!(urgency(&node, first).await.reasons.contains(&Reason::SeveralReporters));
    assert!(!urgency(&node, decided).await.reasons.contains(&Reason::SeveralReporters), "decided is decided");
    let raised = format!("report.urgency_raised node report:{first}");
    assert_eq!(node.logged().await.into_iter().filter(|line| *line == raised).count(), 2);
    assert_eq!(database.count("urgency_due", "1 = 1").await, 0);
});

on_both_engines!(content_named_by_several_reporters_rises, async |database| {
    let node = TestNode::start(&database).await;
    let page = || samples::public(samples::url_report("https://host.example/page"));
    let (_, first) = node.tell(page()).await;
    assert!(urgency(&node, first).await.reasons.contains(&Reason::FirstSeen));
    let (_, second) = node.tell(page()).await;
    let reasons = urgency(&node, second).await.reasons;
    assert!(reasons.contains(&Reason::SeveralReporters) && !reasons.contains(&Reason::FirstSeen));
    node.run_due().await;
    assert!(urgency(&node, first).await.reasons.contains(&Reason::SeveralReporters));
});

on_both_engines!(an_account_that_floods_us_is_over_common_and_raises_nothing, async |database| {
    let node = TestNode::start(&database).await;
    let key = node.key(Scope::Report).await;
    for _ in 0..52 {
        node.send(&key.key, account("flood")).await;
    }
    let last = node.send(&key.key, account("flood")).await;
    assert!(!urgency(&node, last).await.reasons.contains(&Reason::RepeatedAccount));
    node.run_due().await;
    let raised = node.logged().await.iter().filter(|line| line.starts_with("report.urgency_raised")).count();
    assert_eq!(raised, 0, "the work does not grow with the flood");
});

on_both_engines!(a_childs_own_account_is_followed_nowhere, async |database| {
    let node = TestNode::start(&database).await;
    let key = node.key(Scope::Report).await;
    let own = || NewReport { category: Category::SelfGenerated, ..account("a child") };
    node.send(&key.key, own()).await;
    let second = node.send(&key.key, own()).await;
    assert!(!urgency(&node, second).await.reasons.contains(&Reason::RepeatedAccount));
});

on_both_engines!(a_flood_in_the_same_words_stays_below_its_first_and_below_a_child, async |database| {
    let node = TestNode::start(&database).await;
    let flood =
        "He is hurting a girl right now at this very moment, you must come at once, this is case number";
    let (_, first) = node.tell(text(&format!("{flood} 1"))).await;
    let mut last = first;
    for n in 2..8 {
        last = node.tell(text(&format!("{flood} {n}!"))).await.1;
    }
    let (_, child) = node.tell(text("plz help he hurts me now")).await;
    let (_, same) = node.tell(text("plz help he hurts me now")).await;
    assert!(urgency(&node, last).await.reasons.contains(&Reason::SameWords));
    assert!(!urgency(&node, same).await.reasons.contains(&Reason::SameWords), "two children may say little");
    let order = waiting(&node).await;
    let place = |id| order.iter().position(|other| *other == id).unwrap();
    assert!(place(first) < place(last) && place(child) < place(last) && place(same) < place(last));
});

on_both_engines!(a_sender_that_claims_danger_all_the_time_is_believed_less, async |database| {
    let settings = Settings { claims_an_hour: 3, ..Settings::default() };
    let node = TestNode::start_with(&database, settings).await;
    let (loud, quiet) = (node.key(Scope::Report).await, node.key(Scope::Report).await);
    let danger = || {
        let mut report = samples::url_report("https://host.example/live");
        report.child.immediate_danger = Some(true);
        report
    };
    for _ in 0..3 {
        let id = node.send(&loud.key, danger()).await;
        assert!(urgency(&node, id).await.score >= 10_000);
    }
    let fourth = node.send(&loud.key, danger()).await;
    assert!(urgency(&node, fourth).await.reasons.contains(&Reason::ClaimsTooOften));
    let other = node.send(&quiet.key, danger()).await;
    assert!(urgency(&node, other).await.score > urgency(&node, fourth).await.score);
    let senior = node.person(Role::SeniorAnalyst).await;
    node.send(&loud.key, danger()).await;
    assert_eq!(node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap().len(), 1);
    node.clock.advance(HOUR);
    let later = node.send(&loud.key, danger()).await;
    assert!(urgency(&node, later).await.score >= 10_000, "each hour begins anew");
});

on_both_engines!(an_answer_that_tells_of_danger_raises_its_report, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (receipt, id) = node.tell(NewReport { origin: Origin::Young, ..text("Somebody writes to me") }).await;
    claim(&node, &analyst, id).await.unwrap();
    ask(&node, &analyst, id, "Where does he live?").await.unwrap();
    let question = node.open(&analyst, id).await.questions.len();
    assert_eq!(question, 1);
    let visit = tutela_workflow::intake::visit(&node, &receipt).await.unwrap().unwrap();
    let answered =
        answer(&node, &receipt, visit.exchanges[0].id, "he lives with us and he hits me every night");
    assert!(answered.await.unwrap());
    let reasons = urgency(&node, id).await.reasons;
    assert!(reasons.contains(&Reason::AccessTold) && reasons.contains(&Reason::DangerTold), "{reasons:?}");
    assert!(node.logged().await.contains(&format!("report.urgency_raised public report:{id}")));
});
