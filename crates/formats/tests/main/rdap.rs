//! What registries say, and what they should not be believed.

use tutela_formats::rdap::{Autnum, Bootstrap, BootstrapError, Domain, MAX_ANSWER, Network, RdapError};

const NETWORK: &str = r#"{
  "objectClassName": "ip network", "handle": "203.0.113.0 - 203.0.113.255", "startAddress": "203.0.113.0",
  "endAddress": "203.0.113.255", "name": "INVENTED-NET", "country": "nl",
  "entities": [
    {"objectClassName": "entity", "roles": ["administrative"], "vcardArray": ["vcard", [["version", {}, "text", "4.0"],
      ["fn", {}, "text", "A Person"], ["kind", {}, "text", "individual"], ["email", {}, "text", "person@host.example"]]]},
    {"objectClassName": "entity", "roles": ["registrant"], "vcardArray": ["vcard", [["version", {}, "text", "4.0"],
      ["fn", {}, "text", "Invented Host B.V."], ["kind", {}, "text", "org"]]],
     "entities": [{"objectClassName": "entity", "roles": ["technical"],
       "entities": [{"objectClassName": "entity", "roles": ["Abuse"], "vcardArray": ["vcard", [
         ["version", {}, "text", "4.0"], ["fn", {}, "text", "Abuse desk"],
         ["email", {"pref": "2"}, "text", "second@host.example"], ["email", {"pref": "1"}, "text", "mailto:Abuse@Host.example"]]]}]}]}
  ]
}"#;

#[test]
fn an_abuse_desk_is_found_however_deep_it_stands() {
    let network = Network::read(NETWORK.as_bytes()).unwrap();
    assert_eq!(network.abuse.as_deref(), Some("abuse@host.example"));
    assert_eq!(network.organisation.as_deref(), Some("Invented Host B.V."));
    assert_eq!(network.country.as_deref(), Some("NL"));
    assert!(
        network.covers("203.0.113.7".parse().unwrap())
            && network.covers("::ffff:203.0.113.7".parse().unwrap())
    );
    assert!(
        !network.covers("203.0.114.7".parse().unwrap()) && !network.covers("2001:db8::1".parse().unwrap())
    );
}

#[test]
fn a_person_is_no_host_and_no_abuse_desk() {
    let alone = r#"{"objectClassName": "ip network", "startAddress": "203.0.113.0", "endAddress": "203.0.113.1", "entities": [
      {"roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "A Person"], ["kind", {}, "text", "individual"],
       ["email", {}, "text", "person@host.example"]]]}]}"#;
    let network = Network::read(alone.as_bytes()).unwrap();
    assert_eq!((network.organisation, network.abuse), (None, None));
}

