//! What somebody was exposed to: everybody sees their own; a supervisor sees the desk and sets pauses and daily limits.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::exposure::{Exposure, ExposureLimit, Pause};
use tutela_model::id::PersonId;
use tutela_workflow::read::{DeskExposure, DeskExposureQuery, OwnExposure, OwnExposureQuery};
use tutela_workflow::{Error, Viewer, quality};

use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::problem::{Problem, problems};
use crate::console::queue::Tab;
use crate::console::signed_in::SignedInViewer;
use crate::console::words::{count, grouped};
use crate::console::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(in crate::console) const PATH: &str = "/console/exposure";

/// What somebody was exposed to on a day, in words.
pub(in crate::console) struct DayLine {
    /// The day, or the person.
    pub(in crate::console) name: String,
    pub(in crate::console) assessed: String,
    pub(in crate::console) viewed: String,
    pub(in crate::console) opened: String,
    pub(in crate::console) total: String,
}

impl DayLine {
    fn of(name: String, day: &Exposure) -> Self {
        Self {
            name,
            assessed: grouped(day.assessed.into()),
            viewed: grouped(day.viewed.into()),
            opened: grouped(day.opened.into()),
            total: grouped(day.total().into()),
        }
    }
}

/// A person of the desk, for the supervisor.
pub(in crate::console) struct PersonLine {
    pub(in crate::console) id: String,
    pub(in crate::console) today: DayLine,
    /// What holds for them, in words.
    pub(in crate::console) limit: String,
    /// Whether it is enough for today, or a pause is due, in words.
    pub(in crate::console) state: Option<String>,
    pub(in crate::console) enough: bool,
    pub(in crate::console) me: bool,
    pub(in crate::console) own_limit: bool,
    pub(in crate::console) form: LimitForm,
}

/// The three numbers of a limit, as they stand.
pub(in crate::console) struct LimitForm {
    /// What ends the ids of its fields.
    pub(in crate::console) id: String,
    pub(in crate::console) daily: String,
    pub(in crate::console) pause_after: String,
    pub(in crate::console) pause_minutes: String,
}

impl LimitForm {
    fn of(id: String, limit: ExposureLimit) -> Self {
        Self {
            id,
            daily: limit.daily.to_string(),
            pause_after: limit.pause_after.to_string(),
            pause_minutes: limit.pause_minutes.to_string(),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/exposure.html")]
pub(in crate::console) struct ExposurePage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) tabs: Vec<Tab>,
    pub(in crate::console) problems: Vec<Problem>,
    /// What holds for the viewer, in words.
    pub(in crate::console) limit: String,
    pub(in crate::console) today: DayLine,
    pub(in crate::console) state: Option<String>,
    pub(in crate::console) days: Vec<DayLine>,
    /// The desk; `None` for whoever does not supervise it.
    pub(in crate::console) desk: Option<(LimitForm, Vec<PersonLine>)>,
}

/// A suggestion to pause, in words, where one is due.
pub(in crate::console) fn pause(
    texts: Texts,
    exposure: &Exposure,
    limit: ExposureLimit,
    now: Timestamp,
) -> Option<String> {
    let minutes = ("minutes", limit.pause_minutes.into());
    Some(match exposure.pause(now, limit)? {
        Pause::AfterMany(n) => texts.with_all("pause-many", &[("n", n.into()), minutes]),
        Pause::AfterMinutes(n) => texts.with_all("pause-minutes", &[("n", n.into()), minutes]),
    })
}

/// What is to be said of somebody's day: that it is enough, or that a pause is due.
fn state(texts: Texts, exposure: &Exposure, limit: ExposureLimit, now: Timestamp) -> Option<String> {
    if exposure.is_enough(limit) {
        return Some(texts.get("exposure-enough"));
    }
    pause(texts, exposure, limit, now)
}

fn limit_words(texts: Texts, limit: ExposureLimit) -> String {
    let daily = match limit.daily {
        0 => texts.get("limit-none"),
        n => count(texts, "limit-daily", n.into()),
    };
    let pause = texts
        .with_all("limit-pause", &[("n", limit.pause_after.into()), ("minutes", limit.pause_minutes.into())]);
    format!("{daily} {pause}")
}

impl ExposurePage {
    /// The page of what was read.
    pub(in crate::console) fn of(
        c: Chrome,
        own: &OwnExposure,
        desk: Option<&DeskExposure>,
        viewer: &Viewer,
        (problems, now): (Vec<Problem>, Timestamp),
    ) -> Self {
        let texts = Texts::console();
        let people = |desk: &DeskExposure| {
            let line = |person: &tutela_workflow::read::PersonExposure| PersonLine {
                id: person.id.to_string(),
                today: DayLine::of(person.name.clone(), &person.today),
                limit: if person.own_limit {
                    limit_words(texts, person.limit)
                } else {
                    texts.get("limit-of-desk")
                },
                state: state(texts, &person.today, person.limit, now),
                enough: person.today.is_enough(person.limit),
                me: person.id == viewer.person.id,
                own_limit: person.own_limit,
                form: LimitForm::of(format!("-{}", person.id), person.limit),
            };
            desk.people.iter().map(line).collect()
        };
        let date = |day: i64| {
            let at = Timestamp::from_micros(day.saturating_mul(DAY)).to_string();
            at.split('T').next().unwrap_or_default().to_owned()
        };
        let earlier = own.days.iter().filter(|day| day.day != own.today.day);
        Self {
            tabs: super::tabs(texts, PATH),
            limit: limit_words(texts, own.limit),
            today: DayLine::of(texts.get("exposure-today"), &own.today),
            state: state(texts, &own.today, own.limit, now),
            days: earlier.map(|day| DayLine::of(date(day.day), day)).collect(),
            desk: desk.map(|desk| (LimitForm::of(String::new(), desk.desk), people(desk))),
            problems,
            c,
        }
    }
}

async fn show(
    me: &SignedInViewer,
    status: StatusCode,
    wrong: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<Response, Failed> {
    let own = me.node.read(&me.viewer, OwnExposureQuery).await.map_err(|error| me.failed(&error))?;
    let desk = if me.viewer.may(Permission::Welfare) {
        let desk = me.node.read(&me.viewer, DeskExposureQuery).await;
        Some(desk.map_err(|error| me.failed(&error))?)
    } else {
        None
    };
    let c = me.chrome(Place::Quality, me.texts.get("exposure-title"), done);
    Ok(render::page(status, &ExposurePage::of(c, &own, desk.as_ref(), &me.viewer, (wrong, me.now))))
}

/// Shows it.
pub(in crate::console) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    show(&me, StatusCode::OK, Vec::new(), flash::of(&query)).await
}

async fn after(
    me: &SignedInViewer,
    done: Result<(), Error>,
    message: &'static str,
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(render::see(&flash::with(PATH, message))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            show(me, StatusCode::UNPROCESSABLE_ENTITY, wrong, None).await
        }
    }
}

