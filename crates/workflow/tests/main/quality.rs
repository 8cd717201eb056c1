//! Second opinions, samples, agreement, exposure and its limits.

use tutela_model::access::Role;
use tutela_model::assessment::{ActClass, AgeBand, Depiction, Observation};
use tutela_model::clock::{DAY, MINUTE};
use tutela_model::exposure::{ExposureLimit, Pause};
use tutela_model::id::ReportId;
use tutela_model::opinion::OpinionPurpose;
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::desk::{assess, claim, redeem_viewing_token, viewing_token};
use tutela_workflow::quality::{
    ask_opinion, give_opinion, let_go_on, opinion_viewing_token, set_limit, set_sample_percent,
    settle_opinion,
};
use tutela_workflow::read::{
    AgreementByPersonQuery, AgreementQuery, AlertsQuery, ContentQuery, DeskExposureQuery, OpinionQuery,
    OpinionsQuery, OwnExposureQuery, ToDo,
};
use tutela_workflow::{Error, Viewer};

const OTHER: Observation =
    Observation { age: AgeBand::Pubescent, act: ActClass::GenitalFocus, depiction: Depiction::Real };

/// A report that an analyst holds and has assessed as grave.
async fn assessed(node: &TestNode, analyst: &Viewer, url: &str) -> ReportId {
    let (_, id) = node.tell(samples::public(samples::url_report(url))).await;
    claim(node, analyst, id).await.unwrap();
    assess(node, analyst, id, 0, samples::GRAVE).await.unwrap();
    id
}

/// A node on which nothing is drawn by chance.
async fn undrawn(database: &tutela_testkit::TestDatabase) -> TestNode {
    let node = TestNode::start(database).await;
    let senior = node.person(Role::SeniorAnalyst).await;
    set_sample_percent(&node, &senior, 0).await.unwrap();
    node
}

on_both_engines!(a_second_opinion_is_given_without_seeing_the_first, async |database| {
    let node = undrawn(&database).await;
    let (first, second) = (node.person(Role::Analyst).await, node.person(Role::Analyst).await);
    let id = assessed(&node, &first, "https://host.example/page").await;
    assert!(node.open(&second, id).await.items[0].assessment.is_some());
    let asked = ask_opinion(&node, &first, id, 0).await.unwrap();
    assert!(ask_opinion(&node, &first, id, 0).await.is_err(), "once is enough");

    let blind = node.open(&second, id).await;
    assert!(blind.items[0].withheld && blind.items[0].assessment.is_none());
    let content = node.read(&second, ContentQuery { key: blind.items[0].content.unwrap() }).await.unwrap();
    assert!(content.withheld && content.assessments.is_empty());
    assert!(node.open(&first, id).await.items[0].assessment.is_some(), "who made it sees it");

    let waiting = node.read(&second, OpinionsQuery).await.unwrap();
    assert_eq!((waiting[0].id, waiting[0].to_do), (asked, ToDo::Give));
    assert_eq!(node.read(&first, OpinionsQuery).await.unwrap()[0].to_do, ToDo::Wait);
    let page = node.read(&second, OpinionQuery { id: asked }).await.unwrap();
    assert!(page.both.is_none());
    assert!(node.read(&first, OpinionQuery { id: asked }).await.is_err());
    assert!(give_opinion(&node, &first, asked, OTHER).await.is_err(), "nobody seconds themselves");

    let token = opinion_viewing_token(&node, &second, asked).await.unwrap();
    let machine = node.key(tutela_model::api_key::Scope::Viewing).await;
    assert!(redeem_viewing_token(&node, &machine.key, &token).await.unwrap().url.contains("/page"));

    assert!(!give_opinion(&node, &second, asked, samples::GRAVE).await.unwrap());
    assert!(node.read(&second, OpinionsQuery).await.unwrap().is_empty(), "they agree: nothing is left to do");
    assert!(node.open(&second, id).await.items[0].assessment.is_some());
    let opened = format!("opinion.opened person:{} opinion:{asked}", second.person.id);
    assert!(node.logged().await.contains(&opened));
});

on_both_engines!(where_two_differ_a_senior_decides_and_that_stands, async |database| {
    let node = undrawn(&database).await;
    let (first, second) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    let senior = node.person(Role::SeniorAnalyst).await;
    let id = assessed(&node, &first, "https://host.example/page").await;
    let asked = ask_opinion(&node, &first, id, 0).await.unwrap();
    assert!(give_opinion(&node, &second, asked, OTHER).await.unwrap());
    for nobody in [&first, &second] {
        assert!(settle_opinion(&node, nobody, asked, OTHER).await.is_err());
    }
    let page = node.read(&senior, OpinionQuery { id: asked }).await.unwrap();
    assert_eq!(page.both, Some((samples::GRAVE, OTHER)));
    node.clock.advance(MINUTE);
    settle_opinion(&node, &senior, asked, OTHER).await.unwrap();
    assert!(matches!(settle_opinion(&node, &senior, asked, OTHER).await, Err(Error::Refused(_))));
    let stands = node.open(&first, id).await.items.remove(0).assessment.unwrap();
    assert_eq!((stands.observation, stands.by), (OTHER, senior.person.name.clone()));

    let agreement = node.read(&first, AgreementQuery).await.unwrap();
    assert_eq!((agreement.second.age.pairs, agreement.second.age.equal), (1, 0));
    assert_eq!((agreement.second.act.equal, agreement.sample.act.pairs), (1, 0));
});

