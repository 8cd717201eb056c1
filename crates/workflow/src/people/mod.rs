//! People of the desk, keys of senders, members of the network.

pub mod key_cache;
pub(crate) use keys::actor;

mod account;
mod keys;
mod members;
mod persons;
mod recovery;
mod resets;
mod roles;
mod rotation;
mod sign_in;

pub use account::{Account, Reset, account, change_password, new_recovery_codes, told_of_reset};
pub use keys::{NewKey, add_key, authenticate, keys, revoke_key};
pub use members::{
    MemberParticulars, add_contact, add_member, change_member, disable_member, enable_member, remove_contact,
};
pub use persons::{NewPerson, add_liaison, add_person, by_name, disable_person, everybody};
pub use recovery::RecoveryCodes;
pub use resets::{NewCodes, PASSWORD_LIFE, reset_codes, reset_password, unlock};
pub use roles::{change_role, enable_person};
pub use rotation::{GRACE, expire_key, rotate_key};
pub use sign_in::{
    IDLE, LONGEST, SignInError, SignedIn, session, session_lives, session_of, sign_in, sign_out, totp,
};
