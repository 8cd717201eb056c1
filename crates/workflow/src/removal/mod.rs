//! From a decision to gone: notices to hosts, mail, re-checks, reminders, the ladder above a host; and what holds a notice back.

mod climb;
mod found;
mod handed_over;
mod hold;
mod letter;
mod notice;
mod preserve;
mod preserve_letter;
mod told;
mod watch;

pub(crate) use climb::next_rungs;
pub use climb::{NextRung, escalate};
pub use found::record_found;
pub use handed_over::hand_over;
pub(crate) use hold::{LAPSE_HOLD, hold_counts, lapse_hold, officers};
pub use hold::{Officer, go_ahead, place_hold, renew_hold};
pub use notice::{NoticeTo, notify};
pub(crate) use notice::{is_illegal, write_notice};
pub use preserve::{NewPreservation, ask_to_preserve, extend_preservation, note_preservation};
pub(crate) use preserve::{PRESERVATION, preservation_clock};
pub(crate) use told::told;
pub(crate) use watch::{WATCH_NOTICE, watch_notice};

use serde::{Deserialize, Serialize};

/// Whom a notice goes to and what it names, as it is sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SealedNotice {
    pub(crate) contact: String,
    pub(crate) url: String,
}
