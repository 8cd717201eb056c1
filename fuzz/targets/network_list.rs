//! The list of networks: every line is taken or named.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::network_list::{NetworkClass, NetworkList};

fuzz_target!(|text: &str| {
    match NetworkList::parse(text) {
        Ok(list) => {
            let _ = list.of_name("host.example", &NetworkClass::ALL);
            let _ = list.of_number(64_496, &NetworkClass::ALL);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let _ = NetworkList::parse_bare(text, NetworkClass::Tor, "a list");
});
