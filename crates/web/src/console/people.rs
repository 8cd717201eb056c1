//! People of the desk: see them, add one, lock one out.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::{Permission, Role};
use tutela_model::person::Person;
use tutela_workflow::people::{self, NewPerson};
use tutela_workflow::read::PeopleQuery;
use tutela_workflow::{Error, Viewer};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::word;
use super::{flash, render};
use crate::texts::Texts;

const PATH: &str = "/console/people";

/// A person.
pub(super) struct PersonLine {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) role: String,
    pub(super) role_about: String,
    pub(super) disabled: bool,
    pub(super) me: bool,
}

/// A role to choose.
pub(super) struct RoleChoice {
    pub(super) value: &'static str,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) chosen: bool,
}

/// What a new person is told, once.
pub(super) struct Told {
    pub(super) name: String,
    pub(super) password: String,
    pub(super) secret: String,
    pub(super) address: String,
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

async fn again(me: &SignedInViewer, typed: Fields, wrong: Vec<Problem>) -> Result<Response, Failed> {
    Ok(render::page(StatusCode::UNPROCESSABLE_ENTITY, &build(me, typed, wrong, None).await?))
}

fn told(me: &SignedInViewer, new: &NewPerson) -> Result<Told, Error> {
    let totp = people::totp(&me.node, &new.person, &new.totp_secret)?;
    let address =
        totp.to_url().map_err(|_| Error::NotSetUp("the person's secret is damaged: add them again"))?;
    Ok(Told {
        name: new.person.name.clone(),
        password: new.password.to_string(),
        secret: totp.secret().to_base32(),
        address,
    })
}

async fn build(
    me: &SignedInViewer,
    typed: Fields,
    problems: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<PeoplePage, Failed> {
    let found = me.node.read(&me.viewer, PeopleQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::People, me.texts.get("nav-people"), done);
    Ok(PeoplePage::of(c, &found, &me.viewer, typed, problems))
}

impl PeoplePage {
    /// The page of what was read, with what was typed.
    pub(super) fn of(
        c: Chrome,
        found: &[Person],
        viewer: &Viewer,
        typed: Fields,
        problems: Vec<Problem>,
    ) -> Self {
        let texts = Texts::console();
        let line = |person: &Person| PersonLine {
            id: person.id.to_string(),
            name: person.name.clone(),
            role: word(texts, "role", person.role),
            role_about: word(texts, "role-about", person.role),
            disabled: person.disabled,
            me: person.id == viewer.person.id,
        };
        Self {
            c,
            lines: found.iter().map(line).collect(),
            may_manage: viewer.may(Permission::ManagePeople),
            roles: role_choices(&typed),
            typed,
            problems,
            told: None,
        }
    }
}

/// The roles to choose from, with what was chosen.
fn role_choices(typed: &Fields) -> Vec<RoleChoice> {
    let texts = Texts::console();
    let choice = |role: &Role| RoleChoice {
        value: role.as_str(),
        name: word(texts, "role", role),
        about: word(texts, "role-about", role),
        chosen: typed.get("role") == role.as_str(),
    };
    Role::ALL.iter().map(choice).collect()
}
