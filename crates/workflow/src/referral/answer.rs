//! What a member answers: that it takes a referral on, or why not, and what came of it. Its liaison answers by signing in, a
//! reader of the one-time page with the code that stands there, and the desk notes what it was told by telephone.

use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::alert::AlertKind;
use tutela_model::clock::Timestamp;
use tutela_model::id::{OutcomeId, ReferralId};
use tutela_model::limits;
use tutela_model::one_time::TokenKind;
use tutela_model::person::Actor;
use tutela_model::referral::{HandlingCode, OutcomeKind, ReferralEvent, ReferralState};
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::records::outcome::{self as outcomes, OutcomeRow};
use tutela_store::records::referral::{self, ReferralRow};
use tutela_store::records::{member, report};

use super::link::found;
use super::{apply, follow, get, key_of};
use crate::alerts;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::sealing::{Blob, open, seal};

/// Who answers.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// The member's liaison, who has signed in.
    Liaison(&'a Viewer, ReferralId),
    /// Whoever holds the code of the page that was opened.
    Code(&'a str),
    /// Somebody of the desk, who was told by telephone.
    Desk(&'a Viewer, ReferralId),
}

/// What came of a referral.
#[derive(Clone, Debug)]
pub struct NewOutcome {
    /// What.
    pub kind: OutcomeKind,
    /// A note to the desk; for "nothing" it must say why.
    pub note: String,
    /// Whether whoever reported may learn of it at once.
    pub release: bool,
}

/// Where a referral stands, as its receiver sees it.
#[derive(Clone, Debug)]
pub struct AnswerPage {
    /// The referral.
    pub id: ReferralId,
    /// Where it stands.
    pub state: ReferralState,
    /// What its receiver may do with it.
    pub handling: HandlingCode,
    /// What was told of it, oldest first.
    pub outcomes: Vec<OutcomeView>,
}

/// An outcome, opened.
#[derive(Clone, Debug)]
pub struct OutcomeView {
    /// Its id.
    pub id: OutcomeId,
    /// What.
    pub kind: OutcomeKind,
    /// When it was told.
    pub told_at: Timestamp,
    /// When it was released to whoever reported.
    pub released_at: Option<Timestamp>,
    /// The note.
    pub note: Option<String>,
}

/// What a receiver sees of a referral beside the package.
pub(crate) async fn answer_page(
    tx: &Tx,
    _node: &Node,
    key: &DataKey,
    row: &ReferralRow,
) -> Result<AnswerPage, Error> {
    let told = outcomes::of_referral(tx, row.id).await?;
    let outcomes = told.iter().map(|outcome| view(key, outcome)).collect::<Result<_, _>>()?;
    Ok(AnswerPage { id: row.id, state: row.state, handling: row.handling, outcomes })
}

pub(crate) fn view(key: &DataKey, row: &OutcomeRow) -> Result<OutcomeView, Error> {
    let note = match &row.sealed {
        Some(sealed) => Some(open::<String>(key, Blob::Outcome(row.id.0), Some(sealed))?),
        None => None,
    };
    Ok(OutcomeView { id: row.id, kind: row.kind, told_at: row.told_at, released_at: row.released_at, note })
}

/// An error unless this role may answer so at all. A code proves itself when its referral is looked for.
fn must(by: By<'_>) -> Result<(), Error> {
    match by {
        By::Liaison(viewer, _) => viewer.must(Permission::Liaison),
        By::Desk(viewer, _) => viewer.must(Permission::Refer),
        By::Code(_) => Ok(()),
    }
}

/// The referral that is answered, and who answers as the log names them. A liaison finds nothing but what was offered to its own
/// member.
pub(crate) async fn answered(tx: &Tx, node: &Node, by: By<'_>) -> Result<(ReferralRow, Actor), Error> {
    match by {
        By::Liaison(viewer, id) => Ok((of_liaison(tx, viewer, id).await?, viewer.actor())),
        By::Desk(viewer, id) => Ok((get(tx, id).await?, viewer.actor())),
        By::Code(code) => {
            let found = found(tx, node, TokenKind::Answer, code).await?;
            let found = found.filter(|(token, _)| node.now() < token.expires_at && token.used_at.is_none());
            let (_, row) = found.ok_or(Error::NotFound(
                "code, or its time is over: ask the desk that sent you the referral for a new link",
            ))?;
            let actor = Actor::Member(row.member);
            Ok((row, actor))
        }
    }
}

/// A referral that was offered to the member that this person stands for.
pub(crate) async fn of_liaison(tx: &Tx, viewer: &Viewer, id: ReferralId) -> Result<ReferralRow, Error> {
    const NONE: Error = Error::NotFound("referral for your organisation");
    let row = referral::get(tx, id).await?.ok_or(NONE)?;
    if viewer.person.member != Some(row.member) {
        return Err(NONE);
    }
    let member = member::get(tx, row.member).await?.ok_or(NONE)?;
    if member.is_active() { Ok(row) } else { Err(NONE) }
}

async fn step(
    tx: &Tx,
    node: &Node,
    by: By<'_>,
    (row, actor): (&mut ReferralRow, Actor),
    event: ReferralEvent,
) -> Result<(), Error> {
    if matches!(by, By::Desk(..)) && matches!(row.state, ReferralState::Offered | ReferralState::Delivered) {
        // Whoever answers by telephone knows what it is about.
        apply(tx, node, row, ReferralEvent::Opened).await?;
        follow::read(tx, node, row, actor, "told").await?;
    }
    apply(tx, node, row, event).await?;
    // What changed about a report is new to whoever looks at it.
    Ok(report::touch(tx, row.report, node.now()).await?)
}

/// Takes a referral on.
pub async fn accept(node: &Node, by: By<'_>) -> Result<(), Error> {
    must(by)?;
    node.store()
        .run("accept referral", |tx| async move {
            let (mut row, actor) = answered(&tx, node, by).await?;
            key_of(&tx, node, &row).await?;
            step(&tx, node, by, (&mut row, actor), ReferralEvent::Accepted).await?;
            referral::set_needs_person(&tx, row.id, None).await?;
            let record = format!("referral:{}", row.id);
            Ok(tx.audit([node.entry(actor, "referral.accepted", record, String::new())]).await?)
        })
        .await
}

/// Does not take it on, and says why. It is then on the desk's list of what needs a new addressee.
pub async fn decline(node: &Node, by: By<'_>, reason: &str) -> Result<(), Error> {
    must(by)?;
    let reason = text::required("reason", reason, limits::TEXT, Lines::Many)?;
    node.store()
        .run("decline referral", |tx| {
            let reason = &reason;
            async move {
                let (mut row, actor) = answered(&tx, node, by).await?;
                let key = key_of(&tx, node, &row).await?;
                step(&tx, node, by, (&mut row, actor), ReferralEvent::Declined).await?;
                let sealed = seal(&key, Blob::ReferralReason(row.id.0), reason, node.rng());
                referral::set_reason(&tx, row.id, &sealed).await?;
                referral::set_needs_person(&tx, row.id, Some(node.now())).await?;
                let record = format!("referral:{}", row.id);
                tx.audit([node.entry(actor, "referral.declined", record.clone(), String::new())]).await?;
                alerts::raise(&tx, node, AlertKind::ReferralWaits, record, "state=declined".to_owned()).await
            }
        })
        .await
}

/// Tells what came of it.
pub async fn outcome(node: &Node, by: By<'_>, new: &NewOutcome) -> Result<OutcomeId, Error> {
    must(by)?;
    let note = match new.kind {
        OutcomeKind::None => Some(text::required("note", &new.note, limits::TEXT, Lines::Many)?),
        _ => text::check("note", &new.note, limits::TEXT, Lines::Many)?,
    };
    if new.release && matches!(by, By::Desk(..)) {
        return Err(Error::Refused(
            "only the officer of the member releases an outcome: ask them to sign in, or to use the code on their page",
        ));
    }
    node.store()
        .run("outcome", |tx| {
            let note = &note;
            async move {
                let (mut row, actor) = answered(&tx, node, by).await?;
                let key = key_of(&tx, node, &row).await?;
                step(&tx, node, by, (&mut row, actor), ReferralEvent::Outcome).await?;
                let id = OutcomeId::new(node.now(), node.rng());
                let release = new.release && new.kind.is_about_a_person();
                let new = OutcomeRow {
                    id,
                    referral: row.id,
                    report: row.report,
                    kind: new.kind,
                    told_at: node.now(),
                    told_by: actor.to_string(),
                    released_at: release.then(|| node.now()),
                    sealed: note.as_ref().map(|note| seal(&key, Blob::Outcome(id.0), note, node.rng())),
                };
                outcomes::insert(&tx, &new).await?;
                let detail = format!("kind={} released={release}", new.kind);
                let record = format!("referral:{}", row.id);
                tx.audit([node.entry(actor, "referral.outcome", record, detail)]).await?;
                Ok::<_, Error>(id)
            }
        })
        .await
}

/// Lets whoever reported learn of an outcome. Only the member's officer can; it cannot be taken back.
pub async fn release(node: &Node, by: By<'_>, id: OutcomeId) -> Result<(), Error> {
    must(by)?;
    if matches!(by, By::Desk(..)) {
        return Err(Error::Refused("only the officer of the member releases an outcome"));
    }
    node.store()
        .run("release outcome", |tx| async move {
            let (row, actor) = answered(&tx, node, by).await?;
            let told = outcomes::of_referral(&tx, row.id).await?;
            if !told.iter().any(|outcome| outcome.id == id && outcome.kind.is_about_a_person()) {
                return Err(Error::NotFound("outcome about a person"));
            }
            if outcomes::release(&tx, row.id, id, node.now()).await? {
                report::touch(&tx, row.report, node.now()).await?;
                let record = format!("referral:{}", row.id);
                let entry = node.entry(actor, "referral.released", record, format!("outcome={id}"));
                tx.audit([entry]).await?;
            }
            Ok(())
        })
        .await
}
