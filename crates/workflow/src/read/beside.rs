//! What the desk keeps beside a report: notes and the offer to a colleague. Opening a note is logged.

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::{NoteId, PersonId, ReportId};
use tutela_store::Tx;
use tutela_store::records::{note, offer, person};

use super::{Granted, Query};
use crate::desk;
use crate::error::Error;
use crate::sealing::{Blob, open};

/// What the desk keeps beside a report.
pub struct BesideQuery {
    /// Which report.
    pub id: ReportId,
}

/// What the desk keeps beside a report.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Notes, oldest first; one that corrects another stands in its place.
    pub notes: Vec<NoteView>,
    /// The open offer to a colleague.
    pub offer: Option<OfferView>,
    /// Colleagues who work on reports, without the viewer: to whom it can be offered, and whom a note can name.
    pub colleagues: Vec<(PersonId, String)>,
}

/// A note as it stands.
#[derive(Clone, Debug)]
pub struct NoteView {
    /// Its id: that of the newest correction.
    pub id: NoteId,
    /// By whom.
    pub by: String,
    /// Whether that is the viewer.
    pub mine: bool,
    /// When it was written first.
    pub at: Timestamp,
    /// Its text.
    pub text: String,
    /// What it said before, newest first, each with when it was written.
    pub before: Vec<(Timestamp, String)>,
}

/// An offer to a colleague.
#[derive(Clone, Debug)]
pub struct OfferView {
    /// Who offers it.
    pub by: String,
    /// To whom.
    pub to: String,
    /// When.
    pub at: Timestamp,
    /// Whether the viewer offers it.
    pub mine: bool,
    /// Whether the viewer is offered it.
    pub to_me: bool,
}

impl Query for BesideQuery {
    type Output = Beside;
    const PERMISSION: Permission = Permission::ReadReport;

    async fn answer(self, granted: Granted<'_>) -> Result<Beside, Error> {
        let Granted { node, viewer } = granted;
        let (id, me) = (self.id, viewer.person.id);
        // Most reports have no note: then nothing is opened, and nothing written.
        let any = node.store().read("any notes", |tx| async move { note::any(&tx, id).await }).await?;
        let gather = |tx: Tx| async move {
            let (row, rows) = (desk::get(&tx, id).await?, note::of_report(&tx, id).await?);
            if any && row.data_key.is_some() {
                let entry = node.entry(viewer.actor(), "note.read", format!("report:{id}"), String::new());
                tx.audit([entry]).await?;
            }
            // One that was added meanwhile is opened, and logged, the next time.
            let rows = if any { rows } else { Vec::new() };
            Ok::<_, Error>((row, rows, offer::open(&tx, id).await?, person::all(&tx).await?))
        };
        let (row, rows, offer, people) = if any {
            node.store().run("open notes", gather).await?
        } else {
            node.store().read("beside report", gather).await?
        };
        let name = |id: PersonId| {
            people.iter().find(|person| person.id == id).map(|person| person.name.clone()).unwrap_or_default()
        };
        let mut notes: Vec<NoteView> = Vec::new();
        // Of an erased report no text is left.
        let key = node.sealing().report_key(id, row.data_key.as_deref()).ok();
        for note in &rows {
            let Some(key) = &key else { break };
            let text: String = open(key, Blob::Note(note.id.0), note.sealed.as_deref())?;
            let corrected = note.corrects.and_then(|before| notes.iter_mut().find(|view| view.id == before));
            match corrected {
                Some(view) => {
                    let old = std::mem::replace(&mut view.text, text);
                    let written = rows.iter().find(|row| Some(row.id) == note.corrects);
                    view.before.insert(0, (written.map_or(view.at, |row| row.made_at), old));
                    view.id = note.id;
                }
                None => notes.push(NoteView {
                    id: note.id,
                    by: name(note.made_by),
                    mine: note.made_by == me,
                    at: note.made_at,
                    text,
                    before: Vec::new(),
                }),
            }
        }
        Ok(Beside {
            notes,
            offer: offer.map(|offer| OfferView {
                by: name(offer.offered_by),
                to: name(offer.offered_to),
                at: offer.offered_at,
                mine: offer.offered_by == me,
                to_me: offer.offered_to == me,
            }),
            colleagues: people
                .iter()
                .filter(|person| {
                    !person.disabled && person.id != me && person.role.may(Permission::WorkOnReport)
                })
                .map(|person| (person.id, person.name.clone()))
                .collect(),
        })
    }
}
