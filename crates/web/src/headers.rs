//! The headers that every answer carries, public and console alike.

use std::future::ready;

use axum::Router;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware;
use axum::response::Response;

/// Nothing is loaded from, sent to or framed by anybody but this node, and no script or style stands inside a page.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// No page uses any of these; a page that somebody manages to change shall not be able to either.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), \
                           fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), \
                           magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), \
                           screen-wake-lock=(), serial=(), usb=(), web-share=(), xr-spatial-tracking=()";

static FIXED: [(HeaderName, &str); 8] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    // The addresses of our pages tell the next site that somebody reported something.
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // For browsers that do not know `frame-ancestors`.
    (X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    // Browsers look up the names of linked hosts ahead of a click; on a page of ours that is a request we did not make.
    (HeaderName::from_static("x-dns-prefetch-control"), "off"),
];

/// Two years, as browsers' preload lists ask for.
const TWO_YEARS: &str = "max-age=63072000";

/// Adds the headers to every answer of the router, also to those for unknown pages. `https`: whether pages are served over TLS, so
/// that a browser may refuse to ever come back without it.
pub fn protect(router: Router, https: bool) -> Router {
    router.layer(middleware::map_response(move |mut response: Response| {
        set(response.headers_mut(), https);
        ready(response)
    }))
}

fn set(headers: &mut HeaderMap, https: bool) {
    for (name, value) in &FIXED {
        // Towards this node itself the console keeps the referrer on, and says so.
        if *name == REFERRER_POLICY && headers.get(name).is_some_and(|own| own == "same-origin") {
            continue;
        }
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TWO_YEARS));
    }
    // An answer that may be kept says so itself: the assets do.
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_of_keeping_is_not_kept() {
        let mut headers = HeaderMap::new();
        set(&mut headers, false);
        assert_eq!(headers[CACHE_CONTROL], "no-store");
        assert_eq!(headers[REFERRER_POLICY], "no-referrer");
        assert!(!headers.contains_key(STRICT_TRANSPORT_SECURITY));
        assert!(!headers.contains_key("server"));

        let mut kept = HeaderMap::new();
        kept.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=1"));
        set(&mut kept, true);
        assert_eq!(kept[CACHE_CONTROL], "public, max-age=1");
        assert!(kept.contains_key(STRICT_TRANSPORT_SECURITY));
    }

    #[test]
    fn the_policy_lets_nothing_in_from_outside() {
        assert!(POLICY.starts_with("default-src 'none';"));
        for lax in ["unsafe", "http:", "https:", "data:", "blob:", "*"] {
            assert!(!POLICY.contains(lax), "{lax}");
        }
        assert!(!POLICY.contains("  ") && !PERMISSIONS.contains("  "));
    }
}
