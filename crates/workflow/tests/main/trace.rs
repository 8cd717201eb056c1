//! Where something lies, asked of name servers, registries and files that tell the truth, lie, loop or never end.

use std::sync::Arc;
use std::time::Duration;

use tutela_formats::network_list::{NetworkClass, NetworkList};
use tutela_model::access::Role;
use tutela_model::clock::SECOND;
use tutela_model::country::Country;
use tutela_model::id::ReportId;
use tutela_model::trace::{Confidence, MethodFinding, TraceMethod, TraceState};
use tutela_testkit::{
    DnsDouble, RegistryAnswer, RegistryDouble, TestDatabase, TestNode, geo, on_both_engines, samples,
};
use tutela_workflow::desk::{assess, claim, decide};
use tutela_workflow::read::{HostsQuery, NoticesQuery, TraceView, UnknownQuery};
use tutela_workflow::trace::{HostByHand, ask, cannot_be_found, import_geo, set_country, set_host};
use tutela_workflow::{Error, Settings, TraceSettings, Viewer};

use crate::steps::{actionable, details, named};

const HOST: (&str, &str) = ("Invented Host B.V.", "abuse@host.example");
const URL: &str = "https://gallery.host.example/a";

/// Settings under which these two are asked, and everything that they lead to counts as public.
pub fn tracing(dns: &DnsDouble, registry: &RegistryDouble) -> Settings {
    let trace = TraceSettings {
        ask: true,
        dns: vec![dns.address()],
        servers: vec![registry.url("/").parse().unwrap()],
        allowed: vec!["203.0.113.0/24".parse().unwrap(), "127.0.0.1/32".parse().unwrap()],
        ..TraceSettings::default()
    };
    Settings { trace, ..named() }
}

/// A public report of an address that an analyst holds and found illegal.
async fn illegal(node: &TestNode, url: &str) -> (Viewer, ReportId) {
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::public(samples::url_report(url))).await;
    claim(node, &analyst, id).await.unwrap();
    assess(node, &analyst, id, 0, samples::GRAVE).await.unwrap();
    (analyst, id)
}

async fn traced(node: &TestNode, viewer: &Viewer, id: ReportId) -> TraceView {
    node.open(viewer, id).await.removal.traces[0].clone()
}

/// Traces an address; what it came to.
async fn trace(database: &TestDatabase, settings: Settings, url: &str) -> TraceView {
    let node = TestNode::start_with(database, settings).await;
    let (analyst, id) = illegal(&node, url).await;
    ask(&node, &analyst, id, 0).await.unwrap();
    node.run_due().await;
    traced(&node, &analyst, id).await
}

fn by(view: &TraceView, method: TraceMethod) -> &MethodFinding {
    view.findings.iter().find(|found| found.method == method).unwrap()
}

fn problem(view: &TraceView, method: TraceMethod) -> &str {
    by(view, method).problem.as_deref().unwrap_or_default()
}

/// A folder with files that give the invented network its country and number.
async fn with_files(node: &TestNode) {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        geo::country_file(&[("203.0.113.0", 24, "NL"), ("198.51.100.0", 24, "PH")]),
        geo::network_file(&[("203.0.113.0", 24, 64_496, "Invented Carrier")]),
    ];
    for (n, bytes) in files.iter().enumerate() {
        let file = folder.path().join(format!("{n}.mmdb"));
        std::fs::write(&file, bytes).unwrap();
        import_geo(node, &file).await.unwrap();
    }
}

