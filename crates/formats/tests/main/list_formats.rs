//! Every format behind the one door: round trips, whole files as others write them, and hostile bytes.

use std::io::Read;

use proptest::prelude::*;
use tutela_formats::list_entry::{Label, ListEntry, MediaKind};
use tutela_formats::list_formats::{ListFormat, detect, reader, writer};
use tutela_formats::list_problem::{ListProblem, ListWriteError};
use tutela_formats::{hash_sharing, threatexchange_json, vics};
use tutela_matching::{FileDigests, Md5, PdqHash};

use crate::entries::{entries, plain_text};

/// What a format gives back of an entry alone in a list, in one or more pieces; `None` where it refuses the entry.
fn expected(format: ListFormat, entry: &ListEntry) -> Option<Vec<ListEntry>> {
    let own_label = |prefix: &str| entry.label.clone().filter(|label| label.scheme.starts_with(prefix));
    let best = |pdq: PdqHash| PdqHash { quality: 100, ..pdq };
    let pdq = entry.digests.pdq.map(best);
    match format {
        ListFormat::Csv => Some(vec![entry.clone()]),
        ListFormat::Vics13 | ListFormat::Vics20 => {
            let known = !entry.digests.is_empty() || entry.photodna.is_some();
            let number = entry
                .reference
                .clone()
                .filter(|text| text.parse::<u64>().is_ok_and(|id| id.to_string() == *text));
            (known && entry.removed_at.is_none()).then(|| {
                vec![ListEntry {
                    reference: Some(number.unwrap_or("1".to_owned())),
                    digests: FileDigests { pdq, ..entry.digests },
                    photodna: entry.photodna.clone(),
                    series: entry.series.clone(),
                    label: own_label("vics:"),
                    ..ListEntry::default()
                }]
            })
        }
        ListFormat::IcseCsv => {
            let digests = FileDigests { sha256: None, pdq: None, ..entry.digests };
            let known = !digests.is_empty() || entry.photodna.is_some();
            (known && entry.removed_at.is_none()).then(|| {
                vec![ListEntry {
                    digests,
                    origin: None,
                    url: None,
                    label: own_label("icse"),
                    ..entry.clone()
                }]
            })
        }
        ListFormat::ThreatExchange => {
            let whole = ListEntry {
                digests: FileDigests::default(),
                photodna: None,
                url: None,
                removed_at: entry.removed_at.map(|micros| micros - micros % 1_000_000),
                reference: entry.reference.clone(),
                ..entry.clone()
            };
            let of = |digests| ListEntry { digests, ..whole.clone() };
            let none = FileDigests::default;
            let digests = entry.digests;
            let mut pieces = Vec::new();
            pieces.extend(digests.md5.map(|md5| of(FileDigests { md5: Some(md5), ..none() })));
            pieces.extend(digests.sha1.map(|sha1| of(FileDigests { sha1: Some(sha1), ..none() })));
            pieces.extend(digests.sha256.map(|sha256| of(FileDigests { sha256: Some(sha256), ..none() })));
            pieces.extend(pdq.map(|pdq| of(FileDigests { pdq: Some(pdq), ..none() })));
            pieces.extend(
                entry.photodna.clone().map(|hash| ListEntry { photodna: Some(hash), ..whole.clone() }),
            );
            pieces.extend(entry.url.clone().map(|url| ListEntry { url: Some(url), ..whole.clone() }));
            for (at, piece) in pieces.iter_mut().enumerate().filter(|_| entry.reference.is_none()) {
                piece.reference = Some((at + 1).to_string());
            }
            Some(pieces)
        }
    }
}

fn write(format: ListFormat, entries: &[ListEntry]) -> Result<Vec<u8>, ListWriteError> {
    let mut list = Vec::new();
    let mut writer = writer(format, &mut list)?;
    for entry in entries {
        writer.write(entry)?;
    }
    writer.finish()?;
    Ok(list)
}

/// Reads to the end and counts (entries, problems).
fn read_all(format: ListFormat, input: impl Read) -> (usize, usize) {
    reader(format, input).fold((0, 0), |(good, bad), entry| match entry {
        Ok(_) => (good + 1, bad),
        Err(problem) => {
            assert!(problem.to_string().len() < 400, "{problem}");
            (good, bad + 1)
        }
    })
}

fn messages(format: ListFormat, list: &[u8]) -> Vec<String> {
    reader(format, list).filter_map(Result::err).map(|problem: ListProblem| problem.to_string()).collect()
}

