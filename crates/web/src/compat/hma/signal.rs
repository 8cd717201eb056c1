//! Signals: what HMA calls the kinds of hashes.

use tutela_matching::FileDigests;
use tutela_model::selector::parse_url;
use tutela_workflow::lookup::{Asked, Hashed};

use super::Failed;
use crate::api::asking;

/// A kind of hash. HMA itself has `pdq` and `video_md5`; the others are read here, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    Pdq,
    VideoMd5,
    VideoSha256,
    Md5,
    Sha1,
    Sha256,
    Url,
}

/// All of them, with their names.
pub(super) const SIGNALS: [(&str, Signal); 7] = [
    ("pdq", Signal::Pdq),
    ("video_md5", Signal::VideoMd5),
    ("video_sha256", Signal::VideoSha256),
    ("md5", Signal::Md5),
    ("sha1", Signal::Sha1),
    ("sha256", Signal::Sha256),
    ("url", Signal::Url),
];

impl Signal {
    pub(super) fn of(name: &str) -> Result<Self, Failed> {
        let found = SIGNALS.iter().find(|(known, _)| *known == name).map(|(_, signal)| *signal);
        found.ok_or_else(|| {
            let known: Vec<_> = SIGNALS.iter().map(|(name, _)| *name).collect();
            Failed::bad(format!("no such signal type: use one of {}", known.join(", ")))
        })
    }

    pub(super) fn name(self) -> &'static str {
        SIGNALS.iter().find(|(_, signal)| *signal == self).map_or("", |(name, _)| name)
    }

    /// The question about one signal.
    pub(super) fn asked(self, text: &str) -> Result<Asked, Failed> {
        let text = text.trim();
        if self == Self::Url {
            let url = parse_url("signal", text).map_err(|error| Failed::bad(error.to_string()))?;
            return Ok(Asked { url: Some(url.into()), ..Asked::default() });
        }
        let none = FileDigests::default;
        let digests = match self {
            Self::Pdq => text.parse().map(asking::picture),
            Self::VideoMd5 | Self::Md5 => text.parse().map(|md5| FileDigests { md5: Some(md5), ..none() }),
            Self::Sha1 => text.parse().map(|sha1| FileDigests { sha1: Some(sha1), ..none() }),
            _ => text.parse().map(|sha256| FileDigests { sha256: Some(sha256), ..none() }),
        };
        let digests = digests.map_err(|error| Failed::bad(format!("invalid signal: {error}")))?;
        Ok(Asked { digests, ..Asked::default() })
    }

    /// The question about this signal of a file that was hashed.
    pub(super) fn asked_of(self, file: &Hashed) -> Asked {
        let (all, none) = (file.digests, FileDigests::default());
        let digests = match self {
            Self::Pdq => FileDigests { pdq: all.pdq, ..none },
            Self::VideoMd5 | Self::Md5 => FileDigests { md5: all.md5, ..none },
            Self::Sha1 => FileDigests { sha1: all.sha1, ..none },
            Self::VideoSha256 | Self::Sha256 => FileDigests { sha256: all.sha256, ..none },
            Self::Url => none,
        };
        let orientations = if self == Self::Pdq { file.orientations.clone() } else { Vec::new() };
        Asked { digests, orientations, ..Asked::default() }
    }

    /// The signal of a file that was hashed, as text; empty for a picture that is too plain to be recognised.
    pub(super) fn text_of(self, file: &Hashed) -> String {
        let all = &file.digests;
        match self {
            Self::Pdq => all.pdq.filter(|pdq| pdq.is_usable()).map(|pdq| pdq.hash.to_string()),
            Self::VideoMd5 | Self::Md5 => all.md5.map(|md5| md5.to_string()),
            Self::Sha1 => all.sha1.map(|sha1| sha1.to_string()),
            Self::VideoSha256 | Self::Sha256 => all.sha256.map(|sha256| sha256.to_string()),
            Self::Url => None,
        }
        .unwrap_or_default()
    }
}
