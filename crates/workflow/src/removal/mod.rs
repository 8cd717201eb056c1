//! From a decision to gone: notices to hosts, mail, re-checks, reminders.

mod found;
mod handed_over;
mod letter;
mod notice;
mod told;
mod watch;

pub use found::record_found;
pub use handed_over::hand_over;
pub(crate) use notice::write_notice;
pub use notice::{NoticeTo, notify};
pub(crate) use told::told;
pub(crate) use watch::{WATCH_NOTICE, watch_notice};

use serde::{Deserialize, Serialize};

/// Whom a notice goes to and what it names, as it is sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SealedNotice {
    pub(crate) contact: String,
    pub(crate) url: String,
}
