//! Sealing and finding: what is written into which blob, under which key and context.

use serde::Serialize;
use serde::de::DeserializeOwned;
use tutela_crypto::{Context, DataKey, NodeKeys, OpenError, SealingKey};
use tutela_model::content::{ContentKey, ContentName};
use tutela_model::id::ReportId;
use tutela_model::rng::Rng;
use tutela_model::selector::Selector;

use crate::error::Error;

/// The keys, and the contexts in which they are used.
pub(crate) struct Sealing {
    pub(crate) keys: NodeKeys,
}

/// What a sealed blob is. A blob that is moved to another place fails to open.
#[derive(Clone, Copy)]
pub(crate) enum Blob {
    Particulars(ReportId),
    Item(ReportId, u32),
    Question(uuid::Uuid),
    Answer(uuid::Uuid),
    Notice(uuid::Uuid),
    Mail(uuid::Uuid),
    Referral(uuid::Uuid),
    ReferralReason(uuid::Uuid),
    Outcome(uuid::Uuid),
    Correction(uuid::Uuid),
    Entry(uuid::Uuid),
    Subscription(uuid::Uuid),
    Note(uuid::Uuid),
    Shift(uuid::Uuid),
    LegalHold(uuid::Uuid),
    HelpCall(uuid::Uuid),
    Mailbox(uuid::Uuid),
    LanguageReader(uuid::Uuid),
    Totp(uuid::Uuid),
    Trace(uuid::Uuid),
    Route(ReportId),
    Hold(uuid::Uuid),
    Preservation(uuid::Uuid),
}

impl Blob {
    pub(crate) fn context(self) -> Context {
        match self {
            Self::Particulars(id) => Context::new("particulars", *id.bytes()),
            Self::Item(id, position) => {
                // The report's own key is used, so that only the place within the report is left to bind.
                let mut place = *id.bytes();
                for (byte, n) in place[12..].iter_mut().zip(position.to_be_bytes()) {
                    *byte ^= n;
                }
                Context::new("item", place)
            }
            Self::Question(id) => Context::new("question", *id.as_bytes()),
            Self::Answer(id) => Context::new("answer", *id.as_bytes()),
            Self::Notice(id) => Context::new("notice", *id.as_bytes()),
            Self::Referral(id) => Context::new("referral", *id.as_bytes()),
            Self::ReferralReason(id) => Context::new("referral reason", *id.as_bytes()),
            Self::Outcome(id) => Context::new("outcome", *id.as_bytes()),
            Self::Correction(id) => Context::new("correction", *id.as_bytes()),
            Self::Mail(id) => Context::new("mail", *id.as_bytes()),
            Self::Entry(id) => Context::new("entry", *id.as_bytes()),
            Self::Subscription(id) => Context::new("subscription", *id.as_bytes()),
            Self::Note(id) => Context::new("note", *id.as_bytes()),
            Self::Shift(id) => Context::new("shift", *id.as_bytes()),
            Self::LegalHold(id) => Context::new("legal hold", *id.as_bytes()),
            Self::HelpCall(id) => Context::new("help call", *id.as_bytes()),
            Self::Mailbox(id) => Context::new("mailbox", *id.as_bytes()),
            Self::LanguageReader(id) => Context::new("language reader", *id.as_bytes()),
            Self::Totp(id) => Context::new("totp", *id.as_bytes()),
            Self::Trace(id) => Context::new("trace", *id.as_bytes()),
            Self::Route(id) => Context::new("route", *id.bytes()),
            Self::Hold(id) => Context::new("hold", *id.as_bytes()),
            Self::Preservation(id) => Context::new("preservation", *id.as_bytes()),
        }
    }
}

const KEY_CHECK: Context = Context::new("key check", [0; 16]);

impl Sealing {
    pub(crate) fn new(keys: NodeKeys) -> Self {
        Self { keys }
    }

    /// The identity of content inside this node.
    pub(crate) fn content_key(&self, name: &ContentName) -> ContentKey {
        ContentKey(self.keys.index().digest(name.kind().as_str(), name.as_bytes()))
    }

