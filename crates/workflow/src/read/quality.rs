//! Second opinions that wait, how well the desk agrees, and what people were exposed to.

use std::collections::HashMap;

use tutela_model::access::Permission;
use tutela_model::agreement::Agreement;
use tutela_model::assessment::Observation;
use tutela_model::clock::Timestamp;
use tutela_model::exposure::{Exposure, ExposureLimit, day};
use tutela_model::id::{OpinionId, PersonId, ReportId};
use tutela_model::item::Item;
use tutela_model::opinion::{AGREEMENT_PERIOD, OpinionPurpose};
use tutela_store::Tx;
use tutela_store::records::opinion::{self, OpinionRow};
use tutela_store::records::{exposure, item, person};

use super::{Granted, Query, names};
use crate::desk;
use crate::error::Error;
use crate::node::Viewer;
use crate::quality::{self, Stage, stage};
use crate::sealing::{Blob, open};

/// Those that wait, shown at once.
const SHOWN: u32 = 200;
/// Pairs that are counted.
const COUNTED: u32 = 20_000;
/// Days of their own that somebody is shown.
const DAYS: i64 = 30;

/// What somebody can do about a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToDo {
    /// Give it.
    Give,
    /// Decide between two that differ.
    Settle,
    /// Wait for others.
    Wait,
}

/// A second look that waits.
#[derive(Clone, Debug)]
pub struct OpinionLine {
    /// Its id.
    pub id: OpinionId,
    /// Why.
    pub purpose: OpinionPurpose,
    /// In which report.
    pub report: ReportId,
    /// Since when it waits.
    pub asked_at: Timestamp,
    /// Who asked; `None` where it was drawn.
    pub asked_by: Option<String>,
    /// What the viewer can do.
    pub to_do: ToDo,
}

impl OpinionLine {
    /// As the viewer sees it; `None` where it is nothing of theirs: nobody but a senior learns what was drawn.
    fn of(row: &OpinionRow, viewer: &Viewer, names: &HashMap<PersonId, String>) -> Option<Self> {
        let drawn = row.purpose == OpinionPurpose::Sample;
        let to_do = match stage(row, viewer) {
            Stage::Give => ToDo::Give,
            Stage::Settle => ToDo::Settle,
            Stage::Others if !drawn => ToDo::Wait,
            Stage::Others | Stage::Done => return None,
        };
        let asked_by = row.asked_by.map(|id| names.get(&id).cloned().unwrap_or_else(|| id.to_string()));
        Some(Self {
            id: row.id,
            purpose: row.purpose,
            report: row.report,
            asked_at: row.asked_at,
            asked_by,
            to_do,
        })
    }
}

/// Second looks that wait, oldest first.
pub struct OpinionsQuery;

impl Query for OpinionsQuery {
    type Output = Vec<OpinionLine>;
    const PERMISSION: Permission = Permission::Opinion;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<OpinionLine>, Error> {
        let Granted { node, viewer } = granted;
        let read = node.store().read("opinions", |tx| async move {
            let names = names(&tx).await?;
            let rows = opinion::waiting(&tx, SHOWN).await?;
            Ok::<_, Error>(rows.iter().filter_map(|row| OpinionLine::of(row, viewer, &names)).collect())
        });
        read.await
    }
}

/// One second look, with what it is about. Opening it is logged.
pub struct OpinionQuery {
    /// Which.
    pub id: OpinionId,
}

/// One second look.
pub struct OpinionPage {
    /// What the list shows of it.
    pub line: OpinionLine,
    /// What is to be assessed.
    pub item: Item,
    /// Its place in the report.
    pub position: u32,
    /// The two that differ, for whoever decides; never for whoever is still to give one.
    pub both: Option<(Observation, Observation)>,
}

impl Query for OpinionQuery {
    type Output = OpinionPage;
    const PERMISSION: Permission = Permission::Opinion;

    async fn answer(self, granted: Granted<'_>) -> Result<OpinionPage, Error> {
        let Granted { node, viewer } = granted;
        let id = self.id;
        node.store()
            .run("open opinion", |tx| async move {
                const GONE: Error = Error::NotFound("second opinion that waits for you");
                let row = opinion::get(&tx, id).await?.ok_or(GONE)?;
                let line = OpinionLine::of(&row, viewer, &names(&tx).await?).ok_or(GONE)?;
                let both = match (line.to_do, row.answer) {
                    (ToDo::Settle, Some(answer)) => Some((row.first, answer.seen)),
                    (ToDo::Wait, _) => return Err(GONE),
                    _ => None,
                };
                let report = desk::get(&tx, row.report).await?;
                let key = node.sealing().report_key(row.report, report.data_key.as_deref())?;
                let items = item::of_report(&tx, row.report).await?;
                let found = items.iter().find(|item| item.position == row.position).ok_or(GONE)?;
                let item = open(&key, Blob::Item(row.report, row.position), found.sealed.as_deref())?;
                let detail = format!("report={}", row.report);
                tx.audit([node.entry(viewer.actor(), "opinion.opened", format!("opinion:{id}"), detail)])
                    .await?;
                Ok(OpinionPage { line, item, position: row.position, both })
            })
            .await
    }
}

/// How well two agree, question by question.
#[derive(Clone, Copy, Debug, Default)]
pub struct Agreements {
    /// On the age.
    pub age: Agreement,
    /// On the act.
    pub act: Agreement,
    /// On real or simulated.
    pub depiction: Agreement,
}

impl Agreements {
    fn of<'a>(rows: impl Iterator<Item = &'a OpinionRow> + Clone) -> Self {
        let pairs = rows.filter_map(|row| Some((row.first, row.answer?.seen)));
        Self {
            age: Agreement::of(pairs.clone().map(|(one, other)| (one.age, other.age))),
            act: Agreement::of(pairs.clone().map(|(one, other)| (one.act, other.act))),
            depiction: Agreement::of(pairs.map(|(one, other)| (one.depiction, other.depiction))),
        }
    }
}

