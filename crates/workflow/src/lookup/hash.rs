//! Hashing the bytes of a file that a member sent for a look-up. They stay in memory and are gone with the answer.

use tutela_matching::{FileDigests, Pdq};
use tutela_media::HashedFile;

use super::Asked;
use crate::error::Error;
use crate::node::Node;

/// What a file's bytes come to.
#[derive(Clone, Debug, Default)]
pub struct Hashed {
    /// Its size in bytes.
    pub size: u64,
    /// Its type, told by its bytes.
    pub mime: &'static str,
    /// Its digests; without a PDQ hash where it is no picture that could be decoded.
    pub digests: FileDigests,
    /// The picture's hashes in its eight orientations.
    pub orientations: Vec<Pdq>,
    /// The further frames of an animation, or those of a video, that can be compared.
    pub frames: Vec<tutela_matching::PdqHash>,
    /// Why it has no perceptual hash, or not all of it.
    pub problem: Option<String>,
}

impl Hashed {
    /// The questions whether it is known: the file, then each further frame by itself.
    pub fn asked(&self) -> Vec<Asked> {
        let whole =
            Asked { digests: self.digests, orientations: self.orientations.clone(), ..Asked::default() };
        let frame = |pdq: &tutela_matching::PdqHash| Asked {
            digests: FileDigests { pdq: Some(*pdq), ..FileDigests::default() },
            is_frame: true,
            ..Asked::default()
        };
        std::iter::once(whole).chain(self.frames.iter().map(frame)).collect()
    }
}

impl From<HashedFile> for Hashed {
    fn from(file: HashedFile) -> Self {
        let problem = file.problem();
        let mut hashed =
            Self { size: file.size, mime: file.mime(), digests: file.digests, problem, ..Self::default() };
        if let Ok(picture) = file.picture {
            hashed.orientations = picture.orientations.to_vec();
            hashed.frames = picture.frames.iter().map(|frame| frame.hash).collect();
        }
        if let Some(pdq) = hashed.digests.pdq.filter(|pdq| !pdq.is_usable())
            && hashed.problem.is_none()
        {
            let quality = pdq.quality;
            hashed.problem = Some(format!(
                "the picture is too plain (quality {quality} of 100): only its digests were compared"
            ));
        }
        if let Some(Ok(video)) = file.video {
            hashed.frames =
                tutela_matching::usable_features(&video.features).iter().map(|f| f.hash).collect();
        }
        hashed
    }
}

/// Hashes a file in the sandboxed pool.
pub async fn hash(node: &Node, bytes: Vec<u8>) -> Result<Hashed, Error> {
    Ok(node.pool().await?.hash(bytes).await?.into())
}
