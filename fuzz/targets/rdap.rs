//! RDAP: whatever a registry says is taken or refused, never believed about something else, and what is taken is fit to be shown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::rdap::{Autnum, Bootstrap, Domain, Network};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(network) = Network::read(bytes) {
        assert!(network.first <= network.last && network.covers(network.first));
        fit(network.organisation.iter().chain(&network.abuse));
    }
    if let Ok(domain) = Domain::read(bytes) {
        assert!(domain.is(&domain.name));
        fit(domain.registrar.iter().chain(&domain.abuse));
    }
    if let Ok(autnum) = Autnum::read(bytes) {
        assert!(autnum.covers(autnum.first));
        fit(autnum.organisation.iter().chain(&autnum.abuse));
    }
    let mut bootstrap = Bootstrap::default();
    if bootstrap.take(bytes).is_err() {
        assert_eq!(bootstrap, Bootstrap::default());
    }
    let _ = bootstrap.for_domain("host.example");
});

fn fit<'a>(texts: impl Iterator<Item = &'a String>) {
    for text in texts {
        assert!(!text.is_empty() && text.chars().count() <= 200 && !text.chars().any(char::is_control));
    }
}
