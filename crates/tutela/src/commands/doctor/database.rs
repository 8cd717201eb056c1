//! What the doctor says of the database: whether what was answered survives, and whether the clocks agree.

use tutela_model::clock::{Clock, MINUTE, SECOND};
use tutela_store::{Engine, Store, audit};

use super::{Findings, Weight};
use crate::data_dir::DataDir;
use crate::error::Failure;
use crate::machine::SystemClock;

/// Settings of PostgreSQL and why they matter.
const MUST_BE_ON: [(&str, &str); 3] = [
    ("fsync", "a power cut can destroy the whole database: set fsync = on"),
    ("full_page_writes", "a power cut can tear pages: set full_page_writes = on"),
    (
        "synchronous_commit",
        "reports that were answered can be lost: set synchronous_commit = on for this database",
    ),
];

/// Durability, TLS, clocks.
pub(super) async fn durable(data: &DataDir, store: &Store, findings: &mut Findings) -> Result<(), Failure> {
    let now = SystemClock.now();
    if store.engine() == Engine::Postgres {
        let server = store.server().await?;
        for (name, why) in MUST_BE_ON {
            let value =
                server.settings.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value.as_str());
            // `remote_apply` and its like promise more than `on`.
            let on = matches!(value, "on" | "remote_apply" | "remote_write");
            findings.check(
                on,
                &format!("PostgreSQL has {name} on"),
                Weight::Wrong,
                &format!("PostgreSQL has {name} = {value}: {why}"),
            );
        }
        let local = data.config.database.as_deref().is_some_and(is_local);
        findings.check(
            server.tls || local,
            "the way to PostgreSQL stays on this machine or is under TLS",
            Weight::Wrong,
            "the way to PostgreSQL leaves this machine without TLS: add ?sslmode=verify-full to `database`",
        );
        let apart = server.now.since(now).abs();
        let text = format!(
            "the clock of PostgreSQL and this one are {} seconds apart: run chrony or systemd-timesyncd on both",
            apart / SECOND
        );
        findings.check(apart < 5 * SECOND, "the clocks of both machines agree", Weight::Warning, &text);
    }
    let newest =
        store.read("doctor newest", |tx| async move { audit::newest(&tx, u64::MAX, 1).await }).await?;
    if let Some(entry) = newest.first().filter(|entry| entry.happened_at.since(now) > 2 * MINUTE) {
        let text = format!(
            "the newest entry of the audit log is of {}, which is still to come: the clock was set back, or was wrong before. Jobs and \
             codes wait until then; set the clock right",
            entry.happened_at
        );
        findings.add(Weight::Wrong, text);
    }
    Ok(())
}

/// Whether an address of a database leads to this machine.
fn is_local(url: &str) -> bool {
    let host = url::Url::parse(url).ok().and_then(|url| {
        let asked = url.query_pairs().find(|(name, _)| name == "host").map(|(_, value)| value.into_owned());
        asked.or_else(|| url.host_str().map(str::to_owned))
    });
    host.is_none_or(|host| {
        host.is_empty()
            || host.starts_with('/')
            || matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1" | "[::1]")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_local() {
        for local in [
            "postgres:///x?host=/run/postgresql",
            "postgres://me@localhost/x",
            "postgres://me@127.0.0.1:5433/x",
        ] {
            assert!(is_local(local), "{local}");
        }
        for far in ["postgres://me@db.example/x", "postgres://me@192.0.2.7/x"] {
            assert!(!is_local(far), "{far}");
        }
    }
}
