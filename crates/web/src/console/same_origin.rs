//! A form of another site cannot act in the console, whatever cookies the browser sends along.

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::failure::Failed;

/// Refuses what changes something unless it comes from a page of this node.
pub(super) async fn check(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers()) {
        next.run(request).await
    } else {
        Failed::foreign().into_response()
    }
}

/// Browsers say themselves where a request comes from; on plain HTTP they do not, and the origin must be this host.
fn is_ours(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(ORIGIN).and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    host.is_some_and(|host| !host.is_empty() && text(HOST).is_some_and(|own| own.eq_ignore_ascii_case(host)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        is_ours(&headers.collect())
    }

    #[test]
    fn what_the_browser_says_decides() {
        assert!(ours(&[("sec-fetch-site", "same-origin")]));
        assert!(ours(&[("sec-fetch-site", "none")]));
        for foreign in ["cross-site", "same-site", ""] {
            assert!(!ours(&[
                ("sec-fetch-site", foreign),
                ("origin", "http://desk.example"),
                ("host", "desk.example")
            ]));
        }
    }

    #[test]
    fn without_it_the_origin_must_be_this_host() {
        assert!(ours(&[("origin", "http://desk.example:8080"), ("host", "desk.example:8080")]));
        for origin in ["null", "http://other.example:8080", "http://desk.example", "http://", ""] {
            assert!(!ours(&[("origin", origin), ("host", "desk.example:8080")]), "{origin}");
        }
        assert!(!ours(&[("host", "desk.example:8080")]));
        assert!(!ours(&[("origin", "http://"), ("host", "")]));
    }
}
