//! Handing a report to a named colleague, who takes it or does not. Until then whoever offers it goes on holding it.

use tutela_model::access::Permission;
use tutela_model::id::{OfferId, PersonId, ReportId};
use tutela_model::report_state::Event;
use tutela_model::team::{InboxKind, OfferAnswer};
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::records::offer::OfferRow;
use tutela_store::records::{inbox as lines, offer as offers, person, report};

use super::{inbox, notes};
use crate::desk::{apply, get, must_hold};
use crate::error::Error;
use crate::node::{Node, Viewer};

/// Offers a report that the viewer holds to a colleague. What they should know goes with it as a note on the report.
pub async fn offer(
    node: &Node,
    viewer: &Viewer,
    id: ReportId,
    to: PersonId,
    note: &str,
) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    let note = text::check("offer-note", note, notes::NOTE, Lines::Many)?;
    node.store()
        .run("offer report", |tx| {
            let note = &note;
            async move {
                let row = get(&tx, id).await?;
                must_hold(&row, viewer)?;
                let key = node.sealing().report_key(id, row.data_key.as_deref())?;
                let colleague = person::get(&tx, to).await?.filter(|person| {
                    !person.disabled
                        && person.role.may(Permission::WorkOnReport)
                        && person.id != viewer.person.id
                });
                if colleague.is_none() {
                    return Err(Error::Refused("choose a colleague who works on reports"));
                }
                if offers::open(&tx, id).await?.is_some() {
                    return Err(Error::Refused(
                        "the report is offered to a colleague already: take that offer back first",
                    ));
                }
                let now = node.now();
                let new = OfferRow {
                    id: OfferId::new(now, node.rng()),
                    report: id,
                    offered_at: now,
                    offered_by: viewer.person.id,
                    offered_to: to,
                };
                offers::insert(&tx, &new).await?;
                if let Some(note) = note {
                    notes::write(&tx, node, viewer, (id, &key), note, None).await?;
                }
                inbox::tell(&tx, node, to, InboxKind::Offered, id, Some(viewer.person.id)).await?;
                report::touch(&tx, id, now).await?;
                let detail = format!("to=person:{to}");
                Ok(tx
                    .audit([node.entry(viewer.actor(), "report.offered", format!("report:{id}"), detail)])
                    .await?)
            }
        })
        .await
}

/// Takes a report that a colleague offers.
pub async fn accept(node: &Node, viewer: &Viewer, id: ReportId) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    node.store()
        .run("accept report", |tx| async move {
            let offer = offered_to(&tx, viewer, id).await?;
            let mut row = get(&tx, id).await?;
            offers::answer(&tx, offer.id, OfferAnswer::Accepted, node.now()).await?;
            let event = Event::Pass { by: offer.offered_by, to: viewer.person.id };
            apply(&tx, node, &mut row, event).await?;
            answered(&tx, node, viewer, &offer, InboxKind::Accepted).await?;
            let detail = format!("from=person:{}", offer.offered_by);
            Ok(tx
                .audit([node.entry(viewer.actor(), "report.passed", format!("report:{id}"), detail)])
                .await?)
        })
        .await
}

/// Does not take a report that a colleague offers.
pub async fn decline(node: &Node, viewer: &Viewer, id: ReportId) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    node.store()
        .run("decline report", |tx| async move {
            let offer = offered_to(&tx, viewer, id).await?;
            offers::answer(&tx, offer.id, OfferAnswer::Declined, node.now()).await?;
            report::touch(&tx, id, node.now()).await?;
            answered(&tx, node, viewer, &offer, InboxKind::Declined).await?;
            let detail = format!("from=person:{}", offer.offered_by);
            Ok(tx
                .audit([node.entry(viewer.actor(), "report.declined", format!("report:{id}"), detail)])
                .await?)
        })
        .await
}

/// Takes an offer of the viewer's own back.
pub async fn take_back(node: &Node, viewer: &Viewer, id: ReportId) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    node.store()
        .run("withdraw offer", |tx| async move {
            let offer = offers::open(&tx, id).await?.filter(|offer| offer.offered_by == viewer.person.id);
            let offer = offer.ok_or(Error::Refused("you have offered this report to nobody"))?;
            offers::answer(&tx, offer.id, OfferAnswer::Withdrawn, node.now()).await?;
            lines::read_about(&tx, offer.offered_to, InboxKind::Offered, id, node.now()).await?;
            report::touch(&tx, id, node.now()).await?;
            let detail = format!("to=person:{}", offer.offered_to);
            Ok(tx
                .audit([node.entry(viewer.actor(), "report.offer_withdrawn", format!("report:{id}"), detail)])
                .await?)
        })
        .await
}

async fn offered_to(tx: &Tx, viewer: &Viewer, id: ReportId) -> Result<OfferRow, Error> {
    let offer = offers::open(tx, id).await?.filter(|offer| offer.offered_to == viewer.person.id);
    offer.ok_or(Error::Refused("nobody offers you this report any more"))
}

async fn answered(
    tx: &Tx,
    node: &Node,
    viewer: &Viewer,
    offer: &OfferRow,
    kind: InboxKind,
) -> Result<(), Error> {
    lines::read_about(tx, viewer.person.id, InboxKind::Offered, offer.report, node.now()).await?;
    inbox::tell(tx, node, offer.offered_by, kind, offer.report, Some(viewer.person.id)).await
}