    /// The keyed digest by which a selector is found.
    pub(crate) fn selector(&self, selector: &Selector) -> [u8; 16] {
        self.short(selector.kind.as_str(), selector.normal.as_bytes())
    }

    /// A keyed digest cut to sixteen bytes.
    pub(crate) fn short(&self, kind: &str, bytes: &[u8]) -> [u8; 16] {
        let digest = self.keys.index().digest(kind, bytes);
        let mut short = [0; 16];
        short.copy_from_slice(&digest[..16]);
        short
    }

    pub(crate) fn key_check(&self, rng: &dyn Rng) -> String {
        key_check(self.keys.sealing(), rng)
    }

    pub(crate) fn opens_key_check(&self, word: &str) -> bool {
        opens_key_check(self.keys.sealing(), word)
    }

    pub(crate) fn seal_totp(&self, person: uuid::Uuid, secret: &[u8], rng: &dyn Rng) -> Vec<u8> {
        self.keys.sealing().seal(secret, &Blob::Totp(person).context(), rng)
    }

    pub(crate) fn open_totp(
        &self,
        person: uuid::Uuid,
        sealed: &[u8],
    ) -> Result<zeroize::Zeroizing<Vec<u8>>, OpenError> {
        self.keys.sealing().open(sealed, &Blob::Totp(person).context())
    }

    /// Seals a text that belongs to no report under the node's own key.
    pub(crate) fn seal_own(&self, blob: Blob, text: &str, rng: &dyn Rng) -> Vec<u8> {
        self.keys.sealing().seal(text.as_bytes(), &blob.context(), rng)
    }

    /// Opens a text that [`Self::seal_own`] sealed.
    pub(crate) fn open_own(&self, blob: Blob, sealed: &[u8]) -> Result<String, OpenError> {
        let plain = self.keys.sealing().open(sealed, &blob.context())?;
        String::from_utf8(plain.to_vec()).map_err(|_| OpenError::Refused)
    }

    /// A data key as it stands beside the record it belongs to.
    pub(crate) fn wrap(&self, key: &DataKey, record: uuid::Uuid, rng: &dyn Rng) -> Vec<u8> {
        self.keys.sealing().wrap(key, record.as_bytes(), rng)
    }

    pub(crate) fn unwrap(&self, wrapped: &[u8], record: uuid::Uuid) -> Result<DataKey, OpenError> {
        self.keys.sealing().unwrap(wrapped, record.as_bytes())
    }

    /// The data key of a report; [`Error::NotFound`] once it was erased.
    pub(crate) fn report_key(&self, report: ReportId, wrapped: Option<&[u8]>) -> Result<DataKey, Error> {
        let wrapped = wrapped.ok_or(Error::NotFound("report: it was erased"))?;
        Ok(self.unwrap(wrapped, report.0)?)
    }
}

/// A word by which it is told later whether a sealing key is this one.
pub(crate) fn key_check(key: &SealingKey, rng: &dyn Rng) -> String {
    hex(&key.seal(b"tutela", &KEY_CHECK, rng))
}

/// Whether a word was sealed under this key.
pub(crate) fn opens_key_check(key: &SealingKey, word: &str) -> bool {
    unhex(word).is_some_and(|sealed| key.open(&sealed, &KEY_CHECK).is_ok())
}

/// Seals a value as JSON.
pub(crate) fn seal<T: Serialize>(key: &DataKey, blob: Blob, value: &T, rng: &dyn Rng) -> Vec<u8> {
    let plain = zeroize::Zeroizing::new(serde_json::to_vec(value).unwrap_or_default());
    key.seal(&plain, &blob.context(), rng)
}

/// Opens a value that [`seal`] sealed.
pub(crate) fn open<T: DeserializeOwned>(
    key: &DataKey,
    blob: Blob,
    sealed: Option<&[u8]>,
) -> Result<T, Error> {
    let sealed = sealed.ok_or(Error::NotFound("value: it was erased"))?;
    let plain = key.open(sealed, &blob.context())?;
    serde_json::from_slice(&plain).map_err(|_| Error::Sealed(OpenError::Refused))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
