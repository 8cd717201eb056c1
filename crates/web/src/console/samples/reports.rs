//! A report in each state of its story.

use tutela_model::access::Role;
use tutela_model::clock::{DAY, HOUR, MINUTE};
use tutela_model::country::Country;
use tutela_model::id::MemberId;
use tutela_model::item::Item;
use tutela_model::member::{Member, MemberKind};
use tutela_model::notice::{Finding, NoticeState};
use tutela_model::report::{ChildStatement, Particulars};
use tutela_model::report_state::{Decision, Status};
use tutela_model::trace::TraceState;
use tutela_workflow::Settings;
use tutela_workflow::read::{
    Beside, ItemView, NoticeView, QuestionView, QueueLine, RemovalView, ReportPage as Found,
};
use uuid::Uuid;

use super::Samples;
use super::data::{
    NOW, account, ago, assessed, chrome, file, item, matches, notice_id, queue, report, text, url, viewer,
};
use crate::console::chrome::Place;
use crate::console::problem::{Problem, state};
use crate::console::queue::{List, Shown};
use crate::console::report::page::{Around, ReportPage};
use crate::console::report::{Form, Typed};
use crate::texts::Texts;

const ADDRESS: &str = "https://gallery.host.example/albums/42?page=3";

pub(super) fn add(made: &mut Samples) {
    made.add("report-waiting", &page(&waiting(), Role::Analyst, &Typed::default()));
    made.add("report-mine", &page(&mine(), Role::Analyst, &Typed::default()));
    made.add("report-by-key", &page(&by_key(), Role::SeniorAnalyst, &Typed::default()));
    made.add("report-childs-own", &page(&childs_own(), Role::Analyst, &Typed::default()));
    for (state, gone) in [
        (NoticeState::Queued, false),
        (NoticeState::Sent, false),
        (NoticeState::NeedsPerson, false),
        (NoticeState::Moved, false),
        (NoticeState::Removed, true),
    ] {
        made.add(
            &format!("report-notice-{state}"),
            &page(&told(state, gone), Role::Analyst, &Typed::default()),
        );
    }
    for decision in Decision::ALL {
        made.add(
            &format!("report-closed-{decision}"),
            &page(&closed(*decision), Role::Analyst, &Typed::default()),
        );
    }
    let mut untold = told(NoticeState::Queued, false);
    untold.notices.clear();
    made.add("report-untold", &page(&untold, Role::Analyst, &Typed::default()));
    let erased = Found { erased: true, ..report(closed(Decision::Informational).line, Vec::new()) };
    made.add("report-erased", &page(&erased, Role::Analyst, &Typed::default()));
    wrong(made);
}

/// A report that the viewer holds, with what removal knows of it; not decided yet, or with a notice.
pub(super) fn traced(removal: RemovalView) -> ReportPage {
    let decided = removal.traces.iter().any(|trace| trace.state == TraceState::Host);
    let mut found = told(if decided { NoticeState::Held } else { NoticeState::Queued }, false);
    if !decided {
        (found.line.decision, found.notices) = (None, Vec::new());
        found.times.decided = None;
    }
    found.removal = removal;
    page(&found, Role::Analyst, &Typed::default())
}

fn page(found: &Found, role: Role, typed: &Typed) -> ReportPage {
    beside(found, role, typed, &Beside::default(), List::whole(Shown::Waiting))
}

/// The page with what the desk keeps beside it.
pub(super) fn beside(found: &Found, role: Role, typed: &Typed, team: &Beside, list: List) -> ReportPage {
    let viewer = viewer(role);
    let host = |n: u32| Member {
        id: MemberId(Uuid::nil()),
        kind: MemberKind::Host,
        name: format!("Example Host {n}"),
        country: None,
        contact: format!("abuse@host-{n}.example"),
        countries: Vec::new(),
        categories: Vec::new(),
        handling: tutela_model::referral::HandlingCode::Use,
        disabled_at: None,
    };
    let others = queue();
    let referred = found.line.decision.is_some();
    let referrals = if referred { super::referrals::lines() } else { Vec::new() };
    let around = Around {
        viewer: &viewer,
        list,
        team,
        beside: &others,
        hosts: vec![host(1), host(2)],
        settings: &Settings::default(),
        now: NOW,
        typed,
        referrals: &referrals,
    };
    ReportPage::of(chrome(role, Place::Queue, "queue-title"), found, &around)
}

