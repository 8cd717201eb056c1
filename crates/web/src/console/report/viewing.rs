//! A token for the desk's isolated viewing machine, shown once. There is no preview in the console.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::clock::{MINUTE, Timestamp};
use tutela_workflow::desk::{self, TOKEN_LIFE};

use super::{Target, Typed, again};
use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::item::exactly;
use crate::console::problem::problems;
use crate::console::render;
use crate::console::signed_in::SignedInViewer;
use crate::texts::Texts;

/// The page.
#[derive(Template)]
#[template(path = "console/token.html")]
pub(in crate::console) struct TokenPage {
    pub(in crate::console) c: Chrome,
    /// As it is to be carried over.
    pub(in crate::console) token: String,
    /// How long it lives, in words.
    pub(in crate::console) life: String,
    pub(in crate::console) back: String,
}

impl TokenPage {
    /// The page for a new token.
    pub(in crate::console) fn of(c: Chrome, token: String, now: Timestamp, back: String) -> Self {
        let texts = Texts::console();
        let until = exactly(texts, now.plus(TOKEN_LIFE));
        let life =
            texts.with_all("token-life", &[("n", (TOKEN_LIFE / MINUTE).into()), ("until", until.into())]);
        Self { c, token, life, back }
    }
}

/// Makes a token and shows it.
pub(super) async fn token(
    me: SignedInViewer,
    Path((id, position)): Path<(String, String)>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let position = me.named(&position)?;
    match desk::viewing_token(&me.node, &me.viewer, target.id, position).await {
        Ok(token) => {
            let c = me.chrome(Place::Queue, me.texts.get("token-title"), None);
            let back = target.path(&format!("item-{position}"));
            Ok(render::page(StatusCode::OK, &TokenPage::of(c, token, me.now, back)))
        }
        Err(error) => {
            let problems = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(&me, target, Typed { form: None, fields: Fields::default(), problems }).await
        }
    }
}
