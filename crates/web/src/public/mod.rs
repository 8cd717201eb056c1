//! The public site: for somebody under stress. It is whole without JavaScript, sets no cookie, keeps nothing before something is
//! sent, and puts nothing that was typed into an address.
//!
//! One page is one file here and one template of the same name in `pages/public/`. Every page's context is a type with samples
//! ([`samples`]), so that one test renders every page in every language.

mod coming_back;
mod fields;
mod figures;
pub(crate) mod flood;
mod frame;
mod help;
mod home;
mod kept;
mod left;
mod problem;
mod reads;
mod report;
mod report_fields;
mod report_form;
#[doc(hidden)]
pub mod samples;
mod sent;
#[cfg(test)]
mod served_tests;
pub(crate) mod source;
#[cfg(test)]
mod tests;
mod visit;

use std::borrow::Cow;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{ACCEPT_LANGUAGE, HeaderMap, VARY};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use tutela_model::limits;
use tutela_workflow::Node;

use crate::panics;
use crate::texts::Language;
use flood::Flood;
use frame::Frame;
use problem::Problem;
#[doc(hidden)]
pub use report_form::{FormErrors, parse_report_form};

/// What every handler of the public site has: the node, the count of what comes, and the language of the page.
#[derive(Clone)]
struct Site {
    node: Node,
    flood: Arc<Flood>,
    language: Language,
}

/// The public site in all its languages, and the page for addresses that nobody serves.
pub fn router(node: Node) -> Router {
    let flood = Arc::new(Flood::new(node.settings().public_budget));
    let mut router = Router::new().route("/", get(choose_language));
    for language in Language::ALL {
        let site = Site { node: node.clone(), flood: flood.clone(), language: *language };
        router = router.merge(pages(site));
    }
    router.fallback(move |uri: Uri, headers: HeaderMap| {
        let language = Language::of_path(uri.path()).unwrap_or_else(|| preferred(&headers));
        let page = Problem::Missing.page(Frame::new(node.settings(), language, ""));
        async move { page }
    })
}

/// The pages in one language.
fn pages(site: Site) -> Router {
    let language = site.language;
    let at = |page: &str| format!("/{language}/{page}");
    let broken = {
        let site = site.clone();
        move || Problem::Broken.page(site.frame(""))
    };
    let home = at("");
    let back = at("return");
    let router = Router::new()
        .route(&format!("/{language}"), get(async move || Redirect::to(&home)))
        .route(&at(""), get(home::show))
        .route(&at("report"), get(report::show).post(report::send))
        .route(&at("young"), get(report::show_young).post(report::send_young))
        .route(&at("return"), get(coming_back::show).post(coming_back::open))
        // Whoever loads the page with their answer again comes here by GET.
        .route(&at("return/answer"), post(coming_back::answer).get(async move || Redirect::to(&back)))
        .route(&at("help"), get(help::show).post(help::choose))
        .route(&at("help/{country}"), get(help::show_country))
        .route(&at("left"), get(left::show))
        .route(&at("kept"), get(kept::show))
        .route(&at("figures"), get(figures::show))
        .route(&at("figures.csv"), get(figures::csv))
        .method_not_allowed_fallback(async |State(site): State<Site>| Problem::Method.page(site.frame("")))
        .layer(DefaultBodyLimit::max(limits::FORM));
    panics::caught_with(router, broken).with_state(site)
}

impl Site {
    /// The frame of a page at `path` below the language.
    fn frame(&self, path: impl Into<Cow<'static, str>>) -> Frame {
        Frame::new(self.node.settings(), self.language, path)
    }

    /// Whether one more may come from here.
    fn admits(&self, kind: flood::Kind, source: source::Source) -> bool {
        self.flood.admits(kind, source.0, self.node.clock(), self.node.rng())
    }
}

/// `/` leads to the language that the browser asks for.
async fn choose_language(headers: HeaderMap) -> Response {
    let to = Redirect::to(&format!("/{}/", preferred(&headers)));
    ([(VARY, "accept-language")], to).into_response()
}

fn preferred(headers: &HeaderMap) -> Language {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::negotiate(header.unwrap_or_default())
}

/// A rendered page.
fn page(status: StatusCode, page: &impl askama::Template) -> Response {
    match page.render() {
        Ok(html) => (status, axum::response::Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
