//! One record.

use serde::Deserialize;
use tutela_matching::PdqHash;

use super::{LABEL, MALICIOUS, MEDIA, REFERENCE, SCHEME, SERIES};
use crate::json_scalar::{self, Scalar};
use crate::list_entry::{Label, ListEntry, MAX_TEXT, MAX_URL, MediaKind};
use crate::list_problem::Fault;
use crate::{photodna, rfc3339, text};

/// A fault and the name it stands under.
pub(super) type Blame = (Option<&'static str>, Fault);

/// The first second of the year 10000.
const YEAR_10000: i64 = 253_402_300_800;

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: Scalar,
    #[serde(rename = "type", default)]
    kind: Scalar,
    #[serde(default)]
    indicator: Scalar,
    #[serde(default)]
    raw_indicator: Scalar,
    #[serde(default)]
    should_delete: Scalar,
    #[serde(default)]
    last_updated: Scalar,
    #[serde(default)]
    creation_time: Scalar,
    #[serde(default)]
    owner: Option<Owner>,
    #[serde(default)]
    status: Scalar,
    #[serde(default)]
    tags: Option<Tags>,
    #[serde(default)]
    descriptors: Option<Page<Descriptor>>,
}

#[derive(Deserialize)]
struct Descriptor {
    #[serde(default)]
    owner: Option<Owner>,
    #[serde(default)]
    status: Scalar,
    #[serde(default)]
    tags: Option<Tags>,
}

#[derive(Deserialize)]
struct Owner {
    #[serde(default)]
    id: Scalar,
    #[serde(default)]
    name: Scalar,
}

#[derive(Deserialize)]
struct Page<T> {
    data: Vec<T>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Tags {
    Plain(Vec<Scalar>),
    Page(Page<Tag>),
}

#[derive(Deserialize)]
struct Tag {
    #[serde(default)]
    text: Scalar,
}

impl Tags {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let (plain, page) = match self {
            Self::Plain(tags) => (Some(tags), None),
            Self::Page(page) => (None, Some(&page.data)),
        };
        let page = page.into_iter().flatten().map(|tag| &tag.text);
        plain.into_iter().flatten().chain(page).filter_map(|tag| tag.text().ok().flatten())
    }
}

/// Reads a record.
pub(super) fn parse(json: &[u8]) -> Result<ListEntry, Blame> {
    let record: Record = json_scalar::record(json).map_err(|fault| (None, fault))?;
    let under = |name| move |fault| (Some(name), fault);
    let mut entry = ListEntry::default();
    record.indicator(&mut entry)?;
    let descriptor = record.descriptors.as_ref().and_then(|page| page.data.first());
    let owner = record.owner.as_ref().or(descriptor.and_then(|descriptor| descriptor.owner.as_ref()));
    entry.origin = owner.map(Owner::name).transpose().map_err(under("owner"))?.flatten();
    entry.reference = record.id.label().map_err(under("id"))?;
    let own = record.status.label().map_err(under("status"))?;
    let theirs =
        descriptor.map(|descriptor| descriptor.status.label()).transpose().map_err(under("status"))?;
    let status = own.or(theirs.flatten()).filter(|status| status != MALICIOUS);
    entry.label = status.map(|value| Label { scheme: SCHEME.to_owned(), value });
    for tags in [record.tags.as_ref(), descriptor.and_then(|descriptor| descriptor.tags.as_ref())] {
        tags.iter().flat_map(|tags| tags.texts()).for_each(|tag| read_tag(&mut entry, tag));
    }
    if record.should_delete.flag().map_err(under("should_delete"))? == Some(true) {
        let updated = seconds(&record.last_updated).map_err(under("last_updated"))?;
        let created = seconds(&record.creation_time).map_err(under("creation_time"))?;
        entry.removed_at = Some(updated.or(created).unwrap_or(0) * 1_000_000);
    }
    Ok(entry)
}

impl Record {
    fn indicator(&self, entry: &mut ListEntry) -> Result<(), Blame> {
        let under = |fault| (Some("indicator"), fault);
        let (indicator, text) = match self.indicator.text().map_err(under)? {
            Some(text) => (&self.indicator, text),
            None => match self.raw_indicator.text().map_err(under)? {
                Some(text) => (&self.raw_indicator, text),
                None => return Err((None, Fault::NothingKnown)),
            },
        };
        let digests = &mut entry.digests;
        let kind = self.kind.text().map_err(|fault| (Some("type"), fault))?;
        match kind.unwrap_or_default() {
            "HASH_MD5" => digests.md5 = indicator.digest().map_err(under)?,
            "HASH_SHA1" => digests.sha1 = indicator.digest().map_err(under)?,
            "HASH_SHA256" => digests.sha256 = indicator.digest().map_err(under)?,
            "HASH_VIDEO_MD5" => {
                digests.md5 = indicator.digest().map_err(under)?;
                entry.media = Some(MediaKind::Video);
            }
            "HASH_VIDEO_SHA256" => {
                digests.sha256 = indicator.digest().map_err(under)?;
                entry.media = Some(MediaKind::Video);
            }
            "HASH_PDQ" => {
                digests.pdq = indicator.digest().map_err(under)?.map(|hash| PdqHash { hash, quality: 100 });
            }
            "HASH_PHOTODNA" => {
                let hash = photodna::parse(text).or_else(|| photodna::from_decimals(text));
                entry.photodna = Some(hash.ok_or(under(Fault::PhotoDna))?);
            }
            "URI" | "RAW_URI" => {
                if text.chars().count() > MAX_URL || text::has_hidden(text) {
                    return Err(under(Fault::Url));
                }
                entry.url = Some(text.to_owned());
            }
            _ => return Err((Some("type"), Fault::Kind)),
        }
        Ok(())
    }
}

