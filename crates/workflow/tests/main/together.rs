//! One act for many reports of the same content.

use tutela_model::access::Role;
use tutela_model::id::ReportId;
use tutela_model::notice::Finding;
use tutela_model::report::{ChildStatement, NewReport};
use tutela_model::report_state::{Decision, Status};
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::desk::claim;
use tutela_workflow::read::ContentQuery;
use tutela_workflow::removal::{hand_over, record_found};
use tutela_workflow::team::{Outcome, Refusal, Together, assess_content, decide_together};
use tutela_workflow::{Error, Viewer};

use crate::steps::{ABUSE, named, notice_id};

const URL: &str = "https://host.example/page";

async fn status(node: &TestNode, viewer: &Viewer, id: ReportId) -> Status {
    node.open(viewer, id).await.line.status
}

on_both_engines!(reports_of_the_same_content_are_decided_together, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let (analyst, other) = (node.person(Role::Analyst).await, node.person(Role::Analyst).await);
    let tell = async |report: NewReport| node.tell(samples::public(report)).await.1;
    let child = ChildStatement { immediate_danger: Some(true), ..ChildStatement::default() };
    let urgent = tell(NewReport { child, ..samples::url_report(URL) }).await;
    let words = tell(samples::report(vec![samples::url(URL), samples::telling("M").items[3].clone()])).await;
    let more = tell(samples::report(vec![samples::url(URL), samples::url("https://host.example/new")])).await;
    let held = tell(samples::url_report(URL)).await;
    claim(&node, &other, held).await.unwrap();
    node.clock.advance(2 * tutela_model::clock::HOUR);
    let mut plain = Vec::new();
    for _ in 0..3 {
        plain.push(tell(samples::url_report("hxxps://HOST.example/page")).await);
    }
    let elsewhere = tell(samples::url_report("https://host.example/elsewhere")).await;
    let key = node.open(&analyst, plain[0]).await.items[0].content.unwrap();

    let decide = async |reports: &[ReportId], decision, contact: Option<&str>, told: Option<&str>| {
        let together = Together {
            content: key,
            reports: reports.to_vec(),
            decision,
            contact: contact.map(str::to_owned),
            told: told.map(str::to_owned),
        };
        decide_together(&node, &analyst, &together).await
    };
    let not_assessed = decide(&plain[..1], Decision::Informational, None, None).await.unwrap();
    assert_eq!(not_assessed, [(plain[0], Outcome::Refused(Refusal::NotAssessed))]);
    assess_content(&node, &analyst, key, samples::GRAVE).await.unwrap();
    let found = node.read(&analyst, ContentQuery { key }).await.unwrap();
    assert_eq!((found.waiting.len(), found.waiting.iter().filter(|line| line.mine).count()), (7, 1));
    assert!(matches!(decide(&[], Decision::Actionable, None, None).await, Err(Error::Refused(_))));
    assert!(matches!(decide(&plain, Decision::OutOfRemit, None, None).await, Err(Error::Refused(_))));
    let wrong = decide(&plain, Decision::Actionable, Some("nobody"), None).await;
    assert!(matches!(wrong, Err(Error::Fields(_))), "{wrong:?}");
    assert_eq!(status(&node, &analyst, plain[2]).await.max(Status::LookedAt), Status::LookedAt);

    let all = [plain[0], urgent, words, more, held, plain[1], elsewhere, plain[2], plain[0]];
    let outcomes = decide(&all, Decision::Actionable, Some(ABUSE), Some("Thank you.")).await.unwrap();
    let refused = Outcome::Refused;
    assert_eq!(
        outcomes.into_iter().map(|(_, outcome)| outcome).collect::<Vec<_>>(),
        [
            Outcome::Told,
            refused(Refusal::Urgent),
            refused(Refusal::NamesMore),
            refused(Refusal::NotAssessed),
            refused(Refusal::HeldByColleague),
            Outcome::Follows,
            refused(Refusal::Gone),
            Outcome::Follows,
            refused(Refusal::Decided),
        ]
    );
    assert_eq!(database.count("notice", "1 = 1").await, 1, "the host is told once");
    let logged = node.logged().await;
    for id in &plain {
        let line = format!("report.decided person:{} report:{id}", analyst.person.id);
        assert_eq!(logged.iter().filter(|logged| **logged == line).count(), 1);
        assert_eq!(node.open(&analyst, *id).await.questions[0].text, "Thank you.");
    }

    // What becomes of the notice becomes of every report that follows it.
    let notice = notice_id(&node, &analyst, plain[0]).await;
    hand_over(&node, &analyst, notice).await.unwrap();
    for id in &plain {
        assert_eq!(status(&node, &analyst, *id).await, Status::PassedOn);
    }
    record_found(&node, &analyst, notice, Finding::Removed).await.unwrap();
    for id in &plain {
        assert_eq!(status(&node, &analyst, *id).await, Status::Removed);
    }
    assert_eq!(status(&node, &analyst, held).await, Status::LookedAt);
});

on_both_engines!(what_was_not_found_not_illegal_is_not_decided_so, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::public(samples::url_report(URL))).await;
    let key = node.open(&analyst, id).await.items[0].content.unwrap();
    assess_content(&node, &analyst, key, samples::HARMLESS).await.unwrap();
    let mut together = Together {
        content: key,
        reports: vec![id],
        decision: Decision::NotIllegal,
        contact: None,
        told: None,
    };
    let outcome = decide_together(&node, &analyst, &together).await.unwrap();
    assert_eq!(outcome, [(id, Outcome::Refused(Refusal::Finding))]);
    together.decision = Decision::Informational;
    assert_eq!(decide_together(&node, &analyst, &together).await.unwrap(), [(id, Outcome::Decided)]);
    assert_eq!(status(&node, &analyst, id).await, Status::Closed);
});
