//! The context of the report's page.

use askama::Template;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::member::Member;
use tutela_model::report::Origin;
use tutela_model::report_state::{Decision, Status};
use tutela_workflow::read::{QueueLine, ReferralLine, ReportPage as Found};
use tutela_workflow::{Settings, Viewer};

use super::Typed;
use super::asking::{Asking, Exchange};
use super::deciding::{Decided, Deciding};
use super::done::{Done, Further};
use super::holding::Holding;
use super::known::Known;
use super::said::Said;
use super::team::Beside;
use super::traced::{Routed, Traced};
use crate::console::chrome::Chrome;
use crate::console::line::Line;
use crate::console::moment::Moment;
use crate::console::problem::Problem;
use crate::console::queue::{List, PATH};
use crate::console::referral::words::OnReport;
use crate::texts::Texts;

/// What the page is built with, besides the report.
pub(in crate::console) struct Around<'a> {
    pub(in crate::console) viewer: &'a Viewer,
    /// The list beside the record.
    pub(in crate::console) list: List,
    pub(in crate::console) beside: &'a [QueueLine],
    /// Notes, and the offer to a colleague.
    pub(in crate::console) team: &'a tutela_workflow::read::Beside,
    /// Members that host content.
    pub(in crate::console) hosts: Vec<Member>,
    pub(in crate::console) settings: &'a Settings,
    pub(in crate::console) now: Timestamp,
    pub(in crate::console) typed: &'a Typed,
    pub(in crate::console) referrals: &'a [ReferralLine],
}

/// Who works on it, and what the viewer can do about that.
pub(in crate::console) struct Hold {
    /// In words.
    pub(in crate::console) said: String,
    pub(in crate::console) claim: bool,
    /// The label of the button that gives it back; `None` where they may not.
    pub(in crate::console) release: Option<String>,
}

/// The clock of each step.
pub(in crate::console) struct Clocks {
    pub(in crate::console) received: Moment,
    pub(in crate::console) looked_at: Option<Moment>,
    pub(in crate::console) decided: Option<Moment>,
    pub(in crate::console) passed_on: Option<Moment>,
    pub(in crate::console) gone: Option<Moment>,
    pub(in crate::console) closed: Option<Moment>,
}

/// The page.
#[derive(Template)]
#[template(path = "console/report.html")]
pub(in crate::console) struct ReportPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) id: String,
    /// Where the acts are sent: the report's address.
    pub(in crate::console) path: String,
    /// What keeps the list beside it.
    pub(in crate::console) query: String,
    /// The list beside it.
    pub(in crate::console) back: String,
    pub(in crate::console) list_name: String,
    pub(in crate::console) others: Vec<Line>,
    /// Notes, and the offer to a colleague.
    pub(in crate::console) beside: Beside,
    /// When it last changed and who holds it, for the script that listens.
    pub(in crate::console) updated: i64,
    pub(in crate::console) holder: &'static str,
    pub(in crate::console) line: Line,
    pub(in crate::console) hold: Hold,
    pub(in crate::console) clocks: Clocks,
    pub(in crate::console) problems: Vec<Problem>,
    pub(in crate::console) erased: bool,
    pub(in crate::console) said: Said,
    pub(in crate::console) exchanges: Vec<Exchange>,
    pub(in crate::console) asking: Asking,
    pub(in crate::console) known: Vec<Known>,
    /// What follows from which assessment, for the script; see [`super::known::outcomes`].
    pub(in crate::console) outcomes: String,
    /// Which law is asked, in words.
    pub(in crate::console) law: String,
    pub(in crate::console) traced: Vec<Traced>,
    pub(in crate::console) route: Routed,
    pub(in crate::console) holding: Holding,
    pub(in crate::console) decided: Option<Decided>,
    pub(in crate::console) deciding: Option<Deciding>,
    /// Why nothing can be decided now, in words, where that is so.
    pub(in crate::console) undecided: Option<String>,
    pub(in crate::console) done: Vec<Done>,
    pub(in crate::console) further: Option<Further>,
    /// Mailboxes of hosts in the members directory: address and name.
    pub(in crate::console) hosts: Vec<(String, String)>,
    pub(in crate::console) close: bool,
    /// Who was told by referral.
    pub(in crate::console) referrals: OnReport,
}

