//! What can go wrong in an operation.

use tutela_crypto::OpenError;
use tutela_model::access::Permission;
use tutela_model::field_error::FieldError;
use tutela_model::hold::HoldError;
use tutela_model::notice::NoticeError;
use tutela_model::preservation::PreservationError;
use tutela_model::referral::ReferralError;
use tutela_model::report_state::StateError;
use tutela_store::{AsStoreError, StoreError};

/// What can go wrong in an operation.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The person's role does not have this permission.
    #[error("your role does not have the permission {0:?}: ask an administrator")]
    Denied(Permission),
    /// There is no such record, or it was erased.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The report is in another state.
    #[error(transparent)]
    State(#[from] StateError),
    /// The notice is in another state.
    #[error(transparent)]
    Notice(#[from] NoticeError),
    /// The police hold is in another state.
    #[error(transparent)]
    Hold(#[from] HoldError),
    /// The request to preserve is in another state.
    #[error(transparent)]
    Preservation(#[from] PreservationError),
    /// The referral is in another state.
    #[error(transparent)]
    Referral(#[from] ReferralError),
    /// What was given is wrong.
    #[error("{}", fields(.0))]
    Fields(Vec<FieldError>),
    /// A sealed value could not be opened.
    #[error(transparent)]
    Sealed(#[from] OpenError),
    /// A file could not be hashed, whatever the file.
    #[error(transparent)]
    Media(#[from] tutela_media::MediaError),
    /// The same idempotency key was used before with another body.
    #[error("this Idempotency-Key was used before with another body: use a new key for a new report")]
    IdempotencyConflict,
    /// There is one of this name already.
    #[error("there is a {0} of this name already: choose another name")]
    Duplicate(&'static str),
    /// Something the operation needs was not set up.
    #[error("{0}")]
    NotSetUp(&'static str),
    /// A file that was given cannot be used. Holds its name and nothing of what is in it.
    #[error("{0}")]
    File(String),
    /// What was to be changed has changed meanwhile.
    #[error("{0}")]
    Refused(&'static str),
}

fn fields(errors: &[FieldError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl Error {
    /// Whether the same call may succeed in a moment.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Store(StoreError::Busy | StoreError::Closed))
    }

    /// Whether the caller's input or timing is at fault rather than the node.
    pub fn is_callers(&self) -> bool {
        !matches!(self, Self::Store(_) | Self::Sealed(_) | Self::Media(_))
    }
}

impl AsStoreError for Error {
    fn as_store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        Self::Fields(vec![error])
    }
}
