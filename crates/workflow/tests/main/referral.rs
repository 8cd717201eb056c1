//! Referrals: offered, opened once, answered, passed on, and what whoever reported learns.

use tutela_model::access::Role;
use tutela_model::alert::AlertKind;
use tutela_model::clock::{DAY, HOUR, MINUTE};
use tutela_model::country::Country;
use tutela_model::id::{MemberId, ReferralId, ReportId};
use tutela_model::member::{ContactPurpose, Fit, MemberKind};
use tutela_model::referral::{
    HandlingCode, LINK_LIFE, OutcomeKind, ReferralError, ReferralState, ReferralWay,
};
use tutela_model::report_state::Status;
use tutela_testkit::{ReceivedMail, SmtpDouble, SmtpMode, TestNode, on_both_engines, samples};
use tutela_workflow::intake::visit;
use tutela_workflow::people::{
    MemberParticulars, add_contact, add_liaison, add_member, add_person, change_member, disable_member,
    enable_member, remove_contact,
};
use tutela_workflow::read::{
    AlertsQuery, LettersQuery, LiaisonQuery, LiaisonReferralQuery, MemberQuery, OfferQuery, ReferralFilter,
    ReferralPage, ReferralQuery, ReferralsQuery,
};
use tutela_workflow::referral::{
    By, LinkState, NewOutcome, Offering, Package, accept, answered_with, decline, look, new_link, offer,
    open_link, outcome, preview, release, take_back,
};
use tutela_workflow::{Error, Settings, Viewer};

use crate::steps::{decided, mailing};

const URL: &str = "https://host.example/some-page";
const UNIT: &str = "duty@unit.example";

/// Settings under which a letter can hold a link.
pub fn linking(smtp: &SmtpDouble) -> Settings {
    Settings { public_url: "https://desk.example/".parse().ok(), ..mailing(smtp) }
}

pub async fn police(node: &TestNode, name: &str) -> MemberId {
    let country = Country::parse("PH");
    add_member(node, None, MemberKind::Police, name, country, UNIT).await.unwrap().id
}

pub fn offering(report: ReportId, member: MemberId, way: ReferralWay) -> Offering {
    Offering {
        report,
        member,
        way,
        handling: None,
        positions: vec![0],
        with_words: false,
        word: None,
        previous: None,
    }
}

/// Looks at what would leave, and lets it.
pub async fn sent(node: &TestNode, viewer: &Viewer, offering: &Offering) -> ReferralId {
    let seen = preview(node, viewer, offering).await.unwrap().seen;
    offer(node, viewer, offering, &seen).await.unwrap()
}

/// The token of the link in a letter.
pub fn token(mail: &ReceivedMail) -> String {
    let body = mail.body();
    let after = body.split("https://desk.example/referral/").nth(1).unwrap_or_else(|| panic!("{body}"));
    let token = after.split_whitespace().next().unwrap();
    token.trim_start_matches("correction/").to_owned()
}

async fn page(node: &TestNode, viewer: &Viewer, id: ReferralId) -> ReferralPage {
    node.read(viewer, ReferralQuery { id }).await.unwrap()
}

async fn alerts(node: &TestNode) -> Vec<AlertKind> {
    let senior = node.person(Role::SeniorAnalyst).await;
    let all = node.read(&senior, AlertsQuery { waiting_only: true }).await.unwrap();
    all.into_iter().map(|alert| alert.kind).collect()
}

fn came(kind: OutcomeKind, release: bool) -> NewOutcome {
    NewOutcome { kind, note: String::new(), release }
}

