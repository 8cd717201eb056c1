//! One decision for many reports that name the same content. Each report goes through its own states with its own entry in the
//! log, in a transaction of its own; what cannot be decided so is named with the reason. A host is told once about one address:
//! the other reports follow that notice.

use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::assessment::{Finding, Observation};
use tutela_model::content::ContentKey;
use tutela_model::id::{NoticeId, ReportId};
use tutela_model::item::ItemKind;
use tutela_model::limits;
use tutela_model::notice::NoticeState;
use tutela_model::person::Actor;
use tutela_model::report::Origin;
use tutela_model::report_state::{Decision, Event, StateError, Status};
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::records::item::ItemRow;
use tutela_store::records::report::ReportRow;
use tutela_store::records::{assessment, follower, item, notice};
use uuid::Uuid;

use crate::desk::{self, apply, get};
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::quality;
use crate::removal::{NoticeTo, write_notice};

/// Reports decided by one act.
pub const AT_ONCE: usize = 200;

/// A decision for many reports.
#[derive(Clone, Debug)]
pub struct Together {
    /// The content that all of them name.
    pub content: ContentKey,
    /// The reports.
    pub reports: Vec<ReportId>,
    /// The decision: one that closes, or "actionable".
    pub decision: Decision,
    /// For "actionable": the abuse mailbox of the host of the address; `None` tells no host.
    pub contact: Option<String>,
    /// A word to the reporters; needed where the reports are out of remit.
    pub told: Option<String>,
}

/// What came of one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Decided; with its own notice.
    Told,
    /// Decided; it follows a notice that another report has.
    Follows,
    /// Decided, without a notice.
    Decided,
    /// Not decided.
    Refused(Refusal),
}

/// Why a report was not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A colleague holds it.
    HeldByColleague,
    /// It was decided before.
    Decided,
    /// It was erased, or does not name the content.
    Gone,
    /// A child may be in danger: it is read and decided by itself.
    Urgent,
    /// It names a person or tells something in words: it is read and decided by itself.
    NamesMore,
    /// It names other content that nobody has assessed.
    NotAssessed,
    /// The content was not found not illegal, or not found illegal, as the decision needs.
    Finding,
}

impl Refusal {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::HeldByColleague,
        Self::Decided,
        Self::Gone,
        Self::Urgent,
        Self::NamesMore,
        Self::NotAssessed,
        Self::Finding,
    ];

    /// Its fixed name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HeldByColleague => "held",
            Self::Decided => "decided",
            Self::Gone => "gone",
            Self::Urgent => "urgent",
            Self::NamesMore => "names_more",
            Self::NotAssessed => "not_assessed",
            Self::Finding => "finding",
        }
    }
}

/// Assesses content by way of one of the reports that name it: one that the viewer holds, else the newest that nobody holds, which
/// they take.
pub async fn assess_content(
    node: &Node,
    viewer: &Viewer,
    content: ContentKey,
    observation: Observation,
) -> Result<Finding, Error> {
    viewer.must(Permission::WorkOnReport)?;
    let me = viewer.person.id;
    let naming = node
        .store()
        .read("content to assess", |tx| async move {
            let mut free = None;
            for (id, position) in item::naming(&tx, content, ReportId(Uuid::max()), AT_ONCE as u32).await? {
                let row = get(&tx, id).await?;
                let open = row.data_key.is_some() && row.state.status != Status::Closed;
                match row.state.claimed_by {
                    Some(holder) if open && holder == me => return Ok(Some((id, position))),
                    None if open && free.is_none() => free = Some((id, position)),
                    _ => {}
                }
            }
            Ok::<_, Error>(free)
        })
        .await?;
    let (id, position) = naming.ok_or(Error::Refused(
        "colleagues hold every open report that names this content: assess it in one of yours",
    ))?;
    desk::claim(node, viewer, id).await?;
    desk::assess(node, viewer, id, position, observation).await
}

/// Decides about each of these reports; what came of each, in their order.
pub async fn decide_together(
    node: &Node,
    viewer: &Viewer,
    together: &Together,
) -> Result<Vec<(ReportId, Outcome)>, Error> {
    viewer.must(Permission::WorkOnReport)?;
    if together.reports.is_empty() {
        return Err(Error::Refused("choose at least one report"));
    }
    if together.reports.len() > AT_ONCE {
        return Err(Error::Refused("choose at most 200 reports at once, and decide the others after them"));
    }
    let told = text::check("told", together.told.as_deref().unwrap_or_default(), limits::TEXT, Lines::Many)?;
    let told = told.as_deref();
    if together.decision == Decision::OutOfRemit && told.is_none() {
        return Err(Error::Refused(
            "tell the reporters where to go instead: a report out of remit is not a dead end",
        ));
    }
    let mut outcomes = Vec::with_capacity(together.reports.len());
    for id in &together.reports {
        let outcome = node
            .store()
            .run("decide together", |tx| async move { one(&tx, node, viewer, *id, together, told).await })
            .await;
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(Error::State(StateError::ClaimedByOther)) => Outcome::Refused(Refusal::HeldByColleague),
            Err(Error::State(_)) => Outcome::Refused(Refusal::Decided),
            Err(Error::NotFound(_)) => Outcome::Refused(Refusal::Gone),
            // A mailbox that is none, or a limit of the node: the same for every further report.
            Err(error) => return Err(error),
        };
        outcomes.push((*id, outcome));
    }
    node.wake_jobs();
    Ok(outcomes)
}

