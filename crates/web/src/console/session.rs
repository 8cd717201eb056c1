//! The session's cookie: one token, of which the store keeps a keyed digest.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// The cookie's name. With TLS the browser itself enforces by the prefix that no other host or path can plant it.
const fn name(https: bool) -> &'static str {
    if https { "__Host-console" } else { "console" }
}

/// The token that a request carries.
pub(super) fn token(headers: &HeaderMap, https: bool) -> Option<&str> {
    let pairs =
        headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    let named = pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name(https));
    named.map(|(_, value)| value).filter(|value| !value.is_empty())
}

/// The cookie of a new session. It ends with the browser; the node ends it earlier.
pub(super) fn cookie(token: &str, https: bool) -> Option<HeaderValue> {
    line(token, https, "").parse().ok()
}

/// What makes the browser forget the cookie.
pub(super) fn no_cookie(https: bool) -> Option<HeaderValue> {
    line("", https, "; Max-Age=0").parse().ok()
}

fn line(value: &str, https: bool, more: &str) -> String {
    // `__Host-` asks for the whole host as path.
    let scope = if https { "Path=/; Secure" } else { "Path=/console" };
    format!("{}={value}; {scope}; HttpOnly; SameSite=Strict{more}", name(https))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &'static str, https: bool) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static(line));
        token(&headers, https).map(str::to_owned)
    }

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let plain = cookie("t0ken", false).unwrap();
        assert_eq!(plain, "console=t0ken; Path=/console; HttpOnly; SameSite=Strict");
        let tls = cookie("t0ken", true).unwrap();
        assert_eq!(tls, "__Host-console=t0ken; Path=/; Secure; HttpOnly; SameSite=Strict");
        assert!(no_cookie(true).unwrap().to_str().unwrap().ends_with("Max-Age=0"));
    }

    #[test]
    fn only_the_cookie_of_this_scheme_counts() {
        assert_eq!(read("a=b; console=t0ken", false).as_deref(), Some("t0ken"));
        assert_eq!(read("console=t0ken", true), None);
        assert_eq!(read("xconsole=t0ken; console=", false), None);
    }
}
