//! Votes on their way back: what this node's people say of an upstream's entries, the upstream is told.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use tutela_crypto::DataKey;
use tutela_formats::hash_sharing::{FeedbackReason, FeedbackReasons, FeedbackSubmission, Fingerprint};
use tutela_formats::list_entry::ListEntry;
use tutela_model::id::{ListId, VoteId};
use tutela_model::list::{DisputeReason, Verdict};
use tutela_model::person::Actor;
use tutela_store::records::entry;
use tutela_store::records::vote::{self, VoteRow};
use url::Url;
use uuid::Uuid;

use super::client::{Told, Upstream};
use super::problem::UpstreamProblem;
use crate::error::Error;
use crate::lists::open_entry;
use crate::node::Node;

/// Votes looked up at a time.
const PAGE: u32 = 100;
/// The most votes that are told in one run: those that are left over are told in the next one.
const MOST: usize = 2_000;

/// What became of the votes.
#[derive(Debug, Default)]
pub(super) struct Passed {
    /// Votes that the upstream refused and is told again another time.
    pub(super) refused: usize,
    /// Why it was given up before the last vote.
    pub(super) problem: Option<UpstreamProblem>,
}

/// Tells the upstream of every vote that it was not told of. A vote that is refused does not stop the others.
pub(super) async fn pass_on(
    node: &Node,
    upstream: &Upstream,
    list: ListId,
    key: &DataKey,
) -> Result<Passed, Error> {
    let mut passed = Passed::default();
    let mut reasons = HashMap::new();
    let (mut after, mut looked) = (VoteId(Uuid::nil()), 0);
    while looked < MOST {
        let page = node
            .store()
            .read("waiting votes", |tx| async move {
                let mut page = Vec::new();
                for row in vote::waiting(&tx, list, after, PAGE).await? {
                    let entry = entry::get(&tx, row.vote.entry).await?;
                    page.push((row, entry));
                }
                Ok::<_, Error>(page)
            })
            .await?;
        let Some((last, _)) = page.last() else { break };
        (after, looked) = (last.id, looked + page.len());
        for (row, entry) in page {
            let said =
                entry.map(|entry| open_entry(key, &entry)).transpose()?.map(|sealed| sealed.into_entry(None));
            match tell(upstream, &row, said.as_ref(), &mut reasons).await {
                Ok(Told::Refused) => passed.refused += 1,
                Ok(told) => note(node, list, &row, told).await?,
                Err(problem) => {
                    passed.problem = Some(problem);
                    return Ok(passed);
                }
            }
        }
    }
    Ok(passed)
}

async fn note(node: &Node, list: ListId, row: &VoteRow, told: Told) -> Result<(), Error> {
    let outcome = if told == Told::Taken { "taken" } else { "gone" };
    node.store()
        .run("vote passed on", |tx| async move {
            vote::set_passed_on(&tx, row.id, node.now()).await?;
            let detail = format!("vote={} entry={} outcome={outcome}", row.id, row.vote.entry);
            let record = format!("list:{list}");
            Ok::<_, Error>(tx.audit([node.entry(Actor::Node, "entry.vote_passed_on", record, detail)]).await?)
        })
        .await
}

async fn tell(
    upstream: &Upstream,
    row: &VoteRow,
    entry: Option<&ListEntry>,
    reasons: &mut HashMap<Fingerprint, Vec<FeedbackReason>>,
) -> Result<Told, UpstreamProblem> {
    let reason = row.vote.reason.filter(|_| row.vote.verdict == Verdict::Negative);
    let place = entry.and_then(|entry| Some((entry, fingerprint(entry, reason)?)));
    let Some((entry, fingerprint)) = place else { return Ok(Told::Refused) };
    let Some(url) = feedback_of(upstream, entry, fingerprint) else { return Ok(Told::Refused) };
    let submission = match row.vote.verdict {
        Verdict::Affirmative => FeedbackSubmission::Affirmative,
        Verdict::Negative => {
            let reasons = match reasons.entry(fingerprint) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(reasons_of(upstream, fingerprint).await?),
            };
            match best(reasons, reason.unwrap_or(DisputeReason::Other)) {
                Some(best) => FeedbackSubmission::Negative(vec![best.guid.clone()]),
                None => return Ok(Told::Refused),
            }
        }
    };
    upstream.put(&url, submission.to_xml()).await
}

