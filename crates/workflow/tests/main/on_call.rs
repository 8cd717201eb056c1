//! On call: somebody is told of danger now, then the next, until the report is opened.

use tutela_model::access::Role;
use tutela_model::alert::AlertKind;
use tutela_model::clock::{HOUR, MINUTE, Timestamp};
use tutela_model::field_error::FieldError;
use tutela_model::id::ReportId;
use tutela_model::on_call::Reading;
use tutela_model::report::{ChildStatement, NewReport};
use tutela_testkit::{SmtpDouble, SmtpMode, TestNode, on_both_engines, samples};
use tutela_workflow::desk::{claim, erase};
use tutela_workflow::on_call::{
    NewTurn, add_turn, reading, remove_mailbox, remove_turn, set_mailbox, set_on_call,
};
use tutela_workflow::people::disable_person;
use tutela_workflow::read::{AlertsQuery, OnCallNowQuery, OnCallQuery};
use tutela_workflow::{Error, Settings, Viewer};

use crate::steps::mailing;

const EVERY_DAY: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];

fn danger(text: &str) -> NewReport {
    let child = ChildStatement { immediate_danger: Some(true), ..ChildStatement::default() };
    NewReport { child, ..samples::public(samples::url_report(&format!("https://host.example/{text}"))) }
}

/// A desk of two who are on call at all hours, and whoever sets the plan.
struct Desk {
    node: TestNode,
    smtp: SmtpDouble,
    senior: Viewer,
    first: Viewer,
    second: Viewer,
}

impl Desk {
    async fn start(database: &tutela_testkit::TestDatabase) -> Self {
        let smtp = SmtpDouble::start().await;
        let settings = Settings {
            public_url: Some("https://report.tutela.example/".parse().unwrap()),
            ..mailing(&smtp)
        };
        let node = TestNode::start_with(database, settings).await;
        let senior = node.person(Role::SeniorAnalyst).await;
        let (first, second) = (node.person(Role::Analyst).await, node.person(Role::Analyst).await);
        let desk = Self { node, smtp, senior, first, second };
        for (person, box_name) in [(&desk.first, "first"), (&desk.second, "second")] {
            set_mailbox(&desk.node, person, person.person.id, &format!("{box_name}@pager.example"))
                .await
                .unwrap();
        }
        desk
    }

    async fn turn(&self, days: &[&str], hours: (&str, &str), who: Option<&Viewer>, rank: &str) {
        let id = who.map(|who| who.person.id.to_string()).unwrap_or_default();
        let new = NewTurn { days: days.to_vec(), starts: hours.0, ends: hours.1, person: &id, rank };
        add_turn(&self.node, &self.senior, &new).await.unwrap();
    }

    async fn at_all_hours(&self) {
        self.turn(&EVERY_DAY, ("00:00", "00:00"), Some(&self.first), "1").await;
        self.turn(&EVERY_DAY, ("00:00", "00:00"), Some(&self.second), "2").await;
    }

    /// Minute after minute, as a node runs; who was mailed meanwhile.
    async fn minutes(&self, minutes: i64) -> Vec<String> {
        let before = self.smtp.mails().len();
        for _ in 0..minutes {
            self.node.clock.advance(MINUTE);
            self.node.run_due().await;
        }
        self.told_since(before)
    }

    async fn now(&self) -> Vec<String> {
        let before = self.smtp.mails().len();
        self.node.run_due().await;
        self.told_since(before)
    }

    fn told_since(&self, before: usize) -> Vec<String> {
        let mails = self.smtp.mails();
        let to = mails[before..].iter().flat_map(|mail| mail.to.clone());
        to.map(|to| to.trim_matches(['<', '>']).split('@').next().unwrap().to_owned()).collect()
    }

    async fn alerts(&self) -> Vec<AlertKind> {
        let alerts = self.node.read(&self.senior, AlertsQuery { waiting_only: true }).await.unwrap();
        alerts.into_iter().map(|alert| alert.kind).collect()
    }
}

