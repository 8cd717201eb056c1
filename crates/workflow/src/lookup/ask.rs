//! A member asks whether something is known.

use std::time::Duration;

use tutela_matching::{FileDigests, Pdq};
use tutela_model::access::Permission;
use tutela_model::alert::AlertKind;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_model::id::ApiKeyId;

use super::find::{Found, Hits};
use crate::alerts;
use crate::error::Error;
use crate::node::Node;

/// How long a key waits that tries variants of one known picture. Long enough that trying thousands takes hours, short enough
/// that a platform goes on protecting.
const SLOWED: Duration = Duration::from_secs(1);

/// What is asked about one file or address.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// What is known of the file.
    pub digests: FileDigests,
    /// The picture's hashes in its eight orientations, where its bytes were hashed here.
    pub orientations: Vec<Pdq>,
    /// An address, compared with the lists of addresses; it is never fetched.
    pub url: Option<String>,
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
    let hits = node.find(asked);
    raise_leaks(node, key.id, &hits).await?;
    let matched = hits.iter().filter(|hits| !hits.found.is_empty()).count();
    node.inner.tally.add(key.id, asked.len() as u64, matched as u64);
    let mut slowed = false;
    for (asked, hits) in asked.iter().zip(&hits) {
        let Some(pdq) = asked.digests.pdq else { continue };
        let noticed = node.inner.probing.watch(key.id, &pdq.hash, !hits.found.is_empty(), node.now());
        slowed |= noticed.slow;
        if noticed.first {
            raise_probing(node, key.id).await?;
        }
    }
    if slowed {
        tokio::time::sleep(SLOWED).await;
    }
    let tell_distance = key.scope.covers(Scope::Distance);
    let answer = |mut hits: Hits| {
        if !tell_distance {
            hits.found.iter_mut().for_each(|found| found.distance = 0);
        }
        Answer { found: hits.found }
    };
    Ok(hits.into_iter().map(answer).collect())
}

/// Alarms about copies of lists that have leaked. Whoever asked is not accused, and learns nothing of it.
pub(crate) async fn raise_leaks(node: &Node, by: ApiKeyId, hits: &[Hits]) -> Result<(), Error> {
    for holder in hits.iter().flat_map(|hits| &hits.leaked) {
        let detail = format!("asked_by=key:{by}");
        leak(node, *holder, detail).await?;
    }
    Ok(())
}

/// Alarms about one copy.
pub(crate) async fn leak(node: &Node, holder: ApiKeyId, detail: String) -> Result<(), Error> {
    let detail = &detail;
    node.store()
        .run("leak alarm", |tx| async move {
            alerts::raise(&tx, node, AlertKind::Leak, format!("key:{holder}"), detail.clone()).await
        })
        .await
}

async fn raise_probing(node: &Node, key: ApiKeyId) -> Result<(), Error> {
    node.store()
        .run("probing alarm", |tx| async move {
            let detail = format!("variants={}", super::probing::VARIANTS);
            alerts::raise(&tx, node, AlertKind::Probing, format!("key:{key}"), detail).await
        })
        .await
}
