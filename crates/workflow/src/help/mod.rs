//! The help directory: whom somebody can call. A number reaches the public only after a named person called it; the confirmation
//! holds for 180 days.

mod call;
mod change;
mod import;
mod public;
mod remind;

pub use call::{Call, note_call};
pub use change::{add_help, remove_help};
pub use import::{Imported, SEED, import_help};
pub use public::{HelpShown, help_in};
pub(crate) use remind::{HELP_REMINDERS, help_reminders};
