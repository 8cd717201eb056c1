//! What the desk may do with a report, and in which order.

use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_model::assessment::Finding;
use tutela_model::clock::SECOND;
use tutela_model::queue::Narrow;
use tutela_model::report_state::{Decision, StateError, Status};
use tutela_model::urgency::Reason;
use tutela_store::records::queue::QueueFilter;
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::desk::{
    ask, assess, claim, close, decide, redeem_viewing_token, release, viewing_token,
};
use tutela_workflow::intake::visit;
use tutela_workflow::read::{ContentQuery, QueueQuery};
use tutela_workflow::{Error, Settings};

use crate::steps::{actionable, named, only};

const URL: &str = "https://host.example/page";

on_both_engines!(nobody_works_on_a_report_that_they_have_not_claimed, async |database| {
    let node = TestNode::start(&database).await;
    let (one, other) = (node.person(Role::Analyst).await, node.person(Role::Analyst).await);
    let senior = node.person(Role::SeniorAnalyst).await;
    let (_, id) = node.tell(samples::public(samples::url_report(URL))).await;
    let informational = only(Decision::Informational);
    let not_claimed = |result: Result<(), Error>| matches!(result, Err(Error::State(StateError::NotClaimed)));
    assert!(not_claimed(decide(&node, &one, id, &informational).await));
    assert!(not_claimed(ask(&node, &one, id, "When?").await));
    assert!(not_claimed(assess(&node, &one, id, 0, samples::HARMLESS).await.map(|_| ())));
    assert!(not_claimed(viewing_token(&node, &one, id, 0).await.map(|_| ())));
    claim(&node, &one, id).await.unwrap();
    claim(&node, &one, id).await.unwrap();
    let others = |result: Result<(), Error>| matches!(result, Err(Error::State(StateError::ClaimedByOther)));
    assert!(others(claim(&node, &other, id).await));
    assert!(others(decide(&node, &other, id, &informational).await));
    assert!(others(assess(&node, &other, id, 0, samples::HARMLESS).await.map(|_| ())));
    assert!(others(release(&node, &other, id).await));
    release(&node, &senior, id).await.unwrap();
    claim(&node, &other, id).await.unwrap();
    decide(&node, &other, id, &informational).await.unwrap();
    assert_eq!(node.open(&one, id).await.line.status, Status::Closed);
    assert!(matches!(claim(&node, &one, id).await, Err(Error::State(StateError::Closed))));
});

on_both_engines!(a_report_out_of_remit_says_where_to_go, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (receipt, id) = node.tell(samples::public(samples::url_report(URL))).await;
    claim(&node, &analyst, id).await.unwrap();
    let mut deciding = only(Decision::OutOfRemit);
    for silent in [None, Some(" \n ".to_owned())] {
        deciding.told = silent;
        assert!(matches!(decide(&node, &analyst, id, &deciding).await, Err(Error::Refused(_))));
    }
    deciding.told = Some("The consumer office takes this.".to_owned());
    decide(&node, &analyst, id, &deciding).await.unwrap();
    let seen = visit(&node, &receipt).await.unwrap().unwrap();
    assert_eq!((seen.status, seen.decision), (Status::Closed, Some(Decision::OutOfRemit)));
    assert_eq!(seen.exchanges[0].question, "The consumer office takes this.");
    assert!(!seen.exchanges[0].needs_answer);
});

on_both_engines!(nothing_is_found_not_illegal_without_a_national_file, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::public(samples::url_report(URL))).await;
    claim(&node, &analyst, id).await.unwrap();
    let not_illegal = only(Decision::NotIllegal);
    assert!(matches!(decide(&node, &analyst, id, &not_illegal).await, Err(Error::Refused(_))));
    assert_eq!(assess(&node, &analyst, id, 0, samples::HARMLESS).await.unwrap(), Finding::Undetermined);
    assert!(matches!(decide(&node, &analyst, id, &not_illegal).await, Err(Error::Refused(_))));

    // With one, once every item was found so.
    let node = node.another_with(Settings { law: Some(samples::law()), ..named() }).await;
    node.clock.advance(SECOND);
    assert_eq!(assess(&node, &analyst, id, 0, samples::HARMLESS).await.unwrap(), Finding::NotIllegal);
    decide(&node, &analyst, id, &not_illegal).await.unwrap();
    let page = node.open(&analyst, id).await;
    assert_eq!(page.line.decision, Some(Decision::NotIllegal));
    assert!(page.items[0].assessment.as_ref().unwrap().law.as_ref().unwrap().contains("invented for tests"));
});

on_both_engines!(one_item_in_doubt_keeps_a_report_from_being_not_illegal, async |database| {
    let node = TestNode::start_with(&database, Settings { law: Some(samples::law()), ..named() }).await;
    let analyst = node.person(Role::Analyst).await;
    let items = vec![samples::url(URL), samples::url("https://host.example/other")];
    let (_, id) = node.tell(samples::public(samples::report(items))).await;
    claim(&node, &analyst, id).await.unwrap();
    assess(&node, &analyst, id, 0, samples::HARMLESS).await.unwrap();
    let not_illegal = only(Decision::NotIllegal);
    assert!(matches!(decide(&node, &analyst, id, &not_illegal).await, Err(Error::Refused(_))));
    assess(&node, &analyst, id, 1, samples::HARMLESS).await.unwrap();
    decide(&node, &analyst, id, &not_illegal).await.unwrap();
});

