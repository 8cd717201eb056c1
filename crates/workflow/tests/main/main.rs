//! Every operation on both engines, with doubles of what is outside.

#![expect(clippy::unwrap_used, reason = "in a test a failed unwrap is the failure we want to see")]

mod backup;
mod desk;
mod erasure;
mod figures;
mod help;
mod keys;
mod languages;
mod list_life;
mod lists;
mod looking;
mod mail;
mod on_call;
mod outbox;
mod path;
mod permissions;
mod public;
mod quality;
mod reads;
mod resets;
mod retention;
mod search;
mod sign_in;
mod steps;
mod subscription;
mod team;
mod triage;
mod upgrade;
mod verify;
mod watch;
