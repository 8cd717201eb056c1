//! The table of permissions holds for every operation, and whoever reads is logged.

use tutela_model::access::{Permission, Role};
use tutela_model::api_key::Scope;
use tutela_model::clock::DAY;
use tutela_model::content::ContentKey;
use tutela_model::correction::CorrectionKind;
use tutela_model::figures::Period;
use tutela_model::help::{CallOutcome, HelpTyped};
use tutela_model::id::{
    AlertId, ApiKeyId, BatchId, EntryId, HoldId, HostId, InboxId, LegalHoldId, ListId, NoteId, NoticeId,
    OpinionId, PersonId, PreservationId, ReportId, SubscriptionId, ViewId,
};
use tutela_model::id::{HelpEntryId, TurnId};
use tutela_model::id::{MemberContactId, MemberId, OutcomeId, ReferralId, ToldId};
use tutela_model::ladder::Rung;
use tutela_model::list::{Action, ListSettings, Settlement, Verdict, Vote};
use tutela_model::member::{ContactPurpose, MemberKind};
use tutela_model::notice::Finding;
use tutela_model::preservation::PreservationEvent;
use tutela_model::queue::Narrow;
use tutela_model::referral::{HandlingCode, OutcomeKind, ReferralWay};
use tutela_model::report_state::Decision;
use tutela_model::retention::ErasureReason;
use tutela_store::records::queue::QueueFilter;
use tutela_testkit::{TestNode, on_both_engines, samples};
use tutela_workflow::alerts::take_note;
use tutela_workflow::correction::{Acknowledging, acknowledge, correct};
use tutela_workflow::desk::{ask, assess, claim, close, decide, release, viewing_token};
use tutela_workflow::help::{Call, add_help, import_help, note_call, remove_help};
use tutela_workflow::languages::note_reader;
use tutela_workflow::lists::{ListImport, add_list, change_list, plant_canaries, publish, settle, vote};
use tutela_workflow::on_call::{NewTurn, add_turn, remove_mailbox, remove_turn, set_mailbox, set_on_call};
use tutela_workflow::outbox::{came_back, handed_over, send_again, withdraw};
use tutela_workflow::people::{
    MemberParticulars, add_contact, add_key, add_liaison, add_member, add_person, change_member, change_role,
    disable_member, disable_person, enable_member, enable_person, expire_key, remove_contact, reset_codes,
    reset_password, revoke_key, rotate_key, unlock,
};
use tutela_workflow::quality::{
    ask_opinion, give_opinion, let_go_on, opinion_viewing_token, set_limit, set_sample_percent,
    settle_opinion,
};
use tutela_workflow::read::{
    AgreementByPersonQuery, AgreementQuery, DeskExposureQuery, OpinionQuery, OpinionsQuery, OwnExposureQuery,
};
use tutela_workflow::read::{
    AlertsQuery, AuditQuery, BesideQuery, CaseLoadQuery, ContentQuery, DisputesQuery, HostQuery, HostsQuery,
    InboxQuery, KeepingQuery, KeyStatesQuery, KeysQuery, LetterQuery, LettersQuery, ListKeysQuery, ListQuery,
    ListsQuery, MembersQuery, NoticeQuery, NoticesQuery, PeopleQuery, PeopleStatesQuery, PoliceHoldsQuery,
    PreservationsQuery, QueueQuery, ReadsQuery, ReportQuery, RetentionQuery, SearchQuery, ShiftsQuery,
    UnknownQuery, UnreadQuery, ViewsQuery,
};
use tutela_workflow::read::{
    CorrectionsQuery, LiaisonQuery, LiaisonReferralQuery, MemberQuery, OfferQuery, ReferralFilter,
    ReferralQuery, ReferralsQuery, ReportReferralsQuery, UnacknowledgedQuery,
};
use tutela_workflow::read::{FiguresQuery, SenderQuery, TotalsQuery};
use tutela_workflow::read::{HelpEntryQuery, HelpQuery, OnCallNowQuery, OnCallQuery, ReadersQuery};
use tutela_workflow::referral::{self as refer, By, NewOutcome};
use tutela_workflow::removal::{
    NewPreservation, NoticeTo, Officer, ask_to_preserve, escalate, extend_preservation, go_ahead, hand_over,
    note_preservation, notify, place_hold, record_found, renew_hold,
};
use tutela_workflow::retention::{NewHold, erase_as, hold, lift_hold};
use tutela_workflow::subscription::{NewSubscription, pull_now, subscribe, unsubscribe};
use tutela_workflow::team::live::{listen, pulse};
use tutela_workflow::team::{
    NewView, Together, accept, add_note, assess_content, correct_note, decide_together, decline, delete_view,
    end_shift, offer, save_view, set_read, start_shift, take_back,
};
use tutela_workflow::trace::{self, HostByHand};
use tutela_workflow::{Error, Viewer};
use uuid::Uuid;