on_both_engines!(a_link_opens_once_and_a_scanner_uses_nothing_up, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let (analyst, report) = decided(&node, URL).await;
    let unit = police(&node, "Invented Unit").await;
    let id = sent(&node, &analyst, &offering(report, unit, ReferralWay::Mail)).await;
    assert_eq!(page(&node, &analyst, id).await.line.state, ReferralState::Offered);
    node.run_due().await;
    assert_eq!(page(&node, &analyst, id).await.line.state, ReferralState::Delivered);
    assert_eq!(node.open(&analyst, report).await.line.status, Status::PassedOn);

    // The letter tells that there is something, and nothing of it.
    let mails = smtp.mails();
    let mail = mails.iter().find(|mail| mail.to == [UNIT]).unwrap();
    let body = mail.body();
    for secret in ["host.example", "some-page", "csam", "child", &report.to_string(), &analyst.person.name] {
        assert!(
            !body.to_lowercase().contains(secret) && !mail.header("Subject").unwrap().contains(secret),
            "{secret}"
        );
    }
    let token = token(mail);
    assert!(!database.holds(token.as_bytes()).await, "the token is kept as a keyed digest only");

    // Scanners look as often as they like.
    for _ in 0..3 {
        assert!(matches!(look(&node, &token).await.unwrap(), Some(LinkState::Ready(_))));
    }
    assert_eq!(page(&node, &analyst, id).await.line.state, ReferralState::Delivered);
    let opened = open_link(&node, &token).await.unwrap().unwrap().ok().unwrap();
    assert_eq!(opened.package.items[0].url.as_deref(), Some(URL));
    assert_eq!(opened.package.reference, id.to_string());
    assert!(!opened.json.contains(&report.to_string()), "the report's own id stays in the house");
    let read = page(&node, &analyst, id).await;
    assert_eq!((read.line.state, read.line.times.read), (ReferralState::Read, Some(node.now())));

    // Opened twice, or forwarded: nothing is shown, and the desk is told.
    node.clock.advance(HOUR);
    let again = open_link(&node, &token).await.unwrap().unwrap().err();
    assert!(matches!(again, Some(LinkState::Opened(at)) if at == read.line.times.read.unwrap()));
    assert_eq!(alerts(&node).await, [AlertKind::OpenedTwice]);
    // A link that nobody sent is nothing at all.
    assert!(look(&node, "nobody-sent-this").await.unwrap().is_none());
    assert!(open_link(&node, &opened.code).await.unwrap().is_none(), "a code to answer opens nothing");

    // A new link takes the place of the old one, and of the code of whoever opened it.
    new_link(&node, &analyst, id, Some("other@unit.example")).await.unwrap();
    node.run_due().await;
    assert!(matches!(accept(&node, By::Code(&opened.code)).await, Err(Error::NotFound(_))));
    let mails = smtp.mails();
    let newest = mails.last().unwrap();
    assert_eq!(newest.to, ["other@unit.example"]);
    let second = open_link(&node, &crate::referral::token(newest)).await.unwrap().unwrap().ok().unwrap();
    accept(&node, By::Code(&second.code)).await.unwrap();
    assert_eq!(page(&node, &analyst, id).await.line.state, ReferralState::Accepted);
});

on_both_engines!(a_link_has_its_time_and_ends_with_its_referral, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let (analyst, report) = decided(&node, URL).await;
    let unit = police(&node, "Invented Unit").await;
    let id = sent(&node, &analyst, &offering(report, unit, ReferralWay::Mail)).await;
    node.run_due().await;
    let old = token(smtp.mails().iter().find(|mail| mail.to == [UNIT]).unwrap());
    new_link(&node, &analyst, id, None).await.unwrap();
    assert_eq!(look(&node, &old).await.unwrap(), Some(LinkState::Replaced));
    node.run_due().await;
    let link = token(smtp.mails().last().unwrap());
    node.clock.advance(LINK_LIFE);
    assert_eq!(look(&node, &link).await.unwrap(), Some(LinkState::Expired));
    assert!(matches!(open_link(&node, &link).await.unwrap(), Some(Err(LinkState::Expired))));
    take_back(&node, &analyst, id).await.unwrap();
    assert_eq!(look(&node, &link).await.unwrap(), Some(LinkState::Over));
    assert!(matches!(new_link(&node, &analyst, id, None).await, Err(Error::Referral(ReferralError::Over))));
});

