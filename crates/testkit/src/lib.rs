//! For tests only: both engines, a clock and random numbers that tests decide, a whole node, and doubles of what is outside.
//!
//! ```no_run
//! use tutela_testkit::{TestNode, on_both_engines};
//!
//! on_both_engines!(a_node_answers, async |database| {
//!     let node = TestNode::start(&database).await;
//!     assert!(node.is_ready().await);
//! });
//! ```
//!
//! gives the tests `a_node_answers::sqlite` and `a_node_answers::postgres`. The second one needs a server on which databases
//! may be created, named in `TUTELA_TEST_POSTGRES`: `scripts/postgres-for-tests cargo test …` starts one for as long as needed.
//!
//! Everything invented here is benign: `host.example`, addresses of documentation, digests of counting numbers.

mod clock;
mod database;
mod dns;
mod engines;
pub mod geo;
mod host;
mod node;
mod poll;
mod registry;
mod rng;
pub mod samples;
mod smtp;
mod upstream;

pub use clock::TestClock;
pub use database::TestDatabase;
pub use dns::DnsDouble;
pub use engines::run_on;
pub use host::{HostAnswer, HostDouble};
pub use node::TestNode;
pub use poll::all;
pub use registry::{RegistryAnswer, RegistryDouble};
pub use rng::TestRng;
pub use smtp::{ReceivedMail, SmtpDouble, SmtpMode};
pub use tutela_store::Engine;
pub use upstream::{UpstreamDouble, UpstreamFault};
