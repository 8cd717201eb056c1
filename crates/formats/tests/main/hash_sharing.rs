//! NCMEC Hash Sharing: pages come back, and those of others are read.

use proptest::prelude::*;
use tutela_formats::hash_sharing::{
    DocumentError, EntriesPage, Feedback, FeedbackReason, Fingerprint, Member, Opinion, SharedEntry, XmlError,
};
use tutela_formats::list_entry::{Label, ListEntry, MediaKind};
use tutela_matching::{FileDigests, PdqHash};

use crate::entries::{LATEST, entries, plain_text};

/// An entry as the format can hold it.
fn shared() -> impl Strategy<Value = SharedEntry> {
    let id = "[A-Za-z0-9_-]{1,20}|[^\\p{C}\\p{Zl}\\p{Zp}\\p{Zs}]{1,200}";
    (entries(plain_text()), any::<u32>(), plain_text(), id, 0..=LATEST / 1_000_000, any::<u8>())
        .prop_map(|(entry, member, name, id, second, bits)| {
            let member = Member { id: member, name };
            let (timestamp, deleted) = (second * 1_000_000, entry.removed_at.is_some());
            let digests = FileDigests {
                sha256: None,
                pdq: entry.digests.pdq.map(|pdq| PdqHash { quality: 100, ..pdq }),
                ..entry.digests
            };
            let reason = FeedbackReason { guid: "0-1".into(), name: "not \"it\"".into() };
            let opinion = if bits & 1 == 0 { Opinion::Affirmative } else { Opinion::Negative(reason) };
            let feedback = Feedback { fingerprint: Fingerprint::Pdq, opinion, members: vec![member.clone()] };
            let key = format!("{}-{id}", member.id);
            let entry = ListEntry {
                reference: Some(key),
                origin: Some(member.name.clone()),
                digests: if deleted { FileDigests::default() } else { digests },
                photodna: entry.photodna.filter(|_| !deleted),
                media: entry.media.or(Some(MediaKind::Image)),
                label: entry
                    .label
                    .filter(|_| !deleted)
                    .map(|label| Label { scheme: "ncmec".into(), ..label }),
                removed_at: deleted.then_some(timestamp),
                ..ListEntry::default()
            };
            let feedback = if deleted || bits & 2 == 0 { Vec::new() } else { vec![feedback] };
            SharedEntry { entry, member, id, timestamp, feedback }
        })
        .prop_filter("it must fit", |shared| shared.fits().is_ok())
}

proptest! {
    #[test]
    fn a_page_comes_back(mut shared in prop::collection::vec(shared(), 0..6), more: bool) {
        shared.sort_by_key(|entry| entry.entry.media == Some(MediaKind::Video));
        let next = more.then(|| "/v2/entries?from=2026-11-23T00%3A00%3A00Z&start=1&size=1000&max=9".to_owned());
        let page = EntriesPage::new(shared, next);
        let xml = page.to_xml().unwrap();
        let read = EntriesPage::parse(xml.as_bytes()).unwrap();
        prop_assert!(read.bad.is_empty(), "{:?}", read.bad);
        prop_assert_eq!(read.entries, page.entries);
        prop_assert_eq!((read.next, read.max_timestamp), (page.next, page.max_timestamp));
    }
}

/// The shape of the example in the tests of the public client.
const PAGE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<queryResult xmlns="https://hashsharing.ncmec.org/hashsharing/v2">
  <images count="4" maxTimestamp="2017-10-24T15:10:00Z">
    <image><member id="42">Example Member</member><timestamp>2017-10-24T15:00:00Z</timestamp><id>image1</id>
      <classification>A1</classification>
      <fingerprints><md5>A1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1</md5><ssvh href="x"/></fingerprints>
      <feedback><negativeFeedback type="Sha1"><reasons><reason guid="g" name="R" type="Sha1"/>
        <members timestamp="x"><member id="42">Example Member</member></members></reasons></negativeFeedback></feedback></image>
    <image><member id="42">Example Member</member><timestamp>2017-10-24T15:00:00Z</timestamp><id>image2</id>
      <fingerprints><md5>a1</md5></fingerprints></image>
    <deletedImage><member id="43">Example Member2</member><id>image4</id><timestamp>2017-10-24T15:10:00Z</timestamp></deletedImage>
    <image/>
  </images>
  <paging><next>/v2/entries?from=2017-10-20T00%3A00%3A00.000Z&amp;start=2001&amp;size=1000&amp;max=4000</next></paging>
</queryResult>"#;

#[test]
fn a_page_of_the_public_client_is_read() {
    let page = EntriesPage::parse(PAGE.as_bytes()).unwrap();
    let keys: Vec<_> = page.entries.iter().map(SharedEntry::key).collect();
    assert_eq!(keys, ["42-image1", "43-image4"]);
    assert_eq!(page.entries[0].entry.label.as_ref().unwrap().value, "A1");
    assert_eq!(page.entries[0].feedback[0].fingerprint, Fingerprint::Sha1);
    assert_eq!(page.entries[1].entry.removed_at, Some(1_508_857_800_000_000));
    assert_eq!(page.max_timestamp, Some(1_508_857_800_000_000));
    assert!(page.next.unwrap().ends_with("&start=2001&size=1000&max=4000"));
    let bad: Vec<_> = page.bad.iter().map(ToString::to_string).collect();
    assert_eq!(bad.len(), 2);
    assert!(bad[0].starts_with("entry 2, md5: a MD5 digest has 32"), "{}", bad[0]);
    assert!(bad[1].starts_with("entry 4, member: "), "{}", bad[1]);
}

#[test]
fn what_is_no_page_is_refused() {
    let error = |xml: &str| EntriesPage::parse(xml.as_bytes()).unwrap_err();
    assert_eq!(error("<html/>"), DocumentError::Root { expected: "queryResult" });
    assert_eq!(error(&PAGE[..400]), XmlError::CutOff.into());
    let laughs = "<!DOCTYPE queryResult [<!ENTITY a \"aaaa\">]><queryResult>&a;</queryResult>";
    assert_eq!(error(laughs), XmlError::Doctype.into());
    for next in ["https://host.example/", "/v2/members", "/v2/entries? x", "@host.example/v2/entries?"] {
        let xml = format!("<queryResult><paging><next>{next}</next></paging></queryResult>");
        assert!(error(&xml).to_string().starts_with("paging/next must be a path"), "{next}");
    }
    let time = "<queryResult><images maxTimestamp='yesterday'/></queryResult>";
    assert!(error(time).to_string().starts_with("@maxTimestamp must be a time"));
}

#[test]
fn an_entry_that_cannot_be_held_is_refused() {
    let shared = SharedEntry {
        id: "1".into(),
        entry: ListEntry { url: Some("https://host.example/".into()), ..ListEntry::default() },
        ..SharedEntry::default()
    };
    assert!(EntriesPage::new(vec![shared], None).to_xml().is_err());
    assert!(!EntriesPage::new(vec![], None).to_xml().unwrap().contains("images"));
}
