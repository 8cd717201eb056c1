//! Keys of senders: see them, add one, revoke one. Another secret and an end are in `key.rs`.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::api_key::{DEFAULT_BUDGET, Scope};
use tutela_model::clock::Timestamp;
use tutela_workflow::people;
use tutela_workflow::read::{KeyState, KeyStatesQuery};

use super::chrome::{Chrome, Place};
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::moment::written;
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::words::{grouped, word};
use super::{flash, render};
use crate::texts::Texts;

pub(super) const PATH: &str = "/console/keys";
/// The largest budget that is taken: a large platform asks about millions of files, more is a slip of the fingers.
const LARGEST_BUDGET: u32 = 10_000_000;

/// A key.
pub(super) struct KeyLine {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) scope: String,
    pub(super) budget: String,
    pub(super) revoked: bool,
    /// Whether requests are taken with it.
    pub(super) valid: bool,
    /// When it ends by itself, and the day as a form has it.
    pub(super) expires: Option<String>,
    pub(super) expires_day: String,
    /// Until when the secret before is taken too.
    pub(super) old_until: Option<String>,
    /// The day on which it was last used.
    pub(super) used: Option<String>,
}

/// A scope to choose.
pub(super) struct ScopeChoice {
    pub(super) value: &'static str,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "console/keys.html")]
pub(super) struct KeysPage {
    pub(super) c: Chrome,
    pub(super) lines: Vec<KeyLine>,
    pub(super) scopes: Vec<ScopeChoice>,
    pub(super) name: String,
    pub(super) budget: String,
    pub(super) problems: Vec<Problem>,
    /// Name and secret of a new key, told once.
    pub(super) told: Option<(String, String)>,
}

impl KeysPage {
    /// The page of what was read, with what was typed.
    pub(super) fn of(
        c: Chrome,
        found: &[KeyState],
        typed: &Fields,
        (problems, now): (Vec<Problem>, Timestamp),
    ) -> Self {
        let texts = Texts::console();
        let line = |state: &KeyState| KeyLine {
            id: state.key.id.to_string(),
            name: state.key.name.clone(),
            scope: word(texts, "scope", state.key.scope),
            budget: grouped(state.key.budget.into()),
            revoked: state.key.revoked,
            valid: state.is_valid(now),
            expires: state.expires_at.map(written),
            expires_day: state
                .expires_at
                .map_or_else(String::new, |at| at.to_string().chars().take(10).collect()),
            old_until: state.old_until.filter(|until| now < *until).map(written),
            used: state.used_on.map(|day| written(day).split(',').next().unwrap_or_default().to_owned()),
        };
        let chosen = Scope::parse(typed.get("scope")).unwrap_or(Scope::Report);
        let choice = |scope: &Scope| ScopeChoice {
            value: scope.as_str(),
            name: word(texts, "scope", scope),
            chosen: *scope == chosen,
        };
        let budget = typed.all("budget").next().map_or_else(|| DEFAULT_BUDGET.to_string(), str::to_owned);
        Self {
            c,
            lines: found.iter().map(line).collect(),
            scopes: Scope::ALL.iter().map(choice).collect(),
            name: typed.get("name").to_owned(),
            budget,
            problems,
            told: None,
        }
    }
}

/// Shows the keys.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let page = build(&me, &Fields::default(), Vec::new(), flash::of(&query)).await?;
    Ok(render::page(StatusCode::OK, &page))
}

/// Adds a key, and tells its secret once.
pub(super) async fn add(me: SignedInViewer, form: Fields) -> Result<Response, Failed> {
    let Some(scope) = Scope::parse(form.get("scope")) else {
        return again(&me, &form, vec![Problem::at("scope", me.texts.get("wrong-choice"))]).await;
    };
    let budget =
        form.get("budget").trim().parse().ok().filter(|budget| (1..=LARGEST_BUDGET).contains(budget));
    let Some(budget) = budget else {
        let text = me.texts.with("wrong-budget", "limit", grouped(LARGEST_BUDGET.into()));
        return again(&me, &form, vec![Problem::at("budget", text)]).await;
    };
    match people::add_key(&me.node, Some(&me.viewer), form.get("name"), scope, budget).await {
        Ok(new) => {
            let mut page = build(&me, &Fields::default(), Vec::new(), None).await?;
            page.told = Some((new.key.name, new.secret));
            Ok(render::page(StatusCode::OK, &page))
        }
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(&me, &form, wrong).await
        }
    }
}

/// Revokes a key.
pub(super) async fn revoke(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let revoked = people::revoke_key(&me.node, Some(&me.viewer), me.named(&id)?).await;
    revoked.map_err(|error| me.failed(&error))?;
    Ok(render::see(&flash::with(PATH, "revoked")))
}

pub(super) async fn again(
    me: &SignedInViewer,
    typed: &Fields,
    wrong: Vec<Problem>,
) -> Result<Response, Failed> {
    Ok(render::page(StatusCode::UNPROCESSABLE_ENTITY, &build(me, typed, wrong, None).await?))
}

pub(super) async fn build(
    me: &SignedInViewer,
    typed: &Fields,
    problems: Vec<Problem>,
    done: Option<&'static str>,
) -> Result<KeysPage, Failed> {
    let found = me.node.read(&me.viewer, KeyStatesQuery).await.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Keys, me.texts.get("keys-title"), done);
    Ok(KeysPage::of(c, &found, typed, (problems, me.now)))
}
