//! The only SQL of Tutela: one text for SQLite and PostgreSQL.
//!
//! [`Store::run`] is the one door for changes: a transaction that is tried again where the database asks for it, and that
//! writes its audit entries itself. [`Store::read`] is the one door for reading without change. Both hand out a [`Tx`], to
//! which the functions in [`records`] speak.
//!
//! Architecture Invariant: no SQL outside this crate, no network call inside a transaction, and no value that names a person
//! or a place of abuse in any column: those arrive here sealed.

pub mod audit;
pub mod dump;
mod engine;
mod error;
pub mod intake;
pub mod jobs;
mod migrate;
pub mod records;

pub use engine::run::{AsStoreError, Tx};
pub use engine::{DatabaseAddress, Engine, Server, Store};
pub use error::StoreError;
pub use migrate::SCHEMA_VERSION;
