//! Queue, search, content, notices, members, log.

use tutela_model::access::Role;
use tutela_model::clock::{HOUR, MINUTE};
use tutela_model::country::Country;
use tutela_model::id::MemberId;
use tutela_model::ladder::Rung;
use tutela_model::letter::LetterState;
use tutela_model::member::{Member, MemberKind};
use tutela_model::notice::{Finding, NoticeState};
use tutela_model::report_state::{Decision, Status};
use tutela_workflow::outbox::{Attachment, Letter};
use tutela_workflow::read::{
    AuditPage as AuditFound, ContentPage as ContentFound, LetterView, LoggedEntry, NoticeLine,
    NoticePage as NoticeFound, QueueKey, QueueLine, QueuePage as QueueFound,
};
use tutela_workflow::team::{Outcome, Refusal};
use uuid::Uuid;

use super::Samples;
use super::data::{NOW, ago, assessed, chrome, key, notice_id, queue, url, viewer};
use crate::console::alerts;
use crate::console::audit::{ACTIONS, AuditPage};
use crate::console::chrome::Place;
use crate::console::content::ContentPage;
use crate::console::fields::Fields;
use crate::console::flash;
use crate::console::line::Line;
use crate::console::members::MembersPage;
use crate::console::notice::NoticePage;
use crate::console::notices::NoticesPage;
use crate::console::on_call;
use crate::console::problem::Problem;
use crate::console::queue::{List as Which, QueuePage, Shown};
use crate::console::search::{SearchPage, said};
use crate::console::together::DonePage;
use crate::console::words::word;
use crate::texts::Texts;

pub(super) fn add(made: &mut Samples) {
    queues(made);
    search(made);
    content(made);
    notices(made);
    notice(made);
    members(made);
    audit(made);
}

fn decided() -> Vec<QueueLine> {
    let states = [
        (Status::PassedOn, Some(Decision::Actionable)),
        (Status::Removed, Some(Decision::Actionable)),
        (Status::LookedAt, Some(Decision::Actionable)),
        (Status::Closed, Some(Decision::OutOfRemit)),
        (Status::Closed, Some(Decision::NotIllegal)),
        (Status::Closed, Some(Decision::Informational)),
        (Status::Closed, Some(Decision::Actionable)),
        (Status::LookedAt, None),
    ];
    let mut lines = queue();
    for (line, (status, decision)) in lines.iter_mut().zip(states) {
        (line.status, line.decision) = (status, decision);
    }
    lines
}

fn queues(made: &mut Samples) {
    let page = |lines: Vec<QueueLine>, waiting, shown, later| {
        let next = lines.last().map(|line| QueueKey { urgency: 7, id: line.id });
        let c = chrome(Role::Analyst, Place::Queue, "queue-title");
        let found = QueueFound { lines, next, waiting, stopped: false, left: Vec::new() };
        QueuePage::of(c, &found, &[], Which::whole(shown), (later, false), NOW)
    };
    made.add("queue", &page(queue(), 8, Shown::Waiting, false));
    made.add("queue-later", &page(queue(), 1_000, Shown::Waiting, true));
    let mut alerted = page(queue(), 8, Shown::Waiting, false);
    alerted.notes.push((alerts::PATH.to_owned(), alerts::said(Texts::console(), 2)));
    alerted.notes.extend(super::helping::queue_line().map(|said| (on_call::PATH.to_owned(), said)));
    made.add("queue-alerts", &alerted);
    made.add("queue-mine", &page(decided(), 1, Shown::Mine, false));
    made.add("queue-all", &page(decided(), 1, Shown::All, true));
    for list in [Shown::Waiting, Shown::Mine, Shown::All] {
        made.add(&format!("queue-empty-{}", list.name()), &page(Vec::new(), 0, list, false));
    }
    for name in flash::NAMES {
        let mut page = page(queue(), 8, Shown::Waiting, false);
        page.c.done = Some(word(Texts::console(), "done", name));
        made.add(&format!("queue-done-{name}"), &page);
    }
}

fn search(made: &mut Samples) {
    let texts = Texts::console();
    let page = |typed: &str, said, lines, problems| SearchPage {
        c: chrome(Role::Analyst, Place::Elsewhere, "search-title"),
        typed: typed.to_owned(),
        problems,
        said,
        lines,
        next: None,
    };
    let wrong = Problem::at(
        "search",
        texts.with_all(
            "wrong-field",
            &[("field", texts.get("field-search").into()), ("wrong", texts.get("wrong-missing").into())],
        ),
    );
    let lines = Line::all(texts, &decided(), NOW, "?list=all");
    made.add("search", &page("", None, Vec::new(), Vec::new()));
    let one = lines[..1].to_vec();
    made.add("search-found", &page("host.example/page", Some(said(texts, 8, false)), lines, Vec::new()));
    made.add("search-found-one", &page("someone@mail.example", Some(said(texts, 1, false)), one, Vec::new()));
    let mut paged = page(
        "host.example",
        Some(said(texts, 50, true)),
        Line::all(texts, &decided(), NOW, "?list=all"),
        Vec::new(),
    );
    paged.next = Some(queue()[3].id.to_string());
    made.add("search-paged", &paged);
    made.add("search-nothing", &page("host.example", Some(said(texts, 0, false)), Vec::new(), Vec::new()));
    made.add("search-wrong", &page("", None, Vec::new(), vec![wrong]));
}

