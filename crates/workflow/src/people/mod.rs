//! People of the desk, keys of senders, members of the network.

pub mod key_cache;
pub(crate) use keys::actor;

mod keys;
mod members;
mod persons;
mod sign_in;

pub use keys::{NewKey, add_key, authenticate, revoke_key};
pub use members::add_member;
pub use persons::{NewPerson, add_person, disable_person};
pub use sign_in::{IDLE, LONGEST, SignInError, SignedIn, session_lives, session_of, sign_in, sign_out, totp};
