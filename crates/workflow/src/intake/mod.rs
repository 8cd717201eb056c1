//! From what somebody told us to a stored report, and what they learn of it.

mod claims;
mod earlier;
mod hosts;
mod places;
mod raise;
mod receipt;
mod recognise;
mod related;
mod status;
mod submit;

pub(crate) use claims::Claims;
pub(crate) use earlier::Earlier;
pub(crate) use hosts::{FILL_HOSTS, fill_hosts};
pub(crate) use places::PLACES;
pub(crate) use raise::{RAISE_URGENCY, raise_urgency};
pub(crate) use receipt::Word;
pub use receipt::{Exchange, Visit, answer, visit};
pub(crate) use recognise::{asked, match_row};
pub use status::{ReportStatus, status};
pub(crate) use submit::Told;
pub use submit::{Accepted, Sender, submit_by_key, submit_public};
