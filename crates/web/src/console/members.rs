//! The members directory: the organisations this node deals with.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::country::Country;
use tutela_model::member::{Member, MemberKind};
use tutela_workflow::people;
use tutela_workflow::read::MembersQuery;

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::{country, word};
use super::{flash, render};
use crate::texts::{Language, Texts, countries};

const PATH: &str = "/console/members";

/// A member.
pub(super) struct MemberLine {
    pub(super) href: String,
    /// Whether the desk no longer deals with it.
    pub(super) disabled: bool,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) country: Option<String>,
    pub(super) contact: String,
}

/// Something to choose.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "console/members.html")]
pub(super) struct MembersPage {
    pub(super) c: Chrome,
    pub(super) lines: Vec<MemberLine>,
    pub(super) may_manage: bool,
    pub(super) kinds: Vec<Choice>,
    pub(super) countries: Vec<Choice>,
    pub(super) typed: Fields,
    pub(super) problems: Vec<Problem>,
}

impl MembersPage {
    /// The page of what was read, with what was typed.
    pub(super) fn of(
        c: Chrome,
        found: &[Member],
        may_manage: bool,
        typed: Fields,
        problems: Vec<Problem>,
    ) -> Self {
        let texts = Texts::console();
        let line = |member: &Member| MemberLine {
            href: format!("{PATH}/{}", member.id),
            disabled: !member.is_active(),
            name: member.name.clone(),
            kind: word(texts, "member-kind", member.kind),
            country: member.country.map(|code| country(texts, code)),
            contact: member.contact.clone(),
        };
        let kind = MemberKind::parse(typed.get("kind")).unwrap_or(MemberKind::Host);
        let kinds = MemberKind::ALL.iter().map(|choice| Choice {
            value: choice.to_string(),
            name: word(texts, "member-kind", choice),
            chosen: *choice == kind,
        });
        let countries = countries(Language::En).iter().map(|(code, name)| Choice {
            value: code.to_string(),
            name: (*name).to_owned(),
            chosen: typed.get("country") == code.as_str(),
        });
        Self {
            c,
            lines: found.iter().map(line).collect(),
            may_manage,
            kinds: kinds.collect(),
            countries: countries.collect(),
            typed,
            problems,
        }
    }
}

/// Shows the members.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let page = build(&me, Fields::default(), Vec::new(), flash::of(&query)).await?;
    Ok(render::page(StatusCode::OK, &page))
}

/// Adds a member.
pub(super) async fn add(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    let Some(kind) = MemberKind::parse(form.get("kind")) else {
        return again(&me, form, vec![Problem::at("kind", me.texts.get("wrong-choice"))]).await;
    };
    let typed = form.get("country");
    let code = Country::parse(typed);
    if code.is_none() && !typed.is_empty() {
        return again(&me, form, vec![Problem::at("country", me.texts.get("wrong-choice"))]).await;
    }
    match people::add_member(&me.node, Some(&me.viewer), kind, form.get("name"), code, form.get("contact"))
        .await
    {
        Ok(_) => Ok(render::see(&flash::with(PATH, "member_added"))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(&me, form, wrong).await
        }
    }
}

async fn again(me: &SignedInViewer, typed: Fields, wrong: Vec<Problem>) -> Result<Response, Failed> {
    Ok(render::page(StatusCode::UNPROCESSABLE_ENTITY, &build(me, typed, wrong, None).await?))
}

async fn build(
    me: &SignedInViewer,
    typed: Fields,
    problems: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<MembersPage, Failed> {
    let found = me.node.read(&me.viewer, MembersQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Members, me.texts.get("members-title"), done);
    Ok(MembersPage::of(c, &found, me.viewer.may(Permission::ManageMembers), typed, problems))
}
