//! `tutela erasure`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use tutela_crypto::log::LogPublicKey;
use tutela_model::id::ReportId;
use tutela_workflow::retention::{ErasureProof, prove_erasure};

use super::{Data, say, start_log};
use crate::config::LogFormat;
use crate::error::Failure;

/// Proof that a report was erased.
#[derive(Subcommand)]
pub enum Erasure {
    /// Write a proof: what was erased, when, by whom and why, and that the audit log holds it.
    Proof {
        /// The report's id.
        report: ReportId,
        /// The file to write; it must not exist.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        data: Data,
    },
    /// Check a proof. Needs no node: whoever is given the proof runs this.
    Verify {
        /// The proof.
        file: PathBuf,
        /// The node's public key, as `tutela audit verify` prints it.
        #[arg(long, value_name = "HEX")]
        public_key: LogPublicKey,
    },
}

impl Erasure {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        start_log(LogFormat::Text, "warn");
        match self {
            Self::Proof { report, out, data } => {
                let node = data.open_existing()?.start().await?;
                let proof = prove_erasure(&node, report).await;
                let key = node.log_key();
                node.stop().await;
                let proof = proof.map_err(|error| Failure::Said(error.to_string()))?;
                let written = std::fs::File::create_new(&out)
                    .and_then(|mut file| std::io::Write::write_all(&mut file, proof.to_text().as_bytes()));
                written.map_err(|error| Failure::file(&out, error))?;
                say(format_args!("Wrote the proof to {}. Check it with", out.display()));
                say(format_args!("  tutela erasure verify {} --public-key {key}", out.display()));
            }
            Self::Verify { file, public_key } => {
                let text = std::fs::read_to_string(&file).map_err(|error| Failure::file(&file, error))?;
                let proof = ErasureProof::parse(&text).map_err(|error| Failure::file(&file, error))?;
                proof.check(&public_key).map_err(|error| Failure::file(&file, error))?;
                say(format_args!(
                    "Report {} was erased at {} by {}: entry {} of the audit log, under a head over {} entries that this key signed.",
                    proof.report,
                    proof.erased_at(),
                    proof.actor,
                    proof.number,
                    proof.size
                ));
                say(format_args!("  {}", proof.detail));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
