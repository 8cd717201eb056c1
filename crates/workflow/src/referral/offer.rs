//! Offering a report to a member. A person first sees exactly what would leave the house; what leaves is that, or nothing.

use tutela_model::access::Permission;
use tutela_model::id::{MemberId, ReferralId, ReportId};
use tutela_model::letter::LetterAbout;
use tutela_model::limits;
use tutela_model::member::{ContactPurpose, Member};
use tutela_model::referral::{HandlingCode, Patience, ReferralEvent, ReferralState, ReferralWay};
use tutela_model::report_state::{Decision, StateError};
use tutela_model::text::{self, Lines};
use tutela_model::urgency::Reason;
use tutela_store::Tx;
use tutela_store::records::referral::{self, ReferralRow, ReferralTimes};
use tutela_store::records::report::ReportRow;
use tutela_store::records::{member, person};

use super::package::{self, Package, handling};
use super::{SealedReferral, WATCH_REFERRAL, apply, get, letter, link};
use crate::desk;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::outbox::{self, NewLetter};
use crate::sealing::{Blob, hex, seal};

/// What is offered to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offering {
    /// The report.
    pub report: ReportId,
    /// To whom.
    pub member: MemberId,
    /// How it reaches them.
    pub way: ReferralWay,
    /// What they may do with it; else what stands in the directory.
    pub handling: Option<HandlingCode>,
    /// Which items.
    pub positions: Vec<u32>,
    /// Whether also what whoever reported wrote in their own words, which may tell who they are.
    pub with_words: bool,
    /// What the desk says to the receiver.
    pub word: Option<String>,
    /// The referral that it takes over from.
    pub previous: Option<ReferralId>,
}

/// What would leave the house.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What would leave.
    pub package: Package,
    /// To which mailbox the letter goes.
    pub mailbox: String,
    /// What names this very package: given back when it is offered, so that nothing else leaves than what was looked at.
    pub seen: String,
}

struct Prepared {
    row: ReportRow,
    key: tutela_crypto::DataKey,
    member: Member,
    preview: Preview,
}

/// Shows what would leave the house. Nothing leaves.
pub async fn preview(node: &Node, viewer: &Viewer, offering: &Offering) -> Result<Preview, Error> {
    viewer.must(Permission::Refer)?;
    node.store()
        .run("preview referral", |tx| async move {
            let id = ReferralId::new(node.now(), node.rng());
            let prepared = prepare(&tx, node, id, offering).await?;
            let record = format!("report:{}", offering.report);
            let detail = format!("member={}", offering.member);
            tx.audit([node.entry(viewer.actor(), "referral.previewed", record, detail)]).await?;
            Ok(prepared.preview)
        })
        .await
}

/// Offers a report to a member. `seen` names what the person looked at.
pub async fn offer(
    node: &Node,
    viewer: &Viewer,
    offering: &Offering,
    seen: &str,
) -> Result<ReferralId, Error> {
    viewer.must(Permission::Refer)?;
    let id = node
        .store()
        .run("offer referral", |tx| async move { write(&tx, node, viewer, offering, seen).await })
        .await?;
    node.wake_jobs();
    Ok(id)
}

/// Checks an offer and puts its package together.
async fn prepare(tx: &Tx, node: &Node, id: ReferralId, offering: &Offering) -> Result<Prepared, Error> {
    if let Some(word) = &offering.word {
        text::check("word", word, limits::TEXT, Lines::Many)?;
    }
    let row = desk::get(tx, offering.report).await?;
    // A person decides before anything about a report leaves the house.
    if row.state.decision != Some(Decision::Actionable) {
        return Err(StateError::NotActionable.into());
    }
    let key = node.sealing().report_key(row.id, row.data_key.as_deref())?;
    let member = member::get(tx, offering.member).await?.ok_or(Error::NotFound("member"))?;
    if !member.takes_referrals() {
        return Err(Error::Refused(
            "this member takes no referrals: choose another one; a host is told by a notice",
        ));
    }
    let open_already = referral::of_report(tx, row.id).await?.into_iter().any(|before| {
        before.member == member.id
            && !before.state.is_over()
            && before.state != ReferralState::Declined
            && Some(before.id) != offering.previous
    });
    if open_already {
        return Err(Error::Refused("this report was offered to this member already"));
    }
    match offering.way {
        ReferralWay::Mail if node.settings().public_url.is_none() => {
            return Err(Error::NotSetUp(
                "a one-time link needs the address under which this node is reached: set `public_url`",
            ));
        }
        ReferralWay::Liaison if person::liaisons_of(tx, member.id).await?.is_empty() => {
            return Err(Error::Refused(
                "nobody of this member signs in here: add a liaison on the member's page, or send it by mail",
            ));
        }
        ReferralWay::Mail | ReferralWay::Liaison => {}
    }
    let package = package::build(tx, node, (&row, &key), (id, &member), offering).await?;
    if package.items.is_empty() && package.word.is_none() {
        return Err(Error::Refused("nothing would leave: choose an item, or write a word to the receiver"));
    }
    let contacts = member::contacts_of(tx, member.id).await?;
    let purpose = if is_urgent(&row) { ContactPurpose::Urgent } else { ContactPurpose::Referrals };
    let mailbox = member.mailbox(&contacts, purpose).to_owned();
    let seen = hex(&node.sealing().short("package", package.to_compare()?.as_bytes()));
    Ok(Prepared { row, key, member, preview: Preview { package, mailbox, seen } })
}

