//! One record, one file: what the rest of Tutela can ask of each table.

pub mod alert;
pub mod api_key;
pub mod assessment;
pub mod batch;
pub mod console_session;
pub mod entry;
pub mod erasure;
pub mod host;
pub mod item;
pub mod list;
pub mod mail;
pub mod member;
pub mod notice;
pub mod person;
pub mod police_hold;
pub mod preservation;
pub mod question;
pub mod report;
pub mod route;
pub mod setting;
pub mod subscription;
pub mod trace;
pub mod viewing_token;
pub mod vote;