/// The first of the queue: a child in danger, nobody holds it.
pub(super) fn waiting() -> Found {
    let items = vec![item(0, account()), item(1, text())];
    Found {
        child: ChildStatement {
            immediate_danger: Some(true),
            offender_has_access: Some(true),
            country: Country::parse("LT"),
        },
        particulars: Particulars { when: Some("yesterday evening".to_owned()), ..Particulars::default() },
        ..report(queue().swap_remove(0), items)
    }
}

/// A report that the viewer holds: one address inherits a finding, one is new, one file is on lists.
pub(super) fn mine() -> Found {
    let mut inherited = item(0, url(ADDRESS, Some("The third page of the album.")));
    inherited.assessment = Some(assessed(12, true));
    inherited.named_by = 4;
    let mut listed = item(2, file(7));
    listed.matches = matches();
    listed.named_by = 2;
    let mut items = vec![
        inherited,
        item(1, url("http://forum.example.org/thread/7", None)),
        listed,
        item(3, text()),
        item(4, url("https://pictures.host.example/7", None)),
    ];
    items[4].assessment = Some(assessed(14, false));
    items[1].withheld = true;
    let question = |text: &str, needs_answer, answer: Option<&str>| QuestionView {
        by: "Rūta Vaitkienė".to_owned(),
        asked_at: ago(90 * MINUTE),
        text: text.to_owned(),
        needs_answer,
        answer: answer.map(|answer| (ago(HOUR), answer.to_owned())),
    };
    let mut found = Found {
        questions: vec![
            question("Do you remember on which day you saw it?", true, Some("On Sunday, I think.")),
            question("Was it open to anybody?", true, None),
            question("Thank you. You need not look again.", false, None),
        ],
        ..report(held(3), items)
    };
    found.times.looked_at = Some(ago(2 * HOUR));
    found
}

fn held(n: usize) -> QueueLine {
    let mut line = queue().swap_remove(n);
    (line.status, line.mine, line.claimed_by) = (Status::LookedAt, true, Some("Rūta Vaitkienė".to_owned()));
    line
}

/// A platform's report that somebody else holds, with everything that a sender can say.
fn by_key() -> Found {
    let mut without_sha256 = file(9);
    if let Item::File(file) = &mut without_sha256 {
        file.digests.sha256 = None;
        file.digests.pdq = file.digests.pdq.map(|pdq| tutela_matching::PdqHash { quality: 12, ..pdq });
        (file.name, file.viewed, file.public) = (None, None, Some(true));
    }
    let items = vec![item(0, account()), ItemView { content: None, ..item(1, without_sha256) }];
    Found {
        occurred_at: Some(ago(2 * DAY)),
        particulars: Particulars {
            reference: Some("EX-2026-000417".to_owned()),
            urgent_reason: Some("The account holder says that they travel this weekend.".to_owned()),
            when: None,
            contact: None,
        },
        child: ChildStatement { immediate_danger: Some(false), offender_has_access: None, country: None },
        ..report(queue().swap_remove(1), items)
    }
}

fn childs_own() -> Found {
    report(held(5), vec![item(0, account()), item(1, file(3))])
}

