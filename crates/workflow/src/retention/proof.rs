//! Proof that a report was erased: the entry of the audit log that says so, its place in the log, and a signed head over it. Whoever
//! has the node's public key can check it without the node.

use serde::{Deserialize, Serialize};
use tutela_crypto::commitment;
use tutela_crypto::log::{Inclusion, LogPublicKey, SignedHead};
use tutela_model::clock::Timestamp;
use tutela_model::id::ReportId;
use tutela_store::audit::{self, LoggedEntry};
use tutela_store::records::erasure;
use uuid::Uuid;

use crate::error::Error;
use crate::node::Node;
use crate::sealing::{hex, unhex};

/// What a proof begins with.
const FORM: &str = "tutela erasure proof 1";
/// Entries read at a time.
const PAGE: u32 = 2_000;

/// A proof, as it is written into a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErasureProof {
    form: String,
    /// Which report, and what the audit log says of it.
    pub report: ReportId,
    /// The entry's id.
    entry: Uuid,
    /// When, in microseconds since 1970.
    happened_at: i64,
    coarse: bool,
    /// By whom.
    pub actor: String,
    action: String,
    record: String,
    /// Why, and how many rows of each table.
    pub detail: String,
    salt: String,
    /// Its number in the log.
    pub number: u64,
    /// How many entries the head covers.
    pub size: u64,
    root: String,
    signed_at: i64,
    signature: String,
    /// The hashes beside its way to the root.
    path: Vec<String>,
}

/// Why there is no proof yet.
#[derive(Debug, thiserror::Error)]
pub enum NoProof {
    /// The node failed, or there is no such erasure.
    #[error(transparent)]
    Node(#[from] Error),
    /// The entry waits for its number.
    #[error("the entry of this erasure waits for its number: start the node, and try again in a few seconds")]
    Waiting,
}

/// Why a proof does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Another file.
    #[error("this is no proof of an erasure as `tutela erasure proof` writes it: {0}")]
    Form(String),
    /// It is about something else.
    #[error("the entry is not about the erasure of this report")]
    Other,
    /// The detail was changed.
    #[error("what the proof says of the erasure is not what was committed to")]
    Detail,
    /// The entry is not in the log.
    #[error("the entry does not lead to the signed head: it was changed, or belongs to another log")]
    Path,
    /// The head is not signed by this key.
    #[error("the head is not signed by this public key: check that it is the one of the node")]
    Signature,
}

/// Proves that a report was erased.
pub async fn prove_erasure(node: &Node, report: ReportId) -> Result<ErasureProof, NoProof> {
    let row = node
        .store()
        .read("erasure", |tx| async move { erasure::of_report(&tx, report).await })
        .await
        .map_err(Error::from)?
        .ok_or(Error::NotFound("erasure of this report"))?;
    let id = row.audit;
    let entry = node
        .store()
        .read("erasure entry", |tx| async move { audit::erased(&tx, report).await })
        .await
        .map_err(Error::from)?
        .into_iter()
        .find(|entry| entry.id == id)
        .ok_or(NoProof::Waiting)?;
    let number = entry.number.ok_or(NoProof::Waiting)?;
    let head = node
        .store()
        .read("head over the entry", |tx| async move { audit::heads(&tx, number + 1, 1).await })
        .await
        .map_err(Error::from)?
        .into_iter()
        .next()
        .ok_or(NoProof::Waiting)?;
    let mut leaves = Vec::with_capacity(usize::try_from(head.size).unwrap_or(0));
    while (leaves.len() as u64) < head.size {
        let from = leaves.len() as u64;
        let page = node
            .store()
            .read("leaves", |tx| async move { audit::numbered(&tx, from, PAGE).await })
            .await
            .map_err(Error::from)?;
        if page.is_empty() {
            return Err(Error::NotFound("whole audit log: run `tutela audit verify`").into());
        }
        leaves.extend(page.iter().map(LoggedEntry::leaf));
    }
    leaves.truncate(usize::try_from(head.size).unwrap_or(0));
    let path = Inclusion::of(&leaves, number).ok_or(NoProof::Waiting)?;
    let (salt, detail) = (entry.salt.clone().unwrap_or_default(), entry.detail.clone().unwrap_or_default());
    Ok(ErasureProof {
        form: FORM.to_owned(),
        report,
        entry: entry.id,
        happened_at: entry.happened_at.micros(),
        coarse: entry.coarse,
        actor: entry.actor,
        action: entry.action,
        record: entry.record,
        detail,
        salt: hex(&salt),
        number,
        size: head.size,
        root: hex(&head.root),
        signed_at: head.at_micros,
        signature: hex(&head.signature),
        path: path.hashes().iter().map(|hash| hex(hash)).collect(),
    })
}

impl ErasureProof {
    /// Reads the text of a proof.
    pub fn parse(text: &str) -> Result<Self, ProofError> {
        let proof: Self = serde_json::from_str(text).map_err(|error| ProofError::Form(error.to_string()))?;
        if proof.form != FORM {
            return Err(ProofError::Form(format!("its form is not {FORM:?}")));
        }
        Ok(proof)
    }

    /// Its text.
    pub fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// When the report was erased.
    pub fn erased_at(&self) -> Timestamp {
        Timestamp::from_micros(self.happened_at)
    }

    /// Checks that the entry says that this report was erased, that it stands in the log, and that the node signed that log.
    pub fn check(&self, key: &LogPublicKey) -> Result<(), ProofError> {
        if self.action != "report.erased" || self.record != format!("report:{}", self.report) {
            return Err(ProofError::Other);
        }
        let bytes = |text: &str, what: &str| {
            unhex(text).ok_or_else(|| ProofError::Form(format!("{what} is not hexadecimal")))
        };
        let salt = bytes(&self.salt, "salt")?;
        let salt = <[u8; 16]>::try_from(salt).map_err(|_| ProofError::Detail)?;
        let entry = LoggedEntry {
            number: Some(self.number),
            id: self.entry,
            happened_at: Timestamp::from_micros(self.happened_at),
            coarse: self.coarse,
            actor: self.actor.clone(),
            action: self.action.clone(),
            record: self.record.clone(),
            commitment: commitment::commit(&salt, self.detail.as_bytes()),
            salt: None,
            detail: None,
        };
        let root = <[u8; 32]>::try_from(bytes(&self.root, "root")?).map_err(|_| ProofError::Path)?;
        let mut path = Vec::with_capacity(self.path.len().min(64));
        for hash in &self.path {
            path.push(<[u8; 32]>::try_from(bytes(hash, "path")?).map_err(|_| ProofError::Path)?);
        }
        if !Inclusion::from(path).leads(&entry.leaf(), self.number, self.size, &root) {
            return Err(ProofError::Path);
        }
        let signature = bytes(&self.signature, "signature")?;
        let signature = <[u8; 64]>::try_from(signature).map_err(|_| ProofError::Signature)?;
        let head = SignedHead { size: self.size, root, at_micros: self.signed_at, signature };
        key.verify_head(&head).map_err(|_| ProofError::Signature)
    }
}
