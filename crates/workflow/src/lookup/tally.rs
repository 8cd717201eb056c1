//! What look-ups leave behind for the log and for people: how much each key asked, and alarms. Look-ups come by thousands a second, so it is
//! gathered here and written by the job driver: one entry a minute and key, and alarms within a second. No answer waits for it or
//! fails with it.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use tutela_model::alert::AlertKind;
use tutela_model::clock::{DAY, MINUTE, Timestamp};
use tutela_model::id::ApiKeyId;
use tutela_model::person::Actor;

use crate::alerts;
use crate::error::Error;
use crate::node::Node;

/// Alarms that are remembered as told; beyond, all are forgotten and may be told again.
const REMEMBERED: usize = 10_000;

/// What is not written yet.
#[derive(Default)]
pub(crate) struct Tally {
    gathered: Mutex<Gathered>,
}

#[derive(Default)]
struct Gathered {
    keys: HashMap<ApiKeyId, (u64, u64)>,
    written_at: Option<Timestamp>,
    alarms: HashSet<Alarm>,
    /// When each alarm was last written: the same one is written once a day.
    told: HashMap<Alarm, Timestamp>,
}

/// Something that people must be told of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Alarm {
    /// The copy of a list that this key was given has leaked: somebody asked for its canary.
    Leak {
        /// Whose copy.
        holder: ApiKeyId,
        /// Who asked, as the log names them. Not accused: a platform asks what its users upload.
        by: String,
    },
    /// This key asks for many variants of one known picture.
    Probing {
        /// Which key.
        key: ApiKeyId,
    },
}

impl Alarm {
    fn alert(&self) -> (AlertKind, String, String) {
        match self {
            Self::Leak { holder, by } => (AlertKind::Leak, format!("key:{holder}"), format!("asked_by={by}")),
            Self::Probing { key } => {
                let detail = format!("variants={}", super::probing::VARIANTS);
                (AlertKind::Probing, format!("key:{key}"), detail)
            }
        }
    }
}

impl Tally {
    /// Counts look-ups and how many of them found something.
    pub(crate) fn add(&self, key: ApiKeyId, asked: u64, matched: u64) {
        let mut gathered = self.gathered();
        let count = gathered.keys.entry(key).or_default();
        count.0 += asked;
        count.1 += matched;
    }

    /// Notes an alarm.
    pub(crate) fn alarm(&self, alarm: Alarm, now: Timestamp) {
        let mut gathered = self.gathered();
        let told = gathered.told.get(&alarm).is_some_and(|at| (0..DAY).contains(&now.since(*at)));
        if !told {
            gathered.alarms.insert(alarm);
        }
    }

    fn gathered(&self) -> std::sync::MutexGuard<'_, Gathered> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the counts that are due: once a minute, or whatever there is at the end.
    fn take_counts(&self, now: Timestamp, all: bool) -> HashMap<ApiKeyId, (u64, u64)> {
        let mut gathered = self.gathered();
        let due = gathered.written_at.is_none_or(|at| !(0..MINUTE).contains(&now.since(at)));
        if !(due || all) || gathered.keys.is_empty() {
            return HashMap::new();
        }
        gathered.written_at = Some(now);
        std::mem::take(&mut gathered.keys)
    }

    fn take_alarms(&self) -> HashSet<Alarm> {
        std::mem::take(&mut self.gathered().alarms)
    }

    fn told(&self, alarms: HashSet<Alarm>, now: Timestamp) {
        let mut gathered = self.gathered();
        if gathered.told.len() >= REMEMBERED {
            gathered.told.clear();
        }
        gathered.told.extend(alarms.into_iter().map(|alarm| (alarm, now)));
    }
}

/// Writes what is due.
pub(crate) async fn write(node: &Node, all: bool) -> Result<(), Error> {
    write_alarms(node).await?;
    let counts = node.inner.tally.take_counts(node.now(), all);
    if counts.is_empty() {
        return Ok(());
    }
    let written = node
        .store()
        .run("tally look-ups", |tx| {
            let counts = &counts;
            async move {
                let entries = counts.iter().map(|(key, (asked, matched))| {
                    let detail = format!("asked={asked} matched={matched}");
                    node.entry(Actor::Key(*key), "lookup.asked", format!("key:{key}"), detail)
                });
                tx.audit(entries.collect::<Vec<_>>()).await
            }
        })
        .await;
    if written.is_err() {
        // Counted again with the next minute.
        counts.into_iter().for_each(|(key, (asked, matched))| node.inner.tally.add(key, asked, matched));
    }
    Ok(written?)
}

/// Every alarm is in the log, also while an alert about the same copy waits for a person.
async fn write_alarms(node: &Node) -> Result<(), Error> {
    let alarms = node.inner.tally.take_alarms();
    if alarms.is_empty() {
        return Ok(());
    }
    let written = node
        .store()
        .run("alarms of look-ups", |tx| {
            let alarms = &alarms;
            async move {
                for (kind, record, detail) in alarms.iter().map(Alarm::alert) {
                    let logged = format!("kind={kind} {detail}");
                    tx.audit([node.entry(Actor::Node, "lookup.alarm", record.clone(), logged)]).await?;
                    alerts::raise(&tx, node, kind, record, detail).await?;
                }
                Ok::<_, Error>(())
            }
        })
        .await;
    match written {
        Ok(()) => node.inner.tally.told(alarms, node.now()),
        Err(_) => alarms.into_iter().for_each(|alarm| node.inner.tally.alarm(alarm, node.now())),
    }
    written
}
