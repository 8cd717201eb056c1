//! The package alone: a page that prints well, and the JSON as it left.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tutela_model::access::Permission;
use tutela_workflow::Error;
use tutela_workflow::read::{ReferralPage as Found, ReferralQuery};
use tutela_workflow::referral::Package;

use super::words::PackageWords;
use crate::console::chrome::Chrome;
use crate::console::failure::Failed;
use crate::console::render;
use crate::console::signed_in::SignedInViewer;
use crate::texts::Texts;

/// The page.
#[derive(Template)]
#[template(path = "console/referral/print.html")]
pub(in crate::console) struct PrintPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) p: PackageWords,
}

impl PrintPage {
    /// The page of a package, without anything around it.
    pub(in crate::console) fn of(package: &Package) -> Self {
        let texts = Texts::console();
        let p = PackageWords::of(texts, package);
        let mut c = Chrome::bare();
        c.title = texts.with("referral-ref", "id", p.reference.clone());
        Self { c, p }
    }
}

/// Shows the package for printing.
pub(super) async fn page(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let found = read(&me, &id).await?;
    printed(&me, found)
}

/// The package as JSON.
pub(super) async fn json(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let found = read(&me, &id).await?;
    as_json(&me, found)
}

async fn read(me: &SignedInViewer, id: &str) -> Result<Found, Failed> {
    let id = me.permitted(Permission::Refer)?.named(id)?;
    me.node.read(&me.viewer, ReferralQuery { id }).await.map_err(|error| me.failed(&error))
}

/// The printable page of what was read.
pub(super) fn printed(me: &SignedInViewer, found: Found) -> Result<Response, Failed> {
    let package = found.package.ok_or_else(|| me.failed(&Error::NotFound("package")))?;
    Ok(render::page(StatusCode::OK, &PrintPage::of(&package)))
}

/// The JSON of what was read, letter for letter as it left.
pub(super) fn as_json(me: &SignedInViewer, found: Found) -> Result<Response, Failed> {
    let json = found.json.ok_or_else(|| me.failed(&Error::NotFound("package")))?;
    let name = format!("attachment; filename=\"referral-{}.json\"", found.line.id);
    Ok(([(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, name)], json).into_response())
}
