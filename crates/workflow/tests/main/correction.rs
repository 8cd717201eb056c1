//! Corrections reach everybody who was told, and who has not noted one is known.

use tutela_model::access::Role;
use tutela_model::alert::AlertKind;
use tutela_model::clock::DAY;
use tutela_model::correction::{CorrectionKind, ToldKind};
use tutela_model::referral::{ReferralState, ReferralWay};
use tutela_testkit::{SmtpDouble, TestNode, on_both_engines};
use tutela_workflow::correction::{Acknowledging, acknowledge, correct, look_correction, show_correction};
use tutela_workflow::people::add_liaison;
use tutela_workflow::read::{AlertsQuery, CorrectionsQuery, LiaisonReferralQuery, UnacknowledgedQuery};
use tutela_workflow::{Error, Viewer};

use crate::referral::{linking, offering, police, sent, token};
use crate::steps::{ABUSE, decided};

const URL: &str = "https://host.example/some-page";
const RIGHT: &str = "It is another page of the same host.";

on_both_engines!(a_correction_reaches_hosts_and_members_and_is_acknowledged, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let (analyst, report) = decided(&node, URL).await;
    let kind = CorrectionKind::WrongPlace;
    let early = correct(&node, &analyst, report, kind, RIGHT).await;
    assert!(matches!(early, Err(Error::Refused(_))), "nobody was told yet");
    let (unit, other) = (police(&node, "Invented Unit").await, police(&node, "Another Unit").await);
    let officer = Viewer { person: add_liaison(&node, None, other, "Officer").await.unwrap().person };
    sent(&node, &analyst, &offering(report, unit, ReferralWay::Mail)).await;
    let there = sent(&node, &analyst, &offering(report, other, ReferralWay::Liaison)).await;
    node.run_due().await;
    let before = smtp.mails().len();
    assert!(matches!(correct(&node, &analyst, report, kind, " ").await, Err(Error::Fields(_))));
    correct(&node, &analyst, report, kind, RIGHT).await.unwrap();
    node.run_due().await;

    // The host and the unit by letter, without what is right in it; the officer on their page.
    let letters = smtp.mails().split_off(before);
    let mut to: Vec<_> = letters.iter().flat_map(|mail| mail.to.clone()).collect();
    to.sort();
    assert_eq!(to, [ABUSE, "duty@unit.example"]);
    for letter in &letters {
        assert!(!letter.body().contains("another page") && letter.body().contains("correct our"));
    }
    let open = async || node.read(&analyst, UnacknowledgedQuery).await.unwrap();
    assert_eq!(open().await.len(), 3);
    assert!(open().await.iter().all(|told| told.text.is_none() && told.told_at.is_some()));

    // The host reads it after a button, and presses another.
    let link = token(letters.iter().find(|mail| mail.to == [ABUSE]).unwrap());
    assert!(
        look_correction(&node, &link).await.unwrap() && !look_correction(&node, "another").await.unwrap()
    );
    let shown = show_correction(&node, &link).await.unwrap().unwrap();
    assert_eq!((shown.text.as_str(), shown.about.0), (RIGHT, ToldKind::Notice));
    acknowledge(&node, Acknowledging::Link(&link)).await.unwrap();
    acknowledge(&node, Acknowledging::Link(&link)).await.unwrap();
    assert_eq!(open().await.len(), 2);
    // The officer on their page; a stranger cannot in their place.
    let read = node.read(&officer, LiaisonReferralQuery { id: there }).await.unwrap();
    assert_eq!(read.corrections[0].text.as_deref(), Some(RIGHT));
    let stranger = Viewer { person: add_liaison(&node, None, unit, "Stranger").await.unwrap().person };
    let told = read.corrections[0].id;
    let tried = acknowledge(&node, Acknowledging::Liaison(&stranger, told)).await;
    assert!(matches!(tried, Err(Error::NotFound(_))));
    acknowledge(&node, Acknowledging::Liaison(&officer, told)).await.unwrap();

    // Whoever is silent is told of to the desk, until they answer by telephone.
    node.clock.advance(3 * DAY);
    node.run_due().await;
    let senior = node.person(Role::SeniorAnalyst).await;
    let alerts = node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap();
    assert!(alerts.iter().any(|alert| alert.kind == AlertKind::CorrectionUnnoted));
    let last = open().await[0].id;
    acknowledge(&node, Acknowledging::Desk(&analyst, last)).await.unwrap();
    assert!(open().await.is_empty());
    node.clock.advance(7 * DAY);
    node.run_due().await;
    assert_eq!(database.count("job", "kind = 'watch_correction'").await, 0);
    let page = node.read(&analyst, CorrectionsQuery { report }).await.unwrap();
    assert_eq!(page.corrections[0].told.len(), 3);
    assert!(page.corrections[0].told.iter().all(|told| told.acknowledged_at.is_some()));
    assert!(!database.holds(b"another page").await, "what is right is sealed");
});

on_both_engines!(a_report_that_is_taken_back_is_taken_back_everywhere, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let (analyst, report) = decided(&node, URL).await;
    let unit = police(&node, "Invented Unit").await;
    let officer = Viewer { person: add_liaison(&node, None, unit, "Officer").await.unwrap().person };
    let id = sent(&node, &analyst, &offering(report, unit, ReferralWay::Liaison)).await;
    correct(&node, &analyst, report, CorrectionKind::Withdrawn, "It was a mistake.").await.unwrap();
    let read = node.read(&officer, LiaisonReferralQuery { id }).await.unwrap();
    assert_eq!(read.line.state, ReferralState::Withdrawn);
    assert!(read.package.is_none() && read.corrections.len() == 1);
});
