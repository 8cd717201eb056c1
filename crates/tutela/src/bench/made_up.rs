//! Made-up reports and list entries: noise and example hosts.

use tutela_formats::list_entry::ListEntry;
use tutela_matching::{FileDigests, Md5, Pdq, PdqHash, Sha1, Sha256};
use tutela_model::rng::{Rng, random};

/// A complete report with three items, as JSON. Every second one names a file of the list.
pub(super) fn report(rng: &dyn Rng, listed: &[Sha256], at: &str) -> Vec<u8> {
    let noise: [u8; 24] = random(rng);
    let n = u64::from_be_bytes(noise[..8].try_into().unwrap_or_default());
    let hex: String = noise.iter().map(|byte| format!("{byte:02x}")).collect();
    let sha256 = if n.is_multiple_of(2) && !listed.is_empty() {
        listed[(n as usize >> 1) % listed.len()]
    } else {
        Sha256::from_bytes(random(rng))
    };
    let pdq = Pdq::from_bytes(random(rng));
    format!(
        concat!(
            r#"{{"category":"csam","occurred_at":"{at}","reference":"bench-{hex}","urgent_reason":null,"#,
            r#""child":{{"immediate_danger":null,"offender_has_access":null,"country":null}},"items":["#,
            r#"{{"kind":"url","url":"https://host-{host}.example/{hex}","note":"made up"}},"#,
            r#"{{"kind":"file","name":"{hex}.jpg","size":{size},"mime":"image/jpeg","digests":{{"sha256":"{sha256}","pdq":"{pdq}","pdq_quality":90}},"viewed":false,"public":true}},"#,
            r#"{{"kind":"account","service":"chat.example","handle":"u{hex}","emails":["{hex}@mail.example"],"phones":[],"#,
            r#""addresses":[{{"ip":"203.0.113.{octet}","port":{port},"at":"{at}","event":"upload"}}],"country":"PT"}}]}}"#
        ),
        at = at,
        hex = hex,
        host = n % 1_000,
        size = n % 10_000_000,
        sha256 = sha256,
        pdq = pdq,
        octet = n % 254 + 1,
        port = n % 60_000 + 1_024,
    )
    .into_bytes()
}

/// Rows of a list.
pub(super) fn rows(rng: &dyn Rng, count: usize) -> Vec<ListEntry> {
    (0..count)
        .map(|n| ListEntry {
            reference: Some(format!("made-up-{n}")),
            digests: FileDigests {
                md5: Some(Md5::from_bytes(random(rng))),
                sha1: Some(Sha1::from_bytes(random(rng))),
                sha256: Some(Sha256::from_bytes(random(rng))),
                pdq: Some(PdqHash { hash: Pdq::from_bytes(random(rng)), quality: 100 }),
            },
            ..ListEntry::default()
        })
        .collect()
}