use crate::referral::offering;
use crate::steps::only;

const RULES: ListSettings = ListSettings { action: Action::Review, radius: 31, shared: false };

const NOBODYS: Narrow = Narrow {
    category: None,
    country: None,
    origin: None,
    reason: None,
    missing: None,
    age: None,
    unclaimed: true,
};

/// Every operation and query with a permission, tried by `viewer` on records that do not exist: what was denied, by name.
async fn denied(node: &TestNode, viewer: &Viewer) -> Vec<(&'static str, Permission)> {
    let nobody = Uuid::from_u128(1);
    let (report, notice) = (ReportId(nobody), NoticeId(nobody));
    let to = NoticeTo { position: 0, contact: "abuse@host.example".to_owned() };
    let text = || "nothing".to_owned();
    let view = |shared| NewView { name: text(), list: "waiting", narrow: NOBODYS, shared };
    let officer = Officer { name: text(), unit: text() };
    let by_hand = HostByHand { name: text(), reason: text(), ..HostByHand::default() };
    let mailbox = "legal@host.example".to_owned();
    let preserve = NewPreservation { position: 0, service: text(), mailbox, days: 9 };
    let upstream = NewSubscription {
        list: "upstream".to_owned(),
        provenance: "invented".to_owned(),
        url: "https://upstream.example".to_owned(),
        user: text(),
        password: text(),
        every: DAY,
    };
    let wrong_number = Call {
        entry: HelpEntryId(nobody),
        outcome: CallOutcome::Wrong,
        answered: "",
        changed: HelpTyped::default(),
    };
    let referral = ReferralId(nobody);
    let offered = offering(report, MemberId(nobody), ReferralWay::Mail);
    let came = NewOutcome { kind: OutcomeKind::Removed, note: String::new(), release: false };
    let particulars = MemberParticulars {
        kind: MemberKind::Police,
        name: "Unit".to_owned(),
        country: None,
        contact: "a@host.example".to_owned(),
        countries: Vec::new(),
        categories: Vec::new(),
        handling: HandlingCode::Use,
    };
    let together = Together {
        content: ContentKey([1; 32]),
        reports: vec![report],
        decision: Decision::Informational,
        contact: None,
        told: None,
    };
    let mut denied = Vec::new();
    macro_rules! tried {
        ($($permission:ident $name:literal $operation:expr;)+) => {$(
            match Box::pin($operation).await.err() {
                Some(Error::Denied(permission)) => {
                    assert_eq!(permission, Permission::$permission, $name);
                    denied.push(($name, permission));
                }
                _ => assert!(viewer.may(Permission::$permission), "{} was not denied to {}", $name, viewer.person.role),
            }
        )+};
    }
    tried! {
        WorkOnReport "claim" claim(node, viewer, report);
        WorkOnReport "release" release(node, viewer, report);
        WorkOnReport "ask" ask(node, viewer, report, "When?");
        WorkOnReport "assess" assess(node, viewer, report, 0, samples::HARMLESS);
        WorkOnReport "decide" decide(node, viewer, report, &only(Decision::Informational));
        WorkOnReport "close" close(node, viewer, report);
        WorkOnReport "notify" notify(node, viewer, report, &to);
        WorkOnReport "add note" add_note(node, viewer, report, "note");
        WorkOnReport "correct note" correct_note(node, viewer, report, NoteId(nobody), "note");
        WorkOnReport "offer" offer(node, viewer, report, PersonId(nobody), "");
        WorkOnReport "accept" accept(node, viewer, report);
        WorkOnReport "decline" decline(node, viewer, report);
        WorkOnReport "take back" take_back(node, viewer, report);
        WorkOnReport "assess content" assess_content(node, viewer, ContentKey([1; 32]), samples::HARMLESS);
        WorkOnReport "decide together" decide_together(node, viewer, &together);
        ReadQueue "pulse" pulse(node, viewer);
        ReadQueue "listen" async { listen(node, viewer, "", None) };
        WorkOnReport "start shift" start_shift(node, viewer);
        WorkOnReport "end shift" end_shift(node, viewer, "");
        ReadQueue "mark read" set_read(node, viewer, InboxId(nobody), true);
        ReadQueue "save view" save_view(node, viewer, &view(false));
        ShareViews "share view" save_view(node, viewer, &view(true));
        ReadQueue "delete view" delete_view(node, viewer, ViewId(nobody));
        ViewingToken "viewing token" viewing_token(node, viewer, report, 0);
        Notices "hand over" hand_over(node, viewer, notice);
        WorkOnReport "trace" trace::ask(node, viewer, report, 0);
        WorkOnReport "host by hand" trace::set_host(node, viewer, report, 0, &by_hand);
        WorkOnReport "no host" trace::cannot_be_found(node, viewer, report, 0, "Asked.");
        WorkOnReport "country by hand" trace::set_country(node, viewer, report, None, "Asked.");
        Notices "place hold" place_hold(node, viewer, report, &officer);
        Notices "renew hold" renew_hold(node, viewer, HoldId(nobody), &officer);
        Notices "go ahead" go_ahead(node, viewer, HoldId(nobody), &officer);
        Notices "escalate" escalate(node, viewer, notice, Rung::Upstream, "abuse@host.example");
        Notices "preserve" ask_to_preserve(node, viewer, report, &preserve);
        Notices "preserve longer" extend_preservation(node, viewer, PreservationId(nobody), 9);
        Notices "note preservation" note_preservation(node, viewer, PreservationId(nobody), PreservationEvent::Ended);
        Notices "record found" record_found(node, viewer, notice, Finding::Removed);
        Letters "letter handed over" handed_over(node, viewer, nobody);
        Letters "letter again" send_again(node, viewer, nobody, None);
        Letters "withdraw letter" withdraw(node, viewer, nobody);
        Letters "letter came back" came_back(node, viewer, nobody);
        ManageLists "import" ListImport::begin(node, Some(viewer), "noise", Some("invented".into()), "csv");
        ManageLists "add list" add_list(node, Some(viewer), &viewer.person.id.to_string(), "invented".into());
        ManageLists "change list" change_list(node, Some(viewer), ListId(nobody), RULES);
        ManageLists "publish" publish(node, viewer, BatchId(nobody));
        ManageLists "canaries" plant_canaries(node, Some(viewer), ListId(nobody), ApiKeyId(nobody), 1);
        ManageLists "subscribe" subscribe(node, Some(viewer), &upstream);
        ManageLists "unsubscribe" unsubscribe(node, Some(viewer), SubscriptionId(nobody));
        ManageLists "pull" pull_now(node, Some(viewer), SubscriptionId(nobody));
        Vote "vote" vote(node, viewer, Vote { entry: EntryId(nobody), verdict: Verdict::Affirmative, reason: None });
        SettleDispute "settle" settle(node, viewer, EntryId(nobody), Settlement::Stands);
        Alerts "take note" take_note(node, viewer, AlertId(nobody));
        ManagePeople "add person" add_person(node, Some(viewer), &viewer.person.id.to_string(), Role::Auditor);
        ManagePeople "disable person" disable_person(node, Some(viewer), PersonId(nobody));
        ManageKeys "add key" add_key(node, Some(viewer), "key", Scope::Report, 1);
        ManageKeys "revoke key" revoke_key(node, Some(viewer), ApiKeyId(nobody));
        Refer "preview referral" refer::preview(node, viewer, &offered);
        Refer "offer referral" refer::offer(node, viewer, &offered, "");
        Refer "new link" refer::new_link(node, viewer, referral, None);
        Refer "take back" refer::take_back(node, viewer, referral);
        Refer "accept for" refer::accept(node, By::Desk(viewer, referral));
        Refer "decline for" refer::decline(node, By::Desk(viewer, referral), "Not ours.");
        Refer "outcome for" refer::outcome(node, By::Desk(viewer, referral), &came);
        Refer "release for" refer::release(node, By::Desk(viewer, referral), OutcomeId(nobody));
        Refer "correct" correct(node, viewer, report, CorrectionKind::WrongFact, "Another.");
        Refer "acknowledge for" acknowledge(node, Acknowledging::Desk(viewer, ToldId(nobody)));
        Liaison "accept" refer::accept(node, By::Liaison(viewer, referral));
        Liaison "decline" refer::decline(node, By::Liaison(viewer, referral), "Not ours.");
        Liaison "outcome" refer::outcome(node, By::Liaison(viewer, referral), &came);
        Liaison "release outcome" refer::release(node, By::Liaison(viewer, referral), OutcomeId(nobody));
        Liaison "acknowledge" acknowledge(node, Acknowledging::Liaison(viewer, ToldId(nobody)));
        Refer "referrals" node.read(viewer, ReferralsQuery { filter: ReferralFilter::All, before: None });
        Refer "referral" node.read(viewer, ReferralQuery { id: referral });
        Refer "what can be offered" node.read(viewer, OfferQuery { report, previous: None });
        Refer "referrals of a report" node.read(viewer, ReportReferralsQuery { report });
        Refer "corrections" node.read(viewer, CorrectionsQuery { report });
        Refer "unacknowledged" node.read(viewer, UnacknowledgedQuery);
        Liaison "offered to us" node.read(viewer, LiaisonQuery { before: None });
        Liaison "one offered to us" node.read(viewer, LiaisonReferralQuery { id: referral });
        ManageMembers "change member" change_member(node, Some(viewer), MemberId(nobody), &particulars);
        ManageMembers "disable member" disable_member(node, Some(viewer), MemberId(nobody));
        ManageMembers "enable member" enable_member(node, Some(viewer), MemberId(nobody));
        ManageMembers "add contact" add_contact(node, Some(viewer), MemberId(nobody), ContactPurpose::Legal, "a@host.example");
        ManageMembers "remove contact" remove_contact(node, Some(viewer), MemberId(nobody), MemberContactId(nobody));
        ManagePeople "add liaison" add_liaison(node, Some(viewer), MemberId(nobody), "Officer");
        ReadMembers "member" node.read(viewer, MemberQuery { id: MemberId(nobody) });
        ManageMembers "add member" add_member(node, Some(viewer), MemberKind::Host, "Host", None, "abuse@host.example");
        ReadQueue "queue" node.read(viewer, QueueQuery { filter: QueueFilter::All, narrow: Narrow::default(), after: None });
        ReadReport "beside report" node.read(viewer, BesideQuery { id: report });
        ReadQueue "inbox" node.read(viewer, InboxQuery { unread_only: true, before: None });
        ReadQueue "unread" node.read(viewer, UnreadQuery);
        ReadQueue "shifts" node.read(viewer, ShiftsQuery);
        ReadQueue "views" node.read(viewer, ViewsQuery);
        CaseLoad "case load" node.read(viewer, CaseLoadQuery);
        HelpDirectory "add help" add_help(node, viewer, &HelpTyped::default());
        HelpDirectory "note call" note_call(node, viewer, &wrong_number);
        HelpDirectory "remove help" remove_help(node, viewer, HelpEntryId(nobody));
        HelpDirectory "import help" import_help(node, Some(viewer), std::io::empty());
        HelpDirectory "help" node.read(viewer, HelpQuery);
        HelpDirectory "help entry" node.read(viewer, HelpEntryQuery { id: HelpEntryId(nobody) });
        ManageOnCall "add turn" add_turn(node, viewer, &NewTurn::default());
        ManageOnCall "remove turn" remove_turn(node, viewer, TurnId(nobody));
        ManageOnCall "set on call" set_on_call(node, viewer, "UTC", "10");
        ManageOnCall "set mailbox" set_mailbox(node, viewer, PersonId(nobody), "");
        ManageOnCall "remove mailbox" remove_mailbox(node, viewer, PersonId(nobody));
        ReadOnCall "set own mailbox" set_mailbox(node, viewer, viewer.person.id, "");
        ReadOnCall "on call" node.read(viewer, OnCallQuery);
        ReadOnCall "on call now" node.read(viewer, OnCallNowQuery);
        Languages "note reader" note_reader(node, viewer, "lt", "", "", [0; 32]);
        Languages "readers" node.read(viewer, ReadersQuery);
        ReadReport "report" node.read(viewer, ReportQuery { id: report });
        ReadReport "content" node.read(viewer, ContentQuery { key: ContentKey([1; 32]) });
        ReadReport "search" node.read(viewer, SearchQuery { text: text(), before: None });
        Notices "hosts" node.read(viewer, HostsQuery { after: String::new() });
        Notices "host" node.read(viewer, HostQuery { id: HostId(nobody) });
        Notices "unknown" node.read(viewer, UnknownQuery);
        Notices "holds" node.read(viewer, PoliceHoldsQuery);
        Notices "preservations" node.read(viewer, PreservationsQuery);
        Notices "notices" node.read(viewer, NoticesQuery { open_only: true, before: None });
        Notices "notice" node.read(viewer, NoticeQuery { id: notice });
        Letters "letters" node.read(viewer, LettersQuery { stuck_only: true, before: None });
        Letters "letter" node.read(viewer, LetterQuery { id: nobody, with_link: false });
        ReadLists "lists" node.read(viewer, ListsQuery);
        ReadLists "list" node.read(viewer, ListQuery { id: ListId(nobody) });
        ReadLists "disputes" node.read(viewer, DisputesQuery);
        Alerts "alerts" node.read(viewer, AlertsQuery { waiting_only: true });
        ReadPeople "people" node.read(viewer, PeopleQuery);
        ManageKeys "keys" node.read(viewer, KeysQuery);
        ManageLists "list keys" node.read(viewer, ListKeysQuery);
        ReadMembers "members" node.read(viewer, MembersQuery);
        Opinion "ask opinion" ask_opinion(node, viewer, report, 0);
        Opinion "give opinion" give_opinion(node, viewer, OpinionId(nobody), samples::HARMLESS);
        ViewingToken "opinion token" opinion_viewing_token(node, viewer, OpinionId(nobody));
        Quality "settle opinion" settle_opinion(node, viewer, OpinionId(nobody), samples::HARMLESS);
        Quality "sample percent" set_sample_percent(node, viewer, 5);
        Welfare "limit" set_limit(node, viewer, Some(PersonId(nobody)), None);
        Welfare "go on" let_go_on(node, viewer, PersonId(nobody), 1);
        Opinion "opinions" node.read(viewer, OpinionsQuery);
        Opinion "opinion" node.read(viewer, OpinionQuery { id: OpinionId(nobody) });
        ReadQueue "agreement" node.read(viewer, AgreementQuery);
        Quality "agreement by person" node.read(viewer, AgreementByPersonQuery);
        ReadQueue "own exposure" node.read(viewer, OwnExposureQuery);
        Welfare "desk exposure" node.read(viewer, DeskExposureQuery);
        ReadTotals "totals" node.read(viewer, TotalsQuery { period: Period::Week });
        ReadFigures "figures" node.read(viewer, FiguresQuery { period: Period::Week });
        ReadFigures "sender" node.read(viewer, SenderQuery { key: ApiKeyId(nobody) });
        ReadAudit "audit" node.read(viewer, AuditQuery { before: None });
        ManagePeople "reset password" reset_password(node, Some(viewer), PersonId(nobody));
        ManagePeople "reset codes" reset_codes(node, Some(viewer), PersonId(nobody));
        ManagePeople "unlock" unlock(node, Some(viewer), PersonId(nobody));
        ManagePeople "change role" change_role(node, Some(viewer), PersonId(nobody), Role::Auditor);
        ManagePeople "enable person" enable_person(node, Some(viewer), PersonId(nobody));
        ManageKeys "rotate key" rotate_key(node, Some(viewer), ApiKeyId(nobody), DAY);
        ManageKeys "expire key" expire_key(node, Some(viewer), ApiKeyId(nobody), None);
        LegalHold "legal hold" hold(node, viewer, report, &NewHold { reason: text(), until: None });
        LegalHold "lift legal hold" lift_hold(node, viewer, report, LegalHoldId(nobody));
        EraseReport "erase" erase_as(node, Some(viewer), report, ErasureReason::Ordered);
        ReadRetention "retention" node.read(viewer, RetentionQuery);
        LegalHold "keeping" node.read(viewer, KeepingQuery { id: report });
        ReadAudit "reads" node.read(viewer, ReadsQuery::default());
        ReadPeople "people states" node.read(viewer, PeopleStatesQuery);
        ManageKeys "key states" node.read(viewer, KeyStatesQuery);
    }
    denied
}

