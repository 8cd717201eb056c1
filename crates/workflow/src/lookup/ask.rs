//! A member asks whether something is known.

use std::time::Duration;

use tutela_matching::{FileDigests, Pdq};
use tutela_model::access::Permission;
use tutela_model::api_key::{ApiKey, Scope};

use super::find::{Found, Hits};
use super::tally::Alarm;
use crate::error::Error;
use crate::node::Node;

/// How long a key waits for each variant of a known picture that it tries. Long enough that trying thousands takes hours, short enough
/// that a platform goes on protecting.
const SLOWED: Duration = Duration::from_secs(1);
/// Such variants in one request; more are refused, so that a batch is no way around the wait.
const MOST_SLOWED: u32 = 20;
/// Questions that are searched together; between two such groups others have their turn.
const TOGETHER: usize = 16;

/// What is asked about one file or address.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// What is known of the file.
    pub digests: FileDigests,
    /// The picture's hashes in its eight orientations, where its bytes were hashed here.
    pub orientations: Vec<Pdq>,
    /// An address, compared with the lists of addresses; it is never fetched.
    pub url: Option<String>,
    /// Whether it is a further frame of the file before it: frames of one film are no variants that somebody tries.
    pub is_frame: bool,
}

/// What is known.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Matches, strongest first.
    pub found: Vec<Found>,
}

/// Answers a member's questions, in their order. Distances are nought unless the key has the scope `distance`.
pub async fn look_up(node: &Node, key: &ApiKey, asked: &[Asked]) -> Result<Vec<Answer>, Error> {
    if !key.scope.covers(Scope::Lookup) {
        return Err(Error::Denied(Permission::ReadLists));
    }
    let mut hits = Vec::with_capacity(asked.len());
    for questions in asked.chunks(TOGETHER) {
        hits.extend(node.find(questions));
        if asked.len() > TOGETHER {
            tokio::task::yield_now().await;
        }
    }
    let matched = hits.iter().filter(|hits| !hits.found.is_empty()).count();
    node.inner.tally.add(key.id, asked.len() as u64, matched as u64);
    for holder in hits.iter().flat_map(|hits| &hits.leaked) {
        let alarm = Alarm::Leak { holder: *holder, by: format!("key:{}", key.id) };
        node.inner.tally.alarm(alarm, node.now());
    }
    slow_down(node, key, asked, &hits).await?;
    let tell_distance = key.scope.covers(Scope::Distance);
    let answer = |mut hits: Hits| {
        if !tell_distance {
            hits.found.iter_mut().for_each(|found| found.distance = 0);
        }
        Answer { found: hits.found }
    };
    Ok(hits.into_iter().map(answer).collect())
}

/// Waits where a key probes, and tells people. Requests of one key wait one after the other.
async fn slow_down(node: &Node, key: &ApiKey, asked: &[Asked], hits: &[Hits]) -> Result<(), Error> {
    let mut slowed = 0;
    for (asked, hits) in asked.iter().zip(hits).filter(|(asked, _)| !asked.is_frame) {
        let Some(pdq) = asked.digests.pdq else { continue };
        let noticed = node.inner.probing.watch(key.id, &pdq.hash, !hits.found.is_empty(), node.now());
        slowed += u32::from(noticed.slow);
        if noticed.first {
            node.inner.tally.alarm(Alarm::Probing { key: key.id }, node.now());
        }
    }
    if slowed > MOST_SLOWED {
        return Err(Error::Refused(
            "this batch holds many variants of one picture: ask about them one at a time, and about everything else without them",
        ));
    }
    if slowed > 0 {
        let gate = node.inner.probing.gate(key.id);
        let _in_turn = gate.lock().await;
        tokio::time::sleep(SLOWED * slowed).await;
    }
    Ok(())
}
