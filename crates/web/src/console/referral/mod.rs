//! Referrals to members: the desk's pages, the liaison's, and those behind the links in letters.

mod answering;
mod corrections;
pub(super) mod corrections_page;
pub(super) mod liaison;
pub(super) mod list;
pub(super) mod offer;
pub(super) mod one_time;
mod print;
pub(super) mod record;
pub(super) mod words;

pub(super) use corrections::ReportCorrectionsPage;
pub(super) use print::PrintPage;

use axum::Router;
use axum::routing::{get, post};

use super::Console;

/// Every page about referrals, and every act on them.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route(list::PATH, get(list::page))
        .route("/console/referrals/{id}", get(record::page))
        .route("/console/referrals/{id}/print", get(print::page))
        .route("/console/referrals/{id}/package.json", get(print::json))
        .route("/console/referrals/{id}/new-link", post(record::new_link))
        .route("/console/referrals/{id}/take-back", post(record::take_back))
        .route("/console/referrals/{id}/answer", post(record::answer))
        .route("/console/reports/{id}/refer", get(offer::page).post(offer::send))
        .route("/console/reports/{id}/corrections", get(corrections::page).post(corrections::correct))
        .route(corrections_page::PATH, get(corrections_page::page))
        .route("/console/corrections/{id}/noted", post(corrections_page::noted))
        .route(liaison::PATH, get(liaison::page))
        .route("/console/for-us/{id}", get(liaison::open))
        .route("/console/for-us/{id}/print", get(liaison::print))
        .route("/console/for-us/{id}/package.json", get(liaison::json))
        .route("/console/for-us/{id}/answer", post(liaison::answer))
        .route("/console/for-us/{id}/noted/{told}", post(liaison::noted))
        .route("/referral/answer", get(one_time::ask_code).post(one_time::answer))
        .route("/referral/{token}", get(one_time::look).post(one_time::open))
        .route("/referral/correction/{token}", get(one_time::look_correction).post(one_time::correction))
}