on_both_engines!(what_leaves_is_what_was_looked_at_and_never_who_reported, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let (analyst, report) = decided(&node, URL).await;
    let unit = police(&node, "Invented Unit").await;
    let mut offered = offering(report, unit, ReferralWay::Mail);
    offered.word = Some("Please look at the second page.".to_owned());
    let seen = preview(&node, &analyst, &offered).await.unwrap();
    assert_eq!(seen.mailbox, UNIT);
    assert_eq!(seen.package.handling, "ask_before_court", "as the directory says");
    // Something else than what was looked at does not leave.
    offered.word = Some("Another word.".to_owned());
    assert!(matches!(offer(&node, &analyst, &offered, &seen.seen).await, Err(Error::Refused(_))));
    offered.handling = Some(HandlingCode::KeepToYourself);
    let id = sent(&node, &analyst, &offered).await;
    let shown = page(&node, &analyst, id).await;
    let json: Package = serde_json::from_str(shown.json.as_deref().unwrap()).unwrap();
    assert_eq!((json.handling.as_str(), json.word.as_deref()), ("keep_to_yourself", Some("Another word.")));
    assert_eq!(Some(json), shown.package);
    // To the same member a second time: no.
    assert!(matches!(preview(&node, &analyst, &offered).await, Err(Error::Refused(_))));

    // What somebody wrote in their own words leaves only if the desk says so; who they are never does.
    let (_, told) = node.tell(samples::telling("Marker")).await;
    tutela_workflow::desk::claim(&node, &analyst, told).await.unwrap();
    let early = preview(&node, &analyst, &offering(told, unit, ReferralWay::Mail)).await;
    assert!(matches!(early, Err(Error::State(_))), "nothing leaves before a person decided");
    let actionable = crate::steps::only(tutela_model::report_state::Decision::Actionable);
    tutela_workflow::desk::decide(&node, &analyst, told, &actionable).await.unwrap();
    let all: Vec<_> = (0..10).collect();
    let mut offered = Offering { positions: all, ..offering(told, unit, ReferralWay::Mail) };
    let without = preview(&node, &analyst, &offered).await.unwrap().package;
    assert!(without.items.iter().all(|item| item.words.is_none()));
    offered.with_words = true;
    let with = preview(&node, &analyst, &offered).await.unwrap().package;
    assert!(with.items.iter().any(|item| item.words.is_some()));
    let particulars = node.open(&analyst, told).await.particulars;
    let contact = particulars.contact.unwrap();
    for package in [&without, &with] {
        assert!(!package.to_json().unwrap().contains(&contact), "who reported stays in the house");
    }
});

on_both_engines!(a_liaison_sees_what_was_offered_to_their_member_and_nothing_else, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let (analyst, report) = decided(&node, URL).await;
    let (unit, other) = (police(&node, "Invented Unit").await, police(&node, "Another Unit").await);
    let way = ReferralWay::Liaison;
    assert!(matches!(preview(&node, &analyst, &offering(report, unit, way)).await, Err(Error::Refused(_))));
    let refused = add_person(&node, None, "Nobody's liaison", Role::Liaison).await;
    assert!(matches!(refused.err(), Some(Error::Refused(_))));
    let officer = Viewer { person: add_liaison(&node, None, unit, "Officer").await.unwrap().person };
    let stranger = Viewer { person: add_liaison(&node, None, other, "Stranger").await.unwrap().person };
    let id = sent(&node, &analyst, &offering(report, unit, way)).await;
    assert_eq!(page(&node, &analyst, id).await.line.state, ReferralState::Delivered);

    let (_, strangers, _) = node.read(&stranger, LiaisonQuery { before: None }).await.unwrap();
    assert!(strangers.is_empty());
    assert!(matches!(
        node.read(&stranger, LiaisonReferralQuery { id }).await.err(),
        Some(Error::NotFound(_))
    ));
    for tried in [
        accept(&node, By::Liaison(&stranger, id)).await.err(),
        decline(&node, By::Liaison(&stranger, id), "not ours").await.err(),
        outcome(&node, By::Liaison(&stranger, id), &came(OutcomeKind::Charge, true)).await.err(),
    ] {
        assert!(matches!(tried, Some(Error::NotFound(_))), "{tried:?}");
    }
    assert_eq!(page(&node, &analyst, id).await.line.state, ReferralState::Delivered);

    let (name, lines, _) = node.read(&officer, LiaisonQuery { before: None }).await.unwrap();
    assert_eq!((name.as_str(), lines.len()), ("Invented Unit", 1));
    let read = node.read(&officer, LiaisonReferralQuery { id }).await.unwrap();
    assert_eq!(read.line.state, ReferralState::Read);
    assert!(read.package.is_some() && read.letters.is_empty() && read.mailbox.is_none());
    accept(&node, By::Liaison(&officer, id)).await.unwrap();
    // With its member goes the liaison.
    disable_member(&node, None, unit).await.unwrap();
    assert!(node.read(&officer, LiaisonQuery { before: None }).await.is_err());
    assert!(matches!(accept(&node, By::Liaison(&officer, id)).await.err(), Some(Error::NotFound(_))));
    enable_member(&node, None, unit).await.unwrap();
    assert!(node.read(&officer, LiaisonReferralQuery { id }).await.is_ok());
});

