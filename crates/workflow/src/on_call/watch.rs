//! The regular job that sees whether a report of danger now waits to be opened, and tells the people on call, one after the other.
//!
//! However many such reports there are, one mail goes out at a time, the next only when the person before had their minutes, and
//! to the same person never twice within five. So a flood of them wakes nobody more often than one does.

use std::collections::HashMap;

use tutela_model::alert::AlertKind;
use tutela_model::clock::{MINUTE, SECOND, Timestamp};
use tutela_model::id::PersonId;
use tutela_model::letter::LetterAbout;
use tutela_model::person::Actor;
use tutela_store::Tx;
use tutela_store::jobs::Job;
use tutela_store::records::on_call::{self, Told};
use tutela_store::records::{danger, person_mailbox};

use super::{plan, settings};
use crate::alerts;
use crate::error::Error;
use crate::jobs::JobError;
use crate::node::Node;
use crate::outbox::{self, Letter, NewLetter};
use crate::sealing::Blob;

pub(crate) const WATCH_DANGER: &str = "watch_danger";

/// How often it is looked.
const LOOK: i64 = 30 * SECOND;
/// Nobody is told more often.
const QUIET: i64 = 5 * MINUTE;

/// Looks, tells at most one person, and comes back.
pub(crate) async fn watch_danger(node: &Node, job: &Job) -> Result<(), JobError> {
    let told = node
        .store()
        .run("watch danger", |tx| async move {
            let told = step(&tx, node).await?;
            tx.repeat_job(job, node.now().plus(LOOK)).await?;
            Ok::<_, Error>(told)
        })
        .await?;
    if told {
        node.wake_jobs();
    }
    Ok(())
}

async fn step(tx: &Tx, node: &Node) -> Result<bool, Error> {
    let now = node.now();
    if !danger::any(tx).await? {
        on_call::end_round(tx).await?;
        // What is no longer needed would tell the minute in which somebody reported.
        on_call::forget_told(tx, now.plus(-QUIET)).await?;
        return Ok(false);
    }
    let mailboxes: HashMap<PersonId, Timestamp> = person_mailbox::all(tx).await?.into_iter().collect();
    let mut people = plan(tx).await?.on_call(now);
    people.retain(|person| mailboxes.contains_key(person));
    if people.is_empty() || node.settings().smtp.is_none() {
        let detail = format!("on_call={} mail={}", people.len(), node.settings().smtp.is_some());
        alerts::raise(tx, node, AlertKind::NobodyOnCall, "node".into(), detail).await?;
        return Ok(false);
    }
    let told = on_call::told(tx).await?;
    let patience = settings(tx).await?.patience();
    let Some(next) = who_is_next(&people, &told, patience, now) else { return Ok(false) };
    if next.anew {
        on_call::end_round(tx).await?;
    }
    tell(tx, node, next.person).await?;
    Ok(true)
}

#[derive(Debug, PartialEq, Eq)]
struct Next {
    person: PersonId,
    /// Whether everybody was told before, so that it begins again with the first.
    anew: bool,
}

/// Who is told now, if anybody. `people`: those on call who can be told, in order.
fn who_is_next(people: &[PersonId], told: &[Told], patience: i64, now: Timestamp) -> Option<Next> {
    // A clock that was set back makes every age negative: then it is as if nobody had been told lately.
    let within = |at: Timestamp, span: i64| (0..span).contains(&now.since(at));
    let in_round = |person: &&PersonId| told.iter().any(|told| told.this_round && told.person == **person);
    let of_these = told.iter().filter(|told| told.this_round && people.contains(&told.person));
    if of_these.clone().any(|told| within(told.at, patience)) {
        return None;
    }
    let (person, anew) = match people.iter().find(|person| !in_round(person)) {
        Some(person) => (*person, false),
        None => (*people.first()?, true),
    };
    let quiet = told.iter().any(|told| told.person == person && within(told.at, QUIET));
    (!quiet).then_some(Next { person, anew })
}

async fn tell(tx: &Tx, node: &Node, person: PersonId) -> Result<(), Error> {
    let sealed = person_mailbox::get(tx, person).await?;
    let to: String = node.sealing().open_own(Blob::Mailbox(person.0), &sealed.unwrap_or_default())?;
    let letter = letter(node, to);
    let new = NewLetter {
        about: LetterAbout::OnCall,
        record: person.0,
        purpose: "report_needs_you",
        report: None,
        letter: &letter,
    };
    outbox::put(tx, node, &new).await?;
    on_call::set_told(tx, person, node.now()).await?;
    // To the hour, so that the log does not tell the minute in which somebody reported.
    let entry = node.entry(Actor::Node, "on_call.told", format!("person:{person}"), String::new());
    Ok(tx.audit([entry.coarse(node.rng())]).await?)
}

/// Says that a report needs its reader, and nothing of what it says, what it is or how many there are.
fn letter(node: &Node, to: String) -> Letter {
    let console = node.settings().public_url.as_ref().and_then(|url| url.join("/console/").ok());
    let place = console.map_or_else(|| "the console".to_owned(), |url| url.to_string());
    let body = format!(
        "A report needs you.\n\nSign in and open what stands first in the queue:\n{place}\n\nIf nobody opens it, the next person on call is \
         told.\n"
    );
    Letter::plain(to, "A report needs you", body)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const PATIENCE: i64 = 10 * MINUTE;

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    fn told(n: u128, minute: i64, this_round: bool) -> Told {
        Told { person: person(n), at: Timestamp::from_micros(minute * MINUTE), this_round }
    }

    fn next(people: &[u128], told: &[Told], minute: i64) -> Option<(u128, bool)> {
        let people: Vec<_> = people.iter().copied().map(person).collect();
        let next = who_is_next(&people, told, PATIENCE, Timestamp::from_micros(minute * MINUTE))?;
        Some((next.person.0.as_u128(), next.anew))
    }

    #[test]
    fn one_after_the_other_each_with_their_minutes() {
        assert_eq!(next(&[1, 2], &[], 0), Some((1, false)));
        assert_eq!(next(&[1, 2], &[told(1, 0, true)], 9), None);
        assert_eq!(next(&[1, 2], &[told(1, 0, true)], 10), Some((2, false)));
        assert_eq!(next(&[1, 2], &[told(1, 0, true), told(2, 10, true)], 19), None);
        assert_eq!(next(&[1, 2], &[told(1, 0, true), told(2, 10, true)], 20), Some((1, true)));
        assert_eq!(next(&[], &[], 0), None);
    }

    #[test]
    fn nobody_is_told_twice_within_five_minutes() {
        assert_eq!(next(&[1, 2], &[told(1, 0, false)], 4), None, "what came before was opened");
        assert_eq!(next(&[1, 2], &[told(1, 0, false)], 5), Some((1, false)));
    }

    #[test]
    fn a_new_turn_is_told_at_once() {
        assert_eq!(next(&[3], &[told(1, 0, true)], 1), Some((3, false)));
    }

    #[test]
    fn a_clock_that_steps_costs_one_mail_at_most() {
        assert_eq!(next(&[1, 2], &[told(1, 500, true)], 0), Some((2, false)), "set back");
        assert_eq!(next(&[1, 2], &[told(1, 500, true), told(2, 0, true)], 1), None);
        assert_eq!(next(&[1, 2], &[told(1, 0, true)], 90_000), Some((2, false)), "set forward");
    }
}
