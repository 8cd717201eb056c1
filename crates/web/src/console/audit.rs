//! The audit log, newest first.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::clock::Timestamp;
use tutela_workflow::read::{AuditPage as Found, AuditQuery, LoggedEntry};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::Asked;
use super::moment::Moment;
use super::render;
use super::signed_in::SignedInViewer;
use super::words::{count, grouped};
use crate::texts::Texts;

/// Acts that have words; any other is shown by its fixed name.
pub(super) const ACTIONS: &[&str] = &[
    "alert.raised",
    "alert.seen",
    "backup.made",
    "backup.restored",
    "content.assessed",
    "content.read",
    "correction.acknowledged",
    "correction.read",
    "entry.settled",
    "entry.vote_passed_on",
    "entry.voted",
    "exposure.limit",
    "exposure.more",
    "exposure.over_limit",
    "exposure.read",
    "figures.published",
    "help.added",
    "help.called",
    "help.calls_read",
    "help.imported",
    "help.removed",
    "geo.imported",
    "hold.go_ahead",
    "hold.lapsed",
    "hold.placed",
    "hold.renewed",
    "key.added",
    "key.expires",
    "key.revoked",
    "key.rotated",
    "language.read",
    "language.readers_read",
    "letter.again",
    "letter.read",
    "letter.sent",
    "letter.stuck",
    "letter.withdrawn",
    "list.added",
    "list.canaries_planted",
    "list.changed",
    "list.exported",
    "list.imported",
    "list.published",
    "list.pull_asked",
    "list.pulled",
    "list.shared",
    "list.subscribed",
    "list.unsubscribed",
    "lookup.asked",
    "member.added",
    "member.changed",
    "member.contact_added",
    "member.contact_removed",
    "member.disabled",
    "member.enabled",
    "notice.checked",
    "notice.escalated",
    "notice.needs_person",
    "notice.read",
    "notice.reminded",
    "notice.sent",
    "notice.written",
    "on_call.set",
    "on_call.told",
    "on_call.turn_added",
    "on_call.turn_removed",
    "opinion.asked",
    "opinion.given",
    "opinion.opened",
    "opinion.settled",
    "note.corrected",
    "note.read",
    "note.written",
    "person.added",
    "person.codes_reset",
    "person.disabled",
    "person.enabled",
    "person.password_changed",
    "person.password_reset",
    "person.recovery_codes",
    "person.role_changed",
    "person.mailbox_removed",
    "person.mailbox_set",
    "person.sign_in_failed",
    "person.signed_in",
    "person.signed_out",
    "person.told_of_reset",
    "person.unlocked",
    "person.wrong_password",
    "preservation.asked",
    "preservation.confirmed",
    "preservation.ended",
    "preservation.extended",
    "preservation.refused",
    "question.answered",
    "question.asked",
    "recheck.legal_basis",
    "referral.accepted",
    "referral.declined",
    "referral.new_link",
    "referral.offered",
    "referral.opened",
    "referral.opened_again",
    "referral.outcome",
    "referral.previewed",
    "referral.read",
    "referral.released",
    "referral.reminded",
    "referral.rerouted",
    "referral.taken_back",
    "referral.unanswered",
    "report.claimed",
    "report.closed",
    "report.corrected",
    "report.decided",
    "report.declined",
    "report.erased",
    "report.held",
    "report.hold_lifted",
    "report.holds_read",
    "report.offer_withdrawn",
    "report.offered",
    "report.passed",
    "report.read",
    "report.received",
    "report.released",
    "report.removed",
    "report.returned",
    "report.searched",
    "report.urgency_raised",
    "route.by_hand",
    "sample.drawn",
    "sample.share",
    "sealing_key.rotated",
    "sealing_key.rotation_begun",
    "shift.ended",
    "shift.read",
    "shift.started",
    "view.deleted",
    "view.saved",
    "trace.asked",
    "trace.by_hand",
    "trace.ended",
    "viewing.token_made",
    "viewing.token_redeemed",
];

/// The key of an act's words.
pub(super) fn action_key(action: &str) -> String {
    format!("action-{}", action.replace('.', "-"))
}

/// An entry.
pub(super) struct EntryLine {
    /// `None` while it waits for a number.
    pub(super) number: Option<String>,
    pub(super) at: Moment,
    pub(super) actor: String,
    /// What was done, in words.
    pub(super) words: Option<String>,
    pub(super) action: String,
    pub(super) record: String,
    pub(super) detail: Option<String>,
}

impl EntryLine {
    /// A line of what was read.
    pub(super) fn of(texts: Texts, entry: &LoggedEntry, now: Timestamp) -> Self {
        let actor = match entry.actor.as_str() {
            fixed @ ("public" | "node" | "operator") => texts.get(&format!("actor-{fixed}")),
            other => other.to_owned(),
        };
        let known = ACTIONS.contains(&entry.action.as_str());
        Self {
            number: entry.number.map(grouped),
            at: Moment::kept(texts, entry.happened_at, now, entry.coarse),
            actor,
            words: known.then(|| texts.get(&action_key(&entry.action))),
            action: entry.action.clone(),
            record: entry.record.clone(),
            detail: entry.detail.clone(),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/audit.html")]
pub(super) struct AuditPage {
    pub(super) c: Chrome,
    /// How many entries are numbered, and how many wait, in words.
    pub(super) said: String,
    pub(super) lines: Vec<EntryLine>,
    pub(super) later: bool,
    pub(super) next: Option<u64>,
}

impl AuditPage {
    /// The page of what was read.
    pub(super) fn of(c: Chrome, found: &Found, later: bool, now: Timestamp) -> Self {
        let texts = Texts::console();
        let said = format!(
            "{} {}",
            count(texts, "numbered", found.numbered),
            count(texts, "unnumbered", found.waiting)
        );
        let lines = found.entries.iter().map(|entry| EntryLine::of(texts, entry, now)).collect();
        Self { c, said, lines, later, next: found.next }
    }
}

/// Shows the log.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let before = query.get("before").parse().ok();
    let found = me.node.read(&me.viewer, AuditQuery { before }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Audit, me.texts.get("audit-title"), None);
    Ok(render::page(StatusCode::OK, &AuditPage::of(c, &found, before.is_some(), me.now)))
}
