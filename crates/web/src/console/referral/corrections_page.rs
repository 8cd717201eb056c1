//! Who has not said that they noted a correction.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_workflow::correction::{Acknowledging, acknowledge};
use tutela_workflow::read::{ToldView, UnacknowledgedQuery};

use super::words::ToldWords;
use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::fields::Asked;
use crate::console::signed_in::SignedInViewer;
use crate::console::{flash, render};
use crate::texts::Texts;

/// The page's address.
pub(in crate::console) const PATH: &str = "/console/corrections";

/// The page.
#[derive(Template)]
#[template(path = "console/referral/unacknowledged.html")]
pub(in crate::console) struct UnacknowledgedPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) told: Vec<ToldWords>,
}

impl UnacknowledgedPage {
    /// The page of what was read.
    pub(in crate::console) fn of(c: Chrome, found: &[ToldView], now: Timestamp) -> Self {
        Self { c, told: ToldWords::all(Texts::console(), found, now) }
    }
}

/// Shows them.
pub(super) async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let read = me.node.read(&me.viewer, UnacknowledgedQuery).await;
    let found = read.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Referrals, me.texts.get("corrections-title"), flash::of(&query));
    Ok(render::page(StatusCode::OK, &UnacknowledgedPage::of(c, &found, me.now)))
}

/// Notes that the desk was told so.
pub(super) async fn noted(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Refer)?.named(&id)?;
    let done = acknowledge(&me.node, Acknowledging::Desk(&me.viewer, id)).await;
    done.map_err(|error| me.failed(&error))?;
    Ok(render::see(&flash::with(PATH, "correction_noted")))
}
