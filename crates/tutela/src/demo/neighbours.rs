//! The page of the invented neighbours: sign-in codes, the host's mailbox, and its pages with a button that removes them.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use axum::routing::{get, post};
use tutela_model::clock::{Clock, SECOND};
use tutela_workflow::Node;
use tutela_workflow::people::{self, NewPerson};

use super::{ABUSE, InventedHost, InventedMailbox, Mail};
use crate::error::Failure;
use crate::machine::SystemClock;

/// The generators of everybody's codes, for the demo only.
#[derive(Clone)]
pub(super) struct Codes(Arc<Vec<(String, Generator)>>);

/// The code of a moment, in seconds since 1970.
type Generator = Box<dyn Fn(u64) -> String + Send + Sync>;

impl Codes {
    pub(super) fn of(node: &Node, desk: &[NewPerson]) -> Result<Self, Failure> {
        let mut codes: Vec<(String, Generator)> = Vec::new();
        for new in desk {
            let totp = people::totp(node, &new.person, &new.totp_secret)?;
            codes
                .push((new.person.name.clone(), Box::new(move |seconds| totp.generate(seconds).to_string())));
        }
        Ok(Self(Arc::new(codes)))
    }
}

#[derive(Clone)]
struct Shown {
    host: InventedHost,
    mailbox: InventedMailbox,
    codes: Codes,
    node: SocketAddr,
}

pub(super) fn router(host: InventedHost, mailbox: InventedMailbox, codes: Codes, node: SocketAddr) -> Router {
    Router::new()
        .route("/", get(overview))
        .route("/codes/{name}", get(code))
        .route("/pages/{page}", get(page))
        .route("/pages/{page}/remove", post(remove))
        .route("/rdap/ip/{address}", get(network))
        .with_state(Shown { host, mailbox, codes, node })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn frame(title: &str, body: &str) -> Html<String> {
    Html(format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>{title}</title><style>:root{{color-scheme:light dark}}body{{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;\
         padding:0 1rem}}pre{{white-space:pre-wrap;border:1px solid;padding:1rem;overflow-wrap:anywhere}}\
         table{{border-collapse:collapse}}td,th{{padding:.25rem 1rem .25rem 0;text-align:start}}</style>\
         <main><h1>{title}</h1>{body}</main></html>"
    ))
}

fn seconds() -> u64 {
    u64::try_from(SystemClock.now().micros() / SECOND).unwrap_or(0)
}

async fn overview(State(shown): State<Shown>) -> Html<String> {
    let mut body = format!(
        "<p>Invented, for the demo. The node is at <a href='http://{0}/'>http://{0}/</a>. Reload to see what is new.</p>\
         <h2>Codes for signing in</h2><table><tr><th>name<th>code now",
        shown.node
    );
    for (name, code) in shown.codes.0.iter() {
        body.push_str(&format!("<tr><td>{name}<td>{}", code(seconds())));
    }
    body.push_str("</table><h2>Pages of the invented host</h2><table>");
    for (page, up) in shown.host.pages() {
        let name = escape(&page);
        let action = if up {
            format!(
                "<td>up<td><form method=post action='/pages/{name}/remove'><button>Remove the page</button></form>"
            )
        } else {
            "<td>removed<td>".to_owned()
        };
        body.push_str(&format!("<tr><td><a href='/pages/{name}'>/pages/{name}</a>{action}"));
    }
    body.push_str("</table><h2>Mailbox of the invented host</h2>");
    let (pages, mails): (Vec<_>, Vec<_>) = shown
        .mailbox
        .mails()
        .into_iter()
        .partition(|mail| mail.header("To").is_some_and(|to| to.contains(super::PAGERS)));
    list_mails(&mut body, &mails);
    body.push_str("<h2>Pagers of the people on call</h2>");
    list_mails(&mut body, &pages);
    frame("The invented neighbours", &body)
}

fn list_mails(body: &mut String, mails: &[Mail]) {
    if mails.is_empty() {
        body.push_str("<p>No mail yet.</p>");
    }
    for mail in mails.iter().rev() {
        let subject = escape(&mail.header("Subject").unwrap_or_default());
        body.push_str(&format!(
            "<details><summary>{subject}</summary><pre>{}</pre></details>",
            escape(&mail.text)
        ));
    }
}

async fn code(State(shown): State<Shown>, Path(name): Path<String>) -> impl IntoResponse {
    match shown.codes.0.iter().find(|(of, _)| *of == name) {
        Some((_, code)) => (StatusCode::OK, code(seconds())),
        None => (StatusCode::NOT_FOUND, "nobody of this name".to_owned()),
    }
}

async fn page(State(shown): State<Shown>, Path(page): Path<String>) -> impl IntoResponse {
    if shown.host.is_up(&page) {
        let text =
            "<p>An invented page with nothing on it. It stands for one that a host is asked to remove.</p>";
        (StatusCode::OK, frame("Invented page", text))
    } else {
        (StatusCode::GONE, frame("Removed", "<p>The invented host has removed this page.</p>"))
    }
}

async fn remove(State(shown): State<Shown>, Path(page): Path<String>) -> Redirect {
    shown.host.remove(&page);
    Redirect::to("/")
}

/// The invented registry's entry of this machine's own network, with the invented host as its holder.
async fn network(Path(address): Path<IpAddr>) -> impl IntoResponse {
    if !address.is_loopback() || address.is_ipv6() {
        return (StatusCode::NOT_FOUND, String::new());
    }
    let entry = format!(
        r#"{{"objectClassName":"ip network","handle":"INVENTED-1","startAddress":"127.0.0.0","endAddress":"127.255.255.255","name":"INVENTED-NET","country":"NL","entities":[{{"objectClassName":"entity","roles":["registrant"],"vcardArray":["vcard",[["version",{{}},"text","4.0"],["kind",{{}},"text","org"],["fn",{{}},"text","Invented Host"]]],"entities":[{{"objectClassName":"entity","roles":["abuse"],"vcardArray":["vcard",[["version",{{}},"text","4.0"],["fn",{{}},"text","Abuse desk"],["email",{{}},"text","{ABUSE}"]]]}}]}}]}}"#
    );
    (StatusCode::OK, entry)
}