fn content(made: &mut Samples) {
    let texts = Texts::console();
    let page = |item, assessments, reports: Vec<QueueLine>| {
        let c = chrome(Role::Analyst, Place::Queue, "content-title");
        let waiting = reports.iter().filter(|line| line.decision.is_none()).cloned().collect();
        let found = ContentFound { key: key(7), item, withheld: false, assessments, reports, waiting };
        ContentPage::of(c, &found, &viewer(Role::Analyst), &Fields::default(), NOW)
    };
    let address = url("https://gallery.host.example/albums/42", None);
    made.add("content", &page(Some(address), vec![assessed(11, true), assessed(12, false)], decided()));
    let file = Some(super::data::file(7));
    made.add("content-together", &page(file.clone(), vec![assessed(11, true)], queue()));
    made.add("content-together-first", &page(file.clone(), Vec::new(), queue()[..1].to_vec()));
    let mut wrong = page(file, vec![assessed(11, true)], queue()[..1].to_vec());
    wrong.problems = vec![
        Problem::at("together", texts.get("wrong-decision")),
        Problem::at("together-assess", texts.get("together-assess-wrong")),
    ];
    made.add("content-together-wrong", &wrong);
    let mut outcomes = vec![Outcome::Told, Outcome::Follows, Outcome::Decided];
    outcomes.extend(Refusal::ALL.into_iter().map(Outcome::Refused));
    let outcomes: Vec<_> = queue().iter().chain(&queue()).map(|line| line.id).zip(outcomes).collect();
    let c = chrome(Role::Analyst, Place::Queue, "together-title");
    made.add("together-done", &DonePage::of(c, key(7), &outcomes));
    made.add("content-file", &page(Some(super::data::file(7)), Vec::new(), decided()[..1].to_vec()));
    made.add("content-erased", &page(None, Vec::new(), decided()[..1].to_vec()));
}

pub(super) fn notice_line(n: u32, state: NoticeState, checked: Option<Finding>) -> NoticeLine {
    let sent = !matches!(state, NoticeState::Queued | NoticeState::Held);
    NoticeLine {
        id: notice_id(n),
        report: queue()[3].id,
        state,
        by: "Rūta Vaitkienė".to_owned(),
        created_at: ago(80 * HOUR),
        sent_at: sent.then(|| ago(79 * HOUR)),
        checked: checked.map(|finding| (ago(40 * MINUTE), finding)),
        checks: if state == NoticeState::Moved { 1 } else { 13 },
        reminders: if state == NoticeState::NeedsPerson { 3 } else { 0 },
        gone_at: (state == NoticeState::Removed).then(|| ago(40 * MINUTE)),
        rung: Rung::Host,
        host: None,
    }
}

fn notices(made: &mut Samples) {
    let lines = vec![
        notice_line(21, NoticeState::NeedsPerson, Some(Finding::StillUp)),
        notice_line(22, NoticeState::Queued, None),
        notice_line(23, NoticeState::Sent, Some(Finding::Unclear)),
        notice_line(24, NoticeState::Moved, Some(Finding::Moved)),
        notice_line(25, NoticeState::Removed, Some(Finding::Removed)),
        notice_line(27, NoticeState::Held, None),
    ];
    for (name, open, found) in [
        ("notices", true, (lines[..4].to_vec(), Some(notice_id(24)))),
        ("notices-all", false, (lines, Some(notice_id(25)))),
        ("notices-empty", true, (Vec::new(), None)),
        ("notices-all-empty", false, (Vec::new(), None)),
    ] {
        let c = chrome(Role::Analyst, Place::Notices, "nav-notices");
        made.add(name, &NoticesPage::of(c, &found, open, !open, NOW));
    }
}

pub(super) fn letter(purpose: &str, sent: bool, last_error: Option<&str>) -> LetterView {
    LetterView {
        purpose: purpose.to_owned(),
        created_at: ago(80 * HOUR),
        sent_at: sent.then(|| ago(79 * HOUR)),
        state: if sent { LetterState::Sent } else { LetterState::Waiting },
        attempts: last_error.map_or(0, |error| if error.contains("refused") { 4 } else { 1 }),
        last_error: last_error.map(str::to_owned),
        letter: Some(Letter {
            to: "abuse@host.example".to_owned(),
            subject: "Notice of illegal content at your service [019ab3c4]".to_owned(),
            body: "To the abuse team,\n\nExample Hotline has found illegal content at an address of yours:\n\n    \
                   https://gallery.host.example/albums/42\n\nPlease remove it and tell us when it is gone."
                .to_owned(),
            attachments: vec![Attachment::xarf("{\n  \"xarf_version\": \"4.2.0\",\n  \"category\": \"content\"\n}".to_owned())],
            link: None,
        }),
    }
}