proptest! {
    #[test]
    fn what_is_written_comes_back_as_far_as_the_format_goes(
        mut entry in entries(plain_text()), number in any::<u32>(), own in 0..5_u8,
    ) {
        entry.label = match own {
            0 => Some(Label { scheme: "vics:Default".into(), value: number.to_string() }),
            1 => Some(Label { scheme: "icse".into(), value: "baseline".into() }),
            2 => Some(Label { scheme: "threatexchange".into(), value: "NON_MALICIOUS".into() }),
            _ => entry.label,
        };
        if number % 3 == 0 {
            entry.reference = Some(number.to_string());
        }
        for format in ListFormat::ALL.iter().copied() {
            match (expected(format, &entry), write(format, std::slice::from_ref(&entry))) {
                (Some(pieces), Ok(list)) => {
                    prop_assert_eq!(detect(&list), Some(format));
                    let read: Vec<_> = reader(format, &list[..]).map(Result::unwrap).collect();
                    prop_assert_eq!(read, pieces, "{}", format);
                }
                (None, Err(error)) => prop_assert!(error.is_about_entry()),
                (pieces, result) => prop_assert!(false, "{format}: {pieces:?} {result:?}"),
            }
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000), head in 0..5_usize) {
        const HEADS: [&str; 5] = [
            "",
            "{\"odata.metadata\":\"http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media\",\"value\":[",
            "{\"data\":[{\"type\":\"HASH_MD5\",",
            "MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;Number of submissions;File Available;Media Type;Baseline\n",
            "<queryResult><images maxTimestamp='2026-11-23T10:15:00Z'>",
        ];
        let bytes = [HEADS[head].as_bytes(), &bytes].concat();
        ListFormat::ALL.iter().for_each(|format| {
            read_all(*format, &bytes[..]);
        });
        let _ = (detect(&bytes), hash_sharing::EntriesPage::parse(&bytes));
    }
}

const MD5: &str = "D41D8CD98F00B204E9800998ECF8427E";

#[test]
fn a_list_of_police_is_read_as_it_is_handed_out() {
    let list = format!(
        "\u{feff}{{\r\n\"odata.metadata\":\"http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media\",\"value\":[\r\n\
         {{\"odata.id\":\"Media(1)\",\"MediaID\":1,\"Category\":1,\"MD5\":\"{MD5}\",\"IsDistributed\":\"True\",\"VictimIdentified\":\"False\",\
         \"Exifs\":[{{\"MD5\":\"{MD5}\",\"PropertyName\":\"a\"}}]}},\r\n\
         {{\"MediaID\":\"2\",\"Category\":\"2\",\"MD5\":\"{MD5}\",\"IsDistributed\":true,\"Series\":\"\"}},\r\n\
         {{\"MediaID\":3,\"MD5\":\"D41D\"}},{{\"MediaID\":4,\"MD5\":\"{MD5}\",\"Category\":0}}]}}\r\n"
    );
    assert_eq!(detect(list.as_bytes()), Some(ListFormat::Vics13));
    let read: Vec<_> = reader(ListFormat::Vics13, list.as_bytes()).filter_map(Result::ok).collect();
    let told: Vec<_> = read
        .iter()
        .map(|entry| (entry.reference.as_deref().unwrap(), entry.label.as_ref().unwrap().value.as_str()))
        .collect();
    assert_eq!(
        told,
        [("1", "1"), ("2", "2"), ("4", "0")],
        "one file under several media stays several entries"
    );
    assert_eq!(read[0].digests, read[1].digests);
    let problems = messages(ListFormat::Vics13, list.as_bytes());
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].starts_with("record 3, MD5: a MD5 digest has 32 hexadecimal digits"),
        "{}",
        problems[0]
    );
}

#[test]
fn every_case_of_a_document_is_gone_through() {
    let list = format!(
        r#"{{"@odata.context":"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Cases","value":[
        {{"CaseID":"a","Media":[{{"MD5":"{MD5}","Category":1,"MimeType":"image/png","MediaFiles":[{{"FileName":"x","FilePath":"y"}}]}}],"TotalMediaFiles":"?"}},
        {{"CaseID":"b"}},{{"Media":null}},{{"Media":[],"x":{{}}}},{{"Media":[{{"MD5":"{MD5}"}},{{"MD5":"{MD5}"}}]}}]}}"#
    );
    let entries: Vec<_> = vics::Reader::new(list.as_bytes()).unwrap().map(Result::unwrap).collect();
    assert_eq!(entries.len(), 3);
    assert_eq!(entries[0].media, Some(MediaKind::Image));
    assert_eq!(entries[0].label.as_ref().unwrap().scheme, "vics:UK");
}

#[test]
fn a_document_that_breaks_off_says_so_once_and_ends() {
    let head = "{\"odata.metadata\":\"http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media\",";
    let record = format!("{{\"MD5\":\"{MD5}\"}}");
    for (rest, entries, said) in [
        (format!("\"value\":[{record},{record}"), 2, "the list ends before it is complete"),
        (format!("\"value\":[{record},{{\"MD5\":\"D4"), 1, "the list ends before it is complete"),
        (format!("\"value\":[{record} {record}]}}"), 1, "is no JSON at byte"),
        (format!("\"value\":[{record}],\"value\":[{record}]}}"), 1, "has value twice"),
        (format!("\"value\":[{record}]}} trailing"), 1, "is no JSON at byte"),
        ("\"x\":1}".to_owned(), 0, "has no value"),
    ] {
        let list = format!("{head}{rest}");
        assert_eq!(read_all(ListFormat::Vics13, list.as_bytes()), (entries, 1), "{rest}");
        let problems: Vec<_> = reader(ListFormat::Vics13, list.as_bytes()).filter_map(Result::err).collect();
        assert!(problems[0].ends_list() && problems[0].to_string().contains(said), "{}", problems[0]);
    }
    let data = "{\"data\":[{\"type\":\"HASH_MD5\",\"indicator\":\"x";
    assert!(messages(ListFormat::ThreatExchange, data.as_bytes())[0].contains("cut off"));
}

