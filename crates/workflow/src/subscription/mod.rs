//! A list that follows an upstream of the Hash Sharing v2 dialect: what changed there comes into the list here, withdrawals
//! and all, and the votes of this node's people go back.
//!
//! One job reads one span of time at once. Its pages are in no order, so that all of them are read before anything is taken;
//! then its entries, the time up to which everything was read, and the job's next run are written in one transaction. Whatever
//! goes wrong before that leaves the list as it was, and the span is read again.

mod address;
mod client;
mod page;
mod problem;
mod progress;
mod pull;
mod span;
mod subscribe;
mod take;
mod votes;

pub use subscribe::{LONGEST_EVERY, NewSubscription, SHORTEST_EVERY, pull_now, subscribe, unsubscribe};

pub(crate) use pull::{LEASE, PULL_LIST, pull_list};