/// How well the desk agrees, over the last 90 days.
pub struct AgreementQuery;

/// How well the desk agrees.
#[derive(Clone, Debug, Default)]
pub struct DeskAgreement {
    /// Where a second opinion was asked for: the hard cases.
    pub second: Agreements,
    /// Where it was drawn by chance: all cases.
    pub sample: Agreements,
    /// Assessments in a hundred that are drawn.
    pub percent: u32,
}

impl Query for AgreementQuery {
    type Output = DeskAgreement;
    const PERMISSION: Permission = Permission::ReadQueue;

    async fn answer(self, granted: Granted<'_>) -> Result<DeskAgreement, Error> {
        let now = granted.node.now();
        granted.node.store().read("agreement", |tx| async move { desk_agreement(&tx, now).await }).await
    }
}

/// How well the desk agrees, over the last 90 days.
pub(super) async fn desk_agreement(tx: &Tx, now: Timestamp) -> Result<DeskAgreement, Error> {
    let rows = opinion::answered(tx, now.plus(-AGREEMENT_PERIOD), COUNTED).await?;
    let of = |purpose| Agreements::of(rows.iter().filter(move |row| row.purpose == purpose));
    Ok(DeskAgreement {
        second: of(OpinionPurpose::Second),
        sample: of(OpinionPurpose::Sample),
        percent: quality::sample_percent(tx).await?,
    })
}

/// How often what each analyst found was found again in samples; for a senior, and nobody else.
pub struct AgreementByPersonQuery;

impl Query for AgreementByPersonQuery {
    type Output = Vec<(String, Agreements)>;
    const PERMISSION: Permission = Permission::Quality;

    async fn answer(self, granted: Granted<'_>) -> Result<Self::Output, Error> {
        let since = granted.node.now().plus(-AGREEMENT_PERIOD);
        granted
            .node
            .store()
            .read("agreement by person", |tx| async move {
                let rows = opinion::answered(&tx, since, COUNTED).await?;
                let drawn = || rows.iter().filter(|row| row.purpose == OpinionPurpose::Sample);
                let mut people = person::all(&tx).await?;
                people.retain(|person| drawn().any(|row| row.first_by == person.id));
                let of = |id| Agreements::of(drawn().filter(move |row| row.first_by == id));
                Ok(people.into_iter().map(|person| (person.name, of(person.id))).collect())
            })
            .await
    }
}

/// What the viewer was exposed to: their own, and nobody else's.
pub struct OwnExposureQuery;

/// What the viewer was exposed to.
#[derive(Clone, Debug)]
pub struct OwnExposure {
    /// Today.
    pub today: Exposure,
    /// The last 30 days that have something, newest first.
    pub days: Vec<Exposure>,
    /// What holds for them.
    pub limit: ExposureLimit,
}

impl Query for OwnExposureQuery {
    type Output = OwnExposure;
    const PERMISSION: Permission = Permission::ReadQueue;

    async fn answer(self, granted: Granted<'_>) -> Result<OwnExposure, Error> {
        let (person, today) = (granted.viewer.person.id, day(granted.node.now()));
        granted
            .node
            .store()
            .read("own exposure", |tx| async move {
                let days = exposure::since(&tx, person, today - DAYS + 1).await?;
                let of_today = days.iter().find(|exposure| exposure.day == today).copied();
                Ok(OwnExposure {
                    today: of_today.unwrap_or(Exposure::of_day(today)),
                    days,
                    limit: exposure::limit_for(&tx, person).await?,
                })
            })
            .await
    }
}

/// What everybody was exposed to today, for whoever sets the limits. Looking is logged.
pub struct DeskExposureQuery;

/// What everybody was exposed to today.
#[derive(Clone, Debug)]
pub struct DeskExposure {
    /// The desk's own limit.
    pub desk: ExposureLimit,
    /// Everybody who works on reports.
    pub people: Vec<PersonExposure>,
}

/// What one person was exposed to today.
#[derive(Clone, Debug)]
pub struct PersonExposure {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Today.
    pub today: Exposure,
    /// What holds for them.
    pub limit: ExposureLimit,
    /// Whether that is their own limit, not the desk's.
    pub own_limit: bool,
}

impl Query for DeskExposureQuery {
    type Output = DeskExposure;
    const PERMISSION: Permission = Permission::Welfare;

    async fn answer(self, granted: Granted<'_>) -> Result<DeskExposure, Error> {
        let Granted { node, viewer } = granted;
        let today = day(node.now());
        node.store()
            .run("desk exposure", |tx| async move {
                let desk = exposure::limit(&tx, None).await?.unwrap_or_default();
                let of_today: HashMap<PersonId, Exposure> =
                    exposure::of_everybody(&tx, today).await?.into_iter().collect();
                let mut people = Vec::new();
                let works = |person: &tutela_model::person::Person| {
                    !person.disabled && person.role.may(Permission::WorkOnReport)
                };
                for person in person::all(&tx).await?.into_iter().filter(works) {
                    let own = exposure::limit(&tx, Some(person.id)).await?;
                    people.push(PersonExposure {
                        today: of_today.get(&person.id).copied().unwrap_or(Exposure::of_day(today)),
                        limit: own.unwrap_or(desk),
                        own_limit: own.is_some(),
                        id: person.id,
                        name: person.name,
                    });
                }
                tx.audit([node.entry(viewer.actor(), "exposure.read", "desk".to_owned(), String::new())])
                    .await?;
                Ok(DeskExposure { desk, people })
            })
            .await
    }
}