/// The limit that a form holds, or what is wrong.
fn limit(texts: Texts, form: &Fields) -> Result<ExposureLimit, Vec<Problem>> {
    let read = |name: &str| form.get(name).trim().parse::<u32>().ok();
    match (read("daily"), read("pause_after"), read("pause_minutes")) {
        (Some(daily), Some(pause_after), Some(pause_minutes)) => {
            Ok(ExposureLimit { daily, pause_after, pause_minutes })
        }
        _ => Err(vec![Problem::plain(texts.get("wrong-limit"))]),
    }
}

/// Sets the desk's.
pub(in crate::console) async fn set_desk(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    me.permitted(Permission::Welfare)?;
    match limit(me.texts, &form) {
        Ok(limit) => {
            let done = quality::set_limit(&me.node, &me.viewer, None, Some(limit)).await;
            after(&me, done, "limit_set").await
        }
        Err(wrong) => show(&me, StatusCode::UNPROCESSABLE_ENTITY, wrong, None).await,
    }
}

/// Sets a person's, or lets the desk's hold for them again.
pub(in crate::console) async fn set_person(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id: PersonId = me.permitted(Permission::Welfare)?.named(&id)?;
    let wanted = if form.has("as", "desk") { Ok(None) } else { limit(me.texts, &form).map(Some) };
    match wanted {
        Ok(limit) => {
            let done = quality::set_limit(&me.node, &me.viewer, Some(id), limit).await;
            after(&me, done, "limit_set").await
        }
        Err(wrong) => show(&me, StatusCode::UNPROCESSABLE_ENTITY, wrong, None).await,
    }
}

/// Lets somebody go on for today.
pub(in crate::console) async fn let_go_on(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id: PersonId = me.permitted(Permission::Welfare)?.named(&id)?;
    let Ok(more) = form.get("more").trim().parse() else {
        let wrong = vec![Problem::plain(me.texts.get("wrong-more"))];
        return show(&me, StatusCode::UNPROCESSABLE_ENTITY, wrong, None).await;
    };
    let done = quality::let_go_on(&me.node, &me.viewer, id, more).await;
    after(&me, done, "let_go_on").await
}
