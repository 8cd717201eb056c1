//! Letters of every kind: what cannot leave ends with a person.

use std::time::Duration;

use tutela_model::access::{Permission, Role};
use tutela_model::alert::AlertKind;
use tutela_model::clock::{DAY, MINUTE};
use tutela_model::letter::LetterState;
use tutela_model::notice::NoticeState;
use tutela_model::report_state::Status;
use tutela_store::jobs::{MAX_ATTEMPTS, back_off};
use tutela_testkit::{SmtpDouble, SmtpMode, TestNode, on_both_engines};
use tutela_workflow::outbox::{Returned, came_back, handed_over, send_again, take_report, withdraw};
use tutela_workflow::read::{AlertsQuery, LetterLine, LetterQuery, LettersQuery};
use tutela_workflow::{Error, Settings, Viewer};

use crate::steps::{ABUSE, decided, mailing, named, notice};

const URL: &str = "https://host.example/some-page";

/// The letters that need a person, as a viewer sees them.
async fn stuck(node: &TestNode, viewer: &Viewer) -> Vec<LetterLine> {
    node.read(viewer, LettersQuery { stuck_only: true, before: None }).await.unwrap().0
}

/// A node whose mail server is given this little time for each step.
fn impatient(smtp: &SmtpDouble) -> Settings {
    let mut settings = mailing(smtp);
    if let Some(smtp) = &mut settings.smtp {
        smtp.patience = Duration::from_millis(80);
    }
    settings
}

on_both_engines!(a_letter_that_is_refused_for_good_is_a_persons_at_once, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, mailing(&smtp)).await;
    let senior = node.person(Role::SeniorAnalyst).await;
    smtp.set_mode(SmtpMode::RefuseForGood);
    let (analyst, id) = decided(&node, URL).await;
    node.run_due().await;
    let [letter] = stuck(&node, &analyst).await.try_into().unwrap();
    assert_eq!((letter.state, letter.attempts), (LetterState::NeedsPerson, 1));
    assert_eq!(letter.stuck_at, Some(node.now()));
    assert!(notice(&node, &analyst, id).await.stuck, "the report's page says so too");
    let alerts = node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap();
    assert_eq!(alerts.len(), 1);
    assert_eq!(alerts[0].kind, AlertKind::Letter);
    assert_eq!(database.count("job", "kind = 'send_mail'").await, 0);

    // Another mailbox, and it goes.
    smtp.set_mode(SmtpMode::Accept);
    assert!(matches!(
        send_again(&node, &analyst, letter.id, Some("no address")).await,
        Err(Error::Fields(_))
    ));
    send_again(&node, &analyst, letter.id, Some("abuse-desk@host.example")).await.unwrap();
    node.run_due().await;
    assert_eq!(smtp.mails()[0].to, ["abuse-desk@host.example"]);
    assert_eq!(node.open(&analyst, id).await.line.status, Status::PassedOn);
    assert!(stuck(&node, &analyst).await.is_empty());
    assert!(!notice(&node, &analyst, id).await.stuck);

    // It comes back all the same: a person has it again, and hands it over.
    came_back(&node, &analyst, letter.id).await.unwrap();
    assert_eq!(stuck(&node, &analyst).await[0].state, LetterState::NeedsPerson);
    handed_over(&node, &analyst, letter.id).await.unwrap();
    assert!(stuck(&node, &analyst).await.is_empty());
    assert!(matches!(handed_over(&node, &analyst, letter.id).await, Err(Error::Refused(_))));
});

/// A mail server's report about the letter with this Message-ID.
fn report(action: &str, message_id: &str) -> String {
    format!(
        "Content-Type: multipart/report; report-type=delivery-status; boundary=B\r\n\r\n\
         --B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n\
         Final-Recipient: rfc822; abuse@host.example\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n\
         --B\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{message_id}>\r\n\r\n--B--\r\n"
    )
}

on_both_engines!(a_mail_servers_report_brings_a_letter_back_to_a_person, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, mailing(&smtp)).await;
    let senior = node.person(Role::SeniorAnalyst).await;
    let (analyst, _) = decided(&node, URL).await;
    node.run_due().await;
    let sent = smtp.mails()[0].header("Message-ID").unwrap();
    let sent = sent.trim_matches(['<', '>']).to_owned();
    assert!(stuck(&node, &analyst).await.is_empty());

    // What came to another, what nobody sent, and what is only late change nothing.
    let elsewhere = sent.replace("tutela.example", "other.example");
    let unknown = format!("{}@tutela.example", uuid::Uuid::max());
    for strange in [&elsewhere, &unknown, &"no-id@tutela.example".to_owned()] {
        let taken = take_report(&node, report("failed", strange).as_bytes()).await;
        assert!(matches!(taken, Err(Error::NotFound(_))), "{strange}: {taken:?}");
    }
    let late = take_report(&node, report("delayed", &sent).as_bytes()).await;
    assert!(matches!(late, Err(Error::File(_))), "{late:?}");
    assert!(stuck(&node, &analyst).await.is_empty());

    // It came back: once, however often that is said.
    let taken = take_report(&node, report("failed", &sent).as_bytes()).await.unwrap();
    let [letter] = stuck(&node, &analyst).await.try_into().unwrap();
    assert_eq!((taken, letter.state), (Returned::NeedsPerson(letter.id), LetterState::NeedsPerson));
    assert_eq!(
        take_report(&node, report("failed", &sent).as_bytes()).await.unwrap(),
        Returned::Known(letter.id)
    );
    let alerts = node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap();
    assert_eq!(alerts.iter().filter(|alert| alert.kind == AlertKind::Letter).count(), 1);
    let why = letter.last_error.as_deref().unwrap_or_default();
    assert!(why.ends_with("(status 5.1.1)"), "{why}");
    send_again(&node, &analyst, letter.id, Some("desk@host.example")).await.unwrap();
    node.run_due().await;
    assert_eq!(smtp.mails()[1].to, ["desk@host.example"]);
});

