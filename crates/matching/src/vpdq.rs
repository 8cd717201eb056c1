//! vPDQ: a video as the PDQ hashes of some of its frames, usually one a second.
//!
//! The method and both texts are those of facebook/ThreatExchange (`vpdq/` and pytx's `vpdq` extension).

use std::collections::HashSet;
use std::fmt;

use thiserror::Error;

use crate::{DigestError, MATCH_DISTANCE, MIN_QUALITY, Pdq, PdqHash, distance};

/// One frame of a video.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VpdqFeature {
    /// The frame's number, counted from 0.
    pub frame: u32,
    /// Its hash and quality.
    pub hash: PdqHash,
    /// When it is shown: seconds from the video's begin, not negative. Texts have three decimals.
    pub seconds: f64,
}

/// How a feature is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VpdqText {
    /// `frame,quality,hex,seconds`: the files of the C++ tools.
    Frames,
    /// `hex,quality,seconds`: one string of pytx's JSON list. It names no frame, so that a feature's place in
    /// the list is its frame's number.
    Compact,
}

impl VpdqText {
    const fn fields(self) -> &'static str {
        match self {
            Self::Frames => "frame,quality,hash,seconds",
            Self::Compact => "hash,quality,seconds",
        }
    }
}

/// Why a text holds no features, and in which line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {fault}")]
pub struct VpdqError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: VpdqFault,
}

/// What is wrong with a line. Its text is not repeated: it may be anything.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VpdqFault {
    /// More fields, or fewer.
    #[error("{found} fields; write {expected}, separated by commas")]
    Fields {
        /// The fields of such a line.
        expected: &'static str,
        /// How many there are.
        found: usize,
    },
    /// The number of the frame.
    #[error("the frame is no whole number from 0 to 4294967295; write the frame's number, counted from 0")]
    Frame,
    /// The quality.
    #[error("the quality is no whole number from 0 to 100; write the quality that PDQ gave")]
    Quality,
    /// The hash.
    #[error(transparent)]
    Hash(#[from] DigestError),
    /// The time.
    #[error("the time is no number of seconds; write seconds from the begin of the video, such as 12.000")]
    Seconds,
}

impl VpdqFeature {
    /// Reads a text, one feature a line. Empty lines are passed over.
    ///
    /// # Errors
    ///
    /// [`VpdqError`] of the first line that is no feature.
    pub fn read(text: &str, form: VpdqText) -> Result<Vec<Self>, VpdqError> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines
            .enumerate()
            .map(|(place, (at, line))| {
                Self::read_line(line, form, place).map_err(|fault| VpdqError { line: at + 1, fault })
            })
            .collect()
    }

    /// Reads one line: the feature at `place` of its list, counted from 0.
    ///
    /// # Errors
    ///
    /// [`VpdqFault`] where the line is no feature.
    pub fn read_line(line: &str, form: VpdqText, place: usize) -> Result<Self, VpdqFault> {
        let fields: Vec<&str> = line.split(',').map(str::trim).collect();
        let (frame, quality, hash, seconds) = match (form, &fields[..]) {
            (VpdqText::Frames, &[frame, quality, hash, seconds]) => {
                (frame.parse().map_err(|_| VpdqFault::Frame)?, quality, hash, seconds)
            }
            (VpdqText::Compact, &[hash, quality, seconds]) => {
                (u32::try_from(place).map_err(|_| VpdqFault::Frame)?, quality, hash, seconds)
            }
            _ => return Err(VpdqFault::Fields { expected: form.fields(), found: fields.len() }),
        };
        let quality = quality.parse().ok().filter(|quality| *quality <= 100).ok_or(VpdqFault::Quality)?;
        let hash = PdqHash { hash: Pdq::parse(hash)?, quality };
        // pytx writes three significant digits, so that 1234 seconds become 1.23e+03; that is read too.
        let seconds = seconds.parse().ok().filter(|seconds: &f64| seconds.is_finite() && *seconds >= 0.0);
        // The sum turns -0 into 0.
        Ok(Self { frame, hash, seconds: seconds.ok_or(VpdqFault::Seconds)? + 0.0 })
    }

    /// The feature as a line, without its end.
    pub fn line(&self, form: VpdqText) -> impl fmt::Display + use<> {
        let Self { frame, hash: PdqHash { hash, quality }, seconds } = *self;
        fmt::from_fn(move |f| match form {
            VpdqText::Frames => write!(f, "{frame},{quality},{hash},{seconds:.3}"),
            VpdqText::Compact => write!(f, "{hash},{quality},{seconds:.3}"),
        })
    }
}

/// How much of two videos is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VpdqMatch {
    /// The share of the query's frames that come near to a frame of the other, in percent.
    pub query: f64,
    /// The share of the other's frames that come near to a frame of the query, in percent.
    pub compared: f64,
}

impl VpdqMatch {
    /// Whether both shares reach these. pytx asks for 80 and 0; its readme's example for 0 and 80.
    pub fn reaches(&self, query: f64, compared: f64) -> bool {
        self.query >= query && self.compared >= compared
    }
}

/// The features that may match: quality at least [`MIN_QUALITY`], and of equal hashes only the first.
pub fn usable_features(features: &[VpdqFeature]) -> Vec<VpdqFeature> {
    let mut seen = HashSet::new();
    features
        .iter()
        .filter(|feature| feature.hash.quality >= MIN_QUALITY && seen.insert(feature.hash.hash))
        .copied()
        .collect()
}

/// How much of two videos is the same, both ways: of the [usable](usable_features) frames of each, those
/// that lie within `max_distance` of any frame of the other. A video without usable frames matches none.
///
/// Usual is [`MATCH_DISTANCE`], itself included as pytx has it. (The C++ tool leaves it out.)
pub fn match_percentages(query: &[VpdqFeature], compared: &[VpdqFeature], max_distance: u32) -> VpdqMatch {
    let (query, compared) = (usable_features(query), usable_features(compared));
    let (mut near_query, mut near_compared) = (vec![false; query.len()], vec![false; compared.len()]);
    for (a, is_near_a) in query.iter().zip(&mut near_query) {
        for (b, is_near_b) in compared.iter().zip(&mut near_compared) {
            if distance(&a.hash.hash, &b.hash.hash) <= max_distance {
                *is_near_a = true;
                *is_near_b = true;
            }
        }
    }
    VpdqMatch { query: percent(&near_query), compared: percent(&near_compared) }
}

/// [`match_percentages`] at [`MATCH_DISTANCE`].
pub fn match_videos(query: &[VpdqFeature], compared: &[VpdqFeature]) -> VpdqMatch {
    match_percentages(query, compared, MATCH_DISTANCE)
}

fn percent(near: &[bool]) -> f64 {
    let count = near.iter().filter(|is_near| **is_near).count();
    if near.is_empty() { 0.0 } else { count as f64 * 100.0 / near.len() as f64 }
}

#[cfg(test)]
mod tests;
