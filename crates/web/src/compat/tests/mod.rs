//! The dialects and our own look-up as clients ask them, by requests, on a whole node.

mod asker;
mod hash_sharing;
mod hma;
mod matching;
mod shield;
