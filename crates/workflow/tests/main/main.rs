//! Every operation on both engines, with doubles of what is outside.

#![expect(clippy::unwrap_used, reason = "in a test a failed unwrap is the failure we want to see")]

mod backup;
mod climb;
mod correction;
mod desk;
mod erasure;
mod figures;
mod help;
mod hold;
mod keys;
mod languages;
mod list_life;
mod lists;
mod live;
mod looking;
mod mail;
mod on_call;
mod outbox;
mod path;
mod permissions;
mod preserve;
mod public;
mod quality;
mod reads;
mod referral;
mod resets;
mod retention;
mod rotation;
mod search;
mod sign_in;
mod steps;
mod subscription;
mod team;
mod together;
mod trace;
mod triage;
mod upgrade;
mod verify;
mod watch;