impl ReportPage {
    /// The page of what was read.
    pub(in crate::console) fn of(mut c: Chrome, found: &Found, around: &Around<'_>) -> Self {
        let texts = Texts::console();
        let now = around.now;
        let query = around.list.query();
        let line = Line::of(texts, &found.line, now, &query);
        c.title = texts.with("report-title", "id", line.short.clone());
        let id = found.line.id.to_string();
        // Whoever holds a report holds an open one: closing gives it back.
        let holds = found.line.mine && !found.erased && around.viewer.may(Permission::WorkOnReport);
        let open = found.line.status != Status::Closed && !found.erased;
        let actionable = found.line.decision == Some(Decision::Actionable);
        let decidable = holds && found.line.decision.is_none();
        Self {
            path: format!("/console/reports/{id}"),
            id,
            back: format!("{PATH}{query}"),
            query,
            list_name: texts.get(&format!("list-{}", around.list.shown.name())),
            updated: found.times.updated.micros(),
            holder: match &found.line.claimed_by {
                None => "nobody",
                Some(_) if found.line.mine => "viewer",
                Some(_) => "colleague",
            },
            others: beside(around, &line),
            beside: Beside::of(texts, around.team, (around.viewer, holds, !found.erased), around.typed, now),
            hold: Hold::of(texts, found, around.viewer),
            clocks: Clocks::of(texts, found, now),
            problems: around.typed.problems.clone(),
            erased: found.erased,
            said: Said::of(texts, found),
            exchanges: Exchange::all(texts, found, now),
            asking: Asking::of(texts, &found.line, holds, around.typed),
            known: Known::all(texts, found, holds, around),
            outcomes: super::known::outcomes(texts, around.settings),
            law: super::known::law(texts, around.settings),
            traced: Traced::all(texts, found, around),
            route: Routed::of(texts, found, around),
            holding: Holding::of(texts, found, around),
            decided: found.line.decision.map(|decision| Decided::of(texts, decision)),
            deciding: decidable.then(|| Deciding::of(texts, found, around.typed)),
            undecided: (!decidable && open && found.line.decision.is_none())
                .then(|| texts.get("decide-claim-first")),
            done: Done::all(texts, found, now),
            further: (open && actionable && around.viewer.may(Permission::WorkOnReport))
                .then(|| Further::of(texts, found, around.typed))
                .flatten(),
            hosts: around.hosts.iter().map(|host| (host.contact.clone(), host.name.clone())).collect(),
            close: holds && actionable,
            referrals: OnReport::of(
                texts,
                around.referrals,
                around.viewer,
                (actionable && !found.erased, found.notices.iter().any(|notice| notice.sent_at.is_some())),
                now,
            ),
            line,
            c,
        }
    }

    /// Whether the report came by the public form, so that its times are kept to the hour.
    pub(in crate::console) fn is_over(&self) -> bool {
        self.clocks.gone.is_some() || self.clocks.closed.is_some()
    }
}

/// The list beside the record, with the record marked in it.
fn beside(around: &Around<'_>, line: &Line) -> Vec<Line> {
    let mut lines = Line::all(Texts::console(), around.beside, around.now, &around.list.query());
    for other in &mut lines {
        other.here = other.href == line.href;
    }
    lines
}

impl Hold {
    fn of(texts: Texts, found: &Found, viewer: &Viewer) -> Self {
        let line = &found.line;
        let open = line.status != Status::Closed;
        let said = match &line.claimed_by {
            _ if found.erased => texts.get("hold-erased"),
            _ if !open => texts.get("hold-closed"),
            Some(_) if line.mine => texts.get("hold-mine"),
            Some(name) => texts.with("hold-other", "name", name.clone()),
            None => texts.get("hold-nobody"),
        };
        let works = open && viewer.may(Permission::WorkOnReport);
        let release = match (&line.claimed_by, line.mine) {
            (Some(_), true) if works => Some(texts.get("release")),
            (Some(name), false) if works && viewer.may(Permission::ReleaseOthers) => {
                Some(texts.with("release-other", "name", name.clone()))
            }
            _ => None,
        };
        Self { said, claim: works && !found.erased && line.claimed_by.is_none(), release }
    }
}

impl Clocks {
    fn of(texts: Texts, found: &Found, now: Timestamp) -> Self {
        let times = &found.times;
        let coarse = matches!(found.line.origin, Origin::Public | Origin::Young);
        let moment = |at: Option<Timestamp>| at.map(|at| Moment::of(texts, at, now));
        Self {
            received: Moment::kept(texts, times.received, now, coarse),
            looked_at: moment(times.looked_at),
            decided: moment(times.decided),
            passed_on: moment(times.passed_on),
            gone: moment(times.gone),
            closed: moment(times.closed),
        }
    }
}
