//! Turns of the plan.

use tutela_model::access::Permission;
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::id::{PersonId, TurnId};
use tutela_model::on_call::{Turn, TurnDay, parse_minutes};
use tutela_store::records::{on_call, person};

use crate::error::Error;
use crate::node::{Node, Viewer};

/// Turns that a plan holds at most.
const MOST: usize = 400;

/// A turn as it is typed.
#[derive(Clone, Debug, Default)]
pub struct NewTurn<'a> {
    /// Weekdays by number, or one date.
    pub days: Vec<&'a str>,
    /// `09:00`.
    pub starts: &'a str,
    /// `17:00`.
    pub ends: &'a str,
    /// Who; empty where nobody is there on a date.
    pub person: &'a str,
    /// Who is told first: 1, then 2, and so on.
    pub rank: &'a str,
}

/// Adds a turn, on each of its days.
pub async fn add_turn(node: &Node, viewer: &Viewer, new: &NewTurn<'_>) -> Result<usize, Error> {
    viewer.must(Permission::ManageOnCall)?;
    let read = Read::of(new)?;
    let read = &read;
    node.store()
        .run("add turn", |tx| async move {
            if let Some(id) = read.person {
                let found = person::get(&tx, id).await?.filter(|person| !person.disabled);
                let person = found.ok_or(Error::NotFound("person"))?;
                if !person.role.may(Permission::ReadReport) {
                    return Err(unknown("person", "somebody who may open reports"));
                }
            }
            if on_call::turns(&tx).await?.len() + read.days.len() > MOST {
                return Err(Error::Refused("the plan is full: take turns away that are over"));
            }
            for day in &read.days {
                let turn = Turn {
                    id: TurnId::new(node.now(), node.rng()),
                    day: *day,
                    starts: read.starts,
                    ends: read.ends,
                    person: read.person,
                    rank: read.rank,
                };
                on_call::insert(&tx, &turn, node.now(), viewer.person.id).await?;
                let person = turn.person.map_or("nobody".to_owned(), |person| format!("person:{person}"));
                let detail = format!("day={day} starts={} ends={} person={person}", read.starts, read.ends);
                let record = format!("turn:{}", turn.id);
                tx.audit([node.entry(viewer.actor(), "on_call.turn_added", record, detail)]).await?;
            }
            Ok(())
        })
        .await?;
    node.wake_jobs();
    Ok(read.days.len())
}

/// Takes a turn away.
pub async fn remove_turn(node: &Node, viewer: &Viewer, id: TurnId) -> Result<(), Error> {
    viewer.must(Permission::ManageOnCall)?;
    node.store()
        .run("remove turn", |tx| async move {
            if !on_call::delete(&tx, id).await? {
                return Err(Error::NotFound("turn"));
            }
            let entry =
                node.entry(viewer.actor(), "on_call.turn_removed", format!("turn:{id}"), String::new());
            Ok(tx.audit([entry]).await?)
        })
        .await
}

struct Read {
    days: Vec<TurnDay>,
    starts: u16,
    ends: u16,
    person: Option<PersonId>,
    rank: u8,
}

fn unknown(field: &str, expected: &'static str) -> Error {
    FieldError::new(field, Problem::Unknown { expected }).into()
}

impl Read {
    fn of(new: &NewTurn<'_>) -> Result<Self, Error> {
        let mut errors = Vec::new();
        let days: Vec<_> = new.days.iter().filter_map(|day| TurnDay::parse(day.trim())).collect();
        if days.is_empty() || days.len() != new.days.len() {
            errors.push(FieldError::new("day", Problem::Unknown { expected: "days of the week or a date" }));
        }
        let mut time = |field: &str, text: &str| {
            let minutes = parse_minutes(text);
            if minutes.is_none() {
                let expected = "write a time of day such as 09:00".to_owned();
                errors.push(FieldError::new(field, Problem::Malformed { expected }));
            }
            minutes.unwrap_or_default()
        };
        let (starts, ends) = (time("starts", new.starts), time("ends", new.ends));
        let person = new.person.trim();
        let id = person.parse().ok();
        let dated = !days.is_empty() && days.iter().all(|day| matches!(day, TurnDay::On(_)));
        if id.is_none() && !(person.is_empty() && dated) {
            errors.push(FieldError::new("person", Problem::Unknown { expected: "a person of the desk" }));
        }
        let rank = new.rank.trim().parse().ok().filter(|rank| (1..=9).contains(rank));
        if rank.is_none() {
            errors.push(FieldError::new("rank", Problem::Unknown { expected: "1 to 9" }));
        }
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        Ok(Self { days, starts, ends, person: id, rank: rank.unwrap_or(1) })
    }
}