/// The fingerprint that is voted on: upstreams keep a vote for each. A picture that matches others does so by its PDQ hash.
fn fingerprint(entry: &ListEntry, reason: Option<DisputeReason>) -> Option<Fingerprint> {
    let digests = &entry.digests;
    let mut kinds = vec![
        (Fingerprint::Md5, digests.md5.is_some()),
        (Fingerprint::Sha1, digests.sha1.is_some()),
        (Fingerprint::Pdq, digests.pdq.is_some()),
        (Fingerprint::Pdna, entry.photodna.is_some()),
    ];
    if reason == Some(DisputeReason::MatchesOthers) {
        kinds.rotate_left(2);
    }
    kinds.into_iter().find(|(_, there)| *there).map(|(kind, _)| kind)
}

/// Where a vote on an entry goes; the entry's reference is `{member}-{id}`.
fn feedback_of(upstream: &Upstream, entry: &ListEntry, fingerprint: Fingerprint) -> Option<Url> {
    let (member, id) = entry.reference.as_deref()?.split_once('-')?;
    upstream.base.below(&["entries", member, id, fingerprint.as_str(), "feedback"])
}

async fn reasons_of(
    upstream: &Upstream,
    fingerprint: Fingerprint,
) -> Result<Vec<FeedbackReason>, UpstreamProblem> {
    let url = upstream.base.below(&["feedback", fingerprint.as_str(), "reasons"]);
    let answer = match upstream.get(&url.ok_or(UpstreamProblem::NotThere)?).await {
        Ok(answer) => answer,
        // It has no reasons for this kind of fingerprint: what needs one waits, the others are told.
        Err(UpstreamProblem::NotThere | UpstreamProblem::Status(_)) => return Ok(Vec::new()),
        Err(problem) => return Err(problem),
    };
    let reasons = FeedbackReasons::parse(&answer.body);
    Ok(reasons.map_err(|error| UpstreamProblem::Unreadable(error.to_string()))?.0)
}

/// The upstream's reason that comes nearest to ours: our own id of it, else by what its name says, else its first one.
fn best(reasons: &[FeedbackReason], ours: DisputeReason) -> Option<&FeedbackReason> {
    let words: &[&str] = match ours {
        DisputeReason::Harmless => &[
            "not csam",
            "not illegal",
            "no csam",
            "harmless",
            "benign",
            "legal",
            "not apparent",
            "not child",
        ],
        DisputeReason::Misclassified => &["classif", "categor", "label", "wrong list"],
        DisputeReason::MatchesOthers => &["false positive", "collision", "match", "hash"],
        DisputeReason::Other => &["other"],
    };
    let named = |word: &&str| reasons.iter().find(|reason| reason.name.to_lowercase().contains(*word));
    let known = reasons.iter().find(|reason| DisputeReason::of_guid(&reason.guid) == Some(ours));
    known.or_else(|| words.iter().find_map(named)).or_else(|| reasons.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(guid: &str, name: &str) -> FeedbackReason {
        FeedbackReason { guid: guid.to_owned(), name: name.to_owned() }
    }

    #[test]
    fn the_nearest_reason_is_given() {
        let foreign = [reason("a", "Something"), reason("b", "Wrong Classification"), reason("c", "Other")];
        let guid = |ours| best(&foreign, ours).unwrap().guid.as_str();
        assert_eq!(guid(DisputeReason::Misclassified), "b");
        assert_eq!(guid(DisputeReason::Other), "c");
        assert_eq!(guid(DisputeReason::Harmless), "a", "the first one where none is near");
        let ours = [reason("a", "harmless"), reason(&DisputeReason::Harmless.guid().to_uppercase(), "x")];
        assert_eq!(best(&ours, DisputeReason::Harmless).unwrap().name, "x");
        assert_eq!(best(&[], DisputeReason::Other), None);
    }

    #[test]
    fn the_fingerprint_is_one_that_the_entry_has() {
        let mut entry = ListEntry { photodna: Some(Box::new([1; 144])), ..ListEntry::default() };
        assert_eq!(fingerprint(&entry, None), Some(Fingerprint::Pdna));
        entry.digests.md5 = Some(tutela_matching::Md5::from_bytes([1; 16]));
        assert_eq!(fingerprint(&entry, None), Some(Fingerprint::Md5));
        assert_eq!(fingerprint(&entry, Some(DisputeReason::MatchesOthers)), Some(Fingerprint::Pdna));
        assert_eq!(fingerprint(&ListEntry::default(), None), None);
    }
}
