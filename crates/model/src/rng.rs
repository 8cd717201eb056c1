//! Randomness comes in through [`Rng`], so that tests can repeat a run.

/// Gives random bytes. The only implementation that asks the machine lives in the binary; every key, nonce, id and receipt is drawn from it.
pub trait Rng: Send + Sync {
    /// Fills `bytes` with random bytes fit for keys.
    fn fill(&self, bytes: &mut [u8]);
}

/// An array of random bytes.
pub fn random<const N: usize>(rng: &dyn Rng) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill(&mut bytes);
    bytes
}
