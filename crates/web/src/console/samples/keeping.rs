//! Lists, one list, disputes, alerts.

use tutela_model::access::Role;
use tutela_model::alert::{Alert, AlertKind};
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::clock::{DAY, HOUR, MINUTE, Timestamp};
use tutela_model::id::{AlertId, ApiKeyId, BatchId, EntryId, ListId, PersonId};
use tutela_model::list::{Action, DisputeReason, List, Purpose, Verdict};
use tutela_workflow::read::{
    BatchRow, DisputeLine, ListLine as ListFound, ListPage as Found, ListSize, Precision, VoteLine,
};

use super::Samples;
use super::data::{NOW, ago, chrome, queue, uuid, viewer};
use crate::console::alerts::{AlertsPage, Names};
use crate::console::chrome::{Chrome, Place};
use crate::console::disputes::DisputesPage;
use crate::console::list::following::{Following, Subscription};
use crate::console::list::page::{Around, ListPage};
use crate::console::list::{Form, Typed};
use crate::console::lists::ListsPage;
use crate::console::problem::Problem;
use crate::texts::Texts;

pub(super) fn add(made: &mut Samples) {
    lists(made);
    list(made);
    wrong_list(made);
    disputes(made);
    alerts(made);
}

fn measured(illegal: u64, not_illegal: u64, undetermined: u64) -> Precision {
    Precision { illegal, not_illegal, undetermined }
}

fn known(n: u32, name: &str, provenance: &str) -> ListFound {
    ListFound {
        size: ListSize {
            list: List {
                id: ListId(uuid(40 + n)),
                number: n,
                name: name.to_owned(),
                provenance: provenance.to_owned(),
                purpose: Purpose::Known,
                action: Action::Review,
                radius: 31,
                shared: false,
                created_at: ago(300 * DAY),
            },
            entries: 2_345_678,
            removed: 412,
            changed_at: Some(ago(9 * HOUR)),
        },
        equal: measured(97, 3, 1),
        near: Precision::default(),
    }
}

fn verified() -> ListFound {
    let mut found =
        known(1, "Example list, verified", "Example Observatory, imported by command line in November 2026");
    (found.size.list.action, found.size.list.shared) = (Action::Automatic, true);
    found.near = measured(1_203, 7, 12);
    found
}

fn harmless() -> ListFound {
    let mut found = known(3, "Pictures that keep matching", "This desk, since March");
    (found.size.list.purpose, found.size.list.radius) = (Purpose::Harmless, 12);
    (found.size.entries, found.size.removed) = (17, 1);
    found
}

fn empty() -> ListFound {
    let mut found = known(2, "Example list, perceptual", "Example Platform");
    (found.size.entries, found.size.removed, found.size.changed_at) = (0, 0, None);
    (found.equal, found.near) = (Precision::default(), measured(0, 0, 4));
    found
}

fn lists(made: &mut Samples) {
    let page = |role, found: &[ListFound], law| {
        ListsPage::of(chrome(role, Place::Lists, "nav-lists"), found, law, NOW)
    };
    made.add("lists", &page(Role::SeniorAnalyst, &[verified(), empty(), harmless()], true));
    made.add("lists-without-law", &page(Role::Auditor, &[verified()], false));
    made.add("lists-empty", &page(Role::Analyst, &[], true));
}

fn batch(n: u32, made_by: &str, source: &str, age: i64) -> BatchRow {
    BatchRow {
        id: BatchId(uuid(n)),
        list: ListId(uuid(41)),
        made_at: ago(age),
        made_by: made_by.to_owned(),
        source: source.to_owned(),
        entries: 12_345,
        closed_at: Some(ago(age)),
        published_at: None,
        published_by: None,
    }
}

fn published(n: u32, made_by: &str, source: &str, age: i64, by: &str) -> BatchRow {
    BatchRow {
        published_at: Some(ago(age - HOUR)),
        published_by: Some(by.to_owned()),
        ..batch(n, made_by, source, age)
    }
}

fn of(n: u32) -> String {
    format!("person:{}", PersonId(uuid(n)))
}

fn batches() -> Vec<(BatchRow, Option<String>)> {
    let adomas = || Some("Adomas Petrauskas".to_owned());
    let running = BatchRow { closed_at: None, ..batch(51, "operator", "vics-2.0", MINUTE) };
    let one = BatchRow { entries: 1, ..batch(53, &of(1), "desk", 5 * HOUR) };
    vec![
        (running, None),
        (batch(52, &of(2), "threatexchange", 2 * HOUR), adomas()),
        (one, Some("Rūta Vaitkienė".to_owned())),
        (batch(54, "operator", "icse-csv", 9 * HOUR), None),
        (published(55, &of(1), "canaries", 30 * HOUR, &of(1)), None),
        (published(56, &of(2), "csv", 50 * HOUR, &of(1)), adomas()),
        (published(57, "operator", "vics-1.3", 90 * DAY, &of(9)), None),
    ]
}