async fn one(
    tx: &Tx,
    node: &Node,
    viewer: &Viewer,
    id: ReportId,
    together: &Together,
    told: Option<&str>,
) -> Result<Outcome, Error> {
    let mut row = get(tx, id).await?;
    let items = item::of_report(tx, id).await?;
    let key = node.sealing().report_key(id, row.data_key.as_deref())?;
    if let Some(refusal) = refusal(tx, &row, &items, together).await? {
        return Ok(Outcome::Refused(refusal));
    }
    if row.state.claimed_by != Some(viewer.person.id) {
        quality::must_have_room(tx, node, viewer, &row).await?;
        apply(tx, node, &mut row, Event::Claim(viewer.person.id)).await?;
        tx.audit([node.entry(viewer.actor(), "report.claimed", format!("report:{id}"), "together".into())])
            .await?;
    }
    apply(tx, node, &mut row, Event::Decide { by: viewer.person.id, decision: together.decision }).await?;
    let outcome = match &together.contact {
        Some(contact) if together.decision == Decision::Actionable => {
            tell_host(tx, node, viewer, (&row, &key), &items, together.content, contact).await?
        }
        _ => Outcome::Decided,
    };
    if let Some(told) = told.filter(|_| row.origin != Origin::Api) {
        desk::write_word(tx, node, &key, id, viewer.person.id, told).await?;
    }
    let detail = format!("decision={} together content={}", together.decision, together.content);
    tx.audit([node.entry(viewer.actor(), "report.decided", format!("report:{id}"), detail)]).await?;
    Ok(outcome)
}

/// Why this report is not decided together with others.
async fn refusal(
    tx: &Tx,
    row: &ReportRow,
    items: &[ItemRow],
    together: &Together,
) -> Result<Option<Refusal>, Error> {
    if row.state.decision.is_some() {
        return Ok(Some(Refusal::Decided));
    }
    if !items.iter().any(|item| item.content == Some(together.content)) {
        return Ok(Some(Refusal::Gone));
    }
    if row.urgency.is_urgent() {
        return Ok(Some(Refusal::Urgent));
    }
    if items.iter().any(|item| !matches!(item.kind, ItemKind::Url | ItemKind::File)) {
        return Ok(Some(Refusal::NamesMore));
    }
    for item in items {
        let Some(content) = item.content else { return Ok(Some(Refusal::NotAssessed)) };
        let Some(newest) = assessment::newest(tx, content).await? else {
            return Ok(Some(Refusal::NotAssessed));
        };
        if together.decision == Decision::NotIllegal && newest.finding != Finding::NotIllegal {
            return Ok(Some(Refusal::Finding));
        }
    }
    Ok(None)
}

/// Tells the host of the address, unless a notice about it is under way: then the report follows that one.
async fn tell_host(
    tx: &Tx,
    node: &Node,
    viewer: &Viewer,
    (row, key): (&ReportRow, &DataKey),
    items: &[ItemRow],
    content: ContentKey,
    contact: &str,
) -> Result<Outcome, Error> {
    let place = items.iter().find(|item| item.content == Some(content) && item.kind == ItemKind::Url);
    let Some(place) = place else { return Ok(Outcome::Decided) };
    let under_way = notice::about_content(tx, content).await?;
    let open =
        under_way.iter().find(|notice| notice.state != NoticeState::Removed && notice.sealed.is_some());
    match open {
        Some(other) => {
            follower::follow(tx, other.id, row.id).await?;
            if other.sent_at.is_some() {
                let mut row = row.clone();
                apply(tx, node, &mut row, Event::NoticeSent).await?;
            }
            Ok(Outcome::Follows)
        }
        None => {
            let to = NoticeTo { position: place.position, contact: contact.to_owned() };
            write_notice(tx, node, viewer, row, key, &to).await.map(|_| Outcome::Told)
        }
    }
}

/// A host was told: so were those of the reports that follow the notice.
pub(crate) async fn host_told(tx: &Tx, node: &Node, id: NoticeId) -> Result<(), Error> {
    for report in follower::of_notice(tx, id).await? {
        let mut row = get(tx, report).await?;
        if row.state.status < Status::PassedOn && row.state.decision == Some(Decision::Actionable) {
            apply(tx, node, &mut row, Event::NoticeSent).await?;
        }
    }
    Ok(())
}

/// What a notice named was found gone: it is for the reports that follow it too, where nothing else of theirs is up.
pub(crate) async fn found_gone(tx: &Tx, node: &Node, id: NoticeId) -> Result<(), Error> {
    for report in follower::of_notice(tx, id).await? {
        let mut row = get(tx, report).await?;
        let open = row.state.status != Status::Closed && row.state.decision == Some(Decision::Actionable);
        let mut notices = notice::of_report(tx, report).await?;
        for followed in follower::of_report(tx, report).await? {
            notices.extend(notice::get(tx, followed).await?);
        }
        if open && notices.iter().all(|notice| notice.state == NoticeState::Removed) {
            apply(tx, node, &mut row, Event::AllGone).await?;
            let record = format!("report:{report}");
            tx.audit([node.entry(Actor::Node, "report.removed", record, format!("notice={id}"))]).await?;
        }
    }
    Ok(())
}
