//! XARF: the shape of the documents, and what is refused. `scripts/check-xarf` asks the format's own validator.

use serde_json::{Value, json};
use tutela_formats::xarf::{
    Classification, Content, Csam, CsamDetection, Csem, CsemDetection, ExploitationType, MediaType,
    Organisation, Report,
};
use tutela_matching::{FileDigests, Pdq, PdqHash, Sha256};

fn csam(hashes: FileDigests) -> Content {
    Content::Csam(Csam {
        classification: Classification::A1,
        detection_method: CsamDetection::ManualReview,
        media_type: Some(MediaType::Image),
        hashes,
    })
}

fn report(content: Content) -> Report {
    Report {
        report_id: "0197b6a4-5c00-7000-8000-000000000001".to_owned(),
        timestamp: "2026-11-23T10:15:00Z".to_owned(),
        verified_at: None,
        reporter: Organisation {
            org: "Example Hotline".to_owned(),
            contact: "notices@hotline.example".to_owned(),
            domain: "hotline.example".to_owned(),
        },
        source_identifier: "192.0.2.1".to_owned(),
        url: "https://host.example/page/1".to_owned(),
        reference: Some("T-1".to_owned()),
        content,
    }
}

fn document(report: &Report) -> Value {
    serde_json::from_str(&report.to_json().unwrap()).unwrap()
}

#[test]
fn a_csam_report_has_the_fields_of_the_schema_and_no_others() {
    let sha256 = Sha256::from_bytes([0xe3; 32]);
    let pdq = PdqHash { hash: Pdq::from_bytes([1; 32]), quality: 100 };
    let hashes = FileDigests { sha256: Some(sha256), pdq: Some(pdq), ..FileDigests::default() };
    let contact =
        json!({"org": "Example Hotline", "contact": "notices@hotline.example", "domain": "hotline.example"});
    assert_eq!(
        document(&report(csam(hashes))),
        json!({
            "xarf_version": "4.2.0",
            "report_id": "0197b6a4-5c00-7000-8000-000000000001",
            "timestamp": "2026-11-23T10:15:00Z",
            "reporter": contact,
            "sender": contact,
            "source_identifier": "192.0.2.1",
            "category": "content",
            "type": "csam",
            "classification": "A1",
            "detection_method": "manual_review",
            "media_type": "image",
            "hash_values": {"sha256": sha256.to_string()},
            "url": "https://host.example/page/1",
            "description": "Our reference: T-1",
        })
    );
}

#[test]
fn a_csem_report_names_the_exploitation() {
    let mut report = report(Content::Csem(Csem {
        exploitation_type: ExploitationType::Grooming,
        detection_method: CsemDetection::LawEnforcementReferral,
    }));
    report.reference = None;
    report.verified_at = Some("2026-11-23T11:15:00+01:00".to_owned());
    let document = document(&report);
    assert_eq!(document["type"], "csem");
    assert_eq!(document["exploitation_type"], "grooming");
    assert_eq!(document["detection_method"], "law_enforcement_referral");
    assert_eq!(document["verified_at"], "2026-11-23T11:15:00+01:00");
    assert_eq!(document.get("description"), None);
}

#[test]
fn a_pdq_hash_alone_leaves_no_empty_object() {
    let pdq = PdqHash { hash: Pdq::from_bytes([1; 32]), quality: 100 };
    let hashes = FileDigests { pdq: Some(pdq), ..FileDigests::default() };
    assert_eq!(document(&report(csam(hashes))).get("hash_values"), None);
}

#[test]
fn a_wrong_field_is_named() {
    let refused = |change: fn(&mut Report)| {
        let mut report = report(csam(FileDigests::default()));
        change(&mut report);
        report.to_json().unwrap_err().to_string()
    };
    assert!(refused(|r| r.report_id.clear()).starts_with("XARF field report_id: must be a UUID"));
    assert!(
        refused(|r| r.timestamp = "yesterday".to_owned()).starts_with("XARF field timestamp: must be a time")
    );
    assert!(refused(|r| r.verified_at = Some(String::new())).starts_with("XARF field verified_at"));
    assert!(
        refused(|r| r.reporter.org = "a".repeat(201))
            .starts_with("XARF field reporter.org: has more than 200")
    );
    assert!(
        refused(|r| r.reporter.contact = "nobody".to_owned()).contains("reporter.contact: must be an e-mail")
    );
    assert!(
        refused(|r| r.reporter.domain = "localhost".to_owned()).contains("reporter.domain: must be a domain")
    );
    assert!(refused(|r| r.source_identifier = "a b".to_owned()).contains("source_identifier: holds a space"));
    assert!(refused(|r| r.url = "host.example".to_owned()).contains("url: must be an absolute URL"));
    assert!(refused(|r| r.url.push('\n')).contains("url: holds a control"));
    assert!(
        refused(|r| r.reference = Some("a\u{202e}b".to_owned())).contains("description: holds a control")
    );
}
