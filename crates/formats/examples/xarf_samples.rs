//! Prints one XARF document per line: every classification, media type, exploitation type and detection method at least
//! once, with and without the optional fields. `scripts/check-xarf` gives them to the format's own validator.

use std::error::Error;
use std::io::{self, Write};

use tutela_formats::xarf::{
    Classification, Content, Csam, CsamDetection, Csem, CsemDetection, ExploitationType, MediaType,
    Organisation, Report,
};
use tutela_matching::{FileDigests, Md5, Sha1, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let mut output = io::stdout().lock();
    for (number, content) in csam().chain(csem()).enumerate() {
        for full in [false, true] {
            writeln!(output, "{}", report(number, full, content.clone()).to_json()?)?;
        }
    }
    Ok(())
}

/// Every classification by every detection method; the media types and the digests take turns.
fn csam() -> impl Iterator<Item = Content> {
    let pairs = Classification::ALL
        .iter()
        .flat_map(|classification| CsamDetection::ALL.iter().map(move |method| (*classification, *method)));
    pairs.enumerate().map(|(number, (classification, detection_method))| {
        let known = |bit: usize| number >> bit & 1 == 1;
        Content::Csam(Csam {
            classification,
            detection_method,
            media_type: MediaType::ALL.get(number % (MediaType::ALL.len() + 1)).copied(),
            hashes: FileDigests {
                md5: known(0).then(|| Md5::from_bytes([0x1d; 16])),
                sha1: known(1).then(|| Sha1::from_bytes([0xab; 20])),
                sha256: known(2).then(|| Sha256::from_bytes([0xe3; 32])),
                pdq: None,
            },
        })
    })
}

/// Every exploitation type by every detection method.
fn csem() -> impl Iterator<Item = Content> {
    ExploitationType::ALL.iter().flat_map(|exploitation_type| {
        CsemDetection::ALL.iter().map(|detection_method| {
            Content::Csem(Csem { exploitation_type: *exploitation_type, detection_method: *detection_method })
        })
    })
}

fn report(number: usize, full: bool, content: Content) -> Report {
    Report {
        report_id: format!("0197b6a4-5c00-7000-8000-{:012x}", 2 * number + usize::from(full)),
        timestamp: "2026-11-23T10:15:00Z".to_owned(),
        verified_at: full.then(|| "2026-11-23T11:20:00.5+01:00".to_owned()),
        reporter: Organisation {
            org: "Example Hotline – Linha de Exemplo".to_owned(),
            contact: "notices@hotline.example".to_owned(),
            domain: "hotline.example".to_owned(),
        },
        source_identifier: if full { "192.0.2.1" } else { "https://host.example/page/1" }.to_owned(),
        url: format!("https://host.example/page/{number}?a=b%20c"),
        reference: full.then(|| format!("T-2026-{number}")),
        content,
    }
}
