//! Random bytes that are the same in every run.

use std::sync::{
    Mutex,
    atomic::{AtomicU64, Ordering},
};

use sha2::{Digest, Sha256};
use tutela_model::rng::Rng;

/// A stream of bytes without visible pattern.
#[derive(Default)]
pub(crate) struct TestRng(AtomicU64);

impl Rng for TestRng {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let block = Sha256::digest(self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// Just these bytes, one after the other.
pub(crate) struct Script(Mutex<std::vec::IntoIter<u8>>);

impl Script {
    pub(crate) fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(Mutex::new(bytes.into().into_iter()))
    }
}

impl Rng for Script {
    fn fill(&self, bytes: &mut [u8]) {
        let mut script = self.0.lock().unwrap();
        bytes.fill_with(|| script.next().unwrap());
    }
}
