//! What every way of asking has in common: how much, and of what.

use std::collections::HashSet;

use tutela_matching::{FileDigests, Pdq, PdqHash};
use tutela_model::api_key::ApiKey;
use tutela_workflow::lookup::{self, Answer, Asked, Hashed};
use tutela_workflow::{Error, Node};

use super::refused::Refused;
use super::upload::Upload;

/// Files asked about in one request.
pub(crate) const BATCH: usize = 1_000;
/// Matches told of one file: a hash that comes near to more is near to everything.
pub(crate) const MATCHES: usize = 100;

/// Asks about one file or address.
pub(crate) async fn ask(node: &Node, key: &ApiKey, asked: Asked) -> Result<Answer, Error> {
    let answers = lookup::look_up(node, key, std::slice::from_ref(&asked)).await?;
    let mut answer = answers.into_iter().next().unwrap_or_default();
    answer.found.truncate(MATCHES);
    Ok(answer)
}

/// Asks about a file that was hashed here: as a whole, and each further frame of an animation or a video. Each entry counts once, by
/// its strongest reason.
pub(crate) async fn ask_file(node: &Node, key: &ApiKey, hashed: &Hashed) -> Result<Answer, Error> {
    let answers = lookup::look_up(node, key, &hashed.asked()).await?;
    let mut found: Vec<_> = answers.into_iter().flat_map(|answer| answer.found).collect();
    found.sort_by_key(|found| (found.kind, found.distance, found.entry));
    let mut seen = HashSet::new();
    found.retain(|found| seen.insert(found.entry));
    found.truncate(MATCHES);
    Ok(Answer { found })
}

/// Hashes a file that was sent.
pub(crate) async fn hash(node: &Node, upload: Upload) -> Result<Hashed, Refused> {
    if upload.bytes.is_empty() {
        return Err(Refused::bad("the body is empty: send the bytes of a file"));
    }
    // The bytes are nobody else's, so this moves them; the place stays taken until they are hashed.
    let Upload { bytes, place } = upload;
    let hashed = lookup::hash(node, Vec::from(bytes)).await;
    drop(place);
    Ok(hashed?)
}

/// The digests of a file of which its picture's hash is all that is known. Without a quality, it counts as a good one: whoever
/// hashed the picture has dropped the poor ones.
pub(crate) fn picture(hash: Pdq) -> FileDigests {
    FileDigests { pdq: Some(PdqHash { hash, quality: 100 }), ..FileDigests::default() }
}