#[test]
fn a_wrong_kind_of_document_is_told_what_is_expected() {
    for (format, list, said) in [
        (ListFormat::Vics20, "reference,md5\n", "is no VICS document"),
        (ListFormat::Vics20, "{\"value\":[],\"@odata.context\":\"x\"}", "first name must be"),
        (ListFormat::IcseCsv, "reference,md5\n", "is no ICSE list"),
        (ListFormat::ThreatExchange, "reference,md5\n", "is no ThreatExchange JSON"),
        (ListFormat::ThreatExchange, "{}", "has no data"),
        (ListFormat::Csv, "{\"data\":[]}", "line 1"),
    ] {
        let problems = messages(format, list.as_bytes());
        assert_eq!(problems.len(), 1, "{format}");
        assert!(problems[0].contains(said), "{format}: {}", problems[0]);
    }
}

#[test]
fn a_record_without_end_is_not_kept() {
    // 256 MiB would show in the time and the memory of this test if it were.
    let head = "{\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/US/$metadata#Media\",\"value\":[{\"a\":\"";
    let tail = format!("\"}},{{\"MD5\":\"{MD5}\"}}]}}");
    let long = std::io::repeat(b'x').take(32 << 20);
    assert_eq!(read_all(ListFormat::Vics20, head.as_bytes().chain(long).chain(tail.as_bytes())), (1, 1));
}

#[test]
fn every_shape_of_threatexchange_is_read() {
    let record = "{\"id\":1,\"type\":\"HASH_MD5\",\"indicator\":\"facefacefacefacefacefacefaceface\"}";
    for list in [
        format!("{{\"paging\":{{\"next\":\"x\"}},\"data\":[{record},{record}],\"x\":1}}"),
        format!("[{record},{record}]"),
        format!("{record}\n{record}\n"),
        format!("\u{feff}{record}{record}"),
    ] {
        let entries: Vec<_> =
            threatexchange_json::Reader::new(list.as_bytes()).unwrap().map(Result::unwrap).collect();
        assert_eq!(entries.len(), 2, "{list}");
        assert_eq!(entries[1].digests.md5, Some(Md5::parse("facefacefacefacefacefacefaceface").unwrap()));
    }
}

#[test]
fn a_bad_line_of_icse_costs_only_itself() {
    let head = "MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;Number of submissions;File Available;Media Type;Baseline";
    let list = format!(
        "\u{feff}{head}\r\n{MD5};;;7;yes;no;no;'=S;3;y;Image;Yes\n{MD5}0;;;;;;;;;;;\n;;;;;;;;;;;\n{MD5};;;;;;;;;;;maybe\n{MD5};;\n{MD5};;;;;;;;;;video/mp4;\n"
    );
    let entries: Vec<_> = reader(ListFormat::IcseCsv, list.as_bytes()).filter_map(Result::ok).collect();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].label, Some(Label { scheme: "icse".into(), value: "baseline".into() }));
    assert_eq!(entries[0].series.as_deref(), Some("=S"));
    assert_eq!((entries[0].media, entries[1].media), (Some(MediaKind::Image), Some(MediaKind::Video)));
    let problems = messages(ListFormat::IcseCsv, list.as_bytes());
    assert!(problems[0].starts_with("line 3, column MD5: a MD5 digest has 32"), "{}", problems[0]);
    assert!(problems[1].starts_with("line 4 has nothing to recognise it by"), "{}", problems[1]);
    assert!(problems[2].starts_with("line 5, column Baseline: must be yes or no"), "{}", problems[2]);
    assert!(problems[3].starts_with("line 6 has 3 fields where the header has 12"), "{}", problems[3]);
}

#[test]
fn a_category_of_another_scheme_is_refused() {
    let entry = |scheme: &str| ListEntry {
        digests: FileDigests { md5: Some(Md5::from_bytes([1; 16])), ..FileDigests::default() },
        label: Some(Label { scheme: scheme.to_owned(), value: "1".to_owned() }),
        ..ListEntry::default()
    };
    let error = write(ListFormat::Vics20, &[entry("vics:UK"), entry("ncmec"), entry("vics:US")]).unwrap_err();
    assert!(error.is_about_entry() && error.to_string().contains("another scheme"), "{error}");
    let list = write(ListFormat::Vics20, &[entry("vics:UK"), entry("ncmec")]).unwrap();
    assert!(String::from_utf8(list).unwrap().contains("2.0.xml/UK/$metadata#Media"));
}
