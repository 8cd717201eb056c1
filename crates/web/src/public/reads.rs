//! Whether somebody reads now, in words.

use tutela_model::on_call::Reading;
use tutela_workflow::on_call::reading;

use super::Site;
use super::frame::Frame;

/// What a page says of it.
#[derive(Clone, Default)]
pub(super) struct Reads {
    /// That somebody is there.
    pub(super) now: Option<String>,
    /// That nobody is, and that help comes first.
    pub(super) later: Option<String>,
    /// When somebody is again.
    pub(super) next: Option<String>,
}

impl Reads {
    pub(super) fn of(frame: &Frame, reading: &Reading) -> Self {
        match reading {
            Reading::NotSaid => Self::default(),
            Reading::Now => Self { now: Some(frame.t("reads-now")), ..Self::default() },
            Reading::Later { next } => Self {
                later: Some(frame.t("reads-later")),
                next: next.as_ref().map(|(at, zone)| {
                    let zone = zone.replace('_', " ");
                    frame.texts().with("reads-next", "time", format!("{at} ({zone})"))
                }),
                ..Self::default()
            },
        }
    }

    /// What is so now. A store that does not answer says nothing.
    pub(super) async fn now(site: &Site, frame: &Frame) -> Self {
        match reading(&site.node).await {
            Ok(reading) => Self::of(frame, &reading),
            Err(error) => {
                tracing::error!(%error, "the on-call plan could not be read");
                Self::default()
            }
        }
    }
}
