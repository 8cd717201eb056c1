//! What a child and its parent say to each other.
//!
//! Parent to child: one byte that says what is asked, the length of what follows as four bytes, and the file. Child to
//! parent: the length as four bytes, and JSON. A child may have been taken over by a file: its answer is read
//! with a bound, and nothing of it is trusted but that it is a hash.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use tutela_matching::{Pdq, PdqHash};

use crate::{Frame, Picture, PictureError, Probe, Sandbox};

/// Bytes of an answer at most: some hundred frames are 40 kB.
pub const MAX_ANSWER: usize = 1 << 20;
/// Hash the picture that follows.
pub const HASH: u8 = 1;
/// Try what must be denied.
pub const SELF_TEST: u8 = 2;

#[derive(Serialize, Deserialize)]
pub enum Answer {
    /// The first that a child says.
    Hello(Sandbox),
    Picture(Result<WirePicture, PictureError>),
    SelfTest(Vec<Probe>),
}

#[derive(Serialize, Deserialize)]
pub struct WirePicture {
    width: u32,
    height: u32,
    quality: u8,
    orientations: Vec<String>,
    frames: Vec<(u32, String, u8)>,
    has_more_frames: bool,
    is_scaled: bool,
    is_damaged: bool,
}

impl From<Picture> for WirePicture {
    fn from(picture: Picture) -> Self {
        Self {
            width: picture.width,
            height: picture.height,
            quality: picture.hash.quality,
            orientations: picture.orientations.iter().map(Pdq::to_string).collect(),
            frames: picture
                .frames
                .iter()
                .map(|frame| (frame.at, frame.hash.hash.to_string(), frame.hash.quality))
                .collect(),
            has_more_frames: picture.has_more_frames,
            is_scaled: picture.is_scaled,
            is_damaged: picture.is_damaged,
        }
    }
}

impl WirePicture {
    /// The picture; `None` where this is none that we would have sent.
    pub fn into_picture(self) -> Option<Picture> {
        let hashes: Vec<Pdq> =
            self.orientations.iter().map(|hash| Pdq::parse(hash).ok()).collect::<Option<_>>()?;
        let orientations: [Pdq; 8] = hashes.try_into().ok()?;
        let frame = |(at, hash, quality): (u32, String, u8)| {
            let hash = PdqHash { hash: Pdq::parse(&hash).ok()?, quality };
            (quality <= 100).then_some(Frame { at, hash })
        };
        Some(Picture {
            width: self.width,
            height: self.height,
            hash: (self.quality <= 100)
                .then_some(PdqHash { hash: orientations[0], quality: self.quality })?,
            orientations,
            frames: self.frames.into_iter().map(frame).collect::<Option<_>>()?,
            has_more_frames: self.has_more_frames,
            is_scaled: self.is_scaled,
            is_damaged: self.is_damaged,
        })
    }
}

/// Writes an answer. Called in the child, where there is nobody to tell of an error.
pub fn write(answer: &Answer, mut output: impl Write) -> io::Result<()> {
    let json = serde_json::to_vec(answer)?;
    let mut bytes = u32::try_from(json.len()).unwrap_or(u32::MAX).to_be_bytes().to_vec();
    bytes.extend(json);
    output.write_all(&bytes)?;
    output.flush()
}

/// Reads a question: what is asked and the bytes with it. `None` at the end.
pub fn read_question(mut input: impl Read, max_bytes: u64) -> io::Result<Option<(u8, Vec<u8>)>> {
    let mut asked = [0];
    if input.read(&mut asked)? == 0 {
        return Ok(None);
    }
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length);
    if u64::from(length) > max_bytes {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; length as usize];
    input.read_exact(&mut bytes)?;
    Ok(Some((asked[0], bytes)))
}
