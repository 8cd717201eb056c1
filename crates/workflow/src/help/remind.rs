//! The regular job that tells in time which confirmations lapse.

use std::collections::BTreeMap;

use tutela_model::alert::AlertKind;
use tutela_model::clock::HOUR;
use tutela_model::country::Country;
use tutela_model::help::{CONFIRMED_FOR, REMIND_BEFORE};
use tutela_store::jobs::Job;
use tutela_store::records::help;

use crate::alerts;
use crate::jobs::JobError;
use crate::node::Node;

pub(crate) const HELP_REMINDERS: &str = "help_reminders";

/// Raises one alert for each country in which confirmations lapse within thirty days or have lapsed.
pub(crate) async fn help_reminders(node: &Node, job: &Job) -> Result<(), JobError> {
    node.store()
        .run("help reminders", |tx| async move {
            let now = node.now();
            let mut countries: BTreeMap<Country, usize> = BTreeMap::new();
            for entry in help::confirmed_before(&tx, now.plus(REMIND_BEFORE - CONFIRMED_FOR)).await? {
                *countries.entry(entry.details.country).or_default() += 1;
            }
            for (country, entries) in countries {
                let (record, detail) = (format!("help:{country}"), format!("entries={entries}"));
                alerts::raise(&tx, node, AlertKind::HelpLapses, record, detail).await?;
            }
            tx.repeat_job(job, now.plus(6 * HOUR)).await?;
            Ok(())
        })
        .await
}
