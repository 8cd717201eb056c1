//! The two inner loops of the search, for the instructions that this processor has.
//!
//! Each loop is written three times: plainly, for AVX2 and for AVX-512 with its vector popcount. All three give the same
//! answers in the same order, which the tests here compare. This is the only folder of the crate with `unsafe` in it.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod prefetch;
mod scalar;
#[cfg(test)]
mod tests;

pub(crate) use self::prefetch::prefetch;

/// A stretch of a bucket table to be looked through.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Probe {
    /// The first sketch.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// The sketch of the hash that is asked for.
    pub asked: u32,
    /// A sketch is a hit when fewer bits differ than this.
    pub below: u8,
    /// Unless fewer than this differ in its upper half: then it is a hit of another probe.
    pub upper: u8,
    /// Likewise in its lower half.
    pub lower: u8,
    /// Which of the bucket tables.
    pub table: u8,
}

impl Probe {
    /// Whether a sketch that differs in these bits, few enough, is a hit of this probe and of no earlier one.
    #[inline(always)]
    fn is_ours(&self, differing: u32) -> bool {
        (differing >> 16).count_ones() >= u32::from(self.upper)
            && (differing & 0xffff).count_ones() >= u32::from(self.lower)
    }
}

/// A sketch near enough for its hash to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Where the sketch stands.
    pub at: usize,
    /// The table of its probe.
    pub table: u8,
}

/// The instructions that the loops use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// Those that every processor has.
    Scalar,
    /// AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2(Proof),
    /// AVX-512 with VPOPCNTDQ.
    #[cfg(target_arch = "x86_64")]
    Avx512(Proof),
}

/// Exists only where the processor was asked: what makes calling the vector loops sound.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Proof(());

impl Level {
    /// Every level that this processor has, the slowest first.
    pub(crate) fn all() -> Vec<Self> {
        #[cfg_attr(not(target_arch = "x86_64"), expect(unused_mut, reason = "only x86 adds to it"))]
        let mut levels = vec![Self::Scalar];
        #[cfg(target_arch = "x86_64")]
        {
            if std::arch::is_x86_feature_detected!("avx2") {
                levels.push(Self::Avx2(Proof(())));
            }
            if std::arch::is_x86_feature_detected!("avx512f")
                && std::arch::is_x86_feature_detected!("avx512vpopcntdq")
            {
                levels.push(Self::Avx512(Proof(())));
            }
        }
        levels
    }

    /// The fastest that this processor has.
    pub(crate) fn best() -> Self {
        Self::all().pop().unwrap_or(Self::Scalar)
    }

    /// Its name, for people.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(_) => "AVX-512 VPOPCNTDQ",
        }
    }

    /// Looks through the probes in order and adds every hit to `hits`; stops after the probe with which they become
    /// more than `limit`. A probe that reaches beyond the sketches has no hits.
    pub(crate) fn probe(self, sketches: &[[u8; 4]], probes: &[Probe], limit: usize, hits: &mut Vec<Hit>) {
        match self {
            Self::Scalar => scalar::probe(sketches, probes, limit, hits),
            #[cfg(target_arch = "x86_64")]
            #[expect(unsafe_code, reason = "a function for instructions that not every processor has")]
            // SAFETY: the level exists only where the processor was found to have AVX2.
            Self::Avx2(_) => unsafe { avx2::probe(sketches, probes, limit, hits) },
            #[cfg(target_arch = "x86_64")]
            #[expect(unsafe_code, reason = "a function for instructions that not every processor has")]
            // SAFETY: the level exists only where the processor was found to have AVX-512F and VPOPCNTDQ.
            Self::Avx512(_) => unsafe { avx512::probe(sketches, probes, limit, hits) },
        }
    }

    /// Adds to `rows` the number, plus `first`, of every row of which at most `radius` of the first 128 bits differ.
    ///
    /// The two columns hold the first and the second word of each row; where one is longer, its rest is not looked at.
    pub(crate) fn scan(self, scan: Scan<'_>, rows: &mut Vec<u32>) {
        match self {
            Self::Scalar => scalar::scan(scan, rows),
            #[cfg(target_arch = "x86_64")]
            #[expect(unsafe_code, reason = "a function for instructions that not every processor has")]
            // SAFETY: the level exists only where the processor was found to have AVX2.
            Self::Avx2(_) => unsafe { avx2::scan(scan, rows) },
            #[cfg(target_arch = "x86_64")]
            #[expect(unsafe_code, reason = "a function for instructions that not every processor has")]
            // SAFETY: the level exists only where the processor was found to have AVX-512F and VPOPCNTDQ.
            Self::Avx512(_) => unsafe { avx512::scan(scan, rows) },
        }
    }
}

/// What [`Level::scan`] looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scan<'a> {
    /// The first words, little endian.
    pub heads: &'a [[u8; 8]],
    /// The second words.
    pub necks: &'a [[u8; 8]],
    /// The first two words of the hash that is asked for.
    pub asked: [u64; 2],
    /// The largest distance that counts.
    pub radius: u32,
    /// The number of the first row.
    pub first: u32,
}

/// How many probes ahead sketches are asked for from memory: with [`LINES`] of each about as many cache lines as a core can wait
/// for at once.
const AHEAD: usize = 6;

/// Asks for the sketches of the probe that comes [`AHEAD`] after this one.
#[inline(always)]
fn ask_ahead(sketches: &[[u8; 4]], probes: &[Probe], current: usize) {
    if let Some(ahead) = probes.get(current + AHEAD) {
        ask(sketches, ahead);
    }
}

/// Asks for the sketches of the first probes.
#[inline(always)]
fn ask_first(sketches: &[[u8; 4]], probes: &[Probe]) {
    probes.iter().take(AHEAD).for_each(|probe| ask(sketches, probe));
}

/// Lines of a probe that are asked for: after these the hardware has noticed the sequence. Asking for whole buckets was a fifth
/// slower with ten million hashes.
const LINES: usize = 3;

#[inline(always)]
fn ask(sketches: &[[u8; 4]], probe: &Probe) {
    const LINE: usize = 16;
    let end = probe.end.min(probe.start + LINES * LINE);
    let mut at = probe.start & !(LINE - 1);
    while at < end {
        prefetch(sketches, at);
        at += LINE;
    }
}
