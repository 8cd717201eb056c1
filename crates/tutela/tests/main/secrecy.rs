//! After a public report a search of data directory, outbox and log finds neither its text, its URL, its note nor an address.

use tutela::http_client::HttpClient;
use tutela_testkit::on_both_engines;

use crate::process::{NodeProcess, bytes_under, text};

/// What the reporter typed, and what their browser would say of itself.
const TYPED: &[(&str, &str)] = &[
    ("url", "https://secret-host-71.example/marker-url-82"),
    ("text", "marker-text-93 somebody showed me something that should not be there"),
    ("who", "marker-who-14"),
    ("service", "marker-service-25"),
    ("when", "marker-when-36"),
    ("contact", "marker-contact-47@mail.example"),
];
const AGENT: &str = "marker-agent-58";
const FORWARDED: &str = "198.51.100.69";

on_both_engines!(nothing_of_a_public_report_can_be_read_on_the_disk, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let node = NodeProcess::start(&database, &data);
    let mut client = HttpClient::new(node.address);
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("danger", "unknown").append_pair("category", "csam").extend_pairs(TYPED);
    let headers = format!(
        "Content-Type: application/x-www-form-urlencoded\r\nUser-Agent: {AGENT}\r\nX-Forwarded-For: {FORWARDED}\r\n"
    );
    let answer = client.post("/en/report", &headers, form.finish().as_bytes()).await.unwrap();
    assert_eq!(answer.status, 200, "{}", text(&answer.body));
    let log = node.stop();

    let mut kept = bytes_under(&data);
    kept.extend_from_slice(log.as_bytes());
    let mut markers: Vec<&str> = TYPED.iter().map(|(_, typed)| *typed).collect();
    markers.extend(["secret-host-71", "marker-", AGENT, FORWARDED]);
    for marker in markers {
        assert!(!holds(&kept, marker.as_bytes()), "{marker} stands in the data directory or the log");
        assert!(!database.holds(marker.as_bytes()).await, "{marker} stands in the database");
    }
    // The log may name the address that is listened on, never one that came.
    assert!(!log.contains("peer") && !log.contains("127.0.0.1:0"), "{log}");
});

fn holds(all: &[u8], marker: &[u8]) -> bool {
    all.windows(marker.len()).any(|window| window == marker)
}