impl Owner {
    fn name(&self) -> Result<Option<String>, Fault> {
        // `0` stands for an owner that we don't know the number of.
        let id = self.id.label()?.filter(|id| id != "0");
        Ok(self.name.label()?.or(id))
    }
}

/// Takes what a tag says of the entry; tags that say nothing known here are left.
fn read_tag(entry: &mut ListEntry, tag: &str) {
    let kept = |text: &str| text::cleaned(text, MAX_TEXT);
    if let Some(media) = tag.strip_prefix(MEDIA) {
        entry.media = MediaKind::parse(media).or(entry.media);
    } else if let Some(reference) = tag.strip_prefix(REFERENCE) {
        entry.reference = kept(reference);
    } else if let Some(series) = tag.strip_prefix(SERIES) {
        entry.series = kept(series);
    } else if let Some((scheme, value)) = tag.strip_prefix(LABEL).and_then(|label| label.split_once('='))
        && entry.label.is_none()
        && let (Some(scheme), Some(value)) = (kept(scheme), kept(value))
    {
        entry.label = Some(Label { scheme, value });
    }
}

/// Seconds since 1970, or RFC 3339 with or without a colon in its zone, as the API writes it elsewhere.
fn seconds(time: &Scalar) -> Result<Option<i64>, Fault> {
    let Some(text) = time.text()? else { return Ok(None) };
    let seconds = text.parse().ok().or_else(|| {
        let with_colon = text.split_at_checked(text.len().saturating_sub(2));
        let with_colon = with_colon.map(|(start, minutes)| format!("{start}:{minutes}"));
        let time = rfc3339::parse(text).or_else(|| rfc3339::parse(&with_colon?));
        time.map(|time| time.as_second())
    });
    seconds.filter(|seconds| (0..YEAR_10000).contains(seconds)).ok_or(Fault::Time).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<ListEntry, String> {
        parse(json.as_bytes()).map_err(|(name, fault)| format!("{}: {fault}", name.unwrap_or("-")))
    }

    const MD5: &str = "facefacefacefacefacefacefaceface";

    #[test]
    fn a_record_of_the_api_is_read() {
        let entry = read(&format!(
            r#"{{"id":3058061737574159,"indicator":"{MD5}","type":"HASH_MD5","last_updated":1,"should_delete":false,"descriptors":{{"data":[
               {{"id":"1","owner":{{"id":"616912251743987","name":"A"}},"status":"NON_MALICIOUS","tags":{{"data":[{{"text":"media_type_video"}}]}}}}]}}}}"#
        ))
        .unwrap();
        assert_eq!(
            (entry.reference.as_deref(), entry.origin.as_deref()),
            (Some("3058061737574159"), Some("A"))
        );
        assert_eq!(entry.media, Some(MediaKind::Video));
        assert_eq!(entry.label.unwrap().value, "NON_MALICIOUS");
        assert_eq!(entry.removed_at, None);
    }

    #[test]
    fn a_tombstone_has_its_time() {
        for time in
            ["1593631111", "\"1593631111\"", "\"2020-07-01T19:18:31+0000\"", "\"2020-07-01T19:18:31Z\""]
        {
            let json = format!(
                r#"{{"indicator":"{MD5}","type":"HASH_MD5","should_delete":true,"last_updated":{time}}}"#
            );
            assert_eq!(read(&json).unwrap().removed_at, Some(1_593_631_111_000_000), "{time}");
        }
    }

    #[test]
    fn a_wrong_field_is_named() {
        let message = |json: String| read(&json).unwrap_err();
        assert!(
            message(r#"{"type":"HASH_SHA1","indicator":"abc"}"#.into()).starts_with("indicator: a SHA-1")
        );
        assert!(
            message(r#"{"type":"DOMAIN","indicator":"host.example"}"#.into()).starts_with("type: is a kind")
        );
        assert!(message(r#"{"type":"HASH_MD5"}"#.into()).contains("nothing to recognise it by"));
        assert!(
            message(r#"{"type":"URI","indicator":"a\u0000"}"#.into())
                .starts_with("indicator: must be an address")
        );
        let late = format!(
            r#"{{"type":"HASH_MD5","indicator":"{MD5}","should_delete":true,"last_updated":99999999999999}}"#
        );
        assert!(message(late).starts_with("last_updated: must be the seconds"));
        assert!(
            message(format!(r#"{{"type":"HASH_MD5","indicator":"{MD5}","id":1,"id":2}}"#)).contains("twice")
        );
    }
}
