//! A tally: counts and times of one part of one day, or of many days added up.

use super::histogram::Histogram;
use super::part::Band;
use crate::completeness::Missing;
use crate::named_enum;
use crate::report_state::Decision;

named_enum! {
    /// What is counted.
    Counter {
        /// Reports that came.
        Received = "received",
        /// Of these, with a child said to be in danger now.
        BandDanger = "band_danger",
        /// Of these, with somebody said to act against a child.
        BandChild = "band_child",
        /// All others of these.
        BandContent = "band_content",
        /// Somebody looked at them.
        LookedAt = "looked_at",
        /// Something was decided.
        Decided = "decided",
        /// They held enough to work on.
        Actionable = "actionable",
        /// They are kept as information.
        Informational = "informational",
        /// They were for another desk.
        OutOfRemit = "out_of_remit",
        /// All their content was found not illegal.
        NotIllegal = "not_illegal",
        /// Everything they named is gone.
        Removed = "removed",
        /// Erased.
        Erased = "erased",
        /// Erased before anybody decided.
        ErasedUndecided = "erased_undecided",
        /// Erased before anybody looked.
        ErasedUnseen = "erased_unseen",
        /// Nothing is missing.
        Complete = "complete",
        /// Lacks what.
        LacksWhat = "lacks_what",
        /// Lacks who.
        LacksWho = "lacks_who",
        /// Lacks where.
        LacksWhere = "lacks_where",
        /// Lacks when.
        LacksWhen = "lacks_when",
        /// Lacks the time of a network address.
        LacksAddressTime = "lacks_address_time",
        /// Lacks the port of a network address.
        LacksAddressPort = "lacks_address_port",
        /// Hosts that were told.
        Told = "told",
        /// Of these, what they were told of is gone.
        Gone = "gone",
        /// Of these, gone within the time that others publish.
        GoneInTime = "gone_in_time",
        /// Of these, still there after the last reminder.
        NeedsPerson = "needs_person",
    }
}

named_enum! {
    /// What is timed. Every time begins when the report came, but for the last.
    Step {
        /// Until somebody looked.
        LookedAt = "looked_at",
        /// Until it was assessed and decided.
        Decided = "decided",
        /// Until the host was told.
        HostTold = "host_told",
        /// Until it was gone.
        Gone = "gone",
        /// From when the host was told until it was gone.
        ByHost = "by_host",
    }
}

impl From<Band> for Counter {
    fn from(band: Band) -> Self {
        match band {
            Band::Danger => Self::BandDanger,
            Band::Child => Self::BandChild,
            Band::Content => Self::BandContent,
        }
    }
}

impl From<Decision> for Counter {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Actionable => Self::Actionable,
            Decision::Informational => Self::Informational,
            Decision::OutOfRemit => Self::OutOfRemit,
            Decision::NotIllegal => Self::NotIllegal,
        }
    }
}

impl From<Missing> for Counter {
    fn from(missing: Missing) -> Self {
        match missing {
            Missing::What => Self::LacksWhat,
            Missing::Who => Self::LacksWho,
            Missing::Where => Self::LacksWhere,
            Missing::When => Self::LacksWhen,
            Missing::AddressTime => Self::LacksAddressTime,
            Missing::AddressPort => Self::LacksAddressPort,
        }
    }
}

const COUNTERS: usize = Counter::ALL.len();
const STEPS: usize = Step::ALL.len();

/// Counts and times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [u64; COUNTERS],
    times: [Histogram; STEPS],
}

/// A kept tally cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a kept figure cannot be read: have the figures counted anew with `tutela figures recount`")]
pub struct Damaged;

impl Tally {
    /// One more.
    pub fn count(&mut self, counter: impl Into<Counter>) {
        self.counts[counter.into() as usize] += 1;
    }

    /// Notes how long a step took, in seconds.
    pub fn time(&mut self, step: Step, seconds: i64) {
        self.times[step as usize].add(seconds);
    }

    /// How many.
    pub fn get(&self, counter: impl Into<Counter>) -> u64 {
        self.counts[counter.into() as usize]
    }