on_both_engines!(whoever_reported_learns_of_a_person_only_what_the_officer_released, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let analyst = node.person(Role::Analyst).await;
    let (receipt, report) = node.tell(samples::public(samples::url_report(URL))).await;
    tutela_workflow::desk::claim(&node, &analyst, report).await.unwrap();
    let actionable = crate::steps::only(tutela_model::report_state::Decision::Actionable);
    tutela_workflow::desk::decide(&node, &analyst, report, &actionable).await.unwrap();
    let unit = police(&node, "Invented Unit").await;
    let officer = Viewer { person: add_liaison(&node, None, unit, "Officer").await.unwrap().person };
    let id = sent(&node, &analyst, &offering(report, unit, ReferralWay::Liaison)).await;
    let by = By::Liaison(&officer, id);
    assert!(matches!(
        outcome(&node, by, &came(OutcomeKind::ChildSafe, true)).await.err(),
        Some(Error::Referral(ReferralError::NotRead))
    ));
    node.read(&officer, LiaisonReferralQuery { id }).await.unwrap();
    accept(&node, by).await.unwrap();
    let learned = async || visit(&node, &receipt).await.unwrap().unwrap().outcomes;

    let safe = outcome(&node, by, &came(OutcomeKind::ChildSafe, false)).await.unwrap();
    outcome(&node, by, &came(OutcomeKind::Removed, true)).await.unwrap();
    assert!(matches!(
        outcome(&node, by, &came(OutcomeKind::None, false)).await.err(),
        Some(Error::Fields(_))
    ));
    assert!(learned().await.is_empty(), "nothing about a person before it is released");
    // The desk cannot release, whoever tells it to.
    assert!(matches!(release(&node, By::Desk(&analyst, id), safe).await.err(), Some(Error::Refused(_))));
    let told = outcome(&node, By::Desk(&analyst, id), &came(OutcomeKind::Charge, true)).await;
    assert!(matches!(told.err(), Some(Error::Refused(_))));
    release(&node, by, safe).await.unwrap();
    release(&node, by, safe).await.unwrap();
    assert_eq!(learned().await, [OutcomeKind::ChildSafe]);
    node.clock.advance(MINUTE);
    outcome(&node, by, &came(OutcomeKind::Conviction, true)).await.unwrap();
    assert_eq!(learned().await, [OutcomeKind::ChildSafe, OutcomeKind::Conviction]);
    let shown = page(&node, &analyst, id).await;
    assert_eq!(shown.outcomes.len(), 3);
    let released = node.logged().await.iter().filter(|line| line.starts_with("referral.released")).count();
    assert_eq!(released, 1);
});

on_both_engines!(what_is_declined_needs_a_new_addressee_and_keeps_its_chain, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let (analyst, report) = decided(&node, URL).await;
    let (first, second) = (police(&node, "Invented Unit").await, police(&node, "Another Unit").await);
    let id = sent(&node, &analyst, &offering(report, first, ReferralWay::Mail)).await;
    node.run_due().await;
    let link = token(smtp.mails().iter().find(|mail| mail.to == [UNIT]).unwrap());
    let code = open_link(&node, &link).await.unwrap().unwrap().ok().unwrap().code;
    assert!(matches!(decline(&node, By::Code(&code), " ").await.err(), Some(Error::Fields(_))));
    decline(&node, By::Code(&code), "Another province is competent.").await.unwrap();
    let waiting = async || {
        let query = ReferralsQuery { filter: ReferralFilter::NeedsPerson, before: None };
        node.read(&analyst, query).await.unwrap().0
    };
    assert_eq!(waiting().await[0].id, id);
    assert_eq!(alerts(&node).await, [AlertKind::ReferralWaits]);
    let shown = page(&node, &analyst, id).await;
    assert_eq!(shown.reason.as_deref(), Some("Another province is competent."));
    assert!(!database.holds(b"Another province").await);

    let onward = Offering { previous: Some(id), ..offering(report, second, ReferralWay::Mail) };
    let next = sent(&node, &analyst, &onward).await;
    assert!(waiting().await.is_empty());
    let (old, new) = (page(&node, &analyst, id).await.line, page(&node, &analyst, next).await.line);
    assert_eq!((old.state, old.next), (ReferralState::Rerouted, Some(next)));
    assert_eq!((new.state, new.previous), (ReferralState::Offered, Some(id)));
    let late = accept(&node, By::Code(&code)).await;
    assert!(matches!(late, Err(Error::Referral(ReferralError::Over))));
    let page = answered_with(&node, &code).await.unwrap().unwrap();
    assert_eq!(page.state, ReferralState::Rerouted);
});