/// A report whose host has a notice in this state.
fn told(state: NoticeState, gone: bool) -> Found {
    let mut address = item(0, url(ADDRESS, None));
    address.assessment = Some(assessed(14, true));
    let mut found = report(held(3), vec![address]);
    found.line.decision = Some(Decision::Actionable);
    let sent = (!matches!(state, NoticeState::Queued | NoticeState::Held)).then(|| ago(79 * HOUR));
    let finding = match state {
        NoticeState::Queued | NoticeState::Held => None,
        NoticeState::Sent => Some(Finding::Unclear),
        NoticeState::NeedsPerson => Some(Finding::StillUp),
        NoticeState::Moved => Some(Finding::Moved),
        NoticeState::Removed => Some(Finding::Removed),
    };
    found.notices = vec![NoticeView {
        id: notice_id(21),
        position: 0,
        contact: "abuse@host.example".to_owned(),
        state,
        created_at: ago(80 * HOUR),
        sent_at: sent,
        stuck: state == NoticeState::Queued,
        checked: finding.map(|finding| (ago(40 * MINUTE), finding)),
        reminders: if state == NoticeState::NeedsPerson { 3 } else { 0 },
        gone_at: gone.then(|| ago(40 * MINUTE)),
    }];
    found.times.looked_at = Some(ago(82 * HOUR));
    found.times.decided = Some(ago(80 * HOUR));
    found.times.passed_on = sent;
    found.times.gone = gone.then(|| ago(40 * MINUTE));
    found.line.status = match (sent, gone) {
        (_, true) => Status::Removed,
        (Some(_), _) => Status::PassedOn,
        (None, _) => Status::LookedAt,
    };
    found
}

fn closed(decision: Decision) -> Found {
    let mut found = told(NoticeState::Removed, true);
    (found.line.decision, found.line.status) = (Some(decision), Status::Closed);
    (found.line.mine, found.line.claimed_by) = (false, None);
    found.times.closed = Some(ago(5 * MINUTE));
    if decision != Decision::Actionable {
        found.notices.clear();
        found.times.gone = None;
        found.times.passed_on = None;
    }
    found
}

/// Forms that are shown again, each with what was typed.
fn wrong(made: &mut Samples) {
    use tutela_model::report_state::StateError as E;
    let texts = Texts::console();
    let at = |field: &str, key: &str| Problem::at(field, texts.get(key));
    let assess = Typed {
        form: Some(Form::Assess(1)),
        fields: [("age", "prepubescent")].into(),
        problems: vec![
            at("act-1", "wrong-act"),
            at("depiction-1", "wrong-depiction"),
            at("age-1", "wrong-age"),
        ],
    };
    made.add("report-wrong-assess", &page(&mine(), Role::Analyst, &assess));
    let decide = Typed {
        form: Some(Form::Decide),
        fields: [("decision", "actionable"), ("notice", "0"), ("contact-0", ""), ("told", "Thank you.")]
            .into(),
        problems: vec![at("contact-0", "wrong-mailbox"), at("decision", "wrong-decision")],
    };
    made.add("report-wrong-decide", &page(&mine(), Role::Analyst, &decide));
    let told_where = Typed {
        form: Some(Form::Decide),
        fields: [("decision", "out_of_remit")].into(),
        problems: vec![at("told", "wrong-told")],
    };
    made.add("report-wrong-told", &page(&mine(), Role::Analyst, &told_where));
    let ask = Typed {
        form: Some(Form::Ask),
        fields: [("question", "…")].into(),
        problems: vec![at("question", "wrong-missing")],
    };
    made.add("report-wrong-ask", &page(&mine(), Role::Analyst, &ask));
    let (position, entry) = (2, matches()[0].entry);
    let field = format!("reason-{position}-{entry}");
    let vote = Typed {
        form: Some(Form::Vote(position, entry)),
        fields: [("verdict", "negative"), ("reason", "")].into(),
        problems: vec![at(&field, "wrong-reason"), at(&field, "wrong-vote")],
    };
    made.add("report-wrong-vote", &page(&mine(), Role::Analyst, &vote));
    let problems = vec![Problem::plain(texts.get("wrong-entry-gone"))];
    made.add("report-vote-gone", &page(&mine(), Role::Analyst, &Typed { problems, ..Typed::default() }));
    let notify = Typed {
        form: Some(Form::Notify),
        fields: [("position", "0"), ("contact", "nobody")].into(),
        problems: vec![at("contact", "wrong-choice")],
    };
    made.add("report-wrong-notify", &page(&told(NoticeState::Moved, false), Role::Analyst, &notify));
    let errors = [E::ClaimedByOther, E::NotClaimed, E::Closed, E::Decided, E::NotActionable];
    let problems =
        errors.into_iter().map(|error| Problem { field: None, text: texts.get(state(error)) }).collect();
    made.add("report-wrong-state", &page(&mine(), Role::Analyst, &Typed { problems, ..Typed::default() }));
}
