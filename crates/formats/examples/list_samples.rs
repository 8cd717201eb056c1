//! Writes one sample of each format of lists into a folder, and Hash Sharing and Shield answers: invented digests only.
//! `scripts/check-lists` gives them to the readers of others.
//!
//! Usage: `list_samples FOLDER`

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use tutela_formats::hash_sharing::{
    EntriesPage, Feedback, FeedbackReason, FeedbackReasons, Fingerprint, Member, Members, Opinion,
    SharedEntry, Status,
};
use tutela_formats::list_entry::{Label, ListEntry, MediaKind};
use tutela_formats::list_formats::{ListFormat, writer};
use tutela_formats::shield::{
    Classification, ErrorDetail, MatchType, NearMatch, PdqMatch, ScannedMedia, ScannedPdq, pdq_to_base64,
    sha1_base32,
};
use tutela_matching::{FileDigests, Md5, Pdq, PdqHash, Sha1, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder to write into")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    for format in ListFormat::ALL.iter().copied() {
        let mut list = Vec::new();
        let mut out = writer(format, &mut list)?;
        for n in 1..=5 {
            out.write(&entry(n, "vics:Default"))?;
        }
        if format == ListFormat::ThreatExchange || format == ListFormat::Csv {
            out.write(&ListEntry { removed_at: Some(1_795_428_900_000_000), ..entry(6, "ncmec") })?;
        }
        out.finish()?;
        fs::write(folder.join(format.as_str()), list)?;
    }
    hash_sharing(folder)?;
    shield(folder)
}

/// The `n`th invented file; every fifth has neither SHA-1 nor label.
fn entry(n: u8, scheme: &str) -> ListEntry {
    let poor = n.is_multiple_of(5);
    ListEntry {
        reference: Some(format!("{}", 100 + u32::from(n))),
        origin: Some("Invented & Co".to_owned()),
        digests: FileDigests {
            md5: Some(Md5::from_bytes([n; 16])),
            sha1: (!poor).then(|| Sha1::from_bytes([n; 20])),
            sha256: Some(Sha256::from_bytes([n; 32])),
            pdq: Some(PdqHash { hash: Pdq::from_bytes([n; 32]), quality: 100 }),
        },
        photodna: n.is_multiple_of(2).then(|| Box::new([n; 144])),
        url: None,
        media: Some(if n.is_multiple_of(3) { MediaKind::Video } else { MediaKind::Image }),
        label: (!poor).then(|| Label { scheme: scheme.to_owned(), value: (n % 3).to_string() }),
        series: Some("=Series; \"one\"".to_owned()),
        removed_at: None,
    }
}

fn hash_sharing(folder: &Path) -> Result<(), Box<dyn Error>> {
    let member = |id| Member { id, name: format!("Member <{id}> & Co") };
    let mut entries: Vec<_> = (1..=6_u8)
        .map(|n| SharedEntry {
            entry: entry(n, "ncmec"),
            member: member(42),
            id: format!("entry{n}"),
            timestamp: 1_795_428_900_000_000 + i64::from(n) * 1_500_000,
            feedback: Vec::new(),
        })
        .collect();
    entries[0].entry.removed_at = Some(entries[0].timestamp);
    let reason = FeedbackReason { guid: "01234567-abcd".into(), name: "Not \"it\"".into() };
    entries[1].feedback = vec![
        Feedback { fingerprint: Fingerprint::Md5, opinion: Opinion::Affirmative, members: vec![member(7)] },
        Feedback {
            fingerprint: Fingerprint::Pdq,
            opinion: Opinion::Negative(reason.clone()),
            members: vec![member(7), member(8)],
        },
    ];
    let next =
        "/v2/entries?from=2026-11-23T00%3A00%3A00Z&to=2026-11-24T00%3A00%3A00Z&start=1001&size=1000&max=2000";
    let page =
        EntriesPage::new(entries, Some(next.to_owned())).to_xml().map_err(|unfit| unfit.to_string())?;
    let empty = EntriesPage::new(Vec::new(), None).to_xml().map_err(|unfit| unfit.to_string())?;
    let status = Status { ip_address: "192.0.2.1".into(), username: "u".into(), member: member(42) };
    fs::write(folder.join("entries.xml"), page)?;
    fs::write(folder.join("entries-empty.xml"), empty)?;
    fs::write(folder.join("status.xml"), status.to_xml())?;
    fs::write(folder.join("members.xml"), Members(vec![member(42), member(7)]).to_xml())?;
    fs::write(folder.join("reasons.xml"), FeedbackReasons(vec![reason]).to_xml())?;
    Ok(())
}

fn shield(folder: &Path) -> Result<(), Box<dyn Error>> {
    let near = NearMatch {
        timestamp: 0.0,
        sha1_base32: sha1_base32(&Sha1::from_bytes([1; 20])),
        sha256_hex: Sha256::from_bytes([1; 32]).to_string(),
        classification: Some(Classification::Csam),
    };
    for (name, classification, match_type, details) in [
        ("exact", Classification::Csam, Some(MatchType::Exact), Vec::new()),
        ("near", Classification::HarmfulAbusiveMaterial, Some(MatchType::Near), vec![near.clone()]),
        ("none", Classification::NoKnownMatch, None, Vec::new()),
    ] {
        let media = ScannedMedia {
            size_bytes: 12,
            sha1_base32: sha1_base32(&Sha1::from_bytes([2; 20])),
            sha256_hex: Sha256::from_bytes([2; 32]).to_string(),
            classification: Some(classification),
            match_type,
            near_match_details: details,
        };
        fs::write(folder.join(format!("shield-{name}.json")), serde_json::to_string(&media)?)?;
    }
    let known = PdqMatch {
        classification: Some(Classification::Csam),
        match_type: Some(MatchType::Near),
        near_match_details: Some(near),
    };
    let scanned_hashes = BTreeMap::from([
        (pdq_to_base64(&Pdq::from_bytes([1; 32])), known),
        (pdq_to_base64(&Pdq::from_bytes([9; 32])), PdqMatch::none()),
    ]);
    fs::write(folder.join("shield-pdq.json"), serde_json::to_string(&ScannedPdq { scanned_hashes })?)?;
    let detail = ErrorDetail { detail: "give a url".to_owned() };
    fs::write(folder.join("shield-error.json"), serde_json::to_string(&detail)?)?;
    Ok(())
}