on_both_engines!(no_notice_goes_out_on_what_was_not_found_illegal, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::public(samples::url_report(URL))).await;
    claim(&node, &analyst, id).await.unwrap();
    assert!(
        matches!(decide(&node, &analyst, id, &actionable()).await, Err(Error::Refused(_))),
        "not assessed"
    );
    assess(&node, &analyst, id, 0, samples::HARMLESS).await.unwrap();
    assert!(matches!(decide(&node, &analyst, id, &actionable()).await, Err(Error::Refused(_))), "harmless");
    let mut informational = actionable();
    informational.decision = Decision::Informational;
    node.clock.advance(SECOND);
    assess(&node, &analyst, id, 0, samples::GRAVE).await.unwrap();
    assert!(matches!(decide(&node, &analyst, id, &informational).await, Err(Error::Refused(_))));
    // What was refused left nothing: no decision, no notice, no letter.
    assert_eq!(node.open(&analyst, id).await.line.decision, None);
    assert_eq!((database.count("notice", "TRUE").await, database.count("mail", "TRUE").await), (0, 0));
    decide(&node, &analyst, id, &actionable()).await.unwrap();
    let again = decide(&node, &analyst, id, &actionable()).await;
    assert!(matches!(again, Err(Error::State(StateError::Decided))));
    assert_eq!(database.count("notice", "TRUE").await, 1);
    close(&node, &analyst, id).await.unwrap();
});

on_both_engines!(content_is_assessed_once_for_every_report_that_names_it, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (_, first) = node.tell(samples::public(samples::url_report(URL))).await;
    claim(&node, &analyst, first).await.unwrap();
    assess(&node, &analyst, first, 0, samples::GRAVE).await.unwrap();

    let key = node.key(Scope::Report).await.key;
    // The same page as somebody else pasted it, beside one that nobody has seen.
    let mut report = samples::report(vec![samples::url("http://HOST.example:80/page#top")]);
    let known = node.send(&key, report.clone()).await;
    report.items.push(samples::url("https://host.example/new"));
    let both = node.send(&key, report).await;
    let page = node.open(&analyst, known).await;
    let inherited = page.items[0].assessment.as_ref().unwrap();
    assert_eq!((inherited.finding, inherited.report), (Finding::Baseline, first));
    assert!(page.items[0].known);
    assert_eq!(page.items[0].named_by, 3);
    assert_eq!(page.line.urgency.reasons, [Reason::KnownContent]);
    let page = node.open(&analyst, both).await;
    assert_eq!((page.items[0].known, page.items[1].known), (true, false));
    assert_eq!(
        page.line.urgency.reasons,
        [Reason::NewContent, Reason::FirstSeen, Reason::Public, Reason::KnownContent]
    );

    // It can be acted on without a second look.
    claim(&node, &analyst, known).await.unwrap();
    decide(&node, &analyst, known, &actionable()).await.unwrap();
    let content = node.read(&analyst, ContentQuery { key: page.items[0].content.unwrap() }).await.unwrap();
    assert_eq!((content.assessments.len(), content.reports.len()), (1, 3));
    assert!(content.item.is_some());
});

on_both_engines!(the_queue_counts_what_waits_and_says_who_holds_what, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let key = node.key(Scope::Report).await.key;
    let calm = node.send(&key, samples::url_report(URL)).await;
    let mut urgent = samples::url_report("https://host.example/urgent");
    urgent.child.immediate_danger = Some(true);
    let urgent = node.send(&key, urgent).await;
    claim(&node, &analyst, calm).await.unwrap();
    let queue = node
        .read(&analyst, QueueQuery { filter: QueueFilter::Waiting, narrow: Narrow::default(), after: None })
        .await
        .unwrap();
    assert_eq!((queue.waiting, queue.next), (2, None));
    assert_eq!(queue.lines.iter().map(|line| line.id).collect::<Vec<_>>(), [urgent, calm]);
    assert_eq!(queue.lines[0].urgency.reasons[0], Reason::DangerNow);
    assert!(queue.lines[1].mine && queue.lines[1].claimed_by.as_ref() == Some(&analyst.person.name));
});

on_both_engines!(a_viewing_token_tells_one_address_once, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (viewing, sender) = (node.key(Scope::Viewing).await.key, node.key(Scope::Report).await.key);
    let (_, id) = node
        .tell(samples::public(samples::report(vec![samples::url(URL), samples::file(samples::digests(1))])))
        .await;
    claim(&node, &analyst, id).await.unwrap();
    assert!(
        matches!(viewing_token(&node, &analyst, id, 1).await, Err(Error::NotFound(_))),
        "a file has no address"
    );
    let token = viewing_token(&node, &analyst, id, 0).await.unwrap();
    assert!(matches!(redeem_viewing_token(&node, &sender, &token).await, Err(Error::Denied(_))));
    let redeemed = redeem_viewing_token(&node, &viewing, &token).await.unwrap();
    assert_eq!((redeemed.url.as_str(), redeemed.report), (URL, id));
    assert!(matches!(redeem_viewing_token(&node, &viewing, &token).await, Err(Error::NotFound(_))), "once");
    let late = viewing_token(&node, &analyst, id, 0).await.unwrap();
    node.clock.advance(tutela_workflow::desk::TOKEN_LIFE);
    assert!(
        matches!(redeem_viewing_token(&node, &viewing, &late).await, Err(Error::NotFound(_))),
        "too late"
    );
    assert!(!database.holds(token.as_bytes()).await);
});
