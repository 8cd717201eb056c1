//! Second opinions: asked for, given without seeing the first, and decided by a senior where the two differ.

use tutela_crypto::random_token;
use tutela_model::access::Permission;
use tutela_model::assessment::Observation;
use tutela_model::exposure::Exposed;
use tutela_model::id::{AssessmentId, OpinionId, PersonId, ReportId};
use tutela_model::item::ItemKind;
use tutela_model::opinion::OpinionPurpose;
use tutela_store::Tx;
use tutela_store::records::assessment::{self, AssessmentRow};
use tutela_store::records::opinion::{self, Answer, OpinionRow};
use tutela_store::records::viewing_token::{self, ViewingTokenRow};
use tutela_store::records::{item, report};

use super::count;
use crate::desk::{TOKEN_LIFE, get, must_hold};
use crate::error::Error;
use crate::node::{Node, Viewer};

/// What somebody can do about a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// They can give it.
    Give,
    /// The two differ, and they can decide.
    Settle,
    /// It waits for others.
    Others,
    /// Nothing is left to do.
    Done,
}

/// What `viewer` can do about it. Whoever made the first assessment neither gives nor decides; whoever gave a second opinion that was
/// asked for does not decide either.
pub(crate) fn stage(row: &OpinionRow, viewer: &Viewer) -> Stage {
    let me = viewer.person.id;
    let senior = viewer.may(Permission::Quality);
    match (&row.answer, row.settled_at) {
        (_, Some(_)) => Stage::Done,
        _ if row.first_by == me => Stage::Others,
        (None, None) if row.purpose == OpinionPurpose::Second || senior => Stage::Give,
        (None, None) => Stage::Others,
        (Some(answer), None) => {
            let takes_part = row.purpose == OpinionPurpose::Second && answer.by == me;
            if senior && !takes_part { Stage::Settle } else { Stage::Others }
        }
    }
}

async fn wanted(tx: &Tx, id: OpinionId) -> Result<OpinionRow, Error> {
    opinion::get(tx, id).await?.ok_or(Error::NotFound("second opinion that is asked for"))
}

fn must_be(stage: Stage, wanted: Stage) -> Result<(), Error> {
    if stage == wanted {
        return Ok(());
    }
    Err(Error::Refused(match stage {
        Stage::Done => "nothing is left to do about this: somebody has seen to it meanwhile",
        _ => {
            "this is for somebody else: who made the first assessment does not give the second, and who gave either does not decide"
        }
    }))
}

/// Asks for a second opinion on what stands of an item's content, in a report that the viewer works on.
pub async fn ask_opinion(
    node: &Node,
    viewer: &Viewer,
    id: ReportId,
    position: u32,
) -> Result<OpinionId, Error> {
    viewer.must(Permission::Opinion)?;
    let opinion = OpinionId::new(node.now(), node.rng());
    node.store()
        .run("ask for a second opinion", |tx| async move {
            let row = get(&tx, id).await?;
            must_hold(&row, viewer)?;
            let items = item::of_report(&tx, id).await?;
            let found = items.iter().find(|item| item.position == position).ok_or(Error::NotFound("item"))?;
            const FIRST: Error =
                Error::Refused("assess it first: a second opinion needs a first one to compare with");
            let content = found.content.ok_or(FIRST)?;
            let first = assessment::newest(&tx, content).await?.ok_or(FIRST)?;
            let row = OpinionRow {
                id: opinion,
                purpose: OpinionPurpose::Second,
                content,
                report: id,
                position,
                assessment: first.id,
                first_by: first.made_by,
                first: first.observation,
                asked_at: node.now(),
                asked_by: Some(viewer.person.id),
                answer: None,
                differs: false,
                settled_at: None,
                settled_by: None,
            };
            if !opinion::insert(&tx, &row).await? {
                return Err(Error::Refused("a second opinion on this assessment was asked for already"));
            }
            let detail = format!("report={id} item={position}");
            tx.audit([node.entry(viewer.actor(), "opinion.asked", format!("opinion:{opinion}"), detail)])
                .await?;
            Ok(opinion)
        })
        .await
}

