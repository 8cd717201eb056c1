//! What the public finds in the node's own country, whether somebody reads, and whether the translations were read.

use tutela_model::clock::Timestamp;
use tutela_store::records::{help, language_reading, on_call, person_mailbox};
use tutela_store::{Store, StoreError};
use tutela_workflow::Settings;
use tutela_workflow::read::is_enough;

use super::{Findings, Weight};
use crate::error::Failure;

pub(super) async fn help(
    settings: &Settings,
    store: &Store,
    now: Timestamp,
    findings: &mut Findings,
) -> Result<(), Failure> {
    let (entries, turns, mailboxes, readings) = store
        .read("doctor help", |tx| async move {
            let entries = match settings.country {
                Some(country) => help::of_country(&tx, country).await?,
                None => Vec::new(),
            };
            let mailboxes = person_mailbox::all(&tx).await?;
            let readings = language_reading::all(&tx).await?;
            Ok::<_, StoreError>((entries, on_call::turns(&tx).await?, mailboxes, readings))
        })
        .await?;
    match settings.country {
        None => findings.add(
            Weight::Wrong,
            "set `country` to the node's country: its help comes first on the public site",
        ),
        Some(country) => {
            let text = format!(
                "nobody has confirmed an emergency number and a helpline of {country} within 180 days: call them in the console, under \
                 Help (`tutela helplines import` brings a list to begin with)"
            );
            let good = format!("an emergency number and a helpline of {country} are confirmed");
            findings.check(is_enough(&entries, country, now), &good, Weight::Wrong, &text);
        }
    }
    if turns.is_empty() {
        findings.add(Weight::Note, "nobody is on call: a report of danger now wakes nobody; make a plan in the console, under On call");
    } else {
        let reached = turns
            .iter()
            .filter_map(|turn| turn.person)
            .all(|person| mailboxes.iter().any(|(with, _)| *with == person));
        let text =
            "somebody of the on-call plan has no mailbox to be told at: set it in the console, under On call";
        findings.check(reached, "everybody of the on-call plan has a mailbox", Weight::Warning, text);
        let text = "there is an on-call plan and no [smtp]: nobody can be told of danger now by mail";
        findings.check(settings.smtp.is_some(), "people on call are told by mail", Weight::Warning, text);
    }
    if readings.is_empty() {
        findings
            .add(Weight::Note, "no native reader of a language is recorded: see Languages in the console");
    }
    Ok(())
}
