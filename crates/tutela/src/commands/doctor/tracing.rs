//! What the doctor says of tracing.

use tutela_formats::geo::GeoKind;
use tutela_model::clock::{DAY, Timestamp};
use tutela_workflow::Settings;
use tutela_workflow::trace::brought_in;

use super::{Findings, Weight};
use crate::data_dir::DataDir;

/// Days after which a file of addresses tells of networks that have moved since.
const GEO_DAYS: i64 = 90;

/// Whether hosts can be found.
pub(super) fn tracing(data: &DataDir, settings: &Settings, now: Timestamp, findings: &mut Findings) {
    if !settings.trace.ask {
        let text = "hosts are not traced: people look for their mailboxes by hand until [trace] is enabled";
        findings.add(Weight::Note, text);
        return;
    }
    findings.check(
        !(settings.trace.registries.is_empty() && settings.trace.servers.is_empty()),
        "registries are asked where something lies",
        Weight::Warning,
        "no registry is known: put IANA's files into trace.registries, or hosts are traced by address alone",
    );
    let files = brought_in(&data.geo_folder());
    for kind in GeoKind::ALL {
        let gives = kind.as_str();
        match files.iter().find(|(held, _)| *held == kind) {
            None => {
                let text =
                    format!("no file gives an address its {gives}: bring one in, with `tutela geo import`");
                findings.add(Weight::Note, text);
            }
            Some((_, made)) if now.since(*made) > GEO_DAYS * DAY => {
                let text = format!(
                    "the file that gives an address its {gives} was made at {made}: addresses move, bring in a newer one"
                );
                findings.add(Weight::Warning, text);
            }
            Some((_, made)) => {
                findings.add(Weight::Good, format!("the {gives} of an address comes from a file of {made}"));
            }
        }
    }
}