on_both_engines!(a_trace_names_the_host_by_three_methods_and_proposes_its_mailbox, async |database| {
    let (dns, registry) = (DnsDouble::start().await, RegistryDouble::start().await);
    dns.set("gallery.host.example", &["203.0.113.7"]);
    registry.set_network("203.0.113.7", ("203.0.113.0", "203.0.113.255"), "NL", HOST);
    registry.set_number(64_496, "NL", ("Invented Carrier", "abuse@carrier.example"));
    registry.set_domain("host.example", ("Invented Registrar", "abuse@registrar.example"));
    let folder = tempfile::tempdir().unwrap();
    let mut settings = tracing(&dns, &registry);
    settings.trace.geo = Some(folder.path().to_owned());
    let node = TestNode::start_with(&database, settings).await;
    // A node that runs takes a file up without a restart.
    with_files(&node).await;
    let (analyst, id) = illegal(&node, URL).await;
    assert!(
        dns.asked().is_empty() && registry.requests().is_empty(),
        "nothing is asked before a person asks"
    );

    ask(&node, &analyst, id, 0).await.unwrap();
    assert!(matches!(ask(&node, &analyst, id, 0).await, Err(Error::Refused(_))), "one question at a time");
    assert_eq!(traced(&node, &analyst, id).await.state, TraceState::Asked);
    node.run_due().await;
    let view = traced(&node, &analyst, id).await;
    assert_eq!((view.state, view.method), (TraceState::Host, Some(TraceMethod::Host)));
    assert_eq!((view.country, view.confidence), (Country::parse("NL"), Some(Confidence::High)));
    assert_eq!(view.mailbox.as_deref(), Some("abuse@host.example"));
    assert_eq!(view.host.as_ref().unwrap().host.name, HOST.0);
    let registrar = by(&view, TraceMethod::Registrar);
    assert_eq!(registrar.mailbox.as_deref(), Some("abuse@registrar.example"));
    assert_eq!(by(&view, TraceMethod::Upstream).organisation.as_deref(), Some("Invented Carrier"));
    let address = by(&view, TraceMethod::Address);
    assert!(
        address
            .evidence
            .iter()
            .any(|e| e.what == "file_country" && e.value == "Invented-Country, 2026-11-01")
    );
    assert!(!database.holds(b"203.0.113.7").await, "what a trace rests on is sealed");
    assert!(!database.holds(b"gallery.host.example").await);

    // The notice goes to that host, and its country is at hand for whoever counts.
    decide(&node, &analyst, id, &actionable()).await.unwrap();
    let (hosts, _) = node.read(&analyst, HostsQuery { after: String::new() }).await.unwrap();
    assert_eq!((hosts.len(), hosts[0].host.country), (1, Country::parse("NL")));
    let (notices, _) = node.read(&analyst, NoticesQuery { open_only: true, before: None }).await.unwrap();
    assert_eq!(notices[0].host, Some(hosts[0].host.id));
    assert_eq!(details(&node, "trace.ended").await.len(), 1);
    assert_eq!(node.open(&analyst, id).await.removal.route.country(), Country::parse("NL"));
});

on_both_engines!(deciding_traces_what_nobody_traced, async |database| {
    let (dns, registry) = (DnsDouble::start().await, RegistryDouble::start().await);
    dns.set("gallery.host.example", &["203.0.113.7"]);
    registry.set_network("203.0.113.7", ("203.0.113.0", "203.0.113.255"), "NL", HOST);
    let node = TestNode::start_with(&database, tracing(&dns, &registry)).await;
    let (analyst, id) = illegal(&node, URL).await;
    decide(&node, &analyst, id, &actionable()).await.unwrap();
    node.run_due().await;
    assert_eq!(traced(&node, &analyst, id).await.state, TraceState::Host);
});

on_both_engines!(nothing_is_asked_about_what_nobody_found_illegal, async |database| {
    let (dns, registry) = (DnsDouble::start().await, RegistryDouble::start().await);
    let node = TestNode::start_with(&database, tracing(&dns, &registry)).await;
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::public(samples::url_report(URL))).await;
    assert!(matches!(ask(&node, &analyst, id, 0).await, Err(Error::State(_))), "whoever holds it asks");
    claim(&node, &analyst, id).await.unwrap();
    assert!(matches!(ask(&node, &analyst, id, 0).await, Err(Error::Refused(_))));
    assess(&node, &analyst, id, 0, samples::HARMLESS).await.unwrap();
    assert!(matches!(ask(&node, &analyst, id, 0).await, Err(Error::Refused(_))));
    node.run_due().await;
    assert!(dns.asked().is_empty() && registry.requests().is_empty());
});

on_both_engines!(a_network_that_delivers_for_others_hides_the_host, async |database| {
    let (dns, registry) = (DnsDouble::start().await, RegistryDouble::start().await);
    dns.alias("gallery.host.example", "x7.edge.delivery.example");
    dns.set("x7.edge.delivery.example", &["203.0.113.80"]);
    registry.set_network(
        "203.0.113.80",
        ("203.0.113.0", "203.0.113.255"),
        "US",
        ("Delivery Inc", "abuse@delivery.example"),
    );
    let list = "delivery,.edge.delivery.example,Invented Delivery,its own page\n";
    let mut settings = tracing(&dns, &registry);
    settings.trace.networks = Arc::new(NetworkList::parse(list).unwrap());
    let view = trace(&database, settings, URL).await;
    assert_eq!((view.state, view.country), (TraceState::HiddenBehind, None));
    assert_eq!(view.host.as_ref().unwrap().host.name, "Invented Delivery");
    assert_eq!(
        view.mailbox.as_deref(),
        Some("abuse@delivery.example"),
        "whoever stands before it can be asked"
    );
});

