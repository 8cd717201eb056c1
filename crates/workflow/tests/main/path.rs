//! The whole path: told, looked at, asked, answered, assessed, passed on, removed, told back.

use tutela_model::access::Role;
use tutela_model::assessment::{Finding, IndustryClass};
use tutela_model::clock::MINUTE;
use tutela_model::notice::NoticeState;
use tutela_model::report_state::{Decision, Status};
use tutela_store::jobs::back_off;
use tutela_testkit::{HostAnswer, HostDouble, SmtpDouble, SmtpMode, TestNode, on_both_engines, samples};
use tutela_workflow::desk::{ask, assess, claim, close, decide};
use tutela_workflow::intake::{answer, visit};

use crate::steps::{ABUSE, actionable, notice, watching};

on_both_engines!(a_report_travels_until_what_it_names_is_gone_and_its_reporter_knows, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    let node = TestNode::start_with(&database, watching(&smtp, &host)).await;
    let analyst = node.person(Role::Analyst).await;
    host.set("/page", HostAnswer::Status(200));
    let (receipt, id) = node.tell(samples::public(samples::url_report(&host.url("/page")))).await;
    let first = visit(&node, &receipt).await.unwrap().unwrap();
    assert_eq!((first.status, first.decision, first.exchanges.len()), (Status::Received, None, 0));

    // Looked at, asked, answered.
    claim(&node, &analyst, id).await.unwrap();
    ask(&node, &analyst, id, "Which year is on the page?").await.unwrap();
    let asked = visit(&node, &receipt).await.unwrap().unwrap();
    assert_eq!(asked.status, Status::LookedAt);
    let question = &asked.exchanges[0];
    assert_eq!(question.question, "Which year is on the page?");
    assert!(question.needs_answer && !question.answered);
    assert!(answer(&node, &receipt, question.id, "2026").await.unwrap());
    assert!(!answer(&node, &receipt, question.id, "2025").await.unwrap(), "an answer stands");
    assert!(visit(&node, &receipt).await.unwrap().unwrap().exchanges[0].answered);
    let page = node.open(&analyst, id).await;
    let (at, text) = page.questions[0].answer.as_ref().unwrap();
    assert_eq!((text.as_str(), *at), ("2026", node.now().hour()));

    // Assessed, decided; the mail server is out of order at first.
    assert_eq!(assess(&node, &analyst, id, 0, samples::GRAVE).await.unwrap(), Finding::Baseline);
    smtp.set_mode(SmtpMode::RefuseForNow);
    decide(&node, &analyst, id, &actionable()).await.unwrap();
    node.run_due().await;
    assert!(smtp.mails().is_empty() && host.requests().is_empty());
    assert_eq!(visit(&node, &receipt).await.unwrap().unwrap().status, Status::LookedAt);
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::Queued);

    // Then it takes the mail and hangs up before it says so: the same mail comes once more.
    smtp.set_mode(SmtpMode::HangUp);
    node.clock.advance(back_off(1));
    node.run_due().await;
    smtp.set_mode(SmtpMode::Accept);
    node.clock.advance(back_off(2));
    node.run_due().await;
    node.run_due().await;
    let mails = smtp.mails();
    assert_eq!(mails.len(), 2);
    let sent = notice(&node, &analyst, id).await;
    for mail in &mails {
        assert_eq!(mail.to, [ABUSE]);
        assert_eq!(mail.header("Message-ID"), mails[0].header("Message-ID"));
        assert!(mail.header("Subject").unwrap().ends_with(&format!("ref. {}", sent.id)));
    }
    assert!(mails[0].header("Message-ID").unwrap().ends_with("@tutela.example>"));
    let told_at = node.now();
    assert_eq!((sent.state, sent.sent_at), (NoticeState::Sent, Some(told_at)));
    assert_eq!(visit(&node, &receipt).await.unwrap().unwrap().status, Status::PassedOn);

    // Still up, then gone.
    assert!(host.requests().is_empty(), "nothing is asked before its time");
    node.clock.advance(10 * MINUTE);
    node.run_due().await;
    assert_eq!(host.requests(), ["HEAD /page"]);
    assert_eq!(visit(&node, &receipt).await.unwrap().unwrap().status, Status::PassedOn);
    host.set("/page", HostAnswer::Status(404));
    node.clock.advance(node.settings().recheck.every);
    node.run_due().await;
    let gone = visit(&node, &receipt).await.unwrap().unwrap();
    assert_eq!((gone.status, gone.decision), (Status::Removed, Some(Decision::Actionable)));

    // Every step has its time, and the desk can close it.
    let page = node.open(&analyst, id).await;
    assert_eq!(page.times.passed_on, Some(told_at));
    assert_eq!(page.times.gone, Some(node.now()));
    assert_eq!(page.notices[0].gone_at, Some(node.now()));
    assert!(page.times.looked_at.is_some() && page.times.decided.is_some() && page.times.closed.is_none());
    let assessment = page.items[0].assessment.as_ref().unwrap();
    assert_eq!((assessment.finding, assessment.class), (Finding::Baseline, Some(IndustryClass::A2)));
    close(&node, &analyst, id).await.unwrap();
    node.clock.advance(100 * node.settings().recheck.every);
    node.run_due().await;
    assert_eq!(host.requests().len(), 2, "what is gone is not asked after any more");
    assert_eq!(smtp.mails().len(), 2);
    for (action, times) in
        [("notice.sent", 1), ("report.removed", 1), ("notice.checked", 2), ("question.answered", 1)]
    {
        let found = node.logged().await.iter().filter(|line| line.starts_with(action)).count();
        assert_eq!(found, times, "{action}");
    }
});

on_both_engines!(a_report_is_removed_when_the_last_of_its_notices_is_done, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    let node = TestNode::start_with(&database, watching(&smtp, &host)).await;
    let analyst = node.person(Role::Analyst).await;
    host.set("/two", HostAnswer::Status(200));
    let items = vec![samples::url(&host.url("/one")), samples::url(&host.url("/two"))];
    let (receipt, id) = node.tell(samples::public(samples::report(items))).await;
    claim(&node, &analyst, id).await.unwrap();
    let mut deciding = actionable();
    deciding.notices.push(deciding.notices[0].clone());
    deciding.notices[1].position = 1;
    for position in [0, 1] {
        assess(&node, &analyst, id, position, samples::GRAVE).await.unwrap();
    }
    decide(&node, &analyst, id, &deciding).await.unwrap();
    node.run_due().await;
    node.clock.advance(10 * MINUTE);
    node.run_due().await;
    let states: Vec<_> = node.open(&analyst, id).await.notices.iter().map(|notice| notice.state).collect();
    assert!(states.contains(&NoticeState::Removed) && states.contains(&NoticeState::Sent), "{states:?}");
    assert_eq!(visit(&node, &receipt).await.unwrap().unwrap().status, Status::PassedOn);
    host.set("/two", HostAnswer::Status(410));
    node.clock.advance(node.settings().recheck.every);
    node.run_due().await;
    assert_eq!(visit(&node, &receipt).await.unwrap().unwrap().status, Status::Removed);
});