on_both_engines!(whoever_does_not_answer_is_reminded_and_then_the_desk_is_told, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let (analyst, report) = decided(&node, URL).await;
    let unit = police(&node, "Invented Unit").await;
    let id = sent(&node, &analyst, &offering(report, unit, ReferralWay::Mail)).await;
    node.run_due().await;
    let to_unit = || smtp.mails().into_iter().filter(|mail| mail.to == [UNIT]).collect::<Vec<_>>();
    assert_eq!(to_unit().len(), 1);
    for (day, letters) in [(2, 1), (3, 2), (4, 2), (7, 3), (9, 3)] {
        let until = page(&node, &analyst, id).await.line.created_at.plus(day * DAY);
        node.clock.advance(until.since(node.now()));
        node.run_due().await;
        assert_eq!(to_unit().len(), letters, "day {day}");
    }
    // The reminder's link opens; the first one has been replaced.
    assert_eq!(look(&node, &token(&to_unit()[0])).await.unwrap(), Some(LinkState::Replaced));
    assert!(matches!(look(&node, &token(&to_unit()[2])).await.unwrap(), Some(LinkState::Ready(_))));
    assert!(!alerts(&node).await.contains(&AlertKind::ReferralWaits));
    node.clock.advance(DAY);
    node.run_due().await;
    assert!(alerts(&node).await.contains(&AlertKind::ReferralWaits));
    let query = ReferralsQuery { filter: ReferralFilter::NeedsPerson, before: None };
    assert_eq!(node.read(&analyst, query).await.unwrap().0[0].id, id);
    assert_eq!(database.count("job", "kind = 'watch_referral'").await, 0);
    // They telephone in the end.
    accept(&node, By::Desk(&analyst, id)).await.unwrap();
    let query = ReferralsQuery { filter: ReferralFilter::NeedsPerson, before: None };
    assert!(node.read(&analyst, query).await.unwrap().0.is_empty());
    let shown = page(&node, &analyst, id).await.line;
    assert_eq!((shown.state, shown.reminders), (ReferralState::Accepted, 2));
});

on_both_engines!(a_referral_whose_letter_cannot_leave_is_on_the_desks_list, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let (analyst, report) = decided(&node, URL).await;
    node.run_due().await;
    smtp.set_mode(SmtpMode::RefuseForGood);
    let unit = police(&node, "Invented Unit").await;
    let id = sent(&node, &analyst, &offering(report, unit, ReferralWay::Mail)).await;
    node.run_due().await;
    let shown = page(&node, &analyst, id).await;
    assert!(shown.line.times.needs_person.is_some() && shown.line.state == ReferralState::Offered);
    let letter = shown.letters[0].id;
    // Whoever reads the letter does not come to hold the link, but whoever has to hand it over can ask for it.
    let read = async |with_link| {
        let query = tutela_workflow::read::LetterQuery { id: letter, with_link };
        node.read(&analyst, query).await.unwrap()
    };
    let plain = read(false).await;
    assert!(plain.link_hidden && !plain.letter.unwrap().body.contains("desk.example/referral"));
    assert!(read(true).await.letter.unwrap().body.contains("https://desk.example/referral/"));
    smtp.set_mode(SmtpMode::Accept);
    tutela_workflow::outbox::send_again(&node, &analyst, letter, None).await.unwrap();
    node.run_due().await;
    let shown = page(&node, &analyst, id).await.line;
    assert_eq!((shown.state, shown.times.needs_person), (ReferralState::Delivered, None));
    let (stuck, _) = node.read(&analyst, LettersQuery { stuck_only: true, before: None }).await.unwrap();
    assert!(stuck.is_empty());
});