on_both_engines!(the_first_is_told_then_the_next_until_somebody_opens_it, async |database| {
    let desk = Desk::start(&database).await;
    desk.at_all_hours().await;
    assert!(desk.minutes(5).await.is_empty(), "nothing was reported");
    let (_, id) = desk.node.tell(danger("Secretpage")).await;
    assert_eq!(desk.minutes(1).await, ["first"]);
    assert!(desk.minutes(9).await.is_empty());
    assert_eq!(desk.minutes(1).await, ["second"]);
    assert_eq!(desk.minutes(10).await, ["first"], "it begins again");
    desk.node.open(&desk.second, id).await;
    assert!(desk.minutes(60).await.is_empty());

    let mail = &desk.smtp.mails()[0];
    assert_eq!(mail.header("Subject").as_deref(), Some("A report needs you"));
    let body = mail.body();
    assert!(body.contains("https://report.tutela.example/console/"), "{body}");
    for detail in ["Secretpage", "host.example", "danger", "child", &id.to_string()] {
        assert!(!mail.data.contains(detail), "the mail says {detail}");
    }
    assert!(!database.holds(b"first@pager.example").await, "mailboxes are sealed");
    assert!(desk.alerts().await.is_empty());
});

on_both_engines!(a_report_without_danger_now_and_one_that_is_taken_wake_nobody, async |database| {
    let desk = Desk::start(&database).await;
    desk.at_all_hours().await;
    desk.node.tell(samples::public(samples::url_report("https://host.example/calm"))).await;
    assert!(desk.minutes(2).await.is_empty());
    let (_, id) = desk.node.tell(danger("taken")).await;
    claim(&desk.node, &desk.first, id).await.unwrap();
    let (_, erased) = desk.node.tell(danger("erased")).await;
    erase(&desk.node, erased).await.unwrap();
    assert!(desk.minutes(30).await.is_empty());
});

on_both_engines!(a_flood_wakes_nobody_more_often_than_one_report_does, async |database| {
    let desk = Desk::start(&database).await;
    desk.at_all_hours().await;
    let mut ids: Vec<ReportId> = Vec::new();
    for n in 0..30 {
        ids.push(desk.node.tell(danger(&n.to_string())).await.1);
    }
    assert_eq!(desk.minutes(30).await, ["first", "second", "first"]);
    // Whoever opens them one by one while more come is told at most once in five minutes.
    let mut told = 0;
    for (n, id) in ids.into_iter().enumerate() {
        desk.node.open(&desk.first, id).await;
        if n > 20 {
            desk.node.tell(danger(&format!("more {n}"))).await;
        }
        told += desk.minutes(1).await.len();
    }
    assert!(told <= 6, "{told} mails in half an hour");
});

on_both_engines!(what_came_while_nobody_was_there_is_told_when_the_next_turn_begins, async |database| {
    let desk = Desk::start(&database).await;
    assert_eq!(reading(&desk.node).await.unwrap(), Reading::NotSaid);
    set_on_call(&desk.node, &desk.senior, "Europe/Vilnius", "15").await.unwrap();
    // It is Monday, 12:17 in Vilnius.
    desk.turn(&["1"], ("14:00", "22:00"), Some(&desk.first), "1").await;
    let next = Some(("2026-11-23 14:00".to_owned(), "Europe/Vilnius".to_owned()));
    assert_eq!(reading(&desk.node).await.unwrap(), Reading::Later { next });
    desk.node.tell(danger("early")).await;
    assert!(desk.minutes(3).await.is_empty());
    assert_eq!(desk.alerts().await, [AlertKind::NobodyOnCall], "the console says so, once");
    desk.node.clock.set(Timestamp::parse("2026-11-23T11:59:59Z").unwrap());
    assert!(desk.now().await.is_empty());
    desk.node.clock.set(Timestamp::parse("2026-11-23T12:00:20Z").unwrap());
    desk.node.run_due().await;
    assert_eq!(reading(&desk.node).await.unwrap(), Reading::Now);
    desk.minutes(1).await;
    assert_eq!(desk.smtp.mails().len(), 1);
    assert!(desk.minutes(14).await.is_empty());
    assert_eq!(desk.minutes(2).await, ["first"], "after fifteen minutes");
});

