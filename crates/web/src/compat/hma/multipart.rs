//! The one file of a multipart form that is in memory.

use axum::body::Bytes;
use multer::Multipart;

/// The file of a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FilePart {
    /// Name of its field.
    pub(super) name: String,
    /// Its bytes.
    pub(super) content: Bytes,
}

/// The one file of a form; fields without a file are passed over. What is wrong is told.
pub(super) async fn only_file(body: &[u8], boundary: String) -> Result<FilePart, &'static str> {
    const CUT_OFF: &str = "the form is cut off or not well formed: send it again";
    let mut form = Multipart::with_reader(body, boundary);
    let mut found = None;
    while let Some(field) = form.next_field().await.map_err(|_| CUT_OFF)? {
        if field.file_name().is_none() {
            continue;
        }
        if found.is_some() {
            return Err("send one file in each request");
        }
        let name = field.name().unwrap_or_default().to_owned();
        found = Some(FilePart { name, content: field.bytes().await.map_err(|_| CUT_OFF)? });
    }
    found.ok_or("the form holds no file: send one, in a field `photo` or `video`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(parts: &[(&str, &str)]) -> String {
        let parts = parts.iter().map(|(disposition, content)| {
            format!("--X\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: image/png\r\n\r\n{content}\r\n")
        });
        parts.collect::<String>() + "--X--\r\n"
    }

    async fn found(form: &str) -> Result<FilePart, &'static str> {
        only_file(form.as_bytes(), "X".to_owned()).await
    }

    #[tokio::test]
    async fn the_file_is_found_among_fields() {
        let form = form(&[("name=\"note\"", "a"), ("name=\"photo\"; filename=\"a.png\"", "\r\n--Y\0bytes")]);
        let part = found(&form).await.unwrap();
        assert_eq!((part.name.as_str(), &part.content[..]), ("photo", &b"\r\n--Y\0bytes"[..]));
    }

    #[tokio::test]
    async fn what_is_wrong_is_told() {
        let file = "name=\"photo\"; filename=\"a\"";
        assert!(found(&form(&[(file, "a"), (file, "b")])).await.unwrap_err().contains("one file"));
        assert!(found(&form(&[("name=\"photo\"", "a")])).await.unwrap_err().contains("no file"));
        let whole = form(&[(file, "content")]);
        for cut in 0..whole.len() - 4 {
            assert!(found(&whole[..cut]).await.is_err(), "{cut}");
        }
        assert_eq!(&found(&form(&[(file, "")])).await.unwrap().content[..], b"");
    }
}
