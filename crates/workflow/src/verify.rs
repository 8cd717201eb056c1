//! Checking the audit log from its first entry to its last: numbers without gap, commitments, every signed head.

use tutela_crypto::commitment;
use tutela_crypto::log::{Frontier, LogPublicKey, SignedHead};
use tutela_store::audit::{self, LoggedEntry};
use tutela_store::{Store, StoreError};
use uuid::Uuid;

/// Entries and heads read at a time.
const PAGE: u32 = 2_000;

/// What was checked, and what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// Entries that have a number.
    pub numbered: u64,
    /// Entries that still wait for one: accepted.
    pub waiting: u64,
    /// Signed heads.
    pub heads: u64,
    /// The last signed head: how many entries it covers, and their root. Kept apart, it shows later that none was cut off.
    pub last_head: Option<(u64, [u8; 32])>,
    /// What is wrong, in words; empty where all is well.
    pub problems: Vec<String>,
}

/// Problems listed at most.
const LISTED: usize = 20;

impl Verification {
    fn wrong(&mut self, problem: String) {
        if self.problems.len() < LISTED {
            self.problems.push(problem);
        }
    }
}

/// Checks the whole log. Works beside a running node: what is appended meanwhile is checked or not, but never a problem.
/// `kept` is a head that was kept apart: the log must still begin with the entries it covers.
pub async fn verify_audit(
    store: &Store,
    key: &LogPublicKey,
    kept: Option<(u64, [u8; 32])>,
) -> Result<Verification, StoreError> {
    let mut result = Verification::default();
    let mut frontier = Frontier::new();
    let mut heads: Vec<SignedHead> = Vec::new();
    let mut next_head = 0;
    loop {
        let from = result.numbered;
        let entries =
            store.read("verify entries", |tx| async move { audit::numbered(&tx, from, PAGE).await }).await?;
        if entries.is_empty() {
            break;
        }
        for entry in &entries {
            if entry.number != Some(result.numbered) {
                result.wrong(format!("entry {} is missing: the log was cut or changed", result.numbered));
                return Ok(result);
            }
            check_commitment(entry, &mut result);
            frontier.append_leaf_hash(entry.leaf());
            result.numbered += 1;
            if kept.is_some_and(|(size, root)| size == result.numbered && root != frontier.root()) {
                result.wrong(format!(
                    "the first {} entries are not those of the head that was kept",
                    result.numbered
                ));
            }
            if heads.is_empty() {
                heads = store
                    .read("verify heads", |tx| async move { audit::heads(&tx, next_head, PAGE).await })
                    .await?;
                heads.reverse();
            }
            while let Some(head) = heads.last().copied().filter(|head| head.size <= result.numbered) {
                heads.pop();
                next_head = head.size + 1;
                result.heads += 1;
                result.last_head = Some((head.size, head.root));
                check_head(&head, &frontier, key, &mut result);
            }
        }
    }
    if let Some(head) =
        store.read("last heads", |tx| async move { audit::heads(&tx, next_head, 1).await }).await?.first()
    {
        // Entries and head are written in one transaction: a head beyond the last entry means that entries were taken away.
        let entry = store
            .read(
                "last entry",
                |tx| async move { audit::numbered(&tx, head.size.saturating_sub(1), 1).await },
            )
            .await?;
        if entry.is_empty() {
            result.wrong(format!(
                "a head was signed over {} entries, and only {} are left",
                head.size, result.numbered
            ));
        }
    }
    if let Some((size, _)) = kept.filter(|(size, _)| *size > result.numbered) {
        result.wrong(format!(
            "the head that was kept covers {size} entries, and only {} are left",
            result.numbered
        ));
    }
    if result.numbered > 0 && result.heads == 0 {
        result.wrong("no signed head covers the entries: heads were taken away".into());
    }
    let mut after = Uuid::nil();
    loop {
        let waiting =
            store.read("verify waiting", |tx| async move { audit::waiting(&tx, after, PAGE).await }).await?;
        let Some(last) = waiting.last() else { break };
        after = last.id;
        result.waiting += waiting.len() as u64;
        waiting.iter().for_each(|entry| check_commitment(entry, &mut result));
    }
    Ok(result)
}

fn check_commitment(entry: &LoggedEntry, result: &mut Verification) {
    let (Some(salt), Some(detail)) = (&entry.salt, &entry.detail) else { return };
    let holds = <&[u8; 16]>::try_from(salt.as_slice())
        .is_ok_and(|salt| commitment::verify(&entry.commitment, salt, detail.as_bytes()));
    if !holds {
        let which =
            entry.number.map_or_else(|| format!("waiting entry {}", entry.id), |n| format!("entry {n}"));
        result.wrong(format!("the detail of {which} is not what was committed to"));
    }
}

fn check_head(head: &SignedHead, frontier: &Frontier, key: &LogPublicKey, result: &mut Verification) {
    if key.verify_head(head).is_err() {
        result.wrong(format!("the head over {} entries is not signed by this node's key", head.size));
    } else if head.size != frontier.size() || head.root != frontier.root() {
        result.wrong(format!("the first {} entries are not those whose head was signed", head.size));
    }
}