fn upstream(error: Option<&'static str>, ended: bool, every: i64) -> Following {
    let found = Subscription {
        url: "https://upstream.example/hash-sharing/v2",
        read_until: ago(if error.is_some() { 40 * HOUR } else { 25 * MINUTE }),
        every,
        succeeded_at: (!ended).then(|| ago(if error.is_some() { 40 * HOUR } else { 20 * MINUTE })),
        tried_at: Some(ago(20 * MINUTE)),
        last_error: error,
        ended_at: ended.then(|| ago(3 * DAY)),
    };
    Following::of(Texts::console(), &found, NOW)
}

fn page(role: Role, line: ListFound, batches: Vec<(BatchRow, Option<String>)>, typed: &Typed) -> ListPage {
    let c = Chrome::of(&viewer(role), Place::Lists, line.size.list.name.clone(), None);
    let key = |n: u32, name: &str| ApiKey {
        id: ApiKeyId(uuid(n)),
        name: name.to_owned(),
        scope: Scope::List,
        budget: 600,
        revoked: false,
    };
    let keys = [key(90, "Example Hotline, lists"), key(92, "Example Observatory")];
    let keys = if batches.is_empty() { &[][..] } else { &keys[..] };
    let around = Around { viewer: &viewer(role), keys, law: true, now: NOW, typed };
    ListPage::of(c, &Found { line, batches, subscription: None }, &around)
}

fn list(made: &mut Samples) {
    let plain = Typed::default();
    made.add("list", &page(Role::SeniorAnalyst, verified(), batches(), &plain));
    made.add("list-read", &page(Role::Analyst, verified(), batches(), &plain));
    made.add(
        "list-not-shared",
        &page(Role::SeniorAnalyst, known(2, "Example list", "Me"), batches(), &plain),
    );
    made.add("list-harmless", &page(Role::SeniorAnalyst, harmless(), batches()[1..3].to_vec(), &plain));
    made.add("list-empty", &page(Role::SeniorAnalyst, empty(), Vec::new(), &plain));
    let fetched: Vec<_> =
        (60..110).map(|n| (batch(n, "node", "subscription", i64::from(n) * HOUR), None)).collect();
    let name = "Example list, by subscription";
    let followed = || known(4, name, "Example Observatory");
    let mut followed_page = page(Role::SeniorAnalyst, followed(), fetched, &plain);
    for batch in &mut followed_page.batches {
        batch.state = crate::console::list::State::Kept;
    }
    followed_page.canaries = None;
    followed_page.following = Some(upstream(None, false, HOUR));
    made.add("list-following", &followed_page);
    let error = "401 Unauthorized from upstream.example";
    let mut failed = page(Role::Analyst, followed(), Vec::new(), &plain);
    failed.following = Some(upstream(Some(error), false, 15 * MINUTE));
    made.add("list-following-failed", &failed);
    let mut ended = page(Role::Auditor, followed(), Vec::new(), &plain);
    ended.following = Some(upstream(None, true, HOUR));
    made.add("list-following-ended", &ended);
}

fn wrong_list(made: &mut Samples) {
    let texts = Texts::console();
    let settings = Typed {
        form: Some(Form::Settings),
        fields: [("action", ""), ("radius", "65"), ("shared", "")].into(),
        problems: vec![
            Problem::at("action", texts.get("wrong-list-action")),
            Problem::at("radius", texts.with("wrong-radius", "limit", 64)),
            Problem::at("shared", texts.get("wrong-shared")),
        ],
    };
    made.add("list-wrong-settings", &page(Role::SeniorAnalyst, verified(), batches(), &settings));
    let canaries = Typed {
        form: Some(Form::Canaries),
        fields: [("key", "Example Hotline"), ("count", "many")].into(),
        problems: vec![
            Problem::at("key", texts.get("wrong-key")),
            Problem::at("count", texts.with("wrong-count", "limit", 100)),
        ],
    };
    made.add("list-wrong-canaries", &page(Role::SeniorAnalyst, verified(), batches(), &canaries));
}

