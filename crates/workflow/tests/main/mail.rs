//! Letters to hosts, by mail or by hand.

use tutela_model::clock::MINUTE;
use tutela_model::notice::{Finding, NoticeError, NoticeState};
use tutela_model::report_state::Status;
use tutela_testkit::{HostDouble, SmtpDouble, SmtpMode, TestNode, on_both_engines};
use tutela_workflow::Error;
use tutela_workflow::read::NoticeQuery;
use tutela_workflow::removal::{hand_over, record_found};

use crate::steps::{ABUSE, decided, mailing, named, notice, notice_id, watching};

const URL: &str = "https://host.example/some-page";

on_both_engines!(a_letter_says_what_the_host_needs_and_nothing_else, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, mailing(&smtp)).await;
    let (analyst, id) = decided(&node, URL).await;
    node.run_due().await;
    let [mail] = smtp.mails().try_into().unwrap();
    assert_eq!(
        (mail.from.as_str(), mail.header("Reply-To").as_deref()),
        ("desk@tutela.example", Some("desk@tutela.example"))
    );
    let body = mail.body();
    assert!(body.contains("hxxps://host[.]example/some-page"), "{body}");
    assert!(mail.data.contains("xarf.json"));
    assert!(!mail.data.contains(&id.to_string()), "the report's own id stays in the house");
    assert!(!mail.data.contains(&analyst.person.name));
    // The mail's date is the node's.
    assert_eq!(mail.header("Date").as_deref(), Some("Mon, 23 Nov 2026 10:17:33 +0000"));
});

on_both_engines!(
    a_mail_that_is_refused_is_shown_with_the_reason_and_given_to_a_person_in_the_end,
    async |database| {
        let smtp = SmtpDouble::start().await;
        let node = TestNode::start_with(&database, mailing(&smtp)).await;
        smtp.set_mode(SmtpMode::RefuseForGood);
        let (analyst, id) = decided(&node, URL).await;
        node.run_due().await;
        let notice_id = notice_id(&node, &analyst, id).await;
        let page = node.read(&analyst, NoticeQuery { id: notice_id }).await.unwrap();
        assert_eq!((page.line.state, page.letters[0].attempts), (NoticeState::Queued, 1));
        let reason = page.letters[0].last_error.as_deref().unwrap();
        assert!(reason.contains("550") && !reason.contains(ABUSE), "{reason}");
        assert_eq!(database.count("job", "kind = 'send_mail'").await, 0, "a person has it now");
        // The person hands it over in another way.
        hand_over(&node, &analyst, notice_id).await.unwrap();
        assert_eq!(node.open(&analyst, id).await.line.status, Status::PassedOn);
        assert!(smtp.mails().is_empty());
    }
);

on_both_engines!(without_a_mail_server_letters_wait_for_a_person, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let (analyst, id) = decided(&node, URL).await;
    node.run_due().await;
    let notice_id = notice_id(&node, &analyst, id).await;
    let page = node.read(&analyst, NoticeQuery { id: notice_id }).await.unwrap();
    assert!(!page.by_mail && page.line.state == NoticeState::Queued);
    assert_eq!((page.contact.as_deref(), page.url.as_deref()), (Some(ABUSE), Some(URL)));
    let letter = page.letters[0].letter.as_ref().unwrap();
    assert!(letter.to == ABUSE && letter.attachments[0].text.contains(URL));
    hand_over(&node, &analyst, notice_id).await.unwrap();
    let sent = notice(&node, &analyst, id).await;
    assert_eq!((sent.state, sent.sent_at), (NoticeState::Sent, Some(node.now())));
    assert_eq!(node.open(&analyst, id).await.line.status, Status::PassedOn);
    assert!(matches!(hand_over(&node, &analyst, notice_id).await, Err(Error::Refused(_))));
});

on_both_engines!(no_letter_leaves_about_what_is_gone_already, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    let node = TestNode::start_with(&database, watching(&smtp, &host)).await;
    let (analyst, id) = decided(&node, URL).await;
    let notice_id = notice_id(&node, &analyst, id).await;
    // The host was quicker than the mail.
    record_found(&node, &analyst, notice_id, Finding::Removed).await.unwrap();
    for _ in 0..3 {
        node.run_due().await;
        node.clock.advance(10 * MINUTE);
    }
    assert!(smtp.mails().is_empty());
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::Removed);
    assert_eq!(node.open(&analyst, id).await.line.status, Status::Removed);
    assert_eq!(database.count("job", "attempts > 0").await, 0);
    let again = record_found(&node, &analyst, notice_id, Finding::StillUp).await;
    assert!(matches!(again, Err(Error::Notice(NoticeError::Done))));
});

on_both_engines!(a_letter_to_an_erased_report_never_leaves, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, mailing(&smtp)).await;
    let (_, id) = decided(&node, URL).await;
    tutela_workflow::desk::erase(&node, id).await.unwrap();
    node.run_due().await;
    assert!(smtp.mails().is_empty());
    assert_eq!(database.count("job", "kind = 'send_mail'").await, 0);
});
