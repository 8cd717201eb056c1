//! MaxMind files: a broken one is refused or knows nothing; none brings the reader down.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::geo::GeoFile;

fuzz_target!(|bytes: &[u8]| {
    let Ok(file) = GeoFile::open(bytes.to_vec()) else { return };
    let _ = file.check();
    for address in ["203.0.113.7", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::"] {
        if let Ok(address) = address.parse() {
            let _ = file.look_up(address);
        }
    }
});
