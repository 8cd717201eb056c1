//! One member: what it is competent for, its mailboxes, who signs in for it; and how that is changed.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::id::MemberId;
use tutela_model::member::{ContactPurpose, MemberKind};
use tutela_model::referral::HandlingCode;
use tutela_model::report::Category;
use tutela_workflow::people::{self, MemberParticulars};
use tutela_workflow::read::{MemberPage as Found, MemberQuery};
use tutela_workflow::{Error, Viewer};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::members::Choice;
use super::moment::Moment;
use super::people::{Told, told};
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::{country, word};
use super::{flash, render};
use crate::texts::{Language, Texts, countries};

/// A further mailbox.
pub(super) struct ContactLine {
    pub(super) id: String,
    pub(super) purpose: String,
    pub(super) mailbox: String,
}

/// The page.
#[derive(Template)]
#[template(path = "console/member.html")]
pub(super) struct MemberPage {
    pub(super) c: Chrome,
    pub(super) path: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) country: Option<String>,
    pub(super) contact: String,
    /// For which countries and categories, in words.
    pub(super) competent: (String, String),
    pub(super) handling: (String, String),
    pub(super) disabled: Option<Moment>,
    /// Whether it takes referrals, and so has liaisons.
    pub(super) takes_referrals: bool,
    pub(super) contacts: Vec<ContactLine>,
    pub(super) liaisons: Vec<String>,
    pub(super) may_manage: bool,
    pub(super) may_add_liaison: bool,
    pub(super) kinds: Vec<Choice>,
    pub(super) countries: Vec<Choice>,
    pub(super) categories: Vec<Choice>,
    pub(super) handlings: Vec<Choice>,
    pub(super) purposes: Vec<Choice>,
    /// The countries as they are typed: codes with spaces.
    pub(super) codes: String,
    pub(super) typed_name: String,
    pub(super) typed_contact: String,
    pub(super) typed: Fields,
    pub(super) problems: Vec<Problem>,
    pub(super) told: Option<Told>,
}

fn choices<T: Copy + Eq + std::fmt::Display>(
    texts: Texts,
    kind: &str,
    all: &[T],
    chosen: impl Fn(T) -> bool,
) -> Vec<Choice> {
    let choice = |value: &T| Choice {
        value: value.to_string(),
        name: word(texts, kind, *value),
        chosen: chosen(*value),
    };
    all.iter().map(choice).collect()
}

impl MemberPage {
    /// The page of what was read, with what was typed and what is wrong.
    pub(super) fn of(
        c: Chrome,
        found: &Found,
        viewer: &Viewer,
        (typed, problems): (Fields, Vec<Problem>),
        now: Timestamp,
    ) -> Self {
        let texts = Texts::console();
        let member = &found.member;
        let changing = typed.get("form") == "change";
        let or = |name: &str, stands: String| {
            if changing { typed.get(name).to_owned() } else { stands }
        };
        let kind = or("kind", member.kind.to_string());
        let code = or("country", member.country.map(|code| code.to_string()).unwrap_or_default());
        let handling = or("handling", member.handling.to_string());
        let listed = |texts: Vec<String>, none: String| {
            if texts.is_empty() { none } else { texts.join(", ") }
        };
        let named: Vec<_> = member.countries.iter().map(|code| country(texts, *code)).collect();
        let category: Vec<_> = member.categories.iter().map(|at| word(texts, "category", at)).collect();
        let codes: Vec<_> = member.countries.iter().map(ToString::to_string).collect();
        Self {
            path: format!("/console/members/{}", member.id),
            name: member.name.clone(),
            kind: word(texts, "member-kind", member.kind),
            country: member.country.map(|code| country(texts, code)),
            contact: member.contact.clone(),
            competent: (
                listed(named, texts.get("member-own-country")),
                listed(category, texts.get("member-all-categories")),
            ),
            handling: (
                word(texts, "handling", member.handling),
                word(texts, "handling-about", member.handling),
            ),
            disabled: member.disabled_at.map(|at| Moment::of(texts, at, now)),
            takes_referrals: member.takes_referrals(),
            contacts: found
                .contacts
                .iter()
                .map(|contact| ContactLine {
                    id: contact.id.to_string(),
                    purpose: word(texts, "purpose", contact.purpose),
                    mailbox: contact.mailbox.clone(),
                })
                .collect(),
            liaisons: found.liaisons.iter().map(|person| person.name.clone()).collect(),
            may_manage: viewer.may(Permission::ManageMembers),
            may_add_liaison: viewer.may(Permission::ManagePeople) && member.takes_referrals(),
            kinds: choices(texts, "member-kind", MemberKind::ALL, |at| at.as_str() == kind),
            countries: countries(Language::En)
                .iter()
                .map(|(at, name)| Choice {
                    value: at.to_string(),
                    name: (*name).to_owned(),
                    chosen: at.as_str() == code,
                })
                .collect(),
            categories: choices(texts, "category", Category::ALL, |at| {
                if changing { typed.has("category", at.as_str()) } else { member.categories.contains(&at) }
            }),
            handlings: choices(texts, "handling", HandlingCode::ALL, |at| at.as_str() == handling),
            purposes: choices(texts, "purpose", ContactPurpose::ALL, |at| {
                typed.get("purpose") == at.as_str()
            }),
            codes: or("countries", codes.join(" ")),
            typed_name: or("name", member.name.clone()),
            typed_contact: or("contact", member.contact.clone()),
            typed,
            problems,
            told: None,
            c,
        }
    }
}

