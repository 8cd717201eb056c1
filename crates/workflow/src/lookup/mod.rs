//! Looking something up in the lists: for reports on arrival, and for members who hold a key of scope `lookup` or `distance`.
//!
//! Architecture Invariant: nobody without such a key learns whether anything is known. Intake never tells.

mod ask;
mod find;
mod hash;
mod probing;
mod scan;
mod searched;
mod tally;

pub use ask::{Answer, Asked, look_up};
pub use find::Found;
pub use hash::{Hashed, hash};
pub use scan::{Scan, ScanCounts};
pub use searched::{SearchedList, searched_lists};

pub(crate) use probing::Probing;
pub(crate) use tally::{Alarm, Tally, write as write_tally};
