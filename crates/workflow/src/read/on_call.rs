//! The on-call plan, as the desk sees it.

use std::collections::HashMap;

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::id::PersonId;
use tutela_model::on_call::Turn;
use tutela_model::person::Person;
use tutela_store::records::{danger, person, person_mailbox};

use super::{Granted, Query};
use crate::error::Error;
use crate::on_call::{OnCallSettings, plan, settings};

/// Who is on call now, by name.
pub struct OnCallNowQuery;

/// Who is on call now.
#[derive(Clone, Debug)]
pub struct OnCallNow {
    /// Whether there is a plan at all.
    pub planned: bool,
    /// Their names; the first is told first.
    pub names: Vec<String>,
}

impl Query for OnCallNowQuery {
    type Output = OnCallNow;
    const PERMISSION: Permission = Permission::ReadOnCall;

    async fn answer(self, granted: Granted<'_>) -> Result<OnCallNow, Error> {
        let node = granted.node;
        let now = node.now();
        node.store()
            .read("who is on call", |tx| async move {
                let plan = plan(&tx).await?;
                let names = super::names(&tx).await?;
                let of = |id: &PersonId| names.get(id).cloned().unwrap_or_else(|| id.to_string());
                Ok(OnCallNow {
                    planned: !plan.turns.is_empty(),
                    names: plan.on_call(now).iter().map(of).collect(),
                })
            })
            .await
    }
}

/// The whole plan.
pub struct OnCallQuery;

/// The whole plan.
#[derive(Clone, Debug)]
pub struct OnCallPlan {
    /// Its turns.
    pub turns: Vec<Turn>,
    /// Its time zone, and how long the first person has.
    pub settings: OnCallSettings,
    /// Who is on call now; the first is told first.
    pub now: Vec<PersonId>,
    /// When the next turn begins, on the plan's clock.
    pub next: Option<String>,
    /// The time on the plan's clock.
    pub clock: String,
    /// The people who may be on call.
    pub people: Vec<Person>,
    /// Who has a mailbox to be told at, and since when.
    pub mailboxes: HashMap<PersonId, Timestamp>,
    /// Whether a report of danger now waits to be opened.
    pub unread: bool,
    /// Whether mail can leave the house.
    pub by_mail: bool,
}

impl Query for OnCallQuery {
    type Output = OnCallPlan;
    const PERMISSION: Permission = Permission::ReadOnCall;

    async fn answer(self, granted: Granted<'_>) -> Result<OnCallPlan, Error> {
        let node = granted.node;
        let now = node.now();
        let by_mail = node.settings().smtp.is_some();
        node.store()
            .read("on-call plan", |tx| async move {
                let plan = plan(&tx).await?;
                let people = person::all(&tx).await?.into_iter();
                Ok(OnCallPlan {
                    now: plan.on_call(now),
                    next: plan.next(now).map(|at| plan.written(at)),
                    clock: plan.written(now),
                    turns: plan.turns,
                    settings: settings(&tx).await?,
                    people: people
                        .filter(|person| !person.disabled && person.role.may(Permission::ReadReport))
                        .collect(),
                    mailboxes: person_mailbox::all(&tx).await?.into_iter().collect(),
                    unread: danger::any(&tx).await?,
                    by_mail,
                })
            })
            .await
    }
}