#[test]
fn what_does_not_say_what_it_is_about_is_refused() {
    for (answer, error) in [
        ("", RdapError::NotJson),
        ("[]", RdapError::NotJson),
        (r#"{"objectClassName": "domain", "ldhName": "host.example"}"#, RdapError::WrongKind("ip network")),
        (r#"{"objectClassName": "ip network"}"#, RdapError::Unnamed("network")),
        (
            r#"{"objectClassName": "ip network", "startAddress": "203.0.113.9", "endAddress": "203.0.113.1"}"#,
            RdapError::Unnamed("network"),
        ),
        (
            r#"{"objectClassName": "ip network", "startAddress": "203.0.113.9", "endAddress": "2001:db8::1"}"#,
            RdapError::Unnamed("network"),
        ),
    ] {
        assert_eq!(Network::read(answer.as_bytes()), Err(error), "{answer}");
    }
    let huge = vec![b' '; MAX_ANSWER + 1];
    assert_eq!(Network::read(&huge), Err(RdapError::TooLarge));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(Network::read(deep.as_bytes()), Err(RdapError::NotJson));
}

#[test]
fn entities_without_end_come_to_an_end() {
    let mut inner =
        r#"{"roles": ["abuse"], "vcardArray": ["vcard", [["email", {}, "text", "deep@host.example"]]]}"#
            .to_owned();
    for _ in 0..30 {
        inner = format!(r#"{{"entities": [{inner}]}}"#);
    }
    let answer = format!(
        r#"{{"objectClassName": "autnum", "startAutnum": 64496, "endAutnum": 64511, "name": "INVENTED", "entities": [{inner}]}}"#
    );
    let autnum = Autnum::read(answer.as_bytes()).unwrap();
    assert!(autnum.covers(64_500) && !autnum.covers(64_512));
    assert_eq!(autnum.abuse, None, "nobody looks thirty deep");
    let wide = vec!["{}"; 20_000].join(",");
    let answer =
        format!(r#"{{"objectClassName": "autnum", "startAutnum": 1, "endAutnum": 1, "entities": [{wide}]}}"#);
    assert!(Autnum::read(answer.as_bytes()).is_ok());
}

#[test]
fn a_domain_tells_who_sold_it() {
    let answer = r#"{"objectClassName": "domain", "ldhName": "HOST.example.", "status": ["client hold"], "entities": [
      {"roles": ["registrar"], "vcardArray": ["vcard", [["fn", {}, "text", "Invented\u202e Registrar"]]],
       "entities": [{"roles": ["abuse"], "vcardArray": ["vcard", [["email", {}, "text", "abuse@registrar.example"]]]}]}]}"#;
    let domain = Domain::read(answer.as_bytes()).unwrap();
    assert!(domain.is("host.example") && domain.is("Host.Example.") && !domain.is("other.example"));
    assert_eq!(domain.registrar.as_deref(), Some("Invented Registrar"), "nothing turns the direction");
    assert_eq!(domain.abuse.as_deref(), Some("abuse@registrar.example"));
    assert_eq!(domain.states, ["client hold"]);
}

#[test]
fn who_answers_for_what_is_told_by_the_longest_match() {
    let mut bootstrap = Bootstrap::default();
    let file = r#"{"version": "1.0", "services": [
      [["203.0.0.0/8", "2001:db8::/32"], ["http://plain.example/", "https://wide.example/"]],
      [["203.0.113.0/24"], ["https://narrow.example/"]],
      [["64496-64511"], ["https://numbers.example/"]], [["64500"], ["https://one.example/"]],
      [["example"], ["https://domains.example/"]], [["co.example"], ["https://co.example/"]], [["nobody"], []]]}"#;
    bootstrap.take(file.as_bytes()).unwrap();
    assert_eq!(bootstrap.for_address("203.0.113.1".parse().unwrap()), Some("https://narrow.example/"));
    assert_eq!(bootstrap.for_address("203.1.1.1".parse().unwrap()), Some("https://wide.example/"));
    assert_eq!(bootstrap.for_address("192.0.2.1".parse().unwrap()), None);
    assert_eq!(bootstrap.for_number(64_500), Some("https://one.example/"));
    assert_eq!(bootstrap.for_number(64_501), Some("https://numbers.example/"));
    assert_eq!(bootstrap.for_domain("host.co.example."), Some("https://co.example/"));
    assert_eq!(bootstrap.for_domain("host.notexample"), None);
    assert_eq!(bootstrap.for_domain("host.nobody"), None);
}

#[test]
fn another_file_is_no_bootstrap_file_and_changes_nothing() {
    let mut bootstrap = Bootstrap::default();
    assert_eq!(bootstrap.take(b"{}"), Err(BootstrapError::NotOne));
    assert_eq!(bootstrap.take(br#"{"version": "2.0", "services": []}"#), Err(BootstrapError::NotOne));
    let half = br#"{"version": "1.0", "services": [[["203.0.113.0/24"], ["https://a.example/"]], [["a b"], ["https://b.example/"]]]}"#;
    assert_eq!(bootstrap.take(half), Err(BootstrapError::Entry(1, "a b".to_owned())));
    assert_eq!(bootstrap, Bootstrap::default());
}
