//! So that nobody floods the desk with reports, or tries receipts by the thousand.
//!
//! What comes from one network is counted for an hour. The network is known only by a keyed hash of its address under a salt that
//! is drawn anew with each count, is held in memory alone and is forgotten with it. Nothing here is logged or stored.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tutela_model::clock::{Clock, HOUR, Timestamp};
use tutela_model::rng::{Rng, random};

/// All networks together may use so many times what one may: a desk that is flooded from everywhere stays able to work.
const ALL: u32 = 500;

/// Networks that are told apart in one count; about 3 MB.
const NETWORKS: usize = 1 << 16;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Reports that are sent.
    Report,
    /// Tries to open a receipt: twice the budget of reports.
    Receipt,
    /// Tries to sign in to the console, which has a count of its own.
    SignIn,
}

/// Counts what comes, by network and in all.
pub struct Flood {
    /// Reports that one network may send in an hour.
    budget: u32,
    count: Mutex<Option<Count>>,
}

/// The count of one hour.
struct Count {
    since: Timestamp,
    salt: [u8; 32],
    networks: HashMap<[u8; 16], Used>,
    all: Used,
}

#[derive(Clone, Copy, Default)]
struct Used {
    reports: u32,
    receipts: u32,
    sign_ins: u32,
}

impl Used {
    fn of(&mut self, kind: Kind) -> &mut u32 {
        match kind {
            Kind::Report => &mut self.reports,
            Kind::Receipt => &mut self.receipts,
            Kind::SignIn => &mut self.sign_ins,
        }
    }
}

impl Flood {
    /// `budget`: reports that one network may send in an hour.
    pub fn new(budget: u32) -> Self {
        Self { budget, count: Mutex::new(None) }
    }

    /// Whether one more may come from this address now; if so, it is counted.
    pub fn admits(&self, kind: Kind, source: IpAddr, clock: &dyn Clock, rng: &dyn Rng) -> bool {
        let now = clock.now();
        let limit = match kind {
            Kind::Report | Kind::SignIn => self.budget,
            Kind::Receipt => self.budget.saturating_mul(2),
        };
        // A count is whole after each statement below, so one that a panic left behind is as good as any.
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let count = match &mut *count {
            // A clock that was set back starts a new count: an hour must not become a day.
            Some(count) if (0..HOUR).contains(&now.since(count.since)) => count,
            old => old.insert(Count::new(now, rng)),
        };
        let network = count.network(source);
        let full = count.networks.len() >= NETWORKS;
        if *count.all.of(kind) >= limit.saturating_mul(ALL) {
            return false;
        }
        let used = match count.networks.entry(network) {
            Entry::Occupied(used) => used.into_mut(),
            Entry::Vacant(_) if full => return false,
            Entry::Vacant(free) => free.insert(Used::default()),
        };
        if *used.of(kind) >= limit {
            return false;
        }
        *used.of(kind) += 1;
        *count.all.of(kind) += 1;
        true
    }
}

impl Count {
    fn new(now: Timestamp, rng: &dyn Rng) -> Self {
        Self { since: now, salt: random(rng), networks: HashMap::new(), all: Used::default() }
    }

    /// The keyed hash of a network, cut to what keeps networks apart.
    fn network(&self, source: IpAddr) -> [u8; 16] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.salt).expect("HMAC takes a key of any length");
        match source.to_canonical() {
            IpAddr::V4(address) => mac.update(&address.octets()),
            // One household or one phone is given a whole /64.
            IpAddr::V6(address) => mac.update(&address.octets()[..8]),
        }
        let mut short = [0; 16];
        short.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        short
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};

    use tutela_model::clock::MINUTE;

    use super::*;

    #[derive(Default)]
    struct Hand(AtomicI64);

    impl Clock for Hand {
        fn now(&self) -> Timestamp {
            Timestamp::from_micros(self.0.load(Ordering::Relaxed))
        }
    }

    #[derive(Default)]
    struct Steps(AtomicU8);

    impl Rng for Steps {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0.fetch_add(1, Ordering::Relaxed));
        }
    }

    struct Case {
        flood: Flood,
        clock: Hand,
        rng: Steps,
    }

    impl Case {
        fn new(budget: u32) -> Self {
            Self { flood: Flood::new(budget), clock: Hand::default(), rng: Steps::default() }
        }

        /// How many of `tries` are let through.
        fn admitted(&self, tries: u32, kind: Kind, source: &str) -> u32 {
            let source = source.parse().unwrap();
            (0..tries).map(|_| u32::from(self.flood.admits(kind, source, &self.clock, &self.rng))).sum()
        }
    }

    #[test]
    fn one_network_has_a_budget_of_each_kind() {
        let case = Case::new(3);
        assert_eq!(case.admitted(9, Kind::Report, "203.0.113.7"), 3);
        assert_eq!(case.admitted(9, Kind::Receipt, "203.0.113.7"), 6);
        assert_eq!(case.admitted(9, Kind::Report, "203.0.113.8"), 3);
    }

    #[test]
    fn one_household_is_one_network_however_it_is_written() {
        let case = Case::new(2);
        assert_eq!(case.admitted(1, Kind::Report, "2001:db8::1"), 1);
        assert_eq!(case.admitted(9, Kind::Report, "2001:db8::ffff:1:2"), 1);
        assert_eq!(case.admitted(9, Kind::Report, "2001:db8:0:1::1"), 2);
        assert_eq!(case.admitted(1, Kind::Report, "203.0.113.7"), 1);
        assert_eq!(case.admitted(9, Kind::Report, "::ffff:203.0.113.7"), 1);
    }

    #[test]
    fn after_an_hour_all_is_forgotten_and_the_salt_is_another() {
        let case = Case::new(1);
        assert_eq!(case.admitted(2, Kind::Report, "203.0.113.7"), 1);
        let salt = || case.flood.count.lock().unwrap().as_ref().unwrap().salt;
        let before = salt();
        case.clock.0.store(59 * MINUTE, Ordering::Relaxed);
        assert_eq!(case.admitted(2, Kind::Report, "203.0.113.7"), 0);
        case.clock.0.store(60 * MINUTE, Ordering::Relaxed);
        assert_eq!(case.admitted(2, Kind::Report, "203.0.113.7"), 1);
        assert_ne!(salt(), before);
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        let case = Case::new(1);
        case.clock.0.store(10 * HOUR, Ordering::Relaxed);
        assert_eq!(case.admitted(2, Kind::Report, "203.0.113.7"), 1);
        case.clock.0.store(0, Ordering::Relaxed);
        assert_eq!(case.admitted(2, Kind::Report, "203.0.113.7"), 1);
    }

    #[test]
    fn all_networks_together_have_a_ceiling_and_memory_a_bound() {
        let case = Case::new(1);
        let admitted: u32 = (0..2 * ALL)
            .map(|n| case.admitted(1, Kind::Report, &std::net::Ipv4Addr::from(n).to_string()))
            .sum();
        assert_eq!(admitted, ALL);
        assert!(case.flood.count.lock().unwrap().as_ref().unwrap().networks.len() <= ALL as usize);
    }

    #[test]
    fn no_address_is_held_as_it_is() {
        let case = Case::new(1);
        case.admitted(1, Kind::Report, "203.0.113.7");
        let count = case.flood.count.lock().unwrap();
        let network = count.as_ref().unwrap().networks.keys().next().copied().unwrap();
        assert!(!network.windows(4).any(|bytes| bytes == [203, 0, 113, 7]));
    }
}
