//! Shifts, begun and ended by hand. At the end stands what is left to the next: what the person holds, and a note.

use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::clock::DAY;
use tutela_model::id::ShiftId;
use tutela_model::team::URGENT;
use tutela_model::text::{self, Lines};
use tutela_store::records::shift::{self, ShiftRow};
use tutela_store::records::{inbox, opening, queue};
use tutela_store::{StoreError, Tx};

use super::notes::NOTE;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::sealing::{Blob, seal};

/// How long the note of a shift is kept, and lines that were read under "For you".
const KEPT: i64 = 30 * DAY;

/// Begins a shift.
pub async fn start_shift(node: &Node, viewer: &Viewer) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    let id = ShiftId::new(node.now(), node.rng());
    let begun = node
        .store()
        .run("start shift", |tx| async move {
            shift::start(&tx, id, viewer.person.id, node.now()).await?;
            let record = format!("person:{}", viewer.person.id);
            tx.audit([node.entry(viewer.actor(), "shift.started", record, String::new())]).await
        })
        .await;
    match begun {
        Err(error) if StoreError::is_duplicate(&error) => Err(Error::Refused("you are on shift already")),
        other => Ok(other?),
    }
}

/// Ends the viewer's shift. What they hold stays theirs; the desk sees how much of it is urgent.
pub async fn end_shift(node: &Node, viewer: &Viewer, note: &str) -> Result<(), Error> {
    viewer.must(Permission::WorkOnReport)?;
    let note = text::check("shift-note", note, NOTE, Lines::Many)?;
    node.store()
        .run("end shift", |tx| {
            let note = &note;
            async move {
                let me = viewer.person.id;
                let mut row = shift::current(&tx, me).await?.ok_or(Error::Refused("you are not on shift"))?;
                let held = queue::held(&tx, URGENT).await?.into_iter().find(|held| held.person == me);
                let bounded = |n: Option<u64>| u32::try_from(n.unwrap_or(0)).unwrap_or(u32::MAX);
                row.ended_at = Some(node.now());
                row.held = bounded(held.map(|held| held.held));
                row.urgent = bounded(held.map(|held| held.urgent));
                if let Some(note) = note {
                    seal_note(node, &mut row, note);
                }
                shift::end(&tx, &row).await?;
                let detail = format!("held={} urgent={} note={}", row.held, row.urgent, note.is_some());
                Ok(tx
                    .audit([node.entry(viewer.actor(), "shift.ended", format!("person:{me}"), detail)])
                    .await?)
            }
        })
        .await
}

fn seal_note(node: &Node, row: &mut ShiftRow, note: &str) {
    let key = DataKey::generate(node.rng());
    row.sealed = Some(seal(&key, Blob::Shift(row.id.0), &note, node.rng()));
    row.data_key = Some(node.sealing().wrap(&key, row.id.0, node.rng()));
}

/// Forgets what has had its time: notes of shifts, lines that were read, openings.
pub(crate) async fn forget_old(tx: &Tx, node: &Node) -> Result<(), Error> {
    let before = node.now().plus(-KEPT);
    shift::forget_notes(tx, before).await?;
    inbox::delete_read(tx, before).await?;
    opening::delete_before(tx, super::browsing::day(before)).await?;
    Ok(())
}