on_both_engines!(a_mail_server_that_stalls_or_never_ends_holds_no_letter_for_ever, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, impatient(&smtp)).await;
    let (analyst, id) = decided(&node, URL).await;
    for failures in 1..=MAX_ATTEMPTS {
        smtp.set_mode(if failures % 2 == 0 { SmtpMode::Endless } else { SmtpMode::Stall });
        // One try each is enough to see that both end; after that the server is merely busy.
        if failures > 2 {
            smtp.set_mode(SmtpMode::RefuseForNow);
        }
        assert!(stuck(&node, &analyst).await.is_empty(), "it is tried again by itself first");
        node.run_due().await;
        node.clock.advance(back_off(failures));
    }
    assert_eq!(stuck(&node, &analyst).await[0].attempts, MAX_ATTEMPTS);
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::Queued);
    assert!(smtp.mails().is_empty());
});

on_both_engines!(without_a_mail_server_every_letter_needs_a_person_from_the_start, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let (analyst, _) = decided(&node, URL).await;
    let letter = stuck(&node, &analyst).await.remove(0);
    assert!(matches!(send_again(&node, &analyst, letter.id, None).await, Err(Error::Refused(_))));
    let page = node.read(&analyst, LetterQuery { id: letter.id, with_link: false }).await.unwrap();
    assert_eq!(page.letter.unwrap().to, ABUSE);
    withdraw(&node, &analyst, letter.id).await.unwrap();
    assert!(stuck(&node, &analyst).await.is_empty());
    let (all, _) = node.read(&analyst, LettersQuery { stuck_only: false, before: None }).await.unwrap();
    assert_eq!(all[0].state, LetterState::Withdrawn);

    // Once a mail server is set, what waits may go by mail.
    let (_, other) = decided(&node, "https://host.example/other").await;
    let smtp = SmtpDouble::start().await;
    let node = node.another_with(mailing(&smtp)).await;
    let letter = stuck(&node, &analyst).await.remove(0);
    send_again(&node, &analyst, letter.id, None).await.unwrap();
    node.run_due().await;
    assert_eq!(smtp.mails().len(), 1);
    assert_eq!(node.open(&analyst, other).await.line.status, Status::PassedOn);
});

on_both_engines!(whoever_may_not_see_what_a_letter_is_about_sees_no_letter_of_it, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let (analyst, _) = decided(&node, URL).await;
    let letter = stuck(&node, &analyst).await.remove(0);
    let administrator = node.person(Role::Administrator).await;
    assert!(stuck(&node, &administrator).await.is_empty());
    for denied in [
        handed_over(&node, &administrator, letter.id).await.err(),
        withdraw(&node, &administrator, letter.id).await.err(),
        node.read(&administrator, LetterQuery { id: letter.id, with_link: true }).await.err(),
    ] {
        assert!(matches!(denied, Some(Error::Denied(Permission::Notices))), "{denied:?}");
    }
    // What was opened is logged.
    node.read(&analyst, LetterQuery { id: letter.id, with_link: false }).await.unwrap();
    let read = node.logged().await.into_iter().filter(|line| line.starts_with("letter.read")).count();
    assert_eq!(read, 1);
});

on_both_engines!(letters_from_before_the_outbox_was_general_can_still_be_read_and_sent, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, mailing(&smtp)).await;
    let (analyst, _) = decided(&node, URL).await;
    database.age_letters().await;
    node.run_due().await;
    assert_eq!(smtp.mails().len(), 1);
    let (all, _) = node.read(&analyst, LettersQuery { stuck_only: false, before: None }).await.unwrap();
    assert_eq!(all[0].state, LetterState::Sent);
    // A letter of a report is forgotten with its report, and not before.
    node.clock.advance(40 * DAY);
    node.run_due().await;
    node.clock.advance(10 * MINUTE);
    node.run_due().await;
    assert_eq!(database.count("mail", "sealed IS NULL").await, 0);
});