on_both_engines!(members_are_changed_and_proposed_by_what_they_are_competent_for, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let (analyst, report) = decided(&node, URL).await;
    let (unit, other) = (police(&node, "Invented Unit").await, police(&node, "Another Unit").await);
    let mut particulars = MemberParticulars {
        kind: MemberKind::ChildProtection,
        name: "Invented Service".to_owned(),
        country: None,
        contact: "desk@service.example".to_owned(),
        countries: Vec::new(),
        categories: vec![node.open(&analyst, report).await.line.category],
        handling: HandlingCode::AskBeforeActing,
    };
    change_member(&node, None, unit, &particulars).await.unwrap();
    let read = node.read(&analyst, MemberQuery { id: unit }).await.unwrap().member;
    assert_eq!((read.name.as_str(), read.handling), ("Invented Service", HandlingCode::AskBeforeActing));
    let page = node.read(&analyst, OfferQuery { report, previous: None }).await.unwrap();
    assert_eq!(page.members[0].0.id, unit);
    assert_eq!(page.members[0].1, Some(Fit::Category));
    particulars.name = "Another Unit".to_owned();
    assert!(matches!(change_member(&node, None, unit, &particulars).await, Err(Error::Duplicate("member"))));

    let urgent =
        add_contact(&node, None, unit, ContactPurpose::Referrals, "in@service.example").await.unwrap();
    assert!(matches!(
        add_contact(&node, None, unit, ContactPurpose::Referrals, "in@service.example").await,
        Err(Error::Duplicate(_))
    ));
    let seen = preview(&node, &analyst, &offering(report, unit, ReferralWay::Mail)).await.unwrap();
    assert_eq!(seen.mailbox, "in@service.example");
    remove_contact(&node, None, unit, urgent).await.unwrap();
    let seen = preview(&node, &analyst, &offering(report, unit, ReferralWay::Mail)).await.unwrap();
    assert_eq!(seen.mailbox, "desk@service.example");
    disable_member(&node, None, other).await.unwrap();
    assert!(matches!(
        preview(&node, &analyst, &offering(report, other, ReferralWay::Mail)).await,
        Err(Error::Refused(_))
    ));
    for action in ["member.changed", "member.contact_added", "member.contact_removed", "member.disabled"] {
        assert!(node.logged().await.iter().any(|line| line.starts_with(action)), "{action}");
    }
});

on_both_engines!(erasure_takes_referrals_outcomes_links_and_corrections, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, linking(&smtp)).await;
    let (analyst, report) = decided(&node, URL).await;
    let unit = police(&node, "Invented Unit").await;
    let id = sent(&node, &analyst, &offering(report, unit, ReferralWay::Mail)).await;
    node.run_due().await;
    let link = token(smtp.mails().iter().find(|mail| mail.to == [UNIT]).unwrap());
    let code = open_link(&node, &link).await.unwrap().unwrap().ok().unwrap().code;
    accept(&node, By::Code(&code)).await.unwrap();
    let new = NewOutcome { kind: OutcomeKind::None, note: "No trace.".to_owned(), release: false };
    outcome(&node, By::Code(&code), &new).await.unwrap();
    let kind = tutela_model::correction::CorrectionKind::WrongFact;
    tutela_workflow::correction::correct(&node, &analyst, report, kind, "Another page.").await.unwrap();
    tutela_workflow::desk::erase(&node, report).await.unwrap();
    for table in ["referral", "outcome", "correction", "mail"] {
        assert_eq!(database.count(table, "sealed IS NOT NULL").await, 0, "{table}");
    }
    assert_eq!(database.count("one_time", "report IS NOT NULL").await, 0);
    let shown = page(&node, &analyst, id).await;
    assert!(shown.package.is_none() && shown.outcomes.is_empty());
    assert!(look(&node, &link).await.unwrap().is_none());
    assert!(accept(&node, By::Code(&code)).await.is_err());
    node.clock.advance(20 * DAY);
    node.run_due().await;
    assert_eq!(database.count("job", "attempts > 0").await, 0, "no job fails over what is gone");
});
