//! Notes on a report. They are added and never changed: a correction is a note of its own, and the one before stays readable.

use tutela_crypto::DataKey;
use tutela_model::access::Permission;
use tutela_model::id::{NoteId, PersonId, ReportId};
use tutela_model::team::{InboxKind, mentioned};
use tutela_model::text::{self, Lines};
use tutela_store::Tx;
use tutela_store::records::note::{self, NoteRow};
use tutela_store::records::{person, report};

use super::inbox;
use crate::desk;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::sealing::{Blob, open, seal};

/// Characters in a note.
pub const NOTE: usize = 8_000;

/// Adds a note to a report. Colleagues whom it names as `@name` find it under "For you".
pub async fn add_note(node: &Node, viewer: &Viewer, id: ReportId, text: &str) -> Result<NoteId, Error> {
    viewer.must(Permission::WorkOnReport)?;
    let text = text::required("note", text, NOTE, Lines::Many)?;
    node.store()
        .run("add note", |tx| {
            let text = &text;
            async move {
                let row = desk::get(&tx, id).await?;
                let key = node.sealing().report_key(id, row.data_key.as_deref())?;
                write(&tx, node, viewer, (id, &key), text, None).await
            }
        })
        .await
}

/// Corrects a note of the viewer's own. The one before is kept until the report is erased.
pub async fn correct_note(
    node: &Node,
    viewer: &Viewer,
    id: ReportId,
    corrected: NoteId,
    text: &str,
) -> Result<NoteId, Error> {
    viewer.must(Permission::WorkOnReport)?;
    let field = format!("note-{corrected}");
    let text = text::required(&field, text, NOTE, Lines::Many)?;
    node.store()
        .run("correct note", |tx| {
            let text = &text;
            async move {
                let row = desk::get(&tx, id).await?;
                let key = node.sealing().report_key(id, row.data_key.as_deref())?;
                let notes = note::of_report(&tx, id).await?;
                let before = notes.iter().find(|note| note.id == corrected).ok_or(Error::NotFound("note"))?;
                if before.made_by != viewer.person.id {
                    return Err(Error::Refused(
                        "only whoever wrote a note corrects it: add a note of your own",
                    ));
                }
                if notes.iter().any(|note| note.corrects == Some(corrected)) {
                    return Err(Error::Refused("this note was corrected already: correct the newest one"));
                }
                write(&tx, node, viewer, (id, &key), text, Some(before)).await
            }
        })
        .await
}

/// Seals and stores a note, and tells whom it names; in the caller's transaction.
pub(super) async fn write(
    tx: &Tx,
    node: &Node,
    viewer: &Viewer,
    (report, key): (ReportId, &DataKey),
    text: &str,
    corrects: Option<&NoteRow>,
) -> Result<NoteId, Error> {
    let now = node.now();
    let id = NoteId::new(now, node.rng());
    let people = person::all(tx).await?;
    let readers = || {
        let readers = people.iter().filter(|person| {
            !person.disabled && person.role.may(Permission::ReadReport) && person.id != viewer.person.id
        });
        readers.map(|person| (person.id, person.name.as_str()))
    };
    // Whoever was named before has been told already.
    let told: Vec<PersonId> = match corrects {
        Some(before) => {
            let before: String = open(key, Blob::Note(before.id.0), before.sealed.as_deref())?;
            mentioned(&before, readers())
        }
        None => Vec::new(),
    };
    let new = NoteRow {
        id,
        report,
        made_at: now,
        made_by: viewer.person.id,
        corrects: corrects.map(|note| note.id),
        sealed: Some(seal(key, Blob::Note(id.0), &text, node.rng())),
    };
    note::insert(tx, &new).await?;
    let named: Vec<_> =
        mentioned(text, readers()).into_iter().filter(|person| !told.contains(person)).collect();
    for person in &named {
        inbox::tell(tx, node, *person, InboxKind::Mention, report, Some(viewer.person.id)).await?;
    }
    report::touch(tx, report, now).await?;
    let (action, detail) = match new.corrects {
        Some(before) => ("note.corrected", format!("note={id} before={before} mentions={}", named.len())),
        None => ("note.written", format!("note={id} mentions={}", named.len())),
    };
    tx.audit([node.entry(viewer.actor(), action, format!("report:{report}"), detail)]).await?;
    Ok(id)
}
