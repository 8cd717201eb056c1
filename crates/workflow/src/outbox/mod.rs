//! The outbox: every letter that leaves the house, whatever it is about. A letter is written in the transaction of what it tells
//! of, sealed, and sent by one job. What cannot leave ends with a person, never in silence.

mod by_hand;
mod follow;
mod letter;
mod put;
mod returned;
mod send;

pub use by_hand::{came_back, handed_over, send_again, withdraw};
pub(crate) use follow::permission;
pub use letter::{Attachment, Letter, ONE_TIME_LINK};
pub(crate) use put::{NewLetter, open_letter, put};
pub use returned::{Returned, take_report};
pub(crate) use send::{SEND_MAIL, gone_out, send_letter};
