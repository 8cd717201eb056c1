//! What the doctor says of hashing and of lists.

use tutela_media::{Pool, PoolSettings};
use tutela_store::records::{alert, subscription};
use tutela_store::{Store, StoreError};
use tutela_workflow::Settings;

use super::{Findings, Weight};
use crate::error::Failure;

/// Whether files are decoded apart from everything else.
pub(super) async fn hashing(settings: &Settings, findings: &mut Findings) {
    let Some(hashing) = settings.hashing.clone() else { return };
    if hashing.allow_unsandboxed {
        let text =
            "media.allow_unsandboxed is set: a picture that takes its decoder over can read files; unset it";
        findings.add(Weight::Warning, text);
    }
    if hashing.video.as_ref().is_some_and(|video| video.find_program().is_none()) {
        findings.add(Weight::Note, "ffmpeg is not installed: videos get whole-file digests only");
    }
    let probes = match Pool::start(PoolSettings { children: 1, ..hashing }).await {
        Ok(pool) => pool.self_test().await,
        Err(error) => Err(error),
    };
    match probes {
        Ok(probes) => {
            let allowed: Vec<_> =
                probes.iter().filter(|probe| !probe.denied).map(|probe| probe.tried.as_str()).collect();
            let text = format!("the sandbox of the picture decoder lets through: {}", allowed.join(", "));
            let good = "pictures are decoded in a sandbox without files, sockets and new programs";
            findings.check(allowed.is_empty(), good, Weight::Warning, &text);
        }
        Err(error) => findings.add(Weight::Warning, error.to_string()),
    }
}

/// Lists that cannot be fetched, and alerts that wait.
pub(super) async fn lists(store: &Store, findings: &mut Findings) -> Result<(), Failure> {
    let (subscriptions, alerts) = store
        .read("doctor lists", |tx| async move {
            Ok::<_, StoreError>((subscription::all(&tx).await?, alert::waiting(&tx, 1_000).await?))
        })
        .await?;
    for row in subscriptions.iter().filter(|row| row.ended_at.is_none()) {
        if let Some(error) = &row.last_error {
            findings.add(Weight::Warning, format!("the upstream {} cannot be read: {error}", row.url));
        }
    }
    let text = format!("{alerts} alerts wait in the console");
    findings.check(alerts == 0, "no alert waits", Weight::Warning, &text);
    Ok(())
}
