//! A node with a record of every kind that has something sealed.

use std::path::Path;

use tutela_crypto::Receipt;
use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_model::clock::{HOUR, MINUTE};
use tutela_model::correction::CorrectionKind;
use tutela_model::country::Country;
use tutela_model::help::{CallOutcome, HelpTyped};
use tutela_model::id::{HelpEntryId, ReportId};
use tutela_model::referral::{OutcomeKind, ReferralWay};
use tutela_model::report::{ChildStatement, NewReport};
use tutela_model::report_state::Decision;
use tutela_testkit::{SmtpDouble, TestDatabase, TestNode, UpstreamDouble, samples};
use tutela_workflow::correction::correct;
use tutela_workflow::desk::{ask, claim, decide, erase};
use tutela_workflow::help::{Call, add_help, note_call};
use tutela_workflow::intake::{answer, visit};
use tutela_workflow::languages::note_reader;
use tutela_workflow::on_call::{NewTurn, add_turn, set_mailbox};
use tutela_workflow::people::{NewKey, NewPerson, add_liaison};
use tutela_workflow::read::LiaisonReferralQuery;
use tutela_workflow::referral::{By, NewOutcome, accept, decline, outcome};
use tutela_workflow::removal::{NewPreservation, Officer, ask_to_preserve, place_hold};
use tutela_workflow::retention::{NewHold, hold};
use tutela_workflow::subscription::{NewSubscription, subscribe};
use tutela_workflow::team::{add_note, end_shift, start_shift};
use tutela_workflow::trace::{HostByHand, set_country, set_host};
use tutela_workflow::{Settings, Viewer};

use crate::help::LINE;
use crate::referral::{linking, offering, police, sent};
use crate::steps::decided;

/// The node and what opens something in it.
pub struct Full {
    pub node: TestNode,
    pub analyst: Viewer,
    pub senior: Viewer,
    /// Signs in with time-based codes.
    pub person: NewPerson,
    /// A sender's key.
    pub key: NewKey,
    pub report: ReportId,
    /// A report that came with an account, and its receipt.
    pub told: (Receipt, ReportId),
    pub help: HelpEntryId,
    // Doubles live as long as the node that knows them.
    _smtp: SmtpDouble,
    _upstream: UpstreamDouble,
}

/// A node in `database`, with its recovery file in `folder`.
pub async fn full(database: &TestDatabase, folder: &Path) -> Full {
    let (smtp, upstream) = (SmtpDouble::start().await, UpstreamDouble::start().await);
    let settings = Settings { recovery_file: Some(folder.join("recovery.keys")), ..linking(&smtp) };
    let node = TestNode::start_with(database, settings).await;
    let (analyst, report) = decided(&node, "https://host.example/page").await;
    let senior = node.person(Role::SeniorAnalyst).await;
    let person = node.credentials(Role::Analyst).await;
    let key = node.key(Scope::Report).await;
    for n in 0..12 {
        node.send(&key.key, samples::url_report(&format!("https://host.example/{n}"))).await;
    }
    node.import("noise", &[samples::row(1), samples::row(2)]).await;
    let told = Box::pin(reports(&node, &analyst, &senior, report)).await;
    Box::pin(referrals(&node, &analyst, report)).await;
    let help = Box::pin(desk(&node, &analyst, &senior)).await;
    let new = NewSubscription {
        list: "upstream".to_owned(),
        provenance: "Testland's hotline".to_owned(),
        url: upstream.url(),
        user: "node".to_owned(),
        password: "word-of-testland".to_owned(),
        every: HOUR,
    };
    subscribe(&node, None, &new).await.unwrap();
    let (_, gone) = node.tell(samples::telling("Gone")).await;
    erase(&node, gone).await.unwrap();
    node.run_due().await;
    Full { node, analyst, senior, person, key, report, told, help, _smtp: smtp, _upstream: upstream }
}

