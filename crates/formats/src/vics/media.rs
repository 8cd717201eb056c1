//! One medium.

use serde::Deserialize;
use tutela_matching::PdqHash;

use super::SCHEME;
use crate::json_scalar::{self, Scalar};
use crate::list_entry::{Label, ListEntry, MediaKind};
use crate::list_problem::Fault;
use crate::photodna;

/// A fault and the name it stands under.
pub(super) type Blame = (Option<&'static str>, Fault);

#[derive(Deserialize)]
struct Media {
    #[serde(rename = "MediaID", default)]
    media_id: Scalar,
    #[serde(rename = "Category", default)]
    category: Scalar,
    #[serde(rename = "MD5", alias = "md5", default)]
    md5: Scalar,
    #[serde(rename = "SHA1", alias = "sha1", default)]
    sha1: Scalar,
    #[serde(rename = "SHA256", alias = "sha256", default)]
    sha256: Scalar,
    #[serde(rename = "PhotoDNA", alias = "photoDNA", default)]
    photodna: Scalar,
    #[serde(rename = "AlternativeHashes", default)]
    alternative: Option<Vec<Alternative>>,
    #[serde(rename = "Series", default)]
    series: Scalar,
    #[serde(rename = "MimeType", default)]
    mime_type: Scalar,
}

#[derive(Deserialize)]
struct Alternative {
    #[serde(rename = "HashName", default)]
    name: Scalar,
    #[serde(rename = "HashValue", default)]
    value: Scalar,
}

/// Reads a medium.
pub(super) fn parse(json: &[u8], scheme: &str) -> Result<ListEntry, Blame> {
    let media: Media = json_scalar::record(json).map_err(|fault| (None, fault))?;
    let mut entry = ListEntry::default();
    for alternative in media.alternative.iter().flatten() {
        alternative.add_to(&mut entry).map_err(|fault| (Some("AlternativeHashes"), fault))?;
    }
    let under = |name| move |fault| (Some(name), fault);
    let digests = &mut entry.digests;
    digests.md5 = media.md5.digest().map_err(under("MD5"))?.or(digests.md5);
    digests.sha1 = media.sha1.digest().map_err(under("SHA1"))?.or(digests.sha1);
    digests.sha256 = media.sha256.digest().map_err(under("SHA256"))?.or(digests.sha256);
    if let Some(hash) = photodna(&media.photodna).map_err(under("PhotoDNA"))? {
        entry.photodna = Some(hash);
    }
    if entry.is_empty() {
        return Err((None, Fault::NothingKnown));
    }
    entry.reference = media.media_id.label().map_err(under("MediaID"))?;
    entry.series = media.series.label().map_err(under("Series"))?;
    entry.media = media_kind(media.mime_type.text().map_err(under("MimeType"))?);
    entry.label = media
        .category
        .number()
        .map_err(under("Category"))?
        .map(|category| Label { scheme: format!("{SCHEME}{scheme}"), value: category.to_string() });
    Ok(entry)
}

impl Alternative {
    /// Adds what is known here; other kinds of hash are left.
    fn add_to(&self, entry: &mut ListEntry) -> Result<(), Fault> {
        let Some(name) = self.name.text()? else { return Ok(()) };
        let digests = &mut entry.digests;
        match name.to_ascii_uppercase().as_str() {
            "PHOTODNA" => entry.photodna = photodna(&self.value)?.or(entry.photodna.take()),
            "MD5" => digests.md5 = self.value.digest()?.or(digests.md5),
            "SHA1" => digests.sha1 = self.value.digest()?.or(digests.sha1),
            "SHA256" => digests.sha256 = self.value.digest()?.or(digests.sha256),
            "PDQ" => {
                digests.pdq = self.value.digest()?.map(|hash| PdqHash { hash, quality: 100 }).or(digests.pdq);
            }
            _ => {}
        }
        Ok(())
    }
}

fn photodna(value: &Scalar) -> Result<Option<Box<[u8; 144]>>, Fault> {
    value.text()?.map(|text| photodna::parse(text).ok_or(Fault::PhotoDna)).transpose()
}

fn media_kind(mime_type: Option<&str>) -> Option<MediaKind> {
    match mime_type?.split_once('/')?.0.to_ascii_lowercase().as_str() {
        "image" => Some(MediaKind::Image),
        "video" => Some(MediaKind::Video),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MD5: &str = "D41D8CD98F00B204E9800998ECF8427E";

    fn read(json: &str) -> Result<ListEntry, String> {
        parse(json.as_bytes(), "US").map_err(|(name, fault)| format!("{}: {fault}", name.unwrap_or("-")))
    }

    #[test]
    fn text_and_numbers_are_taken_alike() {
        for (id, category) in [("7", "1"), ("\"7\"", "\"1\"")] {
            let json = format!(
                r#"{{"MediaID":{id},"Category":{category},"MD5":"{MD5}","IsDistributed":"True","Series":"S","MimeType":"video/mp4","Exifs":[{{"MD5":1}}]}}"#
            );
            let entry = read(&json).unwrap();
            assert_eq!(entry.digests.md5.unwrap().to_string(), MD5.to_lowercase());
            assert_eq!(entry.label, Some(Label { scheme: "vics:US".to_owned(), value: "1".to_owned() }));
            assert_eq!((entry.reference.as_deref(), entry.series.as_deref()), (Some("7"), Some("S")));
            assert_eq!(entry.media, Some(MediaKind::Video));
        }
    }

    #[test]
    fn alternative_hashes_are_read_and_the_direct_one_counts() {
        let (hex, pdq) = ("0A".repeat(144), "0".repeat(64));
        let json = format!(
            r#"{{"MD5":"{MD5}","AlternativeHashes":[{{"HashName":"PhotoDNA","HashValue":"{hex}"}},{{"HashName":"PDQ","HashValue":"{pdq}"}},
               {{"HashName":"MD5","HashValue":"{other}"}},{{"HashName":"X","HashValue":5}},{{}}]}}"#,
            other = "0".repeat(32)
        );
        let entry = read(&json).unwrap();
        assert_eq!(entry.photodna, Some(Box::new([10; 144])));
        assert_eq!(entry.digests.pdq.unwrap().quality, 100);
        assert_eq!(entry.digests.md5.unwrap().to_string(), MD5.to_lowercase());
    }

    #[test]
    fn a_wrong_field_is_named() {
        let message = |json: &str| read(json).unwrap_err();
        assert!(message(r#"{"MD5":"abc"}"#).starts_with("MD5: a MD5 digest has 32"));
        assert!(message(&format!(r#"{{"SHA1":"{MD5}"}}"#)).starts_with("SHA1: a SHA-1 digest has 40"));
        assert!(message(r#"{"PhotoDNA":"AAAA"}"#).starts_with("PhotoDNA: must be a PhotoDNA hash"));
        assert!(
            message(&format!(r#"{{"MD5":"{MD5}","Category":"B"}}"#)).starts_with("Category: must be a whole")
        );
        assert!(
            message(&format!(r#"{{"MD5":"{MD5}","Category":99999999999999999999}}"#)).starts_with("Category")
        );
        assert!(message(&format!(r#"{{"MD5":"{MD5}","Category":1e999}}"#)).contains("number out of range"));
        assert!(message(&format!(r#"{{"MD5":"{MD5}","MD5":"{MD5}"}}"#)).contains("has a field twice"));
        assert!(message(&format!(r#"{{"MD5":["{MD5}"]}}"#)).starts_with("MD5: must be text"));
        assert!(message(r#"{"MediaID":1}"#).contains("nothing to recognise it by"));
        assert!(message("[1]").contains("no JSON object"));
    }

    #[test]
    fn category_nought_is_told_and_none_is_not_made_up() {
        let label = |json: String| read(&json).unwrap().label.map(|label| label.value);
        assert_eq!(label(format!(r#"{{"MD5":"{MD5}","Category":0}}"#)).as_deref(), Some("0"));
        assert_eq!(label(format!(r#"{{"MD5":"{MD5}","Category":null}}"#)), None);
    }
}
