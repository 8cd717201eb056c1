//! A multipart form (RFC 7578) that is in memory: just enough to find its one file.

/// The file of a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FilePart<'a> {
    /// Name of its field.
    pub(super) name: &'a str,
    /// Its bytes.
    pub(super) content: &'a [u8],
}

/// The boundary of a `Content-Type`; `None` where it is no multipart form.
pub(super) fn boundary(content_type: &str) -> Option<String> {
    let mut parts = content_type.split(';');
    let form = parts.next()?.trim().eq_ignore_ascii_case("multipart/form-data");
    let boundary = parts.find_map(|part| parameter(part, "boundary"))?;
    (form && (1..=70).contains(&boundary.len())).then(|| boundary.to_owned())
}

/// The one file of a form; fields without a file are passed over. What is wrong is told.
pub(super) fn only_file<'a>(body: &'a [u8], boundary: &str) -> Result<FilePart<'a>, &'static str> {
    const CUT_OFF: &str = "the form is cut off or not well formed: send it again";
    let delimiter = format!("\r\n--{boundary}");
    let first = &delimiter.as_bytes()[2..];
    let start =
        if body.starts_with(first) { 0 } else { find(body, delimiter.as_bytes()).ok_or(CUT_OFF)? + 2 };
    let mut rest = &body[start + first.len()..];
    let mut found = None;
    // Each round takes one part off; after the last one stands `--`.
    while !rest.starts_with(b"--") {
        let headers = find(rest, b"\r\n").ok_or(CUT_OFF)? + 2;
        let blank = find(&rest[headers - 2..], b"\r\n\r\n").ok_or(CUT_OFF)? + headers - 2;
        let content = &rest[blank + 4..];
        // A part may be empty, so that its content begins with the delimiter's own line break.
        let end = find(content, delimiter.as_bytes());
        let end = end.ok_or(CUT_OFF)?;
        if let Some(name) = file_name(rest.get(headers..blank).unwrap_or_default()) {
            if found.is_some() {
                return Err("send one file in each request");
            }
            found = Some(FilePart { name, content: &content[..end] });
        }
        rest = &content[end + delimiter.len()..];
    }
    found.ok_or("the form holds no file: send one, in a field `photo` or `video`")
}

/// The name of a part's field, if it is a file.
fn file_name(headers: &[u8]) -> Option<&str> {
    let headers = std::str::from_utf8(headers).ok()?;
    let disposition = headers.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let is_file = disposition.split(';').any(|part| {
        let name = part.split('=').next().unwrap_or_default().trim();
        name.eq_ignore_ascii_case("filename") || name.eq_ignore_ascii_case("filename*")
    });
    is_file.then(|| disposition.split(';').find_map(|part| parameter(part, "name")))?
}

/// The value of `name=value` or `name="value"`.
fn parameter<'a>(part: &'a str, wanted: &str) -> Option<&'a str> {
    let (name, value) = part.split_once('=')?;
    name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().trim_matches('"'))
}

/// Where `wanted` begins in `bytes`.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form(parts: &[(&str, &str)]) -> String {
        let parts = parts.iter().map(|(disposition, content)| {
            format!("--X\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: image/png\r\n\r\n{content}\r\n")
        });
        parts.collect::<String>() + "--X--\r\n"
    }

    #[test]
    fn the_boundary_is_read() {
        assert_eq!(boundary("multipart/form-data; boundary=X").as_deref(), Some("X"));
        assert_eq!(boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"").as_deref(), Some("a b"));
        for none in ["", "application/json", "multipart/form-data", "multipart/form-data; boundary="] {
            assert_eq!(boundary(none), None, "{none}");
        }
    }

    #[test]
    fn the_file_is_found_among_fields() {
        let form = form(&[("name=\"note\"", "a"), ("name=\"photo\"; filename=\"a.png\"", "\r\n--Y\0bytes")]);
        let found = only_file(form.as_bytes(), "X").unwrap();
        assert_eq!(found, FilePart { name: "photo", content: b"\r\n--Y\0bytes" });
        let late = format!("preamble\r\n{form}");
        assert_eq!(only_file(late.as_bytes(), "X"), Ok(found));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let file = "name=\"photo\"; filename=\"a\"";
        assert!(
            only_file(form(&[(file, "a"), (file, "b")]).as_bytes(), "X").unwrap_err().contains("one file")
        );
        assert!(only_file(form(&[("name=\"photo\"", "a")]).as_bytes(), "X").unwrap_err().contains("no file"));
        let whole = form(&[(file, "content")]);
        for cut in 0..whole.len() - 4 {
            assert!(only_file(&whole.as_bytes()[..cut], "X").is_err(), "{cut}");
        }
        assert_eq!(only_file(form(&[(file, "")]).as_bytes(), "X").unwrap().content, b"");
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in "(--X|\r\n|-|:|;|=|\"|name|filename|content-disposition|.){0,40}") {
            let _ = only_file(bytes.as_bytes(), "X");
            let _ = boundary(&bytes);
        }
    }
}
