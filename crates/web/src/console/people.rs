//! People of the desk: see them, add one, lock one out. What is done for one person is in `person.rs`.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::{Permission, Role};
use tutela_model::clock::Timestamp;
use tutela_model::person::Person;
use tutela_workflow::people::{self, NewPerson};
use tutela_workflow::read::{PeopleStatesQuery, PersonState};
use tutela_workflow::{Error, Node, Viewer};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::moment::Moment;
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::word;
use super::{flash, render};
use crate::texts::Texts;

pub(super) const PATH: &str = "/console/people";

/// A person.
pub(super) struct PersonLine {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) role: String,
    pub(super) role_about: String,
    pub(super) disabled: bool,
    pub(super) me: bool,
    /// Whether a pause after wrong codes keeps them waiting.
    pub(super) paused: bool,
    /// Whether they were given a password that they have not changed yet.
    pub(super) must_change: bool,
    pub(super) signed_in: Option<Moment>,
    /// The roles that they could be given.
    pub(super) others: Vec<RoleChoice>,
}

/// A role to choose.
pub(super) struct RoleChoice {
    pub(super) value: &'static str,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) chosen: bool,
}

/// What somebody is told, once.
pub(super) struct Told {
    pub(super) name: String,
    pub(super) password: Option<String>,
    /// The secret for an authenticator, and its address.
    pub(super) secret: Option<(String, String)>,
    pub(super) recovery: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "console/people.html")]
pub(super) struct PeoplePage {
    pub(super) c: Chrome,
    pub(super) lines: Vec<PersonLine>,
    pub(super) may_manage: bool,
    pub(super) roles: Vec<RoleChoice>,
    pub(super) typed: Fields,
    pub(super) problems: Vec<Problem>,
    pub(super) told: Option<Told>,
}

/// Shows the people.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let page = build(&me, Fields::default(), Vec::new(), flash::of(&query)).await?;
    Ok(render::page(StatusCode::OK, &page))
}

/// Adds a person, and tells password and secret once.
pub(super) async fn add(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    let Some(role) = Role::parse(form.get("role")) else {
        let problem = Problem::at("role", me.texts.get("wrong-role"));
        return again(&me, form, vec![problem]).await;
    };
    match people::add_person(&me.node, Some(&me.viewer), form.get("name"), role).await {
        Ok(new) => {
            let told = told(&me, &new).map_err(|error| me.failed(&error))?;
            let mut page = build(&me, Fields::default(), Vec::new(), None).await?;
            page.told = Some(told);
            Ok(render::page(StatusCode::OK, &page))
        }
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(&me, form, wrong).await
        }
    }
}

/// Lets a person no longer sign in.
pub(super) async fn disable(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    match people::disable_person(&me.node, Some(&me.viewer), me.named(&id)?).await {
        Ok(()) => Ok(render::see(&flash::with(PATH, "disabled"))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(&me, Fields::default(), wrong).await
        }
    }
}

pub(super) async fn again(
    me: &SignedInViewer,
    typed: Fields,
    wrong: Vec<Problem>,
) -> Result<Response, Failed> {
    Ok(render::page(StatusCode::UNPROCESSABLE_ENTITY, &build(me, typed, wrong, None).await?))
}

/// The secret of somebody's codes for an authenticator, and its address.
pub(super) fn secret(node: &Node, person: &Person, secret: &[u8]) -> Result<(String, String), Error> {
    let totp = people::totp(node, person, secret)?;
    let address =
        totp.to_url().map_err(|_| Error::NotSetUp("the person's secret is damaged: add them again"))?;
    Ok((totp.secret().to_base32(), address))
}

pub(super) fn told(me: &SignedInViewer, new: &NewPerson) -> Result<Told, Error> {
    Ok(Told {
        name: new.person.name.clone(),
        password: Some(new.password.to_string()),
        secret: Some(secret(&me.node, &new.person, &new.totp_secret)?),
        recovery: new.recovery_codes.iter().map(str::to_owned).collect(),
    })
}

pub(super) async fn build(
    me: &SignedInViewer,
    typed: Fields,
    problems: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<PeoplePage, Failed> {
    let found = me.node.read(&me.viewer, PeopleStatesQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::People, me.texts.get("nav-people"), done);
    Ok(PeoplePage::of(c, &found, (&me.viewer, me.now), typed, problems))
}

impl PeoplePage {
    /// The page of what was read, with what was typed.
    pub(super) fn of(
        c: Chrome,
        found: &[PersonState],
        (viewer, now): (&Viewer, Timestamp),
        typed: Fields,
        problems: Vec<Problem>,
    ) -> Self {
        let texts = Texts::console();
        let line = |state: &PersonState| {
            let person = &state.person;
            PersonLine {
                id: person.id.to_string(),
                name: person.name.clone(),
                role: word(texts, "role", person.role),
                role_about: word(texts, "role-about", person.role),
                disabled: person.disabled,
                me: person.id == viewer.person.id,
                paused: state.locked_until.is_some_and(|until| now < until),
                must_change: state.must_change,
                signed_in: state.signed_in_at.map(|at| Moment::of(texts, at, now)),
                others: choices(Some(person.role), ""),
            }
        };
        Self {
            c,
            lines: found.iter().map(line).collect(),
            may_manage: viewer.may(Permission::ManagePeople),
            roles: choices(None, typed.get("role")),
            typed,
            problems,
            told: None,
        }
    }
}

/// The roles to choose from but one, with what was chosen.
fn choices(but: Option<Role>, chosen: &str) -> Vec<RoleChoice> {
    let texts = Texts::console();
    let choice = |role: &Role| RoleChoice {
        value: role.as_str(),
        name: word(texts, "role", role),
        about: word(texts, "role-about", role),
        chosen: chosen == role.as_str(),
    };
    // A liaison is added on the page of the member that they stand for.
    let open = |role: &&Role| Some(**role) != but && **role != Role::Liaison;
    Role::ALL.iter().filter(open).map(choice).collect()
}
