//! What a page hears of while it is open, as server-sent events. They hold numbers and fixed names and nothing of what is reported.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, StreamExt};
use tutela_model::clock::Timestamp;
use tutela_model::id::ReportId;
use tutela_workflow::Error;
use tutela_workflow::team::live::{Change, Holder, Listener, Pulse, listen};

use super::Console;
use super::fields::Asked;
use super::signed_in::{QuietViewer, SignedInViewer};

/// How often something is sent where nothing happens, so that nothing on the way takes the connection for dead.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// Begins to tell a page.
pub(super) async fn events(State(console): State<Console>, me: QuietViewer, Asked(query): Asked) -> Response {
    let report = query.get("report").parse::<ReportId>().ok();
    let updated = query.get("since").parse().ok().map(Timestamp::from_micros);
    let listener = listen(&console.node, &me.viewer, &me.token, report.zip(updated));
    match listener {
        Ok(listener) => told(listener),
        // A browser that is told anything but 200 does not ask again by itself.
        Err(Error::Denied(_)) => StatusCode::FORBIDDEN.into_response(),
        Err(_) => StatusCode::TOO_MANY_REQUESTS.into_response(),
    }
}

fn told(listener: Listener) -> Response {
    let changes = stream::unfold(Some(listener), |listener| async move {
        let mut listener = listener?;
        let changes = listener.next().await;
        let more = !changes.contains(&Change::Ended);
        Some((changes, more.then_some(listener)))
    });
    let events = changes.flat_map(|changes| {
        stream::iter(changes.into_iter().map(|change| Ok::<_, Infallible>(event(change))))
    });
    let sse = Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT));
    // Some proxies gather an answer before they pass it on.
    let unbuffered = (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    ([unbuffered], sse).into_response()
}

fn event(change: Change) -> Event {
    match change {
        Change::Queue(pulse) => Event::default().event("queue").data(written(&pulse)),
        Change::Report(holder) => Event::default().event("report").data(match holder {
            Holder::Nobody => "nobody",
            Holder::Viewer => "viewer",
            Holder::Colleague => "colleague",
        }),
        Change::Unread(n) => Event::default().event("unread").data(n.to_string()),
        Change::Ended => Event::default().event("ended").data("ended"),
    }
}

/// How the queue stands, as numbers: hour; all and urgent of this hour; the same of the hour before; the mark.
pub(super) fn written(pulse: &Pulse) -> String {
    let Pulse { hour, now, before, mark } = pulse;
    format!("{hour} {} {} {} {} {mark}", now.all, now.urgent, before.all, before.urgent)
}

/// How the queue stands as a page shows it; nothing where that cannot be told, and then the page does not listen.
pub(super) async fn standing(me: &SignedInViewer) -> Option<String> {
    let pulse = tutela_workflow::team::live::pulse(&me.node, &me.viewer).await.ok()?;
    Some(written(&pulse))
}