on_both_engines!(every_operation_asks_for_its_permission, async |database| {
    let node = TestNode::start(&database).await;
    let names = |denied: Vec<(&'static str, Permission)>| {
        denied.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    let administrator = names(denied(&node, &node.person(Role::Administrator).await).await);
    for secret in [
        "claim",
        "decide",
        "report",
        "content",
        "search",
        "notice",
        "queue",
        "audit",
        "viewing token",
        "figures",
        "sender",
    ] {
        assert!(administrator.contains(&secret), "{secret} is denied to an administrator");
    }
    let auditor = names(denied(&node, &node.person(Role::Auditor).await).await);
    assert!(!auditor.contains(&"audit") && auditor.contains(&"report") && auditor.contains(&"add person"));
    let analyst = names(denied(&node, &node.person(Role::Analyst).await).await);
    assert_eq!(
        analyst,
        [
            "share view",
            "import",
            "add list",
            "change list",
            "publish",
            "canaries",
            "subscribe",
            "unsubscribe",
            "pull",
            "settle",
            "take note",
            "add person",
            "disable person",
            "add key",
            "revoke key",
            "accept",
            "decline",
            "outcome",
            "release outcome",
            "acknowledge",
            "offered to us",
            "one offered to us",
            "change member",
            "disable member",
            "enable member",
            "add contact",
            "remove contact",
            "add liaison",
            "add member",
            "case load",
            "add turn",
            "remove turn",
            "set on call",
            "set mailbox",
            "remove mailbox",
            "alerts",
            "people",
            "keys",
            "list keys",
            "settle opinion",
            "sample percent",
            "limit",
            "go on",
            "agreement by person",
            "desk exposure",
            "totals",
            "figures",
            "sender",
            "audit",
            "reset password",
            "reset codes",
            "unlock",
            "change role",
            "enable person",
            "rotate key",
            "expire key",
            "legal hold",
            "lift legal hold",
            "erase",
            "retention",
            "keeping",
            "reads",
            "people states",
            "key states"
        ]
    );
    let senior = names(denied(&node, &node.person(Role::SeniorAnalyst).await).await);
    assert_eq!(
        senior,
        [
            "add person",
            "disable person",
            "add key",
            "revoke key",
            "accept",
            "decline",
            "outcome",
            "release outcome",
            "acknowledge",
            "offered to us",
            "one offered to us",
            "add liaison",
            "keys",
            "reset password",
            "reset codes",
            "unlock",
            "change role",
            "enable person",
            "rotate key",
            "expire key",
            "key states"
        ]
    );
    let unit = crate::referral::police(&node, "Invented Unit").await;
    let liaison = Viewer { person: add_liaison(&node, None, unit, "Officer").await.unwrap().person };
    let closed = denied(&node, &liaison).await;
    assert!(closed.iter().all(|(_, permission)| *permission != Permission::Liaison));
    for secret in ["report", "search", "queue", "referral", "members", "notice", "letters", "people", "audit"]
    {
        assert!(closed.iter().any(|(name, _)| *name == secret), "{secret} is denied to a liaison");
    }
});

on_both_engines!(every_opening_of_a_sealed_value_is_logged, async |database| {
    let node = TestNode::start(&database).await;
    let (analyst, administrator) = (node.person(Role::Analyst).await, node.person(Role::Administrator).await);
    let (_, id) = node.tell(samples::telling("Marker")).await;
    let actor = format!("person:{}", analyst.person.id);
    let count = async |line: String| node.logged().await.iter().filter(|logged| **logged == line).count();

    let key = node.open(&analyst, id).await.items[0].content.unwrap();
    node.open(&analyst, id).await;
    assert_eq!(count(format!("report.read {actor} report:{id}")).await, 2);
    node.read(&analyst, ContentQuery { key }).await.unwrap();
    assert_eq!(count(format!("content.read {actor} content:{key}")).await, 1);
    node.read(&analyst, SearchQuery { text: "markeremail@host.example".to_owned(), before: None })
        .await
        .unwrap();
    assert_eq!(count(format!("report.searched {actor} node")).await, 1);
    assert!(!database.holds(b"markeremail").await, "what was searched for is not kept");

    let before = node.logged().await.len();
    assert!(matches!(
        node.read(&administrator, ReportQuery { id }).await,
        Err(Error::Denied(Permission::ReadReport))
    ));
    assert_eq!(node.logged().await.len(), before, "nothing was read");
});

on_both_engines!(every_change_is_logged_with_who_and_what, async |database| {
    let node = TestNode::start(&database).await;
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::public(samples::url_report("https://host.example/page"))).await;
    claim(&node, &analyst, id).await.unwrap();
    release(&node, &analyst, id).await.unwrap();
    claim(&node, &analyst, id).await.unwrap();
    ask(&node, &analyst, id, "When?").await.unwrap();
    viewing_token(&node, &analyst, id, 0).await.unwrap();
    decide(&node, &analyst, id, &only(Decision::Informational)).await.unwrap();
    let logged = node.logged().await;
    let actor = format!("person:{}", analyst.person.id);
    for (action, times) in [
        ("report.claimed", 2),
        ("report.released", 1),
        ("question.asked", 1),
        ("viewing.token_made", 1),
        ("report.decided", 1),
    ] {
        let line = format!("{action} {actor} report:{id}");
        assert_eq!(logged.iter().filter(|logged| **logged == line).count(), times, "{action}");
    }
    assert!(logged.contains(&format!("report.received public report:{id}")));
    assert!(logged.contains(&format!("person.added operator {actor}")));
});
