//! Writes the invented files of addresses to a folder, for `scripts/check-geo`.

use std::path::PathBuf;
use std::{env, fs, io};

use tutela_testkit::geo::{country_file, network_file};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).map_or_else(|| PathBuf::from("."), PathBuf::from);
    fs::write(
        folder.join("country.mmdb"),
        country_file(&[("203.0.113.0", 24, "NL"), ("2001:db8::", 32, "PH")]),
    )?;
    fs::write(folder.join("network.mmdb"), network_file(&[("203.0.113.0", 24, 64_496, "Invented Carrier")]))
}
