//! Writes the invented files of addresses to a folder, for `scripts/check-geo` and the browser tests. The latter trace a host at
//! 192.31.196.0/24: a trace looks nothing up about the networks of documentation, and this one, where unwanted questions of name servers
//! end (RFC 7535), is nobody's host.

use std::path::PathBuf;
use std::{env, fs, io};

use tutela_testkit::geo::{country_file, network_file};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).map_or_else(|| PathBuf::from("."), PathBuf::from);
    fs::write(
        folder.join("country.mmdb"),
        country_file(&[("203.0.113.0", 24, "NL"), ("2001:db8::", 32, "PH"), ("192.31.196.0", 24, "NL")]),
    )?;
    let holder = "Invented Carrier";
    fs::write(
        folder.join("network.mmdb"),
        network_file(&[("203.0.113.0", 24, 64_496, holder), ("192.31.196.0", 24, 64_496, holder)]),
    )
}