    /// The times of a step.
    pub fn times(&self, step: Step) -> &Histogram {
        &self.times[step as usize]
    }

    /// Adds another.
    pub fn merge(&mut self, other: &Self) {
        self.counts.iter_mut().zip(other.counts).for_each(|(here, there)| *here += there);
        self.times.iter_mut().zip(&other.times).for_each(|(here, there)| here.merge(there));
    }

    /// How many have not come so far that this step is over.
    pub fn open(&self, step: Step) -> u64 {
        let (all, gone_before) = match step {
            Step::LookedAt => (Counter::Received, Counter::ErasedUnseen),
            Step::Decided => (Counter::Received, Counter::ErasedUndecided),
            // A host that was not told yet is not among those that were.
            Step::HostTold => return 0,
            Step::Gone | Step::ByHost => {
                return self.get(Counter::Told).saturating_sub(self.get(Counter::Gone));
            }
        };
        (self.get(all).saturating_sub(self.get(gone_before))).saturating_sub(self.times(step).count())
    }

    /// As it is kept: all numbers as variable-length integers, seven bits a byte.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(COUNTERS + STEPS);
        let mut put = |mut n: u64| {
            while n > 0x7f {
                bytes.push(n as u8 | 0x80);
                n >>= 7;
            }
            bytes.push(n as u8);
        };
        self.counts.into_iter().for_each(&mut put);
        for times in &self.times {
            put(times.pairs().len() as u64);
            let mut before = 0;
            for (bucket, n) in times.pairs() {
                put(u64::from(bucket - before));
                put(n);
                before = bucket;
            }
        }
        bytes
    }

    /// Reads what [`Tally::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut rest = bytes;
        let mut tally = Self::default();
        for count in &mut tally.counts {
            *count = number(&mut rest)?;
        }
        for times in &mut tally.times {
            let mut bucket = 0_u32;
            for _ in 0..number(&mut rest)? {
                let further = u32::try_from(number(&mut rest)?).map_err(|_| Damaged)?;
                bucket = bucket.checked_add(further).filter(|at| *at <= Histogram::LAST).ok_or(Damaged)?;
                times.set(bucket, number(&mut rest)?);
            }
        }
        if rest.is_empty() { Ok(tally) } else { Err(Damaged) }
    }
}

fn number(rest: &mut &[u8]) -> Result<u64, Damaged> {
    let mut n = 0;
    // Six bytes hold more than any count that can be: the sum of all days cannot overflow.
    for place in 0..6 {
        let (byte, after) = rest.split_first().ok_or(Damaged)?;
        *rest = after;
        n |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok(n);
        }
    }
    Err(Damaged)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tally() -> impl Strategy<Value = Tally> {
        let counts = prop::collection::vec(prop::sample::select(Counter::ALL), 0..40);
        let times = prop::collection::vec((prop::sample::select(Step::ALL), 0i64..90_000_000), 0..40);
        (counts, times).prop_map(|(counts, times)| {
            let mut tally = Tally::default();
            counts.into_iter().for_each(|counter| tally.count(counter));
            times.into_iter().for_each(|(step, seconds)| tally.time(step, seconds));
            tally
        })
    }

    proptest! {
        #[test]
        fn what_is_kept_is_what_was_counted(tally in tally()) {
            prop_assert_eq!(Tally::from_bytes(&tally.to_bytes()), Ok(tally));
        }

        #[test]
        fn days_add_up_in_any_order(a in tally(), b in tally()) {
            let (mut one, mut other) = (a.clone(), b.clone());
            one.merge(&b);
            other.merge(&a);
            prop_assert_eq!(one, other);
        }

        #[test]
        fn damaged_bytes_are_an_error_and_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = Tally::from_bytes(&bytes);
        }
    }

    #[test]
    fn what_is_cut_off_or_goes_on_is_damaged() {
        let mut tally = Tally::default();
        tally.time(Step::Gone, 300);
        let mut bytes = tally.to_bytes();
        assert_eq!(Tally::from_bytes(&bytes[..bytes.len() - 1]), Err(Damaged));
        bytes.push(0);
        assert_eq!(Tally::from_bytes(&bytes), Err(Damaged));
    }
}
