//! How long things are kept, and backups.

use std::path::PathBuf;

use serde::Deserialize;
use tutela_model::retention::Retention;

/// How many days each kind of record is kept; 0 keeps it for ever.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionDays {
    not_ours_days: Option<u32>,
    informational_days: Option<u32>,
    done_days: Option<u32>,
    letters_days: Option<u32>,
    alerts_days: Option<u32>,
    jobs_days: Option<u32>,
    audit_details_days: Option<u32>,
}

impl RetentionDays {
    /// What the node works with.
    pub(super) fn settings(&self) -> Retention {
        let usual = Retention::default();
        Retention {
            not_ours_days: self.not_ours_days.unwrap_or(usual.not_ours_days),
            informational_days: self.informational_days.unwrap_or(usual.informational_days),
            done_days: self.done_days.unwrap_or(usual.done_days),
            letters_days: self.letters_days.unwrap_or(usual.letters_days),
            alerts_days: self.alerts_days.unwrap_or(usual.alerts_days),
            jobs_days: self.jobs_days.unwrap_or(usual.jobs_days),
            audit_details_days: self.audit_details_days.unwrap_or(usual.audit_details_days),
        }
    }
}

/// Backups.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Backup {
    /// Where the keys of backups lie; else `recovery.keys` beside the node key.
    pub recovery_file: Option<PathBuf>,
    /// Days after which a backup can no longer be opened.
    pub keep_days: Option<u32>,
}