async fn reports(
    node: &TestNode,
    analyst: &Viewer,
    senior: &Viewer,
    report: ReportId,
) -> (Receipt, ReportId) {
    let (receipt, told) = node.tell(samples::telling("Marker")).await;
    claim(node, analyst, told).await.unwrap();
    ask(node, analyst, told, "When was it?").await.unwrap();
    let question = visit(node, &receipt).await.unwrap().unwrap().exchanges[0].id;
    assert!(answer(node, &receipt, question, "In spring.").await.unwrap());
    let account = node.open(analyst, told).await.items.iter().find_map(|view| match view.item {
        tutela_model::item::Item::Account(_) => Some(view.position),
        _ => None,
    });
    claim(node, analyst, told).await.unwrap();
    decide(node, analyst, told, &crate::steps::only(Decision::Actionable)).await.unwrap();
    let new = NewPreservation {
        position: account.unwrap(),
        service: "Example Chat".to_owned(),
        mailbox: "legal@chat.example".to_owned(),
        days: 90,
    };
    ask_to_preserve(node, analyst, told, &new).await.unwrap();
    add_note(node, analyst, report, "Look at the forum.").await.unwrap();
    let held = NewHold { reason: "Court of Example".to_owned(), until: None };
    hold(node, senior, report, &held).await.unwrap();
    set_country(node, analyst, report, Country::parse("DE"), "The police there asked.").await.unwrap();

    let (_, other) = node.tell(samples::public(samples::url_report("https://other.example/page"))).await;
    claim(node, analyst, other).await.unwrap();
    let officer = Officer { name: "Insp. Invented".to_owned(), unit: "Unit of Testland".to_owned() };
    place_hold(node, analyst, other, &officer).await.unwrap();
    let host = HostByHand {
        name: "Invented Host".to_owned(),
        mailbox: "abuse@other.example".to_owned(),
        country: None,
        reason: "Its page says so.".to_owned(),
    };
    set_host(node, analyst, other, 0, &host).await.unwrap();
    (receipt, told)
}

async fn referrals(node: &TestNode, analyst: &Viewer, report: ReportId) {
    let mut officers = Vec::new();
    for name in ["Invented Unit", "Another Unit"] {
        let unit = police(node, name).await;
        let officer = Viewer {
            person: add_liaison(node, None, unit, &format!("Officer of {name}")).await.unwrap().person,
        };
        let id = sent(node, analyst, &offering(report, unit, ReferralWay::Liaison)).await;
        node.read(&officer, LiaisonReferralQuery { id }).await.unwrap();
        officers.push((officer, id));
    }
    let by = |n: usize| By::Liaison(&officers[n].0, officers[n].1);
    accept(node, by(0)).await.unwrap();
    let safe = NewOutcome { kind: OutcomeKind::ChildSafe, note: "At home.".to_owned(), release: false };
    outcome(node, by(0), &safe).await.unwrap();
    decline(node, by(1), "Another province is competent.").await.unwrap();
    correct(node, analyst, report, CorrectionKind::WrongPlace, "It is another page.").await.unwrap();
}

async fn desk(node: &TestNode, analyst: &Viewer, senior: &Viewer) -> HelpEntryId {
    start_shift(node, analyst).await.unwrap();
    end_shift(node, analyst, "Markershift: look at the forum.").await.unwrap();
    note_reader(node, analyst, "lt", "Somebodynamed", "2026-11-20", [7; 32]).await.unwrap();
    let entry = add_help(node, analyst, &LINE).await.unwrap().id;
    let changed = HelpTyped::default();
    let call = Call { entry, outcome: CallOutcome::Confirmed, answered: "Somebodyanswered", changed };
    note_call(node, analyst, &call).await.unwrap();

    // A letter of no report: whoever is on call is told.
    set_mailbox(node, analyst, analyst.person.id, "first@pager.example").await.unwrap();
    let id = analyst.person.id.to_string();
    let days = vec!["1", "2", "3", "4", "5", "6", "7"];
    let turn = NewTurn { days, starts: "00:00", ends: "00:00", person: &id, rank: "1" };
    add_turn(node, senior, &turn).await.unwrap();
    let child = ChildStatement { immediate_danger: Some(true), ..ChildStatement::default() };
    let danger = samples::public(samples::url_report("https://host.example/danger"));
    node.tell(NewReport { child, ..danger }).await;
    for _ in 0..3 {
        node.clock.advance(MINUTE);
        node.run_due().await;
    }
    entry
}
