//! Re-checks, reminders, and when a person is called.

use tutela_model::clock::{HOUR, MINUTE};
use tutela_model::notice::{Finding, NoticeState};
use tutela_model::report_state::Status;
use tutela_testkit::{HostAnswer, HostDouble, SmtpDouble, TestNode, on_both_engines};
use tutela_workflow::read::NoticesQuery;
use tutela_workflow::removal::record_found;

use crate::steps::{decided, details, mailing, notice, notice_id, watching};

on_both_engines!(
    without_a_legal_basis_nothing_is_asked_and_a_person_is_called_after_a_day,
    async |database| {
        let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
        let mut settings = mailing(&smtp);
        settings.recheck.allowed = vec![host.address().ip()];
        let node = TestNode::start_with(&database, settings).await;
        let (analyst, id) = decided(&node, &host.url("/page")).await;
        node.run_due().await;
        node.clock.advance(24 * HOUR - 1);
        node.run_due().await;
        assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::Sent);
        node.clock.advance(1);
        node.run_due().await;
        assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::NeedsPerson);
        node.clock.advance(90 * HOUR);
        node.run_due().await;
        assert!(host.requests().is_empty(), "{:?}", host.requests());
        assert_eq!(smtp.mails().len(), 1, "nobody is pressed about what nobody looked at");
        // The person looks, and says so.
        record_found(&node, &analyst, notice_id(&node, &analyst, id).await, Finding::Removed).await.unwrap();
        assert_eq!(node.open(&analyst, id).await.line.status, Status::Removed);
    }
);

on_both_engines!(the_host_is_reminded_three_times_and_then_a_person_is_called, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    let node = TestNode::start_with(&database, watching(&smtp, &host)).await;
    host.set("/page", HostAnswer::Status(200));
    let (analyst, id) = decided(&node, &host.url("/page")).await;
    node.run_due().await;
    let sent = node.now();
    let mut reminded = Vec::new();
    let mut called = None;
    // Looked at every half hour of four days, as a node that runs does.
    for _ in 0..192 {
        node.clock.advance(HOUR / 2);
        node.run_due().await;
        let mails = smtp.mails().len() - 1;
        while reminded.len() < mails {
            reminded.push(node.now().since(sent) / HOUR);
        }
        if called.is_none() && notice(&node, &analyst, id).await.state == NoticeState::NeedsPerson {
            called = Some(node.now().since(sent) / HOUR);
        }
    }
    assert_eq!((reminded.as_slice(), called), ([24, 48, 72].as_slice(), Some(78)));
    let mails = smtp.mails();
    assert!(mails[2].header("Subject").unwrap().starts_with("Reminder 2"));
    assert!(mails[2].body().contains("48 hours after our notice"));
    let mut ids: Vec<_> = mails.iter().map(|mail| mail.header("Message-ID").unwrap()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4, "each letter has an id of its own");
    assert_eq!(node.open(&analyst, id).await.line.status, Status::PassedOn);
    // A person can still find it gone.
    record_found(&node, &analyst, notice_id(&node, &analyst, id).await, Finding::Removed).await.unwrap();
    assert_eq!(node.open(&analyst, id).await.line.status, Status::Removed);
});

on_both_engines!(what_answers_from_elsewhere_has_moved_and_is_left_to_a_person, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    let node = TestNode::start_with(&database, watching(&smtp, &host)).await;
    host.set("/page", HostAnswer::MovedTo("https://elsewhere.example/page".to_owned()));
    let (analyst, id) = decided(&node, &host.url("/page")).await;
    node.run_due().await;
    node.clock.advance(10 * MINUTE);
    node.run_due().await;
    let moved = notice(&node, &analyst, id).await;
    assert_eq!((moved.state, moved.checked), (NoticeState::Moved, Some((node.now(), Finding::Moved))));
    assert_eq!(node.open(&analyst, id).await.line.status, Status::PassedOn);
    node.clock.advance(100 * HOUR);
    node.run_due().await;
    assert_eq!(host.requests(), ["HEAD /page"]);
    let (open, _) = node.read(&analyst, NoticesQuery { open_only: true, before: None }).await.unwrap();
    assert_eq!(open.len(), 1, "it stays on the list of open notices");
});

on_both_engines!(an_unclear_answer_presses_nobody, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    let node = TestNode::start_with(&database, watching(&smtp, &host)).await;
    host.set("/page", HostAnswer::Status(503));
    let (analyst, id) = decided(&node, &host.url("/page")).await;
    node.run_due().await;
    for _ in 0..16 {
        node.clock.advance(6 * HOUR);
        node.run_due().await;
    }
    assert_eq!(smtp.mails().len(), 1, "no reminder");
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::NeedsPerson);
    assert!(details(&node, "notice.checked").await.iter().all(|detail| detail == "finding=unclear how=get"));
});