on_both_engines!(a_hidden_service_is_an_answer_and_nothing_is_asked, async |database| {
    let (dns, registry) = (DnsDouble::start().await, RegistryDouble::start().await);
    let url = format!("http://{}.onion/a", "a".repeat(56));
    let view = trace(&database, tracing(&dns, &registry), &url).await;
    assert_eq!(view.state, TraceState::HiddenService);
    assert!(dns.asked().is_empty() && registry.requests().is_empty());
});

on_both_engines!(a_name_that_leads_into_a_private_network_is_not_followed, async |database| {
    let (dns, registry) = (DnsDouble::start().await, RegistryDouble::start().await);
    // One of several is enough.
    dns.set("gallery.host.example", &["203.0.113.7", "10.0.0.5"]);
    let view = trace(&database, tracing(&dns, &registry), URL).await;
    assert_eq!((view.state, problem(&view, TraceMethod::Address)), (TraceState::Unknown, "private_address"));
    assert!(registry.requests().iter().all(|path| !path.starts_with("/ip/")), "{:?}", registry.requests());
});

on_both_engines!(a_registry_that_changes_its_address_is_reached_where_it_was_checked, async |database| {
    let (dns, inside) = (DnsDouble::start().await, RegistryDouble::start_at("127.0.0.2:0").await);
    let port = inside.address().port();
    let registry = RegistryDouble::start_at(&format!("127.0.0.1:{port}")).await;
    dns.set("gallery.host.example", &["203.0.113.7"]);
    // Good while it is checked, inside when somebody would ask again.
    dns.changes("rdap.registry.example", &[&["127.0.0.1"], &["127.0.0.2"]]);
    registry.set_network("203.0.113.7", ("203.0.113.0", "203.0.113.255"), "NL", HOST);
    let mut settings = tracing(&dns, &registry);
    settings.trace.servers = vec![format!("http://rdap.registry.example:{port}/").parse().unwrap()];
    let node = TestNode::start_with(&database, settings).await;
    let (analyst, id) = illegal(&node, URL).await;
    ask(&node, &analyst, id, 0).await.unwrap();
    node.run_due().await;
    let view = traced(&node, &analyst, id).await;
    assert_eq!(view.state, TraceState::Host);
    // The second question, for the domain, meets the address inside, and is not asked.
    assert_eq!(problem(&view, TraceMethod::Registrar), "private_address");
    assert!(inside.requests().is_empty(), "{:?}", inside.requests());
    assert_eq!(registry.requests(), ["/ip/203.0.113.7"]);
});

on_both_engines!(registries_that_lie_loop_or_send_us_inside_are_no_evidence, async |database| {
    let (dns, registry) = (DnsDouble::start().await, RegistryDouble::start().await);
    let inside = RegistryDouble::start_at("127.0.0.3:0").await;
    dns.set("gallery.host.example", &["203.0.113.7"]);
    let node = TestNode::start_with(&database, tracing(&dns, &registry)).await;
    let (analyst, id) = illegal(&node, URL).await;
    let lie = r#"{"objectClassName":"ip network","startAddress":"198.51.100.0","endAddress":"198.51.100.255","country":"NL"}"#;
    for (answer, expected) in [
        (RegistryAnswer::Json(lie.to_owned()), "about_something_else"),
        (RegistryAnswer::Json("<html>".to_owned()), "not_readable"),
        (RegistryAnswer::SentOn("/ip/203.0.113.7".to_owned()), "loops"),
        (RegistryAnswer::SentOnAndOn, "too_many_hops"),
        (RegistryAnswer::SentOn(inside.url("/ip/203.0.113.7")), "private_address"),
        (RegistryAnswer::SentOn("http://169.254.169.254/latest/meta-data".to_owned()), "private_address"),
        (RegistryAnswer::SentOn("file:///etc/passwd".to_owned()), "sent_elsewhere"),
        (RegistryAnswer::SentOn("http://name:word@127.0.0.1/".to_owned()), "sent_elsewhere"),
        (RegistryAnswer::Status(429), "busy"),
        (RegistryAnswer::Status(500), "refused"),
        (RegistryAnswer::Endless, "too_large"),
        (RegistryAnswer::Status(404), "not_there"),
    ] {
        registry.set("/ip/203.0.113.7", answer.clone());
        ask(&node, &analyst, id, 0).await.unwrap();
        node.run_due().await;
        let view = traced(&node, &analyst, id).await;
        assert_eq!(
            (view.state, problem(&view, TraceMethod::Host)),
            (TraceState::Unknown, expected),
            "{answer:?}"
        );
        assert!(view.host.is_none() && view.country.is_none());
    }
    assert!(inside.requests().is_empty(), "{:?}", inside.requests());
});

