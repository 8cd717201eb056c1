//! Who is on shift, what the last ones left, and, for a senior, what each person holds. Nothing is ranked, least of all by speed.

use std::collections::HashMap;

use tutela_model::access::Permission;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::id::{PersonId, ShiftId};
use tutela_model::team::URGENT;
use tutela_store::Tx;
use tutela_store::records::queue::{self, Held};
use tutela_store::records::shift::{self, ShiftRow};
use tutela_store::records::{offer, person};

use super::{Granted, Query, names};
use crate::error::Error;
use crate::sealing::{Blob, open};

/// Shifts that ended are shown for so long.
const SHOWN_FOR: i64 = 2 * DAY;
/// Shifts shown.
const SHIFTS: u32 = 30;
/// Urgent reports that are looked at for who holds them.
const URGENT_LOOKED: u32 = 2_000;
/// Offers that are counted.
const OFFERS: u32 = 100;

/// Who is on shift and what was left.
pub struct ShiftsQuery;

/// Who is on shift and what was left.
#[derive(Clone, Debug)]
pub struct Shifts {
    /// Who is on shift: name, since when, whether it is the viewer.
    pub on: Vec<(String, Timestamp, bool)>,
    /// Shifts that ended lately, the last ones first.
    pub ended: Vec<EndedShift>,
    /// What the viewer holds.
    pub mine: Held,
    /// Reports that wait for the viewer to take them.
    pub offered: u64,
    /// Who holds urgent reports and has gone off shift.
    pub left: Vec<(PersonId, String, u64)>,
}

/// A shift that ended.
#[derive(Clone, Debug)]
pub struct EndedShift {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// From when.
    pub started: Timestamp,
    /// Until when.
    pub ended: Timestamp,
    /// Reports that they held then.
    pub held: u32,
    /// Those of them that were urgent and undecided.
    pub urgent: u32,
    /// Their note to the next.
    pub note: Option<String>,
}

impl Query for ShiftsQuery {
    type Output = Shifts;
    const PERMISSION: Permission = Permission::ReadQueue;

    async fn answer(self, granted: Granted<'_>) -> Result<Shifts, Error> {
        let Granted { node, viewer } = granted;
        let me = viewer.person.id;
        // Notes name what colleagues wrote them about: opening them is logged like any other.
        node.store()
            .run("open shifts", |tx| async move {
                let names = names(&tx).await?;
                let name = |id: PersonId| names.get(&id).cloned().unwrap_or_default();
                let on = shift::all_current(&tx).await?;
                let since = node.now().plus(-SHOWN_FOR);
                let mut ended = Vec::new();
                let mut opened: Vec<ShiftId> = Vec::new();
                for row in shift::ended_since(&tx, since, SHIFTS).await? {
                    let note = match (&row.data_key, &row.sealed) {
                        (Some(wrapped), Some(sealed)) => {
                            opened.push(row.id);
                            let key = node.sealing().unwrap(wrapped, row.id.0)?;
                            Some(open::<String>(&key, Blob::Shift(row.id.0), Some(sealed))?)
                        }
                        _ => None,
                    };
                    ended.push(EndedShift {
                        person: row.person,
                        name: name(row.person),
                        started: row.started_at,
                        ended: row.ended_at.unwrap_or(row.started_at),
                        held: row.held,
                        urgent: row.urgent,
                        note,
                    });
                }
                if !opened.is_empty() {
                    let detail = format!("notes={}", opened.len());
                    tx.audit([node.entry(viewer.actor(), "shift.read", "node".into(), detail)]).await?;
                }
                let nothing = Held { person: me, held: 0, undecided: 0, urgent: 0, oldest: None };
                let held = queue::held(&tx, URGENT).await?;
                Ok(Shifts {
                    left: left(&tx, &on, &names, node.now()).await?,
                    on: on.iter().map(|row| (name(row.person), row.started_at, row.person == me)).collect(),
                    ended,
                    mine: held.into_iter().find(|held| held.person == me).unwrap_or(nothing),
                    offered: offer::waiting_for(&tx, me, OFFERS).await?.len() as u64,
                })
            })
            .await
    }
}

/// Who holds urgent reports, undecided, and ended their shift: whose work the desk must see to.
pub(super) async fn left(
    tx: &Tx,
    on: &[ShiftRow],
    names: &HashMap<PersonId, String>,
    now: Timestamp,
) -> Result<Vec<(PersonId, String, u64)>, Error> {
    let urgent = queue::urgent_held(tx, URGENT, URGENT_LOOKED).await?;
    if urgent.is_empty() {
        return Ok(Vec::new());
    }
    // Whoever never began a shift works without them.
    let ended = shift::ended_since(tx, now.plus(-7 * DAY), 500).await?;
    let gone = |person: &PersonId| {
        ended.iter().any(|row| row.person == *person) && !on.iter().any(|row| row.person == *person)
    };
    let name = |id: &PersonId| names.get(id).cloned().unwrap_or_default();
    Ok(urgent
        .into_iter()
        .filter(|(person, _)| gone(person))
        .map(|(person, n)| (person, name(&person), n))
        .collect())
}

/// What each person of the desk holds.
pub struct CaseLoadQuery;

/// What one person holds.
#[derive(Clone, Debug)]
pub struct CaseLoad {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Since when they are on shift.
    pub on_shift: Option<Timestamp>,
    /// When they were last seen in the console.
    pub seen: Option<Timestamp>,
    /// What they hold.
    pub held: Held,
    /// How many reports they decided since midnight UTC.
    pub decided: u64,
    /// Whether they may no longer sign in.
    pub disabled: bool,
}

impl Query for CaseLoadQuery {
    /// By name.
    type Output = Vec<CaseLoad>;
    const PERMISSION: Permission = Permission::CaseLoad;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<CaseLoad>, Error> {
        let now = granted.node.now();
        let midnight = Timestamp::from_micros(now.micros().div_euclid(DAY) * DAY);
        granted
            .node
            .store()
            .read("case load", |tx| async move {
                let held: HashMap<_, _> =
                    queue::held(&tx, URGENT).await?.into_iter().map(|held| (held.person, held)).collect();
                let decided: HashMap<_, _> = queue::decided_since(&tx, midnight).await?.into_iter().collect();
                let seen: HashMap<_, _> = person::last_seen(&tx).await?.into_iter().collect();
                let on: HashMap<_, _> = shift::all_current(&tx)
                    .await?
                    .into_iter()
                    .map(|row| (row.person, row.started_at))
                    .collect();
                let works = person::all(&tx).await?.into_iter().filter(|person| {
                    held.contains_key(&person.id)
                        || (!person.disabled && person.role.may(Permission::WorkOnReport))
                });
                let nothing = |person| Held { person, held: 0, undecided: 0, urgent: 0, oldest: None };
                Ok(works
                    .map(|person| CaseLoad {
                        person: person.id,
                        on_shift: on.get(&person.id).copied(),
                        seen: seen.get(&person.id).copied(),
                        held: held.get(&person.id).copied().unwrap_or(nothing(person.id)),
                        decided: decided.get(&person.id).copied().unwrap_or(0),
                        disabled: person.disabled,
                        name: person.name,
                    })
                    .collect())
            })
            .await
    }
}
