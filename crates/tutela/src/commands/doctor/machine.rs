//! What the doctor says of files, of the disk, of what can be reached from outside.

use std::path::Path;

use tutela_workflow::Settings;
use tutela_workflow::backup::read_recovery;

use super::{Findings, Weight, open_to_others};
use crate::config::FILE;
use crate::data_dir::DataDir;

/// Bytes below which a disk is nearly full, and below which intake will soon fail.
const LITTLE: u64 = 2 << 30;
const TOO_LITTLE: u64 = 200 << 20;

/// The configuration, the recovery file, the disk, the user.
pub(super) fn files(data: &DataDir, config: Option<&Path>, findings: &mut Findings) {
    let config = config.map_or_else(|| data.path.join(FILE), Path::to_path_buf);
    if config.exists() && data.config.holds_secrets() {
        findings.check(
            !open_to_others(&config),
            "the configuration is its owner's alone",
            Weight::Wrong,
            "the configuration holds a password and other users of this machine can read it: chmod 600",
        );
    }
    let recovery = data.recovery_file();
    if recovery.exists() {
        findings.check(
            !open_to_others(&recovery),
            "the recovery file is its owner's alone",
            Weight::Wrong,
            "other users of this machine can read the recovery file, and with it open backups: chmod 600",
        );
        if let Err(error) = read_recovery(&recovery) {
            findings.add(Weight::Wrong, error.to_string());
        }
        let inside = recovery.canonicalize().ok().zip(data.path.canonicalize().ok());
        if inside.is_some_and(|(recovery, data)| recovery.starts_with(data)) {
            let text = "the recovery file lies in the data directory: whoever copies the data can open its backups; set backup.recovery_file";
            findings.add(Weight::Warning, text);
        }
    } else if data.key_file().exists() {
        let text = format!(
            "there is no recovery file at {} yet: the running node makes it, and no backup can be made before",
            recovery.display()
        );
        findings.add(Weight::Note, text);
    }
    if rustix::process::geteuid().is_root() {
        let text =
            "this runs as root: run the node and its commands as a user of their own (docs/operator.md)";
        findings.add(Weight::Warning, text);
    }
    if let Ok(disk) = rustix::fs::statvfs(&data.path) {
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        let megabytes = free >> 20;
        match free {
            ..TOO_LITTLE => findings.add(
                Weight::Wrong,
                format!("{megabytes} MiB are free where the data lies: reports will soon be refused; make room now"),
            ),
            TOO_LITTLE..LITTLE => findings.add(
                Weight::Warning,
                format!("{megabytes} MiB are free where the data lies: make room before reports are refused"),
            ),
            _ => findings.add(Weight::Good, format!("{} GiB are free where the data lies", free >> 30)),
        }
    }
}

/// What can be reached, and what stands between.
pub(super) fn network(data: &DataDir, settings: &Settings, findings: &mut Findings) {
    if settings.trusted_proxy && !settings.https {
        let text = "`trusted_proxy` is set, and `public_url` is no https:// address: if no proxy of yours replaces X-Forwarded-For, \
                    visitors invent addresses and nobody is counted";
        findings.add(Weight::Warning, text);
    }
    if let Some(listen) = data.config.metrics.listen.filter(|listen| !listen.ip().is_loopback()) {
        let text = format!(
            "metrics are served on {listen}: let nobody but your collector reach it, or use 127.0.0.1"
        );
        findings.add(Weight::Warning, text);
    }
    if settings.contact.ends_with(".invalid") {
        let text = "hosts answer to a mailbox that does not exist: set `contact`";
        findings.add(Weight::Warning, text);
    }
    match settings.public_budget {
        0 => findings.add(Weight::Wrong, "`public_budget` is 0: nobody can report; set it to 10 or more"),
        1_001.. => findings.add(
            Weight::Note,
            "`public_budget` is above 1,000: right for an onion service, else one network can flood the desk",
        ),
        _ => {}
    }
    if settings.smtp.as_ref().is_some_and(|smtp| smtp.credentials.is_some())
        && settings.smtp.as_ref().is_some_and(|smtp| smtp.security == tutela_workflow::SmtpSecurity::None)
    {
        findings.add(
            Weight::Wrong,
            "the mail server's password is sent in the clear: set smtp.security to tls or starttls",
        );
    }
}