/// Gives one. Whether it is the same as the first is written down; where it differs, a senior decides.
pub async fn give_opinion(
    node: &Node,
    viewer: &Viewer,
    id: OpinionId,
    seen: Observation,
) -> Result<bool, Error> {
    viewer.must(Permission::Opinion)?;
    node.store()
        .run("give an opinion", |tx| async move {
            let row = wanted(&tx, id).await?;
            must_be(stage(&row, viewer), Stage::Give)?;
            let differs = row.first != seen;
            let answer = Answer { at: node.now(), by: viewer.person.id, seen };
            if !opinion::answer(&tx, id, answer, differs, !differs).await? {
                return Err(Error::Refused("somebody gave this opinion meanwhile"));
            }
            count(&tx, node, viewer.person.id, Exposed::Assessed).await?;
            let detail = format!(
                "purpose={} age={} act={} depiction={} differs={differs}",
                row.purpose, seen.age, seen.act, seen.depiction
            );
            tx.audit([node.entry(viewer.actor(), "opinion.given", format!("opinion:{id}"), detail)]).await?;
            Ok(differs)
        })
        .await
}

/// Decides what stands where two assessments differ: one of the two, or a third. It becomes the newest assessment of the content.
pub async fn settle_opinion(
    node: &Node,
    viewer: &Viewer,
    id: OpinionId,
    stands: Observation,
) -> Result<(), Error> {
    viewer.must(Permission::Quality)?;
    let law = node.settings().law.as_deref();
    node.store()
        .run("settle an opinion", |tx| async move {
            let row = wanted(&tx, id).await?;
            must_be(stage(&row, viewer), Stage::Settle)?;
            if !opinion::settle(&tx, id, viewer.person.id, node.now()).await? {
                return Err(Error::Refused("somebody decided this meanwhile"));
            }
            let newest = assessment::newest(&tx, row.content).await?;
            if newest.is_none_or(|newest| newest.observation != stands) {
                let made = AssessmentRow {
                    id: AssessmentId::new(node.now(), node.rng()),
                    content: row.content,
                    report: row.report,
                    made_at: node.now(),
                    made_by: viewer.person.id,
                    observation: stands,
                    finding: stands.finding(law),
                    law: law.map(|law| format!("{}: {}", law.country(), law.source())),
                };
                assessment::insert(&tx, &made).await?;
                report::touch(&tx, row.report, node.now()).await?;
                let detail = format!(
                    "age={} act={} depiction={} finding={}",
                    stands.age, stands.act, stands.depiction, made.finding
                );
                let record = format!("content:{}", row.content);
                tx.audit([node.entry(viewer.actor(), "content.assessed", record, detail)]).await?;
            }
            count(&tx, node, viewer.person.id, Exposed::Assessed).await?;
            let detail = format!("first={} second={}", row.first == stands, second(&row) == Some(stands));
            Ok(tx
                .audit([node.entry(viewer.actor(), "opinion.settled", format!("opinion:{id}"), detail)])
                .await?)
        })
        .await
}

fn second(row: &OpinionRow) -> Option<Observation> {
    row.answer.map(|answer| answer.seen)
}

/// A token for the isolated viewing machine, for whoever is to give or decide: they do not hold the report.
pub async fn opinion_viewing_token(node: &Node, viewer: &Viewer, id: OpinionId) -> Result<String, Error> {
    viewer.must(Permission::ViewingToken)?;
    let token = random_token(node.rng());
    let digest = node.sealing().keys.tokens().digest(token.as_bytes());
    node.store()
        .run("viewing token", |tx| {
            let digest = &digest;
            async move {
                let row = wanted(&tx, id).await?;
                if !matches!(stage(&row, viewer), Stage::Give | Stage::Settle) {
                    must_be(stage(&row, viewer), Stage::Give)?;
                }
                let items = item::of_report(&tx, row.report).await?;
                if !items.iter().any(|item| item.position == row.position && item.kind == ItemKind::Url) {
                    return Err(Error::NotFound("web address in this report"));
                }
                let token = ViewingTokenRow {
                    report: row.report,
                    position: row.position,
                    made_by: viewer.person.id,
                    expires_at: node.now().plus(TOKEN_LIFE),
                };
                viewing_token::insert(&tx, digest, &token).await?;
                count(&tx, node, viewer.person.id, Exposed::Viewed).await?;
                let detail = format!("item={} opinion={id}", row.position);
                let record = format!("report:{}", row.report);
                Ok(tx.audit([node.entry(viewer.actor(), "viewing.token_made", record, detail)]).await?)
            }
        })
        .await?;
    Ok(token)
}

/// Whether an assessment must not be shown to somebody, because a second opinion on it is still to be given.
pub(crate) async fn is_blind(
    tx: &Tx,
    content: tutela_model::content::ContentKey,
    viewer: PersonId,
) -> Result<bool, Error> {
    let first = opinion::blind(tx, content).await?;
    Ok(!first.is_empty() && !first.contains(&viewer))
}