on_both_engines!(registries_that_never_end_are_left_for_a_person, async |database| {
    let (dns, registry) = (DnsDouble::start().await, RegistryDouble::start().await);
    dns.set("gallery.host.example", &["203.0.113.7"]);
    let mut settings = tracing(&dns, &registry);
    settings.trace.patience = Duration::from_millis(300);
    let node = TestNode::start_with(&database, settings).await;
    let (analyst, id) = illegal(&node, URL).await;
    for answer in [RegistryAnswer::Silence, RegistryAnswer::Drops] {
        registry.set("/ip/203.0.113.7", answer.clone());
        ask(&node, &analyst, id, 0).await.unwrap();
        node.run_due().await;
        let view = traced(&node, &analyst, id).await;
        let found = (view.state, problem(&view, TraceMethod::Host));
        assert_eq!(found, (TraceState::Unknown, "too_slow"), "{answer:?}");
        assert_eq!(node.read(&analyst, UnknownQuery).await.unwrap().0.len(), 1, "a person's desk has it");
    }
});

on_both_engines!(what_nobody_can_tell_waits_for_a_person_and_leaves_with_their_answer, async |database| {
    let (dns, registry) = (DnsDouble::start().await, RegistryDouble::start().await);
    let node = TestNode::start_with(&database, tracing(&dns, &registry)).await;
    let (analyst, id) = illegal(&node, URL).await;
    ask(&node, &analyst, id, 0).await.unwrap();
    node.run_due().await;
    let view = traced(&node, &analyst, id).await;
    assert_eq!((view.state, problem(&view, TraceMethod::Address)), (TraceState::Unknown, "no_such_name"));
    let (hosts, countries) = node.read(&analyst, UnknownQuery).await.unwrap();
    assert_eq!((hosts.len(), hosts[0].report, countries.len()), (1, id, 1));

    let mut found = HostByHand {
        name: "Invented Host B.V.".to_owned(),
        mailbox: "abuse@host.example".to_owned(),
        country: Country::parse("NL"),
        reason: String::new(),
    };
    assert!(matches!(set_host(&node, &analyst, id, 0, &found).await, Err(Error::Fields(_))), "with a reason");
    found.reason = "The imprint says so.".to_owned();
    set_host(&node, &analyst, id, 0, &found).await.unwrap();
    let view = traced(&node, &analyst, id).await;
    assert_eq!((view.state, view.country), (TraceState::Host, Country::parse("NL")));
    assert_eq!(view.reason.as_deref(), Some("The imprint says so."));
    assert!(view.findings.len() > 1, "what the methods found stays beside it");
    assert!(!database.holds(b"The imprint says so.").await);
    let (hosts, countries) = node.read(&analyst, UnknownQuery).await.unwrap();
    assert!(hosts.is_empty() && countries.is_empty(), "where the machine stands is a country, too");

    // The same where it cannot be found.
    ask(&node, &analyst, id, 0).await.unwrap();
    node.run_due().await;
    assert_eq!(node.read(&analyst, UnknownQuery).await.unwrap().0.len(), 1);
    cannot_be_found(&node, &analyst, id, 0, "Nobody knows the name.").await.unwrap();
    assert_eq!(traced(&node, &analyst, id).await.state, TraceState::Unknown);
    assert!(node.read(&analyst, UnknownQuery).await.unwrap().0.is_empty());
    set_country(&node, &analyst, id, None, "Nothing points anywhere.").await.unwrap();
    let (hosts, countries) = node.read(&analyst, UnknownQuery).await.unwrap();
    assert!(hosts.is_empty() && countries.is_empty());
});

on_both_engines!(name_servers_that_are_silent_leave_it_to_a_person, async |database| {
    let (dns, registry) = (DnsDouble::start().await, RegistryDouble::start().await);
    dns.set_silent(true);
    let view = trace(&database, tracing(&dns, &registry), URL).await;
    assert_eq!((view.state, problem(&view, TraceMethod::Address)), (TraceState::Unknown, "dns_no_answer"));
});

