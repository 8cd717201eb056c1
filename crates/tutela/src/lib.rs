//! A Tutela node: command line, configuration, wiring, start and stop.

pub mod bench;
pub mod commands;
pub mod config;
pub mod data_dir;
pub mod demo;
mod error;
pub mod http_client;
pub mod law;
pub mod lifecycle;
pub mod machine;
pub mod scan;
pub mod set_up;

pub use error::Failure;
