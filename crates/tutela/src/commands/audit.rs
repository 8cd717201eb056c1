//! `tutela audit`.

use std::process::ExitCode;

use clap::Subcommand;
use tutela_crypto::log::LogPublicKey;
use tutela_workflow::verify::verify_audit;

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;
use crate::machine::SystemRng;

/// The audit log.
#[derive(Subcommand)]
pub enum Audit {
    /// Check every entry, commitment and signed head. Works beside a running node.
    Verify {
        /// The public key to check the heads with, as this command printed it earlier and you kept it apart; else that of the
        /// node key.
        #[arg(long, value_name = "HEX")]
        public_key: Option<LogPublicKey>,
        /// A head that an earlier run printed and you kept apart: entries that were cut off since are then found out.
        #[arg(long, value_name = "SIZE:ROOT", value_parser = head)]
        head: Option<(u64, [u8; 32])>,
        #[command(flatten)]
        data: Data,
    },
}

fn head(text: &str) -> Result<(u64, [u8; 32]), String> {
    let parsed = text.split_once(':').and_then(|(size, root)| {
        let root: tutela_matching::Sha256 = root.parse().ok()?;
        Some((size.parse().ok()?, *root.as_bytes()))
    });
    parsed.ok_or_else(|| "write SIZE:ROOT as `tutela audit verify` printed it".to_owned())
}

impl Audit {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Verify { public_key, head, data } = self;
        start_log(LogFormat::Text, "warn");
        let data = data.open_existing()?;
        let key = match public_key {
            Some(key) => key,
            None if !data.key_file().exists() => {
                let problem = "there is no node key: bring it back, or give the public key with --public-key";
                return Err(Failure::file(data.key_file(), problem));
            }
            None => data.keys(&SystemRng)?.log().public(),
        };
        let store = data.store().await?;
        let result = verify_audit(&store, &key, head).await;
        store.close().await;
        let result = result?;
        say(format_args!(
            "{} entries, {} signed heads, {} entries waiting for their number; public key {key}",
            result.numbered, result.heads, result.waiting
        ));
        if let Some((size, root)) = result.last_head {
            let root: String = root.iter().map(|byte| format!("{byte:02x}")).collect();
            say(format_args!("Keep apart, for --head next time: {size}:{root}"));
        }
        for problem in &result.problems {
            say(format_args!("PROBLEM: {problem}"));
        }
        if result.problems.is_empty() {
            say("The audit log is whole.");
            Ok(ExitCode::SUCCESS)
        } else {
            say(
                "The audit log was changed: keep this copy as evidence, and compare with a backup and with heads kept apart.",
            );
            Ok(ExitCode::FAILURE)
        }
    }
}