on_both_engines!(a_file_of_the_wrong_kind_or_cut_changes_nothing, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        trace: TraceSettings { geo: Some(folder.path().join("geo")), ..TraceSettings::default() },
        ..Settings::default()
    };
    let node = TestNode::start_with(&database, settings).await;
    let good = geo::country_file(&[("203.0.113.0", 24, "NL")]);
    let file = folder.path().join("x.mmdb");
    let import = async |bytes: &[u8]| {
        std::fs::write(&file, bytes).unwrap();
        import_geo(&node, &file).await.map(|imported| imported.kind).map_err(|error| error.to_string())
    };
    assert_eq!(import(&good).await.unwrap(), "country");
    let kept = std::fs::read(folder.path().join("geo/country.mmdb")).unwrap();
    assert_eq!(kept, good);
    let wrong = import(&geo::other_file()).await.unwrap_err();
    assert!(wrong.contains("Invented-Connection-Type") && wrong.contains("Country, City or ASN"), "{wrong}");
    for cut in [0, 10, good.len() / 2, good.len() - 40] {
        assert!(import(&good[..cut]).await.is_err(), "cut at {cut}");
    }
    assert!(import(b"PK\x03\x04 a packed file").await.unwrap_err().contains("unpacked"));
    // Its end is there, its middle is not.
    let hole = [&good[..30], &good[80..]].concat();
    assert!(import(&hole).await.is_err());
    assert_eq!(std::fs::read(folder.path().join("geo/country.mmdb")).unwrap(), good);
    let left: Vec<_> = std::fs::read_dir(folder.path().join("geo")).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(details(&node, "geo.imported").await, ["kind=country made=2026-11-01"]);
});

on_both_engines!(a_route_says_what_points_where_and_which_address_names_nobody, async |database| {
    use tutela_model::item::{AccountItem, Address, Item};
    use tutela_model::route::AddressMark as Mark;

    let folder = tempfile::tempdir().unwrap();
    let mut list = NetworkList::parse_bare("198.51.100.66\n", NetworkClass::Tor, "a list of exits").unwrap();
    list.add(NetworkList::parse("shared,203.0.113.128/25,Carrier,its page\n").unwrap());
    let trace = TraceSettings {
        geo: Some(folder.path().to_owned()),
        networks: Arc::new(list),
        allowed: vec!["203.0.113.0/24".parse().unwrap(), "198.51.100.0/24".parse().unwrap()],
        ..TraceSettings::default()
    };
    let node = TestNode::start_with(&database, Settings { trace, ..named() }).await;
    with_files(&node).await;
    let seen = |ip: &str, port, at| Address { ip: ip.parse().unwrap(), port, at, event: None };
    let now = node.now().plus(-SECOND);
    let account = AccountItem {
        handle: Some("someone".to_owned()),
        phones: vec!["+639170000000".to_owned()],
        addresses: vec![
            seen("198.51.100.7", Some(40_404), Some(now)),
            seen("198.51.100.66", Some(40_404), Some(now)),
            seen("203.0.113.200", None, Some(now)),
            seen("10.1.2.3", Some(1), Some(now)),
        ],
        country: Country::parse("US"),
        ..AccountItem::default()
    };
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::public(samples::report(vec![Item::Account(account)]))).await;
    let route = node.open(&analyst, id).await.removal.route;
    assert_eq!(route.country(), Country::parse("PH"), "{:?}", route.ranked);
    assert_eq!(route.ranked[0].confidence, Confidence::High, "address and phone agree");
    let marks: Vec<_> = route.facts.iter().map(|fact| (fact.country, fact.marks.clone())).take(4).collect();
    assert_eq!(marks[0], (Country::parse("PH"), vec![]));
    assert!(route.facts[0].names_a_line());
    assert_eq!(marks[1], (None, vec![Mark::Tor]), "an exit's country says nothing");
    assert_eq!(marks[2], (Country::parse("NL"), vec![Mark::Shared, Mark::NoPort]));
    assert_eq!(marks[3].1, [Mark::Private]);

    claim(&node, &analyst, id).await.unwrap();
    set_country(&node, &analyst, id, Country::parse("DE"), "The police there asked for it.").await.unwrap();
    assert_eq!(node.open(&analyst, id).await.removal.route.country(), Country::parse("DE"));
});