fn disputes(made: &mut Samples) {
    let vote = |voter: &str, age, reason: Option<DisputeReason>| VoteLine {
        voter: voter.to_owned(),
        voted_at: ago(age),
        verdict: if reason.is_some() { Verdict::Negative } else { Verdict::Affirmative },
        reason,
    };
    let key = format!("key:{}", ApiKeyId(uuid(90)));
    let dispute = |n: u32, list: &str, age: i64, votes: Vec<VoteLine>| DisputeLine {
        entry: EntryId(uuid(n)),
        list: list.to_owned(),
        disputed_at: ago(age),
        votes,
    };
    let all: Vec<_> = DisputeReason::ALL
        .iter()
        .enumerate()
        .map(|(n, reason)| vote(&of(9), n as i64 * HOUR, Some(*reason)))
        .collect();
    let unsaid = VoteLine { verdict: Verdict::Negative, ..vote("node", 20 * MINUTE, None) };
    let found = [
        dispute(
            80,
            "Example list, verified",
            9 * DAY,
            vec![
                vote("Adomas Petrauskas", 9 * DAY, Some(DisputeReason::MatchesOthers)),
                vote(&key, 5 * DAY, Some(DisputeReason::Harmless)),
                vote("Jūratė Kazlauskaitė", 2 * DAY, None),
            ],
        ),
        dispute(81, "Example list, perceptual", 3 * HOUR, all),
        dispute(82, "Example list, addresses", 20 * MINUTE, vec![unsaid]),
    ];
    let page = |role, found: &[DisputeLine], settles, problems| {
        DisputesPage::of(chrome(role, Place::Lists, "disputes-title"), found, settles, problems, NOW)
    };
    made.add("disputes", &page(Role::SeniorAnalyst, &found, true, Vec::new()));
    made.add("disputes-read", &page(Role::Analyst, &found, false, Vec::new()));
    made.add("disputes-empty", &page(Role::Auditor, &[], false, Vec::new()));
    let wrong = vec![Problem::plain(Texts::console().get("wrong-settlement"))];
    made.add("disputes-wrong", &page(Role::SeniorAnalyst, &found, true, wrong));
}

fn alert(n: usize, kind: AlertKind, seen_at: Option<Timestamp>) -> Alert {
    let (record, detail) = match kind {
        AlertKind::Leak => {
            (format!("key:{}", ApiKeyId(uuid(90))), format!("asked_by=key:{}", ApiKeyId(uuid(91))))
        }
        AlertKind::HelpLapses => ("help:LT".to_owned(), "entries=2".to_owned()),
        AlertKind::NobodyOnCall => ("node".to_owned(), "on_call=0 mail=true".to_owned()),
        AlertKind::Probing => (format!("key:{}", ApiKeyId(uuid(91))), "variants=40".to_owned()),
        AlertKind::OpenedTwice | AlertKind::ReferralWaits => {
            (format!("referral:{}", uuid(96)), "tries=1".to_owned())
        }
        AlertKind::CorrectionUnnoted => (format!("correction:{}", uuid(97)), "open=2".to_owned()),
        AlertKind::Letter => ("outbox:node".to_owned(), "about=notice".to_owned()),
        AlertKind::RetroHunt | AlertKind::OverLimit | AlertKind::Preservation => {
            (format!("report:{}", queue()[3].id), String::new())
        }
        AlertKind::Access | AlertKind::Disowned => {
            (format!("person:{}", PersonId(uuid(2))), "what=password_reset".to_owned())
        }
        AlertKind::ClaimsTooOften => (format!("key:{}", ApiKeyId(uuid(90))), "allowed_an_hour=60".to_owned()),
        AlertKind::Browsing => (format!("person:{}", PersonId(uuid(1))), "opened=60 limit=60".to_owned()),
        AlertKind::Subscription | AlertKind::Dispute => (format!("list:{}", ListId(uuid(41))), String::new()),
    };
    let id = AlertId(uuid(95 + n as u32));
    Alert { id, kind, raised_at: ago((n as i64 * 7 + 1) * HOUR), record, detail, seen_at }
}

fn alerts(made: &mut Samples) {
    let all = |seen: bool| {
        let kinds = AlertKind::ALL.iter().enumerate();
        kinds.map(|(n, kind)| alert(n, *kind, seen.then(|| ago(HOUR)))).collect::<Vec<_>>()
    };
    let names = Names::from([
        (format!("person:{}", PersonId(uuid(1))), "Rūta Vaitkienė".to_owned()),
        (format!("key:{}", ApiKeyId(uuid(90))), "Example Hotline, lists".to_owned()),
        (format!("list:{}", ListId(uuid(41))), "Example list, verified".to_owned()),
    ]);
    let page = |role, waiting: &[Alert], seen: &[Alert], names: &Names, problems| {
        let c = chrome(role, Place::Alerts, "nav-alerts");
        AlertsPage::of(c, (waiting, seen), &viewer(role), names, (problems, NOW))
    };
    made.add("alerts", &page(Role::SeniorAnalyst, &all(false), &all(true), &names, Vec::new()));
    made.add("alerts-administrator", &page(Role::Administrator, &all(false)[..1], &[], &names, Vec::new()));
    made.add("alerts-unnamed", &page(Role::SeniorAnalyst, &all(false)[2..], &[], &Names::new(), Vec::new()));
    let wrong = vec![Problem::plain(Texts::console().get("wrong-noted"))];
    made.add("alerts-wrong", &page(Role::SeniorAnalyst, &[], &all(true)[..1], &names, wrong));
}
