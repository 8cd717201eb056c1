//! Police holds: nothing leaves the house before the go-ahead, and nothing stays for ever.

use tutela_model::access::Role;
use tutela_model::clock::HOUR;
use tutela_model::hold::{HOLD, HoldEnding, HoldError};
use tutela_model::notice::{NoticeError, NoticeState};
use tutela_testkit::{SmtpDouble, TestNode, on_both_engines, samples};
use tutela_workflow::Error;
use tutela_workflow::desk::{assess, claim, decide, erase};
use tutela_workflow::read::PoliceHoldsQuery;
use tutela_workflow::removal::{Officer, go_ahead, hand_over, place_hold, renew_hold};

use crate::steps::{actionable, decided, mailing, named, notice, notice_id};

const URL: &str = "https://host.example/page";

fn officer() -> Officer {
    Officer { name: "Insp. Invented".to_owned(), unit: "Unit of Testland".to_owned() }
}

on_both_engines!(a_hold_placed_before_the_decision_keeps_its_notices_until_the_go_ahead, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, mailing(&smtp)).await;
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::public(samples::url_report(URL))).await;
    claim(&node, &analyst, id).await.unwrap();
    assess(&node, &analyst, id, 0, samples::GRAVE).await.unwrap();
    let nobody = Officer { name: " ".to_owned(), ..officer() };
    assert!(matches!(place_hold(&node, &analyst, id, &nobody).await, Err(Error::Fields(_))), "somebody asks");
    let hold = place_hold(&node, &analyst, id, &officer()).await.unwrap();
    assert!(matches!(place_hold(&node, &analyst, id, &officer()).await, Err(Error::Refused(_))));
    decide(&node, &analyst, id, &actionable()).await.unwrap();
    node.clock.advance(HOUR);
    node.run_due().await;
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::Held);
    assert!(smtp.mails().is_empty());
    assert!(!database.holds(b"Insp. Invented").await, "who asked is sealed");

    go_ahead(&node, &analyst, hold, &officer()).await.unwrap();
    node.run_due().await;
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::Sent);
    assert_eq!(smtp.mails().len(), 1);
    assert!(matches!(go_ahead(&node, &analyst, hold, &officer()).await, Err(Error::Hold(HoldError::Over))));
    let page = node.open(&analyst, id).await;
    let view = &page.removal.holds[0];
    assert_eq!(view.ended.unwrap().0, HoldEnding::GoAhead);
    let asked: Vec<_> =
        view.officers.iter().map(|(_, what, name, _)| (what.as_str(), name.as_str())).collect();
    assert_eq!(asked, [("placed", "Insp. Invented"), ("go_ahead", "Insp. Invented")]);
    assert!(matches!(
        place_hold(&node, &analyst, id, &officer()).await,
        Err(Error::Notice(NoticeError::Told))
    ));
    // The job of the clock finds that there is nothing to do.
    node.clock.advance(2 * HOLD);
    node.run_due().await;
    let (open, counts) = node.read(&analyst, PoliceHoldsQuery).await.unwrap();
    assert!(open.is_empty());
    assert_eq!((counts.placed, counts.go_ahead, counts.lapsed, counts.open), (1, 1, 0, 0));
});

on_both_engines!(a_hold_lapses_after_three_days_unless_a_named_officer_renews_it, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, mailing(&smtp)).await;
    // The notice waits to leave the house when the police call.
    let (analyst, id) = decided(&node, URL).await;
    let hold = place_hold(&node, &analyst, id, &officer()).await.unwrap();
    node.run_due().await;
    node.clock.advance(HOLD - HOUR);
    node.run_due().await;
    renew_hold(&node, &analyst, hold, &officer()).await.unwrap();
    node.clock.advance(2 * HOUR);
    node.run_due().await;
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::Held, "it was renewed in time");
    let (open, counts) = node.read(&analyst, PoliceHoldsQuery).await.unwrap();
    assert_eq!((open.len(), open[0].renewals, counts.renewals), (1, 1, 1));
    assert!(smtp.mails().is_empty());

    node.clock.advance(HOLD);
    node.run_due().await;
    node.run_due().await;
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::Sent);
    assert_eq!(smtp.mails().len(), 1);
    assert!(matches!(renew_hold(&node, &analyst, hold, &officer()).await, Err(Error::Hold(HoldError::Over))));
    let (_, counts) = node.read(&analyst, PoliceHoldsQuery).await.unwrap();
    assert_eq!((counts.placed, counts.lapsed), (1, 1));
});

on_both_engines!(without_a_mail_server_nobody_can_hand_over_what_is_held, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let (analyst, id) = decided(&node, URL).await;
    let hold = place_hold(&node, &analyst, id, &officer()).await.unwrap();
    let notice_id = notice_id(&node, &analyst, id).await;
    assert!(matches!(hand_over(&node, &analyst, notice_id).await, Err(Error::Refused(_))));
    go_ahead(&node, &analyst, hold, &officer()).await.unwrap();
    hand_over(&node, &analyst, notice_id).await.unwrap();
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::Sent);
});

on_both_engines!(an_erased_report_keeps_no_officer_and_its_hold_still_ends, async |database| {
    let node = TestNode::start_with(&database, named()).await;
    let (analyst, id) = decided(&node, URL).await;
    place_hold(&node, &analyst, id, &officer()).await.unwrap();
    erase(&node, id).await.unwrap();
    node.clock.advance(HOLD);
    node.run_due().await;
    let (open, counts) = node.read(&analyst, PoliceHoldsQuery).await.unwrap();
    assert!(open.is_empty());
    assert_eq!((counts.placed, counts.lapsed), (1, 1), "that there was a hold is counted");
});
