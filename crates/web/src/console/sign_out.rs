//! Signing out.

use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use tutela_workflow::people;

use super::signed_in::SignedInViewer;
use super::{flash, render, session};

/// Ends the session, at the node and in the browser.
pub(super) async fn sign_out(me: SignedInViewer) -> Response {
    if let Err(error) = people::sign_out(&me.node, &me.viewer, &me.token).await {
        return me.failed(&error).into_response();
    }
    let mut response = render::see(&flash::with("/console/sign-in", "signed_out"));
    if let Some(cookie) = session::no_cookie(me.node.settings().https) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
