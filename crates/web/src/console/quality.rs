//! How the desk works together: second looks that wait, how well two agree, and what people are exposed to.

pub(super) mod agreement;
pub(super) mod exposure;
pub(super) mod opinion;
pub(super) mod opinions;

use axum::Router;
use axum::routing::{get, post};

use super::Console;
use super::queue::Tab;
use crate::texts::Texts;

/// The pages and what is done on them.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route(opinions::PATH, get(opinions::page))
        .route("/console/opinions/{id}", get(opinion::page))
        .route("/console/opinions/{id}/give", post(opinion::give))
        .route("/console/opinions/{id}/settle", post(opinion::settle))
        .route("/console/opinions/{id}/viewing-token", post(opinion::token))
        .route("/console/reports/{id}/items/{position}/opinion", post(opinion::ask))
        .route(agreement::PATH, get(agreement::page).post(agreement::set_share))
        .route(exposure::PATH, get(exposure::page))
        .route("/console/exposure/desk", post(exposure::set_desk))
        .route("/console/exposure/{id}", post(exposure::set_person))
        .route("/console/exposure/{id}/more", post(exposure::let_go_on))
}

/// The three pages, one of them being `here`.
pub(super) fn tabs(texts: Texts, here: &str) -> Vec<Tab> {
    let pages = [
        (opinions::PATH, "opinions-title"),
        (agreement::PATH, "agreement-title"),
        (exposure::PATH, "exposure-title"),
    ];
    let tab =
        |(path, key): (&str, &str)| Tab { href: path.to_owned(), name: texts.get(key), here: path == here };
    pages.map(tab).into()
}