fn is_urgent(row: &ReportRow) -> bool {
    row.urgency.reasons.contains(&Reason::DangerNow)
}

/// Writes a referral with its letter, in the caller's transaction.
async fn write(
    tx: &Tx,
    node: &Node,
    viewer: &Viewer,
    offering: &Offering,
    seen: &str,
) -> Result<ReferralId, Error> {
    let now = node.now();
    let id = ReferralId::new(now, node.rng());
    let Prepared { row, key, member, preview } = prepare(tx, node, id, offering).await?;
    if preview.seen != seen {
        return Err(Error::Refused(
            "the report has changed since you looked: look again at what would leave the house",
        ));
    }
    if let Some(previous) = offering.previous {
        pass_on_from(tx, node, viewer, previous, id).await?;
    }
    let sealed = SealedReferral { mailbox: preview.mailbox, package: preview.package.to_json()? };
    let mut new = ReferralRow {
        id,
        report: row.id,
        member: member.id,
        state: ReferralState::Offered,
        way: offering.way,
        handling: handling(offering, &member),
        urgent: is_urgent(&row),
        created_at: now,
        created_by: viewer.person.id,
        times: ReferralTimes::default(),
        previous: offering.previous,
        next: None,
        reminders: 0,
        sealed: Some(seal(&key, Blob::Referral(id.0), &sealed, node.rng())),
        sealed_reason: None,
    };
    referral::insert(tx, &new).await?;
    let detail = format!(
        "report={} member={} way={} handling={} items={}",
        row.id,
        member.id,
        new.way,
        new.handling,
        preview.package.items.len()
    );
    tx.audit([node.entry(viewer.actor(), "referral.offered", format!("referral:{id}"), detail)]).await?;
    let about = letter::AboutReferral { referral: &new, member: &member.name, mailbox: &sealed.mailbox };
    let (purpose, letter) = match new.way {
        ReferralWay::Mail => {
            let link = link::link_to(node, &link::new_open_token(tx, node, &new).await?)?;
            ("offer", letter::offer(node, &about, link))
        }
        ReferralWay::Liaison => ("sign_in", letter::sign_in(node, &about)),
    };
    let letter = NewLetter {
        about: LetterAbout::Referral,
        record: id.0,
        purpose,
        report: Some((row.id, &key)),
        letter: &letter,
    };
    outbox::put(tx, node, &letter).await?;
    if new.way == ReferralWay::Liaison {
        // It lies on the liaison's page from now on; the letter only says so.
        apply(tx, node, &mut new, ReferralEvent::Delivered).await?;
    }
    if let Some(at) = Patience::of(new.urgent).next(now, now) {
        tx.add_job(node.rng(), WATCH_REFERRAL, Some(id.0), at).await?;
    }
    Ok(id)
}

/// The referral before it is over: its links open nothing any more, and the chain is kept.
async fn pass_on_from(
    tx: &Tx,
    node: &Node,
    viewer: &Viewer,
    previous: ReferralId,
    next: ReferralId,
) -> Result<(), Error> {
    let mut row = get(tx, previous).await?;
    apply(tx, node, &mut row, ReferralEvent::Rerouted).await?;
    referral::set_next(tx, previous, next).await?;
    referral::set_needs_person(tx, previous, None).await?;
    let record = format!("referral:{previous}");
    let entry = node.entry(viewer.actor(), "referral.rerouted", record, format!("to=referral:{next}"));
    Ok(tx.audit([entry]).await?)
}
