//! One entry that a member shares.

use std::fmt;

use tutela_matching::PdqHash;

use super::document::{parse_time, tag, time};
use super::{Feedback, Member, SCHEME};
use crate::list_entry::{Label, ListEntry, MAX_TEXT, MediaKind};
use crate::list_problem::{Fault, Unfit};
use crate::xml::{Element, escaped};
use crate::{photodna, text};

/// An entry, whose it is, and what others say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedEntry {
    /// What is shared. When read: its reference is the [`key`](Self::key), its origin the member's name, and where it was
    /// deleted, it has a `removed_at` and no digest.
    pub entry: ListEntry,
    /// Who shares it.
    pub member: Member,
    /// How the member calls it, 1 to 200 characters. It stands in addresses: letters, digits, `-` and `_` are best.
    pub id: String,
    /// When it was added, changed or deleted, in microseconds since 1970.
    pub timestamp: i64,
    /// What members say of it.
    pub feedback: Vec<Feedback>,
}

/// An entry of a page that was not read; the others were.
#[derive(Debug)]
pub struct BadEntry {
    /// Which entry of the page, from 1 on.
    pub number: usize,
    /// Name of the element that is to blame.
    pub element: &'static str,
    /// What is wrong with it.
    pub fault: Fault,
}

impl fmt::Display for BadEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entry {}, {}: {}", self.number, self.element, self.fault)
    }
}

impl std::error::Error for BadEntry {}

impl SharedEntry {
    /// What stands for this entry among those of all members: a later entry of the same key replaces it.
    pub fn key(&self) -> String {
        format!("{}-{}", self.member.id, self.id)
    }

    /// Whether it can be written: a deleted one always, another one with MD5, SHA-1, PDQ or PhotoDNA.
    ///
    /// # Errors
    ///
    /// [`Unfit`] says why it can't.
    pub fn fits(&self) -> Result<(), Unfit> {
        let digests = &self.entry.digests;
        let known = digests.md5.is_some() || digests.sha1.is_some() || digests.pdq.is_some();
        if self.id.is_empty() {
            Err(Unfit::NoId)
        } else if time(self.timestamp).is_none() {
            Err(Unfit::Time)
        } else if known || self.entry.photodna.is_some() || self.entry.removed_at.is_some() {
            Ok(())
        } else {
            Err(Unfit::NothingToHold)
        }
    }

    pub(super) fn to_xml(&self) -> String {
        let entry = &self.entry;
        let name = match (entry.media == Some(MediaKind::Video), entry.removed_at.is_some()) {
            (false, false) => "image",
            (true, false) => "video",
            (false, true) => "deletedImage",
            (true, true) => "deletedVideo",
        };
        let head = [
            self.member.to_xml(),
            tag("timestamp", &time(self.timestamp).unwrap_or_default()),
            tag("id", &self.id),
        ];
        let mut inside = head.concat();
        if entry.removed_at.is_none() {
            if let Some(label) = entry.label.as_ref().filter(|label| label.scheme == SCHEME) {
                inside.push_str(&tag("classification", &label.value));
            }
            inside.push_str(&format!("<fingerprints>{}</fingerprints>", fingerprints(entry)));
            if !self.feedback.is_empty() {
                inside.push_str(&format!("<feedback>{}</feedback>", Feedback::to_xml(&self.feedback)));
            }
        }
        format!("\n<{name}>{inside}</{name}>")
    }

    /// Reads an entry; `None` for an element that is none.
    pub(super) fn read(element: &Element) -> Result<Option<Self>, (&'static str, Fault)> {
        let (media, deleted) = match element.name.as_str() {
            "image" => (MediaKind::Image, false),
            "video" => (MediaKind::Video, false),
            "deletedImage" => (MediaKind::Image, true),
            "deletedVideo" => (MediaKind::Video, true),
            _ => return Ok(None),
        };
        let member = element.child("member").and_then(Member::read).ok_or(("member", Fault::Number))?;
        let id = element.text_of("id").filter(|id| id.chars().count() <= MAX_TEXT && !text::has_hidden(id));
        let id = id.ok_or(("id", Fault::NotText))?.to_owned();
        let timestamp =
            element.text_of("timestamp").and_then(parse_time).ok_or(("timestamp", Fault::Time))?;
        let mut shared = Self { member, id, timestamp, ..Self::default() };
        let entry = &mut shared.entry;
        entry.media = Some(media);
        entry.origin = Some(shared.member.name.clone()).filter(|name| !name.is_empty());
        if deleted {
            entry.removed_at = Some(timestamp);
        } else {
            read_fingerprints(element, entry)?;
            if entry.is_empty() {
                return Err(("fingerprints", Fault::NothingKnown));
            }
            let value = element.text_of("classification").and_then(|value| text::cleaned(value, MAX_TEXT));
            entry.label = value.map(|value| Label { scheme: SCHEME.to_owned(), value });
            shared.feedback = element.child("feedback").map(Feedback::read_all).unwrap_or_default();
        }
        shared.entry.reference = Some(shared.key());
        Ok(Some(shared))
    }
}

fn fingerprints(entry: &ListEntry) -> String {
    let digests = &entry.digests;
    [
        ("md5", digests.md5.map(|md5| md5.to_string())),
        ("sha1", digests.sha1.map(|sha1| sha1.to_string())),
        ("pdna", entry.photodna.as_deref().map(photodna::to_hex)),
        ("pdq", digests.pdq.map(|pdq| pdq.hash.to_string())),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some(format!("<{name}>{}</{name}>", escaped(&text?))))
    .collect()
}

fn read_fingerprints(element: &Element, entry: &mut ListEntry) -> Result<(), (&'static str, Fault)> {
    let Some(fingerprints) = element.child("fingerprints") else { return Ok(()) };
    // An element without text points elsewhere for its fingerprint.
    let text = |name| fingerprints.text_of(name);
    let digests = &mut entry.digests;
    let under = |name| move |error| (name, Fault::Digest(error));
    digests.md5 = text("md5").map(str::parse).transpose().map_err(under("md5"))?;
    digests.sha1 = text("sha1").map(str::parse).transpose().map_err(under("sha1"))?;
    let pdq = text("pdq").map(str::parse).transpose().map_err(under("pdq"))?;
    digests.pdq = pdq.map(|hash| PdqHash { hash, quality: 100 });
    entry.photodna =
        text("pdna").map(|text| photodna::parse(text).ok_or(("pdna", Fault::PhotoDna))).transpose()?;
    Ok(())
}