on_both_engines!(samples_are_drawn_by_chance_and_only_seniors_learn_which, async |database| {
    let node = TestNode::start(&database).await;
    let (analyst, senior) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    set_sample_percent(&node, &senior, 50).await.unwrap();
    assert!(set_sample_percent(&node, &senior, 101).await.is_err());
    for n in 0..40 {
        assessed(&node, &analyst, &format!("https://host.example/{n}")).await;
    }
    let drawn = node.read(&senior, OpinionsQuery).await.unwrap();
    assert!((8..=32).contains(&drawn.len()), "{} of 40", drawn.len());
    assert!(drawn.iter().all(|line| line.purpose == OpinionPurpose::Sample && line.asked_by.is_none()));
    assert!(node.read(&analyst, OpinionsQuery).await.unwrap().is_empty());
    assert!(give_opinion(&node, &analyst, drawn[0].id, OTHER).await.is_err());
    give_opinion(&node, &senior, drawn[0].id, samples::GRAVE).await.unwrap();
    give_opinion(&node, &senior, drawn[1].id, OTHER).await.unwrap();
    let agreement = node.read(&senior, AgreementQuery).await.unwrap();
    assert_eq!((agreement.sample.age.pairs, agreement.sample.age.percent()), (2, Some(50)));
    let people = node.read(&senior, AgreementByPersonQuery).await.unwrap();
    assert_eq!(people.len(), 1);
    assert_eq!((people[0].0.as_str(), people[0].1.age.equal), (analyst.person.name.as_str(), 1));
    settle_opinion(&node, &senior, drawn[1].id, samples::GRAVE).await.unwrap();
});

on_both_engines!(exposure_is_counted_and_a_pause_suggested, async |database| {
    let node = undrawn(&database).await;
    let (analyst, senior) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    let limit = ExposureLimit { daily: 0, pause_after: 3, pause_minutes: 15 };
    set_limit(&node, &senior, None, Some(limit)).await.unwrap();
    let id = assessed(&node, &analyst, "https://host.example/a").await;
    viewing_token(&node, &analyst, id, 0).await.unwrap();
    for _ in 0..3 {
        node.open(&analyst, id).await;
    }
    let own = node.read(&analyst, OwnExposureQuery).await.unwrap();
    assert_eq!((own.today.assessed, own.today.viewed, own.today.opened), (1, 1, 1), "opened thrice is once");
    assert_eq!(own.today.pause(node.now(), own.limit), Some(Pause::AfterMany(3)));
    node.clock.advance(15 * MINUTE);
    assert_eq!(own.today.pause(node.now(), own.limit), None);
    node.clock.advance(DAY);
    let own = node.read(&analyst, OwnExposureQuery).await.unwrap();
    assert_eq!((own.today.total(), own.days.len()), (0, 1));
    let desk = node.read(&senior, DeskExposureQuery).await.unwrap();
    assert!(desk.people.iter().any(|line| line.id == analyst.person.id) && desk.desk == limit);
    let seen = format!("exposure.read person:{} desk", senior.person.id);
    assert!(node.logged().await.contains(&seen));
});

on_both_engines!(a_daily_limit_ends_taking_but_never_leaves_a_child_waiting, async |database| {
    let node = undrawn(&database).await;
    let (analyst, senior) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    let limit = ExposureLimit { daily: 1, pause_after: 20, pause_minutes: 15 };
    set_limit(&node, &senior, Some(analyst.person.id), Some(limit)).await.unwrap();
    assessed(&node, &analyst, "https://host.example/a").await;
    let (_, calm) = node.tell(samples::public(samples::url_report("https://host.example/b"))).await;
    let refused = claim(&node, &analyst, calm).await.err().unwrap();
    assert!(refused.to_string().contains("supervisor"), "{refused}");

    let mut danger = samples::public(samples::url_report("https://host.example/c"));
    danger.child.immediate_danger = Some(true);
    let (_, danger) = node.tell(danger).await;
    claim(&node, &analyst, danger).await.unwrap();
    assert_eq!(node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap().len(), 1);
    let over = format!("exposure.over_limit person:{} report:{danger}", analyst.person.id);
    assert!(node.logged().await.contains(&over));

    assert!(let_go_on(&node, &senior, senior.person.id, 5).await.is_err(), "nobody lets themselves");
    let_go_on(&node, &senior, analyst.person.id, 5).await.unwrap();
    claim(&node, &analyst, calm).await.unwrap();
    set_limit(&node, &senior, Some(analyst.person.id), None).await.unwrap();
    let own = node.read(&analyst, OwnExposureQuery).await.unwrap();
    assert_eq!(own.limit, ExposureLimit::default());
});
