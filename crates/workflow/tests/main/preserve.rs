//! Requests to services to keep what they have.

use tutela_model::access::Role;
use tutela_model::alert::AlertKind;
use tutela_model::clock::DAY;
use tutela_model::preservation::{PreservationError, PreservationEvent, PreservationState, REMIND};
use tutela_model::report_state::Decision;
use tutela_testkit::{SmtpDouble, TestNode, on_both_engines, samples};
use tutela_workflow::Error;
use tutela_workflow::desk::{claim, decide};
use tutela_workflow::read::{AlertsQuery, PreservationsQuery};
use tutela_workflow::removal::{NewPreservation, ask_to_preserve, extend_preservation, note_preservation};

use crate::steps::{mailing, only};

fn request(days: u32) -> NewPreservation {
    NewPreservation {
        position: 0,
        service: "Example Chat".to_owned(),
        mailbox: "legal@chat.example".to_owned(),
        days,
    }
}

on_both_engines!(a_request_is_brought_to_mind_before_it_ends_and_can_be_made_longer, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, mailing(&smtp)).await;
    let (analyst, senior) = (node.person(Role::Analyst).await, node.person(Role::SeniorAnalyst).await);
    let (_, id) = node.tell(samples::telling("Marker")).await;
    let position = node.open(&analyst, id).await.items.iter().find_map(|view| match view.item {
        tutela_model::item::Item::Account(_) => Some(view.position),
        _ => None,
    });
    let new = NewPreservation { position: position.unwrap(), ..request(90) };
    assert!(
        matches!(ask_to_preserve(&node, &analyst, id, &new).await, Err(Error::State(_))),
        "decided first"
    );
    claim(&node, &analyst, id).await.unwrap();
    decide(&node, &analyst, id, &only(Decision::Actionable)).await.unwrap();
    for days in [0, 367] {
        let wrong = ask_to_preserve(&node, &analyst, id, &NewPreservation { days, ..new.clone() }).await;
        assert!(matches!(wrong, Err(Error::Fields(_))), "{days}");
    }
    let asked = ask_to_preserve(&node, &analyst, id, &new).await.unwrap();
    node.run_due().await;
    let mails = smtp.mails();
    assert_eq!(mails[0].to, ["legal@chat.example"]);
    let body = mails[0].body();
    assert!(
        body.contains("Markerhandle") && !body.contains("Markerurgent"),
        "what was said of it stays here: {body}"
    );
    assert!(!database.holds(b"legal@chat.example").await && !database.holds(b"Markerhandle").await);

    node.clock.advance(90 * DAY - REMIND - 1);
    node.run_due().await;
    let alerts = async || {
        let alerts = node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap();
        alerts.iter().filter(|alert| alert.kind == AlertKind::Preservation).count()
    };
    assert_eq!(alerts().await, 0);
    note_preservation(&node, &analyst, asked, PreservationEvent::Confirmed).await.unwrap();
    node.clock.advance(1);
    node.run_due().await;
    assert_eq!(alerts().await, 1);
    let open = node.read(&analyst, PreservationsQuery).await.unwrap();
    assert!(open[0].near && open[0].state == PreservationState::Confirmed);

    let shorter = extend_preservation(&node, &analyst, asked, 3).await;
    assert!(matches!(shorter, Err(Error::Preservation(PreservationError::NotLater))));
    extend_preservation(&node, &analyst, asked, 60).await.unwrap();
    node.run_due().await;
    assert!(smtp.mails()[1].header("Subject").unwrap().contains("longer"));
    let open = node.read(&analyst, PreservationsQuery).await.unwrap();
    assert!(!open[0].near && open[0].state == PreservationState::Asked && open[0].extensions == 1);

    // Nobody makes it longer: it ends, and the page no longer lists it.
    node.clock.advance(61 * DAY);
    node.run_due().await;
    node.run_due().await;
    assert!(node.read(&analyst, PreservationsQuery).await.unwrap().is_empty());
    let page = node.open(&analyst, id).await;
    assert_eq!(page.removal.requests[0].state, PreservationState::Ended);
    let over = note_preservation(&node, &analyst, asked, PreservationEvent::Confirmed).await;
    assert!(matches!(over, Err(Error::Preservation(PreservationError::Over))));
});
