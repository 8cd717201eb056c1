//! Importing entries from a file. Nothing that a file brings is confirmed, and nothing that a person confirmed is changed by a file.

use std::io::Read;

use tutela_formats::help_csv::{self, HelpCsvError, HelpLine};
use tutela_model::access::Permission;
use tutela_model::help::{HelpDetails, HelpTyped};
use tutela_model::id::HelpEntryId;
use tutela_model::person::Actor;
use tutela_store::Tx;
use tutela_store::records::help;

use crate::error::Error;
use crate::node::{Node, Viewer};

/// The list that comes with the program: gathered from public lists and general knowledge, confirmed by nobody.
pub const SEED: &str = include_str!("../../data/helplines.csv");

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Entries that are new.
    pub added: u64,
    /// Entries that stood already and are now as in the file.
    pub changed: u64,
    /// Entries that stand already as they are.
    pub same: u64,
    /// Entries that the file tells otherwise, and that a person has confirmed: they stay.
    pub kept: u64,
    /// What is wrong with which line.
    pub bad: Vec<String>,
}

/// Imports a file; `viewer`: who, or nobody at the command line of the machine. Lines with mistakes are told and left out.
pub async fn import_help(
    node: &Node,
    viewer: Option<&Viewer>,
    file: impl Read,
) -> Result<Result<Imported, HelpCsvError>, Error> {
    let actor = match viewer {
        Some(viewer) => viewer.must(Permission::HelpDirectory).map(|()| viewer.actor())?,
        None => Actor::Operator,
    };
    let lines = match help_csv::read(file) {
        Ok(lines) => lines,
        Err(error) => return Ok(Err(error)),
    };
    let mut bad = Vec::new();
    let mut entries = Vec::new();
    for line in lines {
        match line {
            Ok(line) => match details(&line) {
                Ok(details) => entries.push(details),
                Err(error) => bad.push(format!("line {}: {error}", line.line)),
            },
            Err(error) => bad.push(error.to_string()),
        }
    }
    let mut imported = node
        .store()
        .run("import help entries", |tx| {
            let entries = &entries;
            async move {
                let mut imported = Imported::default();
                for details in entries {
                    take(&tx, node, details, &mut imported).await?;
                }
                let Imported { added, changed, kept, .. } = &imported;
                let detail = format!("added={added} changed={changed} kept={kept}");
                tx.audit([node.entry(actor, "help.imported", "node".into(), detail)]).await?;
                Ok::<_, Error>(imported)
            }
        })
        .await?;
    imported.bad = bad;
    Ok(Ok(imported))
}

fn details(line: &HelpLine) -> Result<HelpDetails, Error> {
    let typed = HelpTyped {
        country: &line.country,
        kind: &line.kind,
        name: &line.name,
        phone: &line.phone,
        url: &line.url,
        email: &line.email,
        chat: &line.chat,
        languages: &line.languages,
        hours: &line.hours,
        source: &line.source,
    };
    HelpDetails::read(&typed).map_err(Error::Fields)
}

async fn take(tx: &Tx, node: &Node, details: &HelpDetails, imported: &mut Imported) -> Result<(), Error> {
    let now = node.now();
    match help::named(tx, details.country, details.kind, &details.name).await? {
        None => {
            help::insert(tx, HelpEntryId::new(now, node.rng()), details, now).await?;
            imported.added += 1;
        }
        Some(before) if before.details == *details => imported.same += 1,
        Some(before) if before.confirmed.is_some() => imported.kept += 1,
        Some(before) => {
            help::update(tx, before.id, details).await?;
            if details.reached_otherwise(&before.details) {
                help::set_standing(tx, before.id, None, None).await?;
            }
            imported.changed += 1;
        }
    }
    Ok(())
}
