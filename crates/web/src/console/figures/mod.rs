//! Figures: the dashboard, its tables as files, and a page for each sender.

mod csv;
mod duration;
mod page;
mod sections;
mod sender;
mod table;

pub(super) use page::FiguresPage;
pub(super) use sender::SenderPage;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use tutela_model::access::Permission;
use tutela_model::figures::Period;
use tutela_workflow::read::{FiguresQuery, Named, Totals, TotalsQuery};

use super::chrome::Place;
use super::failure::Failed;
use super::fields::{Asked, Fields};
use super::signed_in::SignedInViewer;
use super::{Console, render};

/// The dashboard's address.
pub(super) const PATH: &str = "/console/figures";

/// The routes.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route(PATH, get(page))
        .route("/console/figures/csv/{table}", get(csv::download))
        .route("/console/figures/sender/{key}", get(sender::page))
}

/// The period that an address names; a month where it names none.
fn period(query: &Fields) -> Period {
    Period::parse(query.get("days")).unwrap_or(Period::Month)
}

/// What the viewer may see: all, or the totals alone.
async fn read(me: &SignedInViewer, period: Period) -> Result<(Totals, Option<Named>), Failed> {
    if me.viewer.may(Permission::ReadFigures) {
        let read = me.node.read(&me.viewer, FiguresQuery { period }).await;
        return read.map(|(totals, named)| (totals, Some(named))).map_err(|error| me.failed(&error));
    }
    let read = me.node.read(&me.viewer, TotalsQuery { period }).await;
    read.map(|totals| (totals, None)).map_err(|error| me.failed(&error))
}

/// Shows the dashboard.
async fn page(me: SignedInViewer, Asked(query): Asked) -> Result<Response, Failed> {
    let (totals, named) = read(&me, period(&query)).await?;
    let c = me.chrome(Place::Figures, me.texts.get("figures-title"), None);
    let page = FiguresPage::of(c, &totals, named.as_ref(), &me.node.settings().figures, me.now);
    Ok(render::page(StatusCode::OK, &page))
}
