//! Addresses written so that nothing makes a link of them and nobody opens one by a slip.

/// `https://host.example/a.b` as `hxxps://host[.]example/a.b`.
pub(super) fn defang(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = host.replace('.', "[.]");
    match scheme.to_ascii_lowercase().as_str() {
        "" => format!("{host}{path}"),
        scheme => format!("{}://{host}{path}", scheme.replace("http", "hxxp")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_stays_clickable() {
        for (address, shown) in [
            ("https://host.example/a.b?c=d.e", "hxxps://host[.]example/a.b?c=d.e"),
            ("HTTP://a.b.example", "hxxp://a[.]b[.]example"),
            ("http://192.0.2.1:81/x://y.z", "hxxp://192[.]0[.]2[.]1:81/x://y.z"),
            ("host.example/page", "host[.]example/page"),
            ("", ""),
        ] {
            assert_eq!(defang(address), shown);
        }
    }
}
