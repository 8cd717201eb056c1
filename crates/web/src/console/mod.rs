//! The staff console: where people sign in, take reports, assess, decide, tell hosts and see what came of it.
//!
//! One page is one file, one action is one file. A page reads through [`tutela_workflow::Node::read`], turns what it is given into
//! a context of words, and renders a template of `pages/console`. An action calls one operation and redirects (303); where that
//! fails, the same page is shown again with what was typed and what is wrong.
//!
//! Architecture Invariant: nothing here shows or fetches what a report names. Addresses are text, written so that nothing turns
//! them into a link. What is searched for is in no address bar and no log. Everything works without script.
//!
//! Architecture Invariant: no session, cookie or template state is shared with the public site.

mod account;
mod actor;
mod alerts;
mod assessed;
mod audit;
mod chrome;
mod content;
mod defang;
mod disputes;
mod events;
mod failure;
mod fields;
mod figures;
mod flash;
mod for_you;
mod help;
mod help_entry;
mod holds;
mod hosts;
mod item;
mod keeping;
mod key;
mod keys;
mod languages;
mod letter;
mod letters;
mod line;
mod list;
mod lists;
mod member;
mod members;
mod moment;
mod narrow;
mod notice;
mod notices;
mod on_call;
mod people;
mod person;
mod precision;
mod preservations;
mod problem;
mod quality;
mod queue;
mod reads;
mod referral;
mod removal_tabs;
mod render;
mod report;
mod retention;
mod same_origin;
#[doc(hidden)]
pub mod samples;
mod search;
mod session;
mod sign_in;
mod sign_out;
mod signed_in;
mod team;
#[cfg(test)]
mod tests;
mod together;
mod unknown;
mod views;
mod words;

pub(crate) use words::grouped;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::Redirect;
use axum::routing::{any, get, post};
use tutela_model::limits;
use tutela_workflow::Node;

use sign_in::Tries;

/// What every handler of the console works with.
#[derive(Clone)]
pub(crate) struct Console {
    node: Node,
    tries: Arc<Tries>,
}

/// The console's routes, all below `/console`; to be merged, not nested, so that `/console/` is a page of its own.
pub fn router(node: Node) -> Router {
    let pages = Router::new()
        .route("/console", any(async || Redirect::permanent(queue::PATH)))
        .route(queue::PATH, get(queue::page))
        .route("/console/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/console/sign-out", post(sign_out::sign_out))
        .route("/console/search", get(search::page).post(search::search))
        .route("/console/narrow", post(narrow::narrow))
        .route("/console/views", post(views::save))
        .route("/console/views/{id}/delete", post(views::delete))
        .route(for_you::PATH, get(for_you::page))
        .route("/console/for-you/{id}/mark", post(for_you::mark))
        .route(team::PATH, get(team::page))
        .route("/console/team/start", post(team::start))
        .route("/console/team/end", post(team::end))
        .route("/console/events", get(events::events))
        .route("/console/content/{key}", get(content::page))
        .route("/console/content/{key}/assess", post(together::assess))
        .route("/console/content/{key}/decide", post(together::decide))
        .route("/console/notices", get(notices::page))
        .route("/console/notices/{id}", get(notice::page))
        .route("/console/notices/{id}/handed-over", post(notice::hand_over))
        .route("/console/notices/{id}/found", post(notice::found))
        .route("/console/notices/{id}/escalate", post(notice::escalate))
        .route(unknown::PATH, get(unknown::page))
        .route(holds::PATH, get(holds::page))
        .route(hosts::PATH, get(hosts::page))
        .route("/console/hosts/{id}", get(hosts::one))
        .route(preservations::PATH, get(preservations::page))
        .route("/console/preservation/{id}", post(preservations::change))
        .route(letters::PATH, get(letters::page))
        .route("/console/letters/{id}", get(letter::page))
        .route("/console/letters/{id}/again", post(letter::again))
        .route("/console/letters/{id}/with-link", post(letter::with_link))
        .route("/console/letters/{id}/handed-over", post(letter::handed_over))
        .route("/console/letters/{id}/withdraw", post(letter::withdraw))
        .route("/console/letters/{id}/came-back", post(letter::came_back))
        .route(lists::PATH, get(lists::page))
        .route(disputes::PATH, get(disputes::page))
        .route("/console/disputes/{id}/settle", post(disputes::settle))
        .route(alerts::PATH, get(alerts::page))
        .route("/console/alerts/{id}/note", post(alerts::note))
        .route("/console/people", get(people::page).post(people::add))
        .route("/console/people/{id}/disable", post(people::disable))
        .merge(person::routes())
        .merge(account::routes())
        .merge(key::routes())
        .merge(keeping::routes())
        .route(retention::PATH, get(retention::page))
        .route(reads::PATH, get(reads::page).post(reads::find))
        .route(reads::CSV, get(reads::csv))
        .route("/console/keys", get(keys::page).post(keys::add))
        .route("/console/keys/{id}/revoke", post(keys::revoke))
        .route("/console/members", get(members::page).post(members::add))
        .route("/console/members/{id}", get(member::page).post(member::change))
        .route("/console/members/{id}/disable", post(member::disable))
        .route("/console/members/{id}/enable", post(member::enable))
        .route("/console/members/{id}/contacts", post(member::add_contact))
        .route("/console/members/{id}/contacts/{contact}/remove", post(member::remove_contact))
        .route("/console/members/{id}/liaisons", post(member::add_liaison))
        .route("/console/audit", get(audit::page))
        .route(help::PATH, get(help::page).post(help::choose))
        .route("/console/help/seed", post(help::take_seed))
        .route("/console/help/in/{country}", get(help::country_page).post(help::add))
        .route("/console/help/{id}", get(help_entry::page).post(help_entry::called))
        .route("/console/help/{id}/remove", post(help_entry::remove))
        .route(on_call::PATH, get(on_call::page).post(on_call::add))
        .route("/console/on-call/settings", post(on_call::set))
        .route("/console/on-call/mailbox", post(on_call::mailbox))
        .route("/console/on-call/mailbox/{id}/remove", post(on_call::no_mailbox))
        .route("/console/on-call/turns/{id}/remove", post(on_call::remove))
        .route(languages::PATH, get(languages::page).post(languages::read))
        .merge(referral::routes())
        .merge(figures::routes())
        .merge(list::routes())
        .merge(quality::routes())
        .merge(report::routes())
        .route("/console/{*rest}", any(failure::nothing_here))
        .method_not_allowed_fallback(failure::not_that_way);
    pages
        .layer(middleware::from_fn(same_origin::check))
        .layer(DefaultBodyLimit::max(limits::FORM))
        .layer(middleware::map_response(render::private))
        .with_state(Console { node, tries: Arc::new(Tries::new()) })
}
