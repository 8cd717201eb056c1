//! Use cases and background jobs. One function is one operation: it asks for the permission, opens one transaction, changes
//! the state and writes the audit entry in it. Mail and HTTP leave the house from here, and from nowhere else.
//!
//! Architecture Invariant: reads of records pass one door, [`Node::read`], so that neither the permission nor the log of reads
//! can be forgotten. No network call happens inside a transaction.

pub mod alerts;
pub mod backup;
pub mod correction;
pub mod desk;
mod error;
pub mod figures;
pub mod help;
pub mod intake;
pub mod jobs;
pub mod languages;
pub mod lists;
pub mod lookup;
mod node;
pub mod on_call;
pub mod outbox;
pub mod outside;
pub mod people;
pub mod quality;
pub mod read;
pub mod referral;
pub mod removal;
mod replace_file;
pub mod retention;
pub mod rotation;
mod sealing;
mod settings;
pub mod subscription;
pub mod team;
pub mod trace;
pub mod verify;

pub use error::Error;
pub use node::{Node, NodeParts, Viewer};
pub use settings::{
    DeskSettings, FiguresSettings, RecheckSettings, RemovalSettings, Settings, SmtpSecurity, SmtpSettings,
    TraceSettings,
};