/// Shows a member.
pub(super) async fn page(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::ReadMembers)?.named(&id)?;
    let page = build(&me, id, (Fields::default(), Vec::new()), flash::of(&query)).await?;
    Ok(render::page(StatusCode::OK, &page))
}

/// What a form says of a member, or what is wrong with it.
fn particulars(texts: Texts, form: &Fields) -> Result<MemberParticulars, Vec<Problem>> {
    let mut wrong = Vec::new();
    let kind = MemberKind::parse(form.get("kind"));
    let handling = HandlingCode::parse(form.get("handling"));
    let code = Country::parse(form.get("country"));
    let mut choice = |field: &str, is_wrong: bool| {
        if is_wrong {
            wrong.push(Problem::at(field, texts.get("wrong-choice")));
        }
    };
    choice("kind", kind.is_none());
    choice("handling", handling.is_none());
    choice("country", code.is_none() && !form.get("country").is_empty());
    let typed = form.get("countries").split([' ', ',', ';']).filter(|code| !code.is_empty());
    let codes: Vec<_> = typed.map(|code| (code, Country::parse(code))).collect();
    if let Some((bad, _)) = codes.iter().find(|(_, code)| code.is_none()) {
        wrong.push(Problem::at("countries", texts.with("wrong-country-code", "code", (*bad).to_owned())));
    }
    match (kind, handling) {
        (Some(kind), Some(handling)) if wrong.is_empty() => Ok(MemberParticulars {
            kind,
            name: form.get("name").to_owned(),
            country: code,
            contact: form.get("contact").to_owned(),
            countries: codes.into_iter().filter_map(|(_, code)| code).collect(),
            categories: form.all("category").filter_map(Category::parse).collect(),
            handling,
        }),
        _ => Err(wrong),
    }
}

/// Changes it.
pub(super) async fn change(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::ManageMembers)?.named(&id)?;
    match particulars(me.texts, &form) {
        Ok(new) => {
            let done = people::change_member(&me.node, Some(&me.viewer), id, &new).await;
            after(&me, id, done, "member_changed", form).await
        }
        Err(wrong) => again(&me, id, form, wrong).await,
    }
}

/// Ends dealing with it.
pub(super) async fn disable(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::ManageMembers)?.named(&id)?;
    let done = people::disable_member(&me.node, Some(&me.viewer), id).await;
    after(&me, id, done, "member_disabled", Fields::default()).await
}

/// Takes it up again.
pub(super) async fn enable(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::ManageMembers)?.named(&id)?;
    let done = people::enable_member(&me.node, Some(&me.viewer), id).await;
    after(&me, id, done, "member_enabled", Fields::default()).await
}

/// Adds a mailbox.
pub(super) async fn add_contact(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::ManageMembers)?.named(&id)?;
    let Some(purpose) = ContactPurpose::parse(form.get("purpose")) else {
        let wrong = vec![Problem::at("purpose", me.texts.get("wrong-choice"))];
        return again(&me, id, form, wrong).await;
    };
    let added = people::add_contact(&me.node, Some(&me.viewer), id, purpose, form.get("mailbox")).await;
    after(&me, id, added.map(|_| ()), "member_changed", form).await
}

/// Removes a mailbox.
pub(super) async fn remove_contact(
    me: SignedInViewer,
    Path((id, contact)): Path<(String, String)>,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::ManageMembers)?.named(&id)?;
    let done = people::remove_contact(&me.node, Some(&me.viewer), id, me.named(&contact)?).await;
    after(&me, id, done, "member_changed", Fields::default()).await
}

/// Adds somebody who signs in for it, and tells password and secret once.
pub(super) async fn add_liaison(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::ManagePeople)?.named(&id)?;
    match people::add_liaison(&me.node, Some(&me.viewer), id, form.get("liaison")).await {
        Ok(new) => {
            let told = told(&me, &new).map_err(|error| me.failed(&error))?;
            let mut page = build(&me, id, (Fields::default(), Vec::new()), None).await?;
            page.told = Some(told);
            Ok(render::page(StatusCode::OK, &page))
        }
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(&me, id, form, wrong).await
        }
    }
}

async fn after(
    me: &SignedInViewer,
    id: MemberId,
    done: Result<(), Error>,
    name: &'static str,
    form: Fields,
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(render::see(&flash::with(&format!("/console/members/{id}"), name))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(me, id, form, wrong).await
        }
    }
}

async fn again(
    me: &SignedInViewer,
    id: MemberId,
    typed: Fields,
    wrong: Vec<Problem>,
) -> Result<Response, Failed> {
    let page = build(me, id, (typed, wrong), None).await?;
    Ok(render::page(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn build(
    me: &SignedInViewer,
    id: MemberId,
    typed: (Fields, Vec<Problem>),
    done: Option<&'static str>,
) -> Result<MemberPage, Failed> {
    let found = me.node.read(&me.viewer, MemberQuery { id }).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Members, found.member.name.clone(), done);
    Ok(MemberPage::of(c, &found, &me.viewer, typed, me.now))
}