fn notice(made: &mut Samples) {
    let page = |line: NoticeLine, letters, by_mail, problems| {
        let found = NoticeFound {
            line,
            contact: Some("abuse@host.example".to_owned()),
            url: Some("https://gallery.host.example/albums/42".to_owned()),
            letters,
            by_mail,
            host: None,
            above: Vec::new(),
            held_until: None,
        };
        NoticePage::of(chrome(Role::Analyst, Place::Notices, "notice-title"), &found, problems, NOW)
    };
    let waits = notice_line(22, NoticeState::Queued, None);
    made.add(
        "notice-to-hand-over",
        &page(waits.clone(), vec![letter("notice", false, None)], false, Vec::new()),
    );
    let error = "connection refused by mail.host.example:25";
    made.add("notice-not-sent", &page(waits, vec![letter("notice", false, Some(error))], true, Vec::new()));
    let error = Some("550 no such mailbox");
    let again = notice_line(26, NoticeState::Queued, None);
    made.add("notice-not-sent-once", &page(again, vec![letter("reminder", false, error)], true, Vec::new()));
    let late = notice_line(21, NoticeState::NeedsPerson, Some(Finding::StillUp));
    let texts = Texts::console();
    let wrong = vec![Problem { field: None, text: texts.get("wrong-notice-done") }];
    let letters = vec![letter("notice", true, None), letter("reminder", true, None)];
    made.add("notice-late", &page(late, letters, true, wrong));
    let gone = notice_line(25, NoticeState::Removed, Some(Finding::Removed));
    made.add("notice-gone", &page(gone.clone(), vec![letter("notice", true, None)], true, Vec::new()));
    let mut erased = letter("notice", true, None);
    erased.letter = None;
    let found = NoticeFound {
        line: gone,
        contact: None,
        url: None,
        letters: vec![erased],
        by_mail: true,
        host: None,
        above: Vec::new(),
        held_until: None,
    };
    let c = chrome(Role::Analyst, Place::Notices, "notice-title");
    made.add("notice-erased", &NoticePage::of(c, &found, Vec::new(), NOW));
}

fn members(made: &mut Samples) {
    let kinds = MemberKind::ALL.iter();
    let found: Vec<Member> = kinds
        .map(|kind| Member {
            id: MemberId(Uuid::nil()),
            kind: *kind,
            name: format!("Example {kind}"),
            country: Country::parse("LT").filter(|_| *kind != MemberKind::Host),
            contact: format!("desk@{}.example", kind.as_str().replace('_', "-")),
            countries: Vec::new(),
            categories: Vec::new(),
            handling: tutela_model::referral::HandlingCode::Use,
            disabled_at: (*kind == MemberKind::Observatory).then(|| ago(HOUR)),
        })
        .collect();
    let page = |role, found: &[Member], manage, typed: Fields, problems| {
        MembersPage::of(chrome(role, Place::Members, "members-title"), found, manage, typed, problems)
    };
    made.add("members", &page(Role::SeniorAnalyst, &found, true, Fields::default(), Vec::new()));
    made.add("members-empty", &page(Role::Analyst, &[], false, Fields::default(), Vec::new()));
    let texts = Texts::console();
    let wrong = vec![
        Problem::at("name", texts.get("wrong-duplicate-member")),
        Problem::at("kind", texts.get("wrong-duplicate")),
    ];
    let typed = [("name", "Example host"), ("kind", "police"), ("country", "LT"), ("contact", "x@y.example")];
    made.add("members-wrong", &page(Role::SeniorAnalyst, &found, true, typed.into(), wrong));
}

fn audit(made: &mut Samples) {
    let actors = ["Rūta Vaitkienė", "public", "node", "operator", "key:019ab3c4-5d6e-7f80-9a1b-0000c4e1a9f3"];
    let entry = |(n, action): (usize, &&str)| LoggedEntry {
        number: (n > 1).then(|| 12_345 - n as u64),
        id: Uuid::nil(),
        happened_at: ago(n as i64 * 7 * MINUTE),
        coarse: n == 0,
        actor: actors[n % actors.len()].to_owned(),
        action: (*action).to_owned(),
        record: format!("report:{}", queue()[n % 8].id),
        commitment: [0; 32],
        salt: None,
        detail: (n % 5 != 4)
            .then(|| if n % 2 == 0 { "decision=actionable notices=1" } else { "" }.to_owned()),
    };
    let page = |role, found: AuditFound, later| {
        AuditPage::of(chrome(role, Place::Audit, "audit-title"), &found, later, NOW)
    };
    let mut entries: Vec<_> = ACTIONS.iter().enumerate().map(entry).collect();
    entries.push(entry((2, &"future.act")));
    made.add(
        "audit",
        &page(Role::Auditor, AuditFound { entries, numbered: 12_344, waiting: 2, next: Some(7) }, false),
    );
    let one = AuditFound { entries: Vec::new(), numbered: 1, waiting: 1, next: None };
    made.add("audit-empty", &page(Role::SeniorAnalyst, one, true));
}
