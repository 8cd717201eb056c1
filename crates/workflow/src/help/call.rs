//! Confirming an entry: somebody calls it, notes who answered, and says what came of it.

use tutela_model::access::Permission;
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::help::{CallOutcome, HelpDetails, HelpTyped};
use tutela_model::id::{HelpEntryId, uuid_v7};
use tutela_model::limits;
use tutela_model::text::{self, Lines};
use tutela_store::records::help::{self, CallRow};

use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::sealing::Blob;

/// What came of a call.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// The entry.
    pub entry: HelpEntryId,
    /// What came of it.
    pub outcome: CallOutcome,
    /// Who answered and what they said; needed where the entry is confirmed.
    pub answered: &'a str,
    /// How it is reached now, where that changed. Country, kind and name stay what they are.
    pub changed: HelpTyped<'a>,
}

/// Notes a call that the viewer made. The entry is confirmed under their name, or shown no longer.
pub async fn note_call(node: &Node, viewer: &Viewer, call: &Call<'_>) -> Result<(), Error> {
    viewer.must(Permission::HelpDirectory)?;
    let answered = text::check("answered", call.answered, limits::SHORT, Lines::One)?;
    if call.outcome == CallOutcome::Confirmed && answered.is_none() {
        return Err(FieldError::new("answered", Problem::Missing).into());
    }
    let now = node.now();
    let id = uuid_v7(now, node.rng());
    let sealed = node.sealing().seal_own(Blob::HelpCall(id), &answered.unwrap_or_default(), node.rng());
    node.store()
        .run("note call", |tx| {
            let sealed = &sealed;
            async move {
                let entry = help::get(&tx, call.entry).await?.ok_or(Error::NotFound("help entry"))?;
                match call.outcome {
                    CallOutcome::Confirmed => {
                        help::set_standing(&tx, entry.id, Some((now, viewer.person.id)), None).await?;
                    }
                    CallOutcome::Wrong => help::set_standing(&tx, entry.id, None, Some(now)).await?,
                    CallOutcome::Changed => {
                        let details = changed(&entry.details, &call.changed)?;
                        help::update(&tx, entry.id, &details).await?;
                        // What was told on the phone is called itself before anybody relies on it.
                        help::set_standing(&tx, entry.id, None, None).await?;
                    }
                }
                let row = CallRow {
                    id,
                    entry: entry.id,
                    called_at: now,
                    called_by: viewer.person.id,
                    outcome: call.outcome,
                    sealed: sealed.clone(),
                };
                help::insert_call(&tx, &row).await?;
                let detail = format!("outcome={}", call.outcome);
                let record = format!("help:{}", entry.id);
                Ok(tx.audit([node.entry(viewer.actor(), "help.called", record, detail)]).await?)
            }
        })
        .await
}

fn changed(before: &HelpDetails, typed: &HelpTyped<'_>) -> Result<HelpDetails, Error> {
    let typed = HelpTyped {
        country: before.country.as_str(),
        kind: before.kind.as_str(),
        name: &before.name,
        source: if typed.source.is_empty() { &before.source } else { typed.source },
        ..*typed
    };
    let details = HelpDetails::read(&typed).map_err(Error::Fields)?;
    if details.reached_otherwise(before) {
        Ok(details)
    } else {
        Err(FieldError::new("phone", Problem::Malformed { expected: "write what has changed".into() }).into())
    }
}