on_both_engines!(a_clock_that_steps_does_no_harm, async |database| {
    let desk = Desk::start(&database).await;
    desk.at_all_hours().await;
    desk.node.tell(danger("x")).await;
    assert_eq!(desk.minutes(1).await, ["first"]);
    desk.node.clock.advance(-3 * HOUR);
    desk.node.run_due().await;
    // Jobs wait for their time by the clock; when it comes, the next person is told, and nobody in a burst.
    let back = desk.minutes(4 * 60).await;
    assert!((1..=24).contains(&back.len()), "{back:?}");
    desk.node.clock.advance(48 * HOUR);
    assert_eq!(desk.now().await.len(), 1, "two days at once are one mail");
});

on_both_engines!(a_mail_that_is_refused_keeps_nobody_waiting, async |database| {
    let desk = Desk::start(&database).await;
    desk.at_all_hours().await;
    desk.smtp.set_mode(SmtpMode::RefuseForGood);
    desk.node.tell(danger("x")).await;
    assert!(desk.minutes(2).await.is_empty());
    desk.smtp.set_mode(SmtpMode::Accept);
    assert_eq!(desk.minutes(9).await, ["second"]);
});

on_both_engines!(whoever_cannot_be_told_is_passed_over, async |database| {
    let desk = Desk::start(&database).await;
    desk.at_all_hours().await;
    remove_mailbox(&desk.node, &desk.first, desk.first.person.id).await.unwrap();
    desk.node.tell(danger("x")).await;
    assert_eq!(desk.minutes(1).await, ["second"]);
    let administrator = desk.node.person(Role::Administrator).await;
    disable_person(&desk.node, Some(&administrator), desk.second.person.id).await.unwrap();
    assert!(desk.minutes(20).await.is_empty());
    assert_eq!(desk.alerts().await, [AlertKind::NobodyOnCall]);
    assert!(desk.node.read(&desk.senior, OnCallNowQuery).await.unwrap().names.len() == 1);
});

on_both_engines!(a_plan_is_checked_before_it_is_kept, async |database| {
    let desk = Desk::start(&database).await;
    let fields = |error: Error| match error {
        Error::Fields(errors) => errors.into_iter().map(|error: FieldError| error.field).collect::<Vec<_>>(),
        other => panic!("{other}"),
    };
    let bad = NewTurn { days: vec!["8"], starts: "25:00", ends: "x", person: "", rank: "0" };
    let error = add_turn(&desk.node, &desk.senior, &bad).await.unwrap_err();
    assert_eq!(fields(error), ["day", "starts", "ends", "person", "rank"]);
    let administrator = desk.node.person(Role::Administrator).await;
    let id = administrator.person.id.to_string();
    let sees_no_report = NewTurn { days: vec!["1"], starts: "00:00", ends: "00:00", person: &id, rank: "1" };
    assert_eq!(fields(add_turn(&desk.node, &desk.senior, &sees_no_report).await.unwrap_err()), ["person"]);
    let error = set_on_call(&desk.node, &desk.senior, "Nowhere", "1").await.unwrap_err();
    assert_eq!(fields(error), ["zone", "minutes"]);
    let error = set_mailbox(&desk.node, &desk.first, desk.first.person.id, "nobody").await.unwrap_err();
    assert_eq!(fields(error), ["mailbox"]);
    let other = set_mailbox(&desk.node, &desk.first, desk.second.person.id, "a@b.example").await;
    assert!(matches!(other, Err(Error::Denied(_))), "only whoever sets the plan sets the mailbox of another");

    desk.turn(&["2026-12-24"], ("00:00", "00:00"), None, "1").await;
    let plan = desk.node.read(&desk.first, OnCallQuery).await.unwrap();
    remove_turn(&desk.node, &desk.senior, plan.turns[0].id).await.unwrap();
    assert!(matches!(remove_turn(&desk.node, &desk.senior, plan.turns[0].id).await, Err(Error::NotFound(_))));
});
